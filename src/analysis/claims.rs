//! Whether what a text claims is so: sentences, each with a question and what its answer should be.
//!
//! A claim **holds** if its answer is surely as expected, **fails** if it surely is not, holds **partly** if
//! that hangs on uncertain dates, and **cannot tell** if the world says nothing either way. A claim that
//! nobody can count is a **judgement**: what is shown is whose.

use crate::model::names;
use crate::table::{Answer, Cell, Table};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The claims of one text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// What the text is.
    pub title: String,
    /// The source that makes the claims: its id in the world.
    pub source: Option<String>,
    /// The day on which the claims were made; queries without a day are asked as of it.
    pub as_of: Option<String>,
    /// The claims.
    pub claims: Vec<Claim>,
}

/// One claim.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its number or name in the text.
    pub id: String,
    /// What it says, in other words than the text's.
    pub says: String,
    /// A few words of the text itself, where they matter.
    pub quote: Option<String>,
    /// The question, as typed after `comity`.
    pub query: String,
    /// What the answer should be; all of it.
    #[serde(default)]
    pub expect: Vec<Expectation>,
    /// Whether it is a matter of judgement: the answer shows whose.
    #[serde(default)]
    pub judgement: bool,
    /// A remark for readers.
    pub note: Option<String>,
}

/// What an answer should be.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Expectation {
    /// So many rows, or so many of those in which columns hold given words.
    Rows {
        /// The table; the main one, if not said.
        table: Option<String>,
        /// Columns and the words they hold.
        #[serde(default, rename = "where")]
        when: BTreeMap<String, String>,
        /// Rows that leave it open: as those whose status is unknown.
        #[serde(default)]
        open: BTreeMap<String, String>,
        /// Exactly so many.
        is: Option<usize>,
        /// At least so many.
        at_least: Option<usize>,
        /// At most so many.
        at_most: Option<usize>,
        /// Whether the answer is known to be complete, so that no row means no; else it means that nothing is
        /// written.
        #[serde(default)]
        complete: bool,
    },
    /// A number in a column of the first row that fits.
    Number {
        /// The table; the main one, if not said.
        table: Option<String>,
        /// The column.
        column: String,
        /// Columns and the words they hold.
        #[serde(default, rename = "where")]
        when: BTreeMap<String, String>,
        /// This number.
        is: Option<f64>,
        /// Give or take so much.
        #[serde(default)]
        within: f64,
        /// At least this number.
        at_least: Option<f64>,
        /// At most this number.
        at_most: Option<f64>,
    },
    /// Words in a column of the first row that fits.
    Text {
        /// The table; the main one, if not said.
        table: Option<String>,
        /// The column.
        column: String,
        /// Columns and the words they hold.
        #[serde(default, rename = "where")]
        when: BTreeMap<String, String>,
        /// These words.
        is: String,
    },
    /// A column names exactly these, or at least these.
    Names {
        /// The table; the main one, if not said.
        table: Option<String>,
        /// The column; the first one, if not said.
        column: Option<String>,
        /// Columns and the words they hold.
        #[serde(default, rename = "where")]
        when: BTreeMap<String, String>,
        /// Exactly these, separated by spaces.
        are: Option<String>,
        /// At least these, separated by spaces.
        include: Option<String>,
    },
}

/// What became of a claim, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is surely so.
    Holds,
    /// Somebody's judgement; nothing to count.
    Judgement,
    /// It hangs on uncertain dates, or only a part of it is so.
    Partly,
    /// The world does not say.
    CannotTell,
    /// It is surely not so.
    Fails,
}

impl Verdict {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Holds, Self::Judgement, Self::Partly, Self::CannotTell, Self::Fails];

    /// The words that answers print.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Judgement => "judgement",
            Self::Partly => "partly",
            Self::CannotTell => "cannot tell",
            Self::Fails => "fails",
        }
    }
}

/// What was found about a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// What became of it.
    pub verdict: Verdict,
    /// What was expected, in words.
    pub expected: String,
    /// What was found, in words.
    pub found: String,
}

