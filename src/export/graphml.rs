//! GraphML: nodes and edges with typed data, which NetworkX, igraph, Gephi, yEd, Cytoscape and Neo4j (APOC) read.

use super::Style;
use super::data::{Data, Field, Row, Type};
use super::sink::{Sink, Texts};
use super::xml::escape;

/// Writes a network; data that a node or an edge has not are left out.
pub(super) fn write(data: &Data<'_>, _: Style, sink: &mut Sink<'_>) {
    sink.text(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns",
        " http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n"
    ));
    let (about, nodes, edges) = (data.about(), data.node_fields(), data.tie_fields());
    for (name, _) in &about {
        key(sink, "graph", name, "string");
    }
    nodes.iter().for_each(|field| key(sink, "node", field.name, type_name(field.kind)));
    edges.iter().for_each(|field| key(sink, "edge", field.name, type_name(field.kind)));
    let way = if data.directed { "directed" } else { "undirected" };
    sink.text(&format!("<graph id=\"G\" edgedefault=\"{way}\">\n"));
    for (name, value) in &about {
        sink.text(&opening("graph", name));
        escape(sink, value);
        sink.text("</data>\n");
    }
    let openings: Vec<String> = nodes.iter().map(|field| opening("node", field.name)).collect();
    sink.rows(data.nodes.len(), |sink, row| {
        sink.text("<node id=\"");
        escape(sink, data.id(row as u32));
        sink.text("\">");
        cells(sink, data.node_row(row), &nodes, &openings);
        sink.text("</node>\n");
    });
    let openings: Vec<String> = edges.iter().map(|field| opening("edge", field.name)).collect();
    let ids = Texts::of(data.nodes.len(), |sink, node| escape(sink, data.id(node as u32)));
    sink.rows(data.ties.len(), |sink, row| {
        let tie = &data.ties[row];
        sink.text("<edge id=\"e");
        sink.whole(row as i64);
        sink.text("\" source=\"");
        sink.again(&ids, tie.from);
        sink.text("\" target=\"");
        sink.again(&ids, tie.to);
        sink.text("\">");
        cells(sink, data.tie_row(row), &edges, &openings);
        sink.text("</edge>\n");
    });
    sink.text("</graph>\n</graphml>\n");
}

fn key(sink: &mut Sink<'_>, about: &str, name: &str, kind: &str) {
    sink.text(&format!("<key id=\"{about}-{name}\" for=\"{about}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"));
}

fn opening(about: &str, name: &str) -> String {
    format!("<data key=\"{about}-{name}\">")
}

fn cells<'d>(sink: &mut Sink<'_>, row: Row<'d>, fields: &[Field<'d>], openings: &[String]) {
    for (field, opening) in fields.iter().zip(openings) {
        let cell = field.cell(row);
        if cell.is_some() {
            sink.text(opening);
            sink.cell(&cell, escape);
            sink.text("</data>");
        }
    }
}

/// GraphML has no dates: they are strings, as NetworkX and igraph expect.
fn type_name(kind: Type) -> &'static str {
    match kind {
        Type::Text | Type::Day | Type::Json => "string",
        Type::Whole => "long",
        Type::Number => "double",
        Type::Flag => "boolean",
    }
}
