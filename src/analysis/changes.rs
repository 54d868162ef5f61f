//! How a set or a number changed over time, at the exact days on which it did.
//!
//! Membership is constant between the days on which something is written to begin or end, so only those
//! days are looked at: nothing is sampled, and nothing between two days is missed.

use super::{Finding, slug};
use crate::diagnostic::Diagnostics;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::query::Found;
use crate::query::number::{self, Number, Reading};
use crate::table::{Cell, Column, Table, Term};
use crate::time::{Certainty, Day, Span};
use crate::words::count;

/// Follows an expression over the days of the view.
///
/// A number gives one row for each day on which it takes another value, `surely` of what is surely in the
/// sets and `possibly` of all that may be; a set gives one row for everybody who enters, leaves, or
/// becomes sure or unsure.
///
/// # Errors
/// Every name and date of the expression that means nothing, each at its place.
pub fn changes(graph: &Graph<'_>, view: &View, number: &Number, text: &str) -> Result<Finding, Diagnostics> {
    let span = view.when;
    let mut days = number.change_days(graph, view)?;
    // The state at the beginning is where the changes start from.
    if span.first > Day::BEGINNING && !days.contains(&span.first) {
        days.insert(0, span.first);
    }
    let mut states: Vec<(Day, Vec<Vec<Found>>)> = Vec::with_capacity(days.len());
    for day in days {
        let on = View { when: Span::day(day), ..view.clone() };
        let sets = number.queries().iter().map(|query| query.run(graph, &on)).collect::<Result<Vec<_>, _>>()?;
        states.push((day, sets));
    }
    let mut finding = match number {
        Number::Of(counter, _) => {
            let readings = states.iter().map(|(day, sets)| (*day, counter.reading(sets))).collect::<Vec<_>>();
            series(&readings, text)
        }
        Number::Set(_) => steps(graph, &states, text, span.first == Day::BEGINNING),
    };
    for (_, sets) in &states {
        finding.evidence.extend(number::evidence(sets));
    }
    finding.answer.terms.push(Term::new("expression", text));
    finding.answer.terms.push(Term::new("sampling", "none: every day on which something changes"));
    Ok(finding)
}

fn series(readings: &[(Day, Reading)], text: &str) -> Finding {
    let columns = vec![
        Column::text("date", "Since").key(),
        Column::number("value", "Surely", 4),
        Column::number("possibly", "With all possible", 4),
    ];
    let mut table = Table::new("changes", text, columns);
    let mut last: Option<Reading> = None;
    for (day, reading) in readings {
        if last == Some(*reading) {
            continue;
        }
        last = Some(*reading);
        let cell = |value: Option<f64>| value.map_or(Cell::Missing, Cell::Number);
        table.push(vec![day.to_string().into(), cell(reading.surely), cell(reading.possibly)]);
    }
    let mut finding = Finding::default();
    let times = table.rows.len().saturating_sub(1);
    finding.answer.headline = Some(match (readings.first(), readings.last()) {
        (Some((_, first)), Some((_, last))) => {
            format!("{text} changes {}, from {} to {}", count(times, "time"), shown(*first), shown(*last))
        }
        _ => format!("{text} never has a value in this time"),
    });
    finding.answer.table = table;
    finding
}

fn shown(reading: Reading) -> String {
    reading.surely.map_or_else(
        || "no value".to_owned(),
        |value| {
            if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.4}") }
        },
    )
}

fn steps(graph: &Graph<'_>, states: &[(Day, Vec<Vec<Found>>)], text: &str, from_the_beginning: bool) -> Finding {
    let model = graph.model();
    let columns = vec![
        Column::text("date", "Day").key(),
        Column::text("change", "Change"),
        Column::text("id", "Id").key(),
        Column::text("name", "Name"),
        Column::integer("surely", "Surely"),
        Column::integer("possibly", "Possibly"),
    ];
    let mut table = Table::new("changes", text, columns);
    let none = Vec::new();
    let size = |set: &[Found]| set.iter().filter(|one| one.certainty == Certainty::Surely).count();
    // Over all time a set begins with nobody in it; else with whoever is in it on the first day.
    let start = usize::from(!from_the_beginning);
    let mut before: &Vec<Found> =
        if from_the_beginning { &none } else { states.first().and_then(|(_, sets)| sets.first()).unwrap_or(&none) };
    let first = size(before);
    for (day, sets) in states.iter().skip(start) {
        let now = sets.first().unwrap_or(&none);
        let held =
            |set: &[Found], id| set.iter().find(|one| one.entity == id).map_or(Certainty::No, |one| one.certainty);
        let mut all: Vec<_> = before.iter().chain(now).map(|one| one.entity).collect();
        all.sort_by_key(|id| &model.entity(*id).slug);
        all.dedup();
        for id in all {
            let change = match (held(before, id), held(now, id)) {
                (a, b) if a == b => continue,
                (Certainty::No, Certainty::Surely) => "enters",
                (Certainty::No, _) => "possibly enters",
                (Certainty::Possibly, Certainty::Surely) => "is surely in",
                (Certainty::Surely, Certainty::Possibly) => "is only possibly in",
                (Certainty::Surely, _) => "leaves",
                (_, _) => "is surely out",
            };
            let name = model.entity(id).name.as_str();
            let surely = size(now);
            table.push(vec![
                day.to_string().into(),
                change.into(),
                slug(model, id),
                name.into(),
                surely.into(),
                (now.len() - surely).into(),
            ]);
        }
        before = now;
    }
    let mut finding = Finding::default();
    let last = size(before);
    finding.answer.headline =
        Some(format!("{}, from {first} to {last} surely in the set", count(table.rows.len(), "change")));
    finding.answer.table = table;
    finding
}
