//! Any table: a mapping says which column holds what.
//!
//! `who=iso3,body=org,from=start,to=end,grade=type` makes seats. The fields that are mapped tell what a row is: with `body`
//! a seat, with `treaty` an act, with `a` and `b` (or `source` and `target`) a tie. Columns that bear the name of a field need
//! no mapping, and a text in quotes stands for every row: `grade='observer'`. A table with a `year` and no dates is yearly:
//! consecutive years of the same statement become one spell.

pub(super) use super::input::separator_of;

mod mapping;
pub(super) mod values;

use super::drafting::{Drafting, Item, Statement};
use super::input::{Input, Lines, text_of};
use super::resolve::{Kinds, Outcome, slug_from};
use super::rows::Refused;
use super::spells::{Frame, interval, runs, year};
use super::{Make, Names, Options, cow_igo, cow_states, fold};
use crate::diagnostic::Diagnostic;
use crate::model::Detail;
use crate::model::draft::{DetailDraft, Said, When};
use crate::model::kind::{Confidence, EntityKind, Grade, RelationKind, SourceKind};
use mapping::{Columns, Sort};
use std::collections::BTreeMap;

/// Reads tables by a mapping.
pub(super) fn read(inputs: &[Input], options: &Options, drafting: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    let mut yearly = YearlyRows::new();
    for (file, input) in inputs.iter().enumerate() {
        let source = source_of(input, options, drafting);
        let (mut reader, header) = input.table(&options.limits)?;
        let columns = Columns::of(&header, options.map.as_deref().unwrap_or_default(), &input.name);
        let columns = columns.map_err(|found| as_events(input, input.with_unread(found)))?;
        let guessed = columns.guessed(&header);
        if !guessed.is_empty() {
            let note = format!("Taken by their headings: {}; --map says otherwise.", guessed.join(", "));
            drafting.report.notes.push(note);
        }
        let (mut record, mut lines) = (::csv::ByteRecord::new(), Lines::of(input));
        let mut reading = Reading { drafting, options, columns: &columns, source: &source, file, input, line: 0 };
        loop {
            match reader.read_byte_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(_) => {
                    reading.drafting.report.row(file);
                    reading.drafting.report.left_out(file, 0, "the row cannot be read");
                    continue;
                }
            }
            reading.drafting.report.row(file);
            let line = lines.of_row(&record);
            let fault = if record.len() > header.len() || record.len() * 2 < header.len() {
                Some(format!("{} cells where the header has {}", record.len(), header.len()))
            } else {
                input.fault(line, &record, columns.used(), &options.limits)
            };
            if let Some(cause) = fault {
                reading.drafting.report.left_out(file, line, cause);
                continue;
            }
            let cells: Vec<String> = record.iter().map(|cell| text_of(cell).trim().to_owned()).collect();
            reading.line = line;
            match reading.row(&cells) {
                Ok(Read::Done) => reading.drafting.report.stored(file),
                Ok(Read::Year(key, year)) => {
                    reading.drafting.report.stored(file);
                    yearly.entry(*key).or_default().push((year, (file, line)));
                }
                Err(Refused::Nobody(cause)) => reading.drafting.report.nobody(file, line, cause),
                Err(Refused::Cell(cause)) => reading.drafting.report.left_out(file, line, cause),
            }
        }
    }
    spells(yearly, drafting);
    Ok(())
}

/// A finding that a table lacks columns, which says so if it may be a stream of events.
fn as_events(input: &Input, found: Box<Diagnostic>) -> Box<Diagnostic> {
    let streamed = fold::is_events(input.first_line()) && found.suggestion.is_none();
    if streamed {
        Box::new(found.help(format!("if these are events, `comity fold {}` counts them", input.name)))
    } else {
        found
    }
}

/// Yearly statements with their years, and the file and line of each.
type YearlyRows = BTreeMap<Yearly, Vec<(i32, (usize, usize))>>;

/// A yearly statement but for its year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Yearly {
    from: Item,
    to: Item,
    kind: RelationKind,
    grade: Option<Grade>,
    tie: Option<(String, u64, bool)>,
    src: String,
    note: Option<String>,
}

enum Read {
    Done,
    Year(Box<Yearly>, i32),
}

struct Reading<'r, 'b> {
    drafting: &'r mut Drafting<'b>,
    options: &'r Options,
    columns: &'r Columns,
    source: &'r str,
    file: usize,
    input: &'r Input,
    /// The line of the row that is read.
    line: usize,
}

