//! Any network can be measured, diplomatic or not: here the marriages of the Medici's time.
//!
//! `cargo run --example own_network`

#![allow(clippy::print_stdout)]

use comity::graph::network::{Fold, Network};
use comity::measure::{self, Options};

/// Marriages among five families of Florence (after Padgett and Ansell 1993, doi:10.1086/230190).
const FAMILIES: [&str; 5] = ["Medici", "Albizzi", "Ridolfi", "Salviati", "Ginori"];
const MARRIAGES: [(u32, u32, f64); 4] = [(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0), (1, 4, 1.0)];

fn main() {
    let network = Network::undirected(FAMILIES.len(), &MARRIAGES, Fold::Once);
    let options = Options { weighted: false, normalised: true };
    for measure in measure::MEASURES.iter().filter(|measure| measure.lacks(&network).is_none()) {
        let scores = (measure.compute)(&network, options);
        let shown: Vec<String> =
            FAMILIES.iter().zip(&scores.values).map(|(family, score)| format!("{family} {score:.3}")).collect();
        println!("{:<18} {}", measure.name, shown.join(", "));
    }
}
