//! Counting one block of events after another, in one thread.

use super::cells::{Row, Rows, State};
use super::columns::Columns;
use super::groups::{Event, Gathered, Groups, Key};
use super::names::{Names, Seen};
use super::values::{Periods, country, millionths, quad};
use super::{Actors, Kinds, Recipe};
use crate::import::input::text_of;

/// How many problems are kept with their places; all are counted.
pub(super) const MOST_PROBLEMS: usize = 1000;

/// What all threads write into.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) actors: Names,
    pub(super) kinds: Names,
    pub(super) groups: Groups,
}

/// What one thread has counted.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) rows: u64,
    pub(super) counted: u64,
    pub(super) without_value: u64,
    /// Lines of each block.
    pub(super) lines: Vec<(u64, u64)>,
    /// Block, line within it, cause.
    pub(super) problems: Vec<(u64, u64, String)>,
}

/// A thread that counts.
pub(super) struct Tally<'s> {
    columns: Columns,
    kinds_by: Kinds,
    actors_by: Actors,
    actors: Seen<'s>,
    kinds: Seen<'s>,
    periods: Periods,
    gathered: Gathered<'s>,
    counts: Counts,
}

impl<'s> Tally<'s> {
    pub(super) fn new(recipe: &Recipe, columns: Columns, shared: &'s Shared) -> Self {
        Self {
            columns,
            kinds_by: recipe.kinds,
            actors_by: recipe.actors,
            actors: Seen::of(&shared.actors),
            kinds: Seen::of(&shared.kinds),
            periods: Periods::new(recipe.period),
            gathered: Gathered::of(&shared.groups),
            counts: Counts::default(),
        }
    }

    /// What was counted; what was gathered is handed over.
    pub(super) fn finish(self) -> Counts {
        self.counts
    }

    /// Counts the events of a block.
    pub(super) fn block(&mut self, number: u64, block: &[u8]) {
        let mut cells: Vec<(u32, u32)> = Vec::with_capacity(self.columns.count);
        let mut rows = Rows::of(block, self.columns.separator);
        let mut line = 1;
        while let Some(row) = rows.next(&mut cells) {
            let told = match row.state {
                State::Plain => self.plain(block, row, &cells),
                State::Escaped => self.escaped(&block[row.start..row.end]),
                State::Open => {
                    self.counts.rows += 1;
                    Err(format!(
                        "a quote is never closed, so {} are lost",
                        crate::words::count(row.lines as usize, "line")
                    ))
                }
            };
            if let Err(cause) = told {
                self.problem(number, line, cause);
            }
            line += row.lines;
        }
        self.counts.lines.push((number, line - 1));
    }

    #[inline]
    fn plain(&mut self, block: &[u8], row: Row, cells: &[(u32, u32)]) -> Result<(), String> {
        if cells.len() != self.columns.count {
            if matches!(&block[row.start..row.end], b"\n" | b"\r\n" | b"\r") {
                return Ok(());
            }
            self.counts.rows += 1;
            return Err(self.other_count(cells.len()));
        }
        self.counts.rows += 1;
        let cell = |at: usize| {
            let (from, to) = cells[at];
            &block[from as usize..to as usize]
        };
        let columns = self.columns;
        let kind = columns.kind.map_or(&b""[..], cell);
        let (value, times) = (columns.value.map(cell), columns.times.map(cell));
        self.event(cell(columns.from), cell(columns.to), cell(columns.on), kind, value, times)
    }

    /// A row with quotes in quoted cells.
    fn escaped(&mut self, row: &[u8]) -> Result<(), String> {
        self.counts.rows += 1;
        let columns = self.columns;
        let mut reader =
            ::csv::ReaderBuilder::new().delimiter(columns.separator).has_headers(false).flexible(true).from_reader(row);
        let mut record = ::csv::ByteRecord::new();
        if !reader.read_byte_record(&mut record).unwrap_or(false) || record.len() != columns.count {
            return Err(self.other_count(record.len()));
        }
        let kind = columns.kind.map_or(&b""[..], |at| &record[at]);
        let (value, times) = (columns.value.map(|at| &record[at]), columns.times.map(|at| &record[at]));
        self.event(&record[columns.from], &record[columns.to], &record[columns.on], kind, value, times)
    }

    #[cold]
    fn other_count(&self, count: usize) -> String {
        format!("{count} cells where the header has {}", self.columns.count)
    }

    #[inline]
    fn event(
        &mut self,
        from: &[u8],
        to: &[u8],
        on: &[u8],
        kind: &[u8],
        value: Option<&[u8]>,
        times: Option<&[u8]>,
    ) -> Result<(), String> {
        let (from, to) = match self.actors_by {
            Actors::Column => (from, to),
            Actors::Country => (country(from), country(to)),
        };
        if from.is_empty() || to.is_empty() {
            return Err("an actor is missing".to_owned());
        }
        let period = self.periods.of(on)?;
        let kind = match self.kinds_by {
            Kinds::Column => kind,
            Kinds::None => b"",
            Kinds::Root => kind.get(..2).unwrap_or(kind),
            Kinds::Quad => quad(kind).ok_or_else(|| format!("`{}` is no CAMEO code", text_of(kind)))?.as_bytes(),
        };
        let times = times.map_or(Ok(1), self::times)?;
        let (sum, has_value) = match value {
            None => (0, false),
            Some(b"" | b"NA") => {
                self.counts.without_value += times;
                (0, false)
            }
            Some(text) => (millionths(text).ok_or_else(|| format!("`{}` is no number", text_of(text)))?, true),
        };
        let key = Key::of(self.actors.number(from), self.actors.number(to), period, self.kinds.number(kind));
        let (mut left, mut sum) = (times, sum);
        while left > 0 {
            let count = u32::try_from(left).unwrap_or(u32::MAX);
            self.gathered.add(Event { key, count, valued: if has_value { count } else { 0 }, sum });
            (left, sum) = (left - u64::from(count), 0);
        }
        // A row stands for all its events.
        self.counts.rows += times - 1;
        self.counts.counted += times;
        Ok(())
    }

    #[cold]
    fn problem(&mut self, block: u64, line: u64, cause: String) {
        // Which blocks a thread gets is chance, but the first problems of the file are among the first of each thread.
        if self.counts.problems.len() < MOST_PROBLEMS {
            self.counts.problems.push((block, line, cause));
        }
    }
}

/// How many events a row stands for.
fn times(text: &[u8]) -> Result<u64, String> {
    let number = std::str::from_utf8(text).ok().and_then(|text| text.parse::<u64>().ok());
    // More than that nobody has counted, and sums of them stay within their bounds.
    let number = number.filter(|number| (1..1 << 40).contains(number));
    number.ok_or_else(|| format!("`{}` is no number of events", text_of(text)))
}
