//! The contacts of every node, arcs in both directions joined into one entry.
//!
//! Triangles and structural holes are about who knows whom: an arc either way makes a contact, and what the
//! arcs carry is added.

use crate::graph::network::Network;

/// For every node its contacts in ascending order, each with what the arcs to it and from it carry together.
pub(super) struct Contacts {
    starts: Vec<usize>,
    others: Vec<u32>,
    values: Vec<f64>,
}

impl Contacts {
    /// Joins the arcs; `carried` reads a weight, and what carries nothing (zero) makes no contact.
    pub(super) fn of(network: &Network, carried: impl Fn(f64) -> f64) -> Self {
        let n = network.node_count();
        let (mut starts, mut others, mut values) = (vec![0], Vec::new(), Vec::new());
        for node in 0..n {
            let mut push = |other: u32, value: f64| {
                if value > 0.0 {
                    others.push(other);
                    values.push(value);
                }
            };
            let (to, outgoing) = (network.neighbours(node), network.weights(node));
            if network.is_directed() {
                let (from, incoming) = (network.predecessors(node), network.predecessor_weights(node));
                let (mut i, mut j) = (0, 0);
                // Both lists are sorted; whoever stands in both is one contact.
                while i < to.len() || j < from.len() {
                    let (a, b) = (to.get(i).copied(), from.get(j).copied());
                    let other = a.unwrap_or(u32::MAX).min(b.unwrap_or(u32::MAX));
                    let mut value = 0.0;
                    if a == Some(other) {
                        value += carried(outgoing[i]);
                        i += 1;
                    }
                    if b == Some(other) {
                        value += carried(incoming[j]);
                        j += 1;
                    }
                    push(other, value);
                }
            } else {
                to.iter().zip(outgoing).for_each(|(&other, &weight)| push(other, carried(weight)));
            }
            starts.push(others.len());
        }
        Self { starts, others, values }
    }

    /// The number of nodes.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The contacts of a node and what is carried between them.
    pub(super) fn around(&self, node: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.starts[node]..self.starts[node + 1];
        self.others[range.clone()].iter().map(|&other| other as usize).zip(self.values[range].iter().copied())
    }

    /// How many contacts a node has.
    pub(super) fn count(&self, node: usize) -> usize {
        self.starts[node + 1] - self.starts[node]
    }

    /// All that is carried between a node and its contacts.
    pub(super) fn total(&self, node: usize) -> f64 {
        self.values[self.starts[node]..self.starts[node + 1]].iter().fold(0.0, |total, value| total + value)
    }

    /// The most that is carried between a node and one of its contacts; zero if it has none.
    pub(super) fn most(&self, node: usize) -> f64 {
        self.values[self.starts[node]..self.starts[node + 1]].iter().fold(0.0, |most: f64, &value| most.max(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn arcs_both_ways_are_one_contact() {
        let arcs = Network::directed(4, &[(0, 1, 2.0), (1, 0, 3.0), (2, 0, 4.0), (0, 3, 0.0)], Fold::Sum);
        let contacts = Contacts::of(&arcs, |weight| weight);
        assert_eq!(contacts.around(0).collect::<Vec<_>>(), [(1, 5.0), (2, 4.0)]);
        assert_eq!((contacts.count(0), contacts.total(0), contacts.most(0)), (2, 9.0, 5.0));
        assert_eq!((contacts.count(3), contacts.total(3), contacts.most(3)), (0, 0.0, 0.0));
    }
}
