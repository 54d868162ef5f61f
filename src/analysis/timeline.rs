//! Everything dated about one entity, in the order in which it began.

use super::{Finding, slug, source_list};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::RelationKind;
use crate::model::{Attributes, EntityId, Relation, RelationId, SourceId};
use crate::table::{Cell, Column, Table};
use crate::time::{Certainty, Day, Interval};
use crate::words::count;

/// One dated thing.
struct Entry<'m> {
    during: Interval,
    what: String,
    other: Option<EntityId>,
    detail: String,
    relation: Option<RelationId>,
    sources: &'m [SourceId],
}

/// Lists what is dated about an entity within the days of the view, oldest first: its life and forms, and
/// every relation at either end whose beginning or end is known.
///
/// The grades of the view apply to seats; what touches no day of the view is left out.
pub fn timeline(graph: &Graph<'_>, view: &View, id: EntityId) -> Finding {
    let model = graph.model();
    let entity = model.entity(id);
    let mut entries = of_itself(graph, id);
    let ends = graph.relations_from(id).into_iter().chain(graph.relations_to(id));
    for (relation_id, relation) in ends {
        let other = if relation.from == id { relation.to } else { relation.from };
        // A relation of an entity to itself stands at both ends.
        let is_dated = relation.during.start().1 > Day::BEGINNING && relation.during.start().0 < Day::END;
        if !is_dated || view.certainty(relation) == Certainty::No {
            continue;
        }
        entries.push(Entry {
            during: (*relation.during).clone(),
            what: in_words(relation, relation.from == id),
            other: Some(other),
            detail: model.detail_of(relation),
            relation: Some(relation_id),
            sources: &relation.sources,
        });
    }
    entries.retain(|entry| entry.during.within(view.when) > Certainty::No);
    let name = |entry: &Entry<'_>| entry.other.map(|id| model.entity(id).slug.clone());
    entries.sort_by(|a, b| {
        let key = |entry: &Entry<'_>| (entry.during.start(), entry.during.end());
        key(a).cmp(&key(b)).then_with(|| a.what.cmp(&b.what)).then_with(|| name(a).cmp(&name(b)))
    });
    entries.dedup_by(|a, b| a.relation.is_some() && a.relation == b.relation);

    let columns = vec![
        Column::text("from", "From"),
        Column::text("to", "To"),
        Column::text("what", "What").key(),
        Column::text("id", "Id").key(),
        Column::text("name", "Name"),
        Column::text("detail", "As").key(),
        Column::text("certainty", "Held"),
        Column::text("sources", "Sources"),
    ];
    let mut table = Table::new("timeline", &format!("{} in time", entity.name), columns);
    let mut finding = Finding::default();
    for entry in &entries {
        let sources = match entry.relation {
            Some(relation) => source_list(model, [relation]),
            None => Cell::List(entry.sources.iter().map(|id| model.source(*id).id.to_string()).collect()),
        };
        finding.evidence.extend(entry.relation);
        finding.sources.extend(entry.sources);
        table.push(vec![
            entry.during.from_text().into(),
            entry.during.to_text().into(),
            entry.what.as_str().into(),
            entry.other.map_or(Cell::Missing, |other| slug(model, other)),
            entry.other.map_or(Cell::Missing, |other| model.entity(other).short_name().into()),
            entry.detail.as_str().into(),
            entry.during.within(view.when).as_str().into(),
            sources,
        ]);
    }
    finding.answer.headline = Some(match entries.first() {
        Some(first) => {
            format!("{}: {}, from {} on", entity.short_name(), count(entries.len(), "entry"), first.during.from_text())
        }
        None => format!("Nothing dated is known of {} in this time", entity.short_name()),
    });
    finding.answer.table = table;
    finding
}

/// The dates of the record itself.
fn of_itself<'m>(graph: &Graph<'m>, id: EntityId) -> Vec<Entry<'m>> {
    let entity = graph.model().entity(id);
    let sources: &[SourceId] = &entity.sources;
    let entry = |during: &Interval, what: &str, detail: String| Entry {
        during: during.clone(),
        what: what.to_owned(),
        other: None,
        detail,
        relation: None,
        sources,
    };
    let mut entries = Vec::new();
    match &entity.attributes {
        Attributes::Body { forms, .. } => {
            let forms = forms
                .iter()
                .map(|form| Entry { sources: &form.sources, ..entry(&form.during, "is", form.form.to_string()) });
            entries.extend(forms);
        }
        Attributes::Treaty { opened, in_force } => {
            let dates = [(opened, "opened for signature"), (in_force, "enters into force")];
            let dates = dates.into_iter().filter_map(|(date, what)| date.as_ref().map(|date| (date, what)));
            entries.extend(dates.map(|(date, what)| entry(&Interval::of(date), what, String::new())));
        }
        Attributes::Dispute { active, .. } => {
            entries.extend(active.iter().map(|during| entry(during, "is live", String::new())));
        }
        Attributes::Event { .. } | Attributes::None => {
            entries.extend(entity.during.iter().map(|during| entry(during, "exists", String::new())));
        }
    }
    entries
}

/// What a relation is, told from one of its ends.
fn in_words(relation: &Relation, from_here: bool) -> String {
    let forth = relation.kind.spec().label;
    if from_here || !relation.kind.spec().directed {
        return forth.to_owned();
    }
    match relation.kind {
        RelationKind::Seat => "seats",
        RelationKind::Party => "is acted on by",
        RelationKind::Side => "has a side taken by",
        RelationKind::Proposed => "is proposed by",
        RelationKind::Endorsed => "is endorsed by",
        RelationKind::Engine => "is driven by",
        RelationKind::Covers => "is a subject of",
        RelationKind::Concerned => "concerns",
        RelationKind::Attended => "is attended by",
        RelationKind::PartOf => "has as a part",
        RelationKind::Succeeds => "is succeeded by",
        RelationKind::OrganOf => "has as an organ",
        RelationKind::LocatedIn => "holds",
        RelationKind::Stance => "is judged by",
        RelationKind::Cooperates | RelationKind::Rival | RelationKind::Tie => forth,
    }
    .to_owned()
}
