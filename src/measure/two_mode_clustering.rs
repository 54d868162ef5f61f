//! Two-mode clustering: how far a node's seats are those of the others it meets.
//!
//! **Formula.** With `N(v)` what `v` is tied to on the other side, the mean over all `u ≠ v` that share any of it of
//! `|N(u) ∩ N(v)|` divided by `|N(u) ∪ N(v)|` (`clustering_dot`), by the smaller (`clustering_min`) or by the larger
//! (`clustering_max`) of `|N(u)|` and `|N(v)|`.
//!
//! **Meaning.** Whether a state's bodies overlap in who sits there, measured where it happens. In a
//! projection every body is a clique and plain [clustering](super::clustering) is high by construction; here one
//! shared body among many counts little. `dot` is the mean Jaccard coefficient with all it meets; `min` is
//! one for nested rosters; `max` punishes unequal ones.
//!
//! **Choices.** *Direction*: none. *Weights* are not used. *Parallel relations* were folded and *loops*
//! dropped when the network was built. *Isolates*, and who meets nobody, have 0, as in NetworkX
//! (`bipartite.latapy_clustering`, mode `dot`, `min` or `max`). *Disconnected parts* change nothing. It is a
//! share already. A *one-mode* network has no sides: not defined there.
//!
//! **Literature.** Latapy, M., Magnien, C. and Del Vecchio, N. (2008), Basic notions for the analysis of large
//! two-mode networks, *Social Networks* 30, 31-48, <https://doi.org/10.1016/j.socnet.2007.04.006>.

use super::{Options, Scores, blocks};
use crate::graph::network::Network;

/// Computes the clustering of every node by union; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network, Side};
/// use comity::measure::{Options, two_mode_clustering as clustering};
///
/// // States 0 and 1 in bodies 2 and 3; only 1 is in body 4 too: they share two of three bodies.
/// let edges = [(0, 2, 1.0), (0, 3, 1.0), (1, 2, 1.0), (1, 3, 1.0), (1, 4, 1.0)];
/// let sides = vec![Side::Actor, Side::Actor, Side::Group, Side::Group, Side::Group];
/// let network = Network::undirected(5, &edges, Fold::Once).with_sides(sides);
/// let options = Options { weighted: false, normalised: true };
/// assert_eq!(clustering::dot(&network, options).values[0], 2.0 / 3.0);
/// assert_eq!(clustering::min(&network, options).values[0], 1.0);
/// assert_eq!(clustering::max(&network, options).values[0], 2.0 / 3.0);
/// ```
pub fn dot(network: &Network, _: Options) -> Scores {
    mean_overlap(network, |shared, own, theirs| shared / (own + theirs - shared))
}

/// Computes the clustering of every node by the smaller of both; see the [module](self) for its terms.
pub fn min(network: &Network, _: Options) -> Scores {
    mean_overlap(network, |shared, own, theirs| shared / own.min(theirs))
}

/// Computes the clustering of every node by the larger of both; see the [module](self) for its terms.
pub fn max(network: &Network, _: Options) -> Scores {
    mean_overlap(network, |shared, own, theirs| shared / own.max(theirs))
}

fn mean_overlap(network: &Network, overlap: impl Fn(f64, f64, f64) -> f64 + Sync) -> Scores {
    let n = network.node_count();
    let size = |node: usize| network.neighbours(node).len() as f64;
    let values = blocks::search_each(
        n,
        || (vec![0u32; n], Vec::new()),
        |(shared, met): &mut (Vec<u32>, Vec<u32>), node| {
            for &between in network.neighbours(node) {
                for &other in network.neighbours(between as usize).iter().filter(|&&other| other as usize != node) {
                    if shared[other as usize] == 0 {
                        met.push(other);
                    }
                    shared[other as usize] += 1;
                }
            }
            let (mut sum, count) = (0.0, met.len());
            // In one order whatever the way they were met, so that the sum is repeatable under relabelling of ties.
            met.sort_unstable();
            for other in met.drain(..) {
                let common = std::mem::take(&mut shared[other as usize]);
                sum += overlap(f64::from(common), size(node), size(other as usize));
            }
            if count == 0 { 0.0 } else { sum / count as f64 }
        },
    );
    Scores::new(values)
        .direction(network, "arcs followed twice")
        .term("weights", "not used")
        .term("normalisation", "a share already")
        .term("isolates", "zero, as all who meet nobody")
        .term("disconnected", "changes nothing")
}
