//! Seats held when their holder did not exist.

use super::life_place;
use super::seats::standing;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::model::kind::RelationKind;
use crate::time::Day;

/// Reports seats that on every reading begin before their holder or outlast it. A remark on the seat is
/// an answer: some sat before they were independent, and some are represented after their end.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    for seat in standing(model, RelationKind::Seat).filter(|seat| seat.note.is_none()) {
        let (holder, body) = (model.entity(seat.from), &model.entity(seat.to).slug);
        let Some(life) = holder.life() else { continue };
        let (start, end) = (seat.during.start(), seat.during.end());
        let before = start.1 < life.start().0 && start.0 != Day::BEGINNING;
        let after = end.0 > life.end().1;
        if !before && !after {
            continue;
        }
        let (what, help) = if before {
            let what = format!("begins {}, before `{}` exists ({life})", seat.during.from_text(), holder.slug);
            (what, "begin it with its holder; a predecessor's seat belongs to the predecessor")
        } else {
            let what = match end.0 {
                Day::END => format!("does not end, though `{}` did ({life})", holder.slug),
                _ => format!("ends {}, after `{}` did ({life})", seat.during.to_text(), holder.slug),
            };
            (what, "end it with its holder; a successor's seat belongs to the successor")
        };
        let message = format!("the {} seat of `{}` in `{body}` {what}", seat.detail_text(), holder.slug);
        let diagnostic = Diagnostic::new(&codes::SEAT_OUTSIDE_LIFE, message, seat.origin.place("during"));
        let diagnostic = diagnostic.also(life_place(holder), "the life of the holder");
        found.push(diagnostic.help(format!("{help}; if it is true to life, say why in its `note`")));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::kind::Grade::Member;

    fn told(life: &str, seat: &str) -> Vec<String> {
        let mut world = Sample::default();
        world.state("aaa", life);
        world.body("club", "1900/..");
        world.seat("aaa", "club", Member, seat);
        world.told_by("W0607")
    }

    #[test]
    fn a_seat_before_its_holder_and_one_after_it() {
        let before = told("1950-07-01/..", "1949/..");
        assert_eq!(before, ["the member seat of `aaa` in `club` begins 1949, before `aaa` exists (1950-07-01/..)"]);
        let after = told("1918/1992-12-31", "1950/1993-01-01");
        assert_eq!(after, ["the member seat of `aaa` in `club` ends 1993-01-01, after `aaa` did (1918/1992-12-31)"]);
        let open = told("1918/1992-12-31", "1950/..");
        assert_eq!(open, ["the member seat of `aaa` in `club` does not end, though `aaa` did (1918/1992-12-31)"]);
    }

    #[test]
    fn what_may_be_inside_is_left_alone() {
        for (life, seat) in
            [("1950/..", "1950/.."), ("1950/1992", "/1992-06"), ("1950/1992", "1960/"), ("/..", "1900/..")]
        {
            assert!(told(life, seat).is_empty(), "{seat} in {life}");
        }
    }

    #[test]
    fn a_remark_is_an_answer() {
        let mut world = Sample::default();
        world.state("ind", "1947-08-15/..");
        world.body("un", "1945-10-24/..");
        world.seat("ind", "un", Member, "1945-10-30/..").said.note = Some("a member before independence".to_owned());
        assert!(world.told_by("W0607").is_empty());
    }
}
