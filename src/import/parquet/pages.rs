//! The pages of a column: found, measured and unpacked within bounds, and handed to the decoders of the `parquet` crate.
//!
//! The crate believes what a page says of its size, number of values and dictionary, and sets memory aside for it; so all of that is
//! held against the bytes that are there before it sees a page. Unpacking is done here too, by the plain Rust that comity has anyway.

use super::thrift::{Wrong, unsigned, walk};
use crate::import::unpack::unpacked;
use bytes::Bytes;
use parquet::basic::{CompressionCodec, Encoding};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::ChunkReader;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Heads of pages hold the least and the greatest value, which may be long.
const LONGEST_HEAD: u64 = 1 << 24;
/// What a value of a dictionary takes in memory beside its bytes.
const VALUE: u64 = 32;

/// Memory that the pages of all columns may take at a time.
#[derive(Debug, Clone)]
pub(super) struct Room {
    taken: Arc<AtomicU64>,
    most: u64,
}

impl Room {
    pub(super) fn of(most: u64) -> Self {
        Self { taken: Arc::default(), most }
    }

    fn take(&self, more: u64) -> Result<()> {
        let taken = self.taken.fetch_add(more, Ordering::Relaxed).saturating_add(more);
        if taken <= self.most {
            return Ok(());
        }
        Err(wrong(format!("its pages take more than {} MiB at a time", self.most >> 20)))
    }

    fn give_back(&self, less: u64) {
        self.taken.fetch_sub(less, Ordering::Relaxed);
    }
}

/// The pages of one column in one group of rows.
pub(super) struct Pages<R: ChunkReader> {
    source: Arc<R>,
    codec: CompressionCodec,
    room: Room,
    /// Whether values may be missing.
    optional: bool,
    /// Where the next page begins, and how many bytes are left of the column.
    at: u64,
    left: u64,
    /// How many values are left.
    values: u64,
    /// What the page and the dictionary that were given last take.
    page: u64,
    dictionary: u64,
}

impl<R: ChunkReader> Pages<R> {
    pub(super) fn of(source: &Arc<R>, about: &ColumnChunkMetaData, optional: bool, room: &Room) -> Result<Self> {
        let size = |number: i64| u64::try_from(number).map_err(|_| wrong("a size or place is less than nothing"));
        // Some writers tell a dictionary at 0, where the file begins, if there is none.
        let dictionary = about.dictionary_page_offset().filter(|place| *place > 0);
        let first = dictionary.map_or(about.data_page_offset(), |place| place.min(about.data_page_offset()));
        let pages = Self {
            source: Arc::clone(source),
            codec: about.compression_codec(),
            room: room.clone(),
            optional,
            at: size(first)?,
            left: size(about.compressed_size())?,
            values: size(about.num_values())?,
            page: 0,
            dictionary: 0,
        };
        match pages.codec {
            CompressionCodec::UNCOMPRESSED
            | CompressionCodec::SNAPPY
            | CompressionCodec::GZIP
            | CompressionCodec::ZSTD => {}
            other => return Err(wrong(format!("it is packed as {other:?}, of which snappy, gzip and zstd are read"))),
        }
        if pages.at.saturating_add(pages.left) > source.len() {
            return Err(wrong("a column ends beyond the file"));
        }
        Ok(pages)
    }

    /// The next page that holds a dictionary or values.
    fn next_page(&mut self) -> Result<Option<Page>> {
        while self.values > 0 && self.left > 0 {
            let (head, length) = self.head()?;
            self.pass(length)?;
            let size = u64::try_from(head.packed).map_err(|_| wrong("a page is smaller than nothing"))?;
            let start = self.at;
            self.pass(size)?;
            if head.kind == Head::INDEX {
                continue;
            }
            let packed = self.source.get_bytes(start, size as usize)?;
            return self.page(&head, packed).map(Some);
        }
        Ok(None)
    }

    fn pass(&mut self, length: u64) -> Result<()> {
        self.left = self.left.checked_sub(length).ok_or_else(|| wrong("a page ends beyond its column"))?;
        self.at += length;
        Ok(())
    }

