//! The World Factbook: what each country's page listed on the days of its snapshots.

use super::files::{gzipped, plain, rows};
use super::sheet::{Moment, Sheet};
use super::world::World;
use comity::model::EntityId;
use comity::time::{Day, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

/// The scheme of its abbreviations of bodies.
pub(crate) const SET: &str = "factbook";
/// The day of the last state of the text, which has a file of its own.
const LAST: &str = "2026-05-17";
/// Its own codes of states that the concordance lacks.
const OTHER_CODES: &[(&str, &str)] = &[("ri", "srb"), ("kv", "xkx")];

/// Compares full membership, as the notes in brackets tell it.
pub(crate) fn read(folder: &Path, world: &World) -> Result<Sheet, Box<dyn Error>> {
    let folder = folder.to_owned();
    let states = states(&folder, world)?;
    // Snapshot → state → abbreviations, with whether the note says full member.
    let mut pages: BTreeMap<String, BTreeMap<EntityId, BTreeMap<String, bool>>> = BTreeMap::new();
    let history = rows(gzipped(&folder.join("factbook/memberships_history.csv.gz"))?)?;
    let last = rows(plain(&folder.join("factbook/memberships.csv"))?)?;
    for table in [&history, &last] {
        let (gec, org, note) = (table.column("gec")?, table.column("org")?, table.column("note")?);
        let snapshot = table.column("snapshot").ok();
        for row in &table.rows {
            let Some(state) = states.get(&row[gec]) else { continue };
            let day = snapshot.map_or(LAST, |column| &row[column]);
            let page = pages.entry(day.to_owned()).or_default().entry(*state).or_default();
            *page.entry(row[org].to_owned()).or_default() |= is_full(&row[note]);
        }
    }
    let moments = pages.keys().map(|day| Ok(Moment { label: day.clone(), span: Span::day(Day::parse(day)?) }));
    let mut sheet = Sheet::new(SET, moments.collect::<Result<_, comity::time::TimeError>>()?);
    for (moment, pages) in pages.values().enumerate() {
        let listed: BTreeSet<&String> = pages.values().flat_map(BTreeMap::keys).collect();
        for code in world.codes(SET).into_iter().filter(|code| listed.contains(&(*code).to_owned())) {
            let bodies = world.bearers(SET, code, sheet.moments()[moment].span);
            for (state, page) in pages {
                sheet.enter(world, &bodies, &[*state], moment, page.get(code).copied().unwrap_or_default());
            }
        }
    }
    Ok(sheet)
}

/// Whether a note means a full member; whoever is suspended is still one.
fn is_full(note: &str) -> bool {
    const FULL: &[&str] = &[
        "",
        "nonregional member",
        "nonregional members",
        "regional",
        "suspended",
        "temporarily suspended",
        "excluded from formal participation since 1962",
        "Taipei, China",
        "Chinese Taipei",
        "2024",
        "US suspended security obligations to NZ on 11 August 1986",
    ];
    FULL.contains(&note)
}

/// Its codes of states (GEC, once FIPS 10-4), by the concordance with ISO 3166.
fn states(folder: &Path, world: &World) -> Result<BTreeMap<String, EntityId>, Box<dyn Error>> {
    let table = rows(plain(&folder.join("country_codes/country-codes.csv"))?)?;
    let (fips, iso) = (table.column("FIPS")?, table.column("ISO3166-1-Alpha-3")?);
    let mut states = BTreeMap::new();
    for row in &table.rows {
        for code in row[fips].split(',').map(|code| code.trim().to_lowercase()) {
            states.extend(world.model.find(&row[iso].to_lowercase()).map(|id| (code, id)));
        }
    }
    let other = OTHER_CODES.iter();
    states.extend(other.filter_map(|(code, slug)| Some(((*code).to_owned(), world.model.find(slug)?))));
    Ok(states)
}
