//! A report as one page of HTML that needs nothing else: pictures inside, its own style, no script, nothing fetched.

use super::Page as Inner;
use super::entities::html as escape;
use super::manuscript::MARKDOWN;
use super::numbered::{Caption, Exhibit, Numbered, Shown, runs};
use crate::render::{self, people};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) const STYLE: &str = include_str!("style.css");

/// Nothing may run and nothing may be fetched, whatever stands in the page; but for the viewer of pages within it, which
/// is known by its hash.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// Weaves a report. `images` are the author's own pictures, as addresses that hold them, by the words that name them.
pub fn weave(report: &Numbered<'_>, images: &BTreeMap<String, String>) -> String {
    let page = Page { report, images, marks: Vec::new(), notes: BTreeMap::new(), ids: BTreeSet::new(), heading: None };
    page.write()
}

/// The author's own pictures, as they are named in the text, and where; one that is in the text itself needs nothing.
pub fn images(text: &str) -> Vec<(String, Range<usize>)> {
    let image = |(event, range)| match event {
        Event::Start(Tag::Image { dest_url, .. }) => Some((dest_url.into_string(), range)),
        _ => None,
    };
    let all = Parser::new_ext(text, MARKDOWN).into_offset_iter().filter_map(image);
    all.filter(|(name, _)| !name.is_empty() && !name.starts_with("data:")).collect()
}

/// What a mark in the text leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    /// A footnote of the author, by its label.
    Own(String),
    /// A source, by its number.
    Source(usize),
}

struct Page<'p> {
    report: &'p Numbered<'p>,
    images: &'p BTreeMap<String, String>,
    /// What is marked, in the order of first mention.
    marks: Vec<Mark>,
    /// The author's footnotes by label.
    notes: BTreeMap<String, String>,
    /// Names of places in the page that are taken.
    ids: BTreeSet<String>,
    /// The words of the first heading.
    heading: Option<String>,
}

