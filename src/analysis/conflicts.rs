//! What several sources say about one fact: where they agree, where they differ, and where one is silent.
//!
//! A fact is a kind of relation between two entities, such as the seat of Kazakhstan in CICA. Each source's statements about it are
//! its *reading*. Two readings agree if they have as many spells, in the same grades, whose beginnings and ends can be the same days: a year
//! and a day within it agree. The status of a fact is
//!
//! - *conflict*: several sources, and no reading has more than half of them;
//! - *majority*: more than half of the sources agree, but not all;
//! - *missing*: one reading, and another source that tells of others in the same body, treaty or dispute is silent;
//! - *unique*: one source, and no other that could have told;
//! - *confirmed*: several sources, all of which agree.
//!
//! The facts are ranked in this order: a list of what to look into next. Within a status those come first where one reading has
//! a last (or first) day and another has none, which no number of days can measure; then those with the widest gap between dates.

use super::{Finding, slug};
use crate::model::kind::RelationKind;
use crate::model::{EntityId, Model, Relation, RelationId, SourceId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::{Day, Interval};
use std::collections::{BTreeMap, BTreeSet};

/// The status of a fact, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Sources differ, and none has a majority.
    Conflict,
    /// Most sources agree.
    Majority,
    /// One reading, and a source that could have told is silent.
    Missing,
    /// One source alone.
    Unique,
    /// Several sources that agree.
    Confirmed,
}

impl Status {
    /// All of them, the most urgent first.
    pub const ALL: &'static [Self] = &[Self::Conflict, Self::Majority, Self::Missing, Self::Unique, Self::Confirmed];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Majority => "majority",
            Self::Missing => "missing",
            Self::Unique => "unique",
            Self::Confirmed => "confirmed",
        }
    }
}

/// Ranks the facts about some bodies, treaties or other entities, or about all; `only` keeps some statuses.
pub fn conflicts(model: &Model, about: &[EntityId], only: &[Status]) -> Finding {
    let mut facts: BTreeMap<(RelationKind, EntityId, EntityId), Vec<RelationId>> = BTreeMap::new();
    let mut tellers: BTreeMap<(RelationKind, EntityId), BTreeSet<SourceId>> = BTreeMap::new();
    for (position, relation) in model.relations().iter().enumerate() {
        if relation.sources.is_empty() || relation.is_retracted() {
            continue;
        }
        facts.entry((relation.kind, relation.from, relation.to)).or_default().push(RelationId(position as u32));
        tellers.entry((relation.kind, relation.to)).or_default().extend(relation.sources.iter().copied());
    }
    let wanted = |(_, from, to): &(RelationKind, EntityId, EntityId)| {
        about.is_empty() || about.contains(from) || about.contains(to)
    };
    let mut rows: Vec<Fact> = Vec::new();
    for (key, statements) in facts.iter().filter(|(key, _)| wanted(key)) {
        let silent = tellers.get(&(key.0, key.2)).map_or(0, BTreeSet::len);
        rows.push(judge(model, *key, statements, silent));
    }
    let counts: Vec<(Status, usize)> =
        Status::ALL.iter().map(|status| (*status, rows.iter().filter(|row| row.status == *status).count())).collect();
    rows.retain(|row| only.is_empty() || only.contains(&row.status));
    let name = |id: EntityId| &*model.entity(id).slug;
    rows.sort_by(|a, b| {
        (a.status, std::cmp::Reverse(a.gap), a.key.0)
            .cmp(&(b.status, std::cmp::Reverse(b.gap), b.key.0))
            .then_with(|| (name(a.key.2), name(a.key.1)).cmp(&(name(b.key.2), name(b.key.1))))
    });
    let columns = vec![
        Column::text("status", "Status"),
        Column::text("kind", "Relation"),
        Column::text("from", "From"),
        Column::text("to", "To"),
        Column::integer("days", "Days apart"),
        Column::integer("sources", "Sources"),
        Column::text("readings", "Readings"),
    ];
    let mut table = Table::new("conflicts", "What sources say about one fact", columns);
    let mut finding = Finding::default();
    for row in &rows {
        table.push(vec![
            row.status.as_str().into(),
            row.key.0.as_str().into(),
            slug(model, row.key.1),
            slug(model, row.key.2),
            row.gap.days.map_or(Cell::Missing, |days| Cell::Integer(i64::from(days))),
            row.sources.into(),
            Cell::List(row.readings.clone()),
        ]);
        finding.evidence.extend(row.statements.iter().copied());
    }
    let words: Vec<String> = counts.iter().map(|(status, n)| format!("{n} {}", status.as_str())).collect();
    finding.answer.headline = Some(words.join(", "));
    finding.answer.terms.push(Term::new("agreement", "same grades, and beginnings and ends that can be the same days"));
    finding.answer.table = table;
    finding
}

struct Fact {
    key: (RelationKind, EntityId, EntityId),
    status: Status,
    gap: Gap,
    sources: usize,
    readings: Vec<String>,
    statements: Vec<RelationId>,
}

/// The widest gap between beginnings or ends that cannot be the same; the wider, the greater.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Gap {
    /// Whether one reading has a day where another has none.
    endless: bool,
    /// In days, where there are two days to count between.
    days: Option<i32>,
}