    /// What the next page says of itself, and how long that is.
    fn head(&self) -> Result<(Head, u64)> {
        let mut length = self.left.min(1 << 10);
        loop {
            let bytes = self.source.get_bytes(self.at, length as usize)?;
            let mut head = Head::default();
            match walk(&bytes, &mut |path, number| head.see(path, number)) {
                Ok(length) => return Ok((head, length as u64)),
                Err(Wrong::Short) if length < self.left.min(LONGEST_HEAD) => {
                    length = (length * 8).min(self.left).min(LONGEST_HEAD);
                }
                Err(_) => return Err(wrong("the head of a page cannot be read")),
            }
        }
    }

    fn page(&mut self, head: &Head, packed: Bytes) -> Result<Page> {
        let values = u32::try_from(head.values).map_err(|_| wrong("a page has fewer values than none"))?;
        let size = u64::try_from(head.unpacked).map_err(|_| wrong("a page is smaller than nothing"))?;
        let encoding = encoding(head.encoding)?;
        if head.kind == Head::DICTIONARY {
            if !matches!(encoding, Encoding::PLAIN | Encoding::PLAIN_DICTIONARY) {
                return Err(wrong(format!("a dictionary is written as {encoding}")));
            }
            // A value that stands in it takes a byte and a row at least.
            if u64::from(values) > size.min(self.values) {
                return Err(wrong("a dictionary says that it has more values than it can hold"));
            }
            self.room.give_back(std::mem::take(&mut self.dictionary));
            let takes = size + u64::from(values) * VALUE;
            self.room.take(takes)?;
            self.dictionary = takes;
            let buf = self.unpack(packed, 0, size)?;
            return Ok(Page::DictionaryPage { buf, num_values: values, encoding, is_sorted: false });
        }
        self.values = (self.values.checked_sub(values.into())).ok_or_else(|| wrong("a column has too many values"))?;
        self.room.give_back(std::mem::take(&mut self.page));
        self.room.take(size)?;
        self.page = size;
        let (levels, page) = match head.kind {
            Head::DATA => {
                if self.optional && head.levels != Encoding::RLE as i64 {
                    return Err(wrong("which values are missing is written in a way that is not read"));
                }
                let buf = self.unpack(packed, 0, size)?;
                let told =
                    if self.optional { buf.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes)) } else { None };
                let levels = told.map_or(0, |length| u64::from(length) + 4);
                let (rle, statistics) = (Encoding::RLE, None);
                let page = Page::DataPage {
                    buf,
                    num_values: values,
                    encoding,
                    def_level_encoding: rle,
                    rep_level_encoding: rle,
                    statistics,
                };
                (levels, page)
            }
            Head::DATA_2 => {
                let part =
                    |length: i64| u32::try_from(length).map_err(|_| wrong("a part of a page is smaller than nothing"));
                let (missing, repeated) = (part(head.missing_bytes)?, part(head.repeated_bytes)?);
                let levels = u64::from(missing) + u64::from(repeated);
                if levels > size.min(packed.len() as u64) {
                    return Err(wrong("a part of a page is larger than the page"));
                }
                let buf = if head.is_plain { packed } else { self.unpack(packed, levels as usize, size)? };
                let page = Page::DataPageV2 {
                    buf,
                    num_values: values,
                    encoding,
                    num_nulls: part(head.missing)?,
                    num_rows: values,
                    def_levels_byte_len: missing,
                    rep_levels_byte_len: repeated,
                    is_compressed: !head.is_plain,
                    statistics: None,
                };
                (levels, page)
            }
            _ => return Err(wrong("a page is of an unknown kind")),
        };
        if encoding == Encoding::DELTA_LENGTH_BYTE_ARRAY {
            within_lengths(page.buffer(), levels, values)?;
        }
        Ok(page)
    }

    /// A page as it was before it was packed; its first bytes may not be.
    fn unpack(&self, packed: Bytes, plain: usize, size: u64) -> Result<Bytes> {
        let size = size as usize;
        let mut whole;
        match self.codec {
            CompressionCodec::UNCOMPRESSED => {
                return if packed.len() == size { Ok(packed) } else { Err(wrong("a page is not as long as it says")) };
            }
            CompressionCodec::SNAPPY => {
                let told = if packed.len() > plain { snap::raw::decompress_len(&packed[plain..]) } else { Ok(0) };
                if told.map_err(|cause| wrong(cause.to_string()))? != size - plain {
                    return Err(wrong("a page is not as long as it says"));
                }
                whole = vec![0; size];
                whole[..plain].copy_from_slice(&packed[..plain]);
                if packed.len() > plain {
                    let done = snap::raw::Decoder::new().decompress(&packed[plain..], &mut whole[plain..]);
                    done.map_err(|cause| wrong(cause.to_string()))?;
                }
            }
            _ => {
                whole = packed[..plain].to_vec();
                let rest = Box::new(&packed[plain..]);
                let stream = unpacked("a page", rest).map_err(|found| wrong(found.message))?;
                let most = (size - plain) as u64;
                stream.take(most + 1).read_to_end(&mut whole).map_err(|cause| wrong(cause.to_string()))?;
                if whole.len() != size {
                    return Err(wrong("a page is not as long as it says"));
                }
            }
        }
        Ok(whole.into())
    }
}

