//! Writes any text through the fence of `dot-writer` and reads it back: the same words, nothing more.
#![no_main]

use comity::export::fence::write_dot;
use libfuzzer_sys::fuzz_target;

#[allow(dead_code)]
#[path = "../../tests/dot_reader.rs"]
mod dot_reader;

fuzz_target!(|text: &str| {
    let written = write_dot(true, |dot| {
        dot.node_defaults(&[("fontname", text.into())]);
        let a = dot.node(&[("label", text.into()), ("tooltip", text.into())]);
        dot.cluster(text, |dot| {
            let b = dot.node(&[]);
            dot.edge(a, b, &[("label", text.into())]);
        });
    });
    let drawing = dot_reader::read_dot(&written).expect("what we write can be read");
    assert_eq!((drawing.nodes.len(), drawing.edges.len(), drawing.clusters), (2, 1, 1));
    let label = ("label".to_owned(), shown(text));
    assert_eq!(drawing.graph, [label.clone()]);
    assert_eq!(drawing.nodes[0].1[0], label);
    assert_eq!(drawing.edges[0].2, [label]);
});

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
