//! The time over which something held, as somebody wrote it.

use super::{Certainty, Day, TimeError, date};
use crate::text::Text;
use edtf_core::{Edtf, IntervalEndpoint, SetKind};
use std::fmt;

/// A written interval of closed days: when it can have started and when it can have ended.
///
/// With the start somewhere in `[s₁, s₂]` and the end in `[e₁, e₂]` it holds *surely* on a day `d` if
/// `s₂ ≤ d ≤ e₁`, and *possibly* if `s₁ ≤ d ≤ e₂`. An open end (`2001-06-15/..`) has no last day; an
/// unknown one (`2001-06-15/`) can be any day from the start on. Beyond EDTF, an end may be one of a set:
/// `[2014-05-20..2014-05-21]/..` began on one of two days.
///
/// ```
/// use comity::time::{Certainty, Day, Interval};
/// let seat = Interval::parse("2002-06-04/2014-05-19")?;
/// assert_eq!(seat.on(Day::parse("2014-05-19")?), Certainty::Surely);
/// assert_eq!(seat.on(Day::parse("2014-05-20")?), Certainty::No);
/// # Ok::<(), comity::time::TimeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    start: [Day; 2],
    end: [Day; 2],
    text: Text,
}

/// A stretch of days that a question is about; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

impl Span {
    /// The span of a single day.
    pub fn day(day: Day) -> Self {
        Self { first: day, last: day }
    }
}

