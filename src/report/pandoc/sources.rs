//! Sources within pandoc: as footnotes, or as a list at the end where there are too many for the foot of a page.

use super::build::{attr, link, node, words};
use super::small;
use super::targets::Form;
use crate::render::people;
use crate::report::numbered::{Numbered, runs};
use crate::table::Citation;
use serde_json::{Value, json};

/// The sources of a report, and which of them were named.
pub(super) struct Sources<'s> {
    report: &'s Numbered<'s>,
    /// Whether those of exhibits are listed at the end.
    listed: bool,
    /// Footnotes before this place, the author's among them: their numbers are the writer's.
    notes: usize,
    /// The footnote of each source that has one.
    cited: Vec<Option<usize>>,
    /// The sources in the list, in its order.
    list: Vec<usize>,
}

impl<'s> Sources<'s> {
    pub(super) fn of(report: &'s Numbered<'s>) -> Self {
        let cited = vec![None; report.sources.len()];
        Self { report, listed: report.lists_sources(), notes: 0, cited, list: Vec::new() }
    }

    /// A footnote of the author.
    pub(super) fn passed(&mut self) {
        self.notes += 1;
    }

    /// The sources of an exhibit: "Sources: 1–69." with links into the list, or footnotes.
    pub(super) fn line(&mut self, sources: &[usize]) -> Vec<Value> {
        if sources.is_empty() {
            return Vec::new();
        }
        let mut text = words(&format!("{}:", self.report.tongue.sources));
        if self.listed {
            text.push(node("Space", Value::Null));
            text.extend(self.places(sources));
        } else {
            text.extend(self.marks(sources));
        }
        text.extend([node("Str", json!(".")), node("Space", Value::Null)]);
        text
    }

    /// Footnotes: a source has one, at its first mention, and its number stands at each further one.
    pub(super) fn marks(&mut self, sources: &[usize]) -> Vec<Value> {
        let known: Vec<usize> = sources.iter().filter_map(|source| *self.cited.get(source - 1)?).collect();
        let mut marks = Vec::new();
        let raised = |text: String| node("Superscript", json!([node("Str", json!(text))]));
        if !known.is_empty() {
            let shown = runs(known)
                .into_iter()
                .map(|(first, last)| last.map_or_else(|| first.to_string(), |last| format!("{first}–{last}")));
            marks.push(raised(shown.collect::<Vec<_>>().join(",")));
        }
        for source in sources {
            let Some(citation) = self.report.sources.get(source - 1).filter(|_| self.cited[source - 1].is_none())
            else {
                continue;
            };
            if !marks.is_empty() {
                marks.push(raised(",".to_owned()));
            }
            self.notes += 1;
            self.cited[source - 1] = Some(self.notes);
            marks.push(node("Note", json!([node("Para", json!(cited(citation)))])));
        }
        marks
    }

    /// The list, under a heading of a level; nothing if no source is in it.
    pub(super) fn list(&self, form: Form, level: u64) -> Vec<Value> {
        if self.list.is_empty() {
            return Vec::new();
        }
        let heading = json!([level, attr("sources", &["unnumbered"], &[]), words(self.report.tongue.sources)]);
        let entry = |(at, source): (usize, &usize)| {
            let text = self.report.sources.get(source - 1).map(cited).unwrap_or_default();
            if form == Form::Word {
                // Its numbers of lists stay large, and run into the words.
                let number = [words(&format!("{}.", at + 1)), vec![node("Space", Value::Null)]].concat();
                return node("Para", json!(placed(at + 1, small::line(form, [number, text].concat()))));
            }
            json!([node("Plain", json!(placed(at + 1, text)))])
        };
        let entries: Vec<Value> = self.list.iter().enumerate().map(entry).collect();
        let list = if form == Form::Word {
            vec![node("Div", json!([attr("", &[], &[("custom-style", "Compact")]), entries]))]
        } else {
            let kind = json!([1, node("Decimal", Value::Null), node("Period", Value::Null)]);
            small::blocks(form, vec![node("OrderedList", json!([kind, entries]))])
        };
        [vec![node("Header", heading)], list].concat()
    }

    fn places(&mut self, sources: &[usize]) -> Vec<Value> {
        let mut numbers = Vec::new();
        for source in sources {
            let known = self.list.iter().position(|known| known == source);
            numbers.push(known.map_or(self.list.len(), |at| at) + 1);
            if known.is_none() {
                self.list.push(*source);
            }
        }
        let to = |number: usize| link(words(&number.to_string()), &format!("#{}", place(number)));
        let mut text = Vec::new();
        for (first, last) in runs(numbers) {
            if !text.is_empty() {
                text.extend([node("Str", json!(",")), node("Space", Value::Null)]);
            }
            text.push(to(first));
            text.extend(last.into_iter().flat_map(|last| [node("Str", json!("–")), to(last)]));
        }
        text
    }
}

/// The name of the place where a source is listed.
fn place(number: usize) -> String {
    format!("source-{number}")
}

/// Text with the place of a source at its first word: a place without words is none in Typst.
fn placed(number: usize, mut text: Vec<Value>) -> Vec<Value> {
    if let Some(first) = text.first_mut() {
        *first = node("Span", json!([attr(&place(number), &[], &[]), [first.take()]]));
    }
    text
}

/// A source as the text of a footnote.
fn cited(source: &Citation) -> Vec<Value> {
    let mut text = words(&people::reference(source));
    if let Some(url) = source.url.as_deref().filter(|url| !url.is_empty()) {
        text.push(node("Space", Value::Null));
        if people::is_web(url) {
            text.push(link(vec![node("Str", json!(url))], url));
        } else {
            text.extend(words(&people::visible(url)));
        }
    }
    text
}
