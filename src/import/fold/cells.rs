//! Rows and cells of a block: sixty-four bytes at a glance, and only at the marks that part cells.

/// The rows of a block.
pub(super) struct Rows<'b> {
    marks: Marks<'b>,
    start: usize,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// Where it begins in the block.
    pub(super) start: usize,
    /// Where it ends, its line end included.
    pub(super) end: usize,
    /// Over how many lines it goes.
    pub(super) lines: u64,
    /// What its cells are like.
    pub(super) state: State,
}

/// What the cells of a row are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// They stand in the block as they are.
    Plain,
    /// Quotes within quoted cells have yet to be resolved.
    Escaped,
    /// A quoted cell never ends.
    Open,
}

impl<'b> Rows<'b> {
    /// The rows of a block.
    pub(super) fn of(block: &'b [u8], separator: u8) -> Self {
        Self { marks: Marks { block, separator, base: 0, mask: 0 }, start: 0 }
    }

    /// The next row; where its cells begin and end stands in the list then.
    #[inline]
    pub(super) fn next(&mut self, cells: &mut Vec<(u32, u32)>) -> Option<Row> {
        let block = self.marks.block;
        cells.clear();
        let mut row = Row { start: self.start, end: block.len(), lines: 1, state: State::Plain };
        if row.start >= block.len() {
            return None;
        }
        let mut begin = self.start;
        let mut quoted: Option<(u32, u32)> = None;
        loop {
            let at = self.marks.next();
            let end = at.unwrap_or(block.len());
            match at.map(|at| block[at]) {
                Some(b'"') if end == begin && quoted.is_none() => {
                    let Some((close, escaped)) = closing_quote(block, begin + 1) else {
                        self.start = block.len();
                        row.lines = lines_of(&block[row.start..]).max(1);
                        row.state = State::Open;
                        return Some(row);
                    };
                    let next = block.get(close + 1).copied();
                    if escaped || !matches!(next, None | Some(b'\n' | b'\r')) && next != Some(self.marks.separator) {
                        row.state = State::Escaped;
                    }
                    row.lines += lines_of(&block[begin..close]);
                    quoted = Some((begin as u32 + 1, close as u32));
                    self.marks.jump(close + 1);
                }
                Some(b'"') => {}
                Some(byte) if byte == self.marks.separator => {
                    cells.push(quoted.take().unwrap_or((begin as u32, end as u32)));
                    begin = end + 1;
                }
                _ => {
                    let bare = if end > begin && block[end - 1] == b'\r' { end - 1 } else { end };
                    cells.push(quoted.take().unwrap_or((begin as u32, bare as u32)));
                    row.end = (end + 1).min(block.len());
                    self.start = row.end;
                    return Some(row);
                }
            }
        }
    }
}

/// Where a quoted cell closes whose content begins at a place, and whether quotes within it are doubled.
pub(super) fn closing_quote(block: &[u8], mut from: usize) -> Option<(usize, bool)> {
    let mut escaped = false;
    loop {
        let close = from + memchr::memchr(b'"', block.get(from..)?)?;
        if block.get(close + 1) != Some(&b'"') {
            return Some((close, escaped));
        }
        escaped = true;
        from = close + 2;
    }
}

fn lines_of(text: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', text).count() as u64
}

/// The separators, line ends and quotes of a block.
struct Marks<'b> {
    block: &'b [u8],
    separator: u8,
    /// Up to where marks were looked for.
    base: usize,
    /// The marks found in the sixty-four bytes before that and not given yet, the first lowest.
    mask: u64,
}

const STEP: usize = 64;

