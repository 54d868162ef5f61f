//! How nodes and ties look: circles, boxes, tints and lines, and the key to them.

use super::supposed::{Change, Changes};
use crate::draw::palette::{ADDED, BAND, Colour, FAINT, Families, INK, MUTED, OTHER, REMOVED, WHITE};
use crate::draw::scene::{Area, Dash, Label, Mark, Paint, Point, Scene, Stroke, point};
use crate::draw::sheet::{Key, Swatch};
use crate::export::diagram::{Diagram, Node, Tie, TieKind};
use crate::model::kind::{EntityKind, Grade};
use crate::words::count;
use std::collections::BTreeMap;

/// The tint of a state with most seats; others are between white and this.
const TINT: Colour = Colour(0xFB, 0xA8, 0x1E);

/// What a network looks like: the colours of its families and the range of its weights.
pub(super) struct Look {
    families: Families,
    most_seats: usize,
    heaviest: f64,
    changes: Changes,
}

impl Look {
    pub(super) fn of(diagram: &Diagram, families: Families, changes: Changes) -> Self {
        let states = diagram.nodes.iter().filter(|node| node.kind == EntityKind::State);
        let heaviest = diagram.ties.iter().map(|tie| tie.weight).fold(f64::MIN_POSITIVE, f64::max);
        Self { families, most_seats: states.map(|node| node.size).max().unwrap_or(1), heaviest, changes }
    }

    /// The picture of a diagram whose nodes have places, of the given width and height.
    pub(super) fn scene(&self, diagram: &Diagram, (width, height): (f64, f64)) -> Scene {
        let mut scene = Scene { width, height, ..Scene::new() };
        let ties = diagram.ties.iter().enumerate();
        let (over, under): (Vec<_>, Vec<_>) =
            ties.partition(|(i, tie)| tie.kind.is_negative() || self.changes.contains_key(i));
        let mut drawn: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for (i, tie) in under.into_iter().chain(over) {
            let (a, b) = (&diagram.places[tie.from], &diagram.places[tie.to]);
            let (mut from, mut to) = (point(a.x, a.y), point(b.x, b.y));
            let before = drawn.entry((tie.from.min(tie.to), tie.from.max(tie.to))).or_default();
            if *before > 0 {
                (from, to) = beside(from, to, BESIDE * f64::from(*before));
            }
            *before += 1;
            let paint = Paint { stroke: Some(self.stroke(diagram, i, tie)), ..Paint::default() };
            scene.add_with_tip(Mark::Path(vec![from, to], false, paint), tie.tooltip.clone());
        }
        for (node, place) in diagram.nodes.iter().zip(&diagram.places) {
            let centre = point(place.x, place.y);
            let paint = self.paint(node);
            let mark = if super::place::is_round(node) {
                // A white edge keeps ties off the circle.
                scene.add(Mark::Circle(centre, place.width / 2.0 + 1.2, Paint::solid(WHITE)));
                Mark::Circle(centre, place.width / 2.0, paint)
            } else {
                Mark::Box(Area::around(centre, place.width, place.height), place.size * 0.28, paint)
            };
            scene.add_with_tip(mark, tip(node));
            let step = place.size * 1.16;
            let first = place.y - step * (place.lines.len() as f64 - 1.0) / 2.0;
            for (i, line) in place.lines.iter().enumerate() {
                let label = Label::new(point(place.x, first + step * i as f64), line.as_str(), place.size).centred();
                scene.label(if super::place::is_round(node) { label.bold().coloured(WHITE) } else { label });
            }
        }
        scene
    }

    fn paint(&self, node: &Node) -> Paint {
        let edge = |paint: Paint| {
            if node.is_centre { paint.outlined(INK, 1.6) } else { paint.outlined(MUTED, 0.45) }
        };
        match node.kind {
            EntityKind::Body if node.is_centre => Paint::solid(self.family(node)).outlined(INK, 1.6),
            EntityKind::Body => Paint::solid(self.family(node)),
            EntityKind::State => edge(Paint::solid(self.tint(node.size))),
            EntityKind::Dispute => Paint::solid(WHITE).outlined(REMOVED, 0.9).dashed(Dash::Dashed),
            EntityKind::Treaty => edge(Paint::solid(FAINT)),
            _ => edge(Paint::solid(BAND)),
        }
    }

