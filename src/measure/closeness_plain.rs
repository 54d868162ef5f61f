//! Plain closeness: the inverse of the mean distance, without a share for what is out of reach.
//!
//! **Formula.** With `r` the number of others within reach of `v` and `D` the sum of their distances,
//! `1 / D`; normalised, `r / D`: the inverse of the mean distance to those within reach (Freeman 1978).
//!
//! **Meaning.** As [closeness](super::closeness), but a small part that is tight counts as near: it says how
//! central a state is in the circle that it can reach, not in the world. In a network of one part both are
//! the same.
//!
//! **Choices.** All as for [closeness](super::closeness), but for *disconnected parts*: nothing is taken off
//! for nodes out of reach, so that a pair alone has the largest score there is, which a note then says. This is
//! `closeness_centrality(wf_improved=False)` of NetworkX and `closeness` of igraph (which has no number for
//! an isolate; here it has 0). In a *two-mode* network the normalised score is `L / D` with `L` the least
//! possible sum of distances (Borgatti and Everett), which may exceed one in a small part.
//!
//! **Literature.** Freeman, L. C. (1978), Centrality in social networks: conceptual clarification,
//! *Social Networks* 1, 215-239, <https://doi.org/10.1016/0378-8733(78)90021-7>.

use super::closeness::nearness;
use super::two_mode::TwoMode;
use super::{Options, Scores};
use crate::graph::network::Network;

/// Computes the plain closeness of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, closeness_plain::closeness_plain};
///
/// // 0 - 1 - 2, and a pair apart: the pair is as close as can be, whatever it cannot reach.
/// let parts = Network::undirected(5, &[(0, 1, 1.0), (1, 2, 1.0), (3, 4, 1.0)], Fold::Once);
/// let options = Options { weighted: false, normalised: true };
/// assert_eq!(closeness_plain(&parts, options).values, [2.0 / 3.0, 1.0, 2.0 / 3.0, 1.0, 1.0]);
/// ```
pub fn closeness_plain(network: &Network, options: Options) -> Scores {
    let (scores, parts) = nearness(network, options, false);
    let words = match (options.normalised, TwoMode::of(network).is_some()) {
        (false, _) => "none: inverse of the sum of distances",
        (true, false) => "inverse mean distance to those within reach (Freeman 1978)",
        (true, true) => "least possible sum of distances in two modes over the sum (Borgatti and Everett 1997)",
    };
    let scores = scores.term("normalisation", words);
    if parts < 2 {
        return scores;
    }
    scores.note(format!("The network has {parts} parts; plain closeness does not compare across them."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;
    use crate::measure::closeness::closeness;

    #[test]
    fn in_one_part_it_is_closeness_and_parts_are_noted() {
        let path = Network::undirected(4, &[(0, 1, 2.0), (1, 2, 1.0), (2, 3, 4.0)], Fold::Sum);
        for (weighted, normalised) in [(false, false), (false, true), (true, false), (true, true)] {
            let options = Options { weighted, normalised };
            assert_eq!(closeness_plain(&path, options).values, closeness(&path, options).values);
        }
        let pair = Network::undirected(3, &[(0, 1, 1.0)], Fold::Once);
        let scores = closeness_plain(&pair, Options { weighted: false, normalised: true });
        assert_eq!((scores.values, scores.notes.len()), (vec![1.0, 1.0, 0.0], 1));
    }
}
