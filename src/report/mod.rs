//! Reports: Markdown in which figures, tables and numbers are asked of the graph, so that they cannot go stale.
//!
//! A [`Manuscript`] is what an author wrote: its blocks, values and references, each with its place. Whoever has a graph
//! answers its questions; [`number`](numbered::number) then gives every exhibit its number and every source its footnote, and
//! one writer per form makes the whole: [`markdown`], [`html`]. Nothing here reads files or knows graphs, and words from
//! data are escaped for the place where they are put.

pub mod address;
pub mod block;
mod entities;
pub mod front;
pub mod html;
pub mod key;
pub mod lock;
pub mod manuscript;
pub mod markdown;
pub mod mdbook;
pub mod numbered;
pub mod pandoc;
pub mod question;
mod scalar;
pub mod template;
mod tongue;
pub mod value;

use crate::table::{Answer, Table};
pub use manuscript::Manuscript;

/// What was found for one question of a report.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The answer, with its sources, and with the relations behind it as its table `why`.
    pub answer: Answer,
    /// The picture, if one was asked for.
    pub picture: Option<Picture>,
}

/// A picture with its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// The picture itself.
    pub svg: String,
    /// What is seen, in a sentence without a full stop.
    pub title: String,
    /// What is seen, for those who cannot see it.
    pub alt: String,
    /// The same as a page with a viewer of its own, of which the picture shows one day.
    pub page: Option<Page>,
}

/// An interactive page that needs no other file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The page itself, as HTML.
    pub html: String,
    /// The page as it would be if its stamp did not name the graph: what tells whether it says something else.
    pub unstamped: String,
}

/// The table of an answer that holds the relations behind it.
const WHY: &str = "why";

impl Found {
    /// A table of the answer by its name; the main one, if none is named.
    pub fn table(&self, name: Option<&str>) -> Option<&Table> {
        let Some(name) = name else { return Some(&self.answer.table) };
        std::iter::once(&self.answer.table).chain(&self.answer.more).find(|table| table.name == name)
    }

    /// The names of its tables.
    fn tables(&self) -> Vec<&str> {
        let all = std::iter::once(&self.answer.table).chain(&self.answer.more);
        all.map(|table| table.name.as_str()).filter(|name| *name != WHY).collect()
    }
}
