//! Data sets about pairs of states: alliance obligations (ATOP), direct contiguity, diplomatic exchange, rivalries.
//!
//! States are numbers of Correlates of War, looked up at the time of each row. Years become spells; a tie that both
//! ends have alike is written once.

use super::Options;
use super::drafting::{Drafting, Statement, by};
use super::input::{Input, not_this};
use super::rows::{
    PairYears, Refused, Row, cow_state, dataset, each, has, header, part_text, parts, span_of, year_span,
};
use crate::diagnostic::Diagnostic;
use crate::model::Detail;
use crate::model::draft::{DetailDraft, When};
use crate::model::kind::RelationKind;

const COW: &str = "Correlates of War Project";

/// Obligations of alliances by directed pair and year: a tie for each kind of obligation.
///
/// B. Leeds, J. Ritter, S. Mitchell, A. Long, "Alliance Treaty Obligations and Provisions, 1815–1944", International Interactions 28
/// (2002), doi:10.1080/03050620213653.
pub(super) fn atop(inputs: &[Input], _: &Options, drafting: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    const OBLIGATIONS: [(&str, &str); 5] = [
        ("atop_defense", "alliance-defense"),
        ("atop_offense", "alliance-offense"),
        ("atop_neutral", "alliance-neutrality"),
        ("atop_nonagg", "alliance-nonaggression"),
        ("atop_consul", "alliance-consultation"),
    ];
    let source = dataset(drafting, "atop", "Alliance Treaty Obligations and Provisions", "ATOP Project");
    let mut ties = PairYears::default();
    for (file, input) in inputs.iter().enumerate() {
        let needed = ["ccode1", "ccode2", "year", "atop_defense"];
        each(input, file, &needed, "obligations of alliances by pair and year", drafting, |row, drafting| {
            let (from, to, year) = pair_year(row, drafting)?;
            let mut found = Vec::new();
            for (column, kind) in OBLIGATIONS {
                match row.get(column) {
                    "1" => found.push(kind),
                    "0" | "" => {}
                    other => return Err(Refused::Cell(format!("{column} is `{other}`, not 0 or 1"))),
                }
            }
            ties.see(year);
            found.iter().for_each(|kind| ties.add(kind, from, to, None, year, (row.file, row.line)));
            if found.is_empty() {
                drafting.report.count("rows_without_obligation", 1);
            }
            Ok(())
        })?;
    }
    ties.state(1, source, drafting);
    Ok(())
}

fn pair_year(
    row: &Row<'_>,
    drafting: &mut Drafting<'_>,
) -> Result<(super::drafting::Item, super::drafting::Item, i32), Refused> {
    let year = row.number("year")?;
    let span = year_span(year)?;
    let column = |a: &'static str, b: &'static str| {
        if row.get(a).is_empty() { row.get(b).to_owned() } else { row.get(a).to_owned() }
    };
    let from = cow_state(&column("ccode1", "state1no"), span, drafting)?;
    let to = cow_state(&column("ccode2", "state2no"), span, drafting)?;
    if from == to {
        return Err(Refused::Cell("both states are the same".to_owned()));
    }
    Ok((from, to, year))
}

const BORDERS: [&str; 5] =
    ["border-land", "border-water-12", "border-water-24", "border-water-150", "border-water-400"];

/// Direct contiguity, by period (`contdir`) or by directed pair and year (`contdird`).
///
/// D. Stinnett, J. Tir, P. Schafer, P. Diehl, C. Gochman, "The Correlates of War Project Direct Contiguity Data, Version 3", Conflict
/// Management and Peace Science 19 (2002), doi:10.1177/073889420201900203.
pub(super) fn contiguity(inputs: &[Input], _: &Options, drafting: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    let source = dataset(drafting, "cow-contiguity", "Direct Contiguity", COW);
    let mut ties = PairYears::default();
    let kind = |row: &Row<'_>| match row.get("conttype") {
        "1" => Ok(BORDERS[0]),
        "2" => Ok(BORDERS[1]),
        "3" => Ok(BORDERS[2]),
        "4" => Ok(BORDERS[3]),
        "5" => Ok(BORDERS[4]),
        other => Err(Refused::Cell(format!("conttype is `{other}`, not 1 to 5"))),
    };
    for (file, input) in inputs.iter().enumerate() {
        let columns = header(input);
        if has(&columns, &["state1no", "state2no", "year", "conttype"]) {
            each(input, file, &["year"], "contiguity by year", drafting, |row, drafting| {
                let (from, to, year) = pair_year(row, drafting)?;
                ties.add(kind(row)?, from, to, None, year, (row.file, row.line));
                Ok(())
            })?;
        } else if has(&columns, &["statelno", "statehno", "begin", "end", "conttype"]) {
            // The last month of the table means that the border is still there.
            let last = last_value(input, "end");
            each(input, file, &["begin"], "contiguity by period", drafting, |row, drafting| {
                let month = |column: &str| {
                    let text = row.get(column);
                    let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
                    if digits {
                        Ok(format!("{}-{}", &text[..4], &text[4..]))
                    } else {
                        Err(Refused::Cell(format!("{column} is `{text}`, not YYYYMM")))
                    }
                };
                let (start, end) = (month("begin")?, month("end")?);
                let span = span_of(&start, &end)?;
                let end = if row.get("end") == last { format!("[{end}..]") } else { end };
                let kind = kind(row)?;
                for (a, b, part) in parts(row.get("statelno"), row.get("statehno"), span, drafting)? {
                    let when = When::During(part_text(part, span, &start, &end));
                    let detail = DetailDraft::Ready(Detail::Tie { kind: kind.into(), value: None, directed: false });
                    let statement =
                        Statement { kind: RelationKind::Tie, from: a, to: b, when, detail, said: by(source) };
                    drafting.state(row.file, row.line, statement);
                }
                Ok(())
            })?;
        } else {
            return Err(not_this(
                input,
                "contiguity by period (statelno, statehno, begin, end) or by year (state1no, state2no, year)",
            ));
        }
    }
    ties.state(1, source, drafting);
    Ok(())
}

