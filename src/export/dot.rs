//! A diagram as Graphviz DOT that any `dot -Tsvg` draws: the file names its own layout engine.

use super::Style;
use super::colours::{self, FAMILY_COLOURS, NEGATIVE, OTHER_FAMILY, of_family};
use super::data::Data;
use super::diagram::{Diagram, LABELLED, Node, Place, Tie, TieKind};
use super::fence::{Attribute, Dot, NodeId, Stream, Value};
use super::sink::Sink;
use crate::model::kind::{EntityKind, Grade};
use unicode_width::UnicodeWidthStr;

/// As many sources as a caption can name.
const SOURCES_NAMED: usize = 6;

/// Writes a diagram as DOT.
///
/// With [`Diagram::places`] every node is pinned where it stands, so that each Graphviz draws the same picture, and the
/// file names the engine that takes places as they are; without, Graphviz lays it out. Bodies are circles coloured by family, states boxes that darken with the number of their seats.
/// Members are tied by solid lines, observers by dashed and all other grades by dotted ones. Ties are drawn first, so that
/// none strikes through a name.
pub fn write(diagram: &Diagram) -> String {
    let mut bytes = Vec::new();
    let mut sink = Sink::new(&mut bytes);
    stream(diagram, &Drawn(&diagram.ties), &mut sink);
    // What goes into memory comes in, and only text went.
    let _ = sink.finish();
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Writes rows as DOT, each tie drawn when it is written, so that a million of them take no room.
pub(super) fn write_rows(data: &Data<'_>, _: Style, sink: &mut Sink<'_>) {
    stream(&data.diagram_without_ties(), data, sink);
}

/// Ties that are drawn already, or when they are asked for.
trait Ties: Sync {
    fn count(&self) -> usize;
    /// What a tie looks like.
    fn look(&self, tie: usize) -> Look;
    /// A tie with its words, which may be written into some room.
    fn drawn<'t>(&'t self, tie: usize, room: &'t mut Tie) -> &'t Tie;
}

/// A tie without its words.
struct Look {
    ends: (usize, usize),
    kind: TieKind,
    weight: f64,
    only_possible: bool,
}

impl Look {
    fn of(tie: &Tie) -> Self {
        Self { ends: (tie.from, tie.to), kind: tie.kind, weight: tie.weight, only_possible: tie.only_possible }
    }
}

struct Drawn<'t>(&'t [Tie]);

impl Ties for Drawn<'_> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn look(&self, tie: usize) -> Look {
        Look::of(&self.0[tie])
    }

    fn drawn<'t>(&'t self, tie: usize, _: &'t mut Tie) -> &'t Tie {
        &self.0[tie]
    }
}

impl Ties for Data<'_> {
    fn count(&self) -> usize {
        self.ties.len()
    }

    fn look(&self, row: usize) -> Look {
        let tie = &self.ties[row];
        let ends = (tie.from as usize, tie.to as usize);
        Look { ends, kind: self.tie_kind(row), weight: tie.weight, only_possible: tie.is_only_possible() }
    }

    fn drawn<'t>(&'t self, row: usize, room: &'t mut Tie) -> &'t Tie {
        self.draw_tie(row, room);
        room
    }
}

/// What there is among all ties.
struct Seen {
    kinds: Vec<TieKind>,
    any_possible: bool,
    heaviest: f64,
}

impl Seen {
    fn of(ties: &impl Ties) -> Self {
        let mut seen = Self { kinds: Vec::new(), any_possible: false, heaviest: f64::MIN_POSITIVE };
        for look in (0..ties.count()).map(|tie| ties.look(tie)) {
            if !seen.kinds.contains(&look.kind) {
                seen.kinds.push(look.kind);
            }
            seen.any_possible |= look.only_possible;
            seen.heaviest = seen.heaviest.max(look.weight);
        }
        seen
    }
}

