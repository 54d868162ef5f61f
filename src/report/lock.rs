//! `comity.lock`: what every block of a report said when it was last woven, so that a difference can be told in facts.

use super::entities::one_line;
use super::numbered::{Numbered, Shown};
use super::{Found, WHY};
use crate::model::kind::RELATIONS;
use crate::render::people;
use crate::table::{Cell, Table};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The reports of one folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// What was woven, by the name of the report.
    pub reports: BTreeMap<String, Entry>,
}

/// What one report said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// A hash of the author's text.
    pub manuscript: String,
    /// A hash of all that decides what is said, as [`key`](super::key::key) makes it; empty if files may decide besides.
    #[serde(default)]
    pub key: String,
    /// A hash of the text with all answers, but without stamps.
    pub digest: String,
    /// The files that were written: what they hold, and of which digest they are.
    pub outputs: BTreeMap<String, Output>,
    /// What was asked and found.
    pub blocks: Vec<Block>,
    /// The relations behind it all, each once: `from kind to | detail | during`.
    pub facts: Vec<String>,
}

/// A file that was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// A hash of its bytes.
    pub hash: String,
    /// The digest of the report that it shows.
    pub digest: String,
    /// A hash of the key of the report and of the author's pictures that it holds; empty if the report has no key.
    #[serde(default)]
    pub made: String,
    /// The files that it names, from the folder of the report, and hashes of their bytes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub beside: BTreeMap<String, String>,
}

/// One question and its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The label, or the kind and number: `fig-overlap`, `table-2`, `value-5`.
    pub name: String,
    /// The command as typed.
    pub command: String,
    /// The day or interval of the answer.
    pub as_of: String,
    /// The hash of the graph that was asked.
    pub graph: String,
    /// The version of the program that answered.
    pub version: String,
    /// A hash of what is shown.
    pub output: String,
    /// What is shown of its data, a line a row.
    pub rows: Vec<String>,
}

/// Rows and relations of one block beyond which only the hash tells a difference: a lock is read by people.
const MOST: usize = 1_000;

/// How many lines of one block a difference tells.
const TOLD: usize = 8;

/// What the names of values begin with.
const VALUE: &str = "value-";

