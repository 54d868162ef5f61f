//! Streams of events → dated ties: who did what kind of thing to whom, how often and how strongly, in each period.
//!
//! Events are read as they come, in blocks shared by all cores; memory grows with the number of groups, not of events. A group
//! is a pair of actors, a period and a kind; it has a count, and the sum of a value. Values are summed as decimals with six digits after
//! the point, so that no order of addition changes a sum. Read are ICEWS in its full format, tab-separated benchmark files (`source,
//! relation, target, date`), and any table by a mapping; plain, gzip or zstd.
//!
//! ```
//! use comity::import::fold::{Recipe, fold};
//!
//! let events = "date,source,target,relation\n2014-05-20,China,Russia,Consult\n2014-05-21,China,Russia,Consult\n";
//! let folded = fold(vec![("events.csv".into(), Box::new(events.as_bytes()))], &Recipe::default()).unwrap();
//! assert_eq!(folded.csv(), "from,to,period,kind,count,sum\nChina,Russia,2014-01-01,Consult,2,\n");
//! ```

mod blocks;
mod cells;
mod columns;
mod groups;
mod names;
mod sql;
mod tally;
mod values;
mod world;
mod write;

pub use sql::{Dialect, sql};
pub use world::world;

use crate::diagnostic::Diagnostic;
use crate::time::Day;
use blocks::Blocks;
use columns::Columns;
use groups::{Groups, Sorted};
use names::Names;
use std::io::Read;
use std::sync::Mutex;
use tally::{Counts, Shared, Tally};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group<'f> {
    /// Who did it.
    pub from: &'f str,
    /// To whom.
    pub to: &'f str,
    /// The first day of the period.
    pub period: Day,
    /// What kind of thing; empty if all are together.
    pub kind: &'f str,
    /// How often.
    pub count: u64,
    /// The sum of the values in millionths, if any event had one.
    pub sum: Option<i128>,
}

/// What came out.
#[derive(Debug, Clone, Default)]
pub struct Folded {
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
    actors: Vec<Box<str>>,
    kinds: Vec<Box<str>>,
    sorted: Sorted,
}

impl Folded {
    /// How many groups there are.
    pub fn group_count(&self) -> usize {
        self.sorted.len()
    }

    /// The groups by actor, target, period and kind.
    pub fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        self.sorted.runs().iter().flat_map(|run| self.sorted.of(*run)).map(|(key, total)| Group {
            from: &self.actors[key.from()],
            to: &self.actors[key.to()],
            period: Day::from_number(key.period()),
            kind: &self.kinds[key.kind()],
            count: total.count,
            sum: (total.valued > 0).then_some(total.sum),
        })
    }

    /// So many groups with the most events, those with as many by their order.
    pub fn largest(&self, most: usize) -> Vec<Group<'_>> {
        let mut largest: Vec<Group<'_>> = Vec::with_capacity(most + 1);
        for group in self.groups() {
            if largest.len() < most || largest.last().is_some_and(|least| least.count < group.count) {
                let place = largest.partition_point(|kept| kept.count >= group.count);
                largest.insert(place, group);
                largest.truncate(most);
            }
        }
        largest
    }
}

/// A file to be folded: its name, and where its bytes come from.
pub type Stream<'s> = (String, Box<dyn Read + Send + 's>);

/// The first line of a stream, unpacked.
///
/// # Errors
/// If it cannot be read, or is beyond all bounds.
pub fn head(stream: Stream<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
    Ok(Blocks::open(&stream.0, stream.1)?.head().to_vec())
}

/// Whether a first line is that of a stream of events, by its headings.
pub(super) fn is_events(head: &[u8]) -> bool {
    Columns::of(head, &Recipe::default(), "").is_ok()
}

/// Folds events; gzip and zstd are unpacked.
///
/// # Errors
/// If a file lacks a column, or is damaged, or has a line beyond all bounds.
pub fn fold(streams: Vec<Stream<'_>>, recipe: &Recipe) -> Result<Folded, Box<Diagnostic>> {
    fold_with(streams, recipe, std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8))
}

