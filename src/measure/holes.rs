//! Structural holes: how far a node's contacts are tied to each other, and what that costs it (Burt).
//!
//! **Formulas.** With `a(i, j)` the weights between `i` and `j` in both directions added, `p(i, j)` its share of all that
//! `i` has, and `m(j, q)` its share of the largest that `j` has:
//!
//! - *constraint* `C(i) = Σ c(i, j)` over the contacts `j`, with `c(i, j) = (p(i, j) + Σ p(i, q) p(q, j))²` over the others `q`;
//! - *effective size* `E(i) = Σ (1 - Σ p(i, q) m(j, q))` over the contacts `j`; without weights that is the
//!   number of contacts less the mean number of ties each has to the others (Borgatti 1997);
//! - *efficiency* `E(i) / k` with `k` the number of contacts;
//! - *hierarchy* `H(i) = Σ x ln x / (k ln k)` over the contacts, with `x = c(i, j) k / C(i)`: 0 if all contacts constrain
//!   alike, near 1 if one of them does it all.
//!
//! **Meaning.** Room to manoeuvre. A state whose partners do not deal with each other (low constraint, large
//! effective size) can play them off or bring them together; one whose partners are all tied to each other, or
//! that hangs on one of them (high hierarchy), cannot.
//!
//! **Choices.** *Direction*: arcs either way make a contact and their weights are added, as in NetworkX and
//! igraph. *Weights*: strengths. *Parallel relations* were folded and *loops* dropped when the network was
//! built. *Isolates* have no contacts, so there is no number for them (NetworkX and igraph give none), nor is
//! there a hierarchy for one contact alone. *Disconnected parts* change nothing. None is divided by anything:
//! constraint may exceed one (1.125 at most where all weights are one, in a triangle), and efficiency is effective
//! size per contact. In a *two-mode* network no two contacts of a node can be tied, so all four would
//! describe the degree alone: there they are of those whom a node meets over the other side, by formulas of their own
//! ([`holes_two_mode`](super::holes_two_mode)). Neither library has the hierarchy, nor any of them in two modes;
//! NetworkX's `local_constraint` gives the terms of the hierarchy.
//!
//! **Literature.** Burt, R. S. (1992), *Structural Holes*, Harvard University Press, ch. 2. Borgatti, S. P.
//! (1997), Structural holes: unpacking Burt's redundancy measures, *Connections* 20(1), 35-38. Burchard, J. and Cornwell,
//! B. (2018), Structural holes and bridging in two-mode networks, *Social Networks* 55, 11-20,
//! <https://doi.org/10.1016/j.socnet.2018.04.001>.

use super::contacts::Contacts;
use super::holes_two_mode::Meetings;
use super::ties::Ties;
use super::{Options, Scores, blocks};
use crate::graph::network::Network;

/// Computes Burt's constraint of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, holes};
///
/// // A star of four: the centre divides itself between three who do not meet, 3 · (1/3)²; each of them has
/// // it alone.
/// let star = Network::undirected(4, &[(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)], Fold::Once);
/// let options = Options { weighted: false, normalised: true };
/// let constraint = holes::constraint(&star, options).values;
/// assert!((constraint[0] - 1.0 / 3.0).abs() < 1e-15 && constraint[1..] == [1.0; 3]);
/// assert_eq!(holes::effective_size(&star, options).values, [3.0, 1.0, 1.0, 1.0]);
/// assert_eq!(holes::efficiency(&star, options).values, [1.0; 4]);
/// // Nobody of the three constrains the centre more than another.
/// assert!(holes::hierarchy(&star, options).values[0].abs() < 1e-15);
///
/// // As two modes, one body and its three members: each meets the two others, who meet there as well.
/// use comity::graph::network::Side;
/// let body = star.with_sides(vec![Side::Group, Side::Actor, Side::Actor, Side::Actor]);
/// assert_eq!(holes::effective_size(&body, options).values[1..], [1.0; 3]);
/// assert_eq!(holes::constraint(&body, options).values[1..], [2.0; 3]);
/// ```
pub fn constraint(network: &Network, options: Options) -> Scores {
    let all = |parts: &[f64]| if parts.is_empty() { f64::NAN } else { sum(parts) };
    let values = by_constraints(network, options, all);
    finish(network, options, values, "none: may exceed one", "no number")
}

/// Computes Burt's hierarchy of every node; see the [module](self) for its terms.
pub fn hierarchy(network: &Network, options: Options) -> Scores {
    let values = by_constraints(network, options, |parts| {
        let k = parts.len() as f64;
        let mean = sum(parts) / k;
        if parts.len() < 2 {
            return f64::NAN;
        }
        let uneven = parts.iter().map(|part| part / mean).filter(|x| *x > 0.0).fold(0.0, |sum, x| sum + x * x.ln());
        // Rounding can leave an even spread a little below zero.
        (uneven / (k * k.ln())).max(0.0)
    });
    finish(network, options, values, "from 0 (all contacts alike) to 1", "no number, as for one contact alone")
}

/// Computes the effective size of every node's circle; see the [module](self) for its terms.
pub fn effective_size(network: &Network, options: Options) -> Scores {
    let values = sizes(network, options).into_iter().map(|(size, _)| size).collect();
    finish(network, options, values, "none: efficiency is its share of the contacts", "no number")
}

