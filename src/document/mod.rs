//! The text of a world: where things stand in it.

pub mod scan;
