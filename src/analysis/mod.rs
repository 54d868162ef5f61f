//! Answers made of facts and numbers: who sits where, how bodies overlap, who is central.
//!
//! Every answer starts as a [`Finding`]: a table and the relations it rests on. [`Finding::seal`] adds
//! what the user asked to see of the evidence and says how much of it is sourced.

pub mod activity;
mod acts;
mod affiliation;
pub mod attention;
pub mod backbone;
pub mod balance;
pub mod blocks;
pub mod brokers;
pub mod card;
pub mod centrality;
pub mod changes;
pub mod claims;
pub mod communities;
pub mod compare;
pub mod concerns;
pub mod conflicts;
pub mod cover;
pub mod edge_list;
pub mod friction;
pub mod gaps;
pub mod grouping;
pub mod groups;
pub(crate) mod hostility;
pub mod list;
pub mod mandate;
pub mod members;
pub mod outsiders;
pub mod overlap;
pub mod path;
mod projected;
pub mod relation;
pub mod resolve;
pub mod seat_network;
pub mod seats;
pub mod similarity;
pub mod stance;
pub mod summary;
pub mod timeline;
pub mod who;

use crate::graph::Graph;
use crate::graph::view::{Dates, Holding, View};
use crate::model::{EntityId, Model, Relation, RelationId, SourceId};
use crate::table::{Answer, Cell, Citation, Column, Table, Term};
use crate::time::Certainty;
use crate::words::count;
use std::collections::BTreeSet;

/// An answer with the relations it rests on.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    /// The answer so far.
    pub answer: Answer,
    /// The relations behind its rows.
    pub evidence: Vec<RelationId>,
    /// Sources that its rows cite besides those of the relations.
    pub sources: Vec<SourceId>,
}

/// What the user asked to see of the evidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Show {
    /// The sources, under the answer.
    pub cite: bool,
    /// The relations behind the numbers, as a table.
    pub why: bool,
}

impl Finding {
    /// Finishes the answer: how much of it is sourced, and the evidence that was asked for.
    pub fn seal(mut self, model: &Model, view: &View, show: Show) -> Answer {
        self.evidence.sort_unstable();
        self.evidence.dedup();
        if !self.evidence.is_empty() {
            let unsourced = self.evidence.iter().filter(|id| model.relation(**id).sources.is_empty()).count();
            let sourced =
                if unsourced == 0 { "all sourced".to_owned() } else { format!("{unsourced} without a source") };
            let counted = format!("{}, {sourced}", count(self.evidence.len(), "relation"));
            self.answer.terms.push(Term::new("evidence", counted));
        }
        if show.why {
            self.answer.more.push(why(model, view, &self.evidence));
        }
        if show.cite {
            let cited = self.evidence.iter().flat_map(|id| model.relation(*id).sources.iter().copied());
            let all: BTreeSet<SourceId> = cited.chain(self.sources).collect();
            self.answer.sources = all.into_iter().map(|id| citation(model, id)).collect();
            self.answer.sources.sort_by(|a, b| a.id.cmp(&b.id));
        }
        self.answer
    }
}

/// The relations behind an answer as a table.
fn why(model: &Model, view: &View, evidence: &[RelationId]) -> Table {
    let columns = vec![
        Column::text("from", "From"),
        Column::text("relation", "Relation"),
        Column::text("to", "To"),
        Column::text("detail", "As"),
        Column::text("during", "During"),
        Column::text("certainty", "Held"),
        Column::text("confidence", "Confidence"),
        Column::text("sources", "Sources"),
        Column::text("note", "Note"),
    ];
    let mut table = Table::new("why", "Relations behind the answer", columns);
    for id in evidence {
        let relation = model.relation(*id);
        table.push(vec![
            slug(model, relation.from),
            relation.kind.as_str().into(),
            slug(model, relation.to),
            model.detail_of(relation).into(),
            relation.during.as_str().into(),
            view.certainty(relation).as_str().into(),
            relation.confidence.as_str().into(),
            source_list(model, [*id]),
            relation.note.as_deref().map_or(Cell::Missing, Cell::from),
        ]);
    }
    table
}

fn citation(model: &Model, id: SourceId) -> Citation {
    let source = model.source(id);
    Citation {
        id: source.id.to_string(),
        title: source.title.to_string(),
        publisher: source.publisher.as_ref().map(ToString::to_string),
        date: source.date.as_ref().map(ToString::to_string),
        url: source.url.as_ref().map(ToString::to_string),
        accessed: source.accessed.as_ref().map(ToString::to_string),
        kind: source.kind.to_string(),
    }
}

