//! Local clustering: how many of a node's contacts are in contact with each other.
//!
//! **Formula.** `c(v) = 2 t(v) / (k (k - 1))` with `k` the contacts of `v` and `t` the pairs of them that are
//! tied. With arcs, `t(v) / (2 (d (d - 1) - 2 m))`: `t` counts all triangles of arcs through `v` in whatever
//! direction, `d` the arcs in and out, and `m` the mutual pairs (Fagiolo 2007).
//!
//! **Meaning.** Closed or open company. A state whose partners all sit together already adds nothing to their
//! contact; one whose partners do not meet can speak for them. In projections of shared bodies it is high for
//! everyone, since each body makes a clique of its members: compare with `clustering_dot` on the
//! two-mode network before calling a bloc closed.
//!
//! **Choices.** *Direction*: Fagiolo's, as in NetworkX; igraph ignores direction. *Weights* are not used: see
//! [`clustering_barrat`](super::clustering_barrat) and [`clustering_onnela`](super::clustering_onnela).
//! *Parallel relations* were folded and *loops* dropped when the network was built. *Isolates* and all with
//! fewer than two contacts have 0, as in NetworkX (igraph has no number). *Disconnected parts* change nothing. It is a
//! share already, so normalisation changes nothing. A *two-mode* network has no triangles: not defined there.
//!
//! **Literature.** Watts, D. J. and Strogatz, S. H. (1998), Collective dynamics of "small-world" networks,
//! *Nature* 393, 440-442, <https://doi.org/10.1038/30918>. Fagiolo, G. (2007), Clustering in complex directed
//! networks, *Physical Review E* 76, 026107, <https://doi.org/10.1103/PhysRevE.76.026107>.

use super::contacts::Contacts;
use super::triangles::triangles;
use super::{Options, Scores, blocks};
use crate::graph::network::Network;

/// Computes the local clustering of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, clustering::clustering};
///
/// // A triangle with a tail at 2: of the three pairs of contacts of 2, one is tied.
/// let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 3, 1.0)];
/// let network = Network::undirected(4, &edges, Fold::Once);
/// let options = Options { weighted: false, normalised: true };
/// assert_eq!(clustering(&network, options).values, [1.0, 1.0, 1.0 / 3.0, 0.0]);
/// ```
pub fn clustering(network: &Network, _: Options) -> Scores {
    let values = if network.is_directed() { closed(network, |_| 1.0) } else { shares(network) };
    Scores::new(values)
        .direction(network, "all triangles of arcs, whatever their direction (Fagiolo 2007)")
        .term("weights", "not used")
        .clustered()
}

impl Scores {
    /// The terms that all measures of local clustering share.
    pub(super) fn clustered(self) -> Self {
        self.term("normalisation", "a share already")
            .term("isolates", "zero, as all with fewer than two contacts")
            .term("disconnected", "changes nothing")
    }
}

/// The triangles at each node as a share of the pairs of its neighbours; arcs lead both ways.
fn shares(network: &Network) -> Vec<f64> {
    let share = |(node, triangles): (usize, u64)| {
        let k = network.neighbours(node).len() as f64;
        if k > 1.0 { 2.0 * triangles as f64 / (k * (k - 1.0)) } else { 0.0 }
    };
    triangles(network).into_iter().enumerate().map(share).collect()
}

/// Triangles through every node, each counted by the product of what its three sides carry, over the
/// triangles that could be. `carried` reads a weight as a number from zero to one.
pub(super) fn closed(network: &Network, carried: impl Fn(f64) -> f64) -> Vec<f64> {
    let carry = Contacts::of(network, &carried);
    let arcs = Contacts::of(network, |weight| if carried(weight) > 0.0 { 1.0 } else { 0.0 });
    let n = network.node_count();
    blocks::search_each(
        n,
        || vec![0.0; n],
        |marks, node| {
            carry.around(node).for_each(|(other, value)| marks[other] = value);
            let mut triangles = 0.0;
            for (other, value) in carry.around(node) {
                // The third side, met from both of its ends.
                let third = carry.around(other).fold(0.0, |sum, (far, between)| sum + between * marks[far]);
                triangles += value * third;
            }
            carry.around(node).for_each(|(other, _)| marks[other] = 0.0);
            let (k, d) = (arcs.count(node) as f64, arcs.total(node));
            let possible = if network.is_directed() { 2.0 * (d * (d - 1.0) - 2.0 * (d - k)) } else { k * (k - 1.0) };
            if possible > 0.0 { triangles / possible } else { 0.0 }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    const OPTIONS: Options = Options { weighted: false, normalised: true };

    #[test]
    fn a_circle_of_arcs_closes_half_of_what_mutual_arcs_could() {
        let circle = Network::directed(3, &[(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0)], Fold::Once);
        assert_eq!(clustering(&circle, OPTIONS).values, [0.5; 3]);
        let both = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (1, 0, 1.0), (2, 1, 1.0), (0, 2, 1.0)];
        assert_eq!(clustering(&Network::directed(3, &both, Fold::Once), OPTIONS).values, [1.0; 3]);
    }

    #[test]
    fn a_mutual_pair_alone_is_no_triangle() {
        let pair = Network::directed(2, &[(0, 1, 1.0), (1, 0, 1.0)], Fold::Once);
        assert_eq!(clustering(&pair, OPTIONS).values, [0.0, 0.0]);
    }
}
