//! The last touch: nodes move to where fewer ties cross, and where no tie runs below a foreign box.
//!
//! A local search. A node is tried at places around it, in rings that shrink; it takes the one at
//! which the picture costs least and never one at which boxes come too close or leave the frame.

#![allow(clippy::needless_bitwise_bool, reason = "comparisons without branches are made several at a time")]

use super::frame::Frame;
use super::geometry::{Point, Shape, boxes_meet, segment_meets};
use super::stress::Pull;

/// What a crossing costs, against one unit of stress.
const CROSSING: f64 = 1.0;

/// A tie that runs below a foreign box misleads more than two crossings.
const THROUGH: f64 = 3.0;

/// In the end, when all else is settled, such a tie is worth a long way round.
const STILL_THROUGH: f64 = 12.0;

/// As many places from left to right are tried then, and so often.
const FINE_COLUMNS: usize = 40;
const CLEARINGS: usize = 3;

/// A tie that nearly touches a foreign box, and how near that is in multiples of the gap.
const NEAR: f64 = 0.7;
const NEAR_GAPS: f64 = 0.75;

/// How much keeping the distances counts.
const STRESS: f64 = 0.5;

/// A move that gains less than this is not worth it.
const GAIN: f64 = 1e-3;

/// The eight directions and eight between them, on the unit circle.
const DIRECTIONS: [(f64, f64); 16] = [
    (1.0, 0.0),
    (0.92, 0.38),
    (0.71, 0.71),
    (0.38, 0.92),
    (0.0, 1.0),
    (-0.38, 0.92),
    (-0.71, 0.71),
    (-0.92, 0.38),
    (-1.0, 0.0),
    (-0.92, -0.38),
    (-0.71, -0.71),
    (-0.38, -0.92),
    (0.0, -1.0),
    (0.38, -0.92),
    (0.71, -0.71),
    (0.92, -0.38),
];

/// Rounds over all rings at most.
const CYCLES: usize = 6;

/// As many places are tried from left to right when a node may go anywhere.
const COLUMNS: usize = 12;

/// The radii of the rings, as shares of the frame's width.
const RADII: [f64; 16] =
    [0.5, 0.32, 0.2, 0.13, 0.085, 0.055, 0.035, 0.4, 0.25, 0.16, 0.1, 0.065, 0.04, 0.026, 0.016, 0.008];

/// Improves a layout within a frame; `work` bounds the number of comparisons of two things, and so the
/// time, in a way that is the same on every machine.
pub(super) fn refine(
    centres: &mut [Point],
    shapes: &[Shape],
    ties: &[(u32, u32)],
    pulls: &[Vec<Pull>],
    frame: Frame,
    gap: f64,
    work: u64,
) {
    let scale = best_scale(centres, pulls);
    let mut search = Search::new(centres, shapes, ties, pulls, (frame, gap, scale));
    for _ in 0..CYCLES {
        let mut moved = false;
        for node in 0..centres.len() {
            moved |= search.done < work && search.roam(node, COLUMNS);
        }
        for (round, radius) in RADII.iter().enumerate() {
            for node in 0..centres.len() {
                moved |= search.done < work && search.circle(node, radius * frame.width, round % 2 == 1);
            }
        }
        if !moved {
            break;
        }
    }
    search.clear(work / 2);
    centres.copy_from_slice(&search.centres);
}

/// How much longer than their ideal the distances of a layout are.
fn best_scale(centres: &[Point], pulls: &[Vec<Pull>]) -> f64 {
    let (mut drawn, mut ideal) = (0.0, 0.0);
    for (node, pulls) in pulls.iter().enumerate() {
        for pull in pulls {
            drawn += pull.weight * pull.distance * centres[node].distance(centres[pull.to as usize]);
            ideal += pull.weight * pull.distance * pull.distance;
        }
    }
    if ideal > 0.0 && drawn > 0.0 { drawn / ideal } else { 1.0 }
}

struct Search<'a> {
    centres: Vec<Point>,
    shapes: &'a [Shape],
    ties: &'a [(u32, u32)],
    lines: Lines,
    places: Places,
    /// The ties of every node.
    of_node: Vec<Vec<u32>>,
    pulls: &'a [Vec<Pull>],
    frame: Frame,
    gap: f64,
    scale: f64,
    /// What a tie below a foreign box costs.
    through: f64,
    done: u64,
}

