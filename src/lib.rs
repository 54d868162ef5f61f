//! A graph database of diplomatic relationships.

pub mod diagnostic;
pub mod document;
pub mod error;
pub mod graph;
pub mod measure;
pub mod model;
pub mod render;
pub mod table;
pub mod time;
