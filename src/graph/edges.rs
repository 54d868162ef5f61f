//! Plain lists of edges: a network of anything, without a world around it.
//!
//! One edge a line, `source,target` or `source,target,weight`, separated by commas, semicolons, tabs or
//! spaces; lines that start with `#` or `%` are remarks. A first line of headings is known by its words
//! (`source,target`, `from,to`, `country1,country2`) unless they come back as labels further down. Labels are
//! any text. Nodes are numbered from the one with most edges down, which keeps what is read most often
//! close together; equally many are ordered as they first appear.

mod numbers;
mod words;

use super::network::{Fold, Network, Side};
use std::borrow::Cow;

/// The longest line that is looked at.
const LONGEST_LINE: usize = 1 << 20;
/// So many unusable lines are kept with what is wrong.
const UNUSABLE_KEPT: usize = 20;

/// A list of edges as read.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeList {
    /// What each node is called.
    pub labels: Labels,
    /// The edges by number, as they stand.
    pub pairs: Vec<(u32, u32)>,
    /// The weights, if the list has any that are not one.
    pub weights: Option<Vec<f64>>,
    /// The side of every node, if the list was read as a two-mode network.
    pub sides: Option<Vec<Side>>,
    /// The first line, if it was taken for headings.
    pub headings: Option<String>,
    /// Whether the text is no UTF-8 and was read as Latin-1.
    pub latin1: bool,
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

    /// The order of two nodes by what they are called: numbers by size, words by letters.
    pub fn compare(&self, a: usize, b: usize) -> std::cmp::Ordering {
        match self {
            Self::Numbers(numbers) => numbers[a].cmp(&numbers[b]),
            Self::Words(words) => words[a].cmp(&words[b]),
        }
    }
}

/// How a list is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading<'r> {
    /// Where its weights stand.
    pub weights: WeightColumn<'r>,
    /// Whether the first column holds actors and the second what they sit in: the same label in both columns is
    /// two nodes then.
    pub two_mode: bool,
}

/// Where the weights of a list stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WeightColumn<'r> {
    /// In the column headed `weight`, else in the third, if there is one.
    #[default]
    Usual,
    /// In the column with this heading.
    Headed(&'r str),
    /// Nowhere: every edge counts one.
    None,
}

/// Reads a list of edges.
///
/// ```
/// use comity::graph::edges::read;
/// let list = read(b"from,to\nkaz,chn\nkaz,rus\n");
/// assert_eq!((list.labels.text(0), list.pairs.len()), ("kaz".to_owned(), 2));
/// ```
pub fn read(text: &[u8]) -> EdgeList {
    // Only a heading that is asked for can be missing.
    read_as(text, &Reading::default()).unwrap_or_else(|_| words::read(b"", words::Columns::Usual, false))
}

/// Reads a list of edges in a certain way.
///
/// ```
/// use comity::graph::edges::{Reading, WeightColumn, read_as};
/// let trade = b"from,to,year,value\nkaz,chn,2014,9.8\n";
/// let reading = Reading { weights: WeightColumn::Headed("value"), two_mode: false };
/// assert_eq!(read_as(trade, &reading).unwrap().weights, Some(vec![9.8]));
/// let misspelt = Reading { weights: WeightColumn::Headed("valeu"), two_mode: false };
/// assert_eq!(read_as(trade, &misspelt).unwrap_err(), ["from", "to", "year", "value"]);
/// ```
///
/// # Errors
/// The headings that there are, if none is that of the weights.
pub fn read_as(text: &[u8], reading: &Reading<'_>) -> Result<EdgeList, Vec<String>> {
    let (text, long) = without_long_lines(without_mark(text));
    let text = &*text;
    let columns = match reading.weights {
        WeightColumn::Headed(heading) => words::Columns::At(words::column(text, heading)?),
        WeightColumn::None => words::Columns::None,
        WeightColumn::Usual => words::Columns::Usual,
    };
    let quick = match columns {
        words::Columns::At(_) => None,
        _ => numbers::read(text, reading.two_mode),
    };
    let mut list = quick.unwrap_or_else(|| words::read(text, columns, reading.two_mode));
    for line in long {
        list.add_unusable(line, format!("a line of more than {} MiB is no edge", LONGEST_LINE >> 20));
    }
    list.unusable.sort_unstable();
    Ok(list)
}

/// A text without its lines that are beyond all bounds, and their numbers; what would be made of them takes many times their size.
fn without_long_lines(text: &[u8]) -> (Cow<'_, [u8]>, Vec<usize>) {
    let (mut kept, mut long) = (Cow::Borrowed(text), Vec::new());
    let (mut start, mut copied) = (0, 0);
    while text.len() - start > LONGEST_LINE {
        // Mostly there are many line ends in such a piece, of which the last is enough.
        if let Some(end) = memchr::memrchr(b'\n', &text[start..=start + LONGEST_LINE]) {
            start += end + 1;
            continue;
        }
        let end = memchr::memchr(b'\n', &text[start..]).map_or(text.len(), |end| start + end);
        if copied == 0 {
            kept = Cow::Owned(Vec::new());
        }
        kept.to_mut().extend_from_slice(&text[copied..start]);
        long.push(memchr::memchr_iter(b'\n', &kept).count() + 1);
        (copied, start) = (end, end);
        if end == text.len() {
            break;
        }
    }
    if !long.is_empty() {
        kept.to_mut().extend_from_slice(&text[copied..]);
    }
    (kept, long)
}

fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

