//! A star, one node tied to all others and nothing else tied: every tie gets a direction that nobody else stands in.
//!
//! Seen from the middle, each box hides what lies behind it. Boxes are placed one by one, each as near as it can be in
//! a direction that is not hidden yet, without overlapping another, and without hiding more of what is still open than
//! its share: so there is a gap left for every tie to come.

use super::frame::bounds;
use super::geometry::{Point, Shape, boxes_meet, segment_meets};

/// Directions in an eighth of the circle.
const OCTANT: usize = 90;

/// All directions.
const RAYS: usize = 8 * OCTANT;

/// The tangent of a sixteenth of the circle, the slope at which an eighth ends in [`rays`].
const EIGHTH: f64 = 0.414_213_562_373_095_03;

/// A tie may go in every so manyth of them.
const APART: usize = 3;

/// How far out a box is tried, in steps of so many gaps.
const STEPS: usize = 120;
const STEP: f64 = 2.0;

/// Shares of what is open that a box may hide, against its fair one: who comes first may take more, as long as
/// something is left in the end. The smallest picture is kept.
const HASTE: [f64; 4] = [1.0, 1.3, 1.6, 2.0];

/// Around so many boxes nobody can follow a tie.
const MOST: usize = 250;

/// The node that is tied to all others of a network in which nothing else is tied.
pub(super) fn middle(n: usize, ties: &[(u32, u32)]) -> Option<usize> {
    if n < 4 || ties.len() != n - 1 {
        return None;
    }
    let &(a, b) = ties.first()?;
    [a, b].into_iter().find(|end| ties.iter().all(|tie| tie.0 == *end || tie.1 == *end)).map(|end| end as usize)
}

/// Places the nodes of a star so that no tie runs below a foreign box; none if that does not succeed.
pub(super) fn around(middle: usize, shapes: &[Shape], gap: f64) -> Option<Vec<Point>> {
    if shapes.len() > MOST {
        return None;
    }
    let tried = HASTE.iter().filter_map(|haste| {
        let centres = place_all(middle, shapes, gap, *haste)?;
        let (_, frame) = bounds(&centres, shapes);
        Some((frame.width * frame.height, centres))
    });
    tried.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, centres)| centres)
}

fn place_all(middle: usize, shapes: &[Shape], gap: f64, haste: f64) -> Option<Vec<Point>> {
    let mut leaves: Vec<usize> = (0..shapes.len()).filter(|node| *node != middle).collect();
    // Flat boxes hide little on the left and the right and come first, the widest before all; circles hide as much
    // everywhere.
    let (width, height) = (|leaf: &usize| shapes[*leaf].width, |leaf: &usize| shapes[*leaf].height);
    leaves.sort_by(|a, b| height(a).total_cmp(&height(b)).then(width(b).total_cmp(&width(a))).then(a.cmp(b)));
    let size = |leaf: &usize| height(leaf) + 0.25 * width(leaf) + gap;
    let mut left: f64 = leaves.iter().map(size).sum();
    let mut star = Star {
        rays: rays(),
        open: vec![true; RAYS],
        ends: vec![0.0; RAYS],
        placed: vec![(Point::default(), shapes[middle])],
        gap,
    };
    let mut centres = vec![Point::default(); shapes.len()];
    for leaf in leaves {
        let open = star.open.iter().filter(|open| **open).count() as f64;
        let share = (open * (size(&leaf) / left * haste).min(1.0)) as usize;
        left -= size(&leaf);
        centres[leaf] = star.place(shapes[leaf], share.max(1))?;
    }
    Some(centres)
}

struct Star {
    rays: Vec<Point>,
    /// The directions in which nothing stands.
    open: Vec<bool>,
    /// How far the tie in each direction reaches.
    ends: Vec<f64>,
    placed: Vec<(Point, Shape)>,
    gap: f64,
}

impl Star {
    /// Places a box as near as can be where it hides at most so many open directions.
    fn place(&mut self, shape: Shape, share: usize) -> Option<Point> {
        let mut best: Option<(usize, usize)> = None;
        for ray in (0..RAYS).step_by(APART).filter(|ray| self.open[*ray]) {
            let mut steps = 1..best.map_or(STEPS, |(step, _)| step);
            if let Some(step) = steps.find(|step| self.fits(ray, *step, shape, share)) {
                best = Some((step, ray));
            }
        }
        let (step, ray) = best?;
        let at = self.at(ray, step);
        let hidden: Vec<usize> = self.hidden(ray, at, shape).collect();
        hidden.into_iter().for_each(|ray| self.open[ray] = false);
        self.ends[ray] = self.reach(step);
        self.placed.push((at, shape));
        Some(at)
    }