impl Marks<'_> {
    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.mask == 0 {
            let rest = self.block.get(self.base..).filter(|rest| !rest.is_empty())?;
            self.mask = if let Some(bytes) = rest.first_chunk::<STEP>() {
                marks(bytes, self.separator)
            } else {
                let mut bytes = [0; STEP];
                bytes[..rest.len()].copy_from_slice(rest);
                marks(&bytes, self.separator)
            };
            self.base += STEP;
        }
        let at = self.base - STEP + self.mask.trailing_zeros() as usize;
        self.mask &= self.mask - 1;
        Some(at)
    }

    /// Goes on from a place further along.
    fn jump(&mut self, to: usize) {
        if to < self.base {
            self.mask &= u64::MAX << (to + STEP - self.base);
        } else {
            (self.base, self.mask) = (to, 0);
        }
    }
}

/// One bit for each byte that is a mark. Written so that a compiler compares many bytes at once.
#[inline]
#[expect(clippy::needless_bitwise_bool, reason = "a branch would keep the bytes from being compared together")]
fn marks(bytes: &[u8; STEP], separator: u8) -> u64 {
    let mut hits = [0_u8; STEP];
    for (hit, byte) in hits.iter_mut().zip(bytes) {
        *hit = u8::from((*byte == separator) | (*byte == b'\n') | (*byte == b'"'));
    }
    let (words, _) = hits.as_chunks::<8>();
    let mut mask = 0;
    for (number, word) in words.iter().enumerate() {
        // The factor moves the lowest bit of the n-th byte to the n-th bit of the highest byte.
        let bits = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        mask |= bits << (number * 8);
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All rows as text, resolved ones only.
    fn rows(text: &str) -> Vec<Vec<String>> {
        let (mut all, mut cells) = (Vec::new(), Vec::new());
        let mut rows = Rows::of(text.as_bytes(), b',');
        while rows.next(&mut cells).is_some() {
            all.push(cells.iter().map(|(from, to)| text[*from as usize..*to as usize].to_owned()).collect());
        }
        all
    }

    #[test]
    fn marks_are_found_at_every_place() {
        for at in 0..STEP {
            let mut bytes = [b'a'; STEP];
            bytes[at] = b';';
            assert_eq!(marks(&bytes, b';'), 1 << at);
            bytes[STEP - 1 - at] = b'\n';
            assert_eq!(marks(&bytes, b';'), 1 << at | 1 << (STEP - 1 - at));
        }
        assert_eq!(marks(&[b'"'; STEP], b';'), u64::MAX);
    }

    #[test]
    fn quoted_cells_keep_separators_and_line_ends() {
        assert_eq!(rows("a,\"b,c\"\n\"d\ne\",f\r\n,"), [vec!["a", "b,c"], vec!["d\ne", "f"], vec!["", ""]]);
        let mut cells = Vec::new();
        let mut two = Rows::of(b"\"a\n\nb\",c\nd,\"open\ne", b',');
        let first = two.next(&mut cells).unwrap();
        assert_eq!((first.lines, first.end, first.state), (3, 9, State::Plain));
        let second = two.next(&mut cells).unwrap();
        assert_eq!((second.lines, second.state), (1, State::Open));
        assert_eq!(two.next(&mut cells), None);
        assert_eq!(Rows::of(b"\"a\"\"b\",c", b',').next(&mut cells).unwrap().state, State::Escaped);
    }

    proptest! {
        /// What is plain is what the csv crate reads.
        #[test]
        fn plain_rows_are_those_of_the_csv_reader(text in "([a-c,\n\"]|é|\r\n){0,200}") {
            let (mut cells, mut rows) = (Vec::new(), Rows::of(text.as_bytes(), b','));
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let mut records = reader.byte_records().map(Result::unwrap);
            while let Some(row) = rows.next(&mut cells) {
                if text[row.start..row.end].trim_end_matches(['\r', '\n']).is_empty() {
                    continue;
                }
                let record = records.next().unwrap();
                if row.state == State::Plain {
                    let ours: Vec<&[u8]> = cells.iter().map(|(from, to)| &text.as_bytes()[*from as usize..*to as usize]).collect();
                    prop_assert_eq!(ours, record.iter().collect::<Vec<_>>());
                }
            }
            prop_assert!(records.next().is_none());
        }
    }
}
