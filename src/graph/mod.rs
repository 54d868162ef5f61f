//! The model as a petgraph multigraph, and the views and networks drawn from it.
//!
//! Nodes are entities and edges are relations, by number: what they mean stands in the model. A
//! [`view::View`] says which relations count on a day; a [`two_mode::TwoMode`] network and its
//! [`projection::Projection`] turn seats into the [`network::Network`] that measures read.

mod adjacency;
pub mod edges;
pub mod network;
pub mod path;
pub mod projection;
pub mod two_mode;
pub mod view;

use crate::model::{EntityId, Model, Relation, RelationId};
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use std::sync::{Arc, OnceLock};

/// A model with its relations as a directed multigraph.
///
/// ```
/// let world = comity::document::builtin();
/// let graph = comity::graph::Graph::of(&world.model);
/// assert_eq!(graph.as_petgraph().edge_count(), world.model.relations().len());
/// ```
#[derive(Debug, Clone)]
pub struct Graph<'m> {
    model: &'m Model,
    walk: Walk,
}

/// The multigraph of one model and the order of its slugs, each made when it is first asked for: many an answer needs the
/// list of relations alone. Copies share them.
#[derive(Debug, Clone, Default)]
pub struct Walk(Arc<Walked>);

#[derive(Debug, Default)]
struct Walked {
    multigraph: OnceLock<DiGraph<EntityId, RelationId>>,
    places: OnceLock<Vec<u32>>,
}

impl<'m> Graph<'m> {
    /// The graph of a model; node and edge numbers are those of the entities and relations.
    pub fn of(model: &'m Model) -> Self {
        Self::sharing(model, &Walk::default())
    }

    /// The graph of a model of which others are made too: what one of them builds, all have.
    pub fn sharing(model: &'m Model, walk: &Walk) -> Self {
        Self { model, walk: walk.clone() }
    }

    /// The model behind it.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// The graph itself, for petgraph's own algorithms.
    pub fn as_petgraph(&self) -> &DiGraph<EntityId, RelationId> {
        self.walk.0.multigraph.get_or_init(|| {
            let (entities, relations) = (self.model.entities(), self.model.relations());
            let mut graph = DiGraph::with_capacity(entities.len(), relations.len());
            for (id, _) in self.model.ids() {
                graph.add_node(id);
            }
            for (i, relation) in relations.iter().enumerate() {
                graph.add_edge(node(relation.from), node(relation.to), RelationId(i as u32));
            }
            graph
        })
    }

    /// For every entity, by number, its place in the order of slugs.
    pub fn places_by_slug(&self) -> &[u32] {
        self.walk.0.places.get_or_init(|| {
            let entities = self.model.entities();
            let mut order: Vec<u32> = (0..entities.len() as u32).collect();
            order.sort_unstable_by_key(|i| &entities[*i as usize].slug);
            let mut places = vec![0; entities.len()];
            order.iter().enumerate().for_each(|(place, i)| places[*i as usize] = place as u32);
            places
        })
    }

    /// The relations that start from an entity, in reading order.
    pub fn relations_from(&self, id: EntityId) -> Vec<(RelationId, &'m Relation)> {
        self.incident(id, Direction::Outgoing)
    }

    /// The relations that lead to an entity, in reading order.
    pub fn relations_to(&self, id: EntityId) -> Vec<(RelationId, &'m Relation)> {
        self.incident(id, Direction::Incoming)
    }

    fn incident(&self, id: EntityId, direction: Direction) -> Vec<(RelationId, &'m Relation)> {
        let edges = self.as_petgraph().edges_directed(node(id), direction);
        let mut found: Vec<_> = edges.map(|e| (*e.weight(), self.model.relation(*e.weight()))).collect();
        // petgraph walks the newest edge first.
        found.sort_unstable_by_key(|(id, _)| *id);
        found
    }
}

fn node(id: EntityId) -> NodeIndex {
    NodeIndex::new(id.index())
}
