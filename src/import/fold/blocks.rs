//! Blocks of whole rows from a stream, of a quarter of a megabyte each: as much as stays in a core's cache while it is read.

use super::cells::closing_quote;
use crate::diagnostic::{Diagnostic, codes};
use crate::import::csv::separator_of;
use crate::import::unpack::{damaged, unpacked};
use std::io::{self, Read};

const BLOCK: usize = 1 << 18;
/// The longest row that is read.
pub(super) const LONGEST: usize = 1 << 24;

/// A stream cut into blocks that end where a row ends.
pub(super) struct Blocks<'s> {
    name: String,
    stream: Box<dyn Read + Send + 's>,
    separator: u8,
    /// What was read beyond the last block.
    rest: Vec<u8>,
    head: Vec<u8>,
    number: u64,
    ended: bool,
    failure: Option<Box<Diagnostic>>,
}

impl<'s> Blocks<'s> {
    /// Opens a stream and reads its first line.
    pub(super) fn open(name: &str, stream: Box<dyn Read + Send + 's>) -> Result<Self, Box<Diagnostic>> {
        let mut blocks = Self {
            name: name.to_owned(),
            stream: unpacked(name, stream)?,
            separator: b',',
            rest: Vec::new(),
            head: Vec::new(),
            number: 0,
            ended: false,
            failure: None,
        };
        let mut first = vec![0; 1 << 16];
        let mut len = 0;
        let end = loop {
            let got = blocks.read(&mut first[len..])?;
            let found = memchr::memchr(b'\n', &first[len..len + got]);
            len += got;
            match found {
                Some(at) => break len - got + at,
                None if got == 0 => break len,
                None if len > LONGEST => return Err(blocks.too_long()),
                None if len == first.len() => first.resize((len * 2).min(LONGEST + 1), 0),
                None => {}
            }
        };
        blocks.rest = first.get(end + 1..len).unwrap_or_default().to_vec();
        first.truncate(end);
        let head = first.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&first);
        blocks.head = head.strip_suffix(b"\r").unwrap_or(head).to_vec();
        blocks.separator = separator_of(&blocks.head);
        Ok(blocks)
    }

    /// The first line.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// What ended the stream too early.
    pub(super) fn failure(self) -> Option<Box<Diagnostic>> {
        self.failure
    }

    /// Puts the next block at the start of a buffer, and gives its number and its length.
    pub(super) fn next(&mut self, buffer: &mut Vec<u8>) -> Option<(u64, usize)> {
        let mut len = self.rest.len();
        if buffer.len() < BLOCK.max(len * 2) {
            buffer.resize(BLOCK.max(len * 2), 0);
        }
        buffer[..len].copy_from_slice(&self.rest);
        self.rest.clear();
        loop {
            while !self.ended && len < buffer.len() {
                match self.read(&mut buffer[len..]) {
                    Ok(0) => self.ended = true,
                    Ok(got) => len += got,
                    Err(found) => return self.fail(found),
                }
            }
            if self.ended {
                self.number += 1;
                return (len > 0 && self.failure.is_none()).then_some((self.number, len));
            }
            if let Some(end) = last_row_end(&buffer[..len], self.separator) {
                self.rest.extend_from_slice(&buffer[end..len]);
                self.number += 1;
                return Some((self.number, end));
            }
            if len > LONGEST {
                let found = self.too_long();
                return self.fail(found);
            }
            buffer.resize((len * 2).min(LONGEST + 1), 0);
        }
    }

    fn fail(&mut self, found: Box<Diagnostic>) -> Option<(u64, usize)> {
        self.failure = Some(found);
        self.ended = true;
        None
    }

    fn too_long(&self) -> Box<Diagnostic> {
        let message = format!("{}: a row is longer than {} MiB", self.name, LONGEST >> 20);
        let found = Diagnostic::new(&codes::TOO_LARGE, message, None);
        Box::new(found.help("a quote may be open, or this is no table"))
    }

    /// Reads some more bytes; none at the end.
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Box<Diagnostic>> {
        loop {
            match self.stream.read(into) {
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(damaged(&self.name, &cause)),
                Ok(got) => return Ok(got),
            }
        }
    }
}

/// Where the last whole row of a block ends: after a line end that stands in no quoted cell.
fn last_row_end(block: &[u8], separator: u8) -> Option<usize> {
    let (mut from, mut found) = (0, None);
    loop {
        let open = memchr::memchr(b'"', &block[from..]).map_or(block.len(), |offset| from + offset);
        found = memchr::memrchr(b'\n', &block[from..open]).map(|at| from + at + 1).or(found);
        if open == block.len() {
            return found;
        }
        // A quote within a cell is a letter like any other.
        let begins = open == 0 || block[open - 1] == separator || block[open - 1] == b'\n';
        from = match closing_quote(block, open + 1) {
            _ if !begins => open + 1,
            Some((close, _)) => close + 1,
            None => return found,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_ends_outside_quotes() {
        let end = |text: &str| last_row_end(text.as_bytes(), b',');
        assert_eq!(end("a,b\nc,\"d\ne\nf"), Some(4));
        assert_eq!(end("a,\"b\nc\"\nd"), Some(8));
        assert_eq!(end("a,b\nc,\"d\ne\""), Some(4));
        assert_eq!(end("a,b\n\"d\ne\",\"f\ng\""), Some(4));
        assert_eq!(end("no end"), None);
        assert_eq!(end("\"no\nend\""), None);
        assert_eq!(end("a 5\" pipe,b\nc"), Some(12), "a quote within a cell is a letter");
        assert_eq!(end("\"a \"\"b\"\"\n\",c\nd"), Some(13));
    }
}
