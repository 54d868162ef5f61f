//! Workbooks of Excel: a sheet becomes a table of text, a line for each row, which importers of tables then read.
//!
//! Days become ISO dates, whatever the sheet shows them as, and line breaks in cells become spaces. Before anything is read
//! the parts of the archive are unpacked and measured, as a few kilobytes can hold gigabytes.

use super::contain::quietly;
use super::input::{Limits, too_large};
use super::sheet::{Fault, Sheet, Why};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::names::near_among;
use calamine::{Cell, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::{Cursor, Read, copy, sink};

/// Rows of the largest sheet that Excel makes.
const ROWS: u32 = 1 << 20;
/// Rows that merged cells may take up: those of sixteen full columns.
const MERGED: usize = 1 << 24;

/// Whether bytes begin as a workbook does, which is a zip archive.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The text of a sheet, named or numbered from 1, or of the first one that is shown.
///
/// # Errors
/// If this is no workbook, is damaged or too large, or has no such sheet.
pub(super) fn table(
    name: &str,
    bytes: &[u8],
    wanted: Option<&str>,
    limits: &Limits,
) -> Result<(Vec<u8>, Sheet), Box<Diagnostic>> {
    within(name, bytes, limits)?;
    // The crate's arithmetic on references of cells may overflow, and has been seen to.
    quietly(|| read(name, bytes, wanted, limits))
        .unwrap_or_else(|| Err(broken(format!("{name} is damaged: its cells cannot be read"))))
}

/// Refuses an archive of which any part is larger than its reader can take.
fn within(name: &str, bytes: &[u8], limits: &Limits) -> Result<(), Box<Diagnostic>> {
    // The list of parts takes several times its bytes, cells and texts that sheets share take several times theirs, and a
    // style fifty times.
    let (packed, all, small) = (limits.bytes / 8, limits.bytes / 2, limits.bytes / 64);
    let refused = |most| Err(too_large(name, &Limits { bytes: most, ..*limits }, "save the sheet as CSV"));
    if bytes.len() as u64 > packed {
        return refused(packed);
    }
    let damaged = |cause: &dyn std::fmt::Display| broken(format!("{name} is damaged or cut short: {cause}"));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|cause| damaged(&cause))?;
    let mut left = all;
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(|cause| damaged(&cause))?;
        let path = part.name().map_err(|cause| damaged(&cause))?.to_ascii_lowercase();
        let file = path.rsplit('/').next().unwrap_or_default();
        let large = file == "sharedstrings.xml" || (path.contains("worksheets/") && file != "styles.xml");
        let ending = file.rsplit('.').next().unwrap_or_default();
        let read = matches!(ending, "xml" | "rels");
        let most = if (large && ending == "xml") || !read { left } else { small.min(left) };
        let size = copy(&mut part.take(most + 1), &mut sink()).map_err(|cause| damaged(&cause))?;
        if size > most {
            return refused(if most < left { small } else { all });
        }
        left -= size;
    }
    Ok(())
}

fn read(name: &str, bytes: &[u8], wanted: Option<&str>, limits: &Limits) -> Result<(Vec<u8>, Sheet), Box<Diagnostic>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|cause| match cause {
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            let found = Diagnostic::new(&codes::BROKEN_FILE, format!("{name} is a zip archive, but no workbook"), None);
            Box::new(found.help("unpack it first, or pack the table as gzip or zstd"))
        }
        cause => broken(format!("{name} is damaged: {cause}")),
    })?;
    let (sheet, others) = choose(name, &book, wanted)?;
    let mut text = Written::new(name, &sheet, limits);
    let damaged = |place: &str, cause: &XlsxError| {
        let message = format!("{name}: sheet `{sheet}`{place}: {cause}");
        Box::new(Diagnostic::new(&codes::BROKEN_FILE, message, None).help("mend the cell, or save the sheet as CSV"))
    };
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(|cause| damaged("", &cause))?;
    loop {
        match cells.next_cell() {
            Ok(Some(cell)) => text.add(&cell)?,
            Ok(None) => break,
            Err(cause) => return Err(damaged(&text.after(), &cause)),
        }
    }
    drop(cells);
    let mut sheet = Sheet { name: sheet.clone(), others, faults: text.faults.clone() };
    let text = text.finish()?;
    let regions = book.merge_cells_by_sheet_name(&sheet.name).map_err(|cause| damaged("", &cause))?;
    let rows = memchr::memchr_iter(b'\n', &text).count() as u32;
    if !merge(&mut sheet.faults, &regions, rows) {
        let message = format!("{name}: sheet `{}` merges cells over more than {MERGED} rows", sheet.name);
        return Err(Box::new(Diagnostic::new(&codes::TOO_LARGE, message, None).help("save the sheet as CSV")));
    }
    Ok((text, sheet))
}

