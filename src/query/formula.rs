//! Whether something holds, as far as it hangs on uncertain dates: exact three-valued answers.
//!
//! Membership of an entity in an expression is a formula over facts at moments: *this relation held on
//! that day*. A fact that is certain is `Yes` or `No` at once; what remains is decided by going through
//! every reading of the written dates that the formula could tell apart.

use crate::model::RelationId;
use crate::time::{Certainty, Day, Interval, Span};
use std::rc::Rc;

/// So many combined readings of the dates are compared for one entity; beyond them certainties are
/// combined one by one.
pub const MOST_READINGS: usize = 4_096;

/// A statement about dated facts.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Formula {
    No,
    Yes,
    /// A fact held at a moment.
    Held(u32, u16),
    Not(Rc<Formula>),
    All(Rc<[Formula]>),
    Any(Rc<[Formula]>),
}

impl Formula {
    pub(super) fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Yes => Self::No,
            Self::Not(inner) => (*inner).clone(),
            other => Self::Not(Rc::new(other)),
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, one) | (one, Self::Yes) => one,
            (a, b) if a == b => a,
            (a, b) => Self::All(Rc::new([a, b])),
        }
    }

    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, one) | (one, Self::No) => one,
            (a, b) if a == b => a,
            (a, b) => Self::Any(Rc::new([a, b])),
        }
    }

    fn value(&self, held: &impl Fn(u32, u16) -> bool) -> bool {
        match self {
            Self::No => false,
            Self::Yes => true,
            Self::Held(fact, moment) => held(*fact, *moment),
            Self::Not(inner) => !inner.value(held),
            Self::All(parts) => parts.iter().all(|part| part.value(held)),
            Self::Any(parts) => parts.iter().any(|part| part.value(held)),
        }
    }

    fn facts(&self, into: &mut Vec<u32>) {
        match self {
            Self::No | Self::Yes => {}
            Self::Held(fact, _) => {
                if !into.contains(fact) {
                    into.push(*fact);
                }
            }
            Self::Not(inner) => inner.facts(into),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.facts(into)),
        }
    }
}

/// Dated facts and the moments at which they are asked.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) moments: Vec<Span>,
    facts: Vec<Fact>,
}

/// A dated fact; relations are told apart by number, the life of an entity by its own.
#[derive(Debug)]
struct Fact {
    key: Key,
    during: Interval,
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// A relation held.
    Relation(RelationId),
    /// An entity existed.
    Life(u32),
    /// A condition was true of an entity: the condition and moment by number, and the entity.
    Condition(u32, u32),
}

impl Facts {
    /// No facts yet, and the moment of the question.
    pub(super) fn at(when: Span) -> Self {
        Self { moments: vec![when], facts: Vec::new() }
    }

    /// That something held at a moment, decided if the dates decide it.
    pub(super) fn held(&mut self, key: Key, during: &Interval, moment: u16) -> Formula {
        let Some(span) = self.moments.get(usize::from(moment)) else { return Formula::No };
        match during.within(*span) {
            Certainty::No => Formula::No,
            Certainty::Surely => Formula::Yes,
            Certainty::Possibly => {
                let known = self.facts.iter().position(|fact| fact.key == key);
                let position = known.unwrap_or_else(|| {
                    self.facts.push(Fact { key, during: during.clone() });
                    self.facts.len() - 1
                });
                Formula::Held(position as u32, moment)
            }
        }
    }

    /// Whether a formula is true on every reading of the dates, on some, or on none.
    pub(super) fn certainty(&self, formula: &Formula) -> Certainty {
        match formula {
            Formula::No => return Certainty::No,
            Formula::Yes => return Certainty::Surely,
            _ => {}
        }
        let mut involved = Vec::new();
        formula.facts(&mut involved);
        let readings: Vec<Vec<u64>> = involved.iter().map(|fact| self.readings(*fact)).collect();
        let all = readings.iter().try_fold(1usize, |product, each| product.checked_mul(each.len()));
        if all.is_none_or(|all| all > MOST_READINGS) || self.moments.len() > 64 {
            return Self::one_by_one(formula);
        }
        let mut chosen = vec![0usize; involved.len()];
        let (mut some, mut every) = (false, true);
        loop {
            let held = |fact: u32, moment: u16| {
                let at = involved.iter().position(|known| *known == fact);
                at.is_some_and(|at| readings[at][chosen[at]] >> moment & 1 == 1)
            };
            if formula.value(&held) {
                some = true;
            } else {
                every = false;
            }
            // The next combination, as an odometer turns.
            let Some(wheel) = (0..chosen.len()).find(|i| chosen[*i] + 1 < readings[*i].len()) else { break };
            chosen[wheel] += 1;
            chosen[..wheel].fill(0);
        }
        match (some, every) {
            (true, true) => Certainty::Surely,
            (true, false) => Certainty::Possibly,
            (false, _) => Certainty::No,
        }
    }

