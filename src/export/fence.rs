//! The fence around `dot-writer`: DOT that is well formed whatever the strings in it are.
//!
//! `dot-writer` escapes nothing, writes ids as they come and ends the process when a pipe closes.
//! Here ids are numbers, every value passes one escape, and the text is built in memory, large graphs part by part.

use super::sink::Sink;
use crate::words::{digits, push_rounded};
use dot_writer::{Attributes, AttributesList, DotWriter, Scope};
use std::ops::Range;

/// Writes a graph as DOT, nodes and edges in the order in which they are drawn.
///
/// The same calls give the same bytes on every machine. Each node is called `n` and its number;
/// what it stands for belongs in its `label` or `tooltip`.
///
/// ```
/// use comity::export::fence::{Value, write_dot};
/// let text = write_dot(false, |dot| {
///     dot.graph_attribute("layout", "neato");
///     let kaz = dot.node(&[("label", "Kazakhstan \"KZ\"".into())]);
///     let cica = dot.node(&[]);
///     dot.edge(kaz, cica, &[("penwidth", Value::Number { value: 1.5, decimals: 2 })]);
/// });
/// assert_eq!(
///     text,
///     "graph {\n  layout=\"neato\";\n  n0 [label=\"Kazakhstan \\\"KZ\\\"\"];\n  n1;\n  n0 -- n1 [penwidth=\"1.50\"];\n}\n"
/// );
/// ```
pub fn write_dot(directed: bool, draw: impl FnOnce(&mut Dot<'_, '_>)) -> String {
    // Only strings were written, so nothing is ever replaced.
    String::from_utf8(written(directed, 0, draw))
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Writes a graph where some nodes are known, in memory, as a closing pipe would end the process.
fn written(directed: bool, nodes: u32, draw: impl FnOnce(&mut Dot<'_, '_>)) -> Vec<u8> {
    // Enough for most parts, so that they need not move while they grow.
    let mut bytes = Vec::with_capacity(1 << 16);
    {
        // Pretty printing stays on: without it `dot-writer` takes spaces out of what it is given.
        let mut writer = DotWriter::from(&mut bytes);
        let scope = if directed { writer.digraph() } else { writer.graph() };
        draw(&mut Dot { scope, nodes, scratch: String::new() });
    }
    bytes
}

/// A DOT graph that is passed on while it is written: many nodes and edges by several threads, with the same bytes as
/// [`write_dot`] gives, and never all of them in memory.
pub(super) struct Stream<'s, 'w> {
    sink: &'s mut Sink<'w>,
    directed: bool,
    nodes: u32,
}

impl<'s, 'w> Stream<'s, 'w> {
    /// Begins a graph with what stands before its nodes.
    pub(super) fn new(sink: &'s mut Sink<'w>, directed: bool, draw: impl FnOnce(&mut Dot<'_, '_>)) -> Self {
        let head = written(directed, 0, draw);
        sink.bytes(head.strip_suffix(CLOSING).unwrap_or(&head));
        Self { sink, directed, nodes: 0 }
    }

    /// Writes the next nodes, each drawn once; what they are called is given back in their order.
    pub(super) fn nodes(&mut self, count: usize, draw: impl Fn(&mut Dot<'_, '_>, usize) + Sync) -> Vec<NodeId> {
        let (directed, first) = (self.directed, self.nodes);
        self.sink.parts(count, |sink, rows| {
            let part = written(directed, first + rows.start as u32, |dot| rows.for_each(|row| draw(dot, row)));
            sink.bytes(inside(directed, &part));
        });
        self.nodes += count as u32;
        (first..self.nodes).map(NodeId).collect()
    }

    /// Writes edges, some at a time, in their order.
    pub(super) fn edges(&mut self, count: usize, draw: impl Fn(&mut Dot<'_, '_>, Range<usize>) + Sync) {
        let (directed, nodes) = (self.directed, self.nodes);
        self.sink.parts(count, |sink, rows| {
            let part = written(directed, nodes, |dot| draw(dot, rows));
            sink.bytes(inside(directed, &part));
        });
    }

    /// Ends the graph.
    pub(super) fn finish(self) {
        self.sink.bytes(CLOSING);
    }
}

/// What `dot-writer` ends a graph with.
const CLOSING: &[u8] = b"}\n";

/// A graph without its first and last line.
fn inside(directed: bool, graph: &[u8]) -> &[u8] {
    let opening: &[u8] = if directed { b"digraph {\n" } else { b"graph {\n" };
    graph.strip_prefix(opening).and_then(|rest| rest.strip_suffix(CLOSING)).unwrap_or(graph)
}

/// A DOT graph, or a cluster of one, that is being written.
pub struct Dot<'d, 'w> {
    scope: Scope<'d, 'w>,
    nodes: u32,
    scratch: String,
}

/// A node that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeId(u32);

/// The value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Words, shown by Graphviz as they are: no escape of its own, no HTML.
    Text(&'a str),
    /// Lines of words, each standing left instead of in the middle.
    Lines(&'a str),
    /// A number with so many decimals. One that is not finite leaves its attribute out.
    Number {
        /// The number.
        value: f64,
        /// Digits after the point.
        decimals: usize,
    },
    /// Two numbers with so many decimals, as in `pos`. As above if one is not finite.
    Point {
        /// To the right.
        x: f64,
        /// Upwards.
        y: f64,
        /// Digits after the point.
        decimals: usize,
        /// Whether the layout must keep the place: writes `!` behind it.
        pinned: bool,
    },
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

/// A name and a value. Names are ours, never data.
pub type Attribute<'a> = (&'static str, Value<'a>);

impl Dot<'_, '_> {
    /// Sets an attribute of the graph or the cluster.
    ///
    /// Clusters take over what was set before them; their own label is always set.
    pub fn graph_attribute<'a>(&mut self, name: &'static str, value: impl Into<Value<'a>>) {
        set_all(&mut self.scope, &mut self.scratch, &[(name, value.into())]);
    }

    /// Sets attributes of all nodes that follow.
    pub fn node_defaults(&mut self, attributes: &[Attribute<'_>]) {
        if attributes.iter().any(is_finite) {
            set_all(&mut self.scope.node_attributes(), &mut self.scratch, attributes);
        }
    }

    /// Sets attributes of all edges that follow.
    pub fn edge_defaults(&mut self, attributes: &[Attribute<'_>]) {
        if attributes.iter().any(is_finite) {
            set_all(&mut self.scope.edge_attributes(), &mut self.scratch, attributes);
        }
    }

    /// Writes a node.
    pub fn node(&mut self, attributes: &[Attribute<'_>]) -> NodeId {
        let id = NodeId(self.nodes);
        self.nodes += 1;
        let mut node = self.scope.node_named(format!("n{}", id.0));
        let list: &mut AttributesList<'_, '_> = &mut node;
        set_all(list, &mut self.scratch, attributes);
        id
    }

    /// Writes an edge, in a directed graph from `a` to `b`.
    ///
    /// # Panics
    /// If a node belongs to another graph and is not in this one: a mistake of ours.
    pub fn edge(&mut self, a: NodeId, b: NodeId, attributes: &[Attribute<'_>]) {
        assert!(a.0 < self.nodes && b.0 < self.nodes, "an edge joins nodes of its own graph");
        let (a, b) = (NodeName::new(a), NodeName::new(b));
        let mut list = self.scope.edge(a.as_bytes(), b.as_bytes()).attributes();
        set_all(&mut list, &mut self.scratch, attributes);
    }

    /// Writes a box with a label around the nodes that `draw` writes.
    pub fn cluster(&mut self, label: &str, draw: impl FnOnce(&mut Dot<'_, '_>)) {
        let scratch = std::mem::take(&mut self.scratch);
        let mut inner = Dot { scope: self.scope.cluster(), nodes: self.nodes, scratch };
        inner.graph_attribute("label", label);
        draw(&mut inner);
        (self.nodes, self.scratch) = (inner.nodes, std::mem::take(&mut inner.scratch));
    }
}

/// The name of a node without a trip to the heap: an edge needs two.
struct NodeName {
    bytes: [u8; 11],
    len: usize,
}

impl NodeName {
    fn new(id: NodeId) -> Self {
        // Eleven bytes hold `n` and the largest number.
        let mut bytes = [b'n'; 11];
        let mut room = [0; 20];
        let digits = digits(u64::from(id.0), 1, &mut room);
        bytes[1..=digits.len()].copy_from_slice(digits);
        Self { bytes, len: 1 + digits.len() }
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

fn is_finite((_, value): &Attribute<'_>) -> bool {
    match *value {
        Value::Text(_) | Value::Lines(_) => true,
        Value::Number { value, .. } => value.is_finite(),
        Value::Point { x, y, .. } => x.is_finite() && y.is_finite(),
    }
}

/// The one way by which attributes are written.
fn set_all(target: &mut impl Attributes, scratch: &mut String, attributes: &[Attribute<'_>]) {
    let mut lines = String::new();
    for attribute in attributes.iter().filter(|attribute| is_finite(attribute)) {
        let &(name, value) = attribute;
        debug_assert!(is_name(name), "`{name}` names no attribute");
        let text = match value {
            Value::Lines(text) => {
                lines.clear();
                for line in text.lines() {
                    lines.push_str(escape(line, scratch));
                    // Graphviz ends a line with `\l` where it is to stand left.
                    lines.push_str("\\l");
                }
                lines.as_str()
            }
            Value::Text(text) => escape(text, scratch),
            Value::Number { value, decimals } => {
                scratch.clear();
                push_rounded(scratch, value, decimals);
                &*scratch
            }
            Value::Point { x, y, decimals, pinned } => {
                scratch.clear();
                push_rounded(scratch, x, decimals);
                scratch.push(',');
                push_rounded(scratch, y, decimals);
                scratch.push_str(if pinned { "!" } else { "" });
                &*scratch
            }
        };
        target.set(name, text, true);
    }
}

fn is_name(name: &str) -> bool {
    const WORDS_OF_DOT: [&str; 6] = ["node", "edge", "graph", "digraph", "subgraph", "strict"];
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !WORDS_OF_DOT.iter().any(|word| word.eq_ignore_ascii_case(name))
}

/// After so many bytes a run of plain text is broken: Graphviz refuses quoted text of more than
/// 16,384 bytes between two backslashes.
const LONG_RUN: usize = 4096;

/// The text as it stands between quotes in DOT, so that Graphviz shows it as it was.
///
/// Graphviz reads `\` and `&` in labels as escapes of its own. A tab becomes a space, and what no
/// XML may hold, and so no SVG, becomes U+FFFD: control characters, U+FFFE and U+FFFF.
fn escape<'a>(text: &'a str, scratch: &'a mut String) -> &'a str {
    if is_plain(text) {
        return text;
    }
    let mut plain = plain_len(text);
    if plain == text.len() {
        return text;
    }
    scratch.clear();
    let (mut rest, mut run_start) = (text, 0);
    while !rest.is_empty() {
        let (copied, after) = rest.split_at(plain);
        scratch.push_str(copied);
        if scratch.len() - run_start >= LONG_RUN {
            // A backslash before a line break stands for nothing.
            scratch.push_str("\\\n");
            run_start = scratch.len();
        }
        let mut chars = after.chars();
        match chars.next() {
            Some('"') => scratch.push_str("\\\""),
            Some('\\') => scratch.push_str("\\\\"),
            Some('&') => scratch.push_str("&amp;"),
            Some('\n') => scratch.push_str("\\n"),
            // The line break of a Windows text is one, not two.
            Some('\r') if chars.as_str().starts_with('\n') => {}
            Some('\t') => scratch.push(' '),
            Some(c) if is_special(c) => scratch.push(char::REPLACEMENT_CHARACTER),
            Some(c) => scratch.push(c),
            None => {}
        }
        rest = chars.as_str();
        plain = plain_len(rest);
    }
    scratch
}

/// Whether all of a text is printable ASCII without a meaning of its own, and not long; without a branch a byte.
fn is_plain(text: &str) -> bool {
    let plain = |byte: u8| (b' '..0x7F).contains(&byte) & !matches!(byte, b'"' | b'&' | b'\\');
    text.len() < LONG_RUN && text.bytes().fold(true, |all, byte| all & plain(byte))
}

/// The length of what may be copied as it is, in one go.
fn plain_len(text: &str) -> usize {
    let most = text.len().min(LONG_RUN);
    let len = text.bytes().take(most).position(|byte| MAY_BEGIN_SPECIAL[usize::from(byte)]).unwrap_or(most);
    (0..=len).rev().find(|&len| text.is_char_boundary(len)).unwrap_or(0)
}

/// Whether a character that needs an escape may begin with this byte: U+0080 to U+00BF begin with
/// C2, U+F000 to U+FFFF with EF. A table, as most of the time goes by here.
const MAY_BEGIN_SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, 0..=0x1F | b'"' | b'&' | b'\\' | 0x7F | 0xC2 | 0xEF);
        byte += 1;
    }
    table
};

fn is_special(c: char) -> bool {
    matches!(c, '"' | '\\' | '&' | '\u{FFFE}' | '\u{FFFF}') || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> String {
        let dot = write_dot(false, |dot| {
            dot.node(&[("label", text.into())]);
        });
        dot.strip_prefix("graph {\n  n0 [label=\"").unwrap().strip_suffix("\"];\n}\n").unwrap().to_owned()
    }

    fn number(value: f64, decimals: usize) -> String {
        let mut text = String::from("-");
        push_rounded(&mut text, value, decimals);
        text.split_off(1)
    }

    #[test]
    fn lines_stand_left_each_with_its_own_escapes() {
        let text = write_dot(false, |dot| dot.graph_attribute("label", Value::Lines("a \\n\n\"b\"")));
        assert!(text.contains(r#"label="a \\n\l\"b\"\l";"#), "{text}");
    }

    #[test]
    fn what_graphviz_reads_as_its_own_is_escaped() {
        assert_eq!(label("Қазақстан 中国 🇰🇿 <b>"), "Қазақстан 中国 🇰🇿 <b>");
        assert_eq!(label("R&D &lt; \\N \"x\"]; evil\\"), "R&amp;D &amp;lt; \\\\N \\\"x\\\"]; evil\\\\");
        assert_eq!(label("a\r\nb\nc\td\re"), "a\\nb\\nc d\u{FFFD}e");
        assert_eq!(label("\0\u{1b}[31m\u{7f}\u{9f}\u{FFFE}"), "\u{FFFD}\u{FFFD}[31m\u{FFFD}\u{FFFD}\u{FFFD}");
        assert_eq!(label(""), "");
    }

    #[test]
    fn numbers_have_fixed_decimals() {
        assert_eq!(number(2.0 / 3.0, 3), "0.667");
        assert_eq!(number(-12.0, 0), "-12");
        assert_eq!(number(-0.001, 2), "0.00");
        assert_eq!(number(1e21, 1), "1000000000000000000000.0");
    }

    #[test]
    fn a_number_without_end_leaves_no_trace() {
        let infinite = [("penwidth", Value::Number { value: f64::INFINITY, decimals: 1 })];
        let nowhere = [("pos", Value::Point { x: 0.0, y: f64::NAN, decimals: 1, pinned: true })];
        let text = write_dot(true, |dot| {
            dot.graph_attribute("pad", infinite[0].1);
            dot.node_defaults(&nowhere);
            dot.edge_defaults(&[]);
            let a = dot.node(&nowhere);
            dot.edge(a, a, &infinite);
        });
        assert_eq!(text, "digraph {\n  n0;\n  n0 -> n0;\n}\n");
    }

    #[test]
    fn a_graph_in_parts_is_the_same_as_in_one() {
        let (nodes, edges) = (1300, 5000);
        let name = |i: usize| format!("node {i}");
        let ends = |i: usize| (i % nodes, (i * i + 1) % nodes);
        for directed in [false, true] {
            let whole = write_dot(directed, |dot| {
                dot.graph_attribute("layout", "neato");
                dot.node_defaults(&[("shape", "box".into())]);
                let ids: Vec<NodeId> = (0..nodes).map(|i| dot.node(&[("label", name(i).as_str().into())])).collect();
                (0..edges).map(ends).for_each(|(a, b)| dot.edge(ids[a], ids[b], &[("color", "red".into())]));
            });
            let mut bytes = Vec::new();
            let mut sink = Sink::new(&mut bytes);
            let mut stream = Stream::new(&mut sink, directed, |dot| {
                dot.graph_attribute("layout", "neato");
                dot.node_defaults(&[("shape", "box".into())]);
            });
            let ids = stream.nodes(nodes, |dot, i| {
                dot.node(&[("label", name(i).as_str().into())]);
            });
            stream.edges(edges, |dot, rows| {
                rows.map(ends).for_each(|(a, b)| dot.edge(ids[a], ids[b], &[("color", "red".into())]));
            });
            stream.finish();
            sink.finish().unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), whole);
        }
    }

    #[test]
    fn clusters_share_the_numbering() {
        let text = write_dot(false, |dot| {
            dot.node_defaults(&[("shape", "box".into())]);
            let pinned = |x, y| Value::Point { x, y, decimals: 1, pinned: true };
            let first = dot.node(&[]);
            let mut inside = first;
            dot.cluster("Asia & Pacific", |dot| inside = dot.node(&[("pos", pinned(1.0, -2.25))]));
            let last = dot.node(&[]);
            dot.edge(inside, last, &[]);
        });
        let expected = r#"graph {
  node [shape="box"];
  n0;
  subgraph cluster_0 {
    label="Asia &amp; Pacific";
    n1 [pos="1.0,-2.2!"];
  }
  n2;
  n1 -- n2;
}
"#;
        assert_eq!(text, expected);
    }

    #[test]
    #[should_panic(expected = "names no attribute")]
    fn a_word_of_dot_is_no_attribute() {
        write_dot(false, |dot| dot.graph_attribute("Node", ""));
    }
}
