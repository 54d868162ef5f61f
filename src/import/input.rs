//! Opening foreign files: plain, gzip or zstd, whole and within bounds, and as text whatever its encoding slips.

use super::recognize;
use super::sheet::Sheet;
use super::unpack::{damaged, is_packed, unpacked};
use crate::diagnostic::{Diagnostic, codes};
use std::borrow::Cow;
use std::io::Read;

/// How much of anything a reader takes before it refuses: what no real data set reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file once it is unpacked.
    pub bytes: u64,
    /// Columns of a table.
    pub columns: usize,
    /// Elements or brackets inside one another.
    pub depth: usize,
    /// Rows of a table, or nodes and edges of a network: each takes half a kilobyte.
    pub rows: usize,
    /// Bytes of a cell or a name.
    pub cell: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 29, columns: 20_000, depth: 64, rows: 4_000_000, cell: 1 << 24 }
    }
}

/// A reader of rows, and the headings.
type Table<'i> = (csv::Reader<&'i [u8]>, Vec<String>);

/// A foreign file: its name and what it holds, unpacked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Its name as the user gave it.
    pub name: String,
    /// What it holds; of a workbook, the text of a sheet, and of a Parquet file that of its rows.
    pub bytes: Vec<u8>,
    pub(super) form: Form,
}

/// What a table was before it was text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Form {
    #[default]
    Text,
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "made of workbooks alone"))]
    Sheet(Sheet),
    /// A Parquet file, and which of its columns were not read.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "made of Parquet files alone"))]
    Parquet(Vec<String>),
}

impl Input {
    /// Takes in a file; gzip and zstd are known by their first bytes and unpacked.
    ///
    /// # Errors
    /// If it is damaged, packed in another way, or larger than the limits.
    pub fn open(name: impl Into<String>, bytes: Vec<u8>, limits: &Limits) -> Result<Self, Box<Diagnostic>> {
        Self::open_sheet(name, bytes, None, limits)
    }

    /// Takes in a file, and of a workbook (`.xlsx`, with the feature `xlsx`) the sheet of a name or a number, or the first.
    ///
    /// # Errors
    /// As [`Input::open`], and if there is no such sheet.
    pub fn open_sheet(
        name: impl Into<String>,
        bytes: Vec<u8>,
        sheet: Option<&str>,
        limits: &Limits,
    ) -> Result<Self, Box<Diagnostic>> {
        let name = name.into();
        #[cfg(feature = "xlsx")]
        if super::workbook::is_workbook(&bytes) {
            let (bytes, sheet) = super::workbook::table(&name, &bytes, sheet, limits)?;
            return Ok(Self { name, bytes, form: Form::Sheet(sheet) });
        }
        if let Some(sheet) = sheet {
            let message = format!("{name} is no workbook, so that it has no sheet `{sheet}`");
            return Err(Box::new(Diagnostic::new(&codes::BAD_OPTION, message, None).help("leave out --sheet")));
        }
        #[cfg(feature = "parquet")]
        if super::parquet::begins(&bytes) {
            let (bytes, unread) = super::parquet::table(&name, bytes, limits)?;
            return Ok(Self { name, bytes, form: Form::Parquet(unread) });
        }
        Self::unpack(name, bytes, limits)
    }

    fn unpack(name: String, bytes: Vec<u8>, limits: &Limits) -> Result<Self, Box<Diagnostic>> {
        if !is_packed(&bytes) {
            // What cannot be read at all is refused there.
            unpacked(&name, Box::new(bytes.get(..4).unwrap_or(&bytes)))?;
            return if bytes.len() as u64 > limits.bytes {
                Err(too_large(&name, limits, SPLIT))
            } else {
                Ok(Self { name, bytes, form: Form::Text })
            };
        }
        let mut content = Vec::with_capacity(bytes.len().saturating_mul(8).min(1 << 25));
        let mut reader = unpacked(&name, Box::new(bytes.as_slice()))?.take(limits.bytes + 1);
        reader.read_to_end(&mut content).map_err(|cause| damaged(&name, &cause))?;
        if content.len() as u64 > limits.bytes {
            return Err(too_large(&name, limits, SPLIT));
        }
        // What is packed in one that was packed is refused there too.
        unpacked(&name, Box::new(content.get(..4).unwrap_or(&content)))?;
        Ok(Self { name, bytes: content, form: Form::Text })
    }

