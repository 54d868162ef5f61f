//! Structural holes in two modes: how far those whom a node meets meet each other there, and what that costs it.
//!
//! **Formulas.** With `N(i)` what `i` is tied to on the other side, `N*(i)` what of it somebody else is tied to as well,
//! and `S(i)` the others on its side that share any of it:
//!
//! - *constraint* `C(i) = Σ c(i, j)` over `S(i)`, with `c(i, j) = (|N(i) ∩ N(j)| / |N*(i)|)²`;
//! - *effective size* `E(i) = |S(i)| - Σ r(i, j)` over `S(i)`, where `r(i, j)` is the share of `S(i)` that `j` meets in what
//!   `i` is tied to;
//! - *efficiency* `E(i) / |S(i)|`;
//! - *hierarchy* as in one mode, of these `c(i, j)`.
//!
//! **Meaning.** Two states never sit in each other, so that contacts in the one-mode sense are never tied. Here the
//! contacts of a state are those it sits with, and they repeat each other if they sit together where it sees them. Who
//! sits in one body alone has one group of contacts, an effective size of one; who sits in several that do not overlap
//! bridges them.
//!
//! **Choices.** Both sides are measured alike: what a body is to its members. Meetings elsewhere, in what `i` is not tied
//! to, do not count: the network around `i` is what it sees. *Direction*: arcs either way make a tie. *Weights* are not
//! used: the paper multiplies by mean weights, and the result would depend on their unit. *Isolates* and who meets nobody
//! have no number, nor has the hierarchy of one contact alone.
//!
//! **Literature.** Burchard, J. and Cornwell, B. (2018), Structural holes and bridging in two-mode networks, *Social
//! Networks* 55, 11-20, <https://doi.org/10.1016/j.socnet.2018.04.001>. The formulas of constraint, effective size and
//! redundancy are those by which the R package `dream` computes the measures of the paper; efficiency and hierarchy follow
//! from them as Burt's do and are ours.

use super::blocks;
use super::contacts::Contacts;
use crate::graph::network::Network;

/// Who meets whom over the other side.
pub(super) struct Meetings {
    /// What each node is tied to, ascending.
    tied: Vec<Vec<usize>>,
}

/// Tools of one thread: for every node how often it has been met, or who has met it last.
struct Marks {
    shared: Vec<u32>,
    last: Vec<usize>,
    met: Vec<usize>,
}

impl Meetings {
    pub(super) fn of(network: &Network) -> Self {
        let contacts = Contacts::of(network, |_| 1.0);
        let tied = |node: usize| contacts.around(node).map(|(other, _)| other).collect();
        Self { tied: (0..contacts.len()).map(tied).collect() }
    }

    /// One number a node from how much each of those it meets constrains it.
    pub(super) fn by_constraints(&self, number: impl Fn(&[f64]) -> f64 + Sync) -> Vec<f64> {
        self.each(|marks, node| {
            self.meet(marks, node);
            let shared_by_others = self.tied[node].iter().filter(|between| self.tied[**between].len() > 1).count();
            let share = |other: &usize| f64::from(marks.shared[*other]) / shared_by_others as f64;
            let parts: Vec<f64> = marks.met.iter().map(|other| share(other) * share(other)).collect();
            number(&parts)
        })
    }

    /// The effective size and the number of those it meets of every node.
    pub(super) fn sizes(&self) -> Vec<(f64, usize)> {
        let counts = self.each(|marks, node| {
            self.meet(marks, node);
            marks.met.len() as f64
        });
        let sizes = self.each(|marks, node| self.effective_size(marks, node));
        sizes.into_iter().zip(counts).map(|(size, count)| (size, count as usize)).collect()
    }

