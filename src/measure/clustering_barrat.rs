//! Barrat's clustering: triangles counted by how much of a node's strength goes into them.
//!
//! **Formula.** `c(v) = Σ (w(v, i) + w(v, j)) / 2 / (s(v) (k - 1))` over the ordered pairs `i, j` of contacts
//! that are tied to each other, with `k` the contacts of `v` and `s` the sum of its weights.
//!
//! **Meaning.** Whether a state's strong ties are the closed ones: above plain [clustering](super::clustering)
//! if it shares most with those who meet each other anyway, below if its strong ties lead out.
//!
//! **Choices.** *Direction*: defined without, as in igraph. *Weights*: always used, strengths; that of the tie
//! between the two contacts does not count. Where all are one it is plain clustering. *Parallel relations*
//! were folded and *loops* dropped when the network was built. *Isolates* and all with fewer than two
//! contacts have 0 (igraph: no number). *Disconnected parts* change nothing. It is a share already. A
//! *two-mode* network has no triangles: not defined there.
//!
//! **Literature.** Barrat, A., Barthélemy, M., Pastor-Satorras, R. and Vespignani, A. (2004), The architecture
//! of complex weighted networks, *PNAS* 101, 3747-3752, <https://doi.org/10.1073/pnas.0400087101>.

use super::contacts::Contacts;
use super::ties::Ties;
use super::{Options, Scores, blocks};
use crate::graph::network::Network;

/// Computes Barrat's clustering of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, clustering_barrat::clustering_barrat};
///
/// // 0 has strength 3 + 3 + 2; its only closed pair is 1 and 2: ((3 + 3) / 2) · 2 / (8 · 2).
/// let edges = [(0, 1, 3.0), (0, 2, 3.0), (0, 3, 2.0), (1, 2, 9.0)];
/// let network = Network::undirected(4, &edges, Fold::Sum);
/// let options = Options { weighted: true, normalised: true };
/// assert_eq!(clustering_barrat(&network, options).values, [0.375, 1.0, 1.0, 0.0]);
/// ```
pub fn clustering_barrat(network: &Network, options: Options) -> Scores {
    let ties = Ties::always_weighted();
    let contacts = Contacts::of(network, |weight| ties.strength(weight));
    let n = network.node_count();
    let values = blocks::search_each(
        n,
        || vec![false; n],
        |marks, node| {
            contacts.around(node).for_each(|(other, _)| marks[other] = true);
            // A tie belongs to as many closed pairs as its other end has contacts among those of the node.
            let closed = contacts.around(node).fold(0.0, |sum, (other, weight)| {
                sum + weight * contacts.around(other).filter(|(far, _)| marks[*far]).count() as f64
            });
            contacts.around(node).for_each(|(other, _)| marks[other] = false);
            let others = contacts.count(node).saturating_sub(1) as f64;
            let possible = contacts.total(node) * others;
            if possible > 0.0 { closed / possible } else { 0.0 }
        },
    );
    Scores::new(values)
        .direction(network, "arcs taken as ties")
        .weights(network, Options { weighted: true, ..options }, "strengths of the two ties at the node")
        .clustered()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;
    use crate::measure::clustering::clustering;

    #[test]
    fn equal_weights_change_nothing() {
        let options = Options { weighted: true, normalised: true };
        let edges = [(0, 1, 4.0), (1, 2, 4.0), (2, 0, 4.0), (2, 3, 4.0), (3, 0, 4.0), (3, 4, 4.0)];
        let network = Network::undirected(5, &edges, Fold::Sum);
        for (a, b) in clustering_barrat(&network, options).values.iter().zip(clustering(&network, options).values) {
            assert!((a - b).abs() < 1e-15);
        }
    }
}
