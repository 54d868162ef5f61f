//! Plain lists of edges: a network of anything, without a world around it.
//!
//! One edge a line, `source,target` or `source,target,weight`, separated by commas, semicolons, tabs or
//! spaces; a first line of words is a header, lines that start with `#` or `%` are remarks. Labels are
//! any text. Nodes are numbered from the one with most edges down, which keeps what is read most often
//! close together; equally many are ordered as they first appear.

use super::network::{Fold, Network};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A list of edges as read.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeList {
    /// What each node is called.
    pub labels: Labels,
    /// The edges by number, as they stand.
    pub pairs: Vec<(u32, u32)>,
    /// The weights, if the list has any.
    pub weights: Option<Vec<f64>>,
    /// Lines that are no edge, the first so many, each with its number and what is wrong.
    pub unusable: Vec<(usize, String)>,
    /// How many lines are no edge.
    pub unusable_count: usize,
}

/// What nodes are called: numbers stay numbers, as a million texts would take longer than the network.
#[derive(Debug, Clone, PartialEq)]
pub enum Labels {
    /// Whole numbers.
    Numbers(Vec<u64>),
    /// Any text.
    Words(Vec<String>),
}

impl Labels {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Words(words) => words.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a node is called.
    pub fn text(&self, node: usize) -> String {
        match self {
            Self::Numbers(numbers) => numbers[node].to_string(),
            Self::Words(words) => words[node].clone(),
        }
    }
}

/// Reads a list of edges.
///
/// ```
/// use comity::graph::edges::read;
/// let list = read(b"from,to\nkaz,chn\nkaz,rus\n");
/// assert_eq!((list.labels.text(0), list.pairs.len()), ("kaz".to_owned(), 2));
/// ```
pub fn read(text: &[u8]) -> EdgeList {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    numbers(text).unwrap_or_else(|| words(text))
}

impl EdgeList {
    /// The network of the list; parallel edges are counted once or, where there are weights, added.
    pub fn network(&self, directed: bool) -> Network {
        let n = self.labels.len();
        let Some(weights) = &self.weights else { return Network::of_pairs(n, &self.pairs, directed) };
        let edges: Vec<(u32, u32, f64)> =
            self.pairs.iter().zip(weights).map(|(&(a, b), &weight)| (a, b, weight)).collect();
        if directed { Network::directed(n, &edges, Fold::Sum) } else { Network::undirected(n, &edges, Fold::Sum) }
    }
}

/// So many unusable lines are kept with what is wrong.
const UNUSABLE_KEPT: usize = 20;