impl Reading<'_, '_> {
    fn row(&mut self, cells: &[String]) -> Result<Read, Refused> {
        let sort = self.columns.sort;
        let (from_field, to_field) = sort.ends();
        let when = self.when(cells)?;
        let span = match &when {
            Written::Year(y) => year(*y),
            Written::Interval(text) => first_year(text).and_then(year),
            Written::Nothing => None,
        };
        let from = self.actor(cells, from_field, EntityKind::State, span)?;
        let to_kind = match sort {
            Sort::Seat => EntityKind::Body,
            Sort::Act => EntityKind::Treaty,
            Sort::Tie => EntityKind::State,
        };
        let to = self.actor(cells, to_field, to_kind, span)?;
        let said = self.said(cells)?;
        let (kind, detail) = match sort {
            Sort::Seat => {
                let (grade, suspended) = match self.get(cells, "grade") {
                    None => (Grade::Member, false),
                    Some(text) => values::grade(&text)
                        .ok_or_else(|| self.refused("grade", format!("`{text}` is no grade of a seat")))?,
                };
                (RelationKind::Seat, DetailDraft::Ready(Detail::Seat { grade, suspended, weight: 1.0 }))
            }
            Sort::Act => {
                let text = self.need(cells, "act")?;
                let act =
                    values::act(&text).ok_or_else(|| self.refused("act", format!("`{text}` is no act on a treaty")))?;
                (RelationKind::Party, DetailDraft::Act(act))
            }
            Sort::Tie => {
                let value = match self.get(cells, "value") {
                    None => None,
                    Some(text) => Some(
                        text.replace(',', ".")
                            .parse::<f64>()
                            .ok()
                            .filter(|value| value.is_finite())
                            .ok_or_else(|| self.refused("value", format!("`{text}` is no number")))?,
                    ),
                };
                let kind = self.get(cells, "kind").unwrap_or_else(|| "tie".to_owned());
                let directed = self.columns.directed;
                (RelationKind::Tie, DetailDraft::Ready(Detail::Tie { kind: kind.into(), value, directed }))
            }
        };
        if !self.drafting.may_join(kind, from, to) {
            let (from, to) = (self.drafting.slug(from), self.drafting.slug(to));
            return Err(Refused::Cell(format!("no {kind} leads from {from} to {to}")));
        }
        if from == to {
            return Err(Refused::Cell(format!("{} is related to itself", self.drafting.slug(from))));
        }
        let when = match when {
            Written::Year(year) if sort != Sort::Act => {
                let (grade, tie) = match &detail {
                    DetailDraft::Ready(Detail::Seat { grade, suspended: false, .. }) => (Some(*grade), None),
                    DetailDraft::Ready(Detail::Tie { kind, value, directed }) => {
                        (None, Some((kind.to_string(), value.unwrap_or(f64::NAN).to_bits(), *directed)))
                    }
                    _ => return Err(Refused::Cell("a suspension needs dates, not a year".to_owned())),
                };
                let src = said.src.unwrap_or_default();
                return Ok(Read::Year(Box::new(Yearly { from, to, kind, grade, tie, src, note: said.note }), year));
            }
            Written::Year(year) => When::On(format!("{year:04}")),
            Written::Interval(text) if sort == Sort::Act => {
                if text.contains('/') {
                    return Err(Refused::Cell("an act has one date".to_owned()));
                }
                When::On(text)
            }
            Written::Interval(text) => When::During(text),
            Written::Nothing => When::Unknown,
        };
        self.drafting.state(self.file, self.line, Statement { kind, from, to, when, detail, said });
        Ok(Read::Done)
    }

    fn get(&self, cells: &[String], field: &str) -> Option<String> {
        let text = self.columns.value(field, cells)?;
        (!values::is_missing(&text)).then_some(text)
    }

    /// A cell that names somebody: `NA` is Namibia there, not a gap.
    fn need(&self, cells: &[String], field: &'static str) -> Result<String, Refused> {
        let text = self.columns.value(field, cells).unwrap_or_default();
        let empty = text.is_empty() || (text != "NA" && values::is_missing(&text));
        if empty { Err(self.refused(field, format!("`{field}` is missing"))) } else { Ok(text) }
    }

