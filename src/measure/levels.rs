//! Shortest paths counted level by level: a node has as many as the neighbours one level before it have together, and on a
//! node hangs what hangs on its neighbours one level after it. Both are sums over a whole row of neighbours, those of other
//! levels adding zero, so that nothing has to be guessed or kept for a tie.

use super::ties::Ties;
use crate::graph::network::Network;

/// A level is large if its ties, taken so many times, are more than those of who is left.
const LARGE: usize = 4;

/// The levels around one source; kept between sources to save its allocation.
pub(super) struct Levels {
    /// Nodes within reach, level by level, and the first of each level.
    reached: Vec<u32>,
    starts: Vec<usize>,
    /// Nodes not met yet, once they have been asked for.
    left: Vec<u32>,
    met: Vec<bool>,
    /// Shortest paths from the source.
    paths: Vec<f64>,
    /// The same on one level alone, zero elsewhere; on the way back, what hangs on a node for every path to it.
    handed: Vec<f64>,
}

impl Levels {
    /// Beyond so many nodes what neighbours hold no longer fits where it is read quickly, and reading fewer ties pays.
    pub(super) const MOST: usize = 4_096;

    pub(super) fn new(n: usize) -> Self {
        Self {
            reached: Vec::new(),
            starts: Vec::new(),
            left: Vec::new(),
            met: vec![false; n],
            paths: vec![0.0; n],
            handed: vec![0.0; n],
        }
    }

    /// Adds to `totals` what share of the shortest paths from a source to all others runs through each node; within reach
    /// are at most `at_most` nodes, the source included.
    pub(super) fn add(&mut self, network: &Network, source: usize, at_most: usize, totals: &mut [f64]) {
        self.spread(network, source, at_most);
        self.gather(network, totals);
    }

    fn spread(&mut self, network: &Network, source: usize, at_most: usize) {
        self.reached.drain(..).for_each(|node| self.met[node as usize] = false);
        self.starts.clear();
        self.left.clear();
        let mut left_ties = network.edge_count() * if network.is_directed() { 1 } else { 2 };
        self.reached.push(source as u32);
        self.met[source] = true;
        self.paths[source] = 1.0;
        let mut start = 0;
        loop {
            self.starts.push(start);
            let end = self.reached.len();
            if start == end || end >= at_most {
                return;
            }
            let level = &self.reached[start..end];
            level.iter().for_each(|node| self.handed[*node as usize] = self.paths[*node as usize]);
            let onwards: usize = level.iter().map(|node| network.neighbours(*node as usize).len()).sum();
            if onwards * LARGE > left_ties {
                if self.left.is_empty() {
                    self.left.extend(0..self.met.len() as u32);
                }
                self.left.retain(|node| !self.met[*node as usize]);
                self.reached.extend(&self.left);
            } else {
                for place in start..end {
                    for &to in network.neighbours(self.reached[place] as usize) {
                        if !std::mem::replace(&mut self.met[to as usize], true) {
                            self.reached.push(to);
                        }
                    }
                }
            }
            // Of those who may be next, who is: whoever has paths.
            let mut kept = end;
            for place in end..self.reached.len() {
                let node = self.reached[place];
                let into = (network.predecessors(node as usize), network.predecessor_weights(node as usize));
                let paths = Ties::unweighted().gather(&self.handed, into.0, into.1);
                if paths > 0.0 {
                    self.paths[node as usize] = paths;
                    self.met[node as usize] = true;
                    self.reached[kept] = node;
                    kept += 1;
                    left_ties -= into.0.len();
                }
            }
            self.reached.truncate(kept);
            self.reached[start..end].iter().for_each(|node| self.handed[*node as usize] = 0.0);
            start = end;
        }
    }

    fn gather(&mut self, network: &Network, totals: &mut [f64]) {
        let mut end = self.reached.len();
        let mut after = end..end;
        for &start in self.starts.iter().skip(1).rev() {
            for &node in &self.reached[start..end] {
                let node = node as usize;
                let (to, weights) = (network.neighbours(node), network.weights(node));
                // Nothing comes after the last level.
                let hanging = if after.is_empty() { 0.0 } else { Ties::unweighted().gather(&self.handed, to, weights) };
                totals[node] += self.paths[node] * hanging;
                // Kept aside until the whole level is done: its own must not be seen from within it.
                self.paths[node] = hanging + 1.0 / self.paths[node];
            }
            self.reached[after].iter().for_each(|node| self.handed[*node as usize] = 0.0);
            self.reached[start..end].iter().for_each(|node| self.handed[*node as usize] = self.paths[*node as usize]);
            after = start..end;
            end = start;
        }
        self.reached[after].iter().for_each(|node| self.handed[*node as usize] = 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;
    use crate::measure::paths::Pass;
    use crate::random::Random;

    #[test]
    fn sums_over_rows_are_those_along_ties() {
        let mut random = Random::seeded(23);
        for ties in [20, 60, 500] {
            let edges: Vec<_> = (0..ties).map(|_| (random.below(50) as u32, random.below(50) as u32, 1.0)).collect();
            for build in [Network::undirected, Network::directed] {
                let network = build(50, &edges, Fold::Once);
                let (mut levels, mut pass) = (Levels::new(50), Pass::new(50));
                for source in 0..50 {
                    let (mut found, mut wanted) = (vec![0.0; 50], vec![0.0; 50]);
                    levels.add(&network, source, 50, &mut found);
                    pass.count_by_steps(&network, source);
                    pass.add_dependencies(&mut wanted);
                    for (a, b) in found.iter().zip(&wanted) {
                        assert!((a - b).abs() < 1e-12 * b.max(1.0), "{ties} {source}: {a} against {b}");
                    }
                }
            }
        }
    }
}
