//! Tables of known data sets: rows by the names of their columns, each stored or reported.

use super::cow_igo;
use super::drafting::{Drafting, Item, Statement, by};
use super::input::{Input, Limits, Lines, not_this, text_of};
use super::spells::{self, Frame, year};
use crate::diagnostic::Diagnostic;
use crate::model::Detail;
use crate::model::draft::{DetailDraft, When};
use crate::model::kind::{RelationKind, SourceKind};
use crate::time::{Day, Span};
use std::collections::BTreeMap;

/// Why a row was left out.
#[derive(Debug)]
pub(super) enum Refused {
    /// A name stands for nobody.
    Nobody(String),
    /// A cell cannot be used.
    Cell(String),
}

/// One row.
#[derive(Debug)]
pub(super) struct Row<'r> {
    header: &'r [String],
    cells: Vec<String>,
    pub(super) file: usize,
    pub(super) line: usize,
}

impl Row<'_> {
    /// The cell of a column; empty if the table has no such column.
    pub(super) fn get(&self, column: &str) -> &str {
        let at = self.header.iter().position(|name| name.eq_ignore_ascii_case(column));
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    /// A cell as a whole number.
    pub(super) fn number(&self, column: &str) -> Result<i32, Refused> {
        let text = self.get(column);
        text.parse().map_err(|_| Refused::Cell(format!("{column} is `{text}`, not a whole number")))
    }

    /// All cells with the names of their columns.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&str, &str)> {
        self.header.iter().map(String::as_str).zip(self.cells.iter().map(String::as_str))
    }
}

/// The names of the columns of a table.
pub(super) fn header(input: &Input) -> Vec<String> {
    input.table(&Limits { columns: usize::MAX, ..Limits::default() }).map(|(_, header)| header).unwrap_or_default()
}

/// Whether a table has all of some columns.
pub(super) fn has(header: &[String], columns: &[&str]) -> bool {
    columns.iter().all(|wanted| header.iter().any(|name| name.eq_ignore_ascii_case(wanted)))
}

/// Gives every row of a table to a reader, and accounts for it.
pub(super) fn each(
    input: &Input,
    file: usize,
    needed: &[&str],
    what: &str,
    drafting: &mut Drafting<'_>,
    mut read: impl FnMut(&Row<'_>, &mut Drafting<'_>) -> Result<(), Refused>,
) -> Result<(), Box<Diagnostic>> {
    let (mut reader, header) = input.table(&Limits::default())?;
    if !has(&header, needed) {
        return Err(not_this(input, &format!("{what} (columns {})", needed.join(", "))));
    }
    let (mut record, mut lines) = (::csv::ByteRecord::new(), Lines::of(input));
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(_) => {
                drafting.report.row(file);
                drafting.report.left_out(file, 0, "the row cannot be read");
                continue;
            }
        }
        drafting.report.row(file);
        let line = lines.of_row(&record);
        let fault = if record.len() == header.len() {
            input.fault(line, &record, 0..header.len(), &Limits::default())
        } else {
            Some(format!("{} cells where the header has {}", record.len(), header.len()))
        };
        if let Some(cause) = fault {
            drafting.report.left_out(file, line, cause);
            continue;
        }
        let cells = record.iter().map(|cell| text_of(cell).trim().to_owned()).collect();
        match read(&Row { header: &header, cells, file, line }, drafting) {
            Ok(()) => drafting.report.stored(file),
            Err(Refused::Nobody(cause)) => drafting.report.nobody(file, line, cause),
            Err(Refused::Cell(cause)) => drafting.report.left_out(file, line, cause),
        }
    }
}

/// Defines the source of a data set and gives its id.
pub(super) fn dataset(drafting: &mut Drafting<'_>, id: &'static str, title: &str, publisher: &str) -> &'static str {
    drafting.source(id, title, SourceKind::Dataset, Some(publisher), None);
    id
}

/// Whom a number of Correlates of War means over a span; before 1816, where its list begins, whoever bore it first.
pub(super) fn cow_state(code: &str, span: Span, drafting: &mut Drafting<'_>) -> Result<Item, Refused> {
    let number: u16 = code.parse().map_err(|_| Refused::Nobody(format!("`{code}` is no number of a state")))?;
    let code = number.to_string();
    let mut found = drafting.names.bearer("cow", &code, span);
    if found.is_none() && span.last < day(1816, 1, 1) {
        let first_days = Span { first: day(1816, 1, 1), last: day(1816, 12, 31) };
        found = drafting.names.bearer("cow", &code, first_days);
    }
    let item = match found {
        Some(id) => drafting.keep(id),
        None => cow_igo::made_state(number, drafting),
    };
    let slug = drafting.slug(item).to_owned();
    drafting.report.named(format!("cow:{code}"), &slug, if found.is_some() { "dated code" } else { "made" });
    Ok(item)
}

