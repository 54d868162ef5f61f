//! What serde says, in the user's words, at the smallest text that shows it and with a cure.

use super::super::scan::{Element, Kind, Tree};
use crate::diagnostic::{At, Diagnostic, Place, codes};
use crate::model::names::near_among;
use ron::error::{Error as RonError, SpannedError};
use std::ops::Range;

/// The finding, and what a misspelt word was probably meant to be.
pub(super) fn describe(
    tree: &Tree<'_>,
    text: &str,
    file: u32,
    error: &SpannedError,
    element: &Element,
    at: usize,
) -> (Diagnostic, Option<String>) {
    let place = |range: Range<usize>| Place { file, at: At::Bytes { start: range.start, end: range.end } };
    let name = element.name.clone().unwrap_or_else(|| first_line(text, &element.value));
    match &error.code {
        RonError::NoSuchStructField { expected, found, outer } => {
            let message = format!("{} has no field `{found}`", record(outer.as_deref(), expected));
            let near = near_words(found, expected);
            let diagnostic = Diagnostic::new(&codes::UNKNOWN_FIELD, message, place(name));
            let diagnostic = if near.is_empty() {
                diagnostic.help(format!("it has {}", list(expected)))
            } else {
                diagnostic.suggest(&near)
            };
            (diagnostic, near.into_iter().next())
        }
        RonError::NoSuchEnumVariant { expected, found, .. } => {
            let end = (at + found.len()).min(text.len());
            let range = if text.get(at..end) == Some(found.as_str()) { at..end } else { name };
            let message = match expected {
                [only] => format!("`{found}` is not `{only}`"),
                _ => format!("`{found}` is none of {}", list(expected)),
            };
            let near = near_words(found, expected);
            let diagnostic = Diagnostic::new(&codes::UNKNOWN_VARIANT, message, place(range)).suggest(&near);
            (diagnostic, near.into_iter().next())
        }
        RonError::MissingStructField { field, outer } => {
            let message = format!("{} lacks the field `{field}`", record(outer.as_deref(), &[]));
            let range = head(tree, text, element);
            (Diagnostic::new(&codes::MISSING_FIELD, message, place(range)).help(format!("add `{field}: …`")), None)
        }
        RonError::DuplicateStructField { field, .. } => {
            let message = format!("the field `{field}` is given twice");
            let diagnostic = Diagnostic::new(&codes::FIELD_TWICE, message, place(name)).label("given again here");
            let parent = tree.innermost_element(element.parent_range.start).map_or(tree.root(), |parent| parent.node);
            let first = tree.children(parent).find(|child| tree.key_text(*child).is_some_and(|key| key == *field));
            let first = first.and_then(|id| tree.element(id)).and_then(|first| first.name);
            let diagnostic = match first {
                Some(first) => diagnostic.also(place(first), "first given here"),
                None => diagnostic,
            };
            (diagnostic.help("join the two, or remove one"), None)
        }
        code => (wrong_value(tree, text, file, code, element, at), None),
    }
}

