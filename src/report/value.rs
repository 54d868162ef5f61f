//! The words of an answer that stand in a sentence.

use super::Found;
use super::question::{Pick, What, Wrong};
use crate::model::names::near_among;
use crate::render::people;
use crate::table::{Cell, Table};
use crate::words::enumerate;

/// The words that were picked, as plain text.
///
/// A count of rows of which some only possibly hold is a range: `22–24`.
///
/// # Errors
/// If the answer has no such table, column or row.
pub fn words(found: &Found, pick: &Pick) -> Result<String, Wrong> {
    let table = found.table(pick.table.as_deref()).ok_or_else(|| no_table(found, pick.table.as_deref()))?;
    let conditions = pick
        .rows
        .iter()
        .map(|(column, wanted)| Ok((column_of(table, column)?, wanted.as_str())))
        .collect::<Result<Vec<_>, Wrong>>()?;
    let fits = |row: &&Vec<Cell>| conditions.iter().all(|(at, wanted)| holds(&row[*at], wanted));
    let rows: Vec<&Vec<Cell>> = table.rows.iter().filter(fits).collect();
    let certainty = table.columns.iter().position(|column| column.name == "certainty");
    let is_possible = |row: &[Cell]| certainty.is_some_and(|at| row[at] == Cell::Text("possibly".to_owned()));
    match &pick.what {
        What::Headline => found.answer.headline.clone().ok_or_else(|| {
            let help = "say what to take of it: `--count`, `--names` or `--value COLUMN`";
            Wrong::new("the answer is no sentence", help)
        }),
        What::Count => {
            let possible = rows.iter().filter(|row| is_possible(row)).count();
            let sure = rows.len() - possible;
            Ok(if possible == 0 { sure.to_string() } else { format!("{sure}–{}", rows.len()) })
        }
        What::Names => {
            let at = ["name", "names"].iter().find_map(|name| table.columns.iter().position(|c| c.name == *name));
            let at = at.unwrap_or(0);
            let named = |row: &&Vec<Cell>| {
                let name = people::cell(&row[at], &table.columns[at]);
                if is_possible(row) { format!("{name} (possibly)") } else { name }
            };
            let has_name = |row: &&&Vec<Cell>| row[at] != Cell::Missing;
            let names: Vec<String> = rows.iter().filter(has_name).map(named).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            Ok(if names.is_empty() { "nobody".to_owned() } else { enumerate(&names) })
        }
        What::Column(name) => {
            let at = column_of(table, name)?;
            let Some(row) = rows.first() else {
                let help = "ask so that a row is found, or change `--where`";
                return Err(Wrong::new("the answer has no such row", help));
            };
            let shown = match row[at] {
                Cell::Number(share) if pick.percent => format!("{:.1} %", share * 100.0),
                _ if pick.percent => {
                    return Err(Wrong::new(format!("`{name}` is no share"), "leave `--percent` out"));
                }
                ref cell => people::cell(cell, &table.columns[at]),
            };
            if shown.is_empty() {
                let help = "the world does not say; take the value out of the sentence, or ask otherwise";
                return Err(Wrong::new(format!("`{name}` has no value there"), help));
            }
            Ok(shown)
        }
    }
}

/// Finds a column by its stable name.
pub(super) fn column_of(table: &Table, name: &str) -> Result<usize, Wrong> {
    table.columns.iter().position(|column| column.name == name).ok_or_else(|| {
        let near = near_among(name, table.columns.iter().map(|column| (column.name.as_str(), column.name.as_str())));
        let all: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let help =
            near.first().map_or_else(|| format!("it has {}", all.join(", ")), |near| format!("did you mean `{near}`?"));
        Wrong::new(format!("the table `{}` has no column `{name}`", table.name), help)
    })
}

pub(super) fn no_table(found: &Found, name: Option<&str>) -> Wrong {
    let names = found.tables();
    let name = name.unwrap_or_default();
    let near = near_among(name, names.iter().map(|name| (*name, *name)));
    let help =
        near.first().map_or_else(|| format!("it has {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
    Wrong::new(format!("the answer has no table `{name}`"), help)
}

fn holds(cell: &Cell, wanted: &str) -> bool {
    match cell {
        Cell::Text(text) => text == wanted,
        Cell::Integer(count) => count.to_string() == wanted,
        Cell::Number(number) => wanted.parse::<f64>().is_ok_and(|wanted| wanted == *number),
        Cell::List(items) => items.iter().any(|item| item == wanted) || items.join(" ") == wanted,
        Cell::Missing => wanted.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Answer, Column};

    fn found() -> Found {
        let columns = vec![
            Column::text("id", "Id"),
            Column::text("name", "Name"),
            Column::number("j", "J", 2),
            Column::text("certainty", "Held"),
        ];
        let mut table = Table::new("t", "T", columns);
        table.push(vec!["a".into(), "A".into(), 0.256.into(), "surely".into()]);
        table.push(vec!["b".into(), "B".into(), Cell::Missing, "possibly".into()]);
        Found { answer: Answer { table, headline: Some("So.".into()), ..Answer::default() }, picture: None }
    }

    #[test]
    fn counts_names_and_cells() {
        let say = |what: What, rows: &[(&str, &str)]| {
            let rows = rows.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            words(&found(), &Pick { what, rows, ..Pick::default() }).map_err(|wrong| wrong.message + ": " + &wrong.help)
        };
        assert_eq!(say(What::Count, &[]).unwrap(), "1–2");
        assert_eq!(say(What::Count, &[("id", "a")]).unwrap(), "1");
        assert_eq!(say(What::Names, &[]).unwrap(), "A and B (possibly)");
        assert_eq!(say(What::Names, &[("id", "c")]).unwrap(), "nobody");
        assert_eq!(say(What::Column("j".into()), &[]).unwrap(), "0.26");
        assert_eq!(say(What::Headline, &[]).unwrap(), "So.");
        let share = Pick { what: What::Column("j".into()), percent: true, ..Pick::default() };
        assert_eq!(words(&found(), &share).unwrap(), "25.6 %");
        assert!(say(What::Column("j".into()), &[("id", "b")]).unwrap_err().contains("no value"));
        assert!(say(What::Column("nam".into()), &[]).unwrap_err().contains("did you mean `name`"));
        assert!(say(What::Column("j".into()), &[("id", "c")]).unwrap_err().contains("no such row"));
    }
}
