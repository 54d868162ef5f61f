//! Seats as several rules look at them: those of one holder in one body together.

use crate::model::kind::RelationKind;
use crate::model::{EntityId, Model, Relation};
use crate::time::Day;
use rustc_hash::FxHashMap;

/// The seats of each holder in each body, in reading order; statements withdrawn from the world are left out.
pub(super) fn by_holder_and_body(model: &Model) -> Vec<Vec<&Relation>> {
    let mut places: FxHashMap<(EntityId, EntityId), usize> = FxHashMap::default();
    let mut groups: Vec<Vec<&Relation>> = Vec::new();
    for seat in standing(model, RelationKind::Seat) {
        let place = *places.entry((seat.from, seat.to)).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(seat);
    }
    groups
}

/// The relations of a kind that have not been withdrawn from the world.
pub(super) fn standing(model: &Model, kind: RelationKind) -> impl Iterator<Item = &Relation> {
    model.relations().iter().filter(move |relation| relation.kind == kind && !relation.is_retracted())
}

/// How many days the second day comes after the first; the ends of time are very far.
pub(super) fn days_from(first: Day, second: Day) -> i64 {
    i64::from(second.number()) - i64::from(first.number())
}
