//! The world that is shipped inside the program.

use super::read::{Document, read_texts};

/// The names and texts of `graphs/`, put here by the build script.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/graphs.rs"));

/// Reads the shipped world; it needs no file.
///
/// ```
/// let world = comity::document::builtin();
/// assert!(world.model.find("cica").is_some());
/// ```
pub fn builtin() -> Document {
    read_texts(FILES.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect())
}