    fn said(&mut self, cells: &[String]) -> Result<Said, Refused> {
        let conf = match self.get(cells, "conf") {
            None => None,
            Some(text) => Some(
                Confidence::from_word(&text)
                    .ok_or_else(|| self.refused("conf", format!("`{text}` is no confidence")))?,
            ),
        };
        let src = match self.get(cells, "src") {
            None => self.source.to_owned(),
            Some(text) => {
                let mut ids = Vec::new();
                for title in text.split([';', ' ']).map(str::trim).filter(|title| !title.is_empty()) {
                    let id = slug_from(title);
                    if !id.is_empty() && !ids.contains(&id) {
                        self.drafting.source(&id, title, SourceKind::Dataset, None, None);
                        ids.push(id);
                    }
                }
                ids.join(" ")
            }
        };
        Ok(Said { src: Some(src), conf, note: self.get(cells, "note"), ..Said::default() })
    }

    fn when(&self, cells: &[String]) -> Result<Written, Refused> {
        let bad = |field: &str, text: &str| self.refused(field, format!("`{text}` is no date"));
        if let Some(text) = self.get(cells, "during") {
            return crate::time::Interval::parse(&text)
                .map(|_| Written::Interval(text.clone()))
                .map_err(|_| bad("during", &text));
        }
        if let Some(text) = self.get(cells, "on") {
            return values::date(&text).map(Written::Interval).ok_or_else(|| bad("on", &text));
        }
        // An act without its day is of an unknown day, whatever else the table tells of the treaty.
        if self.columns.sort == Sort::Act && self.columns.has("on") {
            return Ok(Written::Nothing);
        }
        let (from, to) = (self.get(cells, "from"), self.get(cells, "to"));
        if self.columns.has("from") || self.columns.has("to") {
            let start = from.map(|text| values::date(&text).ok_or_else(|| bad("from", &text))).transpose()?;
            let end = match to {
                Some(text) if values::is_open(&text) => Some("..".to_owned()),
                Some(text) => Some(values::date(&text).ok_or_else(|| bad("to", &text))?),
                None if self.options.open => Some("..".to_owned()),
                None => None,
            };
            if start.is_none() && end.is_none() {
                return Ok(Written::Nothing);
            }
            let text = format!("{}/{}", start.unwrap_or_default(), end.unwrap_or_default());
            return crate::time::Interval::parse(&text)
                .map(|_| Written::Interval(text.clone()))
                .map_err(|error| self.refused("to", format!("`{text}`: {}", error.message)));
        }
        match self.get(cells, "year") {
            None => Ok(Written::Nothing),
            Some(text) => {
                let year = text.parse().ok().filter(|year| (1..=9999).contains(year));
                year.map(Written::Year).ok_or_else(|| self.refused("year", format!("`{text}` is no year")))
            }
        }
    }

    fn actor(
        &mut self,
        cells: &[String],
        field: &'static str,
        kind: EntityKind,
        span: Option<crate::time::Span>,
    ) -> Result<Item, Refused> {
        let text = self.need(cells, field)?;
        actor(self.drafting, self.options, &text, kind, span).map_err(|cause| Refused::Nobody(self.at(field, cause)))
    }

    fn refused(&self, field: &str, cause: String) -> Refused {
        Refused::Cell(self.at(field, cause))
    }

    /// A cause with the cell of a sheet in which it lies.
    fn at(&self, field: &str, cause: String) -> String {
        match (self.input.sheet(), self.columns.column(field)) {
            (Some(sheet), Some(column)) => format!("{}: {cause}", sheet.cell(self.line, column)),
            _ => cause,
        }
    }
}

/// When a row holds, as it was read.
enum Written {
    Nothing,
    Year(i32),
    Interval(String),
}

fn first_year(text: &str) -> Option<i32> {
    text.trim_start_matches(['[', '.']).get(..4)?.parse().ok()
}

