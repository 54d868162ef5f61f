//! What a Parquet file says of itself at its end: columns, groups of rows, and where their pages stand. All of it is held against bounds
//! before it is believed.

use super::pages::told;
use super::thrift::walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::import::contain::quietly;
use crate::import::input::Limits;
use parquet::basic::{CompressionCodec, Encoding};
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::reader::ChunkReader;

/// The first and the last bytes of every such file.
pub(super) const MARK: &[u8] = b"PAR1";
/// The last bytes of one that needs a key.
const LOCKED: &[u8] = b"PARE";
/// The size of what it says of itself, and the mark.
const END: u64 = 8;
/// What a column in a group of rows takes in memory.
const COLUMN: u64 = 1 << 10;

/// Reads what a file says of itself.
///
/// # Errors
/// If it is cut short, damaged, locked, beyond bounds, or written in a way that is not read.
pub(super) fn read<R: ChunkReader>(
    name: &str,
    source: &R,
    limits: &Limits,
) -> Result<ParquetMetaData, Box<Diagnostic>> {
    let cut = || broken(format!("{name} is cut short: it does not end as Parquet does"), "fetch the file again");
    let size = source.len();
    let begin = size.checked_sub(END).ok_or_else(cut)?;
    let end = source.get_bytes(begin, END as usize).map_err(|_| cut())?;
    if end.ends_with(LOCKED) {
        return Err(broken(format!("{name} is encrypted"), "write it again without encryption"));
    }
    let length = end.first_chunk::<4>().filter(|_| end.ends_with(MARK)).ok_or_else(cut)?;
    let length = u64::from(u32::from_le_bytes(*length));
    let most = limits.bytes / 64;
    if length > most {
        return Err(too_large(format!("{name} says more than {} MiB of itself", most >> 20)));
    }
    let begin = begin.checked_sub(length).ok_or_else(cut)?;
    let bytes = source.get_bytes(begin, length as usize).map_err(|_| cut())?;
    within(name, &bytes, limits)?;
    // The crate takes for granted much of what it finds here.
    let about = quietly(|| ParquetMetaDataReader::decode_metadata(&bytes));
    match about {
        Some(Ok(about)) => readable(name, &about).map(|()| about),
        Some(Err(cause)) => Err(damaged(name, &told(cause))),
        None => Err(damaged(name, &"what it says of itself does not agree")),
    }
}

/// Refuses a file that says that it has more columns than may be, or more of their pieces than there is memory for.
fn within(name: &str, bytes: &[u8], limits: &Limits) -> Result<(), Box<Diagnostic>> {
    let (mut columns, mut pieces) = (0_u64, 0_u64);
    // Fields of the format's `FileMetaData`: 2 are the columns, 4 the groups of rows, each of which has all columns.
    let walked = walk(bytes, &mut |path, number| match path {
        [2] => columns = columns.max(number.unsigned_abs()),
        [4, 0, 1] => pieces = pieces.saturating_add(number.unsigned_abs()),
        _ => {}
    });
    if walked.is_err() {
        return Err(damaged(name, &"what it says of itself cannot be read"));
    }
    // One more is the table, and a nested column has several.
    if columns > limits.columns as u64 + 1 {
        return Err(too_large(format!("{name} has {columns} columns")));
    }
    if pieces > limits.bytes / COLUMN {
        return Err(too_large(format!("{name} has {pieces} columns in groups of rows")));
    }
    Ok(())
}

/// Refuses what is packed or written in a way that is not read, before anything is.
fn readable(name: &str, about: &ParquetMetaData) -> Result<(), Box<Diagnostic>> {
    for column in about.row_groups().iter().flat_map(RowGroupMetaData::columns) {
        let refused = |what: &str, help: &str| {
            let column = column.column_path().string();
            Err(broken(format!("{name}: the column `{column}` is {what}, which is not read"), help))
        };
        if column.file_path().is_some() {
            return refused("kept in another file", "write the table into one file");
        }
        match column.compression_codec() {
            CompressionCodec::UNCOMPRESSED
            | CompressionCodec::SNAPPY
            | CompressionCodec::GZIP
            | CompressionCodec::ZSTD => {}
            other => return refused(&format!("packed as {other:?}"), "write it again, packed as snappy, gzip or zstd"),
        }
        // Each text may be as long as all before it together, which no memory holds.
        if column.encodings_mask().is_set(Encoding::DELTA_BYTE_ARRAY) {
            return refused("written as DELTA_BYTE_ARRAY", "write it again with a dictionary, as is usual");
        }
    }
    Ok(())
}

pub(super) fn damaged(name: &str, cause: &dyn std::fmt::Display) -> Box<Diagnostic> {
    broken(format!("{name} is damaged: {cause}"), "fetch the file again, or write it again")
}

fn broken(message: String, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(&codes::BROKEN_FILE, message, None).help(help))
}

pub(super) fn too_large(message: String) -> Box<Diagnostic> {
    let help = "write a part of it, as `COPY (SELECT …) TO 'part.parquet'` of DuckDB does";
    Box::new(Diagnostic::new(&codes::TOO_LARGE, message, None).help(help))
}
