//! Militarized interstate disputes (Correlates of War): who took which side, when, and over what.
//!
//! Participants (`MIDB`) are needed; with the disputes themselves (`MIDA`) their dates are known too. Side A is recorded as
//! claimant, side B as defendant. A dispute is over territory or regime if a participant wanted to revise that; other
//! aims stand in the note. Days that are missing (−9) leave months.
//!
//! G. Palmer, R. McManus, V. D'Orazio, M. Kenwick, M. Karstens, C. Bloch, N. Dietrich, K. Kahn, K. Ritter, M. Soules, "The MID5 Dataset,
//! 2011–2014", Conflict Management and Peace Science 39 (2022), doi:10.1177/0738894221995743.

use super::Options;
use super::drafting::{Drafting, Item, Statement, by};
use super::input::{Input, not_this};
use super::rows::{Refused, Row, cow_state, dataset, each, has, header, span_of};
use crate::diagnostic::Diagnostic;
use crate::model::Detail;
use crate::model::draft::{AttributesDraft, DetailDraft, When};
use crate::model::kind::{EntityKind, Over, RelationKind, SideRole};
use std::collections::BTreeMap;

/// What is known of a dispute.
#[derive(Default)]
struct Dispute {
    active: Option<String>,
    /// First and last written day of participants.
    spells: Vec<(String, String)>,
    over: Vec<Over>,
    level: i32,
    policy: bool,
    item: Option<Item>,
    names: Vec<String>,
}