    fn family(&self, node: &Node) -> Colour {
        self.families.colour(node.family.as_deref())
    }

    fn tint(&self, seats: usize) -> Colour {
        let share = seats.saturating_sub(1) as f64 / self.most_seats.saturating_sub(1).max(1) as f64;
        WHITE.mixed(TINT, 0.06 + 0.94 * share)
    }

    /// The line of a tie: its colour by family, its break by grade, its width by weight.
    fn stroke(&self, diagram: &Diagram, i: usize, tie: &Tie) -> Stroke {
        let change = self.changes.get(&i);
        let (dash, colour) = match tie.kind {
            kind if change.is_some_and(|change| *change == Change::Added) => {
                (if matches!(kind, TieKind::Seat(..)) { dash(kind) } else { Dash::Solid }, ADDED)
            }
            _ if change.is_some() => (Dash::Dotted, REMOVED),
            kind if kind.is_negative() => (Dash::Dashed, REMOVED),
            TieKind::Seat(..) => (dash(tie.kind), self.body_colour(diagram, tie)),
            TieKind::Shared | TieKind::Other(_) => (Dash::Solid, OTHER),
        };
        let width = match tie.kind {
            _ if change.is_some() => 1.8,
            TieKind::Shared => 0.4 + 2.2 * (tie.weight / self.heaviest).max(0.0),
            kind if kind.is_negative() => 1.3,
            _ => (0.75 + 0.35 * (tie.weight - 1.0).max(0.0)).min(2.6),
        };
        let opacity = if change.is_some() {
            1.0
        } else if tie.only_possible {
            0.28
        } else if tie.kind.is_negative() {
            0.9
        } else {
            0.62
        };
        Stroke { colour, width, dash, opacity }
    }

    fn body_colour(&self, diagram: &Diagram, tie: &Tie) -> Colour {
        let body = [tie.to, tie.from].into_iter().map(|i| &diagram.nodes[i]).find(|node| node.kind == EntityKind::Body);
        body.map_or(OTHER, |node| self.family(node))
    }

