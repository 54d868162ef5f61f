//! Acts on treaties that were not yet open.

use super::seats::standing;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::kind::{Act, RelationKind};
use crate::model::{Attributes, Model};

/// Reports acts that are surely dated before their treaty was opened.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    for act in standing(model, RelationKind::Party).filter(|act| act.act() != Some(Act::Never)) {
        let treaty = model.entity(act.to);
        let Attributes::Treaty { opened: Some(opened), .. } = &treaty.attributes else { continue };
        if act.during.start().1 >= opened.earliest() {
            continue;
        }
        let message = format!(
            "`{}` stands with “{} {}” under `{}`, which was opened only {opened}",
            model.entity(act.from).slug,
            act.detail_text(),
            act.during.from_text(),
            treaty.slug
        );
        let diagnostic = Diagnostic::new(&codes::ACT_BEFORE_OPENING, message, act.origin.place("on"));
        let diagnostic = diagnostic.also(treaty.origin.place("opened"), "opened");
        found.push(diagnostic.help("mend the day of the act, or the day on which the treaty was opened"));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::kind::Act::Ratified;

    fn told(on: &str, opened: &str) -> Vec<String> {
        let mut world = Sample::default();
        world.state("aaa", "1900/..");
        world.treaty("npt", opened, "");
        world.act("aaa", "npt", Ratified, on);
        world.told_by("W0612")
    }

    #[test]
    fn nobody_ratifies_what_is_not_open() {
        let told = told("1967-06-30", "1968-07-01");
        assert_eq!(told, ["`aaa` stands with “ratified 1967-06-30” under `npt`, which was opened only 1968-07-01"]);
    }

    #[test]
    fn the_day_itself_a_year_and_no_day_are_left_alone() {
        for (on, opened) in [("1968-07-01", "1968-07-01"), ("1968", "1968-07-01"), ("1968-06", "1968"), ("1960", "")] {
            assert!(told(on, opened).is_empty(), "{on} {opened}");
        }
    }
}
