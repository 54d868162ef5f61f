//! Counting one block of events after another; several tallies add up to one, in any order.

use super::columns::Columns;
use super::{Actors, Group, Kinds, Period, Recipe};
use crate::import::input::text_of;
use crate::time::Day;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::Arc;

/// How many problems are kept with their places; all are counted.
pub(super) const MOST_PROBLEMS: usize = 1000;

/// Names as numbers.
#[derive(Debug, Default)]
struct Names {
    list: Vec<Box<[u8]>>,
    /// Names of up to seven bytes, which codes are, as one number.
    short: FxHashMap<u64, u32>,
    long: FxHashMap<Box<[u8]>, u32>,
}

impl Names {
    #[inline]
    fn number(&mut self, name: &[u8]) -> u32 {
        if name.len() < 8 {
            let mut packed = [0_u8; 8];
            packed[..name.len()].copy_from_slice(name);
            packed[7] = name.len() as u8 + 1;
            let next = self.list.len() as u32;
            return *self.short.entry(u64::from_le_bytes(packed)).or_insert_with(|| {
                self.list.push(name.into());
                next
            });
        }
        if let Some(number) = self.long.get(name) {
            return *number;
        }
        let next = self.list.len() as u32;
        self.list.push(name.into());
        self.long.insert(name.into(), next);
        next
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    from: u32,
    to: u32,
    kind: u32,
    period: i32,
}

/// Count, sum in millionths, and how many had a value.
type Sum = (u64, i128, u64);

/// What was counted so far.
#[derive(Debug)]
pub(super) struct Tally {
    recipe: Recipe,
    names: Names,
    kinds: Names,
    groups: FxHashMap<Key, Sum>,
    pub(super) rows: u64,
    pub(super) counted: u64,
    pub(super) without_value: u64,
    /// Lines of each block.
    pub(super) lines: Vec<(u64, u64)>,
    /// Block, line within it, cause.
    pub(super) problems: Vec<(u64, u64, String)>,
    /// The last date and its period, as events often come day by day.
    last: ([u8; 10], i32),
}

impl Tally {
    pub(super) fn new(recipe: &Recipe) -> Self {
        Self {
            recipe: recipe.clone(),
            names: Names::default(),
            kinds: Names::default(),
            groups: FxHashMap::default(),
            rows: 0,
            counted: 0,
            without_value: 0,
            lines: Vec::new(),
            problems: Vec::new(),
            last: ([0; 10], 0),
        }
    }

    /// Counts the events of a block.
    pub(super) fn block(&mut self, number: u64, block: &[u8], columns: &Columns) {
        let mut cells: Vec<(usize, usize)> = Vec::with_capacity(columns.count);
        let (mut start, mut line) = (0, 0_u64);
        let mut at = 0;
        while at < block.len() {
            let byte = block[at];
            if byte == columns.separator {
                cells.push((start, at));
                start = at + 1;
            } else if byte == b'\n' {
                cells.push((start, at));
                self.plain(number, line + 1, block, &cells, columns);
                cells.clear();
                start = at + 1;
                line += 1;
            } else if byte == b'"' && at == start {
                // A quoted cell ends the quick way for this row.
                let first = cells.first().map_or(start, |(first, _)| *first);
                let end = row_end(block, first);
                let lines = memchr::memchr_iter(b'\n', &block[first..end]).count().max(1) as u64;
                self.quoted(number, line + 1, &block[first..end], columns);
                cells.clear();
                line += lines;
                at = end;
                start = end;
                continue;
            }
            at += 1;
        }
        if start < block.len() || !cells.is_empty() {
            cells.push((start, block.len()));
            self.plain(number, line + 1, block, &cells, columns);
            line += 1;
        }
        self.lines.push((number, line));
    }

    #[inline]
    fn plain(&mut self, block_number: u64, line: u64, block: &[u8], cells: &[(usize, usize)], columns: &Columns) {
        let cell = |at: usize| {
            let (start, end) = cells[at];
            let cell = &block[start..end];
            if at + 1 == cells.len() { cell.strip_suffix(b"\r").unwrap_or(cell) } else { cell }
        };
        if cells.len() == 1 && cell(0).is_empty() {
            return;
        }
        self.rows += 1;
        if cells.len() != columns.count {
            return self.problem(
                block_number,
                line,
                format!("{} cells where the header has {}", cells.len(), columns.count),
            );
        }
        let kind = columns.kind.map_or(&b""[..], cell);
        let told = self.event(cell(columns.from), cell(columns.to), cell(columns.on), kind, columns.value.map(cell));
        if let Err(cause) = told {
            self.problem(block_number, line, cause);
        }
    }

    fn quoted(&mut self, block_number: u64, line: u64, row: &[u8], columns: &Columns) {
        self.rows += 1;
        let mut reader =
            ::csv::ReaderBuilder::new().delimiter(columns.separator).has_headers(false).flexible(true).from_reader(row);
        let mut record = ::csv::ByteRecord::new();
        if !reader.read_byte_record(&mut record).unwrap_or(false) || record.len() != columns.count {
            return self.problem(
                block_number,
                line,
                format!("{} cells where the header has {}", record.len(), columns.count),
            );
        }
        let kind = columns.kind.map_or(&b""[..], |at| &record[at]);
        let value = columns.value.map(|at| &record[at]);
        if let Err(cause) = self.event(&record[columns.from], &record[columns.to], &record[columns.on], kind, value) {
            self.problem(block_number, line, cause);
        }
    }

