//! How alike two actors are, corrected for chance or not: S, κ, π, τ-b and Jaccard over vectors of ranks.
//!
//! Both actors have one rank for every item, from 0 (no tie) to `levels − 1`; say, the grade of a seat in
//! every body. With n items, ranks x and y, and distances d between them:
//!
//! | number | formula | range |
//! |--|--|--|
//! | S, absolute | `1 − 2 Σ \|x − y\| / (n · (levels − 1))` | −1 … 1 |
//! | S, squared | `1 − 2 Σ (x − y)² / (n · (levels − 1)²)` | −1 … 1 |
//! | κ | `1 − Σ d(x, y) / (n · Dκ)`, with Dκ the mean distance if each kept to its own frequencies | … 1 |
//! | π | `1 − Σ d(x, y) / (n · Dπ)`, with Dπ the mean distance if both had the pooled frequencies | … 1 |
//! | τ-b | `(C − D) / √((C + D + Tx)(C + D + Ty))` over pairs of items | −1 … 1 |
//! | Jaccard | `Σ min(x, y) / Σ max(x, y)` | 0 … 1 |
//!
//! S is that of Signorino and Ritter (1999, doi:10.1111/0020-8833.00113) with equal weights for all items.
//! As Häge (2011, doi:10.1093/pan/mpr023) shows, S is high for any two actors that lack the same many
//! ties; Cohen's κ (1960, doi:10.1177/001316446002000104) and Scott's π (1955, doi:10.1086/266577) correct
//! for that by what chance would give. C and D count concordant and discordant pairs of items, and Tx and
//! Ty those tied in one alone (Kendall 1945). With two levels the squared and the absolute distance are the
//! same, S too, and Jaccard is that of the sets of ties.
//!
//! Where chance leaves no disagreement to expect (both have the same rank for all items), κ and π are
//! undefined; so is τ-b where one of them has a single rank, S without items, and Jaccard without ties.

/// How far apart two ranks are, for κ and π.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// By the difference.
    Absolute,
    /// By its square.
    Squared,
}

/// How alike two actors are; `None` where a number is undefined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Signorino and Ritter's S with absolute distances.
    pub s_absolute: Option<f64>,
    /// Signorino and Ritter's S with squared distances.
    pub s_squared: Option<f64>,
    /// Cohen's κ.
    pub kappa: Option<f64>,
    /// Scott's π.
    pub pi: Option<f64>,
    /// Kendall's τ-b.
    pub tau_b: Option<f64>,
    /// The Jaccard coefficient, for ranks in its weighted form.
    pub jaccard: Option<f64>,
}

/// Compares two vectors of ranks below `levels`.
///
/// ```
/// use comity::measure::agreement::{Distance, agreement};
/// // Five bodies: both sit in the first, each in one more, nobody in the last two.
/// let found = agreement(&[1, 1, 0, 0, 0], &[1, 0, 1, 0, 0], 2, Distance::Squared);
/// assert!((found.s_absolute.unwrap() - 0.2).abs() < 1e-12);
/// assert!((found.jaccard.unwrap() - 1.0 / 3.0).abs() < 1e-12);
/// // Chance alone would make them differ as often: 0.4 against 0.48.
/// assert!((found.kappa.unwrap() - 1.0 / 6.0).abs() < 1e-12);
/// ```
///
/// # Panics
/// If the vectors differ in length or a rank is not below `levels`: a mistake of the caller.
pub fn agreement(x: &[u8], y: &[u8], levels: usize, distance: Distance) -> Agreement {
    assert_eq!(x.len(), y.len(), "one rank of each actor for every item");
    let mut joint = vec![0u64; levels * levels];
    for (a, b) in x.iter().zip(y) {
        joint[usize::from(*a) * levels + usize::from(*b)] += 1;
    }
    Table { joint, levels, items: x.len() as u64 }.agreement(distance)
}

/// How often each pair of ranks occurs.
struct Table {
    joint: Vec<u64>,
    levels: usize,
    items: u64,
}

impl Table {
    fn at(&self, x: usize, y: usize) -> f64 {
        self.joint[x * self.levels + y] as f64
    }

    /// How often the first, and how often the second, has each rank.
    fn margins(&self) -> (Vec<f64>, Vec<f64>) {
        let ranks = 0..self.levels;
        let rows = ranks.clone().map(|x| ranks.clone().map(|y| self.at(x, y)).sum()).collect();
        let columns = ranks.clone().map(|y| ranks.clone().map(|x| self.at(x, y)).sum()).collect();
        (rows, columns)
    }

    /// The sum of a number over all items.
    fn sum(&self, of: impl Fn(usize, usize) -> f64) -> f64 {
        let pairs = (0..self.levels).flat_map(|x| (0..self.levels).map(move |y| (x, y)));
        pairs.map(|(x, y)| self.at(x, y) * of(x, y)).sum()
    }

