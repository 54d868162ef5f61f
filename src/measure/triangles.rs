//! How many triangles every node is part of, in undirected networks without weights.
//!
//! Every edge is looked at from its end with fewer neighbours, so that no row of a hub is walked more often
//! than its few large neighbours ask for (the forward algorithm: Schank, T. and Wagner, D. (2005), Finding,
//! counting and listing all triangles in large graphs, *WEA 2005*, 606-609,
//! <https://doi.org/10.1007/11427186_54>). Counts are whole numbers, so that threads may add them in any order.
//! Where ties are many, as among states of today, they are counted sixty-four at a time instead.

use super::bits::Rows;
use crate::graph::network::Network;
use rayon::prelude::*;

/// The triangles at every node; arcs must lead both ways.
pub(super) fn triangles(network: &Network) -> Vec<u64> {
    let n = network.node_count();
    if let Some(rows) = Rows::if_dense(network) {
        let closed = |node: usize| -> u64 {
            let with =
                |other: &u32| rows.common(node, *other as usize).map(|word| u64::from(word.count_ones())).sum::<u64>();
            // Each triangle is met from both of its other corners.
            network.neighbours(node).iter().map(with).sum::<u64>() / 2
        };
        return (0..n).map(closed).collect();
    }
    let degree = |node: u32| network.neighbours(node as usize).len();
    let upwards = |from: u32, to: u32| (degree(from), from) < (degree(to), to);
    let mut starts = Vec::with_capacity(n + 1);
    let mut above: Vec<u32> = Vec::with_capacity(network.edge_count());
    for node in 0..n as u32 {
        starts.push(above.len());
        above.extend(network.neighbours(node as usize).iter().filter(|to| upwards(node, **to)));
    }
    starts.push(above.len());
    let row = |node: u32| &above[starts[node as usize]..starts[node as usize + 1]];
    let threads = if n < SMALL { 1 } else { rayon::current_num_threads() };
    let share = |first: usize| {
        let mut counts = vec![0u64; n];
        let mut met = vec![u32::MAX; n];
        for node in (first..n).step_by(threads) {
            let node = node as u32;
            row(node).iter().for_each(|other| met[*other as usize] = node);
            for &other in row(node) {
                let mut closed = 0;
                for &third in row(other) {
                    if met[third as usize] == node {
                        counts[third as usize] += 1;
                        closed += 1;
                    }
                }
                counts[other as usize] += closed;
                counts[node as usize] += closed;
            }
        }
        counts
    };
    let shares: Vec<Vec<u64>> = (0..threads).into_par_iter().map(share).collect();
    let mut shares = shares.into_iter();
    let mut total = shares.next().unwrap_or_default();
    for more in shares {
        total.iter_mut().zip(more).for_each(|(total, more)| *total += more);
    }
    total
}

/// A network of fewer nodes is done before a second thread has woken.
const SMALL: usize = 4_096;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn each_triangle_counts_at_its_three_corners() {
        let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 3, 1.0), (3, 0, 1.0), (3, 4, 1.0)];
        assert_eq!(triangles(&Network::undirected(6, &edges, Fold::Once)), [2, 1, 2, 1, 0, 0]);
        assert!(triangles(&Network::undirected(0, &[], Fold::Once)).is_empty());
    }
}
