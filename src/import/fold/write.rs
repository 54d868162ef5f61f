//! Groups as CSV: pieces of many groups at once, written one after the other.

use super::Folded;
use super::groups::{Key, Run, Total};
use crate::time::Day;
use crate::words::digits;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::io::{self, Write};

/// So many groups make a piece, and so many pieces are in memory at a time.
const PIECE: usize = 1 << 14;
const PIECES: usize = 16;

impl Folded {
    /// The groups as CSV with the columns `from,to,period,kind,count,sum`.
    pub fn csv(&self) -> String {
        let mut bytes = Vec::new();
        // Writing to memory cannot fail, and all parts are text.
        let written = self.write_csv(&mut bytes);
        written.ok().and_then(|()| String::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Writes the groups as CSV with the columns `from,to,period,kind,count,sum`.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"from,to,period,kind,count,sum\n")?;
        let cells = Cells {
            actors: self.actors.iter().map(|name| cell(name)).collect(),
            kinds: self.kinds.iter().map(|name| cell(name)).collect(),
        };
        let pieces = pieces(self.sorted.runs());
        for together in pieces.chunks(PIECES) {
            let texts: Vec<Vec<u8>> = together.par_iter().map(|runs| self.piece(runs, &cells)).collect();
            for text in texts {
                out.write_all(&text)?;
            }
        }
        Ok(())
    }

    fn piece(&self, runs: &[Run], cells: &Cells) -> Vec<u8> {
        let mut text = Vec::with_capacity(PIECE * 48);
        let mut days: FxHashMap<i32, Box<[u8]>> = FxHashMap::default();
        for (key, total) in runs.iter().flat_map(|run| self.sorted.of(*run)) {
            push(&mut text, key, total, cells, &mut days);
        }
        text
    }
}

/// Names as they stand in a row.
struct Cells {
    actors: Vec<Box<[u8]>>,
    kinds: Vec<Box<[u8]>>,
}

fn cell(name: &str) -> Box<[u8]> {
    let quoted = name.contains([',', '"', '\n', '\r']);
    if quoted { format!("\"{}\"", name.replace('"', "\"\"")).into_bytes().into() } else { name.as_bytes().into() }
}

/// Runs cut where a piece is long enough.
fn pieces(runs: &[Run]) -> Vec<&[Run]> {
    let (mut pieces, mut start, mut groups) = (Vec::new(), 0, 0);
    for (at, run) in runs.iter().enumerate() {
        groups += run.len();
        if groups >= PIECE {
            pieces.push(&runs[start..=at]);
            (start, groups) = (at + 1, 0);
        }
    }
    pieces.push(&runs[start..]);
    pieces
}

fn push(text: &mut Vec<u8>, key: Key, total: Total, cells: &Cells, days: &mut FxHashMap<i32, Box<[u8]>>) {
    text.extend_from_slice(&cells.actors[key.from()]);
    text.push(b',');
    text.extend_from_slice(&cells.actors[key.to()]);
    text.push(b',');
    let day = || Day::from_number(key.period()).to_string().into_bytes().into();
    text.extend_from_slice(days.entry(key.period()).or_insert_with(day));
    text.push(b',');
    text.extend_from_slice(&cells.kinds[key.kind()]);
    text.push(b',');
    push_number(text, total.count, 1);
    text.push(b',');
    if total.valued > 0 {
        push_decimal(text, total.sum);
    }
    text.push(b'\n');
}

/// A number with at least so many digits.
fn push_number(text: &mut Vec<u8>, number: u64, least: usize) {
    text.extend_from_slice(digits(number, least, &mut [0; 20]));
}

/// Millionths as a decimal without needless zeros.
fn push_decimal(text: &mut Vec<u8>, millionths: i128) {
    if millionths < 0 {
        text.push(b'-');
    }
    let all = millionths.unsigned_abs();
    // Most sums fit into a word, in which dividing takes a tenth of the time.
    let (whole, rest) = match u64::try_from(all) {
        Ok(all) => (u128::from(all / 1_000_000), all % 1_000_000),
        Err(_) => (all / 1_000_000, (all % 1_000_000) as u64),
    };
    match u64::try_from(whole) {
        Ok(whole) => push_number(text, whole, 1),
        Err(_) => text.extend_from_slice(whole.to_string().as_bytes()),
    }
    if rest > 0 {
        text.push(b'.');
        push_number(text, rest, 6);
        while text.last() == Some(&b'0') {
            text.pop();
        }
    }
}

/// Millionths as a decimal without needless zeros.
pub(super) fn decimal(millionths: i128) -> String {
    let mut text = Vec::new();
    push_decimal(&mut text, millionths);
    text.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_short() {
        let all = [0, 1, -250_000, 1_000_000, 40_000_100_000, i128::from(u64::MAX) * 2_000_000 + 500_000];
        assert_eq!(all.map(decimal), ["0", "0.000001", "-0.25", "1", "40000.1", "36893488147419103230.5"]);
    }
}
