//! The front matter of a report: flat `key: value` lines between two lines of dashes.
//!
//! Other programs read the same lines, so what is not ours is left alone, nested or not; a key that looks like one of
//! ours is a slip, and what stands under ours must be one line.

use super::scalar;
use crate::diagnostic::{At, Diagnostic, Diagnostics, Place, codes};
use crate::model::names::near_among;
use std::ops::Range;

/// What holds for a whole report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Front {
    /// The bytes it takes up, with both lines of dashes.
    pub range: Option<Range<usize>>,
    /// The title.
    pub title: Option<String>,
    /// A second title.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was written, in whatever words.
    pub date: Option<String>,
    /// The language of the page, which is also that of "Figure" and "Table".
    pub lang: Option<String>,
    /// The day of questions that name none.
    pub as_of: Option<Written>,
    /// The world that is asked, as a path from the folder of the report.
    pub graph: Option<Written>,
}

/// A value and the bytes where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The value.
    pub text: String,
    /// Where it stands.
    pub at: Range<usize>,
}

/// The keys that mean something here, and what; the first must be one line of words.
pub const KEYS: &[(&str, &str)] = &[
    ("as-of", "the day of questions that name none"),
    ("graph", "the world that is asked, a path from the folder of the report"),
    ("lang", "the language of the page, of \"Figure\" and \"Table\": en, de, es, fr, ru, zh"),
    ("title", "the title"),
    ("subtitle", "a second title"),
    ("author", "who wrote it"),
    ("date", "when, in whatever words"),
];

/// How many of [`KEYS`] nobody else writes in another form.
const STRICT: usize = 3;

/// Reads the front matter of a text, if it has one.
pub fn read(text: &str, file: u32) -> (Front, Diagnostics) {
    let mut front = Front::default();
    let mut wrong = Diagnostics::new();
    let Some(range) = range(text) else { return (front, wrong) };
    let mut start = range.start;
    // The key of ours that indented lines would belong to.
    let mut open: Option<&str> = None;
    for line in text[range.clone()].split_inclusive('\n') {
        let at = start..start + line.trim_end().len();
        start += line.len();
        let line = line.trim_end();
        let place = |at: Range<usize>| Place { file, at: At::Bytes { start: at.start, end: at.end } };
        if line.trim_start().is_empty() || line.starts_with('#') || line.starts_with("---") || line.starts_with("...") {
            continue;
        }
        if line.starts_with([' ', '\t', '-']) {
            if let Some(key) = open.take() {
                wrong.push(several(key, place(at)));
            }
            continue;
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        let key = key.trim_end();
        let Some(known) = KEYS.iter().position(|(known, _)| *known == key) else {
            open = None;
            let strict = KEYS[..STRICT].iter().map(|(name, _)| (*name, *name));
            let folded = key.to_lowercase().replace('_', "-");
            if let Some(meant) = near_among(&folded, strict).first().filter(|_| key.len() > 3) {
                let end = at.start + key.len();
                let message = format!("`{key}` means nothing to a report");
                let help = format!("did you mean `{meant}`?");
                wrong.push(Diagnostic::new(&codes::BAD_FRONT, message, place(at.start..end)).help(help));
            }
            continue;
        };
        open = (known < STRICT && value.trim().is_empty()).then_some(key);
        let at = at.end - value.trim_start().len()..at.end;
        match scalar::read(value) {
            Ok(text) if text.is_empty() => {}
            Ok(text) => {
                let written = Written { text, at };
                match key {
                    "as-of" => front.as_of = Some(written),
                    "graph" => front.graph = Some(written),
                    "lang" => front.lang = Some(written.text),
                    "title" => front.title = Some(written.text),
                    "subtitle" => front.subtitle = Some(written.text),
                    "author" => front.author = Some(written.text),
                    _ => front.date = Some(written.text),
                }
            }
            Err(why) if known < STRICT => {
                let message = format!("the value of `{key}` cannot be read: {why}");
                let help = format!("write it on one line, as in `{key}: {}`", example(key));
                wrong.push(Diagnostic::new(&codes::BAD_FRONT, message, place(at)).help(help));
            }
            // A title over several lines is for another program.
            Err(_) => {}
        }
    }
    front.range = Some(range);
    (front, wrong)
}

fn several(key: &str, place: Place) -> Diagnostic {
    let message = format!("`{key}` has more than one line");
    let help = format!("write it on one line, as in `{key}: {}`", example(key));
    Diagnostic::new(&codes::BAD_FRONT, message, place).help(help)
}

fn example(key: &str) -> &'static str {
    match key {
        "as-of" => "2014-05-20",
        "graph" => "world/",
        _ => "en",
    }
}

/// From the first line of dashes to the end of the line that closes it.
fn range(text: &str) -> Option<Range<usize>> {
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut end = first.len();
    for line in text[end..].split_inclusive('\n') {
        end += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return Some(0..end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_keys_are_read_and_those_of_others_left() {
        let text = "---\ntitle: \"CICA: a brief\"\nas-of: 2014-05-20 # the day\nformat:\n  html:\n    toc: true\nbibliography: x\n---\nText";
        let (front, wrong) = read(text, 0);
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(front.title.as_deref(), Some("CICA: a brief"));
        let as_of = front.as_of.unwrap();
        assert_eq!((as_of.text.as_str(), &text[as_of.at]), ("2014-05-20", "2014-05-20 # the day"));
        assert_eq!(&text[front.range.unwrap().end..], "Text");
    }

    #[test]
    fn slips_in_our_keys_are_told() {
        let (_, wrong) = read("---\nas_of: 2014\ngraph:\n  - a\nlang: [en]\n---\n", 0);
        let messages: Vec<&str> = wrong.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(messages.len(), 3, "{messages:?}");
        assert!(messages[0].contains("as_of") && messages[1].contains("graph") && messages[2].contains("lang"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(read("---\n\nText", 0).0, Front::default());
        assert_eq!(read("Text\n---\na: b\n---\n", 0).0, Front::default());
    }
}
