//! CSV: the main table alone, for spreadsheets and scripts.
//!
//! The first line has the columns' stable names. Numbers have the fewest digits that read back as the same number, a
//! missing value is an empty field, a list is joined by `;` (ids, names and dates of ours hold none). Fields are quoted
//! as RFC 4180 says and only where needed; lines end with `\n`.
//!
//! Data stays as it is, also when a text begins with `=`, `+`, `-` or `@`, which some spreadsheets take for a formula:
//! a quote mark put before it would be wrong data in every program that is not a spreadsheet. Import text columns as text.

use super::Style;
use crate::table::{Answer, Cell};

pub(super) fn write(answer: &Answer, _: &Style) -> String {
    let table = &answer.table;
    if table.columns.is_empty() {
        return String::new();
    }
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let written = writer
        .write_record(table.columns.iter().map(|column| column.name.as_bytes()))
        .and_then(|()| table.rows.iter().try_for_each(|row| writer.write_record(row.iter().map(field))));
    assert!(written.is_ok(), "memory takes every record: {written:?}");
    // Every field came from a string, so nothing is replaced.
    String::from_utf8_lossy(&writer.into_inner().unwrap_or_default()).into_owned()
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Integer(count) => count.to_string(),
        // `{:?}` is the shortest text that reads back as the same number, with an exponent where zeros would fill the line.
        Cell::Number(number) => format!("{number:?}"),
        Cell::List(items) => items.join(";"),
        Cell::Missing => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, Table};

    #[test]
    fn fields_are_exact_and_quoted_where_needed() {
        let columns =
            vec![Column::text("name", "Name"), Column::number("share", "Share", 2), Column::text("who", "Who")];
        let mut table = Table::new("t", "A title that CSV leaves out", columns);
        table.push(vec!["Hu, \"Ana\"\nLee".into(), (1.0 / 3.0).into(), Cell::List(vec!["kaz".into(), "chn".into()])]);
        table.push(vec!["=1+1".into(), 1e300.into(), Cell::Missing]);
        table.push(vec![Cell::Missing, 1.0.into(), Cell::Integer(-3)]);
        let text = write(&Answer { table, ..Answer::default() }, &Style::default());
        assert_eq!(text, "name,share,who\n\"Hu, \"\"Ana\"\"\nLee\",0.3333333333333333,kaz;chn\n=1+1,1e300,\n,1.0,-3\n");
    }

    #[test]
    fn an_empty_table_is_its_header() {
        let answer = Answer { table: Table::new("t", "T", vec![Column::text("id", "Id")]), ..Answer::default() };
        assert_eq!(write(&answer, &Style::default()), "id\n");
        assert_eq!(write(&Answer::default(), &Style::default()), "");
    }

    #[test]
    fn one_empty_cell_is_still_a_record() {
        let mut table = Table::new("t", "T", vec![Column::text("id", "Id")]);
        table.push(vec![Cell::Missing]);
        assert_eq!(write(&Answer { table, ..Answer::default() }, &Style::default()), "id\n\"\"\n");
    }
}
