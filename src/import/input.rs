//! Opening foreign files: plain, gzip or zstd, whole and within bounds, and as text whatever its encoding slips.

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
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 29, columns: 20_000, depth: 64 }
    }
}

/// A foreign file: its name and what it holds, unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name as the user gave it.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Input {
    /// Takes in a file; gzip and zstd are known by their first bytes and unpacked.
    ///
    /// # Errors
    /// If it is damaged, packed in another way, or larger than the limits.
    pub fn open(name: impl Into<String>, bytes: Vec<u8>, limits: &Limits) -> Result<Self, Box<Diagnostic>> {
        let name = name.into();
        if !is_packed(&bytes) {
            // What cannot be read at all is refused there.
            unpacked(&name, Box::new(bytes.get(..4).unwrap_or(&bytes)))?;
            return if bytes.len() as u64 > limits.bytes {
                Err(too_large(&name, limits))
            } else {
                Ok(Self { name, bytes })
            };
        }
        let mut content = Vec::with_capacity(bytes.len().saturating_mul(8).min(1 << 25));
        let mut reader = unpacked(&name, Box::new(bytes.as_slice()))?.take(limits.bytes + 1);
        reader.read_to_end(&mut content).map_err(|cause| damaged(&name, &cause))?;
        if content.len() as u64 > limits.bytes {
            return Err(too_large(&name, limits));
        }
        Ok(Self { name, bytes: content })
    }

    /// The content without a byte order mark.
    pub(super) fn content(&self) -> &[u8] {
        self.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&self.bytes)
    }

    /// The first line, without its end.
    pub(super) fn first_line(&self) -> &[u8] {
        let content = self.content();
        let end = memchr::memchr(b'\n', content).unwrap_or(content.len());
        content[..end].strip_suffix(b"\r").unwrap_or(&content[..end])
    }

    /// The part of the name after the last slash, without the ending of a packed file.
    pub(super) fn file_name(&self) -> &str {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        without_packing(name)
    }
}

/// A name without the ending of a packed file.
pub(super) fn without_packing(name: &str) -> &str {
    [".gz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// Headings in a message: the first of many, and of long ones the beginning.
pub(super) fn shown(names: &[String]) -> String {
    const MOST: usize = 20;
    const LONGEST: usize = 40;
    let one = |name: &String| match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.clone(),
    };
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

fn too_large(name: &str, limits: &Limits) -> Box<Diagnostic> {
    let message = format!("{name} holds more than {} MiB", limits.bytes >> 20);
    Box::new(
        Diagnostic::new(&codes::TOO_LARGE, message, None)
            .help("split the file, or `fold` it if it is a stream of events"),
    )
}

/// Refuses a table with more columns than the limits allow.
pub(super) fn within_columns(input: &Input, count: usize, limits: &Limits) -> Result<(), Box<Diagnostic>> {
    if count <= limits.columns {
        return Ok(());
    }
    let message = format!("{} has {count} columns", input.name);
    Err(Box::new(Diagnostic::new(&codes::TOO_LARGE, message, None).help("turn the table round")))
}

/// A file that is not what its importer reads.
pub(super) fn not_this(input: &Input, wanted: &str) -> Box<Diagnostic> {
    let message = format!("{} is not {wanted}", input.name);
    Box::new(Diagnostic::new(&codes::NOT_THIS_FORMAT, message, None).help("`comity import --help` lists the formats"))
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
    fn no_byte_is_lost_for_want_of_utf_8() {
        assert_eq!(text_of(b"Comit\x8e"), "Comit\u{8e}");
        assert_eq!(text_of("Côte".as_bytes()), "Côte");
    }
}
