//! The RON text of a world: reading it, and finding the place of anything in it.

mod builtin;
pub mod plain;
pub mod read;
mod recover;
pub mod scan;
mod shape;
mod table;
pub mod texts;
pub mod write;

pub use builtin::{CLAIMS, builtin};
pub use read::{Document, read_paths, read_texts};
pub use texts::Texts;
