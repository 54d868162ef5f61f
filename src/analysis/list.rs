//! All entities of a kind, or all sources.

use super::resolve::codes_on;
use super::{Finding, slug};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, RelationKind, SideRole};
use crate::model::{Attributes, Detail, EntityId, Model};
use crate::table::{Cell, Column, Table};
use crate::time::Certainty;

/// Lists the entities of a kind by slug, with what matters of each on the day.
pub fn entities(graph: &Graph<'_>, view: &View, kind: EntityKind) -> Finding {
    let model = graph.model();
    let mut ids: Vec<EntityId> = model.ids().filter(|(_, e)| e.kind == kind).map(|(id, _)| id).collect();
    ids.sort_by_key(|id| &model.entity(*id).slug);
    let mut columns = vec![Column::text("id", "Id"), Column::text("name", "Name")];
    let own = own_columns(kind);
    columns.extend(own.iter().map(|(name, heading, is_count)| {
        if *is_count { Column::integer(name, heading) } else { Column::text(name, heading) }
    }));
    let mut table = Table::new(kind.plural(), &format!("All {}", kind.plural()), columns);
    for id in &ids {
        let mut row = vec![slug(model, *id), Cell::from(model.entity(*id).name.as_str())];
        row.extend(own_cells(graph, view, *id));
        table.push(row);
    }
    let mut finding = Finding::default();
    finding.answer.headline =
        Some(format!("{} {}", ids.len(), if ids.len() == 1 { kind.as_str() } else { kind.plural() }));
    finding.answer.table = table;
    finding
}

/// Lists the sources by id, with how often each is cited.
pub fn sources(model: &Model) -> Finding {
    let mut cited = vec![0usize; model.sources().len()];
    for source in model.relations().iter().flat_map(|relation| relation.sources.iter()) {
        cited[source.index()] += 1;
    }
    let columns = vec![
        Column::text("id", "Id"),
        Column::text("title", "Title"),
        Column::text("kind", "Kind"),
        Column::text("publisher", "Publisher"),
        Column::text("date", "Date"),
        Column::text("url", "URL"),
        Column::integer("relations", "Relations"),
    ];
    let mut table = Table::new("sources", "All sources", columns);
    let mut order: Vec<usize> = (0..cited.len()).collect();
    order.sort_by_key(|i| &model.sources()[*i].id);
    let optional = |text: Option<String>| text.map_or(Cell::Missing, Cell::Text);
    for i in order {
        let source = &model.sources()[i];
        table.push(vec![
            source.id.as_str().into(),
            source.title.as_str().into(),
            source.kind.as_str().into(),
            optional(source.publisher.as_ref().map(ToString::to_string)),
            optional(source.date.as_ref().map(ToString::to_string)),
            optional(source.url.as_ref().map(ToString::to_string)),
            cited[i].into(),
        ]);
    }
    let mut finding = Finding::default();
    finding.answer.headline = Some(crate::words::count(table.rows.len(), "source"));
    finding.answer.table = table;
    finding
}

/// The columns that only a kind has: name, heading, whether it counts.
fn own_columns(kind: EntityKind) -> &'static [(&'static str, &'static str, bool)] {
    match kind {
        EntityKind::State => &[("codes", "Codes", false), ("seats", "Seats", true), ("existed", "Existed", false)],
        EntityKind::Body => &[
            ("form", "Form", false),
            ("family", "Family", false),
            ("seats", "Seats", true),
            ("existed", "Existed", false),
        ],
        EntityKind::Treaty => &[("opened", "Opened", false), ("in_force", "In force", false), ("bound", "Bound", true)],
        EntityKind::Dispute => &[("sides", "Sides", false), ("over", "Over", false), ("active", "Active", false)],
        EntityKind::Initiative => &[("proposed_by", "Proposed by", false), ("during", "During", false)],
        EntityKind::Event => {
            &[("kind", "Kind", false), ("of", "Of", false), ("place", "Place", false), ("during", "During", false)]
        }
        EntityKind::Issue => &[("bodies", "Bodies", true)],
        EntityKind::Region => &[("states", "States", true)],
        EntityKind::Person => &[],
    }
}

