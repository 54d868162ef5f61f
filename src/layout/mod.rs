//! Where the nodes of a drawn network stand: geometry alone, without names, colours or formats.
//!
//! Boxes never overlap. The work is done by sums, differences, products, quotients and roots only, all
//! of which IEEE 754 rounds in one way, so that a layout has the same bits on every machine.

mod distances;
mod frame;
mod geometry;
mod mds;
mod parts;
mod quality;
mod refine;
mod separate;
mod star;
mod stress;

pub use geometry::{Outline, Point, Shape};
pub use quality::Quality;

use distances::{Lengths, Pivots};
use frame::Frame;

/// Up to so many nodes every pair keeps its distance; beyond, pivots stand for what is far.
pub const ALL_PAIRS: usize = 500;

/// As many pivots keep a large layout close to that of all pairs.
const PIVOTS: usize = 80;

/// Beyond so many ties the reader follows no single one, and the search for fewer crossings is left out.
const REFINED_TIES: usize = 3_000;

/// What the search may cost, in comparisons of two things.
const WORK: u64 = 12_000_000;

/// A tie between two nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tie {
    /// The number of one node.
    pub from: u32,
    /// The number of the other.
    pub to: u32,
    /// Its ideal length against that of the others: 1 is usual, less brings its ends together.
    pub length: f64,
}

/// The room for a layout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// How wide the layout should be; a crowd gets more.
    pub width: f64,
    /// How high it may be, if there is a limit; a crowd is then packed before it gets more width.
    pub height: Option<f64>,
    /// The least distance between two boxes.
    pub gap: f64,
}

/// Where everything stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The centre of every node; all shapes lie between the origin and [`Self::width`], [`Self::height`].
    pub centres: Vec<Point>,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

/// Lays out a network: connected parts one by one, each by scaling of distances, stress majorization,
/// separation of boxes and a search for fewer crossings; then puts the parts side by side.
///
/// ```
/// use comity::layout::{Point, Quality, Room, Shape, Tie, lay_out};
/// let shapes = vec![Shape::rectangle(40.0, 12.0); 6];
/// let ring: Vec<Tie> = (0..6).map(|i| Tie { from: i, to: (i + 1) % 6, length: 1.0 }).collect();
/// let layout = lay_out(&shapes, &ring, Room { width: 200.0, height: None, gap: 4.0 });
/// let ties: Vec<(u32, u32)> = ring.iter().map(|tie| (tie.from, tie.to)).collect();
/// assert_eq!(Quality::of(&layout.centres, &shapes, &ties), Quality { overlaps: 0, crossings: 0, through: 0 });
/// assert!(layout.width <= 200.0);
/// ```
///
/// # Panics
/// If a tie names no node: a mistake of ours.
pub fn lay_out(shapes: &[Shape], ties: &[Tie], room: Room) -> Layout {
    let parts = parts::parts(shapes.len(), ties.iter().map(|tie| (tie.from, tie.to)));
    let mut part_of = vec![(0u32, 0u32); shapes.len()];
    for (part, nodes) in parts.iter().enumerate() {
        nodes.iter().enumerate().for_each(|(i, node)| part_of[*node as usize] = (part as u32, i as u32));
    }
    let mut ties_of: Vec<Vec<Tie>> = vec![Vec::new(); parts.len()];
    for tie in ties {
        let (part, from) = part_of[tie.from as usize];
        let (_, to) = part_of[tie.to as usize];
        ties_of[part as usize].push(Tie { from, to, ..*tie });
    }
    let area = |nodes: &[u32]| nodes.iter().map(|node| shapes[*node as usize].area(room.gap)).sum::<f64>();
    let whole: f64 = parts.iter().map(|nodes| area(nodes)).sum();
    let laid: Vec<(Vec<Point>, Frame)> = parts
        .iter()
        .zip(&ties_of)
        .map(|(nodes, ties)| {
            let shapes: Vec<Shape> = nodes.iter().map(|node| shapes[*node as usize]).collect();
            let share = area(nodes) / whole;
            // A part that is most of the network gets the whole width, any other what it needs.
            let width = if share > 0.6 { room.width } else { frame::narrow(&shapes, room.gap).min(room.width) };
            let work = (WORK as f64 * share) as u64;
            lay_out_part(&shapes, ties, Room { width, ..room }, work)
        })
        .collect();
    let (corners, all) = side_by_side(&parts, &laid, &ties_of, shapes, room);
    let mut centres = vec![Point::default(); shapes.len()];
    for ((nodes, (inside, _)), corner) in parts.iter().zip(&laid).zip(corners) {
        for (node, at) in nodes.iter().zip(inside) {
            centres[*node as usize] = Point::new(at.x + corner.x, at.y + corner.y);
        }
    }
    Layout { centres, width: all.width, height: all.height }
}

