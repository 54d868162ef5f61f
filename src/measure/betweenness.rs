//! Betweenness: how many shortest paths between others run through a node.
//!
//! **Formula.** `b(v) = Σ σ(s, t | v) / σ(s, t)` over all pairs `s, t` of others, with `σ(s, t)` the
//! number of shortest paths and `σ(s, t | v)` those through `v`; an undirected pair counts once.
//! Normalised, divided by the number of such pairs: `(n - 1)(n - 2)`, half of it if undirected.
//!
//! **Meaning.** Who stands between those who do not meet: the states through which others would have to
//! send word, and the bodies that alone join two camps. High betweenness with low degree is the mark of a go-between.
//!
//! **Choices.** *Direction*: paths follow the arrows. *Weights*: strengths; the length of an edge is
//! `1 / weight`. Two paths are equally long if their lengths differ by less than 10⁻¹⁰ of them, as in
//! igraph: weights such as 1/3 cannot be added exactly, and NetworkX, which compares exactly, drops one
//! of two equal paths there. *Parallel relations* were folded (NetworkX's choice; igraph counts each as
//! a path of its own) and *loops* dropped when the network was built. *Isolates* have 0; pairs in
//! *disconnected parts* have no path and add nothing. In a *two-mode* network the normalised score is
//! divided by the most a node of its side can have (Borgatti and Everett), as in
//! `networkx.algorithms.bipartite`.
//!
//! **How.** Brandes' accumulation from every source, sources in blocks whose sums are added in
//! order. An undirected, unweighted network in which everybody is at most two steps from everybody,
//! as networks of shared bodies are, is settled by bit sets instead. Path counts are held as doubles:
//! beyond 10³⁰⁸ paths between two nodes, far from anything diplomatic, scores are no numbers.
//!
//! **Literature.** Freeman, L. C. (1977), A set of measures of centrality based on betweenness,
//! *Sociometry* 40, 35-41, <https://doi.org/10.2307/3033543>. Brandes, U. (2001), A faster algorithm for
//! betweenness centrality, *Journal of Mathematical Sociology* 25, 163-177,
//! <https://doi.org/10.1080/0022250X.2001.9990249>. Borgatti, S. P. and Everett, M. G. (1997), Network
//! analysis of 2-mode data, *Social Networks* 19, 243-269, <https://doi.org/10.1016/S0378-8733(96)00301-2>.

use super::levels::Levels;
use super::parts::Parts;
use super::paths::Pass;
use super::search::{Search, Walk, Ways};
use super::ties::Ties;
use super::two_mode::TwoMode;
use super::{Options, Scores, blocks, distance_two};
use crate::graph::network::Network;
use crate::random::Random;

/// How weights are read as lengths.
pub(super) const LENGTHS: &str = "strengths; distance is 1/weight, equal within one part in 10^10";

/// Computes the betweenness of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, betweenness::betweenness};
///
/// // A square: each pair of opposite corners has two shortest paths, one through each of the others.
/// let square = Network::undirected(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)], Fold::Once);
/// let count = Options { weighted: false, normalised: false };
/// assert_eq!(betweenness(&square, count).values, [0.5; 4]);
/// // Of the three pairs of others: one sixth.
/// assert_eq!(betweenness(&square, Options { normalised: true, ..count }).values, [0.5 / 3.0; 4]);
/// ```
pub fn betweenness(network: &Network, options: Options) -> Scores {
    let ties = Ties::chosen(network, options);
    let short = if ties.weighted() { None } else { distance_two::betweenness(network) };
    let mut values = short.unwrap_or_else(|| brandes(network, ties));
    normalise(network, options, &mut values);
    let sides = TwoMode::of(network);
    Scores::new(values)
        .direction(network, "paths follow the arrows")
        .weights(network, options, LENGTHS)
        .term("normalisation", words(network, options, sides.is_some()))
        .term("isolates", "zero")
        .term("disconnected", "pairs without a path add nothing")
}

/// Estimates the betweenness of every node from the shortest paths of some sources, drawn by a seed without
/// repetition and evenly from the nodes that have ties to others; what they say is scaled up to all.
///
/// With as many sources as nodes it is exact. The error of an estimate falls with the square root of the
/// number of sources (Brandes, U. and Pich, C. (2007), Centrality estimation in large networks,
/// *International Journal of Bifurcation and Chaos* 17, 2303-2318,
/// <https://doi.org/10.1142/S0218127407018403>).
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, betweenness::sampled};
///
/// let path = Network::undirected(3, &[(0, 1, 1.0), (1, 2, 1.0)], Fold::Once);
/// let options = Options { weighted: false, normalised: true };
/// assert_eq!(sampled(&path, options, 3, 1).values, [0.0, 1.0, 0.0]);
/// ```
pub fn sampled(network: &Network, options: Options, sources: usize, seed: u64) -> Scores {
    let n = network.node_count();
    let mut drawn: Vec<u32> = (0..n as u32).collect();
    let mut random = Random::seeded(seed);
    let sources = sources.min(n);
    for i in 0..sources {
        let other = i + random.below(n - i);
        drawn.swap(i, other);
    }
    drawn.truncate(sources);
    drawn.sort_unstable();
    let ties = Ties::chosen(network, options);
    let mut values = from_sources(network, ties, &drawn);
    let scale = if sources == 0 { 0.0 } else { n as f64 / sources as f64 };
    values.iter_mut().for_each(|value| *value *= scale);
    normalise(network, options, &mut values);
    Scores::new(values)
        .direction(network, "paths follow the arrows")
        .weights(network, options, "strengths; distance is 1/weight, equal within one part in 10^10")
        .term("normalisation", words(network, options, TwoMode::of(network).is_some()))
        .term("sources", format!("{sources} of {n} drawn with seed {seed}, scaled up"))
}

