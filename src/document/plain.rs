//! RON files that are no worlds, such as lists of claims: read whole, with the first complaint at its place.

use super::scan::offset_of;
use super::texts::Texts;
use crate::diagnostic::{At, Diagnostic, Place, codes};
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

/// Reads a text as RON of any shape.
///
/// # Errors
/// What is wrong with it, at its place in the text, which is added to the texts.
pub fn read<T: DeserializeOwned>(name: &str, text: &str, texts: &mut Texts) -> Result<T, Box<Diagnostic>> {
    let file = texts.push(name.to_owned(), text.to_owned());
    let text = texts.files()[file as usize].text.clone();
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.from_str(&text).map_err(|error| {
        let start = offset_of(&text, error.span.start.line, error.span.start.col);
        let end = offset_of(&text, error.span.end.line, error.span.end.col).max(start);
        let place = Place { file, at: At::Bytes { start, end } };
        let message = error.code.to_string();
        let message = message.trim_end_matches('.').to_owned();
        let code = if matches!(error.code, ron::Error::NoSuchStructField { .. }) {
            &codes::UNKNOWN_FIELD
        } else {
            &codes::WRONG_VALUE
        };
        Box::new(Diagnostic::new(code, message, place).help("mend the text here; `comity check --help` shows the form"))
    })
}
