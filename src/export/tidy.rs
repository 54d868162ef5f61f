//! Tidy tables for R and pandas: one row a statement, or one row a year.

use super::csv::text;
use super::data::Data;
use super::sink::Sink;
use super::{Refusal, Style};
use crate::model::kind::EntityKind;
use crate::model::{EntityId, Relation, RelationId};
use crate::time::{Certainty, Day, Span};
use std::collections::BTreeMap;

/// Why a network has no statements to list, if it has none.
pub(super) fn refuses(data: &Data<'_>) -> Option<Refusal> {
    data.is_projection().then(|| Refusal {
        message: "ties of a projection have no dates".to_owned(),
        help: "leave `--on` out, or write the ties as `-f edges`".to_owned(),
    })
}

/// Writes one row a statement, with its interval as written and as days.
pub(super) fn spells(data: &Data<'_>, style: Style, sink: &mut Sink<'_>) {
    let names = names(data);
    sink.text(&format!(
        "{0},{0}_name,{1},{1}_name,relation,detail,from,to,from_earliest,from_latest,to_earliest,to_latest,conf,sources,note\n",
        names.0, names.1
    ));
    sink.rows(data.ties.len(), |sink, row| {
        for id in data.behind(row) {
            let relation = data.model().relation(*id);
            ends(data, style, sink, relation.from, relation.to);
            for value in [
                relation.kind.as_str(),
                &relation.detail_text(),
                relation.during.from_text(),
                relation.during.to_text(),
            ] {
                sink.text(",");
                text(sink, style, value);
            }
            let (start, end) = (relation.during.start(), relation.during.end());
            for day in [start.0, start.1, end.0, end.1] {
                sink.text(",");
                if day != Day::BEGINNING && day != Day::END {
                    sink.day(day);
                }
            }
            sink.text(",");
            sink.text(relation.confidence.as_str());
            sink.text(",");
            text(sink, style, &sources(data, relation));
            sink.text(",");
            text(sink, style, relation.note.as_deref().unwrap_or_default());
            sink.text("\n");
        }
    });
}

/// Writes one row a year for each pair and kind: the surest and fullest that held on any day of it.
pub(super) fn years(data: &Data<'_>, style: Style, sink: &mut Sink<'_>) {
    let names = names(data);
    sink.text(&format!("{0},{0}_name,{1},{1}_name,year,relation,detail,certainty,sources\n", names.0, names.1));
    let mut pairs: BTreeMap<(u32, u32, crate::model::kind::RelationKind), Vec<RelationId>> = BTreeMap::new();
    for (row, tie) in data.ties.iter().enumerate() {
        let Some(kind) = data.relation(row).map(|relation| relation.kind) else { continue };
        pairs.entry((tie.from, tie.to, kind)).or_default().extend(data.behind(row));
    }
    let Some((first, last)) = frame(data) else { return };
    for ((_, _, kind), relations) in pairs {
        let bound =
            |day: Day, year: i32| if day == Day::BEGINNING || day == Day::END { year } else { day.calendar().0 };
        let lives = || relations.iter().map(|id| &data.model().relation(*id).during);
        let from = lives().map(|during| bound(during.start().0, first)).min().unwrap_or(first).max(first);
        let until = lives().map(|during| bound(during.end().1, last)).max().unwrap_or(last).min(last);
        for year in from..=until {
            let Some(span) = year_of(year) else { continue };
            let held = |id: &RelationId| data.model().relation(*id).during.within(span);
            let best = relations.iter().filter(|id| held(id) > Certainty::No);
            let best = best.max_by_key(|id| {
                let relation = data.model().relation(**id);
                // Of equals the first.
                (
                    held(id),
                    std::cmp::Reverse(relation.grade()),
                    std::cmp::Reverse(relation.is_suspended()),
                    std::cmp::Reverse(**id),
                )
            });
            let Some(id) = best else { continue };
            let relation = data.model().relation(*id);
            ends(data, style, sink, relation.from, relation.to);
            sink.text(",");
            sink.whole(i64::from(year));
            for value in [kind.as_str(), &relation.detail_text(), held(id).as_str(), &sources(data, relation)] {
                sink.text(",");
                text(sink, style, value);
            }
            sink.text("\n");
        }
    }
}

/// The columns of the two ends.
fn names(data: &Data<'_>) -> (&'static str, &'static str) {
    let seats = |row: usize| {
        data.relation(row).is_some_and(|relation| {
            let kind = |id: EntityId| data.model().entity(id).kind;
            kind(relation.from) == EntityKind::State && kind(relation.to) == EntityKind::Body
        })
    };
    if !data.ties.is_empty() && (0..data.ties.len()).all(seats) { ("state", "body") } else { ("from_id", "to_id") }
}

fn ends(data: &Data<'_>, style: Style, sink: &mut Sink<'_>, from: EntityId, to: EntityId) {
    for (i, id) in [from, to].into_iter().enumerate() {
        let entity = data.model().entity(id);
        sink.text(if i == 0 { "" } else { "," });
        text(sink, style, &entity.slug);
        sink.text(",");
        text(sink, style, &entity.name);
    }
}

fn sources(data: &Data<'_>, relation: &Relation) -> String {
    let ids: Vec<&str> = relation.sources.iter().map(|id| data.model().source(*id).id.as_str()).collect();
    ids.join(";")
}

/// The first and the last year: those asked for, or where that has no end, those in which anything is dated.
fn frame(data: &Data<'_>) -> Option<(i32, i32)> {
    let asked = data.span();
    let dated = |of: fn(&Relation) -> [Day; 2]| {
        let days = data.evidence().iter().flat_map(move |id| of(data.model().relation(*id)));
        days.filter(|day| *day != Day::BEGINNING && *day != Day::END)
    };
    let start = |relation: &Relation| [relation.during.start().0, relation.during.start().1];
    let end = |relation: &Relation| [relation.during.end().0, relation.during.end().1];
    let first = if asked.first == Day::BEGINNING { dated(start).min()? } else { asked.first };
    let last = if asked.last == Day::END { dated(end).chain(dated(start)).max()? } else { asked.last };
    Some((first.calendar().0, last.calendar().0))
}

fn year_of(year: i32) -> Option<Span> {
    let first = |year: i32| Day::parse(&format!("{year:04}-01-01")).ok();
    Some(Span { first: first(year)?, last: first(year + 1)?.previous() })
}
