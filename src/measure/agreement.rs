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
    /// Items in which both have a rank above 0.
    pub shared: usize,
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
/// assert_eq!(found.shared, 1);
/// assert!((found.s_absolute.unwrap() - 0.2).abs() < 1e-12);
/// assert!((found.jaccard.unwrap() - 1.0 / 3.0).abs() < 1e-12);
/// // Chance alone would make them differ as often: 0.4 against 0.48.
/// assert!((found.kappa.unwrap() - 1.0 / 6.0).abs() < 1e-12);
/// ```
///
/// # Panics
/// If the vectors differ in length or a rank is not below `levels`: a mistake of the caller.
pub fn agreement(x: &[u8], y: &[u8], levels: usize, distance: Distance) -> Agreement {
    Comparer::of(&[x, y], levels, distance).compare(0, 1)
}

/// Many actors' vectors of ranks, to be compared pair by pair.
///
/// Whoever has a rank is a set of bits for each rank, so that a pair of ranks is counted 64 items at a time.
#[derive(Debug, Clone)]
pub struct Comparer {
    levels: usize,
    items: usize,
    distance: Distance,
    /// For every actor and rank, the items in which the actor has it.
    sets: Vec<u64>,
    /// For every actor and rank, how many these are.
    margins: Vec<f64>,
    /// How often each pair of ranks occurs in the two who are compared.
    joint: Vec<f64>,
    pooled: Vec<f64>,
}

impl Comparer {
    /// Takes one vector of ranks below `levels` for every actor.
    ///
    /// # Panics
    /// As [`agreement`].
    pub fn of<V: AsRef<[u8]>>(ranks: &[V], levels: usize, distance: Distance) -> Self {
        let items = ranks.first().map_or(0, |first| first.as_ref().len());
        let words = items.div_ceil(64);
        let mut sets = vec![0; ranks.len() * levels * words];
        let mut margins = vec![0.0; ranks.len() * levels];
        for (actor, ranks) in ranks.iter().enumerate() {
            let ranks = ranks.as_ref();
            assert_eq!(ranks.len(), items, "one rank of each actor for every item");
            for (item, &rank) in ranks.iter().enumerate() {
                assert!(usize::from(rank) < levels, "rank {rank} of {levels}");
                let place = actor * levels + usize::from(rank);
                sets[place * words + item / 64] |= 1 << (item % 64);
                margins[place] += 1.0;
            }
        }
        Self { levels, items, distance, sets, margins, joint: vec![0.0; levels * levels], pooled: vec![0.0; levels] }
    }

    /// Compares two actors, by their places in the list.
    ///
    /// # Panics
    /// If there are no such places.
    pub fn compare(&mut self, a: usize, b: usize) -> Agreement {
        let (levels, words) = (self.levels, self.items.div_ceil(64));
        let of = |actor: usize| &self.sets[actor * levels * words..(actor + 1) * levels * words];
        let (in_a, in_b) = (of(a), of(b));
        for x in 0..levels {
            for y in 0..levels {
                let both = in_a[x * words..(x + 1) * words].iter().zip(&in_b[y * words..(y + 1) * words]);
                self.joint[x * levels + y] = f64::from(both.map(|(a, b)| (a & b).count_ones()).sum::<u32>());
            }
        }
        let margin = |actor: usize| &self.margins[actor * levels..(actor + 1) * levels];
        let (rows, columns) = (margin(a), margin(b));
        for (pooled, (x, y)) in self.pooled.iter_mut().zip(rows.iter().zip(columns)) {
            *pooled = f64::midpoint(*x, *y);
        }
        let pair = Pair { joint: &self.joint, levels, items: self.items as f64 };
        pair.agreement(rows, columns, &self.pooled, self.distance)
    }
}

/// How often each pair of ranks occurs in two actors.
#[derive(Clone, Copy)]
struct Pair<'c> {
    joint: &'c [f64],
    levels: usize,
    items: f64,
}

impl Pair<'_> {
    fn at(self, x: usize, y: usize) -> f64 {
        self.joint[x * self.levels + y]
    }

    /// The sum of a number over all items.
    fn sum(self, of: impl Fn(usize, usize) -> f64) -> f64 {
        self.over_pairs(|x, y| self.at(x, y) * of(x, y))
    }

    /// The sum of a number over all pairs of ranks, however often they occur.
    fn over_pairs(self, of: impl Fn(usize, usize) -> f64) -> f64 {
        let mut sum = 0.0;
        for x in 0..self.levels {
            for y in 0..self.levels {
                sum += of(x, y);
            }
        }
        sum
    }

    /// From the frequencies of the ranks of the one, of the other, and of both pooled.
    fn agreement(self, rows: &[f64], columns: &[f64], pooled: &[f64], distance: Distance) -> Agreement {
        let absolute = |x: usize, y: usize| x.abs_diff(y) as f64;
        let squared = |x: usize, y: usize| absolute(x, y).powi(2);
        let chosen = |x: usize, y: usize| match distance {
            Distance::Absolute => absolute(x, y),
            Distance::Squared => squared(x, y),
        };
        let n = self.items;
        let widest = self.levels.saturating_sub(1) as f64;
        // What the sum of distances would be on average if ranks met by chance.
        let by_chance = |a: &[f64], b: &[f64]| self.over_pairs(|x, y| a[x] * b[y] * chosen(x, y)) / n;
        let seen = self.sum(chosen);
        let corrected = |expected: f64| (expected > 0.0).then(|| 1.0 - seen / expected);
        let plain = |sum: f64, most: f64| (n * most > 0.0).then(|| 1.0 - 2.0 * sum / (n * most));
        let most = self.sum(|x, y| x.max(y) as f64);
        Agreement {
            shared: self.sum(|x, y| if x.min(y) > 0 { 1.0 } else { 0.0 }) as usize,
            s_absolute: plain(self.sum(absolute), widest),
            s_squared: plain(self.sum(squared), widest * widest),
            kappa: corrected(by_chance(rows, columns)),
            pi: corrected(by_chance(pooled, pooled)),
            tau_b: self.tau_b(rows, columns),
            jaccard: (most > 0.0).then(|| self.sum(|x, y| x.min(y) as f64) / most),
        }
    }

    fn tau_b(self, rows: &[f64], columns: &[f64]) -> Option<f64> {
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
        let all = pairs(self.items);
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