/// As many parts are put into gaps of the largest one; others stand below it.
const TUCKED: usize = 24;

/// Puts parts side by side: small ones into gaps of the largest if they fit there, all others on shelves.
fn side_by_side(
    parts: &[Vec<u32>],
    laid: &[(Vec<Point>, Frame)],
    ties_of: &[Vec<Tie>],
    shapes: &[Shape],
    room: Room,
) -> (Vec<Point>, Frame) {
    let rooms: Vec<Frame> = laid.iter().map(|(_, frame)| *frame).collect();
    let space = 3.0 * room.gap;
    let mut corners = vec![Point::default(); rooms.len()];
    let area = |i: &usize| rooms[*i].width * rooms[*i].height;
    let mut order: Vec<usize> = (0..rooms.len()).collect();
    order.sort_by(|a, b| area(b).total_cmp(&area(a)).then(a.cmp(b)));
    let Some(&main) = order.first() else { return (corners, Frame { width: 0.0, height: 0.0 }) };
    let (inside, frame) = &laid[main];
    let mut boxes: Vec<(Point, Shape)> =
        inside.iter().zip(&parts[main]).map(|(at, node)| (*at, shapes[*node as usize])).collect();
    let lines: Vec<(Point, Point)> =
        ties_of[main].iter().map(|tie| (inside[tie.from as usize], inside[tie.to as usize])).collect();
    let mut below = vec![main];
    for (i, &part) in order.iter().enumerate().skip(1) {
        let corner = if i <= TUCKED { parts::gap_for(rooms[part], *frame, &boxes, &lines, space) } else { None };
        match corner {
            Some(corner) => {
                let Frame { width, height } = rooms[part];
                corners[part] = corner;
                let middle = Point::new(corner.x + width / 2.0, corner.y + height / 2.0);
                boxes.push((middle, Shape::rectangle(width, height)));
            }
            None => below.push(part),
        }
    }
    let left: Vec<Frame> = below.iter().map(|part| rooms[*part]).collect();
    let widest = left.iter().map(|frame| frame.width).fold(room.width, f64::max);
    // The largest comes first whatever its height, as others stand inside it.
    let (places, all) = parts::shelve(&left, widest, space);
    let moved = places[0];
    for part in order {
        match below.iter().position(|other| *other == part) {
            Some(i) => corners[part] = places[i],
            None => corners[part] = Point::new(corners[part].x + moved.x, corners[part].y + moved.y),
        }
    }
    (corners, all)
}

/// How the ideal length of a tie follows the numbers of ties at its two ends.
#[derive(Clone, Copy)]
enum Reach {
    /// It grows with the smaller: who has one tie alone stands close by.
    Smaller,
    /// It grows with both: the centre spreads.
    Both,
    /// It does not.
    Same,
}

impl Reach {
    const ALL: [Self; 3] = [Self::Smaller, Self::Both, Self::Same];

    fn of(self, a: u32, b: u32) -> f64 {
        match self {
            Self::Smaller => f64::from(a.min(b)).sqrt(),
            Self::Both => (f64::from(a) * f64::from(b)).sqrt() / 3.0,
            Self::Same => 1.0,
        }
    }
}

