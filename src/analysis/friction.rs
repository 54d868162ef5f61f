//! The disputes and rivalries within a group: who blocks whom, and who could agree.
//!
//! Two members have a *quarrel* if they stand against each other in a dispute that is live, or are rivals.
//! In a dispute the claimants stand against the defendants; where nobody is a defendant, every claimant
//! stands against every other. Mediators stand against nobody. Two members are *allied* if both are full
//! members of an alliance, cooperate, or are bound by another friendly tie, and have no quarrel.
//!
//! - friction of a member: its quarrels as a share of the others;
//! - signed density: allied pairs less quarrels, as a share of all pairs;
//! - frustration index: the fewest ties that would have to change for the group to fall into two camps,
//!   allies within and quarrels between (Harary 1959; Aref and Wilson 2019, doi:10.1093/comnet/cny015);
//! - the smallest set whose absence leaves no quarrel (a minimum vertex cover), and with all others the
//!   largest coalition that is free of quarrels.
//!
//! Rivalries inside a security body, and how they shape what it can do, are the subject of Haftel and
//! Hofmann (2019).

use super::groups::{Actor, Group, unbounded};
use super::hostility::{Grounds, Hostility, hostilities};
use super::{Finding, life_note, seat_terms, slug, source_list};
use crate::graph::Graph;
use crate::graph::network::{Fold, Network};
use crate::graph::view::View;
use crate::measure::frustration::frustration;
use crate::measure::vertex_cover::{InCover, VertexCover, vertex_cover};
use crate::model::kind::{Form, Grade, Over, RelationKind};
use crate::model::{Attributes, Detail, EntityId, Model, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::Certainty;
use crate::words::{count, enumerate};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Which quarrels count.
#[derive(Debug, Clone, Default)]
pub struct Question<'q> {
    /// Only disputes over one of these; all, if none is named.
    pub over: &'q [Over],
    /// Whether to leave rivalries out.
    pub without_rivalries: bool,
    /// Whether to leave disputes out.
    pub without_disputes: bool,
}

/// Why two members have a quarrel.
struct Reason {
    /// The dispute; none for a rivalry.
    dispute: Option<EntityId>,
    certainty: Certainty,
    evidence: Vec<RelationId>,
}

/// Two members and their quarrel.
struct Quarrel {
    certainty: Certainty,
    reasons: Vec<Reason>,
}

/// Quarrels by the positions of both members, the first before the second.
type Quarrels = BTreeMap<(usize, usize), Quarrel>;

/// Shows the quarrels within a group; `body` is the body whose members it is, if it is one.
///
/// ```
/// use comity::analysis::{friction, groups::Group};
/// use comity::graph::{Graph, view::View};
/// use comity::time::Day;
/// let world = comity::document::builtin();
/// let graph = Graph::of(&world.model);
/// let view = View::on(Day::parse("2014-05-20")?);
/// let named: Vec<_> = ["ind", "pak", "mng"].iter().filter_map(|slug| world.model.find(slug)).collect();
/// let group = Group::of(&graph, &view, &named);
/// let answer = friction::friction(&graph, &view, &group, None, &friction::Question::default()).answer;
/// assert_eq!(answer.table.rows.len(), 1);
/// assert!(answer.headline.unwrap().contains("1 of 3 pairs"));
/// # Ok::<(), comity::time::TimeError>(())
/// ```
pub fn friction(
    graph: &Graph<'_>,
    view: &View,
    of: &Group,
    body: Option<EntityId>,
    question: &Question<'_>,
) -> Finding {
    let model = graph.model();
    let actors: Vec<&Actor> = of.actors.iter().filter(|actor| actor.certainty >= view.dates.listed()).collect();
    let quarrels = quarrels(model, view, &actors, question);
    let (allies, allied_by) = allies(model, view, &actors, &quarrels);
    let surely = Part::of(&actors, &quarrels, &allies, view.dates.counted());
    let possibly = Part::of(&actors, &quarrels, &allies, view.dates.listed());

    let mut finding = Finding::default();
    finding.answer.headline = Some(headline(model, of, &actors, &surely, &possibly));
    finding.answer.table = pair_table(model, &actors, &quarrels);
    finding.answer.more.push(member_table(model, &actors, &quarrels, &surely, view));
    finding.answer.more.push(summary(&surely, &possibly));
    finding.answer.more.push(sets(model, &actors, &surely));
    finding.answer.terms = match body {
        Some(_) => seat_terms(model, view),
        None => vec![Term::new("dates", super::dates(view.dates))],
    };
    finding.answer.terms.push(Term::new("quarrels", terms_of(question)));
    finding.answer.terms.push(Term::new("allies", "full members of one alliance, cooperation, friendly ties"));
    finding.answer.notes.extend(body.and_then(|body| life_note(graph, view, body)));
    finding.answer.notes.extend(body.and_then(|body| how_it_decides(model, body)));
    finding.answer.notes.extend(of.notes(model, view));
    finding.answer.notes.extend(surely.notes());
    finding.evidence = of.evidence().collect();
    finding.evidence.extend(quarrels.values().flat_map(|q| &q.reasons).flat_map(|r| r.evidence.iter().copied()));
    finding.evidence.extend(allied_by);
    finding
}

