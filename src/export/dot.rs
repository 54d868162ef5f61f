//! A diagram as Graphviz DOT that any `dot -Tsvg` draws: the file names its own layout engine.

use super::colours::{self, FAMILY_COLOURS, NEGATIVE, OTHER_FAMILY, of_family};
use super::diagram::{Diagram, LABELLED, Node, Place, Tie, TieKind};
use super::fence::{Attribute, Value, write_dot};
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
    let families = colours::families(diagram.nodes.iter().filter_map(|node| node.family.as_deref()));
    let most =
        diagram.nodes.iter().filter(|node| node.kind != EntityKind::Body).map(|node| node.size).max().unwrap_or(1);
    let caption = caption(diagram, &families);
    let heaviest = diagram.ties.iter().map(|tie| tie.weight).fold(f64::MIN_POSITIVE, f64::max);
    let scale = (heaviest, diagram.ties.len());
    write_dot(false, |dot| {
        let engine: &[(&'static str, &str)] = if is_pinned(diagram) {
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
        dot.graph_attribute("label", Value::Lines(&caption));
        dot.node_defaults(&[("fontname", "Arial".into()), ("fontsize", "11".into())]);
        dot.edge_defaults(&[("fontname", "Arial".into()), ("fontsize", "9".into())]);
        let places = diagram.places.iter().map(Some).chain(std::iter::repeat(None));
        let ids: Vec<_> = diagram
            .nodes
            .iter()
            .zip(places)
            .map(|(node, place)| draw_node(dot, node, place.filter(|_| is_pinned(diagram)), &families, most))
            .collect();
        let mut shade = String::new();
        for tie in &diagram.ties {
            let family = [tie.to, tie.from].into_iter().find_map(|i| {
                let node = &diagram.nodes[i];
                (node.kind == EntityKind::Body).then(|| of_family(node.family.as_deref(), &families).0)
            });
            draw_tie(dot, tie, (ids[tie.from], ids[tie.to]), family, scale, &mut shade);
        }
    })
}

fn draw_node(
    dot: &mut super::fence::Dot<'_, '_>,
    node: &Node,
    place: Option<&Place>,
    families: &[String],
    most: usize,
) -> super::fence::NodeId {
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
    let mut attributes: Vec<Attribute<'_>> = vec![
        ("label", label),
        ("tooltip", tooltip),
        ("shape", "box".into()),
        ("style", "filled,rounded".into()),
        ("penwidth", if node.is_centre { "2.2" } else { "0.7" }.into()),
        ("color", if node.is_centre { "#202124" } else { "#666666" }.into()),
        ("fillcolor", shade.into()),
    ];
    if pinned.is_empty() {
        attributes.extend([("margin", "0.08,0.04".into()), ("height", "0.25".into()), ("width", "0.2".into())]);
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

fn draw_tie(
    dot: &mut super::fence::Dot<'_, '_>,
    tie: &Tie,
    ends: (super::fence::NodeId, super::fence::NodeId),
    family: Option<&str>,
    (heaviest, ties): (f64, usize),
    shade: &mut String,
) {
    let (style, colour) = match tie.kind {
        kind if kind.is_negative() => ("dashed", NEGATIVE),
        TieKind::Seat(Grade::Member, false) => ("solid", family.unwrap_or("#5F6368")),
        TieKind::Seat(Grade::Observer, _) => ("dashed", family.unwrap_or("#5F6368")),
        TieKind::Seat(..) => ("dotted", family.unwrap_or("#5F6368")),
        TieKind::Shared | TieKind::Other(_) => ("solid", "#5F6368"),
    };
    shade.clear();
    shade.push_str(colour);
    shade.push_str(if tie.only_possible { "60" } else { "B0" });
    let width = match tie.kind {
        TieKind::Shared => 0.5 + 3.5 * (tie.weight / heaviest).max(0.0).sqrt(),
        _ => (1.1 + 0.5 * (tie.weight - 1.0).max(0.0)).min(4.5),
    };
    let attributes: [Attribute<'_>; 5] = [
        ("style", style.into()),
        ("color", shade.as_str().into()),
        ("penwidth", Value::Number { value: width, decimals: 2 }),
        ("edgetooltip", tie.tooltip.as_str().into()),
        ("label", tie.label.as_str().into()),
    ];
    let labelled = !tie.label.is_empty() && ties <= LABELLED;
    dot.edge(ends.0, ends.1, if labelled { &attributes } else { &attributes[..4] });
}

/// Title, remarks, key, and the line that says when and by whom.
fn caption(diagram: &Diagram, families: &[String]) -> String {
    let mut lines = vec![diagram.title.clone()];
    let mut key: Vec<String> = Vec::new();
    let has = |wanted: fn(TieKind) -> bool| diagram.ties.iter().any(|tie| wanted(tie.kind));
    let seats = has(|kind| matches!(kind, TieKind::Seat(..)));
    if seats && has(|kind| !matches!(kind, TieKind::Seat(Grade::Member, false) | TieKind::Shared)) {
        key.push("solid: member".to_owned());
        if has(|kind| matches!(kind, TieKind::Seat(Grade::Observer, _))) {
            key.push("dashed: observer".to_owned());
        }
        let others = Grade::ALL.iter().filter(|grade| !matches!(grade, Grade::Member | Grade::Observer));
        let mut dotted: Vec<&str> = others
            .filter(|grade| diagram.ties.iter().any(|tie| matches!(tie.kind, TieKind::Seat(g, _) if g == **grade)))
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
    if diagram.ties.iter().any(|tie| tie.only_possible) {
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
    lines.push(format!("As of {}. Graph: {}. Sources: {sources}.", diagram.as_of, diagram.graph_title));
    lines.join("\n")
}
