//! Texts that are no RON or no world: what was probably meant.

use super::super::scan::{ScanError, Tree};
use crate::diagnostic::{At, Diagnostic, Place, codes};
use crate::model::names::near_among;
use ron::error::Error as RonError;
use std::ops::Range;

const NOT_USED: &str = "until then nothing of this file is used";

/// A broken grammar, in words and with the slip that is behind it if it is a common one.
pub(super) fn explain(text: &str, file: u32, broken: &ScanError) -> Diagnostic {
    let mut at = broken.offset;
    if text[at..].is_empty() && broken.opening.is_none() && broken.message.starts_with("a value") {
        let what = if text.trim().is_empty() { "is empty" } else { "holds nothing but comments" };
        let found = Diagnostic::new(&codes::SYNTAX, format!("this file {what}"), Place { file, at: At::Whole });
        return found.help("write `World()` into it, or remove it");
    }
    if broken.message.starts_with("an attribute") {
        at = text[..at].rfind('#').unwrap_or(at);
    }
    let slip = slip(text, at, &broken.message);
    let message = slip.message.unwrap_or_else(|| broken.message.clone());
    let found = Diagnostic::new(&codes::SYNTAX, message, char_at(text, file, at));
    let found = found.help(format!("{}; {NOT_USED}", slip.help.unwrap_or_else(|| "mend this first".to_owned())));
    match (slip.also, broken.opening) {
        (Some((range, label)), _) => found.also(bytes(file, range), label),
        (None, Some(opening)) => found.also(char_at(text, file, opening), "opened here"),
        (None, None) => found,
    }
}

/// What was probably meant by a broken text.
#[derive(Default)]
struct Slip {
    message: Option<String>,
    help: Option<String>,
    also: Option<(Range<usize>, &'static str)>,
}

fn slip(text: &str, at: usize, message: &str) -> Slip {
    let (before, after) = (text[..at].trim_end(), text[at..].trim_start());
    let help = |help: &str| Slip { help: Some(help.to_owned()), ..Slip::default() };
    if after.starts_with(['“', '”', '„', '«', '»', '‘', '’', '‚']) {
        return help("text stands between straight quotes: `\"…\"`");
    }
    if after.starts_with(char::is_control) {
        return help("take out this character, which cannot be seen");
    }
    if message.starts_with("an attribute begins") {
        return help("comments begin with `//`, attributes with `#![`");
    }
    let closing = |bracket: &str| match bracket {
        "(" => ")",
        "[" => "]",
        _ => "}",
    };
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match quoted[..] {
        ["\""] if message.ends_with("never closed") => return help("write `\"` where the text ends"),
        [open @ ("(" | "[" | "{")] if message.ends_with("never closed") => {
            return help(&format!("write `{}` where it ends", closing(open)));
        }
        [_, open] if message.contains("does not close") => {
            return help(&format!("write `{}` before it, where that ends", closing(open)));
        }
        [","] if message.contains("should stand here") => return help("take this comma out"),
        ["World"] if message.contains("should end here") => {
            return help("a file holds one `World(…)`: join the two, or use two files");
        }
        [_] if message.contains("should end here") => return help("take out what follows the last bracket"),
        _ => {}
    }
    if message.starts_with("this comment") {
        return help("write `*/` where the comment ends");
    }
    if !message.starts_with("a `,` is missing") {
        return Slip::default();
    }
    if let Some(long) = text_over_lines(text, before.len()) {
        let help = Some("a text is perhaps not closed: it needs a `\"` at its end".to_owned());
        return Slip { help, also: Some((long..long + 1, "this text goes on over several lines")), ..Slip::default() };
    }
    let word = before.len() - before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_').len();
    let word = &before[before.len() - word..];
    let opens = before[..before.len() - word.len()].trim_end().ends_with(['(', ',']);
    if opens && word.starts_with(|c: char| c.is_alphabetic()) && after.starts_with(['"', '=', '[', '{', '(']) {
        let message = Some(format!("a `:` is missing after the field `{word}`"));
        let wrong = if after.starts_with('=') { ", not `=`" } else { "" };
        return Slip { message, help: Some(format!("write `{word}: …`{wrong}")), also: None };
    }
    help("put a comma here, or close the bracket or the text that should end before")
}

/// The start of a text in quotes that ends at an offset, if it goes over several lines.
fn text_over_lines(text: &str, end: usize) -> Option<usize> {
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if start >= end {
            return None;
        }
        match c {
            '/' if rest.peek().is_some_and(|next| next.1 == '/') => {
                while rest.next_if(|next| next.1 != '\n').is_some() {}
            }
            '"' => {
                let mut lines = false;
                while let Some((at, c)) = rest.next() {
                    match c {
                        '\\' => drop(rest.next()),
                        '"' if at + 1 == end && lines => return Some(start),
                        '"' => break,
                        _ => lines |= c == '\n',
                    }
                }
            }
            _ => {}
        }
    }
    None
}

