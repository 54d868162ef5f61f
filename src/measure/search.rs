//! Distances from one node: breadth first where every tie has length one, else by Dijkstra.

use super::ties::Ties;
use crate::graph::network::Network;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Which way a search walks along arcs; without meaning in an undirected network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Walk {
    /// From a source along the arrows.
    Along,
    /// Against the arrows: the distances are those from the others to the source.
    Against,
}

/// The state of a search, kept between searches to save its allocation.
#[derive(Debug)]
pub(super) struct Search {
    distance: Vec<f64>,
    reached: Vec<u32>,
    heap: BinaryHeap<Candidate>,
}

impl Search {
    pub(super) fn new(n: usize) -> Self {
        Self { distance: vec![f64::INFINITY; n], reached: Vec::new(), heap: BinaryHeap::new() }
    }

    /// Finds all nodes within reach of `source` and their distances.
    ///
    /// `at_most` is a number of nodes, the source included, that are certainly not exceeded: when so many
    /// are found the search ends, which in a dense network is after a few of them.
    pub(super) fn run(&mut self, network: &Network, ties: Ties, walk: Walk, source: usize, at_most: usize) {
        for &node in &self.reached {
            self.distance[node as usize] = f64::INFINITY;
        }
        self.reached.clear();
        self.distance[source] = 0.0;
        if ties.weighted() {
            self.by_length(network, ties, walk, source, at_most);
        } else {
            self.by_steps(network, walk, source, at_most);
        }
    }

    /// The nodes within reach, nearest first, beginning with the source.
    pub(super) fn reached(&self) -> &[u32] {
        &self.reached
    }

    /// The distance of a node; infinite if it is out of reach.
    pub(super) fn distance(&self, node: usize) -> f64 {
        self.distance[node]
    }

    /// The distances of all nodes within reach but the source, nearest first.
    pub(super) fn distances(&self) -> impl Iterator<Item = f64> {
        self.reached.iter().skip(1).map(|&node| self.distance[node as usize])
    }

    fn by_steps(&mut self, network: &Network, walk: Walk, source: usize, at_most: usize) {
        self.reached.push(source as u32);
        let mut next = 0;
        while let Some(&node) = self.reached.get(next) {
            if self.reached.len() >= at_most {
                return;
            }
            next += 1;
            let further = self.distance[node as usize] + 1.0;
            for &other in edges(network, walk, node as usize).0 {
                if self.distance[other as usize] == f64::INFINITY {
                    self.distance[other as usize] = further;
                    self.reached.push(other);
                }
            }
        }
    }

    fn by_length(&mut self, network: &Network, ties: Ties, walk: Walk, source: usize, at_most: usize) {
        self.heap.clear();
        self.heap.push(Candidate { distance: 0.0, node: source as u32 });
        while let Some(Candidate { distance, node }) = self.heap.pop() {
            // A shorter way was found after this candidate was put down.
            if distance > self.distance[node as usize] {
                continue;
            }
            self.reached.push(node);
            if self.reached.len() >= at_most {
                return;
            }
            let (others, weights) = edges(network, walk, node as usize);
            for (&other, &weight) in others.iter().zip(weights) {
                let further = distance + ties.length(weight);
                if further < self.distance[other as usize] {
                    self.distance[other as usize] = further;
                    self.heap.push(Candidate { distance: further, node: other });
                }
            }
        }
    }
}

fn edges(network: &Network, walk: Walk, node: usize) -> (&[u32], &[f64]) {
    match walk {
        Walk::Along => (network.neighbours(node), network.weights(node)),
        Walk::Against => (network.predecessors(node), network.predecessor_weights(node)),
    }
}

/// A node and a distance at which it can be reached; the nearest is the greatest, as the heap wants.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    distance: f64,
    node: u32,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        other.distance.total_cmp(&self.distance).then(other.node.cmp(&self.node))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;
    use crate::measure::Options;

    #[test]
    fn a_strong_detour_is_shorter_than_a_weak_tie() {
        let arcs = [(0, 1, 4.0), (1, 2, 4.0), (0, 2, 1.0), (3, 0, 2.0)];
        let network = Network::directed(4, &arcs, Fold::Sum);
        let distances = |weighted, walk, source| {
            let ties = Ties::chosen(&network, Options { weighted, normalised: false });
            let mut search = Search::new(4);
            // A second search starts from a clean slate.
            search.run(&network, ties, Walk::Along, 3, 4);
            search.run(&network, ties, walk, source, 4);
            (0..4).map(|node| search.distance(node)).collect::<Vec<_>>()
        };
        let far = f64::INFINITY;
        assert_eq!(distances(true, Walk::Along, 0), [0.0, 0.25, 0.5, far]);
        assert_eq!(distances(false, Walk::Along, 0), [0.0, 1.0, 1.0, far]);
        assert_eq!(distances(true, Walk::Against, 2), [0.5, 0.25, 0.0, 1.0]);
    }

    #[test]
    fn it_ends_when_all_are_found() {
        let network = Network::undirected(3, &[(0, 1, 1.0), (0, 2, 1.0), (1, 2, 1.0)], Fold::Once);
        let ties = Ties::chosen(&network, Options { weighted: false, normalised: false });
        let mut search = Search::new(3);
        search.run(&network, ties, Walk::Along, 1, 3);
        assert_eq!(search.reached(), [1, 0, 2]);
        assert_eq!(search.distances().collect::<Vec<_>>(), [1.0, 1.0]);
    }
}