impl Interval {
    /// Reads an EDTF interval such as `1999-09-14/..`, `2010/2014-05-19`, `/2014`, or a date, which
    /// means some time within it (for a whole day: that day).
    ///
    /// # Errors
    /// If the text is no interval, ends before it starts, or names a time of day.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let (start, end) = match text.split_once('/') {
            Some((from, to)) => match (plain_end(from, true), plain_end(to, false)) {
                (Some(start), Some(end)) => (start, end),
                // EDTF has no sets as ends; sources that differ by a day or two need them.
                _ if from.starts_with('[') || to.starts_with('[') => {
                    (endpoint(from, true)?, endpoint(to, false).map_err(|e| e.at(from.len() + 1))?)
                }
                _ => Self::parse_edtf(text)?,
            },
            None => match date::plain(text) {
                Some(days) => (days, days),
                None => Self::parse_edtf(text)?,
            },
        };
        if start.0 > end.1 {
            return Err(TimeError::new("this ends before it starts", 0));
        }
        Ok(Self::new(start, end, text.into()))
    }

    fn parse_edtf(text: &str) -> Result<Bounds, TimeError> {
        let parsed = Edtf::parse(text).map_err(|e| TimeError::new(date::in_words(&e, text), e.offset))?;
        Ok(match &parsed {
            Edtf::Interval(interval) => {
                let end_offset = text.find('/').map_or(0, |slash| slash + 1);
                (start_bounds(&interval.start)?, end_bounds(&interval.end).map_err(|e| e.at(end_offset))?)
            }
            Edtf::Date(_) => (date::bounds(&parsed)?, date::bounds(&parsed)?),
            Edtf::Set(set) if set.kind == SetKind::OneMember => (date::bounds(&parsed)?, date::bounds(&parsed)?),
            Edtf::Set(_) => return Err(TimeError::new("this means several dates; an interval is needed", 0)),
            Edtf::DateTime(_) => return Err(TimeError::new("a time of day has no place here; write days", 10)),
        })
    }

    /// The interval of which nothing is known: possibly any day.
    pub fn unknown() -> Self {
        Self { start: [Day::BEGINNING, Day::END], end: [Day::BEGINNING, Day::END], text: Text::Static("/") }
    }

    /// The interval without beginning or end: surely every day.
    pub fn always() -> Self {
        Self { start: [Day::BEGINNING; 2], end: [Day::END; 2], text: Text::Static("../..") }
    }

    /// Some time within a written date: for a whole day, that day.
    pub fn of(date: &super::Date) -> Self {
        let days = (date.earliest(), date.latest());
        Self::new(days, days, date.text().clone())
    }

    /// From a written day on, until the day before another written date, if there is one.
    pub fn from_until(from: &super::Date, until: Option<&super::Date>) -> Self {
        let (end, text) = match until {
            None => ((Day::END, Day::END), [from.as_str(), "/.."].concat()),
            Some(until) => {
                let (first, last) = (until.earliest().previous(), until.latest().previous());
                let last_day = if first == last { first.to_string() } else { until.to_string() };
                ((first, last), format!("{from}/{last_day}"))
            }
        };
        Self::new((from.earliest(), from.latest()), end, text.into())
    }

    /// Puts together what was taken apart by [`Self::start`], [`Self::end`] and [`Self::as_str`].
    pub(crate) fn from_parts(start: [Day; 2], end: [Day; 2], text: Text) -> Self {
        Self { start, end, text }
    }

    fn new(start: (Day, Day), end: (Day, Day), text: Text) -> Self {
        // An end cannot come before its start, so each side narrows the other.
        Self { start: [start.0, start.1.min(end.1)], end: [end.0.max(start.0), end.1], text }
    }

    /// The same, ended on a day at the latest; `None` if it surely began later.
    #[must_use]
    pub fn ended_on(&self, day: Day) -> Option<Self> {
        if self.start[0] > day {
            return None;
        }
        let text = format!("{}/{day}", self.from_text());
        let start = (self.start[0], self.start[1].min(day));
        Some(Self::new(start, (self.end[0].min(day), self.end[1].min(day)), text.into()))
    }

    /// Whether it held on a day.
    pub fn on(&self, day: Day) -> Certainty {
        self.within(Span::day(day))
    }

    /// Whether it held on at least one day of a span.
    pub fn within(&self, span: Span) -> Certainty {
        if self.start[1] <= span.last && self.end[0] >= span.first {
            Certainty::Surely
        } else if self.start[0] <= span.last && self.end[1] >= span.first {
            Certainty::Possibly
        } else {
            Certainty::No
        }
    }

    /// Whether two intervals have a day in common: surely, possibly or not.
    pub fn meets(&self, other: &Self) -> Certainty {
        let surely = |a: &Self, b: &Self| a.start[1] <= b.end[0];
        let possibly = |a: &Self, b: &Self| a.start[0] <= b.end[1];
        if surely(self, other) && surely(other, self) {
            Certainty::Surely
        } else if possibly(self, other) && possibly(other, self) {
            Certainty::Possibly
        } else {
            Certainty::No
        }
    }

    /// The earliest and the latest day on which it can have started.
    pub fn start(&self) -> (Day, Day) {
        (self.start[0], self.start[1])
    }

    /// The earliest and the latest day that can have been its last.
    pub fn end(&self) -> (Day, Day) {
        (self.end[0], self.end[1])
    }

    /// The interval as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The start as written; a date that stands for a whole interval is its own start.
    pub fn from_text(&self) -> &str {
        self.text.split_once('/').map_or(&self.text, |(from, _)| from)
    }

    /// The end as written; a date that stands for a whole interval is its own end.
    pub fn to_text(&self) -> &str {
        self.text.split_once('/').map_or(&self.text, |(_, to)| to)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Where an interval can start, and where it can end.
type Bounds = ((Day, Day), (Day, Day));

/// One end of an interval of which at least one end is a set.
fn endpoint(text: &str, is_start: bool) -> Result<(Day, Day), TimeError> {
    if let Some(days) = plain_end(text, is_start) {
        return Ok(days);
    }
    let date = super::Date::parse(text)?;
    Ok((date.earliest(), date.latest()))
}

/// An end that needs no general parser: unknown, open, or a plain date.
///
/// EDTF wants one dated end; with none, an interval still says whether it lasts.
fn plain_end(text: &str, is_start: bool) -> Option<(Day, Day)> {
    match (text, is_start) {
        ("", _) => Some((Day::BEGINNING, Day::END)),
        ("..", true) => Some((Day::BEGINNING, Day::BEGINNING)),
        ("..", false) => Some((Day::END, Day::END)),
        _ => date::plain(text),
    }
}

fn start_bounds(endpoint: &IntervalEndpoint) -> Result<(Day, Day), TimeError> {
    Ok(match endpoint {
        IntervalEndpoint::Date(d) => date::bounds(&Edtf::Date(*d))?,
        IntervalEndpoint::Open => (Day::BEGINNING, Day::BEGINNING),
        IntervalEndpoint::Unknown => (Day::BEGINNING, Day::END),
        IntervalEndpoint::OnOrBefore(d) => (Day::BEGINNING, date::bounds(&Edtf::Date(*d))?.1),
        IntervalEndpoint::OnOrAfter(d) => (date::bounds(&Edtf::Date(*d))?.0, Day::END),
    })
}

fn end_bounds(endpoint: &IntervalEndpoint) -> Result<(Day, Day), TimeError> {
    Ok(match endpoint {
        IntervalEndpoint::Open => (Day::END, Day::END),
        other => start_bounds(other)?,
    })
}

impl TimeError {
    fn at(mut self, offset: usize) -> Self {
        self.offset += offset;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(interval: &str, day: &str) -> Certainty {
        Interval::parse(interval).unwrap().on(Day::parse(day).unwrap())
    }

    #[test]
    fn a_year_of_start_is_possible_all_year_and_sure_after() {
        assert_eq!(on("2010/..", "2010-01-01"), Certainty::Possibly);
        assert_eq!(on("2010/..", "2010-12-31"), Certainty::Surely);
        assert_eq!(on("2010/2014", "2013-12-31"), Certainty::Surely);
        assert_eq!(on("2010/2014", "2014-06-01"), Certainty::Possibly);
    }

    #[test]
    fn unknown_is_possible_and_open_is_sure() {
        assert_eq!(on("/2014-05-19", "1800-01-01"), Certainty::Possibly);
        assert_eq!(on("/2014-05-19", "2014-05-19"), Certainty::Surely);
        assert_eq!(on("../2014-05-19", "1800-01-01"), Certainty::Surely);
        assert_eq!(on("2010-01-01/", "2010-01-01"), Certainty::Surely);
        assert_eq!(on("2010-01-01/", "2030-01-01"), Certainty::Possibly);
        assert_eq!(Interval::unknown().on(Day::from_number(0)), Certainty::Possibly);
    }

    #[test]
    fn plain_intervals_are_read_as_edtf_reads_them() {
        let dates = ["2013", "2014-01", "2014-05-20", "2014-05-21", "2014-12", "0000"];
        for from in dates.into_iter().chain(["", ".."]) {
            for to in dates.into_iter().chain(["", ".."]) {
                let text = format!("{from}/{to}");
                let general = Interval::parse_edtf(&text).ok().filter(|(start, end)| start.0 <= end.1);
                let general = general.map(|(start, end)| Interval::new(start, end, text.as_str().into()));
                // Without a date it is ours alone.
                if dates.contains(&from) || dates.contains(&to) {
                    assert_eq!(Interval::parse(&text).ok(), general, "{text}");
                }
            }
        }
        for text in dates {
            let date = super::super::Date::parse(text).unwrap();
            assert_eq!(Interval::of(&date), Interval::parse(text).unwrap());
        }
    }

    #[test]
    fn an_end_can_be_one_of_several_days() {
        let text = "[2014-05-20..2014-05-21]/..";
        assert_eq!(on(text, "2014-05-19"), Certainty::No);
        assert_eq!(on(text, "2014-05-20"), Certainty::Possibly);
        assert_eq!(on(text, "2014-05-21"), Certainty::Surely);
        assert_eq!(Interval::parse(text).unwrap().from_text(), "[2014-05-20..2014-05-21]");
        assert_eq!(on("2010/[2014-05-19,2014-05-20]", "2014-05-20"), Certainty::Possibly);
        assert!(Interval::parse("[2014,2015/..").is_err());
    }

    #[test]
    fn a_date_alone_means_some_time_within_it() {
        assert_eq!(on("2014", "2014-05-20"), Certainty::Possibly);
        assert_eq!(on("2014-05-20", "2014-05-20"), Certainty::Surely);
    }

    #[test]
    fn reversed_and_malformed_intervals_are_refused() {
        for bad in ["2014/2012", "2014-05-20/2014-05-19", "2014-13/..", "", "..", "../..x", "2001/2002/2003", "now/.."]
        {
            assert!(Interval::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_end_of_an_act_is_the_day_before_the_next() {
        let from = super::super::Date::parse("1985-12-12").unwrap();
        let until = super::super::Date::parse("2003-01-10").unwrap();
        let interval = Interval::from_until(&from, Some(&until));
        assert_eq!(interval.as_str(), "1985-12-12/2003-01-09");
        assert_eq!(Interval::from_until(&from, None).as_str(), "1985-12-12/..");
    }
}
