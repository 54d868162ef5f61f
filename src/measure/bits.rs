//! The neighbours of every node as bits: where ties are many, sixty-four at a time.

use super::search::{Search, Walk, Ways};
use super::ties::Ties;
use crate::graph::network::Network;

/// Beyond so many nodes rows of bits are long, and a search along ties is no slower.
const MOST: usize = 1024;

/// A row of bits for every node.
pub(super) struct Rows {
    bits: Vec<u64>,
    words: usize,
}

impl Rows {
    pub(super) fn of(network: &Network) -> Self {
        let n = network.node_count();
        let words = n.div_ceil(64);
        let mut bits = vec![0; n * words];
        for node in 0..n {
            for &other in network.neighbours(node) {
                bits[node * words + other as usize / 64] |= 1 << (other % 64);
            }
        }
        Self { bits, words }
    }

    /// The rows of an undirected network in which searches by bits are quicker than along ties.
    pub(super) fn if_dense(network: &Network) -> Option<Self> {
        let n = network.node_count();
        let dense = !network.is_directed() && n <= MOST && 2 * network.edge_count() > n * n.div_ceil(64);
        dense.then(|| Self::of(network))
    }

    pub(super) fn row(&self, node: usize) -> &[u64] {
        &self.bits[node * self.words..(node + 1) * self.words]
    }

    pub(super) fn has(&self, a: usize, b: usize) -> bool {
        self.row(a)[b / 64] >> (b % 64) & 1 == 1
    }

    /// The neighbours that two nodes share, word by word.
    pub(super) fn common(&self, a: usize, b: usize) -> impl Iterator<Item = u64> {
        self.row(a).iter().zip(self.row(b)).map(|(x, y)| x & y)
    }
}

/// A search from one node after another, level by level.
pub(super) struct Levels {
    /// Nodes not met yet.
    unmet: Vec<u64>,
    level: Vec<u64>,
    next: Vec<u64>,
}

impl Levels {
    pub(super) fn new(rows: &Rows) -> Self {
        let none = vec![0; rows.words];
        Self { unmet: none.clone(), level: none.clone(), next: none }
    }

    /// Tells how many nodes are one step from `source`, how many two, and so on.
    pub(super) fn run(&mut self, rows: &Rows, source: usize, mut tell: impl FnMut(usize)) {
        self.unmet.fill(!0);
        self.level.fill(0);
        self.level[source / 64] |= 1 << (source % 64);
        let n = rows.bits.len() / rows.words.max(1);
        if !n.is_multiple_of(64) {
            self.unmet[n / 64] = (1 << (n % 64)) - 1;
        }
        self.unmet[source / 64] &= !(1 << (source % 64));
        let (mut at_level, mut left) = (1, n - 1);
        while at_level > 0 && left > 0 {
            self.next.fill(0);
            if at_level <= left {
                // What is next to the level.
                for node in ones(&self.level) {
                    self.next.iter_mut().zip(rows.row(node)).for_each(|(next, row)| *next |= row);
                }
                self.next.iter_mut().zip(&self.unmet).for_each(|(next, unmet)| *next &= unmet);
            } else {
                // Of those who are left, who is next to the level.
                for node in ones(&self.unmet) {
                    let near = rows.row(node).iter().zip(&self.level).any(|(row, level)| row & level != 0);
                    self.next[node / 64] |= u64::from(near) << (node % 64);
                }
            }
            at_level = self.next.iter().map(|word| word.count_ones() as usize).sum();
            self.unmet.iter_mut().zip(&self.next).for_each(|(unmet, next)| *unmet &= !next);
            left -= at_level;
            std::mem::swap(&mut self.level, &mut self.next);
            if at_level > 0 {
                tell(at_level);
            }
        }
    }
}

/// Distances to every node from all others, by whichever search is quicker on a network.
pub(super) struct Nearness<'n> {
    ways: Ways<'n>,
    rows: Option<Rows>,
}

/// What one thread needs to search.
pub(super) enum Tools {
    Bits(Levels),
    Ties(Search),
}

impl<'n> Nearness<'n> {
    pub(super) fn of(network: &'n Network, ties: Ties) -> Self {
        let rows = if ties.weighted() { None } else { Rows::if_dense(network) };
        Self { ways: Ways::of(network, ties, Walk::Against), rows }
    }

    pub(super) fn tools(&self) -> Tools {
        match &self.rows {
            Some(rows) => Tools::Bits(Levels::new(rows)),
            None => Tools::Ties(self.ways.search()),
        }
    }

    /// Tells each distance to `node` and from how many others, nearest first; there are `at_most` to be found,
    /// the node included.
    pub(super) fn tell(&self, tools: &mut Tools, node: usize, at_most: usize, mut tell: impl FnMut(f64, usize)) {
        match (tools, &self.rows) {
            (Tools::Bits(levels), Some(rows)) => {
                let mut distance = 0.0;
                levels.run(rows, node, |count| {
                    distance += 1.0;
                    tell(distance, count);
                });
            }
            (Tools::Ties(search), _) => {
                search.run(&self.ways, node, at_most);
                search.distances().for_each(|distance| tell(distance, 1));
            }
            // Tools are those that this network asked for.
            (Tools::Bits(_), None) => {}
        }
    }
}

/// The places of bits that are set.
pub(super) fn ones(words: &[u64]) -> impl Iterator<Item = usize> {
    words.iter().enumerate().flat_map(|(place, &word)| {
        std::iter::successors((word != 0).then_some(word), |word| Some(word & (word - 1)).filter(|rest| *rest != 0))
            .map(move |word| place * 64 + word.trailing_zeros() as usize)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn levels_are_those_of_a_search_along_ties() {
        // A long path with a clique at one end, and two who are apart.
        let mut edges: Vec<(u32, u32, f64)> = (0..70).map(|a| (a, a + 1, 1.0)).collect();
        (70..140).for_each(|a| edges.extend((a + 1..140).map(|b| (a, b, 1.0))));
        edges.push((140, 141, 1.0));
        let network = Network::undirected(142, &edges, Fold::Once);
        let rows = Rows::if_dense(&network).unwrap();
        let mut levels = Levels::new(&rows);
        let mut told = |source| {
            let mut found = Vec::new();
            levels.run(&rows, source, |count| found.push(count));
            found
        };
        let mut from_end = vec![1; 70];
        from_end.push(69);
        assert_eq!(told(0), from_end);
        assert_eq!(told(141), [1]);
        assert_eq!(told(100), std::iter::once(69).chain(vec![1; 70]).collect::<Vec<_>>());
    }
}
