//! What cells of events mean: days, periods, countries, classes of kinds, and decimals.

use super::Period;
use crate::import::input::text_of;
use crate::time::Day;
use rustc_hash::FxHashMap;

/// The periods of days, each worked out once.
#[derive(Debug)]
pub(super) struct Periods {
    length: Period,
    known: FxHashMap<u32, i32>,
    /// The last day and its period, as events often come day by day.
    last: ([u8; 10], i32),
}

impl Periods {
    pub(super) fn new(length: Period) -> Self {
        Self { length, known: FxHashMap::default(), last: ([0; 10], 0) }
    }

    /// The number of the first day of the period that a cell lies in.
    #[inline]
    pub(super) fn of(&mut self, cell: &[u8]) -> Result<i32, String> {
        let Some(day) = cell.first_chunk::<10>() else { return self.other(cell) };
        if *day == self.last.0 {
            return Ok(self.last.1);
        }
        let Some(number) = as_number(day) else { return self.other(cell) };
        let known = self.known.get(&number).copied();
        let period = match known {
            Some(period) => period,
            None => first_day(text_of(day).as_ref(), self.length).ok_or_else(|| no_day(cell))?,
        };
        if known.is_none() {
            self.known.insert(number, period);
        }
        self.last = (*day, period);
        Ok(period)
    }

    /// A day written without hyphens, or of a year with more than four digits.
    #[cold]
    fn other(&self, cell: &[u8]) -> Result<i32, String> {
        let text = text_of(cell);
        let period = match text.len() {
            8 if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                first_day(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]), self.length)
            }
            _ => text.get(..10).and_then(|day| first_day(day, self.length)),
        };
        period.ok_or_else(|| no_day(cell))
    }
}

fn no_day(cell: &[u8]) -> String {
    format!("`{}` is no day", text_of(cell))
}

/// A day as the number of its eight digits.
#[inline]
fn as_number(day: &[u8; 10]) -> Option<u32> {
    let (mut number, mut wrong) = (0, day[4] != b'-' || day[7] != b'-');
    for at in [0, 1, 2, 3, 5, 6, 8, 9] {
        let digit = day[at].wrapping_sub(b'0');
        wrong |= digit > 9;
        number = number * 10 + u32::from(digit);
    }
    (!wrong).then_some(number)
}

fn first_day(text: &str, length: Period) -> Option<i32> {
    let day = Day::parse(text).ok()?;
    let (year, month, _) = day.calendar();
    let first = |year: i32, month: u8| Day::parse(&format!("{year:04}-{month:02}-01")).ok();
    let start = match length {
        Period::Year => first(year, 1)?,
        Period::Quarter => first(year, (month - 1) / 3 * 3 + 1)?,
        Period::Month => first(year, month)?,
        // 1970-01-01 was a Thursday.
        Period::Week => Day::from_number(day.number() - (day.number() + 3).rem_euclid(7)),
        Period::Day => day,
    };
    Some(start.number())
}

/// What stands in the last brackets of a name, else the name.
pub(super) fn country(name: &[u8]) -> &[u8] {
    let Some(inner) = name.strip_suffix(b")") else { return name };
    memchr::memrchr(b'(', inner).map_or(name, |open| &inner[open + 1..])
}

/// The classes of CAMEO codes, each up to a number of their first two digits.
pub(super) const QUADS: [(&str, u8); 4] =
    [("verbal cooperation", 5), ("material cooperation", 9), ("verbal conflict", 14), ("material conflict", 20)];

/// The class of a CAMEO code by its first two digits; a class is its own, so that what was folded can be folded again.
pub(super) fn quad(code: &[u8]) -> Option<&'static str> {
    let digits = std::str::from_utf8(code.get(..2)?).ok()?;
    let found = match digits.parse::<u8>() {
        Ok(0) => None,
        Ok(number) => QUADS.iter().find(|(_, last)| number <= *last),
        Err(_) => QUADS.iter().find(|(class, _)| class.as_bytes() == code),
    };
    found.map(|(class, _)| *class)
}

/// A decimal in millionths; digits beyond the sixth round half away from zero.
pub(super) fn millionths(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let (mut value, mut seen, mut places) = (0_i64, false, None::<u32>);
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                match places {
                    Some(6) => {
                        if digits[at..].iter().any(|byte| !byte.is_ascii_digit()) {
                            return general(text);
                        }
                        value += i64::from(*byte >= b'5');
                        break;
                    }
                    Some(places) if places > 6 => break,
                    _ => {
                        value = value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                        places = places.map(|places| places + 1);
                    }
                }
            }
            b'.' if places.is_none() => places = Some(0),
            _ => return general(text),
        }
    }
    if !seen {
        return None;
    }
    let value = value.checked_mul(10_i64.pow(6 - places.unwrap_or(0).min(6)))?;
    Some(if negative { -value } else { value })
}

/// A number with an exponent.
fn general(text: &[u8]) -> Option<i64> {
    let value: f64 = std::str::from_utf8(text).ok()?.trim().parse().ok()?;
    let scaled = (value * 1e6).round();
    (scaled.abs() < 9e18).then_some(scaled as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_exactly() {
        for (text, expected) in [
            ("1", Some(1_000_000)),
            ("-0.25", Some(-250_000)),
            (".5", Some(500_000)),
            ("2.", Some(2_000_000)),
            ("0.1234567", Some(123_457)),
            ("0.12345649999", Some(123_456)),
            ("1e3", Some(1_000_000_000)),
            ("x", None),
            ("", None),
            ("-", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(millionths(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn countries_stand_in_the_last_brackets() {
        assert_eq!(country(b"Citizen (Women) (India)"), b"India");
        assert_eq!(country(b"China"), b"China");
        assert_eq!(quad(b"190"), Some("material conflict"));
        assert_eq!([quad(b"00"), quad(b"99"), quad(b"verbal"), quad(b"")], [None; 4]);
        assert_eq!([quad(b"09"), quad(b"1011"), quad(b"20")], [1, 2, 3].map(|at| Some(QUADS[at].0)));
        assert!(QUADS.iter().all(|(class, _)| quad(class.as_bytes()) == Some(*class)));
    }

    #[test]
    fn days_are_read_in_three_ways() {
        let mut periods = Periods::new(Period::Month);
        let june = Day::parse("2018-06-01").unwrap().number();
        for cell in ["2018-06-30", "2018-06-30", "20180602", "2018-06-03T10:00:00", "2018-06-04 11:00"] {
            assert_eq!(periods.of(cell.as_bytes()), Ok(june), "{cell}");
        }
        for cell in ["", "2018", "2018-06", "2018-06-31", "2018-13-01", "2018/06/01", "20186-0-10", "abcdefgh"] {
            assert!(periods.of(cell.as_bytes()).is_err(), "{cell}");
        }
    }
}
