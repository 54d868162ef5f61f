//! How much better than chance a partition is: what Leiden and Louvain make as large as they can.
//!
//! **Formula.** `Q = (Σ [w(i, j) − γ p(i, j)] over ordered pairs in the same group) / norm`, where `p` is what
//! chance would give:
//!
//! | quality | `p(i, j)` | norm |
//! |--|--|--|
//! | modularity (Newman and Girvan) | `k(i) k(j) / 2m` | `2m` |
//! | directed modularity (Leicht and Newman) | `k_out(i) k_in(j) / m` | `m` |
//! | constant Potts model (Traag and others) | 1 for `i ≠ j` | 2 if undirected, so that it reads `Σ e(c) − γ n(c) (n(c) − 1) / 2` |
//! | Barber's two modes | `k(i) d(j) / m` between sides, 0 within | `m` |
//! | signed (Gómez, Jensen and Arenas; Traag and Bruggeman) | positive part minus negative part, each with its own modularity null | `2m⁺ + 2m⁻` |
//!
//! **Meaning.** Blocs: states that share more bodies with each other than states with as many ties would by
//! chance. With the *constant Potts model* a group is one whose inner density is above `γ`, so that what is
//! found does not depend on the size of the rest of the world (modularity's limit of resolution). *Two-mode*
//! groups hold states and the bodies they meet in. *Signed* groups also keep rivals apart.
//!
//! **Choices.** *Direction* counts where the network has arcs. *Weights* count if asked for; a weight that is
//! not a positive number is no tie. *Parallel relations* were folded and *loops* dropped when the network was
//! built. *Isolates* are groups of their own. A network without ties has quality 0 (`NetworkX` divides by
//! zero there). *Resolution* `γ` above 1 gives more and smaller groups.
//!
//! **Literature.** Newman, M. and Girvan, M. (2004), Finding and evaluating community structure in networks,
//! *Physical Review E* 69, 026113, <https://doi.org/10.1103/PhysRevE.69.026113>. Reichardt, J. and Bornholdt,
//! S. (2006), Statistical mechanics of community detection, *Physical Review E* 74, 016110,
//! <https://doi.org/10.1103/PhysRevE.74.016110>. Leicht, E. and Newman, M. (2008), Community structure in
//! directed networks, *Physical Review Letters* 100, 118703, <https://doi.org/10.1103/PhysRevLett.100.118703>.
//! Traag, V., Van Dooren, P. and Nesterov, Y. (2011), Narrow scope for resolution-limit-free community
//! detection, *Physical Review E* 84, 016114, <https://doi.org/10.1103/PhysRevE.84.016114>. Barber, M. (2007),
//! Modularity and community detection in bipartite networks, *Physical Review E* 76, 066102,
//! <https://doi.org/10.1103/PhysRevE.76.066102>. Gómez, S., Jensen, P. and Arenas, A. (2009), Analysis of
//! community structure in networks of correlated data, *Physical Review E* 80, 016114,
//! <https://doi.org/10.1103/PhysRevE.80.016114>. Traag, V. and Bruggeman, J. (2009), Community detection in
//! networks with positive and negative links, *Physical Review E* 80, 036115,
//! <https://doi.org/10.1103/PhysRevE.80.036115>.

use super::Partition;
use super::level::{Level, Null};
use crate::graph::network::{Network, Side};
use crate::measure::Options;
use crate::measure::ties::Ties;

/// A quality of partitions on one network.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::groups::{Objective, Partition};
/// // Two triangles and a tie between them: m = 7, inner ties 3 and 3, degrees 7 and 7.
/// let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (3, 4, 1.0), (4, 5, 1.0), (5, 3, 1.0), (2, 3, 1.0)];
/// let network = Network::undirected(6, &edges, Fold::Once);
/// let halves = Partition::of_labels(&[0, 0, 0, 1, 1, 1]);
/// let modularity = Objective::modularity(&network, false, 1.0).quality(&halves);
/// assert!((modularity - (6.0 / 7.0 - 2.0 * 0.25)).abs() < 1e-12);
/// ```
#[derive(Debug, Clone)]
pub struct Objective {
    pub(super) level: Level,
    norm: f64,
    constant: f64,
}

impl Objective {
    /// Modularity; of Leicht and Newman, if the network is directed.
    pub fn modularity(network: &Network, weighted: bool, resolution: f64) -> Self {
        let part = Part::of(network, weighted);
        let null = Null { scale: share(resolution, part.total), out: part.out, into: part.into };
        Self { level: level(network, part.reading, null), norm: part.total, constant: 0.0 }
    }

