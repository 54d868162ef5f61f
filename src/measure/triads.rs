//! Triads of a signed network: how often the friend of a friend is a friend.
//!
//! A triad is three nodes of which every two are tied, by friendship (+) or hostility (−). In the strict sense
//! it is *balanced* if its signs multiply to plus: three friends (`+++`), or two friends with a common enemy
//! (`+--`); a network all of whose triads, and longer cycles, are balanced splits into two camps (Cartwright
//! and Harary 1956). In the generalised sense three mutual enemies (`---`) are balanced too, and the network
//! splits into any number of camps (Davis 1967). The triad that both forbid is `++-`: friends of one who are
//! enemies of each other.
//!
//! Choices: ties have no direction; of parallel ties the sum counts, and none if that is zero; loops are
//! ignored; triples that are not all tied are no triads.
//!
//! # Literature
//! - Cartwright, D. and Harary, F. (1956), Structural balance: a generalization of Heider's theory,
//!   *Psychological Review* 63, 277–293, <https://doi.org/10.1037/h0046049>.
//! - Davis, J. A. (1967), Clustering and structural balance in graphs, *Human Relations* 20, 181–187,
//!   <https://doi.org/10.1177/001872676702000206>.

use std::collections::BTreeMap;

/// The four kinds of triad, by the number of hostile ties.
pub const KINDS: [&str; 4] = ["+++", "++-", "+--", "---"];

/// How many triads there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Census {
    /// By the number of hostile ties, from none to three.
    pub counts: [usize; 4],
}

impl Census {
    /// The number of all triads.
    pub fn total(self) -> usize {
        self.counts.iter().sum()
    }

    /// The share of triads that are balanced in the strict sense; `None` if there are no triads.
    pub fn strict(self) -> Option<f64> {
        self.share(self.counts[0] + self.counts[2])
    }

    /// The share of triads that are balanced in the generalised sense; `None` if there are no triads.
    pub fn generalised(self) -> Option<f64> {
        self.share(self.total() - self.counts[1])
    }

    fn share(self, balanced: usize) -> Option<f64> {
        (self.total() > 0).then(|| balanced as f64 / self.total() as f64)
    }
}

/// Three nodes, ascending, all tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Triad {
    /// The nodes.
    pub nodes: [u32; 3],
    /// Which of the ties are hostile: first to second, first to third, second to third.
    pub hostile: [bool; 3],
}

impl Triad {
    /// Its place in [`KINDS`]: the number of hostile ties.
    pub fn kind(self) -> usize {
        self.hostile.iter().filter(|&&hostile| hostile).count()
    }

    /// Whether it is balanced in the strict sense.
    pub fn is_balanced(self) -> bool {
        self.kind().is_multiple_of(2)
    }
}

/// Counts the triads of each kind.
///
/// ```
/// use comity::measure::triads::census;
/// // Two friends and their common enemy; another enemy of one of them.
/// let found = census(4, &[(0, 1, 1), (0, 2, -1), (1, 2, -1), (2, 3, 1), (1, 3, 1)]);
/// assert_eq!(found.counts, [0, 1, 1, 0]);
/// assert_eq!(found.strict(), Some(0.5));
/// ```
///
/// # Panics
/// If a tie names a node that is not below `n`: a mistake of the caller.
pub fn census(n: usize, ties: &[(u32, u32, i32)]) -> Census {
    let mut census = Census::default();
    visit(n, ties, |triad| census.counts[triad.kind()] += 1);
    census
}

/// Finds all triads, in order of their nodes.
///
/// # Panics
/// If a tie names a node that is not below `n`: a mistake of the caller.
pub fn triads(n: usize, ties: &[(u32, u32, i32)]) -> Vec<Triad> {
    let mut found = Vec::new();
    visit(n, ties, |triad| found.push(triad));
    found
}

fn visit(n: usize, ties: &[(u32, u32, i32)], mut see: impl FnMut(Triad)) {
    let mut signs: Vec<BTreeMap<u32, i64>> = vec![BTreeMap::new(); n];
    for &(a, b, weight) in ties {
        assert!((a as usize) < n && (b as usize) < n, "tie ({a}, {b}) in a network of {n} nodes");
        if a != b {
            *signs[a.min(b) as usize].entry(a.max(b)).or_default() += i64::from(weight);
        }
    }
    // For every node those after it, with whether they are enemies.
    let later: Vec<Vec<(u32, bool)>> = signs
        .iter()
        .map(|ties| ties.iter().filter(|(_, sum)| **sum != 0).map(|(node, sum)| (*node, *sum < 0)).collect())
        .collect();
    for (a, of_a) in later.iter().enumerate() {
        for (i, &(b, ab)) in of_a.iter().enumerate() {
            let mut of_b = later[b as usize].iter().peekable();
            for &(c, ac) in &of_a[i + 1..] {
                while of_b.next_if(|(node, _)| *node < c).is_some() {}
                if let Some((_, bc)) = of_b.next_if(|(node, _)| *node == c) {
                    see(Triad { nodes: [a as u32, b, c], hostile: [ab, ac, *bc] });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_equals_a_look_at_every_triple(ties in prop::collection::vec((0u32..9, 0u32..9, -2i32..3), 0..70)) {
            let sum = |a: u32, b: u32| -> i32 {
                ties.iter().filter(|t| (t.0, t.1) == (a, b) || (t.1, t.0) == (a, b)).map(|t| t.2).sum()
            };
            let mut counts = [0; 4];
            for a in 0..9 {
                for b in a + 1..9 {
                    for c in b + 1..9 {
                        let signs = [sum(a, b), sum(a, c), sum(b, c)];
                        if !signs.contains(&0) {
                            counts[signs.iter().filter(|s| **s < 0).count()] += 1;
                        }
                    }
                }
            }
            prop_assert_eq!(census(9, &ties).counts, counts);
            prop_assert_eq!(triads(9, &ties).len(), counts.iter().sum::<usize>());
        }
    }

    #[test]
    fn three_enemies_are_balanced_only_in_the_generalised_sense() {
        let found = census(3, &[(0, 1, -1), (1, 2, -1), (0, 2, -1)]);
        assert_eq!((found.strict(), found.generalised()), (Some(0.0), Some(1.0)));
        assert_eq!((census(3, &[]).strict(), census(0, &[]).generalised()), (None, None));
        assert!(!triads(3, &[(0, 1, -1), (1, 2, -1), (0, 2, -1)])[0].is_balanced());
    }
}