    /// Every pattern of moments at which a fact can have held, one bit a moment.
    ///
    /// Only how its start and end lie to the moments matters, so a few days stand for all.
    fn readings(&self, fact: u32) -> Vec<u64> {
        let during = &self.facts[fact as usize].during;
        let (start, end) = (during.start(), during.end());
        let inside = |(first, last): (Day, Day)| {
            let edges = self.moments.iter().flat_map(|m| [m.first, m.first.previous(), m.last, m.last.next()]);
            let mut days: Vec<Day> = edges.chain([first, last]).filter(|day| (first..=last).contains(day)).collect();
            days.sort_unstable();
            days.dedup();
            days
        };
        let mut patterns: Vec<u64> = Vec::new();
        for from in inside(start) {
            for to in inside(end).into_iter().filter(|to| *to >= from) {
                let bits = self.moments.iter().enumerate();
                let bits = bits.filter(|(_, moment)| from <= moment.last && to >= moment.first);
                let pattern = bits.fold(0u64, |pattern, (i, _)| pattern | 1u64.checked_shl(i as u32).unwrap_or(0));
                if !patterns.contains(&pattern) {
                    patterns.push(pattern);
                }
            }
        }
        patterns
    }

    /// Combines certainties part by part: never surer than the truth.
    fn one_by_one(formula: &Formula) -> Certainty {
        let parts = |parts: &[Formula]| parts.iter().map(Self::one_by_one).collect::<Vec<_>>();
        match formula {
            Formula::No => Certainty::No,
            Formula::Yes => Certainty::Surely,
            Formula::Held(..) => Certainty::Possibly,
            Formula::Not(inner) => match Self::one_by_one(inner) {
                Certainty::No => Certainty::Surely,
                Certainty::Possibly => Certainty::Possibly,
                Certainty::Surely => Certainty::No,
            },
            Formula::All(all) => parts(all).into_iter().min().unwrap_or(Certainty::Surely),
            Formula::Any(any) => parts(any).into_iter().max().unwrap_or(Certainty::No),
        }
    }

    /// The relations that a formula hangs on.
    pub(super) fn relations(&self, formula: &Formula) -> Vec<RelationId> {
        let mut involved = Vec::new();
        formula.facts(&mut involved);
        let keys = involved.into_iter().map(|fact| self.facts[fact as usize].key);
        keys.filter_map(|key| if let Key::Relation(id) = key { Some(id) } else { None }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Span {
        Span::day(Day::parse(text).unwrap())
    }

    fn facts() -> (Facts, Formula, Formula) {
        let moments = vec![day("2010-03-01"), day("2010-06-01")];
        let mut facts = Facts { moments, facts: Vec::new() };
        let during = Interval::parse("2010/..").unwrap();
        let march = facts.held(Key::Relation(RelationId(0)), &during, 0);
        let june = facts.held(Key::Relation(RelationId(0)), &during, 1);
        (facts, march, june)
    }

    #[test]
    fn what_is_uncertain_is_still_equal_to_itself() {
        let (facts, march, _) = facts();
        assert_eq!(facts.certainty(&march), Certainty::Possibly);
        assert_eq!(facts.certainty(&march.clone().and(march.clone().not())), Certainty::No);
        assert_eq!(facts.certainty(&march.clone().or(march.not())), Certainty::Surely);
    }

    #[test]
    fn one_unknown_day_decides_two_moments() {
        let (facts, march, june) = facts();
        // Who sat in March still sits in June; who sits in June may have come in May.
        assert_eq!(facts.certainty(&march.clone().and(june.clone().not())), Certainty::No);
        assert_eq!(facts.certainty(&june.and(march.not())), Certainty::Possibly);
    }
}
