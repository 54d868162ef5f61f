//! When things hold: days, written dates, intervals, and three-valued answers.
//!
//! Dates are written in EDTF (ISO 8601-2) and stay as imprecise as they were written: "2014" is any
//! of 365 days. A question about a day is therefore answered [`Certainty::Surely`],
//! [`Certainty::Possibly`] or [`Certainty::No`].

mod date;
mod day;
mod interval;

pub use date::Date;
pub use day::Day;
pub use interval::{Interval, Span};

/// The three-valued answer to "did it hold?".
///
/// ```
/// use comity::time::{Certainty, Day, Interval};
/// let seat = Interval::parse("2010/..")?;
/// assert_eq!(seat.on(Day::parse("2009-12-31")?), Certainty::No);
/// assert_eq!(seat.on(Day::parse("2010-06-08")?), Certainty::Possibly);
/// assert_eq!(seat.on(Day::parse("2011-01-01")?), Certainty::Surely);
/// # Ok::<(), comity::time::TimeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// On no reading of the written dates.
    No,
    /// On some reading of the written dates.
    Possibly,
    /// On every reading of the written dates.
    Surely,
}

impl Certainty {
    /// The word that answers print.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Possibly => "possibly",
            Self::Surely => "surely",
        }
    }
}

/// A text that is not a date or an interval, with the byte at which it stops being one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TimeError {
    /// What is wrong, in the user's words.
    pub message: String,
    /// Byte offset into the text.
    pub offset: usize,
}

impl TimeError {
    fn new(message: impl Into<String>, offset: usize) -> Self {
        Self { message: message.into(), offset }
    }
}
