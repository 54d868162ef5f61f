//! The regions that ellipses make, on a grid of small squares: how large they are, and where names have room.

use super::fit::Ellipse;

/// Squares from left to right.
const COLUMNS: usize = 220;

/// A grid over some ellipses.
pub(super) struct Field {
    pub(super) left: f64,
    pub(super) top: f64,
    /// The side of a square.
    pub(super) step: f64,
    columns: usize,
    rows: usize,
    /// For every square the ellipses that it lies in, as bits.
    masks: Vec<u32>,
    /// For every square how far it is from another region, in squares.
    clearance: Vec<f64>,
}

impl Field {
    pub(super) fn of(ellipses: &[Ellipse]) -> Self {
        let bounds =
            ellipses.iter().map(|e| (e.x - e.reach().0, e.y - e.reach().1, e.x + e.reach().0, e.y + e.reach().1));
        let (left, top, right, bottom) = bounds
            .fold((f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY), |all, one| {
                (all.0.min(one.0), all.1.min(one.1), all.2.max(one.2), all.3.max(one.3))
            });
        let step = ((right - left) / COLUMNS as f64).max(1e-6);
        let rows = (((bottom - top) / step).ceil() as usize).clamp(1, COLUMNS * 4);
        let mut field =
            Self { left, top, step, columns: COLUMNS, rows, masks: Vec::new(), clearance: vec![0.0; COLUMNS * rows] };
        field.masks = (0..COLUMNS * rows)
            .map(|i| {
                let (x, y) = field.middle(i);
                mask(ellipses, x, y)
            })
            .collect();
        field.measure();
        field
    }

    /// How wide and high the whole is.
    pub(super) fn size(&self) -> (f64, f64) {
        (self.columns as f64 * self.step, self.rows as f64 * self.step)
    }

    fn middle(&self, i: usize) -> (f64, f64) {
        let (column, row) = (i % self.columns, i / self.columns);
        (self.left + (column as f64 + 0.5) * self.step, self.top + (row as f64 + 0.5) * self.step)
    }

