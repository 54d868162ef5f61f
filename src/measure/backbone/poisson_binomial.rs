//! The number of successes in independent trials of unequal chances: the Poisson-binomial distribution.

/// P(X ≥ at_least), exactly: a sum of products of chances, without subtraction, so that small tails keep
/// their digits (Hong 2013, <https://doi.org/10.1016/j.csda.2012.10.006>, reviews the ways to compute it).
///
/// ```
/// use comity::measure::backbone::poisson_binomial::tail;
/// // Two fair coins: at least one head in three of four throws.
/// assert_eq!(tail([0.5, 0.5], 1), 0.75);
/// assert_eq!(tail([0.5, 0.5], 3), 0.0);
/// ```
pub fn tail(chances: impl IntoIterator<Item = f64>, at_least: usize) -> f64 {
    repeated_tail(chances.into_iter().map(|chance| (chance, 1)), at_least)
}

/// The same for chances that come several times each.
pub fn repeated_tail(chances: impl IntoIterator<Item = (f64, usize)>, at_least: usize) -> f64 {
    if at_least == 0 {
        return 1.0;
    }
    // By the number of successes so far; the last stands for that many or more.
    let mut so_far = vec![0.0; at_least + 1];
    so_far[0] = 1.0;
    let mut most = 0;
    for (chance, times) in chances {
        for _ in 0..times {
            let miss = 1.0 - chance;
            so_far[at_least] += so_far[at_least - 1] * chance;
            for k in (1..at_least.min(most + 2)).rev() {
                so_far[k] = so_far[k] * miss + so_far[k - 1] * chance;
            }
            so_far[0] *= miss;
            most += 1;
        }
    }
    so_far[at_least].clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_counts_all_outcomes() {
        let chances = [0.1, 0.7, 0.3, 1.0, 0.0, 0.45];
        for at_least in 0..8 {
            let outcome = |set: u32| {
                let each = |(i, p): (usize, &f64)| if set >> i & 1 == 1 { *p } else { 1.0 - p };
                chances.iter().enumerate().map(each).product::<f64>()
            };
            let all: f64 = (0..64u32).filter(|set| set.count_ones() >= at_least).map(outcome).sum();
            assert!((tail(chances, at_least as usize) - all).abs() < 1e-15, "{at_least}");
        }
    }

    #[test]
    fn small_tails_keep_their_digits() {
        let found = repeated_tail([(1e-3, 30)], 30);
        assert!((found / 1e-90 - 1.0).abs() < 1e-12, "{found}");
        assert_eq!(repeated_tail([], 1), 0.0);
    }
}
