//! Who thinks what of something: written stances, and what proposing, endorsing or driving it says.

use super::groups::{Group, unbounded};
use super::{Finding, slug, source_list};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{RelationKind, SourceKind};
use crate::model::{Detail, EntityId, Model, Relation, RelationId, StanceValue};
use crate::table::{Cell, Column, Table, Term};
use crate::time::{Certainty, Day, Span};
use crate::words::count;

/// What somebody thinks of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Leaning {
    /// For it.
    For,
    /// Neither for nor against, or both.
    Ambivalent,
    /// Against it.
    Against,
}

impl Leaning {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Ambivalent => "ambivalent",
            Self::Against => "against",
        }
    }

    /// What a relation says, if it says anything of the kind.
    pub(super) fn of(relation: &Relation) -> Option<Self> {
        match (&relation.detail, relation.kind) {
            (Detail::Stance(StanceValue::Number(value)), _) if *value > 0.0 => Some(Self::For),
            (Detail::Stance(StanceValue::Number(value)), _) if *value < 0.0 => Some(Self::Against),
            (Detail::Stance(StanceValue::Word("complement")), _) => Some(Self::For),
            (Detail::Stance(StanceValue::Word("obstacle")), _) => Some(Self::Against),
            (Detail::Stance(_), _) => Some(Self::Ambivalent),
            (_, RelationKind::Proposed | RelationKind::Endorsed | RelationKind::Engine) => Some(Self::For),
            _ => None,
        }
    }
}

/// Lists who takes which stance on something; with a group, also who of it is silent.
///
/// A stance holds over its time; who proposed, endorsed or drives something counts as being for it from
/// that day on.
///
/// ```
/// use comity::analysis::stance::stance;
/// use comity::graph::{Graph, view::View};
/// use comity::time::Day;
/// let world = comity::document::builtin();
/// let cica = world.model.find("cica").unwrap();
/// let finding = stance(&Graph::of(&world.model), &View::on(Day::parse("2014-05-21")?), cica, None);
/// assert!(finding.answer.headline.unwrap().starts_with("On CICA: "));
/// # Ok::<(), comity::time::TimeError>(())
/// ```
pub fn stance(graph: &Graph<'_>, view: &View, on: EntityId, from: Option<&Group>) -> Finding {
    let model = graph.model();
    let mut found: Vec<(RelationId, &Relation, Leaning, Certainty)> = Vec::new();
    for (id, relation) in graph.relations_to(on) {
        let Some(leaning) = Leaning::of(relation) else { continue };
        let certainty = held(view, relation);
        let asked = from.is_none_or(|group| group.actors.iter().any(|actor| actor.id == relation.from));
        if asked && certainty > Certainty::No && certainty >= view.dates.listed() {
            found.push((id, relation, leaning, certainty));
        }
    }
    found.sort_by(|(i, a, ..), (j, b, ..)| model.entity(a.from).slug.cmp(&model.entity(b.from).slug).then(i.cmp(j)));
    let columns = vec![
        Column::text("id", "Id").key(),
        Column::text("name", "Name"),
        Column::text("leaning", "Leaning"),
        Column::text("by", "By").key(),
        Column::text("value", "Value"),
        Column::text("during", "During"),
        Column::text("certainty", "Held"),
        Column::text("said_by", "Said by"),
        Column::text("sources", "Sources"),
    ];
    let name = model.entity(on).short_name();
    let mut table = Table::new("stances", &format!("Who thinks what of {name}"), columns);
    for (id, relation, leaning, certainty) in &found {
        table.push(vec![
            slug(model, relation.from),
            model.entity(relation.from).name.as_str().into(),
            leaning.as_str().into(),
            relation.kind.as_str().into(),
            relation.detail_text().into(),
            relation.during.as_str().into(),
            certainty.as_str().into(),
            said_by(model, relation).into(),
            source_list(model, [*id]),
        ]);
    }
    let mut finding = Finding { evidence: found.iter().map(|(id, ..)| *id).collect(), ..Finding::default() };
    let with = |wanted: Leaning| {
        let counted =
            found.iter().filter(|(_, _, leaning, certainty)| *leaning == wanted && *certainty >= view.dates.counted());
        let mut who: Vec<EntityId> = counted.map(|(_, relation, ..)| relation.from).collect();
        who.sort_unstable();
        who.dedup();
        who.len()
    };
    let mut headline = format!(
        "On {name}: {} for, {} ambivalent, {} against",
        with(Leaning::For),
        with(Leaning::Ambivalent),
        with(Leaning::Against)
    );
    if let Some(group) = from {
        let silent: Vec<EntityId> = group
            .actors
            .iter()
            .map(|actor| actor.id)
            .filter(|id| !found.iter().any(|(_, relation, ..)| relation.from == *id))
            .collect();
        headline.push_str(&format!(
            ", {} of {} without a stance in this graph",
            silent.len(),
            count(group.actors.len(), "actor")
        ));
        finding.answer.more.push(silent_table(model, &silent));
        finding.answer.terms.push(Term::new("from", group.label.clone()));
        finding.evidence.extend(group.evidence());
        finding.answer.notes.extend(group.notes(model, view));
    }
    finding.answer.headline = Some(headline);
    finding.answer.terms.insert(0, Term::new("dates", super::dates(view.dates)));
    finding.answer.table = table;
    if found.iter().any(|(_, relation, ..)| said_by(model, relation) != "document") {
        let note = "judgement: what an observer makes of it, not what the actor declared.";
        finding.answer.notes.push(note.into());
    }
    finding
}

/// How surely a stance held; what was done once holds from then on.
pub(super) fn held(view: &View, relation: &Relation) -> Certainty {
    match relation.kind {
        // Also in an interval that begins later.
        RelationKind::Proposed | RelationKind::Endorsed => {
            let so_far = Span { first: Day::BEGINNING, last: view.when.last };
            View { when: so_far, ..unbounded(view) }.certainty(relation)
        }
        _ => unbounded(view).certainty(relation),
    }
}

/// Whether a stance rests on a document of the actors, or on what others make of it.
fn said_by(model: &Model, relation: &Relation) -> &'static str {
    let documented = |kind: SourceKind| matches!(kind, SourceKind::Official | SourceKind::TreatyText);
    if relation.sources.iter().any(|id| documented(model.source(*id).kind)) { "document" } else { "judgement" }
}

fn silent_table(model: &Model, silent: &[EntityId]) -> Table {
    let columns = vec![Column::text("id", "Id").key(), Column::text("name", "Name")];
    let mut table = Table::new("silent", "Without a stance in this graph", columns);
    for id in silent {
        table.push(vec![slug(model, *id), Cell::from(model.entity(*id).name.as_str())]);
    }
    table
}
