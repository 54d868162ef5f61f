//! The network a search works on: ties, what chance would give, and nodes that stand for groups of nodes.
//!
//! Every quality here is a sum over pairs in the same group of a tie and a few products `scale · out(i) · into(j)`,
//! so that one search serves them all, and a group is described by the sums of its `out` and `into`.

use crate::graph::network::Network;
use crate::measure::ties::Ties;

/// What chance would give: `scale · out(i) · into(j)` for an ordered pair.
#[derive(Debug, Clone)]
pub(super) struct Null {
    pub(super) scale: f64,
    pub(super) out: Vec<f64>,
    pub(super) into: Vec<f64>,
}

/// Nodes, the ties between them with both directions added, and the nulls.
#[derive(Debug, Clone)]
pub(super) struct Level {
    offsets: Vec<usize>,
    targets: Vec<u32>,
    weights: Vec<f64>,
    /// Ties inside a node that stands for a group.
    inner: Vec<f64>,
    nulls: Vec<Null>,
    /// Whether a node may join a group that it has no tie to.
    anywhere: bool,
    /// A gain below this is rounding.
    trifle: f64,
}

/// The sums of a group for every null; no quality has more than two.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    out: [f64; MOST_NULLS],
    into: [f64; MOST_NULLS],
}

/// What a node has for every null, each times its scale.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pull {
    out: [f64; MOST_NULLS],
    into: [f64; MOST_NULLS],
}

impl Pull {
    /// What chance would give between the node and a group without it, in both directions.
    #[inline]
    pub(super) fn chance(&self, group: &Sums) -> f64 {
        (0..MOST_NULLS).fold(0.0, |sum, i| sum + (self.out[i] * group.into[i] + self.into[i] * group.out[i]))
    }
}

const MOST_NULLS: usize = 2;

impl Level {
    /// From directed ties; what is given in both directions is added.
    pub(super) fn new(n: usize, ties: Vec<(u32, u32, f64)>, nulls: Vec<Null>, anywhere: bool) -> Self {
        assert!(nulls.len() <= MOST_NULLS, "{} nulls", nulls.len());
        let mut starts = vec![0usize; n + 1];
        for &(a, b, _) in &ties {
            starts[a as usize + 1] += 1;
            starts[b as usize + 1] += 1;
        }
        (0..n).for_each(|i| starts[i + 1] += starts[i]);
        let mut next = starts.clone();
        let mut placed = vec![(0u32, 0.0f64); 2 * ties.len()];
        let mut place = |from: u32, to: u32, weight: f64| {
            let slot = &mut next[from as usize];
            placed[*slot] = (to, weight);
            *slot += 1;
        };
        for (a, b, w) in ties {
            place(a, b, w);
            place(b, a, w);
        }
        let (mut offsets, mut targets, mut weights) = (Vec::with_capacity(n + 1), Vec::<u32>::new(), Vec::<f64>::new());
        offsets.push(0);
        for ends in starts.windows(2) {
            let row = &mut placed[ends[0]..ends[1]];
            // Stable, so that sums are repeatable.
            row.sort_by_key(|(to, _)| *to);
            for same in row.chunk_by(|a, b| a.0 == b.0) {
                targets.push(same[0].0);
                weights.push(same[1..].iter().fold(same[0].1, |sum, (_, weight)| sum + weight));
            }
            offsets.push(targets.len());
        }
        Self::of_rows(offsets, targets, weights, nulls, anywhere)
    }

    /// From an undirected network, whose ties are met from both ends.
    pub(super) fn symmetric(network: &Network, reading: Ties, nulls: Vec<Null>) -> Self {
        assert!(nulls.len() <= MOST_NULLS, "{} nulls", nulls.len());
        let ends = 2 * network.edge_count();
        let (mut offsets, mut targets, mut weights) = (vec![0], Vec::with_capacity(ends), Vec::with_capacity(ends));
        for node in 0..network.node_count() {
            let (others, own) = (network.neighbours(node), network.weights(node));
            let start = targets.len();
            targets.extend_from_slice(others);
            weights.extend(own.iter().map(|weight| 2.0 * reading.strength(*weight)));
            // Few networks have weights that are none.
            if weights[start..].iter().any(|weight| *weight <= 0.0) {
                targets.truncate(start);
                weights.truncate(start);
                let all = others.iter().zip(own).map(|(other, weight)| (*other, 2.0 * reading.strength(*weight)));
                let (kept, tied): (Vec<u32>, Vec<f64>) = all.filter(|(_, weight)| *weight > 0.0).unzip();
                targets.extend(kept);
                weights.extend(tied);
            }
            offsets.push(targets.len());
        }
        Self::of_rows(offsets, targets, weights, nulls, false)
    }