    fn effective_size(&self, marks: &mut Marks, node: usize) -> f64 {
        self.meet(marks, node);
        let count = marks.met.len();
        // The largest first: who sits there meets nearly all at once.
        let mut between = self.tied[node].clone();
        between.sort_by_key(|between| (std::cmp::Reverse(self.tied[*between].len()), *between));
        let mut repeated = 0;
        for &one in &marks.met {
            let mut seen = 0;
            for &between in &between {
                if seen == count - 1 {
                    break;
                }
                if self.tied[between].binary_search(&one).is_ok() {
                    for &other in self.tied[between].iter().filter(|other| **other != node && **other != one) {
                        if std::mem::replace(&mut marks.last[other], one) != one {
                            seen += 1;
                        }
                    }
                }
            }
            repeated += seen;
        }
        marks.met.iter().for_each(|&other| marks.last[other] = usize::MAX);
        if count == 0 { f64::NAN } else { count as f64 - repeated as f64 / count as f64 }
    }

    /// Finds the others that share what a node is tied to, ascending, and how much of it.
    fn meet(&self, marks: &mut Marks, node: usize) {
        marks.met.drain(..).for_each(|other| marks.shared[other] = 0);
        for &between in &self.tied[node] {
            for &other in self.tied[between].iter().filter(|other| **other != node) {
                if marks.shared[other] == 0 {
                    marks.met.push(other);
                }
                marks.shared[other] += 1;
            }
        }
        // In one order whatever the way they were met.
        marks.met.sort_unstable();
    }

    fn each(&self, value: impl Fn(&mut Marks, usize) -> f64 + Sync) -> Vec<f64> {
        let n = self.tied.len();
        let marks = || Marks { shared: vec![0; n], last: vec![usize::MAX; n], met: Vec::new() };
        blocks::search_each(n, marks, value)
    }
}

#[cfg(test)]
mod tests {
    use crate::graph::network::{Fold, Network, Side};
    use crate::measure::{Options, holes};

    const PLAIN: Options = Options { weighted: false, normalised: true };

    fn network(actors: usize, groups: &[&[u32]]) -> Network {
        let of = |(group, members): (usize, &&[u32])| -> Vec<(u32, u32, f64)> {
            members.iter().map(|actor| (*actor, (actors + group) as u32, 1.0)).collect()
        };
        let edges: Vec<_> = groups.iter().enumerate().flat_map(of).collect();
        let n = actors + groups.len();
        let sides = (0..n).map(|node| if node < actors { Side::Actor } else { Side::Group }).collect();
        Network::undirected(n, &edges, Fold::Once).with_sides(sides)
    }

    #[test]
    fn who_meets_all_in_one_place_has_one_contact_in_effect() {
        let one = network(4, &[&[0, 1, 2, 3]]);
        let size = holes::effective_size(&one, PLAIN).values;
        assert!(size[..4].iter().all(|size| (size - 1.0).abs() < 1e-15) && size[4].is_nan());
        assert_eq!(holes::constraint(&one, PLAIN).values[..4], [3.0; 4]);
        assert_eq!(holes::hierarchy(&one, PLAIN).values[..4], [0.0; 4]);
    }

    #[test]
    fn meetings_that_a_node_does_not_see_do_not_count() {
        // 0 meets 1 and 2 in one place and 3 in another; 1, 2 and 3 each meet elsewhere as well.
        let four = network(4, &[&[0, 1, 2], &[0, 3], &[1, 3], &[2, 3]]);
        let size = holes::effective_size(&four, PLAIN).values[0];
        // Of three contacts 1 and 2 see one other each: 3 - 2/3.
        assert!((size - 7.0 / 3.0).abs() < 1e-15, "{size}");
        assert!((holes::efficiency(&four, PLAIN).values[0] - 7.0 / 9.0).abs() < 1e-15);
        assert_eq!(holes::constraint(&four, PLAIN).values[0], 0.75);
    }

    #[test]
    fn what_nobody_else_is_tied_to_is_left_out() {
        let pendant = network(2, &[&[0, 1], &[0], &[0]]);
        assert_eq!(holes::constraint(&pendant, PLAIN).values[..2], [1.0, 1.0]);
        // The bodies meet in their members: the first shares one of two with each of the others.
        assert!((holes::constraint(&pendant, PLAIN).values[2] - 2.0).abs() < 1e-15);
        assert!(holes::constraint(&network(2, &[&[0], &[1]]), PLAIN).values.iter().all(|value| value.is_nan()));
    }
}
