//! k-clique communities: groups that may overlap, made of cliques that share all but one of `k` nodes.
//!
//! **Formula.** Two cliques of `k` nodes are neighbours if they share `k − 1`; a community is all nodes of
//! cliques that can be reached from each other over neighbours. Found from the largest cliques: those of `k`
//! or more nodes that share `k − 1`.
//!
//! **Meaning.** Circles of states in which everybody meets everybody. A state may belong to several circles,
//! which is what the partitions cannot say; a state in none is left out.
//!
//! **Choices.** *Direction* and *weights* are not used: raise the least that a pair must share instead. A dense
//! network has more cliques than can be listed; beyond [`MOST_CLIQUES`] there is no answer.
//!
//! **Literature.** Palla, G., Derényi, I., Farkas, I. and Vicsek, T. (2005), Uncovering the overlapping
//! community structure of complex networks in nature and society, *Nature* 435, 814-818,
//! <https://doi.org/10.1038/nature03607>. Cliques after Bron, C. and Kerbosch, J. (1973), Algorithm 457,
//! *Communications of the ACM* 16, 575-577, <https://doi.org/10.1145/362342.362367>.

use super::components::neighbourhoods;
use super::partition::ordered;
use crate::graph::network::Network;
use fixedbitset::FixedBitSet;

/// The number of cliques beyond which there is no answer.
pub const MOST_CLIQUES: usize = 50_000;

/// There are more cliques than [`MOST_CLIQUES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyCliques;

/// The k-clique communities, from the largest; nodes ascending.
///
/// # Errors
/// If the network has too many cliques to list.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::kclique::k_clique_communities;
/// // Two triangles that share a side, and one that touches them at node 3.
/// let edges = [(0, 1), (1, 2), (2, 0), (1, 3), (2, 3), (3, 4), (4, 5), (5, 3)].map(|(a, b)| (a, b, 1.0));
/// let network = Network::undirected(7, &edges, Fold::Once);
/// assert_eq!(k_clique_communities(&network, 3)?, [vec![0, 1, 2, 3], vec![3, 4, 5]]);
/// # Ok::<(), comity::measure::groups::kclique::TooManyCliques>(())
/// ```
pub fn k_clique_communities(network: &Network, k: usize) -> Result<Vec<Vec<u32>>, TooManyCliques> {
    let k = k.max(2);
    let cliques = cliques(network, k)?;
    let mut root: Vec<usize> = (0..cliques.len()).collect();
    let mut of_node: Vec<Vec<usize>> = vec![Vec::new(); network.node_count()];
    let mut shared = vec![0usize; cliques.len()];
    for (number, clique) in cliques.iter().enumerate() {
        let mut met = Vec::new();
        for &node in clique {
            for &earlier in &of_node[node as usize] {
                if shared[earlier] == 0 {
                    met.push(earlier);
                }
                shared[earlier] += 1;
            }
            of_node[node as usize].push(number);
        }
        for earlier in met {
            if std::mem::take(&mut shared[earlier]) >= k - 1 {
                let (a, b) = (find(&mut root, earlier), find(&mut root, number));
                root[a.max(b)] = a.min(b);
            }
        }
    }
    let mut communities: Vec<Vec<u32>> = vec![Vec::new(); cliques.len()];
    for (number, clique) in cliques.iter().enumerate() {
        let first = find(&mut root, number);
        communities[first].extend(clique);
    }
    communities.retain(|community| !community.is_empty());
    communities.iter_mut().for_each(|community| {
        community.sort_unstable();
        community.dedup();
    });
    Ok(ordered(communities))
}

fn find(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

/// All cliques of `least` or more nodes that lie in no larger one.
fn cliques(network: &Network, least: usize) -> Result<Vec<Vec<u32>>, TooManyCliques> {
    let n = network.node_count();
    let near = neighbourhoods(network, false);
    let core = super::cores::core_numbers(network);
    // From the fringe inwards, so that few candidates are left at each node.
    let mut order: Vec<usize> = (0..n).filter(|&node| near[node].len() + 1 >= least).collect();
    order.sort_by_key(|&node| (core[node], near[node].len(), node));
    let mut place = vec![usize::MAX; n];
    order.iter().enumerate().for_each(|(at, &node)| place[node] = at);
    let mut search = Search { found: Vec::new(), least };
    for &node in &order {
        let local: Vec<usize> =
            near[node].iter().map(|tie| tie.0 as usize).filter(|&other| place[other] != usize::MAX).collect();
        let position = |other: usize| local.binary_search(&other).ok();
        let ties: Vec<FixedBitSet> = local
            .iter()
            .map(|&a| {
                let mut row = FixedBitSet::with_capacity(local.len());
                near[a].iter().filter_map(|tie| position(tie.0 as usize)).for_each(|b| row.insert(b));
                row
            })
            .collect();
        let (mut candidates, mut done) =
            (FixedBitSet::with_capacity(local.len()), FixedBitSet::with_capacity(local.len()));
        for (at, &other) in local.iter().enumerate() {
            if place[other] > place[node] { candidates.insert(at) } else { done.insert(at) }
        }
        let mut clique = vec![node as u32];
        search.grow(&mut clique, &candidates, &done, &ties, &local)?;
    }
    Ok(search.found)
}

struct Search {
    found: Vec<Vec<u32>>,
    least: usize,
}

impl Search {
    fn grow(
        &mut self,
        clique: &mut Vec<u32>,
        candidates: &FixedBitSet,
        done: &FixedBitSet,
        ties: &[FixedBitSet],
        names: &[usize],
    ) -> Result<(), TooManyCliques> {
        let free = candidates.count_ones(..);
        if clique.len() + free < self.least {
            return Ok(());
        }
        if free == 0 {
            if done.is_clear() {
                if self.found.len() == MOST_CLIQUES {
                    return Err(TooManyCliques);
                }
                self.found.push(clique.clone());
            }
            return Ok(());
        }
        let both = candidates.ones().chain(done.ones());
        let pivot = both.max_by_key(|&node| (ties[node].intersection_count(candidates), std::cmp::Reverse(node)));
        let mut candidates = candidates.clone();
        let mut done = done.clone();
        let branches: Vec<usize> =
            candidates.ones().filter(|&node| pivot.is_none_or(|pivot| !ties[pivot].contains(node))).collect();
        for node in branches {
            clique.push(names[node] as u32);
            let (mut inner, mut past) = (candidates.clone(), done.clone());
            inner.intersect_with(&ties[node]);
            past.intersect_with(&ties[node]);
            self.grow(clique, &inner, &past, ties, names)?;
            clique.pop();
            candidates.set(node, false);
            done.insert(node);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn a_network_with_too_many_cliques_is_refused() {
        // Everybody tied to all but one: 3^20 largest cliques of a complement of triangles.
        let n = 60u32;
        let edges: Vec<_> =
            (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b, 1.0))).filter(|(a, b, _)| a / 3 != b / 3).collect();
        let network = Network::undirected(n as usize, &edges, Fold::Once);
        assert_eq!(k_clique_communities(&network, 3), Err(TooManyCliques));
    }

    #[test]
    fn ties_are_cliques_of_two() {
        let network = Network::undirected(5, &[(0, 1, 1.0), (1, 2, 1.0), (3, 4, 1.0)], Fold::Once);
        assert_eq!(k_clique_communities(&network, 2), Ok(vec![vec![0, 1, 2], vec![3, 4]]));
        assert_eq!(k_clique_communities(&network, 3), Ok(Vec::new()));
    }
}
