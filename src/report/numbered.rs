//! A manuscript with its answers: every exhibit has its number, every source its footnote, every reference its end.

use super::block::Block;
use super::manuscript::{Manuscript, Mention, Part};
use super::question::{Pick, Shape, Wrong};
use super::tongue::{self, Tongue};
use super::{Found, Picture, entities, value};
use crate::diagnostic::{At, Diagnostic, Diagnostics, Place, codes};
use crate::model::names::near_among;
use crate::table::{Citation, Column, Table};
use std::collections::BTreeMap;
use std::ops::Range;

/// A report whose every part is known.
#[derive(Debug)]
pub struct Numbered<'m> {
    /// What the author wrote.
    pub manuscript: &'m Manuscript,
    /// What stands in the place of every part, in the order of the places.
    pub shown: Vec<Shown<'m>>,
    /// The sources in the order in which they are first cited; the first is footnote 1.
    pub sources: Vec<Citation>,
    pub(super) tongue: Tongue,
}

/// What stands in the place of a part.
#[derive(Debug)]
pub enum Shown<'m> {
    /// A figure or a table.
    Exhibit(Box<Exhibit<'m>>),
    /// Words within a sentence, plain, and the numbers of their sources.
    Value(Range<usize>, String, Vec<usize>),
    /// A reference: its place, the label, and its words.
    Mention(Range<usize>, String, String),
}

/// A figure or a table with all that belongs to it.
#[derive(Debug)]
pub struct Exhibit<'m> {
    /// What the author asked for.
    pub block: &'m Block,
    /// Its number among the figures, or among the tables.
    pub number: usize,
    /// "Figure 1".
    pub name: String,
    /// Its name for links and files.
    pub id: String,
    /// What is said about it.
    pub caption: Caption,
    /// What it shows, for those who cannot see it; plain.
    pub alt: String,
    /// The picture, if it is a figure.
    pub picture: Option<&'m Picture>,
    /// The table without columns that only machines need, if it is a table.
    pub table: Option<Table>,
    /// Remarks, plain.
    pub notes: Vec<String>,
    /// The numbers of its sources, rising.
    pub sources: Vec<usize>,
    /// Where it is from, but for the command: "comity 0.1.0 · graph 3f1c… · as of 2014-05-20".
    pub stamp: String,
}

/// What is said about an exhibit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caption {
    /// By the author, in Markdown.
    Written(String),
    /// By the data: plain words.
    Found(String),
}

/// Footnotes under one exhibit beyond which they would fill its page.
const MOST_NOTES: usize = 8;

/// Digits of the graph's hash that are shown.
const HASH_SHOWN: usize = 12;

/// Puts the answers, in the order of the questions, into a manuscript; every slip is reported.
///
/// Where an answer is missing, because its question failed, the rest is looked at all the same.
pub fn number<'m>(
    manuscript: &'m Manuscript,
    found: &'m [Option<Found>],
    version: &str,
    file: u32,
) -> Result<Numbered<'m>, Diagnostics> {
    let tongue = tongue::of(manuscript.front.lang.as_deref());
    let mut wrong = Diagnostics::new();
    let names = names(manuscript, tongue, file, &mut wrong);
    let mut numbered = Numbered { manuscript, shown: Vec::new(), sources: Vec::new(), tongue };
    let mut place = |slip: Wrong, code, at: &Range<usize>| {
        let place = Place { file, at: At::Bytes { start: at.start, end: at.end } };
        wrong.push(Diagnostic::new(code, slip.message, place).help(slip.help));
    };
    let (mut answers, mut counts) = (found.iter(), (0, 0));
    for part in &manuscript.parts {
        match part {
            Part::Mention(mention) if manuscript.lost.contains(&mention.label) => {}
            Part::Mention(mention) => match mentioned(mention, &names, &manuscript.lost) {
                Ok(words) => {
                    numbered.shown.push(Shown::Mention(mention.range.clone(), mention.label.clone(), words));
                }
                Err(slip) => place(slip, &codes::UNKNOWN_LABEL, &mention.range),
            },
            Part::Block(block) => {
                let count = if block.is_figure() { &mut counts.0 } else { &mut counts.1 };
                *count += 1;
                let Some(Some(found)) = answers.next() else { continue };
                match exhibit(block, found, *count, version, &mut numbered) {
                    Ok(exhibit) => numbered.shown.push(Shown::Exhibit(Box::new(exhibit))),
                    Err(slip) => place(slip, &codes::BAD_BLOCK, &block.question.at),
                }
            }
            Part::Value(one) => {
                let Some(Some(found)) = answers.next() else { continue };
                let Shape::Value(pick) = &one.question.shape else { continue };
                match value::words(found, pick) {
                    Ok(words) => {
                        let sources = cited(pick, found, &mut numbered);
                        numbered.shown.push(Shown::Value(one.range.clone(), words, sources));
                    }
                    Err(slip) => place(slip, &codes::BAD_BLOCK, &one.question.at),
                }
            }
        }
    }
    if wrong.is_empty() { Ok(numbered) } else { Err(wrong) }
}

