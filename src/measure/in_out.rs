//! Degree and strength by direction: what comes in, and what goes out.
//!
//! **Formula.** `in_degree(v)` = the number of arcs that lead to `v`, `out_degree(v)` that of those that start
//! there; `in_strength` and `out_strength` are the sums of their weights. Normalised, each is divided by
//! `n - 1`, the number of others.
//!
//! **Meaning.** Standing against effort: a state that receives many embassies is sought after, one that sends
//! many seeks. In a network of sanctions, who is aimed at and who aims.
//!
//! **Choices.** *Direction* is what they are about, so that they are defined with arcs alone, as in NetworkX:
//! without direction both would be [`degree`](super::degree) under another name. *Weights*: the degrees do
//! not use them, the strengths always do. *Parallel relations* were folded and *loops* dropped when the
//! network was built. *Isolates* have 0. *Disconnected parts* change nothing. Degrees are normalised as
//! NetworkX's `in_degree_centrality` (a node that is alone has 1); neither NetworkX nor igraph normalises
//! strengths.
//!
//! **Literature.** Wasserman, S. and Faust, K. (1994), *Social Network Analysis*, Cambridge University Press,
//! pp. 125-127 and 174-175, <https://doi.org/10.1017/CBO9780511815478>.

use super::ties::Ties;
use super::{Options, Scores};
use crate::graph::network::Network;

/// Computes how many arcs lead to every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, in_out};
///
/// // Two send an embassy to 2, with four and three staff; 2 sends one of five to 0.
/// let sent = Network::directed(3, &[(0, 2, 4.0), (1, 2, 3.0), (2, 0, 5.0)], Fold::Sum);
/// let count = Options { weighted: false, normalised: false };
/// assert_eq!(in_out::in_degree(&sent, count).values, [1.0, 0.0, 2.0]);
/// assert_eq!(in_out::out_degree(&sent, count).values, [1.0, 1.0, 1.0]);
/// assert_eq!(in_out::in_strength(&sent, count).values, [5.0, 0.0, 7.0]);
/// assert_eq!(in_out::out_strength(&sent, count).values, [4.0, 3.0, 5.0]);
/// ```
pub fn in_degree(network: &Network, options: Options) -> Scores {
    count(network, options, |node| network.predecessors(node).len()).direction(network, "arcs that lead to the node")
}

/// Computes how many arcs start from every node; see the [module](self) for its terms.
pub fn out_degree(network: &Network, options: Options) -> Scores {
    count(network, options, |node| network.neighbours(node).len()).direction(network, "arcs that start from the node")
}

/// Adds the weights of the arcs that lead to every node; see the [module](self) for its terms.
pub fn in_strength(network: &Network, options: Options) -> Scores {
    add(network, options, |node| network.predecessor_weights(node)).direction(network, "arcs that lead to the node")
}

/// Adds the weights of the arcs that start from every node; see the [module](self) for its terms.
pub fn out_strength(network: &Network, options: Options) -> Scores {
    add(network, options, |node| network.weights(node)).direction(network, "arcs that start from the node")
}

fn count(network: &Network, options: Options, arcs: impl Fn(usize) -> usize) -> Scores {
    let values = (0..network.node_count()).map(|node| arcs(node) as f64).collect();
    finish(Scores::new(values).term("weights", "not used: an arc counts one"), network, options)
}

fn add<'a>(network: &'a Network, options: Options, weights: impl Fn(usize) -> &'a [f64]) -> Scores {
    let ties = Ties::always_weighted();
    let values = (0..network.node_count()).map(|node| ties.total(weights(node))).collect();
    finish(Scores::new(values).weights(network, Options { weighted: true, ..options }, "added"), network, options)
}

fn finish(scores: Scores, network: &Network, options: Options) -> Scores {
    scores.per_possible_tie(network, options).term("isolates", "zero").term("disconnected", "changes nothing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn both_ways_add_up_to_the_whole_and_shares_are_of_the_others() {
        let arcs = Network::directed(4, &[(0, 1, 2.0), (1, 0, 3.0), (2, 1, 4.0)], Fold::Sum);
        let raw = Options { weighted: false, normalised: false };
        let whole = super::super::strength::strength(&arcs, raw).values;
        let (into, out) = (in_strength(&arcs, raw).values, out_strength(&arcs, raw).values);
        assert_eq!(into.iter().zip(&out).map(|(a, b)| a + b).collect::<Vec<_>>(), whole);
        assert_eq!(in_degree(&arcs, Options { normalised: true, ..raw }).values, [1.0 / 3.0, 2.0 / 3.0, 0.0, 0.0]);
    }
}
