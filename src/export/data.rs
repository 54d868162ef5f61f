//! Nodes and ties as rows of typed cells: what every format for data writes.
//!
//! Rows are numbers that point into the model; their cells are looked up while they are written, so that a million ties
//! take the room of a million rows and no more.

mod cell;
mod columns;
mod drawing;
mod gather;
mod sources;

pub use cell::{Cell, Type};
pub use columns::{Column, Field, NODE_COLUMNS, Row, TIE_COLUMNS};
pub use gather::{projection, relations, statements, two_mode, world};

use crate::graph::network::Side;
use crate::model::kind::RelationKind;
use crate::model::{Detail, Entity, EntityId, Model, Relation, RelationId};
use crate::time::{Certainty, Day, Span};
use fixedbitset::FixedBitSet;

/// A network to be written for other programs.
///
/// ```
/// use comity::export::{self, Style, data};
/// use comity::graph::{Graph, view::View};
/// use comity::time::Day;
///
/// let world = comity::document::builtin();
/// let graph = Graph::of(&world.model);
/// let sco = world.model.find("sco").unwrap();
/// let data = data::two_mode(&graph, &View::on(Day::parse("2014-05-20")?), Some(&[sco]));
/// assert_eq!((data.nodes.len(), data.ties.len()), (7, 6));
///
/// let mut text = Vec::new();
/// export::write(export::find("graphml").unwrap(), &data, Style::default(), &mut text)?;
/// assert!(String::from_utf8(text)?.contains(r#"source="kaz" target="sco""#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Data<'m> {
    model: &'m Model,
    /// What it is, in words.
    pub title: String,
    /// The day or interval it is about, as written; empty for a whole world.
    pub as_of: String,
    /// Remarks, one sentence each.
    pub notes: Vec<String>,
    /// Whether ties lead from one end to the other.
    pub directed: bool,
    /// Whether there are two sorts of nodes, the first of which stand first, and ties only between them.
    pub two_mode: bool,
    /// Whether it holds all that a world says, to be read back.
    pub whole: bool,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The ties.
    pub ties: Vec<Tie>,
    /// Numbers that were computed for the nodes.
    pub scores: Vec<Score>,
    /// Where the nodes stand in a drawing, right and up; none if nobody placed them.
    pub places: Vec<(f64, f64)>,
    /// The relations behind the ties, tie by tie.
    evidence: Vec<RelationId>,
    /// The days it is about; codes are those of the first.
    span: Span,
    /// Whether ties differ in strength.
    weighted: bool,
    /// For every node of a projection, what it has on the other side.
    affiliations: Vec<FixedBitSet>,
    /// That other side.
    others: Vec<EntityId>,
}

/// A node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// What it stands for.
    pub entity: EntityId,
    /// Its side, where there are two.
    pub side: Option<Side>,
    /// For a body how many sit in it, for a state in how many it sits, as far as the network goes.
    pub size: u32,
}

/// A tie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tie {
    /// The position of the node it starts from.
    pub from: u32,
    /// The position of the node it leads to.
    pub to: u32,
    /// How strong it is.
    pub weight: f64,
    /// How surely it holds.
    pub certainty: Certainty,
    /// What it stands for.
    what: What,
}

impl Tie {
    /// Whether it holds only possibly.
    pub(super) fn is_only_possible(&self) -> bool {
        self.certainty < Certainty::Surely
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// Relations, by their place in the evidence: the surest and fullest first.
    Relations(u32, u32),
    /// What both have on the other side of a two-mode network, and what either has.
    Shared(u32, u32),
}

/// A number of every node.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Its name, as a column.
    pub name: &'static str,
    /// The number of every node; what is not finite is missing.
    pub values: Vec<f64>,
    /// Whether the numbers are whole, as those of groups are.
    pub is_whole: bool,
}

