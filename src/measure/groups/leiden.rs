//! Leiden: Louvain that refines its groups before it treats them as nodes, so that they hang together.
//!
//! **Meaning and formula.** Makes an [`Objective`] as large as it finds it can; see there for what that means.
//!
//! **Choices.** After nodes have moved, each group is broken up and put together again from single nodes,
//! which join what they are tied to, drawn with weights `exp(gain / θ)`, `θ` = 0.01 of all ties; the pieces
//! become the nodes of the next round. Rounds are repeated until several in a row gain nothing. Every group is
//! connected, except of a signed network, where two may belong together for having the same rivals. The
//! same seed gives the same groups.
//!
//! **Literature.** Traag, V., Waltman, L. and van Eck, N. (2019), From Louvain to Leiden: guaranteeing
//! well-connected communities, *Scientific Reports* 9, 5233, <https://doi.org/10.1038/s41598-019-41695-z>.

use super::level::{Level, Sums};
use super::louvain::{best, compact, move_nodes};
use super::{Objective, Partition, Search};
use crate::random::Random;

/// How much chance there is in putting groups together, as a share of all ties.
const THETA: f64 = 0.01;
/// Rounds in a row without any gain after which a search ends: each draws other lots.
const PATIENCE: usize = 5;

/// The best partition that Leiden finds.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::{Objective, Search, leiden::leiden};
/// let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (3, 4, 1.0), (4, 5, 1.0), (5, 3, 1.0), (2, 3, 1.0)];
/// let network = Network::undirected(6, &edges, Fold::Once);
/// let found = leiden(&Objective::modularity(&network, false, 1.0), Search::default());
/// assert_eq!(found.labels(), &[0, 0, 0, 1, 1, 1]);
/// ```
pub fn leiden(objective: &Objective, search: Search) -> Partition {
    best(objective, search, |lots| {
        let mut labels: Vec<u32> = (0..objective.level.len() as u32).collect();
        let mut quality = f64::NEG_INFINITY;
        let mut idle = 0;
        while idle < PATIENCE {
            let next = round(&objective.level, &labels, lots);
            let found = objective.quality(&Partition::of_labels(&next));
            if found > quality + 1e-12 {
                (labels, quality, idle) = (next, found, 0);
            } else {
                idle += 1;
            }
        }
        if objective.connects() {
            split(&objective.level, &mut labels);
        }
        labels
    })
}

/// One round from a partition of the bottom level: move, refine, put together, on to the top.
fn round(bottom: &Level, start: &[u32], lots: &mut Random) -> Vec<u32> {
    // For every node of the bottom the node of the level that stands for it.
    let mut stands: Vec<u32> = (0..bottom.len() as u32).collect();
    let mut level = bottom.clone();
    let mut groups = start.to_vec();
    compact(&mut groups);
    loop {
        move_nodes(&level, &mut groups, lots);
        let count = compact(&mut groups);
        let flat = |groups: &[u32]| stands.iter().map(|&node| groups[node as usize]).collect::<Vec<u32>>();
        if count == level.len() {
            return flat(&groups);
        }
        let mut pieces = refine(&level, &groups, count, lots);
        let made = compact(&mut pieces);
        if made == level.len() {
            return flat(&groups);
        }
        let mut above = vec![0; made];
        pieces.iter().zip(&groups).for_each(|(&piece, &group)| above[piece as usize] = group);
        stands.iter_mut().for_each(|node| *node = pieces[*node as usize]);
        level = level.aggregate(&pieces, made);
        groups = above;
        compact(&mut groups);
    }
}

