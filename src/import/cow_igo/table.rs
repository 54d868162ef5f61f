//! The two shapes of the tables, read into a grid; every cell is counted.

use super::grid::{ABSENT, ASSOCIATE, Grid, MEMBER, MISSING, NONE, OBSERVER};
use crate::diagnostic::Diagnostic;
use crate::import::cow_states;
use crate::import::input::{Input, Limits, not_this, text_of, within_columns};
use rustc_hash::{FxHashMap, FxHashSet};

/// What one file says.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) shape: Shape,
    pub(super) grid: Grid,
    /// For each body what an IGO-year table says of it beside members.
    pub(super) about: Vec<About>,
    pub(super) rows: usize,
    pub(super) cells: Cells,
    /// Line, cause, and whether the whole row was left out.
    pub(super) problems: Vec<(usize, String, bool)>,
}

/// Which shape a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    StateYear,
    IgoYear,
}

impl Shape {
    /// Id and title of the source.
    pub(super) fn source(self) -> (&'static str, &'static str) {
        match self {
            Self::StateYear => ("cow-igo-state-year", "Intergovernmental Organizations, state-year table"),
            Self::IgoYear => ("cow-igo-igo-year", "Intergovernmental Organizations, IGO-year table"),
        }
    }
}

/// What is said of a body.
#[derive(Debug, Default, Clone)]
pub(super) struct About {
    pub(super) name: String,
    long: String,
}

impl About {
    /// Its other names.
    pub(super) fn other_names(&self) -> impl Iterator<Item = &str> {
        [self.name.as_str(), self.long.as_str()].into_iter().filter(|name| !name.is_empty())
    }
}

/// How many cells said what.
#[derive(Debug, Default)]
pub(super) struct Cells {
    by_code: [usize; 6],
    unreadable: usize,
}

impl Cells {
    /// The counts with words for them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let [absent, none, missing, member, associate, observer] = self.by_code;
        [
            ("cells_member", member),
            ("cells_associate", associate),
            ("cells_observer", observer),
            ("cells_no_member", none),
            ("cells_missing", missing),
            ("cells_not_in_existence", absent),
            ("cells_unreadable", self.unreadable),
        ]
        .into_iter()
    }
}

/// Reads a file, whichever shape it has.
pub(super) fn read(input: &Input) -> Result<Table, Box<Diagnostic>> {
    let head = input.first_line();
    let tabs = head.contains(&b'\t');
    let names: Vec<String> = head
        .split(|byte| *byte == if tabs { b'\t' } else { b',' })
        .map(|name| text_of(name).trim().trim_matches('"').to_owned())
        .collect();
    within_columns(input, names.len(), &Limits::default())?;
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    if has("ccode") && has("year") && !has("orgname") {
        Ok(state_year(input, &names, if tabs { b'\t' } else { b',' }))
    } else if has("ioname") && has("year") {
        igo_year(input, &names, if tabs { b'\t' } else { b',' })
    } else {
        Err(not_this(input, "a state-year table (ccode, year, …) or an IGO-year table (ioname, year, …)"))
    }
}

const FIRST: i32 = 1000;
const LAST: i32 = 2999;
/// A cell with some other code; it is kept as missing.
const UNREADABLE: u8 = OBSERVER + 1;

fn year_of(text: &[u8]) -> Option<i32> {
    std::str::from_utf8(text).ok()?.trim().parse().ok().filter(|year| (FIRST..=LAST).contains(year))
}

/// What a cell says; `None` if that is nothing known.
fn cell(text: &[u8]) -> Option<u8> {
    Some(match text {
        b"-1" | b"" => ABSENT,
        b"0" => NONE,
        b"-9" => MISSING,
        b"1" => MEMBER,
        b"2" => ASSOCIATE,
        b"3" => OBSERVER,
        _ => return None,
    })
}

fn position(names: &[String], wanted: &str) -> usize {
    names.iter().position(|name| name.eq_ignore_ascii_case(wanted)).unwrap_or(usize::MAX)
}

