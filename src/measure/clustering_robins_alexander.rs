//! Closure in two modes: how many ways of three ties through a node close to a square.
//!
//! **Formula.** `2 q(v) / ((d(v) - 1) Σ (d(u) - 1))` over the neighbours `u`, with `q(v)` the squares that `v` is in: of all
//! paths of three ties with `v` inside, not at an end, the share whose ends are tied.
//!
//! **Meaning.** A state sits with another in a body: does it sit with it in its other bodies too? One shared body says
//! nothing of closure, a second one does, so that it is not high by construction as clustering in a
//! projection is. High closure: a state meets the same partners wherever it goes; low: each body is a world of its own.
//!
//! **Choices.** *Direction*: none. *Weights* are not used. *Parallel relations* were folded and *loops* dropped when
//! the network was built. *Isolates*, and who is inside no such path, have 0. *Disconnected parts* change nothing. It is a
//! share already. Robins and Alexander have one number for a whole network, four times the squares over the paths
//! (NetworkX's `bipartite.robins_alexander_clustering`, and our `summary`). The share of one node is ours: each path has two
//! nodes inside, so that the mean of all shares, each counting as often as its node has paths, is their number. A
//! *one-mode* network has no sides: not defined there.
//!
//! **Literature.** Robins, G. and Alexander, M. (2004), Small worlds among interlocking directors: network structure and
//! distance in bipartite graphs, *Computational & Mathematical Organization Theory* 10, 69-94,
//! <https://doi.org/10.1023/B:CMOT.0000032580.12184.c0>.

use super::{Options, Scores, blocks};
use crate::graph::network::Network;

/// Computes the closure of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network, Side};
/// use comity::measure::{Options, clustering_robins_alexander::clustering_robins_alexander};
///
/// // States 0 and 1 sit in both of two bodies, 3 and 4; state 2 in the second alone.
/// let edges = [(0, 3, 1.0), (0, 4, 1.0), (1, 3, 1.0), (1, 4, 1.0), (2, 4, 1.0)];
/// let sides = vec![Side::Actor, Side::Actor, Side::Actor, Side::Group, Side::Group];
/// let network = Network::undirected(5, &edges, Fold::Once).with_sides(sides);
/// let options = Options { weighted: false, normalised: true };
/// // Through 0 go 1-3-0-4 and 1-4-0-3, which close, and 2-4-0-3, which does not; through 2 nothing does.
/// let values = clustering_robins_alexander(&network, options).values;
/// assert_eq!((values[0], values[2]), (2.0 / 3.0, 0.0));
/// ```
pub fn clustering_robins_alexander(network: &Network, _: Options) -> Scores {
    let n = network.node_count();
    let ties = |node: usize| network.neighbours(node).len() as f64;
    let values = blocks::search_each(
        n,
        || vec![0.0; n],
        |shared: &mut Vec<f64>, node| {
            let around = network.neighbours(node);
            let onwards = around.iter().fold(0.0, |sum, between| sum + ties(*between as usize) - 1.0);
            let paths = (ties(node) - 1.0) * onwards;
            if around.len() < 2 || paths == 0.0 {
                return 0.0;
            }
            // Every neighbour more that is shared makes a square with each of those before.
            let mut squares = 0.0;
            for &between in around {
                for &other in network.neighbours(between as usize).iter().filter(|other| **other as usize != node) {
                    squares += shared[other as usize];
                    shared[other as usize] += 1.0;
                }
            }
            for &between in around {
                network.neighbours(between as usize).iter().for_each(|other| shared[*other as usize] = 0.0);
            }
            2.0 * squares / paths
        },
    );
    Scores::new(values)
        .direction(network, "not defined for arcs")
        .term("weights", "not used")
        .term("normalisation", "a share already")
        .term("isolates", "zero, as all who are inside no path of three ties")
        .term("disconnected", "changes nothing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::{Fold, Side};

    #[test]
    fn shares_counted_by_paths_are_the_number_of_the_whole() {
        // Two squares that share a tie, and a tail.
        let edges =
            [(0, 3, 1.0), (0, 4, 1.0), (1, 3, 1.0), (1, 4, 1.0), (1, 5, 1.0), (2, 4, 1.0), (2, 5, 1.0), (2, 6, 1.0)];
        let sides = (0..7).map(|node| if node < 3 { Side::Actor } else { Side::Group }).collect();
        let network = Network::undirected(7, &edges, Fold::Once).with_sides(sides);
        let values = clustering_robins_alexander(&network, Options { weighted: false, normalised: true }).values;
        let ties = |node: usize| network.neighbours(node).len() as f64;
        let onwards = |node: usize| network.neighbours(node).iter().map(|u| ties(*u as usize) - 1.0).sum::<f64>();
        let inside = |node: usize| (ties(node) - 1.0) * onwards(node);
        let paths: f64 = (0..7).map(inside).sum::<f64>() / 2.0;
        let closed: f64 = (0..7).map(|node| values[node] * inside(node)).sum::<f64>() / 2.0;
        // Each square is four paths that close.
        assert!(
            (closed - 8.0).abs() < 1e-12
                && (paths
                    - edges.iter().map(|(a, b, _)| (ties(*a as usize) - 1.0) * (ties(*b as usize) - 1.0)).sum::<f64>())
                .abs()
                    < 1e-12
        );
    }
}
