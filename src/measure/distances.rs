//! Distances in steps from one node: how far everybody is from somebody.
//!
//! **Formula.** `d(s, v)`, the fewest ties on a way from `s` to `v`; none where there is no way.
//!
//! **Meaning.** Through how many hands a message from one government would have to go.
//!
//! **Choices.** *Direction*: ways follow the arrows. *Weights* do not count. *Isolates* and other *disconnected
//! parts* are out of reach. In an undirected network large levels are found from the side of those who are
//! left, who stop at the first neighbour in the level.
//!
//! **Literature.** Beamer, S., Asanović, K. and Patterson, D. (2012), Direction-optimizing breadth-first search,
//! *SC '12*, <https://doi.org/10.1109/SC.2012.50>.

use crate::graph::network::Network;

/// A level is large if its ties are more than this part of those of who is left.
const LARGE: usize = 8;

/// The steps from `source` to every node; `None` for nodes out of reach.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::distances::distances;
/// let path = Network::undirected(4, &[(0, 1, 1.0), (1, 2, 1.0)], Fold::Once);
/// assert_eq!(distances(&path, 0), [Some(0), Some(1), Some(2), None]);
/// ```
///
/// # Panics
/// If there is no such node: a mistake of ours.
pub fn distances(network: &Network, source: usize) -> Vec<Option<u32>> {
    const UNMET: u32 = u32::MAX;
    let n = network.node_count();
    let mut steps = vec![UNMET; n];
    steps[source] = 0;
    let mut level = vec![source as u32];
    let mut unmet_ties: usize = 2 * network.edge_count();
    let mut step = 0;
    while !level.is_empty() {
        let ties: usize = level.iter().map(|node| network.neighbours(*node as usize).len()).sum();
        unmet_ties -= ties.min(unmet_ties);
        step += 1;
        let mut next = Vec::new();
        if !network.is_directed() && ties * LARGE > unmet_ties {
            for node in 0..n {
                let near = |other: &u32| steps[*other as usize] == step - 1;
                if steps[node] == UNMET && network.neighbours(node).iter().any(near) {
                    next.push(node as u32);
                }
            }
            next.iter().for_each(|node| steps[*node as usize] = step);
        } else {
            for &node in &level {
                for &other in network.neighbours(node as usize) {
                    let met = &mut steps[other as usize];
                    if *met == UNMET {
                        *met = step;
                        next.push(other);
                    }
                }
            }
        }
        level = next;
    }
    steps.into_iter().map(|step| (step != UNMET).then_some(step)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;
    use crate::random::Random;

    #[test]
    fn both_directions_of_the_search_agree_with_a_plain_one() {
        let mut random = Random::seeded(3);
        for ties in [30, 90, 400] {
            let edges: Vec<_> = (0..ties).map(|_| (random.below(60) as u32, random.below(60) as u32, 1.0)).collect();
            for build in [Network::undirected, Network::directed] {
                let network = build(60, &edges, Fold::Once);
                let mut wanted = vec![None; 60];
                wanted[0] = Some(0);
                for step in 0..60 {
                    for node in 0..60 {
                        for &other in network.neighbours(node) {
                            if wanted[node] == Some(step) && wanted[other as usize].is_none() {
                                wanted[other as usize] = Some(step + 1);
                            }
                        }
                    }
                }
                assert_eq!(distances(&network, 0), wanted);
            }
        }
    }
}
