//! What a body did over time: its initiatives by issue, its events by kind, and both by year.
//!
//! An initiative is the body's *own* if the body itself, or more than half of its members, put it forward,
//! endorsed or drives it; the others come from some of its members. It counts from when it began, and an
//! event while it lasted; under a day, all up to that day.

use super::acts::{happened, initiatives, until};
use super::mandate::covered;
use super::{Finding, life_note, slug};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{Depth, EntityKind, RelationKind};
use crate::model::{Attributes, EntityId, Model};
use crate::table::{Cell, Column, Table, Term};
use crate::time::{Certainty, Day, Interval};
use crate::words::count;
use std::collections::BTreeMap;

/// Which table comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Initiatives by issue.
    Issue,
    /// Events by kind.
    Kind,
    /// Both by year.
    Year,
}

impl By {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Issue, Self::Kind, Self::Year];

    /// The word for it, as typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Kind => "kind",
            Self::Year => "year",
        }
    }
}

/// What happened in one line of a table: how often surely, how often possibly, first and last.
#[derive(Default)]
struct Tally {
    own: usize,
    surely: usize,
    possibly: usize,
    first: Option<Interval>,
    last: Option<Interval>,
    depth: Option<Depth>,
}

impl Tally {
    fn add(&mut self, certainty: Certainty, counted: bool, during: Option<&Interval>, own: bool) {
        if certainty == Certainty::No {
            return;
        }
        self.surely += usize::from(counted);
        self.possibly += usize::from(!counted);
        self.own += usize::from(own && counted);
        if let Some(during) = during {
            if self.first.as_ref().is_none_or(|first| during.start() < first.start()) {
                self.first = Some(during.clone());
            }
            if self.last.as_ref().is_none_or(|last| during.start() >= last.start()) {
                self.last = Some(during.clone());
            }
        }
    }

    fn days(&self) -> [Cell; 2] {
        let text = |during: &Option<Interval>| during.as_ref().map_or(Cell::Missing, |d| Cell::from(d.from_text()));
        [text(&self.first), text(&self.last)]
    }
}

/// Counts the initiatives and events of a body.
///
/// ```
/// use comity::analysis::activity::{By, activity};
/// use comity::graph::{Graph, view::View};
/// use comity::time::Day;
/// let world = comity::document::builtin();
/// let cica = world.model.find("cica").unwrap();
/// let view = View::on(Day::parse("2014-05-21")?);
/// let finding = activity(&Graph::of(&world.model), &view, cica, By::Kind);
/// // Four summits, the last in Shanghai.
/// let summits = finding.answer.table.rows.iter().find(|row| row[0] == "summit".into()).unwrap();
/// assert_eq!(summits[1], 4usize.into());
/// # Ok::<(), comity::time::TimeError>(())
/// ```
pub fn activity(graph: &Graph<'_>, view: &View, body: EntityId, by: By) -> Finding {
    let model = graph.model();
    let mut finding = Finding::default();
    let is_counted = |certainty: Certainty| certainty >= view.dates.counted();
    let mut by_issue: BTreeMap<&str, (EntityId, Tally)> = BTreeMap::new();
    let mut by_kind: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut by_year: BTreeMap<i32, (Tally, Tally)> = BTreeMap::new();

    for statement in covered(model, view, EntityKind::Body).iter().filter(|c| c.by == body) {
        let entry = by_issue.entry(&model.entity(statement.issue).slug).or_insert((statement.issue, Tally::default()));
        entry.1.depth = entry.1.depth.max(Some(statement.depth));
        finding.evidence.push(statement.id);
    }
    let found = initiatives(graph, view, Some(body));
    for initiative in &found {
        let counted = is_counted(initiative.certainty);
        for (id, relation) in graph.relations_from(initiative.id) {
            if relation.kind == RelationKind::Covers && !relation.is_retracted() {
                let issue = &model.entity(relation.to).slug;
                let entry = by_issue.entry(issue).or_insert((relation.to, Tally::default()));
                entry.1.add(initiative.certainty, counted, initiative.begun.as_ref(), initiative.is_own);
                finding.evidence.push(id);
            }
        }
        if let Some(begun) = initiative.begun.as_ref().filter(|begun| begun.start().0 > Day::BEGINNING) {
            let year = by_year.entry(begun.start().0.calendar().0).or_default();
            year.0.add(initiative.certainty, counted, Some(begun), initiative.is_own);
        }
        finding.evidence.extend(initiative.evidence.iter().copied());
    }
    let mut events = 0;
    for (id, relation) in graph.relations_to(body) {
        let event = model.entity(relation.from);
        let Attributes::Event { kind, .. } = &event.attributes else { continue };
        let certainty = match &event.during {
            Some(during) => happened(view, Some(during)).max(during.within(until(view).when)),
            None => Certainty::Possibly,
        };
        if certainty == Certainty::No || certainty < view.dates.listed() || relation.is_retracted() {
            continue;
        }
        let counted = is_counted(certainty);
        events += usize::from(counted);
        by_kind.entry(kind.as_str()).or_default().add(certainty, counted, event.during.as_ref(), true);
        if let Some(during) = event.during.as_ref().filter(|during| during.start().0 > Day::BEGINNING) {
            let year = by_year.entry(during.start().0.calendar().0).or_default();
            year.1.add(certainty, counted, Some(during), true);
        }
        finding.evidence.push(id);
    }

    let name = model.entity(body).short_name();
    let own = found.iter().filter(|i| i.is_own && is_counted(i.certainty)).count();
    let others = found.iter().filter(|i| !i.is_own && is_counted(i.certainty)).count();
    finding.answer.headline = Some(format!(
        "{name}: {} of its own, {others} of members, and {}",
        count(own, "initiative"),
        count(events, "event"),
    ));
    let mut tables = vec![
        (By::Issue, issue_table(model, by_issue)),
        (By::Kind, kind_table(by_kind)),
        (By::Year, year_table(by_year)),
    ];
    tables.sort_by_key(|(which, _)| *which != by);
    let mut tables = tables.into_iter().map(|(_, table)| table);
    finding.answer.table = tables.next().unwrap_or_default();
    finding.answer.more = tables.collect();
    finding.answer.terms = vec![
        Term::new("dates", super::dates(view.dates)),
        Term::new("own", "of the body itself or of more than half of its members"),
    ];
    finding.answer.notes.extend(life_note(graph, view, body));
    finding
}

