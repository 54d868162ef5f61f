//! Tables in Parquet files: rows as lines of text, which importers of tables then read as they read CSV.
//!
//! The first line holds the names of the columns, so that a row is told by the line that it would have as CSV. Files are read page by page,
//! whatever their size. The `parquet` crate decodes; places, sizes and counts are held against bounds before it does.

mod footer;
mod pages;
mod thrift;
mod values;

use super::contain::quietly;
use super::input::{Limits, separator_of};
use crate::diagnostic::{Diagnostic, codes};
use bytes::Bytes;
use footer::{MARK, damaged, too_large};
use pages::{Pages, Room, told, wrong};
use parquet::basic::{ConvertedType, Repetition};
use parquet::errors::Result as Decoded;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::ChunkReader;
use parquet::schema::types::Type;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::sync::Arc;
use values::{Cells, Meaning, cells};

/// So many rows are decoded at a time.
const ROWS: u64 = 1 << 10;
/// So much text is made at a time.
const TEXT: usize = 1 << 16;

/// Whether a file begins as Parquet does. It stands at its beginning afterwards; a pipe, which could not go back, is none.
pub fn is_parquet(mut file: &File) -> bool {
    let mut start = [0; MARK.len()];
    let is_file = file.metadata().is_ok_and(|about| about.is_file());
    let found = is_file && file.read_exact(&mut start).is_ok() && start == *MARK;
    is_file && file.rewind().is_ok() && found
}

/// Whether bytes begin as a Parquet file does.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK)
}

/// The text of a table, and the columns that were not read, each with what it is.
///
/// # Errors
/// If the file is damaged, beyond bounds, or has no columns of plain values.
pub(super) fn table(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<(Vec<u8>, Vec<String>), Box<Diagnostic>> {
    let mut lines = Lines::of(name, Bytes::from(bytes), limits)?;
    let rows: i64 = lines.about.row_groups().iter().map(|group| group.num_rows().max(0)).fold(0, i64::saturating_add);
    if rows as u64 > limits.rows as u64 {
        return Err(too_large(format!("{name} has more than {} rows", limits.rows)));
    }
    let mut text = Vec::new();
    (&mut lines).take(limits.bytes + 1).read_to_end(&mut text).map_err(|cause| damaged(name, &cause))?;
    if text.len() as u64 > limits.bytes {
        return Err(too_large(format!("{name} holds more than {} MiB", limits.bytes >> 20)));
    }
    Ok((text, lines.nested))
}

/// A Parquet file as a stream of text, of which any amount is read in little memory.
///
/// # Errors
/// If it is damaged or has no columns of plain values.
pub fn stream(name: &str, file: File) -> Result<Box<dyn Read + Send>, Box<Diagnostic>> {
    Ok(Box::new(Lines::of(name, file, &Limits::default())?))
}

/// The rows of a file as text.
struct Lines<R: ChunkReader> {
    source: Arc<R>,
    about: ParquetMetaData,
    /// The columns of plain values by their number, and what the values mean.
    columns: Vec<(usize, Meaning)>,
    nested: Vec<String>,
    separator: u8,
    room: Room,
    /// The groups of rows that were begun, and how many rows are left in the last of them, and are decoded.
    groups: usize,
    left: u64,
    ready: u64,
    cells: Vec<Box<dyn Cells>>,
    text: Vec<u8>,
    /// How much of the text was given away.
    given: usize,
}

impl<R: ChunkReader + 'static> Lines<R> {
    fn of(name: &str, source: R, limits: &Limits) -> Result<Self, Box<Diagnostic>> {
        let about = footer::read(name, &source, limits)?;
        let schema = about.file_metadata().schema_descr();
        let mut columns = Vec::new();
        let mut nested: Vec<String> =
            schema.root_schema().get_fields().iter().filter_map(|field| nesting(field)).collect();
        for (number, column) in schema.columns().iter().enumerate() {
            if column.path().parts().len() != 1 || column.max_rep_level() > 0 || column.max_def_level() > 1 {
                continue;
            }
            match Meaning::of(column) {
                Ok(meaning) => columns.push((number, meaning)),
                Err(what) => nested.push(format!("{} ({what})", column.name())),
            }
        }
        let names: Vec<&str> = columns.iter().map(|(number, _)| schema.columns()[*number].name()).collect();
        let Some((text, separator)) = heading(&names) else {
            let (message, help) = if names.is_empty() {
                let message = format!("{name} has no column of plain values, but {}", nested.join(", "));
                (message, "select what is within the columns first")
            } else {
                (format!("{name}: the names of its columns hold separators"), "rename the columns")
            };
            return Err(Box::new(Diagnostic::new(&codes::NOT_THIS_FORMAT, message, None).help(help)));
        };
        let (source, room) = (Arc::new(source), Room::of(limits.bytes / 2));
        let (groups, left, ready, cells, given) = (0, 0, 0, Vec::new(), 0);
        Ok(Self { source, about, columns, nested, separator, room, groups, left, ready, cells, text, given })
    }

    /// Makes some more text; none at the end.
    fn fill(&mut self) -> Decoded<()> {
        self.text.clear();
        self.given = 0;
        let mut cell = Vec::new();
        while self.text.len() < TEXT {
            if self.ready == 0 && !self.decode()? {
                return Ok(());
            }
            self.ready -= 1;
            for (at, column) in self.cells.iter_mut().enumerate() {
                if at > 0 {
                    self.text.push(self.separator);
                }
                cell.clear();
                column.push(&mut cell);
                push(&mut self.text, &mut cell, self.separator);
            }
            if self.cells.len() == 1 && cell.is_empty() {
                // A line without anything would be no row.
                self.text.extend_from_slice(b"\"\"");
            }
            self.text.push(b'\n');
        }
        Ok(())
    }

    /// Decodes some more rows; false at the end.
    fn decode(&mut self) -> Decoded<bool> {
        while self.left == 0 {
            let Some(group) = self.about.row_groups().get(self.groups) else { return Ok(false) };
            self.groups += 1;
            self.left = u64::try_from(group.num_rows()).map_err(|_| wrong("a group has fewer rows than none"))?;
            // Before others take room.
            self.cells.clear();
            for (number, meaning) in &self.columns {
                let about = group.columns().get(*number).ok_or_else(|| wrong("a group of rows lacks a column"))?;
                let column = about.column_descr_ptr();
                let pages = Pages::of(&self.source, about, column.max_def_level() > 0, &self.room)?;
                self.cells.push(cells(&column, *meaning, Box::new(pages)));
            }
        }
        self.ready = self.left.min(ROWS);
        self.left -= self.ready;
        self.cells.iter_mut().try_for_each(|column| column.read(self.ready as usize))?;
        Ok(true)
    }
}