/// What the record of a body says of how it decides: under consensus each quarrel may block all.
fn how_it_decides(model: &Model, body: EntityId) -> Option<String> {
    let entity = model.entity(body);
    let note = entity.note.as_deref()?;
    let says = note.split(". ").find(|sentence| sentence.contains("decides by "))?;
    Some(format!("On {}: {}.", entity.short_name(), says.trim_end_matches('.')))
}

fn terms_of(question: &Question<'_>) -> String {
    let over = question.over.iter().map(|over| over.as_str()).collect::<Vec<_>>().join(", ");
    let disputes = if over.is_empty() { "disputes".to_owned() } else { format!("disputes over {over}") };
    match (question.without_disputes, question.without_rivalries) {
        (true, _) => "rivalries".to_owned(),
        (_, true) => disputes,
        _ => format!("{disputes}, rivalries"),
    }
}

/// All quarrels between the actors that the view shows.
fn quarrels(model: &Model, view: &View, actors: &[&Actor], question: &Question<'_>) -> Quarrels {
    let position: FxHashMap<EntityId, usize> = actors.iter().enumerate().map(|(i, actor)| (actor.id, i)).collect();
    let grounds =
        Grounds { disputes: !question.without_disputes, over: question.over, rivalries: !question.without_rivalries };
    let inside = |id: EntityId| position.contains_key(&id);
    let mut reasons: BTreeMap<(usize, usize), Vec<Reason>> = BTreeMap::new();
    for Hostility { pair, dispute, certainty, evidence } in
        hostilities(model, &unbounded(view), grounds, view.dates.listed(), &inside)
    {
        let (a, b) = (position[&pair.0], position[&pair.1]);
        reasons.entry((a.min(b), a.max(b))).or_default().push(Reason { dispute, certainty, evidence });
    }
    let seated = |(a, b): &(usize, usize)| actors[*a].certainty.min(actors[*b].certainty);
    let with_certainty = |(pair, mut reasons): ((usize, usize), Vec<Reason>)| {
        let name = |reason: &Reason| reason.dispute.map(|id| model.entity(id).slug.clone());
        reasons.sort_by(|a, b| a.dispute.is_none().cmp(&b.dispute.is_none()).then_with(|| name(a).cmp(&name(b))));
        let surest = reasons.iter().map(|reason| reason.certainty).max().unwrap_or(Certainty::No);
        (pair, Quarrel { certainty: surest.min(seated(&pair)), reasons })
    };
    reasons.into_iter().map(with_certainty).collect()
}

