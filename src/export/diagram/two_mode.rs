//! Diagrams of seats: states and bodies together, or one of them tied by the other.

use super::{Diagram, Node, Tie, TieKind, node, sentence, source_ids, tie_kind};
use crate::graph::Graph;
use crate::graph::network::Side;
use crate::graph::projection::{Projection, Weight};
use crate::graph::two_mode::TwoMode;
use crate::graph::view::{Holding, View};
use crate::model::kind::EntityKind;
use crate::model::{EntityId, RelationId};
use crate::time::Certainty;
use crate::words::enumerate;

/// In which of the bodies drawn somebody sits, how, and whether only possibly.
type Profile = Vec<(usize, TieKind, bool)>;

/// Bodies and all who sit in them; states with exactly the same seats may share one node.
///
/// Without bodies, all bodies in which somebody sits are drawn.
pub fn two_mode(graph: &Graph<'_>, view: &View, bodies: Option<&[EntityId]>, merge: bool) -> Diagram {
    two_mode_apart(graph, view, bodies, |_| merge)
}

/// The same, with a say which states may share a node.
pub fn two_mode_apart(
    graph: &Graph<'_>,
    view: &View,
    bodies: Option<&[EntityId]>,
    may_merge: impl Fn(EntityId) -> bool,
) -> Diagram {
    let model = graph.model();
    let bodies = bodies.map_or_else(|| seated_bodies(graph, view), <[EntityId]>::to_vec);
    let holders: Vec<Vec<Holding>> = bodies.iter().map(|body| view.holders(graph, *body)).collect();
    let mut diagram = Diagram { title: title(graph, &bodies), ..Diagram::default() };
    for (body, holders) in bodies.iter().zip(&holders) {
        diagram.nodes.push(node(graph, *body, holders.len()));
    }
    let mut seated: Vec<EntityId> = holders.iter().flatten().map(|holding| holding.entity).collect();
    seated.sort_by_key(|id| &model.entity(*id).slug);
    seated.dedup();
    // A body that is drawn anyway is not drawn again as one who sits.
    let states: Vec<EntityId> = seated.into_iter().filter(|id| !bodies.contains(id)).collect();

    let profile = |id: EntityId| -> Profile {
        let seats =
            holders.iter().enumerate().filter_map(|(body, list)| Some((body, list.iter().find(|h| h.entity == id)?)));
        seats.map(|(body, holding)| (body, kind_of(graph, holding), holding.certainty < Certainty::Surely)).collect()
    };
    let mut groups: Vec<(Profile, Vec<EntityId>)> = Vec::new();
    for id in states {
        let seats = profile(id);
        // A body that sits in others keeps a circle of its own.
        let joins = |id: EntityId| may_merge(id) && model.entity(id).kind == EntityKind::State;
        let same = |known: &Profile, members: &[EntityId]| {
            joins(id) && *known == seats && members.iter().all(|member| joins(*member))
        };
        match groups.iter_mut().find(|(known, members)| same(known, members)) {
            Some((_, members)) => members.push(id),
            None => groups.push((seats, vec![id])),
        }
    }
    for (seats, mut members) in groups {
        members.sort_by_key(|id| &model.entity(*id).name);
        let at = diagram.nodes.len();
        diagram.nodes.push(match members.as_slice() {
            [one] if model.entity(*one).kind == EntityKind::Body => node(graph, *one, 1),
            _ => merged(graph, &members, seats.len()),
        });
        for (body, kind, only_possible) in seats {
            let held: Vec<&Holding> = members
                .iter()
                .filter_map(|member| holders[body].iter().find(|holding| holding.entity == *member))
                .collect();
            let lines: Vec<String> = held
                .iter()
                .flat_map(|holding| &holding.seats)
                .map(|(id, certainty)| sentence(model, model.relation(*id), *certainty))
                .collect();
            diagram.ties.push(Tie {
                from: at,
                to: body,
                kind,
                weight: members.len() as f64,
                only_possible,
                label: String::new(),
                tooltip: lines.join("\n"),
            });
        }
    }
    between_bodies(graph, &bodies, &holders, &mut diagram);
    let evidence = holders.iter().flatten().flat_map(|holding| holding.seats.iter().map(|(id, _)| *id));
    diagram.evidence = evidence.collect();
    diagram.sources = source_ids(model, diagram.evidence.iter().copied());
    if diagram.nodes.iter().any(|node| node.names.len() > 1) {
        diagram.notes.push("States with exactly the same seats share one box.".to_owned());
    }
    let empty: Vec<&str> =
        bodies.iter().zip(&holders).filter(|(_, list)| list.is_empty()).map(|(body, _)| name(graph, *body)).collect();
    if !empty.is_empty() {
        diagram.notes.push(format!("Nobody of this grade sits in {} then.", enumerate(&empty)));
    }
    diagram
}

