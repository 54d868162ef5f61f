//! Seats of two grades held at the same time.

use super::seats::by_holder_and_body;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::kind::Grade;
use crate::model::{Model, Relation};
use crate::time::Certainty;

/// Reports each seat that surely overlaps an earlier written one of a grade that does not go with it. That
/// the sources differ is no excuse by itself: the usual slip is a new statement beside one that nobody ended.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    for seats in by_holder_and_body(model) {
        for (i, seat) in seats.iter().enumerate() {
            let clash = seats[..i].iter().find(|other| {
                exclude_each_other(other, seat)
                    && !disagree_openly(other, seat)
                    && other.during.meets(&seat.during) == Certainty::Surely
            });
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
            let help = "end the first grade on the day before the second begins; if two sources disagree, lower the `conf` of the less sure";
            found.push(diagnostic.help(help));
        }
    }
}

/// A candidate may stay what it was until it is a member; all other grades replace each other.
fn exclude_each_other(a: &Relation, b: &Relation) -> bool {
    let is = |grade| a.grade() == Some(grade) || b.grade() == Some(grade);
    a.grade() != b.grade() && (is(Grade::Member) || !is(Grade::Candidate))
}

/// Sources that contradict each other stand side by side, one of them with less confidence.
fn disagree_openly(a: &Relation, b: &Relation) -> bool {
    a.confidence != b.confidence && !a.sources.iter().any(|source| b.sources.contains(source))
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::kind::Confidence;
    use crate::model::kind::Grade::{Candidate, Member, Observer, Partner};

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

    #[test]
    fn a_candidate_may_stay_a_partner_but_not_become_a_member_too() {
        let told = |first, second| {
            let mut world = Sample::default();
            world.state("bra", "1822/..");
            world.body("oecd", "1961/..");
            world.seat("bra", "oecd", first, "2007/..");
            world.seat("bra", "oecd", second, "2022-01-25/..");
            world.told_by("W0609").len()
        };
        assert_eq!((told(Partner, Candidate), told(Candidate, Member)), (0, 1));
    }

    #[test]
    fn sources_may_disagree_openly() {
        let told = |second: &str, confidence| {
            let mut world = Sample::default();
            world.state("pse", "1964/..");
            world.body("oic", "1969/..");
            world.source("list");
            world.source("minutes");
            world.seat("pse", "oic", Observer, "1969/1971").said.src = Some("minutes".to_owned());
            let seat = world.seat("pse", "oic", Member, "1969/..");
            (seat.said.src, seat.said.conf) = (Some(second.to_owned()), confidence);
            world.told_by("W0609").len()
        };
        assert_eq!(told("list", Some(Confidence::Medium)), 0);
        assert_eq!(told("list", None), 1);
        assert_eq!(told("list minutes", Some(Confidence::Medium)), 1);
    }
}
