//! All entities of a kind, or those chosen by body, region, form and issue; who proposes; all sources.

use super::acts::initiatives;
use super::cover::is_any_under;
use super::groups::{Group, bodies_in, states_in, unbounded};
use super::resolve::codes_on;
use super::{Finding, slug};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, Form, RelationKind, SideRole};
use crate::model::{Attributes, Detail, EntityId, Model};
use crate::table::{Cell, Column, Table, Term};
use crate::time::Certainty;
use crate::words::count;

/// Which entities of a kind to list, and in which order.
#[derive(Debug, Clone, Default)]
pub struct Choice<'q> {
    /// Only events, initiatives and disputes of this body or of its members.
    pub of: Option<EntityId>,
    /// Only states of this region, and bodies that lie in it, or of which more than half of the members do.
    pub region: Option<EntityId>,
    /// Only bodies of this form on the day.
    pub form: Option<Form>,
    /// Only bodies, treaties and initiatives about these issues or what lies below them.
    pub issues: &'q [EntityId],
    /// Ranked by this column of numbers, the largest first; ties share a rank.
    pub by: Option<&'q str>,
    /// How many of the first to show.
    pub top: Option<usize>,
}

/// The columns of a kind by which its list can be ranked.
pub fn rankings(kind: EntityKind) -> Vec<&'static str> {
    own_columns(kind).iter().filter(|(_, _, is_count)| *is_count).map(|(name, ..)| *name).collect()
}

/// Lists the entities of a kind by slug, with what matters of each on the day.
pub fn entities(graph: &Graph<'_>, view: &View, kind: EntityKind, choice: &Choice<'_>) -> Finding {
    let model = graph.model();
    let mut ids: Vec<EntityId> = model.ids().filter(|(_, e)| e.kind == kind).map(|(id, _)| id).collect();
    ids.sort_by_key(|id| &model.entity(*id).slug);
    let mut finding = Finding::default();
    choose(graph, view, kind, choice, &mut ids, &mut finding);
    let own = own_columns(kind);
    let rank_by = choice.by.and_then(|by| own.iter().position(|(name, ..)| *name == by));
    let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(ids.len());
    for id in &ids {
        let mut row = vec![slug(model, *id), Cell::from(model.entity(*id).name.as_str())];
        row.extend(own_cells(graph, view, *id));
        rows.push(row);
    }
    let mut columns = vec![Column::text("id", "Id").key(), Column::text("name", "Name")];
    columns.extend(own.iter().map(|(name, heading, is_count)| {
        if *is_count { Column::integer(name, heading) } else { Column::text(name, heading) }
    }));
    if let Some(at) = rank_by {
        columns.insert(0, Column::integer("rank", "Rank"));
        let value = |row: &[Cell]| if let Some(Cell::Integer(n)) = row.get(at + 2) { *n } else { i64::MIN };
        rows.sort_by_key(|row| std::cmp::Reverse(value(row)));
        let values: Vec<i64> = rows.iter().map(|row| value(row)).collect();
        for (row, own) in rows.iter_mut().zip(&values) {
            let before = values.iter().filter(|other| *other > own).count();
            row.insert(0, (before + 1).into());
        }
    }
    let all = rows.len();
    rows.truncate(choice.top.unwrap_or(all));
    let mut table = Table::new(kind.plural(), &format!("All {}", kind.plural()), columns);
    let cut = if rows.len() < all { format!(", the first {} of them", rows.len()) } else { String::new() };
    rows.into_iter().for_each(|row| table.push(row));
    let noun = if all == 1 { kind.as_str() } else { kind.plural() };
    finding.answer.headline = Some(format!("{all} {noun}{cut}"));
    if rank_by.is_some() {
        finding.answer.terms.push(Term::new("ranked_by", choice.by.unwrap_or_default()));
    }
    if !finding.answer.terms.is_empty() {
        table.title = format!("The {} that were asked for", kind.plural());
    }
    finding.answer.table = table;
    finding
}

