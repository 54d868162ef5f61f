//! Numbers about sets: `jaccard(cica, sco)`, `count(members(cica) - members(sco))`.

use super::lexer::TokenKind;
use super::parser::{Parser, complaint, only};
use super::syntax::{Expr, ExprKind, Word};
use super::{Found, Query, at};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::EntityKind;
use crate::model::{EntityId, RelationId, names};
use crate::time::{Certainty, Day};

/// A number that sets have.
#[derive(Debug)]
pub struct Counter {
    /// Its name, as typed.
    pub name: &'static str,
    /// How many sets it takes.
    pub sets: usize,
    /// One line for help.
    pub about: &'static str,
    /// Computes it from the sizes of the first set, the second, and what they share.
    value: fn(usize, usize, usize) -> Option<f64>,
}

/// Every number, in the order of the help.
pub static COUNTERS: &[Counter] = &[
    Counter { name: "count", sets: 1, about: "How many are in a set", value: |a, _, _| Some(a as f64) },
    Counter { name: "shared", sets: 2, about: "How many are in both sets", value: |_, _, both| Some(both as f64) },
    Counter {
        name: "union",
        sets: 2,
        about: "How many are in either set",
        value: |a, b, both| Some((a + b - both) as f64),
    },
    Counter {
        name: "jaccard",
        sets: 2,
        about: "Those in both as a share of those in either",
        value: |a, b, both| ratio(both, a + b - both),
    },
    Counter {
        name: "overlap_coefficient",
        sets: 2,
        about: "Those in both as a share of the smaller set",
        value: |a, b, both| ratio(both, a.min(b)),
    },
    Counter {
        name: "a_in_b",
        sets: 2,
        about: "Those in both as a share of the first set",
        value: |a, _, both| ratio(both, a),
    },
    Counter {
        name: "b_in_a",
        sets: 2,
        about: "Those in both as a share of the second set",
        value: |_, b, both| ratio(both, b),
    },
];

/// A number of one or two sets, or a set by itself.
#[derive(Debug, Clone)]
pub enum Number {
    /// The entities themselves.
    Set(Query),
    /// A number.
    Of(&'static Counter, Vec<Query>),
}

/// A number on a day: of what is surely in the sets, and of all that possibly is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// Of those surely in the sets; nothing if it is not defined, as a share of nobody.
    pub surely: Option<f64>,
    /// Of all that are at least possibly in the sets.
    pub possibly: Option<f64>,
}

impl Number {
    /// Reads an expression: a number of sets, or a set.
    ///
    /// A body named as a set of a number stands for its full members: `jaccard(cica, sco)`.
    ///
    /// # Errors
    /// All that is wrong with its grammar, each at its place.
    pub fn parse(text: &str, is_body: impl Fn(&str) -> bool) -> Result<Self, Diagnostics> {
        let mut parser = Parser::new(text)?;
        let first = parser.peek().cloned();
        let counter = first.as_ref().and_then(|token| match &token.kind {
            TokenKind::Word(word) => COUNTERS.iter().find(|counter| counter.name == word),
            _ => None,
        });
        let Some(counter) = counter else {
            return Query::parse(text).map(Self::Set).map_err(|wrong| with_counters(text, wrong));
        };
        parser.take();
        let open = parser.here();
        if parser.take_if(&TokenKind::Open).is_none() {
            let help = format!("write it as `{}(…)`", counter.name);
            return Err(only(complaint(&open, "`(` is missing here", &help)));
        }
        let mut sets = Vec::new();
        loop {
            let mut expr = parser.set(0).map_err(only)?;
            stand_for_members(&mut expr, &is_body);
            sets.push(Query { text: text[expr.at.clone()].to_owned(), expr });
            if parser.take_if(&TokenKind::Comma).is_none() {
                break;
            }
        }
        let close = parser.here();
        if parser.take_if(&TokenKind::Close).is_none() {
            return Err(only(complaint(&close, "`)` is missing here", "close the bracket of the number")));
        }
        if let Some(token) = parser.peek() {
            let range = token.at.clone();
            return Err(only(complaint(&range, "the expression should end here", "ask one number at a time")));
        }
        if sets.len() != counter.sets {
            let message = format!("`{}` takes {}, not {}", counter.name, sets_in_words(counter.sets), sets.len());
            return Err(only(complaint(&(open.start..close.end), &message, counter.about)));
        }
        Ok(Self::Of(counter, sets))
    }

