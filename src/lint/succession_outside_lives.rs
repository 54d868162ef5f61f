//! Successions on a day when one of the two did not exist.

use super::life_place;
use super::seats::standing;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::model::kind::RelationKind;
use crate::time::Interval;

/// Reports successions that surely come before either life began, or after either ended. The day after the
/// predecessor's last still joins the two, and so does the day before the successor's first.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    for succession in standing(model, RelationKind::Succeeds).filter(|s| s.during != Interval::unknown()) {
        let (first, last) = (succession.during.start().0, succession.during.start().1);
        for id in [succession.to, succession.from] {
            let entity = model.entity(id);
            let Some(life) = entity.life() else { continue };
            let what = if last.next() < life.start().0 {
                "before"
            } else if first > life.end().1.next() {
                "after"
            } else {
                continue;
            };
            let message = format!(
                "`{}` succeeds `{}` on {}, {what} the life of `{}` ({life})",
                model.entity(succession.from).slug,
                model.entity(succession.to).slug,
                succession.during.from_text(),
                entity.slug
            );
            let place = succession.origin.place("on");
            let diagnostic = Diagnostic::new(&codes::SUCCESSION_OUTSIDE_LIVES, message, place);
            let diagnostic = diagnostic.also(life_place(entity), "this life");
            found.push(
                diagnostic
                    .help("mend the day of the succession, or the life; it is the successor that says `succeeds`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::Detail;
    use crate::model::draft::{DetailDraft, When};
    use crate::model::kind::RelationKind;

    fn told(from: &str, to: &str, on: &str) -> Vec<String> {
        let mut world = Sample::default();
        world.state("rus", "1991-12-25/..");
        world.state("sun", "1922-12-30/1991-12-26");
        world.body("oau", "1963-05-25/2002-07-08");
        world.body("au", "2002-07-09/..");
        world.relation(RelationKind::Succeeds, from, to, When::On(on.to_owned()), DetailDraft::Ready(Detail::None));
        world.told_by("W0621")
    }

    #[test]
    fn a_day_outside_and_ends_that_changed_places() {
        let late = told("rus", "sun", "1992-12-25");
        assert_eq!(late, ["`rus` succeeds `sun` on 1992-12-25, after the life of `sun` (1922-12-30/1991-12-26)"]);
        let early = told("au", "oau", "1999-09-09");
        assert_eq!(early, ["`au` succeeds `oau` on 1999-09-09, before the life of `au` (2002-07-09/..)"]);
    }

    #[test]
    fn days_that_join_two_lives() {
        for on in ["1991-12-24", "1991-12-25", "1991-12-27", "1991", "1991-12~"] {
            assert!(told("rus", "sun", on).is_empty(), "{on}");
        }
        assert!(told("au", "oau", "2002-07-09").is_empty());
    }
}
