//! Graphs in the formats of other programs; one file a format, one table of them all.
//!
//! Two things can be written: a [`Diagram`], which is made to be looked at, and [`Data`], rows of nodes and
//! ties with every date, grade and source, which are made to be worked on.

mod colours;
mod csv;
mod cypher;
mod cytoscape;
pub mod data;
pub mod diagram;
mod dl;
pub mod dot;
pub mod fence;
mod gexf;
mod graphml;
mod json;
mod matrix;
mod mermaid;
mod nodelink;
mod pajek;
mod ron;
mod sink;
mod tidy;
mod turtle;
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
    /// Why a network cannot be written so, if it cannot.
    pub refuses: fn(&Data<'_>) -> Option<Refusal>,
}

/// How a format is written.
#[derive(Debug, Clone, Copy)]
pub enum Writer {
    /// From a picture, or from rows as a picture shows them.
    Drawing {
        /// Writes a picture.
        picture: fn(&Diagram) -> String,
        /// Writes rows.
        rows: WriteData,
    },
    /// From rows.
    Data(WriteData),
    /// From rows, as several files.
    Files(&'static [Part]),
}

/// Writes rows.
pub type WriteData = fn(&Data<'_>, Style, &mut Sink<'_>);

/// One of the files of a format.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Its name, without an ending.
    pub name: &'static str,
    /// Writes it.
    pub write: WriteData,
}

/// Choices of whoever asks for a format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether cells of CSV that a spreadsheet would run as a formula get an apostrophe before them.
    pub csv_safe: bool,
}

/// Why a network cannot be written in a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// Every format, the default first.
pub static EXPORTERS: &[Exporter] = &[
    row(
        "dot",
        &["dot", "gv"],
        "Graphviz; draw it with `dot -Tsvg`",
        Writer::Drawing { picture: dot::write, rows: dot::write_rows },
    ),
    row(
        "graphml",
        &["graphml"],
        "GraphML with typed attributes, for NetworkX, igraph, Gephi, yEd and Neo4j",
        Writer::Data(graphml::write),
    ),
    row("gexf", &["gexf"], "GEXF 1.3 with spells, colours, sizes and places, for Gephi", Writer::Data(gexf::write)),
    row("nodelink", &["json"], "Node-link JSON, for NetworkX and D3", Writer::Data(nodelink::write)),
    row("cytoscape", &["cyjs"], "Cytoscape.js JSON, for Cytoscape too", Writer::Data(cytoscape::write)),
    row("pajek", &["net"], "Pajek, two-mode where it is, with years under `--during`", Writer::Data(pajek::write)),
    row("dl", &["dl"], "UCINET DL, a full matrix of one mode or two", Writer::Data(dl::write)).unless(matrix::refuses),
    row(
        "csv",
        &["csv"],
        "CSV tables of nodes, edges, sources and what is said of the whole: a folder, or NAME-nodes.csv and so on",
        Writer::Files(csv::PARTS),
    ),
    row("nodes", &[], "The CSV table of nodes alone", Writer::Data(csv::nodes)),
    row("edges", &[], "The CSV table of edges alone", Writer::Data(csv::edges)),
    row("matrix", &[], "A CSV matrix: who sits where, or who is tied to whom", Writer::Data(matrix::write))
        .unless(matrix::refuses),
    row("spells", &[], "A tidy CSV table, one row a statement, for R and pandas", Writer::Data(tidy::spells))
        .unless(tidy::refuses),
    row("years", &[], "A tidy CSV table, one row a pair and year, for R and pandas", Writer::Data(tidy::years))
        .unless(tidy::refuses),
    row("mermaid", &["mmd", "mermaid"], "Mermaid, for up to 20 ties in a text", Writer::Data(mermaid::write))
        .unless(mermaid::refuses),
    row("cypher", &["cypher", "cql"], "An openCypher script, for Neo4j and Memgraph", Writer::Data(cypher::write)),
    row("turtle", &["ttl"], "RDF as Turtle, for triple stores", Writer::Data(turtle::write)),
    row("ron", &["ron"], "A world for comity, in canonical form", Writer::Data(ron::write)).unless(tidy::refuses),
];

const fn row(name: &'static str, endings: &'static [&'static str], about: &'static str, write: Writer) -> Exporter {
    const fn never(_: &Data<'_>) -> Option<Refusal> {
        None
    }
    Exporter { name, endings, about, write, refuses: never }
}

impl Exporter {
    const fn unless(mut self, refuses: fn(&Data<'_>) -> Option<Refusal>) -> Self {
        self.refuses = refuses;
        self
    }
}

/// Finds a format by its name.
pub fn find(name: &str) -> Option<&'static Exporter> {
    EXPORTERS.iter().find(|exporter| exporter.name == name)
}

/// Finds a format by the ending of a file.
pub fn by_ending(ending: &str) -> Option<&'static Exporter> {
    EXPORTERS.iter().find(|exporter| exporter.endings.contains(&ending))
}

/// Writes a network in a format. One of pictures draws what the rows say, and one of several files writes them one after
/// another.
///
/// # Errors
/// If something cannot be written.
pub fn write(exporter: &Exporter, data: &Data<'_>, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let mut sink = Sink::new(out);
    match exporter.write {
        Writer::Drawing { rows: write, .. } | Writer::Data(write) => write(data, style, &mut sink),
        Writer::Files(parts) => {
            for (i, part) in parts.iter().enumerate() {
                sink.text(if i == 0 { "" } else { "\n" });
                (part.write)(data, style, &mut sink);
            }
        }
    }
    sink.finish()
}
