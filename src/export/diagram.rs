//! What a picture of a network holds, before any format: nodes, ties, and words to explain them.

mod ego;
mod two_mode;

pub use ego::ego;
pub use two_mode::{projection, shared, two_mode, two_mode_apart};

use crate::graph::Graph;
use crate::model::kind::{EntityKind, Grade, RelationKind, Sign};
use crate::model::{Detail, EntityId, Model, Relation, RelationId};
use crate::time::Certainty;
use crate::words::push_number;
use std::collections::BTreeSet;

/// With more ties than this, words on their lines are noise, and no picture shows them.
pub(super) const LABELLED: usize = 40;

/// A network to be drawn or written for another program.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagram {
    /// What it shows, in words.
    pub title: String,
    /// The day or interval it is about, as written.
    pub as_of: String,
    /// The title of the graph it was drawn from.
    pub graph_title: String,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The ties.
    pub ties: Vec<Tie>,
    /// Remarks, one sentence each.
    pub notes: Vec<String>,
    /// The ids of the sources behind the ties.
    pub sources: Vec<String>,
    /// The relations behind the ties.
    pub evidence: Vec<RelationId>,
    /// Where the nodes stand, one place a node; none if that is left to who draws it.
    pub places: Vec<Place>,
}

/// Where a node stands in a drawing, and what is written on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its centre, in points from the left.
    pub x: f64,
    /// Its centre, in points from the top.
    pub y: f64,
    /// How wide it is, in points.
    pub width: f64,
    /// How high it is, in points.
    pub height: f64,
    /// The size of its type, in points.
    pub size: f64,
    /// Its names on lines.
    pub lines: Vec<String>,
}

/// A node of a diagram: one entity, or several that are drawn as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The slugs of its entities.
    pub ids: Vec<String>,
    /// The names to show, one a line.
    pub names: Vec<String>,
    /// What the entities are.
    pub kind: EntityKind,
    /// The lineage of a body.
    pub family: Option<String>,
    /// For a body how many sit in it, for a state in how many it sits.
    pub size: usize,
    /// Whether the diagram is about it.
    pub is_centre: bool,
    /// More to say when a reader points at it.
    pub tooltip: String,
}

/// A tie of a diagram.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tie {
    /// The position of one node.
    pub from: usize,
    /// The position of the other.
    pub to: usize,
    /// What it stands for.
    pub kind: TieKind,
    /// How much it counts.
    pub weight: f64,
    /// Whether all its relations hold only possibly.
    pub only_possible: bool,
    /// Words beside it.
    pub label: String,
    /// Dates and sources, to show when a reader points at it.
    pub tooltip: String,
}

/// What a tie stands for; it decides how it is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TieKind {
    /// A seat of a grade, suspended or not.
    Seat(Grade, bool),
    /// Sharing on the other side of a two-mode network.
    #[default]
    Shared,
    /// Any other relation.
    Other(RelationKind),
}

impl TieKind {
    /// Whether it sets its ends against each other.
    pub fn is_negative(self) -> bool {
        matches!(self, Self::Other(kind) if kind.spec().sign == Sign::Negative)
    }
}

/// How a relation is drawn.
pub(super) fn tie_kind(relation: &Relation) -> TieKind {
    match relation.grade() {
        Some(grade) => TieKind::Seat(grade, relation.is_suspended()),
        None => TieKind::Other(relation.kind),
    }
}

/// "Kazakhstan: member 1999-09-14/.. (cica-secretariat-2026)".
pub(crate) fn sentence(model: &Model, relation: &Relation, certainty: Certainty) -> String {
    let mut text = String::with_capacity(96);
    push_sentence(&mut text, model, relation, certainty);
    text
}

/// Adds such a sentence to a text.
pub(super) fn push_sentence(text: &mut String, model: &Model, relation: &Relation, certainty: Certainty) {
    text.push_str(&model.entity(relation.from).name);
    text.push_str(": ");
    let start = text.len();
    match &relation.detail {
        // Most of a large network; the usual way takes several times as long.
        Detail::Tie { kind, value: Some(value), .. } => {
            text.push_str(kind);
            text.push(' ');
            push_number(text, *value);
        }
        _ => relation.push_detail(text),
    }
    if text.len() == start {
        text.push_str(relation.kind.as_str());
    }
    text.push(' ');
    text.push_str(relation.during.as_str());
    text.push_str(if certainty == Certainty::Possibly { ", possibly (" } else { " (" });
    for (at, source) in relation.sources.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { ", " });
        text.push_str(&model.source(*source).id);
    }
    text.push_str(if relation.sources.is_empty() { "no source)" } else { ")" });
}

/// The ids of all sources of some relations, sorted.
pub(crate) fn source_ids(model: &Model, relations: impl Iterator<Item = RelationId>) -> Vec<String> {
    let ids: BTreeSet<&str> = relations
        .flat_map(|id| model.relation(id).sources.iter())
        .map(|source| model.source(*source).id.as_str())
        .collect();
    ids.into_iter().map(str::to_owned).collect()
}

/// A node for one entity, of a size.
pub fn node(graph: &Graph<'_>, id: EntityId, size: usize) -> Node {
    let entity = graph.model().entity(id);
    Node {
        ids: vec![entity.slug.to_string()],
        names: vec![entity.short_name().to_owned()],
        kind: entity.kind,
        family: entity.family().map(str::to_owned),
        size,
        is_centre: false,
        tooltip: entity.name.clone(),
    }
}
