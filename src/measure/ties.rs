//! How a measure reads the weight of an edge: as one, as a strength, or as a distance.

use super::{Options, Scores};
use crate::graph::network::Network;

/// Weights outside these bounds are no ties: sums, squares and inverses of what lies within stay finite.
const USABLE: std::ops::RangeInclusive<f64> = 1e-100..=1e100;

/// The reading of weights chosen for one run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ties {
    weighted: bool,
}

impl Ties {
    /// What the options ask for. Where all weights are one both readings agree, and the faster is taken.
    pub(super) fn chosen(network: &Network, options: Options) -> Self {
        Self { weighted: options.weighted && !network.is_unweighted() }
    }

    /// Weights count, whatever the options.
    pub(super) fn always_weighted() -> Self {
        Self { weighted: true }
    }

    /// Every edge counts one, whatever its weight.
    pub(super) fn unweighted() -> Self {
        Self { weighted: false }
    }

    pub(super) fn weighted(self) -> bool {
        self.weighted
    }

    /// The strength of an edge; zero if its weight is none that can be used.
    #[inline]
    pub(super) fn strength(self, weight: f64) -> f64 {
        if !self.weighted {
            1.0
        } else if is_usable(weight) {
            weight
        } else {
            0.0
        }
    }

    /// The length of an edge, the inverse of its strength: infinite if it is no tie.
    #[inline]
    pub(super) fn length(self, weight: f64) -> f64 {
        1.0 / self.strength(weight)
    }

    /// The values of some nodes added up, each times the strength of its edge; in four sums at once, as one alone
    /// would wait for each addition.
    #[inline]
    pub(super) fn gather(self, values: &[f64], nodes: &[u32], weights: &[f64]) -> f64 {
        let mut sums = [0.0; 4];
        let (fours, rest) = nodes.as_chunks::<4>();
        if !self.weighted {
            for four in fours {
                for i in 0..4 {
                    sums[i] += values[four[i] as usize];
                }
            }
            let rest = rest.iter().fold(0.0, |sum, node| sum + values[*node as usize]);
            return (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest;
        }
        let (strengths, last) = weights.as_chunks::<4>();
        for (four, weights) in fours.iter().zip(strengths) {
            for i in 0..4 {
                sums[i] += values[four[i] as usize] * self.strength(weights[i]);
            }
        }
        let tied = rest.iter().zip(last);
        let rest = tied.fold(0.0, |sum, (node, weight)| sum + values[*node as usize] * self.strength(*weight));
        (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
    }

    /// The strengths of all edges at a node added up, those from it or those to it; in four sums at once.
    #[inline]
    pub(super) fn total(self, weights: &[f64]) -> f64 {
        if !self.weighted {
            return weights.len() as f64;
        }
        let mut sums = [0.0; 4];
        let (fours, rest) = weights.as_chunks::<4>();
        for four in fours {
            for i in 0..4 {
                sums[i] += self.strength(four[i]);
            }
        }
        // Not `sum`, which is minus zero where there is nothing to add.
        let rest = rest.iter().fold(0.0, |total, &weight| total + self.strength(weight));
        (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
    }
}

/// Whether a weight makes a tie. Both bounds are always looked at, so that a processor can do so for several weights at
/// a time.
#[inline]
pub(super) fn is_usable(weight: f64) -> bool {
    (weight >= *USABLE.start()) & (weight <= *USABLE.end())
}

impl Scores {
    /// States how weights were read (`words` if they were), and notes those that could not be used.
    pub(super) fn weights(self, network: &Network, options: Options, words: &str) -> Self {
        if !options.weighted {
            return self.term("weights", "not used");
        }
        let scores = self.term("weights", words);
        match unusable_weights(network) {
            Some(note) => scores.note(note),
            None => scores,
        }
    }
}

/// A remark on the weights that make no ties, if there are any.
pub(crate) fn unusable_weights(network: &Network) -> Option<String> {
    // Row by row, each in one go.
    let weak = |node: usize| network.weights(node).iter().filter(|weight| !is_usable(**weight)).count();
    let sides = if network.is_directed() { 1 } else { 2 };
    let (least, most) = (USABLE.start(), USABLE.end());
    match (0..network.node_count()).map(weak).sum::<usize>() / sides {
        0 => None,
        1 => Some(format!(
            "One weight is not a positive number between {least:e} and {most:e}; that edge counts as no tie."
        )),
        n => Some(format!(
            "{n} weights are not positive numbers between {least:e} and {most:e}; those edges count as no ties."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn a_weight_that_is_not_positive_is_no_tie_and_is_noted() {
        let edges = [(0, 1, 2.0), (1, 2, 0.0), (2, 3, f64::NAN), (3, 0, -1.0), (0, 2, f64::INFINITY)];
        let network = Network::undirected(4, &edges, Fold::Sum);
        let options = Options { weighted: true, normalised: false };
        let ties = Ties::chosen(&network, options);
        assert_eq!(network.weights(0).iter().map(|&w| ties.strength(w)).collect::<Vec<_>>(), [2.0, 0.0, 0.0]);
        assert_eq!((ties.length(4.0), ties.length(0.0)), (0.25, f64::INFINITY));
        let scores = Scores::new(Vec::new()).weights(&network, options, "added");
        assert_eq!(
            scores.notes,
            ["4 weights are not positive numbers between 1e-100 and 1e100; those edges count as no ties."]
        );
    }

    #[test]
    fn weights_of_one_need_no_weighted_run() {
        let network = Network::undirected(2, &[(0, 1, 1.0)], Fold::Sum);
        assert!(!Ties::chosen(&network, Options { weighted: true, normalised: true }).weighted());
    }
}
