//! The rows as a picture shows them.

use super::{Data, sources};
use crate::export::diagram::{Diagram, LABELLED, Node, Tie, TieKind, push_sentence, tie_kind};
use crate::words::enumerate;

impl Data<'_> {
    /// The same network to be looked at: names and words instead of numbers.
    pub fn diagram(&self) -> Diagram {
        let tie = |row: usize| {
            let mut tie = Tie::default();
            self.draw_tie(row, &mut tie);
            tie
        };
        Diagram {
            ties: (0..self.ties.len()).map(tie).collect(),
            evidence: self.evidence.clone(),
            ..self.diagram_without_ties()
        }
    }

    /// The picture without its ties, which are many.
    pub(in crate::export) fn diagram_without_ties(&self) -> Diagram {
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
        Diagram {
            title: self.title.clone(),
            as_of: self.as_of.clone(),
            graph_title: self.model.title().to_owned(),
            nodes: (0..self.nodes.len()).map(node).collect(),
            notes: self.notes.clone(),
            sources: sources::of(self.model, self.evidence.iter().copied())
                .into_iter()
                .map(|id| self.model.source(id).id.to_string())
                .collect(),
            ..Diagram::default()
        }
    }

    /// What a tie stands for in a picture.
    pub(in crate::export) fn tie_kind(&self, row: usize) -> TieKind {
        self.relation(row).map_or(TieKind::Shared, tie_kind)
    }

    /// Makes a tie of a picture out of a row; what it was before is gone, but its room is used again.
    pub(in crate::export) fn draw_tie(&self, row: usize, drawn: &mut Tie) {
        let tie = &self.ties[row];
        let relation = self.relation(row);
        (drawn.from, drawn.to) = (tie.from as usize, tie.to as usize);
        drawn.kind = relation.map_or(TieKind::Shared, tie_kind);
        drawn.weight = tie.weight;
        drawn.only_possible = tie.is_only_possible();
        drawn.label.clear();
        // Seats are told apart by their lines.
        if let Some(relation) = relation.filter(|r| r.grade().is_none() && self.ties.len() <= LABELLED) {
            relation.push_detail(&mut drawn.label);
        }
        drawn.tooltip.clear();
        let common = self.common(row);
        if common.is_empty() {
            for (i, id) in self.behind(row).iter().enumerate() {
                drawn.tooltip.push_str(if i == 0 { "" } else { "\n" });
                push_sentence(&mut drawn.tooltip, self.model, self.model.relation(*id), tie.certainty);
            }
        } else {
            drawn.tooltip.push_str(&enumerate(&common));
        }
    }
}
