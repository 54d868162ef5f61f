//! How long it takes to write a network for other programs; `benches/peers/export.py` runs it beside other libraries.
//!
//! `cargo run --release --example time_exports -- EDGES.csv FOLDER ROUNDS FORMAT…` makes ties of a table with `source`, `target`
//! and `weight`, writes them to FOLDER in each format, and prints a line each: format, seconds of the fastest of all rounds,
//! bytes. Only writing is timed, from what is in memory to a file.

#![allow(clippy::print_stdout)]

use comity::export::{self, Style, data};
use comity::graph::Graph;
use comity::graph::view::View;
use comity::import::{Input, Limits, Make, Options, find, import};
use comity::model::kind::RelationKind;
use comity::time::Day;
use std::error::Error;
use std::fs::File;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [path, folder, rounds, formats @ ..] = words.as_slice() else {
        return Err("time_exports EDGES.csv FOLDER ROUNDS FORMAT…".into());
    };
    let input = Input::open(path, std::fs::read(path)?, &Limits::default()).map_err(|found| found.message)?;
    let importer = find("network-csv").ok_or("tables of edges are not read")?;
    let options = Options { make: Make::All, ..Options::default() };
    let known = comity::document::builtin().model;
    let model = import(importer, &[input], &options, &known).map_err(|found| found.message)?.model;
    let graph = Graph::of(&model);
    let data = data::relations(&graph, &View::on(Day::parse("2014-05-20")?), &[RelationKind::Tie], None);
    for format in formats {
        let exporter = export::find(format).ok_or("there is no such format")?;
        let file = Path::new(folder).join(format!("comity.{format}"));
        let mut fastest = f64::INFINITY;
        for _ in 0..rounds.parse::<u32>()?.max(1) {
            let begin = Instant::now();
            export::write(exporter, &data, Style::default(), &mut File::create(&file)?)?;
            fastest = fastest.min(begin.elapsed().as_secs_f64());
        }
        println!("{format}\t{fastest:.6}\t{}", std::fs::metadata(&file)?.len());
    }
    Ok(())
}
