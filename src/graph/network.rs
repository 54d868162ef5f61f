//! The frozen adjacency that every measure reads.
//!
//! A [`Network`] is numbers only: nodes `0..n`, neighbours in ascending order, one weight an edge.
//! Which relations became edges, and how parallel ones were folded, was decided before.

use rayon::prelude::*;

/// How parallel edges between the same two nodes become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// One edge of weight one, however many there were.
    Once,
    /// One edge whose weight is the sum.
    Sum,
    /// One edge with the largest weight.
    Max,
}

impl Fold {
    /// The words that an answer prints for this choice.
    pub fn label(self) -> &'static str {
        match self {
            Self::Once => "parallel relations counted once",
            Self::Sum => "weights of parallel relations added",
            Self::Max => "largest weight of parallel relations kept",
        }
    }
}

/// A simple weighted network, frozen: no parallel edges, no loops, neighbours sorted.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// let square = Network::undirected(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)], Fold::Once);
/// assert_eq!(square.neighbours(0), &[1, 3]);
/// assert_eq!(square.edge_count(), 4);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    directed: bool,
    out: Adjacency,
    /// Arcs reversed; for an undirected network it is not kept, as `out` serves.
    into: Option<Adjacency>,
    sides: Option<Vec<Side>>,
}

/// The side of a node in a two-mode network: actors sit in groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// One who sits.
    Actor,
    /// What is sat in.
    Group,
}

/// Rows of neighbours, ascending.
#[derive(Debug, Clone, PartialEq, Default)]
struct Adjacency {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    weights: Weights,
}

/// One weight an edge, or one for all: an unweighted network of ten million edges need not keep as many ones.
#[derive(Debug, Clone, PartialEq)]
enum Weights {
    /// Every weight is one; as many ones as the longest row has.
    Ones(Vec<f64>),
    /// In the order of the targets.
    Each(Vec<f64>),
}

impl Default for Weights {
    fn default() -> Self {
        Self::Ones(Vec::new())
    }
}

impl Network {
    /// Builds an undirected network of `n` nodes; loops are dropped, parallel edges folded.
    ///
    /// # Panics
    /// If an edge names a node that is not below `n`: a mistake of ours.
    pub fn undirected(n: usize, edges: &[(u32, u32, f64)], fold: Fold) -> Self {
        let arcs = || edges.iter().flat_map(|&(a, b, w)| [(a, b, w), (b, a, w)]);
        Self { directed: false, out: Adjacency::build(n, arcs, fold), into: None, sides: None }
    }

    /// Builds a directed network of `n` nodes; loops are dropped, parallel arcs folded.
    ///
    /// # Panics
    /// If an arc names a node that is not below `n`: a mistake of ours.
    pub fn directed(n: usize, arcs: &[(u32, u32, f64)], fold: Fold) -> Self {
        Self {
            directed: true,
            out: Adjacency::build(n, || arcs.iter().copied(), fold),
            into: Some(Adjacency::build(n, || arcs.iter().map(|&(a, b, w)| (b, a, w)), fold)),
            sides: None,
        }
    }

    /// Builds a network of edges without weights, each once; loops are dropped.
    ///
    /// ```
    /// use comity::graph::network::Network;
    /// let path = Network::of_pairs(3, &[(0, 1), (2, 1), (1, 0)], false);
    /// assert_eq!((path.edge_count(), path.neighbours(1)), (2, &[0, 2][..]));
    /// ```
    ///
    /// # Panics
    /// If an edge names a node that is not below `n`: a mistake of ours.
    pub fn of_pairs(n: usize, pairs: &[(u32, u32)], directed: bool) -> Self {
        let along = || pairs.iter().map(|&(a, b)| (a, b, 1.0));
        let against = || pairs.iter().map(|&(a, b)| (b, a, 1.0));
        let both = || pairs.iter().flat_map(|&(a, b)| [(a, b, 1.0), (b, a, 1.0)]);
        if directed {
            let into = Some(Adjacency::build(n, against, Fold::Once));
            return Self { directed, out: Adjacency::build(n, along, Fold::Once), into, sides: None };
        }
        Self { directed, out: Adjacency::build(n, both, Fold::Once), into: None, sides: None }
    }