/// Lays out one connected part, with its corner at the origin.
///
/// Which lengths suit a network is not known before: several are tried, and the layout with the fewest crossings and
/// ties below boxes is finished.
fn lay_out_part(shapes: &[Shape], ties: &[Tie], room: Room, work: u64) -> (Vec<Point>, Frame) {
    let mut plain: Vec<(u32, u32)> = ties.iter().map(|tie| (tie.from, tie.to)).filter(|(a, b)| a != b).collect();
    plain.iter_mut().for_each(|tie| *tie = (tie.0.min(tie.1), tie.0.max(tie.1)));
    plain.sort_unstable();
    plain.dedup();
    let is_small = plain.len() <= REFINED_TIES && shapes.len() > 2;
    let mut best: Option<(f64, Stressed)> = None;
    for reach in if is_small { &Reach::ALL[..] } else { &Reach::ALL[..1] } {
        let mut tried = Stressed::of(shapes, ties, &plain, *reach, room);
        let cost = if is_small { tried.refine(shapes, &plain, room, work / 4) } else { 0.0 };
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, tried));
        }
    }
    let mut centres = match best {
        Some((_, mut best)) => {
            if is_small {
                best.refine(shapes, &plain, room, work / 2);
            }
            best.centres
        }
        None => Vec::new(),
    };
    if let Some(star) = star(shapes, &plain, &centres, room) {
        centres = star;
    }
    let (corner, frame) = frame::bounds(&centres, shapes);
    for centre in &mut centres {
        *centre = Point::new(centre.x - corner.x, centre.y - corner.y);
    }
    (centres, frame)
}

/// The layout of a star in which ties run below boxes otherwise, if it fits a page.
fn star(shapes: &[Shape], plain: &[(u32, u32)], centres: &[Point], room: Room) -> Option<Vec<Point>> {
    let middle = star::middle(shapes.len(), plain)?;
    if Quality::of(centres, shapes, plain).through == 0 {
        return None;
    }
    let star = star::around(middle, shapes, room.gap)?;
    let (_, frame) = frame::bounds(&star, shapes);
    room.height.is_none_or(|height| frame.width <= room.width && frame.height <= height).then_some(star)
}

/// A layout of little stress without overlaps, and what it was made from.
struct Stressed {
    centres: Vec<Point>,
    pulls: Vec<Vec<stress::Pull>>,
    /// The frame that holds it; `None` if boxes had to be placed one by one in the end.
    frame: Option<Frame>,
}

impl Stressed {
    fn of(shapes: &[Shape], ties: &[Tie], plain: &[(u32, u32)], reach: Reach, room: Room) -> Self {
        let n = shapes.len();
        let base = shapes.iter().map(|shape| shape.reach()).sum::<f64>() / n.max(1) as f64 * 2.0;
        let mut degrees = vec![0u32; n];
        for (a, b) in plain {
            degrees[*a as usize] += 1;
            degrees[*b as usize] += 1;
        }
        let with_lengths: Vec<(u32, u32, f64)> = ties
            .iter()
            .map(|tie| {
                let (from, to) = (tie.from as usize, tie.to as usize);
                let ends = shapes[from].reach() + shapes[to].reach();
                let by_degree = reach.of(degrees[from].max(1), degrees[to].max(1));
                (tie.from, tie.to, (base + ends) * by_degree * tie.length.max(0.05))
            })
            .collect();
        let mean_length = with_lengths.iter().map(|tie| tie.2).sum::<f64>() / with_lengths.len().max(1) as f64;
        let lengths = Lengths::of(n, &with_lengths);
        let pivots = Pivots::of(&lengths, if n <= ALL_PAIRS { n } else { PIVOTS });
        let pulls = if n <= ALL_PAIRS { stress::all_pulls(&pivots) } else { stress::sparse_pulls(&lengths, &pivots) };
        let mut centres = mds::scale(&pivots, n);
        // Nodes in a row, or at one place, could not leave it otherwise.
        for (i, centre) in centres.iter_mut().enumerate() {
            centre.x += (((i * 29) % 13) as f64 - 6.0) * mean_length * 1e-3;
            centre.y += (((i * 37) % 11) as f64 - 5.0) * mean_length * 1e-3;
        }
        stress::majorize(&mut centres, &pulls, mean_length);
        frame::level(&mut centres);
        let frame = settle(&mut centres, shapes, room);
        Self { centres, pulls, frame }
    }