    /// The days of a span on which it may change.
    ///
    /// # Errors
    /// As [`Query::run`].
    pub fn change_days(&self, graph: &Graph<'_>, view: &View) -> Result<Vec<Day>, Diagnostics> {
        let mut days = Vec::new();
        let mut wrong = Diagnostics::new();
        for query in self.queries() {
            match query.change_days(graph, view) {
                Ok(found) => days.extend(found),
                Err(found) => found.iter().cloned().for_each(|one| wrong.push(one)),
            }
        }
        days.sort_unstable();
        days.dedup();
        if wrong.is_empty() { Ok(days) } else { Err(wrong) }
    }

    /// The sets that it is about.
    pub fn queries(&self) -> &[Query] {
        match self {
            Self::Set(query) => std::slice::from_ref(query),
            Self::Of(_, queries) => queries,
        }
    }
}

impl Counter {
    /// The number of sets as they were found on a day.
    pub fn reading(&self, sets: &[Vec<Found>]) -> Reading {
        let at = |least: Certainty| {
            let sets: Vec<Vec<EntityId>> = sets
                .iter()
                .map(|set| set.iter().filter(|one| one.certainty >= least).map(|one| one.entity).collect())
                .collect();
            let (a, b) = (sets.first().map_or(&[][..], Vec::as_slice), sets.get(1).map_or(&[][..], Vec::as_slice));
            let both = a.iter().filter(|one| b.contains(one)).count();
            (self.value)(a.len(), b.len(), both)
        };
        Reading { surely: at(Certainty::Surely), possibly: at(Certainty::Possibly) }
    }
}

/// The relations behind some sets.
pub fn evidence(sets: &[Vec<Found>]) -> Vec<RelationId> {
    let mut all: Vec<RelationId> = sets.iter().flatten().flat_map(|one| one.evidence.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A bare body inside a number means its members.
fn stand_for_members(expr: &mut Expr, is_body: &impl Fn(&str) -> bool) {
    let inner = if let ExprKind::AsOf(inner, _) = &mut expr.kind { &mut **inner } else { expr };
    let ExprKind::Name(name) = &inner.kind else { return };
    if is_body(name) {
        let function = Word { text: "members".into(), at: inner.at.clone() };
        let argument = inner.clone();
        inner.kind = ExprKind::Call(function, vec![argument]);
    }
}

/// The number may have been misspelt: its names are offered too.
fn with_counters(text: &str, wrong: Diagnostics) -> Diagnostics {
    let word: String = text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let near = names::near_among(&word, COUNTERS.iter().map(|counter| (counter.name, counter.name)));
    if near.is_empty() || !text.contains('(') {
        return wrong;
    }
    let start = text.len() - text.trim_start().len();
    let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("there is no number `{word}`"), None);
    only(Box::new(at(&(start..start + word.len()), diagnostic).suggest(&near)))
}

fn sets_in_words(n: usize) -> &'static str {
    if n == 1 { "one set" } else { "two sets" }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Whether a name is that of a body, for [`Number::parse`].
pub fn is_body<'g>(graph: &'g Graph<'_>, day: Day) -> impl Fn(&str) -> bool + 'g {
    move |name| {
        let found = names::resolve(graph.model(), name, day, &[]);
        matches!(found, names::Resolution::One(id, _) if graph.model().entity(id).kind == EntityKind::Body)
    }
}
