//! Reading on after an error: the record that cannot be read is blanked out and the rest is read.
//!
//! serde stops at the first problem. Blanking the smallest field, item or entry around it, and
//! reading again, brings out every other problem of the file in one run, and keeps all that can be
//! used. Blanks keep every offset where it was.

use super::scan::{self, Element, Kind, Tree, offset_of};
use super::shape::World;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Place, codes};
use crate::model::names::near_among;
use ron::error::{Error as RonError, SpannedError};
use ron::extensions::Extensions;
use std::ops::Range;

/// Reads one file; findings are added, and `None` means that its grammar is broken.
pub(super) fn world(text: &str, file: u32, found: &mut Diagnostics) -> Option<World> {
    let options =
        ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES);
    let mut error = match options.from_str::<World>(text) {
        Ok(world) => return Some(world),
        Err(error) => error,
    };
    let tree = match scan::scan(text) {
        Ok(tree) => tree,
        Err(broken) => {
            found.push(syntax(file, broken.offset, broken.message, broken.opening));
            return None;
        }
    };
    let mut current = text.to_owned();
    let mut blanked: Vec<Blanked> = Vec::new();
    loop {
        let offset = offset_of(&current, error.span.start.line, error.span.start.col);
        let end = offset_of(&current, error.span.end.line, error.span.end.col).max(offset);
        let Some(element) = culprit(&tree, &error.code, offset, end, &blanked) else {
            found.push(syntax(file, offset, error.code.to_string(), None));
            return None;
        };
        if !follows_from(&error.code, &element, &blanked) {
            found.push(describe(&error, &element, file, text, offset..end));
        }
        blank(&mut current, &element.whole);
        let field = element.name.as_ref().map(|name| text[name.clone()].to_owned());
        blanked.push(Blanked { whole: element.whole, field, parent: element.parent_range });
        match options.from_str::<World>(&current) {
            Ok(world) => return Some(world),
            Err(next) => error = next,
        }
    }
}

/// What was taken out.
struct Blanked {
    whole: Range<usize>,
    field: Option<String>,
    parent: Range<usize>,
}

/// The smallest element around an error that still stands.
fn culprit(tree: &Tree<'_>, code: &RonError, offset: usize, end: usize, blanked: &[Blanked]) -> Option<Element> {
    // A missing field is missed where its record closes: the last byte before the error's end.
    let inside =
        if matches!(code, RonError::MissingStructField { .. }) { end.saturating_sub(1).max(offset) } else { offset };
    let mut element = tree.innermost_element(inside).or_else(|| tree.innermost_element(offset))?;
    if let RonError::MissingStructField { .. } = code {
        // The field is missing from a record, and the record is what cannot be used.
        while tree.kind(element.node) != Kind::Struct && element.parent == Kind::Struct {
            element = parent(tree, &element)?;
        }
    }
    while blanked.iter().any(|gone| gone.whole.start <= element.whole.start && element.whole.end <= gone.whole.end) {
        element = parent(tree, &element)?;
    }
    Some(element)
}

fn parent(tree: &Tree<'_>, element: &Element) -> Option<Element> {
    tree.innermost_element(element.parent_range.start)
}

/// Whether the error is only there because its cause was blanked before.
fn follows_from(code: &RonError, element: &Element, blanked: &[Blanked]) -> bool {
    let RonError::MissingStructField { field, .. } = code else { return false };
    blanked.iter().any(|gone| gone.field.as_deref() == Some(*field) && gone.parent == element.value)
}

fn blank(text: &mut String, range: &Range<usize>) {
    let blanks: String = text[range.clone()]
        .chars()
        .flat_map(|c| std::iter::repeat_n(if c == '\n' { '\n' } else { ' ' }, c.len_utf8()))
        .collect();
    text.replace_range(range.clone(), &blanks);
}

fn syntax(file: u32, offset: usize, message: String, opening: Option<usize>) -> Diagnostic {
    let place = |offset: usize| Place { file, at: At::Bytes { start: offset, end: offset + 1 } };
    let found = Diagnostic::new(&codes::SYNTAX, lower_first(&message), place(offset));
    let found = found.help("the rest of this file was not read; mend this first");
    match opening {
        Some(opening) => found.also(place(opening), "opened here"),
        None => found,
    }
}

/// The error in the user's words, at the smallest text that shows it.
fn describe(error: &SpannedError, element: &Element, file: u32, text: &str, span: Range<usize>) -> Diagnostic {
    let value = head(text, &element.value);
    let name = element.name.clone().unwrap_or_else(|| value.clone());
    let (code, message, range, near): (&'static Code, String, Range<usize>, Vec<String>) = match &error.code {
        RonError::NoSuchStructField { expected, found, outer } => {
            let of = outer.as_deref().map(in_words).unwrap_or_default();
            let message = format!("there is no field `{found}` here{of}; there are {}", list(expected));
            (&codes::UNKNOWN_FIELD, message, name, near_words(found, expected))
        }
        RonError::MissingStructField { field, outer } => {
            let of = outer.as_deref().map(in_words).unwrap_or_default();
            (&codes::MISSING_FIELD, format!("the field `{field}` is missing{of}"), value, Vec::new())
        }
        RonError::NoSuchEnumVariant { expected, found, .. } => {
            let message = format!("`{found}` is none of {}", list(expected));
            let at = span.start..(span.start + found.len()).min(text.len());
            let at = if text.get(at.clone()) == Some(found.as_str()) { at } else { value };
            (&codes::UNKNOWN_VARIANT, message, at, near_words(found, expected))
        }
        RonError::DuplicateStructField { field, .. } => {
            (&codes::FIELD_TWICE, format!("the field `{field}` is given twice"), name, Vec::new())
        }
        other => {
            let field = element.name.clone().map(|name| format!("`{}`: ", &text[name])).unwrap_or_default();
            (&codes::WRONG_VALUE, format!("{field}{}", lower_first(&other.to_string())), value, Vec::new())
        }
    };
    let place = Place { file, at: At::Bytes { start: range.start, end: range.end } };
    Diagnostic::new(code, message, place).suggest(&near)
}

/// The first line of a range: a record of many lines would drown the message.
fn head(text: &str, range: &Range<usize>) -> Range<usize> {
    let length = text[range.clone()].find('\n').unwrap_or(range.len());
    range.start..range.start + length
}

fn in_words(record: &str) -> String {
    match record.strip_suffix("Record").unwrap_or(record) {
        "Plain" => String::new(),
        record => format!(" in {}", record.to_lowercase()),
    }
}

fn near_words(found: &str, expected: &[&str]) -> Vec<String> {
    near_among(found, expected.iter().map(|word| (*word, *word)))
}

fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

fn lower_first(message: &str) -> String {
    let mut letters = message.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