impl Page<'_> {
    fn write(mut self) -> String {
        self.ids.extend(self.report.exhibits().map(|exhibit| exhibit.id.clone()));
        let mut body = String::new();
        let events = self.events();
        pulldown_cmark::html::push_html(&mut body, events.into_iter());
        let front = &self.report.manuscript.front;
        let title = front.title.clone().or(self.heading.clone()).unwrap_or_else(|| "Report".to_owned());
        let lang = front.lang.as_deref().unwrap_or("en");
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
             content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" \
             content=\"{POLICY}{}\">\n<meta name=\"generator\" content=\"comity\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n\
             </head>\n<body>\n<main>\n",
            escape(lang),
            viewers(self.report),
            escape(&title)
        );
        if let Some(title) = &front.title {
            page.push_str(&format!("<header>\n<h1>{}</h1>\n", escape(title)));
            let lines = [("subtitle", &front.subtitle), ("author", &front.author), ("date", &front.date)];
            for (class, words) in lines {
                let Some(words) = words else { continue };
                page.push_str(&format!("<p class=\"{class}\">{}</p>\n", escape(words)));
            }
            page.push_str("</header>\n");
        }
        page.push_str(&body);
        page.push_str(&self.footnotes());
        page.push_str("</main>\n</body>\n</html>\n");
        page
    }

    /// The events of the text with ours in their places.
    fn events(&mut self) -> Vec<Event<'static>> {
        let report = self.report;
        let text = report.manuscript.text.as_str();
        let mut shown = report.shown.iter().peekable();
        let mut events: Vec<Event<'static>> = Vec::new();
        // Bytes before this one were written already.
        let mut done = 0;
        let mut skipped = 0_usize;
        // Where a footnote began, and where a heading did.
        let mut note: Option<(String, usize)> = None;
        let mut heading: Option<(usize, String)> = None;
        for (event, range) in Parser::new_ext(text, MARKDOWN).into_offset_iter() {
            if skipped > 0 {
                match event {
                    Event::Start(_) => skipped += 1,
                    Event::End(_) => skipped -= 1,
                    _ => {}
                }
                continue;
            }
            if let (Some((_, words)), Event::Text(more) | Event::Code(more)) = (&mut heading, &event) {
                words.push_str(more);
            }
            match event {
                Event::Start(Tag::MetadataBlock(_)) => skipped = 1,
                Event::Start(Tag::CodeBlock(_)) if next(&mut shown, &range) => {
                    if let Some(Shown::Exhibit(exhibit)) = shown.next() {
                        events.push(Event::Html(self.exhibit(exhibit).into()));
                    }
                    skipped = 1;
                }
                Event::Code(_) if next(&mut shown, &range) => {
                    if let Some(Shown::Value(_, words, sources)) = shown.next() {
                        events.push(Event::Text(words.clone().into()));
                        events.push(Event::InlineHtml(self.marks(sources).into()));
                    }
                }
                Event::Text(words) => {
                    let mut start = range.start.max(done);
                    let is_exact = text.get(range.clone()) == Some(&*words);
                    while let Some(Shown::Mention(at, label, words)) = shown.peek()
                        && at.start < range.end
                    {
                        events.push(Event::Text(text[start..at.start.max(start)].to_owned().into()));
                        let link = format!("<a href=\"#{}\">{}</a>", escape(label), escape(words));
                        events.push(Event::InlineHtml(link.into()));
                        (start, done) = (at.end, at.end);
                        shown.next();
                    }
                    if start == range.start {
                        events.push(Event::Text(CowStr::from(words.into_string())));
                    } else if is_exact && start < range.end {
                        events.push(Event::Text(text[start..range.end].to_owned().into()));
                    }
                }
                Event::FootnoteReference(label) => {
                    let mark = self.mark(Mark::Own(label.into_string()));
                    events.push(Event::InlineHtml(format!("<sup>{mark}</sup>").into()));
                }
                Event::Start(Tag::FootnoteDefinition(label)) => note = Some((label.into_string(), events.len())),
                Event::End(TagEnd::FootnoteDefinition) => {
                    if let Some((label, from)) = note.take() {
                        let mut words = String::new();
                        pulldown_cmark::html::push_html(&mut words, events.split_off(from).into_iter());
                        self.notes.insert(label, words);
                    }
                }
                Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                    heading = Some((events.len(), String::new()));
                    events.push(Event::Start(Tag::Heading { level, id, classes, attrs }).into_static());
                }
                Event::End(TagEnd::Heading(level)) => {
                    if let Some((at, words)) = heading.take() {
                        self.name_heading(&mut events[at], &words);
                    }
                    events.push(Event::End(TagEnd::Heading(level)));
                }
                Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                    let inside = self.images.get(&*dest_url).cloned();
                    let dest_url = inside.map_or(dest_url, CowStr::from);
                    events.push(Event::Start(Tag::Image { link_type, dest_url, title, id }).into_static());
                }
                other => events.push(other.into_static()),
            }
        }
        events
    }

    fn name_heading(&mut self, event: &mut Event<'static>, words: &str) {
        self.heading.get_or_insert_with(|| words.to_owned());
        let Event::Start(Tag::Heading { id, .. }) = event else { return };
        let slug = id.as_ref().map_or_else(|| slug(words), ToString::to_string);
        let mut name = slug.clone();
        let mut count = 1;
        while !self.ids.insert(name.clone()) {
            name = format!("{slug}-{count}");
            count += 1;
        }
        *id = Some(name.into());
    }

    fn exhibit(&mut self, exhibit: &Exhibit<'_>) -> String {
        let mut lines = vec![format!("<figure id=\"{}\">", escape(&exhibit.id))];
        if exhibit.block.echo {
            let command = escape(&exhibit.block.question.command);
            lines.push(format!("<pre><code>comity {command}</code></pre>"));
        }
        let words = match &exhibit.caption {
            Caption::Written(words) => inline(words),
            Caption::Found(words) => escape(words),
        };
        let caption = format!("<figcaption><b>{}.</b> {words}</figcaption>", escape(&exhibit.name));
        if let Some(picture) = exhibit.picture {
            let width = exhibit.block.width.as_ref().map(|width| format!(" style=\"width:{}\"", escape(width)));
            let width = width.unwrap_or_default();
            let class = picture.page.as_ref().map_or("picture", |_| "picture still");
            if let Some(page) = &picture.page {
                lines.push(format!("<div class=\"live\"{width}>{}</div>", frame(page, exhibit)));
            }
            lines.push(format!("<div class=\"{class}\"{width}>"));
            lines.push(described(&picture.svg, exhibit));
            lines.push("</div>".to_owned());
            lines.push(caption);
        } else if let Some(table) = &exhibit.table {
            lines.push(caption);
            lines.push("<div class=\"wide\">\n<table>".to_owned());
            render::html::rows(table, &mut lines);
            lines.push("</table>\n</div>".to_owned());
        }
        if !exhibit.notes.is_empty() {
            let notes = exhibit.notes.iter().map(|note| escape(note)).collect::<Vec<_>>().join(" ");
            lines.push(format!("<p class=\"note\">{}: {notes}</p>", self.report.tongue.note));
        }
        let mut foot = String::new();
        if !exhibit.sources.is_empty() {
            foot = format!("{}: {}. ", self.report.tongue.sources, self.run(&exhibit.sources));
        }
        let command = escape(&exhibit.block.question.command);
        lines.push(format!("<p class=\"stamp\">{foot}{} · <code>{command}</code></p>", escape(&exhibit.stamp)));
        lines.push("</figure>\n".to_owned());
        lines.join("\n")
    }

    /// The marks of sources within a sentence.
    fn marks(&mut self, sources: &[usize]) -> String {
        if sources.is_empty() { String::new() } else { format!("<sup>{}</sup>", self.run(sources)) }
    }

    /// Numbers of sources, three in a row and more as "4–7".
    fn run(&mut self, sources: &[usize]) -> String {
        let numbers: Vec<usize> = sources.iter().map(|source| self.number(Mark::Source(*source))).collect();
        let parts: Vec<String> = runs(numbers)
            .into_iter()
            .map(|(first, last)| match last {
                Some(last) => format!("{}–{}", link(first), link(last)),
                None => link(first),
            })
            .collect();
        parts.join(", ")
    }

    fn mark(&mut self, mark: Mark) -> String {
        link(self.number(mark))
    }

    fn number(&mut self, mark: Mark) -> usize {
        let known = self.marks.iter().position(|known| *known == mark);
        known.unwrap_or_else(|| {
            self.marks.push(mark);
            self.marks.len() - 1
        }) + 1
    }

    fn footnotes(&self) -> String {
        if self.marks.is_empty() {
            return String::new();
        }
        let mut text = "<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n".to_owned();
        for (i, mark) in self.marks.iter().enumerate() {
            let words = match mark {
                Mark::Own(label) => self.notes.get(label).cloned().unwrap_or_default(),
                Mark::Source(number) => self
                    .report
                    .sources
                    .get(number - 1)
                    .map_or_else(String::new, |source| render::html::cited(&people::reference(source), source)),
            };
            text.push_str(&format!("<li id=\"note-{}\">{}</li>\n", i + 1, words.trim_end()));
        }
        text.push_str("</ol>\n</section>\n");
        text
    }
}

