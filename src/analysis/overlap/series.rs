//! How the overlap of bodies changed, at the exact days on which it did.

use super::sets::{Sets, seats_of};
use super::{Both, Question, never_met, ratio, share};
use crate::analysis::{Finding, seat_terms, slug};
use crate::graph::Graph;
use crate::graph::view::{Dates, View};
use crate::model::kind::RelationKind;
use crate::model::{EntityId, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::{Day, Interval, Span};
use crate::words::count;
use std::collections::BTreeSet;

/// The numbers of a pair that a row shows, to tell whether one changed.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Numbers {
    members: [usize; 3],
    /// Shared at least possibly.
    possible: usize,
    issues: [usize; 3],
}

/// One row a pair and stretch of days over which nothing changed; days on which nothing is known are left out.
///
/// The days are those of the view: give it a span without ends for all of time.
pub fn series(graph: &Graph<'_>, view: &View, bodies: &[EntityId], question: &Question<'_>) -> Finding {
    let model = graph.model();
    let seats = seats_of(model, bodies);
    let days = days(graph, view, bodies, &seats, question);
    let mut columns = vec![
        Column::text("date", "From").key(),
        Column::text("until", "Until"),
        Column::text("a", "A").key(),
        Column::text("b", "B").key(),
    ];
    if question.members {
        columns.extend([
            Column::integer("a_members", "In A"),
            Column::integer("b_members", "In B"),
            Column::integer("shared", "Shared"),
            Column::integer("shared_at_most", "At most"),
            Column::integer("union", "Union"),
            Column::number("jaccard", "Jaccard", 3),
            Column::number("a_in_b", "A in B", 3),
            Column::number("b_in_a", "B in A", 3),
        ]);
    }
    if question.mandate {
        columns.extend([
            Column::integer("a_issues", "Issues of A"),
            Column::integer("b_issues", "Issues of B"),
            Column::integer("shared_issues", "Shared issues"),
            Column::number("issue_jaccard", "Jaccard of issues", 3),
        ]);
    }
    if question.members && question.mandate {
        columns.push(Column::number("both_jaccard", "Jaccard of both", 3));
    }
    columns.push(Column::text("relation", "Relation"));
    let pairs: Vec<(usize, usize)> =
        (0..bodies.len()).flat_map(|a| (a + 1..bodies.len()).map(move |b| (a, b))).collect();
    let mut rows: Vec<(usize, Day, Vec<Cell>)> = Vec::new();
    let mut last: Vec<Option<Numbers>> = vec![None; pairs.len()];
    let mut evidence: Vec<RelationId> = Vec::new();
    for day in days {
        let then = View { when: Span::day(day), ..view.clone() };
        let members = Sets::of_seats(model, &then, bodies.len(), &seats);
        let issues = Sets::issues(model, &then, bodies, question.ancestors);
        let both = Both { bodies: bodies.to_vec(), members, issues };
        evidence.extend(both.members.evidence.iter().flatten());
        if question.mandate {
            evidence.extend(both.issues.evidence.iter().flatten());
        }
        for (place, &(a, b)) in pairs.iter().enumerate() {
            let numbers = both.numbers(a, b, question);
            if last[place] != Some(numbers) {
                last[place] = Some(numbers);
                rows.push((place, day, both.row(a, b, numbers, question)));
            }
        }
    }
    rows.sort_by_key(|(place, day, _)| (*place, *day));
    let mut table = Table::new("series", "How the overlap changed", columns);
    for (i, (place, day, cells)) in rows.iter().enumerate() {
        let next = rows.get(i + 1).filter(|(other, ..)| other == place).map(|(_, next, _)| next.previous());
        // Stretches in which nobody is known to sit in either say nothing.
        if last_known(cells) {
            let (a, b) = pairs[*place];
            let until = next.or_else(|| Some(view.when.last).filter(|last| *last != Day::END));
            let mut row = vec![
                Cell::from(day.to_string()),
                until.map_or(Cell::Missing, |day| Cell::from(day.to_string())),
                slug(model, bodies[a]),
                slug(model, bodies[b]),
            ];
            row.extend(cells.iter().cloned());
            table.push(row);
        }
    }
    let mut finding = Finding { evidence, ..Finding::default() };
    let stretches = count(table.rows.len(), "stretch").replace("stretchs", "stretches");
    finding.answer.headline = Some(format!("{} over {stretches} of time", count(pairs.len(), "pair")));
    finding.answer.terms = seat_terms(model, view);
    finding.answer.terms.push(Term::new("days", "every day on which a number changes"));
    if view.dates == Dates::Both && question.members {
        finding.answer.terms.push(Term::new("at_most", "shared members if all possible seats held"));
    }
    finding.answer.notes = never_met(graph, bodies);
    finding.answer.table = table;
    finding
}