impl Shown<'_> {
    /// The bytes in whose place it stands.
    pub fn range(&self) -> &Range<usize> {
        match self {
            Self::Exhibit(exhibit) => &exhibit.block.range,
            Self::Value(range, ..) | Self::Mention(range, ..) => range,
        }
    }
}

impl Numbered<'_> {
    /// The exhibits, in order.
    pub fn exhibits(&self) -> impl Iterator<Item = &Exhibit<'_>> {
        self.shown.iter().filter_map(|shown| match shown {
            Shown::Exhibit(exhibit) => Some(&**exhibit),
            _ => None,
        })
    }

    /// Whether the sources of exhibits are better listed at the end, where pages have footnotes at their feet.
    pub(super) fn lists_sources(&self) -> bool {
        self.exhibits().any(|exhibit| exhibit.sources.len() > MOST_NOTES)
    }

    /// The numbers of some sources, new ones at the end.
    fn cite(&mut self, sources: &[Citation]) -> Vec<usize> {
        let mut numbers: Vec<usize> = sources
            .iter()
            .map(|source| {
                let known = self.sources.iter().position(|known| known.id == source.id);
                known.unwrap_or_else(|| {
                    self.sources.push(source.clone());
                    self.sources.len() - 1
                }) + 1
            })
            .collect();
        numbers.sort_unstable();
        numbers
    }
}

/// Numbers in order, each with the last of its run where three and more follow each other: "4–7".
pub(super) fn runs(mut numbers: Vec<usize>) -> Vec<(usize, Option<usize>)> {
    numbers.sort_unstable();
    numbers.dedup();
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    runs.flat_map(|run| match run {
        [first, .., last] if run.len() > 2 => vec![(*first, Some(*last))],
        _ => run.iter().map(|number| (*number, None)).collect(),
    })
    .collect()
}

fn cited(pick: &Pick, found: &Found, numbered: &mut Numbered<'_>) -> Vec<usize> {
    if pick.cite { numbered.cite(&found.answer.sources) } else { Vec::new() }
}

/// What every label is called: "Figure 1".
fn names(m: &Manuscript, tongue: Tongue, file: u32, wrong: &mut Diagnostics) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut places: BTreeMap<&str, &Range<usize>> = BTreeMap::new();
    let (mut figures, mut tables) = (0, 0);
    let place = |at: &Range<usize>| Place { file, at: At::Bytes { start: at.start, end: at.end } };
    for part in &m.parts {
        let Part::Block(block) = part else { continue };
        let (count, word) = if block.is_figure() { (&mut figures, tongue.figure) } else { (&mut tables, tongue.table) };
        *count += 1;
        let Some(label) = &block.label else { continue };
        if let Some(first) = places.insert(label, &block.question.at) {
            let message = format!("two blocks are labelled `{label}`");
            let found = Diagnostic::new(&codes::LABEL_TWICE, message, place(&block.question.at));
            wrong.push(found.also(place(first), "the first").help("give each a label of its own"));
        }
        names.insert(label.clone(), format!("{word} {count}"));
    }
    names
}