/// The attribute that an error is about, from its `#` to its bracket.
pub(super) fn attribute(text: &str, code: &RonError, at: usize) -> Option<Range<usize>> {
    let of_attributes =
        matches!(code, RonError::NoSuchExtension(_) | RonError::ExpectedAttribute | RonError::ExpectedAttributeEnd);
    let start = text[..at].rfind('#').filter(|_| of_attributes)?;
    let end = at + text[at..].find(']')? + 1;
    Some(start..end)
}

/// An attribute that means nothing here.
pub(super) fn bad_attribute(file: u32, code: &RonError, span: Range<usize>) -> Diagnostic {
    const EXTENSIONS: [&str; 4] =
        ["implicit_some", "unwrap_newtypes", "unwrap_variant_newtypes", "explicit_struct_names"];
    let help = "only `#![enable(implicit_some)]` is of use, and it may be left out";
    let place = bytes(file, span.start..span.end.max(span.start + 1));
    if let RonError::NoSuchExtension(name) = code {
        let near = near_among(name, EXTENSIONS.iter().map(|word| (*word, *word)));
        let found = Diagnostic::new(&codes::SYNTAX, format!("RON has no extension `{name}`"), place);
        return if near.is_empty() { found.help(help) } else { found.suggest(&near) };
    }
    Diagnostic::new(&codes::SYNTAX, "this attribute is none that enables an extension", place).help(help)
}

/// RON, but no world.
pub(super) fn no_world(text: &str, file: u32, tree: &Tree<'_>, code: &RonError, at: usize) -> Diagnostic {
    let root = tree.range(tree.root());
    match (code, tree.name(tree.root())) {
        (RonError::ExpectedDifferentStructName { found, .. }, Some(name)) => {
            let message = format!("a file holds one `World(…)`, and this one holds `{found}`");
            Diagnostic::new(&codes::WRONG_VALUE, message, bytes(file, name)).help("write `World` before the bracket")
        }
        (RonError::ExpectedNamedStructLike(_) | RonError::ExpectedDifferentStructName { .. }, _) => {
            let message = "a file holds one `World(…)`, and this one does not";
            let help = "write `World(title: \"…\", states: { … }, bodies: { … })`; `docs/format.md` lists the sections";
            Diagnostic::new(&codes::WRONG_VALUE, message, char_at(text, file, root.start)).help(help)
        }
        (other, _) => {
            let message = format!("this file cannot be read from here on: {other}");
            Diagnostic::new(&codes::SYNTAX, message, char_at(text, file, at))
                .help(format!("mend this first; {NOT_USED}"))
        }
    }
}

/// A file that was given up.
pub(super) fn too_many(file: u32, most: usize) -> Diagnostic {
    let message = format!("this file has {most} mistakes or more, and was not read to its end");
    Diagnostic::new(&codes::SYNTAX, message, Place { file, at: At::Whole }).help("mend those that are shown first")
}

fn bytes(file: u32, range: Range<usize>) -> Place {
    Place { file, at: At::Bytes { start: range.start, end: range.end } }
}

/// The character at an offset; at the end of a line the gap behind its last character.
fn char_at(text: &str, file: u32, at: usize) -> Place {
    let length = text[at..].chars().next().filter(|c| !c.is_control()).map_or(0, char::len_utf8);
    bytes(file, at..at + length)
}
