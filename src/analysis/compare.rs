//! One answer before and after: what a supposition changes.

use crate::table::{Answer, Cell, Column, ColumnKind, Table, Term};

/// Puts two answers to one question side by side: rows that came, went or changed, with the difference
/// of every number.
///
/// Rows are matched by the columns that name them. Terms and graph are those of the first answer, for
/// the second rests on the same text.
pub fn compare(before: &Answer, after: &Answer, supposed: &str) -> Answer {
    let mut notes = Vec::new();
    let mut answer = before.clone();
    let main = changes(&before.table, &after.table);
    let mut more: Vec<Table> = Vec::new();
    for table in &before.more {
        let Some(other) = after.more.iter().find(|other| other.name == table.name) else { continue };
        let changed = changes(table, other);
        if !changed.rows.is_empty() && table.name != "why" {
            more.push(changed);
        }
    }
    // The relations behind both answers, each under its own name.
    for (name, tables) in [("why_before", &before.more), ("why_after", &after.more)] {
        if let Some(why) = tables.iter().find(|table| table.name == "why") {
            let title = if name == "why_before" { "Relations behind the answer before" } else { "… and after" };
            more.push(Table { name: name.into(), title: title.into(), ..why.clone() });
        }
    }
    let same = main.rows.is_empty() && more.iter().all(|table| table.name.starts_with("why"));
    answer.headline = match (&before.headline, &after.headline) {
        _ if same => Some("Nothing in this answer changes".to_owned()),
        (Some(before), Some(after)) if before == after => Some(format!("As before: {before}")),
        (Some(before), Some(after)) => Some(format!("Before: {before}. Supposed: {after}")),
        (_, after) => after.clone(),
    };
    notes.extend(before.notes.iter().filter(|note| after.notes.contains(note)).cloned());
    let only = |of: &[String], not: &[String], when: &str| {
        of.iter().filter(|note| !not.contains(note)).map(|note| format!("{when}: {note}")).collect::<Vec<_>>()
    };
    notes.extend(only(&before.notes, &after.notes, "Before"));
    notes.extend(only(&after.notes, &before.notes, "Supposed"));
    answer.table = main;
    answer.more = more;
    answer.notes = notes;
    answer.terms.insert(0, Term::new("supposed", supposed));
    for citation in &after.sources {
        if !answer.sources.contains(citation) {
            answer.sources.push(citation.clone());
        }
    }
    answer.sources.sort_by(|a, b| a.id.cmp(&b.id));
    answer
}

type Row = Vec<Cell>;

/// The rows of two tables that differ.
fn changes(before: &Table, after: &Table) -> Table {
    let keys = keys(before);
    let is_key = |i: usize| keys.contains(&i);
    let key = |row: &[Cell]| keys.iter().map(|i| row.get(*i).cloned()).collect::<Vec<_>>();
    let mut pairs: Vec<(Option<&Row>, Option<&Row>)> = Vec::new();
    let mut met = vec![false; after.rows.len()];
    for row in &before.rows {
        let other = after.rows.iter().enumerate().find(|(i, other)| !met[*i] && key(other) == key(row));
        if let Some((i, _)) = other {
            met[i] = true;
        }
        pairs.push((Some(row), other.map(|(_, row)| row)));
    }
    let came = after.rows.iter().enumerate().filter(|(i, _)| !met[*i]).map(|(_, row)| (None, Some(row)));
    pairs.extend(came);
    pairs.retain(|(a, b)| a != b);
    // A column that nowhere differs says nothing here.
    let differs = |i: usize| pairs.iter().any(|(a, b)| a.and_then(|row| row.get(i)) != b.and_then(|row| row.get(i)));
    let shown: Vec<usize> = (0..before.columns.len()).filter(|i| !is_key(*i) && differs(*i)).collect();
    let mut columns = vec![Column::text("change", "Change")];
    columns.extend(keys.iter().map(|i| before.columns[*i].clone()));
    for i in &shown {
        let column = &before.columns[*i];
        for (when, heading) in [("before", "before"), ("after", "supposed")] {
            let mut each = column.clone();
            each.name = format!("{}_{when}", column.name);
            each.heading = format!("{}, {heading}", column.heading);
            columns.push(each);
        }
        if column.kind != ColumnKind::Text {
            let mut each = column.clone();
            each.name = format!("{}_difference", column.name);
            each.heading = "Difference".to_owned();
            columns.push(each);
        }
    }
    let title = format!("{}: what would change", before.title);
    let mut table = Table::new(&before.name, &title, columns);
    for (a, b) in pairs {
        let change = match (a, b) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        };
        let named = a.or(b).map_or(&[][..], Vec::as_slice);
        let mut row = vec![Cell::from(change)];
        row.extend(keys.iter().map(|i| named.get(*i).cloned().unwrap_or(Cell::Missing)));
        for i in &shown {
            let cell = |row: Option<&Vec<Cell>>| row.and_then(|row| row.get(*i)).cloned().unwrap_or(Cell::Missing);
            let (before_cell, after_cell) = (cell(a), cell(b));
            if before.columns[*i].kind == ColumnKind::Text {
                row.extend([before_cell, after_cell]);
            } else {
                let difference = difference(&before_cell, &after_cell);
                row.extend([before_cell, after_cell, difference]);
            }
        }
        table.push(row);
    }
    table
}

/// The columns that name a row: those marked, else the first columns of words before any number, but not
/// all of a table of words.
fn keys(table: &Table) -> Vec<usize> {
    let marked: Vec<usize> = (0..table.columns.len()).filter(|i| table.columns[*i].is_key).collect();
    if !marked.is_empty() {
        return marked;
    }
    let is_text = |i: &usize| table.columns[*i].kind == ColumnKind::Text;
    let Some(first) = (0..table.columns.len()).find(is_text) else { return Vec::new() };
    let run: Vec<usize> = (first..table.columns.len()).take_while(is_text).collect();
    if first + run.len() == table.columns.len() { vec![first] } else { run }
}

fn difference(before: &Cell, after: &Cell) -> Cell {
    match (before, after) {
        (Cell::Integer(a), Cell::Integer(b)) => Cell::Integer(b - a),
        (Cell::Number(a), Cell::Number(b)) => Cell::Number(b - a),
        _ => Cell::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(rows: &[(&str, i64)]) -> Answer {
        let columns = vec![Column::text("id", "Id"), Column::integer("seats", "Seats")];
        let mut table = Table::new("seats", "Seats", columns);
        rows.iter().for_each(|(id, seats)| table.push(vec![(*id).into(), Cell::Integer(*seats)]));
        Answer { table, headline: Some(format!("{} rows", rows.len())), ..Answer::default() }
    }

    #[test]
    fn rows_that_come_go_or_change_are_shown_with_the_difference() {
        let compared = compare(&answer(&[("a", 1), ("b", 2), ("c", 3)]), &answer(&[("a", 1), ("b", 5), ("d", 4)]), "x");
        let rows: Vec<Vec<Cell>> = compared.table.rows;
        assert_eq!(rows[0], vec!["changed".into(), "b".into(), Cell::Integer(2), Cell::Integer(5), Cell::Integer(3)]);
        assert_eq!(rows[1][..2], ["removed".into(), "c".into()]);
        assert_eq!(rows[2], vec!["added".into(), "d".into(), Cell::Missing, Cell::Integer(4), Cell::Missing]);
    }

    #[test]
    fn nothing_changed_is_said() {
        let compared = compare(&answer(&[("a", 1)]), &answer(&[("a", 1)]), "x");
        assert_eq!(compared.headline.as_deref(), Some("Nothing in this answer changes"));
    }
}
