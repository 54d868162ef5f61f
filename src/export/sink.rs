//! Where formats write to: a buffer in front of a file or a pipe, so that a network of any size takes little memory.

use super::data::Cell;
use crate::time::Day;
use crate::words::{digits, few_decimals};
use rayon::prelude::*;
use std::io::{self, Write};
use std::ops::Range;

/// The buffer is passed on when it holds so many bytes.
const FULL: usize = 1 << 16;

/// Rows that one thread writes in one go: enough to be worth its while, and few enough to stay in its cache.
const PART: usize = 256;

/// Parts that are written side by side before they are passed on.
const PARTS: usize = 16;

/// Takes text and passes it on in large parts. What goes wrong is kept for [`Sink::finish`], so that a format need not ask
/// after every word.
pub struct Sink<'w> {
    /// None if all is kept: a part of what another sink takes.
    out: Option<&'w mut dyn Write>,
    buffer: Vec<u8>,
    failed: Option<io::Error>,
}

impl<'w> Sink<'w> {
    /// A sink in front of a writer.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out: Some(out), buffer: Vec::with_capacity(FULL + FULL / 2), failed: None }
    }

    /// Takes what is written of each of some rows, in their order. Many are written by several threads, with the same bytes.
    pub(super) fn rows(&mut self, count: usize, write: impl Fn(&mut Sink<'_>, usize) + Sync) {
        self.parts(count, |sink, rows| rows.for_each(|row| write(sink, row)));
    }

    /// Takes what is written of some rows, where each part of them is written in one go.
    pub(super) fn parts(&mut self, count: usize, write: impl Fn(&mut Sink<'_>, Range<usize>) + Sync) {
        let part = |number: usize| (number * PART).min(count)..((number + 1) * PART).min(count);
        let number_of_parts = count.div_ceil(PART);
        if number_of_parts <= 2 || self.out.is_none() {
            return (0..number_of_parts).for_each(|number| write(self, part(number)));
        }
        self.pass_on();
        // While some parts are passed on the next ones are written.
        let (mut done, mut next) = (Vec::new(), Vec::new());
        next.resize_with(PARTS.min(number_of_parts), Vec::new);
        done.resize_with(next.len(), Vec::new);
        for first in (0..number_of_parts).step_by(PARTS) {
            rayon::in_place_scope(|scope| {
                let (write, next) = (&write, &mut next);
                scope.spawn(move |_| {
                    next.par_iter_mut().enumerate().for_each(|(i, buffer)| {
                        let mut inner = Sink { out: None, buffer: std::mem::take(buffer), failed: None };
                        write(&mut inner, part(first + i));
                        *buffer = inner.buffer;
                    });
                });
                self.pass_all_on(&mut done);
            });
            std::mem::swap(&mut done, &mut next);
        }
        self.pass_all_on(&mut done);
    }

    /// Takes a text as it is.
    pub fn text(&mut self, text: &str) {
        self.buffer.extend_from_slice(text.as_bytes());
        if self.buffer.len() >= FULL {
            self.pass_on();
        }
    }

    /// Takes what another writer wrote, which is text.
    pub(super) fn bytes(&mut self, text: &[u8]) {
        self.buffer.extend_from_slice(text);
        if self.buffer.len() >= FULL {
            self.pass_on();
        }
    }

    /// Takes a text that was written before.
    pub(super) fn again(&mut self, texts: &Texts, at: u32) {
        let start = (at as usize).checked_sub(1).map_or(0, |before| texts.ends[before]);
        self.buffer.extend_from_slice(&texts.bytes[start..texts.ends[at as usize]]);
    }

    /// Takes a whole number.
    pub fn whole(&mut self, value: i64) {
        if value < 0 {
            self.buffer.push(b'-');
        }
        self.buffer.extend_from_slice(digits(value.unsigned_abs(), 1, &mut [0; 20]));
    }

    /// Takes a finite number, with as many digits as tell it from all others.
    pub fn number(&mut self, value: f64) {
        // Zero has no sign.
        let value = if value == 0.0 { 0.0 } else { value };
        match few_decimals(value, &mut [0; 24]) {
            Some(digits) => self.buffer.extend_from_slice(digits),
            // Writing into memory cannot fail.
            None => {
                let _ = write!(self.buffer, "{value}");
            }
        }
    }

    /// Takes a day as `2014-05-20`.
    pub fn day(&mut self, day: Day) {
        let (year, month, date) = day.calendar();
        if (1000..=9999).contains(&year) {
            self.whole(i64::from(year));
            let two = |n: u8| [b'-', b'0' + n / 10, b'0' + n % 10];
            self.buffer.extend_from_slice(&two(month));
            self.buffer.extend_from_slice(&two(date));
        } else {
            let _ = write!(self.buffer, "{day}");
        }
    }

    /// Takes what a row holds, its text through an escape.
    pub fn cell(&mut self, cell: &Cell<'_>, escape: impl FnOnce(&mut Self, &str)) {
        match cell {
            Cell::None => {}
            Cell::Text(text) => escape(self, text),
            Cell::Json(text) => escape(self, text),
            Cell::Day(day) => self.day(*day),
            Cell::Whole(value) => self.whole(*value),
            Cell::Number(value) => self.number(*value),
            Cell::Flag(value) => self.text(if *value { "true" } else { "false" }),
        }
    }

    /// Takes a text with some bytes replaced: `needs` tells which they may be, `escape` what stands for a character.
    pub(super) fn escaped(
        &mut self,
        text: &str,
        needs: &[bool; 256],
        mut escape: impl FnMut(char) -> Option<&'static str>,
    ) {
        // A short text is looked at without a branch a byte; most hold nothing to replace.
        const SHORT: usize = 64;
        if text.len() <= SHORT && !text.bytes().fold(false, |any, byte| any | needs[usize::from(byte)]) {
            return self.text(text);
        }
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| needs[usize::from(byte)]) {
            let (plain, after) = rest.split_at(at);
            self.text(plain);
            let mut letters = after.chars();
            if let Some(letter) = letters.next() {
                match escape(letter) {
                    Some(other) => self.text(other),
                    None => self.text(&after[..letter.len_utf8()]),
                }
            }
            rest = letters.as_str();
        }
        self.text(rest);
    }

    fn pass_on(&mut self) {
        let Some(out) = &mut self.out else { return };
        if self.failed.is_none() {
            self.failed = out.write_all(&self.buffer).err();
        }
        self.buffer.clear();
    }

    /// Passes on buffers of parts, which are empty then.
    fn pass_all_on(&mut self, buffers: &mut [Vec<u8>]) {
        for buffer in buffers {
            std::mem::swap(&mut self.buffer, buffer);
            self.pass_on();
            std::mem::swap(&mut self.buffer, buffer);
        }
    }

    /// Passes on what is left.
    ///
    /// # Errors
    /// If something could not be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.pass_on();
        match (self.failed, self.out) {
            (Some(error), _) => Err(error),
            (None, Some(out)) => out.flush(),
            (None, None) => Ok(()),
        }
    }
}

