//! Node-link JSON, as NetworkX reads and writes it.

use super::Style;
use super::data::Data;
use super::json;
use super::sink::{Sink, Texts};

/// Writes a network; the list of ties is called `edges`, as NetworkX has it from 3.6 on.
pub(super) fn write(data: &Data<'_>, _: Style, sink: &mut Sink<'_>) {
    sink.text(&format!(
        "{{\"directed\": {}, \"multigraph\": {},\n\"graph\": {{",
        data.directed,
        data.has_parallel_ties()
    ));
    for (i, (name, value)) in data.about().iter().enumerate() {
        sink.text(if i == 0 { "\"" } else { ", \"" });
        sink.text(name);
        sink.text("\": ");
        // The list of sources is JSON already.
        if *name == "sources" { sink.text(value) } else { json::string(sink, value) }
    }
    sink.text("},\n\"nodes\": [");
    let fields = data.node_fields();
    sink.rows(data.nodes.len(), |sink, row| {
        sink.text(if row == 0 { "\n{\"id\": " } else { ",\n{\"id\": " });
        json::string(sink, data.id(row as u32));
        json::cells(sink, data.node_row(row), &fields);
        sink.text("}");
    });
    sink.text("\n],\n\"edges\": [");
    let fields = data.tie_fields();
    let ids = Texts::of(data.nodes.len(), |sink, node| json::string(sink, data.id(node as u32)));
    sink.rows(data.ties.len(), |sink, row| {
        let tie = &data.ties[row];
        sink.text(if row == 0 { "\n{\"source\": " } else { ",\n{\"source\": " });
        sink.again(&ids, tie.from);
        sink.text(", \"target\": ");
        sink.again(&ids, tie.to);
        json::cells(sink, data.tie_row(row), &fields);
        sink.text("}");
    });
    sink.text("\n]}\n");
}