fn words(network: &Network, options: Options, two_mode: bool) -> &'static str {
    match (options.normalised, two_mode, network.is_directed()) {
        (false, ..) => "none: paths counted, several shortest ones of a pair in shares",
        (true, true, _) => "divided by the most a node of its side can have (Borgatti and Everett 1997)",
        (true, false, true) => "divided by (n - 1)(n - 2), the ordered pairs of others",
        (true, false, false) => "divided by (n - 1)(n - 2)/2, the pairs of others",
    }
}

fn normalise(network: &Network, options: Options, values: &mut [f64]) {
    if !options.normalised {
        return;
    }
    let sides = TwoMode::of(network);
    let n = network.node_count() as f64;
    let pairs = (n - 1.0) * (n - 2.0) / if network.is_directed() { 1.0 } else { 2.0 };
    for (node, value) in values.iter_mut().enumerate() {
        let most = sides.map_or(pairs, |sides| sides.most_betweenness(node));
        // Where no pair is possible the score is zero already.
        if most > 0.0 {
            *value /= most;
        }
    }
}

fn brandes(network: &Network, ties: Ties) -> Vec<f64> {
    let sources: Vec<u32> = (0..network.node_count() as u32).collect();
    from_sources(network, ties, &sources)
}

/// What the paths from some sources add to every node.
fn from_sources(network: &Network, ties: Ties, sources: &[u32]) -> Vec<f64> {
    let n = network.node_count();
    let parts = Parts::of(network, ties);
    let ways = Ways::of(network, ties, Walk::Along);
    let by_length = |(search, pass): &mut (Search, Pass), source: usize, totals: &mut [f64]| {
        search.run(&ways, source, parts.size_around(source));
        pass.count_by_length(&ways, search);
        pass.add_dependencies(totals);
    };
    let by_sums = |levels: &mut Levels, source: usize, totals: &mut [f64]| {
        levels.add(network, source, parts.size_around(source), totals);
    };
    let by_steps = |pass: &mut Pass, source: usize, totals: &mut [f64]| {
        pass.count_by_steps(network, source);
        pass.add_dependencies(totals);
    };
    let mut totals = if ties.weighted() {
        blocks::sum_over_sources(n, sources, || (ways.search(), Pass::new(n)), by_length)
    } else if n <= Levels::MOST {
        blocks::sum_over_sources(n, sources, || Levels::new(n), by_sums)
    } else {
        blocks::sum_over_sources(n, sources, || Pass::new(n), by_steps)
    };
    if !network.is_directed() {
        // Each pair was met from both ends.
        for total in &mut totals {
            *total /= 2.0;
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    const COUNT: Options = Options { weighted: false, normalised: false };

    #[test]
    fn arcs_are_one_way() {
        let arcs = Network::directed(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)], Fold::Once);
        assert_eq!(betweenness(&arcs, COUNT).values, [0.0, 2.0, 2.0, 0.0]);
    }

    #[test]
    fn thirds_and_halves_make_equal_paths() {
        // 0 to 3 in 1/3 + 1/3 + 1/3 over 1 and 2, or in 1/2 + 1/2 over 4; all add up to one in theory.
        let edges = [(0, 1, 3.0), (1, 2, 3.0), (2, 3, 3.0), (0, 4, 2.0), (4, 3, 2.0), (0, 5, 10.0), (5, 3, 10.0 / 9.0)];
        let network = Network::undirected(6, &edges, Fold::Sum);
        let scores = betweenness(&network, Options { weighted: true, ..COUNT });
        let third = scores.values[5];
        assert!((third - 1.0 / 3.0).abs() < 1e-12, "{:?}", scores.values);
    }

    #[test]
    fn a_tie_too_short_to_see_leaves_no_gap() {
        let network = Network::undirected(3, &[(0, 1, 1.0), (1, 2, 1e90)], Fold::Sum);
        assert_eq!(betweenness(&network, Options { weighted: true, ..COUNT }).values, [0.0, 1.0, 0.0]);
    }

    #[test]
    fn bit_sets_and_searches_agree() {
        // A wheel with a few spokes short of complete: everybody within two steps.
        let edges: Vec<_> =
            (1..30u32).flat_map(|a| [(0, a, 1.0), (a, a % 29 + 1, 1.0), (a, (a * 7) % 29 + 1, 1.0)]).collect();
        let network = Network::undirected(30, &edges, Fold::Once);
        let short = distance_two::betweenness(&network).unwrap();
        let ties = Ties::chosen(&network, COUNT);
        for (a, b) in short.iter().zip(brandes(&network, ties)) {
            assert!((a - b).abs() <= 1e-12 * b.max(1.0), "{a} against {b}");
        }
    }
}