impl<'m> Data<'m> {
    /// The model behind it.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// The entity of a node.
    pub fn entity(&self, node: usize) -> &'m Entity {
        self.model.entity(self.nodes[node].entity)
    }

    /// The id of a node.
    pub fn id(&self, node: u32) -> &'m str {
        &self.entity(node as usize).slug
    }

    /// The relations behind a tie, the surest and fullest first; none behind ties of a projection.
    pub fn behind(&self, tie: usize) -> &[RelationId] {
        match self.ties[tie].what {
            What::Relations(start, count) => &self.evidence[start as usize..(start + count) as usize],
            What::Shared(..) => &[],
        }
    }

    /// The relation that speaks for a tie.
    pub fn relation(&self, tie: usize) -> Option<&'m Relation> {
        self.behind(tie).first().map(|id| self.model.relation(*id))
    }

    /// All relations behind the ties.
    pub fn evidence(&self) -> &[RelationId] {
        &self.evidence
    }

    /// How many nodes stand on the first side; all of them, if there is but one.
    pub fn actors(&self) -> usize {
        self.nodes.iter().take_while(|node| node.side != Some(Side::Group)).count()
    }

    /// Whether its ties stand for what both ends have on the other side of a two-mode network.
    pub fn is_projection(&self) -> bool {
        self.ties.first().is_some_and(|tie| matches!(tie.what, What::Shared(..)))
    }

    /// Whether ties differ in strength.
    pub fn is_weighted(&self) -> bool {
        self.weighted
    }

    /// Whether some nodes are tied more than once.
    pub fn has_parallel_ties(&self) -> bool {
        let pair =
            |tie: &Tie| if self.directed { (tie.from, tie.to) } else { (tie.from.min(tie.to), tie.from.max(tie.to)) };
        let mut pairs: Vec<(u32, u32)> = self.ties.iter().map(pair).collect();
        if !pairs.is_sorted() {
            pairs.sort_unstable();
        }
        pairs.windows(2).any(|two| two[0] == two[1])
    }

    /// What is said of the network as a whole: names and texts.
    pub fn about(&self) -> Vec<(&'static str, String)> {
        let mut about = vec![("title", self.title.clone())];
        if !self.as_of.is_empty() {
            about.push(("as_of", self.as_of.clone()));
        }
        if self.whole {
            about.push(("comity", "world 1".to_owned()));
        } else {
            about.push(("world", self.model.title().to_owned()));
        }
        if !self.notes.is_empty() {
            about.push(("notes", self.notes.join(" ")));
        }
        let sources = self.sources();
        if !sources.is_empty() {
            about.push(("sources", serde_json::Value::from(sources).to_string()));
        }
        about
    }

    /// The records of the sources cited, in the order of the world; of a whole world all.
    pub fn sources(&self) -> Vec<serde_json::Value> {
        sources::cited(self)
    }

    /// The days it is about.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Ends the days it is about, for formats that list one after another.
    pub fn until(&mut self, last: Day) {
        self.span.last = self.span.last.min(last).max(self.span.first);
    }

    /// Whether it is about more than a day.
    pub fn is_long(&self) -> bool {
        self.span.first != self.span.last
    }

    /// Whether a tie leads both ways though the network has a direction.
    pub fn is_mutual(&self, tie: usize) -> bool {
        self.directed && self.relation(tie).is_some_and(|relation| !is_directed(relation))
    }

    /// The fields of nodes that hold anything, computed numbers last.
    pub fn node_fields(&self) -> Vec<Field<'_>> {
        let scores = self.scores.iter().map(Field::of_score);
        columns::held(self, NODE_COLUMNS, |at| self.node_row(at), self.nodes.len()).chain(scores).collect()
    }

    /// The fields of ties that hold anything.
    pub fn tie_fields(&self) -> Vec<Field<'_>> {
        columns::held(self, TIE_COLUMNS, |at| self.tie_row(at), self.ties.len()).collect()
    }

    /// A node, for its fields to be read.
    pub fn node_row(&self, node: usize) -> Row<'_> {
        Row::of_node(self, node)
    }

    /// A tie, for its fields to be read.
    pub fn tie_row(&self, tie: usize) -> Row<'_> {
        Row::of_tie(self, tie)
    }

    /// The kinds of relations that speak for the ties, by their numbers.
    fn kinds(&self) -> FixedBitSet {
        let mut kinds = FixedBitSet::with_capacity(RelationKind::ALL.len());
        (0..self.ties.len()).filter_map(|tie| self.relation(tie)).for_each(|found| kinds.insert(found.kind as usize));
        kinds
    }
}

/// Whether a relation leads from one end to the other; a rivalry does not.
fn is_directed(relation: &Relation) -> bool {
    match relation.detail {
        Detail::Tie { directed, .. } => directed,
        _ => relation.kind.spec().directed,
    }
}
