//! [`Answer`] → text, CSV, JSON, Markdown, HTML, LaTeX; one file a format, one table of them all.
//!
//! A renderer knows no graphs and never fails: it turns an answer into one string, the same bytes every time.
//! Cells, terms and sources hold words that others wrote. Each format escapes what would break its frame, so that a
//! hostile name can neither drive a terminal nor add a column, a tag or a command.

use std::path::Path;

use crate::table::Answer;

mod csv;
pub(crate) mod html;
mod json;
mod latex;
pub(crate) mod md;
pub(crate) mod people;
mod text;

/// A form that an answer can take, as the command line, its help and the tests read it.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Name, as given to `--format`.
    pub name: &'static str,
    /// Endings of files in this format, lower case and without the dot; the first is the usual one.
    pub endings: &'static [&'static str],
    /// What it is for, as a phrase for the help.
    pub about: &'static str,
    /// Writes an answer; the text ends with a line end unless it is empty.
    pub write: fn(&Answer, &Style) -> String,
}

/// How an answer is dressed for the place where it is read; only `text` looks at it.
///
/// The default is for a file or a pipe: no colour, nothing wrapped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to dim and embolden with ANSI codes.
    pub colour: bool,
    /// Width of the terminal in columns, to wrap long text; with `None` nothing is wrapped.
    pub width: Option<usize>,
}

/// Every format, in the order of the help.
///
/// ```
/// use comity::render::{FORMATS, Style};
/// use comity::table::{Answer, Column, Table};
/// let mut table = Table::new("members", "Members", vec![Column::text("id", "Id"), Column::integer("seats", "Seats")]);
/// table.push(vec!["kaz".into(), 3_usize.into()]);
/// let answer = Answer { table, ..Answer::default() };
/// let text = FORMATS[0];
/// assert_eq!(text.name, "text");
/// assert_eq!((text.write)(&answer, &Style::default()), "Members\nId   Seats\nkaz      3\n");
/// ```
pub static FORMATS: &[Format] = &[
    Format { name: "text", endings: &["txt"], about: "aligned columns for people", write: text::write },
    Format { name: "csv", endings: &["csv"], about: "the main table, for spreadsheets and scripts", write: csv::write },
    Format { name: "json", endings: &["json"], about: "the whole answer, for programs", write: json::write },
    Format { name: "md", endings: &["md", "markdown"], about: "GitHub Markdown, for pages", write: md::write },
    Format { name: "html", endings: &["html", "htm"], about: "a section of HTML, for the web", write: html::write },
    Format { name: "latex", endings: &["tex"], about: "booktabs tables, for papers", write: latex::write },
];

/// Finds a format by its name.
///
/// ```
/// assert_eq!(comity::render::find("md").map(|format| format.endings), Some(&["md", "markdown"][..]));
/// assert!(comity::render::find("docx").is_none());
/// ```
pub fn find(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Finds a format by the ending of a file name, in whatever case.
///
/// ```
/// use std::path::Path;
/// assert_eq!(comity::render::by_ending(Path::new("out/Overlap.CSV")).map(|format| format.name), Some("csv"));
/// assert!(comity::render::by_ending(Path::new("overlap")).is_none());
/// ```
pub fn by_ending(path: &Path) -> Option<&'static Format> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_endings_are_told_apart() {
        let mut seen = std::collections::BTreeSet::new();
        for format in FORMATS {
            assert_eq!(find(format.name).map(|found| found.about), Some(format.about));
            for ending in format.endings {
                assert!(seen.insert(*ending), "ending `{ending}` twice");
                let path = format!("answer.{ending}");
                assert_eq!(by_ending(Path::new(&path)).map(|found| found.name), Some(format.name));
            }
        }
        assert!(by_ending(Path::new(".csv")).is_none(), "a hidden file has no ending");
    }

    #[test]
    fn an_answer_without_anything_is_written_in_every_format() {
        for format in FORMATS {
            let bare = (format.write)(&Answer::default(), &Style::default());
            assert!(bare.is_empty() || bare.ends_with('\n'), "{}: {bare:?}", format.name);
        }
    }
}
