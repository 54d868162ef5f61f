//! Memberships of states in intergovernmental organizations by year: Correlates of War, Intergovernmental Organizations.
//!
//! Two shapes are read. *State-year* tables have a row for each state and year and a column for each organization;
//! *IGO-year* tables a row for each organization and year and a column for each state. Either may be separated by
//! commas or by tabs, whatever its name says. Codes: 0 no member, 1 full member, 2 associate, 3 observer, −9 missing. An
//! empty cell, and −1, say that the organization or the state did not exist; −1 means the one in state-year tables and
//! the other in IGO-year tables, so both become the same here: nothing held.
//!
//! Years become spells. A state sits for a whole spell in one grade; the start and the end are as precise as the year.
//! Missing years next to a spell may belong to it (`1970/[1980..1983]`), and a spell that reaches the last year of the table
//! may last longer (`2006/[2014..]`). Numbers of states are looked up year by year through dated codes: 365 is the
//! Soviet Union until 1991 and Russia after. A number that passes on within a year counts for who bore it longest.
//!
//! Given both shapes, a spell on which both agree is one statement with two sources; where they differ, each says what it
//! says. Literature: J. Pevehouse, T. Nordstrom, R. McManus, A. Jamison, "Tracking organizations in the world: The
//! Correlates of War IGO Version 3.0 datasets", Journal of Peace Research 57 (2020).

mod grid;
mod table;

use super::drafting::{Drafting, Item, Statement, by};
use super::input::Input;
use super::spells::{self, Frame, interval, year};
use super::{Options, cow_states, input};
use crate::diagnostic::Diagnostic;
use crate::model::draft::{DetailDraft, When};
use crate::model::kind::{EntityKind, Form, Grade, RelationKind, SourceKind};
use crate::model::{Detail, EntityId};
use grid::{ABSENT, Grid, MISSING};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

const SCHEME: &str = "cow-igo";
const URL: &str = "https://correlatesofwar.org/data-sets/igos/";
const PUBLISHER: &str = "Correlates of War Project";

/// Reads one or both shapes.
pub(super) fn read(inputs: &[Input], _: &Options, drafting: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    let mut world = World::default();
    let tables: Vec<_> = {
        use rayon::prelude::*;
        inputs.par_iter().map(table::read).collect()
    };
    let mut spells: BTreeMap<Spell, u8> = BTreeMap::new();
    let mut sources: Vec<String> = Vec::new();
    for (file, table) in tables.into_iter().enumerate() {
        let table = table?;
        for (line, cause, left_out) in &table.problems {
            if *left_out {
                drafting.report.left_out(file, *line, cause);
            } else {
                drafting.report.remark(file, *line, cause);
            }
        }
        drafting.report.files[file].rows = table.rows;
        drafting.report.files[file].stored =
            table.rows - table.problems.iter().filter(|(.., left_out)| *left_out).count();
        for (what, n) in table.cells.iter() {
            drafting.report.count(what, n);
        }
        let source = table.shape.source();
        let bit = match sources.iter().position(|known| *known == source.0) {
            Some(position) => position,
            None if sources.len() < 8 => {
                drafting.source(source.0, source.1, SourceKind::Dataset, Some(PUBLISHER), Some(URL));
                sources.push(source.0.to_owned());
                sources.len() - 1
            }
            None => return Err(input::not_this(&inputs[file], "one of at most eight tables")),
        };
        world.add(&table.grid, 1 << bit, &mut spells, drafting);
        world.describe(&table, drafting);
    }
    world.existence(&sources, drafting);
    let (mut agreed, mut alone) = (0, 0);
    for (spell, said_by) in &spells {
        let src: Vec<&str> =
            sources.iter().enumerate().filter(|(bit, _)| said_by >> bit & 1 == 1).map(|(_, id)| id.as_str()).collect();
        if src.len() > 1 {
            agreed += 1;
        } else {
            alone += 1;
        }
        let during = spell.interval(world.frame());
        drafting.state(
            0,
            0,
            Statement {
                kind: RelationKind::Seat,
                from: spell.state,
                to: spell.body,
                when: When::During(during),
                detail: DetailDraft::Ready(Detail::Seat { grade: spell.grade, suspended: false, weight: 1.0 }),
                said: by(&src.join(" ")),
            },
        );
    }
    drafting.report.count("spells", spells.len());
    if sources.len() > 1 {
        drafting.report.count("spells_both_tables_tell", agreed);
        drafting.report.count("spells_one_table_tells", alone);
    }
    Ok(())
}

/// Years in one grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spell {
    body: Item,
    from: i32,
    state: Item,
    to: i32,
    grade: Grade,
    unknown_since: Option<i32>,
    unknown_until: Option<i32>,
}