/// The pairs that are allied and have no quarrel, with how surely, and the relations that say so.
fn allies(
    model: &Model,
    view: &View,
    actors: &[&Actor],
    quarrels: &Quarrels,
) -> (BTreeMap<(usize, usize), Certainty>, Vec<RelationId>) {
    let plain = View { grades: vec![Grade::Member], ..unbounded(view) };
    let position: FxHashMap<EntityId, usize> = actors.iter().enumerate().map(|(i, actor)| (actor.id, i)).collect();
    let mut rosters: BTreeMap<EntityId, Vec<(usize, Certainty, RelationId)>> = BTreeMap::new();
    let mut found: BTreeMap<(usize, usize), (Certainty, Vec<RelationId>)> = BTreeMap::new();
    let mut add = |a: usize, b: usize, certainty: Certainty, by: &[RelationId]| {
        let seated = actors[a].certainty.min(actors[b].certainty);
        let pair = (a.min(b), a.max(b));
        if a != b && certainty >= view.dates.listed().max(Certainty::Possibly) && !quarrels.contains_key(&pair) {
            let entry = found.entry(pair).or_insert((Certainty::No, Vec::new()));
            entry.0 = entry.0.max(certainty.min(seated));
            entry.1.extend(by);
        }
    };
    for (i, relation) in model.relations().iter().enumerate() {
        let id = RelationId(i as u32);
        let ends = position.get(&relation.from).zip(position.get(&relation.to));
        match (&relation.detail, relation.kind) {
            (_, RelationKind::Seat) => {
                let Some(actor) = position.get(&relation.from) else { continue };
                let alliance = model.entity(relation.to).forms_within(view.when);
                let form = alliance.iter().filter(|(form, _)| *form == Form::Alliance).map(|(_, c)| *c).max();
                if let Some(form) = form {
                    let certainty = plain.certainty(relation).min(form);
                    rosters.entry(relation.to).or_default().push((*actor, certainty, id));
                }
            }
            (_, RelationKind::Cooperates) => {
                if let Some((a, b)) = ends {
                    add(*a, *b, plain.certainty(relation), &[id]);
                }
            }
            (Detail::Tie { kind, value, .. }, _) => {
                let friendly = value.is_none_or(|value| value > 0.0) && &**kind != "sanction";
                if let Some((a, b)) = ends.filter(|_| friendly) {
                    add(*a, *b, plain.certainty(relation), &[id]);
                }
            }
            _ => {}
        }
    }
    for roster in rosters.values() {
        for (k, (a, one, one_id)) in roster.iter().enumerate() {
            for (b, other, other_id) in &roster[k + 1..] {
                add(*a, *b, *one.min(other), &[*one_id, *other_id]);
            }
        }
    }
    let evidence = found.values().flat_map(|(_, by)| by.iter().copied()).collect();
    (found.into_iter().map(|(pair, (certainty, _))| (pair, certainty)).collect(), evidence)
}

/// The members, quarrels and allies of at least some certainty, and the numbers about them.
struct Part {
    members: usize,
    quarrels: usize,
    allied: usize,
    cover: VertexCover,
    /// Positions among the actors of those who are in.
    inside: Vec<usize>,
    frustration: (i64, i64),
    second_camp: Vec<usize>,
    /// Those with a quarrel or an ally: the others belong to no camp.
    involved: Vec<usize>,
}

impl Part {
    fn of(
        actors: &[&Actor],
        quarrels: &Quarrels,
        allies: &BTreeMap<(usize, usize), Certainty>,
        least: Certainty,
    ) -> Self {
        let inside: Vec<usize> = (0..actors.len()).filter(|i| actors[*i].certainty >= least).collect();
        let mut place = vec![u32::MAX; actors.len()];
        inside.iter().enumerate().for_each(|(i, actor)| place[*actor] = i as u32);
        let hostile: Vec<(u32, u32)> = quarrels
            .iter()
            .filter(|(_, quarrel)| quarrel.certainty >= least)
            .map(|((a, b), _)| (place[*a], place[*b]))
            .collect();
        let friendly: Vec<(u32, u32)> = allies
            .iter()
            .filter(|(_, certainty)| **certainty >= least)
            .map(|((a, b), _)| (place[*a], place[*b]))
            .collect();
        let edges: Vec<(u32, u32, f64)> = hostile.iter().map(|(a, b)| (*a, *b, 1.0)).collect();
        let cover = vertex_cover(&Network::undirected(inside.len(), &edges, Fold::Once));
        let ties: Vec<(u32, u32, i32)> =
            hostile.iter().map(|(a, b)| (*a, *b, -1)).chain(friendly.iter().map(|(a, b)| (*a, *b, 1))).collect();
        let solved = frustration(inside.len(), &ties);
        let camp = |second: bool| (0..inside.len()).filter(|i| solved.second_camp[*i] == second).collect::<Vec<_>>();
        let mut involved: Vec<usize> = ties.iter().flat_map(|(a, b, _)| [*a as usize, *b as usize]).collect();
        involved.sort_unstable();
        involved.dedup();
        Self {
            members: inside.len(),
            quarrels: hostile.len(),
            allied: friendly.len(),
            cover,
            frustration: (solved.at_least, solved.at_most),
            second_camp: camp(true),
            inside,
            involved,
        }
    }

    fn pairs(&self) -> usize {
        self.members * self.members.saturating_sub(1) / 2
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.cover.exact {
            notes.push("The search for the smallest set was cut short: a smaller one may exist.".into());
        }
        if self.frustration.0 < self.frustration.1 {
            let (least, most) = self.frustration;
            notes.push(format!("The frustration index is at least {least} and at most {most}."));
        }
        notes
    }
}

