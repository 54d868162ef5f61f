//! Distances from one node: breadth first where every tie has length one, else by Dijkstra, with a heap or, where most
//! pairs are tied, by whole rows of lengths.

use super::lengths::Lengths;
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

/// Where searches lead: a network, how its weights are read, and which way its arcs are walked.
pub(super) struct Ways<'n> {
    network: &'n Network,
    ties: Ties,
    walk: Walk,
    lengths: Option<Lengths>,
}

impl<'n> Ways<'n> {
    pub(super) fn of(network: &'n Network, ties: Ties, walk: Walk) -> Self {
        let lengths = Lengths::if_dense(network, ties, walk == Walk::Against);
        Self { network, ties, walk, lengths }
    }

    pub(super) fn weighted(&self) -> bool {
        self.ties.weighted()
    }

    /// A search to be run.
    pub(super) fn search(&self) -> Search {
        let n = self.lengths.as_ref().map_or(self.network.node_count(), Lengths::width);
        let done = if self.lengths.is_some() { vec![f64::INFINITY; n] } else { Vec::new() };
        Search { distance: vec![f64::INFINITY; n], reached: Vec::new(), heap: BinaryHeap::new(), done }
    }

    fn ties_of(&self, node: usize) -> (&[u32], &[f64]) {
        match self.walk {
            Walk::Along => (self.network.neighbours(node), self.network.weights(node)),
            Walk::Against => (self.network.predecessors(node), self.network.predecessor_weights(node)),
        }
    }
}

/// The state of a search, kept between searches to save its allocation.
#[derive(Debug)]
pub(super) struct Search {
    /// Of every node, and of as many more as rows of lengths are filled up by.
    distance: Vec<f64>,
    reached: Vec<u32>,
    heap: BinaryHeap<Candidate>,
    /// Where lengths are read by rows: zero for nodes whose distance is not final yet, infinite for the others.
    done: Vec<f64>,
}

impl Search {
    /// Finds all nodes within reach of `source` and their distances.
    ///
    /// `at_most` is a number of nodes, the source included, that are certainly not exceeded: when so many
    /// are found the search ends, which in a dense network is after a few of them.
    pub(super) fn run(&mut self, ways: &Ways<'_>, source: usize, at_most: usize) {
        for &node in &self.reached {
            self.distance[node as usize] = f64::INFINITY;
        }
        self.reached.clear();
        self.distance[source] = 0.0;
        match &ways.lengths {
            Some(lengths) => self.by_rows(lengths, source),
            None if ways.weighted() => self.by_length(ways, source, at_most),
            None => self.by_steps(ways, source, at_most),
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

    /// Tells every node to which a shortest way leads on from `node`; ways are equally long if they differ by less than the
    /// share `slack` of their length.
    pub(super) fn onwards(&self, ways: &Ways<'_>, node: usize, slack: f64, mut tell: impl FnMut(usize)) {
        if let Some(lengths) = &ways.lengths {
            return lengths.onwards(node, &self.distance, slack, tell);
        }
        let (others, weights) = ways.ties_of(node);
        for (&other, &weight) in others.iter().zip(weights) {
            let over = self.distance[node] + ways.ties.length(weight);
            if over < self.distance[other as usize] * (1.0 + slack) {
                tell(other as usize);
            }
        }
    }

    fn by_steps(&mut self, ways: &Ways<'_>, source: usize, at_most: usize) {
        self.reached.push(source as u32);
        let mut next = 0;
        while let Some(&node) = self.reached.get(next) {
            if self.reached.len() >= at_most {
                return;
            }
            next += 1;
            let further = self.distance[node as usize] + 1.0;
            for &other in ways.ties_of(node as usize).0 {
                if self.distance[other as usize] == f64::INFINITY {
                    self.distance[other as usize] = further;
                    self.reached.push(other);
                }
            }
        }
    }

    fn by_length(&mut self, ways: &Ways<'_>, source: usize, at_most: usize) {
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
            let (others, weights) = ways.ties_of(node as usize);
            for (&other, &weight) in others.iter().zip(weights) {
                let further = distance + ways.ties.length(weight);
                if further < self.distance[other as usize] {
                    self.distance[other as usize] = further;
                    self.heap.push(Candidate { distance: further, node: other });
                }
            }
        }
    }

    fn by_rows(&mut self, lengths: &Lengths, source: usize) {
        self.done.fill(0.0);
        let mut next = Some(source);
        while let Some(node) = next {
            self.reached.push(node as u32);
            self.done[node] = f64::INFINITY;
            next = lengths.relax(node, &mut self.distance, &self.done);
        }
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
    use crate::random::Random;

    #[test]
    fn a_strong_detour_is_shorter_than_a_weak_tie() {
        let arcs = [(0, 1, 4.0), (1, 2, 4.0), (0, 2, 1.0), (3, 0, 2.0)];
        let network = Network::directed(4, &arcs, Fold::Sum);
        let distances = |weighted, walk, source| {
            let ties = Ties::chosen(&network, Options { weighted, normalised: false });
            let ways = Ways::of(&network, ties, walk);
            let mut search = ways.search();
            // A second search starts from a clean slate.
            search.run(&ways, 3, 4);
            search.run(&ways, source, 4);
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
        let ways = Ways::of(&network, ties, Walk::Along);
        let mut search = ways.search();
        search.run(&ways, 1, 3);
        assert_eq!(search.reached(), [1, 0, 2]);
        assert_eq!(search.distances().collect::<Vec<_>>(), [1.0, 1.0]);
    }

    #[test]
    fn rows_and_a_heap_find_the_same() {
        let mut random = Random::seeded(11);
        // Few weights, so that many ways are equally long; one who is apart.
        let draw =
            |random: &mut Random| (random.below(30) as u32, random.below(30) as u32, 1.0 + random.below(3) as f64);
        let edges: Vec<_> = (0..300).map(|_| draw(&mut random)).collect();
        for network in [Network::undirected(31, &edges, Fold::Max), Network::directed(31, &edges, Fold::Max)] {
            for walk in [Walk::Along, Walk::Against] {
                let rows = Ways::of(&network, Ties::always_weighted(), walk);
                let heap = Ways { lengths: None, ..Ways::of(&network, Ties::always_weighted(), walk) };
                let (mut by_rows, mut by_heap) = (rows.search(), heap.search());
                for source in 0..31 {
                    by_rows.run(&rows, source, 31);
                    by_heap.run(&heap, source, 31);
                    assert_eq!(by_rows.reached(), by_heap.reached());
                    assert!((0..31).all(|node| by_rows.distance(node) == by_heap.distance(node)));
                }
            }
        }
    }
}
