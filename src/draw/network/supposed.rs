//! What a supposition adds to a network and takes away from it.

use crate::draw::Supposed;
use crate::export::diagram::{self, Diagram, Tie, TieKind};
use crate::graph::Graph;
use crate::graph::network::Side;
use crate::graph::two_mode::TwoMode;
use crate::model::EntityId;
use crate::model::kind::Grade;
use std::collections::{BTreeMap, BTreeSet};

/// What a supposition does to a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It is there, or stronger, by supposition alone.
    Added,
    /// It is away, or weaker, by supposition alone.
    Removed,
}

/// The ties that a supposition changes, by position.
pub(super) type Changes = BTreeMap<usize, Change>;

/// Finds the seats that are supposed, and adds those that are supposed away, with who holds them.
pub(super) fn seats(graph: &Graph<'_>, diagram: &mut Diagram, supposed: &Supposed) -> Changes {
    let model = graph.model();
    let mut changes = Changes::new();
    let stronger: Vec<(EntityId, EntityId)> = supposed.added.iter().chain(&supposed.regraded).copied().collect();
    let is_added = |tie: &Tie| {
        let alone = |i: usize| <&[String; 1]>::try_from(diagram.nodes[i].ids.as_slice()).ok();
        let ends = (alone(tie.from), alone(tie.to));
        let (Some([a]), Some([b])) = ends else { return false };
        let pair = (model.find(a), model.find(b));
        // Around one entity ties start from it, whoever sits in whom.
        let either = |holder: EntityId, body: EntityId| [(body, holder), (holder, body)];
        let (Some(a), Some(b)) = pair else { return false };
        matches!(tie.kind, TieKind::Seat(..)) && either(a, b).iter().any(|pair| stronger.contains(pair))
    };
    let added: Vec<usize> = diagram.ties.iter().enumerate().filter(|(_, tie)| is_added(tie)).map(|(i, _)| i).collect();
    changes.extend(added.into_iter().map(|i| (i, Change::Added)));
    for (holder, body) in &supposed.removed {
        let is_drawn = |id: EntityId| at(diagram, &model.entity(id).slug).is_some();
        // Around one entity only what it takes part in is drawn.
        let centre = diagram.nodes.iter().find(|node| node.is_centre).map(|node| node.ids[0].clone());
        let wanted = match centre {
            Some(slug) => [*holder, *body].iter().any(|id| *model.entity(*id).slug == *slug),
            None => is_drawn(*body),
        };
        if !wanted {
            continue;
        }
        let (from, to) = (find_or_add(graph, diagram, *holder), find_or_add(graph, diagram, *body));
        changes.insert(diagram.ties.len(), Change::Removed);
        diagram.ties.push(Tie {
            from,
            to,
            kind: TieKind::Seat(Grade::Member, false),
            weight: 1.0,
            only_possible: false,
            label: String::new(),
            tooltip: format!("{}: supposed away", model.entity(*holder).name),
        });
    }
    changes
}

/// Finds the ties that grow or shrink by what is supposed, and adds those that fall below the least drawn.
pub(super) fn shared(
    graph: &Graph<'_>,
    two_mode: &TwoMode,
    onto: Side,
    least: usize,
    diagram: &mut Diagram,
    supposed: &Supposed,
) -> Changes {
    let model = graph.model();
    let after = partners(two_mode, onto);
    let mut before = after.clone();
    let turned = |pair: &(EntityId, EntityId)| if onto == Side::Actor { *pair } else { (pair.1, pair.0) };
    for (id, other) in supposed.added.iter().map(turned) {
        before.get_mut(&id).map(|others| others.remove(&other));
    }
    let others: BTreeSet<EntityId> =
        if onto == Side::Actor { &two_mode.groups } else { &two_mode.actors }.iter().copied().collect();
    for (id, other) in supposed.removed.iter().map(turned) {
        if onto == Side::Group || others.contains(&other) {
            before.entry(id).or_default().insert(other);
        }
    }
    let count =
        |sets: &BTreeMap<EntityId, BTreeSet<EntityId>>, a: EntityId, b: EntityId| match (sets.get(&a), sets.get(&b)) {
            (Some(a), Some(b)) => a.intersection(b).count(),
            _ => 0,
        };
    let mut changes = Changes::new();
    let ids: Vec<EntityId> = before.keys().copied().collect();
    for (i, a) in ids.iter().enumerate() {
        for b in &ids[i + 1..] {
            let (was, will) = (count(&before, *a, *b), count(&after, *a, *b));
            if was == will || was.max(will) < least {
                continue;
            }
            let change = if will > was { Change::Added } else { Change::Removed };
            let ends = (at(diagram, &model.entity(*a).slug), at(diagram, &model.entity(*b).slug));
            let drawn = diagram.ties.iter().position(|tie| {
                let tied = (Some(tie.from), Some(tie.to));
                tied == ends || tied == (ends.1, ends.0)
            });
            let position = drawn.unwrap_or(diagram.ties.len());
            if drawn.is_none() {
                let (from, to) = (find_or_add(graph, diagram, *a), find_or_add(graph, diagram, *b));
                let names = [*a, *b].map(|id| model.entity(id).short_name());
                diagram.ties.push(Tie {
                    from,
                    to,
                    kind: TieKind::Shared,
                    weight: was as f64,
                    only_possible: false,
                    label: String::new(),
                    tooltip: format!("{} and {} would share {will} instead of {was}", names[0], names[1]),
                });
            }
            changes.insert(position, change);
        }
    }
    changes
}

/// For each node of a projection, whom it is tied to on the other side.
fn partners(two_mode: &TwoMode, onto: Side) -> BTreeMap<EntityId, BTreeSet<EntityId>> {
    let (ids, others, sets) = match onto {
        Side::Actor => (&two_mode.actors, &two_mode.groups, two_mode.affiliations()),
        Side::Group => (&two_mode.groups, &two_mode.actors, two_mode.members()),
    };
    ids.iter().zip(&sets).map(|(id, set)| (*id, set.ones().map(|i| others[i]).collect())).collect()
}

fn at(diagram: &Diagram, slug: &str) -> Option<usize> {
    diagram.nodes.iter().position(|node| node.ids.iter().any(|id| id == slug))
}

fn find_or_add(graph: &Graph<'_>, diagram: &mut Diagram, id: EntityId) -> usize {
    at(diagram, &graph.model().entity(id).slug).unwrap_or_else(|| {
        diagram.nodes.push(diagram::node(graph, id, 0));
        diagram.nodes.len() - 1
    })
}
