//! Acts on treaties, day by day: the UN Treaty Collection of March 2015, and a list of events kept since.

use super::files::{gzipped, plain, rows};
use super::lines::{Line, NO};
use super::world::World;
use comity::model::EntityId;
use comity::model::kind::Act;
use comity::time::{Date, Day, Span};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// The scheme of the numbers of the UN Treaty Collection.
pub(crate) const UNTC: &str = "untc";
/// The scheme of the names in the list of events.
pub(crate) const EVENTS: &str = "events";
/// The day on which the list of events was read. The tables of the UN Treaty Collection were read on different days
/// of 2014 and 2015 that nobody wrote down, so each is asked only about the days up to its own last act.
const EVENTS_LAST: &str = "2026-08-22";

/// Codes of treaties have no dates.
const ANY_DAY: Span = Span { first: Day::BEGINNING, last: Day::END };

/// What a data set says was done.
struct Event {
    treaty: EntityId,
    who: EntityId,
    act: Act,
    on: Date,
}

/// How far one treaty agrees.
pub(crate) struct Tally {
    pub(crate) treaty: String,
    pub(crate) set: &'static str,
    pub(crate) acts: usize,
    pub(crate) agreeing: usize,
}

/// Compares every act on every treaty that bears a code of one of the sets.
pub(crate) fn read(folder: &Path, world: &World) -> Result<(Vec<Tally>, Vec<Line>), Box<dyn Error>> {
    let (mut tallies, mut lines) = (Vec::new(), Vec::new());
    let sets =
        [(UNTC, None, collection(folder, world)?), (EVENTS, Some(Day::parse(EVENTS_LAST)?), list(folder, world)?)];
    for (set, last, events) in sets {
        for code in world.codes(set) {
            for treaty in world.bearers(set, code, ANY_DAY) {
                let events: Vec<&Event> = events.iter().filter(|event| event.treaty == treaty).collect();
                let newest = events.iter().map(|event| event.on.earliest()).max();
                let Some(last) = last.or(newest) else { continue };
                let (acts, found) = compare(world, treaty, &events, last);
                let agreeing = acts - found.len();
                lines.extend(found.into_iter().map(|line| Line { set: set.to_owned(), ..line }));
                tallies.push(Tally { treaty: world.slug(treaty).to_owned(), set, acts, agreeing });
            }
        }
    }
    lines.sort();
    Ok((tallies, lines))
}

/// Pairs what is said here with what is said there; an act on the same day or the next to it agrees.
fn compare(world: &World, treaty: EntityId, events: &[&Event], last: Day) -> (usize, Vec<Line>) {
    type Acts = Vec<(Act, Date)>;
    let mut said: BTreeMap<(EntityId, &str), (Acts, Acts)> = BTreeMap::new();
    for relation in world.model.relations().iter().filter(|relation| relation.to == treaty) {
        let (Some(act), Ok(on)) = (relation.act(), Date::parse(relation.during.from_text())) else { continue };
        if let Some(class) = class(act).filter(|_| on.earliest() <= last) {
            said.entry((relation.from, class)).or_default().0.push((act, on));
        }
    }
    for event in events.iter().filter(|event| event.on.earliest() <= last) {
        if let Some(class) = class(event.act) {
            said.entry((event.who, class)).or_default().1.push((event.act, event.on.clone()));
        }
    }
    let (mut count, mut lines) = (0, Vec::new());
    for ((who, class), (mut here, there)) in said {
        let mut missing = Vec::new();
        for event in there {
            count += 1;
            match here.iter().position(|act| agree(act, &event)) {
                Some(same) => drop(here.remove(same)),
                None => missing.push(event),
            }
        }
        count += here.len().saturating_sub(missing.len());
        for i in 0..here.len().max(missing.len()) {
            lines.push(Line {
                set: String::new(),
                of: world.slug(treaty).to_owned(),
                who: world.slug(who).to_owned(),
                what: class.to_owned(),
                here: words(here.get(i)),
                there: words(missing.get(i)),
                why: String::new(),
            });
        }
    }
    (count, lines)
}

fn agree((act, on): &(Act, Date), (there, day): &(Act, Date)) -> bool {
    act == there && on.earliest().previous() <= day.latest() && day.earliest() <= on.latest().next()
}

fn words(act: Option<&(Act, Date)>) -> String {
    act.map_or_else(|| NO.to_owned(), |(act, on)| format!("{act} {on}"))
}

fn class(act: Act) -> Option<&'static str> {
    match act {
        Act::Signed => Some("signature"),
        Act::Withdrew => Some("withdrawal"),
        act if act.binds() => Some("consent"),
        _ => None,
    }
}

/// The tables of the UN Treaty Collection; the head of a column says what its dates mean.
fn collection(folder: &Path, world: &World) -> Result<Vec<Event>, Box<dyn Error>> {
    let table = rows(gzipped(&folder.join("un_treaties_2015/parties_long.csv.gz"))?)?;
    let (treaty, who, head) = (table.column("treaty")?, table.column("participant")?, table.column("column")?);
    let (date, mark) = (table.column("date")?, table.column("mark")?);
    let mut events = Vec::new();
    for row in table.rows.iter().filter(|row| !row[date].is_empty()) {
        let on = Date::parse(&row[date])?;
        let Some(treaty) = world.bearers(UNTC, &row[treaty], ANY_DAY).pop() else {
            continue;
        };
        let who = world.actor(&row[who]).ok_or_else(|| format!("who is {}?", &row[who]))?;
        if let Some(act) = act_of(&row[head], &row[mark]) {
            events.push(Event { treaty, who, act, on });
        }
    }
    Ok(events)
}

fn act_of(head: &str, mark: &str) -> Option<Act> {
    if head.starts_with("Signature") {
        return Some(Act::Signed);
    }
    match mark {
        "a" => Some(Act::Acceded),
        "A" => Some(Act::Accepted),
        "AA" => Some(Act::Approved),
        "d" => Some(Act::Succeeded),
        // Organizations confirm formally what states ratify.
        "c" => Some(Act::Ratified),
        "" if head.contains("Ratification") => Some(Act::Ratified),
        _ => None,
    }
}

/// The list of events: one act a row.
fn list(folder: &Path, world: &World) -> Result<Vec<Event>, Box<dyn Error>> {
    const ACTIONS: &[(&str, Act)] = &[
        ("signed", Act::Signed),
        ("ratified", Act::Ratified),
        ("acceded to", Act::Acceded),
        ("accepted", Act::Accepted),
        ("approved", Act::Approved),
        ("succeeded", Act::Succeeded),
        ("withdrew from", Act::Withdrew),
    ];
    let table = rows(plain(&folder.join("treaty_events/treaty_events.csv"))?)?;
    let (treaty, who) = (table.column("treaty")?, table.column("country")?);
    let (date, action) = (table.column("date")?, table.column("action")?);
    let mut events = Vec::new();
    for row in &table.rows {
        let on = Date::parse(&row[date])?;
        let Some(treaty) = world.bearers(EVENTS, &row[treaty], ANY_DAY).pop() else {
            continue;
        };
        let who = world.actor(&row[who]).ok_or_else(|| format!("who is {}?", &row[who]))?;
        let act = ACTIONS.iter().find(|(word, _)| *word == &row[action]).map(|(_, act)| *act);
        let act = act.ok_or_else(|| format!("what is `{}`?", &row[action]))?;
        events.push(Event { treaty, who, act, on });
    }
    Ok(events)
}
