//! Dates as people write them by habit: what is wrong with them, and how they are written here.

use crate::time::{Date, Interval, TimeError};

/// A text that is no date or interval.
#[derive(Debug, PartialEq)]
pub(super) struct Slip {
    /// Start and length in bytes of the part that is wrong.
    pub(super) part: (usize, usize),
    /// What is wrong with it.
    pub(super) why: String,
    /// What could stand there instead.
    pub(super) better: Option<String>,
    /// What to do where that is not known.
    pub(super) help: Option<String>,
}

/// Finds the slip in a text that is no date, or where an interval may stand no interval either.
pub(super) fn find(text: &str, error: &TimeError, interval: bool) -> Slip {
    let readable = |text: &str| if interval { Interval::parse(text).is_ok() } else { Date::parse(text).is_ok() };
    let whole = |why: &str, better: Option<String>| Slip {
        part: (0, text.len()),
        why: why.to_owned(),
        better: better.filter(|better| readable(better)),
        help: None,
    };
    if text.trim().is_empty() {
        let help = Some("write a date, or leave out the field if nothing is known".to_owned());
        return Slip { help, ..whole("nothing is written here", None) };
    }
    let compact: String = text.split_whitespace().collect();
    if compact != text && readable(&compact) {
        return whole("no spaces stand in a date", Some(compact));
    }
    if !interval && Interval::parse(text).is_ok() {
        return whole(&error.message, text.split('/').next().map(str::to_owned));
    }
    let slashed = text.replacen("-..", "/..", 1);
    if interval && slashed != text && readable(&slashed) {
        return whole("the two ends of an interval stand around a `/`", Some(slashed));
    }
    if let [from, to] = text.split('/').collect::<Vec<_>>()[..]
        && interval
    {
        let stands = |end: &str| matches!(end, "" | "..") || Date::parse(end).is_ok();
        for (start, end, other) in [(0, from, to), (from.len() + 1, to, from)] {
            if stands(end) || end.starts_with('[') {
                continue;
            }
            let (why, better) = of_date(end, &error.message);
            let mended =
                |better: &String| if start == 0 { format!("{better}/{to}") } else { format!("{from}/{better}") };
            let better = better.filter(|better| readable(&mended(better)) || !stands(other));
            return Slip { part: (start, end.len()), why, better, help: help(end) };
        }
    }
    if text.contains('[') && !text.contains(']') {
        return whole("its `[` is never closed", None);
    }
    let (why, better) = of_date(text, &error.message);
    Slip { help: help(text), ..whole(&why, better) }
}

/// What to do about a day beyond the end of its month.
fn help(text: &str) -> Option<String> {
    let month = text.get(..7).filter(|month| text.len() == 10 && Date::parse(month).is_ok())?;
    Some(format!("write a day of that month, or `{month}` if no source gives the day"))
}

/// What is wrong with one date, and what was probably meant.
fn of_date(text: &str, reason: &str) -> (String, Option<String>) {
    let tokens: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
    let lower = text.trim().to_lowercase();
    if ["now", "today", "present", "ongoing", "current", "open"].contains(&lower.as_str()) {
        return ("an end that is still to come is written `..`".to_owned(), Some("..".to_owned()));
    }
    if let Some((day, _)) = text.split_once('T')
        && Date::parse(day).is_ok()
    {
        return ("a time of day has no place here".to_owned(), Some(day.to_owned()));
    }
    if let ["since" | "from" | "until" | "till", rest @ ..] = &tokens[..]
        && let Some(date) = from_tokens(rest).or_else(|| Some(rest.join("-"))).filter(|date| Date::parse(date).is_ok())
    {
        let better =
            if lower.starts_with('u') || lower.starts_with('t') { format!("/{date}") } else { format!("{date}/..") };
        return ("dates are written in digits".to_owned(), Some(better));
    }
    let numbers: Vec<u32> = tokens.iter().filter_map(|token| token.parse().ok()).collect();
    match (&tokens[..], &numbers[..]) {
        ([a, b], [_, _]) if a.len() == 4 && b.len() == 4 => {
            ("the two ends of an interval stand around a `/`".to_owned(), Some(format!("{a}/{b}")))
        }
        ([year, _, _], [_, month, day]) if year.len() == 4 => of_day(year, *month, *day, reason),
        ([_, _, year], [a, b, _]) if year.len() == 4 => match (*a > 12, *b > 12) {
            (true, false) => (of_form(), Some(format!("{year}-{b:02}-{a:02}"))),
            (false, true) => (of_form(), Some(format!("{year}-{a:02}-{b:02}"))),
            _ => (of_form(), None),
        },
        ([year, _], [_, month]) if year.len() == 4 && *month > 12 => (format!("there is no month {month}"), None),
        _ => match from_tokens(&tokens) {
            Some(date) => ("dates are written in digits".to_owned(), Some(date)),
            None if text.chars().any(|c| c.is_alphabetic() && c != 'X') => {
                ("dates are written in digits".to_owned(), None)
            }
            None => (reason.to_owned(), None),
        },
    }
}