/// A value that is not what its field takes.
fn wrong_value(tree: &Tree<'_>, text: &str, file: u32, code: &RonError, element: &Element, at: usize) -> Diagnostic {
    let is_key = element.name.as_ref().is_some_and(|name| name.contains(&at)) && element.parent == Kind::Map;
    let range = if is_key { element.name.clone().unwrap_or_default() } else { element.value.clone() };
    let value = &text[range.clone()];
    let subject = match &element.name {
        _ if is_key => "the key of an entry".to_owned(),
        Some(name) => format!("`{}`", text[name.clone()].trim_matches('"')),
        None => "this".to_owned(),
    };
    let what = what(value);
    let message = match (code, wanted(code, value)) {
        (RonError::IntegerOutOfBounds, _) if value.starts_with('-') => format!("{subject} cannot be below zero"),
        (RonError::IntegerOutOfBounds, _) => format!("{subject} cannot be as large as this"),
        (RonError::ExpectedStructLike, _) => format!("`{value}` stands here without its fields"),
        (RonError::ExpectedIdentifier, _) if is_called(value) => "the names of the fields are missing here".to_owned(),
        (RonError::InvalidEscape(_), _) => format!("{subject} holds a `\\` that begins no known escape"),
        (RonError::ExpectedDifferentStructName { found, .. }, _) => {
            format!("{subject} takes a record in `(…)` without a name, not `{found}`")
        }
        (_, Some(wanted)) => format!("{subject} takes {wanted}, not {what}"),
        (RonError::InvalidValueForType { expected, .. }, None) => format!("{subject} takes {expected}, not {what}"),
        (RonError::Message(message), None) => format!("{subject}: {message}"),
        (other, None) => {
            let message = other.to_string();
            let mut letters = message.chars();
            let lower: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
            format!("{subject} cannot be read: {lower}")
        }
    };
    let shown = if tree.kind(element.node) == Kind::Scalar || is_key {
        first_line(text, &range)
    } else {
        head(tree, text, element)
    };
    let place = Place { file, at: At::Bytes { start: shown.start, end: shown.end } };
    let mut diagnostic = Diagnostic::new(&codes::WRONG_VALUE, message, place);
    match cure(code, value) {
        Cure::Write(better) => {
            diagnostic = diagnostic.help(format!("write `{better}`"));
            if shown == range && !better.contains('…') {
                diagnostic.suggestion = Some(better);
            }
        }
        Cure::Say(help) => diagnostic = diagnostic.help(help),
        Cure::Unknown => {}
    }
    diagnostic
}

/// What a field takes that did not take this.
fn wanted(code: &RonError, value: &str) -> Option<&'static str> {
    let digits = value.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
    Some(match code {
        RonError::ExpectedString => "text in quotes",
        RonError::ExpectedInteger => "a whole number",
        RonError::ExpectedComma if digits => "a whole number",
        RonError::ExpectedFloat => "a number",
        RonError::ExpectedBoolean => "`true` or `false`",
        RonError::ExpectedArray => "a list in `[…]`",
        RonError::ExpectedMap => "entries in `{…}`",
        RonError::ExpectedNamedStructLike(_) => "a record in `(…)`",
        RonError::ExpectedIdentifier if value.starts_with('(') => "a word before the `(`",
        RonError::ExpectedIdentifier | RonError::SuggestRawIdentifier(_) | RonError::InvalidIdentifier(_) => {
            "a word without quotes"
        }
        RonError::ExceededRecursionLimit => "fewer brackets in brackets",
        _ => return None,
    })
}

/// What stands there.
fn what(value: &str) -> &'static str {
    match value.bytes().next() {
        Some(b'"') => "text in quotes",
        Some(b'[') => "a list",
        Some(b'{') => "entries in `{…}`",
        Some(b'(') => "a record in `(…)`",
        Some(b'-') => "a number below zero",
        Some(b'0'..=b'9' | b'+') if value.contains('.') => "a fraction",
        Some(b'0'..=b'9' | b'+') => "a number",
        Some(b'\'') => "a character",
        _ if is_called(value) => "a record with a name",
        _ => "a word without quotes",
    }
}

fn is_called(value: &str) -> bool {
    !value.starts_with(['"', '(']) && value.ends_with(')')
}