/// Holds an answer against what a claim expects.
///
/// # Errors
/// If an expectation names a table or a column that the answer does not have.
pub fn judge(claim: &Claim, answer: &Answer) -> Result<Judged, String> {
    let mut verdict = if claim.judgement { Verdict::Judgement } else { Verdict::Holds };
    let (mut expected, mut found) = (Vec::new(), Vec::new());
    for expectation in &claim.expect {
        let judged = expectation.judge(answer)?;
        verdict = verdict.max(judged.verdict);
        expected.push(judged.expected);
        found.push(judged.found);
    }
    if claim.expect.is_empty() {
        found.extend(answer.headline.clone());
    }
    // With nothing in the world to go by, a "no" would be an empty table speaking.
    let silent = answer.table.rows.is_empty() && !answer.terms.iter().any(|term| term.key == "evidence");
    if silent && verdict > Verdict::Holds {
        verdict = Verdict::CannotTell;
    }
    Ok(Judged { verdict, expected: expected.join("; "), found: found.join("; ") })
}

impl Expectation {
    fn judge(&self, answer: &Answer) -> Result<Judged, String> {
        match self {
            Self::Rows { table, when, open, is, at_least, at_most, complete } => {
                let table = table_of(answer, table.as_deref())?;
                let rows = Rows::of(table, when)?;
                let undecided = if open.is_empty() { 0 } else { Rows::of(table, open)?.all() };
                let (least, most) = (rows.surely, rows.all() + undecided);
                let range = Range::of(is.map(|n| n as f64), 0.0, at_least.map(|n| n as f64), at_most.map(|n| n as f64));
                let mut words = format!("{least} surely");
                if rows.possibly > 0 {
                    words.push_str(&format!(", {} possibly", rows.possibly));
                }
                if undecided > 0 {
                    words.push_str(&format!(", {undecided} unknown"));
                }
                let mut verdict = range.judge(least as f64, most as f64);
                // Unknown is not no: that nothing is written proves nothing, unless all of it would be.
                let silent = most == 0 && verdict == Verdict::Holds && !complete;
                if silent || (verdict == Verdict::Partly && rows.possibly == 0) {
                    verdict = Verdict::CannotTell;
                }
                Ok(Judged { verdict, expected: format!("{}{}", range.in_words(), those(when)), found: words })
            }
            Self::Number { table, column, when, is, within, at_least, at_most } => {
                let table = table_of(answer, table.as_deref())?;
                let at = column_of(table, column)?;
                let range = Range::of(*is, *within, *at_least, *at_most);
                let expected = format!("{column} {}{}", range.in_words(), those(when));
                let row = Rows::of(table, when)?.first;
                let value = row.and_then(|row| match &table.rows[row][at] {
                    Cell::Number(value) => Some(*value),
                    Cell::Integer(value) => Some(*value as f64),
                    _ => None,
                });
                Ok(value.map_or_else(
                    || Judged { verdict: Verdict::CannotTell, expected: expected.clone(), found: "no number".into() },
                    |value| Judged {
                        verdict: range.judge(value, value),
                        expected: expected.clone(),
                        found: number(value),
                    },
                ))
            }
            Self::Text { table, column, when, is } => {
                let table = table_of(answer, table.as_deref())?;
                let at = column_of(table, column)?;
                let row = Rows::of(table, when)?.first;
                let found = row.map(|row| words_of(&table.rows[row][at]).join(", "));
                let verdict = match &found {
                    None => Verdict::CannotTell,
                    Some(found) if found == is => Verdict::Holds,
                    Some(_) => Verdict::Fails,
                };
                let found = found.unwrap_or_else(|| "no such row".into());
                Ok(Judged { verdict, expected: format!("{column} is {is}{}", those(when)), found })
            }
            Self::Names { table, column, when, are, include } => {
                let table = table_of(answer, table.as_deref())?;
                let at = column.as_ref().map_or(Ok(0), |column| column_of(table, column))?;
                let rows = Rows::of(table, when)?;
                let mut named: Vec<String> = rows.fit.iter().flat_map(|row| words_of(&table.rows[*row][at])).collect();
                named.sort_unstable();
                named.dedup();
                let split = |text: &Option<String>| -> Vec<String> {
                    text.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned).collect()
                };
                let (mut exactly, included) = (split(are), split(include));
                exactly.sort_unstable();
                let right = (are.is_none() || exactly == named) && included.iter().all(|one| named.contains(one));
                let verdict = match right {
                    true if rows.possibly == 0 => Verdict::Holds,
                    true => Verdict::Partly,
                    false => Verdict::Fails,
                };
                let word = if are.is_some() { "exactly" } else { "at least" };
                let expected = [exactly, included].concat().join(" ");
                let found = if named.is_empty() { "nobody".to_owned() } else { named.join(" ") };
                Ok(Judged { verdict, expected: format!("{word} {expected}{}", those(when)), found })
            }
        }
    }
}

