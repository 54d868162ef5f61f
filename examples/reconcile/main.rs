//! The shipped world beside the data sets of research: which seats and acts agree, and every one that does not.
//!
//! `COMITY_DATA=folder cargo run --example reconcile`, with `--list` for every difference as CSV and `--markdown` for
//! the page `graphs/DIFFERENCES.md`, which keeps the reasons that it has. Nothing is written to disk.

#![allow(clippy::print_stdout)]

mod compare;

use comity::render::{self, Style};
use comity::table::{Answer, Cell, Column, Table};
use compare::{Comparison, TITLES, World, compare, lines};
use std::error::Error;
use std::path::PathBuf;

const PAGE: &str = include_str!("../../graphs/DIFFERENCES.md");

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::var_os("COMITY_DATA").map(PathBuf::from) else {
        println!("set COMITY_DATA to the folder of the data sets");
        return Ok(());
    };
    let world = World::shipped();
    let found = compare(&folder, &world)?;
    match std::env::args().nth(1).as_deref() {
        None => show("text", seats(&world, &found), vec![acts(&found)]),
        Some("--list") => show("csv", list(&found), Vec::new()),
        Some("--markdown") => {
            print!("{}", lines::page(&found.lines, TITLES, PAGE));
            Ok(())
        }
        Some(other) => Err(format!("`{other}`? there are --list and --markdown").into()),
    }
}

fn show(format: &str, table: Table, more: Vec<Table>) -> Result<(), Box<dyn Error>> {
    let format = render::find(format).ok_or("no such format")?;
    print!("{}", (format.write)(&Answer { table, more, ..Answer::default() }, &Style::default()));
    Ok(())
}

/// One row for each body and data set, one for each data set as a whole.
fn seats(world: &World, found: &Comparison) -> Table {
    let columns = vec![
        Column::text("set", "Set"),
        Column::text("body", "Body"),
        Column::text("from", "From"),
        Column::text("to", "To"),
        Column::integer("times", "Times"),
        Column::integer("cells", "Cells"),
        Column::integer("agreeing", "Agreeing"),
        Column::number("share", "%", 2),
        Column::integer("differences", "Differences"),
    ];
    let mut table = Table::new("seats", "Seats", columns);
    for sheet in &found.sheets {
        for tally in sheet.tallies(world) {
            let mut row = vec![sheet.set.into(), tally.body.into(), tally.from.into(), tally.to.into()];
            row.push(tally.moments.into());
            row.extend(share(tally.cells, tally.agreeing));
            table.push(row);
        }
        let (cells, agreeing) = sheet.total(|_| true);
        let mut row = vec![sheet.set.into(), "all".into(), Cell::Missing, Cell::Missing, Cell::Missing];
        row.extend(share(cells, agreeing));
        table.push(row);
    }
    table
}

fn acts(found: &Comparison) -> Table {
    let columns = vec![
        Column::text("set", "Set"),
        Column::text("treaty", "Treaty"),
        Column::integer("acts", "Acts"),
        Column::integer("agreeing", "Agreeing"),
        Column::number("share", "%", 2),
        Column::integer("differences", "Differences"),
    ];
    let mut table = Table::new("acts", "Acts on treaties", columns);
    for tally in &found.treaties {
        let mut row = vec![tally.set.into(), tally.treaty.as_str().into()];
        row.extend(share(tally.acts, tally.agreeing));
        table.push(row);
    }
    table
}

fn share(all: usize, agreeing: usize) -> [Cell; 4] {
    let percent = 100.0 * agreeing as f64 / all.max(1) as f64;
    [all.into(), agreeing.into(), percent.into(), (all - agreeing).into()]
}

fn list(found: &Comparison) -> Table {
    let columns = ["set", "of", "state", "what", "here", "there"].map(|name| Column::text(name, name)).to_vec();
    let mut table = Table::new("differences", "Differences", columns);
    for line in &found.lines {
        table.push(line.fact().map(Cell::from).to_vec());
    }
    table
}
