//! Core and periphery: a dense middle and a fringe tied to the middle but not to itself.
//!
//! **Formula.** *Discrete*: the set of nodes, the core, for which ties correlate best with the pattern that is 1
//! for a pair with one end in the core or both, and 0 for two at the periphery. *Continuous*: a coreness
//! `c(v) ≥ 0` of every node for which ties correlate best with the products `c(i) c(j)`. Both are correlations
//! over all pairs of different nodes; `c` has Euclidean length one.
//!
//! **Meaning.** Is there one centre rather than several blocs? A fit near 1 says that whoever matters is tied to
//! all and the others only to those; a low fit says that communities describe the network better.
//!
//! **Choices.** *Direction*: a tie in either direction counts, both add. *Weights* count if asked for.
//! *Isolates* are at the periphery. The discrete core is climbed to from every prefix of the nodes by degree
//! that looks good and from cores drawn by lot, by moving and swapping single nodes; up to sixteen nodes all
//! cores are tried. The continuous one is found coordinate by coordinate, each solved exactly, from the
//! strengths of the nodes and from lots, and along the way of a round as far as that fits better. Neither has a better neighbour, but a better one may exist far off. A
//! continuous fit that grows without end, as one node outgrows all others or all become alike (Davis's women and events do),
//! is left when a round gains next to nothing, a few hundred-thousandths short; all others agree with other searches to 1e-9.
//!
//! **Literature.** Borgatti, S. and Everett, M. (2000), Models of core/periphery structures, *Social Networks*
//! 21, 375-395, <https://doi.org/10.1016/S0378-8733(99)00019-2>.

use super::Search;
use super::components::neighbourhoods;
use crate::graph::network::Network;
use crate::random::Random;

/// Nodes up to which all cores are tried.
const ALL_CORES: usize = 16;
/// Rounds over all coordinates that are not exceeded.
const MOST_ROUNDS: usize = 2_000;
/// Doublings of the way of one round.
const MOST_STRIDES: u32 = 20;
/// A gain of a round that is too small to go on for.
const ENOUGH: f64 = 1e-12;

/// A core and how well it fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Core {
    /// Whether each node is in the core.
    pub core: Vec<bool>,
    /// The correlation of ties with the pattern; none if there is no variation.
    pub fit: Option<f64>,
}

/// How deep in the core every node is, and how well that fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Coreness {
    /// The coreness of every node, 0 or more, of Euclidean length one.
    pub values: Vec<f64>,
    /// The correlation of ties with the products; none if there is no variation.
    pub fit: Option<f64>,
}

/// Ties, and what all correlations need of them.
struct Pairs {
    near: Vec<Vec<(u32, f64)>>,
    strength: Vec<f64>,
    count: f64,
    total: f64,
    /// The sum of squared deviations of ties from their mean.
    spread: f64,
}

impl Pairs {
    fn of(network: &Network, weighted: bool) -> Self {
        let mut near = neighbourhoods(network, weighted);
        if !weighted {
            near.iter_mut().flatten().for_each(|tie| tie.1 = 1.0);
        }
        let n = near.len() as f64;
        let strength: Vec<f64> = near.iter().map(|ties| ties.iter().map(|tie| tie.1).sum()).collect();
        let total = strength.iter().sum::<f64>() / 2.0;
        let squares = near.iter().flatten().map(|tie| tie.1 * tie.1).sum::<f64>() / 2.0;
        let count = n * (n - 1.0) / 2.0;
        let spread = if count > 0.0 { squares - total * total / count } else { 0.0 };
        Self { near, strength, count, total, spread }
    }

    /// The correlation of ties with a pattern of this sum, sum of squares and sum of products with ties.
    fn correlation(&self, sum: f64, squares: f64, products: f64) -> Option<f64> {
        let spread = squares - sum * sum / self.count;
        let varied = self.count > 0.0 && self.spread > 1e-12 * self.total && spread > 1e-12 * squares;
        varied.then(|| (products - self.total * sum / self.count) / (self.spread * spread).sqrt())
    }

    /// The fit of a core of `size` nodes that `covered` weight of ties has an end in.
    fn fit(&self, size: usize, covered: f64) -> f64 {
        let (n, k) = (self.near.len() as f64, size as f64);
        let ones = k * (k - 1.0) / 2.0 + k * (n - k);
        self.correlation(ones, ones, covered).unwrap_or(f64::NEG_INFINITY)
    }
}

