//! How far the world falls into blocs of shared organizations, year by year, from the Correlates of War.
//!
//! `COMITY_DATA=folder cargo run --release --example igo_modularity`, where the folder holds `cow_igo_v3`.
//!
//! Greenhill, B. and Lupu, Y. (2017), Clubs of clubs: fragmentation in the network of intergovernmental
//! organizations, *International Studies Quarterly* 61, 181-195, doi:10.1093/isq/sqx001, report that modularity,
//! the fragmentation of this network, has fallen in recent decades. Here too it falls: from 0.113 in 1946 to
//! 0.064 around 1958-64, wavers between 0.057 and 0.065 until the end of the Cold War, and then falls again, from
//! 0.064 in 1988 to 0.055 in 2014; with three to six blocs throughout. The data: Pevehouse, J. and others (2020),
//! Tracking organizations in the world: the Correlates of War IGO version 3.0 datasets.

#![allow(clippy::print_stdout)]

use comity::graph::network::{Fold, Network};
use comity::measure::groups::{Objective, Search, leiden::leiden};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(folder) = std::env::var_os("COMITY_DATA") else {
        println!("skipped: COMITY_DATA names no folder with cow_igo_v3");
        return Ok(());
    };
    let path = Path::new(&folder).join("cow_igo_v3/state_year_formatv3.csv.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path)?).read_to_string(&mut text)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut years: BTreeMap<u32, Vec<Vec<bool>>> = BTreeMap::new();
    for record in reader.records() {
        let record = record?;
        let year: u32 = record[1].parse()?;
        // Full members alone; -9 is unknown and -1 means that there was no such organization.
        years.entry(year).or_default().push(record.iter().skip(3).map(|seat| seat == "1").collect());
    }
    println!("year  states  groups  modularity");
    for (year, states) in years.range(1946..=2014) {
        let mut edges = Vec::new();
        for a in 0..states.len() {
            for b in a + 1..states.len() {
                let shared = states[a].iter().zip(&states[b]).filter(|(x, y)| **x && **y).count();
                if shared > 0 {
                    edges.push((a as u32, b as u32, shared as f64));
                }
            }
        }
        let objective = Objective::modularity(&Network::undirected(states.len(), &edges, Fold::Sum), true, 1.0);
        let found = leiden(&objective, Search::default());
        println!("{year}  {:>6}  {:>6}  {:>10.4}", states.len(), found.count(), objective.quality(&found));
    }
    Ok(())
}