    /// The key: families, tints, lines, and kinds of node, each only if it occurs.
    pub(super) fn legend(&self, diagram: &Diagram) -> Vec<Key> {
        let has_node = |kind: EntityKind| diagram.nodes.iter().any(|node| node.kind == kind);
        let has_tie = |wanted: &dyn Fn(TieKind) -> bool| diagram.ties.iter().any(|tie| wanted(tie.kind));
        let mut keys: Vec<Key> = if has_node(EntityKind::Body) {
            self.families.legend().into_iter().map(|(colour, text)| Key::new(Swatch::Disc(colour), text)).collect()
        } else {
            Vec::new()
        };
        let on_bodies = diagram.ties.iter().any(|tie| matches!(tie.kind, TieKind::Seat(..)));
        if has_node(EntityKind::State) && on_bodies && self.most_seats > 1 {
            let states = diagram.nodes.iter().filter(|node| node.kind == EntityKind::State);
            let least = states.map(|node| node.size).min().unwrap_or(1).max(1);
            for seats in [least, self.most_seats] {
                let text = format!("{}in {}", if seats == least { "state " } else { "" }, count(seats, "body"));
                keys.push(Key::new(Swatch::Square(Paint::solid(self.tint(seats)).outlined(MUTED, 0.45)), text));
            }
        }
        let boxes = [
            (EntityKind::Treaty, "treaty", Paint::solid(FAINT).outlined(MUTED, 0.45)),
            (EntityKind::Dispute, "dispute", Paint::solid(WHITE).outlined(REMOVED, 0.9).dashed(Dash::Dashed)),
            (EntityKind::Initiative, "initiative", Paint::solid(BAND).outlined(MUTED, 0.45)),
        ];
        keys.extend(
            boxes
                .into_iter()
                .filter(|(kind, ..)| has_node(*kind))
                .map(|(_, text, paint)| Key::new(Swatch::Square(paint), text)),
        );
        let line = |dash: Dash, colour: Colour, opacity: f64| {
            Swatch::Line(Paint { stroke: Some(Stroke { colour, width: 1.2, dash, opacity }), ..Paint::default() })
        };
        for (wanted, text) in [(Dash::Solid, "member"), (Dash::Dashed, "observer"), (Dash::Dotted, "")] {
            let drawn = has_tie(&|kind| matches!(kind, TieKind::Seat(..)) && dash(kind) == wanted);
            let plain = !has_tie(&|kind| matches!(kind, TieKind::Seat(..)) && dash(kind) != Dash::Solid);
            if drawn && !plain {
                let text = if text.is_empty() { dotted_words(diagram) } else { text.to_owned() };
                keys.push(Key::new(line(wanted, MUTED, 1.0), text));
            }
        }
        if has_tie(&|kind| kind.is_negative()) {
            keys.push(Key::new(line(Dash::Dashed, REMOVED, 0.9), "dispute or rivalry"));
        }
        if has_tie(&|kind| matches!(kind, TieKind::Other(_)) && !kind.is_negative()) {
            keys.push(Key::new(line(Dash::Solid, OTHER, 0.62), "other relation"));
        }
        if diagram.ties.iter().any(|tie| tie.only_possible) {
            keys.push(Key::new(line(Dash::Solid, MUTED, 0.28), "only possibly"));
        }
        let changed = |wanted: Change| self.changes.values().any(|change| *change == wanted);
        let shared = has_tie(&|kind| kind == TieKind::Shared);
        if changed(Change::Added) {
            let words = if shared { "more, as supposed" } else { "supposed" };
            keys.push(Key::new(line(Dash::Solid, ADDED, 1.0), words));
        }
        if changed(Change::Removed) {
            let words = if shared { "less, as supposed" } else { "supposed away" };
            keys.push(Key::new(line(Dash::Dotted, REMOVED, 1.0), words));
        }
        keys
    }
}

/// How far a tie runs beside another between the same ends.
const BESIDE: f64 = 3.0;

/// A line moved sideways.
fn beside(from: Point, to: Point, by: f64) -> (Point, Point) {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = (dx * dx + dy * dy).sqrt().max(1e-9);
    let (x, y) = (-dy / length * by, dx / length * by);
    (point(from.x + x, from.y + y), point(to.x + x, to.y + y))
}

/// How the line of a seat is broken.
fn dash(kind: TieKind) -> Dash {
    match kind {
        TieKind::Seat(Grade::Member, false) => Dash::Solid,
        TieKind::Seat(Grade::Observer, false) => Dash::Dashed,
        _ => Dash::Dotted,
    }
}

/// The grades whose lines are dotted.
fn dotted_words(diagram: &Diagram) -> String {
    let has = |wanted: &dyn Fn(Grade, bool) -> bool| {
        diagram.ties.iter().any(|tie| matches!(tie.kind, TieKind::Seat(grade, suspended) if wanted(grade, suspended)))
    };
    let mut words: Vec<&str> = Grade::ALL
        .iter()
        .filter(|grade| !matches!(grade, Grade::Member | Grade::Observer))
        .filter(|grade| has(&|other, suspended| other == **grade && !suspended))
        .map(|grade| grade.as_str())
        .collect();
    if has(&|_, suspended| suspended) {
        words.push("suspended");
    }
    words.join(", ")
}

fn tip(node: &Node) -> String {
    if node.kind == EntityKind::Body {
        format!("{}: {}", node.tooltip, count(node.size, "seat"))
    } else {
        node.tooltip.clone()
    }
}
