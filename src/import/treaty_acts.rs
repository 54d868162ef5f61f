//! Acts on treaties: tables of the United Nations Treaty Collection, and lists of dated events.
//!
//! Three shapes are read: a table of a treaty as the collection shows it (`Participant`, then columns such as `Ratification,
//! Accession(a)`), the same tables in one long list (`treaty, participant, column, date, mark`), and events (`date, country, action,
//! treaty`). What an act is follows from the mark behind the date (`a` accession, `A` acceptance, `AA` approval, `d` succession, `s`
//! definitive signature, `c` formal confirmation), else from the heading, which differs from treaty to treaty: "Signature, Succession to
//! signature(d)" is a signature. A list of treaties (`treaty_no, treaty_name`) gives numbers their names.

use super::csv::values;
use super::drafting::{Drafting, Item, Statement, by};
use super::input::{Input, not_this};
use super::resolve::{Kinds, Outcome};
use super::rows::{Refused, Row, dataset, each, has, header};
use super::{Options, csv};
use crate::diagnostic::Diagnostic;
use crate::model::draft::{DetailDraft, When};
use crate::model::kind::{Act, EntityKind, RelationKind};
use crate::time::Date;
use std::collections::BTreeMap;

/// Reads tables, lists and events.
pub(super) fn read(inputs: &[Input], options: &Options, drafting: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    let is_list = |input: &Input| has(&header(input), &["treaty_no", "treaty_name"]);
    for (file, input) in inputs.iter().enumerate().filter(|(_, input)| is_list(input)) {
        each(input, file, &["treaty_no", "treaty_name"], "a list of treaties", drafting, |row, _| {
            let chapter = row.get("chapter_no");
            let number = row.get("treaty_no");
            let key = if chapter.is_empty() { number.to_owned() } else { format!("{chapter}-{number}") };
            titles.insert(key, row.get("treaty_name").to_owned());
            Ok(())
        })?;
    }
    for (file, input) in inputs.iter().enumerate().filter(|(_, input)| !is_list(input)) {
        let columns = header(input);
        if has(&columns, &["treaty", "participant", "column", "date", "mark"]) {
            let source = dataset(
                drafting,
                "untc",
                "Multilateral Treaties Deposited with the Secretary-General",
                "United Nations",
            );
            each(input, file, &["treaty"], "a long list of acts", drafting, |row, drafting| {
                let mut reading = Reading { drafting, options, titles: &titles, source };
                let treaty = reading.treaty(row.get("treaty"));
                let who = reading.actor(row.get("participant"))?;
                let (act, note) = act_of(row.get("column"), row.get("mark"))?;
                if row.get("date").is_empty() {
                    return Err(Refused::Cell(format!("`{}` is no date", row.get("value"))));
                }
                reading.state(row, who, treaty, act, row.get("date"), note)
            })?;
        } else if has(&columns, &["date", "action", "treaty"]) {
            let source = dataset(
                drafting,
                "treaty-events",
                "Dated acts on arms-control and other treaties",
                "treaty depositaries",
            );
            each(input, file, &["date"], "events", drafting, |row, drafting| {
                let mut reading = Reading { drafting, options, titles: &titles, source };
                let treaty = reading.treaty(row.get("treaty"));
                let who = match row.get("iso2") {
                    "" => reading.actor(row.get("country"))?,
                    code => reading.actor(code).or_else(|_| reading.actor(row.get("country")))?,
                };
                let action = row.get("action");
                let act =
                    values::act(action).ok_or_else(|| Refused::Cell(format!("`{action}` is no act on a treaty")))?;
                reading.state(row, who, treaty, act, row.get("date"), None)
            })?;
        } else if columns.first().is_some_and(|first| first.starts_with("Participant")) {
            let source = dataset(
                drafting,
                "untc",
                "Multilateral Treaties Deposited with the Secretary-General",
                "United Nations",
            );
            let name = input.file_name();
            let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
            each(input, file, &[], "a table of a treaty", drafting, |row, drafting| {
                let mut reading = Reading { drafting, options, titles: &titles, source };
                let treaty = reading.treaty(&name);
                reading.table_row(row, treaty)
            })?;
        } else {
            return Err(not_this(
                input,
                "a table of a treaty (Participant, …), a long list of acts, or events (date, country, action, treaty)",
            ));
        }
    }
    Ok(())
}

struct Reading<'r, 'b> {
    drafting: &'r mut Drafting<'b>,
    options: &'r Options,
    titles: &'r BTreeMap<String, String>,
    source: &'static str,
}

impl Reading<'_, '_> {
    /// A row of a table has all acts of one participant.
    fn table_row(&mut self, row: &Row<'_>, treaty: Item) -> Result<(), Refused> {
        let cells: Vec<(String, String)> = row.cells().map(|(head, cell)| (head.to_owned(), cell.to_owned())).collect();
        let who = self.actor(&cells.first().map(|(_, cell)| plain_name(cell)).unwrap_or_default())?;
        for (head, cell) in cells.iter().skip(1).filter(|(_, cell)| !cell.is_empty()) {
            let (date, mark) = parted(cell);
            let told = act_of(head, mark).and_then(|(act, note)| match values::date(date) {
                Some(date) => self.state(row, who, treaty, act, &date, note),
                None => Err(Refused::Cell(format!("`{cell}` is no date"))),
            });
            if let Err(Refused::Cell(cause) | Refused::Nobody(cause)) = told {
                self.drafting.report.remark(row.file, row.line, format!("{head}: {cause}"));
            }
        }
        Ok(())
    }