fn day(year: i32, month: u8, day: u8) -> Day {
    Day::parse(&format!("{year:04}-{month:02}-{day:02}")).unwrap_or(Day::BEGINNING)
}

/// Parts of a span over which two numbers mean the same two states, the days at which one passed on being the cuts.
pub(super) fn parts(
    a: &str,
    b: &str,
    span: Span,
    drafting: &mut Drafting<'_>,
) -> Result<Vec<(Item, Item, Span)>, Refused> {
    let mut cuts: Vec<Day> = vec![span.first];
    for code in [a, b] {
        let code = code.trim_start_matches('0');
        cuts.extend(
            drafting.names.changes("cow", code).into_iter().filter(|day| *day > span.first && *day <= span.last),
        );
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut parts: Vec<(Item, Item, Span)> = Vec::new();
    for (position, first) in cuts.iter().enumerate() {
        let last = cuts.get(position + 1).map_or(span.last, |next| next.previous());
        let part = Span { first: *first, last };
        let (from, to) = (cow_state(a, part, drafting)?, cow_state(b, part, drafting)?);
        match parts.last_mut().filter(|(x, y, _)| (*x, *y) == (from, to)) {
            Some((.., before)) => before.last = last,
            None => parts.push((from, to, part)),
        }
    }
    Ok(parts)
}

/// The interval of a part of a span: its own ends as written, cuts as days.
pub(super) fn part_text(part: Span, whole: Span, start: &str, end: &str) -> String {
    let start = if part.first == whole.first { start.to_owned() } else { part.first.to_string() };
    let end = if part.last == whole.last { end.to_owned() } else { part.last.to_string() };
    format!("{start}/{end}")
}

/// The days from the start of one written date to the end of another.
pub(super) fn span_of(start: &str, end: &str) -> Result<Span, Refused> {
    let read = |text: &str| crate::time::Date::parse(text).map_err(|_| Refused::Cell(format!("`{text}` is no date")));
    let (first, last) = (read(start)?.earliest(), read(end)?.latest());
    if first > last {
        return Err(Refused::Cell(format!("{start} comes after {end}")));
    }
    Ok(Span { first, last })
}

/// Kind of tie, its ends, and its value in thousandths.
type Pair = (&'static str, Item, Item, i64);

/// Ties of pairs by year, to become spells.
#[derive(Debug, Default)]
pub(super) struct PairYears {
    years: BTreeMap<Pair, BTreeMap<i32, (usize, usize)>>,
    first: Option<i32>,
    last: i32,
}

impl PairYears {
    /// Adds a year; the value is in thousandths.
    pub(super) fn add(
        &mut self,
        kind: &'static str,
        from: Item,
        to: Item,
        thousandths: Option<i64>,
        year: i32,
        place: (usize, usize),
    ) {
        self.see(year);
        let key = (kind, from, to, thousandths.unwrap_or(i64::MIN));
        self.years.entry(key).or_default().entry(year).or_insert(place);
    }

    /// Notes that the table tells of a year, even of nobody in it.
    pub(super) fn see(&mut self, year: i32) {
        self.first = Some(self.first.map_or(year, |first| first.min(year)));
        self.last = self.last.max(year);
    }

    /// Adds spells as ties: years that follow one another by at most `step` are one. Ties that both ends have alike are written
    /// once, without a direction.
    pub(super) fn state(self, step: i32, source: &str, drafting: &mut Drafting<'_>) {
        let frame = Frame { first: self.first.unwrap_or_default(), last: self.last };
        let mut spells = 0;
        for ((kind, from, to, value), years) in &self.years {
            let back = self.years.get(&(*kind, *to, *from, *value));
            let mutual = back.is_some_and(|back| back.keys().eq(years.keys()));
            if mutual && from > to {
                continue;
            }
            let mut start: Option<(i32, i32, (usize, usize))> = None;
            let mut runs = Vec::new();
            for (year, place) in years {
                match &mut start {
                    Some((_, last, _)) if *year - *last <= step => *last = *year,
                    open => {
                        runs.extend(open.take());
                        *open = Some((*year, *year, *place));
                    }
                }
            }
            runs.extend(start);
            for (first, last, place) in runs {
                spells += 1;
                let value = (*value != i64::MIN).then_some(*value as f64 / 1000.0);
                let detail = DetailDraft::Ready(Detail::Tie { kind: (*kind).into(), value, directed: !mutual });
                let when = When::During(spells::interval(first, last, None, None, frame));
                let (from, to) = (*from, *to);
                let statement = Statement { kind: RelationKind::Tie, from, to, when, detail, said: by(source) };
                drafting.state(place.0, place.1, statement);
            }
        }
        drafting.report.count("spells", spells);
    }
}

/// The days of a year, or a refusal.
pub(super) fn year_span(number: i32) -> Result<Span, Refused> {
    year(number).ok_or_else(|| Refused::Cell(format!("`{number}` is no year")))
}
