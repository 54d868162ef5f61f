//! The connected parts of a network, arcs taken without their direction.

use super::ties::Ties;
use crate::graph::network::Network;

/// The parts of a network, in the order of their smallest node; nodes ascending within a part.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    part_of: Vec<u32>,
    members: Vec<u32>,
    starts: Vec<usize>,
}

impl Parts {
    /// Finds the parts; edges that are no ties do not join.
    pub(super) fn of(network: &Network, ties: Ties) -> Self {
        const UNSEEN: u32 = u32::MAX;
        let n = network.node_count();
        let mut part_of = vec![UNSEEN; n];
        let mut members = Vec::with_capacity(n);
        let mut starts = vec![0];
        for first in 0..n {
            if part_of[first] != UNSEEN {
                continue;
            }
            let (part, start) = (starts.len() as u32 - 1, members.len());
            part_of[first] = part;
            members.push(first as u32);
            let mut next = start;
            // When all are met nobody can be added.
            while let Some(&node) = members.get(next).filter(|_| members.len() < n) {
                next += 1;
                let node = node as usize;
                let mut join = |others: &[u32], weights: &[f64]| {
                    for (&other, &weight) in others.iter().zip(weights) {
                        if part_of[other as usize] == UNSEEN && ties.strength(weight) > 0.0 {
                            part_of[other as usize] = part;
                            members.push(other);
                        }
                    }
                };
                join(network.neighbours(node), network.weights(node));
                if network.is_directed() {
                    join(network.predecessors(node), network.predecessor_weights(node));
                }
            }
            members[start..].sort_unstable();
            starts.push(members.len());
        }
        Self { part_of, members, starts }
    }

    /// The number of parts; an isolate is one.
    pub(super) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The nodes of every part.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.members[ends[0]..ends[1]])
    }

    /// The number of nodes in the part of `node`, itself included.
    pub(super) fn size_around(&self, node: usize) -> usize {
        let part = self.part_of[node] as usize;
        self.starts[part + 1] - self.starts[part]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn arcs_join_both_ways_and_void_ties_do_not() {
        let arcs = [(3, 0, 1.0), (3, 1, 2.0), (4, 2, 0.0)];
        let network = Network::directed(5, &arcs, Fold::Sum);
        let parts = Parts::of(&network, Ties::always_weighted());
        assert_eq!(parts.iter().collect::<Vec<_>>(), [&[0, 1, 3][..], &[2], &[4]]);
        assert_eq!((parts.count(), parts.size_around(1), parts.size_around(4)), (3, 3, 1));
        assert_eq!(Parts::of(&Network::undirected(0, &[], Fold::Once), Ties::always_weighted()).count(), 0);
    }
}
