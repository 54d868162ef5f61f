//! Informal intergovernmental organizations (Vabulas and Snidal): spells of membership in years.

use super::files::{plain, rows};
use super::sheet::{Moment, Sheet};
use super::world::{World, year};
use comity::model::EntityId;
use comity::time::Certainty;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

/// The scheme of its codes of bodies.
pub(crate) const SET: &str = "iigo";
const FIRST_YEAR: i32 = 1945;
const LAST_YEAR: i32 = 2017;
/// Its codes of states that are no ISO 3166 codes.
const OTHER_CODES: &[(&str, &str)] = &[("KOS", "xkx"), ("GIN - GNQ", "gnq")];

/// Compares members over the years for which it describes a body; a year of beginning or end counts.
pub(crate) fn read(folder: &Path, world: &World) -> Result<Sheet, Box<dyn Error>> {
    let moments = (FIRST_YEAR..=LAST_YEAR).filter_map(|y| Some(Moment { label: y.to_string(), span: year(y)? }));
    let mut sheet = Sheet::new(SET, moments.collect());
    let table = rows(plain(&folder.join("iigo/iigo_memberships.csv"))?)?;
    let (who, org) = (table.column("stateID")?, table.column("igoID")?);
    let (begin, end) = (table.column("Begin")?, table.column("End")?);

    let codes = world.codes(SET);
    let mut spells: BTreeMap<&str, Vec<(EntityId, i32, i32)>> = BTreeMap::new();
    let mut all = BTreeSet::new();
    for row in &table.rows {
        let Some(state) = state(world, &row[who]) else { continue };
        all.insert(state);
        if codes.contains(&row[org]) {
            let spell = (state, row[begin].parse()?, row[end].parse().unwrap_or(LAST_YEAR));
            spells.entry(&row[org]).or_default().push(spell);
        }
    }
    for (code, spells) in spells {
        let first = spells.iter().map(|(_, begin, _)| *begin).min().unwrap_or(FIRST_YEAR);
        let last = spells.iter().map(|(.., end)| *end).max().unwrap_or(LAST_YEAR);
        for moment in 0..sheet.moments().len() {
            let (year, span) = (FIRST_YEAR + moment as i32, sheet.moments()[moment].span);
            let bodies = world.bearers(SET, code, span);
            if bodies.is_empty() || !(first..=last).contains(&year) {
                continue;
            }
            let members = bodies.iter().flat_map(|body| world.members_of(*body));
            for state in all.iter().copied().chain(members).collect::<BTreeSet<_>>() {
                let there = spells.iter().any(|(of, begin, end)| *of == state && (*begin..=*end).contains(&year));
                let lives = world.model.entity(state).life().is_none_or(|life| life.within(span) > Certainty::No);
                if lives || there {
                    sheet.enter(world, &bodies, &[state], moment, there);
                }
            }
        }
    }
    Ok(sheet)
}

fn state(world: &World, code: &str) -> Option<EntityId> {
    let slug = OTHER_CODES.iter().find(|(theirs, _)| *theirs == code).map(|(_, slug)| (*slug).to_owned());
    world.model.find(&slug.unwrap_or_else(|| code.to_lowercase()))
}
