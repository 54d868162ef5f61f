//! What is possible in a two-mode network, where no tie joins two nodes of one side.
//!
//! Borgatti, S. P. and Everett, M. G. (1997), Network analysis of 2-mode data, *Social Networks* 19,
//! 243-269, <https://doi.org/10.1016/S0378-8733(96)00301-2>. Actors here are states or whoever sits,
//! groups what they sit in; the formulas are the same for both sides with the counts exchanged.

use crate::graph::network::{Network, Side};

/// The sides of a two-mode network and how many nodes are on each.
#[derive(Debug, Clone, Copy)]
pub(super) struct TwoMode<'a> {
    sides: &'a [Side],
    actors: usize,
    groups: usize,
}

impl<'a> TwoMode<'a> {
    /// The sides, if the network is two-mode. Directed networks are normalised as one-mode ones: the
    /// maxima of the paper are for ties without direction.
    pub(super) fn of(network: &'a Network) -> Option<Self> {
        let sides = network.sides().filter(|_| !network.is_directed())?;
        let actors = sides.iter().filter(|&&side| side == Side::Actor).count();
        Some(Self { sides, actors, groups: sides.len() - actors })
    }

    /// The number of nodes on the side of `node`, itself included.
    pub(super) fn own(self, node: usize) -> usize {
        if self.sides[node] == Side::Actor { self.actors } else { self.groups }
    }

    /// The number of nodes on the other side: the most ties that `node` can have.
    pub(super) fn other(self, node: usize) -> usize {
        self.sides.len() - self.own(node)
    }

    /// The smallest sum of distances that `node` can have: one step to the other side, two to its own.
    pub(super) fn least_distance(self, node: usize) -> f64 {
        (self.other(node) + 2 * (self.own(node) - 1)) as f64
    }

    /// The largest betweenness that `node` can have, each pair counted once; zero if there is none.
    pub(super) fn most_betweenness(self, node: usize) -> f64 {
        let (own, other) = (self.own(node), self.other(node));
        if other == 0 {
            return 0.0;
        }
        let (s, t) = (((own - 1) / other) as f64, ((own - 1) % other) as f64);
        let m = other as f64;
        (m * m * (s + 1.0) * (s + 1.0) + m * (s + 1.0) * (2.0 * t - s - 1.0) - t * (2.0 * s - t + 3.0)) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;
    use Side::{Actor, Group};

    #[test]
    fn the_centre_of_a_star_has_the_most_of_everything() {
        // One body with three members: three pairs of members, all through the body.
        let edges = [(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)];
        let star = Network::undirected(4, &edges, Fold::Once).with_sides(vec![Group, Actor, Actor, Actor]);
        let sides = TwoMode::of(&star).unwrap();
        assert_eq!((sides.own(0), sides.other(0)), (1, 3));
        assert_eq!((sides.least_distance(0), sides.most_betweenness(0)), (3.0, 3.0));
        assert_eq!((sides.least_distance(1), sides.most_betweenness(1)), (5.0, 0.0));
    }

    #[test]
    fn arcs_and_one_mode_networks_have_no_sides() {
        let arcs = Network::directed(2, &[(0, 1, 1.0)], Fold::Once).with_sides(vec![Actor, Group]);
        assert!(TwoMode::of(&arcs).is_none());
        let alone = Network::undirected(1, &[], Fold::Once).with_sides(vec![Actor]);
        assert_eq!(TwoMode::of(&alone).unwrap().most_betweenness(0), 0.0);
        assert!(TwoMode::of(&Network::undirected(1, &[], Fold::Once)).is_none());
    }
}
