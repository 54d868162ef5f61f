//! Makes a signed network smaller without loss: nets, contracts, and splits into blocks.

use super::{bounds, exact};
use std::collections::BTreeMap;

/// The best division found and what no division can beat.
#[derive(Debug, Clone)]
pub(super) struct Solved {
    pub(super) at_least: i64,
    pub(super) camps: Vec<bool>,
}

/// Solves a whole network.
pub(super) fn solve(n: usize, ties: &[(u32, u32, i32)]) -> Solved {
    let mut net = Net { adjacent: vec![BTreeMap::new(); n], netted: 0 };
    for &(a, b, weight) in ties {
        assert!((a as usize) < n && (b as usize) < n, "tie ({a}, {b}) in a network of {n} nodes");
        if a != b {
            net.add(a, b, i64::from(weight));
        }
    }
    net.solve()
}

/// A signed network with at most one tie a pair.
struct Net {
    adjacent: Vec<BTreeMap<u32, i64>>,
    /// The weight that every division contradicts, as ties of both signs stood between one pair.
    netted: i64,
}

/// A node that joined another, and whether in the other's camp or against it.
struct Joined {
    node: u32,
    to: u32,
    against: bool,
}

impl Net {
    /// Adds a tie to what stands between two nodes.
    fn add(&mut self, a: u32, b: u32, weight: i64) {
        let before = self.adjacent[a as usize].get(&b).copied().unwrap_or(0);
        if (before > 0 && weight < 0) || (before < 0 && weight > 0) {
            self.netted += before.abs().min(weight.abs());
        }
        let after = before + weight;
        if after == 0 {
            self.adjacent[a as usize].remove(&b);
            self.adjacent[b as usize].remove(&a);
        } else {
            self.adjacent[a as usize].insert(b, after);
            self.adjacent[b as usize].insert(a, after);
        }
    }

    fn solve(mut self) -> Solved {
        let n = self.adjacent.len();
        let joined = self.contract();
        let blocks = self.blocks();
        let mut solved = Solved { at_least: 0, camps: vec![false; n] };
        let mut placed = vec![false; n];
        let single = blocks.len() == 1 && joined.is_empty() && blocks[0].nodes.len() == n;
        // Last found first: all but the topmost node of a block are new then.
        for block in blocks.into_iter().rev() {
            let part = self.induced(&block.nodes);
            let part = if single { part.settle() } else { part.solve() };
            solved.at_least += part.at_least;
            let top = block.nodes.iter().position(|&node| node == block.top).unwrap_or(0);
            let turn = placed[block.top as usize] && solved.camps[block.top as usize] != part.camps[top];
            for (&node, camp) in block.nodes.iter().zip(part.camps) {
                solved.camps[node as usize] = camp ^ turn;
                placed[node as usize] = true;
            }
        }
        solved.at_least += self.netted;
        for joined in joined.iter().rev() {
            solved.camps[joined.node as usize] = solved.camps[joined.to as usize] ^ joined.against;
        }
        solved
    }

    /// Joins every node to a neighbour whose tie outweighs all its others: some best division keeps that tie.
    fn contract(&mut self) -> Vec<Joined> {
        let mut joined = Vec::new();
        let mut waiting: Vec<u32> = (0..self.adjacent.len() as u32).rev().collect();
        while let Some(node) = waiting.pop() {
            let ties = &self.adjacent[node as usize];
            let total: i64 = ties.values().map(|weight| weight.abs()).sum();
            let Some((&to, &weight)) = ties.iter().find(|(_, weight)| 2 * weight.abs() >= total) else { continue };
            let others = std::mem::take(&mut self.adjacent[node as usize]);
            for (&other, &tie) in &others {
                self.adjacent[other as usize].remove(&node);
                if other != to {
                    self.add(to, other, if weight < 0 { -tie } else { tie });
                    waiting.push(other);
                }
            }
            waiting.push(to);
            joined.push(Joined { node, to, against: weight < 0 });
        }
        joined
    }

    /// The network of some of its nodes, numbered anew.
    fn induced(&self, nodes: &[u32]) -> Self {
        let place: BTreeMap<u32, u32> = nodes.iter().enumerate().map(|(i, &node)| (node, i as u32)).collect();
        let ties = |node: &u32| {
            self.adjacent[*node as usize].iter().filter_map(|(to, weight)| Some((*place.get(to)?, *weight))).collect()
        };
        Self { adjacent: nodes.iter().map(ties).collect(), netted: 0 }
    }

    /// Solves one block that nothing makes smaller.
    fn settle(self) -> Solved {
        let n = self.adjacent.len();
        let ties: Vec<(u32, u32, i64)> = (0..n as u32)
            .flat_map(|a| self.adjacent[a as usize].iter().filter(move |(b, _)| **b > a).map(move |(b, w)| (a, *b, *w)))
            .collect();
        let (camps, at_most) = bounds::descend(n, &ties);
        let at_least = bounds::pack(n, &ties, &camps);
        if at_least == at_most {
            return Solved { at_least, camps };
        }
        exact::search(n, &ties, &camps, at_least)
    }

    /// The blocks: sets of nodes tied to each other that no single node holds together, in the order in
    /// which a walk leaves them, with the node through which it entered.
    fn blocks(&self) -> Vec<Block> {
        let n = self.adjacent.len();
        let mut walk = Walk { met: vec![0; n], low: vec![0; n], clock: 0, stack: Vec::new(), blocks: Vec::new() };
        for root in 0..n as u32 {
            if walk.met[root as usize] == 0 && !self.adjacent[root as usize].is_empty() {
                walk.from(self, root);
            }
        }
        walk.blocks
    }
}

struct Block {
    nodes: Vec<u32>,
    top: u32,
}

/// A walk in depth that tells blocks apart (Hopcroft and Tarjan 1973), without recursion.
struct Walk {
    met: Vec<u32>,
    low: Vec<u32>,
    clock: u32,
    stack: Vec<u32>,
    blocks: Vec<Block>,
}

impl Walk {
    fn from(&mut self, net: &Net, root: u32) {
        let mut path = vec![(root, root, self.enter(net, root))];
        while let Some((node, above, neighbours)) = path.last_mut() {
            let (node, above) = (*node, *above);
            if let Some(next) = neighbours.pop() {
                if self.met[next as usize] == 0 {
                    let further = self.enter(net, next);
                    path.push((next, node, further));
                } else if next != above {
                    self.low[node as usize] = self.low[node as usize].min(self.met[next as usize]);
                }
                continue;
            }
            path.pop();
            if path.is_empty() {
                self.stack.pop();
                return;
            }
            self.low[above as usize] = self.low[above as usize].min(self.low[node as usize]);
            if self.low[node as usize] >= self.met[above as usize] {
                let from = self.stack.iter().rposition(|&other| other == node).unwrap_or(0);
                let mut nodes = self.stack.split_off(from);
                nodes.push(above);
                nodes.sort_unstable();
                self.blocks.push(Block { nodes, top: above });
            }
        }
    }

    fn enter(&mut self, net: &Net, node: u32) -> Vec<u32> {
        self.clock += 1;
        self.met[node as usize] = self.clock;
        self.low[node as usize] = self.clock;
        self.stack.push(node);
        net.adjacent[node as usize].keys().rev().copied().collect()
    }
}
