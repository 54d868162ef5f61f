//! The frozen adjacency that every measure reads.
//!
//! A [`Network`] is numbers only: nodes `0..n`, neighbours in ascending order, one weight an edge.
//! Which relations became edges, and how parallel ones were folded, was decided before.

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

#[derive(Debug, Clone, PartialEq, Default)]
struct Adjacency {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f64>,
}

impl Network {
    /// Builds an undirected network of `n` nodes; loops are dropped, parallel edges folded.
    ///
    /// # Panics
    /// If an edge names a node that is not below `n`: a mistake of ours.
    pub fn undirected(n: usize, edges: &[(u32, u32, f64)], fold: Fold) -> Self {
        let mut both = Vec::with_capacity(edges.len() * 2);
        for &(a, b, w) in edges {
            both.push((a, b, w));
            both.push((b, a, w));
        }
        Self { directed: false, out: Adjacency::build(n, both, fold), into: None, sides: None }
    }

    /// Builds a directed network of `n` nodes; loops are dropped, parallel arcs folded.
    ///
    /// # Panics
    /// If an arc names a node that is not below `n`: a mistake of ours.
    pub fn directed(n: usize, arcs: &[(u32, u32, f64)], fold: Fold) -> Self {
        let reversed = arcs.iter().map(|&(a, b, w)| (b, a, w)).collect();
        Self {
            directed: true,
            out: Adjacency::build(n, arcs.to_vec(), fold),
            into: Some(Adjacency::build(n, reversed, fold)),
            sides: None,
        }
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

    /// Whether every edge has weight one.
    pub fn is_unweighted(&self) -> bool {
        self.out.weights.iter().all(|&w| w == 1.0)
    }
}

impl Adjacency {
    fn build(n: usize, mut arcs: Vec<(u32, u32, f64)>, fold: Fold) -> Self {
        arcs.retain(|&(a, b, _)| a != b);
        // Stable: parallel arcs are added in the order they were given, so sums are repeatable.
        arcs.sort_by_key(|&(a, b, _)| (a, b));
        let mut offsets = vec![0u32; n + 1];
        let mut targets = Vec::with_capacity(arcs.len());
        let mut weights: Vec<f64> = Vec::with_capacity(arcs.len());
        let mut last = None;
        for (a, b, w) in arcs {
            assert!((a as usize) < n && (b as usize) < n, "edge ({a}, {b}) in a network of {n} nodes");
            let w = if fold == Fold::Once { 1.0 } else { w };
            if last == Some((a, b))
                && let Some(kept) = weights.last_mut()
            {
                match fold {
                    Fold::Once => {}
                    Fold::Sum => *kept += w,
                    Fold::Max => *kept = kept.max(w),
                }
                continue;
            }
            last = Some((a, b));
            offsets[a as usize + 1] += 1;
            targets.push(b);
            weights.push(w);
        }
        for i in 0..n {
            offsets[i + 1] += offsets[i];
        }
        Self { offsets, targets, weights }
    }

    fn targets(&self, node: usize) -> &[u32] {
        &self.targets[self.range(node)]
    }

    fn weights(&self, node: usize) -> &[f64] {
        &self.weights[self.range(node)]
    }

    fn range(&self, node: usize) -> std::ops::Range<usize> {
        self.offsets[node] as usize..self.offsets[node + 1] as usize
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
