//! Which columns of a stream hold actor, target, day, kind, value and count.

use super::Kinds;
use super::Recipe;
use crate::diagnostic::{Diagnostic, codes};
use crate::import::csv::separator_of;
use crate::import::input::{shown, text_of};
use crate::model::names::{fold, near_among};

/// The positions of the columns that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) separator: u8,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) on: usize,
    pub(super) kind: Option<usize>,
    pub(super) value: Option<usize>,
    /// Where it says how many events a row stands for.
    pub(super) times: Option<usize>,
    /// How many cells a row has.
    pub(super) count: usize,
}

/// Fields with the headings that data sets give them, the first that is there wins.
const FIELDS: [(&str, &[&str]); 6] = [
    ("from", &["source country", "from", "source", "actor1countrycode", "source name", "a", "actor1"]),
    ("to", &["target country", "to", "target", "actor2countrycode", "target name", "b", "actor2"]),
    ("on", &["event date", "on", "date", "day", "sqldate", "period"]),
    ("kind", &["cameo code", "kind", "relation", "eventcode", "event text", "type"]),
    ("value", &["intensity", "value", "goldstein", "goldsteinscale", "weight", "sum"]),
    ("count", &["count"]),
];

/// The columns that a recipe means in a table with these headings: field and heading.
pub(super) fn named(head: &[u8], recipe: &Recipe, file: &str) -> Result<Vec<(&'static str, String)>, Box<Diagnostic>> {
    let names = headings(head);
    let mut found: Vec<(&'static str, String)> = Vec::new();
    for part in recipe.map.split(',').filter(|part| !part.trim().is_empty()) {
        let (field, column) = part.split_once('=').unwrap_or((part, ""));
        let (field, column) = (field.trim(), column.trim());
        let Some((known, _)) = FIELDS.iter().find(|(known, _)| *known == field) else {
            let message = format!("there is no field `{field}`; there are from, to, on, kind, value, count");
            return Err(Box::new(
                Diagnostic::new(&codes::BAD_OPTION, message, None).help("write it as `from=a,to=b,on=day`"),
            ));
        };
        let Some(name) = names.iter().find(|name| *name == column || name.eq_ignore_ascii_case(column)) else {
            let message = format!("{file} has no column `{column}`; it has {}", shown(&names));
            let near = near_among(column, names.iter().map(|name| (name.as_str(), name.as_str())));
            return Err(Box::new(Diagnostic::new(&codes::NO_COLUMN, message, None).suggest(&near)));
        };
        found.push((known, name.clone()));
    }
    for (field, usual) in FIELDS {
        if found.iter().any(|(known, _)| *known == field) {
            continue;
        }
        // A count of anything stands in many tables; that of events in one that was folded before, which has periods.
        if field == "count" && !found.iter().any(|(known, name)| *known == "on" && fold(name) == "period") {
            continue;
        }
        let name = usual.iter().find_map(|usual| names.iter().find(|name| fold(name) == *usual));
        match name {
            Some(name) => found.push((field, name.clone())),
            None if matches!(field, "from" | "to" | "on") => {
                let message = format!("{file} has no column that is plainly `{field}`; it has {}", shown(&names));
                let help = format!(
                    "say which it is, as in `--map {field}={}`",
                    names.first().map_or_else(|| "COLUMN".to_owned(), |name| shown(std::slice::from_ref(name)))
                );
                return Err(Box::new(Diagnostic::new(&codes::NO_COLUMN, message, None).help(help)));
            }
            None => {}
        }
    }
    if recipe.kinds == Kinds::None {
        found.retain(|(field, _)| *field != "kind");
    }
    Ok(found)
}

impl Columns {
    pub(super) fn of(head: &[u8], recipe: &Recipe, file: &str) -> Result<Self, Box<Diagnostic>> {
        let named = named(head, recipe, file)?;
        let names = headings(head);
        let at = |field: &str| {
            let (_, name) = named.iter().find(|(known, _)| *known == field)?;
            names.iter().position(|known| known == name)
        };
        let missing = usize::MAX;
        Ok(Self {
            separator: separator_of(head),
            from: at("from").unwrap_or(missing),
            to: at("to").unwrap_or(missing),
            on: at("on").unwrap_or(missing),
            kind: at("kind"),
            value: at("value"),
            times: at("count"),
            count: names.len(),
        })
    }
}

fn headings(head: &[u8]) -> Vec<String> {
    let mut reader = ::csv::ReaderBuilder::new().delimiter(separator_of(head)).has_headers(false).from_reader(head);
    let record = reader.byte_records().next().and_then(Result::ok).unwrap_or_default();
    record.iter().map(|name| text_of(name).trim().to_owned()).collect()
}
