//! Streams of events → dated ties: who did what kind of thing to whom, how often and how strongly, in each period.
//!
//! Events are read as they come, in blocks shared by all cores; memory grows with the number of groups, not of events. A group
//! is a pair of actors, a period and a kind; it has a count, and the sum of a value. Values are summed as decimals with six digits after
//! the point, so that no order of addition changes a sum. Read are ICEWS in its full format, tab-separated benchmark files (`source,
//! relation, target, date`), and any table by a mapping, plain or gzip.
//!
//! ```
//! use comity::import::fold::{Recipe, fold};
//!
//! let events = "date,source,target,relation\n2014-05-20,China,Russia,Consult\n2014-05-21,China,Russia,Consult\n";
//! let folded = fold(vec![("events.csv".into(), Box::new(events.as_bytes()))], &Recipe::default()).unwrap();
//! assert_eq!(folded.csv(), "from,to,period,kind,count,sum\nChina,Russia,2014-01-01,Consult,2,\n");
//! ```

mod blocks;
mod columns;
mod sql;
mod tally;
mod world;

pub use sql::{Dialect, sql};
pub use world::world;

use crate::diagnostic::Diagnostic;
use crate::time::Day;
use blocks::Blocks;
use columns::Columns;
use rustc_hash::FxHashMap;
use std::io::Read;
use std::sync::Arc;
use std::sync::Mutex;
use tally::Tally;

/// How long a period is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Period {
    /// A year.
    #[default]
    Year,
    /// Three months from January, April, July or October on.
    Quarter,
    /// A month.
    Month,
    /// Seven days from Monday on.
    Week,
    /// A day.
    Day,
}

impl Period {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
        }
    }
}

/// What counts as a kind of event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kinds {
    /// The column as it stands.
    #[default]
    Column,
    /// The first two digits of a CAMEO code: 01 to 20.
    Root,
    /// Verbal or material, cooperation or conflict, by the first two digits of a CAMEO code.
    Quad,
    /// All events together.
    None,
}

/// Who an actor is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Actors {
    /// The column as it stands.
    #[default]
    Column,
    /// What stands in brackets at the end, if anything does: `Police (Australia)` is Australia.
    Country,
}

/// How events are folded; it is kept as provenance of what comes out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recipe {
    /// Columns, as `from=a,to=b,on=day,kind=code,value=score`; those that are left out are found by their usual names.
    pub map: String,
    /// How long a period is.
    pub period: Period,
    /// What counts as a kind.
    pub kinds: Kinds,
    /// Who an actor is.
    pub actors: Actors,
}

impl Recipe {
    /// The recipe in a sentence.
    pub fn describe(&self) -> String {
        let kinds = match self.kinds {
            Kinds::Column => "kind",
            Kinds::Root => "CAMEO root code",
            Kinds::Quad => "quad class of the CAMEO code",
            Kinds::None => "all kinds together",
        };
        let actors = match self.actors {
            Actors::Column => "actors",
            Actors::Country => "countries of actors",
        };
        let map = if self.map.is_empty() { String::new() } else { format!(", columns {}", self.map) };
        format!("events folded by pair of {actors}, {} and {kinds}{map}", self.period.as_str())
    }
}

/// One group of events.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// Who did it.
    pub from: Arc<str>,
    /// To whom.
    pub to: Arc<str>,
    /// The first day of the period.
    pub period: Day,
    /// What kind of thing; empty if all are together.
    pub kind: Arc<str>,
    /// How often.
    pub count: u64,
    /// The sum of the values in millionths, if any event had one.
    pub sum: Option<i128>,
}

/// What came out.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// The groups by actor, target, period and kind.
    pub groups: Vec<Group>,
    /// Rows read.
    pub rows: u64,
    /// Rows that are counted in a group.
    pub counted: u64,
    /// Rows that could not be used; with `counted` they are all rows.
    pub reported: u64,
    /// Rows without a value, where values are summed.
    pub without_value: u64,
    /// The first of the rows that could not be used: file, line, cause.
    pub problems: Vec<(String, u64, String)>,
}

/// A file to be folded: its name, and where its bytes come from.
pub type Stream<'s> = (String, Box<dyn Read + Send + 's>);