impl Spell {
    fn interval(&self, frame: Frame) -> String {
        interval(self.from, self.to, self.unknown_since, self.unknown_until, frame)
    }
}

/// What both tables together say.
#[derive(Debug, Default)]
struct World {
    bodies: FxHashMap<String, Bearers>,
    /// Body → years of existence by table, as a bit each.
    existence: BTreeMap<Item, BTreeMap<i32, u8>>,
    /// Body → years in which nobody's membership is known.
    unknown: BTreeMap<Item, BTreeMap<i32, u8>>,
    first: Option<i32>,
    last: i32,
}

/// Which bodies bear a code, each from a year on.
type Bearers = Vec<(i32, Item)>;

impl World {
    fn frame(&self) -> Frame {
        Frame { first: self.first.unwrap_or_default(), last: self.last }
    }

    /// Turns one table into spells.
    fn add(&mut self, grid: &Grid, bit: u8, spells: &mut BTreeMap<Spell, u8>, drafting: &mut Drafting<'_>) {
        let frame = Frame { first: grid.first_year, last: grid.last_year() };
        self.first = Some(self.first.map_or(frame.first, |first| first.min(frame.first)));
        self.last = self.last.max(frame.last);
        let states = state_slots(grid, drafting);
        let bodies: Vec<Bearers> = grid.bodies.iter().map(|code| self.bearers(code, frame, drafting)).collect();
        for (offset, known) in grid.existence().into_iter().enumerate() {
            let year = grid.first_year + offset as i32;
            for (bearers, known) in bodies.iter().zip(known).filter(|(_, known)| *known > ABSENT) {
                let Some(item) = bearer(bearers, year) else { continue };
                *self.existence.entry(item).or_default().entry(year).or_default() |= bit;
                if known == MISSING {
                    *self.unknown.entry(item).or_default().entry(year).or_default() |= bit;
                }
            }
        }
        // Several numbers may lead to one state, as 255 and 260 do to Germany in 1990: it is a member if either was.
        let mut years: Vec<Vec<u8>> = Vec::new();
        let mut by_state: BTreeMap<Item, Vec<(usize, i32, i32)>> = BTreeMap::new();
        for (row, slots) in states.iter().enumerate() {
            for (from, to, item) in slots {
                by_state.entry(*item).or_default().push((row, *from, *to));
            }
        }
        for (state, parts) in by_state {
            years.clear();
            years.resize(grid.years(), Vec::new());
            for (row, from, to) in parts {
                for year in from..=to {
                    let cells = grid.row(row, year);
                    let slot = &mut years[(year - grid.first_year) as usize];
                    if slot.is_empty() {
                        slot.extend_from_slice(cells);
                    } else {
                        slot.iter_mut().zip(cells).for_each(|(old, new)| *old = grid::stronger(*old, *new));
                    }
                }
            }
            for (body, from, to, what, unknown_since, unknown_until) in grid::seats(&years, grid.bodies.len()) {
                let year = |offset: usize| grid.first_year + offset as i32;
                let grade = match what {
                    grid::MEMBER => Grade::Member,
                    grid::ASSOCIATE => Grade::Associate,
                    _ => Grade::Observer,
                };
                let bearers = &bodies[body];
                for (start, end, item) in parts_of(bearers, year(from), year(to)) {
                    let spell = Spell {
                        body: item,
                        from: start,
                        state,
                        to: end,
                        grade,
                        unknown_since: unknown_since.map(year).filter(|_| start == year(from)),
                        unknown_until: unknown_until.map(year).filter(|_| end == year(to)),
                    };
                    *spells.entry(spell).or_default() |= bit;
                }
            }
        }
    }

    /// The bodies that bear a code, by the year from which on.
    fn bearers(&mut self, code: &str, frame: Frame, drafting: &mut Drafting<'_>) -> Bearers {
        let key = code.to_ascii_lowercase();
        if let Some(known) = self.bodies.get(&key) {
            return known.clone();
        }
        let known: Vec<String> = known_codes(drafting, code);
        let mut bearers: Bearers = Vec::new();
        for offset in frame.first..=frame.last {
            let Some(span) = year(offset) else { continue };
            let found = known.iter().find_map(|code| drafting.names.bearer(SCHEME, code, span));
            let Some(id) = found else { continue };
            let item = drafting.keep(id);
            if bearers.last().is_none_or(|(_, last)| *last != item) {
                bearers.push((offset, item));
            }
        }
        if let Some(first) = bearers.first_mut() {
            first.0 = i32::MIN;
            for (_, item) in &bearers {
                let slug = drafting.slug(*item).to_owned();
                drafting.report.named(code, &slug, "code of the body");
            }
        } else {
            let item = drafting.make(EntityKind::Body, code, code);
            drafting.code(item, SCHEME, code);
            drafting.report.count("bodies_made", 1);
            bearers.push((i32::MIN, item));
        }
        self.bodies.insert(key, bearers.clone());
        bearers
    }