fn mentioned(mention: &Mention, names: &BTreeMap<String, String>, lost: &[String]) -> Result<String, Wrong> {
    let Some(name) = names.get(&mention.label) else {
        let known = names.keys().chain(lost);
        let near = near_among(&mention.label, known.map(|name| (name.as_str(), name.as_str())));
        let all = names.keys().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let help = match near.first() {
            Some(near) => format!("did you mean `@{near}`?"),
            None if names.is_empty() => "label a block with a line such as `#| label: fig-overlap`".to_owned(),
            None => format!("the report has {all}"),
        };
        return Err(Wrong::new(format!("no block is labelled `{}`", mention.label), help));
    };
    let number = name.rsplit(' ').next().unwrap_or_default();
    Ok(if mention.number_only { number.to_owned() } else { name.clone() })
}

fn exhibit<'m>(
    block: &'m Block,
    found: &'m Found,
    number: usize,
    version: &str,
    numbered: &mut Numbered<'m>,
) -> Result<Exhibit<'m>, Wrong> {
    let tongue = numbered.tongue;
    let (word, kind) = if block.is_figure() { (tongue.figure, "figure") } else { (tongue.table, "table") };
    let table = if block.is_figure() { None } else { Some(shown_table(block, found)?) };
    let answer = &found.answer;
    let picture = found.picture.as_ref();
    let title = match (picture, &table) {
        (Some(picture), _) => picture.title.clone(),
        (None, Some(table)) if block.table.is_none() => answer.headline.clone().unwrap_or_else(|| table.title.clone()),
        (None, Some(table)) => table.title.clone(),
        (None, None) => answer.headline.clone().unwrap_or_default(),
    };
    let caption = block.caption.clone().map_or_else(|| Caption::Found(ended(&title)), Caption::Written);
    let alt = block.alt.clone().or_else(|| picture.map(|picture| picture.alt.clone())).unwrap_or(title);
    let hash: String = answer.graph.hash.chars().take(HASH_SHOWN).collect();
    let stamp = format!("comity {version} · {} {hash} · {} {}", tongue.graph, tongue.as_of, answer.as_of);
    Ok(Exhibit {
        block,
        number,
        name: format!("{word} {number}"),
        id: block.label.clone().unwrap_or_else(|| format!("{kind}-{number}")),
        caption,
        alt: entities::one_line(&alt),
        picture,
        table,
        notes: answer.notes.clone(),
        sources: numbered.cite(&answer.sources),
        stamp,
    })
}

/// The table that is shown: without columns for machines, without names for them where there are names for people, and
/// without sources, which are footnotes.
fn shown_table(block: &Block, found: &Found) -> Result<Table, Wrong> {
    let name = block.table.as_deref();
    let table = found.table(name).ok_or_else(|| value::no_table(found, name))?;
    let named = |id: &str| {
        let names = if id == "id" { "name".to_owned() } else { format!("{id}_name") };
        table.columns.iter().any(|column| column.name == names)
    };
    let for_people = |column: &Column| !column.machines_only && column.name != "sources" && !named(&column.name);
    let kept: Vec<usize> = if block.columns.is_empty() {
        (0..table.columns.len()).filter(|at| for_people(&table.columns[*at])).collect()
    } else {
        block.columns.iter().map(|name| value::column_of(table, name)).collect::<Result<_, _>>()?
    };
    let columns = kept.iter().map(|at| Column { machines_only: false, ..table.columns[*at].clone() }).collect();
    let mut shown = Table::new(&table.name, &table.title, columns);
    for row in &table.rows {
        shown.push(kept.iter().map(|at| row[*at].clone()).collect());
    }
    Ok(shown)
}

fn ended(sentence: &str) -> String {
    let sentence = sentence.trim_end();
    if sentence.is_empty() || sentence.ends_with(['.', '!', '?', '。']) {
        sentence.to_owned()
    } else {
        format!("{sentence}.")
    }
}