/// Writes the nodes of a diagram and some ties between them.
fn stream(diagram: &Diagram, ties: &impl Ties, sink: &mut Sink<'_>) {
    let families = colours::families(diagram.nodes.iter().filter_map(|node| node.family.as_deref()));
    let most =
        diagram.nodes.iter().filter(|node| node.kind != EntityKind::Body).map(|node| node.size).max().unwrap_or(1);
    let seen = Seen::of(ties);
    let pinned = is_pinned(diagram);
    let of_bodies: Vec<Option<&str>> = diagram
        .nodes
        .iter()
        .map(|node| (node.kind == EntityKind::Body).then(|| of_family(node.family.as_deref(), &families).0))
        .collect();
    let line = |look: &Look| Line::of(look, of_bodies[look.ends.1].or(of_bodies[look.ends.0]), seen.heaviest);
    let usual = usual(ties, line);
    let mut stream = Stream::new(sink, false, |dot| {
        let engine: &[(&'static str, &str)] = if pinned {
            // Places are in points, and stay as they are.
            &[("layout", "neato"), ("inputscale", "72"), ("notranslate", "true")]
        } else {
            &[
                ("layout", "sfdp"),
                ("overlap", "prism"),
                ("overlap_scaling", "-5"),
                ("sep", "+8,8"),
                ("K", "1.0"),
                ("start", "5"),
            ]
        };
        for (name, value) in engine {
            dot.graph_attribute(name, *value);
        }
        for (name, value) in [
            ("splines", "line"),
            ("outputorder", "edgesfirst"),
            ("bgcolor", "white"),
            ("pad", "0.3"),
            // Arial has the same widths everywhere; what Helvetica becomes differs.
            ("fontname", "Arial"),
            ("fontsize", "11"),
            ("labelloc", "b"),
            ("labeljust", "l"),
        ] {
            dot.graph_attribute(name, value);
        }
        dot.graph_attribute("label", Value::Lines(&caption(diagram, &seen, &families)));
        dot.node_defaults(&[("fontname", "Arial".into()), ("fontsize", "11".into())]);
        dot.node_defaults(if pinned { &BOX[..PINNED_BOX] } else { &BOX });
        dot.edge_defaults(&[("fontname", "Arial".into()), ("fontsize", "9".into())]);
        if let Some(usual) = &usual {
            dot.edge_defaults(&usual.attributes(&usual.shade()));
        }
    });
    let ids = stream.nodes(diagram.nodes.len(), |dot, row| {
        let place = pinned.then(|| &diagram.places[row]);
        draw_node(dot, &diagram.nodes[row], place, &families, most);
    });
    let labelled = ties.count() <= LABELLED;
    stream.edges(ties.count(), |dot, rows| {
        let mut room = Tie::default();
        for row in rows {
            let tie = ties.drawn(row, &mut room);
            let line = Some(line(&Look::of(tie))).filter(|line| Some(line) != usual.as_ref());
            draw_tie(dot, tie, (ids[tie.from], ids[tie.to]), line, labelled);
        }
    });
    stream.finish();
}

/// What boxes have in common; circles have all of it otherwise.
const BOX: [Attribute<'static>; 7] = [
    ("shape", Value::Text("box")),
    ("style", Value::Text("filled,rounded")),
    ("penwidth", Value::Text("0.7")),
    ("color", Value::Text("#666666")),
    ("margin", Value::Text("0.08,0.04")),
    ("height", Value::Text("0.25")),
    ("width", Value::Text("0.2")),
];

/// Those of a box that is pinned, whose size is its own.
const PINNED_BOX: usize = 4;

fn draw_node(dot: &mut Dot<'_, '_>, node: &Node, place: Option<&Place>, families: &[String], most: usize) -> NodeId {
    let label = place.map_or_else(|| in_lines(&node.names), |place| place.lines.join("\n"));
    let label = Value::Text(&label);
    let tooltip = Value::Text(&node.tooltip);
    // Places count from the top, DOT from the bottom.
    let pinned: Vec<Attribute<'_>> = place.map_or_else(Vec::new, |place| {
        vec![
            ("pos", Value::Point { x: place.x, y: -place.y, decimals: 2, pinned: true }),
            ("width", Value::Number { value: place.width / 72.0, decimals: 4 }),
            ("height", Value::Number { value: place.height / 72.0, decimals: 4 }),
            ("fixedsize", "true".into()),
            ("fontsize", Value::Number { value: place.size, decimals: 1 }),
        ]
    });
    if node.kind == EntityKind::Body {
        let mut attributes: Vec<Attribute<'_>> = vec![
            ("label", label),
            ("tooltip", tooltip),
            ("shape", "circle".into()),
            ("style", "filled".into()),
            ("fillcolor", of_family(node.family.as_deref(), families).0.into()),
            ("color", if node.is_centre { "#202124" } else { "white" }.into()),
            ("penwidth", "1".into()),
            ("fontcolor", "white".into()),
            ("fontname", "Arial Bold".into()),
        ];
        if pinned.is_empty() {
            let widest = node.names.iter().map(|name| UnicodeWidthStr::width(name.as_str())).max().unwrap_or(0);
            let (across, points) = circle(node.size, widest);
            let across = Value::Number { value: across, decimals: 2 };
            let size = ("fontsize", Value::Number { value: points, decimals: 1 });
            attributes.extend([("fixedsize", "true".into()), ("width", across), ("height", across), size]);
        }
        attributes.extend(pinned);
        return dot.node(&attributes);
    }
    let shade = if node.kind == EntityKind::State { colours::of_state(node.size, most) } else { "#F1F3F4" };
    let mut attributes: Vec<Attribute<'_>> = vec![("label", label), ("tooltip", tooltip), ("fillcolor", shade.into())];
    if node.is_centre {
        attributes.extend([("penwidth", "2.2".into()), ("color", "#202124".into())]);
    }
    attributes.extend(pinned);
    dot.node(&attributes)
}

