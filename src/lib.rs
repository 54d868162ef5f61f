//! A graph database of diplomatic relationships.

pub mod document;
pub mod export;
pub mod graph;
pub mod measure;
pub mod render;
pub mod table;
