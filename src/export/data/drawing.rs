//! The rows as a picture shows them.

use super::Data;
use crate::export::diagram::{Diagram, LABELLED, Node, Tie, TieKind, sentence, tie_kind};
use crate::model::RelationId;
use crate::time::Certainty;
use crate::words::enumerate;

impl Data<'_> {
    /// The same network to be looked at: names and words instead of numbers.
    pub fn diagram(&self) -> Diagram {
        let node = |row: usize| {
            let entity = self.entity(row);
            Node {
                ids: vec![entity.slug.to_string()],
                names: vec![entity.short_name().to_owned()],
                kind: entity.kind,
                family: entity.family().map(str::to_owned),
                size: self.nodes[row].size as usize,
                is_centre: false,
                tooltip: entity.name.clone(),
            }
        };
        let tie = |row: usize| {
            let tie = &self.ties[row];
            let behind = self.behind(row);
            let line = |id: &RelationId| sentence(self.model, self.model.relation(*id), tie.certainty);
            let common: Vec<&str> = self.common(row);
            Tie {
                from: tie.from as usize,
                to: tie.to as usize,
                kind: self.relation(row).map_or(TieKind::Shared, tie_kind),
                weight: tie.weight,
                only_possible: tie.certainty < Certainty::Surely,
                // Seats are told apart by their lines.
                label: self
                    .relation(row)
                    .filter(|r| r.grade().is_none() && self.ties.len() <= LABELLED)
                    .map(|relation| relation.detail_text())
                    .unwrap_or_default(),
                tooltip: match behind {
                    _ if !common.is_empty() => enumerate(&common),
                    [only] => line(only),
                    several => several.iter().map(line).collect::<Vec<_>>().join("\n"),
                },
            }
        };
        Diagram {
            title: self.title.clone(),
            as_of: self.as_of.clone(),
            graph_title: self.model.title().to_owned(),
            nodes: (0..self.nodes.len()).map(node).collect(),
            ties: (0..self.ties.len()).map(tie).collect(),
            notes: self.notes.clone(),
            sources: super::sources::of(self.model, self.evidence.iter().copied())
                .into_iter()
                .map(|id| self.model.source(id).id.to_string())
                .collect(),
            evidence: self.evidence.clone(),
            places: Vec::new(),
        }
    }
}
