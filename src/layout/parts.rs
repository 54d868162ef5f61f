//! The connected parts of a network, laid out one by one and put side by side.

use super::frame::Frame;
use super::geometry::{Point, Shape, boxes_meet, segment_meets};

/// The parts of a network of `n` nodes, each with its nodes ascending, by their first node.
pub(super) fn parts(n: usize, ties: impl Iterator<Item = (u32, u32)>) -> Vec<Vec<u32>> {
    let mut root: Vec<u32> = (0..n as u32).collect();
    for (a, b) in ties {
        let (a, b) = (find(&mut root, a), find(&mut root, b));
        root[a.max(b) as usize] = a.min(b);
    }
    let mut at = vec![usize::MAX; n];
    let mut parts: Vec<Vec<u32>> = Vec::new();
    for node in 0..n as u32 {
        let first = find(&mut root, node) as usize;
        if at[first] == usize::MAX {
            at[first] = parts.len();
            parts.push(Vec::new());
        }
        parts[at[first]].push(node);
    }
    parts
}

fn find(root: &mut [u32], mut node: u32) -> u32 {
    while root[node as usize] != node {
        root[node as usize] = root[root[node as usize] as usize];
        node = root[node as usize];
    }
    node
}

/// Puts rooms side by side on shelves within a width, the highest first; gives the corner of each, and
/// how wide and high all are together.
pub(super) fn shelve(rooms: &[Frame], width: f64, gap: f64) -> (Vec<Point>, Frame) {
    let mut order: Vec<usize> = (0..rooms.len()).collect();
    order.sort_by(|a, b| rooms[*b].height.total_cmp(&rooms[*a].height).then(a.cmp(b)));
    let mut corners = vec![Point::default(); rooms.len()];
    let mut all = Frame { width: 0.0, height: 0.0 };
    let (mut x, mut y, mut shelf) = (0.0, 0.0, 0.0_f64);
    for i in order {
        let room = rooms[i];
        if x > 0.0 && x + room.width > width {
            (x, y) = (0.0, y + shelf + gap);
            shelf = 0.0;
        }
        corners[i] = Point::new(x, y);
        shelf = shelf.max(room.height);
        all = Frame { width: all.width.max(x + room.width), height: all.height.max(y + room.height) };
        x += room.width + gap;
    }
    (corners, all)
}

/// A corner at which a room fits into a frame without coming near a box or a line; the lowest, then the leftmost.
pub(super) fn gap_for(
    room: Frame,
    frame: Frame,
    boxes: &[(Point, Shape)],
    lines: &[(Point, Point)],
    space: f64,
) -> Option<Point> {
    let shape = Shape::rectangle(room.width, room.height);
    let step = space.max(1.0);
    let (columns, rows) = ((frame.width - room.width) / step, (frame.height - room.height) / step);
    if columns < 0.0 || rows < 0.0 {
        return None;
    }
    let corners = (0..=rows as u32).flat_map(|row| (0..=columns as u32).map(move |column| (column, row)));
    corners
        .map(|(column, row)| Point::new(f64::from(column) * step, frame.height - room.height - f64::from(row) * step))
        .find(|corner| {
            let middle = Point::new(corner.x + room.width / 2.0, corner.y + room.height / 2.0);
            !boxes.iter().any(|other| boxes_meet((middle, shape), *other, space))
                && !lines.iter().any(|(a, b)| segment_meets(*a, *b, middle, shape, space / 2.0))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_in_order() {
        let found = parts(6, [(4, 1), (5, 0), (1, 3)].into_iter());
        assert_eq!(found, [vec![0, 5], vec![1, 3, 4], vec![2]]);
        assert!(parts(0, std::iter::empty()).is_empty());
    }

    #[test]
    fn a_room_finds_a_gap_or_none() {
        let frame = Frame { width: 100.0, height: 100.0 };
        let boxes = [(Point::new(20.0, 80.0), Shape::rectangle(40.0, 40.0))];
        let lines = [(Point::new(50.0, 0.0), Point::new(50.0, 60.0))];
        let room = |width, height| Frame { width, height };
        let found = gap_for(room(30.0, 30.0), frame, &boxes, &lines, 5.0).unwrap();
        assert_eq!(found, Point::new(45.0, 70.0));
        assert_eq!(gap_for(room(70.0, 70.0), frame, &boxes, &lines, 5.0), None);
        assert_eq!(gap_for(room(170.0, 10.0), frame, &boxes, &lines, 5.0), None);
    }

    #[test]
    fn shelves_fill_from_the_left() {
        let room = |width, height| Frame { width, height };
        let (corners, all) = shelve(&[room(40.0, 10.0), room(60.0, 30.0), room(30.0, 20.0)], 100.0, 5.0);
        assert_eq!(corners[1], Point::new(0.0, 0.0));
        assert_eq!(corners[2], Point::new(65.0, 0.0));
        assert_eq!(corners[0], Point::new(0.0, 35.0));
        assert_eq!((all.width, all.height), (95.0, 45.0));
    }
}
