//! Seats of two grades held at the same time.

use super::seats::by_holder_and_body;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::time::Certainty;

/// Reports each seat that surely overlaps an earlier written one of another grade. Sources do not matter
/// here: the usual slip is a new statement by a new source beside an old one that nobody ended.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    for seats in by_holder_and_body(model) {
        for (i, seat) in seats.iter().enumerate() {
            let clash = seats[..i]
                .iter()
                .find(|other| other.grade() != seat.grade() && other.during.meets(&seat.during) == Certainty::Surely);
            let Some(other) = clash else { continue };
            let (holder, body) = (&model.entity(seat.from).slug, &model.entity(seat.to).slug);
            let message = format!(
                "`{holder}` sits in `{body}` in two grades at once: {} {} and {} {}",
                other.detail_text(),
                other.during,
                seat.detail_text(),
                seat.during
            );
            let diagnostic = Diagnostic::new(&codes::GRADES_OVERLAP, message, seat.origin.place("during"));
            let diagnostic = diagnostic.also(other.origin.place("during"), "the other seat");
            found.push(diagnostic.help("end the first grade on the day before the second begins"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::kind::Grade::{Member, Observer};

    fn told(observer: &str, member: &str) -> Vec<String> {
        let mut world = Sample::default();
        world.state("aaa", "1950/..");
        world.body("club", "1960/..");
        world.seat("aaa", "club", Observer, observer);
        world.seat("aaa", "club", Member, member);
        world.told_by("W0609")
    }

    #[test]
    fn an_observer_seat_that_nobody_ended() {
        let told = told("2004/..", "2014-05-20/..");
        assert_eq!(told, ["`aaa` sits in `club` in two grades at once: observer 2004/.. and member 2014-05-20/.."]);
    }

    #[test]
    fn one_day_in_common_is_one_too_many() {
        assert_eq!(told("2004/2014-05-20", "2014-05-20/..").len(), 1);
        assert!(told("2004/2014-05-19", "2014-05-20/..").is_empty());
    }

    #[test]
    fn what_may_follow_is_left_alone() {
        assert!(told("2004/2014", "2014-05-20/..").is_empty());
        assert!(told("2004/", "2014-05-20/..").is_empty());
    }

    #[test]
    fn a_statement_withdrawn_from_the_world_overlaps_nothing() {
        let mut world = Sample::default();
        world.state("aaa", "1950/..");
        world.body("club", "1960/..");
        world.seat("aaa", "club", Observer, "2004/..").said.retracted = Some("2020-01-01".to_owned());
        world.seat("aaa", "club", Member, "2014-05-20/..");
        assert!(world.told_by("W0609").is_empty());
    }
}
