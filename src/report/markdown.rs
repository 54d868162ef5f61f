//! A report as Markdown for GitHub, its figures as files beside it.
//!
//! Every part is put in the place of the bytes that asked for it; all else stays as the author wrote it.

use super::entities::{code, html, markdown};
use super::numbered::{Caption, Exhibit, Numbered, Shown};
use crate::render::{md, people};
use crate::table::Citation;

/// A report in one form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Woven {
    /// Its text.
    pub text: String,
    /// The files beside it: their names below the folder of figures, and what is in them.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Where the pictures of a report are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pictures<'f> {
    /// In a folder beside it, which is named as a link names it.
    Beside(&'f str),
    /// Within the text, for readers of Markdown that leave HTML as it is.
    Inside,
}

/// Weaves a report.
pub fn weave(report: &Numbered<'_>, pictures: Pictures<'_>) -> Woven {
    let source = &report.manuscript.text;
    let line_end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let mut woven = Woven::default();
    let mut done = 0;
    for shown in &report.shown {
        let range = shown.range();
        woven.text.push_str(&source[done..range.start]);
        done = range.end;
        match shown {
            Shown::Mention(_, label, words) => woven.text.push_str(&format!("[{}](#{label})", markdown(words))),
            Shown::Value(_, words, sources) => {
                woven.text.push_str(&markdown(words));
                woven.text.push_str(&marks(sources, ""));
                if sources.is_empty() && begins_list(&woven.text, &source[done..]) {
                    woven.text.push('\\');
                }
            }
            Shown::Exhibit(exhibit) => {
                if let (Some(picture), Pictures::Beside(_)) = (exhibit.picture, pictures) {
                    woven.files.push((format!("{}.svg", exhibit.id), picture.svg.clone().into_bytes()));
                    if let Some(page) = &picture.page {
                        woven.files.push((format!("{}.html", exhibit.id), page.html.clone().into_bytes()));
                    }
                }
                let lead = lead(source, range.start);
                let block = self::exhibit(exhibit, report, pictures);
                let lines: Vec<String> = block.split('\n').map(str::to_owned).collect();
                for (i, line) in lines.iter().enumerate() {
                    if i > 0 {
                        woven.text.push_str(line_end);
                        woven.text.push_str(if line.is_empty() { lead.trim_end() } else { &lead });
                    }
                    woven.text.push_str(line);
                }
            }
        }
    }
    woven.text.push_str(&source[done..]);
    if !report.sources.is_empty() {
        let notes: Vec<String> = report
            .sources
            .iter()
            .enumerate()
            .map(|(i, source)| format!("[^comity-{}]: {}", i + 1, citation(source)))
            .collect();
        if !woven.text.ends_with('\n') {
            woven.text.push_str(line_end);
        }
        woven.text.push_str(line_end);
        woven.text.push_str(&notes.join(line_end));
        woven.text.push_str(line_end);
    }
    woven
}

fn exhibit(exhibit: &Exhibit<'_>, report: &Numbered<'_>, pictures: Pictures<'_>) -> String {
    let mut parts = Vec::new();
    if exhibit.block.echo {
        parts.push(format!("```sh\ncomity {}\n```", exhibit.block.question.command));
    }
    parts.push(format!("<a id=\"{}\"></a>", exhibit.id));
    let words = match &exhibit.caption {
        Caption::Written(words) => words.clone(),
        Caption::Found(words) => markdown(words),
    };
    let caption = format!("**{}.** {words}", markdown(&exhibit.name));
    if let Some(picture) = exhibit.picture {
        let alt = &exhibit.alt;
        parts.push(match (pictures, &exhibit.block.width) {
            (Pictures::Inside, width) => {
                let width = width.as_ref().map(|width| format!(" style=\"width:{}\"", html(width))).unwrap_or_default();
                // A line without words would end the HTML.
                let svg = picture.page.as_ref().map_or_else(
                    || super::html::described(&picture.svg, exhibit).replace("\n\n", "\n"),
                    |page| super::html::frame(page, exhibit),
                );
                format!("<figure class=\"comity\"{width}>\n{svg}\n</figure>")
            }
            (Pictures::Beside(folder), Some(width)) => {
                let file = format!("{folder}/{}.svg", exhibit.id);
                format!("<img src=\"{}\" alt=\"{}\" width=\"{}\">", html(&file), html(alt), html(width))
            }
            (Pictures::Beside(folder), None) => format!("![{}](<{folder}/{}.svg>)", markdown(alt), exhibit.id),
        });
        parts.push(caption);
        if let (Some(_), Pictures::Beside(folder)) = (&picture.page, pictures) {
            parts.push(format!("[{}](<{folder}/{}.html>)", report.tongue.page, exhibit.id));
        }
    } else if let Some(table) = &exhibit.table {
        parts.push(caption);
        parts.push(if table.rows.is_empty() { people::NONE.to_owned() } else { md::grid(table) });
    }
    if !exhibit.notes.is_empty() {
        let notes: Vec<String> = exhibit.notes.iter().map(|note| markdown(note)).collect();
        parts.push(format!("<sub>{}: {}</sub>", report.tongue.note, notes.join(" ")));
    }
    let mut foot = String::new();
    if !exhibit.sources.is_empty() {
        foot = format!("{}: {}. ", report.tongue.sources, marks(&exhibit.sources, " "));
    }
    parts.push(format!("<sub>{foot}{} · {}</sub>", markdown(&exhibit.stamp), code(&exhibit.block.question.command)));
    parts.join("\n\n")
}

/// The marks of footnotes.
fn marks(sources: &[usize], between: &str) -> String {
    sources.iter().map(|number| format!("[^comity-{number}]")).collect::<Vec<_>>().join(between)
}

/// A source as the text of a footnote.
pub(super) fn citation(source: &Citation) -> String {
    let mut words = markdown(&people::reference(source));
    let number = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if begins_list(&words[..number], &words[number..]) {
        words.insert(number, '\\');
    }
    match source.url.as_deref().filter(|url| !url.is_empty()) {
        Some(url) if people::is_web(url) => format!("{words} <{url}>"),
        Some(url) => format!("{words} {}", markdown(url)),
        None => words,
    }
}

/// Whether a number at the start of a line would begin a list with the point after it.
fn begins_list(before: &str, after: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start_matches([' ', '\t', '>']);
    let is_number = !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit());
    is_number && after.starts_with(['.', ')'])
}

/// What the further lines of a block begin with, so that they stay in its list or quote.
fn lead(text: &str, start: usize) -> String {
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    text[line..start].chars().map(|c| if c == '>' || c.is_whitespace() { c } else { ' ' }).collect()
}
