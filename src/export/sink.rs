//! Where formats write to: a buffer in front of a file or a pipe, so that a network of any size takes little memory.

use super::data::Cell;
use crate::time::Day;
use std::io::{self, Write};

/// The buffer is passed on when it holds so many bytes.
const FULL: usize = 1 << 16;

/// Takes text and passes it on in large parts. What goes wrong is kept for [`Sink::finish`], so that a format need not ask
/// after every word.
pub struct Sink<'w> {
    out: &'w mut dyn Write,
    buffer: Vec<u8>,
    failed: Option<io::Error>,
}

impl<'w> Sink<'w> {
    /// A sink in front of a writer.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out, buffer: Vec::with_capacity(FULL + FULL / 2), failed: None }
    }

    /// Takes a text as it is.
    pub fn text(&mut self, text: &str) {
        self.buffer.extend_from_slice(text.as_bytes());
        if self.buffer.len() >= FULL {
            self.pass_on();
        }
    }

    /// Takes a whole number.
    pub fn whole(&mut self, value: i64) {
        let mut digits = [0_u8; 20];
        let (mut at, mut rest) = (digits.len(), value.unsigned_abs());
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if value < 0 {
            self.buffer.push(b'-');
        }
        self.buffer.extend_from_slice(&digits[at..]);
    }

    /// Takes a finite number, with as many digits as tell it from all others.
    pub fn number(&mut self, value: f64) {
        const EXACT: f64 = 1e15;
        if value.fract() == 0.0 && value.abs() < EXACT {
            return self.whole(value as i64);
        }
        // Writing into memory cannot fail.
        let _ = write!(self.buffer, "{value}");
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
        if self.failed.is_none() {
            self.failed = self.out.write_all(&self.buffer).err();
        }
        self.buffer.clear();
    }

    /// Passes on what is left.
    ///
    /// # Errors
    /// If something could not be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.pass_on();
        match self.failed {
            Some(error) => Err(error),
            None => self.out.flush(),
        }
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