/// The rows of a table that fit some conditions.
struct Rows {
    fit: Vec<usize>,
    first: Option<usize>,
    surely: usize,
    possibly: usize,
}

impl Rows {
    fn of(table: &Table, when: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut conditions = Vec::with_capacity(when.len());
        for (column, wanted) in when {
            conditions.push((column_of(table, column)?, wanted));
        }
        let certainty = table.columns.iter().position(|column| column.name == "certainty");
        let mut rows = Self { fit: Vec::new(), first: None, surely: 0, possibly: 0 };
        for (i, row) in table.rows.iter().enumerate() {
            let fits = conditions.iter().all(|(at, wanted)| {
                let words = words_of(&row[*at]);
                words.iter().any(|word| word == *wanted) || words.join(" ") == **wanted
            });
            if fits {
                rows.fit.push(i);
                let only_possible = certainty.is_some_and(|at| row[at] == Cell::Text("possibly".to_owned()));
                *if only_possible { &mut rows.possibly } else { &mut rows.surely } += 1;
            }
        }
        rows.first = rows.fit.first().copied();
        Ok(rows)
    }

    fn all(&self) -> usize {
        self.surely + self.possibly
    }
}

/// Where a number should lie.
struct Range {
    least: f64,
    most: f64,
}

impl Range {
    fn of(is: Option<f64>, within: f64, at_least: Option<f64>, at_most: Option<f64>) -> Self {
        let least = is.map(|is| is - within).into_iter().chain(at_least).fold(f64::NEG_INFINITY, f64::max);
        let most = is.map(|is| is + within).into_iter().chain(at_most).fold(f64::INFINITY, f64::min);
        Self { least, most }
    }

    /// Of a number that lies somewhere between two.
    fn judge(&self, least: f64, most: f64) -> Verdict {
        if least >= self.least && most <= self.most {
            Verdict::Holds
        } else if most >= self.least && least <= self.most {
            Verdict::Partly
        } else {
            Verdict::Fails
        }
    }

    fn in_words(&self) -> String {
        match (self.least.is_finite(), self.most.is_finite()) {
            (true, true) if (self.least - self.most).abs() < f64::EPSILON => number(self.least),
            (true, true) => format!("{} to {}", number(self.least), number(self.most)),
            (true, false) => format!("at least {}", number(self.least)),
            (false, true) => format!("at most {}", number(self.most)),
            (false, false) => "any number".to_owned(),
        }
    }
}

fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// " with status never".
fn those(when: &BTreeMap<String, String>) -> String {
    if when.is_empty() {
        return String::new();
    }
    let parts: Vec<String> = when.iter().map(|(column, wanted)| format!("{column} {wanted}")).collect();
    format!(" with {}", parts.join(", "))
}

fn table_of<'a>(answer: &'a Answer, name: Option<&str>) -> Result<&'a Table, String> {
    let Some(name) = name else { return Ok(&answer.table) };
    let all = || std::iter::once(&answer.table).chain(&answer.more);
    all().find(|table| table.name == name).ok_or_else(|| {
        let names: Vec<&str> = all().map(|table| table.name.as_str()).collect();
        format!("the answer has no table `{name}`; it has {}", names.join(", "))
    })
}

