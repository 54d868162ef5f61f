//! Disputes and rivalries laid over a diagram: who of those drawn stands against whom.

use super::{Diagram, Tie, TieKind, sentence, source_ids};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, RelationKind, SideRole};
use crate::model::{Detail, EntityId, RelationId};
use crate::time::Certainty;

/// Two who stand against each other, by what, and who says so.
struct Conflict {
    a: EntityId,
    b: EntityId,
    kind: RelationKind,
    /// The dispute, or the kind of rivalry.
    about: String,
    certainty: Certainty,
    evidence: Vec<RelationId>,
}

/// Adds a tie between every two nodes that stand against each other in the view: claimants of a dispute against
/// each other and against its defendants, and rivals. Mediators stand against nobody.
///
/// Two states that share one node cannot be tied; a note names them.
pub fn add_conflicts(graph: &Graph<'_>, view: &View, diagram: &mut Diagram) {
    let model = graph.model();
    let place = |diagram: &Diagram, id: EntityId| {
        let slug = &model.entity(id).slug;
        diagram.nodes.iter().position(|node| node.ids.iter().any(|known| *known == **slug))
    };
    let mut inside: Vec<String> = Vec::new();
    for conflict in conflicts(graph, view) {
        let (Some(a), Some(b)) = (place(diagram, conflict.a), place(diagram, conflict.b)) else { continue };
        let names = [conflict.a, conflict.b].map(|id| model.entity(id).short_name());
        if a == b {
            inside.push(format!("{} and {} ({})", names[0], names[1], conflict.about));
            continue;
        }
        let lines: Vec<String> = conflict
            .evidence
            .iter()
            .map(|id| sentence(model, model.relation(*id), view.certainty(model.relation(*id))))
            .collect();
        let text = format!("{}: {} against {}\n{}", conflict.about, names[0], names[1], lines.join("\n"));
        let only_possible = conflict.certainty < Certainty::Surely;
        diagram.evidence.extend(&conflict.evidence);
        let kind = TieKind::Other(conflict.kind);
        let same =
            |tie: &&mut Tie| tie.kind == kind && (tie.from.min(tie.to), tie.from.max(tie.to)) == (a.min(b), a.max(b));
        match diagram.ties.iter_mut().find(same) {
            Some(tie) => {
                tie.tooltip = format!("{}\n{text}", tie.tooltip);
                tie.only_possible &= only_possible;
            }
            None => diagram.ties.push(Tie {
                from: a,
                to: b,
                kind,
                weight: 1.0,
                only_possible,
                label: String::new(),
                tooltip: text,
            }),
        }
    }
    diagram.sources = source_ids(model, diagram.evidence.iter().copied());
    if !inside.is_empty() {
        diagram
            .notes
            .push(format!("Against each other within one box, where no line shows it: {}.", inside.join("; ")));
    }
}

/// All conflicts of a view, by reading order.
fn conflicts(graph: &Graph<'_>, view: &View) -> Vec<Conflict> {
    let model = graph.model();
    let listed = |certainty: Certainty| certainty > Certainty::No && certainty >= view.dates.listed();
    let mut found = Vec::new();
    for (dispute, entity) in model.ids().filter(|(_, entity)| entity.kind == EntityKind::Dispute) {
        let sides: Vec<(RelationId, EntityId, SideRole, Certainty)> = graph
            .relations_to(dispute)
            .into_iter()
            .filter_map(|(id, relation)| match relation.detail {
                Detail::Side(role) if role != SideRole::Mediator => {
                    Some((id, relation.from, role, view.certainty(relation)))
                }
                _ => None,
            })
            .filter(|(.., certainty)| listed(*certainty))
            .collect();
        for (i, (id, a, role, sure)) in sides.iter().enumerate() {
            for (other_id, b, other_role, other_sure) in &sides[i + 1..] {
                if a != b && (*role == SideRole::Claimant || *other_role == SideRole::Claimant) {
                    found.push(Conflict {
                        a: *a,
                        b: *b,
                        kind: RelationKind::Side,
                        about: entity.short_name().to_owned(),
                        certainty: (*sure).min(*other_sure),
                        evidence: vec![*id, *other_id],
                    });
                }
            }
        }
    }
    for (i, relation) in model.relations().iter().enumerate() {
        let certainty = view.certainty(relation);
        if let Detail::Rival { kind } = &relation.detail
            && listed(certainty)
        {
            found.push(Conflict {
                a: relation.from,
                b: relation.to,
                kind: RelationKind::Rival,
                about: kind.as_deref().map_or_else(|| "rivalry".to_owned(), |kind| format!("rivalry ({kind})")),
                certainty,
                evidence: vec![RelationId(i as u32)],
            });
        }
    }
    found
}
