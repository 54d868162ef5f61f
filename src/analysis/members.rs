//! Who sits in a body.

use super::{Finding, by_grade, life_note, seat_table, seat_terms};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::Grade;
use crate::model::{Attributes, EntityId, Roster};
use crate::table::Column;
use crate::time::{Certainty, Span};
use crate::words::count;

/// Lists the holders of seats in a body, by grade, certainty and name.
pub fn members(graph: &Graph<'_>, view: &View, body: EntityId) -> Finding {
    let model = graph.model();
    let entity = model.entity(body);
    let mut rows = Vec::new();
    for holding in view.holders(graph, body) {
        rows.extend(by_grade(model, &holding));
    }
    let rank = |grade: &str| {
        let word = grade.split(' ').next().unwrap_or_default();
        Grade::from_word(word).map_or(usize::MAX, |grade| grade as usize)
    };
    rows.sort_by(|(grade_a, a), (grade_b, b)| {
        let name = |holding: &super::Holding| model.entity(holding.entity).name.as_str();
        (rank(grade_a), b.certainty).cmp(&(rank(grade_b), a.certainty)).then_with(|| name(a).cmp(name(b)))
    });

    let title = format!("Seats in {}", entity.name);
    let (table, evidence) = seat_table(model, ("members", &title), Column::text("id", "Id"), &rows);
    let mut finding = Finding { evidence, ..Finding::default() };
    finding.answer.headline = Some(headline(entity.short_name(), view, &rows));
    finding.answer.terms = seat_terms(model, view);
    finding.answer.notes.extend(life_note(graph, view, body));
    if let Attributes::Body { rosters, .. } = &entity.attributes {
        for roster in rosters.iter().filter(|roster| is_about(roster, view)) {
            finding.sources.extend(roster.sources.iter().copied());
            let by: Vec<&str> = roster.sources.iter().map(|id| model.source(*id).id.as_str()).collect();
            let claimed = count(roster.count, roster.grade.as_str());
            let said_by = if by.is_empty() { String::new() } else { format!(" ({})", by.join(", ")) };
            finding.answer.notes.push(format!("A complete roster of {} counts {claimed}{said_by}: agrees.", roster.on));
        }
    }
    finding.answer.table = table;
    finding
}

fn headline(name: &str, view: &View, rows: &[(String, super::Holding)]) -> String {
    let holders = |certainty: Certainty| {
        let mut ids: Vec<EntityId> =
            rows.iter().filter(|(_, h)| h.certainty == certainty).map(|(_, h)| h.entity).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let surely = holders(Certainty::Surely);
    let possibly = holders(Certainty::Possibly).iter().filter(|id| !surely.contains(id)).count();
    let mut text = match view.dates {
        crate::graph::view::Dates::Surely => format!("{name}: {} surely", surely.len()),
        _ => format!("{name}: {} surely, {possibly} possibly", surely.len()),
    };
    let suspended = rows.iter().filter(|(grade, _)| grade.ends_with("(suspended)")).count();
    if suspended > 0 {
        text.push_str(&format!(", {suspended} of them suspended"));
    }
    text
}

/// A claim about the day asked for is worth a remark; the count itself was checked on reading.
fn is_about(roster: &Roster, view: &View) -> bool {
    view.when == Span { first: roster.on.earliest(), last: roster.on.latest() }
        && (view.grades.is_empty() || view.grades.contains(&roster.grade))
}
