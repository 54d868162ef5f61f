//! The diagrams of the shipped world as DOT: complete, explained, and drawn by Graphviz.

use crate::dot::run_dot;
use crate::dot_reader::{Drawing, read_dot};
use crate::registries::{diagrams, view};
use comity::export::diagram::{self, Diagram, TieKind};
use comity::export::dot;
use comity::graph::Graph;
use comity::model::kind::Grade;

#[test]
fn every_node_tie_and_word_arrives() {
    for (drawn, drawing) in drawings() {
        assert_eq!(drawing.nodes.len(), drawn.nodes.len());
        assert_eq!(drawing.edges.len(), drawn.ties.len());
        for (node, (_, attributes)) in drawn.nodes.iter().zip(&drawing.nodes) {
            let label = value(attributes, "label").replace(['\n', ','], " ");
            for name in &node.names {
                assert!(label.replace("  ", " ").contains(&name.replace(',', " ")), "{name} in {label}");
            }
            assert!(!value(attributes, "tooltip").is_empty());
        }
        for (tie, (_, _, attributes)) in drawn.ties.iter().zip(&drawing.edges) {
            // What most edges have in common stands before them.
            let all = std::iter::once(attributes).chain(drawing.edge_defaults.iter().rev());
            let style = all.map(|some| value(some, "style")).find(|style| !style.is_empty()).unwrap_or_default();
            match tie.kind {
                TieKind::Seat(Grade::Member, false) => assert_eq!(style, "solid"),
                TieKind::Seat(Grade::Observer, _) => assert_eq!(style, "dashed"),
                TieKind::Seat(..) => assert_eq!(style, "dotted"),
                TieKind::Shared | TieKind::Other(_) => assert!(["solid", "dashed"].contains(&style)),
            }
            assert_eq!(value(attributes, "edgetooltip"), tie.tooltip);
        }
    }
}

#[test]
fn the_caption_says_what_when_and_by_whom() {
    for (drawn, drawing) in drawings() {
        let caption = value(&drawing.graph, "label");
        assert!(caption.starts_with(&drawn.title), "{caption}");
        assert!(caption.contains("As of 2014-05-20. Graph: a test. Sources: "), "{caption}");
    }
}

#[test]
fn tooltips_of_seats_carry_dates_and_sources() {
    let (drawn, _) = drawings().remove(0);
    let seats = drawn.ties.iter().filter(|tie| matches!(tie.kind, TieKind::Seat(..)));
    assert!(seats.clone().count() > 20);
    for tie in seats {
        for line in tie.tooltip.lines() {
            assert!(line.contains('/') || line.contains("-0"), "a date in {line}");
            assert!(line.ends_with(')') && !line.contains("no source"), "a source in {line}");
        }
    }
}

#[test]
fn merging_keeps_every_state_once() {
    let world = comity::document::builtin();
    let graph = Graph::of(&world.model);
    let bodies: Vec<_> = ["cica", "sco", "eco"].iter().filter_map(|slug| world.model.find(slug)).collect();
    let sorted = |merge: bool| {
        let drawn = diagram::two_mode(&graph, &view().every_grade(), Some(&bodies), merge);
        let mut ids: Vec<String> = drawn.nodes.into_iter().flat_map(|node| node.ids).collect();
        ids.sort();
        ids
    };
    let merged = sorted(true);
    assert_eq!(merged, sorted(false));
    assert!(merged.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn graphviz_draws_every_diagram() {
    for (drawn, _) in drawings() {
        let Some(svg) = run_dot("svg", &dot::write(&drawn)) else { return };
        assert_eq!(svg.matches("<g id=\"node").count(), drawn.nodes.len(), "{}", drawn.title);
        assert_eq!(svg.matches("<g id=\"edge").count(), drawn.ties.len(), "{}", drawn.title);
    }
}

fn drawings() -> Vec<(Diagram, Drawing)> {
    let world = comity::document::builtin();
    let graph = Graph::of(&world.model);
    let mut drawn = diagrams(&world, &graph, &view().every_grade());
    for diagram in &mut drawn {
        "2014-05-20".clone_into(&mut diagram.as_of);
        "a test".clone_into(&mut diagram.graph_title);
    }
    let read = |diagram: &Diagram| read_dot(&dot::write(diagram)).unwrap();
    drawn.into_iter().map(|diagram| (diagram.clone(), read(&diagram))).collect()
}

fn value<'d>(attributes: &'d [(String, String)], name: &str) -> &'d str {
    attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}
