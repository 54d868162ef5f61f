//! How large the nodes of a network are, what is written on them, and where they stand.

use crate::draw::text::{width, wrapped};
use crate::export::diagram::{Diagram, Node, Place, Tie, TieKind};
use crate::layout::{Room, Shape, lay_out};
use crate::model::kind::EntityKind;

/// As many names stand one a line; more are set as running text.
const NAMES_IN_A_COLUMN: usize = 7;

/// The diameter of a circle of one member, and the largest diameter, in sizes of the type.
const ONE_MEMBER: f64 = 0.9;
const LARGEST: f64 = 8.0;

/// The distance of lines of type, in its size.
const LEADING: f64 = 1.16;

/// Places the nodes of a diagram for a size of type and a room, and says how wide and high the picture is.
///
/// Bodies are circles whose diameter grows with the root of their members, so that the area follows the number; none
/// is smaller than its name. All others are boxes around their names.
pub fn place(diagram: &mut Diagram, size: f64, width: f64, height: Option<f64>) -> (f64, f64) {
    let most = diagram.nodes.iter().filter(|node| is_round(node)).map(|node| node.size).max().unwrap_or(1);
    let per_root = (ONE_MEMBER * size).min(LARGEST * size / (most.max(1) as f64).sqrt());
    let plates: Vec<(Vec<String>, Shape)> = diagram.nodes.iter().map(|node| plate(node, size, per_root)).collect();
    let shapes: Vec<Shape> = plates.iter().map(|(_, shape)| *shape).collect();
    let usual = usual_weight(diagram);
    let ties: Vec<crate::layout::Tie> = diagram
        .ties
        .iter()
        .filter(|tie| !is_overlay(diagram, tie))
        .map(|tie| crate::layout::Tie { from: tie.from as u32, to: tie.to as u32, length: length(tie, usual) })
        .collect();
    let layout = lay_out(&shapes, &ties, Room { width, height, gap: size * 0.7 });
    diagram.places = plates
        .into_iter()
        .zip(&layout.centres)
        .map(|((lines, shape), at)| Place { x: at.x, y: at.y, width: shape.width, height: shape.height, size, lines })
        .collect();
    (layout.width, layout.height)
}

/// Whether a node is drawn as a circle.
pub(super) fn is_round(node: &Node) -> bool {
    node.kind == EntityKind::Body
}

/// Whether a tie sets two nodes against each other that are there for other reasons: it pulls at neither.
fn is_overlay(diagram: &Diagram, tie: &Tie) -> bool {
    let stands_for_itself = |i: usize| {
        let node = &diagram.nodes[i];
        !node.is_centre && matches!(node.kind, EntityKind::State | EntityKind::Body)
    };
    tie.kind.is_negative() && stands_for_itself(tie.from) && stands_for_itself(tie.to)
}

/// What is shared more brings its ends closer.
fn length(tie: &Tie, usual: f64) -> f64 {
    match tie.kind {
        TieKind::Shared if tie.weight > 0.0 => (usual / tie.weight).sqrt().clamp(0.4, 2.0),
        _ => 1.0,
    }
}

/// The middle one of all weights.
fn usual_weight(diagram: &Diagram) -> f64 {
    let mut weights: Vec<f64> = diagram.ties.iter().map(|tie| tie.weight).collect();
    weights.sort_by(f64::total_cmp);
    weights.get(weights.len() / 2).copied().filter(|weight| *weight > 0.0).unwrap_or(1.0)
}

/// What is written on a node, and its shape.
fn plate(node: &Node, size: f64, per_root: f64) -> (Vec<String>, Shape) {
    if is_round(node) {
        let (lines, across) = inscribed(&node.names.join(", "), size);
        return (lines, Shape::circle(across.max(per_root * (node.size as f64).sqrt())));
    }
    let lines = if node.names.len() <= NAMES_IN_A_COLUMN {
        node.names.iter().flat_map(|name| wrapped(name, size, false, size * 14.0)).collect()
    } else {
        running(&node.names, size)
    };
    let widest = lines.iter().map(|line: &String| width(line, size, false)).fold(0.0, f64::max);
    let high = size * LEADING * lines.len().max(1) as f64;
    (lines, Shape::rectangle(widest + size * 1.0, high + size * 0.55))
}

/// Names as running text, in a box about twice as wide as high.
fn running(names: &[String], size: f64) -> Vec<String> {
    let text = names.join(", ");
    let area = width(&text, size, false) * size * LEADING;
    let widest = names.iter().map(|name| width(name, size, false)).fold(0.0, f64::max) + size * 0.3;
    wrapped(&text, size, false, (area * 2.0).sqrt().max(widest))
}

/// A name on as many lines as make the smallest circle around it, and the diameter of that.
fn inscribed(name: &str, size: f64) -> (Vec<String>, f64) {
    let whole = width(name, size, true);
    let mut best = circle_around(vec![name.to_owned()], size);
    for parts in 2..=4 {
        let lines = wrapped(name, size, true, whole / f64::from(parts) * 1.25 + size);
        // A word that had to be broken is worse than a larger circle.
        let is_whole = lines.join(" ").len() == name.split_whitespace().collect::<Vec<_>>().join(" ").len();
        let other = circle_around(lines, size);
        if is_whole && other.1 < best.1 {
            best = other;
        }
    }
    best
}

fn circle_around(lines: Vec<String>, size: f64) -> (Vec<String>, f64) {
    let high = LEADING * size * lines.len() as f64;
    let middle = (lines.len() as f64 - 1.0) / 2.0;
    // Each line must fit where it stands: those far from the middle have less room.
    let across = lines.iter().enumerate().map(|(i, line)| {
        let (half, off) = (width(line, size, true) / 2.0, ((i as f64 - middle).abs() * LEADING + 0.36) * size);
        2.0 * (half * half + off * off).sqrt()
    });
    let across = across.fold(high * 0.8, f64::max) + size * 0.75;
    (lines, across)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(kind: EntityKind, names: &[&str], size: usize) -> Node {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        Node { ids: names.clone(), names, kind, family: None, size, is_centre: false, tooltip: String::new() }
    }

    #[test]
    fn circles_follow_members_and_hold_their_names() {
        let (_, small) = plate(&node(EntityKind::Body, &["SCO"], 1), 8.0, 7.2);
        let (_, large) = plate(&node(EntityKind::Body, &["OIC"], 57), 8.0, 7.2);
        assert!(small.width >= width("SCO", 8.0, true) && (large.width - 7.2 * 57.0_f64.sqrt()).abs() < 1e-9);
        let (lines, long) = plate(&node(EntityKind::Body, &["Eurasian Development Bank"], 6), 8.0, 7.2);
        assert_eq!(lines.join(" "), "Eurasian Development Bank");
        assert!(lines.len() >= 2 && long.width < width("Eurasian Development Bank", 8.0, true));
    }

    #[test]
    fn boxes_hold_their_names() {
        let many: Vec<String> = (0..30).map(|i| format!("State {i}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for names in [&["China"][..], &["Bahrain", "United Arab Emirates"], &many] {
            let (lines, shape) = plate(&node(EntityKind::State, names, 2), 8.0, 7.2);
            assert!(lines.iter().all(|line| width(line, 8.0, false) < shape.width));
            assert!(lines.len() as f64 * 8.0 < shape.height);
            let text = lines.join(" ");
            assert!(names.iter().all(|name| text.contains(name)));
        }
    }
}