    /// The content without a byte order mark.
    pub(super) fn content(&self) -> &[u8] {
        self.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&self.bytes)
    }

    /// The first line that is not blank, without its end.
    pub(super) fn first_line(&self) -> &[u8] {
        let blank = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let content = self.content();
        let content = &content[content.iter().take_while(blank).count()..];
        let end = memchr::memchr(b'\n', content).unwrap_or(content.len());
        content[..end].strip_suffix(b"\r").unwrap_or(&content[..end])
    }

    /// A reader of the rows of a table, and its headings; the separator is found.
    ///
    /// # Errors
    /// If it has more columns than the limits allow.
    pub(super) fn table(&self, limits: &Limits) -> Result<Table<'_>, Box<Diagnostic>> {
        let separator = if self.sheet().is_some() { b'\t' } else { separator_of(self.first_line()) };
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(self.content());
        let header =
            reader.byte_headers().map(|header| header.iter().map(|name| text_of(name).trim().to_owned()).collect());
        let header: Vec<String> = header.unwrap_or_default();
        within_columns(self, header.len(), limits)?;
        Ok((reader, header))
    }

    /// Why a row cannot be used, whatever its format: a cell is too long, or in a sheet is an error or merged with another.
    pub(super) fn fault(
        &self,
        line: usize,
        record: &csv::ByteRecord,
        columns: impl Iterator<Item = usize>,
        limits: &Limits,
    ) -> Option<String> {
        if record.iter().any(|cell| cell.len() > limits.cell) {
            return Some(format!("a cell holds more than {} MiB", limits.cell >> 20));
        }
        self.sheet()?.fault(line, columns)
    }

    /// The sheet that the table was, if it was one.
    pub(super) fn sheet(&self) -> Option<&Sheet> {
        match &self.form {
            Form::Sheet(sheet) => Some(sheet),
            _ => None,
        }
    }

    /// A finding about columns, with those that are there and were not read.
    pub(super) fn with_unread(&self, mut found: Box<Diagnostic>) -> Box<Diagnostic> {
        if let Form::Parquet(unread) = &self.form
            && !unread.is_empty()
        {
            found.message.push_str(&format!(", and what is no plain value: {}", shown(unread)));
        }
        found
    }

    /// The part of the name after the last slash, without the ending of a packed file.
    pub(super) fn file_name(&self) -> &str {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        without_packing(name)
    }
}

/// Lines of the rows of a table, told one after another.
#[derive(Debug)]
pub(super) struct Lines<'i> {
    content: &'i [u8],
    at: usize,
    line: usize,
}

impl<'i> Lines<'i> {
    pub(super) fn of(input: &'i Input) -> Self {
        Self { content: input.content(), at: 0, line: 1 }
    }

