//! Bodies in which nobody sits, which sit nowhere and are no organ of another.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::model::kind::{EntityKind, RelationKind};

/// Reports bodies without seats, except those that are here to hold seats in others, or as an organ of another: a
/// secretariat has staff, not members.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut seated = vec![false; model.entities().len()];
    for seat in model.relations().iter().filter(|relation| relation.kind == RelationKind::Seat) {
        seated[seat.to.index()] = true;
        seated[seat.from.index()] = true;
    }
    for organ in model.relations().iter().filter(|relation| relation.kind == RelationKind::OrganOf) {
        seated[organ.from.index()] = true;
    }
    for (id, body) in model.ids().filter(|(_, entity)| entity.kind == EntityKind::Body) {
        if !seated[id.index()] {
            let message = format!("nobody sits in `{}`", body.slug);
            found.push(Diagnostic::new(&codes::NO_SEATS, message, body.origin.place("")));
        }
    }
}
