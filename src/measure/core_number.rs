//! Core number: how deep in the thick of the network a node sits.
//!
//! **Formula.** The k-core is what is left when all nodes with fewer than `k` ties to what is left are taken
//! away, again and again; the core number of `v` is the largest `k` whose core holds `v`. Normalised, it is
//! divided by the most ties a node can have, as [`degree`](super::degree) is.
//!
//! **Meaning.** Not who has many partners, but who has many partners that have many themselves: the dense
//! middle of diplomacy, which stays when the fringe is peeled off.
//!
//! **Choices.** *Direction*: arcs in and out are added, as in NetworkX's `core_number` and igraph's
//! `coreness(mode="all")`. *Weights* are not used, but an edge whose weight is not a positive number is no
//! tie. *Parallel relations* were folded and *loops* dropped when the network was built (NetworkX refuses
//! loops). *Isolates* have 0. *Disconnected parts* change nothing. Neither library normalises.
//!
//! **Literature.** Seidman, S. B. (1983), Network structure and minimum degree, *Social Networks* 5, 269-287,
//! <https://doi.org/10.1016/0378-8733(83)90028-X>.

use super::groups::cores::core_numbers;
use super::{Options, Scores};
use crate::graph::network::Network;

/// Computes the core number of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, core_number::core_number};
///
/// // A triangle with a tail: the triangle is a 2-core, the tail is taken away with one tie.
/// let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 3, 1.0)];
/// let network = Network::undirected(4, &edges, Fold::Once);
/// let count = Options { weighted: false, normalised: false };
/// assert_eq!(core_number(&network, count).values, [2.0, 2.0, 2.0, 1.0]);
/// ```
pub fn core_number(network: &Network, options: Options) -> Scores {
    let numbers = core_numbers(network);
    // A node that is alone has a degree of one by convention, but no core.
    let alone = network.node_count() == 1;
    let mut scores = Scores::new(numbers.into_iter().map(f64::from).collect())
        .direction(network, "arcs in and out added")
        .term("weights", "not used")
        .per_possible_tie(network, options)
        .term("isolates", "zero")
        .term("disconnected", "changes nothing");
    if alone {
        scores.values.fill(0.0);
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn shares_are_of_the_most_ties_and_nobody_alone_has_a_core() {
        let share = Options { weighted: false, normalised: true };
        let complete = Network::undirected(3, &[(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0)], Fold::Once);
        assert_eq!(core_number(&complete, share).values, [1.0; 3]);
        assert_eq!(core_number(&Network::undirected(1, &[], Fold::Once), share).values, [0.0]);
    }
}