/// Edges between whole numbers, without weights: the form of large lists, read by all threads at once.
fn numbers(text: &[u8]) -> Option<EdgeList> {
    let body = match text.iter().position(|&byte| byte == b'\n') {
        Some(end) if pair_of_numbers(&text[..end]).is_none() && !is_remark(&text[..end]) => &text[end + 1..],
        _ => text,
    };
    let parts: Option<Vec<Vec<(u64, u64)>>> = pieces(body).into_par_iter().map(pairs_of_numbers).collect();
    let raw: Vec<(u64, u64)> = parts?.concat();
    if raw.is_empty() {
        return None;
    }
    let most = raw.par_iter().map(|&(a, b)| a.max(b)).max().unwrap_or(0);
    // Ids that leave few gaps are looked up in an array.
    let dense = most < raw.len() as u64 * 8 + 1024;
    let (labels, pairs) = if dense { by_array(&raw, most as usize) } else { by_hash(&raw) };
    Some(EdgeList { labels: Labels::Numbers(labels), pairs, weights: None, unusable: Vec::new(), unusable_count: 0 })
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

/// Renumbers nodes from the one with most edges down, and gives the old number of each new one.
fn by_degree(n: usize, pairs: &mut [(u32, u32)]) -> Vec<u32> {
    let mut degrees = vec![0u32; n];
    for &(a, b) in &*pairs {
        degrees[a as usize] += 1;
        degrees[b as usize] += 1;
    }
    let mut order: Vec<u32> = (0..n as u32).collect();
    order.sort_by_key(|old| std::cmp::Reverse(degrees[*old as usize]));
    let mut number = degrees;
    order.iter().enumerate().for_each(|(i, old)| number[*old as usize] = i as u32);
    for (a, b) in pairs {
        (*a, *b) = (number[*a as usize], number[*b as usize]);
    }
    order
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

fn is_remark(line: &[u8]) -> bool {
    matches!(line.first(), Some(b'#' | b'%'))
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

/// Edges between any labels, with weights or without.
fn words(text: &[u8]) -> EdgeList {
    let text = String::from_utf8_lossy(text);
    let separator = separator(&text);
    let mut known: FxHashMap<String, u32> = FxHashMap::default();
    let mut labels: Vec<String> = Vec::new();
    let (mut pairs, mut weights) = (Vec::new(), Vec::new());
    let (mut unusable, mut unusable_count) = (Vec::new(), 0);
    let mut number = |label: &str| {
        if let Some(known) = known.get(label) {
            return *known;
        }
        let number = labels.len() as u32;
        known.insert(label.to_owned(), number);
        labels.push(label.to_owned());
        number
    };
    let mut first = true;
    for (i, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', '%']) {
            continue;
        }
        let is_first = std::mem::replace(&mut first, false);
        let fields = fields(line, separator);
        let weight = match fields.get(2).map(|weight| weight.parse::<f64>()) {
            None => Ok(1.0),
            Some(Ok(weight)) if weight.is_finite() => Ok(weight),
            Some(_) => Err(format!("`{}` is no weight", fields[2])),
        };
        let problem = match (fields.as_slice(), weight) {
            ([a, b, ..], Ok(weight)) if !a.is_empty() && !b.is_empty() => {
                if is_first && is_header(a, b) {
                    continue;
                }
                pairs.push((number(a), number(b)));
                weights.push(weight);
                continue;
            }
            // Words where a weight should be, on the first line, are a header.
            ([_, _, _, ..], Err(_)) if is_first => continue,
            ([_, _, ..], Err(problem)) => problem,
            ([_, _, ..], Ok(_)) => "an end of the edge is empty".to_owned(),
            _ => "an edge has two ends".to_owned(),
        };
        unusable_count += 1;
        if unusable.len() < UNUSABLE_KEPT {
            unusable.push((i + 1, problem));
        }
    }
    let order = by_degree(labels.len(), &mut pairs);
    let labels = order.into_iter().map(|old| std::mem::take(&mut labels[old as usize])).collect();
    let weights = weights.iter().any(|weight| *weight != 1.0).then_some(weights);
    EdgeList { labels: Labels::Words(labels), pairs, weights, unusable, unusable_count }
}

/// The separator of the first line that is no remark.
fn separator(text: &str) -> Option<char> {
    let line = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with(['#', '%']))?;
    ['\t', ',', ';'].into_iter().find(|separator| line.contains(*separator))
}

/// The fields of a line; quotes keep separators, and a doubled quote stands for one.
fn fields(line: &str, separator: Option<char>) -> Vec<String> {
    let Some(separator) = separator else { return line.split_whitespace().map(str::to_owned).collect() };
    if !line.contains('"') {
        return line.split(separator).map(|field| field.trim().to_owned()).collect();
    }
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            c if c == separator && !quoted => fields.push(std::mem::take(&mut field).trim().to_owned()),
            c => field.push(c),
        }
    }
    fields.push(field.trim().to_owned());
    fields
}

/// Names that people give to the two columns of a list of edges.
fn is_header(a: &str, b: &str) -> bool {
    const NAMES: [&str; 12] = ["source", "target", "from", "to", "src", "dst", "a", "b", "node1", "node2", "i", "j"];
    let known = |name: &str| NAMES.contains(&name.to_ascii_lowercase().as_str());
    known(a) && known(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_any_separator_header_and_remarks() {
        for text in ["1,2\n2,3\n", "source,target\r\n1,2\r\n2,3\r\n", "# x\n1 2\n2\t3", "1;2\n\n2;3\n"] {
            let list = read(text.as_bytes());
            assert_eq!(list.labels, Labels::Numbers(vec![2, 1, 3]), "{text}");
            assert_eq!(list.pairs, [(1, 0), (0, 2)], "{text}");
        }
        let far = read(b"1,99999999999\n99999999999,7\n");
        assert_eq!(far.labels.text(0), "99999999999");
    }

    #[test]
    fn words_weights_and_quotes_are_read() {
        let list = read("from,to,weight\nkaz,\"Korea, Republic of\",2.5\nkaz,chn,1\n".as_bytes());
        assert_eq!(list.labels, Labels::Words(vec!["kaz".into(), "Korea, Republic of".into(), "chn".into()]));
        assert_eq!(list.weights, Some(vec![2.5, 1.0]));
        assert_eq!(list.network(false).edge_count(), 2);
    }

    #[test]
    fn lines_that_are_no_edge_are_reported() {
        let list = read(b"a,b\nc\n,d\na,c,much\nb,c\n");
        assert_eq!(list.unusable.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4]);
        assert_eq!((list.unusable_count, list.pairs.len()), (3, 1));
        assert!(read(b"").labels.is_empty() && read(b"\xff\xfe\x00").pairs.is_empty());
    }

    #[test]
    fn both_readers_agree() {
        let text = b"10,20\n20,30\n10,30\n10,40\n";
        let (fast, slow) = (numbers(text).unwrap(), words(text));
        assert_eq!(fast.pairs, slow.pairs);
        assert_eq!(fast.labels.len(), slow.labels.len());
    }
}