    fn agreement(&self, distance: Distance) -> Agreement {
        let absolute = |x: usize, y: usize| x.abs_diff(y) as f64;
        let squared = |x: usize, y: usize| absolute(x, y).powi(2);
        let chosen = |x: usize, y: usize| match distance {
            Distance::Absolute => absolute(x, y),
            Distance::Squared => squared(x, y),
        };
        let n = self.items as f64;
        let widest = self.levels.saturating_sub(1) as f64;
        let (rows, columns) = self.margins();
        let pooled: Vec<f64> = rows.iter().zip(&columns).map(|(x, y)| f64::midpoint(*x, *y)).collect();
        // What the sum of distances would be on average if ranks met by chance.
        let by_chance = |a: &[f64], b: &[f64]| -> f64 {
            let pairs = (0..self.levels).flat_map(|x| (0..self.levels).map(move |y| (x, y)));
            pairs.map(|(x, y)| a[x] * b[y] * chosen(x, y)).sum::<f64>() / n
        };
        let seen = self.sum(chosen);
        let corrected = |expected: f64| (expected > 0.0).then(|| 1.0 - seen / expected);
        let plain = |sum: f64, most: f64| (n * most > 0.0).then(|| 1.0 - 2.0 * sum / (n * most));
        let most = self.sum(|x, y| x.max(y) as f64);
        Agreement {
            s_absolute: plain(self.sum(absolute), widest),
            s_squared: plain(self.sum(squared), widest * widest),
            kappa: corrected(by_chance(&rows, &columns)),
            pi: corrected(by_chance(&pooled, &pooled)),
            tau_b: self.tau_b(&rows, &columns),
            jaccard: (most > 0.0).then(|| self.sum(|x, y| x.min(y) as f64) / most),
        }
    }

    fn tau_b(&self, rows: &[f64], columns: &[f64]) -> Option<f64> {
        let (mut concordant, mut discordant) = (0.0, 0.0);
        for x in 0..self.levels {
            for y in 0..self.levels {
                let count = self.at(x, y);
                if count == 0.0 {
                    continue;
                }
                for other in x + 1..self.levels {
                    concordant += count * (y + 1..self.levels).map(|above| self.at(other, above)).sum::<f64>();
                    discordant += count * (0..y).map(|below| self.at(other, below)).sum::<f64>();
                }
            }
        }
        let pairs = |n: f64| n * (n - 1.0) / 2.0;
        let all = pairs(self.items as f64);
        // Pairs that are not tied in the one, and in the other.
        let untied = |margin: &[f64]| all - margin.iter().map(|n| pairs(*n)).sum::<f64>();
        let product = untied(rows) * untied(columns);
        (product > 0.0).then(|| (concordant - discordant) / product.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vectors() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
        (1usize..30).prop_flat_map(|n| (prop::collection::vec(0u8..4, n), prop::collection::vec(0u8..4, n)))
    }

    #[test]
    fn what_is_undefined_is_not_a_number() {
        let none = agreement(&[], &[], 2, Distance::Squared);
        assert_eq!((none.s_absolute, none.kappa, none.tau_b, none.jaccard), (None, None, None, None));
        let absent = agreement(&[0, 0, 0], &[0, 0, 0], 2, Distance::Squared);
        assert_eq!((absent.s_absolute, absent.kappa, absent.pi, absent.tau_b), (Some(1.0), None, None, None));
        assert_eq!(agreement(&[0, 0], &[0, 1], 2, Distance::Squared).tau_b, None);
    }

    proptest! {
        #[test]
        fn numbers_are_symmetric_and_bounded((x, y) in vectors()) {
            for distance in [Distance::Absolute, Distance::Squared] {
                let (there, back) = (agreement(&x, &y, 4, distance), agreement(&y, &x, 4, distance));
                let numbers = |a: &Agreement| [a.s_absolute, a.s_squared, a.kappa, a.pi, a.tau_b, a.jaccard];
                for (one, other) in numbers(&there).into_iter().zip(numbers(&back)) {
                    prop_assert!(one.zip(other).is_none_or(|(a, b)| (a - b).abs() < 1e-9), "{one:?} {other:?}");
                    prop_assert!(one.is_none_or(|a| a < 1.0 + 1e-9));
                }
                // Scott pools what Cohen keeps apart, so it never expects less disagreement.
                if let (Some(kappa), Some(pi)) = (there.kappa, there.pi) {
                    prop_assert!(distance == Distance::Absolute || pi <= kappa + 1e-9);
                }
            }
        }

        #[test]
        fn who_is_the_same_agrees_fully(x in prop::collection::vec(0u8..4, 1..30)) {
            let found = agreement(&x, &x, 4, Distance::Squared);
            for number in [found.s_absolute, found.s_squared, found.kappa, found.pi, found.tau_b, found.jaccard] {
                prop_assert!(number.is_none_or(|number| (number - 1.0).abs() < 1e-9));
            }
        }
    }
}
