//! Which column of a table holds which field.

use crate::diagnostic::{Diagnostic, codes};
use crate::import::input::shown;
use crate::model::names::near_among;

/// What a row of the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A seat in a body.
    Seat,
    /// An act on a treaty.
    Act,
    /// A tie between two states.
    Tie,
}

impl Sort {
    /// The fields of the two ends.
    pub(super) fn ends(self) -> (&'static str, &'static str) {
        match self {
            Self::Seat => ("who", "body"),
            Self::Act => ("who", "treaty"),
            Self::Tie => ("a", "b"),
        }
    }
}

/// Where each field is found.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) sort: Sort,
    /// Whether a tie leads from one end to the other.
    pub(super) directed: bool,
    fields: Vec<(&'static str, From)>,
    /// How many of them were mapped; the others are known by their headings.
    mapped: usize,
}

#[derive(Debug, Clone, PartialEq)]
enum From {
    Column(usize),
    Fixed(String),
}

/// Every field, with the headings by which it is known without a mapping.
const FIELDS: &[(&str, &[&str])] = &[
    ("who", &["who", "state", "country", "member", "iso3"]),
    ("body", &["body", "org", "organization", "organisation", "igo"]),
    ("treaty", &["treaty"]),
    ("a", &["a", "source", "side1", "ccode1"]),
    ("b", &["b", "target", "side2", "ccode2"]),
    ("grade", &["grade", "status"]),
    ("act", &["act", "action"]),
    ("kind", &["kind", "relation"]),
    ("value", &["value", "weight"]),
    ("during", &["during"]),
    ("from", &["from", "start", "begin"]),
    ("to", &["to", "end", "until"]),
    ("on", &["on", "date"]),
    ("year", &["year"]),
    ("src", &["src"]),
    ("conf", &["conf", "confidence"]),
    ("note", &["note"]),
];

impl Columns {
    /// Reads a mapping such as `who=iso3,body='cica'`, and adds the columns that bear the name of a field.
    pub(super) fn of(header: &[String], map: &str, file: &str) -> Result<Self, Box<Diagnostic>> {
        let mut fields: Vec<(&'static str, From)> = Vec::new();
        let mut directed = false;
        for part in parts(map) {
            let Some((field, column)) = part.split_once('=') else {
                let message = format!("`{part}` in the mapping has no `=`");
                let help = "write FIELD=COLUMN, as in `who=iso3,body=org`";
                return Err(Box::new(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
            };
            let (field, column) = (field.trim(), column.trim());
            let known = FIELDS.iter().find(|(name, _)| *name == field).map(|(name, _)| *name);
            let known = known.or(match field {
                "source" => Some("a"),
                "target" => Some("b"),
                _ => None,
            });
            directed |= matches!(field, "source" | "target");
            let Some(known) = known else {
                let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
                let message = format!("there is no field `{field}`; there are {}", names.join(", "));
                let near = near_among(field, names.iter().map(|name| (*name, *name)));
                return Err(Box::new(Diagnostic::new(&codes::BAD_OPTION, message, None).suggest(&near)));
            };
            let fixed = column.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
            let from = match fixed {
                Some(text) => From::Fixed(text.to_owned()),
                None => From::Column(position(header, column).ok_or_else(|| no_column(header, column, file))?),
            };
            fields.retain(|(name, _)| *name != known);
            fields.push((known, from));
        }
        let mapped = fields.len();
        for (field, names) in FIELDS {
            if fields.iter().any(|(known, _)| known == field) {
                continue;
            }
            let free = |at: &usize| !fields.iter().any(|(_, from)| *from == From::Column(*at));
            if let Some((name, at)) = names.iter().find_map(|name| Some((name, position(header, name).filter(free)?))) {
                directed |= *name == "source";
                fields.push((field, From::Column(at)));
            }
        }
        let has = |field: &str| fields.iter().any(|(known, _)| *known == field);
        let sort = if has("body") && has("who") {
            Sort::Seat
        } else if has("treaty") && has("who") {
            Sort::Act
        } else if has("a") && has("b") {
            Sort::Tie
        } else {
            let message = format!(
                "{file} has no columns for `who` and `body`, `who` and `treaty`, or `a` and `b`; it has {}",
                shown(header)
            );
            let help = "say which they are, as in `--map who=COLUMN,body=COLUMN`";
            return Err(Box::new(Diagnostic::new(&codes::NO_COLUMN, message, None).help(help)));
        };
        Ok(Self { sort, directed, fields, mapped })
    }

    /// Fields whose columns were found by a heading that is not their own name, as `who=country`.
    pub(super) fn guessed(&self, header: &[String]) -> Vec<String> {
        let guessed = self.fields.iter().skip(self.mapped).filter_map(|(field, from)| match from {
            From::Column(at) => {
                header.get(*at).filter(|name| !name.eq_ignore_ascii_case(field)).map(|name| (field, name))
            }
            From::Fixed(_) => None,
        });
        guessed.map(|(field, name)| format!("{field}={name}")).collect()
    }

    /// Whether a field is mapped.
    pub(super) fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(known, _)| *known == field)
    }

    /// The columns that hold fields of such rows.
    pub(super) fn used(&self) -> impl Iterator<Item = usize> {
        self.fields.iter().filter_map(|(field, from)| match from {
            From::Column(at) if self.sort == Sort::Tie || !matches!(*field, "value" | "kind") => Some(*at),
            _ => None,
        })
    }

    /// The column that holds a field.
    pub(super) fn column(&self, field: &str) -> Option<usize> {
        match self.fields.iter().find(|(known, _)| *known == field)?.1 {
            From::Column(at) => Some(at),
            From::Fixed(_) => None,
        }
    }

    /// The value of a field in a row.
    pub(super) fn value(&self, field: &str, cells: &[String]) -> Option<String> {
        match &self.fields.iter().find(|(known, _)| *known == field)?.1 {
            From::Column(at) => cells.get(*at).cloned(),
            From::Fixed(text) => Some(text.clone()),
        }
    }
}

fn position(header: &[String], name: &str) -> Option<usize> {
    let exact = header.iter().position(|column| column == name);
    exact.or_else(|| header.iter().position(|column| column.eq_ignore_ascii_case(name)))
}

fn no_column(header: &[String], name: &str, file: &str) -> Box<Diagnostic> {
    let message = format!("{file} has no column `{name}`; it has {}", shown(header));
    let near = near_among(name, header.iter().map(|column| (column.as_str(), column.as_str())));
    let found = Diagnostic::new(&codes::NO_COLUMN, message, None);
    Box::new(if near.is_empty() { found.help("name columns as the first row does") } else { found.suggest(&near) })
}

/// The parts of a mapping; commas inside quotes part nothing.
fn parts(map: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in map.chars() {
        quoted ^= c == '\'';
        match parts.last_mut() {
            _ if c == ',' && !quoted => parts.push(String::new()),
            Some(part) => part.push(c),
            None => {}
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}