/// The same with a number of threads, on which nothing that comes out depends.
fn fold_with(streams: Vec<Stream<'_>>, recipe: &Recipe, threads: usize) -> Result<Folded, Box<Diagnostic>> {
    let mut folded = Folded::default();
    let shared = Shared { actors: Names::default(), kinds: Names::default(), groups: Groups::new() };
    for (name, stream) in streams {
        let blocks = Blocks::open(&name, stream)?;
        let columns = Columns::of(blocks.head(), recipe, &name)?;
        let blocks = Mutex::new(blocks);
        let work = || {
            let mut tally = Tally::new(recipe, columns, &shared);
            let mut buffer = Vec::new();
            while let Some((number, len)) = blocks.lock().ok().and_then(|mut blocks| blocks.next(&mut buffer)) {
                tally.block(number, &buffer[..len]);
            }
            tally.finish()
        };
        let counts: Vec<Counts> = std::thread::scope(|scope| {
            let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            handles.into_iter().filter_map(|handle| handle.join().ok()).collect()
        });
        if let Some(found) = blocks.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).failure() {
            return Err(found);
        }
        folded.add(&name, counts);
    }
    folded.problems.truncate(tally::MOST_PROBLEMS);
    folded.reported = folded.rows - folded.counted;
    let ((actors, places), (kinds, kind_places)) = (shared.actors.ranked(), shared.kinds.ranked());
    folded.sorted = shared.groups.sorted(&places, &kind_places);
    (folded.actors, folded.kinds) = (actors, kinds);
    Ok(folded)
}

impl Folded {
    /// Adds what the threads counted in a file. Lines were counted block by block, so that a row far down has its place.
    fn add(&mut self, file: &str, counts: Vec<Counts>) {
        let mut sizes: Vec<(u64, u64)> = counts.iter().flat_map(|counts| counts.lines.iter().copied()).collect();
        sizes.sort_unstable();
        // The header is the first line.
        let mut before = 1;
        for (_, lines) in &mut sizes {
            before += std::mem::replace(lines, before);
        }
        let line = |block: u64, line: u64| match sizes.binary_search_by_key(&block, |(block, _)| *block) {
            Ok(at) => sizes[at].1 + line,
            Err(_) => line,
        };
        let mut problems: Vec<(u64, String)> = Vec::new();
        for counts in counts {
            self.rows += counts.rows;
            self.counted += counts.counted;
            self.without_value += counts.without_value;
            problems.extend(counts.problems.into_iter().map(|(block, at, cause)| (line(block, at), cause)));
        }
        problems.sort_unstable();
        self.problems.extend(problems.into_iter().map(|(line, cause)| (file.to_owned(), line, cause)));
    }
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
        assert_eq!(quad.groups().next().unwrap().kind, "material conflict");
        assert_eq!(quad.groups().nth(1).unwrap().kind, "verbal cooperation");
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
        assert_eq!(week.groups().next().unwrap().period.to_string(), "2013-12-30", "weeks begin on Monday");
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
        assert_eq!((folded.counted, folded.groups().map(|group| group.count).sum::<u64>()), (400_000, 400_000));
        assert_eq!(
            folded.groups().filter_map(|group| group.sum).sum::<i128>(),
            40_000 * 1_000_000,
            "decimals add up exactly"
        );
        let with = |threads| fold_with(vec![("e.csv".into(), Box::new(text.as_bytes()))], &map, threads).unwrap().csv();
        assert_eq!([with(1), with(2), with(5)], [folded.csv(), folded.csv(), folded.csv()]);
    }

    #[test]
    fn quotes_within_cells_and_quotes_never_closed() {
        let text = "date,source,target,relation\n2014-01-01,a 5\" pipe,b,c\n\"2014-01-02\",\"a\",\"b\r\nb\",\"c\"\n\n2014-01-03,a,b,c\n\
                    2014-01-04,a,\"b,c\n2014-01-05,a,b,c\n";
        let folded = run(text, &Recipe { period: Period::Month, ..Recipe::default() });
        let rows = "a,b,2014-01-01,c,1,\na,\"b\r\nb\",2014-01-01,c,1,\n\"a 5\"\" pipe\",b,2014-01-01,c,1,\n";
        assert_eq!(folded.csv(), format!("from,to,period,kind,count,sum\n{rows}"));
        assert_eq!((folded.rows, folded.counted), (4, 3));
        assert_eq!(folded.problems[0].1, 7);
        assert!(folded.problems[0].2.contains("never closed, so 2 lines are lost"), "{}", folded.problems[0].2);
    }

    #[test]
    fn the_largest_groups_come_first() {
        let text =
            "date,source,target,relation\n2014-01-01,a,b,c\n2014-01-01,b,a,c\n2014-01-02,b,a,c\n2014-01-01,a,c,c\n";
        let folded = run(text, &Recipe::default());
        let largest =
            |most| folded.largest(most).iter().map(|group| (group.from, group.to, group.count)).collect::<Vec<_>>();
        assert_eq!(largest(2), [("b", "a", 2), ("a", "b", 1)]);
        assert_eq!((largest(9).len(), largest(0).len()), (3, 0));
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
}
