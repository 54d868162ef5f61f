//! The yearly table of states and organizations.

use fixedbitset::FixedBitSet;
use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::path::Path;

/// Who was a full member of what, year by year.
pub(crate) struct Table {
    /// The years.
    pub(crate) years: Vec<i32>,
    /// For every year and every state, its organizations; a state that is not there has none.
    pub(crate) members: Vec<Vec<FixedBitSet>>,
    /// The number of organizations.
    pub(crate) organizations: usize,
}

/// Reads the table from the folder of data sets.
pub(crate) fn read(folder: &Path) -> Result<Table, Box<dyn Error>> {
    let path = folder.join("cow_igo_v3/state_year_formatv3.csv.gz");
    let file = File::open(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut reader = csv::Reader::from_reader(GzDecoder::new(file));
    let organizations = reader.headers()?.len() - 3;
    let mut rows: BTreeMap<i32, BTreeMap<u32, FixedBitSet>> = BTreeMap::new();
    for row in reader.records() {
        let row = row?;
        let member = |(i, cell): (usize, &str)| (cell == "1").then_some(i);
        let mut groups = FixedBitSet::with_capacity(organizations);
        groups.extend(row.iter().skip(3).enumerate().filter_map(member));
        rows.entry(row[1].parse()?).or_default().insert(row[0].parse()?, groups);
    }
    let mut states: Vec<u32> = rows.values().flat_map(BTreeMap::keys).copied().collect();
    states.sort_unstable();
    states.dedup();
    let of_year = |year: &BTreeMap<u32, FixedBitSet>| {
        let none = || FixedBitSet::with_capacity(organizations);
        states.iter().map(|state| year.get(state).cloned().unwrap_or_else(none)).collect()
    };
    Ok(Table { years: rows.keys().copied().collect(), members: rows.values().map(of_year).collect(), organizations })
}
