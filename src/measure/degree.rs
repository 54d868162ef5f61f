//! Degree: how many others a node is tied to.
//!
//! **Formula.** `d(v)` = the number of edges at `v`; normalised, `d(v) / (n - 1)`: the share of all
//! others that `v` is tied to.
//!
//! **Meaning.** In a network of shared bodies, with how many states a state sits at least once; in a
//! two-mode network, in how many bodies a state sits and how many states a body has. It counts
//! contacts and knows nothing of where they lead.
//!
//! **Choices.** *Direction*: arcs in and out are both counted, as NetworkX's `degree_centrality` does,
//! so that a mutual pair counts two and the normalised degree may reach 2. *Weights*: not used; see
//! [`strength`](super::strength). *Parallel relations* were folded and *loops* dropped when the network
//! was built. *Isolates* have 0. *Disconnected parts* change nothing. In a *two-mode* network a node
//! can only be tied to the other side, so its degree is divided by the size of that (Borgatti and
//! Everett), as in `networkx.algorithms.bipartite`; with nobody there it is 0. A node that is alone in
//! a one-mode network has a normalised degree of 1, as in NetworkX (igraph has no number there).
//!
//! **Literature.** Freeman, L. C. (1978), Centrality in social networks: conceptual clarification,
//! *Social Networks* 1, 215-239, <https://doi.org/10.1016/0378-8733(78)90021-7>. Borgatti, S. P. and
//! Everett, M. G. (1997), Network analysis of 2-mode data, *Social Networks* 19, 243-269,
//! <https://doi.org/10.1016/S0378-8733(96)00301-2>.

use super::two_mode::TwoMode;
use super::{Options, Scores};
use crate::graph::network::Network;

/// Computes the degree of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, degree::degree};
///
/// // A star of four: the centre is tied to all three others, each of them to one of three.
/// let star = Network::undirected(4, &[(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)], Fold::Once);
/// let count = Options { weighted: false, normalised: false };
/// assert_eq!(degree(&star, count).values, [3.0, 1.0, 1.0, 1.0]);
/// let share = Options { normalised: true, ..count };
/// assert_eq!(degree(&star, share).values, [1.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]);
/// ```
pub fn degree(network: &Network, options: Options) -> Scores {
    let values = (0..network.node_count())
        .map(|node| {
            let into = if network.is_directed() { network.predecessors(node).len() } else { 0 };
            (network.neighbours(node).len() + into) as f64
        })
        .collect();
    Scores::new(values)
        .direction(network, "arcs in and out both counted")
        .term("weights", "not used: a tie counts one")
        .per_possible_tie(network, options)
        .term("isolates", "zero")
        .term("disconnected", "changes nothing")
}

impl Scores {
    /// Divides by the number of ties a node can have, if the options ask for it, and says so.
    pub(super) fn per_possible_tie(mut self, network: &Network, options: Options) -> Self {
        if !options.normalised {
            return self.term("normalisation", "none");
        }
        let n = network.node_count();
        if let Some(sides) = TwoMode::of(network) {
            for (node, value) in self.values.iter_mut().enumerate() {
                *value /= sides.other(node).max(1) as f64;
            }
            return self.term("normalisation", "divided by the size of the other side (Borgatti and Everett 1997)");
        }
        match n {
            1 => self.values.fill(1.0),
            _ => {
                for value in &mut self.values {
                    *value /= (n - 1) as f64;
                }
            }
        }
        self.term("normalisation", "divided by n - 1, the number of others")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::{Fold, Side};

    const SHARE: Options = Options { weighted: false, normalised: true };

    #[test]
    fn a_mutual_pair_counts_two() {
        let arcs = Network::directed(3, &[(0, 1, 1.0), (1, 0, 1.0), (1, 2, 1.0)], Fold::Once);
        assert_eq!(degree(&arcs, Options { normalised: false, ..SHARE }).values, [2.0, 3.0, 1.0]);
    }

    #[test]
    fn two_modes_are_divided_by_the_other_side() {
        let sides = vec![Side::Actor, Side::Actor, Side::Actor, Side::Group, Side::Group];
        let edges = [(0, 3, 1.0), (1, 3, 1.0), (1, 4, 1.0)];
        let network = Network::undirected(5, &edges, Fold::Once).with_sides(sides);
        assert_eq!(degree(&network, SHARE).values, [0.5, 1.0, 0.0, 2.0 / 3.0, 1.0 / 3.0]);
        let lonely = Network::undirected(2, &[], Fold::Once).with_sides(vec![Side::Group; 2]);
        assert_eq!(degree(&lonely, SHARE).values, [0.0, 0.0]);
    }

    #[test]
    fn none_and_one_are_answered() {
        assert!(degree(&Network::undirected(0, &[], Fold::Once), SHARE).values.is_empty());
        assert_eq!(degree(&Network::undirected(1, &[], Fold::Once), SHARE).values, [1.0]);
    }
}