    /// The line on which a row begins, after blank ones; 0 if its reader does not tell. The reader's own count is that of the row's
    /// first blank line.
    pub(super) fn of_row(&mut self, record: &csv::ByteRecord) -> usize {
        let Some(place) = record.position() else { return 0 };
        let mut start = (place.byte() as usize).clamp(self.at, self.content.len());
        start += self.content[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = &self.content[self.at..start];
        let next = |at: usize| self.content.get(self.at + at + 1);
        let alone = memchr::memchr_iter(b'\r', passed).filter(|at| next(*at) != Some(&b'\n')).count();
        self.line += memchr::memchr_iter(b'\n', passed).count() + alone;
        self.at = start;
        self.line
    }
}

/// A name without the ending of a packed file.
pub(super) fn without_packing(name: &str) -> &str {
    [".gz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// Tab, semicolon, bar or comma: whichever parts a line most.
pub(super) fn separator_of(line: &[u8]) -> u8 {
    let parts = |byte: &u8| memchr::memchr_iter(*byte, line).count();
    [b'\t', b';', b'|', b','].into_iter().rev().max_by_key(parts).unwrap_or(b',')
}

/// A text in a message: of a long one the beginning.
pub(super) fn beginning(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// Headings in a message: the first of many, and of long ones the beginning.
pub(super) fn shown(names: &[String]) -> String {
    const MOST: usize = 20;
    let one = |name: &String| beginning(name).into_owned();
    let mut parts: Vec<String> = names.iter().take(MOST).map(one).collect();
    if names.len() > MOST {
        parts.push("…".to_owned());
    }
    parts.join(", ")
}

/// Bytes as text; what is no UTF-8 is read as Latin-1, byte by byte, so that nothing is lost.
pub(super) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}

/// What helps against a large file.
const SPLIT: &str = "split the file, or `fold` it if it is a stream of events";

pub(super) fn too_large(name: &str, limits: &Limits, help: &str) -> Box<Diagnostic> {
    let message = format!("{name} holds more than {} MiB", limits.bytes >> 20);
    Box::new(Diagnostic::new(&codes::TOO_LARGE, message, None).help(help))
}

/// Refuses a table with more columns than the limits allow.
pub(super) fn within_columns(input: &Input, count: usize, limits: &Limits) -> Result<(), Box<Diagnostic>> {
    if count <= limits.columns {
        return Ok(());
    }
    let message = format!("{} has {count} columns", input.name);
    Err(Box::new(Diagnostic::new(&codes::TOO_LARGE, message, None).help("turn the table round")))
}

/// Refuses what has more rows, nodes or edges than the limits allow, before any is read.
pub(super) fn within_rows(input: &Input, limits: &Limits) -> Result<(), Box<Diagnostic>> {
    let content = input.content();
    let lines = |byte| memchr::memchr_iter(byte, content).count();
    let (count, most, what) = match content.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'<') => {
            let of = |tag: &str| memchr::memmem::find_iter(content, tag).count();
            (of("<node") + of("<edge"), limits.rows, "nodes and edges")
        }
        // An edge has several values.
        Some(b'{' | b'[') => (lines(b','), limits.rows.saturating_mul(4), "values"),
        _ => (lines(b'\n'), limits.rows, "lines"),
    };
    if count <= most { Ok(()) } else { Err(too_many(input, most, what)) }
}

/// Refuses what has more of something than the limits allow.
pub(super) fn too_many(input: &Input, most: usize, what: &str) -> Box<Diagnostic> {
    let message = format!("{} has more than {most} {what}", input.name);
    Box::new(Diagnostic::new(&codes::TOO_LARGE, message, None).help(SPLIT))
}

/// A file that is not what its importer reads.
pub(super) fn not_this(input: &Input, wanted: &str) -> Box<Diagnostic> {
    let message = format!("{} is not {wanted}{}", input.name, recognize::instead(input));
    let help = match recognize::recognize(input) {
        Some(name) => format!("this may be for `comity import {name}`; `comity import --help` lists the formats"),
        None => "`comity import --help` lists the formats".to_owned(),
    };
    Box::new(Diagnostic::new(&codes::NOT_THIS_FORMAT, message, None).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(text).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn gzip_is_unpacked_and_broken_gzip_is_told() {
        let bytes = packed(b"a,b\n1,2\n");
        let input = Input::open("x.csv.gz", bytes.clone(), &Limits::default()).unwrap();
        assert_eq!((input.content(), input.file_name()), (&b"a,b\n1,2\n"[..], "x.csv"));
        let cut = Input::open("x.csv.gz", bytes[..bytes.len() - 6].to_vec(), &Limits::default()).unwrap_err();
        assert_eq!(cut.code.id, "E0703");
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let limits = Limits { bytes: 1000, ..Limits::default() };
        let bomb = packed(&vec![b'a'; 1_000_000]);
        assert!(bomb.len() < 20_000);
        assert_eq!(Input::open("bomb.gz", bomb, &limits).unwrap_err().code.id, "E0702");
        assert_eq!(Input::open("long", vec![b'a'; 1001], &limits).unwrap_err().code.id, "E0702");
    }

    #[test]
    fn rows_are_counted_before_any_is_read() {
        let limits = Limits { rows: 3, ..Limits::default() };
        let within = |text: &str| within_rows(&Input { bytes: text.into(), ..Input::default() }, &limits).is_ok();
        assert!(within("a b\n\nc d\n") && !within("a b\n\n\n\n"));
        assert!(within("<g><node/><node/><edge/></g>") && !within("<g><node/><node/><edge/><edge/></g>"));
        assert!(within("[1,2,3,4]") && !within(&format!("[1{}]", ",1".repeat(13))));
    }

    #[test]
    fn lines_are_told_past_blank_ones_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "a,b", "", "1,\"x", "y\"", "2,y", "", "", "3,z", ""].join(end);
            let input = Input { bytes: text.into(), ..Input::default() };
            let (mut reader, header) = input.table(&Limits::default()).unwrap();
            let (mut lines, mut record, mut told) = (Lines::of(&input), csv::ByteRecord::new(), Vec::new());
            while reader.read_byte_record(&mut record).unwrap() {
                told.push(lines.of_row(&record));
            }
            assert_eq!((header.len(), told), (2, vec![4, 6, 9]), "{end:?}");
        }
    }

    #[test]
    fn no_byte_is_lost_for_want_of_utf_8() {
        assert_eq!(text_of(b"Comit\x8e"), "Comit\u{8e}");
        assert_eq!(text_of("Côte".as_bytes()), "Côte");
    }
}