/// The discrete core.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::{Search, core_periphery::discrete};
/// // Two that are tied to each other and to all others, who have no other ties: a perfect core.
/// let edges: Vec<_> = (1..6).map(|b| (0, b, 1.0)).chain((2..6).map(|b| (1, b, 1.0))).collect();
/// let found = discrete(&Network::undirected(6, &edges, Fold::Once), false, Search::default());
/// assert_eq!(found.core, [true, true, false, false, false, false]);
/// assert!((found.fit.unwrap() - 1.0).abs() < 1e-12);
/// ```
pub fn discrete(network: &Network, weighted: bool, search: Search) -> Core {
    let pairs = Pairs::of(network, weighted);
    let n = pairs.near.len();
    let mut best = (f64::NEG_INFINITY, vec![false; n]);
    let mut keep = |fit: f64, core: &[bool]| {
        if fit > best.0 + 1e-12 {
            best = (fit, core.to_vec());
        }
    };
    if n <= ALL_CORES {
        for bits in 1..1u32 << n {
            let core: Vec<bool> = (0..n).map(|node| bits >> node & 1 == 1).collect();
            keep(pairs.fit(bits.count_ones() as usize, covered(&pairs, &core)), &core);
        }
    } else {
        let mut by_degree: Vec<usize> = (0..n).collect();
        by_degree.sort_by(|&a, &b| pairs.strength[b].total_cmp(&pairs.strength[a]).then(a.cmp(&b)));
        let mut prefix = vec![false; n];
        let (mut top, mut top_fit) = (prefix.clone(), f64::NEG_INFINITY);
        for (size, &node) in by_degree.iter().enumerate() {
            prefix[node] = true;
            let fit = pairs.fit(size + 1, covered(&pairs, &prefix));
            if fit > top_fit {
                (top, top_fit) = (prefix.clone(), fit);
            }
        }
        let (fit, core) = climb(&pairs, top);
        keep(fit, &core);
        for start in 0..u64::from(search.starts) {
            let mut lots = Random::of_run(search.seed, start);
            let size = 1 + lots.below(n - 1);
            lots.shuffle(&mut by_degree);
            let mut core = vec![false; n];
            by_degree[..size].iter().for_each(|&node| core[node] = true);
            let (fit, core) = climb(&pairs, core);
            keep(fit, &core);
        }
    }
    Core { fit: best.0.is_finite().then_some(best.0), core: best.1 }
}

/// The weight of ties with an end in the core.
fn covered(pairs: &Pairs, core: &[bool]) -> f64 {
    let outside = pairs.near.iter().enumerate().filter(|(node, _)| !core[*node]);
    let bare = |ties: &[(u32, f64)]| ties.iter().filter(|tie| !core[tie.0 as usize]).map(|tie| tie.1).sum::<f64>();
    pairs.total - outside.map(|(_, ties)| bare(ties)).sum::<f64>() / 2.0
}

/// Moves one node, or swaps two, as long as that fits better.
fn climb(pairs: &Pairs, mut core: Vec<bool>) -> (f64, Vec<bool>) {
    let n = core.len();
    let mut size = core.iter().filter(|&&inside| inside).count();
    let mut cover = covered(pairs, &core);
    // For every node the weight of its ties to the periphery: what the core covers through it alone.
    let mut bare: Vec<f64> =
        (0..n).map(|node| pairs.near[node].iter().filter(|tie| !core[tie.0 as usize]).map(|tie| tie.1).sum()).collect();
    let mut fit = pairs.fit(size, cover);
    loop {
        let mut best: Option<(f64, usize, Option<usize>)> = None;
        let mut offer = |found: f64, first: usize, second: Option<usize>| {
            if found > best.map_or(fit + 1e-12, |known| known.0) {
                best = Some((found, first, second));
            }
        };
        for node in 0..n {
            let (new_size, new_cover) =
                if core[node] { (size - 1, cover - bare[node]) } else { (size + 1, cover + bare[node]) };
            offer(pairs.fit(new_size, new_cover), node, None);
        }
        // Swapping keeps the size, so that the one covers more and the other less decides.
        for out in (0..n).filter(|&node| core[node]) {
            for into in (0..n).filter(|&node| !core[node]) {
                let gain = bare[into] - bare[out];
                if gain >= 0.0 {
                    let tie = pairs.near[out].binary_search_by_key(&(into as u32), |tie| tie.0);
                    let shared = tie.map_or(0.0, |at| pairs.near[out][at].1);
                    offer(pairs.fit(size, cover + gain + shared), out, Some(into));
                }
            }
        }
        let Some((found, first, second)) = best else { return (fit, core) };
        for node in [Some(first), second].into_iter().flatten() {
            cover += if core[node] { -bare[node] } else { bare[node] };
            size = if core[node] { size - 1 } else { size + 1 };
            core[node] = !core[node];
            let change = if core[node] { -1.0 } else { 1.0 };
            pairs.near[node].iter().for_each(|tie| bare[tie.0 as usize] += change * tie.1);
        }
        fit = found;
    }
}

