//! In what a state or body sits.

use super::{Finding, by_grade, seat_table, seat_terms};
use crate::graph::Graph;
use crate::graph::view::{Dates, View};
use crate::model::EntityId;
use crate::table::Column;
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