impl<'a> Search<'a> {
    fn new(
        centres: &[Point],
        shapes: &'a [Shape],
        ties: &'a [(u32, u32)],
        pulls: &'a [Vec<Pull>],
        (frame, gap, scale): (Frame, f64, f64),
    ) -> Self {
        let mut of_node = vec![Vec::new(); centres.len()];
        for (i, &(a, b)) in ties.iter().enumerate() {
            of_node[a as usize].push(i as u32);
            of_node[b as usize].push(i as u32);
        }
        let mut lines = Lines::default();
        for &(a, b) in ties {
            lines.push((a, b), (centres[a as usize], centres[b as usize]));
        }
        let places = Places::of(centres, shapes);
        Self {
            centres: centres.to_vec(),
            shapes,
            ties,
            lines,
            places,
            of_node,
            pulls,
            frame,
            gap,
            scale,
            through: THROUGH,
            done: 0,
        }
    }

    /// Looks further for places where no tie runs below a foreign box, for the nodes of ties that still do.
    fn clear(&mut self, work: u64) {
        let end = self.done + work;
        self.through = STILL_THROUGH;
        for _ in 0..CLEARINGS {
            let mut moved = false;
            for node in self.in_the_way() {
                moved |= self.done < end && self.roam(node, FINE_COLUMNS);
            }
            if !moved {
                break;
            }
        }
    }

    /// The nodes above foreign ties and the ends of those ties, those with the fewest ties first: they move easily.
    fn in_the_way(&self) -> Vec<usize> {
        let mut nodes = Vec::new();
        for &(a, b) in self.ties {
            let (from, to) = (self.centres[a as usize], self.centres[b as usize]);
            let above = (0..self.centres.len()).filter(|node| {
                let foreign = *node != a as usize && *node != b as usize;
                foreign && segment_meets(from, to, self.centres[*node], self.shapes[*node], f64::from(SCRATCH))
            });
            let before = nodes.len();
            nodes.extend(above);
            if nodes.len() > before {
                nodes.extend([a as usize, b as usize]);
            }
        }
        nodes.sort_unstable_by_key(|node| (self.of_node[*node].len(), *node));
        nodes.dedup();
        nodes
    }

    /// Tries places all over the frame.
    fn roam(&mut self, node: usize, columns: usize) -> bool {
        let rows = (columns as f64 * self.frame.height / self.frame.width).ceil().max(2.0) as usize;
        // Every node sees a grid of its own, so that gaps between the lines of one are seen by the next.
        let (dx, dy) = (((node * 5) % 8) as f64 / 8.0, ((node * 3) % 8) as f64 / 8.0);
        let (wide, high) = (self.frame.width / columns as f64, self.frame.height / rows as f64);
        let places = (0..rows)
            .flat_map(|row| (0..columns).map(move |column| (column as f64, row as f64)))
            .map(|(column, row)| Point::new((column + dx) * wide, (row + dy) * high));
        let places: Vec<Point> = places.collect();
        self.improve(node, &places)
    }

    /// Tries places on a circle around a node, and the middle of its neighbours.
    fn circle(&mut self, node: usize, radius: f64, turned: bool) -> bool {
        let here = self.centres[node];
        let ring = DIRECTIONS[usize::from(turned)..].iter().step_by(2);
        let places = ring.map(|(x, y)| Point::new(here.x + x * radius, here.y + y * radius));
        let places: Vec<Point> = places.chain(self.neighbour_mean(node)).collect();
        self.improve(node, &places)
    }

    /// Moves a node to the best of some places, if that is better than its own.
    fn improve(&mut self, node: usize, places: &[Point]) -> bool {
        let here = self.centres[node];
        let mut best = (self.cost(node, here, f64::INFINITY), here);
        for place in places {
            let place = self.frame.hold(*place, self.shapes[node]);
            if !self.is_free(node, place) {
                continue;
            }
            let cost = self.cost(node, place, best.0 - GAIN);
            if cost < best.0 - GAIN {
                best = (cost, place);
            }
        }
        if best.1 == here {
            return false;
        }
        self.put(node, best.1);
        true
    }

