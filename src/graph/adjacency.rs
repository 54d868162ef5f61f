//! Rows of neighbours, and how they are made of edges in any order.

use super::network::Fold;
use rayon::prelude::*;
use std::ops::Range;

/// With fewer arcs than this all fits into a cache, and a second thread is not worth waking.
const SMALL: usize = 100_000;

/// Rows of neighbours, ascending.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Adjacency {
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

/// Edges by number, and the way in which they are walked.
pub(super) struct Arcs<F> {
    pub(super) count: usize,
    pub(super) at: F,
    pub(super) way: Way,
}

/// The way in which edges are walked.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    Along,
    Against,
    /// First along, then against.
    Both,
}

impl<F: Fn(usize) -> (u32, u32, f64)> Arcs<F> {
    /// Visits all arcs but loops. In line, as it is a few instructions a visit and called for millions.
    #[inline]
    fn each(&self, mut visit: impl FnMut(usize, usize, f64)) {
        self.each_numbered(|_, a, b, w| visit(a, b, w));
    }

    /// Visits all arcs but loops, each with a number by which it is found again.
    #[inline]
    fn each_numbered(&self, mut visit: impl FnMut(usize, usize, usize, f64)) {
        for i in 0..self.count {
            let (a, b, w) = (self.at)(i);
            if a == b {
                continue;
            }
            let (a, b) = (a as usize, b as usize);
            match self.way {
                Way::Along => visit(2 * i, a, b, w),
                Way::Against => visit(2 * i + 1, b, a, w),
                Way::Both => {
                    visit(2 * i, a, b, w);
                    visit(2 * i + 1, b, a, w);
                }
            }
        }
    }

    /// The arc of a number.
    #[inline]
    fn numbered(&self, number: usize) -> (usize, usize, f64) {
        let (a, b, w) = (self.at)(number / 2);
        if number.is_multiple_of(2) { (a as usize, b as usize, w) } else { (b as usize, a as usize, w) }
    }

    fn reversed(&self) -> Arcs<&F> {
        let way = match self.way {
            Way::Along => Way::Against,
            Way::Against => Way::Along,
            Way::Both => Way::Both,
        };
        Arcs { count: self.count, at: &self.at, way }
    }
}

impl Adjacency {
    /// Sorts arcs into rows: counted first, then placed, then each row by itself, which takes no longer
    /// than reading them a few times.
    pub(super) fn build<F: Fn(usize) -> (u32, u32, f64)>(n: usize, arcs: &Arcs<F>, fold: Fold) -> Self {
        let mut all_one = true;
        let offsets = offsets(n, arcs, |w| all_one &= w == 1.0);
        if fold == Fold::Once || all_one {
            return Self::unweighted(offsets, arcs, fold);
        }
        // Stable: parallel arcs are added in the order they were given, so sums are repeatable.
        let (mut targets, mut weights) = if (offsets[n] as usize) < SMALL {
            placed_in_order(&offsets, arcs)
        } else {
            let mut placed = placed(&offsets, arcs);
            each_row(&mut placed, &offsets, |row| {
                if !row.is_sorted_by_key(|(to, _)| *to) {
                    row.sort_by_key(|(to, _)| *to);
                }
            });
            (placed.iter().map(|(to, _)| *to).collect(), placed.iter().map(|(_, w)| *w).collect::<Vec<f64>>())
        };
        let row = |node: usize| offsets[node] as usize..offsets[node + 1] as usize;
        if (0..n).all(|node| targets[row(node)].windows(2).all(|two| two[0] < two[1])) {
            return Self { offsets, targets, weights: Weights::Each(weights) };
        }
        let mut kept = vec![0u32];
        let mut end = 0;
        for node in 0..n {
            let start = end;
            for at in row(node) {
                let (to, w) = (targets[at], weights[at]);
                if end > start && targets[end - 1] == to {
                    let known = &mut weights[end - 1];
                    *known = if fold == Fold::Sum { *known + w } else { known.max(w) };
                } else {
                    (targets[end], weights[end]) = (to, w);
                    end += 1;
                }
            }
            kept.push(end as u32);
        }
        targets.truncate(end);
        weights.truncate(end);
        Self { offsets: kept, targets, weights: Weights::Each(weights) }
    }

