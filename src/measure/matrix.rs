//! Values handed along ties: by the ties, or where most pairs are tied by rows of a whole matrix, which a
//! processor reads several numbers at a time.

use super::ties::Ties;
use crate::graph::network::Network;

/// Beyond so many nodes a matrix no longer fits where it is read quickly.
const MOST: usize = 512;

/// The strengths of a network, from a node's predecessors to it.
pub(super) enum Strengths<'n> {
    /// Along the ties.
    Ties(&'n Network, Ties),
    /// Every pair, row by row: the number of nodes and the strengths.
    Pairs(usize, Vec<f64>),
}

impl<'n> Strengths<'n> {
    pub(super) fn of(network: &'n Network, ties: Ties) -> Self {
        let n = network.node_count();
        let arcs = network.edge_count() * if network.is_directed() { 1 } else { 2 };
        // Half of all pairs: a row is then read twice as far as it needs, and three times as fast.
        if n > MOST || 2 * arcs < n * n {
            return Self::Ties(network, ties);
        }
        let mut pairs = vec![0.0; n * n];
        for node in 0..n {
            let row = &mut pairs[node * n..(node + 1) * n];
            for (&from, &weight) in network.predecessors(node).iter().zip(network.predecessor_weights(node)) {
                row[from as usize] = ties.strength(weight);
            }
        }
        Self::Pairs(n, pairs)
    }

    /// The values of all predecessors of a node added up, each times the strength of its tie.
    pub(super) fn gather(&self, values: &[f64], node: usize) -> f64 {
        match self {
            Self::Ties(network, ties) => {
                ties.gather(values, network.predecessors(node), network.predecessor_weights(node))
            }
            Self::Pairs(n, pairs) => product(&pairs[node * n..(node + 1) * n], values),
        }
    }
}

/// Products added up, in eight sums at once.
fn product(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (a, b) in a.iter().zip(b) {
        for i in 0..8 {
            sums[i] += a[i] * b[i];
        }
    }
    let rest = a_rest.iter().zip(b_rest).fold(0.0, |sum, (a, b)| sum + a * b);
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + b) + (c + d)) + ((e + f) + (g + h)) + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;
    use crate::measure::Options;
    use crate::random::Random;

    #[test]
    fn ties_and_pairs_gather_the_same() {
        let mut random = Random::seeded(5);
        let edges: Vec<_> =
            (0..600).map(|_| (random.below(21) as u32, random.below(21) as u32, random.below(9) as f64)).collect();
        for build in [Network::undirected, Network::directed] {
            let network = build(21, &edges, Fold::Sum);
            for weighted in [false, true] {
                let ties = Ties::chosen(&network, Options { weighted, normalised: false });
                let pairs = Strengths::of(&network, ties);
                assert!(matches!(pairs, Strengths::Pairs(..)));
                let values: Vec<f64> = (0..21).map(f64::from).collect();
                for node in 0..21 {
                    // Whole numbers: sums are exact in any order.
                    assert_eq!(pairs.gather(&values, node), Strengths::Ties(&network, ties).gather(&values, node));
                }
            }
        }
    }
}