    /// The middle of a node's neighbours.
    fn neighbour_mean(&self, node: usize) -> Option<Point> {
        let ties = &self.of_node[node];
        let (mut x, mut y) = (0.0, 0.0);
        for tie in ties {
            let (a, b) = self.ties[*tie as usize];
            let other = self.centres[if a as usize == node { b } else { a } as usize];
            x += other.x;
            y += other.y;
        }
        (!ties.is_empty()).then(|| Point::new(x / ties.len() as f64, y / ties.len() as f64))
    }

    fn put(&mut self, node: usize, place: Point) {
        self.centres[node] = place;
        (self.places.x[node], self.places.y[node]) = (place.x as f32, place.y as f32);
        for tie in &self.of_node[node] {
            let (a, b) = self.ties[*tie as usize];
            self.lines.set(*tie as usize, (self.centres[a as usize], self.centres[b as usize]));
        }
    }

    /// Whether a box keeps its distance from all others at a place.
    fn is_free(&mut self, node: usize, place: Point) -> bool {
        self.done += self.centres.len() as u64 / 2;
        self.frame.holds(place, self.shapes[node])
            && (0..self.centres.len()).all(|other| {
                other == node
                    || !boxes_meet((place, self.shapes[node]), (self.centres[other], self.shapes[other]), self.gap)
            })
    }

    /// What a node and its ties cost at a place; a sum that passes `limit` may be left unfinished.
    fn cost(&mut self, node: usize, place: Point, limit: f64) -> f64 {
        let mut cost = STRESS * self.stress(node, place);
        if cost >= limit {
            return cost;
        }
        let near = (self.gap * NEAR_GAPS) as f32;
        let shape = self.shapes[node];
        self.done += self.ties.len() as u64;
        let box_at = (place.x as f32, place.y as f32, (shape.width / 2.0) as f32, (shape.height / 2.0) as f32);
        let (below, beside) = self.lines.below(node as u32, box_at, near);
        cost += self.through * f64::from(below) + NEAR * f64::from(beside);
        for tie in &self.of_node[node] {
            if cost >= limit {
                return cost;
            }
            let (a, b) = self.ties[*tie as usize];
            let other = if a as usize == node { b } else { a };
            let there = self.centres[other as usize];
            let line = (place.x as f32, place.y as f32, there.x as f32, there.y as f32);
            let ends = (node as u32, other);
            self.done += (self.ties.len() + self.centres.len()) as u64;
            let (below, beside) = self.places.under(ends, line, near);
            cost += CROSSING * f64::from(self.lines.crossed(ends, line));
            cost += self.through * f64::from(below) + NEAR * f64::from(beside);
        }
        cost
    }

    fn stress(&mut self, node: usize, place: Point) -> f64 {
        self.done += self.pulls[node].len() as u64;
        let mut sum = 0.0;
        for pull in &self.pulls[node] {
            let ideal = pull.distance * self.scale;
            let off = place.distance(self.centres[pull.to as usize]) - ideal;
            sum += pull.weight * pull.distance * pull.distance * off * off / (ideal * ideal);
        }
        sum
    }
}

/// Half a point: a tie that only scratches a box is held to run below it.
const SCRATCH: f32 = 0.5;

/// The ties as lines, coordinate by coordinate and in single precision, so that several are compared at a time.
#[derive(Default)]
struct Lines {
    from: Vec<u32>,
    to: Vec<u32>,
    x1: Vec<f32>,
    y1: Vec<f32>,
    x2: Vec<f32>,
    y2: Vec<f32>,
}

impl Lines {
    fn push(&mut self, (from, to): (u32, u32), (a, b): (Point, Point)) {
        self.from.push(from);
        self.to.push(to);
        self.x1.push(a.x as f32);
        self.y1.push(a.y as f32);
        self.x2.push(b.x as f32);
        self.y2.push(b.y as f32);
    }

    fn set(&mut self, tie: usize, (a, b): (Point, Point)) {
        (self.x1[tie], self.y1[tie]) = (a.x as f32, a.y as f32);
        (self.x2[tie], self.y2[tie]) = (b.x as f32, b.y as f32);
    }

