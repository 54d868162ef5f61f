//! Edge betweenness: how many shortest paths between others run along a tie.
//!
//! **Formula.** `b(e) = Σ σ(s, t | e) / σ(s, t)` over all pairs `s, t`, with `σ(s, t)` the number of shortest paths and
//! `σ(s, t | e)` those along `e`; an undirected pair counts once. Normalised, divided by the number of pairs:
//! `n (n - 1)`, half of it if undirected.
//!
//! **Meaning.** The ties that hold camps together: what would have to be crossed by most if everybody spoke to
//! everybody. If the tie between two states carries much, their rift would part many others.
//!
//! **Choices.** As for [betweenness](super::betweenness): *direction* is followed, *weights* are strengths with
//! a length of `1 / weight` (equal within 10⁻¹⁰), *parallel relations* were folded and *loops* dropped, pairs in *disconnected
//! parts* add nothing, *isolates* have no ties. In a *two-mode* network the norm is the same, as no other is
//! established. It is `edge_betweenness_centrality` of NetworkX; igraph does not normalise.
//!
//! **Literature.** Girvan, M. and Newman, M. E. J. (2002), Community structure in social and biological
//! networks, *PNAS* 99, 7821-7826, <https://doi.org/10.1073/pnas.122653799>. Brandes, U. (2008), On variants of
//! shortest-path betweenness centrality and their generic computation, *Social Networks* 30, 136-145,
//! <https://doi.org/10.1016/j.socnet.2007.11.001>.

use super::betweenness::LENGTHS;
use super::parts::Parts;
use super::paths::Pass;
use super::search::{Search, Walk, Ways};
use super::ties::Ties;
use super::{Options, Scores, blocks};
use crate::graph::network::Network;

/// Computes the betweenness of every tie, in the order of [`Network::ties`]; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, edge_betweenness::edge_betweenness};
///
/// // 0 - 1 - 2: each tie carries its own pair and the pair of the ends.
/// let path = Network::undirected(3, &[(0, 1, 1.0), (1, 2, 1.0)], Fold::Once);
/// let count = Options { weighted: false, normalised: false };
/// assert_eq!(edge_betweenness(&path, count).values, [2.0, 2.0]);
/// ```
pub fn edge_betweenness(network: &Network, options: Options) -> Scores {
    let n = network.node_count();
    let ties = Ties::chosen(network, options);
    let parts = Parts::of(network, ties);
    let numbers = Numbers::of(network);
    let place = |from: usize, to: usize| numbers.tie(network, from, to);
    let count = network.edge_count();
    let sources: Vec<u32> = (0..n as u32).collect();
    let ways = Ways::of(network, ties, Walk::Along);
    let mut values = if ties.weighted() {
        let add = |(search, pass): &mut (Search, Pass), source: usize, totals: &mut [f64]| {
            search.run(&ways, source, parts.size_around(source));
            pass.count_by_length(&ways, search);
            pass.add_along(totals, place);
        };
        blocks::sum_over(n, count, &sources, || (ways.search(), Pass::new(n)), add)
    } else {
        let add = |pass: &mut Pass, source: usize, totals: &mut [f64]| {
            pass.count_by_steps(network, source);
            pass.add_along(totals, place);
        };
        blocks::sum_over(n, count, &sources, || Pass::new(n), add)
    };
    let halves = if network.is_directed() { 1.0 } else { 2.0 };
    let pairs = n as f64 * (n as f64 - 1.0) / halves;
    let scale = if options.normalised { halves * pairs } else { halves };
    values.iter_mut().for_each(|value| *value /= scale);
    let norm = match (options.normalised, network.is_directed()) {
        (false, _) => "none: paths counted, several shortest ones of a pair in shares",
        (true, true) => "divided by n(n - 1), the ordered pairs",
        (true, false) => "divided by n(n - 1)/2, the pairs",
    };
    Scores::new(values)
        .direction(network, "paths follow the arrows")
        .weights(network, options, LENGTHS)
        .term("normalisation", norm)
        .term("isolates", "have no ties")
        .term("disconnected", "pairs without a path add nothing")
}

/// The number of every tie in the order of [`Network::ties`].
struct Numbers {
    /// For every node where its neighbours begin in `numbers`.
    starts: Vec<usize>,
    numbers: Vec<u32>,
}

impl Numbers {
    fn of(network: &Network) -> Self {
        let mut starts = vec![0];
        let mut numbers = Vec::new();
        let mut count = 0;
        for from in 0..network.node_count() {
            for &to in network.neighbours(from) {
                // The smaller end of an undirected tie has numbered it already.
                if network.is_directed() || to as usize > from {
                    numbers.push(count);
                    count += 1;
                } else {
                    let to = to as usize;
                    numbers.push(numbers[starts[to] + position(network, to, from)]);
                }
            }
            starts.push(numbers.len());
        }
        Self { starts, numbers }
    }

    fn tie(&self, network: &Network, from: usize, to: usize) -> usize {
        self.numbers[self.starts[from] + position(network, from, to)] as usize
    }
}

/// The position of a neighbour among the neighbours of a node.
fn position(network: &Network, node: usize, neighbour: usize) -> usize {
    // Asked of ties alone, so that there is one to be found.
    network.neighbours(node).binary_search(&(neighbour as u32)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn a_bridge_carries_all_pairs_across() {
        let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 3, 1.0), (3, 4, 1.0), (4, 5, 1.0), (5, 3, 1.0)];
        let network = Network::undirected(6, &edges, Fold::Once);
        let scores = edge_betweenness(&network, Options { weighted: false, normalised: false });
        let ties: Vec<(u32, u32)> = network.ties().map(|(a, b, _)| (a, b)).collect();
        let bridge = ties.iter().position(|&tie| tie == (2, 3)).unwrap();
        assert_eq!(scores.values[bridge], 9.0);
    }

    #[test]
    fn arcs_are_counted_one_by_one() {
        let arcs = Network::directed(3, &[(0, 1, 1.0), (1, 0, 1.0), (1, 2, 1.0)], Fold::Once);
        assert_eq!(edge_betweenness(&arcs, Options { weighted: false, normalised: false }).values, [2.0, 1.0, 2.0]);
        assert!(
            edge_betweenness(&Network::undirected(0, &[], Fold::Once), Options { weighted: true, normalised: true })
                .values
                .is_empty()
        );
    }
}
