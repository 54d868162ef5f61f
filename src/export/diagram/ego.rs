//! One entity and all it is related to.

use super::{Diagram, Tie, node, sentence, source_ids, tie_kind};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::EntityKind;
use crate::model::{EntityId, Relation, RelationId};
use crate::time::Certainty;

/// One entity, every entity it is related to in the view, and the seats among those.
///
/// Issues, regions and persons are left out: they would crowd the picture.
pub fn ego(graph: &Graph<'_>, view: &View, centre: EntityId) -> Diagram {
    let model = graph.model();
    let counts = |relation: &Relation| {
        let certainty = view.certainty(relation);
        relation.is_tie() && certainty > Certainty::No && certainty >= view.dates.listed()
    };
    let drawn = |id: &EntityId| {
        !matches!(
            model.entity(*id).kind,
            EntityKind::Issue | EntityKind::Region | EntityKind::Person | EntityKind::Event
        )
    };
    let forth = graph.relations_from(centre).into_iter().map(|(id, relation)| (id, relation, relation.to));
    let back = graph.relations_to(centre).into_iter().map(|(id, relation)| (id, relation, relation.from));
    let mut own: Vec<(RelationId, &Relation, EntityId)> =
        forth.chain(back).filter(|(_, relation, other)| counts(relation) && drawn(other) && *other != centre).collect();
    own.sort_by_key(|(id, _, other)| (&model.entity(*other).slug, *id));

    let mut entities = vec![centre];
    for (_, _, other) in &own {
        if !entities.contains(other) {
            entities.push(*other);
        }
    }
    let name = model.entity(centre).short_name();
    let mut diagram = Diagram { title: format!("{name} and all it is related to"), ..Diagram::default() };
    for id in &entities {
        let size = if model.entity(*id).kind == EntityKind::Body { view.holders(graph, *id).len() } else { 1 };
        diagram.nodes.push(node(graph, *id, size));
    }
    diagram.nodes[0].is_centre = true;
    for (i, entity) in entities.iter().enumerate().skip(1) {
        let relations = own.iter().filter(|(_, _, other)| other == entity);
        diagram.ties.extend(ties(graph, view, relations.map(|(id, relation, _)| (*id, *relation)), 0, i));
    }
    diagram.evidence = own.iter().map(|(id, ..)| *id).collect();
    diagram.sources = source_ids(model, diagram.evidence.iter().copied());
    diagram
}

/// One tie for every kind of relation between the centre and another entity.
fn ties<'r>(
    graph: &Graph<'_>,
    view: &View,
    relations: impl Iterator<Item = (RelationId, &'r Relation)>,
    centre: usize,
    other: usize,
) -> Vec<Tie> {
    let mut ties: Vec<Tie> = Vec::new();
    for (_, relation) in relations {
        let certainty = view.certainty(relation);
        let line = sentence(graph.model(), relation, certainty);
        let kind = tie_kind(relation);
        match ties.iter_mut().find(|tie| tie.kind == kind) {
            Some(tie) => {
                tie.tooltip = format!("{}\n{line}", tie.tooltip);
                tie.only_possible &= certainty < Certainty::Surely;
            }
            None => ties.push(Tie {
                from: centre,
                to: other,
                kind,
                weight: 1.0,
                only_possible: certainty < Certainty::Surely,
                // Seats are told apart by their lines.
                label: if relation.grade().is_some() { String::new() } else { relation.detail_text() },
                tooltip: line,
            }),
        }
    }
    ties
}
