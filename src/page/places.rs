//! Where everybody stands on a page, on every day: one layout of all seats there ever were, so that nothing jumps.

use super::gather::Seat;
use crate::draw::network::place;
use crate::draw::text::{printable, width};
use crate::export::diagram::{Diagram, Node, Tie, TieKind};
use crate::model::kind::{EntityKind, Grade};
use crate::model::{EntityId, Model};
use crate::time::Day;

/// The size of type, and the width that a small network is laid out for.
const TYPE: f64 = 8.0;
const WIDTH: f64 = 640.0;

/// A network of no more entities than this is packed into a window's height, so that all of it is seen at once.
const FEW: usize = 100;
const HEIGHT: f64 = 500.0;

/// The distance of lines of type, and the white around a name in a circle, in sizes of type.
const LEADING: f64 = 1.16;
const MARGIN: f64 = 0.75;

/// Where an entity stands, and what is written there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Of a circle its greatest diameter.
    pub(super) width: f64,
    /// Of a circle its least diameter: that of its name.
    pub(super) height: f64,
    /// Of a circle the greatest number of seats it ever stands for.
    pub(super) most: usize,
    pub(super) lines: Vec<String>,
}

/// Places entities, the first of which are the bodies asked for, and says how wide and high the picture is.
pub(super) fn places(
    model: &Model,
    entities: &[EntityId],
    bodies: usize,
    seats: &[Seat<'_>],
) -> (Vec<Place>, (f64, f64)) {
    let mut most = vec![1; entities.len()];
    for (body, most) in most.iter_mut().enumerate().take(bodies) {
        *most = most_at_once(seats.iter().filter(|seat| seat.body == body)).max(1);
    }
    let nodes = entities.iter().zip(&most).map(|(id, most)| {
        let entity = model.entity(*id);
        Node {
            ids: vec![entity.slug.to_string()],
            names: vec![printable(entity.short_name())],
            kind: entity.kind,
            family: None,
            size: *most,
            is_centre: false,
            tooltip: String::new(),
        }
    });
    let mut pairs: Vec<(usize, usize)> = seats.iter().map(|seat| (seat.holder, seat.body)).collect();
    pairs.dedup();
    let ties = pairs.into_iter().map(|(from, to)| Tie {
        from,
        to,
        kind: TieKind::Seat(Grade::Member, false),
        weight: 1.0,
        only_possible: false,
        label: String::new(),
        tooltip: String::new(),
    });
    let mut diagram = Diagram { nodes: nodes.collect(), ties: ties.collect(), ..Diagram::default() };
    let extent = place(&mut diagram, TYPE, WIDTH, (entities.len() <= FEW).then_some(HEIGHT));
    let places = diagram.places.into_iter().zip(diagram.nodes).zip(most).map(|((at, node), most)| {
        let height = if node.kind == EntityKind::Body { around(&at.lines).min(at.width) } else { at.height };
        Place { x: at.x, y: at.y, width: at.width, height, most, lines: at.lines }
    });
    (places.collect(), extent)
}

/// The diameter of a circle around lines of bold type.
fn around(lines: &[String]) -> f64 {
    let middle = (lines.len() as f64 - 1.0) / 2.0;
    let across = lines.iter().enumerate().map(|(i, line)| {
        let (x, y) = (width(line, TYPE, true) / 2.0, ((i as f64 - middle).abs() * LEADING + 0.36) * TYPE);
        2.0 * (x * x + y * y).sqrt()
    });
    across.fold(0.0, f64::max) + MARGIN * TYPE
}

/// How many of some seats may have been held on one day, at most.
fn most_at_once<'s>(seats: impl Iterator<Item = &'s Seat<'s>>) -> usize {
    let mut steps: Vec<(Day, i32)> = Vec::new();
    for seat in seats {
        let during = &seat.relation.during;
        steps.push((during.start().0, 1));
        steps.push((during.end().1.next(), -1));
    }
    // On one day those who leave go before those who come.
    steps.sort_unstable();
    let (mut now, mut most) = (0, 0);
    for (_, step) in steps {
        now += step;
        most = most.max(now);
    }
    usize::try_from(most).unwrap_or_default()
}
