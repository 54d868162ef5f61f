//! Who stood between the families of Florence: the marriages of Padgett and Ansell.
//!
//! `cargo run --example florentine`
//!
//! Padgett, J. F. and Ansell, C. K. (1993), Robust action and the rise of the Medici, 1400-1434, *American Journal
//! of Sociology* 98, 1259-1319, doi:10.1086/230190. The Medici stand on 0.522 of all shortest paths between others,
//! twice as many as anybody else. The Pucci, whom no marriage tied, are left out.

#![allow(clippy::print_stdout)]

use comity::graph::network::Network;
use comity::measure::{self, Options};

const FAMILIES: [&str; 15] = [
    "Acciaiuoli",
    "Albizzi",
    "Barbadori",
    "Bischeri",
    "Castellani",
    "Ginori",
    "Guadagni",
    "Lamberteschi",
    "Medici",
    "Pazzi",
    "Peruzzi",
    "Ridolfi",
    "Salviati",
    "Strozzi",
    "Tornabuoni",
];

const MARRIAGES: [(&str, &str); 20] = [
    ("Acciaiuoli", "Medici"),
    ("Albizzi", "Ginori"),
    ("Albizzi", "Guadagni"),
    ("Albizzi", "Medici"),
    ("Barbadori", "Castellani"),
    ("Barbadori", "Medici"),
    ("Bischeri", "Guadagni"),
    ("Bischeri", "Peruzzi"),
    ("Bischeri", "Strozzi"),
    ("Castellani", "Peruzzi"),
    ("Castellani", "Strozzi"),
    ("Guadagni", "Lamberteschi"),
    ("Guadagni", "Tornabuoni"),
    ("Medici", "Ridolfi"),
    ("Medici", "Salviati"),
    ("Medici", "Tornabuoni"),
    ("Pazzi", "Salviati"),
    ("Peruzzi", "Strozzi"),
    ("Ridolfi", "Strozzi"),
    ("Ridolfi", "Tornabuoni"),
];

fn main() {
    let place = |name: &str| FAMILIES.iter().position(|family| *family == name).unwrap_or_default() as u32;
    let pairs: Vec<(u32, u32)> = MARRIAGES.iter().map(|(a, b)| (place(a), place(b))).collect();
    let network = Network::of_pairs(FAMILIES.len(), &pairs, false);
    let Some(betweenness) = measure::find("betweenness") else { return };

    let scores = (betweenness.compute)(&network, Options { weighted: false, normalised: true }).values;
    let mut order: Vec<usize> = (0..FAMILIES.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    println!("{} families, {} marriages; betweenness (published for the Medici: 0.522)", FAMILIES.len(), pairs.len());
    for family in order {
        println!("  {:<12} {:.3}", FAMILIES[family], scores[family]);
    }
}
