//! Correlates of War, Intergovernmental Organizations v3: a row for each state and year, a column for each body.

use super::files::{gzipped, rows};
use super::sheet::{Moment, Sheet};
use super::world::{World, year};
use std::error::Error;
use std::path::Path;

/// The scheme of its codes of bodies.
pub(crate) const SET: &str = "cow-igo";
const FULL_MEMBER: &str = "1";
/// The body does not exist (−1), or its members are not known (−9): no cell.
const NOTHING_SAID: [&str; 3] = ["-1", "-9", ""];
const FIRST_YEAR: i32 = 1816;
const LAST_YEAR: i32 = 2014;

/// Compares full membership; associates and observers (2, 3) count as no members on both sides.
pub(crate) fn read(folder: &Path, world: &World) -> Result<Sheet, Box<dyn Error>> {
    let moments = (FIRST_YEAR..=LAST_YEAR).filter_map(|y| Some(Moment { label: y.to_string(), span: year(y)? }));
    let mut sheet = Sheet::new(SET, moments.collect());
    let codes = world.codes(SET);
    let table = rows(gzipped(&folder.join("cow_igo_v3/state_year_formatv3.csv.gz"))?)?;
    let column = |code: &&str| table.head.iter().position(|name| name.eq_ignore_ascii_case(code));
    let columns: Vec<(&str, usize)> = codes.iter().filter_map(|code| Some((*code, column(code)?))).collect();

    // Which bodies bear a code in a year is the same in every row of the year.
    let bodies: Vec<Vec<_>> = sheet
        .moments()
        .iter()
        .map(|moment| columns.iter().map(|(code, _)| world.bearers(SET, code, moment.span)).collect())
        .collect();
    for row in &table.rows {
        let Ok(moment) = usize::try_from(row[1].parse::<i32>()? - FIRST_YEAR) else { continue };
        let Some(span) = sheet.moments().get(moment).map(|m| m.span) else { continue };
        let states = world.bearers("cow", &row[0], span);
        for (bodies, (_, column)) in bodies[moment].iter().zip(&columns) {
            if !NOTHING_SAID.contains(&&row[*column]) {
                sheet.enter(world, bodies, &states, moment, &row[*column] == FULL_MEMBER);
            }
        }
    }
    Ok(sheet)
}