    fn fits(&self, ray: usize, step: usize, shape: Shape, share: usize) -> bool {
        let at = self.at(ray, step);
        if self.placed.iter().any(|other| boxes_meet((at, shape), *other, self.gap)) {
            return false;
        }
        let near = self.reach(step) - shape.reach();
        let mut taken = 0;
        self.hidden(ray, at, shape).all(|ray| {
            taken += usize::from(self.open[ray]);
            taken <= share && self.ends[ray] < near
        })
    }

    fn reach(&self, step: usize) -> f64 {
        step as f64 * STEP * self.gap
    }

    fn at(&self, ray: usize, step: usize) -> Point {
        Point::new(self.rays[ray].x * self.reach(step), self.rays[ray].y * self.reach(step))
    }

    /// The directions in which a box stands, its own among them.
    fn hidden(&self, ray: usize, at: Point, shape: Shape) -> impl Iterator<Item = usize> {
        let far = 2.0 * (at.x * at.x + at.y * at.y).sqrt();
        let hides = move |ray: &usize| {
            let end = Point::new(self.rays[*ray].x * far, self.rays[*ray].y * far);
            segment_meets(Point::default(), end, at, shape, self.gap * 0.5)
        };
        let forth = (0..RAYS / 4).map(move |i| (ray + i) % RAYS).take_while(hides);
        let back = (1..RAYS / 4).map(move |i| (ray + RAYS - i) % RAYS).take_while(hides);
        forth.chain(back)
    }
}

/// Directions all around, nearly evenly spread, in order.
fn rays() -> Vec<Point> {
    let on_circle = |i: usize| {
        let slope = EIGHTH * i as f64 / OCTANT as f64;
        let square = slope * slope;
        Point::new((1.0 - square) / (1.0 + square), 2.0 * slope / (1.0 + square))
    };
    let first = (0..OCTANT).map(on_circle);
    let second = (1..=OCTANT).rev().map(on_circle).map(|ray| Point::new(ray.y, ray.x));
    let mut quarter: Vec<Point> = first.chain(second).collect();
    let mut rays = Vec::with_capacity(RAYS);
    for _ in 0..4 {
        rays.extend(&quarter);
        quarter.iter_mut().for_each(|ray| *ray = Point::new(-ray.y, ray.x));
    }
    rays
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Quality;

    #[test]
    fn directions_go_once_around() {
        let rays = rays();
        for (i, ray) in rays.iter().enumerate() {
            let next = rays[(i + 1) % RAYS];
            let turn = ray.x * next.y - ray.y * next.x;
            assert!(
                (0.006..0.0105).contains(&turn) && (ray.x * ray.x + ray.y * ray.y - 1.0).abs() < 1e-12,
                "{i} {turn}"
            );
        }
    }

    #[test]
    fn only_stars_have_a_middle() {
        assert_eq!(middle(4, &[(0, 2), (1, 2), (2, 3)]), Some(2));
        assert_eq!(middle(4, &[(0, 1), (1, 2), (2, 3)]), None);
        assert_eq!(middle(4, &[(0, 1), (0, 2), (0, 3), (1, 2)]), None);
    }

    #[test]
    fn ties_of_many_boxes_pass_all_others() {
        for n in [5_usize, 40, 120] {
            let shape = |i: usize| {
                if i.is_multiple_of(5) {
                    Shape::circle(20.0 + (i % 4) as f64 * 12.0)
                } else {
                    Shape::rectangle(30.0 + (i % 7) as f64 * 9.0, 13.0)
                }
            };
            let shapes: Vec<Shape> = (0..n).map(shape).collect();
            let ties: Vec<(u32, u32)> = (1..n as u32).map(|leaf| (0, leaf)).collect();
            let centres = around(0, &shapes, 5.6).unwrap();
            assert_eq!(Quality::of(&centres, &shapes, &ties), Quality { overlaps: 0, crossings: 0, through: 0 });
        }
    }
}