/// Whether every node has its place.
fn is_pinned(diagram: &Diagram) -> bool {
    !diagram.nodes.is_empty() && diagram.places.len() == diagram.nodes.len()
}

/// The width of a circle in inches and the size of its type in points: the area follows the number of
/// seats, and a long name gets smaller type before it gets a larger circle.
fn circle(seats: usize, letters: usize) -> (f64, f64) {
    // Bold capitals of Arial are about 0.78 of the type's size wide.
    const LETTER: f64 = 0.78 / 72.0;
    let across = (0.20 * (seats as f64).sqrt()).max(0.55);
    let points = (0.85 * across / (LETTER * letters.max(1) as f64)).clamp(9.0, 12.0);
    (across.max(LETTER * points * letters as f64 / 0.85), points)
}

/// Names one a line, or several a line where a box would become a tower.
fn in_lines(names: &[String]) -> String {
    const HIGHEST: usize = 8;
    let per_line = names.len().div_ceil(HIGHEST).max(1);
    let lines: Vec<String> = names.chunks(per_line).map(|names| names.join(", ")).collect();
    lines.join(if per_line > 1 { ",\n" } else { "\n" })
}

/// How the line of a tie is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Line<'f> {
    style: &'static str,
    colour: &'f str,
    pale: bool,
    /// Its width in hundredths of a point.
    width: u32,
}

impl<'f> Line<'f> {
    fn of(look: &Look, family: Option<&'f str>, heaviest: f64) -> Self {
        let (style, colour) = match look.kind {
            kind if kind.is_negative() => ("dashed", NEGATIVE),
            TieKind::Seat(Grade::Member, false) => ("solid", family.unwrap_or("#5F6368")),
            TieKind::Seat(Grade::Observer, _) => ("dashed", family.unwrap_or("#5F6368")),
            TieKind::Seat(..) => ("dotted", family.unwrap_or("#5F6368")),
            TieKind::Shared | TieKind::Other(_) => ("solid", "#5F6368"),
        };
        let width = match look.kind {
            TieKind::Shared => 0.5 + 3.5 * (look.weight / heaviest).max(0.0).sqrt(),
            _ => (1.1 + 0.5 * (look.weight - 1.0).max(0.0)).min(4.5),
        };
        Self { style, colour, pale: look.only_possible, width: (100.0 * width).round() as u32 }
    }

    fn shade(&self) -> String {
        [self.colour, if self.pale { "60" } else { "B0" }].concat()
    }

    fn attributes<'a>(&self, shade: &'a str) -> [Attribute<'a>; 3] {
        let width = Value::Number { value: f64::from(self.width) / 100.0, decimals: 2 };
        [("style", self.style.into()), ("color", shade.into()), ("penwidth", width)]
    }
}