    /// Marks the network as two-mode; measures then normalise by the size of the other side.
    ///
    /// # Panics
    /// If there is not one side for every node: a mistake of ours.
    #[must_use]
    pub fn with_sides(mut self, sides: Vec<Side>) -> Self {
        assert_eq!(sides.len(), self.node_count(), "one side for every node");
        self.sides = Some(sides);
        self
    }

    /// The number of nodes.
    pub fn node_count(&self) -> usize {
        self.out.offsets.len() - 1
    }

    /// The number of edges (undirected) or arcs (directed).
    pub fn edge_count(&self) -> usize {
        if self.directed { self.out.targets.len() } else { self.out.targets.len() / 2 }
    }

    /// Whether edges have a direction.
    pub fn is_directed(&self) -> bool {
        self.directed
    }

    /// The side of every node, if the network is two-mode.
    pub fn sides(&self) -> Option<&[Side]> {
        self.sides.as_deref()
    }

    /// The nodes that `node` points to, ascending; all neighbours if undirected.
    pub fn neighbours(&self, node: usize) -> &[u32] {
        self.out.targets(node)
    }

    /// The weights of the edges to [`Self::neighbours`], in the same order.
    pub fn weights(&self, node: usize) -> &[f64] {
        self.out.weights(node)
    }

    /// The nodes that point to `node`, ascending; all neighbours if undirected.
    pub fn predecessors(&self, node: usize) -> &[u32] {
        self.into.as_ref().unwrap_or(&self.out).targets(node)
    }

    /// The weights of the edges from [`Self::predecessors`], in the same order.
    pub fn predecessor_weights(&self, node: usize) -> &[f64] {
        self.into.as_ref().unwrap_or(&self.out).weights(node)
    }

    /// Every edge once (undirected, from the smaller node) or every arc, in ascending order, with its weight.
    ///
    /// ```
    /// use comity::graph::network::{Fold, Network};
    /// let path = Network::undirected(3, &[(2, 1, 5.0), (1, 0, 1.0)], Fold::Sum);
    /// assert_eq!(path.ties().collect::<Vec<_>>(), [(0, 1, 1.0), (1, 2, 5.0)]);
    /// ```
    pub fn ties(&self) -> impl Iterator<Item = (u32, u32, f64)> {
        (0..self.node_count()).flat_map(move |from| {
            let ends = self.neighbours(from).iter().zip(self.weights(from));
            let from = from as u32;
            ends.filter(move |(to, _)| self.directed || **to > from).map(move |(&to, &weight)| (from, to, weight))
        })
    }

    /// Whether every edge has weight one.
    pub fn is_unweighted(&self) -> bool {
        match &self.out.weights {
            Weights::Ones(_) => true,
            Weights::Each(weights) => weights.iter().all(|&w| w == 1.0),
        }
    }
}

impl Adjacency {
    /// Sorts arcs into rows: counted first, then placed, then each row by itself, which takes no longer
    /// than reading them a few times.
    fn build<A: Iterator<Item = (u32, u32, f64)>>(n: usize, arcs: impl Fn() -> A, fold: Fold) -> Self {
        let mut offsets = vec![0u32; n + 1];
        let mut all_one = true;
        // Walked from inside: a chain of two arcs an edge is slow to step through from outside.
        arcs().for_each(|(a, b, w)| {
            assert!((a as usize) < n && (b as usize) < n, "edge ({a}, {b}) in a network of {n} nodes");
            if a != b {
                offsets[a as usize + 1] += 1;
                all_one &= w == 1.0;
            }
        });
        for i in 0..n {
            offsets[i + 1] += offsets[i];
        }
        if fold == Fold::Once || all_one {
            return Self::unweighted(offsets, arcs(), fold);
        }
        let mut next = offsets.clone();
        let mut placed = vec![(0u32, 0.0f64); offsets[n] as usize];
        for (a, b, w) in arcs().filter(|(a, b, _)| a != b) {
            placed[next[a as usize] as usize] = (b, w);
            next[a as usize] += 1;
        }
        // Stable: parallel arcs are added in the order they were given, so sums are repeatable.
        each_row(&mut placed, &offsets, |row| {
            if !row.is_sorted_by_key(|(to, _)| *to) {
                row.sort_by_key(|(to, _)| *to);
            }
        });
        let mut kept: Vec<u32> = Vec::with_capacity(n + 1);
        let (mut targets, mut weights) = (Vec::with_capacity(placed.len()), Vec::<f64>::with_capacity(placed.len()));
        for node in 0..n {
            kept.push(targets.len() as u32);
            let start = targets.len();
            for &(to, w) in &placed[offsets[node] as usize..offsets[node + 1] as usize] {
                match weights.last_mut().filter(|_| targets.len() > start && targets.last() == Some(&to)) {
                    Some(known) if fold == Fold::Sum => *known += w,
                    Some(known) => *known = known.max(w),
                    None => {
                        targets.push(to);
                        weights.push(w);
                    }
                }
            }
        }
        kept.push(targets.len() as u32);
        Self { offsets: kept, targets, weights: Weights::Each(weights) }
    }

