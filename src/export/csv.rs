//! CSV: a table of nodes and a table of ties, with the sources and what is said of the whole beside them.

use super::data::{Data, Field, Row};
use super::sink::{Sink, Texts};
use super::{Part, Style};

/// The tables of a network, each a file.
pub(super) const PARTS: &[Part] = &[
    Part { name: "nodes", write: nodes },
    Part { name: "edges", write: edges },
    Part { name: "sources", write: sources },
    Part { name: "about", write: about },
];

/// Writes the table of nodes.
pub(super) fn nodes(data: &Data<'_>, style: Style, sink: &mut Sink<'_>) {
    let fields = data.node_fields();
    sink.text("id");
    head(sink, &fields);
    sink.rows(data.nodes.len(), |sink, row| {
        text(sink, style, data.id(row as u32));
        cells(sink, style, data.node_row(row), &fields);
    });
}

/// Writes the table of ties.
pub(super) fn edges(data: &Data<'_>, style: Style, sink: &mut Sink<'_>) {
    let fields = data.tie_fields();
    sink.text("source,target");
    head(sink, &fields);
    let ids = Texts::of(data.nodes.len(), |sink, node| text(sink, style, data.id(node as u32)));
    sink.rows(data.ties.len(), |sink, row| {
        let tie = &data.ties[row];
        sink.again(&ids, tie.from);
        sink.text(",");
        sink.again(&ids, tie.to);
        cells(sink, style, data.tie_row(row), &fields);
    });
}

fn sources(data: &Data<'_>, style: Style, sink: &mut Sink<'_>) {
    const COLUMNS: [&str; 8] = ["id", "title", "kind", "publisher", "date", "url", "accessed", "note"];
    sink.text(&COLUMNS.join(","));
    sink.text("\n");
    for source in data.sources() {
        for (i, column) in COLUMNS.iter().enumerate() {
            sink.text(if i == 0 { "" } else { "," });
            text(sink, style, source.get(*column).and_then(serde_json::Value::as_str).unwrap_or_default());
        }
        sink.text("\n");
    }
}

fn about(data: &Data<'_>, style: Style, sink: &mut Sink<'_>) {
    sink.text("name,value\n");
    sink.text(if data.directed { "directed,true\n" } else { "directed,false\n" });
    // The sources have a table of their own.
    for (name, value) in data.about().iter().filter(|(name, _)| *name != "sources") {
        text(sink, style, name);
        sink.text(",");
        text(sink, style, value);
        sink.text("\n");
    }
}

fn head(sink: &mut Sink<'_>, fields: &[Field<'_>]) {
    for field in fields {
        sink.text(",");
        sink.text(field.name);
    }
    sink.text("\n");
}

fn cells<'d>(sink: &mut Sink<'_>, style: Style, row: Row<'d>, fields: &[Field<'d>]) {
    for field in fields {
        sink.text(",");
        sink.cell(&field.cell(row), |sink, value| text(sink, style, value));
    }
    sink.text("\n");
}

/// Bytes for which a cell needs quotes.
const QUOTED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, 0..=0x1F | b'"' | b',' | b';');
        byte += 1;
    }
    table
};

/// Takes a text as one cell (RFC 4180). Spaces at its ends need quotes too, as some readers drop them.
///
/// If asked for, what a spreadsheet would run as a formula gets an apostrophe before it, which changes the text.
pub(super) fn text(sink: &mut Sink<'_>, style: Style, text: &str) {
    let formula = style.csv_safe && text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let ends = [text.as_bytes().first(), text.as_bytes().last()];
    // Without a branch a byte: most cells are short, and few need quotes.
    let quoted = text.bytes().fold(false, |any, byte| any | QUOTED[usize::from(byte)]);
    if !quoted && !ends.contains(&Some(&b' ')) {
        sink.text(if formula { "'" } else { "" });
        return sink.text(text);
    }
    sink.text(if formula { "\"'" } else { "\"" });
    for (i, part) in text.split('"').enumerate() {
        sink.text(if i == 0 { "" } else { "\"\"" });
        sink.text(part);
    }
    sink.text("\"");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &str, csv_safe: bool) -> String {
        let mut bytes = Vec::new();
        let mut sink = Sink::new(&mut bytes);
        text(&mut sink, Style { csv_safe }, value);
        sink.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    proptest! {
        #[test]
        fn any_text_comes_back(value in prop_oneof![any::<String>(), "[ ,;\"\n\r=a]*"]) {
            let row = format!("{},x\n", written(&value, false));
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(record.get(0), Some(value.as_str()));
            prop_assert_eq!(record.get(1), Some("x"));
        }
    }

    #[test]
    fn formulas_are_guarded_only_if_asked_for() {
        assert_eq!(written("=cmd|' /C calc'!A0", false), "=cmd|' /C calc'!A0");
        assert_eq!(written("=cmd|' /C calc'!A0", true), "'=cmd|' /C calc'!A0");
        assert_eq!(written("-1+\"x\"", true), "\"'-1+\"\"x\"\"\"");
        assert_eq!(written("@SUM(A1)", true), "'@SUM(A1)");
        assert_eq!(written("a=b", true), "a=b");
    }
}
