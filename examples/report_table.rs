//! A table for a report, with its sources, from a world of one's own.
//!
//! `cargo run --example report_table -- my-world/ my-body 2014-05-20`; without arguments the shipped world's CICA.

#![allow(clippy::print_stdout)]

use comity::analysis::{Show, members::members};
use comity::document::{builtin, read_paths};
use comity::graph::{Graph, view::View};
use comity::render::{self, Style};
use comity::time::Day;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (world, body, day) = match args.as_slice() {
        [path, body, day] => (read_paths(&[path.into()])?, body.clone(), Day::parse(day)?),
        _ => (builtin(), "cica".to_owned(), Day::parse("2014-05-19")?),
    };
    if world.diagnostics.has_errors() {
        return Err("this world has errors; `comity lint -g PATH` shows them".into());
    }
    let body = world.model.find(&body).ok_or("no such body")?;
    let graph = Graph::of(&world.model);
    let view = View::on(day);
    let answer = members(&graph, &view, body).seal(&world.model, &view, Show { cite: true, why: false });
    let markdown = render::find("md").ok_or("no such format")?;
    print!("{}", (markdown.write)(&answer, &Style::default()));
    Ok(())
}
