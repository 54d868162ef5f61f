//! Louvain: moves nodes to the group where they add most, then treats groups as nodes, until nothing moves.
//!
//! **Meaning and formula.** Makes an [`Objective`] as large as it finds it can; see there for what that means.
//!
//! **Choices.** Nodes are visited in an order drawn from the seed; of groups that would gain the same the one
//! met first is taken. When no group of groups moves any more, single nodes are tried again where they are now, and what
//! follows from that, until nothing moves at all: the first rounds alone, which is where other programs stop, leave nodes
//! behind whose neighbours have moved on. A group found may fall into parts that do not hang together, which [`super::leiden`]
//! mends: prefer that one, and take this one to compare with earlier work.
//!
//! **Literature.** Blondel, V., Guillaume, J.-L., Lambiotte, R. and Lefebvre, E. (2008), Fast unfolding of
//! communities in large networks, *Journal of Statistical Mechanics* P10008,
//! <https://doi.org/10.1088/1742-5468/2008/10/P10008>. Rotta, R. and Noack, A. (2011), Multilevel local search
//! algorithms for modularity clustering, *ACM Journal of Experimental Algorithmics* 16, 2.3,
//! <https://doi.org/10.1145/1963190.1970376>: what trying again is worth.

use super::level::{Level, Sums};
use super::tied::Tied;
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
    let mut tied = Tied::of(bottom, &labels, Groups::of(&labels).used());
    while climb(bottom, &mut labels, &mut tied, lots) {}
    labels
}

/// Moves nodes, then groups of them, then groups of groups, until nothing moves; says whether any did. What nodes have tied
/// to groups is kept for the next time.
fn climb(bottom: &Level, labels: &mut [u32], tied: &mut Tied, lots: &mut Random) -> bool {
    if !move_tied(bottom, labels, tied, lots) {
        return false;
    }
    let (names, count) = named(labels);
    labels.iter_mut().for_each(|label| *label = names[*label as usize]);
    tied.renamed(bottom, labels, &names, count);
    let mut above = match tied.between(labels, count) {
        Some(between) => bottom.aggregate_known(labels, count, &between),
        None => bottom.aggregate(labels, count),
    };
    loop {
        let mut groups: Vec<u32> = (0..above.len() as u32).collect();
        if !move_nodes(&above, &mut groups, lots) {
            return true;
        }
        let count = compact(&mut groups);
        labels.iter_mut().for_each(|label| *label = groups[*label as usize]);
        tied.renamed(bottom, labels, &groups, count);
        above = above.aggregate(&groups, count);
    }
}

/// Moves nodes one by one to the group where they add most, as long as any adds something; says whether any
/// moved. Labels are below the number of nodes.
pub(super) fn move_nodes(level: &Level, labels: &mut [u32], lots: &mut Random) -> bool {
    let mut tied = Tied::of(level, labels, Groups::of(labels).used());
    move_tied(level, labels, &mut tied, lots)
}

/// The same where it is known what nodes have tied to groups.
fn move_tied(level: &Level, labels: &mut [u32], tied: &mut Tied, lots: &mut Random) -> bool {
    let n = level.len();
    let mut sums: Vec<Sums> = level.sums(labels, n);
    let mut groups = Groups::of(labels);
    let mut order: Vec<usize> = (0..n).collect();
    lots.shuffle(&mut order);
    let mut queue: VecDeque<usize> = order.into();
    let mut queued = vec![true; n];
    let mut near: Vec<(usize, f64)> = Vec::new();
    let mut moved = false;
    while let Some(node) = queue.pop_front() {
        queued[node] = false;
        let home = labels[node] as usize;
        tied.look(level, labels, groups.used(), node, &mut near);
        if level.anywhere() {
            let others = groups.used().iter().filter(|label| near.iter().all(|known| known.0 != **label));
            let others: Vec<usize> = others.copied().collect();
            near.extend(others.into_iter().map(|label| (label, 0.0)));
        }
        level.add(&mut sums[home], node, -1.0);
        let pull = level.pull(node);
        let at_home = near.iter().find(|known| known.0 == home).map_or(0.0, |known| known.1);
        let (mut target, mut most) = (home, at_home - pull.chance(&sums[home]) + level.trifle());
        for &(label, tied) in &near {
            let added = tied - pull.chance(&sums[label]);
            if label != home && added > most {
                (target, most) = (label, added);
            }
        }
        // Alone it neither gains nor loses.
        if groups.size(home) > 1
            && most < 0.0
            && let Some(alone) = groups.unused()
        {
            target = alone;
        }
        level.add(&mut sums[target], node, 1.0);
        if target == home {
            continue;
        }
        moved = true;
        labels[node] = target as u32;
        groups.change(home, target);
        tied.moved(level, labels, groups.used(), node, home, target);
        for (other, _) in level.ties(node) {
            if labels[other] as usize != target && !std::mem::replace(&mut queued[other], true) {
                queue.push_back(other);
            }
        }
    }
    moved
}

/// Which labels are in use, and by how many nodes.
struct Groups {
    sizes: Vec<usize>,
    /// Those in use first, then the others.
    labels: Vec<usize>,
    places: Vec<usize>,
    in_use: usize,
}

impl Groups {
    fn of(labels: &[u32]) -> Self {
        let n = labels.len();
        let mut sizes = vec![0; n];
        labels.iter().for_each(|label| sizes[*label as usize] += 1);
        let (mut all, others): (Vec<usize>, Vec<usize>) = (0..n).partition(|label| sizes[*label] > 0);
        let in_use = all.len();
        all.extend(others);
        let mut places = vec![0; n];
        all.iter().enumerate().for_each(|(place, label)| places[*label] = place);
        Self { sizes, labels: all, places, in_use }
    }

    fn used(&self) -> &[usize] {
        &self.labels[..self.in_use]
    }

    fn unused(&self) -> Option<usize> {
        self.labels.get(self.in_use).copied()
    }

    fn size(&self, label: usize) -> usize {
        self.sizes[label]
    }

    /// A node goes from one label to another, which may be the first that is not in use.
    fn change(&mut self, from: usize, to: usize) {
        self.sizes[to] += 1;
        if self.sizes[to] == 1 {
            self.swap(self.places[to], self.in_use);
            self.in_use += 1;
        }
        self.sizes[from] -= 1;
        if self.sizes[from] == 0 {
            self.in_use -= 1;
            self.swap(self.places[from], self.in_use);
        }
    }

    fn swap(&mut self, a: usize, b: usize) {
        self.labels.swap(a, b);
        self.places[self.labels[a]] = a;
        self.places[self.labels[b]] = b;
    }
}

/// Renames labels to `0..count` in order of their first node.
pub(super) fn compact(labels: &mut [u32]) -> usize {
    let (names, count) = named(labels);
    labels.iter_mut().for_each(|label| *label = names[*label as usize]);
    count
}

/// New names for labels, `0..count` in order of their first node; `u32::MAX` for those that nobody has.
fn named(labels: &[u32]) -> (Vec<u32>, usize) {
    let highest = labels.iter().max().map_or(0, |&label| label as usize + 1);
    let mut names = vec![u32::MAX; highest];
    let mut count = 0;
    for label in labels {
        let name = &mut names[*label as usize];
        if *name == u32::MAX {
            *name = count;
            count += 1;
        }
    }
    (names, count as usize)
}
