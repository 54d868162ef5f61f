//! Node-link JSON, as NetworkX reads and writes it.

use super::Style;
use super::data::Data;
use super::json;
use super::sink::Sink;

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
    for row in 0..data.nodes.len() {
        sink.text(if row == 0 { "\n{\"id\": " } else { ",\n{\"id\": " });
        json::string(sink, data.id(row as u32));
        json::cells(data, sink, row, &fields);
        sink.text("}");
    }
    sink.text("\n],\n\"edges\": [");
    let fields = data.tie_fields();
    for (row, tie) in data.ties.iter().enumerate() {
        sink.text(if row == 0 { "\n{\"source\": " } else { ",\n{\"source\": " });
        json::string(sink, data.id(tie.from));
        sink.text(", \"target\": ");
        json::string(sink, data.id(tie.to));
        json::cells(data, sink, row, &fields);
        sink.text("}");
    }
    sink.text("\n]}\n");
}
