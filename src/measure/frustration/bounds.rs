//! Bounds of the frustration index: a division found by descent, and cycles that no division satisfies.

use crate::random::{DEFAULT_SEED, Random};
use std::collections::VecDeque;

/// Divisions from which a descent starts, at most.
const STARTS: usize = 64;
/// Rounds of a descent that find nothing better before it ends.
const PATIENCE: usize = 12;

/// Finds a good division: from many starts, nodes change camps while that contradicts less.
pub(super) fn descend(n: usize, ties: &[(u32, u32, i64)]) -> (Vec<bool>, i64) {
    let adjacent = adjacency(n, ties);
    let mut best = (vec![false; n], cost(ties, &vec![false; n]));
    let step = n.div_ceil(STARTS).max(1);
    let mut dice = Random::seeded(DEFAULT_SEED);
    for start in (0..n).step_by(step) {
        let mut camps = by_signs(n, &adjacent, start);
        settle(&adjacent, &mut camps);
        let mut reached = cost(ties, &camps);
        let mut idle = 0;
        while idle < PATIENCE {
            let mut other = camps.clone();
            for _ in 0..2 + n / 10 {
                let node = dice.below(n);
                other[node] = !other[node];
            }
            settle(&adjacent, &mut other);
            let there = cost(ties, &other);
            if there <= reached {
                idle = if there < reached { 0 } else { idle + 1 };
                (camps, reached) = (other, there);
            } else {
                idle += 1;
            }
        }
        if reached < best.1 {
            best = (camps, reached);
        }
    }
    best
}

/// A lower bound: ties that a division contradicts, each closed by a path of ties it satisfies, no tie used
/// twice beyond its weight. Every such cycle has an odd number of ties against any division.
pub(super) fn pack(n: usize, ties: &[(u32, u32, i64)], camps: &[bool]) -> i64 {
    let mut left: Vec<i64> = ties.iter().map(|(_, _, weight)| weight.abs()).collect();
    let mut at = vec![Vec::new(); n];
    let (mut against, mut packed) = (Vec::new(), 0);
    for (i, tie) in ties.iter().enumerate() {
        if contradicts(tie, camps) {
            against.push(i);
        } else {
            at[tie.0 as usize].push((tie.1, i));
            at[tie.1 as usize].push((tie.0, i));
        }
    }
    let mut by = vec![None; n];
    // Triangles first: they use up least.
    for longest in [2, 3, 4, n] {
        for &i in &against {
            let (a, b, _) = ties[i];
            while left[i] > 0 {
                let Some(path) = shortest(&at, &left, &mut by, a, b, longest) else { break };
                let least = path.iter().map(|&tie| left[tie]).min().unwrap_or(0).min(left[i]);
                left[i] -= least;
                path.iter().for_each(|&tie| left[tie] -= least);
                packed += least;
            }
        }
    }
    packed
}

/// The shortest path between two nodes over ties of which something is left, as positions of ties.
fn shortest(
    at: &[Vec<(u32, usize)>],
    left: &[i64],
    by: &mut [Option<(u32, usize)>],
    from: u32,
    to: u32,
    longest: usize,
) -> Option<Vec<usize>> {
    let mut queue = VecDeque::from([(from, 0)]);
    let mut met = vec![from];
    let mut found = false;
    by[from as usize] = Some((from, usize::MAX));
    'search: while let Some((node, steps)) = queue.pop_front() {
        if steps == longest {
            break;
        }
        for &(next, tie) in &at[node as usize] {
            if left[tie] > 0 && by[next as usize].is_none() {
                by[next as usize] = Some((node, tie));
                met.push(next);
                if next == to {
                    found = true;
                    break 'search;
                }
                queue.push_back((next, steps + 1));
            }
        }
    }
    let mut path = Vec::new();
    let mut node = to;
    while found && node != from {
        let Some((before, tie)) = by[node as usize] else { break };
        path.push(tie);
        node = before;
    }
    met.into_iter().for_each(|node| by[node as usize] = None);
    found.then_some(path)
}

/// A division that satisfies the ties of a search in breadth from one node.
fn by_signs(n: usize, adjacent: &[Vec<(u32, i64)>], start: usize) -> Vec<bool> {
    let mut camps = vec![None; n];
    for first in std::iter::once(start).chain(0..n) {
        if camps[first].is_some() {
            continue;
        }
        camps[first] = Some(false);
        let mut queue = VecDeque::from([first]);
        while let Some(node) = queue.pop_front() {
            for &(next, weight) in &adjacent[node] {
                if camps[next as usize].is_none() {
                    camps[next as usize] = camps[node].map(|camp| camp ^ (weight < 0));
                    queue.push_back(next as usize);
                }
            }
        }
    }
    camps.into_iter().map(|camp| camp == Some(true)).collect()
}

/// Lets nodes change camps, in order, while that contradicts less.
fn settle(adjacent: &[Vec<(u32, i64)>], camps: &mut [bool]) {
    let mut changed = true;
    while changed {
        changed = false;
        for node in 0..camps.len() {
            // What a change makes worse: ties satisfied now, less those contradicted now.
            let with =
                |&(other, weight): &(u32, i64)| if camps[node] == camps[other as usize] { weight } else { -weight };
            let worse: i64 = adjacent[node].iter().map(with).sum();
            if worse < 0 {
                camps[node] = !camps[node];
                changed = true;
            }
        }
    }
}

/// The weight of the ties that a division contradicts.
pub(super) fn cost(ties: &[(u32, u32, i64)], camps: &[bool]) -> i64 {
    ties.iter().filter(|tie| contradicts(tie, camps)).map(|(_, _, weight)| weight.abs()).sum()
}

fn contradicts(&(a, b, weight): &(u32, u32, i64), camps: &[bool]) -> bool {
    (weight > 0) == (camps[a as usize] != camps[b as usize])
}

fn adjacency(n: usize, ties: &[(u32, u32, i64)]) -> Vec<Vec<(u32, i64)>> {
    let mut adjacent = vec![Vec::new(); n];
    for &(a, b, weight) in ties {
        adjacent[a as usize].push((b, weight));
        adjacent[b as usize].push((a, weight));
    }
    adjacent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_triangles_that_share_no_tie_are_both_packed() {
        let ties = [(0, 1, 1), (1, 2, 1), (0, 2, -1), (2, 3, 1), (3, 4, 1), (2, 4, -1)];
        let (camps, found) = descend(5, &ties);
        assert_eq!((found, pack(5, &ties, &camps)), (2, 2));
    }

    #[test]
    fn a_packing_never_exceeds_a_division() {
        // Five enemies: the best cut leaves four of ten ties, two triangles share no tie.
        let ties: Vec<_> = (0..5).flat_map(|a| (a + 1..5).map(move |b| (a, b, -1))).collect();
        let (camps, found) = descend(5, &ties);
        let packed = pack(5, &ties, &camps);
        assert_eq!(found, 4);
        assert!((1..=4).contains(&packed), "{packed}");
    }
}
