//! Boxes that overlap move apart.

use super::frame::Frame;
use super::geometry::{Point, Shape, boxes_meet};

/// Rounds of pushing before the frame is held to be too small.
const ROUNDS: usize = 160;

/// Pushes overlapping boxes apart within a frame; false if some still come closer than `gap`.
///
/// Each round moves the two boxes of every overlapping pair half of the way each, in the direction in
/// which less is needed.
pub(super) fn push_apart(centres: &mut [Point], shapes: &[Shape], gap: f64, frame: Frame) -> bool {
    for round in 0..ROUNDS {
        let pairs = meeting_pairs(centres, shapes, gap);
        if pairs.is_empty() {
            return true;
        }
        for (a, b) in pairs {
            part(centres, shapes, (a, b), gap + 0.01, round);
        }
        for (centre, shape) in centres.iter_mut().zip(shapes) {
            *centre = frame.hold(*centre, *shape);
        }
    }
    meeting_pairs(centres, shapes, gap).is_empty()
}

fn part(centres: &mut [Point], shapes: &[Shape], (a, b): (usize, usize), gap: f64, round: usize) {
    let (mut dx, mut dy) = (centres[b].x - centres[a].x, centres[b].y - centres[a].y);
    if dx == 0.0 && dy == 0.0 {
        // At one place: the number of the node decides who goes where.
        (dx, dy) = if (a + b + round).is_multiple_of(2) { (1e-3, 0.0) } else { (0.0, 1e-3) };
    }
    let over_x = (shapes[a].width + shapes[b].width) * 0.5 + gap - dx.abs();
    let over_y = (shapes[a].height + shapes[b].height) * 0.5 + gap - dy.abs();
    if over_x <= 0.0 || over_y <= 0.0 {
        return;
    }
    // Now and then the longer way, so that boxes caught in a row can leave it.
    let along_x = (over_x < over_y) != (round % 8 == 7);
    if along_x {
        let step = over_x / 2.0 * if dx < 0.0 { -1.0 } else { 1.0 };
        centres[a].x -= step;
        centres[b].x += step;
    } else {
        let step = over_y / 2.0 * if dy < 0.0 { -1.0 } else { 1.0 };
        centres[a].y -= step;
        centres[b].y += step;
    }
}

/// All pairs of boxes that come closer than `gap`, found by a sweep from left to right.
fn meeting_pairs(centres: &[Point], shapes: &[Shape], gap: f64) -> Vec<(usize, usize)> {
    let left = |i: usize| centres[i].x - shapes[i].width / 2.0;
    let mut order: Vec<usize> = (0..centres.len()).collect();
    order.sort_by(|a, b| left(*a).total_cmp(&left(*b)).then(a.cmp(b)));
    let mut pairs = Vec::new();
    for (i, &a) in order.iter().enumerate() {
        let right = centres[a].x + shapes[a].width / 2.0 + gap;
        for &b in &order[i + 1..] {
            if left(b) >= right {
                break;
            }
            if boxes_meet((centres[a], shapes[a]), (centres[b], shapes[b]), gap) {
                pairs.push((a.min(b), a.max(b)));
            }
        }
    }
    pairs
}

/// Places box after box at the free place nearest to where it is, those near the middle first; never
/// leaves an overlap, however far out a box has to go.
pub(super) fn place_freely(centres: &mut [Point], shapes: &[Shape], gap: f64) {
    let n = centres.len();
    if n == 0 || meeting_pairs(centres, shapes, gap).is_empty() {
        return;
    }
    let middle = Point::new(
        centres.iter().map(|centre| centre.x).sum::<f64>() / n as f64,
        centres.iter().map(|centre| centre.y).sum::<f64>() / n as f64,
    );
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| centres[*a].distance(middle).total_cmp(&centres[*b].distance(middle)).then(a.cmp(b)));
    let step = shapes.iter().map(|shape| shape.height.min(shape.width)).fold(f64::INFINITY, f64::min).max(1.0) / 2.0;
    let mut placed: Vec<usize> = Vec::with_capacity(n);
    for node in order {
        let is_free = |at: Point, placed: &[usize]| {
            placed.iter().all(|other| !boxes_meet((at, shapes[node]), (centres[*other], shapes[*other]), gap))
        };
        let wish = centres[node];
        let found = (0..RINGS).find_map(|ring| ring_places(wish, step, ring).find(|at| is_free(*at, &placed)));
        let at = found.unwrap_or_else(|| beyond(&placed, centres, shapes, node, gap));
        centres[node] = at;
        placed.push(node);
    }
}

/// Rings of places that are looked at around a wish.
const RINGS: u32 = 60;

/// The places on the border of a square around a wish, `ring` steps out.
fn ring_places(wish: Point, step: f64, ring: u32) -> impl Iterator<Item = Point> {
    let r = i64::from(ring);
    let side = (-r..=r).flat_map(move |i| [(i, -r), (i, r), (-r, i), (r, i)]);
    side.take(if ring == 0 { 1 } else { usize::MAX })
        .map(move |(x, y)| Point::new(wish.x + x as f64 * step, wish.y + y as f64 * step))
}

/// A place to the right of all that was placed.
fn beyond(placed: &[usize], centres: &[Point], shapes: &[Shape], node: usize, gap: f64) -> Point {
    let right = placed.iter().map(|i| centres[*i].x + shapes[*i].width / 2.0).fold(f64::NEG_INFINITY, f64::max);
    Point::new(right + 2.0 * gap + shapes[node].width / 2.0, centres[node].y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heap(n: usize) -> (Vec<Point>, Vec<Shape>) {
        let shapes = (0..n).map(|i| Shape::rectangle(10.0 + (i % 7) as f64 * 6.0, 8.0 + (i % 3) as f64 * 9.0));
        (vec![Point::new(50.0, 50.0); n], shapes.collect())
    }

    #[test]
    fn boxes_part_where_there_is_room() {
        let (mut centres, shapes) = heap(12);
        assert!(push_apart(&mut centres, &shapes, 2.0, Frame { width: 300.0, height: 200.0 }));
        assert!(meeting_pairs(&centres, &shapes, 2.0).is_empty());
    }

    #[test]
    fn a_frame_too_small_is_owned_up_to() {
        let (mut centres, shapes) = heap(40);
        assert!(!push_apart(&mut centres, &shapes, 2.0, Frame { width: 60.0, height: 60.0 }));
    }

    #[test]
    fn the_last_resort_never_leaves_an_overlap() {
        for n in [1, 2, 60] {
            let (mut centres, shapes) = heap(n);
            place_freely(&mut centres, &shapes, 3.0);
            assert!(meeting_pairs(&centres, &shapes, 3.0).is_empty());
        }
    }
}
