//! A graph database of diplomatic relationships: who sits with whom, in which body, since when, and
//! who says so.
//!
//! # A tour in five steps
//!
//! ```
//! use comity::analysis::{Show, members::members, overlap::overlap};
//! use comity::graph::{Graph, view::View};
//! use comity::time::{Certainty, Day, Interval};
//!
//! // 1. A world: the shipped one, or your own folder with `document::read_paths`.
//! let world = comity::document::builtin();
//! assert!(!world.diagnostics.has_errors());
//!
//! // 2. Dates stay as imprecise as they were written, so answers have three values.
//! let seat = Interval::parse("2010/..")?;
//! assert_eq!(seat.on(Day::parse("2010-03-01")?), Certainty::Possibly);
//!
//! // 3. A graph of its relations, seen on a day.
//! let graph = Graph::of(&world.model);
//! let view = View::on(Day::parse("2014-05-19")?);
//! let (cica, sco) = (world.model.find("cica").unwrap(), world.model.find("sco").unwrap());
//! assert_eq!(view.holders(&graph, cica).len(), 24);
//!
//! // 4. An answer: a table with its terms, notes and, if asked, its sources.
//! let show = Show { cite: true, why: false };
//! let answer = overlap(&graph, &view, &[cica, sco]).seal(&world.model, &view, show);
//! assert_eq!(answer.headline.as_deref(), Some("SCO is nested in CICA: 6 shared of 24 and 6, Jaccard 0.25"));
//! assert!(!answer.sources.is_empty());
//!
//! // 5. The answer in any format.
//! let answer = members(&graph, &view, sco).seal(&world.model, &view, Show::default());
//! let csv = comity::render::find("csv").unwrap();
//! assert_eq!((csv.write)(&answer, &comity::render::Style::default()).lines().count(), 1 + 6);
//! # Ok::<(), comity::time::TimeError>(())
//! ```
//!
//! The modules below are listed in the order in which data flows through them.

pub mod time;

pub mod diagnostic;
pub mod error;
pub mod random;
pub mod table;
pub mod text;
mod words;

pub mod model;

pub mod document;
pub mod import;
pub mod lint;

pub mod graph;
pub mod measure;
pub mod query;

pub mod analysis;

pub mod draw;
pub mod export;
pub mod layout;
pub mod page;
pub mod render;
pub mod report;

pub mod cli;

pub use error::Error;

/// Runs the Rust of the README as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