fn next<'s>(shown: &mut std::iter::Peekable<impl Iterator<Item = &'s Shown<'s>>>, range: &Range<usize>) -> bool {
    shown.peek().is_some_and(|shown| shown.range() == range)
}

fn link(number: usize) -> String {
    format!("<a href=\"#note-{number}\">{number}</a>")
}

/// What the policy allows besides: the scripts of the pages within, which inherit it. Their own policies name them.
fn viewers(report: &Numbered<'_>) -> String {
    let pages = report.exhibits().filter_map(|exhibit| exhibit.picture?.page.as_ref());
    let scripts = pages.filter_map(|page| Some(page.html.split_once("script-src ")?.1.split_once([';', '"'])?.0));
    let scripts: BTreeSet<&str> = scripts.collect();
    let all = scripts.into_iter().collect::<Vec<_>>().join(" ");
    if all.is_empty() { String::new() } else { format!("; script-src {all}") }
}

/// A page within this one: it may run its viewer, and can neither see nor touch what is around it.
pub(super) fn frame(page: &Inner, exhibit: &Exhibit<'_>) -> String {
    // Byte for byte, or the hashes of its policy would not fit; without line ends it is one line wherever it stands.
    let inside = render::html::escape(&page.html).replace('\r', "&#13;").replace('\n', "&#10;");
    format!(
        "<iframe class=\"comity-page\" style=\"width:100%;height:44rem;border:0\" sandbox=\"allow-scripts\" title=\"{}\" \
         srcdoc=\"{inside}\"></iframe>",
        escape(&exhibit.alt)
    )
}

/// The picture, with the author's description if there is one.
pub(super) fn described(svg: &str, exhibit: &Exhibit<'_>) -> String {
    let svg = svg.trim_end();
    let (Some(alt), Some(start), Some(end)) = (&exhibit.block.alt, svg.find("<desc>"), svg.find("</desc>")) else {
        return svg.to_owned();
    };
    format!("{}<desc>{}{}", &svg[..start], escape(alt), &svg[end..])
}

/// Marks within one line of the author's words.
pub(super) fn inline(words: &str) -> String {
    let mut text = String::new();
    pulldown_cmark::html::push_html(&mut text, Parser::new_ext(words, Options::ENABLE_STRIKETHROUGH));
    let text = text.trim();
    text.strip_prefix("<p>").and_then(|text| text.strip_suffix("</p>")).unwrap_or(text).to_owned()
}

/// A heading as the name of its place, as GitHub makes it.
fn slug(words: &str) -> String {
    let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    let slug: String = kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect();
    if slug.is_empty() { "section".to_owned() } else { slug }
}
