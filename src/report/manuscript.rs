//! A report as its author wrote it, and every part of it that is ours: blocks, values and references.
//!
//! A reader of Markdown finds them, so that whatever stands in other code, in comments or in links is left alone.

use super::block::{self, Block, Line};
use super::front::{self, Front};
use super::question::{self, Question};
use crate::diagnostic::{At, Diagnostic, Diagnostics, Place, codes};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A report as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manuscript {
    /// Its text.
    pub text: String,
    /// What holds for all of it.
    pub front: Front,
    /// Its parts that are ours, in the order of their places.
    pub parts: Vec<Part>,
    /// Labels of blocks that could not be read, so that a reference to one is not a second slip.
    pub lost: Vec<String>,
}

/// A part of a report that is not the author's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A figure or a table.
    Block(Block),
    /// Words within a sentence.
    Value(Value),
    /// A reference to a figure or a table.
    Mention(Mention),
}

/// Words within a sentence that are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The bytes that it replaces.
    pub range: Range<usize>,
    /// What is asked.
    pub question: Question,
}

/// A reference to a figure or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The bytes that it replaces.
    pub range: Range<usize>,
    /// The label that it names.
    pub label: String,
    /// Whether only the number is wanted.
    pub number_only: bool,
}

impl Part {
    /// The bytes that it replaces.
    pub fn range(&self) -> &Range<usize> {
        match self {
            Self::Block(block) => &block.range,
            Self::Value(value) => &value.range,
            Self::Mention(mention) => &mention.range,
        }
    }

    /// What it asks; a reference asks nothing.
    pub fn question(&self) -> Option<&Question> {
        match self {
            Self::Block(block) => Some(&block.question),
            Self::Value(value) => Some(&value.question),
            Self::Mention(_) => None,
        }
    }
}

/// What is read of Markdown: what GitHub reads.
pub(super) const MARKDOWN: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);

