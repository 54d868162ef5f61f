//! How good a layout is, in numbers that can be compared with those of other programs.

use super::geometry::{Point, Shape, boxes_meet, segment_meets, segments_cross};

/// What disturbs the reader of a drawn network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quality {
    /// Pairs of nodes whose boxes overlap.
    pub overlaps: usize,
    /// Pairs of ties without a common end that cross, each drawn from centre to centre.
    pub crossings: usize,
    /// Pairs of a tie and a node that is not its end, the tie passing below the node.
    pub through: usize,
}

impl Quality {
    /// Measures a layout: the centres of the nodes, their shapes, and the ties between them.
    ///
    /// Every tie is taken as the straight line between two centres. Ties that share an end never
    /// count as crossing. Looks at all pairs: meant for pictures that a person can read.
    ///
    /// ```
    /// use comity::layout::{Point, Quality, Shape};
    /// let corners = [(0.0, 0.0), (9.0, 9.0), (9.0, 0.0), (0.0, 9.0), (4.5, 4.5)];
    /// let centres = corners.map(|(x, y)| Point::new(x, y));
    /// let quality = Quality::of(&centres, &[Shape::rectangle(2.0, 2.0); 5], &[(0, 1), (2, 3)]);
    /// assert_eq!(quality, Quality { overlaps: 0, crossings: 1, through: 2 });
    /// ```
    ///
    /// # Panics
    /// If there is not one shape for every centre, or a tie names no node: a mistake of ours.
    pub fn of(centres: &[Point], shapes: &[Shape], ties: &[(u32, u32)]) -> Self {
        assert_eq!(centres.len(), shapes.len(), "one shape for every centre");
        let at = |node: u32| centres[node as usize];
        let mut quality = Self { overlaps: 0, crossings: 0, through: 0 };
        for a in 0..centres.len() {
            for b in a + 1..centres.len() {
                let apart = !boxes_meet((centres[a], shapes[a]), (centres[b], shapes[b]), -1e-6);
                quality.overlaps += usize::from(!apart);
            }
        }
        for (i, &(a, b)) in ties.iter().enumerate() {
            for &(c, d) in &ties[i + 1..] {
                let apart = a != c && a != d && b != c && b != d;
                quality.crossings += usize::from(apart && segments_cross(at(a), at(b), at(c), at(d)));
            }
            for node in 0..centres.len() as u32 {
                let foreign = node != a && node != b;
                let (centre, shape) = (at(node), shapes[node as usize]);
                quality.through += usize::from(foreign && segment_meets(at(a), at(b), centre, shape, 0.0));
            }
        }
        quality
    }
}