    /// The regions that are drawn, as bits, with their areas; the empty one is left out.
    pub(super) fn regions(&self) -> Vec<(u32, f64)> {
        let mut masks: Vec<u32> = self.masks.iter().copied().filter(|mask| *mask != 0).collect();
        masks.sort_unstable();
        let area = self.step * self.step;
        masks.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f64 * area)).collect()
    }

    /// Distances to the border of each region, by two sweeps over the grid.
    fn measure(&mut self) {
        const FAR: f64 = 1e9;
        let (columns, rows) = (self.columns, self.rows);
        let differs = |i: usize, j: usize| self.masks[i] != self.masks[j];
        let mut found = vec![FAR; columns * rows];
        for (i, distance) in found.iter_mut().enumerate() {
            let (x, y) = (i % columns, i / columns);
            let at_edge = x == 0 || y == 0 || x + 1 == columns || y + 1 == rows;
            if at_edge || differs(i, i - 1) || differs(i, i + 1) || differs(i, i - columns) || differs(i, i + columns) {
                *distance = 0.5;
            }
        }
        let relax = |found: &mut Vec<f64>, i: usize, j: usize, by: f64| found[i] = found[i].min(found[j] + by);
        for i in 0..columns * rows {
            let (x, y) = (i % columns, i / columns);
            if x > 0 && y > 0 && x + 1 < columns {
                relax(&mut found, i, i - 1, 1.0);
                relax(&mut found, i, i - columns, 1.0);
                relax(&mut found, i, i - columns - 1, 1.41);
                relax(&mut found, i, i - columns + 1, 1.41);
            }
        }
        for i in (0..columns * rows).rev() {
            let (x, y) = (i % columns, i / columns);
            if x > 0 && y + 1 < rows && x + 1 < columns {
                relax(&mut found, i, i + 1, 1.0);
                relax(&mut found, i, i + columns, 1.0);
                relax(&mut found, i, i + columns + 1, 1.41);
                relax(&mut found, i, i + columns - 1, 1.41);
            }
        }
        self.clearance = found;
    }

    /// The middle of the roomiest place in a region at which a block of this size lies wholly inside.
    pub(super) fn place(&self, mask: u32, width: f64, height: f64) -> Option<(f64, f64)> {
        self.roomiest(mask, |i| self.holds(i, mask, width, height))
    }

    /// The place of a region that is farthest from its border.
    pub(super) fn heart(&self, mask: u32) -> Option<(f64, f64)> {
        self.roomiest(mask, |_| true)
    }

    /// The place with the most room among those that will do. Long regions have many of them, all as far from the
    /// border: the one that is nearest to the centroid is taken.
    fn roomiest(&self, mask: u32, will_do: impl Fn(usize) -> bool) -> Option<(f64, f64)> {
        // Sums of steps in another order differ in their last digits.
        const SAME: f64 = 1e-6;
        let inside: Vec<usize> = (0..self.masks.len()).filter(|i| self.masks[*i] == mask).collect();
        let (x, y) = self.centroid(&inside)?;
        let mut best: Option<(f64, f64, usize)> = None;
        for i in inside {
            let (room, at) = (self.clearance[i], self.middle(i));
            let away = (at.0 - x).hypot(at.1 - y);
            let better =
                |(known, near, _): (f64, f64, usize)| room > known + SAME || (room > known - SAME && away < near);
            if best.is_none_or(better) && will_do(i) {
                best = Some((room, away, i));
            }
        }
        best.map(|(.., i)| self.middle(i))
    }

    fn centroid(&self, squares: &[usize]) -> Option<(f64, f64)> {
        let sum = squares.iter().map(|i| self.middle(*i)).fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
        let all = squares.len() as f64;
        (all > 0.0).then(|| (sum.0 / all, sum.1 / all))
    }

    fn holds(&self, i: usize, mask: u32, width: f64, height: f64) -> bool {
        let (x, y) = self.middle(i);
        let at = |dx: f64, dy: f64| {
            let (column, row) = ((x + dx - self.left) / self.step, (y + dy - self.top) / self.step);
            column >= 0.0
                && row >= 0.0
                && (column as usize) < self.columns
                && (row as usize) < self.rows
                && self.masks[row as usize * self.columns + column as usize] == mask
        };
        (0..=6).all(|k| {
            let dx = width * (f64::from(k) / 6.0 - 0.5);
            at(dx, -height / 2.0) && at(dx, height / 2.0) && at(dx, 0.0)
        }) && (0..=4).all(|k| {
            let dy = height * (f64::from(k) / 4.0 - 0.5);
            at(-width / 2.0, dy) && at(width / 2.0, dy)
        })
    }
}

/// The ellipses that a place lies in, as bits.
pub(super) fn mask(ellipses: &[Ellipse], x: f64, y: f64) -> u32 {
    ellipses.iter().enumerate().filter(|(_, e)| e.level(x, y) < 1.0).map(|(i, _)| 1 << i).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circle(x: f64, radius: f64) -> Ellipse {
        Ellipse { x, y: 0.0, a: radius, b: radius, degrees: 0.0, cos: 1.0, sin: 0.0 }
    }

    #[test]
    fn regions_have_their_areas_and_hold_blocks() {
        let field = Field::of(&[circle(0.0, 10.0), circle(12.0, 10.0)]);
        let regions = field.regions();
        assert_eq!(regions.iter().map(|(mask, _)| *mask).collect::<Vec<_>>(), [1, 2, 3]);
        let all: f64 = regions.iter().map(|(_, area)| area).sum();
        let lens = regions[2].1;
        assert!((all + lens - 2.0 * std::f64::consts::PI * 100.0).abs() < 4.0, "{all} {lens}");
        let (x, y) = field.place(3, 4.0, 6.0).unwrap();
        assert!((x - 6.0).abs() < 1.0 && y.abs() < 1.0);
        assert_eq!(field.place(3, 15.0, 6.0), None);
        let (x, y) = field.heart(3).unwrap();
        assert!((x - 6.0).abs() < 0.5 && y.abs() < 0.5, "on a ridge the place nearest to the centroid: {x} {y}");
        assert!(field.heart(1).unwrap().0 < 0.0 && field.heart(7).is_none());
    }
}