/// Whom a cell means, by code or by name; if nobody, a new entity where that is wanted.
pub(super) fn actor(
    drafting: &mut Drafting<'_>,
    options: &Options,
    text: &str,
    kind: EntityKind,
    span: Option<crate::time::Span>,
) -> Result<Item, String> {
    let schemes: &[&str] = match options.names {
        Names::Cow => &["cow"],
        Names::Gw => &["gw"],
        Names::Iso => &["iso3", "iso2"],
        Names::Auto if text.bytes().all(|byte| byte.is_ascii_digit()) => &["cow", "gw", "m49"],
        Names::Auto | Names::Name => &[],
    };
    if kind == EntityKind::State {
        for scheme in schemes {
            let code = if *scheme == "m49" { text } else { text.trim_start_matches('0') };
            let found = match span {
                Some(span) => drafting.names.bearer(scheme, code, span),
                None => drafting.names.only_bearer(scheme, code),
            };
            if let Some(id) = found {
                let item = drafting.keep(id);
                let slug = drafting.slug(item).to_owned();
                drafting.report.named(format!("{scheme}:{code}"), &slug, "code");
                return Ok(item);
            }
        }
        if let (Names::Cow, Some(state)) = (options.names, text.parse().ok().and_then(cow_states::by_code)) {
            let item = cow_igo::made_state(state.code, drafting);
            let slug = drafting.slug(item).to_owned();
            drafting.report.named(format!("cow:{text}"), &slug, "made");
            return Ok(item);
        }
        if let (Names::Cow, Some(state)) = (options.names, cow_states::by_letters(text)) {
            return actor(drafting, options, &state.code.to_string(), kind, span);
        }
    }
    let kinds = match kind {
        EntityKind::Body => Kinds::Body,
        EntityKind::Treaty => Kinds::Treaty,
        _ => Kinds::Actor,
    };
    let mut outcome = drafting.names.find(text, kinds);
    if !matches!(outcome, Outcome::One(..)) && kind == EntityKind::Body {
        // What data sets call bodies.
        for scheme in ["factbook", "cow-igo", "iigo"] {
            if let Some(id) = drafting.names.only_bearer(scheme, text) {
                outcome = Outcome::One(id, "code of the body");
                break;
            }
        }
    }
    if let Outcome::One(id, rule) = outcome {
        let item = drafting.keep(id);
        let slug = drafting.slug(item).to_owned();
        drafting.report.named(text, &slug, rule);
        return Ok(item);
    }
    // Bodies and treaties of a table are often new; a state that nobody knows is more often a slip.
    let wanted = match options.make {
        Make::None => false,
        Make::All => true,
        Make::Groups => kind != EntityKind::State,
    };
    if !wanted || matches!(outcome, Outcome::Several(_)) {
        // Names that look like a number have nothing to do with whom it means.
        let is_number = kind == EntityKind::State && text.bytes().all(|byte| byte.is_ascii_digit());
        let unknown = is_number && matches!(outcome, Outcome::None(_));
        return Err(if unknown { format!("no state bears the number `{text}`") } else { outcome.complaint(text) });
    }
    let item = drafting.make(kind, text, text);
    let slug = drafting.slug(item).to_owned();
    drafting.report.named(text, &slug, "made");
    Ok(item)
}

/// Yearly statements as spells.
fn spells(yearly: YearlyRows, drafting: &mut Drafting<'_>) {
    let all = yearly.values().flatten().map(|(year, _)| *year);
    let (Some(first), Some(last)) = (all.clone().min(), all.max()) else { return };
    let frame = Frame { first, last };
    let mut made = 0;
    for (key, mut years) in yearly {
        years.sort_unstable();
        let place = years.first().map_or((0, 0), |(_, place)| *place);
        years.dedup_by_key(|(year, _)| *year);
        for run in runs(years.iter().map(|(year, _)| (*year, ()))) {
            made += 1;
            let detail = match (&key.grade, &key.tie) {
                (Some(grade), _) => Detail::Seat { grade: *grade, suspended: false, weight: 1.0 },
                (None, Some((kind, bits, directed))) => {
                    let value = Some(f64::from_bits(*bits)).filter(|value| !value.is_nan());
                    Detail::Tie { kind: kind.as_str().into(), value, directed: *directed }
                }
                (None, None) => Detail::None,
            };
            let said = Said { src: Some(key.src.clone()), note: key.note.clone(), ..Said::default() };
            let when = When::During(interval(run.from, run.to, None, None, frame));
            let statement = Statement {
                kind: key.kind,
                from: key.from,
                to: key.to,
                when,
                detail: DetailDraft::Ready(detail),
                said,
            };
            drafting.state(place.0, place.1, statement);
        }
    }
    drafting.report.count("spells", made);
}

/// The source of a file: named by the user, else by the file.
pub(super) fn source_of(input: &Input, options: &Options, drafting: &mut Drafting<'_>) -> String {
    let title = options.source.as_deref().unwrap_or_else(|| input.file_name());
    let mut id = slug_from(title.rsplit_once('.').map_or(title, |(stem, _)| stem));
    if id.is_empty() {
        id = "imported".to_owned();
    }
    drafting.source(&id, title, SourceKind::Dataset, None, None);
    id
}