fn slug(model: &Model, id: EntityId) -> Cell {
    Cell::from(&*model.entity(id).slug)
}

/// The ids of all sources of some relations, each once, in order of first mention.
fn source_list(model: &Model, relations: impl IntoIterator<Item = RelationId>) -> Cell {
    let mut ids: Vec<String> = Vec::new();
    for source in relations.into_iter().flat_map(|id| model.relation(id).sources.iter()) {
        let id = &model.source(*source).id;
        if !ids.iter().any(|known| *known == **id) {
            ids.push(id.to_string());
        }
    }
    Cell::List(ids)
}

/// The grades that a view counts, in words.
fn grades(view: &View) -> String {
    if view.grades.is_empty() {
        return "any".to_owned();
    }
    view.grades.iter().map(|grade| grade.as_str()).collect::<Vec<_>>().join(", ")
}

/// The terms of any question about seats.
fn seat_terms(model: &Model, view: &View) -> Vec<Term> {
    let mut terms = vec![Term::new("grade", grades(view)), Term::new("dates", dates(view.dates))];
    if let Some(subset) = &view.subset {
        let slugs: Vec<&str> = subset.iter().map(|id| &*model.entity(*id).slug).collect();
        terms.push(Term::new("within", slugs.join(", ")));
    }
    terms
}

fn dates(dates: Dates) -> &'static str {
    match dates {
        Dates::Surely => "surely",
        Dates::Possibly => "at least possibly",
        Dates::Both => "surely and possibly, kept apart",
    }
}

/// A table of seats, one line a holder or body and grade, and the relations behind it.
fn seat_table(
    model: &Model,
    (name, title): (&str, &str),
    id_column: Column,
    rows: &[(String, Holding)],
) -> (Table, Vec<RelationId>) {
    let columns = vec![
        id_column.key(),
        Column::text("name", "Name"),
        Column::text("grade", "Grade").key(),
        Column::text("from", "From"),
        Column::text("to", "To"),
        Column::text("certainty", "Held"),
        Column::text("sources", "Sources"),
    ];
    let mut table = Table::new(name, title, columns);
    let mut evidence = Vec::new();
    for (grade, holding) in rows {
        let name = model.entity(holding.entity).name.as_str();
        let mut row = vec![slug(model, holding.entity), Cell::from(name), Cell::from(grade.as_str())];
        row.extend(seat_cells(model, &holding.seats));
        table.push(row);
        evidence.extend(holding.seats.iter().map(|(id, _)| *id));
    }
    (table, evidence)
}

/// The dates of the surest statement, how surely it held, and the sources of all.
fn seat_cells(model: &Model, seats: &[(RelationId, Certainty)]) -> [Cell; 4] {
    let Some((surest, certainty)) = seats.first() else {
        return [Cell::Missing, Cell::Missing, Cell::Missing, Cell::Missing];
    };
    let relation: &Relation = model.relation(*surest);
    [
        relation.during.from_text().into(),
        relation.during.to_text().into(),
        certainty.as_str().into(),
        source_list(model, seats.iter().map(|(id, _)| *id)),
    ]
}

/// Splits a holding into its spells: one line of an answer for every grade, state of suspension and
/// stretch of time; statements about the same stretch stay together.
fn by_grade(model: &Model, holding: &Holding) -> Vec<(String, Holding)> {
    let mut split: Vec<(String, Holding)> = Vec::new();
    for (id, certainty) in &holding.seats {
        let relation = model.relation(*id);
        let grade = relation.detail_text();
        let same_spell = |part: &Holding| {
            part.seats.iter().any(|(other, _)| model.relation(*other).during.meets(&relation.during) > Certainty::No)
        };
        if let Some((_, part)) = split.iter_mut().find(|(known, part)| *known == grade && same_spell(part)) {
            part.seats.push((*id, *certainty));
        } else {
            let part = Holding { entity: holding.entity, certainty: *certainty, seats: vec![(*id, *certainty)] };
            split.push((grade, part));
        }
    }
    split
}

/// A remark if a body did not surely exist at the time of the question.
fn life_note(graph: &Graph<'_>, view: &View, body: EntityId) -> Option<String> {
    let entity = graph.model().entity(body);
    let life = entity.life()?;
    let name = entity.short_name();
    match life.within(view.when) {
        Certainty::Surely => None,
        Certainty::Possibly => Some(format!("{name} only possibly existed then ({life}).")),
        Certainty::No => Some(format!("{name} did not exist then; it existed {life}.")),
    }
}
