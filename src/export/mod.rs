//! Graphs in the formats of other programs.

pub mod fence;