    fn of_rows(offsets: Vec<usize>, targets: Vec<u32>, weights: Vec<f64>, nulls: Vec<Null>, anywhere: bool) -> Self {
        let n = offsets.len() - 1;
        // In four sums at once, as one alone would wait for each addition.
        let (fours, rest) = weights.as_chunks::<4>();
        let mut sums = [0.0; 4];
        fours.iter().for_each(|four| (0..4).for_each(|i| sums[i] += four[i].abs()));
        let size = (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest.iter().map(|w| w.abs()).sum::<f64>();
        Self { offsets, targets, weights, inner: vec![0.0; n], nulls, anywhere, trifle: 1e-12 * size.max(1e-300) }
    }

    pub(super) fn len(&self) -> usize {
        self.inner.len()
    }

    /// Ties, counted from both ends.
    pub(super) fn tie_count(&self) -> usize {
        self.targets.len()
    }

    pub(super) fn anywhere(&self) -> bool {
        self.anywhere
    }

    pub(super) fn trifle(&self) -> f64 {
        self.trifle
    }

    /// All ties of the network added up, for scaling gains.
    pub(super) fn size(&self) -> f64 {
        self.trifle * 1e12 / 2.0
    }

    #[inline]
    pub(super) fn ties(&self, node: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.offsets[node]..self.offsets[node + 1];
        self.targets[range.clone()].iter().zip(&self.weights[range]).map(|(to, weight)| (*to as usize, *weight))
    }

    /// The sum over ordered pairs in the same group, nodes with themselves included.
    pub(super) fn sum(&self, labels: &[u32], count: usize) -> f64 {
        let mut tied = self.inner.iter().sum::<f64>();
        for (node, own) in labels.iter().enumerate() {
            // From both ends, into four sums and without a branch, as one sum would wait for each addition.
            let range = self.offsets[node]..self.offsets[node + 1];
            let (others, rest) = self.targets[range.clone()].as_chunks::<4>();
            let (weights, last) = self.weights[range].as_chunks::<4>();
            let inside = |other: u32, weight: f64| if labels[other as usize] == *own { weight } else { 0.0 };
            let mut sums = [0.0; 4];
            for (others, weights) in others.iter().zip(weights) {
                (0..4).for_each(|i| sums[i] += inside(others[i], weights[i]));
            }
            let rest = rest.iter().zip(last).map(|(other, weight)| inside(*other, *weight)).sum::<f64>();
            tied += ((sums[0] + sums[1]) + (sums[2] + sums[3]) + rest) / 2.0;
        }
        let sums = self.sums(labels, count);
        let chance = sums.iter().map(|group| self.chance(group, group)).sum::<f64>();
        tied - chance
    }

    /// The sums of all groups.
    pub(super) fn sums(&self, labels: &[u32], count: usize) -> Vec<Sums> {
        let mut sums = vec![Sums::default(); count];
        for (node, &label) in labels.iter().enumerate() {
            self.add(&mut sums[label as usize], node, 1.0);
        }
        sums
    }

    /// The sums of one node.
    pub(super) fn own(&self, node: usize) -> Sums {
        let mut sums = Sums::default();
        self.add(&mut sums, node, 1.0);
        sums
    }

    /// Adds a node to a group, or takes it away with `times` −1.
    #[inline]
    pub(super) fn add(&self, sums: &mut Sums, node: usize, times: f64) {
        for (i, null) in self.nulls.iter().enumerate() {
            sums.out[i] += times * null.out[node];
            sums.into[i] += times * null.into[node];
        }
    }

    /// What chance would give from one group to another, in one direction.
    fn chance(&self, from: &Sums, to: &Sums) -> f64 {
        self.nulls.iter().enumerate().fold(0.0, |sum, (i, null)| sum + null.scale * from.out[i] * to.into[i])
    }

    /// What chance would give between a node and a group without it, in both directions.
    pub(super) fn chance_between(&self, node: usize, group: &Sums) -> f64 {
        self.pull(node).chance(group)
    }

    /// One node, for asking of many groups what chance would give between them.
    #[inline]
    pub(super) fn pull(&self, node: usize) -> Pull {
        let mut pull = Pull::default();
        for (i, null) in self.nulls.iter().enumerate() {
            pull.out[i] = null.scale * null.out[node];
            pull.into[i] = null.scale * null.into[node];
        }
        pull
    }

    /// What chance would give between a group and the rest of another that holds it.
    pub(super) fn chance_to_rest(&self, part: &Sums, whole: &Sums) -> f64 {
        self.nulls.iter().enumerate().fold(0.0, |sum, (i, null)| {
            let (out, into) = (whole.out[i] - part.out[i], whole.into[i] - part.into[i]);
            sum + null.scale * (part.out[i] * into + part.into[i] * out)
        })
    }

    /// The network whose nodes are the groups.
    pub(super) fn aggregate(&self, labels: &[u32], count: usize) -> Self {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
        labels.iter().enumerate().for_each(|(node, &label)| members[label as usize].push(node));
        let (mut offsets, mut targets, mut weights) = (vec![0], Vec::new(), Vec::new());
        let mut inner = vec![0.0; count];
        // In turn: most ties lead to few groups, and one sum would wait for each addition.
        let mut tied = vec![[0.0; 4]; count];
        let mut met = vec![false; count];
        for (group, nodes) in members.iter().enumerate() {
            let mut others: Vec<u32> = Vec::new();
            for &node in nodes {
                inner[group] += self.inner[node];
                for (i, (other, weight)) in self.ties(node).enumerate() {
                    let label = labels[other] as usize;
                    if !met[label] {
                        met[label] = true;
                        others.push(label as u32);
                    }
                    tied[label][i % 4] += weight;
                }
            }
            others.sort_unstable();
            for label in others {
                let [a, b, c, d] = std::mem::take(&mut tied[label as usize]);
                let weight = (a + b) + (c + d);
                met[label as usize] = false;
                if label as usize == group {
                    inner[group] += weight / 2.0;
                } else {
                    targets.push(label);
                    weights.push(weight);
                }
            }
            offsets.push(targets.len());
        }
        let nulls = self.nulls_of(labels, count);
        Self { offsets, targets, weights, inner, nulls, anywhere: self.anywhere, trifle: self.trifle }
    }

    /// The same where it is known what groups have tied to each other, row by row.
    pub(super) fn aggregate_known(&self, labels: &[u32], count: usize, between: &[f64]) -> Self {
        let (mut offsets, mut targets, mut weights) = (vec![0], Vec::new(), Vec::new());
        let mut inner = vec![0.0; count];
        labels.iter().zip(&self.inner).for_each(|(label, own)| inner[*label as usize] += own);
        for (group, row) in between.chunks_exact(count.max(1)).enumerate() {
            inner[group] += row[group] / 2.0;
            for (other, weight) in row.iter().enumerate().filter(|(other, weight)| *other != group && **weight != 0.0) {
                targets.push(other as u32);
                weights.push(*weight);
            }
            offsets.push(targets.len());
        }
        let nulls = self.nulls_of(labels, count);
        Self { offsets, targets, weights, inner, nulls, anywhere: self.anywhere, trifle: self.trifle }
    }

    /// What chance would give to groups.
    fn nulls_of(&self, labels: &[u32], count: usize) -> Vec<Null> {
        let add = |values: &[f64]| {
            let mut sums = vec![0.0; count];
            values.iter().zip(labels).for_each(|(value, &label)| sums[label as usize] += value);
            sums
        };
        let null = |null: &Null| Null { scale: null.scale, out: add(&null.out), into: add(&null.into) };
        self.nulls.iter().map(null).collect()
    }
}
