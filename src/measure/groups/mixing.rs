//! How far ties stay within classes: the E-I index and assortativity.
//!
//! **Formula.** *E-I index* `(E − I) / (E + I)`, with the weight `E` of ties between classes and `I` within: −1
//! if all ties are within, 1 if all are between. With its value expected if every pair were as likely to be
//! tied: the same with the numbers of pairs. *Assortativity of classes* `(Σ e(c, c) − Σ a(c) b(c)) / (1 − Σ a(c)
//! b(c))`, with `e(c, d)` the share of ties from `c` to `d`, `a` and `b` its sums. *Assortativity of numbers*:
//! the correlation of the numbers at the two ends of a tie; an undirected tie counts in both directions.
//!
//! **Meaning.** Do states of a region meet each other more than chance would have it? Do well-tied states meet
//! well-tied ones (positive degree assortativity), or is there a core that gathers the fringe (negative)?
//!
//! **Choices.** Nodes without a class, and their ties, are left out. Where all ties would be within by chance,
//! or a number does not vary, there is no coefficient.
//!
//! **Literature.** Krackhardt, D. and Stern, R. (1988), Informal networks and organizational crises, *Social
//! Psychology Quarterly* 51, 123-140, <https://doi.org/10.2307/2786835>. Newman, M. (2003), Mixing patterns in
//! networks, *Physical Review E* 67, 026126, <https://doi.org/10.1103/PhysRevE.67.026126>.

use crate::graph::network::Network;
use crate::measure::Options;
use crate::measure::ties::Ties;

/// The weight of ties within and between classes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Mixing {
    /// The weight of ties between nodes of one class.
    pub within: f64,
    /// The weight of ties between nodes of different classes.
    pub between: f64,
    /// Pairs of nodes of one class.
    pub pairs_within: f64,
    /// Pairs of nodes of different classes.
    pub pairs_between: f64,
}

impl Mixing {
    /// The E-I index; none without ties.
    pub fn e_i_index(&self) -> Option<f64> {
        index(self.between, self.within)
    }

    /// The E-I index if every pair were as likely to be tied as any other.
    pub fn expected_e_i_index(&self) -> Option<f64> {
        index(self.pairs_between, self.pairs_within)
    }

    /// The share of the ties that is within classes (coverage); none without ties.
    pub fn coverage(&self) -> Option<f64> {
        let all = self.within + self.between;
        (all > 0.0).then(|| self.within / all)
    }
}

fn index(between: f64, within: f64) -> Option<f64> {
    (between + within > 0.0).then(|| (between - within) / (between + within))
}

/// Adds up ties within and between classes; nodes without a class count nowhere.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::mixing::mixing;
/// let path = Network::undirected(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)], Fold::Once);
/// let found = mixing(&path, &[Some(0), Some(0), Some(1), Some(1)], false);
/// // Two ties within and one between; of six pairs two are within.
/// assert_eq!(found.e_i_index(), Some(-1.0 / 3.0));
/// assert_eq!(found.expected_e_i_index(), Some(1.0 / 3.0));
/// ```
pub fn mixing(network: &Network, classes: &[Option<u32>], weighted: bool) -> Mixing {
    let mut found = Mixing::default();
    for (a, b, weight) in ties(network, weighted) {
        if let (Some(a), Some(b)) = (classes[a], classes[b]) {
            *(if a == b { &mut found.within } else { &mut found.between }) += weight;
        }
    }
    let mut sizes: Vec<u32> = classes.iter().copied().flatten().collect();
    sizes.sort_unstable();
    let pairs = |n: f64| n * (n - 1.0) / 2.0;
    found.pairs_within = sizes.chunk_by(|a, b| a == b).map(|class| pairs(class.len() as f64)).sum();
    found.pairs_between = pairs(sizes.len() as f64) - found.pairs_within;
    found
}

