//! The room that a part of a network is given, and how it is made to fit.

use super::Room;
use super::geometry::{Point, Shape};

/// A room with its corner at the origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The share of a frame that boxes should fill, so that ties are seen between them, and the share that they may
/// fill where there is no more room.
const FILLED: f64 = 0.16;
const CROWDED: f64 = 0.38;

/// The flattest part, the tallest that its own form asks for, and the tallest that a crowd gets, as height to width.
const FLATTEST: f64 = 0.62;
const TALL: f64 = 0.9;
const TALLEST: f64 = 1.1;

impl Frame {
    /// The frame for a part: as wide as the room, as high as the part's own form and its boxes want. A crowd gets
    /// more height; then, or if the room's height is fixed, it is packed; and only then it gets more width.
    pub(super) fn of(centres: &[Point], shapes: &[Shape], room: Room) -> Self {
        let area: f64 = shapes.iter().map(|shape| shape.area(room.gap)).sum::<f64>();
        let widest = shapes.iter().map(|shape| shape.width).fold(0.0, f64::max) + 2.0 * room.gap;
        let highest = shapes.iter().map(|shape| shape.height).fold(0.0, f64::max) + 2.0 * room.gap;
        let (span_x, span_y) = spans(centres);
        let form = if span_x > 0.0 { span_y / span_x } else { FLATTEST };
        let least = room.width.max(widest);
        let (width, wanted) = if let Some(height) = room.height {
            let width = least.max(area / CROWDED / height.max(highest));
            (width, (area / FILLED / width).min(height))
        } else {
            let width = least.max((area / FILLED / TALLEST).sqrt());
            (width, area / FILLED / width)
        };
        Self {
            width,
            height: (width * form.clamp(FLATTEST, TALL))
                .min(room.height.unwrap_or(f64::INFINITY))
                .max(wanted)
                .max(highest),
        }
    }

    /// The nearest place at which a shape lies wholly inside.
    pub(super) fn hold(self, centre: Point, shape: Shape) -> Point {
        Point::new(within(centre.x, shape.width, self.width), within(centre.y, shape.height, self.height))
    }

    /// Whether a shape lies inside.
    pub(super) fn holds(self, centre: Point, shape: Shape) -> bool {
        let (x, y) = (shape.width / 2.0, shape.height / 2.0);
        centre.x >= x && centre.y >= y && centre.x <= self.width - x && centre.y <= self.height - y
    }

    /// Stretches a layout to the frame, in each direction by itself but never one more than half again as
    /// much as the other.
    pub(super) fn fit(self, centres: &mut [Point], shapes: &[Shape]) {
        let (span_x, span_y) = spans(centres);
        let n = shapes.len().max(1) as f64;
        let room_x = (self.width - shapes.iter().map(|shape| shape.width).sum::<f64>() / n).max(1.0);
        let room_y = (self.height - shapes.iter().map(|shape| shape.height).sum::<f64>() / n).max(1.0);
        let by = |room: f64, span: f64| if span > 1e-9 { room / span } else { f64::INFINITY };
        let (by_x, by_y) = (by(room_x, span_x), by(room_y, span_y));
        let least = by_x.min(by_y);
        let least = if least.is_finite() { least } else { 1.0 };
        let (by_x, by_y) = (by_x.min(least * 1.5), by_y.min(least * 1.5));
        let middle = middle(centres);
        for (centre, shape) in centres.iter_mut().zip(shapes) {
            let x = self.width / 2.0 + (centre.x - middle.x) * by_x;
            let y = self.height / 2.0 + (centre.y - middle.y) * by_y;
            *centre = self.hold(Point::new(x, y), *shape);
        }
    }
}

fn within(at: f64, size: f64, room: f64) -> f64 {
    if size >= room { room / 2.0 } else { at.max(size / 2.0).min(room - size / 2.0) }
}

/// The width at which a part of a network is about as wide as high.
pub(super) fn narrow(shapes: &[Shape], gap: f64) -> f64 {
    (shapes.iter().map(|shape| shape.area(gap)).sum::<f64>() / FILLED).sqrt()
}

