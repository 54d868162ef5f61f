//! Graphs in the formats of other programs; one file a format, one table of them all.
//!
//! Two things can be written: a [`Diagram`], which is made to be looked at, and [`Data`](data::Data), rows of nodes and
//! ties with every date, grade and source, which are made to be worked on.

mod colours;
pub mod data;
pub mod diagram;
pub mod dot;
pub mod fence;
mod gexf;
mod graphml;
mod json;
mod nodelink;
mod sink;
mod xml;

pub use sink::Sink;

use data::Data;
use diagram::Diagram;
use std::io;

/// A format that a network can be written in.
#[derive(Debug)]
pub struct Exporter {
    /// The name that users type.
    pub name: &'static str,
    /// The endings of its files.
    pub endings: &'static [&'static str],
    /// One line for help.
    pub about: &'static str,
    /// What it is written from, and how.
    pub write: Writer,
}

/// How a format is written.
#[derive(Debug, Clone, Copy)]
pub enum Writer {
    /// From a picture.
    Diagram(fn(&Diagram) -> String),
    /// From rows.
    Data(fn(&Data<'_>, &mut Sink<'_>)),
}

/// Every format, the default first.
pub static EXPORTERS: &[Exporter] = &[
    row("dot", &["dot", "gv"], "Graphviz; draw it with `dot -Tsvg`", Writer::Diagram(dot::write)),
    row(
        "graphml",
        &["graphml"],
        "GraphML with typed attributes, for NetworkX, igraph, Gephi, yEd and Neo4j",
        Writer::Data(graphml::write),
    ),
    row("gexf", &["gexf"], "GEXF 1.3 with spells, colours, sizes and positions, for Gephi", Writer::Data(gexf::write)),
    row("nodelink", &["json"], "Node-link JSON, for NetworkX and D3", Writer::Data(nodelink::write)),
];

const fn row(name: &'static str, endings: &'static [&'static str], about: &'static str, write: Writer) -> Exporter {
    Exporter { name, endings, about, write }
}

/// Finds a format by its name.
pub fn find(name: &str) -> Option<&'static Exporter> {
    EXPORTERS.iter().find(|exporter| exporter.name == name)
}

/// Finds a format by the ending of a file.
pub fn by_ending(ending: &str) -> Option<&'static Exporter> {
    EXPORTERS.iter().find(|exporter| exporter.endings.contains(&ending))
}

/// Writes a network in a format; a format of pictures draws what the rows say.
///
/// # Errors
/// If something cannot be written.
pub fn write(exporter: &Exporter, data: &Data<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut sink = Sink::new(out);
    match exporter.write {
        Writer::Diagram(write) => sink.text(&write(&data.diagram())),
        Writer::Data(write) => write(data, &mut sink),
    }
    sink.finish()
}
