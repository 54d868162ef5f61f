//! The World Factbook: in which organizations each country takes part, from one snapshot or from a history of them.
//!
//! Read are the JSON file of a country, lists already taken apart (`country, org, note`), texts as printed (`country, text`), and
//! histories (`snapshot, country, org, note`). Two-letter codes of the Factbook are not those of ISO (`ch` is China), so countries are
//! looked up by name alone. Words in brackets tell the grade. A bracket that is never closed ends at its first comma, as the
//! rest of a list must not be lost.
//!
//! A snapshot says what holds on its day (`--date`), not since when: the seat began on some day up to it. Of a history, the first and
//! the last snapshot with a seat bound its beginning and its end.

mod text;

use super::csv::values;
use super::drafting::{Drafting, Item, Statement, by};
use super::input::{Input, not_this, text_of};
use super::rows::{Refused, dataset, each, has, header};
use super::{Options, csv};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Detail;
use crate::model::draft::{DetailDraft, When};
use crate::model::kind::{EntityKind, Grade, RelationKind};
use crate::time::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Who, in what, in which grade, whether suspended, and the words in brackets where they say more.
type Seat = (Item, Item, Grade, bool, Option<String>);

/// What the snapshots say.
#[derive(Default)]
struct Found {
    /// Seat → snapshots that show it, and the place of the first.
    seats: BTreeMap<Seat, (BTreeSet<String>, (usize, usize))>,
    snapshots: BTreeSet<String>,
}

/// Reads snapshots and histories.
pub(super) fn read(inputs: &[Input], options: &Options, drafting: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    let source = dataset(drafting, "factbook", "The World Factbook, International organization participation", "CIA");
    if let Some(date) = &options.date
        && Date::parse(date).is_err()
    {
        let message = format!("`--date {date}` is no date");
        return Err(Box::new(
            Diagnostic::new(&codes::BAD_DAY, message, None).help("write it as `2026-05-17` or `2026-05`"),
        ));
    }
    let only = options.date.clone().unwrap_or_default();
    let mut found = Found::default();
    for (file, input) in inputs.iter().enumerate() {
        let columns = header(input);
        if input.content().trim_ascii_start().starts_with(b"{") {
            drafting.report.row(file);
            match text::of_json(&text_of(input.content())) {
                Ok((country, Some(list))) => match state(&country, options, drafting) {
                    Ok(who) => {
                        found.list(who, &list, &only, (file, 1), drafting);
                        drafting.report.stored(file);
                    }
                    Err(Refused::Nobody(cause) | Refused::Cell(cause)) => drafting.report.nobody(file, 1, cause),
                },
                Ok((_, None)) => drafting.report.left_out(file, 1, "the page has no list of organizations"),
                Err(cause) => drafting.report.left_out(file, 1, cause),
            }
        } else if has(&columns, &["country", "org", "note"]) {
            each(input, file, &["country"], "a list of seats", drafting, |row, drafting| {
                let snapshot =
                    if row.get("snapshot").is_empty() { only.clone() } else { row.get("snapshot").to_owned() };
                if !snapshot.is_empty() && Date::parse(&snapshot).is_err() {
                    return Err(Refused::Cell(format!("`{snapshot}` is no date")));
                }
                let who = state(row.get("country"), options, drafting)?;
                found.add(who, row.get("org"), row.get("note"), &snapshot, (file, row.line), drafting)
            })?;
        } else if has(&columns, &["country", "text"]) {
            each(input, file, &["country", "text"], "texts as printed", drafting, |row, drafting| {
                let who = state(row.get("country"), options, drafting)?;
                found.list(who, row.get("text"), &only, (file, row.line), drafting);
                Ok(())
            })?;
        } else {
            return Err(not_this(
                input,
                "a page or a list of the Factbook (country, org, note; or country, text; or JSON)",
            ));
        }
    }
    found.state(source, drafting);
    Ok(())
}

/// The state that a country of the Factbook is.
fn state(country: &str, options: &Options, drafting: &mut Drafting<'_>) -> Result<Item, Refused> {
    csv::actor(drafting, options, country, EntityKind::State, None).map_err(Refused::Nobody)
}

impl Found {
    /// All seats of a printed list.
    fn list(&mut self, who: Item, list: &str, snapshot: &str, place: (usize, usize), drafting: &mut Drafting<'_>) {
        for (org, note) in text::items(list) {
            if let Err(Refused::Cell(cause) | Refused::Nobody(cause)) =
                self.add(who, &org, &note, snapshot, place, drafting)
            {
                drafting.report.remark(place.0, place.1, cause);
            }
        }
    }

