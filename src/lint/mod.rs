//! Rules over a model: what can be used but looks wrong; one file a rule, one table of them all.
//!
//! What makes a world unusable is found when it is [built](crate::model::build); these rules find the
//! rest.

mod alias_twice;
mod no_seats;
mod no_source;
mod seats_overlap;
mod undated;
mod unused_source;

use crate::diagnostic::{Code, Diagnostics, codes};
use crate::model::Model;

/// A rule: the code it reports and the check itself.
#[derive(Debug)]
pub struct Rule {
    /// The code of its findings.
    pub code: &'static Code,
    /// Adds what it finds.
    pub check: fn(&Model, &mut Diagnostics),
}

/// Every rule, by code.
pub static RULES: &[Rule] = &[
    Rule { code: &codes::NO_SOURCE, check: no_source::check },
    Rule { code: &codes::ALIAS_TWICE, check: alias_twice::check },
    Rule { code: &codes::UNUSED_SOURCE, check: unused_source::check },
    Rule { code: &codes::SEATS_OVERLAP, check: seats_overlap::check },
    Rule { code: &codes::UNDATED, check: undated::check },
    Rule { code: &codes::NO_SEATS, check: no_seats::check },
];

/// Runs every rule; records with errors are left out until these are mended.
///
/// ```
/// let world = comity::document::builtin();
/// assert!(!comity::lint::lint(&world.model).has_errors());
/// ```
pub fn lint(model: &Model) -> Diagnostics {
    let mut found = Diagnostics::new();
    for rule in RULES {
        (rule.check)(model, &mut found);
    }
    // Where something could not be used, what looks wrong may only follow from that.
    found.retain(|finding| match &finding.place {
        _ if *finding.code == codes::UNUSED_SOURCE => model.is_whole(),
        Some(place) => !model.is_doubtful(place),
        None => true,
    });
    found
}
