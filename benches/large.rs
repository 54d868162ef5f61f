//! How long measures of a large network take; `benches/peers/large.py` runs the same beside other libraries.
//!
//! `COMITY_EDGES=edges.csv cargo bench --bench large [MEASURE…]`: a line a measure with seconds of the wall
//! and of all threads together. Without the variable it says that it is skipped.

#![allow(clippy::print_stdout, clippy::expect_used, reason = "a benchmark prints what it measured")]

use comity::graph::edges;
use comity::measure::{self, Options, betweenness};
use std::time::Instant;

fn main() {
    let Some(path) = std::env::var_os("COMITY_EDGES") else {
        println!("skipped: COMITY_EDGES names no list of edges");
        return;
    };
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| word == name);
    let text = timed("read", || std::fs::read(&path)).expect("the file can be read");
    let list = timed("parse", || edges::read(&text));
    let network = timed("build", || list.network(false));
    println!("{} nodes, {} edges", network.node_count(), network.edge_count());
    let options = Options { weighted: false, normalised: true };
    for name in ["pagerank", "core_number", "clustering"] {
        let Some(measure) = measure::find(name).filter(|_| is_wanted(name)) else { continue };
        let scores = timed(name, || (measure.compute)(&network, options));
        println!("  sum {:.6}", scores.values.iter().sum::<f64>());
    }
    if is_wanted("betweenness64") {
        let scores = timed("betweenness64", || betweenness::sampled(&network, options, 64, 1));
        println!("  sum {:.6}", scores.values.iter().sum::<f64>());
    }
    if is_wanted("betweenness") && network.node_count() <= 50_000 {
        let scores = timed("betweenness", || betweenness::betweenness(&network, options));
        println!("  sum {:.6}", scores.values.iter().sum::<f64>());
    }
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (start, before) = (Instant::now(), seconds_of_all_threads());
    let result = work();
    let cpu = seconds_of_all_threads() - before;
    println!("{what:<16} {:>8.3} s wall {cpu:>8.3} s cpu", start.elapsed().as_secs_f64());
    result
}

/// Processor time of this process, where the system tells it in ticks of a hundredth; else zero.
fn seconds_of_all_threads() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}
