//! A calendar day as a number.

use super::TimeError;
use edtf_core::{Bound, BoundDate, Edtf, Precision};
use std::fmt;

/// A day of the proleptic Gregorian calendar, or one of the two ends of time.
///
/// Days are numbered from 1970-01-01; years before 1 are astronomical (0 is 1 BC).
///
/// ```
/// use comity::time::Day;
/// assert_eq!(Day::parse("2000-02-29")?.next().to_string(), "2000-03-01");
/// # Ok::<(), comity::time::TimeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// Before every day.
    pub const BEGINNING: Self = Self(i32::MIN);
    /// After every day.
    pub const END: Self = Self(i32::MAX);
    /// Years beyond this, in either direction, are not dates of diplomacy.
    const FURTHEST_YEAR: i64 = 999_999;

    /// The day of that many days after 1970-01-01.
    pub fn from_number(days: i32) -> Self {
        Self(days)
    }

    /// The number of days after 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// Reads a whole day written as `2014-05-20`, without qualifiers.
    ///
    /// # Errors
    /// If the text is no day, or a longer or uncertain one such as `2014-05`.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let parsed = Edtf::parse(text).map_err(|e| TimeError::new(super::date::in_words(&e, text), e.offset))?;
        match &parsed {
            Edtf::Date(d)
                if d.precision() == Precision::Day
                    && !(d.is_uncertain() || d.is_approximate() || d.has_unspecified()) =>
            {
                match parsed.bounds().earliest {
                    Bound::Date(date) => Self::from_calendar(date),
                    _ => Err(TimeError::new("this day is out of range", 0)),
                }
            }
            _ => Err(TimeError::new("this is not one whole day", 0)),
        }
    }

    /// The day of a year, a month from 1 to 12 and a day from 1 to 31; none if the year is no year of diplomacy.
    ///
    /// ```
    /// use comity::time::Day;
    /// assert_eq!(Day::from_date(2014, 5, 20), Day::parse("2014-05-20").ok());
    /// ```
    pub fn from_date(year: i32, month: u8, day: u8) -> Option<Self> {
        Self::from_calendar(BoundDate { year: i64::from(year), month, day }).ok()
    }

    /// The day after; the ends of time stay where they are.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// The day before; the ends of time stay where they are.
    #[must_use]
    pub fn previous(self) -> Self {
        self.plus(-1)
    }

    pub(super) fn plus(self, days: i32) -> Self {
        if self == Self::BEGINNING || self == Self::END { self } else { Self(self.0.saturating_add(days)) }
    }

    pub(super) fn from_calendar(date: BoundDate) -> Result<Self, TimeError> {
        if date.year.abs() > Self::FURTHEST_YEAR {
            return Err(TimeError::new("this year is out of range", 0));
        }
        // Counts from 0000-03-01, so that the leap day is the last of its year (Hinnant's days-from-civil).
        let year = date.year - i64::from(date.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(date.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(date.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Ok(Self((era * 146_097 + day_of_era - 719_468) as i32))
    }

    /// Year, month and day.
    pub fn calendar(self) -> (i32, u8, u8) {
        let days = i64::from(self.0) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        ((year_of_era + era * 400 + i64::from(month <= 2)) as i32, month as u8, day as u8)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::BEGINNING || *self == Self::END {
            return f.write_str("..");
        }
        let (year, month, day) = self.calendar();
        let sign = if year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{month:02}-{day:02}", year.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar_is_exact_over_leap_years_and_early_years() {
        for text in ["1970-01-01", "2000-02-29", "1900-03-01", "0800-12-25", "0000-02-29", "-0044-03-15", "9999-12-31"]
        {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Day::parse("1970-01-01").unwrap().number(), 0);
        assert_eq!(Day::parse("2014-05-20").unwrap().number(), 16_210);
        let mut day = Day::parse("-0401-01-01").unwrap();
        for _ in 0..400_000 {
            let after = day.next();
            assert_eq!(Day::parse(&after.to_string()).unwrap(), after);
            day = after;
        }
    }

    #[test]
    fn only_whole_days_are_days() {
        for bad in ["2014", "2014-05", "2014-13-40", "2014-02-29", "yesterday", "", "2014-05-20?", "2014-05-20/.."] {
            assert!(Day::parse(bad).is_err(), "{bad}");
        }
    }
}
