//! JSON: the whole answer as one object, for programs.
//!
//! The keys, in this order: `command`, `as_of`, `graph` (`title`, `hash`), `headline` if there is one, `terms` (an object),
//! `columns` (names), `rows` (objects), each further table under its own name (objects), `notes`, `sources`. Numbers have
//! all their digits; a missing value, and a number that is none (NaN, infinity), is `null`. A source has all of its keys
//! always. Names that meet twice in one object get `_2`, `_3` …, as readers would keep only the last of them.

use std::collections::BTreeSet;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Style;
use crate::table::{Answer, Cell, Citation, Table};

/// The keys of the object itself, which no further table may take.
const KEYS: [&str; 9] = ["command", "as_of", "graph", "headline", "terms", "columns", "rows", "notes", "sources"];

pub(super) fn write(answer: &Answer, _: &Style) -> String {
    let written = serde_json::to_string_pretty(&Document(answer));
    assert!(written.is_ok(), "keys are strings and memory takes every byte: {written:?}");
    written.unwrap_or_default() + "\n"
}

struct Document<'a>(&'a Answer);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let answer = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("command", &answer.command)?;
        map.serialize_entry("as_of", &answer.as_of)?;
        map.serialize_entry("graph", &Stamp { title: &answer.graph.title, hash: &answer.graph.hash })?;
        if let Some(headline) = &answer.headline {
            map.serialize_entry("headline", headline)?;
        }
        let keys = distinct(answer.terms.iter().map(|term| term.key.as_str()), &[]);
        map.serialize_entry("terms", &Object(|| keys.iter().zip(answer.terms.iter().map(|term| &term.value))))?;
        let columns = names(&answer.table);
        map.serialize_entry("columns", &columns)?;
        map.serialize_entry("rows", &Rows { table: &answer.table, names: &columns })?;
        let further = distinct(answer.more.iter().map(|table| table.name.as_str()), &KEYS);
        for (key, table) in further.iter().zip(&answer.more) {
            map.serialize_entry(key, &Rows { table, names: &names(table) })?;
        }
        map.serialize_entry("notes", &answer.notes)?;
        map.serialize_entry("sources", &answer.sources.iter().map(Source::from).collect::<Vec<_>>())?;
        map.end()
    }
}

#[derive(serde::Serialize)]
struct Stamp<'a> {
    title: &'a str,
    hash: &'a str,
}

#[derive(serde::Serialize)]
struct Source<'a> {
    id: &'a str,
    title: &'a str,
    publisher: &'a Option<String>,
    date: &'a Option<String>,
    url: &'a Option<String>,
    accessed: &'a Option<String>,
    kind: &'a str,
}

impl<'a> From<&'a Citation> for Source<'a> {
    fn from(source: &'a Citation) -> Self {
        let Citation { id, title, publisher, date, url, accessed, kind } = source;
        Self { id, title, publisher, date, url, accessed, kind }
    }
}

/// An object whose keys keep the order in which the function gives them.
struct Object<F>(F);

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)>, F: Fn() -> I> Serialize for Object<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map((self.0)())
    }
}

struct Rows<'a> {
    table: &'a Table,
    names: &'a [String],
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer
            .collect_seq(self.table.rows.iter().map(|row| Object(move || self.names.iter().zip(row.iter().map(Value)))))
    }
}

struct Value<'a>(&'a Cell);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Integer(count) => serializer.serialize_i64(*count),
            Cell::Number(number) if number.is_finite() => serializer.serialize_f64(*number),
            Cell::List(items) => items.serialize(serializer),
            Cell::Number(_) | Cell::Missing => serializer.serialize_none(),
        }
    }
}

fn names(table: &Table) -> Vec<String> {
    distinct(table.columns.iter().map(|column| column.name.as_str()), &[])
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>, taken: &[&str]) -> Vec<String> {
    let mut taken: BTreeSet<String> = taken.iter().map(|&name| name.to_owned()).collect();
    let mut own = |name: &str| {
        let mut key = name.to_owned();
        let mut count = 1;
        while !taken.insert(key.clone()) {
            count += 1;
            key = format!("{name}_{count}");
        }
        key
    };
    names.map(&mut own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, Term};

    #[test]
    fn the_whole_answer_in_the_promised_order() {
        let mut table = Table::new("overlap", "Overlap", vec![Column::text("z", "Z"), Column::number("a", "A", 1)]);
        table.push(vec![Cell::List(vec!["kaz".into()]), 0.1.into()]);
        table.push(vec![Cell::Missing, f64::NAN.into()]);
        let mut answer = Answer { command: "overlap".into(), as_of: "2014".into(), table, ..Answer::default() };
        answer.headline = Some("One.".into());
        answer.terms = vec![Term::new("zeta", "1"), Term::new("alpha", "2")];
        answer.more.push(Table::new("regions", "Regions", vec![Column::text("id", "Id")]));
        answer.sources.push(Citation { id: "s".into(), kind: "press".into(), ..Citation::default() });
        let expected = r#"{
  "command": "overlap",
  "as_of": "2014",
  "graph": {
    "title": "",
    "hash": ""
  },
  "headline": "One.",
  "terms": {
    "zeta": "1",
    "alpha": "2"
  },
  "columns": [
    "z",
    "a"
  ],
  "rows": [
    {
      "z": [
        "kaz"
      ],
      "a": 0.1
    },
    {
      "z": null,
      "a": null
    }
  ],
  "regions": [],
  "notes": [],
  "sources": [
    {
      "id": "s",
      "title": "",
      "publisher": null,
      "date": null,
      "url": null,
      "accessed": null,
      "kind": "press"
    }
  ]
}
"#;
        assert_eq!(write(&answer, &Style::default()), expected);
    }

    #[test]
    fn no_name_hides_another() {
        assert_eq!(distinct(["a", "b", "a", "a"].into_iter(), &["b"]), ["a", "b_2", "a_2", "a_3"]);
        assert_eq!(distinct(["a_2", "a", "a"].into_iter(), &[]), ["a_2", "a", "a_3"]);
    }
}