/// States tied by shared bodies, or bodies tied by shared members.
pub fn projection(
    graph: &Graph<'_>,
    view: &View,
    bodies: Option<&[EntityId]>,
    onto: Side,
    weight: Weight,
    min_shared: usize,
) -> Diagram {
    let two_mode = TwoMode::of(graph, view, bodies);
    shared(graph, &two_mode, &Projection::of(&two_mode, onto, min_shared), onto, weight, min_shared)
}

/// The same for a projection at hand, perhaps with some of its ties alone.
pub fn shared(
    graph: &Graph<'_>,
    two_mode: &TwoMode,
    projection: &Projection,
    onto: Side,
    weight: Weight,
    min_shared: usize,
) -> Diagram {
    let model = graph.model();
    let (nodes, other, sets) = match onto {
        Side::Actor => ("States", "bodies", two_mode.affiliations()),
        Side::Group => ("Bodies", "members", two_mode.members()),
    };
    let others = if onto == Side::Actor { &two_mode.groups } else { &two_mode.actors };
    let mut diagram = Diagram { title: format!("{nodes} tied by the {other} they share"), ..Diagram::default() };
    for (id, set) in projection.nodes.iter().zip(&sets) {
        diagram.nodes.push(node(graph, *id, set.count_ones(..)));
    }
    for tie in &projection.ties {
        let (a, b) = (tie.a as usize, tie.b as usize);
        let names: Vec<&str> = sets[a].intersection(&sets[b]).map(|i| model.entity(others[i]).short_name()).collect();
        diagram.ties.push(Tie {
            from: a,
            to: b,
            kind: TieKind::Shared,
            weight: match weight {
                Weight::Shared => tie.shared as f64,
                Weight::Jaccard => tie.shared as f64 / tie.union as f64,
                Weight::None => 1.0,
            },
            only_possible: false,
            label: String::new(),
            tooltip: format!(
                "{} and {} share {}: {}",
                name(graph, projection.nodes[a]),
                name(graph, projection.nodes[b]),
                tie.shared,
                enumerate(&names)
            ),
        });
    }
    diagram.evidence = two_mode.evidence();
    diagram.sources = source_ids(model, diagram.evidence.iter().copied());
    drop_untied(&mut diagram);
    diagram.notes.push(match weight {
        Weight::Shared => format!("Line width grows with the number of shared {other}."),
        Weight::Jaccard => format!("Line width grows with the Jaccard coefficient of their {other}."),
        Weight::None => "All lines count the same.".to_owned(),
    });
    if min_shared > 1 {
        diagram.notes.push(format!("Only pairs that share at least {min_shared} are tied."));
    }
    diagram
}

