//! Bodies whose first seats come late.

use super::life_place;
use super::seats::{days_from, standing};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{Model, Relation};

/// Ten years: bodies do exist for some years between a proposal or a signature and their first seats.
const MANY_DAYS: i64 = 3653;
/// A week: of a founding and first seats so close to each other, one is likely a slip.
const FEW_DAYS: i64 = 7;

/// Reports bodies whose earliest seat surely begins one to seven days, or more than ten years, after the
/// founding. What lies between is common and true.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut earliest: Vec<Option<&Relation>> = vec![None; model.entities().len()];
    for seat in standing(model, RelationKind::Seat) {
        let first = &mut earliest[seat.to.index()];
        if first.is_none_or(|first| seat.during.start().0 < first.during.start().0) {
            *first = Some(seat);
        }
    }
    for (id, body) in model.ids().filter(|(_, entity)| entity.kind == EntityKind::Body) {
        let (Some(seat), Some(life)) = (earliest[id.index()], body.life()) else { continue };
        let (founded, start) = (life.start(), seat.during.start());
        let exact = founded.0 == founded.1 && start.0 == start.1;
        let least = days_from(founded.1, start.0);
        let far = least > MANY_DAYS;
        let near = exact && (1..=FEW_DAYS).contains(&least);
        if !far && !near {
            continue;
        }
        let (holder, begins) = (&model.entity(seat.from).slug, seat.during.from_text());
        let after = if far { "more than ten years" } else { "only a few days" };
        let message = format!(
            "the first seat in `{}`, that of `{holder}`, begins {begins}, {after} after its founding ({})",
            body.slug,
            life.from_text()
        );
        let help = if far {
            "write the founding members, from a source that names them, or mend the first `form`"
        } else {
            "let founding members begin on the day of the founding, or mend the first `form`"
        };
        let diagnostic = Diagnostic::new(&codes::LATE_SEATS, message, life_place(body));
        found.push(diagnostic.also(seat.origin.place("during"), "the first seat").help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::kind::Grade::{Member, Observer};

    fn told(founded: &str, seats: [&str; 2]) -> Vec<String> {
        let mut world = Sample::default();
        world.state("aaa", "1900/..");
        world.state("bbb", "1900/..");
        world.body("club", founded);
        world.seat("aaa", "club", Member, seats[0]);
        world.seat("bbb", "club", Observer, seats[1]);
        world.told_by("W0611")
    }

    #[test]
    fn ten_years_without_anybody_are_long() {
        assert_eq!(
            told("1967-08-08/..", ["1984-01-07/..", "1995/.."]),
            [
                "the first seat in `club`, that of `aaa`, begins 1984-01-07, more than ten years after its founding (1967-08-08)"
            ]
        );
    }

    #[test]
    fn a_day_or_two_are_a_slip() {
        assert_eq!(
            told("1967-08-08/..", ["1967-08-09/..", "1984/.."]),
            [
                "the first seat in `club`, that of `aaa`, begins 1967-08-09, only a few days after its founding (1967-08-08)"
            ]
        );
    }

    #[test]
    fn what_is_common_is_left_alone() {
        for first in ["1967-08-08/..", "1967-08/..", "1967-08-20/..", "1971/..", "1977/..", "/..", "../1990"] {
            assert!(told("1967-08-08/..", [first, "1984/.."]).is_empty(), "{first}");
        }
        assert!(told("1967/..", ["1967-08-09/..", "1984/.."]).is_empty());
    }
}
