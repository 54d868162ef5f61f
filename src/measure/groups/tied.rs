//! How strongly a node is tied to each group, while nodes move between groups.

use super::level::Level;

/// A table is kept if it has no more than so many numbers for each tie: then it is read more often than it costs.
const DENSE: usize = 4;
/// A table of more numbers than this is not read quickly any more.
const MOST: usize = 1 << 20;
/// Sums kept for each group, in turn: most neighbours are in few groups, and one sum would wait for each addition.
const LANES: usize = 4;
/// The row of a group that has none.
const NONE: u32 = u32::MAX;

/// What nodes have tied to groups, of which there are at most as many as nodes.
pub(super) enum Tied {
    /// Kept for all nodes and groups in use, and renewed when a node moves: few do, and many are asked.
    Table(Table),
    /// Added up for a node when it is asked for.
    Ties { sums: Vec<[f64; LANES]>, met: Vec<bool> },
}

/// A row for each group in use, a column for each node.
pub(super) struct Table {
    /// The row of each label.
    row_of: Vec<u32>,
    rows: Vec<f64>,
}

impl Tied {
    /// For labels of which some are in use.
    pub(super) fn of(level: &Level, labels: &[u32], used: &[usize]) -> Self {
        let n = level.len();
        if !pays(level, used.len()) {
            return Self::Ties { sums: vec![[0.0; LANES]; n], met: vec![false; n] };
        }
        let mut table = Table { row_of: vec![NONE; n], rows: vec![0.0; n * used.len()] };
        (0..).zip(used).for_each(|(row, label)| table.row_of[*label] = row);
        for (node, label) in labels.iter().enumerate() {
            let row = table.row(n, *label as usize);
            level.ties(node).for_each(|(other, weight)| row[other] += weight);
        }
        Self::Table(table)
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
            Self::Table(Table { row_of, rows }) => {
                let n = level.len();
                near.extend(used.iter().map(|&label| (label, rows[row_of[label] as usize * n + node])));
            }
            Self::Ties { sums, met } => {
                for (i, (other, weight)) in level.ties(node).enumerate() {
                    let label = labels[other] as usize;
                    if !std::mem::replace(&mut met[label], true) {
                        near.push((label, 0.0));
                    }
                    sums[label][i % LANES] += weight;
                }
                for (label, tied) in near {
                    let [a, b, c, d] = std::mem::replace(&mut sums[*label], [0.0; LANES]);
                    *tied = (a + b) + (c + d);
                    met[*label] = false;
                }
            }
        }
    }

    /// Takes note that a node has moved.
    pub(super) fn moved(
        &mut self,
        level: &Level,
        labels: &[u32],
        used: &[usize],
        node: usize,
        home: usize,
        target: usize,
    ) {
        match self {
            Self::Table(table) => {
                let n = level.len();
                let row = table.row(n, home);
                level.ties(node).for_each(|(other, weight)| row[other] -= weight);
                let row = table.row(n, target);
                level.ties(node).for_each(|(other, weight)| row[other] += weight);
            }
            Self::Ties { .. } if pays(level, used.len()) => *self = Self::of(level, labels, used),
            Self::Ties { .. } => {}
        }
    }

    /// Takes note that groups have got other names, several perhaps the same: `names` has the new name of each old one,
    /// `labels` are the new ones.
    pub(super) fn renamed(&mut self, level: &Level, labels: &[u32], names: &[u32], count: usize) {
        let n = level.len();
        match self {
            Self::Table(table) => {
                let mut new = Table { row_of: vec![NONE; n], rows: vec![0.0; n * count] };
                (0..count).for_each(|label| new.row_of[label] = label as u32);
                for (label, name) in names.iter().enumerate().filter(|(_, name)| **name != NONE) {
                    let row = new.row(n, *name as usize);
                    row.iter_mut().zip(&*table.row(n, label)).for_each(|(sum, tied)| *sum += tied);
                }
                *table = new;
            }
            Self::Ties { .. } if pays(level, count) => *self = Self::of(level, labels, &(0..count).collect::<Vec<_>>()),
            Self::Ties { .. } => {}
        }
    }

    /// What groups `0..count` have tied to each other, row by row, if that is known.
    pub(super) fn between(&self, labels: &[u32], count: usize) -> Option<Vec<f64>> {
        let Self::Table(Table { row_of, rows }) = self else { return None };
        let mut between = vec![0.0; count * count];
        for (own, sums) in between.chunks_exact_mut(count.max(1)).enumerate() {
            let row = row_of[own] as usize * labels.len();
            labels.iter().zip(&rows[row..]).for_each(|(label, tied)| sums[*label as usize] += tied);
        }
        Some(between)
    }
}

impl Table {
    /// The row of a label, new if it was not in use.
    fn row(&mut self, n: usize, label: usize) -> &mut [f64] {
        if self.row_of[label] == NONE {
            self.row_of[label] = self.rows.len().checked_div(n).unwrap_or(0) as u32;
            self.rows.resize(self.rows.len() + n, 0.0);
        }
        let start = self.row_of[label] as usize * n;
        &mut self.rows[start..start + n]
    }
}

/// Whether a table for so many groups is worth keeping.
fn pays(level: &Level, used: usize) -> bool {
    let numbers = level.len() * used;
    numbers <= DENSE * level.tie_count() && numbers <= MOST
}
