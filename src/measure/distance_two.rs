//! Betweenness by bit sets where nobody is farther than two steps from anybody.
//!
//! Such a network needs no search: a pair that is not tied has as many shortest paths as neighbours in
//! common, and each of these carries one of them. Networks of shared bodies are mostly like this.

use super::bits::Rows;
use super::blocks;
use crate::graph::network::Network;

/// Beyond so many nodes a search is no slower.
const MOST: usize = 1024;

/// The betweenness of every node, not normalised; `None` if the network is not of this kind.
pub(super) fn betweenness(network: &Network) -> Option<Vec<f64>> {
    let n = network.node_count();
    if network.is_directed() || n > MOST {
        return None;
    }
    let rows = Rows::of(network);
    // Isolates are in no pair that has a path.
    let tied: Vec<usize> = (0..n).filter(|&node| !network.neighbours(node).is_empty()).collect();
    let apart = |a: usize, b: usize| b > a && !rows.has(a, b);
    let near = |a: usize| tied.iter().filter(|&&b| apart(a, b)).all(|&b| rows.common(a, b).any(|word| word != 0));
    if !tied.iter().all(|&a| near(a)) {
        return None;
    }
    let add = |(): &mut (), a: usize, totals: &mut [f64]| {
        for &b in tied.iter().filter(|&&b| apart(a, b)) {
            let paths: u32 = rows.common(a, b).map(u64::count_ones).sum();
            if paths == 0 {
                continue;
            }
            let share = 1.0 / f64::from(paths);
            for (place, mut word) in rows.common(a, b).enumerate() {
                while word != 0 {
                    totals[place * 64 + word.trailing_zeros() as usize] += share;
                    word &= word - 1;
                }
            }
        }
    };
    let all: Vec<u32> = (0..n as u32).collect();
    Some(blocks::sum_over_sources(n, &all, || (), add))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn isolates_are_passed_over_and_longer_ways_refused() {
        let star = Network::undirected(5, &[(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)], Fold::Once);
        assert_eq!(betweenness(&star), Some(vec![3.0, 0.0, 0.0, 0.0, 0.0]));
        let path = Network::undirected(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)], Fold::Once);
        assert_eq!(betweenness(&path), None);
        let pairs = Network::undirected(4, &[(0, 1, 1.0), (2, 3, 1.0)], Fold::Once);
        assert_eq!(betweenness(&pairs), None);
    }
}
