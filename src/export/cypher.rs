//! An openCypher script that makes the network in Neo4j, Memgraph or Kùzu.

use super::Style;
use super::data::{Cell, Data, Field};
use super::sink::Sink;

/// Writes one statement a node and one a tie. Run twice, it makes nothing twice.
pub(super) fn write(data: &Data<'_>, _: Style, sink: &mut Sink<'_>) {
    for (name, value) in data.about().iter().filter(|(name, _)| *name != "sources") {
        sink.text("// ");
        sink.text(name);
        sink.text(": ");
        sink.text(&value.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " "));
        sink.text("\n");
    }
    let fields = data.node_fields();
    sink.rows(data.nodes.len(), |sink, row| {
        sink.text("MERGE (n:");
        sink.text(label(data, row));
        sink.text(" {id: ");
        string(sink, data.id(row as u32));
        sink.text("}) SET ");
        let mut first = true;
        for field in &fields {
            let cell = field.cell(data.node_row(row));
            if cell.is_some() {
                sink.text(if first { "n." } else { ", n." });
                first = false;
                sink.text(field.name);
                sink.text(" = ");
                value(sink, &cell);
            }
        }
        sink.text(";\n");
    });
    // The type says which relation it is.
    let fields: Vec<Field<'_>> = data.tie_fields().into_iter().filter(|field| field.name != "relation").collect();
    sink.rows(data.ties.len(), |sink, row| {
        let tie = &data.ties[row];
        for (name, node) in [("MATCH (a:", tie.from), (", (b:", tie.to)] {
            sink.text(name);
            sink.text(label(data, node as usize));
            sink.text(" {id: ");
            string(sink, data.id(node));
            sink.text("})");
        }
        sink.text(" MERGE (a)-[:");
        let kind = data.relation(row).map_or("shared", |relation| relation.kind.as_str());
        sink.text(&kind.to_ascii_uppercase());
        let mut first = true;
        for field in &fields {
            let cell = field.cell(data.tie_row(row));
            if cell.is_some() {
                sink.text(if first { " {" } else { ", " });
                first = false;
                sink.text(&format!("`{}`: ", field.name));
                value(sink, &cell);
            }
        }
        sink.text(if first { "]->(b);\n" } else { "}]->(b);\n" });
    });
}

/// `State`, `Body` and so on.
fn label(data: &Data<'_>, row: usize) -> &'static str {
    use crate::model::kind::EntityKind as K;
    match data.entity(row).kind {
        K::State => "State",
        K::Body => "Body",
        K::Treaty => "Treaty",
        K::Dispute => "Dispute",
        K::Initiative => "Initiative",
        K::Event => "Event",
        K::Issue => "Issue",
        K::Region => "Region",
        K::Person => "Person",
    }
}

fn value(sink: &mut Sink<'_>, cell: &Cell<'_>) {
    match cell {
        Cell::Text(text) => string(sink, text),
        Cell::Json(text) => string(sink, text),
        Cell::Day(day) => {
            sink.text("'");
            sink.day(*day);
            sink.text("'");
        }
        Cell::Number(number) => {
            // A number without a point would be a whole one.
            sink.number(*number);
            sink.text(if number.fract() == 0.0 && number.abs() < 1e15 { ".0" } else { "" });
        }
        other => sink.cell(other, string),
    }
}

/// Takes a text between apostrophes. No backslash is ever followed by a `u` of the text: some parsers put in `\u0027`
/// before they look for the end of a text, wherever it stands.
fn string(sink: &mut Sink<'_>, text: &str) {
    sink.text("'");
    let mut letters = text.chars().peekable();
    let mut plain = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                plain.push_str("\\\\");
                if matches!(letters.peek(), Some('u' | 'U')) {
                    plain.push_str("' + '");
                }
            }
            '\'' => plain.push_str("\\'"),
            '\n' => plain.push_str("\\n"),
            '\r' => plain.push_str("\\r"),
            '\t' => plain.push_str("\\t"),
            // What no text of a database needs, and some of them refuse.
            '\0'..='\u{1F}' | '\u{7F}' => plain.push(char::REPLACEMENT_CHARACTER),
            other => plain.push(other),
        }
    }
    sink.text(&plain);
    sink.text("'");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_own_quotes() {
        let written = |text: &str| {
            let mut bytes = Vec::new();
            let mut sink = Sink::new(&mut bytes);
            string(&mut sink, text);
            sink.finish().unwrap();
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(written("Côte d'Ivoire"), r"'Côte d\'Ivoire'");
        assert_eq!(written(r"'}) DETACH DELETE n //"), r"'\'}) DETACH DELETE n //'");
        assert_eq!(written(r"\u0027 \' \\u0027"), r"'\\' + 'u0027 \\\' \\\\' + 'u0027'");
        assert_eq!(written("a\nb\u{0}"), "'a\\nb\u{FFFD}'");
    }
}
