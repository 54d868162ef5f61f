//! Who of a region is not in a body, and how much it meets the members elsewhere.

use super::affiliation::Affiliations;
use super::groups::{states_in, unbounded};
use super::{Finding, life_note, seat_terms, slug};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::RelationKind;
use crate::model::{Attributes, EntityId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::Certainty;
use crate::words::count;
use fixedbitset::FixedBitSet;

/// Lists the states of a region that hold no seat that counts in a body.
///
/// *Exposure* of an outsider is the share of the body's members that it meets in at least one other body;
/// `lesser_seat` names the seat of another grade that it holds there.
///
/// ```
/// use comity::analysis::outsiders::outsiders;
/// use comity::graph::{Graph, view::View};
/// use comity::time::Day;
/// let world = comity::document::builtin();
/// let id = |slug: &str| world.model.find(slug).unwrap();
/// let finding = outsiders(&Graph::of(&world.model), &View::on(Day::parse("2014-05-20")?), id("cica"), id("asia"));
/// assert!(finding.answer.table.rows.iter().any(|row| row[0] == "jpn".into()));
/// # Ok::<(), comity::time::TimeError>(())
/// ```
pub fn outsiders(graph: &Graph<'_>, view: &View, body: EntityId, region: EntityId) -> Finding {
    let model = graph.model();
    let affiliations = Affiliations::of(graph, view);
    let every_grade = Affiliations::of(graph, &view.clone().every_grade());
    let is_counted = |certainty: Certainty| certainty >= view.dates.counted();
    let members: FixedBitSet =
        affiliations.of_body(body).filter(|a| is_counted(a.certainty)).map(|a| a.actor.index()).collect();
    let is_member = |actor: EntityId| members.contains(actor.index());
    let member_count = members.count_ones(..);
    let states = states_in(model, view, region);
    let rivals: Vec<(EntityId, EntityId)> = model
        .relations()
        .iter()
        .filter(|r| r.kind == RelationKind::Rival && is_counted(unbounded(view).certainty(r)))
        .map(|r| (r.from, r.to))
        .collect();
    let columns = vec![
        Column::text("id", "Id").key(),
        Column::text("name", "Name"),
        Column::text("certainty", "Outside"),
        Column::text("lesser_seat", "Other seat"),
        Column::integer("members_met", "Members met"),
        Column::number("exposure", "Exposure", 3),
        Column::integer("shared_bodies", "In bodies"),
        Column::integer("rivals_inside", "Rivals inside"),
    ];
    let name = model.entity(body).short_name();
    let title = format!("States of {} without this seat in {name}", model.entity(region).name);
    let mut table = Table::new("outsiders", &title, columns);
    let mut finding = Finding::default();
    let mut rows: Vec<(usize, Certainty, Vec<Cell>)> = Vec::new();
    for state in &states {
        let seat = affiliations.between(state.id, body);
        if seat.is_some_and(|seat| is_counted(seat.certainty)) {
            continue;
        }
        let lesser = every_grade.between(state.id, body).filter(|_| seat.is_none());
        let mut met: Vec<EntityId> = Vec::new();
        let mut bodies = 0;
        for own in affiliations.of_actor(state.id).iter().filter(|a| a.body != body && is_counted(a.certainty)) {
            let there: Vec<EntityId> = affiliations
                .of_body(own.body)
                .filter(|a| is_counted(a.certainty) && is_member(a.actor))
                .map(|a| a.actor)
                .collect();
            bodies += usize::from(!there.is_empty());
            if !there.is_empty() {
                finding.evidence.extend(affiliations.seats_of(own));
            }
            met.extend(there);
        }
        met.sort_unstable();
        met.dedup();
        let hostile = rivals
            .iter()
            .filter(|(a, b)| (*a == state.id && is_member(*b)) || (*b == state.id && is_member(*a)))
            .count();
        finding.evidence.extend(lesser.into_iter().flat_map(|seat| every_grade.seats_of(seat)));
        finding.evidence.extend(state.evidence.iter().copied());
        // A seat that is only possible leaves open whether it is outside.
        let outside = if seat.is_some() { Certainty::Possibly } else { state.certainty };
        rows.push((
            met.len(),
            outside,
            vec![
                slug(model, state.id),
                model.entity(state.id).name.as_str().into(),
                outside.as_str().into(),
                lesser.map_or(Cell::Missing, |seat| Cell::from(seat.grade.as_str())),
                met.len().into(),
                if member_count == 0 { Cell::Missing } else { Cell::Number(met.len() as f64 / member_count as f64) },
                bodies.into(),
                hostile.into(),
            ],
        ));
    }
    // Those who meet most members stand first; the sort keeps the order of slugs.
    rows.sort_by(|a, b| b.1.cmp(&a.1).then(b.0.cmp(&a.0)));
    let surely = rows.iter().filter(|(_, outside, _)| *outside == Certainty::Surely).count();
    finding.answer.headline = Some(format!(
        "Of {} in {}, {surely} surely without such a seat in {name}, {} possibly",
        count(states.len(), "state"),
        model.entity(region).name,
        rows.len() - surely,
    ));
    rows.into_iter().for_each(|(_, _, row)| table.push(row));
    finding.evidence.extend(affiliations.of_body(body).flat_map(|a| affiliations.seats_of(a)));
    finding.answer.table = table;
    finding.answer.terms = seat_terms(model, view);
    finding.answer.terms.push(Term::new("region", model.entity(region).name.clone()));
    finding.answer.notes.push(roster_note(graph, view, body));
    finding.answer.notes.extend(life_note(graph, view, body));
    finding
}

/// Whether a source says that the seats in this graph are all there were.
fn roster_note(graph: &Graph<'_>, view: &View, body: EntityId) -> String {
    let entity = graph.model().entity(body);
    let name = entity.short_name();
    let Attributes::Body { rosters, .. } = &entity.attributes else { return String::new() };
    let before = rosters.iter().filter(|roster| {
        roster.on.latest() <= view.when.last && (view.grades.is_empty() || view.grades.contains(&roster.grade))
    });
    match before.max_by_key(|roster| roster.on.latest()) {
        Some(roster) => {
            format!("Outside as far as this graph knows; it had every {} of {name} on {}.", roster.grade, roster.on)
        }
        None => format!("Outside as far as this graph knows; no source says that it has every seat of {name}."),
    }
}