impl Lock {
    /// Reads a lock, or says why it cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// Writes a lock, a fact a line.
    pub fn write(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// Notes what a report says.
pub fn entry(report: &Numbered<'_>, found: &[Option<Found>], version: &str) -> Entry {
    let mut entry = Entry { manuscript: hash(report.manuscript.text.as_bytes()), ..Entry::default() };
    let mut digest = entry.manuscript.clone();
    let mut values = 0;
    let mut answers = found.iter().flatten();
    for shown in &report.shown {
        let (name, command, output, table) = match shown {
            Shown::Mention(..) => continue,
            Shown::Value(range, words, _) => {
                values += 1;
                let part = report.manuscript.parts.iter().find(|part| part.range() == range);
                let command = part.and_then(super::manuscript::Part::question).map(|q| q.command.clone());
                (format!("{VALUE}{values}"), command.unwrap_or_default(), words.clone(), None)
            }
            Shown::Exhibit(exhibit) => {
                let mut output = exhibit.picture.map_or_else(String::new, |picture| picture.svg.clone());
                if let Some(page) = exhibit.picture.and_then(|picture| picture.page.as_ref()) {
                    output.push_str(&page.unstamped);
                }
                if let Some(table) = &exhibit.table {
                    output = rows(table).join("\n");
                }
                output.push_str(&exhibit.alt);
                exhibit.notes.iter().for_each(|note| output.push_str(note));
                (exhibit.id.clone(), exhibit.block.question.command.clone(), output, exhibit.table.as_ref())
            }
        };
        let Some(found) = answers.next() else { continue };
        let is_value = matches!(shown, Shown::Value(..));
        let kept = if is_value { vec![one_line(&output)] } else { rows(table.unwrap_or(&found.answer.table)) };
        let sources: Vec<&str> = found.answer.sources.iter().map(|source| source.id.as_str()).collect();
        let output = hash(format!("{output}\n{}", if is_value { String::new() } else { sources.join(" ") }).as_bytes());
        digest.push_str(&output);
        entry.facts.extend(facts(found));
        entry.blocks.push(Block {
            name,
            command,
            as_of: found.answer.as_of.clone(),
            graph: found.answer.graph.hash.clone(),
            version: version.to_owned(),
            output,
            rows: if kept.len() > MOST { Vec::new() } else { kept },
        });
    }
    entry.facts.sort_unstable();
    entry.facts.dedup();
    entry.digest = hash(digest.as_bytes());
    entry
}

/// A hash of bytes in sixteen hexadecimal digits (FNV-1a, 64 bits): it tells one text from another, and is no signature.
pub fn hash(bytes: &[u8]) -> String {
    let start: u64 = 0xcbf2_9ce4_8422_2325;
    let add = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    format!("{:016x}", bytes.iter().fold(start, add))
}

/// What differs between two states of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// What figures, tables and sentences would say otherwise, one line each: first the relations, then the blocks.
    pub told: Vec<String>,
    /// What only the stamps would say otherwise.
    pub stamps: Vec<String>,
}

/// Tells what differs, with names for slugs.
pub fn changes(before: &Entry, now: &Entry, name: &dyn Fn(&str) -> String) -> Changes {
    let mut told = facts_told(&before.facts, &now.facts, name);
    let mut stamps = Vec::new();
    let mut met = vec![false; before.blocks.len()];
    for block in &now.blocks {
        // A value has no name of its own: a sentence before it moves its number.
        let same = |old: &Block| {
            let value = block.name.starts_with(VALUE);
            if value { old.name.starts_with(VALUE) && old.command == block.command } else { old.name == block.name }
        };
        let Some(at) = (0..before.blocks.len()).find(|at| !met[*at] && same(&before.blocks[*at])) else {
            told.push(format!("+ {}: `{}`", block.name, block.command));
            continue;
        };
        met[at] = true;
        let old = &before.blocks[at];
        if old.command != block.command {
            told.push(format!("~ {} asks otherwise: `{}` → `{}`", block.name, old.command, block.command));
        }
        if old.output != block.output {
            told.extend(rows_told(old, block));
        }
        let stamp = |what: &str, old: &str, new: &str| (old != new).then(|| format!("{what} {old} → {new}"));
        stamps.extend(stamp("graph", &old.graph, &block.graph));
        stamps.extend(stamp("version", &old.version, &block.version));
        stamps.extend(stamp("day", &old.as_of, &block.as_of));
    }
    let gone = before.blocks.iter().zip(&met).filter(|(_, met)| !**met);
    told.extend(gone.map(|(block, _)| format!("- {}: `{}`", block.name, block.command)));
    if told.is_empty() && before.manuscript != now.manuscript {
        told.push("~ the words around the blocks".to_owned());
    }
    stamps.sort_unstable();
    stamps.dedup();
    Changes { told, stamps }
}

/// The rows of one block that came, went or changed.
fn rows_told(old: &Block, new: &Block) -> Vec<String> {
    if let ([before], [now], true) = (&old.rows[..], &new.rows[..], new.name.starts_with(VALUE)) {
        return vec![format!("~ `{}`: {before} → {now}", new.command)];
    }
    let gone: Vec<&String> = old.rows.iter().filter(|row| !new.rows.contains(row)).collect();
    let came: Vec<&String> = new.rows.iter().filter(|row| !old.rows.contains(row)).collect();
    let mut lines = vec![format!("~ {} changes", new.name)];
    let each = gone.iter().map(|row| format!("    - {row}")).chain(came.iter().map(|row| format!("    + {row}")));
    lines.extend(each.take(TOLD));
    let more = (gone.len() + came.len()).saturating_sub(TOLD);
    if more > 0 {
        lines.push(format!("    and {more} more"));
    }
    lines
}

/// The relations that came, went or changed their dates, as sentences.
fn facts_told(before: &[String], now: &[String], name: &dyn Fn(&str) -> String) -> Vec<String> {
    let gone: Vec<Fact<'_>> =
        before.iter().filter(|fact| now.binary_search(fact).is_err()).filter_map(|fact| Fact::of(fact)).collect();
    let mut came: Vec<Fact<'_>> =
        now.iter().filter(|fact| before.binary_search(fact).is_err()).filter_map(|fact| Fact::of(fact)).collect();
    let mut told = Vec::new();
    for fact in &gone {
        if let Some(at) = came.iter().position(|other| other.ends == fact.ends && other.detail == fact.detail) {
            let other = came.remove(at);
            told.push(format!("~ {}: {} → {}", fact.sentence(name), fact.during, other.during));
        } else {
            told.push(format!("- {} {}", fact.sentence(name), fact.during));
        }
    }
    for fact in &came {
        let [from, kind, to] = fact.ends;
        let (first, last) = fact.during.split_once('/').unwrap_or((fact.during, ".."));
        if kind == "seat" && last == ".." {
            let grade = if fact.detail == "member" { String::new() } else { format!(" as {}", fact.detail) };
            told.push(format!("+ {} joins {}{grade} {first}", name(from), name(to)));
        } else {
            told.push(format!("+ {} {}", fact.sentence(name), fact.during));
        }
    }
    told
}

/// A relation as a lock keeps it.
struct Fact<'l> {
    ends: [&'l str; 3],
    detail: &'l str,
    during: &'l str,
}

impl<'l> Fact<'l> {
    fn of(line: &'l str) -> Option<Self> {
        let mut parts = line.splitn(3, " | ");
        let mut ends = parts.next()?.split(' ');
        let ends = [ends.next()?, ends.next()?, ends.next()?];
        let during = line.rsplit(" | ").next()?;
        Some(Self { ends, detail: parts.next()?, during })
    }

