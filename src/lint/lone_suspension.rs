//! Suspensions of seats that nobody held.

use super::seats::by_holder_and_body;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Model, Relation};

/// Reports suspended seats that on every reading neither follow another seat of the holder in the body nor
/// lead to one.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    for seats in by_holder_and_body(model) {
        for (i, seat) in seats.iter().enumerate().filter(|(_, seat)| seat.is_suspended()) {
            if seats.iter().enumerate().any(|(j, other)| i != j && may_join(seat, other)) {
                continue;
            }
            let (holder, body) = (&model.entity(seat.from).slug, &model.entity(seat.to).slug);
            let others: Vec<&str> =
                seats.iter().filter(|other| !other.is_suspended()).map(|o| o.during.as_str()).collect();
            let others =
                if others.is_empty() { "none at all".to_owned() } else { format!("only {}", others.join(" and ")) };
            let message = format!(
                "`{holder}` is suspended in `{body}` {}, but has no seat before or after: {others}",
                seat.during
            );
            let diagnostic = Diagnostic::new(&codes::LONE_SUSPENSION, message, seat.origin.place("during"));
            found.push(
                diagnostic.help("write the seat that was suspended; it ends the day before the suspension begins"),
            );
        }
    }
}

/// Whether another seat may touch the suspended one or overlap it.
fn may_join(seat: &Relation, other: &Relation) -> bool {
    other.during.start().0 <= seat.during.end().1.next() && other.during.end().1.next() >= seat.during.start().0
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::kind::Grade::Member;

    fn told(seats: &[&str]) -> Vec<String> {
        let mut world = Sample::default();
        world.state("egy", "1922/..");
        world.body("league", "1945/..");
        world.suspended("egy", "league", Member, "1979-03-31/1989-05-22");
        for during in seats {
            world.seat("egy", "league", Member, during);
        }
        world.told_by("W0610")
    }

    #[test]
    fn a_suspension_without_a_seat() {
        assert_eq!(
            told(&[]),
            ["`egy` is suspended in `league` 1979-03-31/1989-05-22, but has no seat before or after: none at all"]
        );
        assert_eq!(
            told(&["1945/1978", "1990/.."]),
            [
                "`egy` is suspended in `league` 1979-03-31/1989-05-22, but has no seat before or after: only 1945/1978 and 1990/.."
            ]
        );
    }

    #[test]
    fn one_seat_that_may_join_is_enough() {
        for seat in ["1945/1979-03-30", "1945/1979", "1945/", "1989-05-23/..", "1989/..", "/.."] {
            assert!(told(&[seat]).is_empty(), "{seat}");
        }
    }
}
