//! Graphs in the formats of other programs; one file a format, one table of them all.

pub mod diagram;
mod dot;
pub mod fence;

use diagram::Diagram;

/// A format that a diagram can be written in.
#[derive(Debug)]
pub struct Exporter {
    /// The name that users type.
    pub name: &'static str,
    /// The endings of its files.
    pub endings: &'static [&'static str],
    /// One line for help.
    pub about: &'static str,
    /// Writes a diagram.
    pub write: fn(&Diagram) -> String,
}

/// Every format, the default first.
pub static EXPORTERS: &[Exporter] = &[Exporter {
    name: "dot",
    endings: &["dot", "gv"],
    about: "Graphviz; draw it with `dot -Tsvg`",
    write: dot::write,
}];