    /// The same where every weight is one, or does not count.
    fn unweighted<F: Fn(usize) -> (u32, u32, f64)>(offsets: Vec<u32>, arcs: &Arcs<F>, fold: Fold) -> Self {
        let n = offsets.len() - 1;
        let mut next = offsets.clone();
        let mut targets = vec![0u32; offsets[n] as usize];
        arcs.each(|a, b, _| {
            targets[next[a] as usize] = b as u32;
            next[a] += 1;
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

    pub(super) fn row_count(&self) -> usize {
        self.offsets.len() - 1
    }

    pub(super) fn arc_count(&self) -> usize {
        self.targets.len()
    }

    pub(super) fn is_unweighted(&self) -> bool {
        match &self.weights {
            Weights::Ones(_) => true,
            Weights::Each(weights) => weights.iter().all(|&w| w == 1.0),
        }
    }

    pub(super) fn targets(&self, node: usize) -> &[u32] {
        &self.targets[self.range(node)]
    }

    pub(super) fn weights(&self, node: usize) -> &[f64] {
        let range = self.range(node);
        match &self.weights {
            Weights::Ones(ones) => &ones[..range.len()],
            Weights::Each(weights) => &weights[range],
        }
    }

    fn range(&self, node: usize) -> Range<usize> {
        self.offsets[node] as usize..self.offsets[node + 1] as usize
    }
}

/// Where the row of every node begins, and the end of the last; every weight is seen once.
fn offsets<F: Fn(usize) -> (u32, u32, f64)>(n: usize, arcs: &Arcs<F>, mut see: impl FnMut(f64)) -> Vec<u32> {
    let mut offsets = vec![0u32; n + 1];
    arcs.each(|a, b, w| {
        assert!(a < n && b < n, "edge ({a}, {b}) in a network of {n} nodes");
        offsets[a + 1] += 1;
        see(w);
    });
    (0..n).for_each(|node| offsets[node + 1] += offsets[node]);
    offsets
}

/// Far ends and weights of arcs, row by row, those of a row in the order they come in.
fn placed<F: Fn(usize) -> (u32, u32, f64)>(offsets: &[u32], arcs: &Arcs<F>) -> Vec<(u32, f64)> {
    let mut next = offsets[..offsets.len() - 1].to_vec();
    let mut placed = vec![(0, 0.0); offsets[next.len()] as usize];
    arcs.each(|a, b, w| {
        placed[next[a] as usize] = (b as u32, w);
        next[a] += 1;
    });
    placed
}

/// Far ends and weights with ascending far ends: arcs are placed by these first and then, in that order, by the near ones, which
/// takes a fraction of the time that sorting does as long as all fits into a cache.
fn placed_in_order<F: Fn(usize) -> (u32, u32, f64)>(offsets: &[u32], arcs: &Arcs<F>) -> (Vec<u32>, Vec<f64>) {
    let n = offsets.len() - 1;
    let mut next = match arcs.way {
        // As many lead to a node as from it.
        Way::Both => offsets.to_vec(),
        _ => self::offsets(n, &arcs.reversed(), |_| {}),
    };
    // By number, as that takes a quarter of the room.
    let mut by_far = vec![0u32; offsets[n] as usize];
    arcs.each_numbered(|number, _, b, _| {
        by_far[next[b] as usize] = number as u32;
        next[b] += 1;
    });
    let mut next = offsets[..n].to_vec();
    let (mut targets, mut weights) = (vec![0; by_far.len()], vec![0.0; by_far.len()]);
    for number in by_far {
        let (a, b, w) = arcs.numbered(number as usize);
        let place = &mut next[a];
        (targets[*place as usize], weights[*place as usize]) = (b as u32, w);
        *place += 1;
    }
    (targets, weights)
}

/// Changes the rows of a list, each by itself; those of a small network before a second thread has woken.
fn each_row<T: Send>(mut list: &mut [T], offsets: &[u32], change: impl Fn(&mut [T]) + Sync + Send) {
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

    /// Arcs by lot, some parallel and some loops.
    fn arcs(n: usize, count: usize, seed: u64) -> Vec<(u32, u32, f64)> {
        let mut lot = seed;
        let mut draw = || {
            lot = lot.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((lot >> 33) % n as u64) as u32
        };
        (0..count).map(|i| (draw(), draw(), 1.0 + i as f64 / 8.0)).collect()
    }

    #[test]
    fn rows_ascend_and_parallel_arcs_are_added_in_the_order_they_came_in() {
        for (n, count) in [(1, 3), (7, 60), (300, 2000), (300, SMALL + 5)] {
            let list = arcs(n, count, n as u64);
            for way in [Way::Along, Way::Against, Way::Both] {
                let found = Adjacency::build(n, &Arcs { count, at: |i: usize| list[i], way }, Fold::Sum);
                let mut expected = vec![std::collections::BTreeMap::<u32, f64>::new(); n];
                let mut add = |a: u32, b: u32, w: f64| *expected[a as usize].entry(b).or_insert(0.0) += w;
                for &(a, b, w) in list.iter().filter(|(a, b, _)| a != b) {
                    match way {
                        Way::Along => add(a, b, w),
                        Way::Against => add(b, a, w),
                        Way::Both => {
                            add(a, b, w);
                            add(b, a, w);
                        }
                    }
                }
                for (node, row) in expected.iter().enumerate() {
                    assert!(found.targets(node).iter().eq(row.keys()));
                    assert!(found.weights(node).iter().eq(row.values()));
                }
            }
        }
    }
}
