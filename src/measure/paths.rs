//! Shortest paths from one source, counted outwards, and what hangs on every node or tie, gathered inwards (Brandes).

use super::search::{Search, Ways};
use crate::graph::network::Network;

/// Two lengths are equal if they differ by less than this share of them.
const SAME_LENGTH: f64 = 1e-10;

/// The paths from one source; kept between sources to save its allocation.
pub(super) struct Pass {
    /// Nodes within reach, nearest first, beginning with the source.
    reached: Vec<u32>,
    /// Steps from the source or, where edges have lengths, the place in `reached`.
    level: Vec<u32>,
    /// Shortest paths from the source; zero for nodes not met yet.
    paths: Vec<f64>,
    /// One and the dependency of the source on a node, for every path to it.
    share: Vec<f64>,
    /// For every node of `reached`, where shortest paths go on to, and the end of its list.
    onwards: Vec<u32>,
    ends: Vec<usize>,
}

impl Pass {
    pub(super) fn new(n: usize) -> Self {
        Self {
            reached: Vec::new(),
            level: vec![0; n],
            paths: vec![0.0; n],
            share: vec![0.0; n],
            onwards: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Counts shortest paths breadth first, every edge one step long.
    pub(super) fn count_by_steps(&mut self, network: &Network, source: usize) {
        self.paths[source] = 1.0;
        self.level[source] = 0;
        self.reached.push(source as u32);
        let mut next = 0;
        while let Some(&from) = self.reached.get(next) {
            next += 1;
            let (level, paths) = (self.level[from as usize] + 1, self.paths[from as usize]);
            for &to in network.neighbours(from as usize) {
                let place = to as usize;
                if self.paths[place] == 0.0 {
                    self.level[place] = level;
                    self.reached.push(to);
                } else if self.level[place] != level {
                    continue;
                }
                self.paths[place] += paths;
                self.onwards.push(to);
            }
            self.ends.push(self.onwards.len());
        }
    }

    /// Counts shortest paths by the distances that a search has found.
    pub(super) fn count_by_length(&mut self, ways: &Ways<'_>, search: &Search) {
        self.reached.extend_from_slice(search.reached());
        for (place, &node) in self.reached.iter().enumerate() {
            self.level[node as usize] = place as u32;
        }
        self.paths[self.reached[0] as usize] = 1.0;
        for (place, &from) in self.reached.iter().enumerate() {
            let paths = self.paths[from as usize];
            search.onwards(ways, from as usize, SAME_LENGTH, |to| {
                // Only outwards, also where a tie is too short to be seen in the sum: no path goes in a circle.
                if self.level[to] as usize > place {
                    self.paths[to] += paths;
                    self.onwards.push(to as u32);
                }
            });
            self.ends.push(self.onwards.len());
        }
    }

    /// Adds to `totals` what share of the paths from the source to all others runs through each node,
    /// and makes ready for the next source.
    pub(super) fn add_dependencies(&mut self, totals: &mut [f64]) {
        for place in (0..self.reached.len()).rev() {
            let node = self.reached[place] as usize;
            let start = if place == 0 { 0 } else { self.ends[place - 1] };
            let shares = self.onwards[start..self.ends[place]].iter().map(|&to| self.share[to as usize]);
            let dependency = self.paths[node] * shares.fold(0.0, |sum, share| sum + share);
            if place > 0 {
                totals[node] += dependency;
            }
            self.share[node] = (1.0 + dependency) / self.paths[node];
            // Nobody farther in looks at this again.
            self.paths[node] = 0.0;
        }
        self.clear();
    }

    /// Adds to `totals` what share of the paths from the source runs along each tie, whose place there
    /// `place` knows, and makes ready for the next source.
    pub(super) fn add_along(&mut self, totals: &mut [f64], place: impl Fn(usize, usize) -> usize) {
        for at in (0..self.reached.len()).rev() {
            let node = self.reached[at] as usize;
            let start = if at == 0 { 0 } else { self.ends[at - 1] };
            let mut dependency = 0.0;
            for &to in &self.onwards[start..self.ends[at]] {
                let along = self.paths[node] * self.share[to as usize];
                totals[place(node, to as usize)] += along;
                dependency += along;
            }
            self.share[node] = (1.0 + dependency) / self.paths[node];
            self.paths[node] = 0.0;
        }
        self.clear();
    }

    fn clear(&mut self) {
        self.reached.clear();
        self.onwards.clear();
        self.ends.clear();
    }
}
