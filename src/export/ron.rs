//! RON: the part of the world that a network shows, or all of it, as comity reads it.

use super::Style;
use super::data::Data;
use super::sink::Sink;
use crate::document::write;

/// Writes a world in its canonical form.
pub(super) fn write(data: &Data<'_>, _: Style, sink: &mut Sink<'_>) {
    if data.whole {
        return sink.text(&write::text(data.model()));
    }
    let nodes: Vec<_> = data.nodes.iter().map(|node| node.entity).collect();
    let title = if data.as_of.is_empty() { data.title.clone() } else { format!("{}, {}", data.title, data.as_of) };
    sink.text(&write::text(&data.model().part(&nodes, data.evidence(), &title)));
}
