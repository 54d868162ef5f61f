//! How long measures of plain lists of edges take; `benches/peers/measures.py` runs it beside other libraries.
//!
//! `cargo run --release --example time_measures -- [--two-mode] [--series] [--rounds N] FILE… [MEASURE…]` prints a line
//! each: what, seconds of the wall, seconds of all threads, and the sum of the scores, of the fastest of N rounds. With
//! `--series` networks and measures (nine, if none is named) of all files are made in one go, and the sums are of all years.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use comity::graph::edges::{EdgeList, Reading, WeightColumn, read_as};
use comity::graph::network::Network;
use comity::measure::groups::cores::core_numbers;
use comity::measure::groups::{Objective, Search, components, louvain::louvain};
use comity::measure::{self, Options, betweenness, distances::distances};
use rayon::prelude::*;
use std::error::Error;
use std::time::Instant;

/// What a series asks of every year: what a network analyst would.
const SERIES: [&str; 9] = [
    "degree",
    "strength",
    "closeness",
    "betweenness",
    "eigenvector",
    "pagerank",
    "clustering",
    "core_number",
    "louvain",
];

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (mut two_mode, mut series, mut rounds) = (false, false, 1);
    let (mut files, mut wanted) = (Vec::new(), Vec::new());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--two-mode" => two_mode = true,
            "--series" => series = true,
            "--rounds" => rounds = words.next().unwrap_or_default().parse()?,
            file if std::path::Path::new(file).is_file() => files.push(word),
            _ => wanted.push(word),
        }
    }
    if files.is_empty() {
        eprintln!("name a list of edges");
        return Ok(());
    }
    let reading = Reading { weights: WeightColumn::Usual, two_mode };
    let read = |path: &String| -> Result<EdgeList, Box<dyn Error>> {
        read_as(&std::fs::read(path)?, &reading).map_err(|headings| headings.join(", ").into())
    };
    if series {
        let lists = files.iter().map(read).collect::<Result<Vec<EdgeList>, _>>()?;
        timed("series", rounds, || {
            let of_year = |list: &EdgeList| {
                let network = list.network(false);
                let names: &mut dyn Iterator<Item = &str> = &mut SERIES.into_iter();
                let own: &mut dyn Iterator<Item = &str> = &mut wanted.iter().map(String::as_str);
                (if wanted.is_empty() { names } else { own }).map(|name| score(name, &network)).sum::<f64>()
            };
            lists.par_iter().map(of_year).collect::<Vec<f64>>().iter().sum()
        });
    } else {
        let list = read(&files[0])?;
        timed("load", rounds, || read(&files[0]).map_or(0.0, |list| list.network(false).edge_count() as f64));
        timed("build", rounds, || list.network(false).edge_count() as f64);
        let network = list.network(false);
        for name in &wanted {
            timed(name, rounds, || score(name, &network));
        }
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    println!("peak\t{}", peak.trim().trim_end_matches(" kB"));
    Ok(())
}

/// The sum of the scores of one measure, by which runs are compared.
fn score(name: &str, network: &Network) -> f64 {
    let weighted = ["strength", "eigenvector", "pagerank", "louvain"].contains(&name);
    let options =
        Options { weighted, normalised: !["degree", "strength", "core_number", "betweenness"].contains(&name) };
    match name {
        "betweenness_weighted" => {
            let options = Options { weighted: true, normalised: false };
            betweenness::betweenness(network, options).values.iter().sum()
        }
        "betweenness64" => betweenness::sampled(network, options, 64, 1).values.iter().sum(),
        "components" => components::weak(network).count() as f64,
        "core_number" => core_numbers(network).iter().map(|core| f64::from(*core)).sum(),
        "bfs" => {
            let most = (0..network.node_count()).max_by_key(|node| network.neighbours(*node).len()).unwrap_or(0);
            distances(network, most).iter().flatten().map(|step| f64::from(*step)).sum()
        }
        "louvain" => {
            let objective = Objective::modularity(network, true, 1.0);
            objective.quality(&louvain(&objective, Search { starts: 1, ..Search::default() }))
        }
        name => measure::find(name).map_or(f64::NAN, |measure| {
            (measure.compute)(network, options).values.iter().filter(|v| !v.is_nan()).sum()
        }),
    }
}

/// Does some work a number of times, and prints the fastest.
fn timed(what: &str, rounds: usize, work: impl Fn() -> f64) {
    let (mut wall, mut cpu, mut sum) = (f64::INFINITY, f64::INFINITY, 0.0);
    for _ in 0..rounds.max(1) {
        // The clock of the wall starts last: asking the system for the time of threads takes longer than some measures.
        let before = seconds_of_all_threads();
        let start = Instant::now();
        sum = std::hint::black_box(work());
        wall = wall.min(start.elapsed().as_secs_f64());
        cpu = cpu.min(seconds_of_all_threads() - before);
    }
    println!("{what}\t{wall:.6}\t{cpu:.6}\t{sum:.9}");
}

/// Processor time of this process, where the system tells it; else zero.
fn seconds_of_all_threads() -> f64 {
    let mut nanoseconds = 0.0;
    for thread in std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten() {
        let text = std::fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
        let ran = text.split_whitespace().next().and_then(|field| field.parse::<f64>().ok());
        nanoseconds += ran.unwrap_or(0.0);
    }
    nanoseconds / 1e9
}
