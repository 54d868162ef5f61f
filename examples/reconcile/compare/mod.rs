//! Everything compared: the sheets of seats, the acts on treaties, and the lines in which they differ.

mod cow;
mod factbook;
mod files;
mod iigo;
pub(crate) mod lines;
mod sheet;
mod treaties;
mod world;

use std::error::Error;
use std::path::Path;

pub(crate) use cow::SET as COW;
pub(crate) use lines::Line;
pub(crate) use sheet::Sheet;
pub(crate) use world::World;

/// The data sets in the order of the page, with their titles.
pub(crate) const TITLES: &[(&str, &str)] = &[
    (COW, "Correlates of War, Intergovernmental Organizations v3"),
    (factbook::SET, "The World Factbook, 2015-2026"),
    (iigo::SET, "Informal intergovernmental organizations"),
    (treaties::UNTC, "UN Treaty Collection, March 2015"),
    (treaties::EVENTS, "Treaty events to August 2026"),
];

/// The outcome of a comparison.
pub(crate) struct Comparison {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) treaties: Vec<treaties::Tally>,
    pub(crate) lines: Vec<Line>,
}

/// Compares the shipped world with the data sets in a folder.
pub(crate) fn compare(folder: &Path, world: &World) -> Result<Comparison, Box<dyn Error>> {
    let sheets = vec![cow::read(folder, world)?, factbook::read(folder, world)?, iigo::read(folder, world)?];
    let mut lines: Vec<Line> = sheets.iter().flat_map(|sheet| sheet.differences(world)).collect();
    let (tallies, acts) = treaties::read(folder, world)?;
    lines.extend(acts);
    Ok(Comparison { sheets, treaties: tallies, lines })
}