    /// Searches for fewer crossings, and says how many there are, ties below boxes counting more.
    fn refine(&mut self, shapes: &[Shape], plain: &[(u32, u32)], room: Room, work: u64) -> f64 {
        // What has outgrown a page is of no use on it, however few its crossings.
        let fits = |frame: &Frame| room.height.is_none() || frame.width <= room.width + 1e-6;
        if let Some(frame) = self.frame.filter(fits) {
            refine::refine(&mut self.centres, shapes, plain, &self.pulls, frame, room.gap, work);
        }
        let quality = Quality::of(&self.centres, shapes, plain);
        quality.crossings as f64 + 3.0 * quality.through as f64
    }
}

/// Fits a layout to a frame without overlaps; the frame grows until that succeeds. `None` if boxes had to
/// be placed one by one in the end, outside of any frame.
fn settle(centres: &mut [Point], shapes: &[Shape], room: Room) -> Option<Frame> {
    const TRIES: usize = 12;
    let ideal = centres.to_vec();
    let mut frame = Frame::of(centres, shapes, room);
    for _ in 0..TRIES {
        centres.copy_from_slice(&ideal);
        frame.fit(centres, shapes);
        if separate::push_apart(centres, shapes, room.gap, frame) {
            return Some(frame);
        }
        let is_flat = frame.height < frame.width;
        frame = Frame {
            width: if is_flat { frame.width } else { frame.width * 1.12 },
            height: if is_flat { frame.height * 1.12 } else { frame.height },
        };
    }
    separate::place_freely(centres, shapes, room.gap);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { width: 480.0, height: None, gap: 4.0 };

    /// A network that looks like chance but is the same every time.
    fn scattered(n: u32, ties: u32) -> (Vec<Shape>, Vec<Tie>) {
        let shapes = (0..n).map(|i| {
            if i % 9 == 0 {
                Shape::circle(20.0 + f64::from(i % 5) * 6.0)
            } else {
                Shape::rectangle(24.0 + f64::from(i % 6) * 5.0, 11.0)
            }
        });
        let mut state = 12_345_u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        let ties = (0..ties).map(|_| Tie { from: next(n), to: next(n), length: 1.0 }).collect();
        (shapes.collect(), ties)
    }

    fn check(shapes: &[Shape], ties: &[Tie]) {
        let layout = lay_out(shapes, ties, ROOM);
        let pairs: Vec<(u32, u32)> = ties.iter().map(|tie| (tie.from, tie.to)).collect();
        assert_eq!(Quality::of(&layout.centres, shapes, &pairs).overlaps, 0);
        for (centre, shape) in layout.centres.iter().zip(shapes) {
            assert!(centre.x - shape.width / 2.0 > -1e-6 && centre.x + shape.width / 2.0 < layout.width + 1e-6);
            assert!(centre.y - shape.height / 2.0 > -1e-6 && centre.y + shape.height / 2.0 < layout.height + 1e-6);
        }
        if shapes.len() < 100 {
            assert_eq!(layout, lay_out(shapes, ties, ROOM), "the same bits twice");
        }
    }

    #[test]
    fn no_boxes_overlap_in_networks_of_any_form() {
        check(&[], &[]);
        for (n, ties) in [(1, 0), (1, 3), (2, 1), (7, 0), (40, 20), (60, 160), (30, 200), (520, 600)] {
            let (shapes, ties) = scattered(n, ties);
            check(&shapes, &ties);
        }
    }

    #[test]
    fn stars_and_complete_networks_are_laid_out_too() {
        let shapes = vec![Shape::rectangle(30.0, 12.0); 25];
        let star: Vec<Tie> = (1..25).map(|to| Tie { from: 0, to, length: 1.0 }).collect();
        check(&shapes, &star);
        let all = (0..25).flat_map(|from| (from + 1..25).map(move |to| Tie { from, to, length: 1.0 }));
        check(&shapes, &all.collect::<Vec<_>>());
    }

    #[test]
    fn huge_boxes_beside_small_ones_keep_apart() {
        let mut shapes = vec![Shape::rectangle(20.0, 10.0); 12];
        shapes[0] = Shape::rectangle(900.0, 14.0);
        shapes[5] = Shape::rectangle(30.0, 700.0);
        let ties: Vec<Tie> = (1..12).map(|to| Tie { from: 0, to, length: 1.0 }).collect();
        check(&shapes, &ties);
    }
}
