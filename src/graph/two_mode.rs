//! The two-mode network of those who sit and what they sit in.

use super::Graph;
use super::network::{Fold, Network, Side};
use super::view::View;
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{Detail, EntityId, RelationId};
use crate::time::Certainty;
use fixedbitset::FixedBitSet;

/// States on one side, bodies on the other, and the seats between them, in one view.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoMode {
    /// The states that hold at least one seat, by slug.
    pub actors: Vec<EntityId>,
    /// The bodies, by slug, unless the user named them in an order.
    pub groups: Vec<EntityId>,
    /// The ties, by actor and group.
    pub ties: Vec<Tie>,
    /// Ties left out because they hold only possibly.
    pub only_possible: usize,
    /// Seats left out because a body holds them, not a state.
    pub held_by_bodies: usize,
}

/// All seats of one actor in one group as a single tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// Position among the actors.
    pub actor: u32,
    /// Position among the groups.
    pub group: u32,
    /// The largest weight of its seats.
    pub weight: f64,
    /// How surely it holds.
    pub certainty: Certainty,
    /// The seats, in reading order.
    pub seats: Vec<RelationId>,
}

impl TwoMode {
    /// The network of the given bodies, or of all bodies in which a state sits.
    ///
    /// Ties that hold only possibly are left out and counted, unless the view takes them in.
    pub fn of(graph: &Graph<'_>, view: &View, bodies: Option<&[EntityId]>) -> Self {
        let model = graph.model();
        let mut found: Vec<(EntityId, EntityId, f64, Certainty, RelationId)> = Vec::new();
        let mut held_by_bodies = 0;
        for (i, relation) in model.relations().iter().enumerate() {
            let Detail::Seat { weight, .. } = relation.detail else { continue };
            let certainty = view.certainty(relation);
            if relation.kind != RelationKind::Seat
                || certainty == Certainty::No
                || bodies.is_some_and(|bodies| !bodies.contains(&relation.to))
            {
                continue;
            }
            if model.entity(relation.from).kind == EntityKind::State {
                found.push((relation.from, relation.to, f64::from(weight), certainty, RelationId(i as u32)));
            } else {
                held_by_bodies += 1;
            }
        }
        // Slugs are compared once for everybody, not once for every seat.
        let involved: FixedBitSet = found.iter().flat_map(|seat| [seat.0.index(), seat.1.index()]).collect();
        let mut by_slug: Vec<EntityId> = involved.ones().map(|i| EntityId(i as u32)).collect();
        by_slug.sort_unstable_by_key(|id| &model.entity(*id).slug);
        let mut rank = vec![0u32; model.entities().len()];
        by_slug.iter().enumerate().for_each(|(i, id)| rank[id.index()] = i as u32);
        found.sort_unstable_by_key(|(actor, group, .., seat)| (rank[actor.index()], rank[group.index()], *seat));
        let joined = join(found);
        let all = joined.len();
        let kept: Vec<_> = joined.into_iter().filter(|tie| tie.certainty >= view.dates.counted()).collect();
        let only_possible = all - kept.len();

        let mut actors: Vec<EntityId> = kept.iter().map(|tie| tie.actor).collect();
        actors.dedup();
        let groups = if let Some(bodies) = bodies {
            bodies.to_vec()
        } else {
            let mut groups: Vec<EntityId> = kept.iter().map(|tie| tie.group).collect();
            groups.sort_unstable_by_key(|id| rank[id.index()]);
            groups.dedup();
            groups
        };
        let mut actor_at = vec![u32::MAX; model.entities().len()];
        let mut group_at = actor_at.clone();
        actors.iter().enumerate().for_each(|(i, id)| actor_at[id.index()] = i as u32);
        groups.iter().enumerate().for_each(|(i, id)| group_at[id.index()] = i as u32);
        let mut ties: Vec<Tie> = kept
            .into_iter()
            .map(|tie| Tie {
                actor: actor_at[tie.actor.index()],
                group: group_at[tie.group.index()],
                weight: tie.weight,
                certainty: tie.certainty,
                seats: tie.seats,
            })
            .collect();
        ties.sort_by_key(|tie| (tie.actor, tie.group));
        Self { actors, groups, ties, only_possible, held_by_bodies }
    }

    /// For every group the set of its actors, as bits.
    pub fn members(&self) -> Vec<FixedBitSet> {
        let mut sets = vec![FixedBitSet::with_capacity(self.actors.len()); self.groups.len()];
        for tie in &self.ties {
            sets[tie.group as usize].insert(tie.actor as usize);
        }
        sets
    }

    /// For every actor the set of its groups, as bits.
    pub fn affiliations(&self) -> Vec<FixedBitSet> {
        let mut sets = vec![FixedBitSet::with_capacity(self.groups.len()); self.actors.len()];
        for tie in &self.ties {
            sets[tie.actor as usize].insert(tie.group as usize);
        }
        sets
    }

    /// The network itself, actors first and then groups, and the entity of every node.
    pub fn network(&self) -> (Network, Vec<EntityId>) {
        let n = self.actors.len();
        let edges: Vec<(u32, u32, f64)> =
            self.ties.iter().map(|tie| (tie.actor, n as u32 + tie.group, tie.weight)).collect();
        let nodes: Vec<EntityId> = self.actors.iter().chain(&self.groups).copied().collect();
        let sides = (0..nodes.len()).map(|i| if i < n { Side::Actor } else { Side::Group }).collect();
        (Network::undirected(nodes.len(), &edges, Fold::Max).with_sides(sides), nodes)
    }

    /// The seats behind all ties.
    pub fn evidence(&self) -> Vec<RelationId> {
        self.ties.iter().flat_map(|tie| tie.seats.iter().copied()).collect()
    }
}

struct Joined {
    actor: EntityId,
    group: EntityId,
    weight: f64,
    certainty: Certainty,
    seats: Vec<RelationId>,
}

/// Joins seats of the same actor in the same group, which stand together.
fn join(found: Vec<(EntityId, EntityId, f64, Certainty, RelationId)>) -> Vec<Joined> {
    let mut joined: Vec<Joined> = Vec::with_capacity(found.len());
    for (actor, group, weight, certainty, seat) in found {
        match joined.last_mut() {
            Some(last) if last.actor == actor && last.group == group => {
                last.weight = last.weight.max(weight);
                last.certainty = last.certainty.max(certainty);
                last.seats.push(seat);
            }
            _ => joined.push(Joined { actor, group, weight, certainty, seats: vec![seat] }),
        }
    }
    joined
}
