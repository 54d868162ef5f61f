//! The smallest set of nodes that touches every edge, exactly.
//!
//! Without a minimum vertex cover no edge is left, so the nodes outside it are a largest independent set.
//! In a network of quarrels that is the smallest set whose absence leaves no quarrel, and the largest
//! coalition that is free of them. The problem is NP-hard (Karp 1972); networks of states are small and
//! sparse enough for branch and bound: nodes with one neighbour are settled at once, the node with most
//! neighbours is either taken or all its neighbours are, and a partition into cliques bounds from below
//! what is still needed, as a clique of k nodes needs k − 1 of them.

use crate::graph::network::Network;
use fixedbitset::FixedBitSet;

/// A smallest set of nodes that touches every edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VertexCover {
    /// One of the smallest sets, ascending.
    pub nodes: Vec<usize>,
    /// For every node, how many of the smallest sets it belongs to.
    pub share: Vec<InCover>,
    /// Whether the search came to its end; if not, the set touches every edge, and a smaller one may exist.
    pub exact: bool,
}

/// To which of all smallest sets a node belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InCover {
    /// To every one: without it, more nodes are needed.
    Always,
    /// To some.
    Sometimes,
    /// To none.
    Never,
    /// Not found out, as the search was cut short.
    Unknown,
}

/// How many branches a search may take before it settles for what it has.
const BUDGET: u64 = 2_000_000;

/// Finds a minimum vertex cover of a network; directions and weights do not matter.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::vertex_cover::{InCover, vertex_cover};
/// // A star: its centre touches every edge.
/// let star = Network::undirected(4, &[(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)], Fold::Once);
/// let cover = vertex_cover(&star);
/// assert_eq!(cover.nodes, [0]);
/// assert_eq!(cover.share[..2], [InCover::Always, InCover::Never]);
/// ```
pub fn vertex_cover(network: &Network) -> VertexCover {
    let n = network.node_count();
    let mut search = Search { neighbours: neighbours(network), budget: BUDGET };
    let mut nodes = Vec::new();
    let mut share = vec![InCover::Never; n];
    let mut exact = true;
    for part in components(&search.neighbours) {
        let (cover, found) = search.smallest(&part);
        exact &= found;
        for node in part.ones() {
            share[node] = if found { search.share(&part, node, cover.len()) } else { InCover::Unknown };
        }
        nodes.extend(cover);
    }
    nodes.sort_unstable();
    VertexCover { nodes, share, exact }
}

fn neighbours(network: &Network) -> Vec<FixedBitSet> {
    let n = network.node_count();
    let mut sets = vec![FixedBitSet::with_capacity(n); n];
    for a in 0..n {
        for &b in network.neighbours(a) {
            sets[a].insert(b as usize);
            sets[b as usize].insert(a);
        }
    }
    sets
}

/// The parts that edges hold together; nodes without edges are left out.
fn components(neighbours: &[FixedBitSet]) -> Vec<FixedBitSet> {
    let n = neighbours.len();
    let mut seen = FixedBitSet::with_capacity(n);
    let mut parts = Vec::new();
    for start in 0..n {
        if seen.contains(start) || neighbours[start].is_clear() {
            continue;
        }
        let mut part = FixedBitSet::with_capacity(n);
        let mut open = vec![start];
        part.insert(start);
        while let Some(node) = open.pop() {
            for next in neighbours[node].ones() {
                if !part.put(next) {
                    open.push(next);
                }
            }
        }
        seen.union_with(&part);
        parts.push(part);
    }
    parts
}

struct Search {
    neighbours: Vec<FixedBitSet>,
    budget: u64,
}

impl Search {
    /// A smallest cover of what is alive, and whether it is surely one.
    fn smallest(&mut self, alive: &FixedBitSet) -> (Vec<usize>, bool) {
        let mut best = self.greedy(alive.clone());
        self.branch(alive.clone(), Vec::new(), &mut best);
        best.sort_unstable();
        (best, self.budget > 0)
    }

    /// To which of the smallest covers of a part, of a known size, a node belongs.
    fn share(&mut self, part: &FixedBitSet, node: usize, size: usize) -> InCover {
        let mut without = part.clone();
        without.remove(node);
        let taken = 1 + self.smallest(&without).0.len();
        let around: Vec<usize> = self.neighbours[node].intersection(part).collect();
        around.iter().for_each(|other| without.remove(*other));
        let left = around.len() + self.smallest(&without).0.len();
        match (self.budget > 0, taken == size, left == size) {
            (false, ..) => InCover::Unknown,
            (_, true, false) => InCover::Always,
            (_, true, true) => InCover::Sometimes,
            _ => InCover::Never,
        }
    }

    fn degree(&self, node: usize, alive: &FixedBitSet) -> usize {
        self.neighbours[node].intersection_count(alive)
    }