/// The assortativity of classes; none if chance alone would put all ties within.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::mixing::class_assortativity;
/// let path = Network::undirected(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)], Fold::Once);
/// // e = 2/3 within, a = b = 1/2 for both classes: (2/3 − 1/2) / (1 − 1/2).
/// let found = class_assortativity(&path, &[Some(0), Some(0), Some(1), Some(1)], false).unwrap();
/// assert!((found - 1.0 / 3.0).abs() < 1e-12);
/// ```
pub fn class_assortativity(network: &Network, classes: &[Option<u32>], weighted: bool) -> Option<f64> {
    let count = classes.iter().flatten().max().map_or(0, |&most| most as usize + 1);
    let (mut from, mut to, mut same, mut all) = (vec![0.0; count], vec![0.0; count], 0.0, 0.0);
    for (a, b, weight) in arcs(network, weighted) {
        if let (Some(a), Some(b)) = (classes[a], classes[b]) {
            from[a as usize] += weight;
            to[b as usize] += weight;
            same += if a == b { weight } else { 0.0 };
            all += weight;
        }
    }
    let chance: f64 = from.iter().zip(&to).map(|(a, b)| a * b).sum::<f64>() / (all * all);
    // Not a number without ties.
    (1.0 - chance > 1e-12).then(|| (same / all - chance) / (1.0 - chance))
}

/// The correlation of numbers over ties: `from` at the end a tie starts from, `to` where it leads.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::mixing::{degree_assortativity, number_assortativity};
/// let star = Network::undirected(4, &[(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)], Fold::Once);
/// assert_eq!(degree_assortativity(&star), Some(-1.0));
/// assert_eq!(number_assortativity(&star, &[1.0; 4], &[1.0; 4]), None);
/// ```
pub fn number_assortativity(network: &Network, from: &[f64], to: &[f64]) -> Option<f64> {
    let ends: Vec<(f64, f64)> = arcs(network, false).map(|(a, b, _)| (from[a], to[b])).collect();
    let n = ends.len() as f64;
    let mean = |end: fn(&(f64, f64)) -> f64| ends.iter().map(end).sum::<f64>() / n;
    let (x, y) = (mean(|end| end.0), mean(|end| end.1));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (a, b) in ends {
        xx += (a - x) * (a - x);
        yy += (b - y) * (b - y);
        xy += (a - x) * (b - y);
    }
    (xx > 1e-12 && yy > 1e-12).then(|| xy / (xx * yy).sqrt())
}

/// The correlation of degrees over ties; with arcs, of the out-degree where they start and the in-degree where
/// they lead, as in `NetworkX` and igraph.
pub fn degree_assortativity(network: &Network) -> Option<f64> {
    let ties = Ties::always_weighted();
    let count = |weights: &[f64]| weights.iter().filter(|&&weight| ties.strength(weight) > 0.0).count() as f64;
    let nodes = 0..network.node_count();
    let from: Vec<f64> = nodes.clone().map(|node| count(network.weights(node))).collect();
    let to: Vec<f64> = nodes.map(|node| count(network.predecessor_weights(node))).collect();
    number_assortativity(network, &from, &to)
}

/// All arcs; an undirected tie in both directions.
fn arcs(network: &Network, weighted: bool) -> impl Iterator<Item = (usize, usize, f64)> {
    let reading = Ties::chosen(network, Options { weighted, normalised: false });
    let real = Ties::always_weighted();
    (0..network.node_count()).flat_map(move |a| {
        let ends = network.neighbours(a).iter().zip(network.weights(a));
        let usable = ends.filter(move |(_, weight)| real.strength(**weight) > 0.0);
        usable.map(move |(&b, &weight)| (a, b as usize, reading.strength(weight)))
    })
}

/// All ties, an undirected one once.
fn ties(network: &Network, weighted: bool) -> impl Iterator<Item = (usize, usize, f64)> {
    arcs(network, weighted).filter(|(a, b, _)| network.is_directed() || a < b)
}
