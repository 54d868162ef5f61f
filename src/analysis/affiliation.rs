//! Who sits where, in one pass over the seats: what measures of attention and likeness count.

use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{Grade, RelationKind};
use crate::model::{Detail, EntityId, RelationId};
use crate::time::Certainty;
use std::ops::Range;

/// All seats of one actor in one body in a view.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Affiliation {
    /// Who sits.
    pub(super) actor: EntityId,
    /// Where.
    pub(super) body: EntityId,
    /// How surely: the best of its seats.
    pub(super) certainty: Certainty,
    /// The fullest grade among the surest seats.
    pub(super) grade: Grade,
    /// The largest weight among the surest seats.
    pub(super) weight: f64,
    /// Where its seats stand in the list of all.
    seats: Range<u32>,
}

/// All affiliations of a view, found by actor and by body.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Affiliations {
    all: Vec<Affiliation>,
    /// The seats of all affiliations, those of one together and in reading order.
    seats: Vec<RelationId>,
    /// For every entity, its stretch of the list as an actor.
    by_actor: Vec<Range<u32>>,
    /// For every entity, where it stands in the list as a body.
    by_body: Vec<Vec<u32>>,
}

impl Affiliations {
    /// All that a view shows, by slug of actor and of body.
    pub(super) fn of(graph: &Graph<'_>, view: &View) -> Self {
        let model = graph.model();
        let count = model.entities().len();
        let rank = graph.places_by_slug();

        // Keys alone are sorted: the place of the actor, that of the body, and the number of the seat, in reading order.
        let mut found: Vec<(u32, u32, RelationId, Certainty)> = Vec::new();
        for (i, relation) in model.relations().iter().enumerate() {
            if relation.kind != RelationKind::Seat {
                continue;
            }
            let certainty = view.certainty(relation);
            if certainty > Certainty::No && certainty >= view.dates.listed() {
                let (actor, body) = (rank[relation.from.index()], rank[relation.to.index()]);
                found.push((actor, body, RelationId(i as u32), certainty));
            }
        }
        found.sort_unstable_by_key(|(actor, body, id, _)| (*actor, *body, *id));
        let mut all: Vec<Affiliation> = Vec::with_capacity(found.len());
        let mut seats = Vec::with_capacity(found.len());
        for (_, _, id, certainty) in found {
            let relation = model.relation(id);
            let Detail::Seat { grade, weight, .. } = relation.detail else { continue };
            let (actor, body, weight) = (relation.from, relation.to, f64::from(weight));
            let at = seats.len() as u32;
            seats.push(id);
            match all.last_mut() {
                Some(last) if last.actor == actor && last.body == body => last.join(certainty, grade, weight),
                _ => all.push(Affiliation { actor, body, certainty, grade, weight, seats: at..at + 1 }),
            }
        }
        let mut by_actor = vec![0..0; count];
        let mut by_body = vec![Vec::new(); count];
        for (i, affiliation) in all.iter().enumerate() {
            let range: &mut Range<u32> = &mut by_actor[affiliation.actor.index()];
            let start = if range.end == 0 { i as u32 } else { range.start };
            *range = start..i as u32 + 1;
            by_body[affiliation.body.index()].push(i as u32);
        }
        Self { all, seats, by_actor, by_body }
    }

    /// The affiliations of an actor, by slug of the body.
    pub(super) fn of_actor(&self, actor: EntityId) -> &[Affiliation] {
        let range = &self.by_actor[actor.index()];
        &self.all[range.start as usize..range.end as usize]
    }

    /// The affiliations with a body, by slug of the actor.
    pub(super) fn of_body(&self, body: EntityId) -> impl Iterator<Item = &Affiliation> {
        self.by_body[body.index()].iter().map(|i| &self.all[*i as usize])
    }

    /// The seats of an affiliation, in reading order.
    pub(super) fn seats_of(&self, affiliation: &Affiliation) -> impl Iterator<Item = RelationId> {
        let Range { start, end } = affiliation.seats;
        self.seats[start as usize..end as usize].iter().copied()
    }

    /// The affiliation of an actor with a body.
    pub(super) fn between(&self, actor: EntityId, body: EntityId) -> Option<&Affiliation> {
        self.of_actor(actor).iter().find(|affiliation| affiliation.body == body)
    }

    /// Everybody who sits anywhere, by slug.
    pub(super) fn actors(&self) -> Vec<EntityId> {
        let mut actors: Vec<EntityId> = self.all.iter().map(|affiliation| affiliation.actor).collect();
        actors.dedup();
        actors
    }
}

impl Affiliation {
    /// Takes in the next seat of the same two: a surer one decides grade and weight.
    fn join(&mut self, certainty: Certainty, grade: Grade, weight: f64) {
        if certainty > self.certainty {
            (self.certainty, self.grade, self.weight) = (certainty, grade, weight);
        } else if certainty == self.certainty {
            self.grade = self.grade.min(grade);
            self.weight = self.weight.max(weight);
        }
        self.seats.end += 1;
    }
}
