//! Closeness: how near a node is to all others, by the mean distance.
//!
//! **Formula.** With `r` the number of others within reach of `v` and `D` the sum of their distances,
//! `1 / D`; normalised, `(r / D) · (r / (n - 1))`: the inverse of the mean distance, scaled by the share
//! of the network that is within reach (Wasserman and Faust's improvement).
//!
//! **Meaning.** How few go-betweens a state needs to speak to all others. It is high for those who can
//! reach everyone in few steps, even without a seat between anyone.
//!
//! **Choices.** *Direction*: distances from the others to the node, as in NetworkX (`mode="in"` in
//! igraph): a node is close if the others reach it. *Weights*: strengths; the distance along an edge is
//! `1 / weight` (Newman 2001), so weighted scores are not bounded by one. *Parallel relations* were
//! folded and *loops* dropped when the network was built. *Isolates* have 0 (igraph has no number).
//! *Disconnected parts*: only distances within reach are added. Normalised scores compare across parts
//! through the share within reach; igraph's normalised scores lack this factor. Scores that are not
//! normalised, as igraph's, favour small parts, which a note then says. In a *two-mode* network the
//! normalised score is `(L / D) · (r / (n - 1))` with `L` the least possible sum of distances, one step
//! to each of the other side and two to each of the own (Borgatti and Everett), as in
//! `networkx.algorithms.bipartite`; as `L` is of the whole network, a score in a small part may exceed
//! one, which a note then says. Without normalisation it is `1 / D` here too, where NetworkX still
//! multiplies by `L`.
//!
//! **Literature.** Freeman, L. C. (1978), Centrality in social networks: conceptual clarification,
//! *Social Networks* 1, 215-239, <https://doi.org/10.1016/0378-8733(78)90021-7>. Wasserman, S. and
//! Faust, K. (1994), *Social Network Analysis*, Cambridge University Press, p. 201,
//! <https://doi.org/10.1017/CBO9780511815478>. Newman, M. E. J. (2001), Scientific collaboration
//! networks II, *Physical Review E* 64, 016132, <https://doi.org/10.1103/PhysRevE.64.016132>. Borgatti,
//! S. P. and Everett, M. G. (1997), Network analysis of 2-mode data, *Social Networks* 19, 243-269,
//! <https://doi.org/10.1016/S0378-8733(96)00301-2>.

use super::bits::Nearness;
use super::parts::Parts;
use super::ties::Ties;
use super::two_mode::TwoMode;
use super::{Options, Scores, blocks};
use crate::graph::network::Network;

/// Computes the closeness of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, closeness::closeness};
///
/// // 0 - 1 - 2, and 3 apart: the middle has two others within reach at distance 1 each,
/// // (2 / 2) · (2 / 3); an end has distances 1 and 2, (2 / 3) · (2 / 3).
/// let path = Network::undirected(4, &[(0, 1, 1.0), (1, 2, 1.0)], Fold::Once);
/// let options = Options { weighted: false, normalised: true };
/// let end = 2.0 / 3.0 * (2.0 / 3.0);
/// assert_eq!(closeness(&path, options).values, [end, 2.0 / 3.0, end, 0.0]);
/// ```
pub fn closeness(network: &Network, options: Options) -> Scores {
    let (scores, count) = nearness(network, options, true);
    let scores = scores.term("normalisation", words(options, TwoMode::of(network).is_some()));
    match (options.normalised, TwoMode::of(network).is_some()) {
        _ if count < 2 => scores,
        (false, _) => scores.note(format!(
            "The network has {count} parts; closeness that is not normalised is larger in smaller parts."
        )),
        (true, true) => scores.note(format!(
            "The network has {count} parts; in two modes closeness is larger in smaller parts and may exceed one."
        )),
        (true, false) => scores,
    }
}

/// The scores without the term of their normalisation, and the number of parts of the network;
/// `scaled` by the share of the network within reach, if they are normalised.
pub(super) fn nearness(network: &Network, options: Options, scaled: bool) -> (Scores, usize) {
    let n = network.node_count();
    let ties = Ties::chosen(network, options);
    let parts = Parts::of(network, ties);
    let sides = TwoMode::of(network);
    let nearness = Nearness::of(network, ties);
    let values = blocks::search_each(
        n,
        || nearness.tools(),
        |tools, node| {
            let (mut others, mut sum) = (0.0, 0.0);
            nearness.tell(tools, node, parts.size_around(node), |distance, count| {
                others += count as f64;
                sum += distance * count as f64;
            });
            if others == 0.0 {
                return 0.0;
            }
            if !options.normalised {
                return 1.0 / sum;
            }
            let least = sides.map_or(others, |sides| sides.least_distance(node));
            least / sum * if scaled { others / (n - 1) as f64 } else { 1.0 }
        },
    );
    let scores = Scores::new(values)
        .direction(network, "distances from the others to the node")
        .weights(network, options, "strengths; distance is 1/weight")
        .term("isolates", "zero")
        .term("disconnected", "distances within reach only");
    (scores, parts.count())
}

fn words(options: Options, two_mode: bool) -> &'static str {
    match (options.normalised, two_mode) {
        (false, _) => "none: inverse of the sum of distances",
        (true, false) => "inverse mean distance times share within reach (Wasserman and Faust 1994)",
        (true, true) => {
            "least possible sum of distances in two modes over the sum (Borgatti and Everett 1997), \
                         times share within reach"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::{Fold, Side};

    const PLAIN: Options = Options { weighted: false, normalised: false };

    #[test]
    fn arcs_are_walked_against_their_direction() {
        let arcs = Network::directed(3, &[(0, 1, 1.0), (1, 2, 1.0)], Fold::Once);
        assert_eq!(closeness(&arcs, PLAIN).values, [0.0, 1.0, 1.0 / 3.0]);
    }

    #[test]
    fn a_strong_tie_is_a_short_one() {
        let network = Network::undirected(3, &[(0, 1, 2.0), (1, 2, 4.0)], Fold::Sum);
        assert_eq!(closeness(&network, Options { weighted: true, ..PLAIN }).values, [0.8, 4.0 / 3.0, 1.0]);
    }

    #[test]
    fn a_body_of_all_is_as_close_as_can_be() {
        let sides = vec![Side::Group, Side::Actor, Side::Actor];
        let network = Network::undirected(3, &[(0, 1, 1.0), (0, 2, 1.0)], Fold::Once).with_sides(sides);
        assert_eq!(closeness(&network, Options { normalised: true, ..PLAIN }).values, [1.0, 1.0, 1.0]);
    }

    #[test]
    fn parts_are_noted_where_they_mislead() {
        let pair = Network::undirected(3, &[(0, 1, 1.0)], Fold::Once);
        assert_eq!(closeness(&pair, PLAIN).notes.len(), 1);
        assert!(closeness(&pair, Options { normalised: true, ..PLAIN }).notes.is_empty());
    }
}