    /// The constant Potts model: ties inside beyond the density `resolution`.
    pub fn cpm(network: &Network, weighted: bool, resolution: f64) -> Self {
        let n = network.node_count();
        let part = Part::of(network, weighted);
        let null = Null { scale: resolution, out: vec![1.0; n], into: vec![1.0; n] };
        let level = level(network, part.reading, null);
        // A node with itself was counted as a pair.
        Self { level, norm: if network.is_directed() { 1.0 } else { 2.0 }, constant: resolution * n as f64 }
    }

    /// Barber's modularity of two modes; `None` if the network has one.
    pub fn barber(network: &Network, weighted: bool, resolution: f64) -> Option<Self> {
        let sides = network.sides()?;
        let part = Part::of(network, weighted);
        let only = |side: Side| part.out.iter().zip(sides).map(|(k, s)| if *s == side { *k } else { 0.0 }).collect();
        // Both directions of an edge were counted; chance is of one of them, and so is taken twice.
        let null = Null { scale: 4.0 * share(resolution, part.total), out: only(Side::Actor), into: only(Side::Group) };
        Some(Self { level: level(network, part.reading, null), norm: part.total, constant: 0.0 })
    }

    /// Signed modularity: positive ties inside and negative ones between, each beyond chance.
    ///
    /// # Panics
    /// If the two networks have different numbers of nodes: a mistake of ours.
    pub fn signed(positive: &Network, negative: &Network, weighted: bool, resolution: f64) -> Self {
        assert_eq!(positive.node_count(), negative.node_count(), "the same nodes in both layers");
        let (good, bad) = (Part::of(positive, weighted), Part::of(negative, weighted));
        let mut ties = ties(positive, good.reading);
        ties.extend(self::ties(negative, bad.reading).iter().map(|&(a, b, w)| (a, b, -w)));
        let nulls = vec![
            Null { scale: share(resolution, good.total), out: good.out, into: good.into },
            Null { scale: -share(resolution, bad.total), out: bad.out, into: bad.into },
        ];
        // Two nodes may belong together only because both are far from a third, without a tie.
        let level = Level::new(positive.node_count(), ties, nulls, true);
        Self { level, norm: good.total + bad.total, constant: 0.0 }
    }

    /// The quality of a partition; 0 in a network without ties.
    ///
    /// # Panics
    /// If the partition is of another number of nodes: a mistake of ours.
    pub fn quality(&self, partition: &Partition) -> f64 {
        assert_eq!(partition.len(), self.level.len(), "a partition of the same nodes");
        if self.norm == 0.0 {
            return 0.0;
        }
        (self.level.sum(partition.labels(), partition.count()) + self.constant) / self.norm
    }

    /// What Leiden and Louvain find must hang together, unless ties may be negative.
    pub(super) fn connects(&self) -> bool {
        !self.level.anywhere()
    }
}

/// What the nodes of one network have of its ties.
struct Part {
    reading: Ties,
    out: Vec<f64>,
    into: Vec<f64>,
    /// All weights in both directions.
    total: f64,
}

impl Part {
    fn of(network: &Network, weighted: bool) -> Self {
        let n = network.node_count();
        let reading = Ties::chosen(network, Options { weighted, normalised: false });
        if !network.is_directed() {
            // Ties are met from both ends, and each meeting is one direction.
            let out: Vec<f64> = (0..n).map(|node| reading.total(network.weights(node))).collect();
            let total = out.iter().fold(0.0, |total, own| total + own);
            return Self { reading, into: out.clone(), out, total };
        }
        let (mut out, mut into, mut total) = (vec![0.0; n], vec![0.0; n], 0.0);
        for (a, own) in out.iter_mut().enumerate() {
            for (b, w) in row(network, reading, a) {
                *own += w;
                into[b as usize] += w;
                total += w;
            }
        }
        Self { reading, out, into, total }
    }
}

/// The ties of a node that count, with their strengths.
fn row(network: &Network, reading: Ties, node: usize) -> impl Iterator<Item = (u32, f64)> {
    let all = network.neighbours(node).iter().zip(network.weights(node));
    all.map(move |(&other, &weight)| (other, reading.strength(weight))).filter(|(_, strength)| *strength > 0.0)
}

/// All ties, those without direction from both ends.
fn ties(network: &Network, reading: Ties) -> Vec<(u32, u32, f64)> {
    let from = |a: usize| row(network, reading, a).map(move |(b, w)| (a as u32, b, w));
    (0..network.node_count()).flat_map(from).collect()
}

fn level(network: &Network, reading: Ties, null: Null) -> Level {
    let n = network.node_count();
    if network.is_directed() {
        Level::new(n, ties(network, reading), vec![null], false)
    } else {
        Level::symmetric(network, reading, vec![null])
    }
}

fn share(resolution: f64, total: f64) -> f64 {
    if total > 0.0 { resolution / total } else { 0.0 }
}
