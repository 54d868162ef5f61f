//! The signed network of states that a question about balance is asked of.

use super::{Both, Foes, Question};
use crate::analysis::hostility::{Grounds, Hostility, hostilities};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, Form, RelationKind};
use crate::model::{Detail, EntityId, Model, Relation, RelationId};
use crate::table::Cell;
use crate::time::Certainty;
use std::collections::{BTreeMap, BTreeSet};

/// States and the signs between them.
pub(super) struct Signed {
    /// The states with a tie, by slug.
    pub(super) nodes: Vec<EntityId>,
    /// The ties, by their ends.
    pub(super) ties: Vec<Tie>,
    /// States that were asked for but have no tie.
    pub(super) untied: Vec<EntityId>,
    /// Pairs that are friends and enemies at once.
    pub(super) of_both_signs: usize,
    /// Relations left out as they hold only possibly.
    pub(super) only_possible: usize,
    /// The relations behind the ties.
    pub(super) evidence: Vec<RelationId>,
}

/// A tie with its sign, and the bodies, disputes and other relations that make it.
pub(super) struct Tie {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) hostile: bool,
    pub(super) because: Vec<String>,
}

/// What joins and what parts two states.
#[derive(Default)]
struct Between {
    /// How many bodies they share, of those that count.
    shared: usize,
    friendly: Vec<String>,
    hostile: Vec<String>,
    by_friends: Vec<RelationId>,
    by_foes: Vec<RelationId>,
}

/// Who sits in each body, and by which relation.
type Seated = BTreeMap<EntityId, Vec<(EntityId, RelationId)>>;

impl Signed {
    pub(super) fn of(graph: &Graph<'_>, view: &View, question: &Question<'_>) -> Self {
        let model = graph.model();
        let mut found = Found { model, view, only_possible: 0, pairs: BTreeMap::new() };
        let whom = (!question.bodies.is_empty()).then(|| states_of(model, view, question.bodies));
        let inside = |id: EntityId| {
            model.entity(id).kind == EntityKind::State && whom.as_ref().is_none_or(|whom| whom.contains(&id))
        };
        found.friends(question, &inside);
        found.foes(question, &inside);

        let mut signed = Self {
            nodes: Vec::new(),
            ties: Vec::new(),
            untied: Vec::new(),
            of_both_signs: 0,
            only_possible: found.only_possible,
            evidence: Vec::new(),
        };
        let mut ties: Vec<(EntityId, EntityId, bool, Vec<String>)> = Vec::new();
        for ((a, b), mut between) in found.pairs {
            let friends = !between.friendly.is_empty() && between.shared >= question.friends.min_shared;
            let foes = !between.hostile.is_empty();
            if !friends && !foes {
                continue;
            }
            signed.of_both_signs += usize::from(friends && foes);
            let hostile = match (friends, foes, question.both) {
                (true, true, Both::Neither) => continue,
                (true, true, both) => both == Both::Negative,
                (_, foes, _) => foes,
            };
            signed.evidence.append(if hostile { &mut between.by_foes } else { &mut between.by_friends });
            ties.push((a, b, hostile, if hostile { between.hostile } else { between.friendly }));
        }
        let mut nodes: Vec<EntityId> = ties.iter().flat_map(|(a, b, ..)| [*a, *b]).collect();
        nodes.sort_by_key(|id| &model.entity(*id).slug);
        nodes.dedup();
        let place: BTreeMap<EntityId, u32> = nodes.iter().enumerate().map(|(i, id)| (*id, i as u32)).collect();
        if let Some(whom) = whom {
            signed.untied = whom.into_iter().filter(|id| !place.contains_key(id)).collect();
            signed.untied.sort_by_key(|id| &model.entity(*id).name);
        }
        for (a, b, hostile, mut because) in ties {
            because.dedup();
            let (a, b) = (place[&a], place[&b]);
            signed.ties.push(Tie { a: a.min(b), b: a.max(b), hostile, because });
        }
        signed.ties.sort_by_key(|tie| (tie.a, tie.b));
        signed.nodes = nodes;
        signed
    }

    /// The nodes of each component, ascending; the largest component first.
    pub(super) fn components(&self) -> Vec<Vec<u32>> {
        let mut component: Vec<u32> = (0..self.nodes.len() as u32).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for tie in &self.ties {
                let (a, b) = (tie.a as usize, tie.b as usize);
                let least = component[a].min(component[b]);
                changed |= component[a] != component[b];
                (component[a], component[b]) = (least, least);
            }
        }
        let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        component.iter().enumerate().for_each(|(node, of)| members.entry(*of).or_default().push(node as u32));
        let mut components: Vec<Vec<u32>> = members.into_values().collect();
        components.sort_by_key(|nodes| std::cmp::Reverse(nodes.len()));
        components
    }

    pub(super) fn slug(&self, model: &Model, node: u32) -> Cell {
        Cell::from(&*model.entity(self.nodes[node as usize]).slug)
    }
}

/// What was found between pairs of states.
struct Found<'m> {
    model: &'m Model,
    view: &'m View,
    only_possible: usize,
    pairs: BTreeMap<(EntityId, EntityId), Between>,
}

