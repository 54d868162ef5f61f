//! Blocks of whole rows from a stream, of a few megabytes each; the stream may be gzip.

use crate::diagnostic::{Diagnostic, codes};
use std::io::{self, Read};

const BLOCK: usize = 1 << 22;
/// The longest row that is read.
pub(super) const LONGEST: usize = 1 << 24;

/// A stream cut into blocks that end where a row ends.
pub(super) struct Blocks<'s> {
    name: String,
    stream: Box<dyn Read + Send + 's>,
    /// What was read beyond the last block.
    rest: Vec<u8>,
    head: Vec<u8>,
    number: u64,
    ended: bool,
    failure: Option<Box<Diagnostic>>,
}

impl<'s> Blocks<'s> {
    /// Opens a stream and reads its first line.
    pub(super) fn open(name: &str, mut stream: Box<dyn Read + Send + 's>) -> Result<Self, Box<Diagnostic>> {
        let mut start = [0_u8; 4];
        let mut got = 0;
        while got < start.len() {
            match stream.read(&mut start[got..]) {
                Ok(0) => break,
                Ok(more) => got += more,
                Err(cause) => return Err(damaged(name, &cause)),
            }
        }
        if start == [0x28, 0xb5, 0x2f, 0xfd] {
            let found = Diagnostic::new(
                &codes::BROKEN_FILE,
                format!("{name} is packed with zstd, which is not read here"),
                None,
            );
            return Err(Box::new(found.help("unpack it into a pipe: zstd -dc FILE | comity fold -")));
        }
        let chained = io::Cursor::new(start[..got].to_vec()).chain(stream);
        let stream: Box<dyn Read + Send + 's> = if start.starts_with(&[0x1f, 0x8b]) {
            Box::new(flate2::read::MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, chained)))
        } else {
            Box::new(chained)
        };
        let mut blocks = Self {
            name: name.to_owned(),
            stream,
            rest: Vec::new(),
            head: Vec::new(),
            number: 0,
            ended: false,
            failure: None,
        };
        let mut first = Vec::new();
        while memchr::memchr(b'\n', &first).is_none() && first.len() < LONGEST {
            if !blocks.read(&mut first, 1 << 16)? {
                break;
            }
        }
        let end = memchr::memchr(b'\n', &first).unwrap_or(first.len());
        blocks.rest = first.get(end + 1..).unwrap_or_default().to_vec();
        first.truncate(end);
        blocks.head = first.strip_prefix("\u{feff}".as_bytes()).map(<[u8]>::to_vec).unwrap_or(first);
        Ok(blocks)
    }

    /// The first line.
    pub(super) fn head(&self) -> &[u8] {
        self.head.strip_suffix(b"\r").unwrap_or(&self.head)
    }

    /// What ended the stream too early.
    pub(super) fn failure(self) -> Option<Box<Diagnostic>> {
        self.failure
    }

    /// Puts the next block into a buffer and gives its number.
    pub(super) fn next(&mut self, block: &mut Vec<u8>) -> Option<u64> {
        block.clear();
        block.append(&mut self.rest);
        loop {
            while !self.ended && block.len() < BLOCK {
                match self.read(block, BLOCK) {
                    Ok(true) => {}
                    Ok(false) => self.ended = true,
                    Err(found) => {
                        self.failure = Some(found);
                        self.ended = true;
                        return None;
                    }
                }
            }
            if self.ended {
                self.number += 1;
                return (!block.is_empty()).then_some(self.number);
            }
            if let Some(end) = last_row_end(block) {
                self.rest.extend_from_slice(&block[end..]);
                block.truncate(end);
                self.number += 1;
                return Some(self.number);
            }
            if block.len() > LONGEST {
                let message = format!("{}: a row is longer than {} MiB", self.name, LONGEST >> 20);
                let found = Diagnostic::new(&codes::TOO_LARGE, message, None);
                self.failure = Some(Box::new(found.help("a quote may be open, or this is no table")));
                self.ended = true;
                return None;
            }
            match self.read(block, BLOCK) {
                Ok(more) => self.ended = !more,
                Err(found) => {
                    self.failure = Some(found);
                    self.ended = true;
                    return None;
                }
            }
        }
    }

    /// Reads some more bytes; false at the end.
    fn read(&mut self, into: &mut Vec<u8>, most: usize) -> Result<bool, Box<Diagnostic>> {
        let start = into.len();
        into.resize(start + most, 0);
        loop {
            match self.stream.read(&mut into[start..]) {
                Ok(got) => {
                    into.truncate(start + got);
                    return Ok(got > 0);
                }
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                Err(cause) => {
                    into.truncate(start);
                    return Err(damaged(&self.name, &cause));
                }
            }
        }
    }
}

/// Where the last whole row of a block ends: after a line end that stands in no quotes.
fn last_row_end(block: &[u8]) -> Option<usize> {
    let mut quotes = memchr::memchr_iter(b'"', block).count();
    let mut end = block.len();
    for at in memchr::memrchr_iter(b'\n', block) {
        quotes -= memchr::memchr_iter(b'"', &block[at..end]).count();
        end = at;
        if quotes.is_multiple_of(2) {
            return Some(at + 1);
        }
    }
    None
}

fn damaged(name: &str, cause: &io::Error) -> Box<Diagnostic> {
    let found = Diagnostic::new(&codes::BROKEN_FILE, format!("{name} is damaged or cut short: {cause}"), None);
    Box::new(found.help("fetch the file again"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_ends_outside_quotes() {
        assert_eq!(last_row_end(b"a,b\nc,\"d\ne\nf"), Some(4));
        assert_eq!(last_row_end(b"a,\"b\nc\"\nd"), Some(8));
        assert_eq!(last_row_end(b"no end"), None);
    }
}
