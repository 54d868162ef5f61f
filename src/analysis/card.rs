//! Everything about one entity.

use super::resolve::codes_on;
use super::{Finding, slug, source_list};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::{Attributes, EntityId, Relation};
use crate::table::{Cell, Column, Table};
use crate::time::Certainty;

/// Shows one entity: its names, codes and dates, and every relation it has at the time asked for.
pub fn card(graph: &Graph<'_>, view: &View, id: EntityId) -> Finding {
    let model = graph.model();
    let entity = model.entity(id);
    let columns = vec![Column::text("field", "Field"), Column::text("value", "Value")];
    let mut table = Table::new("card", &entity.name, columns);
    let mut line = |field: &str, value: Cell| match &value {
        Cell::Missing => {}
        Cell::List(list) if list.is_empty() => {}
        _ => table.push(vec![Cell::from(field), value]),
    };
    let optional = |text: Option<String>| text.map_or(Cell::Missing, Cell::Text);
    line("id", Cell::from(&*entity.slug));
    line("kind", Cell::from(entity.kind.as_str()));
    line("name", Cell::from(entity.name.as_str()));
    line("official", optional(entity.official.clone()));
    let dated = |text: &str, during: &Option<crate::time::Interval>| {
        during.as_ref().map_or_else(|| text.to_owned(), |during| format!("{text} ({during})"))
    };
    line("aka", Cell::List(entity.aka.iter().map(|alias| dated(&alias.text, &alias.during)).collect()));
    line("codes", Cell::List(codes_on(model, id, view.when.first)));
    line("existed", optional(entity.life().map(|life| life.to_string())));
    match &entity.attributes {
        Attributes::None => {}
        Attributes::Body { family, forms, rosters } => {
            line("family", optional(family.clone()));
            line("form", Cell::List(forms.iter().map(|form| format!("{} ({})", form.form, form.during)).collect()));
            let claim = |r: &crate::model::Roster| format!("{} on {}: {}", r.grade, r.on, r.count);
            line("rosters checked", Cell::List(rosters.iter().map(claim).collect()));
        }
        Attributes::Treaty { opened, in_force } => {
            line("opened", optional(opened.as_ref().map(ToString::to_string)));
            line("in force", optional(in_force.as_ref().map(ToString::to_string)));
        }
        Attributes::Dispute { over, active } => {
            line("over", Cell::List(over.iter().map(ToString::to_string).collect()));
            line("active", Cell::List(active.iter().map(ToString::to_string).collect()));
        }
        Attributes::Event { kind, place } => {
            line("event", Cell::from(kind.as_str()));
            line("place", optional(place.clone()));
        }
    }
    line("note", optional(entity.note.clone()));
    let sources = entity.sources.iter().map(|source| model.source(*source).id.to_string()).collect();
    line("sources", Cell::List(sources));

    let mut finding = Finding { sources: entity.sources.to_vec(), ..Finding::default() };
    finding.answer.headline = Some(format!("{} ({}, {})", entity.name, entity.slug, entity.kind));
    finding.answer.table = table;
    let relations = relations(graph, view, id, &mut finding);
    finding.answer.more.push(relations);
    finding
}

/// All relations of the entity at the time, in both directions, by kind and then by the other end.
fn relations(graph: &Graph<'_>, view: &View, id: EntityId, finding: &mut Finding) -> Table {
    let model = graph.model();
    let columns = vec![
        Column::text("relation", "Relation"),
        Column::text("other", "Other"),
        Column::text("name", "Name"),
        Column::text("detail", "As"),
        Column::text("during", "During"),
        Column::text("certainty", "Held"),
        Column::text("sources", "Sources"),
    ];
    let mut table = Table::new("relations", "Relations at that time", columns);
    let out = graph.relations_from(id).into_iter().map(|(r, relation)| (r, relation, true));
    let into = graph.relations_to(id).into_iter().map(|(r, relation)| (r, relation, false));
    let held = |relation: &Relation| view.certainty(relation);
    let mut found: Vec<_> = out
        .chain(into)
        .filter(|(_, relation, _)| held(relation) > Certainty::No && held(relation) >= view.dates.listed())
        .map(|(r, relation, outward)| (r, relation, if outward { relation.to } else { relation.from }, outward))
        .collect();
    found.sort_by_key(|(r, relation, other, outward)| (relation.kind, !outward, &model.entity(*other).slug, *r));
    for (r, relation, other, outward) in found {
        let directed = relation.kind.spec().directed;
        let way = if !directed {
            "↔"
        } else if outward {
            "→"
        } else {
            "←"
        };
        table.push(vec![
            Cell::from(format!("{} {way}", relation.kind)),
            slug(model, other),
            Cell::from(model.entity(other).short_name()),
            Cell::from(relation.detail_text()),
            Cell::from(relation.during.as_str()),
            Cell::from(held(relation).as_str()),
            source_list(model, [r]),
        ]);
        finding.evidence.push(r);
    }
    table
}