/// Folds events; gzip is unpacked.
///
/// # Errors
/// If a file lacks a column, or is damaged, or has a line beyond all bounds.
pub fn fold(streams: Vec<Stream<'_>>, recipe: &Recipe) -> Result<Folded, Box<Diagnostic>> {
    let mut folded = Folded::default();
    let mut all = Tally::new(recipe);
    for (name, stream) in streams {
        let blocks = Blocks::open(&name, stream)?;
        let columns = Columns::of(blocks.head(), recipe, &name)?;
        let shared = Mutex::new(blocks);
        let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8);
        let mut tallies: Vec<Tally> = Vec::new();
        std::thread::scope(|scope| {
            let work = || {
                let mut tally = Tally::new(recipe);
                let mut buffer = Vec::new();
                loop {
                    let number = match shared.lock() {
                        Ok(mut blocks) => blocks.next(&mut buffer),
                        Err(_) => None,
                    };
                    let Some(number) = number else { return tally };
                    tally.block(number, &buffer, &columns);
                }
            };
            let handles: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            tallies.extend(handles.into_iter().filter_map(|handle| handle.join().ok()));
        });
        let blocks = shared.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(found) = blocks.failure() {
            return Err(found);
        }
        // Lines are counted block by block, so that a row far down has its place.
        let mut lines: FxHashMap<u64, u64> = FxHashMap::default();
        let mut sizes: Vec<(u64, u64)> =
            tallies.iter_mut().flat_map(|tally| std::mem::take(&mut tally.lines)).collect();
        sizes.sort_unstable();
        let mut before = 1;
        for (block, count) in sizes {
            lines.insert(block, before);
            before += count;
        }
        let mut problems: Vec<(u64, String)> = Vec::new();
        for mut tally in tallies {
            let told = std::mem::take(&mut tally.problems);
            problems.extend(
                told.into_iter().map(|(block, line, cause)| (lines.get(&block).copied().unwrap_or(0) + line, cause)),
            );
            all.add(tally);
        }
        problems.sort_unstable();
        folded.problems.extend(problems.into_iter().map(|(line, cause)| (name.clone(), line, cause)));
    }
    folded.problems.truncate(tally::MOST_PROBLEMS);
    (folded.rows, folded.counted, folded.without_value) = (all.rows, all.counted, all.without_value);
    folded.reported = folded.rows - folded.counted;
    folded.groups = all.groups();
    Ok(folded)
}

impl Folded {
    /// The groups as CSV with the columns `from,to,period,kind,count,sum`.
    pub fn csv(&self) -> String {
        let mut text = String::with_capacity(64 + self.groups.len() * 40);
        text.push_str("from,to,period,kind,count,sum\n");
        // Groups of one period follow one another only within a pair, but there are few periods.
        let mut days: FxHashMap<Day, String> = FxHashMap::default();
        for group in &self.groups {
            for cell in [&group.from, &group.to] {
                push_cell(&mut text, cell);
                text.push(',');
            }
            text.push_str(days.entry(group.period).or_insert_with(|| group.period.to_string()));
            text.push(',');
            push_cell(&mut text, &group.kind);
            text.push(',');
            text.push_str(&group.count.to_string());
            text.push(',');
            if let Some(sum) = group.sum {
                text.push_str(&decimal(sum));
            }
            text.push('\n');
        }
        text
    }
}

