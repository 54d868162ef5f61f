//! A date as somebody wrote it.

use super::{Day, TimeError};
use crate::text::Text;
use edtf_core::{Bound, BoundDate, Edtf, ParseError, SetKind};
use std::fmt;

/// A written date: its text, and the earliest and latest day it can mean.
///
/// A date marked approximate (`2014~`) or uncertain (`2014?`) reaches one length of itself further to
/// both sides, so `2014~` is some day of 2013 to 2015: a doubtful year must not make a neighbouring
/// day certain.
///
/// ```
/// use comity::time::Date;
/// let date = Date::parse("2014-05")?;
/// assert_eq!(date.earliest().to_string(), "2014-05-01");
/// assert_eq!(date.latest().to_string(), "2014-05-31");
/// # Ok::<(), comity::time::TimeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    earliest: Day,
    latest: Day,
    text: Text,
}

impl Date {
    /// Reads an EDTF date: `2014-05-20`, `2014-05`, `2014`, `2014~`, `201X`, `[2013,2014]`.
    ///
    /// # Errors
    /// If the text is no date, or is an interval, a time of day or a set of several dates.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        if let Some((earliest, latest)) = plain(text) {
            return Ok(Self { earliest, latest, text: text.into() });
        }
        let parsed = Edtf::parse(text).map_err(|e| TimeError::new(in_words(&e, text), e.offset))?;
        match &parsed {
            Edtf::Date(_) => {}
            Edtf::Set(set) if set.kind == SetKind::OneMember => {}
            Edtf::Set(_) => return Err(TimeError::new("this means several dates; one is needed", 0)),
            Edtf::DateTime(_) => {
                return Err(TimeError::new("a time of day has no place here; write the day alone", 10));
            }
            Edtf::Interval(_) => return Err(TimeError::new("this is an interval; one date is needed", 0)),
        }
        let (earliest, latest) = bounds(&parsed)?;
        Ok(Self { earliest, latest, text: text.into() })
    }

    /// The date of a whole day.
    pub fn of(day: Day) -> Self {
        Self { earliest: day, latest: day, text: day.to_string().into() }
    }

    /// Puts together what was taken apart by the methods below.
    pub(crate) fn from_parts(earliest: Day, latest: Day, text: Text) -> Self {
        Self { earliest, latest, text }
    }

    /// The first day it can mean.
    pub fn earliest(&self) -> Day {
        self.earliest
    }

    /// The last day it can mean.
    pub fn latest(&self) -> Day {
        self.latest
    }

    pub(super) fn text(&self) -> &Text {
        &self.text
    }

    /// The date as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The days of a date that is written `2014-05-20`, `2014-05` or `2014`.
///
/// Nearly all are, and the general parser takes ten times as long over them. `None` is no verdict: what
/// is not plain goes there.
pub(super) fn plain(text: &str) -> Option<(Day, Day)> {
    let first_of = |year, month| Day::from_calendar(BoundDate { year, month, day: 1 }).ok();
    let year = i64::from(number(text.get(..4)?)?);
    let (month, day) = match text.as_bytes().get(4..)? {
        [] => return Some((first_of(year, 1)?, first_of(year + 1, 1)?.previous())),
        [b'-', _, _] => (number(&text[5..])?, None),
        [b'-', _, _, b'-', _, _] => (number(text.get(5..7)?)?, Some(number(text.get(8..)?)?)),
        _ => return None,
    };
    // From 21 on they are seasons and quarters.
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let first = first_of(year, month)?;
    let last = if month == 12 { first_of(year + 1, 1)? } else { first_of(year, month + 1)? }.previous();
    match day {
        None => Some((first, last)),
        Some(0) => None,
        Some(day) => Some(first.plus(i32::from(day) - 1)).filter(|day| *day <= last).map(|day| (day, day)),
    }
}

/// A number of at most four digits and nothing else.
fn number(digits: &str) -> Option<u16> {
    digits.bytes().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u16::from(digit - b'0')))
}

