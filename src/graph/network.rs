//! The frozen adjacency that every measure reads.
//!
//! A [`Network`] is numbers only: nodes `0..n`, neighbours in ascending order, one weight an edge.
//! Which relations became edges, and how parallel ones were folded, was decided before.

use super::adjacency::{Adjacency, Arcs, Way};

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

impl Network {
    /// Builds an undirected network of `n` nodes; loops are dropped, parallel edges folded.
    ///
    /// # Panics
    /// If an edge names a node that is not below `n`: a mistake of ours.
    pub fn undirected(n: usize, edges: &[(u32, u32, f64)], fold: Fold) -> Self {
        Self::of(n, edges.len(), |i| edges[i], false, fold)
    }

    /// Builds a directed network of `n` nodes; loops are dropped, parallel arcs folded.
    ///
    /// # Panics
    /// If an arc names a node that is not below `n`: a mistake of ours.
    pub fn directed(n: usize, arcs: &[(u32, u32, f64)], fold: Fold) -> Self {
        Self::of(n, arcs.len(), |i| arcs[i], true, fold)
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
        let one = |i: usize| (pairs[i].0, pairs[i].1, 1.0);
        Self::of(n, pairs.len(), one, directed, Fold::Once)
    }

    /// Builds a network of edges whose weights stand beside them; loops are dropped, parallel edges folded.
    ///
    /// # Panics
    /// If there is not one weight for every edge, or an edge names a node that is not below `n`: a mistake of ours.
    pub fn of_weighted_pairs(n: usize, pairs: &[(u32, u32)], weights: &[f64], directed: bool, fold: Fold) -> Self {
        assert_eq!(pairs.len(), weights.len(), "one weight for every edge");
        Self::of(n, pairs.len(), |i| (pairs[i].0, pairs[i].1, weights[i]), directed, fold)
    }

    fn of(n: usize, count: usize, at: impl Fn(usize) -> (u32, u32, f64), directed: bool, fold: Fold) -> Self {
        let arcs = |way: Way| Arcs { count, at: &at, way };
        if !directed {
            return Self { directed, out: Adjacency::build(n, &arcs(Way::Both), fold), into: None, sides: None };
        }
        let out = Adjacency::build(n, &arcs(Way::Along), fold);
        Self { directed, out, into: Some(Adjacency::build(n, &arcs(Way::Against), fold)), sides: None }
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
        self.out.row_count()
    }

    /// The number of edges (undirected) or arcs (directed).
    pub fn edge_count(&self) -> usize {
        if self.directed { self.out.arc_count() } else { self.out.arc_count() / 2 }
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
        self.out.is_unweighted()
    }
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