/// Reads disputes and participants.
pub(super) fn read(inputs: &[Input], _: &Options, drafting: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    let source = dataset(drafting, "cow-mid", "Militarized Interstate Disputes", "Correlates of War Project");
    let mut disputes: BTreeMap<u32, Dispute> = BTreeMap::new();
    let is_participants =
        |input: &Input| has(&header(input), &["dispnum", "ccode", "sidea"]) && !has(&header(input), &["incidnum"]);
    for (file, input) in inputs.iter().enumerate().filter(|(_, input)| !is_participants(input)) {
        if has(&header(input), &["incidnum"]) {
            return Err(not_this(input, "a table of disputes or their participants; incidents are parts of disputes"));
        }
        each(input, file, &["dispnum", "styear", "endyear", "hostlev"], "a table of disputes", drafting, |row, _| {
            let (start, end) = dates(row)?;
            span_of(&start, &end)?;
            let dispute = disputes.entry(number(row)?).or_default();
            let end = if row.get("ongo2014") == "1" { format!("[{end}..]") } else { end };
            dispute.active = Some(format!("{start}/{end}"));
            dispute.level = row.number("hostlev")?;
            Ok(())
        })?;
    }
    let (mut participants, mut last) = (false, String::new());
    for (file, input) in inputs.iter().enumerate().filter(|(_, input)| is_participants(input)) {
        participants = true;
        each(
            input,
            file,
            &["dispnum", "ccode", "sidea", "styear"],
            "a table of participants",
            drafting,
            |row, drafting| {
                let (start, end) = dates(row)?;
                let span = span_of(&start, &end)?;
                let who = cow_state(row.get("ccode"), span, drafting)?;
                let role = match row.get("sidea") {
                    "1" => SideRole::Claimant,
                    "0" => SideRole::Defendant,
                    other => return Err(Refused::Cell(format!("sidea is `{other}`, not 0 or 1"))),
                };
                let number = number(row)?;
                let dispute = disputes.entry(number).or_default();
                for column in ["revtype1", "revtype2"] {
                    match row.get(column) {
                        "1" if !dispute.over.contains(&Over::Territory) => dispute.over.push(Over::Territory),
                        "3" if !dispute.over.contains(&Over::Regime) => dispute.over.push(Over::Regime),
                        "2" => dispute.policy = true,
                        _ => {}
                    }
                }
                dispute.level = dispute.level.max(row.number("hostlev").unwrap_or_default());
                let item = *dispute.item.get_or_insert_with(|| {
                    let slug = format!("mid-{number}");
                    drafting.make(EntityKind::Dispute, &slug, &format!("Militarized dispute {number}"))
                });
                let name = drafting.entity(who).name.clone();
                if !dispute.names.contains(&name) {
                    dispute.names.push(name);
                }
                last = last.clone().max(end.clone());
                let mut said = by(source);
                if let Ok(level @ 1..=5) = row.number("hostlev") {
                    said.note = Some(LEVELS[level as usize - 1].to_owned());
                }
                let when = When::During(format!("{start}/{end}"));
                let detail = DetailDraft::Ready(Detail::Side(role));
                drafting.state(
                    file,
                    row.line,
                    Statement { kind: RelationKind::Side, from: who, to: item, when, detail, said },
                );
                dispute.spells.push((start, end));
                Ok(())
            },
        )?;
    }
    if !participants {
        let Some(input) = inputs.first() else { return Ok(()) };
        return Err(not_this(
            input,
            "a table of participants (dispnum, ccode, sidea), without which disputes have no sides",
        ));
    }
    for (number, mut dispute) in disputes {
        let Some(item) = dispute.item else {
            drafting.report.remark(0, 0, format!("dispute {number} has no participants"));
            continue;
        };
        let told = dispute.active.take().or_else(|| {
            let first = dispute.spells.iter().map(|(start, _)| start).min()?;
            Some(format!("{first}/{}", dispute.spells.iter().map(|(_, end)| end).max()?))
        });
        dispute.over.sort_unstable();
        let years: Vec<&str> =
            told.as_deref().unwrap_or_default().split('/').map(|date| date.trim_matches(['[', '.', ']'])).collect();
        let years: Vec<&str> = years.iter().filter_map(|date| date.get(..4)).collect();
        let years = match years.as_slice() {
            [a, b] if a != b => format!("{a}–{b}"),
            [a, ..] => (*a).to_owned(),
            [] => String::new(),
        };
        let others =
            if dispute.names.len() > 4 { format!(" and {} others", dispute.names.len() - 3) } else { String::new() };
        let shown = if dispute.names.len() > 4 { 3 } else { dispute.names.len() };
        let name = format!("{}{others} {years}", dispute.names[..shown].join(", "));
        let entity = drafting.entity(item);
        entity.name = format!("Militarized dispute of {name}");
        entity.src = Some(source.to_owned());
        entity.attributes = AttributesDraft::Dispute { over: dispute.over, active: told.into_iter().collect() };
        let mut notes: Vec<&str> = Vec::new();
        if let Some(level) = usize::try_from(dispute.level).ok().and_then(|level| LEVELS.get(level.checked_sub(1)?)) {
            notes.push(level);
        }
        if dispute.policy {
            notes.push("over policy");
        }
        if !notes.is_empty() {
            entity.note = Some(notes.join("; "));
        }
        drafting.report.count("disputes", 1);
    }
    Ok(())
}

const LEVELS: [&str; 5] = ["no militarized action", "threat of force", "display of force", "use of force", "war"];

fn number(row: &Row<'_>) -> Result<u32, Refused> {
    u32::try_from(row.number("dispnum")?).map_err(|_| Refused::Cell("the number of the dispute is negative".to_owned()))
}

/// Start and end, as precise as they are known.
fn dates(row: &Row<'_>) -> Result<(String, String), Refused> {
    let date = |year: &str, month: &str, day: &str| {
        let (year, month, day) = (row.number(year)?, row.number(month)?, row.number(day)?);
        match (year, month, day) {
            (..=0, ..) => Err(Refused::Cell("the year is missing".to_owned())),
            (year, ..=0, _) => Ok(format!("{year:04}")),
            (year, month, ..=0) => Ok(format!("{year:04}-{month:02}")),
            (year, month, day) => Ok(format!("{year:04}-{month:02}-{day:02}")),
        }
    };
    Ok((date("styear", "stmon", "stday")?, date("endyear", "endmon", "endday")?))
}
