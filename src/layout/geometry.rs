//! Points, shapes and segments, and how they meet.

#![allow(clippy::needless_bitwise_bool, reason = "comparisons without branches are quicker here")]

/// A place in the plane; y grows downwards, as on a page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// The point at these coordinates.
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// How far away another point is.
    pub fn distance(self, other: Self) -> f64 {
        let (dx, dy) = (self.x - other.x, self.y - other.y);
        (dx * dx + dy * dy).sqrt()
    }
}

/// The outline of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outline {
    /// A box with upright sides.
    Box,
    /// A circle as wide as the shape.
    Circle,
}

/// What a node takes up around its centre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
    /// Its outline.
    pub outline: Outline,
}

impl Shape {
    /// A box.
    pub fn rectangle(width: f64, height: f64) -> Self {
        Self { width, height, outline: Outline::Box }
    }

    /// A circle of this diameter.
    pub fn circle(diameter: f64) -> Self {
        Self { width: diameter, height: diameter, outline: Outline::Circle }
    }

    /// Half of the mean of width and height: how far a tie runs below the shape.
    pub(super) fn reach(self) -> f64 {
        (self.width + self.height) / 4.0
    }

    /// The area with a margin around it.
    pub(super) fn area(self, margin: f64) -> f64 {
        (self.width + margin) * (self.height + margin)
    }
}

/// Whether two shapes, each taken as its box, come closer than `gap` in both directions.
pub(super) fn boxes_meet(a: (Point, Shape), b: (Point, Shape), gap: f64) -> bool {
    (a.0.x - b.0.x).abs() < (a.1.width + b.1.width) * 0.5 + gap
        && (a.0.y - b.0.y).abs() < (a.1.height + b.1.height) * 0.5 + gap
}

/// Whether two segments cross in one point inside both.
pub(super) fn segments_cross(p: Point, q: Point, a: Point, b: Point) -> bool {
    let (ux, uy) = (q.x - p.x, q.y - p.y);
    let (vx, vy) = (b.x - a.x, b.y - a.y);
    let of_a = ux * (a.y - p.y) - uy * (a.x - p.x);
    let of_b = ux * (b.y - p.y) - uy * (b.x - p.x);
    let of_p = vx * (p.y - a.y) - vy * (p.x - a.x);
    let of_q = vx * (q.y - a.y) - vy * (q.x - a.x);
    (of_a * of_b < 0.0) & (of_p * of_q < 0.0)
}

/// Whether a segment passes through a shape that is `margin` larger on every side.
pub(super) fn segment_meets(p: Point, q: Point, centre: Point, shape: Shape, margin: f64) -> bool {
    match shape.outline {
        Outline::Box => {
            // Two convex figures are apart if one of three directions separates them.
            let (half_x, half_y) = (shape.width / 2.0 + margin, shape.height / 2.0 + margin);
            let (dx, dy) = (q.x - p.x, q.y - p.y);
            let (mx, my) = ((p.x + q.x) * 0.5 - centre.x, (p.y + q.y) * 0.5 - centre.y);
            (mx.abs() < half_x + dx.abs() / 2.0)
                & (my.abs() < half_y + dy.abs() / 2.0)
                & ((dx * my - dy * mx).abs() < half_x * dy.abs() + half_y * dx.abs())
        }
        Outline::Circle => {
            let radius = shape.width / 2.0 + margin;
            let (dx, dy) = (q.x - p.x, q.y - p.y);
            let (cx, cy) = (centre.x - p.x, centre.y - p.y);
            let length = dx * dx + dy * dy;
            let along = if length > 0.0 { ((cx * dx + cy * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
            let (ex, ey) = (cx - along * dx, cy - along * dy);
            ex * ex + ey * ey < radius * radius
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }

    #[test]
    fn segments_cross_inside_only() {
        assert!(segments_cross(at(0.0, 0.0), at(2.0, 2.0), at(0.0, 2.0), at(2.0, 0.0)));
        assert!(!segments_cross(at(0.0, 0.0), at(2.0, 2.0), at(2.0, 2.0), at(3.0, 0.0)));
        assert!(!segments_cross(at(0.0, 0.0), at(2.0, 0.0), at(0.0, 1.0), at(2.0, 1.0)));
        assert!(!segments_cross(at(0.0, 0.0), at(1.0, 1.0), at(3.0, 0.0), at(0.0, 3.0)));
    }

    #[test]
    fn a_segment_meets_what_it_passes_through() {
        let (square, disc) = (Shape::rectangle(2.0, 2.0), Shape::circle(2.0));
        let origin = Point::default();
        assert!(segment_meets(at(-5.0, 0.0), at(5.0, 0.0), origin, square, 0.0));
        assert!(segment_meets(at(-5.0, 0.0), at(-0.5, 0.0), origin, disc, 0.0));
        assert!(!segment_meets(at(-5.0, 0.0), at(-2.0, 0.0), origin, square, 0.0));
        // Past the corner: the box is met with a margin alone, the circle is farther off.
        assert!(!segment_meets(at(0.0, 2.2), at(2.2, 0.0), origin, square, 0.0));
        assert!(segment_meets(at(0.0, 2.2), at(2.2, 0.0), origin, square, 0.2));
        assert!(!segment_meets(at(0.0, 2.2), at(2.2, 0.0), origin, disc, 0.2));
        assert!(segment_meets(origin, origin, origin, disc, 0.0));
    }

    #[test]
    fn boxes_meet_only_in_both_directions() {
        let shape = Shape::rectangle(10.0, 4.0);
        assert!(boxes_meet((at(0.0, 0.0), shape), (at(9.0, 3.0), shape), 0.0));
        assert!(!boxes_meet((at(0.0, 0.0), shape), (at(9.0, 4.0), shape), 0.0));
        assert!(boxes_meet((at(0.0, 0.0), shape), (at(9.0, 4.0), shape), 1.0));
    }
}
