//! Lengths of ties as a whole matrix, for networks in which most pairs are tied: a processor reads a row several numbers
//! at a time, and a search needs no heap, as it looks at every number of a row anyhow.

use super::ties::Ties;
use crate::graph::network::Network;

/// Beyond so many nodes a matrix no longer fits where it is read quickly.
const MOST: usize = 512;
/// Numbers looked at together.
const LANES: usize = 4;

/// The length of every tie, row by row, infinite where there is none; rows are filled up to whole lanes.
pub(super) struct Lengths {
    width: usize,
    rows: Vec<f64>,
}

impl Lengths {
    /// The lengths of a network with weights in which a search by rows is quicker than along ties.
    pub(super) fn if_dense(network: &Network, ties: Ties, against: bool) -> Option<Self> {
        let n = network.node_count();
        let arcs = network.edge_count() * if network.is_directed() { 1 } else { 2 };
        if !ties.weighted() || n > MOST || 8 * arcs < n * n {
            return None;
        }
        let width = n.next_multiple_of(LANES);
        let mut rows = vec![f64::INFINITY; n * width];
        for (node, row) in rows.chunks_mut(width.max(1)).enumerate() {
            let (others, weights) = if against {
                (network.predecessors(node), network.predecessor_weights(node))
            } else {
                (network.neighbours(node), network.weights(node))
            };
            for (&other, &weight) in others.iter().zip(weights) {
                row[other as usize] = ties.length(weight);
            }
        }
        Some(Self { width, rows })
    }

    /// How many numbers a row has, those that fill it up included.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Shortens all ways in `found` that are shorter over `node`, and answers the nearest node, equals by their number, for
    /// which `done` is zero and not infinite.
    pub(super) fn relax(&self, node: usize, found: &mut [f64], done: &[f64]) -> Option<usize> {
        let distance = found[node];
        let mut least = [f64::INFINITY; LANES];
        let (row, _) = self.row(node).as_chunks::<LANES>();
        let ((ways, _), (open, _)) = (found.as_chunks_mut::<LANES>(), done.as_chunks::<LANES>());
        for ((ways, open), row) in ways.iter_mut().zip(open).zip(row) {
            for i in 0..LANES {
                let over = distance + row[i];
                ways[i] = if over < ways[i] { over } else { ways[i] };
                let way = ways[i] + open[i];
                least[i] = if way < least[i] { way } else { least[i] };
            }
        }
        let least = least.into_iter().fold(f64::INFINITY, f64::min);
        let nearest = || found.iter().zip(done).position(|(way, done)| way + done == least);
        if least < f64::INFINITY { nearest() } else { None }
    }

    /// Tells every node whose distance a tie of `node` makes up, or exceeds by less than the share `slack`.
    pub(super) fn onwards(&self, node: usize, found: &[f64], slack: f64, mut tell: impl FnMut(usize)) {
        let (distance, most) = (found[node], 1.0 + slack);
        let ((row, _), (found, _)) = (self.row(node).as_chunks::<LANES>(), found.as_chunks::<LANES>());
        for (place, (row, found)) in row.iter().zip(found).enumerate() {
            // Never where there is no tie: infinite is not less than infinite.
            let mut near = [false; LANES];
            for i in 0..LANES {
                near[i] = distance + row[i] < found[i] * most;
            }
            if near != [false; LANES] {
                (0..LANES).filter(|i| near[*i]).for_each(|i| tell(place * LANES + i));
            }
        }
    }

    fn row(&self, node: usize) -> &[f64] {
        &self.rows[node * self.width..(node + 1) * self.width]
    }
}
