//! Harmonic centrality: how near a node is to all others, by the sum of inverse distances.
//!
//! **Formula.** `h(v) = Σ 1 / d(u, v)` over all others `u`, where out of reach counts 0; normalised,
//! `h(v) / (n - 1)`.
//!
//! **Meaning.** As [closeness](super::closeness), but fit for networks in parts, as those of diplomacy
//! often are: a neighbour counts one, who is two steps away a half, who cannot be reached nothing.
//!
//! **Choices.** *Direction*: distances from the others to the node, as in NetworkX's
//! `harmonic_centrality` (`mode="in"` in igraph). *Weights*: strengths; the distance along an edge is
//! `1 / weight`, so weighted scores are not bounded. *Parallel relations* were folded and *loops*
//! dropped when the network was built. *Isolates* have 0 and *disconnected parts* add nothing to each
//! other. NetworkX does not normalise; division by `n - 1` is igraph's. In a *two-mode* network it is
//! `n - 1` as well, as no other norm is established, so that no score can reach 1 there.
//!
//! **Literature.** Marchiori, M. and Latora, V. (2000), Harmony in the small-world, *Physica A* 285,
//! 539-546, <https://doi.org/10.1016/S0378-4371(00)00311-3>. Boldi, P. and Vigna, S. (2014), Axioms for
//! centrality, *Internet Mathematics* 10, 222-262, <https://doi.org/10.1080/15427951.2013.865686>.

use super::bits::Nearness;
use super::parts::Parts;
use super::ties::Ties;
use super::{Options, Scores, blocks};
use crate::graph::network::Network;

/// Computes the harmonic centrality of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, harmonic::harmonic};
///
/// // 0 - 1 - 2, and 3 apart: an end has one at distance 1 and one at distance 2.
/// let path = Network::undirected(4, &[(0, 1, 1.0), (1, 2, 1.0)], Fold::Once);
/// let options = Options { weighted: false, normalised: false };
/// assert_eq!(harmonic(&path, options).values, [1.5, 2.0, 1.5, 0.0]);
/// ```
pub fn harmonic(network: &Network, options: Options) -> Scores {
    let n = network.node_count();
    let ties = Ties::chosen(network, options);
    let parts = Parts::of(network, ties);
    let possible = if options.normalised { n.saturating_sub(1).max(1) as f64 } else { 1.0 };
    let nearness = Nearness::of(network, ties);
    let values = blocks::search_each(
        n,
        || nearness.tools(),
        |tools, node| {
            let mut sum = 0.0;
            nearness.tell(tools, node, parts.size_around(node), |distance, count| sum += count as f64 / distance);
            sum / possible
        },
    );
    Scores::new(values)
        .direction(network, "distances from the others to the node")
        .weights(network, options, "strengths; distance is 1/weight")
        .term("normalisation", if options.normalised { "divided by n - 1, the number of others" } else { "none" })
        .term("isolates", "zero")
        .term("disconnected", "who is out of reach adds nothing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn direction_weight_and_norm() {
        let arcs = Network::directed(3, &[(0, 1, 2.0), (1, 2, 2.0)], Fold::Sum);
        assert_eq!(harmonic(&arcs, Options { weighted: true, normalised: false }).values, [0.0, 2.0, 3.0]);
        assert_eq!(harmonic(&arcs, Options { weighted: false, normalised: true }).values, [0.0, 0.5, 0.75]);
        let alone = Network::undirected(1, &[], Fold::Once);
        // Not minus zero either: it would be printed.
        assert!(harmonic(&alone, Options { weighted: false, normalised: true }).values[0].is_sign_positive());
    }
}