    /// Names of organizations, which only IGO-year tables have.
    fn describe(&self, table: &table::Table, drafting: &mut Drafting<'_>) {
        for (body, about) in table.about.iter().enumerate() {
            let Some(bearers) = self.bodies.get(&table.grid.bodies[body].to_ascii_lowercase()) else { continue };
            let Some((_, item)) = bearers.last() else { continue };
            let made = drafting.entity(*item).name.eq_ignore_ascii_case(&table.grid.bodies[body]);
            if made && !about.name.is_empty() {
                drafting.entity(*item).name.clone_from(&about.name);
                drafting.alias(*item, &table.grid.bodies[body]);
            }
            for name in about.other_names() {
                drafting.alias(*item, name);
            }
        }
    }

    /// When each body existed, and when its members are not known.
    fn existence(&self, sources: &[String], drafting: &mut Drafting<'_>) {
        let frame = self.frame();
        for (item, years) in &self.existence {
            for run in spells::runs(years.iter().map(|(year, said_by)| (*year, *said_by))) {
                let src: Vec<&str> = sources
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| run.what >> bit & 1 == 1)
                    .map(|(_, id)| id.as_str())
                    .collect();
                drafting.form(*item, Form::Igo, interval(run.from, run.to, None, None, frame), &src.join(" "));
            }
        }
        for (item, years) in &self.unknown {
            let spans: Vec<String> = spells::runs(years.keys().map(|year| (*year, ())))
                .iter()
                .map(|run| if run.from == run.to { run.from.to_string() } else { format!("{}–{}", run.from, run.to) })
                .collect();
            drafting.note(*item, &format!("members not known: {}", spans.join(", ")));
            drafting.report.count("body_years_without_known_members", years.len());
        }
    }
}

/// The spellings of a code that the known world uses.
fn known_codes(drafting: &Drafting<'_>, code: &str) -> Vec<String> {
    let mut known = vec![code.to_owned()];
    for entity in drafting.base.entities() {
        for own in entity.codes.iter().filter(|own| own.scheme == SCHEME && own.code.eq_ignore_ascii_case(code)) {
            if !known.iter().any(|known| **known == *own.code) {
                known.push(own.code.to_string());
            }
        }
    }
    known
}

fn bearer(bearers: &Bearers, year: i32) -> Option<Item> {
    bearers.iter().rev().find(|(from, _)| *from <= year).map(|(_, item)| *item)
}

/// The parts of a run of years, each with the body that bore the code.
fn parts_of(bearers: &Bearers, from: i32, to: i32) -> Vec<(i32, i32, Item)> {
    let mut parts: Vec<(i32, i32, Item)> = Vec::new();
    for (position, (since, item)) in bearers.iter().enumerate() {
        let until = bearers.get(position + 1).map_or(i32::MAX, |(next, _)| next - 1);
        let (start, end) = (from.max(*since), to.min(until));
        if start <= end {
            parts.push((start, end, *item));
        }
    }
    parts
}

/// For each row of states, the years in which its number stood for which state.
fn state_slots(grid: &Grid, drafting: &mut Drafting<'_>) -> Vec<Vec<(i32, i32, Item)>> {
    let mut slots = Vec::with_capacity(grid.states.len());
    for (row, code) in grid.states.iter().enumerate() {
        let number = code.to_string();
        let mut own: Vec<(i32, i32, Item)> = Vec::new();
        let mut last: Option<Option<EntityId>> = None;
        for offset in grid.years_of(row) {
            let found = year(offset).and_then(|span| drafting.names.bearer("cow", &number, span));
            let same = last == Some(found) && own.last().is_some_and(|(_, to, _)| *to + 1 == offset);
            if let (true, Some(part)) = (same, own.last_mut()) {
                part.1 = offset;
                continue;
            }
            last = Some(found);
            let item = match found {
                Some(id) => drafting.keep(id),
                None => made_state(*code, drafting),
            };
            let slug = drafting.slug(item).to_owned();
            drafting.report.named(format!("cow:{number}"), &slug, if found.is_some() { "dated code" } else { "made" });
            own.push((offset, offset, item));
        }
        slots.push(own);
    }
    slots
}

/// A state of the list that the known world has not.
pub(super) fn made_state(code: u16, drafting: &mut Drafting<'_>) -> Item {
    let number = code.to_string();
    let name = cow_states::by_code(code).map_or_else(|| format!("COW {number}"), |state| state.name.to_owned());
    let hint = cow_states::by_code(code)
        .map_or_else(|| format!("cow-{number}"), |state| format!("{} (COW {})", state.name, number));
    let item = drafting.make(EntityKind::State, &hint, &name);
    drafting.code(item, "cow", &number);
    item
}
