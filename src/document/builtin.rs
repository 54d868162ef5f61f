//! The world that is shipped inside the program.

use super::read::{Document, read_texts};
use super::texts::Texts;
use crate::diagnostic::Diagnostics;
use crate::model::snapshot;

// Put here by the build script: names and texts of `graphs/` as `FILES`, the model made of them as
// `SNAPSHOT`, empty if they have errors, and their hash as `HASH`.
include!(concat!(env!("OUT_DIR"), "/graphs.rs"));

/// Claims of texts about the shipped world, by name.
pub static CLAIMS: &[(&str, &str)] = &[("cica-2014", include_str!("../../graphs/claims/cica-2014.ron"))];

/// Gives the shipped world; it needs no file and takes about a millisecond.
///
/// The text in `graphs/` is the only source. The model was made of it when the program was built, and
/// equals what [`read_texts`] makes of the same texts.
///
/// ```
/// let world = comity::document::builtin();
/// assert!(world.model.find("cica").is_some());
/// ```
pub fn builtin() -> Document {
    match snapshot::decode(SNAPSHOT) {
        Some(model) => Document { model, texts: Texts::shipped(FILES, HASH), diagnostics: Diagnostics::new() },
        None => read_texts(FILES.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_snapshot_is_what_the_texts_say() {
        let texts = FILES.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        let (read, shipped) = (read_texts(texts), builtin());
        assert!(read.diagnostics.is_empty() && !SNAPSHOT.is_empty(), "the shipped world has errors; run `comity lint`");
        assert_eq!(read.model.sources(), shipped.model.sources());
        assert_eq!(read.model.entities(), shipped.model.entities());
        for (read, shipped) in read.model.relations().iter().zip(shipped.model.relations()) {
            assert_eq!(read, shipped);
        }
        assert!(read.model == shipped.model);
        assert_eq!(read.texts.hash(), shipped.texts.hash());
    }

    #[test]
    fn broken_snapshots_are_refused() {
        for length in (0..SNAPSHOT.len()).step_by(SNAPSHOT.len() / 200 + 1) {
            assert!(snapshot::decode(&SNAPSHOT[..length]).is_none(), "cut at {length}");
        }
    }
}
