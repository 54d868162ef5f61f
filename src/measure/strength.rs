//! Strength: the weights of a node's ties added up.
//!
//! **Formula.** `s(v) = Σ w(v, u)` over the ties of `v`; normalised, `s(v) / (n - 1)`: the mean weight
//! over all ties that `v` could have.
//!
//! **Meaning.** In a network of shared bodies weighted by their number, how many joint seats a state
//! has, with whomever; of aid or visits, how much in all. A few strong ties weigh as much as many weak ones.
//!
//! **Choices.** *Direction*: arcs in and out are both added, as [`degree`](super::degree) counts both.
//! *Weights*: always used, whatever the options say; where all are one, strength is degree. *Parallel
//! relations* were folded and *loops* dropped when the network was built: added up, they are
//! [`Fold::Sum`](crate::graph::network::Fold::Sum). *Isolates* have 0. *Disconnected parts* change
//! nothing. In a *two-mode* network the normalisation divides by the size of the other side, as for
//! degree. NetworkX (`Graph.degree(weight=…)`) and igraph (`strength`) have the sum and no
//! normalisation; a normalised strength is not bounded by one.
//!
//! **Literature.** Barrat, A., Barthélemy, M., Pastor-Satorras, R. and Vespignani, A. (2004), The
//! architecture of complex weighted networks, *PNAS* 101, 3747-3752,
//! <https://doi.org/10.1073/pnas.0400087101>.

use super::ties::Ties;
use super::{Options, Scores};
use crate::graph::network::Network;

/// Computes the strength of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, strength::strength};
///
/// // Two states share three bodies, one of them shares two with a third.
/// let shared = Network::undirected(3, &[(0, 1, 3.0), (1, 2, 2.0)], Fold::Sum);
/// let options = Options { weighted: true, normalised: false };
/// assert_eq!(strength(&shared, options).values, [3.0, 5.0, 2.0]);
/// ```
pub fn strength(network: &Network, options: Options) -> Scores {
    let ties = Ties::always_weighted();
    let values = (0..network.node_count())
        .map(|node| {
            let into = if network.is_directed() { ties.total(network.predecessor_weights(node)) } else { 0.0 };
            ties.total(network.weights(node)) + into
        })
        .collect();
    Scores::new(values)
        .direction(network, "arcs in and out both added")
        .weights(network, Options { weighted: true, ..options }, "added")
        .per_possible_tie(network, options)
        .term("isolates", "zero")
        .term("disconnected", "changes nothing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;
    use crate::measure::degree::degree;

    #[test]
    fn it_is_degree_where_weights_are_one() {
        for normalised in [false, true] {
            let options = Options { weighted: false, normalised };
            let arcs = Network::directed(3, &[(0, 1, 7.0), (1, 0, 7.0), (1, 2, 7.0)], Fold::Once);
            assert_eq!(strength(&arcs, options).values, degree(&arcs, options).values);
            let alone = Network::undirected(1, &[], Fold::Once);
            assert_eq!(strength(&alone, options).values, degree(&alone, options).values);
        }
    }
}