fn column_of(table: &Table, name: &str) -> Result<usize, String> {
    table.columns.iter().position(|column| column.name == name).ok_or_else(|| {
        let columns = table.columns.iter().map(|column| (column.name.as_str(), column.name.as_str()));
        let near = names::near_among(name, columns);
        let all: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let meant =
            near.first().map_or_else(|| format!("it has {}", all.join(", ")), |near| format!("did you mean `{near}`?"));
        format!("the table `{}` has no column `{name}`; {meant}", table.name)
    })
}

fn words_of(cell: &Cell) -> Vec<String> {
    match cell {
        Cell::Text(text) => vec![text.clone()],
        Cell::List(words) => words.clone(),
        Cell::Integer(value) => vec![value.to_string()],
        Cell::Number(value) => vec![number(*value)],
        Cell::Missing => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, Term};

    fn answer() -> Answer {
        let columns =
            vec![Column::text("id", "Id"), Column::text("certainty", "Held"), Column::number("share", "Share", 2)];
        let mut table = Table::new("members", "Members", columns);
        for (id, certainty, share) in [("chn", "surely", 0.5), ("rus", "surely", 0.25), ("qat", "possibly", 0.25)] {
            table.push(vec![id.into(), certainty.into(), share.into()]);
        }
        Answer { table, terms: vec![Term::new("evidence", "3 relations")], ..Answer::default() }
    }

    fn verdict(expect: &str) -> Verdict {
        let text = format!("#![enable(implicit_some)]\n(id: \"1\", says: \"\", query: \"\", expect: [{expect}])");
        judge(&ron::from_str(&text).unwrap(), &answer()).unwrap().verdict
    }

    #[test]
    fn counts_are_three_valued() {
        assert_eq!(verdict("Rows(is: 2)"), Verdict::Partly);
        assert_eq!(verdict("Rows(is: 3)"), Verdict::Partly);
        assert_eq!(verdict("Rows(is: 4)"), Verdict::Fails);
        assert_eq!(verdict("Rows(at_least: 2)"), Verdict::Holds);
        assert_eq!(verdict("Rows(where: {\"id\": \"chn\"}, is: 1)"), Verdict::Holds);
        assert_eq!(verdict("Rows(where: {\"id\": \"ind\"}, is: 0)"), Verdict::CannotTell);
        assert_eq!(verdict("Rows(where: {\"id\": \"ind\"}, is: 0, complete: true)"), Verdict::Holds);
    }

    #[test]
    fn numbers_words_and_names_are_held_against_the_answer() {
        assert_eq!(
            verdict("Number(column: \"share\", where: {\"id\": \"chn\"}, is: 0.49, within: 0.02)"),
            Verdict::Holds
        );
        assert_eq!(verdict("Number(column: \"share\", at_most: 0.4)"), Verdict::Fails);
        assert_eq!(verdict("Text(column: \"certainty\", where: {\"id\": \"qat\"}, is: \"possibly\")"), Verdict::Holds);
        assert_eq!(verdict("Names(are: \"chn qat rus\")"), Verdict::Partly);
        assert_eq!(verdict("Names(where: {\"certainty\": \"surely\"}, are: \"rus chn\")"), Verdict::Holds);
        assert_eq!(verdict("Names(include: \"ind\")"), Verdict::Fails);
    }

    #[test]
    fn an_answer_without_rows_and_evidence_cannot_tell() {
        let claim: Claim = ron::from_str("(id: \"1\", says: \"\", quote: None, query: \"\", expect: [Rows(table: None, is: Some(1), at_least: None, at_most: None)], note: None)").unwrap();
        let empty = Answer { table: Table::new("x", "", vec![]), ..Answer::default() };
        assert_eq!(judge(&claim, &empty).unwrap().verdict, Verdict::CannotTell);
    }

    #[test]
    fn a_misspelt_column_is_no_verdict() {
        let claim: Claim = ron::from_str("#![enable(implicit_some)]\n(id: \"1\", says: \"\", query: \"\", expect: [Text(column: \"certanty\", is: \"x\")])").unwrap();
        assert!(judge(&claim, &answer()).unwrap_err().contains("did you mean `certainty`"));
    }
}
