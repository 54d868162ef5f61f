//! Seats and acts of which nothing is said about when.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::model::kind::RelationKind;
use crate::time::Interval;

/// Reports each undated seat or act once, however many it names.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut last = None;
    for relation in model.relations() {
        let dated = !matches!(relation.kind, RelationKind::Seat | RelationKind::Party);
        if dated || *relation.during != Interval::unknown() || last == Some(relation.origin) {
            continue;
        }
        last = Some(relation.origin);
        let (from, to) = (&model.entity(relation.from).slug, &model.entity(relation.to).slug);
        let message = format!("nothing is said about when `{from}` {} `{to}`", relation.kind.spec().label);
        found.push(Diagnostic::new(&codes::UNDATED, message, relation.origin.place("")));
    }
}
