//! Core numbers and k-core shells: how deep in the network a node sits.
//!
//! **Formula.** The k-core is what is left when nodes with fewer than `k` ties to what is left are taken away
//! again and again. A node's core number is the largest `k` whose core it is in; a shell is the nodes of one
//! core number.
//!
//! **Meaning.** Not who has many partners, but who has many partners that have many themselves: the thick of
//! the network, which stays when the fringe is peeled off.
//!
//! **Choices.** *Direction*: ties in and out are added, as in `NetworkX`. *Weights* do not count, but an edge
//! whose weight is not a positive number is no tie. *Isolates* have 0.
//!
//! **Literature.** Seidman, S. (1983), Network structure and minimum degree, *Social Networks* 5, 269-287,
//! <https://doi.org/10.1016/0378-8733(83)90028-X>. Batagelj, V. and Zaveršnik, M. (2011), Fast algorithms for
//! determining (generalized) core groups in social networks, *Advances in Data Analysis and Classification*
//! 5, 129-145, <https://doi.org/10.1007/s11634-010-0079-y>.

use crate::graph::network::Network;
use crate::measure::ties::Ties;

/// The core number of every node.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::cores::core_numbers;
/// // A triangle with a tail.
/// let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 3, 1.0)];
/// assert_eq!(core_numbers(&Network::undirected(5, &edges, Fold::Once)), [2, 2, 2, 1, 0]);
/// ```
pub fn core_numbers(network: &Network) -> Vec<u32> {
    let n = network.node_count();
    let ties = Ties::always_weighted();
    let around = |node: usize| -> Vec<u32> {
        let real = |(&other, &weight): (&u32, &f64)| (ties.strength(weight) > 0.0).then_some(other);
        let mut all: Vec<u32> = network.neighbours(node).iter().zip(network.weights(node)).filter_map(real).collect();
        if network.is_directed() {
            all.extend(network.predecessors(node).iter().zip(network.predecessor_weights(node)).filter_map(real));
        }
        all
    };
    let mut degree: Vec<usize> = (0..n).map(|node| around(node).len()).collect();
    let most = degree.iter().max().copied().unwrap_or(0);
    // Nodes by degree: where each degree starts in the order, and where each node stands.
    let mut starts = vec![0; most + 2];
    degree.iter().for_each(|&d| starts[d + 1] += 1);
    (0..=most).for_each(|d| starts[d + 1] += starts[d]);
    let mut next = starts.clone();
    let (mut order, mut place) = (vec![0usize; n], vec![0usize; n]);
    for node in 0..n {
        place[node] = next[degree[node]];
        order[place[node]] = node;
        next[degree[node]] += 1;
    }
    for at in 0..n {
        let node = order[at];
        for other in around(node) {
            let other = other as usize;
            if degree[other] > degree[node] {
                // It changes places with the first of its degree, whose block then starts one later.
                let first = starts[degree[other]].max(at + 1);
                let (here, swapped) = (place[other], order[first]);
                (order[first], order[here]) = (other, swapped);
                (place[other], place[swapped]) = (first, here);
                starts[degree[other]] = first + 1;
                degree[other] -= 1;
            }
        }
    }
    degree.into_iter().map(|d| d as u32).collect()
}