/// Keeps what was asked for, and says in terms what that was.
fn choose(
    graph: &Graph<'_>,
    view: &View,
    kind: EntityKind,
    choice: &Choice<'_>,
    ids: &mut Vec<EntityId>,
    finding: &mut Finding,
) {
    let model = graph.model();
    if let Some(region) = choice.region {
        let inside: Vec<EntityId> = match kind {
            EntityKind::Body => bodies_in(graph, view, region),
            _ => states_in(model, view, region).into_iter().map(|actor| actor.id).collect(),
        };
        ids.retain(|id| inside.contains(id));
        finding.answer.terms.push(Term::new("in", model.entity(region).name.clone()));
    }
    if let Some(form) = choice.form {
        ids.retain(|id| model.entity(*id).forms_within(view.when).iter().any(|(own, _)| *own == form));
        finding.answer.terms.push(Term::new("form", form.as_str()));
    }
    if !choice.issues.is_empty() {
        let plain = unbounded(view);
        ids.retain(|id| {
            let about = graph.relations_from(*id).into_iter().filter(|(_, r)| {
                r.kind == RelationKind::Covers
                    && is_any_under(model, r.to, choice.issues)
                    && plain.certainty(r) > Certainty::No
            });
            let about: Vec<_> = about.map(|(relation, _)| relation).collect();
            finding.evidence.extend(&about);
            !about.is_empty()
        });
        let slugs: Vec<&str> = choice.issues.iter().map(|id| &*model.entity(*id).slug).collect();
        finding.answer.terms.push(Term::new("issue", slugs.join(", ")));
    }
    let Some(body) = choice.of else { return };
    let members: Vec<EntityId> = Group::of(graph, view, &[body]).counted(view).map(|actor| actor.id).collect();
    match kind {
        EntityKind::Initiative => {
            let found = initiatives(graph, view, Some(body));
            ids.retain(|id| found.iter().any(|initiative| initiative.id == *id));
            let kept = found.iter().filter(|initiative| ids.contains(&initiative.id));
            finding.evidence.extend(kept.flat_map(|initiative| initiative.evidence.iter().copied()));
        }
        EntityKind::Event => ids.retain(|id| {
            let of =
                graph.relations_from(*id).into_iter().find(|(_, r)| r.kind == RelationKind::PartOf && r.to == body);
            finding.evidence.extend(of.iter().map(|(relation, _)| *relation));
            of.is_some()
        }),
        _ => ids.retain(|id| {
            let sides = graph.relations_to(*id).into_iter().filter(|(_, r)| {
                r.kind == RelationKind::Side
                    && r.detail != Detail::Side(SideRole::Mediator)
                    && members.contains(&r.from)
                    && unbounded(view).certainty(r) >= view.dates.counted()
            });
            let sides: Vec<_> = sides.collect();
            let mut who: Vec<EntityId> = sides.iter().map(|(_, r)| r.from).collect();
            who.sort_unstable();
            who.dedup();
            if who.len() > 1 {
                finding.evidence.extend(sides.iter().map(|(relation, _)| *relation));
            }
            who.len() > 1
        }),
    }
    finding.answer.terms.push(Term::new("of", model.entity(body).short_name()));
}

