//! How far nodes are apart along the ties.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// The ties around every node of a part, with their ideal lengths.
pub(super) struct Lengths {
    offsets: Vec<u32>,
    ends: Vec<(u32, f64)>,
}

impl Lengths {
    /// From the ties of a part of `n` nodes; loops are left out, of parallel ties the shortest counts.
    pub(super) fn of(n: usize, ties: &[(u32, u32, f64)]) -> Self {
        let mut arcs: Vec<(u32, u32, f64)> = ties
            .iter()
            .filter(|(a, b, _)| a != b)
            .flat_map(|&(a, b, length)| [(a, b, length), (b, a, length)])
            .collect();
        arcs.sort_by(|x, y| (x.0, x.1).cmp(&(y.0, y.1)).then(x.2.total_cmp(&y.2)));
        arcs.dedup_by_key(|arc| (arc.0, arc.1));
        let mut offsets = vec![0u32; n + 1];
        arcs.iter().for_each(|arc| offsets[arc.0 as usize + 1] += 1);
        for i in 0..n {
            offsets[i + 1] += offsets[i];
        }
        Self { offsets, ends: arcs.into_iter().map(|(_, b, length)| (b, length)).collect() }
    }

    /// The neighbours of a node and the ideal lengths of the ties to them.
    pub(super) fn around(&self, node: usize) -> &[(u32, f64)] {
        &self.ends[self.offsets[node] as usize..self.offsets[node + 1] as usize]
    }

    /// The number of nodes.
    pub(super) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The lengths of the shortest ways from a node to all others (Dijkstra).
    pub(super) fn from(&self, start: usize, distances: &mut Vec<f64>) {
        distances.clear();
        distances.resize(self.len(), f64::INFINITY);
        distances[start] = 0.0;
        let mut queue = BinaryHeap::from([Entry { distance: 0.0, node: start as u32 }]);
        while let Some(Entry { distance, node }) = queue.pop() {
            if distance > distances[node as usize] {
                continue;
            }
            for &(next, length) in self.around(node as usize) {
                let reached = distance + length;
                if reached < distances[next as usize] {
                    distances[next as usize] = reached;
                    queue.push(Entry { distance: reached, node: next });
                }
            }
        }
    }
}

/// A node that waits; the nearest comes first, of equals the one with the smaller number.
struct Entry {
    distance: f64,
    node: u32,
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        other.distance.total_cmp(&self.distance).then(other.node.cmp(&self.node))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Entry {}

/// Distances from chosen nodes, the pivots, to all nodes of a connected part.
pub(super) struct Pivots {
    /// The pivots, in the order in which they were chosen.
    pub(super) nodes: Vec<u32>,
    /// For every pivot its distance to every node.
    pub(super) distances: Vec<Vec<f64>>,
}

impl Pivots {
    /// Chooses up to `most` pivots, each as far as possible from those before it; with as many as there
    /// are nodes, in their order, these are all distances.
    pub(super) fn of(lengths: &Lengths, most: usize) -> Self {
        let n = lengths.len();
        let mut pivots = Self { nodes: Vec::new(), distances: Vec::new() };
        let mut nearest = vec![f64::INFINITY; n];
        let mut next = 0;
        while pivots.nodes.len() < most.min(n) {
            let mut distances = Vec::new();
            lengths.from(next, &mut distances);
            for (near, distance) in nearest.iter_mut().zip(&distances) {
                *near = near.min(*distance);
            }
            pivots.nodes.push(next as u32);
            pivots.distances.push(distances);
            next = if most >= n { next + 1 } else { farthest(&nearest) };
        }
        pivots
    }
}

/// The position of the largest value, of equals the first.
fn farthest(values: &[f64]) -> usize {
    let mut best = 0;
    for (i, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = i;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_counts() {
        let lengths = Lengths::of(4, &[(0, 1, 1.0), (1, 2, 1.0), (0, 2, 5.0), (2, 3, 2.0), (3, 3, 0.1), (2, 3, 4.0)]);
        let mut distances = Vec::new();
        lengths.from(0, &mut distances);
        assert_eq!(distances, [0.0, 1.0, 2.0, 4.0]);
        assert_eq!(lengths.around(3), [(2, 2.0)]);
    }

    #[test]
    fn pivots_are_far_apart() {
        let path: Vec<(u32, u32, f64)> = (0..9).map(|i| (i, i + 1, 1.0)).collect();
        let pivots = Pivots::of(&Lengths::of(10, &path), 3);
        assert_eq!(pivots.nodes, [0, 9, 4]);
        assert_eq!(Pivots::of(&Lengths::of(10, &path), 10).nodes.len(), 10);
    }
}