/// The continuous coreness.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::{Search, core_periphery::continuous};
/// let edges: Vec<_> = (1..6).map(|b| (0, b, 1.0)).chain((2..6).map(|b| (1, b, 1.0))).collect();
/// let found = continuous(&Network::undirected(6, &edges, Fold::Once), false, Search::default());
/// assert!(found.values[2..].iter().all(|fringe| found.values[0] > *fringe && found.values[1] > *fringe));
/// ```
pub fn continuous(network: &Network, weighted: bool, search: Search) -> Coreness {
    let pairs = Pairs::of(network, weighted);
    let mut best = settle(&pairs, pairs.strength.clone());
    for start in 0..u64::from(search.starts) {
        let mut lots = Random::of_run(search.seed, start);
        let found = settle(&pairs, pairs.strength.iter().map(|_| lots.unit()).collect());
        if found.fit > best.fit.map(|fit| fit + 1e-9) {
            best = found;
        }
    }
    best
}

/// Turns one value after another to where it fits best, until none moves.
fn settle(pairs: &Pairs, mut c: Vec<f64>) -> Coreness {
    let n = c.len();
    scale(&mut c);
    let mut fit = None;
    for _ in 0..MOST_ROUNDS {
        let before = c.clone();
        let (mut sum, mut squares): (f64, f64) = (c.iter().sum(), c.iter().map(|x| x * x).sum());
        let mut fourths: f64 = c.iter().map(|x| x.powi(4)).sum();
        let mut tied: f64 =
            (0..n).map(|v| c[v] * pairs.near[v].iter().map(|tie| tie.1 * c[tie.0 as usize]).sum::<f64>()).sum::<f64>()
                / 2.0;
        for v in 0..n {
            let old = c[v];
            let pull: f64 = pairs.near[v].iter().map(|tie| tie.1 * c[tie.0 as usize]).sum();
            let (others, other_squares) = (sum - old, squares - old * old);
            // Sums over pairs without v, of products and of their squares.
            let rest = (others * others - other_squares) / 2.0;
            let rest_squares = (other_squares * other_squares - (fourths - old.powi(4))) / 2.0;
            let rest_tied = tied - old * pull;
            let (n0, n1) = (rest_tied - pairs.total * rest / pairs.count, pull - pairs.total * others / pairs.count);
            let d0 = rest_squares - rest * rest / pairs.count;
            let d1 = -2.0 * rest * others / pairs.count;
            let d2 = other_squares - others * others / pairs.count;
            let fits = |t: f64| {
                let spread = d0 + t * (d1 + t * d2);
                if spread > 0.0 { (n0 + n1 * t) / spread.sqrt() } else { f64::NEG_INFINITY }
            };
            // Where the derivative of the correlation by c(v) is zero, or at the border.
            let turn = (2.0 * n1 * d0 - n0 * d1) / (2.0 * n0 * d2 - n1 * d1);
            let choices = [turn, 0.0].into_iter().filter(|t| t.is_finite() && *t >= 0.0);
            let new = choices.fold(old, |best, t| if fits(t) > fits(best) { t } else { best });
            c[v] = new;
            sum += new - old;
            squares += new * new - old * old;
            fourths += new.powi(4) - old.powi(4);
            tied += (new - old) * pull;
        }
        scale(&mut c);
        let reached = stride(pairs, &before, &mut c);
        let settled = reached.is_none_or(|now| fit.is_some_and(|before| now - before <= ENOUGH));
        fit = reached;
        if settled {
            break;
        }
    }
    Coreness { values: c, fit }
}

/// Goes on the way of the last round, twice as far each time, as long as that fits better: rounds alone creep where values
/// hang on each other, or where one is to outgrow all others. Answers the fit.
fn stride(pairs: &Pairs, before: &[f64], c: &mut Vec<f64>) -> Option<f64> {
    let mut fit = correlation(pairs, c);
    let way: Vec<f64> = c.iter().zip(before).map(|(now, before)| now - before).collect();
    for far in (1..MOST_STRIDES).map(|doubled| f64::from(1u32 << doubled)) {
        let mut tried: Vec<f64> = c.iter().zip(&way).map(|(now, way)| (now + far * way).max(0.0)).collect();
        scale(&mut tried);
        let found = correlation(pairs, &tried);
        if found <= fit {
            break;
        }
        (*c, fit) = (tried, found);
    }
    fit
}

fn correlation(pairs: &Pairs, c: &[f64]) -> Option<f64> {
    let (sum, squares): (f64, f64) = (c.iter().sum(), c.iter().map(|x| x * x).sum());
    let fourths: f64 = c.iter().map(|x| x.powi(4)).sum();
    let tied: f64 =
        pairs.near.iter().zip(c).map(|(ties, x)| x * ties.iter().map(|t| t.1 * c[t.0 as usize]).sum::<f64>()).sum();
    pairs.correlation((sum * sum - squares) / 2.0, (squares * squares - fourths) / 2.0, tied / 2.0)
}

fn scale(values: &mut [f64]) {
    let length = values.iter().map(|value| value * value).sum::<f64>().sqrt();
    if length > 0.0 {
        values.iter_mut().for_each(|value| *value /= length);
    }
}
