//! From two modes to one: who is tied to whom by sitting in the same bodies.

use super::network::{Fold, Network, Side};
use super::two_mode::TwoMode;
use crate::model::EntityId;

/// How strong a tie of a projection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The number of shared bodies or members.
    Shared,
    /// Shared bodies or members as a share of all that either has (Jaccard).
    Jaccard,
    /// One, however much is shared.
    None,
}

impl Weight {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Shared, Self::Jaccard, Self::None];

    /// The word for it, as printed and typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Jaccard => "jaccard",
            Self::None => "none",
        }
    }
}

/// A one-mode network: one side of a two-mode network, tied by what it shares on the other.
///
/// Parallel ties are folded by union: two states that share three bodies have one tie that counts
/// three, and a pair that shares less than the least asked for has none.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// The entities, in the order of the two-mode network.
    pub nodes: Vec<EntityId>,
    /// The ties, each once, with what is shared.
    pub ties: Vec<SharedTie>,
}

/// Two nodes of a projection and what they share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SharedTie {
    /// The position of the first.
    pub a: u32,
    /// The position of the second, after the first.
    pub b: u32,
    /// How many bodies or members they share.
    pub shared: usize,
    /// How many bodies or members either of them has.
    pub union: usize,
}

impl Projection {
    /// Projects a two-mode network onto one side; pairs that share fewer than `min_shared` have no tie.
    pub fn of(two_mode: &TwoMode, onto: Side, min_shared: usize) -> Self {
        let (nodes, sets) = match onto {
            Side::Actor => (two_mode.actors.clone(), two_mode.affiliations()),
            Side::Group => (two_mode.groups.clone(), two_mode.members()),
        };
        let sizes: Vec<usize> = sets.iter().map(|set| set.count_ones(..)).collect();
        let mut ties = Vec::new();
        for a in 0..sets.len() {
            for b in a + 1..sets.len() {
                let shared = sets[a].intersection_count(&sets[b]);
                if shared >= min_shared.max(1) {
                    ties.push(SharedTie { a: a as u32, b: b as u32, shared, union: sizes[a] + sizes[b] - shared });
                }
            }
        }
        Self { nodes, ties }
    }

    /// The network with ties of the given weight.
    pub fn network(&self, weight: Weight) -> Network {
        let strength = |tie: &SharedTie| match weight {
            Weight::Shared => tie.shared as f64,
            Weight::Jaccard => tie.shared as f64 / tie.union as f64,
            Weight::None => 1.0,
        };
        let edges: Vec<(u32, u32, f64)> = self.ties.iter().map(|tie| (tie.a, tie.b, strength(tie))).collect();
        Network::undirected(self.nodes.len(), &edges, Fold::Sum)
    }

    /// The words that an answer prints for the folding.
    pub fn fold_label(weight: Weight) -> &'static str {
        match weight {
            Weight::Shared => "one tie a pair, weighted by the number shared",
            Weight::Jaccard => "one tie a pair, weighted by the Jaccard coefficient",
            Weight::None => "one tie a pair, unweighted",
        }
    }
}