impl Manuscript {
    /// Reads a text, whose number among the texts of the findings is given.
    ///
    /// ```
    /// use comity::report::Manuscript;
    /// let text = "CICA has `comity members cica --count` members.\n\n```comity\nmembers sco\n```\n";
    /// let (manuscript, wrong) = Manuscript::read(text, 0);
    /// assert!(wrong.is_empty());
    /// assert_eq!(manuscript.questions().count(), 2);
    /// ```
    pub fn read(text: &str, file: u32) -> (Self, Diagnostics) {
        let (front, mut wrong) = front::read(text, file);
        let (mut parts, mut lost) = (Vec::new(), Vec::new());
        let mut fence: Option<Fence> = None;
        // Words that touch each other: a reader of Markdown parts them at every mark that could mean something.
        let mut run: Option<Range<usize>> = None;
        let mut links = 0_usize;
        for (event, range) in Parser::new_ext(text, MARKDOWN).into_offset_iter() {
            let is_text = matches!(event, Event::Text(_)) && fence.is_none() && links == 0;
            let touches = run.as_ref().is_some_and(|run| run.end == range.start);
            if !(is_text && touches)
                && let Some(run) = run.take()
            {
                mentions(text, run, &mut parts);
            }
            match event {
                Event::Text(_) if is_text => {
                    let start = run.map_or(range.start, |run| run.start);
                    run = Some(start..range.end);
                }
                Event::Text(words) => {
                    if let Some(Fence::Ours(lines)) = &mut fence {
                        add_lines(&words, range.start, lines);
                    }
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    let ours = matches!(&kind, CodeBlockKind::Fenced(info) if is_ours(info));
                    if let (true, CodeBlockKind::Fenced(info)) = (ours, &kind) {
                        more_words(info, text, &range, file).into_iter().for_each(|one| wrong.push(one));
                    }
                    fence = Some(if ours { Fence::Ours(Vec::new()) } else { Fence::Other });
                }
                Event::End(TagEnd::CodeBlock) => {
                    if let Some(Fence::Ours(lines)) = fence.take() {
                        match block::read(&lines, range, file) {
                            Ok(block) => parts.push(Part::Block(block)),
                            Err(slips) => {
                                wrong.extend(slips);
                                lost.extend(block::label(&lines));
                            }
                        }
                    }
                }
                Event::Start(Tag::MetadataBlock(_)) => fence = Some(Fence::Other),
                Event::End(TagEnd::MetadataBlock(_)) => fence = None,
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => links += 1,
                Event::End(TagEnd::Link | TagEnd::Image) => links = links.saturating_sub(1),
                Event::Code(_) => {
                    if let Some(command) = command_of(&text[range.clone()]) {
                        match question::of_value(command, range.clone()) {
                            Ok(question) => parts.push(Part::Value(Value { range, question })),
                            Err(slip) => {
                                let place = Place { file, at: At::Bytes { start: range.start, end: range.end } };
                                let found = Diagnostic::new(&codes::BAD_BLOCK, slip.message, place).help(slip.help);
                                wrong.push(found);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        if let Some(run) = run {
            mentions(text, run, &mut parts);
        }
        parts.sort_by_key(|part| part.range().start);
        (Self { text: text.to_owned(), front, parts, lost }, wrong)
    }

    /// What is asked, in the order of the places.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.parts.iter().filter_map(Part::question)
    }
}

/// Code between fences.
enum Fence {
    /// A block of ours, and its lines.
    Ours(Vec<Line>),
    /// Somebody else's code, or front matter.
    Other,
}

fn is_ours(info: &str) -> bool {
    matches!(info.split_whitespace().next(), Some("comity" | "{comity}" | "{.comity}"))
}

/// Whatever stands behind the word `comity` would be passed over in silence.
fn more_words(info: &str, text: &str, range: &Range<usize>, file: u32) -> Option<Diagnostic> {
    info.trim().contains(char::is_whitespace).then(|| {
        let line = text[range.start..].lines().next().map_or(0, str::len);
        let place = Place { file, at: At::Bytes { start: range.start, end: range.start + line } };
        let message = "words behind `comity` mean nothing here";
        let help = "write options as `#| label: fig-…` lines within the block, and the command below them";
        Diagnostic::new(&codes::BAD_BLOCK, message, place).help(help)
    })
}

/// The command of code in a sentence; twice the backticks make it code that is only shown.
fn command_of(code: &str) -> Option<&str> {
    let inside = code.strip_prefix('`')?.strip_suffix('`')?;
    let command = inside.strip_prefix("comity")?;
    (command.starts_with([' ', '\n']) && !inside.starts_with('`')).then_some(command)
}

fn add_lines(words: &str, start: usize, lines: &mut Vec<Line>) {
    let mut at = start;
    for line in words.split_inclusive('\n') {
        lines.push(Line { text: line.trim_end_matches(['\n', '\r']).to_owned(), start: at });
        at += line.len();
    }
}

/// References within plain words: `@fig-x`, `[@fig-x]`, and `[-@fig-x]` for the number alone.
fn mentions(text: &str, run: Range<usize>, parts: &mut Vec<Part>) {
    let words = &text[run.clone()];
    for (at, _) in words.match_indices('@') {
        let rest = &words[at + 1..];
        if !(rest.starts_with("fig-") || rest.starts_with("tbl-")) {
            continue;
        }
        let before = text[..run.start + at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '\\') {
            continue;
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let length = rest.find(|c| !plain(c)).unwrap_or(rest.len());
        let label = rest[..length].trim_end_matches(['-', '_']);
        let (mut start, mut end) = (at, at + 1 + label.len());
        let mut number_only = false;
        for opening in ["[-", "["] {
            if words[..at].ends_with(opening) && words[end..].starts_with(']') {
                (start, end, number_only) = (at - opening.len(), end + 1, opening == "[-");
                break;
            }
        }
        if label.len() > "fig-".len() {
            let range = run.start + start..run.start + end;
            parts.push(Part::Mention(Mention { range, label: label.to_owned(), number_only }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_meant_is_found() {
        let text = "---\ntitle: @fig-no\n---\n\nSee @fig-a_b_c, [@tbl-x] and [-@fig-a]; not a@fig-b.org, \\@fig-c, `@fig-d` \
                    or [@fig-e](x).\n\n<!-- `comity list states` @fig-f -->\n\n```text\n```comity\nlist states\n```\n\n    \
                    comity list\n\n`comity who x --count` but ``comity who y`` and `comityx`.\n\n~~~comity\nmembers cica\n~~~\n";
        let (manuscript, wrong) = Manuscript::read(text, 0);
        assert!(wrong.is_empty(), "{wrong:?}");
        let found: Vec<&str> = manuscript.parts.iter().map(|part| &text[part.range().clone()]).collect();
        assert_eq!(
            found,
            ["@fig-a_b_c", "[@tbl-x]", "[-@fig-a]", "`comity who x --count`", "~~~comity\nmembers cica\n~~~"]
        );
    }

    #[test]
    fn blocks_in_lists_and_quotes_keep_their_places() {
        let text =
            "- one\n\n  ```comity\n  #| label: tbl-a\n  members cica\n  ```\n\n> ```comity\n> members sco\n> ```\n";
        let (manuscript, wrong) = Manuscript::read(text, 0);
        assert!(wrong.is_empty(), "{wrong:?}");
        let commands: Vec<&str> = manuscript.questions().map(|question| &text[question.at.clone()]).collect();
        assert_eq!(commands, ["members cica", "members sco"]);
    }

    #[test]
    fn words_behind_the_fence_are_told() {
        let (_, wrong) = Manuscript::read("```comity members cica\n```\n", 0);
        assert_eq!(wrong.iter().count(), 2);
    }
}