impl EdgeList {
    /// The network of the list; parallel edges are counted once or, where there are weights, added.
    pub fn network(&self, directed: bool) -> Network {
        let n = self.labels.len();
        let network = match &self.weights {
            None => Network::of_pairs(n, &self.pairs, directed),
            Some(weights) => Network::of_weighted_pairs(n, &self.pairs, weights, directed, Fold::Sum),
        };
        match &self.sides {
            Some(sides) => network.with_sides(sides.clone()),
            None => network,
        }
    }

    /// Sets a line aside that is no edge.
    fn add_unusable(&mut self, line: usize, problem: String) {
        self.unusable_count += 1;
        if self.unusable.len() < UNUSABLE_KEPT {
            self.unusable.push((line, problem));
        }
    }

    /// How many edges lead from a node to itself; a network has none of them.
    pub fn loops(&self) -> usize {
        self.pairs.iter().filter(|(a, b)| a == b).count()
    }
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

fn is_remark(line: &[u8]) -> bool {
    matches!(line.first(), Some(b'#' | b'%'))
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
        assert_eq!(list.headings.as_deref(), Some("from, to, weight"));
    }

    #[test]
    fn lines_that_are_no_edge_are_reported() {
        let list = read(b"source,target\nc\n,d\na,c,much\nb,c\n");
        assert_eq!(list.unusable.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4]);
        assert_eq!((list.unusable_count, list.pairs.len()), (3, 1));
        assert!(read(b"").labels.is_empty() && read(b"\xff\xfe\x00").pairs.is_empty());
        // A line of words among numbers is no edge of numbers, and no heading in the middle.
        assert_eq!(read(b"1,2\nx\n2,3\n").unusable.len(), 1);
    }

    #[test]
    fn what_looks_like_headings_and_comes_back_is_an_edge() {
        let list = read(b"a,b\nb,c\nc,a\n");
        assert_eq!((list.pairs.len(), list.headings), (3, None));
        assert_eq!(read(b"a,b\nx,y\n").headings.as_deref(), Some("a, b"));
        assert_eq!(read(b"kaz,chn\nrus,mng\n").pairs.len(), 2);
        assert_eq!(read(b"kaz,2\n1,2\n").pairs.len(), 2);
        assert_eq!(read(b"State_1 state_2\n1 2\n").headings.as_deref(), Some("State_1 state_2"));
    }

    #[test]
    fn weights_stand_where_the_headings_say() {
        let text = b"from,to,kind,weight\nx,y,trade,2\ny,z,,4\n";
        assert_eq!(read(text).weights, Some(vec![2.0, 4.0]));
        let as_kind = Reading { weights: WeightColumn::Headed("Kind"), two_mode: false };
        assert_eq!(read_as(text, &as_kind).unwrap().unusable_count, 2);
        let none = Reading { weights: WeightColumn::None, two_mode: false };
        let list = read_as(text, &none).unwrap();
        assert_eq!((list.weights, list.pairs.len()), (None, 2));
        assert_eq!(read_as(b"1 2 5\n2 3 5\n", &none).unwrap().weights, None);
        assert_eq!(read(b"1 2 5\n2 3 5\n").weights, Some(vec![5.0, 5.0]));
    }

    #[test]
    fn columns_are_sides_in_two_modes() {
        let reading = Reading { weights: WeightColumn::Usual, two_mode: true };
        for text in ["1,1\n2,1\n2,2\n", "x1,1\nx2,1\nx2,2\n"] {
            let list = read_as(text.as_bytes(), &reading).unwrap();
            let network = list.network(false);
            assert_eq!((network.node_count(), network.edge_count()), (4, 3), "{text}");
            let actors = network.sides().unwrap().iter().filter(|side| **side == Side::Actor).count();
            assert_eq!(actors, 2, "{text}");
            let ones = (0..4).filter(|node| list.labels.text(*node) == "1").count();
            assert_eq!(ones, if text.starts_with('x') { 1 } else { 2 }, "{text}");
        }
    }

    #[test]
    fn lines_beyond_all_bounds_are_set_aside() {
        let long = "x,".repeat(LONGEST_LINE);
        let lines = "chn,rus\n".repeat(LONGEST_LINE / 4);
        for (text, at, pairs) in [
            (long.clone(), vec![1], 0),
            (format!("kaz,chn\n{long}\nrus,mng"), vec![2], 2),
            (format!("{long}\n{long}\n1,2\n"), vec![1, 2], 1),
            (format!("{lines}{long}\n{lines}"), vec![LONGEST_LINE / 4 + 1], LONGEST_LINE / 2),
        ] {
            let list = read(text.as_bytes());
            assert_eq!(list.unusable.iter().map(|(line, _)| *line).collect::<Vec<_>>(), at);
            assert_eq!((list.unusable_count, list.pairs.len()), (at.len(), pairs));
        }
        let fits = format!("{},b", "a".repeat(LONGEST_LINE - 2));
        assert_eq!(read(format!("{fits}\n{fits}").as_bytes()).pairs.len(), 2);
    }

    #[test]
    fn old_encodings_keep_their_letters() {
        let list = read(b"C\xf4te,Mali\n");
        assert_eq!((list.labels.text(0).as_str(), list.latin1), ("C\u{f4}te", true));
    }

    #[test]
    fn both_readers_agree() {
        let text = b"10,20\n20,30\n10,30\n10,40\n";
        let (fast, slow) = (numbers::read(text, false).unwrap(), words::read(text, words::Columns::Usual, false));
        assert_eq!(fast.pairs, slow.pairs);
        assert_eq!(fast.labels.len(), slow.labels.len());
    }
}