/// Puts each group together again from single nodes; the pieces lie within the groups.
fn refine(level: &Level, groups: &[u32], count: usize, lots: &mut Random) -> Vec<u32> {
    let n = level.len();
    let whole = level.sums(groups, count);
    let mut pieces: Vec<u32> = (0..n as u32).collect();
    let mut sums: Vec<Sums> = (0..n).map(|node| level.own(node)).collect();
    let mut sizes = vec![1usize; n];
    // Ties from a piece to the rest of its group.
    let mut outside: Vec<f64> = (0..n)
        .map(|node| level.ties(node).filter(|(other, _)| groups[*other] == groups[node]).map(|(_, w)| w).sum())
        .collect();
    let theta = (THETA * level.size()).max(f64::MIN_POSITIVE);
    let (mut tied, mut touched) = (vec![0.0; n], Vec::<usize>::new());
    let mut order: Vec<usize> = (0..n).collect();
    lots.shuffle(&mut order);
    let well_tied = |outside: f64, piece: &Sums, group: u32| {
        outside >= level.chance_to_rest(piece, &whole[group as usize]) - level.trifle()
    };
    for node in order {
        let own = pieces[node] as usize;
        if sizes[own] > 1 || !well_tied(outside[own], &sums[own], groups[node]) {
            continue;
        }
        touched.clear();
        for (other, weight) in level.ties(node).filter(|(other, _)| groups[*other] == groups[node]) {
            let piece = pieces[other] as usize;
            if tied[piece] == 0.0 && !touched.contains(&piece) {
                touched.push(piece);
            }
            tied[piece] += weight;
        }
        let mut choices: Vec<(usize, f64)> = Vec::new();
        for &piece in &touched {
            let gain = tied[piece] - level.chance_between(node, &sums[piece]);
            let allowed = tied[piece] > 0.0 && gain >= 0.0 && well_tied(outside[piece], &sums[piece], groups[node]);
            if piece != own && allowed {
                choices.push((piece, gain));
            }
        }
        if let Some(piece) = draw(&choices, theta, lots) {
            // What the node had to the rest, less twice what now is inside.
            outside[piece] += outside[own] - 2.0 * tied[piece];
            level.add(&mut sums[piece], node, 1.0);
            sizes[piece] += 1;
            sizes[own] = 0;
            pieces[node] = piece as u32;
        }
        touched.iter().for_each(|&piece| tied[piece] = 0.0);
    }
    pieces
}

/// Draws one of several pieces with weights `exp(gain / θ)`.
fn draw(choices: &[(usize, f64)], theta: f64, lots: &mut Random) -> Option<usize> {
    let most = choices.iter().map(|choice| choice.1).fold(f64::NEG_INFINITY, f64::max);
    let weight = |gain: f64| ((gain - most) / theta).exp();
    let all: f64 = choices.iter().map(|choice| weight(choice.1)).sum();
    let mut left = lots.unit() * all;
    for &(piece, gain) in choices {
        left -= weight(gain);
        if left < 0.0 {
            return Some(piece);
        }
    }
    choices.last().map(|choice| choice.0)
}

/// Makes groups that do not hang together into several: it never costs, as what is not tied only loses.
fn split(level: &Level, labels: &mut [u32]) {
    let mut part = vec![u32::MAX; labels.len()];
    let mut stack = Vec::new();
    let mut next = 0;
    for first in 0..labels.len() {
        if part[first] != u32::MAX {
            continue;
        }
        part[first] = next;
        stack.push(first);
        while let Some(node) = stack.pop() {
            for (other, _) in level.ties(node) {
                if part[other] == u32::MAX && labels[other] == labels[node] {
                    part[other] = next;
                    stack.push(other);
                }
            }
        }
        next += 1;
    }
    labels.copy_from_slice(&part);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::{Fold, Network};

    #[test]
    fn none_one_and_no_ties_are_answered() {
        for n in [0, 1, 4] {
            let network = Network::undirected(n, &[], Fold::Once);
            for objective in [Objective::modularity(&network, true, 1.0), Objective::cpm(&network, true, 0.1)] {
                assert_eq!(leiden(&objective, Search::default()), Partition::singletons(n));
                assert_eq!(objective.quality(&Partition::singletons(n)), 0.0);
            }
        }
    }

    #[test]
    fn the_constant_potts_model_does_not_join_cliques_of_a_long_ring() {
        // Thirty cliques of five in a ring: modularity joins neighbours, the constant Potts model does not.
        let mut edges = Vec::new();
        for clique in 0..30u32 {
            for a in 0..5 {
                (a + 1..5).for_each(|b| edges.push((5 * clique + a, 5 * clique + b, 1.0)));
            }
            edges.push((5 * clique, 5 * ((clique + 1) % 30) + 1, 1.0));
        }
        let ring = Network::undirected(150, &edges, Fold::Once);
        let found = leiden(&Objective::cpm(&ring, false, 0.5), Search::default());
        assert_eq!(found.sizes(), [5; 30]);
        assert!(leiden(&Objective::modularity(&ring, false, 1.0), Search::default()).count() < 30);
    }

    #[test]
    fn rivals_of_the_same_rival_come_together() {
        // 0 and 1 are friends, 2 and 3 have no tie at all, but both are rivals of 0 and 1.
        let friends = Network::undirected(4, &[(0, 1, 1.0)], Fold::Once);
        let rivals = Network::undirected(4, &[(0, 2, 1.0), (0, 3, 1.0), (1, 2, 1.0), (1, 3, 1.0)], Fold::Once);
        let found = leiden(&Objective::signed(&friends, &rivals, false, 1.0), Search::default());
        assert_eq!(found.labels(), &[0, 0, 1, 1]);
    }
}