enum Cure {
    /// Text that could stand there instead.
    Write(String),
    Say(&'static str),
    Unknown,
}

fn cure(code: &RonError, value: &str) -> Cure {
    let short = value.len() <= 60 && !value.contains('\n');
    let bare = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let is_plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || "-_.~?% ".contains(c));
    match code {
        RonError::ExpectedString if value.starts_with('[') && short => {
            let items = value.trim_matches(['[', ']']).split(',').map(|item| item.trim().trim_matches('"'));
            let items: Vec<&str> = items.filter(|item| !item.is_empty()).collect();
            if items.iter().all(|item| is_plain(item)) {
                Cure::Write(format!("\"{}\"", items.join(" ")))
            } else {
                Cure::Unknown
            }
        }
        RonError::ExpectedString | RonError::InvalidValueForType { .. } if short && is_plain(value) => {
            Cure::Write(format!("\"{value}\""))
        }
        RonError::ExpectedInteger | RonError::ExpectedFloat => match bare {
            Some(number) if number.parse::<f64>().is_ok() => Cure::Write(number.to_owned()),
            _ => Cure::Unknown,
        },
        RonError::ExpectedBoolean => match bare.unwrap_or(value).to_ascii_lowercase().as_str() {
            "yes" | "true" | "1" => Cure::Write("true".to_owned()),
            "no" | "false" | "0" => Cure::Write("false".to_owned()),
            _ => Cure::Unknown,
        },
        RonError::ExpectedArray if short && !value.starts_with('{') => Cure::Write(format!("[{value}]")),
        RonError::ExpectedStructLike if short => Cure::Write(format!("{value}(…)")),
        RonError::ExpectedNamedStructLike(_) if short && bare.is_some() => Cure::Write(format!("(name: {value}, …)")),
        RonError::ExpectedNamedStructLike(_) if value.starts_with('{') => {
            Cure::Say("fields stand in round brackets, their names without quotes: `(name: \"…\")`")
        }
        RonError::ExpectedIdentifier if is_called(value) => Cure::Say("write the name of each field: `(who: \"…\")`"),
        RonError::ExpectedIdentifier => match bare {
            Some(word) if word.starts_with(|c: char| c.is_ascii_alphabetic()) && is_plain(word) => {
                Cure::Write(word.to_owned())
            }
            _ => Cure::Unknown,
        },
        RonError::ExpectedDifferentStructName { .. } => Cure::Say("leave out the name before the `(`"),
        RonError::InvalidEscape(_) => {
            Cure::Say("write `\\\\` for a backslash, or `\\u{e9}` for a character by its number")
        }
        _ => Cure::Unknown,
    }
}

/// What a record is called where it is spoken of.
fn record(name: Option<&str>, fields: &[&str]) -> String {
    if fields.starts_with(&["name", "during"]) {
        // The reader of names in time does not know what it is called.
        return "a name in `aka`".to_owned();
    }
    match name.unwrap_or("Plain") {
        "World" => "a world".to_owned(),
        word @ ("Source" | "State" | "Body" | "Treaty" | "Dispute" | "Region" | "Mandate" | "Side") => {
            format!("a {}", word.to_lowercase())
        }
        word @ ("Initiative" | "Event") => format!("an {}", word.to_lowercase()),
        "DatedCode" => "a code with dates".to_owned(),
        "Attended" => "an entry of `attended`".to_owned(),
        "Plain" | "By" | "Whom" | "DatedName" => "this record".to_owned(),
        word => format!("`{word}`"),
    }
}

/// What a long record is known by: its key, the word before its bracket, or the bracket.
fn head(tree: &Tree<'_>, text: &str, element: &Element) -> Range<usize> {
    if let (Some(name), Kind::Map) = (&element.name, element.parent) {
        return name.clone();
    }
    if let Some(name) = tree.name(element.node) {
        return name;
    }
    let line = first_line(text, &element.value);
    if tree.kind(element.node) == Kind::Scalar || line == element.value && line.len() <= 60 {
        return line;
    }
    line.start..line.start + 1
}

/// The first line of a range: many lines would drown the message.
fn first_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let line = text[range.clone()].lines().next().map_or(0, str::len);
    range.start..range.start + line
}

fn near_words(found: &str, expected: &[&str]) -> Vec<String> {
    near_among(found, expected.iter().map(|word| (*word, *word)))
}

fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}
