//! Folded events as a world: ties between states that cite the stream and the recipe.

use super::write::decimal;
use super::{Folded, Period, Recipe};
use crate::diagnostic::{At, Diagnostic};
use crate::import::drafting::{Drafting, Statement, by};
use crate::import::input::without_packing;
use crate::import::resolve::slug_from;
use crate::import::{FileCount, Imported, Options, csv};
use crate::model::build::build;
use crate::model::draft::{DetailDraft, When};
use crate::model::kind::{EntityKind, RelationKind, SourceKind};
use crate::model::{Detail, Model};
use crate::time::Day;
use rustc_hash::FxHashMap;

/// Makes a world of the groups whose actors are states of a known one. Each becomes a directed tie over its period, with the count as
/// value and the sum in its note; groups with other actors are reported, by the line that they would have in [`Folded::csv`].
///
/// # Errors
/// None at present; the signature is that of every import.
pub fn world(folded: &Folded, recipe: &Recipe, title: &str, known: &Model) -> Result<Imported, Box<Diagnostic>> {
    let mut drafting = Drafting::new(known, title);
    drafting.report.files.push(FileCount { name: title.to_owned(), ..FileCount::default() });
    let unpacked = without_packing(title);
    let mut source = slug_from(unpacked.rsplit_once('.').map_or(unpacked, |(stem, _)| stem));
    if source.is_empty() {
        source = "events".to_owned();
    }
    let about = format!("{}; {} of {} events counted", recipe.describe(), folded.counted, folded.rows);
    drafting.source(&source, title, SourceKind::Dataset, None, None);
    drafting.source_note(&source, &about);
    let options = Options::default();
    let mut known_names: FxHashMap<&str, Result<crate::import::drafting::Item, String>> = FxHashMap::default();
    for (position, group) in folded.groups().enumerate() {
        drafting.report.row(0);
        let line = position + 2;
        let mut actor = |name: &'_ str| csv::actor(&mut drafting, &options, name, EntityKind::State, None);
        for name in [group.from, group.to] {
            if !known_names.contains_key(name) {
                let found = actor(name);
                known_names.insert(name, found);
            }
        }
        let (from, to) = match (&known_names[group.from], &known_names[group.to]) {
            (Ok(from), Ok(to)) => (*from, *to),
            (Err(cause), _) | (_, Err(cause)) => {
                drafting.report.nobody(0, line, cause.clone());
                continue;
            }
        };
        if from == to || !drafting.may_join(RelationKind::Tie, from, to) {
            let same = "both are the same state".to_owned();
            let cause = if from == to { same } else { format!("{} to {} is no pair of states", group.from, group.to) };
            drafting.report.left_out(0, line, cause);
            continue;
        }
        let kind = if group.kind.is_empty() { "events" } else { group.kind };
        let mut said = by(&source);
        said.note = group.sum.map(|sum| format!("sum {}", decimal(sum)));
        let when = When::During(format!("{}/{}", group.period, last_day(group.period, recipe.period)));
        let detail =
            DetailDraft::Ready(Detail::Tie { kind: kind.into(), value: Some(group.count as f64), directed: true });
        drafting.state(0, line, Statement { kind: RelationKind::Tie, from, to, when, detail, said });
        drafting.report.stored(0);
    }
    let (draft, mut report) = drafting.finish();
    let (model, found) = build(draft);
    for finding in &found {
        let line =
            finding.place.as_ref().map_or(0, |place| if let At::Line(line) = place.at { line as usize } else { 0 });
        report.remark(0, line, finding.message.clone());
    }
    report.count("relations", model.relations().len());
    Ok(Imported { model, report })
}

/// The last day of the period that begins on a day.
fn last_day(first: Day, period: Period) -> Day {
    let (year, month, _) = first.calendar();
    let before = |year: i32, month: u8| {
        let (year, month) = if month > 12 { (year + 1, month - 12) } else { (year, month) };
        Day::parse(&format!("{year:04}-{month:02}-01")).map_or(first, Day::previous)
    };
    match period {
        Period::Year => before(year + 1, 1),
        Period::Quarter => before(year, month + 3),
        Period::Month => before(year, month + 1),
        Period::Week => Day::from_number(first.number() + 6),
        Period::Day => first,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_end_on_their_last_day() {
        let last = |first: &str, period| last_day(Day::parse(first).unwrap(), period).to_string();
        assert_eq!(last("2012-01-01", Period::Year), "2012-12-31");
        assert_eq!(last("2012-10-01", Period::Quarter), "2012-12-31");
        assert_eq!(last("2012-02-01", Period::Month), "2012-02-29");
        assert_eq!(last("2013-12-30", Period::Week), "2014-01-05");
        assert_eq!(last("2013-12-30", Period::Day), "2013-12-30");
    }
}
