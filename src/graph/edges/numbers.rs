//! Lists of edges between whole numbers, without weights: the form of large lists, read by all threads at once.

use super::{EdgeList, Labels, by_degree, is_remark};
use crate::graph::network::Side;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Reads a list, unless it has a line of anything else.
pub(super) fn read(text: &[u8], two_mode: bool) -> Option<EdgeList> {
    let (first, after) = match text.iter().position(|&byte| byte == b'\n') {
        Some(end) => (&text[..end], &text[end + 1..]),
        None => (text, &[][..]),
    };
    let heading = heading(first);
    let body = if heading.is_some() { after } else { text };
    let parts: Option<Vec<Vec<(u64, u64)>>> = pieces(body).into_par_iter().map(pairs_of_numbers).collect();
    let mut raw: Vec<(u64, u64)> = parts?.concat();
    if raw.is_empty() {
        return None;
    }
    // Of two modes the second column is moved beyond all of the first: a node is its number there.
    let first_of_groups = if two_mode { raw.par_iter().map(|&(a, _)| a).max()?.checked_add(1)? } else { 0 };
    if two_mode {
        raw.iter().map(|&(_, b)| b).max()?.checked_add(first_of_groups)?;
        raw.par_iter_mut().for_each(|(_, b)| *b += first_of_groups);
    }
    let most = raw.par_iter().map(|&(a, b)| a.max(b)).max().unwrap_or(0);
    // Ids that leave few gaps are looked up in an array.
    let dense = most < raw.len() as u64 * 8 + 1024;
    let (mut labels, pairs) = if dense { by_array(&raw, most as usize) } else { by_hash(&raw) };
    let sides = two_mode.then(|| {
        let side = |label: &u64| if *label < first_of_groups { Side::Actor } else { Side::Group };
        labels.iter().map(side).collect()
    });
    labels.iter_mut().filter(|label| **label >= first_of_groups).for_each(|label| *label -= first_of_groups);
    Some(EdgeList {
        labels: Labels::Numbers(labels),
        pairs,
        weights: None,
        sides,
        headings: heading,
        latin1: false,
        unusable: Vec::new(),
        unusable_count: 0,
    })
}

/// The first line, if it is words alone, as no edge between numbers can be.
fn heading(line: &[u8]) -> Option<String> {
    let line = line.trim_ascii();
    let words = !line.is_empty() && !is_remark(line) && !line[0].is_ascii_digit();
    let two = line.split(|byte| is_separator(*byte)).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let ends = two.len() == 2 && two.iter().all(|word| word.iter().any(u8::is_ascii_alphabetic));
    (words && ends).then(|| String::from_utf8_lossy(line).replace(',', ", "))
}

fn by_array(raw: &[(u64, u64)], most: usize) -> (Vec<u64>, Vec<(u32, u32)>) {
    let mut degrees = vec![0u32; most + 1];
    for &(a, b) in raw {
        degrees[a as usize] += 1;
        degrees[b as usize] += 1;
    }
    // Of equal degree, the smaller id first: the order of numbers is as good as that of appearance.
    let mut ids: Vec<u64> = (0..=most as u64).filter(|id| degrees[*id as usize] > 0).collect();
    ids.par_sort_by_key(|id| std::cmp::Reverse(degrees[*id as usize]));
    let mut number = degrees;
    ids.iter().enumerate().for_each(|(i, id)| number[*id as usize] = i as u32);
    let pairs = raw.par_iter().map(|&(a, b)| (number[a as usize], number[b as usize])).collect();
    (ids, pairs)
}

fn by_hash(raw: &[(u64, u64)]) -> (Vec<u64>, Vec<(u32, u32)>) {
    let mut known: FxHashMap<u64, u32> = FxHashMap::default();
    let mut ids: Vec<u64> = Vec::new();
    let mut number = |id: u64| {
        *known.entry(id).or_insert_with(|| {
            ids.push(id);
            ids.len() as u32 - 1
        })
    };
    let mut pairs: Vec<(u32, u32)> = raw.iter().map(|&(a, b)| (number(a), number(b))).collect();
    let order = by_degree(ids.len(), &mut pairs);
    (order.into_iter().map(|old| ids[old as usize]).collect(), pairs)
}

/// Cuts a text into pieces of whole lines.
fn pieces(text: &[u8]) -> Vec<&[u8]> {
    const PIECE: usize = 1 << 20;
    let (mut pieces, mut rest) = (Vec::new(), text);
    while rest.len() > PIECE {
        let end = rest[PIECE..].iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| PIECE + end + 1);
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

/// The edges of some lines, unless one of them is anything else.
fn pairs_of_numbers(lines: &[u8]) -> Option<Vec<(u64, u64)>> {
    let mut pairs = Vec::with_capacity(lines.len() / 14);
    for line in lines.split(|&byte| byte == b'\n') {
        if line.is_empty() || line == b"\r" || is_remark(line) {
            continue;
        }
        pairs.push(pair_of_numbers(line)?);
    }
    Some(pairs)
}

fn pair_of_numbers(line: &[u8]) -> Option<(u64, u64)> {
    let (a, rest) = number(line)?;
    let gap = rest.iter().position(u8::is_ascii_digit)?;
    if gap == 0 || !rest[..gap].iter().all(|byte| is_separator(*byte)) {
        return None;
    }
    let (b, rest) = number(&rest[gap..])?;
    matches!(rest, b"" | b"\r").then_some((a, b))
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b',' | b';' | b'\t' | b' ')
}

fn number(text: &[u8]) -> Option<(u64, &[u8])> {
    let digits = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    // Nineteen digits always fit.
    if digits == 0 || digits > 19 || (digits > 1 && text[0] == b'0') {
        return None;
    }
    let value = text[..digits].iter().fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0'));
    Some((value, &text[digits..]))
}