/// How most ties are drawn, by the first of them: what they need not say each.
fn usual<'f>(ties: &impl Ties, line: impl Fn(&Look) -> Line<'f>) -> Option<Line<'f>> {
    const FIRST: usize = 1000;
    let mut lines: Vec<(Line<'f>, usize)> = Vec::new();
    for line in (0..ties.count().min(FIRST)).map(|tie| line(&ties.look(tie))) {
        match lines.iter_mut().find(|(known, _)| *known == line) {
            Some((_, times)) => *times += 1,
            None => lines.push((line, 1)),
        }
    }
    // Of equals the first.
    lines.into_iter().rev().max_by_key(|(_, times)| *times).map(|(line, _)| line)
}

/// Draws a tie; its line too, unless it is the usual one.
fn draw_tie(dot: &mut Dot<'_, '_>, tie: &Tie, ends: (NodeId, NodeId), line: Option<Line<'_>>, labelled: bool) {
    let words = [("edgetooltip", tie.tooltip.as_str().into()), ("label", tie.label.as_str().into())];
    let words = if labelled && !tie.label.is_empty() { &words[..] } else { &words[..1] };
    match line {
        None => dot.edge(ends.0, ends.1, words),
        Some(line) => {
            let shade = line.shade();
            let attributes: Vec<Attribute<'_>> =
                line.attributes(&shade).into_iter().chain(words.iter().copied()).collect();
            dot.edge(ends.0, ends.1, &attributes);
        }
    }
}

/// Title, remarks, key, and the line that says when and by whom.
fn caption(diagram: &Diagram, seen: &Seen, families: &[String]) -> String {
    let mut lines = vec![diagram.title.clone()];
    let mut key: Vec<String> = Vec::new();
    let has = |wanted: fn(TieKind) -> bool| seen.kinds.iter().any(|kind| wanted(*kind));
    let seats = has(|kind| matches!(kind, TieKind::Seat(..)));
    if seats && has(|kind| !matches!(kind, TieKind::Seat(Grade::Member, false) | TieKind::Shared)) {
        key.push("solid: member".to_owned());
        if has(|kind| matches!(kind, TieKind::Seat(Grade::Observer, _))) {
            key.push("dashed: observer".to_owned());
        }
        let others = Grade::ALL.iter().filter(|grade| !matches!(grade, Grade::Member | Grade::Observer));
        let mut dotted: Vec<&str> = others
            .filter(|grade| seen.kinds.iter().any(|kind| matches!(kind, TieKind::Seat(g, _) if g == *grade)))
            .map(|grade| grade.as_str())
            .collect();
        if has(|kind| matches!(kind, TieKind::Seat(Grade::Member, true))) {
            dotted.push("suspended");
        }
        if !dotted.is_empty() {
            key.push(format!("dotted: {}", dotted.join(", ")));
        }
    }
    if has(TieKind::is_negative) {
        key.push("red: dispute or rivalry".to_owned());
    }
    if seen.any_possible {
        key.push("pale: only possibly".to_owned());
    }
    for (family, (_, word)) in families.iter().zip(FAMILY_COLOURS) {
        key.push(format!("{word}: {family}"));
    }
    if let Some(others) = families.get(FAMILY_COLOURS.len()..).filter(|others| !others.is_empty()) {
        key.push(format!("{}: {}", OTHER_FAMILY.1, others.join(", ")));
    }
    if !key.is_empty() {
        lines.push(key.join(" · "));
    }
    lines.extend(diagram.notes.iter().cloned());
    let named: Vec<&str> = diagram.sources.iter().take(SOURCES_NAMED).map(String::as_str).collect();
    let more = match diagram.sources.len().saturating_sub(SOURCES_NAMED) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let sources = if named.is_empty() { "none".to_owned() } else { format!("{}{more}", named.join(", ")) };
    // A whole world is of no day.
    let as_of = if diagram.as_of.is_empty() { String::new() } else { format!("As of {}. ", diagram.as_of) };
    lines.push(format!("{as_of}Graph: {}. Sources: {sources}.", diagram.graph_title));
    lines.join("\n")
}