/// Texts that are written once and taken often: every tie names two nodes.
pub(super) struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    /// Writes all of them.
    pub(super) fn of(count: usize, write: impl Fn(&mut Sink<'_>, usize)) -> Self {
        let mut sink = Sink { out: None, buffer: Vec::new(), failed: None };
        let end = |at| {
            write(&mut sink, at);
            sink.buffer.len()
        };
        let ends = (0..count).map(end).collect();
        Self { bytes: sink.buffer, ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Sink<'_>)) -> String {
        let mut bytes = Vec::new();
        let mut sink = Sink::new(&mut bytes);
        write(&mut sink);
        sink.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn numbers_and_days_are_written_as_they_are_read() {
        for value in [0.0, 1.0, -17.0, 0.1, 1.0 / 3.0, 1e300, -2.5e-7, 1e15, 123_456_789_012.0] {
            assert_eq!(written(|sink| sink.number(value)).parse::<f64>().unwrap(), value);
        }
        assert_eq!(written(|sink| sink.whole(i64::MIN)), i64::MIN.to_string());
        for text in ["2014-05-20", "1000-01-01", "9999-12-31", "0042-03-04"] {
            assert_eq!(written(|sink| sink.day(Day::parse(text).unwrap())), text);
        }
    }

    #[test]
    fn decimals_are_the_fewest_that_tell_a_number_from_all_others() {
        for value in [0.5, -0.001, 84.125, 999.999, 0.0005, 123_456_789.01, 0.1 + 0.2, 1e12 + 0.5, -7e-3] {
            assert_eq!(written(|sink| sink.number(value)), value.to_string());
        }
    }

    #[test]
    fn rows_come_in_order_however_many() {
        for count in [0, 1, PART, 2 * PART + 1, PART * PARTS, 3 * PART * PARTS + 17] {
            let all = written(|sink| {
                sink.text("head\n");
                sink.rows(count, |sink, row| {
                    sink.whole(row as i64);
                    sink.text("\n");
                });
                sink.text("end\n");
            });
            let expected: Vec<String> = (0..count).map(|row| row.to_string()).collect();
            let lines = std::iter::once("head").chain(expected.iter().map(String::as_str)).chain(["end"]);
            assert!(all.lines().eq(lines), "{count} rows");
        }
    }

    #[test]
    fn a_closed_pipe_is_an_error_at_the_end() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut closed = Closed;
        let mut sink = Sink::new(&mut closed);
        sink.text(&"x".repeat(10 * FULL));
        assert_eq!(sink.finish().unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