fn push_cell(text: &mut String, cell: &str) {
    if cell.contains([',', '"', '\n', '\r']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

/// Millionths as a decimal without needless zeros.
pub(super) fn decimal(millionths: i128) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let (whole, rest) = (millionths.unsigned_abs() / 1_000_000, millionths.unsigned_abs() % 1_000_000);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{rest:06}").trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, recipe: &Recipe) -> Folded {
        let folded =
            fold(vec![("e.csv".into(), Box::new(std::io::Cursor::new(text.as_bytes().to_vec())))], recipe).unwrap();
        assert_eq!(folded.rows, folded.counted + folded.reported);
        folded
    }

    #[test]
    fn quotes_empty_cells_and_bad_dates_are_told_apart() {
        let text = "event_date,source_country,target_country,cameo_code,intensity\n2018-06-01,China,\"Korea, South\",040,1.0\n\
                    2018-06-02,China,\"Korea, South\",046,-0.25\n2018-06-02,,China,040,1\n2018-13-02,China,India,040,1\n2018-07-01,\"A \"\"B\"\"\",India,190,\n\
                    2018-07-01,China\n";
        let month = Recipe { period: Period::Month, kinds: Kinds::Root, ..Recipe::default() };
        let folded = run(text, &month);
        assert_eq!(
            folded.csv(),
            "from,to,period,kind,count,sum\n\"A \"\"B\"\"\",India,2018-07-01,19,1,\nChina,\"Korea, South\",2018-06-01,04,2,0.75\n"
        );
        assert_eq!((folded.rows, folded.counted, folded.reported, folded.without_value), (6, 3, 3, 1));
        let lines: Vec<u64> = folded.problems.iter().map(|(_, line, _)| *line).collect();
        assert_eq!(lines, [4, 5, 7]);
        let quad = run(text, &Recipe { kinds: Kinds::Quad, ..Recipe::default() });
        assert_eq!(&*quad.groups[0].kind, "material conflict");
        assert_eq!(&*quad.groups[1].kind, "verbal cooperation");
    }

    #[test]
    fn tabs_crlf_countries_and_a_last_line_without_end() {
        let text = "source\trelation\ttarget\tdate\tsplit\r\nPolice (Australia)\tArrest, detain\tWomen (Australia)\t2014-01-01\ttrain\r\nIran\tConsult\tCitizen\u{a0}(India)\t2014-12-31\ttest";
        let recipe = Recipe { actors: Actors::Country, period: Period::Quarter, ..Recipe::default() };
        let folded = run(text, &recipe);
        assert_eq!(
            folded.csv(),
            "from,to,period,kind,count,sum\nAustralia,Australia,2014-01-01,\"Arrest, detain\",1,\nIran,India,2014-10-01,Consult,1,\n"
        );
        let week = run(text, &Recipe { period: Period::Week, ..recipe });
        assert_eq!(week.groups[0].period.to_string(), "2013-12-30", "weeks begin on Monday");
    }

    #[test]
    fn many_blocks_give_what_one_gives() {
        let mut text = String::from("date,source,target,relation,value\n");
        for i in 0..400_000_u32 {
            let (a, b) = (i % 7, i % 11);
            text.push_str(&format!("20{:02}-0{}-1{},a{a},b{b},k,0.1\n", i % 20, 1 + i % 9, i % 10));
        }
        let map = Recipe { map: "value=value".into(), kinds: Kinds::None, ..Recipe::default() };
        let folded = run(&text, &map);
        assert_eq!((folded.counted, folded.groups.iter().map(|group| group.count).sum::<u64>()), (400_000, 400_000));
        assert_eq!(
            folded.groups.iter().filter_map(|group| group.sum).sum::<i128>(),
            40_000 * 1_000_000,
            "decimals add up exactly"
        );
        assert_eq!(folded.csv(), run(&text, &map).csv());
    }

    #[test]
    fn damaged_and_hostile_streams_are_refused() {
        let refused = |bytes: Vec<u8>| {
            fold(vec![("e".into(), Box::new(std::io::Cursor::new(bytes)))], &Recipe::default()).unwrap_err().code.id
        };
        assert_eq!(refused(b"a,b,c\n1,2,3\n".to_vec()), "E0704");
        let mut long = b"date,source,target,relation\n".to_vec();
        long.resize(blocks::LONGEST + 200, b'x');
        assert_eq!(refused(long), "E0702");
        let mut packed = Vec::new();
        let text = b"date,source,target,relation\n2014-01-01,a,b,c\n".repeat(1000);
        let mut writer = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::fast());
        std::io::Write::write_all(&mut writer, &text).unwrap();
        writer.finish().unwrap();
        assert_eq!(refused(packed[..packed.len() / 2].to_vec()), "E0703");
    }

    #[test]
    fn decimals_are_short() {
        let all: Vec<String> = [0, 1, -250_000, 1_000_000, 40_000_100_000].into_iter().map(decimal).collect();
        assert_eq!(all, ["0", "0.000001", "-0.25", "1", "40000.1"]);
    }
}
