//! A graph database of diplomatic relationships.

pub mod analysis;
pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod error;
pub mod export;
pub mod graph;
pub mod lint;
pub mod measure;
pub mod model;
pub mod render;
pub mod table;
pub mod time;
mod words;