fn own_cells(graph: &Graph<'_>, view: &View, id: EntityId) -> Vec<Cell> {
    let model = graph.model();
    let entity = model.entity(id);
    let optional = |text: Option<String>| text.map_or(Cell::Missing, Cell::Text);
    let existed = || optional(entity.life().map(|life| life.to_string()));
    let during = || optional(entity.during.as_ref().map(ToString::to_string));
    let sure = |holdings: Vec<crate::graph::view::Holding>| {
        holdings.iter().filter(|h| h.certainty >= view.dates.counted()).count()
    };
    let counted = |kind: RelationKind| {
        let mut from: Vec<EntityId> = graph
            .relations_to(id)
            .into_iter()
            .filter(|(_, r)| r.kind == kind && view.certainty(r) >= view.dates.counted())
            .map(|(_, r)| r.from)
            .collect();
        from.sort_unstable();
        from.dedup();
        from.len()
    };
    match &entity.attributes {
        Attributes::Body { family, .. } => {
            let forms = entity.forms_within(view.when).into_iter().map(|(form, _)| form.to_string()).collect();
            let seats = sure(view.holders(graph, id));
            vec![Cell::List(forms), optional(family.clone()), seats.into(), existed()]
        }
        Attributes::Treaty { opened, in_force } => {
            let date = |date: &Option<crate::time::Date>| optional(date.as_ref().map(ToString::to_string));
            vec![date(opened), date(in_force), bound(graph, view, id).into()]
        }
        Attributes::Dispute { over, active } => vec![
            Cell::List(claimants(graph, id)),
            Cell::List(over.iter().map(ToString::to_string).collect()),
            Cell::List(active.iter().map(ToString::to_string).collect()),
        ],
        Attributes::Event { kind, place } => {
            vec![
                kind.as_str().into(),
                Cell::List(targets(graph, id, RelationKind::PartOf)),
                optional(place.clone()),
                during(),
            ]
        }
        Attributes::None => match entity.kind {
            EntityKind::State => {
                let codes = codes_on(model, id, view.when.first);
                vec![Cell::List(codes), sure(view.seats(graph, id)).into(), existed()]
            }
            EntityKind::Initiative => {
                let proposers = graph.relations_to(id).into_iter().filter(|(_, r)| r.kind == RelationKind::Proposed);
                let slugs = proposers.map(|(_, r)| model.entity(r.from).slug.to_string()).collect();
                vec![Cell::List(slugs), during()]
            }
            EntityKind::Issue => vec![counted(RelationKind::Covers).into()],
            EntityKind::Region => vec![counted(RelationKind::LocatedIn).into()],
            _ => Vec::new(),
        },
    }
}

/// How many actors are bound by a treaty.
fn bound(graph: &Graph<'_>, view: &View, treaty: EntityId) -> usize {
    let acts = graph.relations_to(treaty).into_iter().filter(|(_, relation)| {
        let binds = relation.act().is_some_and(crate::model::kind::Act::binds);
        binds && view.certainty(relation) >= view.dates.counted() && view.certainty(relation) > Certainty::No
    });
    let mut actors: Vec<EntityId> = acts.map(|(_, relation)| relation.from).collect();
    actors.sort_unstable();
    actors.dedup();
    actors.len()
}

fn claimants(graph: &Graph<'_>, dispute: EntityId) -> Vec<String> {
    let mut slugs: Vec<String> = Vec::new();
    for (_, relation) in graph.relations_to(dispute) {
        let slug = graph.model().entity(relation.from).slug.to_string();
        if relation.detail != Detail::Side(SideRole::Mediator) && !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    slugs
}

fn targets(graph: &Graph<'_>, id: EntityId, kind: RelationKind) -> Vec<String> {
    let found = graph.relations_from(id).into_iter().filter(|(_, relation)| relation.kind == kind);
    found.map(|(_, relation)| graph.model().entity(relation.to).slug.to_string()).collect()
}
