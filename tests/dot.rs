//! DOT through the fence: any string comes back, from our own reader and, where it is, from Graphviz.

use crate::dot_reader::{Drawing, read_dot, unescape};
use comity::export::fence::{Value, write_dot};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::io::Write;
use std::process::{Command, Stdio};

/// Labels that broke, or quietly changed, a picture when they were written without the fence.
const NASTY: [&str; 13] = [
    "say \"hello\"",
    "two\nlines",
    "Қазақстан 中国 السعودية 🇰🇿",
    "R&D &lt; &eacute; &#38;",
    "\\N \\G \\l",
    "ends in \\",
    "x\"]; evil [label=\"INJECTED",
    "nul\0here",
    "\u{1b}[31mred\u{7f}\u{85}",
    "<b>not html</b>",
    "",
    "G-20:n {a|b} node graph 20th",
    "// # /* \\\" -> --",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_graph_is_read_back(sketch in sketch()) {
        prop_assert_eq!(read_dot(&sketch.write()).unwrap(), sketch.expected());
    }
}

#[test]
fn graphviz_reads_the_nasty_labels() {
    let nodes = NASTY.map(String::from).to_vec();
    let edges = NASTY.iter().enumerate().map(|(n, label)| (n, (n + 1) % NASTY.len(), (*label).to_owned())).collect();
    graphviz_agrees(&Sketch { directed: true, title: NASTY.concat(), nodes, edges });
    for label in NASTY {
        graphviz_agrees(&Sketch { directed: false, title: String::new(), nodes: vec![label.into()], edges: vec![] });
    }
}

#[test]
fn graphviz_reads_any_labels() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..8 {
        graphviz_agrees(&sketch().new_tree(&mut runner).unwrap().current());
    }
}

#[test]
fn graphviz_reads_a_very_long_label() {
    // Without a backslash in it, Graphviz refuses more than 16,384 bytes of quoted text.
    for long in ["ä".repeat(30_000), "\"&\\ länger\n".repeat(3_000)] {
        let sketch = Sketch { directed: false, title: String::new(), nodes: vec![long], edges: vec![] };
        assert_eq!(read_dot(&sketch.write()).unwrap(), sketch.expected());
        graphviz_agrees(&sketch);
    }
}

/// A graph in which every attribute holds words.
#[derive(Debug)]
struct Sketch {
    directed: bool,
    title: String,
    nodes: Vec<String>,
    edges: Vec<(usize, usize, String)>,
}

impl Sketch {
    fn write(&self) -> String {
        write_dot(self.directed, |dot| {
            dot.graph_attribute("label", self.title.as_str());
            dot.node_defaults(&[("fontname", self.title.as_str().into())]);
            let size = Value::Number { value: 9.0, decimals: 1 };
            let ids: Vec<_> = self
                .nodes
                .iter()
                .map(|label| dot.node(&[("label", label.as_str().into()), ("fontsize", size)]))
                .collect();
            for (a, b, label) in &self.edges {
                dot.edge(ids[*a], ids[*b], &[("tooltip", label.as_str().into())]);
            }
        })
    }

    fn expected(&self) -> Drawing {
        let pair = |name: &str, value: &str| (name.to_owned(), shown(value));
        let nodes = (0..).zip(&self.nodes);
        Drawing {
            directed: self.directed,
            graph: vec![pair("label", &self.title)],
            nodes: nodes.map(|(id, label)| (id, vec![pair("label", label), pair("fontsize", "9.0")])).collect(),
            edges: self
                .edges
                .iter()
                .map(|(a, b, label)| (*a as u32, *b as u32, vec![pair("tooltip", label)]))
                .collect(),
            node_defaults: vec![vec![pair("fontname", &self.title)]],
            ..Drawing::default()
        }
    }
}

/// The text that a picture can show: what the fence promises to bring across.
fn shown(text: &str) -> String {
    let plain = |c: char| match c {
        '\n' => '\n',
        '\t' => ' ',
        c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => '\u{FFFD}',
        c => c,
    };
    text.replace("\r\n", "\n").chars().map(plain).collect()
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let words = prop_oneof![
        any::<String>(),
        "[\"\\\\&\n\r\t;#a-c<>{}|\\[\\]]*",
        prop::sample::select(&NASTY[..]).prop_map(String::from)
    ];
    let edges = vec((any::<Index>(), any::<Index>(), words.clone()), 0..12);
    (any::<bool>(), words.clone(), vec(words, 1..8), edges).prop_map(|(directed, title, nodes, edges)| {
        let within = |index: Index| index.index(nodes.len());
        let edges = edges.into_iter().map(|(a, b, label)| (within(a), within(b), label)).collect();
        Sketch { directed, title, nodes, edges }
    })
}

/// Lays the graph out with `dot`, if it is here, and reads the labels back.
fn graphviz_agrees(sketch: &Sketch) {
    let text = sketch.write();
    let Some(json) = run_dot("json", &text) else { return };
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    // Graphviz leaves out what is empty by default.
    let read = |object: &serde_json::Value, name: &str| unescape(object[name].as_str().unwrap_or("")).unwrap();
    let objects = |name: &str| json[name].as_array().cloned().unwrap_or_default();
    assert_eq!(json["directed"], sketch.directed);
    assert_eq!(read(&json, "label"), shown(&sketch.title));
    let labels: Vec<String> = objects("objects").iter().map(|node| read(node, "label")).collect();
    assert_eq!(labels, sketch.nodes.iter().map(|label| shown(label)).collect::<Vec<_>>());
    // Graphviz lists edges by node.
    let end = |edge: &serde_json::Value, name: &str| edge[name].as_u64().unwrap() as usize;
    let mut edges: Vec<_> =
        objects("edges").iter().map(|edge| (end(edge, "tail"), end(edge, "head"), read(edge, "tooltip"))).collect();
    let mut expected: Vec<_> = sketch.edges.iter().map(|(a, b, label)| (*a, *b, shown(label))).collect();
    edges.sort();
    expected.sort();
    assert_eq!(edges, expected);
    let svg = run_dot("svg", &text).unwrap();
    assert_eq!(svg.matches("<g id=\"node").count(), sketch.nodes.len());
    assert_eq!(svg.matches("<g id=\"edge").count(), sketch.edges.len());
}

/// What `dot` writes; none if it is not installed.
#[expect(clippy::print_stderr, reason = "a check that was left out should be seen")]
pub(crate) fn run_dot(format: &str, text: &str) -> Option<String> {
    let mut command = Command::new("dot");
    command.arg(format!("-T{format}")).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut child) = command.spawn() else {
        eprintln!("skipped: Graphviz is not installed");
        return None;
    };
    let mut input = child.stdin.take().unwrap();
    let text = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaints.is_empty(), "dot: {complaints}");
    Some(String::from_utf8(output.stdout).unwrap())
}
