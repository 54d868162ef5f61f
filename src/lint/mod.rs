//! Rules over a model: what can be used but looks wrong; one file a rule, one table of them all.
//!
//! What makes a world unusable is found when it is [built](crate::model::build); these rules find the
//! rest.

mod act_before_opening;
mod alias_twice;
mod bad_url;
mod bare_body;
mod bound_before_signing;
mod code_twice;
mod grades_overlap;
mod in_force_before_opening;
mod late_seats;
mod lone_family;
mod lone_suspension;
mod never_no_state;
mod no_seats;
mod no_source;
#[cfg(test)]
mod sample;
mod seat_outside_life;
mod seats;
mod seats_overlap;
mod succession_outside_lives;
mod undated;
mod unused_issue;
mod unused_source;
mod upgrade_gap;
mod vague_source;
use crate::diagnostic::{Code, Diagnostics, Place, codes};
use crate::model::{Attributes, Entity, Model};

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
    Rule { code: &codes::SEAT_OUTSIDE_LIFE, check: seat_outside_life::check },
    Rule { code: &codes::UPGRADE_GAP, check: upgrade_gap::check },
    Rule { code: &codes::GRADES_OVERLAP, check: grades_overlap::check },
    Rule { code: &codes::LONE_SUSPENSION, check: lone_suspension::check },
    Rule { code: &codes::LATE_SEATS, check: late_seats::check },
    Rule { code: &codes::ACT_BEFORE_OPENING, check: act_before_opening::check },
    Rule { code: &codes::BOUND_BEFORE_SIGNING, check: bound_before_signing::check },
    Rule { code: &codes::IN_FORCE_BEFORE_OPENING, check: in_force_before_opening::check },
    Rule { code: &codes::CODE_TWICE, check: code_twice::check },
    Rule { code: &codes::BAD_URL, check: bad_url::check },
    Rule { code: &codes::VAGUE_SOURCE, check: vague_source::check },
    Rule { code: &codes::BARE_BODY, check: bare_body::check },
    Rule { code: &codes::LONE_FAMILY, check: lone_family::check },
    Rule { code: &codes::UNUSED_ISSUE, check: unused_issue::check },
    Rule { code: &codes::SUCCESSION_OUTSIDE_LIVES, check: succession_outside_lives::check },
    Rule { code: &codes::NEVER_NO_STATE, check: never_no_state::check },
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

/// Where the life of an entity is written: a body's follows from its forms.
fn life_place(entity: &Entity) -> Place {
    let is_body = matches!(entity.attributes, Attributes::Body { .. });
    entity.origin.place(if is_body { "form" } else { "during" })
}