/// A row a state and year. No cell of these tables is quoted, so that they can be cut at separators.
fn state_year(input: &Input, names: &[String], separator: u8) -> Table {
    let (code_at, year_at, key_at) = (position(names, "ccode"), position(names, "year"), position(names, "state"));
    let is_body = |column: usize| column != code_at && column != year_at && column != key_at;
    let bodies: Vec<String> =
        names.iter().enumerate().filter(|(column, _)| is_body(*column)).map(|(_, name)| name.clone()).collect();
    let width = bodies.len();
    let mut problems = Vec::new();
    let mut all: Vec<u8> = Vec::with_capacity(input.content().len() / 2);
    let mut kept: Vec<(usize, u16, i32, usize)> = Vec::new();
    let (mut rows, mut counts) = (0, [0_usize; 7]);
    let mut odd: Vec<String> = Vec::new();
    let heads_first = (code_at, year_at, key_at) == (0, 1, 2);
    let (mut before, mut row_counts) = (&b""[..], [0_usize; 7]);
    for (number, line) in lines(input.content()).enumerate().skip(1) {
        if line.is_empty() {
            continue;
        }
        rows += 1;
        let number = number + 1;
        let start = all.len();
        odd.clear();
        // Rows of a state follow one another, and most say what the one before said.
        if let Some((code, year, tail)) = head_of(line, separator, heads_first) {
            if tail == before && !all.is_empty() {
                let from = all.len() - width;
                all.extend_from_within(from..);
                for (sum, n) in counts.iter_mut().zip(row_counts) {
                    *sum += n;
                }
                kept.push((number, code, year, start));
                continue;
            }
            if let Some(own) = plain_cells(tail, separator, width, &mut all) {
                before = tail;
                row_counts = own;
                for (sum, n) in counts.iter_mut().zip(row_counts) {
                    *sum += n;
                }
                kept.push((number, code, year, start));
                continue;
            }
            all.truncate(start);
        }
        before = b"";
        let (mut code, mut year, mut columns) = (None, None, 0);
        for (column, text) in line.split(|byte| *byte == separator).enumerate() {
            columns += 1;
            if column == code_at {
                code = std::str::from_utf8(text).ok().and_then(|text| text.trim().parse::<u16>().ok());
            } else if column == year_at {
                year = year_of(text);
            } else if column != key_at {
                let value = cell(text).unwrap_or_else(|| {
                    odd.push(format!("{} is `{}`", names.get(column).map_or("?", String::as_str), text_of(text)));
                    UNREADABLE
                });
                counts[usize::from(value)] += 1;
                all.push(if value == UNREADABLE { MISSING } else { value });
            }
        }
        match (code, year) {
            _ if columns != names.len() => {
                problems.push((number, format!("{columns} cells where the header has {}", names.len()), true));
                all.truncate(start);
            }
            (None, _) => {
                problems.push((number, "the number of the state cannot be read".to_owned(), true));
                all.truncate(start);
            }
            (_, None) => {
                problems.push((number, "the year cannot be read".to_owned(), true));
                all.truncate(start);
            }
            (Some(code), Some(year)) => {
                kept.push((number, code, year, start));
                if !odd.is_empty() {
                    problems.push((number, format!("no code of membership: {}", odd.join(", ")), false));
                }
            }
        }
    }
    debug_assert_eq!(all.len() % width.max(1), 0);
    let first = kept.iter().map(|(_, _, year, _)| *year).min().unwrap_or(FIRST);
    let mut grid = Grid::new(bodies, first);
    grid.adopt(all);
    for (number, code, year, start) in kept {
        let state = grid.state(code);
        if !grid.place(state, year, start) {
            problems.push((number, format!("state {code} has a row for {year} already"), true));
        }
    }
    problems.sort_by_key(|(line, ..)| *line);
    let [by_code @ .., unreadable] = counts;
    let cells = Cells { by_code, unreadable };
    Table { shape: Shape::StateYear, about: Vec::new(), grid, rows, cells, problems }
}