fn names(model: &Model, actors: &[&Actor], part: &Part, places: &[usize]) -> (Vec<String>, Vec<String>) {
    let entities = places.iter().map(|place| model.entity(actors[part.inside[*place]].id));
    entities.map(|entity| (entity.slug.to_string(), entity.name.clone())).unzip()
}

fn headline(model: &Model, of: &Group, actors: &[&Actor], surely: &Part, possibly: &Part) -> String {
    let label = &of.label;
    if surely.members == 0 {
        return format!("{label} surely has nobody then, so there is nothing to block");
    }
    if surely.quarrels == 0 {
        let perhaps = match possibly.quarrels {
            0 => "no quarrel in this graph".to_owned(),
            n => format!("no sure quarrel in this graph, and {n} possible"),
        };
        return format!("The {} of {label} have {perhaps}", count(surely.members, "member"));
    }
    let perhaps = match possibly.quarrels - surely.quarrels {
        0 => String::new(),
        n => format!(", {n} more possibly"),
    };
    let (_, without) = names(model, actors, surely, &surely.cover.nodes);
    let without: Vec<&str> = without.iter().map(String::as_str).collect();
    format!(
        "{} of {} of {label} have a quarrel{perhaps}; without {} none is left, among {}",
        surely.quarrels,
        count(surely.pairs(), "pair"),
        enumerate(&without),
        count(surely.members - without.len(), "member"),
    )
}

fn pair_table(model: &Model, actors: &[&Actor], quarrels: &Quarrels) -> Table {
    let columns = vec![
        Column::text("a", "A").for_machines().key(),
        Column::text("b", "B").for_machines().key(),
        Column::text("a_name", "A"),
        Column::text("b_name", "B"),
        Column::text("disputes", "Ids").for_machines(),
        Column::text("rivalry", "Rivalry"),
        Column::text("over", "Over"),
        Column::text("certainty", "Held"),
        Column::text("dispute_names", "Disputes"),
        Column::text("sources", "Sources").for_machines(),
    ];
    let mut table = Table::new("pairs", "Who has a quarrel with whom", columns);
    let mut rows: Vec<_> = quarrels.iter().collect();
    rows.sort_by_key(|(pair, quarrel)| (std::cmp::Reverse(quarrel.certainty), **pair));
    for ((a, b), quarrel) in rows {
        let disputes: Vec<EntityId> = quarrel.reasons.iter().filter_map(|reason| reason.dispute).collect();
        let mut over: Vec<Over> = Vec::new();
        for dispute in &disputes {
            if let Attributes::Dispute { over: found, .. } = &model.entity(*dispute).attributes {
                over.extend(found);
            }
        }
        over.sort_unstable();
        over.dedup();
        let rivalries = quarrel.reasons.iter().filter(|reason| reason.dispute.is_none());
        let kinds: Vec<String> = rivalries
            .flat_map(|reason| &reason.evidence)
            .map(|id| model.relation(*id).detail_text())
            .map(|kind| if kind.is_empty() { "rivalry".to_owned() } else { kind })
            .collect();
        table.push(vec![
            slug(model, actors[*a].id),
            slug(model, actors[*b].id),
            model.entity(actors[*a].id).name.as_str().into(),
            model.entity(actors[*b].id).name.as_str().into(),
            Cell::List(disputes.iter().map(|id| model.entity(*id).slug.to_string()).collect()),
            Cell::List(kinds),
            Cell::List(over.iter().map(ToString::to_string).collect()),
            quarrel.certainty.as_str().into(),
            Cell::List(disputes.iter().map(|id| model.entity(*id).name.clone()).collect()),
            source_list(model, quarrel.reasons.iter().flat_map(|reason| reason.evidence.iter().copied())),
        ]);
    }
    table
}

