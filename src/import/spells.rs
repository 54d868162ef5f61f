//! Yearly data → spells: what held in consecutive years is one statement, as precise as the years are.

use crate::time::{Day, Span};

/// Consecutive years in which a table says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run<T> {
    pub(super) from: i32,
    pub(super) to: i32,
    pub(super) what: T,
}

/// The first and the last year that a table is about: what it says of them reaches beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) first: i32,
    pub(super) last: i32,
}

/// Joins years with the same value, given in order of years; a year given twice keeps both values apart.
pub(super) fn runs<T: PartialEq + Copy>(years: impl IntoIterator<Item = (i32, T)>) -> Vec<Run<T>> {
    let mut runs: Vec<Run<T>> = Vec::new();
    for (year, what) in years {
        match runs.last_mut().filter(|run| run.what == what && (run.to == year || run.to + 1 == year)) {
            Some(run) => run.to = year,
            None => runs.push(Run { from: year, to: year, what }),
        }
    }
    runs
}

/// The interval of a run. In its first year it held on some day at least, so the start is that year, and likewise
/// the end. Years of which nothing is known, just before or after, may belong to it; the first and the last year of the
/// table cut it off, so there it may have begun earlier or lasted longer.
///
/// `unknown_since` is the first of the unknown years before the run, `unknown_until` the last of those after it.
pub(super) fn interval(
    from: i32,
    to: i32,
    unknown_since: Option<i32>,
    unknown_until: Option<i32>,
    frame: Frame,
) -> String {
    let start = match unknown_since {
        Some(first) if first <= frame.first => format!("[..{from:04}]"),
        Some(first) => format!("[{first:04}..{from:04}]"),
        None if from <= frame.first => format!("[..{from:04}]"),
        None => format!("{from:04}"),
    };
    let end = match unknown_until {
        Some(last) if last >= frame.last => format!("[{to:04}..]"),
        Some(last) => format!("[{to:04}..{last:04}]"),
        None if to >= frame.last => format!("[{to:04}..]"),
        None => format!("{to:04}"),
    };
    format!("{start}/{end}")
}

/// The days of a year; none if it is not written with four digits.
pub(super) fn year(year: i32) -> Option<Span> {
    let day = |month, day| (0..=9999).contains(&year).then(|| Day::from_date(year, month, day)).flatten();
    Some(Span { first: day(1, 1)?, last: day(12, 31)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Certainty, Interval};

    #[test]
    fn years_join_and_values_part() {
        let joined = runs([(1990, 'a'), (1991, 'a'), (1992, 'b'), (1994, 'b'), (1994, 'b')]);
        let plain: Vec<_> = joined.iter().map(|run| (run.from, run.to, run.what)).collect();
        assert_eq!(plain, [(1990, 1991, 'a'), (1992, 1992, 'b'), (1994, 1994, 'b')]);
    }

    #[test]
    fn what_is_unknown_is_possible_and_what_is_cut_off_goes_on_perhaps() {
        let frame = Frame { first: 1816, last: 2014 };
        let on = |text: &str, day: &str| Interval::parse(text).unwrap().on(Day::parse(day).unwrap());
        let until_missing = interval(1970, 1980, None, Some(1983), frame);
        assert_eq!(until_missing, "1970/[1980..1983]");
        assert_eq!(on(&until_missing, "1982-05-01"), Certainty::Possibly);
        assert_eq!(on(&until_missing, "1984-01-01"), Certainty::No);
        let now = interval(2006, 2014, None, None, frame);
        assert_eq!((on(&now, "2013-12-31"), on(&now, "2020-01-01")), (Certainty::Surely, Certainty::Possibly));
        let old = interval(1816, 1820, None, None, frame);
        assert_eq!((on(&old, "1700-01-01"), on(&old, "1818-01-01")), (Certainty::Possibly, Certainty::Surely));
        assert_eq!(interval(1984, 1990, Some(1981), None, frame), "[1981..1984]/1990");
    }
}
