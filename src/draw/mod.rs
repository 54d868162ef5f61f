//! Pictures a journal would print: from a graph, a view and a question to marks in points, then to SVG.
//!
//! [`PICTURES`] is the table of them, one file each; the command line, its help, the gallery and the tests read it.
//! Only + − × ÷ and √ make coordinates and numbers have fixed decimals, so a picture is the same bytes on every machine.
//! The data behind a picture are a [`Finding`], so that it can be checked, and read by those who cannot see it.

pub mod palette;
pub mod scene;
pub mod seating;
pub mod seriation;
pub mod sheet;
pub mod source;
pub mod svg;
pub mod text;
mod upset;

use crate::analysis::Finding;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::EntityId;
use crate::model::kind::EntityKind;
use scene::Scene;
use sheet::Sheet;

/// A sort of picture.
#[derive(Debug, Clone, Copy)]
pub struct Picture {
    /// Its name, as typed.
    pub name: &'static str,
    /// What it answers, as a phrase for the help.
    pub about: &'static str,
    /// The kinds of entity that it is about.
    pub takes: &'static [EntityKind],
    /// The options that it knows besides those of every picture, as typed but without dashes.
    pub options: &'static [&'static str],
    /// Whether seats of every grade count if none is asked for; else full members.
    pub every_grade: bool,
    /// Examples for the gallery and the tests: the name of a file, and what is typed after the name of the picture.
    pub examples: &'static [(&'static str, &'static str)],
    /// Draws it.
    pub draw: fn(&Graph<'_>, &View, &Question) -> Result<Drawing, Refusal>,
}

/// Every picture, in the order of the help.
pub static PICTURES: &[Picture] = &[Picture {
    name: "upset",
    about: "which combinations of bodies occur, and who holds them, by name",
    takes: &[EntityKind::Body, EntityKind::State],
    options: &["focus", "inclusive"],
    every_grade: false,
    examples: &[("upset-asia", "asean bimstec saarc cica sco eco cis csto eurasec oic las gcc --as-of 2014-05-20")],
    draw: upset::draw,
}];

/// Finds a picture by its name.
pub fn find(name: &str) -> Option<&'static Picture> {
    PICTURES.iter().find(|picture| picture.name == name)
}

/// What a picture is asked.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The entities it is about, in the order they were named.
    pub what: Vec<EntityId>,
    /// What only some pictures know.
    pub options: Options,
    /// On what it is printed.
    pub sheet: Sheet,
    /// What its source line says.
    pub stamp: Stamp,
}

/// Options that only some pictures know.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// The body whose combinations are drawn, all others being one row.
    pub focus: Option<EntityId>,
    /// Whether a row is of all who sit in at least its bodies.
    pub inclusive: bool,
}

/// What names a picture's origin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The day or interval, as written.
    pub as_of: String,
    /// The command as the user could type it again.
    pub command: String,
    /// The title of the graph.
    pub graph: String,
    /// The hash of the graph.
    pub hash: String,
}

/// A picture, and the data behind it.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// The marks.
    pub scene: Scene,
    /// What it shows, in a sentence.
    pub title: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// The data.
    pub finding: Finding,
}

impl Drawing {
    /// The picture as SVG.
    pub fn svg(&self) -> String {
        svg::write(&self.scene, &self.title, &self.alt)
    }
}

/// Why there is no picture: the question asks for what cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Refusal {
    /// A reason and a remedy.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}
