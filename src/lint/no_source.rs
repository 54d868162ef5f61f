//! Relations that nobody is said to have stated.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::model::kind::RelationKind;

/// Reports each statement once, however many it names.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut last = None;
    for relation in model.relations() {
        // The tree of issues and regions is the world's own order, not a claim.
        let own_order = matches!(relation.kind, RelationKind::PartOf | RelationKind::LocatedIn);
        if !relation.sources.is_empty() || own_order || last == Some(relation.origin) {
            continue;
        }
        last = Some(relation.origin);
        let (from, to) = (&model.entity(relation.from).slug, &model.entity(relation.to).slug);
        let message = format!("nobody is said to have stated `{from}` {} `{to}`", relation.kind.spec().label);
        let help = "add `src: \"…\"` with the id of a source";
        found.push(Diagnostic::new(&codes::NO_SOURCE, message, relation.origin.place("")).help(help));
    }
}