/// Whether a row says anything: the first two cells are what the two bodies have.
fn last_known(cells: &[Cell]) -> bool {
    cells.iter().take(2).any(|cell| *cell != Cell::Integer(0))
}

/// The days of the view on which something can change.
fn days(
    graph: &Graph<'_>,
    view: &View,
    bodies: &[EntityId],
    seats: &[(usize, RelationId)],
    question: &Question<'_>,
) -> BTreeSet<Day> {
    let model = graph.model();
    let mut days = BTreeSet::new();
    let mut turns = |during: &Interval| {
        let ((start, surely), (end, at_last)) = (during.start(), during.end());
        let turns = [start, surely, end.next(), at_last.next()];
        days.extend(turns.into_iter().filter(|day| {
            *day != Day::BEGINNING && *day != Day::END && *day > view.when.first && *day <= view.when.last
        }));
    };
    for (_, id) in seats {
        let seat = model.relation(*id);
        if view.grades.is_empty() || seat.grade().is_some_and(|grade| view.grades.contains(&grade)) {
            turns(&seat.during);
        }
    }
    if question.mandate {
        let covers = model.relations().iter().filter(|r| r.kind == RelationKind::Covers && bodies.contains(&r.from));
        covers.for_each(|relation| turns(&relation.during));
    }
    if view.when.first != Day::BEGINNING {
        days.insert(view.when.first);
    }
    days
}

impl Both {
    fn numbers(&self, a: usize, b: usize, question: &Question<'_>) -> Numbers {
        let mut numbers = Numbers::default();
        if question.members {
            numbers.members = [self.members.sizes[a], self.members.sizes[b], self.members.shared(a, b)];
            numbers.possible = self.members.possible[a].intersection_count(&self.members.possible[b]);
        }
        if question.mandate {
            numbers.issues = [self.issues.sizes[a], self.issues.sizes[b], self.issues.shared(a, b)];
        }
        numbers
    }

    fn row(&self, a: usize, b: usize, numbers: Numbers, question: &Question<'_>) -> Vec<Cell> {
        let mut row = Vec::new();
        if question.members {
            let [of_a, of_b, shared] = numbers.members;
            let union = of_a + of_b - shared;
            row.extend([of_a, of_b, shared, numbers.possible, union].map(Cell::from));
            row.extend([union, of_a, of_b].map(|whole| share(shared, whole, of_a > 0 && of_b > 0)));
        }
        if question.mandate {
            let [of_a, of_b, shared] = numbers.issues;
            row.extend([of_a, of_b, shared].map(Cell::from));
            let jaccard = ratio(shared, of_a + of_b - shared).filter(|_| of_a > 0 && of_b > 0);
            row.push(jaccard.map_or(Cell::Missing, Cell::Number));
        }
        let pair = self.pair(a, b);
        if question.members && question.mandate {
            row.push(self.in_both(&pair).map_or(Cell::Missing, Cell::Number));
        }
        row.push(self.class(&pair).into());
        row
    }
}