impl<R: ChunkReader + 'static> Read for Lines<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.text.len() {
            // The crate's decoders assert what damaged pages do not hold to.
            let filled = quietly(|| self.fill());
            match filled {
                Some(Ok(())) => {}
                Some(Err(cause)) => return Err(io::Error::other(told(cause))),
                None => return Err(io::Error::other("its values cannot be decoded")),
            }
        }
        let more = self.text.len().min(self.given + into.len()) - self.given;
        into[..more].copy_from_slice(&self.text[self.given..self.given + more]);
        self.given += more;
        Ok(more)
    }
}

/// What a column is that holds more than one value in a row, or several columns.
fn nesting(field: &Type) -> Option<String> {
    let about = field.get_basic_info();
    let what = match about.converted_type() {
        _ if about.has_repetition() && about.repetition() == Repetition::REPEATED => "a list",
        _ if field.is_primitive() => return None,
        ConvertedType::LIST => "a list",
        ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE => "a map",
        _ => "a structure",
    };
    Some(format!("{} ({what})", field.name()))
}

/// The line of the names of columns, and a separator by which readers of text part it. Names of one line and cells of one line are what
/// makes a line a row.
fn heading(names: &[&str]) -> Option<(Vec<u8>, u8)> {
    if names.is_empty() {
        return None;
    }
    [b'\t', b',', b';', b'|'].into_iter().find_map(|separator| {
        let mut text = Vec::new();
        for (at, name) in names.iter().enumerate() {
            if at > 0 {
                text.push(separator);
            }
            push(&mut text, &mut name.as_bytes().to_vec(), separator);
        }
        let found = names.len() == 1 || separator_of(&text) == separator;
        if text.is_empty() {
            text.extend_from_slice(b"\"\"");
        }
        text.push(b'\n');
        found.then_some((text, separator))
    })
}

/// Adds a cell, its line ends as spaces, in quotes if need be.
fn push(text: &mut Vec<u8>, cell: &mut [u8], separator: u8) {
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    cell.iter_mut().filter(|byte| is_end(byte)).for_each(|byte| *byte = b' ');
    if memchr::memchr2(b'"', separator, cell).is_none() {
        text.extend_from_slice(cell);
        return;
    }
    text.push(b'"');
    for byte in cell {
        text.extend_from_slice(if *byte == b'"' { b"\"\"" } else { std::slice::from_ref(byte) });
    }
    text.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_by_what_none_of_them_holds() {
        let parted =
            |names: &[&str]| heading(names).map(|(text, separator)| (String::from_utf8(text).unwrap(), separator));
        assert_eq!(parted(&["a", "b"]), Some(("a\tb\n".to_owned(), b'\t')));
        assert_eq!(parted(&["a\nb\"", "c;d;e", "f"]), Some(("\"a b\"\"\"\tc;d;e\tf\n".to_owned(), b'\t')));
        assert_eq!(parted(&["a;b;c", "d"]), Some(("\"a;b;c\";d\n".to_owned(), b';')));
        assert_eq!(parted(&["a;b|c,d", "e|f;g,h"]).map(|(_, separator)| separator), Some(b','));
        assert_eq!(parted(&[]), None);
    }
}
