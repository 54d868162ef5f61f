//! BiRank: standing that states and bodies lend each other, divided by how much each has to lend.
//!
//! **Formula.** With `d` the sum of weights at a node, `x(v) = α Σ w(v, u) x(u) / √(d(v) d(u)) + (1 - α) / m(v)` over what `v`
//! is tied to on the other side, with `m(v)` the nodes on its own side; `α = 0.85` for both sides.
//!
//! **Meaning.** A state has standing by sitting in bodies that have it, and bodies by who sits there, where a
//! body of everybody lends each little. It is for two modes what [PageRank](super::pagerank) is for one: large
//! bodies do not swamp it, and both sides are scored at once.
//!
//! **Choices.** *Direction*: none. *Weights*: strengths. *Parallel relations* were folded and *loops* dropped
//! when the network was built. *Isolates* have their base `(1 - α) / m`. *Disconnected parts* each keep their
//! base. Nothing is normalised after: bases add up to one a side, so scores of the two sides do not
//! compare. It is `bipartite.birank` of NetworkX with even bases on both sides (which by itself has no base and α = 1, where
//! degree alone decides); igraph lacks it. A *one-mode* network has no sides: not defined there.
//!
//! **Literature.** He, X., Gao, M., Kan, M.-Y. and Wang, D. (2017), BiRank: towards ranking on bipartite
//! graphs, *IEEE Transactions on Knowledge and Data Engineering* 29, 57-71,
//! <https://doi.org/10.1109/TKDE.2016.2611584>.

use super::ties::Ties;
use super::two_mode::TwoMode;
use super::{Options, Scores, blocks};
use crate::graph::network::Network;

/// The share that comes from the other side.
const DAMPING: f64 = 0.85;
/// The sum of all changes in one step, below which the scores are settled.
const SETTLED: f64 = 1e-15;
/// What is left shrinks by the damping at each step.
const MOST_STEPS: usize = 100_000;

/// Computes the BiRank of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network, Side};
/// use comity::measure::{Options, birank::birank};
///
/// // One body of two states: b = 0.85 · 2 s / √2 + 0.15 and s = 0.85 b / √2 + 0.075.
/// let sides = vec![Side::Actor, Side::Actor, Side::Group];
/// let body = Network::undirected(3, &[(0, 2, 1.0), (1, 2, 1.0)], Fold::Once).with_sides(sides);
/// let values = birank(&body, Options { weighted: false, normalised: true }).values;
/// let root = 2f64.sqrt();
/// let state = (0.85 * 0.15 / root + 0.075) / (1.0 - 0.85 * 0.85);
/// assert!((values[0] - state).abs() < 1e-12 && (values[1] - state).abs() < 1e-12);
/// assert!((values[2] - (0.85 * root * state + 0.15)).abs() < 1e-12);
/// ```
pub fn birank(network: &Network, options: Options) -> Scores {
    birank_with(network, options, DAMPING)
}

/// Computes BiRank with another damping, between 0 and 1.
pub fn birank_with(network: &Network, options: Options, damping: f64) -> Scores {
    let n = network.node_count();
    let ties = Ties::chosen(network, options);
    let sides = TwoMode::of(network);
    let root: Vec<f64> = (0..n).map(|node| ties.total(network.weights(node)).sqrt()).collect();
    let base: Vec<f64> = (0..n).map(|node| (1.0 - damping) / sides.map_or(n, |sides| sides.own(node)) as f64).collect();
    let mut values = base.clone();
    let mut next = base.clone();
    for _ in 0..MOST_STEPS {
        blocks::fill(&mut next, |node| {
            let tied = network.neighbours(node).iter().zip(network.weights(node));
            // Whoever has no strength is tied to nobody.
            let lent = tied.map(|(&other, &weight)| (ties.strength(weight), other as usize));
            let lent = lent.filter(|(strength, _)| *strength > 0.0);
            base[node]
                + damping * lent.fold(0.0, |sum, (s, other)| sum + s * values[other] / (root[node] * root[other]))
        });
        let change: f64 = values.iter().zip(&next).map(|(old, new)| (old - new).abs()).sum();
        std::mem::swap(&mut values, &mut next);
        if change <= SETTLED {
            break;
        }
    }
    Scores::new(values)
        .direction(network, "both ways")
        .weights(network, options, "strengths, divided by the roots of both ends' sums")
        .term("normalisation", "bases add up to one a side")
        .term("isolates", "the base alone")
        .term("disconnected", "each part keeps its base")
        .term("damping", damping.to_string())
}
