//! What stands in one field of one row.

use crate::time::Day;
use std::borrow::Cow;

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Any text; dates too, as few formats have them.
    Text,
    /// A day, written as `2014-05-20`.
    Day,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// JSON: text, where a format has no lists and records.
    Json,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    None,
    /// Any text.
    Text(Cow<'a, str>),
    /// A day.
    Day(Day),
    /// A whole number.
    Whole(i64),
    /// A number, which is finite.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// JSON.
    Json(String),
}

impl<'a> Cell<'a> {
    /// Whether there is anything.
    pub fn is_some(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// A text, unless it is empty.
    pub(super) fn text(text: &'a str) -> Self {
        if text.is_empty() { Self::None } else { Self::Text(Cow::Borrowed(text)) }
    }

    /// A text, if there is one.
    pub(super) fn some(text: Option<&'a str>) -> Self {
        text.map_or(Self::None, Self::text)
    }

    /// A text of its own, unless it is empty.
    pub(super) fn owned(text: String) -> Self {
        if text.is_empty() { Self::None } else { Self::Text(Cow::Owned(text)) }
    }

    /// A number, if it is one.
    pub(super) fn number(value: f64) -> Self {
        if value.is_finite() { Self::Number(value) } else { Self::None }
    }

    /// A number kept in few bits, as it is written in decimals: 0.1, not 0.10000000149.
    pub(super) fn small(value: f32) -> Self {
        value.to_string().parse().map_or(Self::None, Self::number)
    }

    /// A day, unless it is one of the ends of time.
    pub(super) fn day(day: Day) -> Self {
        if day == Day::BEGINNING || day == Day::END { Self::None } else { Self::Day(day) }
    }

    /// `true`, or nothing.
    pub(super) fn flag(holds: bool) -> Self {
        if holds { Self::Flag(true) } else { Self::None }
    }
}