    /// The same where every weight is one, or does not count.
    fn unweighted(offsets: Vec<u32>, arcs: impl Iterator<Item = (u32, u32, f64)>, fold: Fold) -> Self {
        let n = offsets.len() - 1;
        let mut next = offsets.clone();
        let mut targets = vec![0u32; offsets[n] as usize];
        arcs.filter(|(a, b, _)| a != b).for_each(|(a, b, _)| {
            targets[next[a as usize] as usize] = b;
            next[a as usize] += 1;
        });
        drop(next);
        each_row(&mut targets, &offsets, <[u32]>::sort_unstable);
        let row = |node: usize| offsets[node] as usize..offsets[node + 1] as usize;
        let parallel = (0..n).any(|node| targets[row(node)].windows(2).any(|pair| pair[0] == pair[1]));
        let longest = (0..n).map(|node| row(node).len()).max().unwrap_or(0);
        if !parallel {
            return Self { offsets, targets, weights: Weights::Ones(vec![1.0; longest]) };
        }
        let mut kept: Vec<u32> = Vec::with_capacity(n + 1);
        let (mut once, mut times) = (Vec::with_capacity(targets.len()), Vec::<f64>::new());
        for node in 0..n {
            kept.push(once.len() as u32);
            for same in targets[row(node)].chunk_by(|a, b| a == b) {
                once.push(same[0]);
                if fold == Fold::Sum {
                    times.push(same.len() as f64);
                }
            }
        }
        kept.push(once.len() as u32);
        let weights = if fold == Fold::Sum { Weights::Each(times) } else { Weights::Ones(vec![1.0; longest]) };
        Self { offsets: kept, targets: once, weights }
    }

    fn targets(&self, node: usize) -> &[u32] {
        &self.targets[self.range(node)]
    }

    fn weights(&self, node: usize) -> &[f64] {
        let range = self.range(node);
        match &self.weights {
            Weights::Ones(ones) => &ones[..range.len()],
            Weights::Each(weights) => &weights[range],
        }
    }

    fn range(&self, node: usize) -> std::ops::Range<usize> {
        self.offsets[node] as usize..self.offsets[node + 1] as usize
    }
}

/// Changes the rows of a list, each by itself; those of a small network before a second thread has woken.
fn each_row<T: Send>(mut list: &mut [T], offsets: &[u32], change: impl Fn(&mut [T]) + Sync + Send) {
    const SMALL: usize = 100_000;
    if list.len() < SMALL {
        offsets.windows(2).for_each(|ends| change(&mut list[ends[0] as usize..ends[1] as usize]));
        return;
    }
    let mut rows = Vec::with_capacity(offsets.len().saturating_sub(1));
    for ends in offsets.windows(2) {
        let (row, rest) = list.split_at_mut((ends[1] - ends[0]) as usize);
        rows.push(row);
        list = rest;
    }
    rows.into_par_iter().for_each(change);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_named_and_loops_go() {
        let edges = [(0, 1, 2.0), (1, 0, 3.0), (1, 1, 9.0)];
        assert_eq!(Network::undirected(2, &edges, Fold::Sum).weights(0), &[5.0]);
        assert_eq!(Network::undirected(2, &edges, Fold::Max).weights(1), &[3.0]);
        let once = Network::undirected(3, &edges, Fold::Once);
        assert_eq!((once.weights(0), once.edge_count()), (&[1.0][..], 1));
        assert!(once.neighbours(2).is_empty());
    }

    #[test]
    fn direction_is_kept() {
        let arcs = Network::directed(3, &[(0, 1, 1.0), (2, 1, 4.0)], Fold::Once);
        assert_eq!(arcs.predecessors(1), &[0, 2]);
        assert!(arcs.neighbours(1).is_empty());
        assert_eq!(arcs.edge_count(), 2);
    }
}