    /// How many ties a line between two nodes crosses that do not end in one of them.
    fn crossed(&self, ends: (u32, u32), (px, py, qx, qy): (f32, f32, f32, f32)) -> u32 {
        let n = self.from.len();
        let (from, to) = (&self.from[..n], &self.to[..n]);
        let (x1, y1, x2, y2) = (&self.x1[..n], &self.y1[..n], &self.x2[..n], &self.y2[..n]);
        let (ux, uy) = (qx - px, qy - py);
        let mut count = 0;
        for i in 0..n {
            let of_a = ux * (y1[i] - py) - uy * (x1[i] - px);
            let of_b = ux * (y2[i] - py) - uy * (x2[i] - px);
            let (vx, vy) = (x2[i] - x1[i], y2[i] - y1[i]);
            let of_p = vx * (py - y1[i]) - vy * (px - x1[i]);
            let of_q = vx * (qy - y1[i]) - vy * (qx - x1[i]);
            let apart = (from[i] != ends.0) & (to[i] != ends.0) & (from[i] != ends.1) & (to[i] != ends.1);
            count += u32::from(apart & (of_a * of_b < 0.0) & (of_p * of_q < 0.0));
        }
        count
    }

    /// How many ties of others run below the box of a node, and how many pass close by it.
    fn below(&self, node: u32, (x, y, half_x, half_y): (f32, f32, f32, f32), near: f32) -> (u32, u32) {
        let n = self.from.len();
        let (from, to) = (&self.from[..n], &self.to[..n]);
        let (x1, y1, x2, y2) = (&self.x1[..n], &self.y1[..n], &self.x2[..n], &self.y2[..n]);
        let (mut below, mut beside) = (0, 0);
        for i in 0..n {
            let (dx, dy) = (x2[i] - x1[i], y2[i] - y1[i]);
            let (mx, my) = ((x1[i] + x2[i]) * 0.5 - x, (y1[i] + y2[i]) * 0.5 - y);
            let foreign = (from[i] != node) & (to[i] != node);
            let (hit, close) = meets((dx, dy), (mx, my), (half_x, half_y), near);
            below += u32::from(foreign & hit);
            beside += u32::from(foreign & close);
        }
        (below, beside - below)
    }
}

/// The boxes of the nodes, likewise.
struct Places {
    x: Vec<f32>,
    y: Vec<f32>,
    half_x: Vec<f32>,
    half_y: Vec<f32>,
}

impl Places {
    fn of(centres: &[Point], shapes: &[Shape]) -> Self {
        Self {
            x: centres.iter().map(|centre| centre.x as f32).collect(),
            y: centres.iter().map(|centre| centre.y as f32).collect(),
            half_x: shapes.iter().map(|shape| (shape.width / 2.0) as f32).collect(),
            half_y: shapes.iter().map(|shape| (shape.height / 2.0) as f32).collect(),
        }
    }

    /// How many boxes other than its ends a line runs below, and how many it passes close by.
    fn under(&self, ends: (u32, u32), (px, py, qx, qy): (f32, f32, f32, f32), near: f32) -> (u32, u32) {
        let n = self.x.len();
        let (x, y, half_x, half_y) = (&self.x[..n], &self.y[..n], &self.half_x[..n], &self.half_y[..n]);
        let (dx, dy, mx, my) = (qx - px, qy - py, (px + qx) * 0.5, (py + qy) * 0.5);
        let (mut below, mut beside) = (0, 0);
        for i in 0..n {
            let foreign = (i as u32 != ends.0) & (i as u32 != ends.1);
            let (hit, close) = meets((dx, dy), (mx - x[i], my - y[i]), (half_x[i], half_y[i]), near);
            below += u32::from(foreign & hit);
            beside += u32::from(foreign & close);
        }
        (below, beside - below)
    }
}

/// Whether a line, by its direction and its middle seen from a box, meets the box, and whether it meets the box
/// with a margin.
fn meets((dx, dy): (f32, f32), (mx, my): (f32, f32), (half_x, half_y): (f32, f32), near: f32) -> (bool, bool) {
    let (ax, ay, turn) = (dx.abs(), dy.abs(), (dx * my - dy * mx).abs());
    let within = |margin: f32| {
        let (x, y) = (half_x + margin, half_y + margin);
        (mx.abs() < x + ax / 2.0) & (my.abs() < y + ay / 2.0) & (turn < x * ay + y * ax)
    };
    (within(SCRATCH), within(near.max(SCRATCH)))
}