    fn add(
        &mut self,
        who: Item,
        org: &str,
        note: &str,
        snapshot: &str,
        place: (usize, usize),
        drafting: &mut Drafting<'_>,
    ) -> Result<(), Refused> {
        let org = text::org(org);
        if org.is_empty() || org.eq_ignore_ascii_case("none") {
            return Err(Refused::Cell(format!("`{org}` names no organization")));
        }
        let body = body(&org, note, drafting);
        if who == body || !drafting.may_join(RelationKind::Seat, who, body) {
            return Err(Refused::Cell(format!("{} cannot sit in {}", drafting.slug(who), drafting.slug(body))));
        }
        let (grade, suspended, remark) = status(note);
        if !snapshot.is_empty() {
            self.snapshots.insert(snapshot.to_owned());
        }
        let seat = (who, body, grade, suspended, remark);
        let entry = self.seats.entry(seat).or_insert_with(|| (BTreeSet::new(), place));
        if !entry.0.insert(snapshot.to_owned()) {
            drafting.report.count("listed_twice", 1);
        }
        Ok(())
    }

    /// Seats as relations: of one snapshot, or from the first to the last that shows them.
    fn state(self, source: &str, drafting: &mut Drafting<'_>) {
        let snapshots: Vec<&String> = self.snapshots.iter().collect();
        let mut spells = 0;
        for ((who, body, grade, suspended, remark), (shown, place)) in &self.seats {
            let detail = || DetailDraft::Ready(Detail::Seat { grade: *grade, suspended: *suspended, weight: 1.0 });
            let mut said = by(source);
            said.note.clone_from(remark);
            let statement = |when| Statement {
                kind: RelationKind::Seat,
                from: *who,
                to: *body,
                when,
                detail: detail(),
                said: said.clone(),
            };
            let mut runs: Vec<(usize, usize)> = Vec::new();
            for position in
                snapshots.iter().enumerate().filter(|(_, name)| shown.contains(**name)).map(|(position, _)| position)
            {
                match runs.last_mut() {
                    Some((_, last)) if *last + 1 == position => *last = position,
                    _ => runs.push((position, position)),
                }
            }
            if runs.is_empty() {
                spells += 1;
                drafting.state(place.0, place.1, statement(When::Unknown));
            }
            for (first, last) in runs {
                spells += 1;
                let start = match first.checked_sub(1) {
                    None => format!("[..{}]", snapshots[first]),
                    Some(before) => format!("[{}..{}]", snapshots[before], snapshots[first]),
                };
                let end = match snapshots.get(last + 1) {
                    None => format!("[{}..]", snapshots[last]),
                    Some(after) => format!("[{}..{after}]", snapshots[last]),
                };
                drafting.state(place.0, place.1, statement(When::During(format!("{start}/{end}"))));
            }
        }
        drafting.report.count("spells", spells);
        drafting.report.count("snapshots", snapshots.len());
    }
}

/// The body of an abbreviation. Abbreviations that differ in case alone are different bodies (`ICC`, `ICCt`; `CoE`, `COE`).
fn body(org: &str, note: &str, drafting: &mut Drafting<'_>) -> Item {
    if let Some(id) = drafting.names.only_bearer("factbook", org) {
        let item = drafting.keep(id);
        let slug = drafting.slug(item).to_owned();
        drafting.report.named(org, &slug, "code of the body");
        return item;
    }
    let is_new = !drafting.was_made(EntityKind::Body, org);
    let item = drafting.make(EntityKind::Body, org, org);
    if is_new {
        drafting.code(item, "factbook", org);
        if NON_GOVERNMENTAL.contains(&org) || note.contains("NGO") {
            drafting.note(item, "not an organization of states");
        }
    }
    item
}

/// What the Factbook lists beside organizations of states.
const NON_GOVERNMENTAL: &[&str] = &["IOC", "ICC", "ITUC", "WFTU", "ICRM", "IFRCS", "ISO", "IPU", "ICFTU", "WCL"];

/// Grade, suspension, and the words themselves where a grade does not say it all.
fn status(note: &str) -> (Grade, bool, Option<String>) {
    let note = note.trim();
    if note.is_empty() {
        return (Grade::Member, false, None);
    }
    if let Some((grade, suspended)) = values::grade(note) {
        let plain = note.eq_ignore_ascii_case(grade.as_str()) || (suspended && note == "suspended");
        return (grade, suspended, (!plain).then(|| note.to_owned()));
    }
    let lower = note.to_lowercase();
    let first = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let grade = if first(&["observer"]) {
        Grade::Observer
    } else if first(&["associate", "correspondent", "subscriber"]) {
        Grade::Associate
    } else if first(&["partner", "engagement"]) {
        Grade::Partner
    } else if first(&["candidate", "signatory", "applicant"]) {
        Grade::Candidate
    } else {
        Grade::Member
    };
    (grade, first(&["suspended", "excluded"]), Some(note.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_grades_or_stay_as_words() {
        assert_eq!(status(""), (Grade::Member, false, None));
        assert_eq!(status("observer"), (Grade::Observer, false, None));
        assert_eq!(status("nonregional member"), (Grade::Member, false, Some("nonregional member".into())));
        assert_eq!(status("suspended"), (Grade::Member, true, None));
        assert!(status("excluded from formal participation since 1962").1);
        assert_eq!(status("Chinese Taipei"), (Grade::Member, false, Some("Chinese Taipei".into())));
        assert_eq!(status("dialogue partner").0, Grade::Partner);
    }
}