/// Number, year and the rest of a row that begins with number, year and key, as all published tables do.
fn head_of(line: &[u8], separator: u8, heads_first: bool) -> Option<(u16, i32, &[u8])> {
    if !heads_first {
        return None;
    }
    let mut parts = line.splitn(4, |byte| *byte == separator);
    let (code, year, _, tail) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some((std::str::from_utf8(code).ok()?.parse().ok()?, year_of(year)?, tail))
}

/// Appends the cells of a row, if each is one of the known codes and there are as many as there should be; gives how many
/// say what.
fn plain_cells(tail: &[u8], separator: u8, width: usize, all: &mut Vec<u8>) -> Option<[usize; 7]> {
    const BY_DIGIT: [u8; 4] = [NONE, MEMBER, ASSOCIATE, OBSERVER];
    let mut counts = [0_usize; 7];
    let (mut at, mut cells) = (0, 0);
    loop {
        let value = match tail.get(at) {
            Some(digit @ b'0'..=b'3') => {
                at += 1;
                BY_DIGIT[usize::from(digit - b'0')]
            }
            Some(b'-') => {
                at += 2;
                match tail.get(at - 1) {
                    Some(b'1') => ABSENT,
                    Some(b'9') => MISSING,
                    _ => return None,
                }
            }
            _ => return None,
        };
        counts[usize::from(value)] += 1;
        all.push(value);
        cells += 1;
        match tail.get(at) {
            None => return (cells == width).then_some(counts),
            Some(byte) if *byte == separator && cells < width => at += 1,
            Some(_) => return None,
        }
    }
}

/// The lines of a text, without their ends.
fn lines(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = content;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    })
}

/// A row a body and year.
fn igo_year(input: &Input, names: &[String], separator: u8) -> Result<Table, Box<Diagnostic>> {
    let (name_at, year_at) = (position(names, "ioname"), position(names, "year"));
    let (org_at, long_at) = (position(names, "orgname"), position(names, "longorgname"));
    let columns: Vec<(usize, u16)> =
        names.iter().enumerate().filter_map(|(column, name)| Some((column, cow_states::by_key(name)?.code))).collect();
    if columns.is_empty() {
        return Err(not_this(input, "an IGO-year table with columns of states"));
    }
    let mut bodies: Vec<String> = Vec::new();
    let mut positions: FxHashMap<Vec<u8>, usize> = FxHashMap::default();
    let mut about: Vec<About> = Vec::new();
    let mut problems = Vec::new();
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(input.content());
    let mut record = csv::ByteRecord::new();
    let (mut rows, mut counts) = (0, [0_usize; 7]);
    let mut kept: Vec<(usize, i32, Vec<u8>)> = Vec::new();
    let mut seen: FxHashSet<(usize, i32)> = FxHashSet::default();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                rows += 1;
                let line = error.position().map_or(0, csv::Position::line) as usize;
                problems.push((line, "the row cannot be read".to_owned(), true));
                continue;
            }
        }
        rows += 1;
        let line = record.position().map_or(0, csv::Position::line) as usize;
        if record.len() != names.len() {
            let cause = format!("{} cells where the header has {}", record.len(), names.len());
            problems.push((line, cause, true));
            continue;
        }
        let (Some(code), Some(year)) = (record.get(name_at), record.get(year_at).and_then(year_of)) else {
            problems.push((line, "the year cannot be read".to_owned(), true));
            continue;
        };
        let key = code.to_ascii_lowercase();
        let body = *positions.entry(key).or_insert_with(|| {
            bodies.push(text_of(code).trim().to_owned());
            about.push(About::default());
            bodies.len() - 1
        });
        if !seen.insert((body, year)) {
            problems.push((line, format!("{} has a row for {year} already", bodies[body]), true));
            continue;
        }
        let text = |at: usize| record.get(at).map(|text| mended(&text_of(text))).unwrap_or_default();
        about[body] = About { name: text(org_at), long: text(long_at) };
        let mut odd = Vec::new();
        let mut values = Vec::with_capacity(columns.len());
        for (column, _) in &columns {
            let raw = &record[*column];
            let value = cell(raw).unwrap_or_else(|| {
                odd.push(format!("{} is `{}`", names[*column], text_of(raw)));
                UNREADABLE
            });
            counts[usize::from(value)] += 1;
            values.push(if value == UNREADABLE { MISSING } else { value });
        }
        if !odd.is_empty() {
            problems.push((line, format!("no code of membership: {}", odd.join(", ")), false));
        }
        kept.push((body, year, values));
    }
    let first = kept.iter().map(|(_, year, _)| *year).min().unwrap_or(FIRST);
    let mut grid = Grid::new(bodies, first);
    let states: Vec<usize> = columns.iter().map(|(_, code)| grid.state(*code)).collect();
    for (body, year, values) in &kept {
        for (state, value) in states.iter().zip(values) {
            if *value != ABSENT {
                grid.cells(*state, *year)[*body] = *value;
            }
        }
    }
    let [by_code @ .., unreadable] = counts;
    let cells = Cells { by_code, unreadable };
    Ok(Table { shape: Shape::IgoYear, about, grid, rows, cells, problems })
}