/// What one source says.
struct Reading<'m> {
    sources: Vec<SourceId>,
    spells: Vec<&'m Relation>,
}

impl Reading<'_> {
    fn days(&self) -> Vec<&Interval> {
        self.spells.iter().map(|relation| &*relation.during).collect()
    }
}

fn judge(model: &Model, key: (RelationKind, EntityId, EntityId), statements: &[RelationId], tellers: usize) -> Fact {
    let mut by_source: BTreeMap<SourceId, Vec<&Relation>> = BTreeMap::new();
    for id in statements {
        let relation = model.relation(*id);
        for source in relation.sources.iter() {
            by_source.entry(*source).or_default().push(relation);
        }
    }
    let sources = by_source.len();
    let mut readings: Vec<Reading<'_>> = Vec::new();
    let mut gap = Gap::default();
    for (source, mut spells) in by_source {
        spells.sort_by_key(|relation| (relation.during.start(), relation.during.end(), relation.detail_text()));
        match readings.iter_mut().find(|reading| agree(&reading.spells, &spells)) {
            Some(reading) => reading.sources.push(source),
            None => readings.push(Reading { sources: vec![source], spells }),
        }
    }
    for (position, a) in readings.iter().enumerate() {
        for b in &readings[position + 1..] {
            gap = gap.max(apart(&a.days(), &b.days()));
        }
    }
    let most = readings.iter().map(|reading| reading.sources.len()).max().unwrap_or_default();
    let status = match (readings.len(), sources) {
        (1, 1) if tellers > 1 => Status::Missing,
        (1, 1) => Status::Unique,
        (1, _) => Status::Confirmed,
        _ if most * 2 > sources => Status::Majority,
        _ => Status::Conflict,
    };
    let written = readings.iter().map(|reading| {
        let ids: Vec<&str> = reading.sources.iter().map(|id| model.source(*id).id.as_str()).collect();
        let spells: Vec<String> =
            reading.spells.iter().map(|r| format!("{} {}", r.detail_text(), r.during).trim().to_owned()).collect();
        format!("{}: {}", ids.join(" "), spells.join(" and "))
    });
    Fact { key, status, gap, sources, readings: written.collect(), statements: statements.to_vec() }
}

fn agree(a: &[&Relation], b: &[&Relation]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| {
            let meet = |x: (Day, Day), y: (Day, Day)| x.0 <= y.1 && y.0 <= x.1;
            let (x, y) = (&a.during, &b.during);
            a.detail_text() == b.detail_text() && meet(x.start(), y.start()) && meet(x.end(), y.end())
        })
}

/// How many days lie at least between the first beginnings, or the last ends, of two readings.
fn apart(a: &[&Interval], b: &[&Interval]) -> Gap {
    let first = |spells: &[&Interval]| spells.first().map(|during| during.start());
    let last = |spells: &[&Interval]| spells.last().map(|during| during.end());
    let both = [first(a).zip(first(b)), last(a).zip(last(b))];
    let gaps: Vec<Option<i32>> = both.into_iter().flatten().map(|(x, y)| days_between(x, y)).collect();
    let endless = gaps.contains(&None);
    let days = gaps.into_iter().flatten().max().filter(|days| *days > 0 || !endless);
    Gap { endless, days }
}

/// The days from the latest of the earlier to the earliest of the later; none if one of them is no day, as with what
/// has not ended.
fn days_between(x: (Day, Day), y: (Day, Day)) -> Option<i32> {
    let (early, late) = if x.1 < y.0 { (x.1, y.0) } else { (y.1, x.0) };
    if late <= early {
        return Some(0);
    }
    let bounded = early != Day::BEGINNING && late != Day::END;
    bounded.then(|| late.number().saturating_sub(early.number()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(a: &str, b: &str) -> Gap {
        apart(&[&Interval::parse(a).unwrap()], &[&Interval::parse(b).unwrap()])
    }

    #[test]
    fn what_has_no_day_is_no_number_of_days_away() {
        assert_eq!(gap("2001-06-15/2017", "2001-06-15/.."), Gap { endless: true, days: None });
        assert_eq!(gap("../2017", "2001/2017"), Gap { endless: true, days: None });
        assert_eq!(gap("2001-06-15/2017", "2001-06-25/.."), Gap { endless: true, days: Some(10) });
        assert_eq!(gap("2001-06-15/..", "2001-06-25/.."), Gap { endless: false, days: Some(10) });
        assert_eq!(
            gap("2001/2017", "2001-06-15/"),
            Gap { endless: false, days: Some(0) },
            "an unknown end may be the same"
        );
        assert_eq!(gap("2001-06-15/2016", "2001-06-15/2018"), Gap { endless: false, days: Some(366) });
    }

    #[test]
    fn the_wider_gap_is_the_more_urgent() {
        let order =
            [gap("2001/2017", "2001/.."), gap("2001/2003", "2001/2017"), gap("2001/2016", "2001/2017"), Gap::default()];
        assert!(order.is_sorted_by(|a, b| a > b), "{order:?}");
    }
}
