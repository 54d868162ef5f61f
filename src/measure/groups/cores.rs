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
//! <https://doi.org/10.1016/0378-8733(83)90028-X>. Dasari, N. S., Desh, R. and Zubair, M. (2014), ParK: an
//! efficient algorithm for k-core decomposition on multi-core processors, *IEEE International Conference on Big
//! Data*, 9-16, <https://doi.org/10.1109/BigData.2014.7004366>: levels as here, by one thread.

use crate::graph::network::Network;
use crate::measure::ties::is_usable;

/// Where ties, taken so many times, are more than the square of the nodes, gaps are looked at instead: a quarter of all
/// pairs at most.
const GAPS: usize = 3;

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
    let usable = |weight: &f64| is_usable(*weight);
    // A row in one go: hardly ever is one not usable.
    let all_of = |node: usize| network.weights(node).iter().fold(true, |all, weight| all & usable(weight));
    let all_count = network.is_unweighted() || (0..network.node_count()).all(all_of);
    if all_count && !network.is_directed() && GAPS * network.edge_count() > network.node_count().pow(2) {
        return peel_by_gaps(network);
    }
    if all_count {
        let around = |node: usize, visit: &mut dyn FnMut(&[u32])| {
            visit(network.neighbours(node));
            if network.is_directed() {
                visit(network.predecessors(node));
            }
        };
        return peel(network.node_count(), around);
    }
    let neighbourhoods: Vec<Vec<u32>> = (0..network.node_count())
        .map(|node| {
            let real = |(&other, weight): (&u32, &f64)| usable(weight).then_some(other);
            let out = network.neighbours(node).iter().zip(network.weights(node)).filter_map(real);
            if !network.is_directed() {
                return out.collect();
            }
            out.chain(network.predecessors(node).iter().zip(network.predecessor_weights(node)).filter_map(real))
                .collect()
        })
        .collect();
    peel(neighbourhoods.len(), |node, visit| visit(&neighbourhoods[node]))
}

/// Takes nodes away level by level. A look at all nodes that are left begins each level; as these have at
/// least as many ties as there were levels, all looks together are no more than there are ties.
fn peel(n: usize, around: impl Fn(usize, &mut dyn FnMut(&[u32]))) -> Vec<u32> {
    let mut degree = vec![0u32; n];
    for (node, degree) in degree.iter_mut().enumerate() {
        around(node, &mut |others| *degree += others.len() as u32);
    }
    let mut left: Vec<u32> = (0..n as u32).collect();
    let mut taken: Vec<u32> = Vec::new();
    while let Some(level) = left.iter().map(|node| degree[*node as usize]).min() {
        left.retain(|&node| {
            let stays = degree[node as usize] > level;
            if !stays {
                taken.push(node);
            }
            stays
        });
        while let Some(node) = taken.pop() {
            around(node as usize, &mut |others| {
                for &other in others {
                    let degree = &mut degree[other as usize];
                    // Who is taken has the number of its level, and keeps it. Written without a branch, as half of all looks
                    // are at somebody taken already and no processor can guess which.
                    let stays = *degree > level;
                    *degree -= u32::from(stays);
                    #[expect(clippy::needless_bitwise_bool, reason = "a lazy `&&` would be a branch of its own")]
                    let is_taken = stays & (*degree == level);
                    if is_taken {
                        taken.push(other);
                    }
                }
            });
        }
        left.retain(|node| degree[*node as usize] > level);
    }
    degree
}

/// The same where hardly a pair is not tied: whoever is left has ties to all others who are but for its gaps, so that who
/// has most gaps has fewest ties, and who has none is looked at once.
fn peel_by_gaps(network: &Network) -> Vec<u32> {
    let n = network.node_count();
    let gaps: Vec<Vec<u32>> = (0..n).map(|node| gaps_of(network.neighbours(node), node, n)).collect();
    let mut open: Vec<usize> = gaps.iter().map(Vec::len).collect();
    let mut with_gaps: Vec<usize> = (0..n).filter(|node| open[*node] > 0).collect();
    let mut core = vec![0; n];
    let (mut left, mut level) = (n, 0);
    while let Some(place) = (0..with_gaps.len()).max_by_key(|place| open[with_gaps[*place]]) {
        let node = with_gaps.swap_remove(place);
        level = level.max(left - 1 - open[node]);
        core[node] = level as u32;
        left -= 1;
        open[node] = 0;
        gaps[node].iter().for_each(|other| open[*other as usize] = open[*other as usize].saturating_sub(1));
    }
    // The others are all tied to each other.
    let level = level.max(left.saturating_sub(1)) as u32;
    (0..n).filter(|node| gaps[*node].is_empty()).for_each(|node| core[node] = level);
    core
}

/// The nodes, ascending, that are neither neighbours of a node nor the node.
fn gaps_of(neighbours: &[u32], node: usize, n: usize) -> Vec<u32> {
    if neighbours.len() + 1 == n {
        return Vec::new();
    }
    let mut next = 0;
    let mut is_gap = |other: usize| {
        let tied = neighbours.get(next).is_some_and(|neighbour| *neighbour as usize == other);
        next += usize::from(tied);
        !tied && other != node
    };
    (0..n).filter(|other| is_gap(*other)).map(|other| other as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;
    use crate::random::Random;

    #[test]
    fn gaps_and_ties_give_the_same() {
        let mut random = Random::seeded(17);
        for missing in [0, 1, 5, 40, 150] {
            let mut edges: Vec<_> = (0..30).flat_map(|a| (0..a).map(move |b| (a, b, 1.0))).collect();
            for _ in 0..missing {
                edges.swap_remove(random.below(edges.len()));
            }
            let network = Network::undirected(31, &edges, Fold::Once);
            assert_eq!(peel_by_gaps(&network), peel(31, |node, visit| visit(network.neighbours(node))), "{missing}");
        }
    }
}