/// Turns a layout so that it is widest from left to right.
pub(super) fn level(centres: &mut [Point]) {
    let n = centres.len() as f64;
    let (mx, my) = (
        centres.iter().map(|centre| centre.x).sum::<f64>() / n,
        centres.iter().map(|centre| centre.y).sum::<f64>() / n,
    );
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for centre in centres.iter() {
        let (x, y) = (centre.x - mx, centre.y - my);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    // The direction of the larger eigenvalue of the scatter, by roots alone.
    let half = (xx - yy) / 2.0;
    let root = (half * half + xy * xy).sqrt();
    let (mut cos, mut sin) = if half >= 0.0 { (half + root, xy) } else { (xy, root - half) };
    let length = (cos * cos + sin * sin).sqrt();
    if length <= 1e-12 * (xx + yy) || !length.is_finite() {
        return;
    }
    (cos, sin) = (cos / length, sin / length);
    for centre in centres {
        let (x, y) = (centre.x - mx, centre.y - my);
        *centre = Point::new(x * cos + y * sin, y * cos - x * sin);
    }
}

/// The room that the boxes of a layout take up: its corner, and how wide and high it is.
pub(super) fn bounds(centres: &[Point], shapes: &[Shape]) -> (Point, Frame) {
    let mut low = Point::new(f64::INFINITY, f64::INFINITY);
    let mut high = Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY);
    for (centre, shape) in centres.iter().zip(shapes) {
        low = Point::new(low.x.min(centre.x - shape.width / 2.0), low.y.min(centre.y - shape.height / 2.0));
        high = Point::new(high.x.max(centre.x + shape.width / 2.0), high.y.max(centre.y + shape.height / 2.0));
    }
    if centres.is_empty() {
        return (Point::default(), Frame { width: 0.0, height: 0.0 });
    }
    (low, Frame { width: high.x - low.x, height: high.y - low.y })
}

fn spans(centres: &[Point]) -> (f64, f64) {
    let (_, frame) = bounds(centres, &vec![Shape::rectangle(0.0, 0.0); centres.len()]);
    (frame.width, frame.height)
}

fn middle(centres: &[Point]) -> Point {
    let (low, frame) = bounds(centres, &vec![Shape::rectangle(0.0, 0.0); centres.len()]);
    Point::new(low.x + frame.width / 2.0, low.y + frame.height / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_upright_lies_down() {
        let mut column: Vec<Point> = (0..9).map(|i| Point::new(f64::from(i % 2), f64::from(i) * 5.0)).collect();
        level(&mut column);
        let (span_x, span_y) = spans(&column);
        assert!(span_x > 39.0 && span_y < 2.0, "{span_x} {span_y}");
        let mut one = [Point::new(3.0, 4.0)];
        level(&mut one);
        assert!(one[0].x.is_finite());
    }

    #[test]
    fn a_layout_fits_its_frame() {
        let shapes = [Shape::rectangle(30.0, 10.0); 4];
        let mut centres = [(0.0, 0.0), (1.0, 0.2), (2.0, 0.1), (3.0, 0.4)].map(|(x, y)| Point::new(x, y));
        let frame = Frame::of(&centres, &shapes, Room { width: 200.0, height: None, gap: 4.0 });
        frame.fit(&mut centres, &shapes);
        assert!(centres.iter().zip(&shapes).all(|(centre, shape)| frame.holds(*centre, *shape)));
        assert!((frame.width - 200.0).abs() < 1e-9);
    }

    #[test]
    fn crowds_get_a_larger_frame_and_pages_are_packed_first() {
        let (shapes, centres) = (vec![Shape::rectangle(60.0, 30.0); 100], vec![Point::default(); 100]);
        let free = Frame::of(&centres, &shapes, Room { width: 200.0, height: None, gap: 4.0 });
        assert!(free.width > 900.0 && free.width * free.height * FILLED >= 100.0 * 60.0 * 30.0);
        let page = Frame::of(&centres, &shapes, Room { width: 700.0, height: Some(900.0), gap: 4.0 });
        assert_eq!((page.width, page.height), (700.0, 900.0));
        let column = Frame::of(&centres, &shapes, Room { width: 200.0, height: Some(300.0), gap: 4.0 });
        assert!(column.width > 1_000.0 && column.height == 300.0);
    }
}
