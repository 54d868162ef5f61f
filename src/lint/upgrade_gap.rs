//! A few days without a seat between one grade and the next.

use super::seats::{by_holder_and_body, days_from};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Model, Relation};
use crate::time::Certainty;

/// The longest gap that is taken for a slip; bodies do leave weeks and years between two grades.
const SLIP: i64 = 7;

/// Reports seats that surely begin two to seven days after the same holder's seat of another grade surely
/// ended, with no third seat in between.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    for seats in by_holder_and_body(model) {
        for later in &seats {
            let Some(earlier) = seats.iter().find(|earlier| is_slip(earlier, later)) else { continue };
            let first_day_out = earlier.during.end().1.next();
            if seats.iter().any(|seat| seat.during.on(first_day_out) > Certainty::No) {
                continue;
            }
            let (holder, body) = (&model.entity(later.from).slug, &model.entity(later.to).slug);
            let message = format!(
                "`{holder}` has no seat in `{body}` for a few days: {} until {}, {} from {}",
                earlier.detail_text(),
                earlier.during.to_text(),
                later.detail_text(),
                later.during.from_text()
            );
            let diagnostic = Diagnostic::new(&codes::UPGRADE_GAP, message, later.origin.place("during"));
            let diagnostic = diagnostic.also(earlier.origin.place("during"), "the earlier seat");
            found.push(diagnostic.help("end the earlier seat on the day before the later one begins"));
        }
    }
}

/// Whether a change of grade or a suspension leaves a gap, however the dates are read.
fn is_slip(earlier: &Relation, later: &Relation) -> bool {
    let standing = |seat: &Relation| (seat.grade(), seat.is_suspended());
    let (end, start) = (earlier.during.end(), later.during.start());
    standing(earlier) != standing(later) && days_from(end.1, start.0) >= 2 && days_from(end.0, start.1) <= SLIP
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::kind::Grade::{Member, Observer};

    fn told(seats: [&str; 2]) -> Vec<String> {
        let mut world = Sample::default();
        world.state("aaa", "1950/..");
        world.body("club", "1960/..");
        world.seat("aaa", "club", Observer, seats[0]);
        world.seat("aaa", "club", Member, seats[1]);
        world.told_by("W0608")
    }

    #[test]
    fn a_day_between_two_grades_is_a_slip() {
        let told = told(["2004-10-22/2014-05-18", "2014-05-20/.."]);
        assert_eq!(
            told,
            ["`aaa` has no seat in `club` for a few days: observer until 2014-05-18, member from 2014-05-20"]
        );
    }

    #[test]
    fn joined_far_and_imprecise_grades_are_left_alone() {
        for first in ["2004/2014-05-19", "2004/2014-05-12", "2004/2014-05", "2004/2013", "2004/"] {
            assert!(told([first, "2014-05-20/.."]).is_empty(), "{first}");
        }
        assert!(told(["2004/2014-05-18", "2014-05/.."]).is_empty());
    }

    #[test]
    fn a_seat_in_between_fills_the_gap() {
        let mut world = Sample::default();
        world.state("aaa", "1950/..");
        world.body("club", "1960/..");
        world.seat("aaa", "club", Observer, "2004/2014-05-17");
        world.suspended("aaa", "club", Observer, "2014-05-18/2014-05-19");
        world.seat("aaa", "club", Member, "2014-05-20/..");
        assert!(world.told_by("W0608").is_empty());
    }
}
