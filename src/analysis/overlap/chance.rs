//! How likely bodies would share so many members by chance.

use super::sets::Sets;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::measure::backbone::{Incidence, Null, Pairs};
use crate::model::EntityId;
use crate::model::kind::EntityKind;
use crate::table::Term;
use crate::words::count;

/// The p-values of all pairs of a universe of bodies.
pub(super) struct Chance {
    bodies: Vec<EntityId>,
    p_values: Pairs,
    pub(super) terms: Vec<Term>,
    pub(super) notes: Vec<String>,
}

impl Chance {
    /// Tests the bodies of a question in their universe: those it is asked among, or all, that have members.
    pub(super) fn of(
        graph: &Graph<'_>,
        view: &View,
        asked: &[EntityId],
        among: Option<&[EntityId]>,
        null: Null,
    ) -> Self {
        let model = graph.model();
        let mut bodies: Vec<EntityId> = match among {
            Some(among) => among.iter().chain(asked).copied().collect(),
            None => model.ids().filter(|(_, entity)| entity.kind == EntityKind::Body).map(|(id, _)| id).collect(),
        };
        bodies.sort_by_key(|id| &model.entity(*id).slug);
        bodies.dedup();
        let mut sets = Sets::members(model, view, &bodies);
        let seated: Vec<usize> = (0..bodies.len()).filter(|i| sets.sizes[*i] > 0).collect();
        sets.keep(&seated);
        let bodies: Vec<EntityId> = seated.iter().map(|i| bodies[*i]).collect();
        // Who sits nowhere for sure is no part of the universe.
        let mut sits = fixedbitset::FixedBitSet::with_capacity(sets.elements.len());
        sets.counted.iter().for_each(|set| sits.union_with(set));
        let mut place = vec![0; sets.elements.len()];
        sits.ones().enumerate().for_each(|(new, old)| place[old] = new);
        let holders = sits.count_ones(..);
        let entries = sets.counted.iter().enumerate();
        let entries = entries.flat_map(|(row, set)| set.ones().map(move |old| (row, old)));
        let incidence = Incidence::of(bodies.len(), holders, entries.map(|(row, old)| (row, place[old])));
        let tested = null.test(&incidence);
        let universe = format!(
            "{} with members, and {} who sit in any of them",
            count(bodies.len(), "body"),
            count(holders, "state or body").replace("state or bodies", "states and bodies"),
        );
        let mut terms = vec![Term::new("universe", universe)];
        terms.extend(tested.terms.into_iter().map(|(key, words)| Term::new(key, words)));
        Self { bodies, p_values: tested.p_values, terms, notes: tested.notes }
    }

    /// The p-value of two bodies; `None` if nobody sits in one of them.
    pub(super) fn p_value(&self, a: EntityId, b: EntityId) -> Option<f64> {
        let place = |id: EntityId| self.bodies.iter().position(|body| *body == id);
        let (a, b) = (place(a)?, place(b)?);
        (a != b).then(|| self.p_values.get(a, b))
    }
}
