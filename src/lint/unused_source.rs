//! Sources that nothing cites.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Attributes, Model};

/// Reports every source that no relation, form, roster or record cites.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut cited = vec![false; model.sources().len()];
    let mut cite = |sources: &[crate::model::SourceId]| sources.iter().for_each(|id| cited[id.index()] = true);
    for relation in model.relations() {
        cite(&relation.sources);
    }
    for entity in model.entities() {
        cite(&entity.sources);
        if let Attributes::Body { forms, rosters, .. } = &entity.attributes {
            forms.iter().for_each(|form| cite(&form.sources));
            rosters.iter().for_each(|roster| cite(&roster.sources));
        }
    }
    for (source, _) in model.sources().iter().zip(cited).filter(|(_, cited)| !cited) {
        let message = format!("nothing cites the source `{}`", source.id);
        found.push(Diagnostic::new(&codes::UNUSED_SOURCE, message, source.origin.place("")));
    }
}
