//! Votes of the General Assembly: how often each pair of states agreed in a year.
//!
//! Two tables are needed: votes (`rcid, country, vote`) and roll calls (`rcid, date`). Agreement is that of Lijphart: of the
//! roll calls in which both voted, the share in which they voted alike, a vote for or against beside an abstention counting half. It becomes a
//! tie for each pair and year, so all states make a world of more than a million ties; `--within cica,sco` keeps those who are ever
//! members of these bodies in the known world, or the states named.
//!
//! A. Lijphart, "The Analysis of Bloc Voting in the General Assembly", American Political Science Review 57 (1963), doi:10.2307/1952608.

use super::drafting::{Drafting, Item, Statement, by};
use super::input::{Input, not_this};
use super::rows::{Refused, dataset, each, has, header};
use super::{Options, csv};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Detail;
use crate::model::draft::{DetailDraft, When};
use crate::model::kind::{EntityKind, RelationKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Reads votes and roll calls.
pub(super) fn read(inputs: &[Input], options: &Options, drafting: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    let source = dataset(
        drafting,
        "un-votes",
        "United Nations General Assembly Voting Data",
        "E. Voeten, A. Strezhnev, M. Bailey",
    );
    let within = within(options, drafting)?;
    let is_calls = |input: &Input| has(&header(input), &["rcid", "date"]);
    let mut years: FxHashMap<i64, i32> = FxHashMap::default();
    for (file, input) in inputs.iter().enumerate().filter(|(_, input)| is_calls(input)) {
        each(input, file, &["rcid", "date"], "roll calls", drafting, |row, _| {
            let year = row.get("date").get(..4).and_then(|year| year.parse().ok());
            let year = year.ok_or_else(|| Refused::Cell(format!("`{}` is no date", row.get("date"))))?;
            years.insert(i64::from(row.number("rcid")?), year);
            Ok(())
        })?;
    }
    if years.is_empty() {
        let Some(input) = inputs.first() else { return Ok(()) };
        return Err(not_this(input, "votes together with their roll calls (rcid, date)"));
    }
    let mut calls: BTreeMap<(i32, i64), Vec<(Item, i8)>> = BTreeMap::new();
    let mut states: FxHashMap<(String, bool), Result<Item, String>> = FxHashMap::default();
    for (file, input) in inputs.iter().enumerate().filter(|(_, input)| !is_calls(input)) {
        each(input, file, &["rcid", "country", "vote"], "votes", drafting, |row, drafting| {
            let call = i64::from(row.number("rcid")?);
            let year = *years.get(&call).ok_or_else(|| Refused::Cell(format!("there is no roll call {call}")))?;
            let vote = match row.get("vote") {
                "yes" | "1" => 2,
                "abstain" | "2" => 1,
                "no" | "3" => 0,
                "absent" | "8" | "9" => return Err(Refused::Cell("the state was absent or no member".to_owned())),
                other => return Err(Refused::Cell(format!("`{other}` is no vote"))),
            };
            // Names outlive their states in this table: Russia is the Soviet Union until 1991, Yugoslavia Serbia since 2006.
            let early = year <= 1991;
            let name = match (row.get("country"), early, year) {
                ("Russia", true, _) => "Soviet Union",
                ("Yugoslavia", _, 2003..=2005) => "Serbia and Montenegro",
                ("Yugoslavia", _, 2006..) => "Serbia",
                (name, ..) => name,
            };
            let known = states.entry((name.to_owned(), early));
            let item = known.or_insert_with(|| csv::actor(drafting, options, name, EntityKind::State, None)).clone();
            let item = item.map_err(Refused::Nobody)?;
            if within.as_ref().is_none_or(|within| within.contains(drafting.slug(item))) {
                calls.entry((year, call)).or_default().push((item, vote));
            } else {
                drafting.report.count("votes_outside", 1);
            }
            Ok(())
        })?;
    }
    agreement(&calls, source, drafting);
    Ok(())
}

/// Slugs of the states that count; none if all do.
fn within(options: &Options, drafting: &Drafting<'_>) -> Result<Option<FxHashSet<String>>, Box<Diagnostic>> {
    if options.within.is_empty() {
        return Ok(None);
    }
    let mut slugs = FxHashSet::default();
    for name in &options.within {
        let Some(id) = drafting.base.find(&name.to_lowercase()) else {
            let message = format!("`--within {name}`: nobody has this slug");
            let near = crate::model::names::near(drafting.base, name, &[]);
            return Err(Box::new(Diagnostic::new(&codes::UNKNOWN_NAME, message, None).suggest(&near)));
        };
        if drafting.base.entity(id).kind == EntityKind::State {
            slugs.insert(drafting.base.entity(id).slug.to_string());
        }
        let members =
            drafting.base.relations().iter().filter(|relation| relation.to == id && relation.grade().is_some());
        slugs.extend(members.map(|relation| drafting.base.entity(relation.from).slug.to_string()));
    }
    Ok(Some(slugs))
}

/// Ties of all pairs, year by year.
fn agreement(calls: &BTreeMap<(i32, i64), Vec<(Item, i8)>>, source: &str, drafting: &mut Drafting<'_>) {
    let mut year_now = None;
    let mut pairs: BTreeMap<(Item, Item), (u32, u32)> = BTreeMap::new();
    let mut state = |year: i32, pairs: &mut BTreeMap<(Item, Item), (u32, u32)>| {
        for ((a, b), (halves, both)) in std::mem::take(pairs) {
            let value = (f64::from(halves) / f64::from(2 * both) * 1e4).round() / 1e4;
            let mut said = by(source);
            said.note = Some(format!("{both} roll calls"));
            let detail =
                DetailDraft::Ready(Detail::Tie { kind: "vote-agreement".into(), value: Some(value), directed: false });
            let when = When::During(format!("{year:04}-01-01/{year:04}-12-31"));
            drafting.state(0, 0, Statement { kind: RelationKind::Tie, from: a, to: b, when, detail, said });
        }
    };
    for ((year, _), votes) in calls {
        if year_now.is_some_and(|now| now != *year) {
            state(year_now.unwrap_or_default(), &mut pairs);
        }
        year_now = Some(*year);
        for (position, (a, vote)) in votes.iter().enumerate() {
            for (b, other) in &votes[position + 1..] {
                if a == b {
                    continue;
                }
                let entry = pairs.entry(if a < b { (*a, *b) } else { (*b, *a) }).or_default();
                entry.0 += u32::from(2 - vote.abs_diff(*other));
                entry.1 += 1;
            }
        }
    }
    if let Some(year) = year_now {
        state(year, &mut pairs);
    }
}
