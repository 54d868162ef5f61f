//! In what a state or body sits.

use super::{Finding, by_grade, seat_cells, seat_columns, seat_terms, slug};
use crate::graph::Graph;
use crate::graph::view::{Dates, View};
use crate::model::EntityId;
use crate::table::{Cell, Column, Table};
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

    let mut columns = vec![Column::text("body", "Body"), Column::text("name", "Name"), Column::text("grade", "Grade")];
    columns.extend(seat_columns());
    let mut table = Table::new("seats", &format!("Where {} sits", entity.name), columns);
    let mut finding = Finding::default();
    for (grade, holding) in &rows {
        let mut row = vec![
            slug(model, holding.entity),
            Cell::from(model.entity(holding.entity).name.as_str()),
            Cell::from(grade.as_str()),
        ];
        row.extend(seat_cells(model, &holding.seats));
        table.push(row);
        finding.evidence.extend(holding.seats.iter().map(|(id, _)| *id));
    }
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
