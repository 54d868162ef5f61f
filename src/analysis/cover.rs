//! Which of the states and issues of an initiative some bodies cover: each, both, neither.

use super::affiliation::Affiliations;
use super::groups::{Group, is_under};
use super::mandate::{coverage, covered};
use super::{Finding, seat_terms, slug};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{EntityId, Model, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::Certainty;
use crate::words::{count, enumerate};

/// Shows which states along an initiative sit in which of some bodies, and which of its issues they cover.
///
/// The states are those of `along`; without it, those that proposed or endorsed the initiative, and all
/// that sit in one of the bodies.
///
/// ```
/// use comity::analysis::cover::cover;
/// use comity::graph::{Graph, view::View};
/// use comity::time::Day;
/// let world = comity::document::builtin();
/// let id = |slug: &str| world.model.find(slug).unwrap();
/// let view = View::on(Day::parse("2014-05-19")?);
/// let bodies = [id("cica"), id("sco")];
/// let finding = cover(&Graph::of(&world.model), &view, id("silk-road-economic-belt"), &bodies, None);
/// assert_eq!(finding.answer.table.rows.len(), 24);
/// # Ok::<(), comity::time::TimeError>(())
/// ```
pub fn cover(
    graph: &Graph<'_>,
    view: &View,
    initiative: EntityId,
    bodies: &[EntityId],
    along: Option<&Group>,
) -> Finding {
    let model = graph.model();
    let affiliations = Affiliations::of(graph, view);
    let backers: Vec<(RelationId, EntityId, RelationKind)> = graph
        .relations_to(initiative)
        .into_iter()
        .filter(|(_, r)| matches!(r.kind, RelationKind::Proposed | RelationKind::Endorsed | RelationKind::Engine))
        // Who proposed or endorsed it later had not done so yet.
        .filter(|(_, r)| !r.is_retracted() && r.during.start().1 <= view.when.last)
        .map(|(id, r)| (id, r.from, r.kind))
        .collect();
    let mut states: Vec<(EntityId, Certainty)> = if let Some(group) = along {
        group.actors.iter().map(|actor| (actor.id, actor.certainty)).collect()
    } else {
        let members = bodies.iter().flat_map(|body| affiliations.of_body(*body));
        let backing = backers.iter().map(|(_, actor, _)| *actor);
        members.map(|a| a.actor).chain(backing).map(|id| (id, Certainty::Surely)).collect()
    };
    states.retain(|(id, _)| model.entity(*id).kind == EntityKind::State);
    states.sort_by_key(|(id, _)| &model.entity(*id).slug);
    states.dedup_by_key(|(id, _)| *id);

    let mut columns = vec![
        Column::text("state", "Id").key(),
        Column::text("name", "Name"),
        Column::text("role", "In the initiative"),
    ];
    columns.extend(bodies.iter().map(|id| &*model.entity(*id).slug).map(|slug| Column::text(slug, slug)));
    columns.push(Column::integer("covered_by", "Of them"));
    columns.push(Column::text("certainty", "Held"));
    let name = model.entity(initiative).short_name();
    let mut table = Table::new("states", &format!("States of {name}"), columns);
    let mut finding = Finding::default();
    let mut regions: Vec<(Vec<usize>, Vec<EntityId>)> = Vec::new();
    for (state, named) in &states {
        let roles: Vec<String> =
            backers.iter().filter(|(_, actor, _)| actor == state).map(|(_, _, kind)| kind.to_string()).collect();
        let mut row = vec![slug(model, *state), model.entity(*state).name.as_str().into(), Cell::List(roles)];
        let mut inside = Vec::new();
        let mut open = false;
        for (i, body) in bodies.iter().enumerate() {
            let seat = affiliations.between(*state, *body);
            finding.evidence.extend(seat.into_iter().flat_map(|seat| affiliations.seats_of(seat)));
            let counted = seat.filter(|seat| seat.certainty >= view.dates.counted());
            if counted.is_some() {
                inside.push(i);
            }
            open |= seat.is_some() && counted.is_none();
            row.push(match (seat, counted) {
                (_, Some(seat)) => seat.grade.as_str().into(),
                (Some(seat), None) => format!("{}?", seat.grade).into(),
                _ => "no seat known".into(),
            });
        }
        row.push(inside.len().into());
        let surely = !open && *named == Certainty::Surely;
        row.push(if surely { "surely" } else { "possibly" }.into());
        table.push(row);
        match regions.iter_mut().find(|(known, _)| *known == inside) {
            Some((_, members)) => members.push(*state),
            None => regions.push((inside, vec![*state])),
        }
    }
    regions.sort_by(|(a, x), (b, y)| b.len().cmp(&a.len()).then(y.len().cmp(&x.len())).then(a.cmp(b)));

    finding.answer.headline = Some(headline(model, name, bodies, &states, &regions));
    finding.answer.table = table;
    finding.answer.more.push(combinations(model, bodies, &regions));
    let issues = issue_table(graph, view, initiative, bodies, &mut finding.evidence);
    finding.answer.more.push(issues);
    finding.evidence.extend(backers.iter().map(|(id, ..)| *id));
    finding.answer.terms = seat_terms(model, view);
    finding.answer.terms.push(Term::new(
        "along",
        along.map_or("its proposers and endorsers, and all who sit in the bodies".to_owned(), |g| g.label.clone()),
    ));
    if let Some(group) = along {
        finding.evidence.extend(group.evidence());
        finding.answer.notes.extend(group.notes(model, view));
    }
    finding
}

fn headline(
    model: &Model,
    name: &str,
    bodies: &[EntityId],
    states: &[(EntityId, Certainty)],
    regions: &[(Vec<usize>, Vec<EntityId>)],
) -> String {
    let names: Vec<&str> = bodies.iter().map(|id| model.entity(*id).short_name()).collect();
    let with = |wanted: &dyn Fn(usize) -> bool| -> usize {
        regions.iter().filter(|(inside, _)| wanted(inside.len())).map(|(_, states)| states.len()).sum()
    };
    format!(
        "{name}: of {}, {} sit in all of {}, {} in some, {} in none",
        count(states.len(), "state"),
        with(&|n| n == bodies.len()),
        enumerate(&names),
        with(&|n| n > 0 && n < bodies.len()),
        with(&|n| n == 0),
    )
}

fn combinations(model: &Model, bodies: &[EntityId], regions: &[(Vec<usize>, Vec<EntityId>)]) -> Table {
    let columns = vec![
        Column::text("bodies", "In exactly").key(),
        Column::integer("count", "Count"),
        Column::text("states", "Ids").for_machines(),
        Column::text("names", "Who"),
    ];
    let mut table = Table::new("regions", "Who is in exactly which of them", columns);
    for (inside, members) in regions {
        let mut slugs: Vec<String> = inside.iter().map(|i| model.entity(bodies[*i]).slug.to_string()).collect();
        if slugs.is_empty() {
            slugs.push("none of them".to_owned());
        }
        table.push(vec![
            Cell::List(slugs),
            members.len().into(),
            Cell::List(members.iter().map(|id| model.entity(*id).slug.to_string()).collect()),
            Cell::List(members.iter().map(|id| model.entity(*id).name.clone()).collect()),
        ]);
    }
    table
}

/// The issues of the initiative and how each body covers them.
fn issue_table(
    graph: &Graph<'_>,
    view: &View,
    initiative: EntityId,
    bodies: &[EntityId],
    evidence: &mut Vec<RelationId>,
) -> Table {
    let model = graph.model();
    let mut columns = vec![
        Column::text("issue", "Id").key(),
        Column::text("name", "Issue"),
        Column::text("depth", "In the initiative"),
    ];
    columns.extend(bodies.iter().map(|id| &*model.entity(*id).slug).map(|slug| Column::text(slug, slug)));
    let mut table = Table::new("issues", "Its issues in their mandates", columns);
    let all = covered(model, view, EntityKind::Body);
    let mut own: Vec<_> = graph
        .relations_from(initiative)
        .into_iter()
        .filter(|(_, r)| r.kind == RelationKind::Covers && !r.is_retracted())
        .collect();
    own.sort_by(|(_, a), (_, b)| model.entity(a.to).slug.cmp(&model.entity(b.to).slug));
    for (id, relation) in own {
        let name = model.entity(relation.to).name.as_str();
        let mut row = vec![slug(model, relation.to), name.into(), relation.detail_text().into()];
        for body in bodies {
            let found = coverage(model, view, &all, *body, relation.to);
            row.push(found.words().into());
            evidence.extend(found.evidence);
        }
        evidence.push(id);
        table.push(row);
    }
    table
}

/// Which issues two bodies both cover, by slug.
pub(super) fn shared_issues(model: &Model, view: &View, a: EntityId, b: EntityId) -> (Vec<EntityId>, Vec<RelationId>) {
    let all = covered(model, view, EntityKind::Body);
    let counted = |body: EntityId| all.iter().filter(move |c| c.by == body && c.certainty >= view.dates.counted());
    let mut issues: Vec<EntityId> =
        counted(a).filter(|c| counted(b).any(|other| other.issue == c.issue)).map(|c| c.issue).collect();
    issues.sort_by_key(|id| &model.entity(*id).slug);
    issues.dedup();
    let evidence = counted(a).chain(counted(b)).filter(|c| issues.contains(&c.issue)).map(|c| c.id).collect();
    (issues, evidence)
}

/// Whether an issue is one of some, or lies below one.
pub(super) fn is_any_under(model: &Model, issue: EntityId, roots: &[EntityId]) -> bool {
    let slug = &model.entity(issue).slug;
    roots.iter().any(|root| is_under(slug, &model.entity(*root).slug))
}
