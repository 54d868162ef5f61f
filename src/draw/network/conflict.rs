//! Disputes and rivalries laid over a network: who of those drawn stands against whom.

use crate::analysis::hostility::{Grounds, Hostility, hostilities};
use crate::export::diagram::{Diagram, Tie, TieKind, sentence, source_ids};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::RelationKind;
use crate::model::{Detail, EntityId, Model};
use crate::time::Certainty;
use std::collections::BTreeMap;

/// Adds a tie between every two nodes that stand against each other in the view, in a dispute or as rivals.
///
/// Two states that share one node cannot be tied; a note names them.
pub fn add_conflicts(graph: &Graph<'_>, view: &View, diagram: &mut Diagram) {
    let model = graph.model();
    let nodes: BTreeMap<EntityId, usize> = diagram
        .nodes
        .iter()
        .enumerate()
        .flat_map(|(i, node)| node.ids.iter().filter_map(move |slug| Some((model.find(slug)?, i))))
        .collect();
    let mut inside: Vec<String> = Vec::new();
    let grounds = Grounds { disputes: true, over: &[], rivalries: true };
    for hostility in hostilities(model, view, grounds, view.dates.listed(), &|id| nodes.contains_key(&id)) {
        let (a, b) = hostility.pair;
        let about = about(model, &hostility);
        let names = [a, b].map(|id| model.entity(id).short_name());
        let (a, b) = (nodes[&a], nodes[&b]);
        if a == b {
            inside.push(format!("{} and {} ({about})", names[0], names[1]));
            continue;
        }
        let lines: Vec<String> = hostility
            .evidence
            .iter()
            .map(|id| sentence(model, model.relation(*id), view.certainty(model.relation(*id))))
            .collect();
        let text = format!("{about}: {} against {}\n{}", names[0], names[1], lines.join("\n"));
        let only_possible = hostility.certainty < Certainty::Surely;
        diagram.evidence.extend(&hostility.evidence);
        let kind = TieKind::Other(if hostility.dispute.is_some() { RelationKind::Side } else { RelationKind::Rival });
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

/// The dispute, or the kind of rivalry.
fn about(model: &Model, hostility: &Hostility) -> String {
    if let Some(dispute) = hostility.dispute {
        return model.entity(dispute).short_name().to_owned();
    }
    let kind = hostility.evidence.first().and_then(|id| match &model.relation(*id).detail {
        Detail::Rival { kind } => kind.as_deref(),
        _ => None,
    });
    kind.map_or_else(|| "rivalry".to_owned(), |kind| format!("rivalry ({kind})"))
}
