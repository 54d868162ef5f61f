//! Chance with row totals fixed: the hypergeometric tail.
//!
//! If two rows with `a` and `b` entries are drawn blindly from `n` columns, what they share is
//! hypergeometric: P(X = k) = C(a, k) C(n − a, b − k) / C(n, b). The p-value is P(X ≥ shared), that of a
//! one-sided Fisher's exact test. Every column is as likely to be drawn as any other, so that sitting
//! together in a body of all states counts as much as in a body of three.
//!
//! Tumminello, M. and others (2011), Statistically validated networks in bipartite complex systems, *PLoS
//! ONE* 6, e17994, <https://doi.org/10.1371/journal.pone.0017994>.

use super::{Incidence, Pairs, Tested};

/// The p-values of all pairs of rows.
///
/// ```
/// use comity::measure::backbone::{Incidence, hypergeometric};
/// // Two rows of 2 among 4 columns share both: one of the C(4, 2) = 6 ways.
/// let incidence = Incidence::of(2, 4, [(0, 0), (0, 1), (1, 0), (1, 1)]);
/// assert!((hypergeometric::test(&incidence).p_values.get(0, 1) - 1.0 / 6.0).abs() < 1e-15);
/// ```
pub fn test(incidence: &Incidence) -> Tested {
    let totals = incidence.row_totals();
    let logs = log_factorials(incidence.column_count());
    let p_values = Pairs::of(totals.len(), |a, b| {
        tail_of(&logs, incidence.column_count(), totals[a], totals[b], incidence.shared(a, b))
    });
    let terms = vec![("null_model", "hypergeometric: the total of each of the two is fixed".to_owned())];
    Tested { p_values, terms, notes: Vec::new() }
}

/// P(X ≥ shared) for draws of `a` and `b` from `n`; a total above `n` counts as `n`.
pub fn tail(n: usize, a: usize, b: usize, shared: usize) -> f64 {
    tail_of(&log_factorials(n), n, a.min(n), b.min(n), shared)
}

fn tail_of(logs: &[f64], n: usize, a: usize, b: usize, shared: usize) -> f64 {
    let choose = |n: usize, k: usize| logs[n] - logs[k] - logs[n - k];
    let (least, most) = ((a + b).saturating_sub(n), a.min(b));
    if shared <= least {
        return 1.0;
    }
    let chance = |k: usize| (choose(a, k) + choose(n - a, b - k) - choose(n, b)).exp();
    // The smallest first: nothing is lost in the sum.
    (shared..=most).rev().map(chance).fold(0.0, |sum, chance| sum + chance).min(1.0)
}

/// The logarithms of 0!, 1!, … n!.
fn log_factorials(n: usize) -> Vec<f64> {
    let mut logs = vec![0.0; n + 1];
    for k in 1..=n {
        logs[k] = logs[k - 1] + (k as f64).ln();
    }
    logs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_tails_by_hand() {
        // Hands of 2 and 3 of 5 cards: 3 of 10 share two, 6 share one, 1 shares none.
        let near = |a: f64, b: f64| (a - b).abs() < 1e-14;
        assert!(near(tail(5, 2, 3, 2), 0.3) && near(tail(5, 2, 3, 1), 0.9));
        assert_eq!((tail(5, 2, 3, 0), tail(5, 2, 3, 3), tail(5, 4, 3, 2)), (1.0, 0.0, 1.0));
        assert_eq!((tail(0, 0, 0, 0), tail(3, 9, 1, 1)), (1.0, 1.0));
    }
}
