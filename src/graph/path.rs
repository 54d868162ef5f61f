//! The shortest ways between two entities over relations of a view.

use super::Graph;
use super::view::View;
use crate::model::kind::EntityKind;
use crate::model::{EntityId, Relation, RelationId};
use crate::time::Certainty;
use std::collections::VecDeque;

/// All shortest ways between two entities, as far as they were asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Paths {
    /// The ways, each a list of steps; by the slugs along the way.
    pub paths: Vec<Vec<PathStep>>,
    /// How many shortest ways there are in all.
    pub count: u64,
}

/// One step of a way.
#[derive(Debug, Clone, PartialEq)]
pub struct PathStep {
    /// Where it starts.
    pub from: EntityId,
    /// Where it leads.
    pub to: EntityId,
    /// The relations that carry it, in either direction, surest first.
    pub relations: Vec<(RelationId, Certainty)>,
}

/// Finds the shortest ways between two entities over relations of a view, in either direction of each;
/// at most `limit` of them are spelt out.
///
/// Breadth-first search over the view; entities are visited by slug, so the answer is the same on
/// every run. Issues and regions are passed over, as nearly everything shares one.
pub fn shortest(graph: &Graph<'_>, view: &View, ends: (EntityId, EntityId), limit: usize) -> Paths {
    let (start, goal) = ends;
    let n = graph.model().entities().len();
    let mut distance = vec![u32::MAX; n];
    let mut ways = vec![0u64; n];
    distance[start.index()] = 0;
    ways[start.index()] = 1;
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        if distance[at.index()] >= distance[goal.index()] {
            break;
        }
        for next in neighbours(graph, view, at) {
            if distance[next.index()] == u32::MAX {
                distance[next.index()] = distance[at.index()] + 1;
                queue.push_back(next);
            }
            if distance[next.index()] == distance[at.index()] + 1 {
                ways[next.index()] = ways[next.index()].saturating_add(ways[at.index()]);
            }
        }
    }
    let mut paths = Vec::new();
    if start != goal && distance[goal.index()] != u32::MAX {
        walk_back(graph, view, &distance, goal, limit, &mut vec![goal], &mut paths);
    }
    let steps =
        |nodes: Vec<EntityId>| nodes.windows(2).map(|pair| step(graph, view, pair[0], pair[1])).collect::<Vec<_>>();
    let mut paths: Vec<Vec<EntityId>> =
        paths.into_iter().map(|path: Vec<EntityId>| path.into_iter().rev().collect()).collect();
    let slug = |id: &EntityId| graph.model().entity(*id).slug.clone();
    paths.sort_by_cached_key(|path| path.iter().map(slug).collect::<Vec<_>>());
    Paths { paths: paths.into_iter().map(steps).collect(), count: if start == goal { 0 } else { ways[goal.index()] } }
}

fn walk_back(
    graph: &Graph<'_>,
    view: &View,
    distance: &[u32],
    at: EntityId,
    limit: usize,
    path: &mut Vec<EntityId>,
    paths: &mut Vec<Vec<EntityId>>,
) {
    if distance[at.index()] == 0 {
        paths.push(path.clone());
        return;
    }
    for before in neighbours(graph, view, at) {
        if paths.len() == limit {
            return;
        }
        if distance[before.index()].checked_add(1) == Some(distance[at.index()]) {
            path.push(before);
            walk_back(graph, view, distance, before, limit, path, paths);
            path.pop();
        }
    }
}

/// Entities one relation away, each once, by slug.
fn neighbours(graph: &Graph<'_>, view: &View, at: EntityId) -> Vec<EntityId> {
    let model = graph.model();
    let forth = graph.relations_from(at).into_iter().map(|(_, relation)| (relation, relation.to));
    let back = graph.relations_to(at).into_iter().map(|(_, relation)| (relation, relation.from));
    let counts = |relation: &Relation| relation.is_tie() && view.certainty(relation) >= view.dates.counted();
    let mut found: Vec<EntityId> = forth
        .chain(back)
        .filter(|(relation, other)| {
            let kind = model.entity(*other).kind;
            counts(relation) && !matches!(kind, EntityKind::Issue | EntityKind::Region)
        })
        .map(|(_, other)| other)
        .collect();
    found.sort_by_key(|id| &model.entity(*id).slug);
    found.dedup();
    found
}

fn step(graph: &Graph<'_>, view: &View, from: EntityId, to: EntityId) -> PathStep {
    let between = graph.relations_from(from).into_iter().chain(graph.relations_to(from));
    let mut relations: Vec<(RelationId, Certainty)> = between
        .filter(|(_, r)| (r.from == to || r.to == to) && r.is_tie())
        .map(|(id, r)| (id, view.certainty(r)))
        .filter(|(_, certainty)| *certainty >= view.dates.counted())
        .collect();
    relations.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    PathStep { from, to, relations }
}
