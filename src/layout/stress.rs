//! Stress majorization: distances in the picture follow distances along the ties.
//!
//! The stress of a layout is Σ wᵢⱼ (‖xᵢ − xⱼ‖ − dᵢⱼ)² with weights wᵢⱼ = dᵢⱼ⁻². Each step moves one node
//! to the mean of the places that the others would give it (Gansner, Koren and North 2005,
//! doi:10.1007/978-3-540-31843-9_25). Beyond [`super::ALL_PAIRS`] nodes the far pairs are stood for by
//! pivots (Ortmann, Klimenta and Brandes 2016, doi:10.1007/978-3-319-50106-2_2).

use super::distances::{Lengths, Pivots};
use super::geometry::Point;

/// Sweeps over all nodes at most.
const SWEEPS: usize = 80;

/// A sweep that moves nobody farther than this share of a mean tie ends the work.
const STILL: f64 = 0.004;

/// One pull on a node: towards a distance from another, with a weight.
#[derive(Clone, Copy)]
pub(super) struct Pull {
    pub(super) to: u32,
    pub(super) distance: f64,
    pub(super) weight: f64,
}

/// The pulls on every node, by all others.
pub(super) fn all_pulls(pivots: &Pivots) -> Vec<Vec<Pull>> {
    let n = pivots.nodes.len();
    (0..n)
        .map(|i| {
            let others = (0..n).filter(|j| *j != i);
            others.map(|j| pull(j as u32, pivots.distances[i][j], 1.0)).collect()
        })
        .collect()
}

/// The pulls on every node by its neighbours and by pivots, each of which stands for the nodes around it
/// that are no farther from it than half of the distance.
pub(super) fn sparse_pulls(lengths: &Lengths, pivots: &Pivots) -> Vec<Vec<Pull>> {
    let n = lengths.len();
    let nearest: Vec<usize> = (0..n).map(|node| nearest_pivot(pivots, node)).collect();
    let mut around: Vec<Vec<f64>> = vec![Vec::new(); pivots.nodes.len()];
    for (node, pivot) in nearest.iter().enumerate() {
        around[*pivot].push(pivots.distances[*pivot][node]);
    }
    around.iter_mut().for_each(|distances| distances.sort_by(f64::total_cmp));
    let mut pulls: Vec<Vec<Pull>> = (0..n)
        .map(|node| lengths.around(node).iter().map(|&(other, length)| pull(other, length, 1.0)).collect())
        .collect();
    for (i, pivot) in pivots.nodes.iter().enumerate() {
        for (node, pulls) in pulls.iter_mut().enumerate() {
            let distance = pivots.distances[i][node];
            let is_near = lengths.around(node).binary_search_by(|(other, _)| other.cmp(pivot)).is_ok();
            if distance > 0.0 && !is_near {
                let stands_for = around[i].partition_point(|d| *d <= distance / 2.0).max(1);
                pulls.push(pull(*pivot, distance, stands_for as f64));
            }
        }
    }
    pulls
}

fn pull(to: u32, distance: f64, stands_for: f64) -> Pull {
    Pull { to, distance, weight: stands_for / (distance * distance).max(1e-9) }
}

fn nearest_pivot(pivots: &Pivots, node: usize) -> usize {
    let mut best = 0;
    for (i, distances) in pivots.distances.iter().enumerate() {
        if distances[node] < pivots.distances[best][node] {
            best = i;
        }
    }
    best
}

/// Lowers the stress of a layout until nodes hardly move.
pub(super) fn majorize(points: &mut [Point], pulls: &[Vec<Pull>], mean_length: f64) {
    for _ in 0..SWEEPS {
        let mut farthest = 0.0_f64;
        for node in 0..points.len() {
            let here = points[node];
            let (mut x, mut y, mut total) = (0.0, 0.0, 0.0);
            for (i, pull) in pulls[node].iter().enumerate() {
                let there = points[pull.to as usize];
                let (mut dx, mut dy) = (here.x - there.x, here.y - there.y);
                let mut apart = (dx * dx + dy * dy).sqrt();
                if apart < 1e-9 {
                    // Two nodes at one place part in a direction of their own.
                    (dx, dy) = ((((node + i) % 5) as f64) - 2.1, (((node * 3 + i) % 7) as f64) - 3.1);
                    apart = (dx * dx + dy * dy).sqrt();
                }
                let stretch = pull.distance / apart;
                x += pull.weight * (there.x + dx * stretch);
                y += pull.weight * (there.y + dy * stretch);
                total += pull.weight;
            }
            if total > 0.0 {
                let moved = Point::new(x / total, y / total);
                farthest = farthest.max(moved.distance(here));
                points[node] = moved;
            }
        }
        if farthest < STILL * mean_length {
            break;
        }
    }
}

/// The stress of a layout over given pulls, for every pull.
#[cfg(test)]
fn stress(points: &[Point], pulls: &[Vec<Pull>]) -> f64 {
    let of = |(node, pulls): (usize, &Vec<Pull>)| -> f64 {
        let part = |pull: &Pull| points[node].distance(points[pull.to as usize]) - pull.distance;
        pulls.iter().map(|pull| pull.weight * part(pull) * part(pull)).sum()
    };
    pulls.iter().enumerate().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::super::mds::scale;
    use super::*;

    fn grid(side: u32) -> Vec<(u32, u32, f64)> {
        let mut ties = Vec::new();
        for y in 0..side {
            for x in 0..side {
                let node = y * side + x;
                if x + 1 < side {
                    ties.push((node, node + 1, 1.0));
                }
                if y + 1 < side {
                    ties.push((node, node + side, 1.0));
                }
            }
        }
        ties
    }

    #[test]
    fn stress_falls_and_nodes_at_one_place_part() {
        let lengths = Lengths::of(36, &grid(6));
        let pivots = Pivots::of(&lengths, 36);
        let pulls = all_pulls(&pivots);
        let mut points = scale(&pivots, 36);
        let before = stress(&points, &pulls);
        majorize(&mut points, &pulls, 1.0);
        assert!(stress(&points, &pulls) < before);
        let mut heap = vec![Point::default(); 36];
        majorize(&mut heap, &pulls, 1.0);
        assert!(stress(&heap, &pulls) < 0.2 * 36.0 * 35.0, "{}", stress(&heap, &pulls));
    }

    #[test]
    fn pivots_stand_for_the_rest() {
        let lengths = Lengths::of(400, &grid(20));
        let all = all_pulls(&Pivots::of(&lengths, 400));
        let pivots = Pivots::of(&lengths, 50);
        let mut points = scale(&pivots, 400);
        majorize(&mut points, &sparse_pulls(&lengths, &pivots), 1.0);
        let mut full = points.clone();
        majorize(&mut full, &all, 1.0);
        // Half as bad again as the best at most.
        assert!(stress(&points, &all) < 1.5 * stress(&full, &all));
    }
}
