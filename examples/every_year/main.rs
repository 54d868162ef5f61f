//! What all pairs of 534 organizations shared in every year from 1816 to 2014, by the yearly table of the Correlates of
//! War project (version 3, `state_year_formatv3.csv.gz` in the folder `cow_igo_v3` of `COMITY_DATA`).
//!
//! `cargo run --release --example every_year -- 20` counts twenty times and prints the fastest; `benches/peers/years.py`
//! runs it beside numpy.

#![allow(clippy::print_stdout, clippy::print_stderr)]

pub(crate) mod table;

use comity::measure::co_membership::along;
use std::cell::RefCell;
use std::error::Error;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let runs: usize = std::env::args().nth(1).map_or(Ok(1), |text| text.parse())?;
    let Some(folder) = std::env::var_os("COMITY_DATA") else {
        eprintln!("say in COMITY_DATA where the data sets are");
        return Ok(());
    };
    let table = table::read(folder.as_ref())?;
    let mut fastest = Duration::MAX;
    let mut years = Vec::new();
    for _ in 0..runs.max(1) {
        let begin = Instant::now();
        years = count(&table);
        fastest = fastest.min(begin.elapsed());
    }
    println!("year,organizations,pairs,mean_jaccard");
    for (year, (organizations, pairs, sum)) in table.years.iter().zip(&years) {
        let mean = if *pairs > 0 { sum / *pairs as f64 } else { 0.0 };
        println!("{year},{organizations},{pairs},{mean:.12}");
    }
    eprintln!("{:.3} ms, the fastest of {}", fastest.as_secs_f64() * 1000.0, runs.max(1));
    Ok(())
}

/// All numbers added, in eight sums that a processor can keep apart.
fn sum(numbers: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let eights = numbers.chunks_exact(8);
    let rest: f64 = eights.remainder().iter().sum();
    eights.for_each(|eight| sums.iter_mut().zip(eight).for_each(|(sum, number)| *sum += number));
    sums.iter().sum::<f64>() + rest
}

/// For every year, the organizations with members, the pairs of them, and all their coefficients added.
pub(crate) fn count(table: &table::Table) -> Vec<(usize, usize, f64)> {
    thread_local!(static ROOM: RefCell<Vec<f64>> = const { RefCell::new(Vec::new()) });
    along(table.organizations, &table.members, |_, shared| {
        let alive = shared.alive();
        ROOM.with_borrow_mut(|jaccards| {
            shared.jaccards(&alive, jaccards);
            (alive.len(), jaccards.len(), sum(jaccards))
        })
    })
}