    fn state(
        &mut self,
        row: &Row<'_>,
        who: Item,
        treaty: Item,
        act: Act,
        date: &str,
        note: Option<&str>,
    ) -> Result<(), Refused> {
        if Date::parse(date).is_err() {
            return Err(Refused::Cell(format!("`{date}` is no date")));
        }
        if !self.drafting.may_join(RelationKind::Party, who, treaty) {
            return Err(Refused::Cell("only states and bodies act on treaties".to_owned()));
        }
        let mut said = by(self.source);
        said.note = note.map(str::to_owned);
        self.drafting.state(
            row.file,
            row.line,
            Statement {
                kind: RelationKind::Party,
                from: who,
                to: treaty,
                when: When::On(date.to_owned()),
                detail: DetailDraft::Act(act),
                said,
            },
        );
        Ok(())
    }

    fn actor(&mut self, name: &str) -> Result<Item, Refused> {
        csv::actor(self.drafting, self.options, &plain_name(name), EntityKind::State, None).map_err(Refused::Nobody)
    }

    fn treaty(&mut self, given: &str) -> Item {
        let title = self.titles.get(given).map_or(given, String::as_str);
        // Titles end with place and date of the signing.
        let name = title.split(". ").next().unwrap_or(title).trim();
        for text in [given, title, name] {
            if let Outcome::One(id, rule) = self.drafting.names.find(text, Kinds::Treaty) {
                let item = self.drafting.keep(id);
                let slug = self.drafting.slug(item).to_owned();
                self.drafting.report.named(given, &slug, rule);
                return item;
            }
        }
        let item = self.drafting.make(EntityKind::Treaty, given, name);
        if title != name {
            self.drafting.entity(item).official = Some(title.to_owned());
        }
        item
    }
}

/// A name without the numbers of footnotes and remarks in brackets at its end.
fn plain_name(name: &str) -> String {
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',' || c.is_whitespace());
    name.trim_end_matches('*').trim().to_owned()
}

/// The date of a cell, and the mark behind it.
fn parted(cell: &str) -> (&str, &str) {
    match cell.rsplit_once(' ') {
        Some((date, mark)) if mark.len() <= 2 && mark.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            (date.trim(), mark)
        }
        _ => (cell.trim(), ""),
    }
}

/// What was done, by mark and heading, and a remark on it.
fn act_of(heading: &str, mark: &str) -> Result<(Act, Option<&'static str>), Refused> {
    let signing = heading.starts_with("Signature");
    Ok(match mark {
        "a" => (Act::Acceded, None),
        "A" => (Act::Accepted, None),
        "AA" => (Act::Approved, None),
        // Whoever succeeds to a signature has only signed.
        "d" if signing => (Act::Signed, Some("succession to signature")),
        "d" => (Act::Succeeded, None),
        "s" => (Act::Accepted, Some("definitive signature")),
        "c" => (Act::Ratified, Some("formal confirmation")),
        "P" if heading.contains("Consent to be bound(P)") => (Act::Accepted, Some("consent to be bound")),
        "p" if heading.contains("Simplified procedure(p)") => (Act::Accepted, Some("simplified procedure")),
        "" if signing => (Act::Signed, None),
        "" => {
            // The word without a mark is what an unmarked date means.
            let words = heading.split(", ").filter(|word| !word.contains('('));
            match words.map(str::trim).find_map(values::act) {
                Some(act) => (act, None),
                None => match heading.split('(').next().map(str::trim).and_then(values::act) {
                    Some(act) => (act, None),
                    None => return Err(Refused::Cell(format!("the column `{heading}` holds no act"))),
                },
            }
        }
        other => return Err(Refused::Cell(format!("the mark `{other}` under `{heading}` is not known"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_marks_together_say_what_was_done() {
        let act = |heading: &str, mark: &str| act_of(heading, mark).ok().map(|(act, _)| act);
        assert_eq!(act("Signature, Succession to signature(d)", ""), Some(Act::Signed));
        assert_eq!(act("Signature, Succession to signature(d)", "d"), Some(Act::Signed));
        assert_eq!(act("Succession(d), Ratification", ""), Some(Act::Ratified));
        assert_eq!(act("Succession(d), Ratification", "d"), Some(Act::Succeeded));
        assert_eq!(act("Ratification, Acceptance(A), Approval(AA)", "AA"), Some(Act::Approved));
        assert_eq!(act("UNTS Page", ""), None);
        assert_eq!(act("Accession(a)", "n"), None);
        assert_eq!(parted("19 Dec 1991 a"), ("19 Dec 1991", "a"));
        assert_eq!(parted("24 Sep 2003"), ("24 Sep 2003", ""));
        assert_eq!(plain_name("China 2, 3"), "China");
    }
}
