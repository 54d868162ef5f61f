//! How strongly a node is tied to each group, while nodes move between groups.

use super::level::Level;

/// Beyond so many nodes a table of all nodes and groups no longer fits where it is read quickly.
const MOST: usize = 512;
/// A table is kept if groups are no more than so many times the neighbours of a node.
const DENSE: usize = 2;
/// Sums kept for each group, in turn: most neighbours are in few groups, and one sum would wait for each addition.
const LANES: usize = 4;

/// What nodes have tied to groups, of which there are at most as many as nodes.
pub(super) enum Tied {
    /// Kept for all nodes and groups, row by row, and renewed when a node moves: few do, and many are asked.
    Table { n: usize, rows: Vec<f64> },
    /// Added up for a node when it is asked for.
    Ties { sums: Vec<[f64; LANES]>, met: Vec<bool> },
}

impl Tied {
    /// `used` groups are in use.
    pub(super) fn of(level: &Level, labels: &[u32], used: usize) -> Self {
        let n = level.len();
        if n > MOST || DENSE * level.tie_count() < n * used {
            return Self::Ties { sums: vec![[0.0; LANES]; n], met: vec![false; n] };
        }
        let mut rows = vec![0.0; n * n];
        for (node, label) in labels.iter().enumerate() {
            // At the other ends, each in a row of its own: one sum alone would wait for each addition.
            for (other, weight) in level.ties(node) {
                rows[other * n + *label as usize] += weight;
            }
        }
        Self::Table { n, rows }
    }

    /// Overwrites `near` by the groups that a node is tied to, perhaps others of those in use, and how strongly.
    pub(super) fn look(
        &mut self,
        level: &Level,
        labels: &[u32],
        used: &[usize],
        node: usize,
        near: &mut Vec<(usize, f64)>,
    ) {
        near.clear();
        match self {
            Self::Table { n, rows } => {
                let row = &rows[node * *n..(node + 1) * *n];
                near.extend(used.iter().map(|&label| (label, row[label])));
            }
            Self::Ties { sums, met } => {
                for (i, (other, weight)) in level.ties(node).enumerate() {
                    let label = labels[other] as usize;
                    if !met[label] {
                        met[label] = true;
                        near.push((label, 0.0));
                    }
                    sums[label][i % LANES] += weight;
                }
                for (label, tied) in near {
                    let [a, b, c, d] = std::mem::take(&mut sums[*label]);
                    *tied = (a + b) + (c + d);
                    met[*label] = false;
                }
            }
        }
    }

    /// Takes note that a node has moved.
    pub(super) fn moved(&mut self, level: &Level, node: usize, home: usize, target: usize) {
        if let Self::Table { n, rows } = self {
            for (other, weight) in level.ties(node) {
                rows[other * *n + home] -= weight;
                rows[other * *n + target] += weight;
            }
        }
    }
}
