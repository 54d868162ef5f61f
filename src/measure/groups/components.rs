//! Components: who can reach whom at all.
//!
//! **Formula.** *Weak*: nodes joined by a path of ties in whatever direction. *Strong*: nodes each of which
//! can reach the other along arcs; in an undirected network the two are the same.
//!
//! **Meaning.** A second component is a world apart: states that share no body with anybody of the first, even
//! through third parties. Two states in one strong component can answer what they receive.
//!
//! **Choices.** *Weights* do not count, but an edge whose weight is not a positive number is no tie.
//! *Isolates* are components of their own.
//!
//! **Literature.** Tarjan, R. (1972), Depth-first search and linear graph algorithms, *SIAM Journal on
//! Computing* 1, 146-160, <https://doi.org/10.1137/0201010>.

use super::Partition;
use crate::graph::network::Network;
use crate::measure::Options;
use crate::measure::distances::distances;
use crate::measure::parts::Parts;
use crate::measure::ties::Ties;

/// The parts of a network, arcs taken without their direction.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::components::{strong, weak};
/// let chain = Network::directed(4, &[(0, 1, 1.0), (1, 0, 1.0), (1, 2, 1.0)], Fold::Once);
/// assert_eq!(weak(&chain).groups(), [vec![0, 1, 2], vec![3]]);
/// assert_eq!(strong(&chain).groups(), [vec![0, 1], vec![2], vec![3]]);
/// ```
pub fn weak(network: &Network) -> Partition {
    if network.is_unweighted() && !network.is_directed() {
        return Partition::of_labels(&around_the_largest(network));
    }
    let parts = Parts::of(network, Ties::always_weighted());
    let mut labels = vec![0; network.node_count()];
    for (number, part) in parts.iter().enumerate() {
        part.iter().for_each(|&node| labels[node as usize] = number as u32);
    }
    Partition::of_labels(&labels)
}

/// The part of each node where every edge is a tie both ways. Most nodes of most networks are in the part of whoever has
/// most ties, and a search from there finds them without a look at all of their ties; the rest are walked one by one.
fn around_the_largest(network: &Network) -> Vec<u32> {
    const UNSEEN: u32 = u32::MAX;
    let n = network.node_count();
    let Some(most) = (0..n).max_by_key(|&node| network.neighbours(node).len()) else { return Vec::new() };
    let mut labels: Vec<u32> = distances(network, most).iter().map(|step| step.map_or(UNSEEN, |_| 0)).collect();
    let (mut found, mut walk) = (1, Vec::new());
    for first in 0..n {
        if labels[first] != UNSEEN {
            continue;
        }
        labels[first] = found;
        walk.push(first);
        while let Some(node) = walk.pop() {
            for &other in network.neighbours(node) {
                let label = &mut labels[other as usize];
                if *label == UNSEEN {
                    *label = found;
                    walk.push(other as usize);
                }
            }
        }
        found += 1;
    }
    labels
}

/// The parts in which everybody reaches everybody along arcs.
pub fn strong(network: &Network) -> Partition {
    const UNSEEN: u32 = u32::MAX;
    let n = network.node_count();
    let ties = Ties::always_weighted();
    let (mut index, mut low, mut labels) = (vec![UNSEEN; n], vec![0u32; n], vec![UNSEEN; n]);
    let (mut open, mut walk): (Vec<usize>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
    let (mut seen, mut found) = (0, 0);
    for first in 0..n {
        if index[first] != UNSEEN {
            continue;
        }
        walk.push((first, 0));
        while let Some((node, at)) = walk.pop() {
            if at == 0 {
                (index[node], low[node]) = (seen, seen);
                seen += 1;
                open.push(node);
            }
            let next = network.neighbours(node).get(at).map(|&other| other as usize);
            if let Some(other) = next {
                walk.push((node, at + 1));
                if ties.strength(network.weights(node)[at]) == 0.0 || labels[other] != UNSEEN {
                    continue;
                }
                if index[other] == UNSEEN {
                    walk.push((other, 0));
                } else {
                    low[node] = low[node].min(index[other]);
                }
                continue;
            }
            if low[node] == index[node] {
                while let Some(member) = open.pop() {
                    labels[member] = found;
                    if member == node {
                        break;
                    }
                }
                found += 1;
            }
            if let Some(&(above, _)) = walk.last() {
                low[above] = low[above].min(low[node]);
            }
        }
    }
    Partition::of_labels(&labels)
}

/// The ties of every node in either direction, by neighbour; both directions are added.
pub(super) fn neighbourhoods(network: &Network, weighted: bool) -> Vec<Vec<(u32, f64)>> {
    let reading = Ties::chosen(network, Options { weighted, normalised: false });
    let usable = |(&other, &weight): (&u32, &f64)| {
        let strength = reading.strength(weight);
        (strength > 0.0).then_some((other, strength))
    };
    (0..network.node_count())
        .map(|node| {
            let out = network.neighbours(node).iter().zip(network.weights(node)).filter_map(usable);
            if !network.is_directed() {
                return out.collect();
            }
            let into = network.predecessors(node).iter().zip(network.predecessor_weights(node)).filter_map(usable);
            let mut all: Vec<(u32, f64)> = out.chain(into).collect();
            all.sort_by_key(|tie| tie.0);
            all.dedup_by(|later, kept| {
                let same = later.0 == kept.0;
                kept.1 += if same { later.1 } else { 0.0 };
                same
            });
            all
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;
    use crate::random::Random;

    #[test]
    fn plain_ties_and_ties_with_weights_fall_into_the_same_parts() {
        let mut random = Random::seeded(5);
        assert_eq!(weak(&Network::undirected(0, &[], Fold::Once)).count(), 0);
        for ties in [10, 40, 150] {
            let edges: Vec<_> = (0..ties).map(|_| (random.below(80) as u32, random.below(80) as u32, 1.0)).collect();
            let heavier: Vec<_> = edges.iter().map(|&(a, b, _)| (a, b, 2.0)).collect();
            let plain = Network::undirected(80, &edges, Fold::Once);
            let weighted = Network::undirected(80, &heavier, Fold::Sum);
            assert!(plain.is_unweighted() && !weighted.is_unweighted());
            assert_eq!(weak(&plain), weak(&weighted));
        }
    }
}
