//! PageRank: how often a walk along the ties, now and then begun anew, meets a node.
//!
//! **Formula.** `p(v) = (1 - α) / n + α (Σ p(u) w(u, v) / s(u) + Σ p(z) / n)`, the first sum over those
//! that point to `v`, with `s(u)` the weights of all arcs from `u`, the second over those that point to
//! nobody; `α = 0.85`. The scores sum to one.
//!
//! **Meaning.** Attention that is handed on: who is noticed by those who are noticed, where the attention
//! of each is divided among all it goes to. With arcs such as embassies sent or sanctions imposed it
//! tells receivers from senders; without direction it is close to the share of ties.
//!
//! **Choices.** *Direction*: rank flows along the arrows; an undirected tie runs both ways. *Weights*:
//! strengths; a node hands on in proportion to them. *Parallel relations* were folded and *loops*
//! dropped when the network was built. *Isolates* and all who point to nobody hand on to everybody in
//! equal parts, as in NetworkX and igraph. *Disconnected parts* each hold their share by this. Scores
//! sum to one whether normalised or not; more nodes leave less for each. A *two-mode* network is treated
//! as any other.
//!
//! **Literature.** Brin, S. and Page, L. (1998), The anatomy of a large-scale hypertextual web search
//! engine, *Computer Networks and ISDN Systems* 30, 107-117,
//! <https://doi.org/10.1016/S0169-7552(98)00110-X>.

use super::matrix::Strengths;
use super::ties::Ties;
use super::{Options, Scores, blocks};
use crate::graph::network::Network;

/// The share of rank that follows the ties; the rest is spread over all.
const DAMPING: f64 = 0.85;
/// The sum of all changes in one step, below which the scores are exact to 10⁻¹².
const SETTLED: f64 = 1e-13;
/// The change shrinks at least by the damping at each step: of the usual damping 200 are enough.
const MOST_STEPS: usize = 100_000;

/// Computes the PageRank of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, pagerank::pagerank};
///
/// // 0 → 1, and 1 hands on to both: p₀ = 0.075 + 0.85 p₁ / 2 and p₁ = 1 - p₀, so p₀ = 0.5 / 1.425.
/// let arc = Network::directed(2, &[(0, 1, 1.0)], Fold::Once);
/// let values = pagerank(&arc, Options { weighted: false, normalised: true }).values;
/// assert!((values[0] - 0.5 / 1.425).abs() < 1e-12);
/// assert!((values[0] + values[1] - 1.0).abs() < 1e-12);
/// ```
pub fn pagerank(network: &Network, options: Options) -> Scores {
    pagerank_with(network, options, DAMPING)
}

/// Computes PageRank with another damping, between 0 and 1.
pub fn pagerank_with(network: &Network, options: Options, damping: f64) -> Scores {
    let ties = Ties::chosen(network, options);
    Scores::new(walk(network, ties, damping))
        .direction(network, "rank flows along the arrows")
        .weights(network, options, "strengths; rank is handed on in proportion to them")
        .term("normalisation", "the scores sum to one")
        .term("isolates", "hand on to everybody in equal parts, as all who point to nobody")
        .term("disconnected", "each part holds its share")
        .term("damping", damping.to_string())
}

fn walk(network: &Network, ties: Ties, damping: f64) -> Vec<f64> {
    let n = network.node_count();
    let each = 1.0 / n as f64;
    let given: Vec<f64> = if ties.weighted() {
        (0..n).map(|node| ties.total(network.weights(node))).collect()
    } else {
        (0..n).map(|node| network.neighbours(node).len() as f64).collect()
    };
    let strengths = Strengths::of(network, ties);
    let mut values = vec![each; n];
    let mut next = vec![0.0; n];
    // What a node hands on for every unit of weight.
    let mut rate = vec![0.0; n];
    for _ in 0..MOST_STEPS {
        let mut idle = 0.0;
        for node in 0..n {
            if given[node] > 0.0 {
                rate[node] = values[node] / given[node];
            } else {
                idle += values[node];
            }
        }
        let base = (1.0 - damping + damping * idle) * each;
        blocks::fill(&mut next, |node| base + damping * strengths.gather(&rate, node));
        let change: f64 = values.iter().zip(&next).map(|(old, new)| (old - new).abs()).sum();
        std::mem::swap(&mut values, &mut next);
        if change <= SETTLED {
            break;
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn rank_is_handed_on_by_weight() {
        let arcs = [(0, 1, 3.0), (0, 2, 1.0), (1, 0, 1.0), (2, 0, 1.0)];
        let network = Network::directed(3, &arcs, Fold::Sum);
        let scores = pagerank(&network, Options { weighted: true, normalised: true }).values;
        // Both outer nodes get 0.05 and their share of what 0 hands on.
        let handed = 0.85 * scores[0];
        assert!((scores[1] - 0.05 - handed * 0.75).abs() < 1e-12);
        assert!((scores[2] - 0.05 - handed * 0.25).abs() < 1e-12);
    }

    #[test]
    fn none_and_one_are_answered() {
        let options = Options { weighted: false, normalised: true };
        assert!(pagerank(&Network::undirected(0, &[], Fold::Once), options).values.is_empty());
        assert_eq!(pagerank(&Network::undirected(1, &[], Fold::Once), options).values, [1.0]);
    }
}