/// The days that a parsed date can mean, widened when it is doubtful.
pub(super) fn bounds(parsed: &Edtf) -> Result<(Day, Day), TimeError> {
    let bounds = parsed.bounds();
    let earliest = finite(bounds.earliest, Day::BEGINNING)?;
    let latest = finite(bounds.latest, Day::END)?;
    if !(parsed.is_uncertain() || parsed.is_approximate()) {
        return Ok((earliest, latest));
    }
    let length = (i64::from(latest.number()) - i64::from(earliest.number()) + 1).clamp(0, i64::from(i32::MAX)) as i32;
    Ok((earliest.plus(-length), latest.plus(length)))
}

fn finite(bound: Bound, open: Day) -> Result<Day, TimeError> {
    match bound {
        Bound::Date(date) => Day::from_calendar(date),
        Bound::NegativeInfinity | Bound::PositiveInfinity => Ok(open),
        Bound::Unknown => Err(TimeError::new("this year is out of range", 0)),
    }
}

/// The parser's complaint, with what was probably meant where the text is a common slip.
pub(super) fn in_words(error: &ParseError, text: &str) -> String {
    let trimmed = text.trim();
    let hint = if trimmed.is_empty() {
        "nothing is written here"
    } else if trimmed != text {
        "there is a space around it"
    } else if text.contains('/') && text.split('/').count() == 3 {
        "write days as 2014-05-20"
    } else if text.contains('.') && !text.contains("..") {
        "write days as 2014-05-20, with hyphens"
    } else if !text.contains(|c: char| c.is_ascii_digit()) {
        "this is no date"
    } else if error.message.contains("sub-year") {
        "a month is 01 to 12"
    } else {
        error.message
    };
    hint.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> String {
        let date = Date::parse(text).unwrap();
        format!("{} {}", date.earliest(), date.latest())
    }

    #[test]
    fn imprecise_dates_keep_their_width() {
        assert_eq!(span("2014-05-20"), "2014-05-20 2014-05-20");
        assert_eq!(span("2016-02"), "2016-02-01 2016-02-29");
        assert_eq!(span("201X"), "2010-01-01 2019-12-31");
        assert_eq!(span("[2013,2014]"), "2013-01-01 2014-12-31");
        assert_eq!(span("0962"), "0962-01-01 0962-12-31");
    }

    #[test]
    fn plain_dates_are_read_as_edtf_reads_them() {
        let same = |text: &str| {
            let general = Edtf::parse(text).ok().and_then(|parsed| bounds(&parsed).ok());
            let reads = plain(text);
            assert!(reads.is_none() || reads == general, "{text}: {reads:?}, not {general:?}");
            reads.is_some()
        };
        let mut count = 0;
        for year in [0, 1, 4, 100, 400, 1899, 1900, 1999, 2000, 2014, 2016, 9999] {
            count += usize::from(same(&format!("{year:04}")));
            for month in 0..=99 {
                count += usize::from(same(&format!("{year:04}-{month:02}")));
                for day in 0..=99 {
                    count += usize::from(same(&format!("{year:04}-{month:02}-{day:02}")));
                }
            }
        }
        assert_eq!(count, 12 * (1 + 12 + 365) + 5, "five of the years are leap years");
        for odd in
            ["", "201X", "+201", "2014-", "2014-5", "2014-+5", "2014-05-", "2014-05-2é", "201é", "é14-05", "２０１４"]
        {
            assert!(!same(odd), "{odd}");
        }
    }

    #[test]
    fn doubtful_dates_reach_their_neighbours() {
        assert_eq!(span("2014~"), "2013-01-01 2015-12-31");
        assert_eq!(span("2014-05-20?"), "2014-05-19 2014-05-21");
    }

    #[test]
    fn what_is_no_date_is_refused_in_words() {
        for bad in
            ["", " 2014", "20/05/2014", "20.5.2014", "2014/2015", "{2013,2014}", "2014-05-20T10:00:00", "2014-13-40"]
        {
            assert!(!Date::parse(bad).unwrap_err().message.is_empty(), "{bad}");
        }
    }
}
