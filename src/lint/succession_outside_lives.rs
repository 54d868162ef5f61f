//! Successions on a day when one of the two did not exist.

use super::life_place;
use super::seats::{days_from, standing};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::kind::RelationKind;
use crate::model::{Entity, Model};
use crate::time::Interval;

/// How long after a predecessor's end somebody may still take its place: South Vietnam ended fourteen months
/// before Vietnam was one state.
const LATE: i64 = 731;

/// Reports successions that surely come before either life began, after the successor's ended, or long after
/// the predecessor's. A successor may be founded long after, and the day before its first still joins the two.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    for succession in standing(model, RelationKind::Succeeds).filter(|s| *s.during != Interval::unknown()) {
        let on = succession.during.start();
        let (successor, predecessor) = (model.entity(succession.from), model.entity(succession.to));
        let founded = successor.life().is_some_and(|life| on.0 <= life.start().1 && life.start().0 <= on.1.next());
        let grace = |entity: &Entity| if entity.slug == predecessor.slug { LATE } else { 0 };
        for entity in [predecessor, successor] {
            let Some(life) = entity.life() else { continue };
            let what = if on.1.next() < life.start().0 {
                "before"
            } else if days_from(life.end().1, on.0) > grace(entity) && !founded {
                "after"
            } else {
                continue;
            };
            let message = format!(
                "`{}` succeeds `{}` on {}, {what} the life of `{}` ({life})",
                successor.slug,
                predecessor.slug,
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
        world.state("vdr", "1949/1975-04-30");
        world.state("vnm", "1945-09-02/..");
        world.body("rcd", "1964-07-21/1979");
        world.body("eco", "1985/..");
        world.relation(RelationKind::Succeeds, from, to, When::On(on.to_owned()), DetailDraft::Ready(Detail::None));
        world.told_by("W0621")
    }

    #[test]
    fn a_wrong_year_and_ends_that_changed_places() {
        let late = told("rus", "sun", "2001-12-25");
        assert_eq!(late, ["`rus` succeeds `sun` on 2001-12-25, after the life of `sun` (1922-12-30/1991-12-26)"]);
        let reversed = told("rcd", "eco", "1985");
        assert_eq!(reversed, ["`rcd` succeeds `eco` on 1985, after the life of `rcd` (1964-07-21/1979)"]);
        let early = told("eco", "rcd", "1979");
        assert_eq!(early, ["`eco` succeeds `rcd` on 1979, before the life of `eco` (1985/..)"]);
    }

    #[test]
    fn days_that_join_two_lives() {
        for on in ["1991-12-24", "1991-12-25", "1991-12-27", "1991", "1991-12~"] {
            assert!(told("rus", "sun", on).is_empty(), "{on}");
        }
        assert!(told("vnm", "vdr", "1976-07-02").is_empty());
        assert!(told("eco", "rcd", "1985").is_empty());
    }
}