    #[inline]
    fn event(&mut self, from: &[u8], to: &[u8], on: &[u8], kind: &[u8], value: Option<&[u8]>) -> Result<(), String> {
        let (from, to) = match self.recipe.actors {
            Actors::Column => (from, to),
            Actors::Country => (country(from), country(to)),
        };
        if from.is_empty() || to.is_empty() {
            return Err("an actor is missing".to_owned());
        }
        let period = if on == self.last.0 { self.last.1 } else { self.period(on)? };
        let kind = match self.recipe.kinds {
            Kinds::Column => kind,
            Kinds::None => b"",
            Kinds::Root => kind.get(..2).unwrap_or(kind),
            Kinds::Quad => quad(kind).ok_or_else(|| format!("`{}` is no CAMEO code", text_of(kind)))?.as_bytes(),
        };
        let value = match value {
            None => None,
            Some(text) if text.is_empty() || text == b"NA" => {
                self.without_value += 1;
                None
            }
            Some(text) => Some(millionths(text).ok_or_else(|| format!("`{}` is no number", text_of(text)))?),
        };
        let key =
            Key { from: self.names.number(from), to: self.names.number(to), kind: self.kinds.number(kind), period };
        let sum = self.groups.entry(key).or_default();
        sum.0 += 1;
        if let Some(value) = value {
            sum.1 += i128::from(value);
            sum.2 += 1;
        }
        self.counted += 1;
        Ok(())
    }

    /// The first day of the period of a date.
    fn period(&mut self, on: &[u8]) -> Result<i32, String> {
        let bad = || format!("`{}` is no day", text_of(on));
        let text: Cow<'_, str> = text_of(on);
        let day = match text.len() {
            8 if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
            }
            _ => text.get(..10).ok_or_else(bad)?.to_owned(),
        };
        let day = Day::parse(&day).map_err(|_| bad())?;
        let (year, month, _) = day.calendar();
        let first = |year: i32, month: u8| Day::parse(&format!("{year:04}-{month:02}-01")).map_err(|_| bad());
        let start = match self.recipe.period {
            Period::Year => first(year, 1)?,
            Period::Quarter => first(year, (month - 1) / 3 * 3 + 1)?,
            Period::Month => first(year, month)?,
            // 1970-01-01 was a Thursday.
            Period::Week => Day::from_number(day.number() - (day.number() + 3).rem_euclid(7)),
            Period::Day => day,
        };
        if let Ok(date) = on.try_into() {
            self.last = (date, start.number());
        }
        Ok(start.number())
    }

    fn problem(&mut self, block: u64, line: u64, cause: String) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push((block, line, cause));
        }
    }

    /// Adds what another tally counted.
    pub(super) fn add(&mut self, other: Self) {
        if self.rows == 0 {
            *self = other;
            return;
        }
        let names: Vec<u32> = other.names.list.iter().map(|name| self.names.number(name)).collect();
        let kinds: Vec<u32> = other.kinds.list.iter().map(|kind| self.kinds.number(kind)).collect();
        self.rows += other.rows;
        self.counted += other.counted;
        self.without_value += other.without_value;
        for (key, (count, sum, valued)) in other.groups {
            let key = Key {
                from: names[key.from as usize],
                to: names[key.to as usize],
                kind: kinds[key.kind as usize],
                ..key
            };
            let own = self.groups.entry(key).or_default();
            own.0 += count;
            own.1 += sum;
            own.2 += valued;
        }
    }

    /// The groups, in order.
    pub(super) fn groups(self) -> Vec<Group> {
        let ranked = |names: &Names| {
            let mut order: Vec<u32> = (0..names.list.len() as u32).collect();
            order.sort_unstable_by(|a, b| names.list[*a as usize].cmp(&names.list[*b as usize]));
            let mut ranks = vec![0_u32; order.len()];
            for (rank, number) in order.iter().enumerate() {
                ranks[*number as usize] = rank as u32;
            }
            ranks
        };
        let (names, kinds) = (ranked(&self.names), ranked(&self.kinds));
        let mut all: Vec<(Key, Sum)> = self.groups.into_iter().collect();
        let rank = |key: &Key| (names[key.from as usize], names[key.to as usize], key.period, kinds[key.kind as usize]);
        all.sort_unstable_by_key(|(key, _)| rank(key));
        let texts =
            |names: &Names| names.list.iter().map(|name| text_of(name).as_ref().into()).collect::<Vec<Arc<str>>>();
        let (names, kinds) = (texts(&self.names), texts(&self.kinds));
        let group = |(key, (count, sum, valued)): (Key, Sum)| Group {
            from: names[key.from as usize].clone(),
            to: names[key.to as usize].clone(),
            period: Day::from_number(key.period),
            kind: kinds[key.kind as usize].clone(),
            count,
            sum: (valued > 0).then_some(sum),
        };
        all.into_iter().map(group).collect()
    }
}

/// Where the row that begins at a place ends, line ends within quotes aside.
fn row_end(block: &[u8], start: usize) -> usize {
    let mut quoted = false;
    for (offset, byte) in block[start..].iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return start + offset + 1,
            _ => {}
        }
    }
    block.len()
}

/// What stands in the last brackets of a name, else the name.
fn country(name: &[u8]) -> &[u8] {
    let Some(inner) = name.strip_suffix(b")") else { return name };
    memchr::memrchr(b'(', inner).map_or(name, |open| &inner[open + 1..])
}

/// The class of a CAMEO code by its first two digits.
fn quad(code: &[u8]) -> Option<&'static str> {
    let digits = std::str::from_utf8(code.get(..2)?).ok()?;
    Some(match digits.parse::<u8>().ok()? {
        1..=5 => "verbal cooperation",
        6..=9 => "material cooperation",
        10..=14 => "verbal conflict",
        15..=20 => "material conflict",
        _ => return None,
    })
}

/// A decimal in millionths; digits beyond the sixth round half away from zero.
fn millionths(text: &[u8]) -> Option<i64> {
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
        assert_eq!(quad(b"99"), None);
    }
}
