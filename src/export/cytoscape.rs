//! Cytoscape.js JSON, which the desktop program Cytoscape reads too.

use super::Style;
use super::data::Data;
use super::json;
use super::sink::{Sink, Texts};

/// Writes elements with their data and, where they have one, their place.
pub(super) fn write(data: &Data<'_>, _: Style, sink: &mut Sink<'_>) {
    sink.text("{\"format_version\": \"1.0\", \"generated_by\": \"comity\",\n\"data\": {");
    for (i, (name, value)) in data.about().iter().enumerate() {
        sink.text(if i == 0 { "\"" } else { ", \"" });
        sink.text(name);
        sink.text("\": ");
        // The list of sources is JSON already.
        if *name == "sources" { sink.text(value) } else { json::string(sink, value) }
    }
    let parallel = data.has_parallel_ties();
    sink.text("},\n\"directed\": ");
    sink.text(if data.directed { "true" } else { "false" });
    sink.text(", \"multigraph\": ");
    sink.text(if parallel { "true" } else { "false" });
    sink.text(",\n\"elements\": {\"nodes\": [");
    let fields = data.node_fields();
    sink.rows(data.nodes.len(), |sink, row| {
        sink.text(if row == 0 { "\n{\"data\": {\"id\": " } else { ",\n{\"data\": {\"id\": " });
        json::string(sink, data.id(row as u32));
        // NetworkX asks for the id under this name.
        sink.text(", \"value\": ");
        json::string(sink, data.id(row as u32));
        json::cells(sink, data.node_row(row), &fields);
        sink.text("}");
        if let Some((x, y)) = data.places.get(row) {
            // Places count from the top here.
            sink.text(&format!(", \"position\": {{\"x\": {x:.2}, \"y\": {:.2}}}", -y));
        }
        sink.text("}");
    });
    sink.text("\n], \"edges\": [");
    let fields = data.tie_fields();
    let ids = Texts::of(data.nodes.len(), |sink, node| json::string(sink, data.id(node as u32)));
    sink.rows(data.ties.len(), |sink, row| {
        let tie = &data.ties[row];
        sink.text(if row == 0 { "\n{\"data\": {\"id\": \"e" } else { ",\n{\"data\": {\"id\": \"e" });
        sink.whole(row as i64);
        sink.text("\", \"source\": ");
        sink.again(&ids, tie.from);
        sink.text(", \"target\": ");
        sink.again(&ids, tie.to);
        if parallel {
            // By which NetworkX keeps ties of the same two apart.
            sink.text(", \"key\": ");
            sink.whole(row as i64);
        }
        json::cells(sink, data.tie_row(row), &fields);
        sink.text("}}");
    });
    sink.text("\n]}}\n");
}
