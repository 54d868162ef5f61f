//! Ties that take an uncommon share of a node's strength: the disparity filter.
//!
//! A node with k ties of total strength s gives a share w / s to each. If shares were cut at random, a tie
//! would take as much or more with chance α = (1 − w / s)ᵏ⁻¹. A tie matters if it does to either of its
//! ends: its p-value is the smaller α of the two. A node's only tie says nothing about it (α = 1).
//! Serrano, M. Á., Boguñá, M. and Vespignani, A. (2009), Extracting the multiscale backbone of complex
//! weighted networks, *PNAS* 106, 6483–6488, <https://doi.org/10.1073/pnas.0808904106>.
//!
//! Choices: in a directed network an arc is judged by the arcs out of its start and those into its end;
//! weights that are not positive numbers are no ties.

use crate::graph::network::Network;
use crate::measure::ties::Ties;

/// A tie and its p-value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Where it starts; in an undirected network the smaller node.
    pub a: u32,
    /// Where it ends.
    pub b: u32,
    /// Its weight.
    pub weight: f64,
    /// The smaller of the chances at its two ends.
    pub p_value: f64,
}

/// The p-values of all ties, in order of their ends.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::backbone::disparity;
/// // Two of three equal shares, and one of 8 in 10.
/// let network = Network::undirected(4, &[(0, 1, 8.0), (0, 2, 1.0), (0, 3, 1.0)], Fold::Sum);
/// let found = disparity::test(&network);
/// assert!((found[0].p_value - 0.04).abs() < 1e-15); // (1 − 0.8)²
/// assert!((found[1].p_value - 0.81).abs() < 1e-15);
/// ```
pub fn test(network: &Network) -> Vec<Judged> {
    let ties = Ties::always_weighted();
    let chance = |weights: &[f64], weight: f64| {
        let number = weights.iter().filter(|&&weight| ties.strength(weight) > 0.0).count();
        if number < 2 { 1.0 } else { (1.0 - weight / ties.total(weights)).max(0.0).powi(number as i32 - 1) }
    };
    let mut judged = Vec::with_capacity(network.edge_count());
    for node in 0..network.node_count() {
        for (&other, &weight) in network.neighbours(node).iter().zip(network.weights(node)) {
            if ties.strength(weight) == 0.0 || (!network.is_directed() && (other as usize) < node) {
                continue;
            }
            let from = chance(network.weights(node), weight);
            let to = chance(network.predecessor_weights(other as usize), weight);
            judged.push(Judged { a: node as u32, b: other, weight, p_value: from.min(to) });
        }
    }
    judged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn an_arc_is_judged_where_it_starts_and_where_it_ends() {
        let arcs = [(0, 1, 3.0), (0, 2, 1.0), (3, 1, 1.0), (4, 5, 9.0), (2, 4, 0.0)];
        let found = test(&Network::directed(6, &arcs, Fold::Sum));
        let p: Vec<f64> = found.iter().map(|tie| tie.p_value).collect();
        assert_eq!(p, [0.25, 0.75, 0.75, 1.0]);
        assert_eq!((found[3].a, found[3].b, found[3].weight), (4, 5, 9.0));
    }
}