impl<R: ChunkReader> Drop for Pages<R> {
    fn drop(&mut self) {
        self.room.give_back(self.page + self.dictionary);
    }
}

impl<R: ChunkReader> Iterator for Pages<R> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_page().transpose()
    }
}

impl<R: ChunkReader> PageReader for Pages<R> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.next_page()
    }

    // Rows are read one after the other, so that nobody asks for these.
    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        Err(wrong("pages are not looked at in advance"))
    }

    fn skip_next_page(&mut self) -> Result<()> {
        Err(wrong("pages are not passed over"))
    }
}

/// What a page says of itself.
#[derive(Debug, Default)]
struct Head {
    kind: i64,
    unpacked: i64,
    packed: i64,
    values: i64,
    encoding: i64,
    /// How it is written which values are missing.
    levels: i64,
    missing: i64,
    missing_bytes: i64,
    repeated_bytes: i64,
    /// Whether the page is not packed, although the column is.
    is_plain: bool,
}

impl Head {
    const DATA: i64 = 0;
    const INDEX: i64 = 1;
    const DICTIONARY: i64 = 2;
    const DATA_2: i64 = 3;

    fn see(&mut self, path: &[i16], number: i64) {
        // Fields of the format's `PageHeader`; 5 is the head of a page of values, 7 of a dictionary, 8 of a page of values as
        // later versions write it.
        match path {
            [1] => self.kind = number,
            [2] => self.unpacked = number,
            [3] => self.packed = number,
            [5 | 7 | 8, 1] => self.values = number,
            [5 | 7, 2] | [8, 4] => self.encoding = number,
            [5, 3] => self.levels = number,
            [8, 2] => self.missing = number,
            [8, 5] => self.missing_bytes = number,
            [8, 6] => self.repeated_bytes = number,
            [8, 7] => self.is_plain = number == 0,
            _ => {}
        }
    }
}

/// How values are written, if that is read.
fn encoding(number: i64) -> Result<Encoding> {
    Ok(match number {
        0 => Encoding::PLAIN,
        2 => Encoding::PLAIN_DICTIONARY,
        3 => Encoding::RLE,
        5 => Encoding::DELTA_BINARY_PACKED,
        6 => Encoding::DELTA_LENGTH_BYTE_ARRAY,
        8 => Encoding::RLE_DICTIONARY,
        9 => Encoding::BYTE_STREAM_SPLIT,
        // Each text may be as long as all before it together, which no memory holds.
        7 => return Err(wrong("texts are written as DELTA_BYTE_ARRAY, which is not read")),
        _ => return Err(wrong(format!("values are written in a way ({number}) that is not read"))),
    })
}

/// Refuses texts of which more lengths are told than there are values: the third number, as setting memory aside goes by it.
fn within_lengths(page: &Bytes, start: u64, values: u32) -> Result<()> {
    let cut = |_| wrong("the lengths of texts are cut short");
    let mut rest = usize::try_from(start).ok().and_then(|start| page.get(start..)).ok_or_else(|| cut(Wrong::Short))?;
    let mut told = 0;
    for _ in 0..3 {
        let (number, length) = unsigned(rest).map_err(cut)?;
        (told, rest) = (number, &rest[length..]);
    }
    if told > u64::from(values) { Err(wrong("more lengths of texts are told than there are texts")) } else { Ok(()) }
}

pub(super) fn wrong(cause: impl Into<String>) -> ParquetError {
    ParquetError::General(cause.into())
}

/// What is wrong, without the name of who says so.
pub(super) fn told(cause: ParquetError) -> String {
    match cause {
        ParquetError::General(cause) | ParquetError::EOF(cause) => cause,
        other => other.to_string(),
    }
}
