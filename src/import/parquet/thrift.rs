//! The compact form of Thrift, in which Parquet describes itself: numbers and sizes of lists, by the path of fields to them.
//!
//! Walked through before anybody trusts it: nesting is bounded, no text and no list is longer than the bytes that are left.

/// Fields within fields; what Parquet describes is half as deep.
const DEEPEST: usize = 16;

/// Why bytes cannot be walked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// They end too early.
    Short,
    /// They are no such description.
    Broken,
}

/// Shows the numbers and truths of a struct, and the sizes of its lists, with the numbers of the fields that lead there; gives the length
/// of the struct.
pub(super) fn walk(bytes: &[u8], see: &mut dyn FnMut(&[i16], i64)) -> Result<usize, Wrong> {
    let mut walk = Walk { bytes, at: 0, path: Vec::with_capacity(DEEPEST), see };
    walk.fields()?;
    Ok(walk.at)
}

struct Walk<'w> {
    bytes: &'w [u8],
    at: usize,
    path: Vec<i16>,
    see: &'w mut dyn FnMut(&[i16], i64),
}

const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

impl Walk<'_> {
    fn fields(&mut self) -> Result<(), Wrong> {
        if self.path.len() == DEEPEST {
            return Err(Wrong::Broken);
        }
        let mut field = 0_i16;
        loop {
            let head = self.byte()?;
            let kind = head & 0xf;
            if kind == 0 {
                return Ok(());
            }
            field = match head >> 4 {
                0 => i16::try_from(self.number()?).map_err(|_| Wrong::Broken)?,
                more => field.checked_add(i16::from(more)).ok_or(Wrong::Broken)?,
            };
            self.path.push(field);
            self.value(kind)?;
            self.path.pop();
        }
    }

    fn value(&mut self, kind: u8) -> Result<(), Wrong> {
        match kind {
            TRUE | FALSE => (self.see)(&self.path, i64::from(kind == TRUE)),
            BYTE => {
                let byte = self.byte()?;
                (self.see)(&self.path, i64::from(byte as i8));
            }
            4..=6 => {
                let number = self.number()?;
                (self.see)(&self.path, number);
            }
            DOUBLE => self.pass(8)?,
            BINARY => {
                let length = self.unsigned()?;
                self.pass(length)?;
            }
            LIST => self.list()?,
            STRUCT => self.fields()?,
            // Sets, maps and whatever may come later are in no description that is read here.
            _ => return Err(Wrong::Broken),
        }
        Ok(())
    }

    fn list(&mut self) -> Result<(), Wrong> {
        let head = self.byte()?;
        let size = match head >> 4 {
            15 => self.unsigned()?,
            size => u64::from(size),
        };
        // An element takes a byte at least; truths are no elements here, of which some readers take none.
        if size > (self.bytes.len() - self.at) as u64 {
            return Err(Wrong::Short);
        }
        (self.see)(&self.path, size as i64);
        let kind = head & 0xf;
        if size > 0 && matches!(kind, TRUE | FALSE) {
            return Err(Wrong::Broken);
        }
        if self.path.len() == DEEPEST {
            return Err(Wrong::Broken);
        }
        // Elements stand a step below their list, so that none passes for the list's own size.
        self.path.push(0);
        for _ in 0..size {
            self.value(kind)?;
        }
        self.path.pop();
        Ok(())
    }

    fn byte(&mut self) -> Result<u8, Wrong> {
        let byte = self.bytes.get(self.at).copied().ok_or(Wrong::Short)?;
        self.at += 1;
        Ok(byte)
    }

    fn pass(&mut self, length: u64) -> Result<(), Wrong> {
        if length > (self.bytes.len() - self.at) as u64 {
            return Err(Wrong::Short);
        }
        self.at += length as usize;
        Ok(())
    }

    /// A number with its sign in the lowest bit.
    fn number(&mut self) -> Result<i64, Wrong> {
        let number = self.unsigned()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn unsigned(&mut self) -> Result<u64, Wrong> {
        let (number, length) = unsigned(&self.bytes[self.at..])?;
        self.at += length;
        Ok(number)
    }
}

/// A number in groups of seven bits, the lowest first, and how many bytes it takes.
pub(super) fn unsigned(bytes: &[u8]) -> Result<(u64, usize), Wrong> {
    let mut number = 0;
    for (at, byte) in bytes.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Ok((number, at + 1));
        }
    }
    Err(if bytes.len() < 10 { Wrong::Short } else { Wrong::Broken })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Seen = (usize, Vec<(Vec<i16>, i64)>);

    fn seen(bytes: &[u8]) -> Result<Seen, Wrong> {
        let mut all = Vec::new();
        walk(bytes, &mut |path, number| all.push((path.to_vec(), number))).map(|length| (length, all))
    }

    #[test]
    fn numbers_are_shown_by_the_fields_that_lead_to_them() {
        // 1: 2; 5: { 1: -1, 2: true }; 6: "ab"; 7: [3, 4] and a byte beyond.
        let bytes = [0x15, 4, 0x4c, 0x15, 1, 0x11, 0, 0x18, 2, b'a', b'b', 0x19, 0x25, 6, 8, 0, 9];
        let expected =
            vec![(vec![1], 2), (vec![5, 1], -1), (vec![5, 2], 1), (vec![7], 2), (vec![7, 0], 3), (vec![7, 0], 4)];
        assert_eq!(seen(&bytes), Ok((16, expected)));
        for end in 0..16 {
            assert_eq!(seen(&bytes[..end]), Err(Wrong::Short), "{end}");
        }
    }

    #[test]
    fn what_is_deep_or_long_or_unknown_is_refused() {
        assert_eq!(seen(&[0x1c; 100]), Err(Wrong::Broken));
        assert_eq!(seen(&[[0x19].as_slice(), &[0x19; 100]].concat()), Err(Wrong::Broken));
        assert_eq!(seen(&[0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x7]), Err(Wrong::Short), "a list of billions");
        assert_eq!(seen(&[0x19, 0x11, 0, 0]), Err(Wrong::Broken), "a list of truths");
        assert_eq!(seen(&[0x1b, 0, 0]), Err(Wrong::Broken), "a map");
        assert_eq!(seen(&[0x15, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0]), Err(Wrong::Broken));
    }
}