/// Who proposed the initiatives that are chosen: how many, alone or jointly, and with whom.
pub fn proposers(graph: &Graph<'_>, view: &View, choice: &Choice<'_>) -> Finding {
    let model = graph.model();
    let mut finding = Finding::default();
    let mut found = initiatives(graph, view, choice.of);
    let mut ids: Vec<EntityId> = found.iter().map(|initiative| initiative.id).collect();
    choose(graph, view, EntityKind::Initiative, choice, &mut ids, &mut finding);
    found.retain(|initiative| ids.contains(&initiative.id) && initiative.certainty >= view.dates.counted());
    finding.evidence.extend(found.iter().flat_map(|initiative| initiative.evidence.iter().copied()));

    let proposed: Vec<_> = found.iter().filter(|initiative| !initiative.proposers.is_empty()).collect();
    let mut by: Vec<(EntityId, Vec<EntityId>, usize)> = Vec::new();
    let mut pairs: Vec<([EntityId; 2], Vec<EntityId>)> = Vec::new();
    for initiative in &proposed {
        let alone = initiative.proposers.len() == 1;
        for (i, actor) in initiative.proposers.iter().enumerate() {
            match by.iter_mut().find(|(known, ..)| known == actor) {
                Some((_, list, single)) => {
                    list.push(initiative.id);
                    *single += usize::from(alone);
                }
                None => by.push((*actor, vec![initiative.id], usize::from(alone))),
            }
            for other in &initiative.proposers[i + 1..] {
                match pairs.iter_mut().find(|(known, _)| *known == [*actor, *other]) {
                    Some((_, list)) => list.push(initiative.id),
                    None => pairs.push(([*actor, *other], vec![initiative.id])),
                }
            }
        }
    }
    let slug_of = |id: &EntityId| model.entity(*id).slug.to_string();
    by.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| slug_of(&a.0).cmp(&slug_of(&b.0))));
    pairs.sort_by(|a, b| {
        b.1.len().cmp(&a.1.len()).then_with(|| a.0.map(|id| slug_of(&id)).cmp(&b.0.map(|id| slug_of(&id))))
    });

    // An initiative of several is shared out among them.
    let credit = |actor: &EntityId| -> f64 {
        let own = proposed.iter().filter(|initiative| initiative.proposers.contains(actor));
        own.map(|initiative| 1.0 / initiative.proposers.len() as f64).sum()
    };
    let all = proposed.len() as f64;
    let columns = vec![
        Column::text("id", "Id").key(),
        Column::text("name", "Proposed by"),
        Column::integer("initiatives", "Initiatives"),
        Column::integer("alone", "Alone"),
        Column::integer("jointly", "Jointly"),
        Column::number("share", "Share", 3),
        Column::text("ids", "Which"),
    ];
    let mut table = Table::new("proposers", "Who proposes", columns);
    for (actor, list, alone) in &by {
        table.push(vec![
            slug(model, *actor),
            model.entity(*actor).name.as_str().into(),
            list.len().into(),
            (*alone).into(),
            (list.len() - alone).into(),
            Cell::Number(credit(actor) / all),
            Cell::List(list.iter().map(slug_of).collect()),
        ]);
    }
    let top: Vec<EntityId> = by.iter().take(2).map(|(actor, ..)| *actor).collect();
    let by_top = proposed.iter().filter(|i| i.proposers.iter().any(|actor| top.contains(actor))).count();
    let hhi: f64 = by.iter().map(|(actor, ..)| (credit(actor) / all).powi(2)).sum();
    let names: Vec<&str> = top.iter().map(|id| model.entity(*id).name.as_str()).collect();
    let names = names.join(" or ");
    finding.answer.headline = Some(if proposed.is_empty() {
        format!("Nobody is known to have proposed any of {}", count(found.len(), "initiative"))
    } else {
        format!(
            "{names} proposed {by_top} of {} whose proposers are known; HHI {hhi:.3}",
            count(proposed.len(), "initiative")
        )
    });
    finding.answer.table = table;
    let columns = vec![
        Column::text("a", "A").key(),
        Column::text("b", "B").key(),
        Column::integer("initiatives", "Together"),
        Column::text("ids", "Which"),
    ];
    let mut together = Table::new("pairs", "Who proposes together", columns);
    for ([a, b], list) in &pairs {
        let which = Cell::List(list.iter().map(slug_of).collect());
        together.push(vec![slug(model, *a), slug(model, *b), list.len().into(), which]);
    }
    finding.answer.more.push(together);
    finding.answer.terms.push(Term::new("share", "an initiative of several counts for each in part"));
    finding.answer.terms.push(Term::new("top_two_share", format!("{:.3}", by_top as f64 / all.max(1.0))));
    finding.answer.terms.push(Term::new("hhi", format!("{hhi:.3}")));
    let silent = found.len() - proposed.len();
    if silent > 0 {
        finding.answer.notes.push(format!("{} without a known proposer left out.", count(silent, "initiative")));
    }
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
    finding.answer.headline = Some(count(table.rows.len(), "source"));
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