/// The sheet that is meant, and if that was not said the others that are shown.
fn choose<R: Read + std::io::Seek>(
    name: &str,
    book: &Xlsx<R>,
    wanted: Option<&str>,
) -> Result<(String, Vec<String>), Box<Diagnostic>> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<&str> = sheets.clone().map(|sheet| sheet.name.as_str()).collect();
    let Some(wanted) = wanted else {
        let mut shown = sheets.filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone());
        let first = shown.next().ok_or_else(|| broken(format!("{name} shows no sheet of cells")))?;
        return Ok((first, shown.collect()));
    };
    let named = names.iter().find(|known| **known == wanted);
    let named = named.or_else(|| names.iter().find(|known| known.eq_ignore_ascii_case(wanted)));
    let number = || wanted.parse::<usize>().ok()?.checked_sub(1).and_then(|at| names.get(at));
    if let Some(found) = named.or_else(number) {
        return Ok(((*found).to_owned(), Vec::new()));
    }
    let message = format!("{name} has no sheet `{wanted}`; it has {}", names.join(", "));
    let near = near_among(wanted, names.iter().map(|known| (*known, *known)));
    let found = Diagnostic::new(&codes::BAD_OPTION, message, None);
    Err(Box::new(if near.is_empty() { found.help("name a sheet, or give its number") } else { found.suggest(&near) }))
}

/// Rows as lines of cells parted by tabs.
struct Written<'t> {
    name: &'t str,
    sheet: &'t str,
    limits: &'t Limits,
    text: Vec<u8>,
    /// Lines written, blank ones too.
    rows: u32,
    /// The row that is being read, and its cells.
    row: u32,
    cells: Vec<String>,
    /// Cells of the first row that has any: no row is shorter.
    width: usize,
    faults: Vec<Fault>,
}

impl<'t> Written<'t> {
    fn new(name: &'t str, sheet: &'t str, limits: &'t Limits) -> Self {
        let (text, cells, faults) = (Vec::new(), Vec::new(), Vec::new());
        Self { name, sheet, limits, text, rows: 0, row: 0, cells, width: 0, faults }
    }

