//! By which bodies two entities are joined.

use super::{Finding, seat_cells, seat_terms, slug};
use crate::graph::Graph;
use crate::graph::path::shortest;
use crate::graph::view::View;
use crate::model::EntityId;
use crate::table::{Cell, Column, Table, Term};
use crate::words::count;

/// Lists the shortest ways between two entities over relations of the view, step by step.
pub fn path(graph: &Graph<'_>, view: &View, ends: (EntityId, EntityId), limit: usize) -> Finding {
    let model = graph.model();
    let found = shortest(graph, view, ends, limit);
    let columns = vec![
        Column::integer("path", "Path"),
        Column::integer("step", "Step"),
        Column::text("a", "A"),
        Column::text("relation", "Relation"),
        Column::text("b", "B"),
        Column::text("name", "Name of B"),
        Column::text("from", "From"),
        Column::text("to", "To"),
        Column::text("certainty", "Held"),
        Column::text("sources", "Sources"),
    ];
    let name = |id: EntityId| model.entity(id).short_name();
    let (from, to) = (name(ends.0), name(ends.1));
    let mut table = Table::new("paths", &format!("From {from} to {to}"), columns);
    let mut finding = Finding::default();
    for (p, steps) in found.paths.iter().enumerate() {
        for (s, step) in steps.iter().enumerate() {
            let Some((first, _)) = step.relations.first() else { continue };
            let relation = model.relation(*first);
            let way = if relation.from == step.from { "→" } else { "←" };
            let detail = relation.detail_text();
            let words = if detail.is_empty() { relation.kind.to_string() } else { detail };
            let mut row = vec![
                Cell::from(p + 1),
                Cell::from(s + 1),
                slug(model, step.from),
                Cell::from(format!("{words} {way}")),
                slug(model, step.to),
                Cell::from(name(step.to)),
            ];
            row.extend(seat_cells(model, &step.relations));
            table.push(row);
            finding.evidence.extend(step.relations.iter().map(|(id, _)| *id));
        }
    }
    let over: Vec<&str> = view.kinds.iter().map(|kind| kind.as_str()).collect();
    let over = if over.is_empty() { vec!["all relations"] } else { over };
    finding.answer.headline = Some(match found.paths.first() {
        _ if ends.0 == ends.1 => format!("{from} is where the path starts and ends"),
        None => format!("No path joins {from} and {to} over {}", over.join(", ")),
        Some(steps) => {
            let ways = match found.count {
                1 => "the only shortest path".to_owned(),
                n if n as usize > found.paths.len() => format!("{n} shortest paths, {} shown", found.paths.len()),
                n => format!("{n} shortest paths"),
            };
            format!("{from} and {to} are {} apart: {ways}", count(steps.len(), "step"))
        }
    });
    finding.answer.terms = seat_terms(model, view);
    finding.answer.terms.push(Term::new("over", over.join(", ")));
    finding.answer.table = table;
    finding
}
