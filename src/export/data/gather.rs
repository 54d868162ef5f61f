//! Which nodes and ties a network has: seats, what is shared, single relations, or a whole world.

use super::{Data, Node, Tie, What, is_directed};
use crate::graph::Graph;
use crate::graph::network::Side;
use crate::graph::projection::{Projection, Weight};
use crate::graph::two_mode::TwoMode;
use crate::graph::view::View;
use crate::model::kind::RelationKind;
use crate::model::{Detail, EntityId, Model, RelationId};
use crate::time::{Certainty, Day, Span};
use crate::words::count;
use std::cmp::Reverse;

/// States and the bodies they sit in, one tie a pair; without bodies, all in which a state sits.
pub fn two_mode<'m>(graph: &Graph<'m>, view: &View, bodies: Option<&[EntityId]>) -> Data<'m> {
    seats(graph, view, bodies, false)
}

/// The same with a tie for every statement about a seat, even if several are about one.
pub fn statements<'m>(graph: &Graph<'m>, view: &View, bodies: Option<&[EntityId]>) -> Data<'m> {
    seats(graph, view, bodies, true)
}

fn seats<'m>(graph: &Graph<'m>, view: &View, bodies: Option<&[EntityId]>, each: bool) -> Data<'m> {
    let model = graph.model();
    let seats = TwoMode::of(graph, view, bodies);
    let mut data = Data::new(model, view.when);
    data.title = match bodies {
        Some([one]) => format!("Who sits in {}", model.entity(*one).short_name()),
        _ => format!("Who sits where in {}", count(seats.groups.len(), "body")),
    };
    data.two_mode = true;
    let sides = [(&seats.actors, Side::Actor), (&seats.groups, Side::Group)];
    let side = |(list, side): (&Vec<EntityId>, Side)| -> Vec<Node> {
        list.iter().map(|id| Node { entity: *id, side: Some(side), size: 0 }).collect()
    };
    data.nodes = sides.into_iter().flat_map(side).collect();
    for tie in &seats.ties {
        let (from, to) = (tie.actor, seats.actors.len() as u32 + tie.group);
        data.nodes[from as usize].size += 1;
        data.nodes[to as usize].size += 1;
        let mut relations = tie.seats.clone();
        relations.sort_by_key(|id| (Reverse(view.certainty(model.relation(*id))), model.relation(*id).grade()));
        if each {
            for id in relations {
                data.relate(from, to, view.certainty(model.relation(id)), tie.weight, &[id]);
            }
        } else {
            data.relate(from, to, tie.certainty, tie.weight, &relations);
        }
    }
    if seats.held_by_bodies > 0 {
        let left = count(seats.held_by_bodies, "seat");
        data.notes.push(format!("{left} that bodies hold, not states, left out."));
    }
    data.only_possible(seats.only_possible, "tie");
    data
}

/// States tied by shared bodies, or bodies tied by shared members; those that nothing ties are nodes too.
pub fn projection<'m>(
    graph: &Graph<'m>,
    view: &View,
    seats: &TwoMode,
    projection: &Projection,
    onto: Side,
    weight: Weight,
) -> Data<'m> {
    let (nodes, others, sets, other) = match onto {
        Side::Actor => ("States", &seats.groups, seats.affiliations(), "bodies"),
        Side::Group => ("Bodies", &seats.actors, seats.members(), "members"),
    };
    let mut data = Data::new(graph.model(), view.when);
    data.title = format!("{nodes} tied by the {other} they share");
    let sized = projection.nodes.iter().zip(&sets);
    data.nodes = sized.map(|(id, set)| Node { entity: *id, side: None, size: set.count_ones(..) as u32 }).collect();
    data.ties.reserve(projection.ties.len());
    for tie in &projection.ties {
        let weight = match weight {
            Weight::Shared => tie.shared as f64,
            Weight::Jaccard => tie.shared as f64 / tie.union as f64,
            Weight::None => 1.0,
        };
        data.weighted |= weight != 1.0;
        let what = What::Shared(tie.shared as u32, tie.union as u32);
        data.ties.push(Tie { from: tie.a, to: tie.b, weight, certainty: Certainty::Surely, what });
    }
    data.evidence = seats.evidence();
    data.affiliations = sets;
    data.others = others.clone();
    data.only_possible(seats.only_possible, "seat");
    data
}

