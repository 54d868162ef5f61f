//! Branch and bound over divisions of one block.

use super::EXACT_NODES;
use super::bounds::cost;
use super::kernel::Solved;

/// Divisions looked into before the search of a block above [`EXACT_NODES`] gives up.
const WORK: u64 = 16_000_000;
/// Blocks above so many nodes are not searched: within the work allowed nothing would come of it.
const SEARCHED_NODES: usize = 160;

/// Improves a division until it is proved the best, or until the work allowed is done.
pub(super) fn search(n: usize, ties: &[(u32, u32, i64)], camps: &[bool], at_least: i64) -> Solved {
    if n > SEARCHED_NODES {
        return Solved { at_least, camps: camps.to_vec() };
    }
    let order = order(n, ties);
    let mut place = vec![0; n];
    order.iter().enumerate().for_each(|(i, &node)| place[node] = i);
    let mut weights = vec![0; n * n];
    for &(a, b, weight) in ties {
        let (a, b) = (place[a as usize], place[b as usize]);
        weights[a * n + b] = weight;
        weights[b * n + a] = weight;
    }
    let work = if n <= EXACT_NODES { u64::MAX } else { WORK };
    let mut search = Search {
        n,
        weights,
        index: vec![0; n + 1],
        pull: vec![0; n * n],
        back: vec![0; n],
        across: vec![0; n],
        now: vec![false; n],
        best: vec![false; n],
        best_cost: 0,
        goal: 0,
        work,
    };
    let known: Vec<bool> = order.iter().map(|&node| camps[node]).collect();
    let (proved, lower) = search.dolls(&known, at_least);
    let mut found = camps.to_vec();
    order.iter().enumerate().for_each(|(i, &node)| found[node] = search.best[i]);
    let at_most = cost(ties, &found);
    Solved { at_least: if proved { at_most } else { lower.max(at_least) }, camps: found }
}

/// The order in which nodes are placed: the strongest first, then always the one most tied to those before.
fn order(n: usize, ties: &[(u32, u32, i64)]) -> Vec<usize> {
    let mut strength = vec![0; n];
    for &(a, b, weight) in ties {
        strength[a as usize] += weight.abs();
        strength[b as usize] += weight.abs();
    }
    let mut tied = vec![0; n];
    let mut order = Vec::with_capacity(n);
    let mut waiting: Vec<usize> = (0..n).collect();
    while let Some(at) = (0..waiting.len()).max_by_key(|&i| {
        let node = waiting[i];
        (tied[node], strength[node], std::cmp::Reverse(node))
    }) {
        let node = waiting.remove(at);
        order.push(node);
        for &(a, b, weight) in ties {
            if a as usize == node {
                tied[b as usize] += weight.abs();
            } else if b as usize == node {
                tied[a as usize] += weight.abs();
            }
        }
    }
    order
}

struct Search {
    n: usize,
    weights: Vec<i64>,
    /// For every place, the exact index of the nodes from there on, as far as known.
    index: Vec<i64>,
    /// By depth and node: the ties to the nodes placed so far, added up with the sign of their camps.
    pull: Vec<i64>,
    /// The weight of all ties of a node to those of the part before it.
    back: Vec<i64>,
    /// The weight of all ties between the nodes of the part up to a place and those after it.
    across: Vec<i64>,
    now: Vec<bool>,
    best: Vec<bool>,
    best_cost: i64,
    /// A cost that cannot be beaten.
    goal: i64,
    work: u64,
}

impl Search {
    /// Solves the last node, the last two, and so on to all of them; each index bounds the next.
    /// Answers whether the whole was solved, and else the largest index that was.
    fn dolls(&mut self, known: &[bool], at_least: i64) -> (bool, i64) {
        for first in (0..self.n).rev() {
            self.begin(first, known);
            let goal = self.index[first + 1];
            self.goal = if first == 0 { goal.max(at_least) } else { goal };
            if self.best_cost > self.goal {
                let row = first * self.n..(first + 1) * self.n;
                self.pull[row.clone()].copy_from_slice(&self.weights[row]);
                self.now[first] = false;
                self.place(first, first + 1, 0);
            }
            if self.work == 0 {
                if first > 0 {
                    self.best.copy_from_slice(known);
                }
                return (false, self.index[first + 1]);
            }
            self.index[first] = self.best_cost;
        }
        (true, self.best_cost)
    }

    /// Starts on the part from `first` on with the best division at hand: that of the nodes after it, with
    /// this one added where that contradicts less, or the one known for the whole.
    fn begin(&mut self, first: usize, known: &[bool]) {
        let n = self.n;
        let row = &self.weights[first * n..(first + 1) * n];
        let pull: i64 = (first + 1..n).map(|node| row[node] * sign(self.best[node])).sum();
        let all: i64 = row[first + 1..].iter().map(|weight| weight.abs()).sum();
        self.best[first] = pull < 0;
        self.best_cost = self.index[first + 1] + (all - pull.abs()) / 2;
        let known_cost: i64 = (first..n)
            .flat_map(|a| (a + 1..n).map(move |b| (a, b)))
            .map(|(a, b)| (self.weights[a * n + b], known[a] != known[b]))
            .map(|(weight, apart)| if (weight > 0) == apart { weight.abs() } else { 0 })
            .sum();
        if known_cost < self.best_cost {
            self.best_cost = known_cost;
            self.best[first..].copy_from_slice(&known[first..]);
        }
        let mut across = 0;
        for next in first..n {
            let back: i64 = (first..next).map(|before| self.weights[before * n + next].abs()).sum();
            let ahead: i64 = (next + 1..n).map(|after| self.weights[next * n + after].abs()).sum();
            across += ahead - back;
            self.back[next] = back;
            self.across[next] = across;
        }
    }

    /// Places the node `next` and all after it, where those before contradict ties of weight `cost`.
    fn place(&mut self, first: usize, next: usize, cost: i64) {
        if next == self.n {
            self.best_cost = cost;
            self.best[first..].copy_from_slice(&self.now[first..]);
            return;
        }
        if self.work == 0 {
            return;
        }
        self.work -= 1;
        let n = self.n;
        let wish = self.pull[(next - 1) * n + next];
        for camp in if wish < 0 { [true, false] } else { [false, true] } {
            let here = cost + (self.back[next] - wish * sign(camp)) / 2;
            let (placed, below) = self.pull.split_at_mut(next * n);
            let above = &placed[(next - 1) * n + next + 1..];
            let row = &self.weights[next * n + next + 1..(next + 1) * n];
            let mut wishes = 0;
            for ((pull, before), weight) in below[next + 1..n].iter_mut().zip(above).zip(row) {
                *pull = before + weight * sign(camp);
                wishes += pull.abs();
            }
            // What is placed, what the others cannot do without, and the least they contradict to those placed.
            if here + self.index[next + 1] + (self.across[next] - wishes) / 2 < self.best_cost {
                self.now[next] = camp;
                self.place(first, next + 1, here);
                if self.best_cost <= self.goal {
                    return;
                }
            }
        }
    }
}

fn sign(second_camp: bool) -> i64 {
    if second_camp { -1 } else { 1 }
}