/// The greatest text of a column.
fn last_value(input: &Input, column: &str) -> String {
    let at = header(input).iter().position(|name| name.eq_ignore_ascii_case(column)).unwrap_or(usize::MAX);
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).from_reader(input.content());
    let values = reader
        .byte_records()
        .filter_map(|record| Some(String::from_utf8_lossy(record.ok()?.get(at)?).trim().to_owned()));
    values.max().unwrap_or_default()
}

/// Levels of diplomatic missions: the state that sends one is tied to the state that receives it. The table tells of every fifth
/// year or so; a level found in years at most five apart is taken to have lasted between them.
pub(super) fn diplomatic_exchange(
    inputs: &[Input],
    _: &Options,
    drafting: &mut Drafting<'_>,
) -> Result<(), Box<Diagnostic>> {
    let source = dataset(drafting, "cow-diplomatic-exchange", "Diplomatic Exchange", COW);
    let mut ties = PairYears::default();
    for (file, input) in inputs.iter().enumerate() {
        let needed = ["ccode1", "ccode2", "year", "DR_at_1", "DR_at_2"];
        each(input, file, &needed, "levels of diplomatic exchange", drafting, |row, drafting| {
            let (one, two, year) = pair_year(row, drafting)?;
            ties.see(year);
            let mut levels = Vec::new();
            for (column, from, to) in [("DR_at_1", two, one), ("DR_at_2", one, two)] {
                match row.get(column) {
                    "1" => levels.push(("mission-charge-d-affaires", from, to)),
                    "2" => levels.push(("mission-minister", from, to)),
                    "3" => levels.push(("mission-ambassador", from, to)),
                    "9" => levels.push(("mission-other", from, to)),
                    "0" => drafting.report.count("no_mission", 1),
                    "" | "-9" | "NA" => drafting.report.count("level_missing", 1),
                    other => return Err(Refused::Cell(format!("{column} is `{other}`, not 0, 1, 2, 3 or 9"))),
                }
            }
            levels.iter().for_each(|(kind, from, to)| ties.add(kind, *from, *to, None, year, (row.file, row.line)));
            Ok(())
        })?;
    }
    ties.state(5, source, drafting);
    Ok(())
}

/// Strategic rivalries with their kinds: the list of Thompson, Sakuwa and Suhas, or that of Thompson and Dreyer.
pub(super) fn rivalries(inputs: &[Input], _: &Options, drafting: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    const KINDS: [&str; 4] = ["positional", "spatial", "ideological", "interventionary"];
    for (file, input) in inputs.iter().enumerate() {
        let columns = header(input);
        let (source, start_at, end_at) = if has(&columns, &["ccode1", "ccode2", "styear", "endyear"]) {
            let title = "Handbook of International Rivalries, 1494–2010";
            (dataset(drafting, "rivalries-thompson-dreyer", title, "W. Thompson, D. Dreyer"), "styear", "endyear")
        } else {
            let title = "Analyzing Strategic Rivalries in World Politics";
            (
                dataset(drafting, "rivalries-thompson-sakuwa-suhas", title, "W. Thompson, K. Sakuwa, P. Suhas"),
                "start",
                "end",
            )
        };
        let last = last_value(input, end_at);
        each(
            input,
            file,
            &["ccode1", "ccode2", start_at, end_at],
            "a list of rivalries",
            drafting,
            |row, drafting| {
                let years = (row.number(start_at)?, row.number(end_at)?);
                let (start, end) = (format!("{:04}", years.0), format!("{:04}", years.1));
                let span = span_of(&start, &end)?;
                let end = if row.get(end_at) == last { format!("[{end}..]") } else { end };
                let mut kinds: Vec<&str> = KINDS.into_iter().filter(|kind| row.get(kind) == "1").collect();
                for column in ["type1", "type2", "type3"] {
                    let kind = row.get(column);
                    if !matches!(kind, "" | "NA") && !kinds.contains(&kind) {
                        kinds.push(kind);
                    }
                }
                let kind = (!kinds.is_empty()).then(|| kinds.join(" "));
                let name = if row.get("rivalry").is_empty() { row.get("rivalryname") } else { row.get("rivalry") };
                for (a, b, part) in parts(row.get("ccode1"), row.get("ccode2"), span, drafting)? {
                    if a == b {
                        return Err(Refused::Cell("both states are the same".to_owned()));
                    }
                    let mut said = by(source);
                    said.note = Some(name.to_owned()).filter(|name| !name.is_empty());
                    let when = When::During(part_text(part, span, &start, &end));
                    let detail = DetailDraft::Ready(Detail::Rival { kind: kind.clone().map(Into::into) });
                    drafting.state(
                        row.file,
                        row.line,
                        Statement { kind: RelationKind::Rival, from: a, to: b, when, detail, said },
                    );
                }
                Ok(())
            },
        )?;
    }
    Ok(())
}