/// Relations of some kinds in a view, each a tie; of all kinds, if none is named. With a centre, those of one entity. That
/// somebody never acted on a treaty, or left it, ties nobody and is left out.
pub fn relations<'m>(graph: &Graph<'m>, view: &View, kinds: &[RelationKind], centre: Option<EntityId>) -> Data<'m> {
    let model = graph.model();
    let mut data = Data::new(model, view.when);
    data.title = match (centre, kinds) {
        (Some(id), _) => format!("{} and all it is related to", model.entity(id).short_name()),
        (None, []) => "All relations".to_owned(),
        (None, kinds) => {
            let words: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
            format!("Relations: {}", words.join(", "))
        }
    };
    let mut found: Vec<(RelationId, Certainty)> = Vec::new();
    for (i, relation) in model.relations().iter().enumerate() {
        let certainty = view.certainty(relation);
        let wanted = relation.is_tie()
            && (kinds.is_empty() || kinds.contains(&relation.kind))
            && centre.is_none_or(|id| relation.from == id || relation.to == id);
        if wanted && certainty > Certainty::No && certainty >= view.dates.listed() {
            found.push((RelationId(i as u32), certainty));
        }
    }
    let ends = |id: &RelationId| [model.relation(*id).from, model.relation(*id).to];
    let mut nodes: Vec<EntityId> = found.iter().flat_map(|(id, _)| ends(id)).chain(centre).collect();
    nodes.sort_unstable_by_key(|id| (model.entity(*id).kind, &model.entity(*id).slug));
    nodes.dedup();
    data.nodes = nodes.into_iter().map(|entity| Node { entity, side: None, size: 0 }).collect();
    data.relate_all(found);
    for tie in &data.ties {
        data.nodes[tie.from as usize].size += 1;
        data.nodes[tie.to as usize].size += 1;
    }
    data
}

/// Everything that a world says, whenever it held, retracted statements too: what can be read back as the same world.
pub fn world(model: &Model) -> Data<'_> {
    let mut data = Data::new(model, Span { first: Day::BEGINNING, last: Day::END });
    data.title = model.title().to_owned();
    data.whole = true;
    data.nodes = model.ids().map(|(entity, _)| Node { entity, side: None, size: 0 }).collect();
    data.relate_all((0..model.relations().len() as u32).map(|id| (RelationId(id), Certainty::Surely)).collect());
    data
}

impl<'m> Data<'m> {
    fn new(model: &'m Model, span: Span) -> Self {
        Self {
            model,
            title: String::new(),
            as_of: String::new(),
            notes: Vec::new(),
            directed: false,
            two_mode: false,
            whole: false,
            nodes: Vec::new(),
            ties: Vec::new(),
            scores: Vec::new(),
            places: Vec::new(),
            evidence: Vec::new(),
            span,
            weighted: false,
            affiliations: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Adds one tie that some relations stand for.
    fn relate(&mut self, from: u32, to: u32, certainty: Certainty, weight: f64, relations: &[RelationId]) {
        self.weighted |= weight != 1.0;
        let what = What::Relations(self.evidence.len() as u32, relations.len() as u32);
        self.evidence.extend_from_slice(relations);
        self.ties.push(Tie { from, to, weight, certainty, what });
    }

    /// Adds a tie for every relation.
    fn relate_all(&mut self, relations: Vec<(RelationId, Certainty)>) {
        let mut place = vec![0; self.model.entities().len()];
        self.nodes.iter().enumerate().for_each(|(i, node)| place[node.entity.index()] = i as u32);
        self.directed = relations.iter().any(|(id, _)| is_directed(self.model.relation(*id)));
        self.ties.reserve(relations.len());
        for (id, certainty) in relations {
            let relation = self.model.relation(id);
            // What pulls apart has no strength, and layouts take none below zero.
            let weight = match relation.detail {
                Detail::Tie { value: Some(value), .. } if value > 0.0 && value.is_finite() => value,
                Detail::Seat { weight, .. } => f64::from(weight),
                _ => 1.0,
            };
            self.relate(place[relation.from.index()], place[relation.to.index()], certainty, weight, &[id]);
        }
    }

    fn only_possible(&mut self, left: usize, what: &str) {
        if left > 0 {
            let left = count(left, what);
            self.notes.push(format!(
                "{left} left out, which the dates make only possible; `--dates possibly` takes such in."
            ));
        }
    }

    /// The ids of what both ends of a tie have on the other side.
    pub(super) fn common(&self, tie: usize) -> Vec<&'m str> {
        let Tie { from, to, what: What::Shared(..), .. } = self.ties[tie] else { return Vec::new() };
        let (Some(a), Some(b)) = (self.affiliations.get(from as usize), self.affiliations.get(to as usize)) else {
            return Vec::new();
        };
        a.intersection(b).map(|other| &*self.model.entity(self.others[other]).slug).collect()
    }
}