    /// The alive node with most neighbours, the first of them, with its degree.
    fn busiest(&self, alive: &FixedBitSet) -> Option<(usize, usize)> {
        let degrees = alive.ones().map(|node| (node, self.degree(node, alive)));
        degrees.max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).filter(|(_, degree)| *degree > 0)
    }

    /// A cover that takes the busiest node again and again: never too small, and a start.
    fn greedy(&self, mut alive: FixedBitSet) -> Vec<usize> {
        let mut cover = Vec::new();
        while let Some((node, _)) = self.busiest(&alive) {
            cover.push(node);
            alive.remove(node);
        }
        cover
    }

    fn branch(&mut self, mut alive: FixedBitSet, mut chosen: Vec<usize>, best: &mut Vec<usize>) {
        if self.budget == 0 {
            return;
        }
        self.budget -= 1;
        // A node with one neighbour: taking the neighbour is never worse.
        while let Some(leaf) = alive.ones().find(|node| self.degree(*node, &alive) == 1) {
            let Some(other) = self.neighbours[leaf].intersection(&alive).next() else { break };
            chosen.push(other);
            alive.remove(other);
            alive.remove(leaf);
        }
        let Some((node, _)) = self.busiest(&alive) else {
            if chosen.len() < best.len() {
                *best = chosen;
            }
            return;
        };
        if chosen.len() + self.at_least(&alive) >= best.len() {
            return;
        }
        let around: Vec<usize> = self.neighbours[node].intersection(&alive).collect();
        let mut taken = chosen.clone();
        taken.push(node);
        alive.remove(node);
        self.branch(alive.clone(), taken, best);
        around.iter().for_each(|other| alive.remove(*other));
        chosen.extend(around);
        self.branch(alive, chosen, best);
    }

    /// How many nodes a cover of what is alive needs at least: all but one of every clique of a partition.
    fn at_least(&self, alive: &FixedBitSet) -> usize {
        let mut left = alive.clone();
        let mut needed = 0;
        while let Some(first) = left.ones().next() {
            left.remove(first);
            let mut candidates = self.neighbours[first].clone();
            candidates.intersect_with(&left);
            while let Some(next) = candidates.ones().next() {
                left.remove(next);
                candidates.remove(next);
                candidates.intersect_with(&self.neighbours[next]);
                needed += 1;
            }
        }
        needed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;
    use proptest::prelude::*;

    fn network(n: usize, edges: &[(u32, u32)]) -> Network {
        let edges: Vec<(u32, u32, f64)> = edges.iter().map(|(a, b)| (*a, *b, 1.0)).collect();
        Network::undirected(n, &edges, Fold::Once)
    }

    fn covers(set: u32, edges: &[(u32, u32)]) -> bool {
        edges.iter().all(|(a, b)| a == b || set & (1 << a) != 0 || set & (1 << b) != 0)
    }

    #[test]
    fn known_networks_need_what_theory_says() {
        let ring: Vec<(u32, u32)> = (0..7).map(|i| (i, (i + 1) % 7)).collect();
        let cover = vertex_cover(&network(7, &ring));
        assert_eq!((cover.nodes.len(), cover.exact), (4, true));
        assert!(cover.share.iter().all(|share| *share == InCover::Sometimes));
        let clique: Vec<(u32, u32)> = (0..6).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
        assert_eq!(vertex_cover(&network(6, &clique)).nodes.len(), 5);
        // Petersen: the largest independent set has four nodes.
        let mut petersen: Vec<(u32, u32)> = (0..5).map(|i| (i, (i + 1) % 5)).collect();
        petersen.extend((0..5).map(|i| (i, i + 5)));
        petersen.extend((0..5).map(|i| (i + 5, (i + 2) % 5 + 5)));
        assert_eq!(vertex_cover(&network(10, &petersen)).nodes.len(), 6);
        assert!(vertex_cover(&network(3, &[])).nodes.is_empty());
        assert!(vertex_cover(&network(0, &[])).nodes.is_empty());
    }

    proptest! {
        #[test]
        fn no_smaller_set_touches_every_edge(edges in prop::collection::vec((0u32..9, 0u32..9), 0..18)) {
            let found = vertex_cover(&network(9, &edges));
            let sets: Vec<u32> = (0u32..1 << 9).filter(|set| covers(*set, &edges)).collect();
            let least = sets.iter().map(|set| set.count_ones()).min().unwrap() as usize;
            let as_set = found.nodes.iter().fold(0, |set, node| set | 1 << node);
            prop_assert!(found.exact && covers(as_set, &edges));
            prop_assert_eq!(found.nodes.len(), least);
            let smallest: Vec<u32> = sets.into_iter().filter(|set| set.count_ones() as usize == least).collect();
            for (node, share) in found.share.iter().enumerate() {
                let with = smallest.iter().filter(|set| **set & 1 << node != 0).count();
                let expected = match with {
                    0 => InCover::Never,
                    n if n == smallest.len() => InCover::Always,
                    _ => InCover::Sometimes,
                };
                prop_assert_eq!(*share, expected);
            }
        }
    }
}
