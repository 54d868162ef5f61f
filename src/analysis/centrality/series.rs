//! Centrality over time, as tidy rows: one for each day, entity and measure.
//!
//! Membership is constant between the days on which a seat begins or ends, so a series at changes misses nothing
//! and repeats nothing. A network that is the same as on the day before is not measured again, and networks
//! are measured side by side; the rows come in the order of the days whoever is done first.

use super::{Frame, Question, Refusal, said, score};
use crate::analysis::{Finding, seat_terms};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::measure::Scores;
use crate::model::EntityId;
use crate::model::kind::RelationKind;
use crate::table::{Cell, Column, Table, Term};
use crate::time::{Certainty, Day, Span};
use crate::words::count;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// On which days a series looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sampling {
    /// On 31 December of every year, as data sets by the year do.
    Yearly,
    /// On the first day and on every day on which the network changes.
    Changes,
}

/// Measures the network on the days of a span; `only` keeps the rows of these entities, if any are named.
///
/// # Errors
/// The first measure that is not defined on such a network, unless those are skipped.
pub fn series(
    graph: &Graph<'_>,
    view: &View,
    question: &Question<'_>,
    sampling: Sampling,
    only: &[EntityId],
) -> Result<Finding, Refusal> {
    let model = graph.model();
    let changes = change_days(graph, view, question);
    let days = match sampling {
        Sampling::Changes => {
            let first = (view.when.first > Day::BEGINNING).then_some(view.when.first);
            first.into_iter().chain(changes.iter().copied()).collect::<BTreeSet<Day>>().into_iter().collect()
        }
        Sampling::Yearly => year_ends(view.when, &changes),
    };
    let mut frames: Vec<Frame> = days
        .par_iter()
        .map(|day| Frame::of(graph, &View { when: Span::day(*day), ..view.clone() }, question))
        .collect();
    // The days on which the network is another than on the day before; the others share its scores.
    let mut distinct: Vec<usize> = Vec::new();
    let mut network_of = vec![0; days.len()];
    for i in 0..days.len() {
        let same = |at: usize| frames[at].nodes == frames[i].nodes && frames[at].network == frames[i].network;
        if !distinct.last().is_some_and(|last| same(*last)) {
            distinct.push(i);
        }
        network_of[i] = distinct.len() - 1;
    }
    let mut notes: Vec<String> = Vec::new();
    let mut defined = Vec::new();
    for i in &distinct {
        let (measures, skipped) = frames[*i].defined(question)?;
        notes.extend(skipped);
        defined.push(measures);
    }
    let scores: Vec<Vec<Scores>> = distinct
        .par_iter()
        .zip(&defined)
        .map(|(i, measures)| {
            let frame = &frames[*i];
            let options = frame.options(question);
            measures.iter().map(|measure| measure.scores(&frame.network, options, question.tuning)).collect()
        })
        .collect();

    let columns = vec![
        Column::text("date", "Date"),
        Column::text("id", "Id"),
        Column::text("measure", "Measure"),
        Column::number("value", "Value", 4),
    ];
    let mut table = Table::new("series", "Centrality over time", columns);
    for (i, day) in days.iter().enumerate() {
        let at = network_of[i];
        // A change that leaves the network as it was is none.
        if sampling == Sampling::Changes && distinct[at] != i {
            continue;
        }
        let frame = &frames[distinct[at]];
        let mut nodes = frame.wanted(model, question);
        nodes.retain(|node| only.is_empty() || only.contains(&frame.nodes[*node]));
        nodes.sort_by_key(|node| &model.entity(frame.nodes[*node]).slug);
        for node in nodes {
            let slug = &*model.entity(frame.nodes[node]).slug;
            for (measure, scores) in defined[at].iter().zip(&scores[at]) {
                let value = score(scores.values[node]);
                table.push(vec![Cell::from(day.to_string()), Cell::from(slug), Cell::from(measure.name), value]);
            }
        }
    }
    let mut finding = Finding::default();
    let shown = if sampling == Sampling::Changes { distinct.len() } else { days.len() };
    finding.answer.headline = Some(format!(
        "{} from {}, {} measured",
        count(shown, "snapshot"),
        days.first().zip(days.last()).map_or("nowhere".to_owned(), |(first, last)| format!("{first} to {last}")),
        count(distinct.len(), "different network"),
    ));
    finding.answer.terms = seat_terms(model, view);
    finding.answer.terms.push(Term::new(
        "sampling",
        match sampling {
            Sampling::Yearly => "on 31 December of every year",
            Sampling::Changes => "none: the first day and every day on which the network changes",
        },
    ));
    if let Some(choice) = question.backbone {
        finding.answer.terms.push(Term::new("backbone", format!("{}, of the network of every day", choice.words())));
    }
    // The terms of a measure are the same on all days, but for what depends on the network of a day.
    if let (Some(measures), Some(scores)) = (defined.last(), scores.last()) {
        for (measure, scores) in measures.iter().zip(scores) {
            finding.answer.terms.push(Term::new(measure.name, said(scores)));
        }
    }
    notes.extend(scores.iter().flatten().flat_map(|scores| scores.notes.iter().cloned()));
    notes.extend(frames.iter().flat_map(|frame| frame.notes.iter().cloned()));
    let mut seen = BTreeSet::new();
    notes.retain(|note| seen.insert(note.clone()));
    finding.answer.notes = notes;
    for frame in frames.drain(..) {
        finding.evidence.extend(frame.two_mode.evidence());
    }
    finding.evidence.sort_unstable();
    finding.evidence.dedup();
    finding.answer.table = table;
    Ok(finding)
}

/// The days of the span on which a seat that counts begins, or the day after it ended.
fn change_days(graph: &Graph<'_>, view: &View, question: &Question<'_>) -> BTreeSet<Day> {
    let mut days = BTreeSet::new();
    let surely = view.dates.counted() == Certainty::Surely;
    for relation in graph.model().relations() {
        let elsewhere = question.among.is_some_and(|among| !among.contains(&relation.to));
        if relation.kind != RelationKind::Seat || elsewhere || view.certainty(relation) == Certainty::No {
            continue;
        }
        let (starts, ends) = (relation.during.start(), relation.during.end());
        let (from, to) = if surely { (starts.1, ends.0) } else { (starts.0, ends.1) };
        let within = |day: &Day| *day >= view.when.first && *day <= view.when.last;
        let finite = |day: &Day| *day > Day::BEGINNING && *day < Day::END;
        days.extend([from, to.next()].into_iter().filter(|day| finite(day) && within(day)));
    }
    days
}

/// The last days of all years of a span; without a beginning, from the year of the first change.
fn year_ends(span: Span, changes: &BTreeSet<Day>) -> Vec<Day> {
    let start = if span.first == Day::BEGINNING { changes.first().copied() } else { Some(span.first) };
    let end = if span.last == Day::END { changes.last().copied() } else { Some(span.last) };
    let (Some(start), Some(end)) = (start, end) else { return Vec::new() };
    let years = start.calendar().0..=end.calendar().0;
    let ends = years.filter_map(|year| Day::parse(&format!("{year:04}-12-31")).ok());
    ends.filter(|day| *day >= start && *day <= end).collect()
}
