//! Chance with row and column totals fixed on average: the stochastic degree sequence model.
//!
//! Entries are independent with the chances p of the [`super::bicm`]; two rows i and j share a column
//! c with chance pᵢ꜀ pⱼ꜀, and the number of columns they share is Poisson-binomial. Its tail is computed
//! exactly, not by an approximation.
//!
//! Neal, Z. P. (2014), <https://doi.org/10.1016/j.socnet.2014.06.001>; with the BiCM: Neal, Domagalski and
//! Sagan (2021), <https://doi.org/10.1038/s41598-021-03238-3>.

use super::bicm::{self, Bicm};
use super::{Incidence, Pairs, Tested, poisson_binomial};
use rayon::prelude::*;

/// The p-values of all pairs of rows.
///
/// ```
/// use comity::measure::backbone::{Incidence, sdsm};
/// // Two rows of one entry among two columns of one entry: every chance is 1/2, and sharing both, or one,
/// // has the chances 1/16 and 6/16.
/// let incidence = Incidence::of(2, 2, [(0, 0), (1, 1)]);
/// assert_eq!(sdsm::test(&incidence).p_values.get(0, 1), 1.0);
/// let chance = comity::measure::backbone::poisson_binomial::tail([0.25, 0.25], 1);
/// assert_eq!(chance, 0.4375);
/// ```
pub fn test(incidence: &Incidence) -> Tested {
    let model = bicm::solve(incidence);
    let n = incidence.rows().len();
    // Rows of equal totals have equal chances: one tail serves all pairs alike.
    let mut wanted: Vec<(usize, usize, usize)> = Vec::with_capacity(n * n.saturating_sub(1) / 2);
    for a in 0..n {
        for b in a + 1..n {
            let (class_a, class_b) = (model.row_class(a), model.row_class(b));
            wanted.push((class_a.min(class_b), class_a.max(class_b), incidence.shared(a, b)));
        }
    }
    let mut different = wanted.clone();
    different.sort_unstable();
    different.dedup();
    let tails: Vec<f64> = different.par_iter().map(|&(a, b, shared)| tail(&model, a, b, shared)).collect();
    let find = |key: &(usize, usize, usize)| different.binary_search(key).map_or(1.0, |at| tails[at]);
    let p_values = Pairs { rows: n, values: wanted.iter().map(find).collect() };
    let mut terms = vec![("null_model", "sdsm: the totals of rows and columns are fixed on average".to_owned())];
    let mut notes = Vec::new();
    if model.error() <= bicm::TOLERANCE {
        terms.push(("solver", format!("bipartite configuration model, totals met to {:e}", bicm::TOLERANCE)));
    } else {
        let error = model.error();
        terms.push(("solver", format!("bipartite configuration model, totals met to {error:.0e} only")));
        notes.push("The configuration model could not be solved as closely as it should; so for its p-values.".into());
    }
    Tested { p_values, terms, notes }
}

fn tail(model: &Bicm, a: usize, b: usize, shared: usize) -> f64 {
    poisson_binomial::repeated_tail(model.pairs(a, b), shared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sharing_a_small_column_says_more_than_sharing_a_large_one() {
        // Four rows of two; all sit in column 0, pairs in the columns 1 and 2.
        let entries = [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (1, 1), (2, 2), (3, 2)];
        let tested = test(&Incidence::of(4, 3, entries));
        assert!(tested.p_values.get(0, 1) < tested.p_values.get(0, 2));
        // Column 0 is full: certain. The others have chance 1/2 a row, so 1/4 a pair.
        assert!((tested.p_values.get(0, 1) - 0.4375).abs() < 1e-9);
        assert_eq!(tested.p_values.get(0, 2), 1.0);
        assert!(tested.notes.is_empty());
    }
}
