//! The set language: one line that says who is meant, such as
//! `members(cica)@2014-05-19 & members(sco) - parties(npt)`.
//!
//! | written | means |
//! |--|--|
//! | `kaz`, `"Sri Lanka"`, `cow:705` | that one entity, by slug, code, name or alias |
//! | `{chn, rus, "Sri Lanka"}` | these |
//! | `members(cica)` | who the function finds; [`FUNCTIONS`] lists them, and what they find may be asked on: `members(bodies(kaz))` |
//! | `where(family = post-soviet)` | all of which that is true; [`FIELDS`] lists what can be asked |
//! | `a & b`, `a - b` | in both; in the first and not in the second |
//! | `a ^ b` | in exactly one of them |
//! | `a \| b` | in either |
//! | `a@2014-05-19`, `(a & b)@2010/2014` | as of another day, or on some day of an interval |
//!
//! `&` and `-` bind most, then `^`, then `|`; each from left to right. A hyphen inside a word belongs to
//! it (`non-aligned`), so the operator wants a space before or after it.
//!
//! **Surely and possibly.** The answer to every expression has three values, and they are exact: an entity
//! is *surely* in the set if it is so on every reading of all the dates involved, and *possibly* if on
//! some. So `x - x` is empty whatever is uncertain about `x`, and De Morgan's laws hold. Only where more
//! than [`MOST_READINGS`] readings would have to be compared for one entity, certainties are combined one
//! by one (the strong logic of Kleene), which never claims too much.
//!
//! ```
//! use comity::graph::{Graph, view::View};
//! use comity::query::Query;
//! use comity::time::{Certainty, Day};
//!
//! let world = comity::document::builtin();
//! let graph = Graph::of(&world.model);
//! let view = View::on(Day::parse("2014-05-20")?);
//! let query = Query::parse("members(cica) & members(sco)").unwrap();
//! let found = query.run(&graph, &view).unwrap();
//! assert_eq!(found.iter().filter(|one| one.certainty == Certainty::Surely).count(), 6);
//! # Ok::<(), comity::time::TimeError>(())
//! ```

mod evaluate;
mod fields;
mod formula;
mod functions;
mod lexer;
pub mod number;
mod parser;
pub mod suppose;
mod syntax;

pub use fields::{FIELDS, Field};
pub use formula::MOST_READINGS;
pub use functions::{FUNCTIONS, Function};

use crate::diagnostic::{At, Diagnostic, Diagnostics, Place};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::{EntityId, RelationId};
use crate::time::{Certainty, Day};
use evaluate::Evaluation;
use std::ops::Range;
use syntax::Expr;

/// An expression of the set language, read and ready to be asked.
#[derive(Debug, Clone)]
pub struct Query {
    expr: Expr,
    text: String,
}

/// One entity that an expression finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The entity.
    pub entity: EntityId,
    /// How surely it belongs to the set; never `No`.
    pub certainty: Certainty,
    /// The relations that say so, in reading order.
    pub evidence: Vec<RelationId>,
}

impl Query {
    /// Reads an expression.
    ///
    /// # Errors
    /// All that is wrong with its grammar, each at its place in the text.
    pub fn parse(text: &str) -> Result<Self, Diagnostics> {
        parser::parse(text).map(|expr| Self { expr, text: text.to_owned() })
    }

    /// The expression as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Finds the entities, by slug; the days of the view hold wherever the expression names none.
    ///
    /// Grades, kinds and subset of the view play no part: the expression says which it means.
    ///
    /// # Errors
    /// Every name, date and word of the expression that means nothing, each at its place.
    pub fn run(&self, graph: &Graph<'_>, view: &View) -> Result<Vec<Found>, Diagnostics> {
        Evaluation::new(graph, view.when).run(&self.expr)
    }

    /// The days within a span on which the set may change: from each of them on, until the next, every
    /// certainty stays what it is.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn change_days(&self, graph: &Graph<'_>, view: &View) -> Result<Vec<Day>, Diagnostics> {
        Evaluation::new(graph, view.when).change_days(&self.expr)
    }
}

/// Splits a list at its commas, but not inside brackets, braces or quotes.
///
/// ```
/// assert_eq!(comity::query::split("chn, seats(cica, observer), \"A, B\""), ["chn", "seats(cica, observer)", "\"A, B\""]);
/// ```
pub fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0i32, false);
    for (i, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            ',' if depth <= 0 => {
                parts.push(&text[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Puts together again what was taken apart at commas inside brackets or quotes.
///
/// ```
/// let words = ["{chn".to_owned(), "rus}".to_owned(), "ind".to_owned()];
/// assert_eq!(comity::query::whole(&words), ["{chn,rus}", "ind"]);
/// ```
pub fn whole(parts: &[String]) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    let mut open = false;
    for part in parts {
        match whole.last_mut().filter(|_| open) {
            Some(last) => {
                last.push(',');
                last.push_str(part);
            }
            None => whole.push(part.clone()),
        }
        let count = |marks: [char; 2]| whole.last().map_or(0, |text| text.matches(marks).count());
        open = count(['(', '{']) > count([')', '}']) || count(['"', '"']) % 2 == 1;
    }
    whole
}

/// A finding about a part of an expression.
fn at(range: &Range<usize>, diagnostic: Diagnostic) -> Diagnostic {
    Diagnostic { place: Some(place(range)), ..diagnostic }
}

/// The place of a part of an expression: the expression counts as the first file.
fn place(range: &Range<usize>) -> Place {
    Place { file: 0, at: At::Bytes { start: range.start, end: range.end } }
}
