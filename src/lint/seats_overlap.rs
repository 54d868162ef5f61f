//! Two seats of one grade held at the same time by the same source.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::kind::RelationKind;
use crate::model::{EntityId, Model, Relation};
use crate::time::Certainty;
use rustc_hash::FxHashMap;

/// Reports seats of the same holder, body and grade that surely overlap; statements of different
/// sources may disagree, and then stand side by side.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut earlier: FxHashMap<(EntityId, EntityId), Vec<&Relation>> = FxHashMap::default();
    for seat in model.relations().iter().filter(|relation| relation.kind == RelationKind::Seat) {
        let seats = earlier.entry((seat.from, seat.to)).or_default();
        let clash = seats.iter().find(|other| {
            let same_source = other.sources == seat.sources || other.sources.iter().any(|id| seat.sources.contains(id));
            other.grade() == seat.grade() && same_source && other.during.meets(&seat.during) == Certainty::Surely
        });
        if let Some(other) = clash {
            let (holder, body) = (&model.entity(seat.from).slug, &model.entity(seat.to).slug);
            let message = format!(
                "`{holder}` sits in `{body}` twice as {}: {} and {}",
                seat.detail_text(),
                other.during,
                seat.during
            );
            let diagnostic = Diagnostic::new(&codes::SEATS_OVERLAP, message, seat.origin.place("during"));
            found.push(diagnostic.also(other.origin.place("during"), "the other seat"));
        }
        seats.push(seat);
    }
}