fn issue_table(model: &Model, by_issue: BTreeMap<&str, (EntityId, Tally)>) -> Table {
    let columns = vec![
        Column::text("issue", "Id").key(),
        Column::text("name", "Issue"),
        Column::text("depth", "In the mandate"),
        Column::integer("initiatives", "Initiatives"),
        Column::integer("initiatives_possibly", "Possibly"),
        Column::integer("own", "Own"),
        Column::text("first", "First"),
        Column::text("last", "Last"),
    ];
    let mut table = Table::new("issues", "Initiatives by issue", columns);
    for (_, (id, tally)) in by_issue {
        let depth = tally.depth.map_or(Cell::Missing, |depth| Cell::from(depth.as_str()));
        let mut row = vec![slug(model, id), model.entity(id).name.as_str().into(), depth];
        row.extend([tally.surely.into(), tally.possibly.into(), tally.own.into()]);
        row.extend(tally.days());
        table.push(row);
    }
    table
}

fn kind_table(by_kind: BTreeMap<&str, Tally>) -> Table {
    let columns = vec![
        Column::text("kind", "Kind").key(),
        Column::integer("events", "Events"),
        Column::integer("events_possibly", "Possibly"),
        Column::text("first", "First"),
        Column::text("last", "Last"),
    ];
    let mut table = Table::new("kinds", "Events by kind", columns);
    for (kind, tally) in by_kind {
        let mut row = vec![kind.into(), tally.surely.into(), tally.possibly.into()];
        row.extend(tally.days());
        table.push(row);
    }
    table
}

fn year_table(by_year: BTreeMap<i32, (Tally, Tally)>) -> Table {
    let columns = vec![
        Column::text("year", "Year").key(),
        Column::integer("initiatives", "Initiatives"),
        Column::integer("initiatives_possibly", "Possibly"),
        Column::integer("own", "Own"),
        Column::integer("events", "Events"),
        Column::integer("events_possibly", "Possibly"),
    ];
    let mut table = Table::new("years", "By year of beginning", columns);
    for (year, (initiatives, events)) in by_year {
        table.push(vec![
            year.to_string().into(),
            initiatives.surely.into(),
            initiatives.possibly.into(),
            initiatives.own.into(),
            events.surely.into(),
            events.possibly.into(),
        ]);
    }
    table
}
