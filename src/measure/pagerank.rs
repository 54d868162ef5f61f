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
//! **How.** Without direction the scores solve a symmetric system, by conjugate gradients; with it, by the
//! walk itself. Both end when one more step of the walk would change the scores by 10⁻¹³ in all.
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
    if !network.is_directed() && damping < 1.0 {
        return solve(&given, &strengths, damping);
    }
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

/// The scores without direction. With `q(v) = p(v) / s(v)`, what a node hands on for a unit of weight, they are those of
/// `s(v) q(v) - α Σ w(u, v) q(u) = base`, a symmetric and positive system. Conjugate gradients, conditioned by `s`, need
/// a third of the steps of the walk, and few where a two-mode network makes the walk swing.
fn solve(given: &[f64], strengths: &Strengths<'_>, damping: f64) -> Vec<f64> {
    let n = given.len();
    let alone = given.iter().filter(|given| **given <= 0.0).count();
    // Who is alone gets the base and hands all of it to everybody.
    let base = (1.0 - damping) / (n as f64 - damping * alone as f64);
    // Near the solution already: what each has without damping.
    let total: f64 = given.iter().sum();
    let start = if total > 0.0 { (1.0 - base * alone as f64) / total } else { 0.0 };
    let mut rate: Vec<f64> = given.iter().map(|given| if *given > 0.0 { start } else { 0.0 }).collect();
    let lacking = |rate: &[f64], node: usize| given[node] * rate[node] - damping * strengths.gather(rate, node);
    let mut applied = vec![0.0; n];
    blocks::fill(&mut applied, |node| lacking(&rate, node));
    let mut rest: Vec<f64> =
        given.iter().zip(&applied).map(|(given, applied)| if *given > 0.0 { base - applied } else { 0.0 }).collect();
    let size = |rest: &[f64]| rest.iter().map(|rest| rest.abs()).sum::<f64>();
    let weighed = |rest: &[f64]| {
        let live = rest.iter().zip(given).filter(|(_, given)| **given > 0.0);
        live.map(|(rest, given)| rest * rest / given).sum::<f64>()
    };
    let mut way = vec![0.0; n];
    let (mut now, mut before) = (weighed(&rest), f64::INFINITY);
    for _ in 0..MOST_STEPS {
        if size(&rest) <= SETTLED {
            break;
        }
        let turn = now / before;
        for node in (0..n).filter(|node| given[*node] > 0.0) {
            way[node] = rest[node] / given[node] + turn * way[node];
        }
        blocks::fill(&mut applied, |node| lacking(&way, node));
        let step = now / way.iter().zip(&applied).map(|(way, applied)| way * applied).sum::<f64>();
        for node in 0..n {
            rate[node] += step * way[node];
            rest[node] -= step * applied[node];
        }
        (before, now) = (now, weighed(&rest));
    }
    // One step of the walk more.
    let mut values = vec![0.0; n];
    blocks::fill(&mut values, |node| base + damping * strengths.gather(&rate, node));
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
    fn the_system_has_the_scores_of_the_walk() {
        // Two parts, one of them two-mode, and somebody alone; the same ties as arcs both ways are walked.
        let ties = [(0, 1, 2.0), (1, 2, 1.0), (2, 0, 0.5), (3, 4, 1.0), (3, 5, 4.0)];
        let both: Vec<_> = ties.iter().flat_map(|(a, b, w)| [(*a, *b, *w), (*b, *a, *w)]).collect();
        let undirected = Network::undirected(7, &ties, Fold::Sum);
        let directed = Network::directed(7, &both, Fold::Sum);
        for weighted in [false, true] {
            let options = Options { weighted, normalised: true };
            let [solved, walked] = [&undirected, &directed].map(|network| pagerank(network, options).values);
            assert!(solved.iter().zip(&walked).all(|(a, b)| (a - b).abs() < 1e-13), "{solved:?} {walked:?}");
            assert!((solved.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn none_and_one_are_answered() {
        let options = Options { weighted: false, normalised: true };
        assert!(pagerank(&Network::undirected(0, &[], Fold::Once), options).values.is_empty());
        assert_eq!(pagerank(&Network::undirected(1, &[], Fold::Once), options).values, [1.0]);
    }
}
