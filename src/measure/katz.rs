//! Katz centrality: walks that end at a node, every further step counting less by one factor.
//!
//! **Formula.** `x(v) = 1 + α Σ w(u, v) x(u)` over those tied to `v`. The factor `α` must be below `1 / λ`, with `λ` the
//! largest eigenvalue, or the sum has no end; here it is `0.9 / λ` unless a share other than 0.9 is asked for. Normalised
//! to Euclidean length one.
//!
//! **Meaning.** Between degree and [`super::eigenvector`] centrality: with a small share only direct partners
//! count, with a share near one it is all about the company they keep. Unlike eigenvector centrality it gives every node a
//! base of its own, so that parts with a smaller `λ`, and networks in which no arc leads back, have scores too.
//!
//! **Choices.** *Direction*: incoming ties, as in NetworkX. *Weights*: strengths, multiplied in. *Parallel
//! relations* were folded and *loops* dropped when the network was built. *Isolates* have the base of one.
//! *Disconnected parts* share the factor: the largest `λ` among them decides. Where no tie leads back `λ` is 0 and any
//! factor will do: it is the share divided by the most that any node receives. NetworkX takes a factor of 0.1 if none is given, whatever the network,
//! which has no meaning once `λ ≥ 10`; the oracle hands it ours. igraph for Python lacks the measure. A
//! *two-mode* network is treated as any other.
//!
//! **Literature.** Katz, L. (1953), A new status index derived from sociometric analysis, *Psychometrika* 18,
//! 39-43, <https://doi.org/10.1007/BF02289026>.

use super::groups::components::strong;
use super::parts::Parts;
use super::ties::Ties;
use super::{Options, Scores, blocks, eigenvector};
use crate::graph::network::{Fold, Network};

/// The factor as a share of the largest possible one.
const SHARE: f64 = 0.9;
/// Changes of a score, relative to the largest, below which it is settled.
const SETTLED: f64 = 1e-15;
/// Steps that are not exceeded; what is left shrinks by the share at each.
const MOST_STEPS: usize = 100_000;

/// Computes the Katz centrality of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, katz::katz};
///
/// // A pair has λ = 1, so α = 0.9: x = 1 + 0.9 x, which is 10; an isolate has its base alone.
/// let pair = Network::undirected(3, &[(0, 1, 1.0)], Fold::Once);
/// let values = katz(&pair, Options { weighted: false, normalised: false }).values;
/// assert!((values[0] - 10.0).abs() < 1e-12 && values[2] == 1.0);
/// ```
pub fn katz(network: &Network, options: Options) -> Scores {
    katz_with(network, options, SHARE)
}

/// Computes Katz centrality with the factor `share / λ`; `share` lies between 0 and 1.
pub fn katz_with(network: &Network, options: Options, share: f64) -> Scores {
    let ties = Ties::chosen(network, options);
    let mut notes = Vec::new();
    let largest = largest_eigenvalue(network, ties, &mut notes);
    let factor = share / if largest > 0.0 { largest } else { most_received(network, ties) };
    let mut values = vec![1.0; network.node_count()];
    let mut next = values.clone();
    let mut settled = false;
    for _ in 0..MOST_STEPS {
        blocks::fill(&mut next, |node| {
            let tied = network.predecessors(node).iter().zip(network.predecessor_weights(node));
            1.0 + factor * tied.fold(0.0, |sum, (&from, &weight)| sum + ties.strength(weight) * values[from as usize])
        });
        let most = next.iter().copied().fold(0.0, f64::max);
        let change = values.iter().zip(&next).fold(0.0, |change: f64, (a, b)| change.max((a - b).abs()));
        std::mem::swap(&mut values, &mut next);
        if change <= SETTLED * most {
            settled = true;
            break;
        }
    }
    if !settled {
        notes.push(format!("The iteration stopped after {MOST_STEPS} steps before it settled."));
    }
    if values.iter().any(|value| !value.is_finite()) {
        notes.push("The weights differ by so much that the walks are more than a number holds.".to_owned());
        values.fill(f64::NAN);
    } else if options.normalised {
        // By the largest first, whose square could be too large for a number.
        let most = values.iter().copied().fold(1.0, f64::max);
        let length = most * values.iter().map(|value| (value / most).powi(2)).sum::<f64>().sqrt();
        values.iter_mut().for_each(|value| *value /= length);
    }
    let scores = Scores::new(values)
        .direction(network, "incoming ties")
        .weights(network, options, "strengths, multiplied in")
        .term("normalisation", if options.normalised { "Euclidean length one" } else { "none: the base is one" })
        .term("isolates", "the base alone")
        .term("disconnected", "one factor for all parts")
        .term("alpha", format!("{share} of the largest possible: {factor}"));
    notes.into_iter().fold(scores, Scores::note)
}

/// The most that any node receives, one where nobody receives anything.
fn most_received(network: &Network, ties: Ties) -> f64 {
    let received = (0..network.node_count()).map(|node| ties.total(network.predecessor_weights(node)));
    let most = received.fold(0.0, f64::max);
    if most > 0.0 { most } else { 1.0 }
}

/// The largest eigenvalue of the adjacency matrix: the largest among its parts or, with arcs, its circles.
fn largest_eigenvalue(network: &Network, ties: Ties, notes: &mut Vec<String>) -> f64 {
    let groups: Vec<Vec<u32>> = if network.is_directed() {
        let plain;
        let read = if ties.weighted() {
            network
        } else {
            // Components leave out what is no tie by its weight; where weights do not count all are.
            let arcs: Vec<(u32, u32, f64)> = (0..network.node_count())
                .flat_map(|from| network.neighbours(from).iter().map(move |&to| (from as u32, to, 1.0)))
                .collect();
            plain = Network::directed(network.node_count(), &arcs, Fold::Once);
            &plain
        };
        strong(read).groups()
    } else {
        Parts::of(network, ties).iter().map(<[u32]>::to_vec).collect()
    };
    let mut values = vec![0.0; network.node_count()];
    let mut largest: f64 = 0.0;
    for group in groups.iter().filter(|group| group.len() > 1) {
        // Nodes outside the group hold zero and add nothing.
        largest = largest.max(eigenvector::iterate(network, ties, group, &mut values, notes));
        group.iter().for_each(|&node| values[node as usize] = 0.0);
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAW: Options = Options { weighted: true, normalised: false };

    #[test]
    fn arcs_that_never_lead_back_have_scores_too() {
        let chain = Network::directed(3, &[(0, 1, 1.0), (1, 2, 1.0)], Fold::Once);
        let values = katz_with(&chain, RAW, 0.5).values;
        assert_eq!(values, [1.0, 1.5, 1.75]);
    }

    #[test]
    fn a_circle_of_arcs_sets_the_factor() {
        // λ = 2 with both weights two; what the circle feeds has its score on top.
        let arcs = Network::directed(3, &[(0, 1, 2.0), (1, 0, 2.0), (1, 2, 1.0)], Fold::Sum);
        let values = katz_with(&arcs, RAW, 0.5).values;
        assert!((values[0] - 2.0).abs() < 1e-12 && (values[2] - 1.5).abs() < 1e-12, "{values:?}");
    }
}
