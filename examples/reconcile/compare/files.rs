//! Tables as data sets ship them: CSV, often compressed, not always in UTF-8.

use csv::StringRecord;
use flate2::read::GzDecoder;
use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// A table with its head.
pub(crate) struct Rows {
    /// The names of the columns.
    pub(crate) head: Vec<String>,
    /// The rows; each has a cell for every column.
    pub(crate) rows: Vec<StringRecord>,
}

impl Rows {
    /// The number of a column.
    pub(crate) fn column(&self, name: &str) -> Result<usize, Box<dyn Error>> {
        self.head.iter().position(|head| head == name).ok_or_else(|| format!("no column `{name}`").into())
    }
}

/// The bytes of a file.
pub(crate) fn plain(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    fs::read(path).map_err(|e| format!("{}: {e}", path.display()).into())
}

/// The bytes of a compressed file.
pub(crate) fn gzipped(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    GzDecoder::new(file).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The rows of a comma-separated text; bytes that are no UTF-8 are replaced.
pub(crate) fn rows(bytes: Vec<u8>) -> Result<Rows, Box<dyn Error>> {
    let text = String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers()?.iter().map(str::to_owned).collect();
    Ok(Rows { head, rows: reader.records().collect::<Result<_, _>>()? })
}