    /// "Iran sits in SCO as member".
    fn sentence(&self, name: &dyn Fn(&str) -> String) -> String {
        let [from, kind, to] = self.ends;
        let label = RELATIONS.iter().find(|row| row.kind.as_str() == kind).map_or(kind, |row| row.label);
        let detail = if self.detail.is_empty() { String::new() } else { format!(" ({})", self.detail) };
        format!("{} {label} {}{detail}", name(from), name(to))
    }
}

/// The relations behind an answer.
fn facts(found: &Found) -> Vec<String> {
    let Some(why) = found.answer.more.iter().find(|table| table.name == WHY) else { return Vec::new() };
    if why.rows.len() > MOST {
        return Vec::new();
    }
    let column = |name: &str| why.columns.iter().position(|column| column.name == name);
    let columns = ["from", "relation", "to", "detail", "during"].map(column);
    let text = |row: &[Cell], at: Option<usize>| match at.and_then(|at| row.get(at)) {
        Some(Cell::Text(text)) => one_line(text),
        _ => String::new(),
    };
    let line = |row: &Vec<Cell>| {
        let [from, kind, to, detail, during] = columns.map(|at| text(row, at));
        format!("{from} {kind} {to} | {detail} | {during}")
    };
    why.rows.iter().map(line).collect()
}

/// The rows of a table, a line each.
fn rows(table: &Table) -> Vec<String> {
    let row = |row: &Vec<Cell>| {
        let cells = row.iter().zip(&table.columns).map(|(cell, column)| people::cell(cell, column));
        cells.collect::<Vec<_>>().join(" · ")
    };
    table.rows.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(slug: &str) -> String {
        match slug {
            "irn" => "Iran".to_owned(),
            other => other.to_uppercase(),
        }
    }

    #[test]
    fn a_difference_is_told_in_facts() {
        let before = Entry {
            facts: vec!["ind seat sco | observer | 2005/2017".into(), "kaz seat sco | member | 2001-06-15/..".into()],
            blocks: vec![Block {
                name: "value-1".into(),
                command: "members sco".into(),
                output: "1".into(),
                rows: vec!["6".into()],
                ..Block::default()
            }],
            ..Entry::default()
        };
        let mut now = before.clone();
        now.facts = vec![
            "ind seat sco | observer | 2005/2017-06-08".into(),
            "irn party npt | ratified | 1970-02-02/..".into(),
            "irn seat sco | member | 2023-07-04/..".into(),
        ];
        now.blocks[0].output = "2".into();
        now.blocks[0].rows = vec!["7".into()];
        let told = changes(&before, &now, &named).told;
        assert_eq!(
            told,
            [
                "~ IND sits in SCO (observer): 2005/2017 → 2005/2017-06-08",
                "- KAZ sits in SCO (member) 2001-06-15/..",
                "+ Iran acted on NPT (ratified) 1970-02-02/..",
                "+ Iran joins SCO 2023-07-04",
                "~ `members sco`: 6 → 7",
            ]
        );
        assert_eq!(changes(&before, &before, &named), Changes::default());
    }

    #[test]
    fn a_new_graph_without_new_facts_is_a_stamp() {
        let block = Block { name: "fig-a".into(), graph: "a".into(), ..Block::default() };
        let before = Entry { blocks: vec![block.clone()], ..Entry::default() };
        let now = Entry { blocks: vec![Block { graph: "b".into(), ..block }], ..Entry::default() };
        let changes = changes(&before, &now, &named);
        assert!(changes.told.is_empty());
        assert_eq!(changes.stamps, ["graph a → b"]);
    }

    #[test]
    fn a_lock_is_read_back() {
        let mut lock = Lock::default();
        lock.reports.insert("a.md".into(), Entry { facts: vec!["a b c | d | e".into()], ..Entry::default() });
        assert_eq!(Lock::read(&lock.write()), Ok(lock));
        assert!(Lock::read("{").is_err());
    }
}
