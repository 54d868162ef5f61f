//! Everything about one entity.

use super::groups::unbounded;
use super::resolve::codes_on;
use super::{Finding, slug, source_list};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{Attributes, Detail, EntityId, Relation};
use crate::table::{Cell, Column, Table};
use crate::time::{Certainty, Span};

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
    line("official", optional(entity.official.as_deref().map(str::to_owned)));
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
    line("note", optional(entity.note.as_deref().map(str::to_owned)));
    let sources = entity.sources.iter().map(|source| model.source(*source).id.to_string()).collect();
    line("sources", Cell::List(sources));

    let mut finding = Finding { sources: entity.sources.to_vec(), ..Finding::default() };
    finding.answer.headline = Some(format!("{} ({}, {})", entity.name, entity.slug, entity.kind));
    finding.answer.table = table;
    let relations = relations(graph, view, id, &mut finding);
    if entity.kind == EntityKind::Event {
        finding.answer.more.push(attendance(graph, view, id));
    }
    finding.answer.more.push(relations);
    finding
}

/// Who attended an event in which part, with the grade that each then held in the body whose event it was.
fn attendance(graph: &Graph<'_>, view: &View, event: EntityId) -> Table {
    let model = graph.model();
    let of = graph.relations_from(event).into_iter().find(|(_, r)| r.kind == RelationKind::PartOf).map(|(_, r)| r.to);
    let when = model.entity(event).during.as_ref().map_or(view.when, |during| {
        let (first, last) = (during.start().0, during.end().1);
        Span { first, last }
    });
    let there = View { when, ..unbounded(view).every_grade() };
    let holders = of.map(|body| there.holders(graph, body)).unwrap_or_default();
    let columns = vec![
        Column::text("id", "Id").key(),
        Column::text("name", "Name"),
        Column::text("role", "Role").key(),
        Column::text("level", "Level"),
        Column::text("person", "Person"),
        Column::text("grade", "Seat then"),
        Column::text("sources", "Sources"),
    ];
    let mut table = Table::new("attendance", "Who attended, by the seat held then", columns);
    let mut rows = Vec::new();
    for (id, relation) in graph.relations_to(event) {
        let Detail::Attended { role, level, person } = &relation.detail else { continue };
        if relation.is_retracted() {
            continue;
        }
        let seat = holders.iter().find(|holding| holding.entity == relation.from);
        // Who was upgraded at the meeting held both; the fuller one is shown.
        let grades = seat.into_iter().flat_map(|holding| &holding.seats);
        let grade = grades.filter_map(|(seat, _)| model.relation(*seat).grade()).min();
        let missing = |text: Option<String>| text.map_or(Cell::Missing, Cell::Text);
        let row = vec![
            slug(model, relation.from),
            Cell::from(model.entity(relation.from).name.as_str()),
            Cell::from(role.as_str()),
            missing(level.as_ref().map(ToString::to_string)),
            missing(person.map(|person| model.entity(person).name.clone())),
            missing(grade.map(|grade| grade.to_string())),
            source_list(model, [id]),
        ];
        rows.push((grade.map_or(usize::MAX, |grade| grade as usize), *role, &model.entity(relation.from).slug, row));
    }
    rows.sort_by(|a, b| (a.0, a.2, a.1).cmp(&(b.0, b.2, b.1)));
    rows.into_iter().for_each(|(.., row)| table.push(row));
    table
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
            Cell::from(model.detail_of(relation)),
            Cell::from(relation.during.as_str()),
            Cell::from(held(relation).as_str()),
            source_list(model, [r]),
        ]);
        finding.evidence.push(r);
    }
    table
}
