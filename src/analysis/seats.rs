//! In what a state or body sits, one by one or as a portfolio.

use super::affiliation::Affiliations;
use super::groups::{bodies_in, unbounded};
use super::{Finding, by_grade, seat_table, seat_terms};
use crate::graph::Graph;
use crate::graph::view::{Dates, View};
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{EntityId, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::Certainty;

/// Lists the bodies in which an actor sits, by certainty and name.
pub fn seats(graph: &Graph<'_>, view: &View, actor: EntityId) -> Finding {
    let model = graph.model();
    let entity = model.entity(actor);
    let holdings = view.seats(graph, actor);
    let with = |certainty: Certainty| holdings.iter().filter(|h| h.certainty == certainty).count();
    let (surely, possibly) = (with(Certainty::Surely), with(Certainty::Possibly));
    let mut rows: Vec<_> = holdings.iter().flat_map(|holding| by_grade(model, holding)).collect();
    rows.sort_by(|(_, a), (_, b)| {
        let name = |holding: &super::Holding| model.entity(holding.entity).short_name();
        b.certainty.cmp(&a.certainty).then_with(|| name(a).cmp(name(b)))
    });

    let title = format!("Where {} sits", entity.name);
    let (table, evidence) = seat_table(model, ("seats", &title), Column::text("body", "Body"), &rows);
    let mut finding = Finding { evidence, ..Finding::default() };
    let name = &entity.name;
    finding.answer.headline = Some(match view.dates {
        Dates::Surely => format!("{name} sits in {surely} surely"),
        _ => format!("{name} sits in {surely} surely, {possibly} possibly"),
    });
    finding.answer.terms = seat_terms(model, view);
    if entity.life().is_some_and(|life| life.within(view.when) == Certainty::No) {
        let life = entity.life().map(|life| life.to_string()).unwrap_or_default();
        finding.answer.notes.push(format!("{name} did not exist then; it existed {life}."));
    }
    finding.answer.table = table;
    finding
}

/// By what the bodies of a portfolio are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By family.
    Family,
    /// By the part of the world in which the body, or more than half of its members, lies.
    Region,
    /// By form on the day.
    Form,
}

impl By {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Family, Self::Region, Self::Form];

    /// The word for it, as typed; also the name of the column.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Region => "region",
            Self::Form => "form",
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Family => "Family",
            Self::Region => "Region",
            Self::Form => "Form",
        }
    }
}

/// Groups the bodies in which an actor sits, with the share of its seats and of their weight.
pub fn portfolio(graph: &Graph<'_>, view: &View, actor: EntityId, by: By) -> Finding {
    let model = graph.model();
    let affiliations = Affiliations::of(graph, view);
    let seats = affiliations.of_actor(actor);
    let regions: Vec<(String, Vec<EntityId>)> = if by == By::Region { top_regions(graph, view) } else { Vec::new() };
    let group = |body: EntityId| -> String {
        let entity = model.entity(body);
        let found = match by {
            By::Family => entity.family().map(str::to_owned),
            By::Region => regions.iter().find(|(_, bodies)| bodies.contains(&body)).map(|(name, _)| name.clone()),
            By::Form => entity.forms_within(view.when).first().map(|(form, _)| form.to_string()),
        };
        found.unwrap_or_else(|| if by == By::Region { "several" } else { "none" }.to_owned())
    };
    let mut groups: Vec<(String, usize, usize, f64, Vec<String>)> = Vec::new();
    for seat in seats {
        let name = group(seat.body);
        let counted = seat.certainty >= view.dates.counted();
        let slug = model.entity(seat.body).slug.to_string();
        let position = groups.iter().position(|(known, ..)| *known == name).unwrap_or_else(|| {
            groups.push((name, 0, 0, 0.0, Vec::new()));
            groups.len() - 1
        });
        if let Some((_, surely, possibly, weight, bodies)) = groups.get_mut(position) {
            *surely += usize::from(counted);
            *possibly += usize::from(!counted);
            *weight += if counted { seat.weight } else { 0.0 };
            bodies.push(if counted { slug } else { format!("{slug}?") });
        }
    }
    groups.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let all: usize = groups.iter().map(|(_, surely, ..)| surely).sum();
    let weight: f64 = groups.iter().map(|(.., weight, _)| weight).sum();
    let columns = vec![
        Column::text(by.as_str(), by.heading()).key(),
        Column::integer("seats", "Seats"),
        Column::integer("seats_possibly", "Possibly"),
        Column::number("share", "Share", 3),
        Column::number("weighted_share", "Weighted", 3),
        Column::text("bodies", "Bodies"),
    ];
    let name = &model.entity(actor).name;
    let mut table = Table::new("portfolio", &format!("Where {name} sits, by {}", by.as_str()), columns);
    let share = |part: f64, whole: f64| if whole > 0.0 { Cell::Number(part / whole) } else { Cell::Missing };
    let squares: f64 = groups.iter().map(|(_, n, ..)| (*n as f64 / all.max(1) as f64).powi(2)).sum();
    for (group, surely, possibly, own, bodies) in groups {
        table.push(vec![
            group.into(),
            surely.into(),
            possibly.into(),
            share(surely as f64, all as f64),
            share(own, weight),
            Cell::List(bodies),
        ]);
    }
    let evidence: Vec<RelationId> = seats.iter().flat_map(|seat| affiliations.seats_of(seat)).collect();
    let mut finding = Finding { evidence, ..Finding::default() };
    let spread = if all == 0 { String::new() } else { format!(", as spread as {:.1} equal groups", 1.0 / squares) };
    finding.answer.headline = Some(format!(
        "{name} sits in {all} surely, in {} of bodies{spread}",
        crate::words::count(table.rows.len(), "group")
    ));
    finding.answer.terms = seat_terms(model, view);
    if by == By::Region {
        let said = "where the body, or more than half of its members, lies";
        finding.answer.terms.push(Term::new("region", said));
    }
    finding.answer.table = table;
    finding
}

/// The parts of the world that lie in no other, and their bodies.
fn top_regions(graph: &Graph<'_>, view: &View) -> Vec<(String, Vec<EntityId>)> {
    let model = graph.model();
    let plain = unbounded(view);
    let is_part = |id: EntityId| {
        let above = |r: &crate::model::Relation| r.kind == RelationKind::PartOf && r.from == id;
        model.relations().iter().any(|r| above(r) && plain.certainty(r) > Certainty::No)
    };
    let mut tops: Vec<EntityId> =
        model.ids().filter(|(id, e)| e.kind == EntityKind::Region && !is_part(*id)).map(|(id, _)| id).collect();
    tops.sort_by_key(|id| &model.entity(*id).slug);
    tops.into_iter().map(|id| (model.entity(id).name.clone(), bodies_in(graph, view, id))).collect()
}
