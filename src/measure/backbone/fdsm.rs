//! Chance with row and column totals fixed exactly: the fixed degree sequence model, by random matrices.
//!
//! Matrices with the same totals are drawn by *curveball* trades: two rows put what only one of them has on
//! a table and take back at random as many as they gave. Strona, G. and others (2014), A fast and unbiased
//! procedure to randomize ecological binary matrices with fixed row and column totals, *Nature
//! Communications* 5, 4114, <https://doi.org/10.1038/ncomms5114>.
//!
//! The p-value of a pair is (1 + r) / (1 + N), where r of N matrices let it share as much as it does or more:
//! never zero, as that could not be known from a sample (Phipson and Smyth 2010,
//! <https://doi.org/10.2202/1544-6115.1585>). So `N` samples tell nothing below 1 / (1 + N).
//!
//! The same seed gives the same p-values on every machine, with any number of threads.

use super::{Incidence, Pairs, Tested, place};
use crate::random::Random;
use fixedbitset::FixedBitSet;
use rayon::prelude::*;

/// Chains of matrices, each with throws of dice of its own; their number is fixed, not that of threads.
const CHAINS: usize = 8;
/// Trades from one sample to the next, and to the first, for every row.
const TRADES: usize = 5;

/// How many matrices are drawn, and from which throws of dice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Samples {
    /// The number of matrices.
    pub count: usize,
    /// The seed.
    pub seed: u64,
}

/// The p-values of all pairs of rows.
pub fn test(incidence: &Incidence, samples: Samples) -> Tested {
    let n = incidence.rows().len();
    let observed: Vec<u32> =
        (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).map(|(a, b)| incidence.shared(a, b) as u32).collect();
    let chains: Vec<Vec<u32>> = (0..CHAINS.min(samples.count))
        .into_par_iter()
        .map(|chain| {
            let share = samples.count / CHAINS + usize::from(chain < samples.count % CHAINS);
            count(incidence, &observed, share, Random::of_run(samples.seed, chain as u64))
        })
        .collect();
    let reached = |pair: usize| chains.iter().map(|chain| u64::from(chain[pair])).sum::<u64>();
    let value = |a, b| (1 + reached(place(n, a, b))) as f64 / (1 + samples.count) as f64;
    let terms = vec![
        ("null_model", "fdsm: the totals of rows and columns are fixed".to_owned()),
        ("samples", format!("{} matrices by curveball trades, seed {}", samples.count, samples.seed)),
    ];
    Tested { p_values: Pairs::of(n, value), terms, notes: Vec::new() }
}

/// For every pair, how many of the matrices of one chain let it share as much as observed or more.
fn count(incidence: &Incidence, observed: &[u32], samples: usize, mut random: Random) -> Vec<u32> {
    let n = incidence.rows().len();
    let mut rows = incidence.rows().to_vec();
    let mut reached = vec![0; observed.len()];
    let mut table = Vec::new();
    for _ in 0..samples {
        for _ in 0..if n > 1 { TRADES * n } else { 0 } {
            let a = random.below(n);
            let b = (a + 1 + random.below(n - 1)) % n;
            trade(&mut rows, a, b, &mut table, &mut random);
        }
        let mut pair = 0;
        for a in 0..n {
            for b in a + 1..n {
                let shared = rows[a].intersection_count(&rows[b]) as u32;
                reached[pair] += u32::from(shared >= observed[pair]);
                pair += 1;
            }
        }
    }
    reached
}

/// Lets two rows exchange what only one of them has.
fn trade(rows: &mut [FixedBitSet], a: usize, b: usize, table: &mut Vec<usize>, random: &mut Random) {
    table.clear();
    table.extend(rows[a].difference(&rows[b]));
    let of_a = table.len();
    table.extend(rows[b].difference(&rows[a]));
    if of_a == 0 || of_a == table.len() {
        return;
    }
    for place in 0..of_a {
        let other = place + random.below(table.len() - place);
        table.swap(place, other);
    }
    for (place, &column) in table.iter().enumerate() {
        rows[a].set(column, place < of_a);
        rows[b].set(column, place >= of_a);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trades_keep_all_totals() {
        let incidence = Incidence::of(
            5,
            7,
            (0..5).flat_map(|r| (0..7).map(move |c| (r, c))).filter(|(r, c)| (r + 2 * c) % 3 < 2 - c % 2),
        );
        let mut rows = incidence.rows().to_vec();
        let mut random = Random::seeded(9);
        for i in 0..200 {
            trade(&mut rows, i % 5, (i + 1 + i % 4) % 5, &mut Vec::new(), &mut random);
        }
        let after = Incidence::new(7, rows);
        assert_eq!((after.row_totals(), after.column_totals()), (incidence.row_totals(), incidence.column_totals()));
        assert_ne!(after, incidence);
    }

    #[test]
    fn the_sample_agrees_with_all_matrices_and_repeats() {
        let incidence = Incidence::of(3, 3, [(0, 0), (1, 0), (2, 1), (2, 2)]);
        // Totals 1, 1, 2 and 2, 1, 1. Five matrices: rows 0 and 1 share in one of them.
        let samples = Samples { count: 20_000, seed: 7 };
        let tested = test(&incidence, samples);
        assert!((tested.p_values.get(0, 1) - 0.2).abs() < 0.01, "{}", tested.p_values.get(0, 1));
        assert_eq!(tested, test(&incidence, samples));
        assert_ne!(tested.p_values, test(&incidence, Samples { seed: 8, ..samples }).p_values);
    }

    #[test]
    fn no_samples_tell_nothing() {
        let incidence = Incidence::of(2, 3, [(0, 0), (1, 0)]);
        assert_eq!(test(&incidence, Samples { count: 0, seed: 1 }).p_values.values(), [1.0]);
    }
}
