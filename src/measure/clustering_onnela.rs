//! Onnela's clustering: triangles counted by the geometric mean of their weights.
//!
//! **Formula.** `c(v) = Σ (w(v, i) w(i, j) w(j, v))^(1/3) / (k (k - 1))` over the ordered pairs `i, j` of
//! contacts, with `k` the contacts of `v` and weights divided by the largest in the network. With arcs, the
//! same over all triangles of arcs as in plain [clustering](super::clustering) (Fagiolo 2007).
//!
//! **Meaning.** How strong the closed company is: a triangle of weak ties counts little, and one weak side
//! makes a triangle weak.
//!
//! **Choices.** *Direction*: Fagiolo's, as in NetworkX. *Weights*: always used, strengths, relative to the
//! largest of the whole network, so that scores of two networks do not compare if their largest weights
//! differ. Where all are equal it is plain clustering. *Parallel relations* were folded and *loops* dropped
//! when the network was built. *Isolates* and all with fewer than two contacts have 0. *Disconnected parts*
//! share the largest weight. It is a share already. It is `clustering(weight=…)` of NetworkX; igraph has
//! [Barrat's](super::clustering_barrat) alone. A *two-mode* network has no triangles: not defined there.
//!
//! **Literature.** Onnela, J.-P., Saramäki, J., Kertész, J. and Kaski, K. (2005), Intensity and coherence of
//! motifs in weighted complex networks, *Physical Review E* 71, 065103,
//! <https://doi.org/10.1103/PhysRevE.71.065103>. Fagiolo, G. (2007), Clustering in complex directed networks,
//! *Physical Review E* 76, 026107, <https://doi.org/10.1103/PhysRevE.76.026107>.

use super::clustering::closed;
use super::ties::Ties;
use super::{Options, Scores};
use crate::graph::network::Network;

/// Computes Onnela's clustering of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, clustering_onnela::clustering_onnela};
///
/// // One triangle with weights 8, 8 and 1, the largest being 8: (1 · 1 · 1/8)^(1/3) = 1/2.
/// let network = Network::undirected(3, &[(0, 1, 8.0), (1, 2, 8.0), (2, 0, 1.0)], Fold::Sum);
/// let options = Options { weighted: true, normalised: true };
/// assert!(clustering_onnela(&network, options).values.iter().all(|c| (c - 0.5).abs() < 1e-15));
/// ```
pub fn clustering_onnela(network: &Network, options: Options) -> Scores {
    let ties = Ties::always_weighted();
    let weights = (0..network.node_count()).flat_map(|node| network.weights(node));
    let largest = weights.map(|&weight| ties.strength(weight)).fold(0.0, f64::max);
    let values = closed(network, |weight| (ties.strength(weight) / largest).cbrt());
    Scores::new(values)
        .direction(network, "all triangles of arcs, whatever their direction (Fagiolo 2007)")
        .weights(network, Options { weighted: true, ..options }, "strengths, divided by the largest in the network")
        .clustered()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn no_usable_weight_gives_no_triangle() {
        let void = Network::undirected(3, &[(0, 1, -1.0), (1, 2, 0.0), (2, 0, f64::NAN)], Fold::Sum);
        let scores = clustering_onnela(&void, Options { weighted: true, normalised: true });
        assert_eq!((scores.values, scores.notes.len()), (vec![0.0; 3], 1));
    }
}