    fn add(&mut self, cell: &Cell<DataRef<'_>>) -> Result<(), Box<Diagnostic>> {
        let (row, column) = cell.get_position();
        let Some(value) = value(cell.get_value()) else { return Ok(()) };
        if row < self.row || row >= ROWS || (row == self.row && (column as usize) < self.cells.len()) {
            return Err(broken(format!(
                "{}: sheet `{}` has cells out of order{}",
                self.name,
                self.sheet,
                self.after()
            )));
        }
        if column as usize >= self.limits.columns {
            let message = format!("{}: sheet `{}` has {} columns", self.name, self.sheet, u64::from(column) + 1);
            return Err(Box::new(Diagnostic::new(&codes::TOO_LARGE, message, None).help("turn the table round")));
        }
        if row > self.row {
            self.end_row()?;
            self.row = row;
        }
        if let DataRef::Error(error) = cell.get_value() {
            let why = Why::Error(error.to_string());
            self.faults.push(Fault { row, first: column, last: column, why });
        }
        self.cells.resize(column as usize, String::new());
        self.cells.push(value);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Box<Diagnostic>> {
        if self.cells.is_empty() {
            return Ok(());
        }
        if self.width == 0 {
            self.width = self.cells.len();
        }
        self.cells.resize(self.cells.len().max(self.width), String::new());
        self.text.resize(self.text.len() + (self.row - self.rows) as usize, b'\n');
        self.rows = self.row + 1;
        for (column, cell) in self.cells.drain(..).enumerate() {
            if column > 0 {
                self.text.push(b'\t');
            }
            if cell.contains(['"', '\t']) {
                self.text.extend(format!("\"{}\"", cell.replace('"', "\"\"")).bytes());
            } else {
                self.text.extend(cell.bytes());
            }
        }
        self.text.push(b'\n');
        if self.text.len() as u64 > self.limits.bytes {
            return Err(too_large(self.name, self.limits, "save the sheet as CSV"));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.end_row()?;
        Ok(self.text)
    }

    /// Where reading stands, for a message.
    fn after(&self) -> String {
        if self.rows == 0 && self.cells.is_empty() { String::new() } else { format!(", after row {}", self.row + 1) }
    }
}

/// A cell as text; none if it is blank.
fn value(cell: &DataRef<'_>) -> Option<String> {
    let text = match cell {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => one_line(text),
        DataRef::SharedString(text) => one_line(text),
        DataRef::DateTime(moment) => day(moment),
        DataRef::Error(error) => error.to_string(),
    };
    (!text.trim().is_empty()).then_some(text)
}

fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

/// A day as ISO has it, with the time if that is not midnight; lengths of time stay numbers.
fn day(moment: &ExcelDateTime) -> String {
    let serial = moment.as_f64();
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&serial) {
        return serial.to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if serial.fract() == 0.0 { day } else { format!("{day}T{hour:02}:{minute:02}:{second:02}") }
}

/// Adds the cells that are merged with others, in order; false if they take up too much.
fn merge(faults: &mut Vec<Fault>, regions: &[Dimensions], rows: u32) -> bool {
    for region in regions {
        let ((top, left), (bottom, right)) = (region.start, region.end);
        for row in top..rows.min(bottom.saturating_add(1)) {
            let first = if row == top { left.saturating_add(1) } else { left };
            if first <= right {
                faults.push(Fault { row, first, last: right, why: Why::Merged(top, left) });
            }
            if faults.len() > MERGED {
                return false;
            }
        }
    }
    faults.sort_by_key(|fault| fault.row);
    true
}

fn broken(message: String) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(&codes::BROKEN_FILE, message, None).help("save the workbook again, or the sheet as CSV"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn serial_numbers_are_days_in_both_epochs() {
        let told = |serial, old| day(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, old));
        assert_eq!(told(41_779.0, false), "2014-05-20");
        assert_eq!(told(41_779.5, false), "2014-05-20T12:00:00");
        assert_eq!(told(40_317.0, true), "2014-05-20");
        assert_eq!((told(0.25, false), told(-3.0, false)), ("0.25".to_owned(), "-3".to_owned()));
        assert_eq!(told(1e300, false).len(), 301);
    }

    #[test]
    fn merged_cells_point_to_the_first_of_them() {
        let region = |start, end| Dimensions { start, end };
        let mut faults = Vec::new();
        assert!(merge(&mut faults, &[region((3, 0), (u32::MAX, 0)), region((1, 0), (1, 2))], 5));
        let told: Vec<_> = faults.iter().map(|fault| (fault.row, fault.first, fault.last)).collect();
        assert_eq!(told, [(1, 1, 2), (4, 0, 0)]);
        let all = vec![region((0, 0), (u32::MAX, u32::MAX)); 20];
        assert!(!merge(&mut Vec::new(), &all, ROWS));
    }
}
