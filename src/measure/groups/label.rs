//! Label propagation: everybody takes the label that most of its neighbours have, until nobody would change.
//!
//! **How.** Semi-synchronous, so that no lots are drawn: nodes are coloured so that neighbours differ (in order
//! of falling degree, each with the smallest colour free), and colour by colour take the label with the most
//! weight among their neighbours; of several their own if it is one of them, otherwise the largest. Labels
//! start as the numbers of the nodes. Without weights this is `NetworkX`'s `label_propagation_communities`.
//!
//! **Meaning.** Groups that form when each follows its partners. It has no scale to set and no chance to
//! compare with; in a dense network of shared memberships it often finds one group.
//!
//! **Choices.** *Direction* is not used: an arc in either direction is a tie, and both add. *Isolates* are
//! groups of their own.
//!
//! **Literature.** Raghavan, U., Albert, R. and Kumara, S. (2007), Near linear time algorithm to detect
//! community structures in large-scale networks, *Physical Review E* 76, 036106,
//! <https://doi.org/10.1103/PhysRevE.76.036106>. Cordasco, G. and Gargano, L. (2010), Community detection via
//! semi-synchronous label propagation algorithms, <https://doi.org/10.1109/BASNA.2010.5730298>.

use super::Partition;
use super::components::neighbourhoods;
use crate::graph::network::Network;

/// Rounds that are not exceeded: what is still unsettled then is so by rounding alone.
const MOST_ROUNDS: usize = 1000;

/// The groups that label propagation ends with.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::label::label_propagation;
/// let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (3, 4, 1.0), (4, 5, 1.0), (5, 3, 1.0), (2, 3, 1.0)];
/// let found = label_propagation(&Network::undirected(6, &edges, Fold::Once), false);
/// assert_eq!(found.labels(), &[0, 0, 0, 1, 1, 1]);
/// ```
pub fn label_propagation(network: &Network, weighted: bool) -> Partition {
    let n = network.node_count();
    let near = neighbourhoods(network, weighted);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&node| std::cmp::Reverse(near[node].len()));
    let mut colours = vec![usize::MAX; n];
    let mut by_colour: Vec<Vec<usize>> = Vec::new();
    let mut taken = vec![usize::MAX; n + 1];
    for node in order {
        for (other, _) in &near[node] {
            if let Some(slot) = taken.get_mut(colours[*other as usize]) {
                *slot = node;
            }
        }
        let colour = (0..=n).find(|&colour| taken[colour] != node).unwrap_or(0);
        colours[node] = colour;
        if by_colour.len() <= colour {
            by_colour.resize(colour + 1, Vec::new());
        }
        by_colour[colour].push(node);
    }
    let mut labels: Vec<u32> = (0..n as u32).collect();
    let mut weight_of = vec![0.0; n];
    let mut most = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let settled = (0..n).all(|node| {
            leading(&near[node], &labels, &mut weight_of, &mut most);
            most.is_empty() || most.contains(&labels[node])
        });
        if settled {
            break;
        }
        for &node in by_colour.iter().flatten() {
            leading(&near[node], &labels, &mut weight_of, &mut most);
            if let Some(&largest) = most.iter().max()
                && !most.contains(&labels[node])
            {
                labels[node] = largest;
            }
        }
    }
    Partition::of_labels(&labels)
}

/// The labels with the most weight around a node.
fn leading(near: &[(u32, f64)], labels: &[u32], weight_of: &mut [f64], most: &mut Vec<u32>) {
    most.clear();
    for &(other, weight) in near {
        weight_of[labels[other as usize] as usize] += weight;
    }
    let best = near.iter().map(|&(other, _)| weight_of[labels[other as usize] as usize]).fold(0.0, f64::max);
    for &(other, _) in near {
        let label = labels[other as usize];
        // Sums of the same weights in another order may differ by rounding.
        if weight_of[label as usize] >= best * (1.0 - 1e-12) && !most.contains(&label) {
            most.push(label);
        }
    }
    near.iter().for_each(|&(other, _)| weight_of[labels[other as usize] as usize] = 0.0);
}