fn member_table(model: &Model, actors: &[&Actor], quarrels: &Quarrels, surely: &Part, view: &View) -> Table {
    let columns = vec![
        Column::text("id", "Id").key(),
        Column::text("name", "Name"),
        Column::text("certainty", "Held"),
        Column::integer("quarrels", "Quarrels"),
        Column::integer("quarrels_possibly", "Possibly"),
        Column::number("friction", "Friction", 3),
        Column::text("smallest_set", "In smallest sets"),
        Column::text("opponents", "Ids").for_machines(),
        Column::text("opponent_names", "With"),
    ];
    let mut table = Table::new("members", "How much each has to quarrel about", columns);
    let mut place = vec![None; actors.len()];
    surely.inside.iter().enumerate().for_each(|(i, actor)| place[*actor] = Some(i));
    let mut rows: Vec<(usize, Vec<usize>, usize)> = (0..actors.len())
        .map(|i| {
            let own = quarrels.iter().filter(|((a, b), _)| *a == i || *b == i);
            let (sure, possible): (Vec<_>, Vec<_>) =
                own.partition(|(_, quarrel)| quarrel.certainty >= view.dates.counted());
            let opponents = sure.iter().map(|((a, b), _)| if *a == i { *b } else { *a }).collect();
            (i, opponents, possible.len())
        })
        .collect();
    rows.sort_by(|(a, x, p), (b, y, q)| y.len().cmp(&x.len()).then(q.cmp(p)).then(a.cmp(b)));
    for (i, opponents, possible) in rows {
        let others = surely.members.saturating_sub(1);
        let is_in = place[i].is_some();
        let friction = (is_in && others > 0).then(|| opponents.len() as f64 / others as f64);
        let in_sets = place[i].map(|at| match surely.cover.share[at] {
            InCover::Always => "always",
            InCover::Sometimes => "sometimes",
            InCover::Never => "never",
            InCover::Unknown => "unknown",
        });
        let entity = |at: &usize| model.entity(actors[*at].id);
        table.push(vec![
            slug(model, actors[i].id),
            entity(&i).name.as_str().into(),
            actors[i].certainty.as_str().into(),
            opponents.len().into(),
            possible.into(),
            friction.map_or(Cell::Missing, Cell::Number),
            in_sets.map_or(Cell::Missing, Cell::from),
            Cell::List(opponents.iter().map(|at| entity(at).slug.to_string()).collect()),
            Cell::List(opponents.iter().map(|at| entity(at).name.clone()).collect()),
        ]);
    }
    table
}

/// The numbers about the group: of what is counted, and of all that is at least possible.
fn summary(surely: &Part, possibly: &Part) -> Table {
    let columns = vec![
        Column::text("certainty", "Counted").key(),
        Column::integer("members", "Members"),
        Column::integer("pairs", "Pairs"),
        Column::integer("quarrels", "Quarrels"),
        Column::number("quarrel_share", "Of pairs", 3),
        Column::integer("allied", "Allied"),
        Column::number("signed_density", "Signed density", 3),
        Column::integer("frustration", "Frustration"),
        Column::integer("smallest_set", "Smallest set"),
        Column::integer("largest_coalition", "Largest coalition"),
    ];
    let mut table = Table::new("summary", "The group as a whole", columns);
    for (label, part) in [("surely", surely), ("at least possibly", possibly)] {
        let of_pairs = |part_of: f64| {
            if part.pairs() == 0 { Cell::Missing } else { Cell::Number(part_of / part.pairs() as f64) }
        };
        let exact = part.frustration.0 == part.frustration.1;
        table.push(vec![
            label.into(),
            part.members.into(),
            part.pairs().into(),
            part.quarrels.into(),
            of_pairs(part.quarrels as f64),
            part.allied.into(),
            of_pairs(part.allied as f64 - part.quarrels as f64),
            if exact { Cell::Integer(part.frustration.1) } else { Cell::Missing },
            part.cover.nodes.len().into(),
            (part.members - part.cover.nodes.len()).into(),
        ]);
    }
    table
}

/// One smallest set and the coalition of all others, and the two camps.
fn sets(model: &Model, actors: &[&Actor], part: &Part) -> Table {
    let columns = vec![
        Column::text("set", "Set").key(),
        Column::integer("count", "Count"),
        Column::text("ids", "Ids").for_machines(),
        Column::text("names", "Who"),
    ];
    let mut table = Table::new("sets", "Who could agree", columns);
    let rest: Vec<usize> = (0..part.members).filter(|place| !part.cover.nodes.contains(place)).collect();
    let first: Vec<usize> = part.involved.iter().copied().filter(|place| !part.second_camp.contains(place)).collect();
    for (set, places) in [
        ("a smallest set without which no quarrel is left", &part.cover.nodes),
        ("a largest coalition without a quarrel", &rest),
        ("one camp", &first),
        ("the other camp", &part.second_camp),
    ] {
        let (ids, names) = names(model, actors, part, places);
        table.push(vec![set.into(), places.len().into(), Cell::List(ids), Cell::List(names)]);
    }
    table
}
