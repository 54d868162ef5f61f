//! What a network falls apart without: articulation points, bridges, and the blocks between them.
//!
//! **Formula.** An *articulation point* is a node, a *bridge* a tie, without which there are more components. A
//! *block* (biconnected component) is a largest set of ties any two of which lie on a circle, or a bridge
//! alone; a node in several blocks is an articulation point.
//!
//! **Meaning.** Whom the network hangs on: a state through which alone others are reached, a body that alone
//! joins two worlds.
//!
//! **Choices.** *Direction* is not used. *Weights* do not count, but an edge whose weight is not a positive
//! number is no tie. *Isolates* are in no block (as in `NetworkX`; igraph agrees).
//!
//! **Literature.** Hopcroft, J. and Tarjan, R. (1973), Algorithm 447: efficient algorithms for graph
//! manipulation, *Communications of the ACM* 16, 372-378, <https://doi.org/10.1145/362248.362272>.

use super::components::neighbourhoods;
use super::partition::ordered;
use crate::graph::network::Network;

/// Articulation points, bridges and blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cuts {
    /// The nodes without which there are more components, ascending.
    pub articulation_points: Vec<u32>,
    /// The ties without which there are more components, smaller end first, ascending.
    pub bridges: Vec<(u32, u32)>,
    /// The blocks, from the largest; they share articulation points.
    pub blocks: Vec<Vec<u32>>,
}

/// Finds what a network hangs on.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::cuts::cuts;
/// // Two triangles that share node 2, and a tail from 4 to 5.
/// let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 3, 1.0), (3, 4, 1.0), (4, 2, 1.0), (4, 5, 1.0)];
/// let found = cuts(&Network::undirected(6, &edges, Fold::Once));
/// assert_eq!(found.articulation_points, [2, 4]);
/// assert_eq!(found.bridges, [(4, 5)]);
/// assert_eq!(found.blocks, [vec![0, 1, 2], vec![2, 3, 4], vec![4, 5]]);
/// ```
pub fn cuts(network: &Network) -> Cuts {
    const UNSEEN: usize = usize::MAX;
    let n = network.node_count();
    let near = neighbourhoods(network, false);
    let (mut index, mut low) = (vec![UNSEEN; n], vec![0; n]);
    let mut cuts = Cuts::default();
    let mut is_point = vec![false; n];
    // Nodes met and not yet put into a block; the walk as node, where it came from, and the neighbour to look at.
    let (mut open, mut walk): (Vec<usize>, Vec<(usize, usize, usize)>) = (Vec::new(), Vec::new());
    let mut seen = 0;
    for first in 0..n {
        if index[first] != UNSEEN {
            continue;
        }
        let mut branches = 0;
        walk.push((first, UNSEEN, 0));
        while let Some((node, from, at)) = walk.pop() {
            if at == 0 {
                (index[node], low[node]) = (seen, seen);
                seen += 1;
                open.push(node);
            }
            if let Some(&(other, _)) = near[node].get(at) {
                let other = other as usize;
                walk.push((node, from, at + 1));
                if index[other] == UNSEEN {
                    walk.push((other, node, 0));
                } else if other != from {
                    low[node] = low[node].min(index[other]);
                }
                continue;
            }
            if from == UNSEEN {
                open.pop();
                continue;
            }
            low[from] = low[from].min(low[node]);
            if low[node] < index[from] {
                continue;
            }
            // Nothing beyond `node` leads around `from`.
            let mut block = vec![from as u32];
            while let Some(member) = open.pop() {
                block.push(member as u32);
                if member == node {
                    break;
                }
            }
            if low[node] > index[from] {
                cuts.bridges.push((from.min(node) as u32, from.max(node) as u32));
            }
            if from == first {
                branches += 1;
            } else {
                is_point[from] = true;
            }
            cuts.blocks.push(block);
        }
        is_point[first] |= branches > 1;
    }
    cuts.bridges.sort_unstable();
    cuts.articulation_points = (0..n as u32).filter(|&node| is_point[node as usize]).collect();
    cuts.blocks = ordered(std::mem::take(&mut cuts.blocks));
    cuts
}