/// Computes the efficiency of every node's circle; see the [module](self) for its terms.
pub fn efficiency(network: &Network, options: Options) -> Scores {
    let values = sizes(network, options).into_iter().map(|(size, count)| size / count as f64).collect();
    finish(network, options, values, "effective size divided by the number of contacts", "no number")
}

fn read(network: &Network, options: Options) -> Contacts {
    let ties = Ties::chosen(network, options);
    Contacts::of(network, |weight| ties.strength(weight))
}

fn finish(network: &Network, options: Options, values: Vec<f64>, norm: &str, isolates: &str) -> Scores {
    let scores = Scores::new(values).direction(network, "arcs both ways added");
    let scores = if network.sides().is_some() {
        scores
            .term("contacts", "who is met over the other side (Burchard and Cornwell 2018)")
            .term("weights", "not used in two modes")
    } else {
        scores.weights(network, options, "strengths, as shares of all a node has")
    };
    scores.term("normalisation", norm).term("isolates", isolates).term("disconnected", "changes nothing")
}

fn sum(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |sum, value| sum + value)
}

/// One number a node from how much each of its contacts constrains it.
fn by_constraints(network: &Network, options: Options, number: impl Fn(&[f64]) -> f64 + Sync) -> Vec<f64> {
    if network.sides().is_some() {
        return Meetings::of(network).by_constraints(number);
    }
    let contacts = read(network, options);
    let n = contacts.len();
    let totals: Vec<f64> = (0..n).map(|node| contacts.total(node)).collect();
    blocks::search_each(
        n,
        || (vec![0.0; n], Vec::new()),
        |(through, parts): &mut (Vec<f64>, Vec<f64>), node| {
            parts.clear();
            for (by, value) in contacts.around(node) {
                let share = value / totals[node];
                for (to, value) in contacts.around(by) {
                    through[to] += share * value / totals[by];
                }
            }
            for (other, value) in contacts.around(node) {
                let part = value / totals[node] + through[other];
                parts.push(part * part);
            }
            for (by, _) in contacts.around(node) {
                contacts.around(by).for_each(|(to, _)| through[to] = 0.0);
            }
            number(parts)
        },
    )
}

/// The effective size and the number of contacts of every node.
fn sizes(network: &Network, options: Options) -> Vec<(f64, usize)> {
    if network.sides().is_some() {
        return Meetings::of(network).sizes();
    }
    let contacts = read(network, options);
    let n = contacts.len();
    let most: Vec<f64> = (0..n).map(|node| contacts.most(node)).collect();
    let values = blocks::search_each(
        n,
        || vec![0.0; n],
        |shares, node| {
            if contacts.count(node) == 0 {
                return f64::NAN;
            }
            let total = contacts.total(node);
            contacts.around(node).for_each(|(other, value)| shares[other] = value / total);
            let size = contacts.around(node).fold(0.0, |size, (other, _)| {
                let redundant =
                    contacts.around(other).fold(0.0, |sum, (far, value)| sum + shares[far] * value / most[other]);
                size + 1.0 - redundant
            });
            contacts.around(node).for_each(|(other, _)| shares[other] = 0.0);
            size
        },
    );
    values.into_iter().enumerate().map(|(node, size)| (size, contacts.count(node))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    const PLAIN: Options = Options { weighted: false, normalised: true };

    #[test]
    fn a_triangle_is_as_constrained_as_can_be() {
        let triangle = Network::undirected(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0)], Fold::Once);
        let values = constraint(&triangle, PLAIN).values;
        assert_eq!(values[..3], [1.125; 3]);
        assert!(values[3].is_nan());
        assert_eq!(effective_size(&triangle, PLAIN).values[..3], [1.0; 3]);
        assert_eq!(efficiency(&triangle, PLAIN).values[..3], [0.5; 3]);
        assert_eq!(hierarchy(&triangle, PLAIN).values[..3], [0.0; 3]);
    }

    #[test]
    fn hierarchy_rises_where_one_contact_binds_the_others() {
        // 1 is tied to both other contacts of 0.
        let edges = [(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0), (1, 2, 1.0), (1, 3, 1.0)];
        let values = hierarchy(&Network::undirected(4, &edges, Fold::Once), PLAIN).values;
        // c(0, 1) = (1/3 + 2 · 1/3 · 1/2)² = 4/9, the others (1/3 + 1/3 · 1/3)² = 16/81.
        let (first, other) = (4.0f64 / 9.0, 16.0f64 / 81.0);
        let mean = (first + 2.0 * other) / 3.0;
        let x = |part: f64| part / mean * (part / mean).ln();
        assert!((values[0] - (x(first) + 2.0 * x(other)) / (3.0 * 3f64.ln())).abs() < 1e-15);
        assert!(values[2].abs() < 1e-15);
    }

    #[test]
    fn one_contact_has_no_hierarchy() {
        let pair = Network::undirected(2, &[(0, 1, 1.0)], Fold::Once);
        assert!(hierarchy(&pair, PLAIN).values.iter().all(|h| h.is_nan()));
        assert_eq!(constraint(&pair, PLAIN).values, [1.0, 1.0]);
    }
}