impl Found<'_> {
    /// Finds those who sit together in bodies or alliances, or cooperate.
    fn friends(&mut self, question: &Question<'_>, inside: &impl Fn(EntityId) -> bool) {
        let friends = &question.friends;
        let mut seated = Seated::new();
        for (id, relation) in numbered(self.model) {
            match &relation.detail {
                Detail::Seat { .. } if relation.kind == RelationKind::Seat && inside(relation.from) => {
                    let counts = friends.bodies.contains(&relation.to)
                        || (friends.alliances && is_alliance(self.model, self.view, relation.to));
                    if counts && self.holds(relation) {
                        seated.entry(relation.to).or_default().push((relation.from, id));
                    }
                }
                Detail::Tie { kind, .. } if friends.alliances && kind.eq_ignore_ascii_case("alliance") => {
                    self.pair(relation, id, inside);
                }
                Detail::Cooperates { .. } if friends.cooperation => self.pair(relation, id, inside),
                _ => {}
            }
        }
        for (body, seats) in seated {
            let name = self.model.entity(body).slug.to_string();
            self.meet(&name, &seats);
        }
    }

    /// Finds those who stand against each other in disputes, or are rivals.
    fn foes(&mut self, question: &Question<'_>, inside: &impl Fn(EntityId) -> bool) {
        let Foes { disputes, over, rivalries } = &question.foes;
        let grounds = Grounds { disputes: *disputes, over, rivalries: *rivalries };
        let (model, counted) = (self.model, self.view.dates.counted());
        let between = |relation: &Relation| {
            inside(relation.from) && (relation.kind != RelationKind::Rival || inside(relation.to))
        };
        let all = model.relations().iter().filter(|relation| grounds.take(model, relation) && between(relation));
        let certainties = all.map(|relation| self.view.certainty(relation));
        let possible = certainties.filter(|it| *it == Certainty::Possibly && *it < counted).count();
        self.only_possible += possible;
        for Hostility { pair: (a, b), dispute, evidence, .. } in hostilities(model, self.view, grounds, counted, inside)
        {
            let name = match (dispute, evidence.first()) {
                (None, Some(rivalry)) => words(model.relation(*rivalry)),
                (dispute, _) => dispute.map(|id| model.entity(id).slug.to_string()).unwrap_or_default(),
            };
            let between = self.between(a, b);
            between.hostile.push(name);
            between.by_foes.extend(evidence);
        }
    }

    /// Whether a relation counts; one that only may is counted among those left out.
    fn holds(&mut self, relation: &Relation) -> bool {
        let certainty = self.view.certainty(relation);
        let counts = certainty >= self.view.dates.counted() && certainty > Certainty::No;
        self.only_possible += usize::from(!counts && certainty == Certainty::Possibly);
        counts
    }

    /// A relation between two states themselves.
    fn pair(&mut self, relation: &Relation, id: RelationId, inside: &impl Fn(EntityId) -> bool) {
        if inside(relation.from) && inside(relation.to) && relation.from != relation.to && self.holds(relation) {
            let between = self.between(relation.from, relation.to);
            // A tie of its own needs no shared seats besides.
            between.shared = usize::MAX;
            between.friendly.push(words(relation));
            between.by_friends.push(id);
        }
    }

    /// Everybody who sits in one body, with everybody else there.
    fn meet(&mut self, name: &str, seats: &[(EntityId, RelationId)]) {
        for (a, by_a) in seats {
            for (b, by_b) in seats.iter().filter(|(b, _)| a != b) {
                let between = self.between(*a, *b);
                if !between.friendly.iter().any(|known| known == name) {
                    between.friendly.push(name.to_owned());
                    between.shared = between.shared.saturating_add(1);
                }
                between.by_friends.extend([*by_a, *by_b]);
            }
        }
    }

    fn between(&mut self, a: EntityId, b: EntityId) -> &mut Between {
        self.pairs.entry((a.min(b), a.max(b))).or_default()
    }
}

/// What a relation between two states is, in words.
fn words(relation: &Relation) -> String {
    match relation.detail_text().as_str() {
        "" => relation.kind.as_str().to_owned(),
        words => format!("{}: {words}", relation.kind),
    }
}

fn numbered(model: &Model) -> impl Iterator<Item = (RelationId, &Relation)> {
    model.relations().iter().enumerate().map(|(i, relation)| (RelationId(i as u32), relation))
}

/// The states that sit in any of some bodies.
fn states_of(model: &Model, view: &View, bodies: &[EntityId]) -> BTreeSet<EntityId> {
    let seats = model.relations().iter().filter(|r| r.kind == RelationKind::Seat && bodies.contains(&r.to));
    let held = seats.filter(|r| {
        let certainty = view.certainty(r);
        certainty >= view.dates.counted() && certainty > Certainty::No
    });
    held.map(|seat| seat.from).filter(|id| model.entity(*id).kind == EntityKind::State).collect()
}

fn is_alliance(model: &Model, view: &View, body: EntityId) -> bool {
    let forms = model.entity(body).forms_within(view.when);
    forms.iter().any(|(form, certainty)| *form == Form::Alliance && *certainty >= view.dates.counted())
}