fn of_form() -> String {
    "year, month and day stand in this order, with hyphens".to_owned()
}

fn of_day(year: &str, month: u32, day: u32, reason: &str) -> (String, Option<String>) {
    if month > 12 && (1..=12).contains(&day) {
        let swapped = format!("{year}-{day:02}-{month:02}");
        return (format!("there is no month {month}; perhaps day and month are swapped"), Some(swapped));
    }
    let Ok(whole_month) = Date::parse(&format!("{year}-{month:02}")) else {
        return (format!("there is no month {month}"), None);
    };
    let days = u32::from(whole_month.latest().calendar().2);
    match day {
        0 => ("there is no day 0".to_owned(), None),
        _ if day > days => (format!("the month {year}-{month:02} has {days} days"), None),
        _ => {
            let better = format!("{year}-{month:02}-{day:02}");
            if Date::parse(&better).is_ok() { (of_form(), Some(better)) } else { (reason.to_owned(), None) }
        }
    }
}

/// A date with the month as a word: `19 May 2014`, `May 19, 2014`, `May 2014`, or a year alone.
fn from_tokens(tokens: &[&str]) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let (mut year, mut month, mut day) = (None, None, None);
    for token in tokens {
        let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        match digits.len() {
            4 if year.is_none() => year = Some(digits),
            1 | 2 if day.is_none() => day = Some(digits.parse::<u8>().ok()?),
            0 if month.is_none() => {
                let start = token.to_lowercase();
                month = Some(1 + MONTHS.iter().position(|month| start.starts_with(month))?);
            }
            _ => return None,
        }
    }
    let date = match (year?, month, day) {
        (year, Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (year, Some(month), None) => format!("{year}-{month:02}"),
        (year, None, None) => year.to_owned(),
        _ => return None,
    };
    Date::parse(&date).is_ok().then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn better(text: &str) -> Option<String> {
        find(text, &Interval::parse(text).unwrap_err(), true).better
    }

    #[test]
    fn habits_are_understood() {
        for (text, expected) in [
            ("1999-13-05/..", "1999-05-13"),
            ("14.09.1999", "1999-09-14"),
            ("09/14/1999", "1999-09-14"),
            ("1999-9-14/..", "1999-09-14"),
            ("1999-09-14T10:00:00/..", "1999-09-14"),
            ("1999-09-14 / ..", "1999-09-14/.."),
            ("1999-09-14-..", "1999-09-14/.."),
            ("1999-2004", "1999/2004"),
            ("1999/now", ".."),
            ("19 May 2014", "2014-05-19"),
            ("May 19th, 2014", "2014-05-19"),
            ("September 2014/..", "2014-09"),
            ("since 1991", "1991/.."),
            ("until May 1991", "/1991-05"),
        ] {
            assert_eq!(better(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "04.05.1999", "1999-02-30/..", "1999-00-10", "the nineties", "31 Feb 2014", "2014-99"] {
            assert_eq!(better(text), None, "{text}");
        }
    }

    #[test]
    fn the_wrong_end_is_found() {
        let slip = |text: &str| find(text, &Interval::parse(text).unwrap_err(), true);
        assert_eq!(slip("1971-10-27/1997-05-61").part, (11, 10));
        assert_eq!(slip("1971-02-29/..").part, (0, 10));
        assert_eq!(slip("1971-02-29/..").why, "the month 1971-02 has 28 days");
    }
}