/// Leaves out nodes without a tie, which would scatter around the picture, and says which.
fn drop_untied(diagram: &mut Diagram) {
    let mut tied = vec![false; diagram.nodes.len()];
    for tie in &diagram.ties {
        tied[tie.from] = true;
        tied[tie.to] = true;
    }
    let untied: Vec<&str> = diagram
        .nodes
        .iter()
        .zip(&tied)
        .filter(|(_, tied)| !**tied)
        .filter_map(|(n, _)| n.names.first())
        .map(String::as_str)
        .collect();
    if untied.is_empty() || diagram.ties.is_empty() {
        return;
    }
    diagram.notes.push(format!("Not drawn, as nothing ties them: {}.", enumerate(&untied)));
    let mut at = Vec::with_capacity(tied.len());
    let mut next = 0;
    for tied in &tied {
        at.push(next);
        next += usize::from(*tied);
    }
    for tie in &mut diagram.ties {
        (tie.from, tie.to) = (at[tie.from], at[tie.to]);
    }
    let mut keep = tied.into_iter();
    diagram.nodes.retain(|_| keep.next().unwrap_or(true));
}

fn title(graph: &Graph<'_>, bodies: &[EntityId]) -> String {
    let names: Vec<&str> = bodies.iter().map(|body| graph.model().entity(*body).short_name()).collect();
    match names.len() {
        0 => "Nobody sits anywhere".to_owned(),
        1..=6 => format!("Who sits in {}", enumerate(&names)),
        n => format!("Who sits where in {n} bodies"),
    }
}

/// The bodies in which somebody sits in the view, by slug.
fn seated_bodies(graph: &Graph<'_>, view: &View) -> Vec<EntityId> {
    let model = graph.model();
    let bodies = model.ids().filter(|(_, entity)| entity.kind == EntityKind::Body).map(|(id, _)| id);
    let mut seated: Vec<EntityId> = bodies.filter(|body| !view.holders(graph, *body).is_empty()).collect();
    seated.sort_by_key(|id| &model.entity(*id).slug);
    seated
}

/// Seats that one drawn body holds in another.
fn between_bodies(graph: &Graph<'_>, bodies: &[EntityId], holders: &[Vec<Holding>], diagram: &mut Diagram) {
    for (to, list) in holders.iter().enumerate() {
        for holding in list {
            let Some(from) = bodies.iter().position(|body| *body == holding.entity) else { continue };
            let lines: Vec<String> = holding
                .seats
                .iter()
                .map(|(id, certainty)| sentence(graph.model(), graph.model().relation(*id), *certainty))
                .collect();
            diagram.ties.push(Tie {
                from,
                to,
                kind: kind_of(graph, holding),
                weight: 1.0,
                only_possible: holding.certainty < Certainty::Surely,
                label: String::new(),
                tooltip: lines.join("\n"),
            });
        }
    }
}

/// The kind of the surest, fullest seat.
fn kind_of(graph: &Graph<'_>, holding: &Holding) -> TieKind {
    let seat = |(id, certainty): &(RelationId, Certainty)| {
        (std::cmp::Reverse(*certainty), graph.model().relation(*id).grade())
    };
    let best = holding.seats.iter().min_by_key(|entry| seat(entry));
    best.map_or(TieKind::Shared, |(id, _)| tie_kind(graph.model().relation(*id)))
}

fn merged(graph: &Graph<'_>, members: &[EntityId], size: usize) -> Node {
    let entities: Vec<_> = members.iter().map(|id| graph.model().entity(*id)).collect();
    let names: Vec<&str> = entities.iter().map(|entity| entity.name.as_str()).collect();
    Node {
        ids: entities.iter().map(|entity| entity.slug.to_string()).collect(),
        names: entities.iter().map(|entity| entity.short_name().to_owned()).collect(),
        kind: entities.first().map_or(EntityKind::State, |entity| entity.kind),
        family: None,
        size,
        is_centre: false,
        tooltip: format!("{}: in {size} of the bodies drawn", enumerate(&names)),
    }
}

fn name<'m>(graph: &Graph<'m>, id: EntityId) -> &'m str {
    graph.model().entity(id).short_name()
}
