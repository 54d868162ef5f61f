//! Louvain: moves nodes to the group where they add most, then treats groups as nodes, until nothing moves.
//!
//! **Meaning and formula.** Makes an [`Objective`] as large as it finds it can; see there for what that means.
//!
//! **Choices.** Nodes are visited in an order drawn from the seed; of groups that would gain the same the one
//! met first is taken. A group found may fall into parts that do not hang together, which [`super::leiden`]
//! mends: prefer that one, and take this one to compare with earlier work.
//!
//! **Literature.** Blondel, V., Guillaume, J.-L., Lambiotte, R. and Lefebvre, E. (2008), Fast unfolding of
//! communities in large networks, *Journal of Statistical Mechanics* P10008,
//! <https://doi.org/10.1088/1742-5468/2008/10/P10008>.

use super::level::{Level, Sums};
use super::{Objective, Partition, Search};
use crate::random::Random;
use rayon::prelude::*;
use std::collections::VecDeque;

/// The best partition that Louvain finds.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::{Objective, Search, louvain::louvain};
/// let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (3, 4, 1.0), (4, 5, 1.0), (5, 3, 1.0), (2, 3, 1.0)];
/// let network = Network::undirected(6, &edges, Fold::Once);
/// let found = louvain(&Objective::modularity(&network, false, 1.0), Search::default());
/// assert_eq!(found.labels(), &[0, 0, 0, 1, 1, 1]);
/// ```
pub fn louvain(objective: &Objective, search: Search) -> Partition {
    best(objective, search, |lots| once(&objective.level, lots))
}

/// Starts a search several times, each with lots of its own, and keeps the best partition.
pub(super) fn best(objective: &Objective, search: Search, find: impl Fn(&mut Random) -> Vec<u32> + Sync) -> Partition {
    let found: Vec<(f64, Partition)> = (0..u64::from(search.starts.max(1)))
        .into_par_iter()
        .map(|start| {
            let mut lots = Random::of_run(search.seed, start);
            let partition = Partition::of_labels(&find(&mut lots));
            (objective.quality(&partition), partition)
        })
        .collect();
    let mut best: Option<(f64, Partition)> = None;
    for (quality, partition) in found {
        if best.as_ref().is_none_or(|(known, _)| quality > known + 1e-12) {
            best = Some((quality, partition));
        }
    }
    best.map_or_else(|| Partition::singletons(objective.level.len()), |(_, partition)| partition)
}

fn once(bottom: &Level, lots: &mut Random) -> Vec<u32> {
    let mut labels: Vec<u32> = (0..bottom.len() as u32).collect();
    let mut level = bottom.clone();
    loop {
        let mut groups: Vec<u32> = (0..level.len() as u32).collect();
        if !move_nodes(&level, &mut groups, lots) {
            return labels;
        }
        let count = compact(&mut groups);
        labels.iter_mut().for_each(|label| *label = groups[*label as usize]);
        if count == level.len() {
            return labels;
        }
        level = level.aggregate(&groups, count);
    }
}

/// Moves nodes one by one to the group where they add most, as long as any adds something; says whether any
/// moved. Labels are below the number of nodes.
pub(super) fn move_nodes(level: &Level, labels: &mut [u32], lots: &mut Random) -> bool {
    let n = level.len();
    let mut sums: Vec<Sums> = level.sums(labels, n);
    let mut sizes = vec![0usize; n];
    labels.iter().for_each(|&label| sizes[label as usize] += 1);
    let mut empty: Vec<usize> = (0..n).rev().filter(|&label| sizes[label] == 0).collect();
    let mut order: Vec<usize> = (0..n).collect();
    lots.shuffle(&mut order);
    let mut queue: VecDeque<usize> = order.into();
    let mut queued = vec![true; n];
    let (mut tied, mut met, mut touched) = (vec![0.0; n], vec![false; n], Vec::new());
    let mut moved = false;
    while let Some(node) = queue.pop_front() {
        queued[node] = false;
        let home = labels[node] as usize;
        touched.clear();
        for (other, weight) in level.ties(node) {
            let label = labels[other] as usize;
            if !std::mem::replace(&mut met[label], true) {
                touched.push(label);
            }
            tied[label] += weight;
        }
        if level.anywhere() {
            for label in (0..n).filter(|&label| sizes[label] > 0) {
                if !std::mem::replace(&mut met[label], true) {
                    touched.push(label);
                }
            }
        }
        level.add(&mut sums[home], node, -1.0);
        let gain = |label: usize, tied: f64| tied - level.chance_between(node, &sums[label]);
        let (mut target, mut most) = (home, gain(home, tied[home]) + level.trifle());
        for &label in &touched {
            let added = gain(label, tied[label]);
            if label != home && added > most {
                (target, most) = (label, added);
            }
        }
        // Alone it neither gains nor loses.
        if sizes[home] > 1
            && most < 0.0
            && let Some(&alone) = empty.last()
        {
            target = alone;
        }
        for &label in &touched {
            (tied[label], met[label]) = (0.0, false);
        }
        level.add(&mut sums[target], node, 1.0);
        if target == home {
            continue;
        }
        moved = true;
        labels[node] = target as u32;
        sizes[home] -= 1;
        sizes[target] += 1;
        if empty.last() == Some(&target) {
            empty.pop();
        }
        if sizes[home] == 0 {
            empty.push(home);
        }
        for (other, _) in level.ties(node) {
            if labels[other] as usize != target && !std::mem::replace(&mut queued[other], true) {
                queue.push_back(other);
            }
        }
    }
    moved
}

/// Renames labels to `0..count` in order of their first node.
pub(super) fn compact(labels: &mut [u32]) -> usize {
    let highest = labels.iter().max().map_or(0, |&label| label as usize + 1);
    let mut new = vec![u32::MAX; highest];
    let mut count = 0;
    for label in labels {
        let name = &mut new[*label as usize];
        if *name == u32::MAX {
            *name = count;
            count += 1;
        }
        *label = *name;
    }
    count as usize
}