/// A name without the slips of old encodings: bytes of Mac Roman that became control characters are put right.
fn mended(text: &str) -> String {
    let letter = |c: char| match c {
        '\u{8e}' => 'é',
        '\u{8a}' => 'ä',
        '\u{8f}' => 'è',
        '\u{9a}' => 'ö',
        '\u{9f}' => 'ü',
        other => other,
    };
    let clean: String = text.chars().map(letter).filter(|c| !c.is_control()).collect();
    // `Ê` at the end of a word is a no-break space of Mac Roman.
    clean.trim().trim_end_matches('Ê').trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(text: &str) -> Input {
        Input { name: "t.csv".into(), bytes: text.as_bytes().to_vec(), ..Input::default() }
    }

    #[test]
    fn state_years_are_read_and_odd_rows_told() {
        let text = "ccode,year,state,AAA,Bbb\r\n2,1999,usa,1,-1\r\n2,2000,usa,3,7\r\n2,2000,usa,1,1\r\n2,x,usa,1,1\r\n20,2000,canada,1\r\n";
        let table = read(&input(text)).unwrap();
        assert_eq!((table.rows, table.grid.first_year), (5, 1999));
        assert_eq!(table.grid.row(0, 1999), [MEMBER, ABSENT]);
        assert_eq!(table.grid.row(0, 2000), [OBSERVER, MISSING]);
        let told: Vec<(usize, bool)> = table.problems.iter().map(|(line, _, left_out)| (*line, *left_out)).collect();
        assert_eq!(told, [(3, false), (4, true), (5, true), (6, true)]);
    }

    #[test]
    fn igo_years_may_be_quoted_and_separated_by_tabs() {
        let text = "ioname\torgname\tyear\tusa\tcanada\tlongorgname\nAAA\tComit\u{8e} One\t1999\t1\t\t\"A \"\"long\"\" name\"\nAAA\tOne\t2000\t-9\t0\tOne";
        let table = read(&input(text)).unwrap();
        assert_eq!(
            (table.rows, table.grid.first_year, table.grid.bodies.as_slice()),
            (2, 1999, &["AAA".to_owned()][..])
        );
        assert_eq!(table.grid.row(0, 1999), [MEMBER]);
        assert_eq!((table.grid.row(0, 2000), table.grid.row(1, 2000)), (&[MISSING][..], &[NONE][..]));
        assert_eq!(mended("AgencyÊ"), "Agency");
        assert!(read(&input("a,b\n1,2\n")).is_err());
    }
}
