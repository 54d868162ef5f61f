//! What an import did: every row of every file is stored or reported, and nothing is dropped in silence.

use crate::diagnostic::{Code, codes};
use crate::table::{Answer, Cell, Column, Table, Term};
use crate::words::count;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What an import did.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The files, in the order given.
    pub files: Vec<FileCount>,
    /// What could not be used, or only in part.
    pub problems: Vec<Problem>,
    /// Further counts, each with words for it, in the order they were first made.
    pub counts: Vec<(&'static str, usize)>,
    /// Remarks a reader should know.
    pub notes: Vec<String>,
    /// Names as they were given, what they were taken for, and how often.
    pub names: BTreeMap<(String, String, &'static str), usize>,
    positions: FxHashMap<&'static str, usize>,
}

/// The rows of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileCount {
    /// Its name.
    pub name: String,
    /// Rows read, the header aside.
    pub rows: usize,
    /// Rows that are part of the world now, as relations or as what is known of none.
    pub stored: usize,
    /// Rows that could not be used.
    pub reported: usize,
}

/// A row that could not be used, or of which a part could not.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The number of the file.
    pub file: usize,
    /// The line, counted from 1; 0 if it is about the file as a whole.
    pub line: usize,
    /// Its kind.
    pub code: &'static Code,
    /// What is wrong.
    pub cause: String,
    /// Whether the whole row was left out.
    pub left_out: bool,
}

impl Report {
    /// Adds to a count.
    pub(super) fn count(&mut self, what: &'static str, more: usize) {
        let position = *self.positions.entry(what).or_insert_with(|| {
            self.counts.push((what, 0));
            self.counts.len() - 1
        });
        self.counts[position].1 += more;
    }

    /// A count made so far.
    pub fn counted(&self, what: &str) -> usize {
        self.counts.iter().find(|(known, _)| *known == what).map_or(0, |(_, n)| *n)
    }

    /// Counts a row.
    pub(super) fn row(&mut self, file: usize) {
        self.files[file].rows += 1;
    }

    /// Says that the row was used.
    pub(super) fn stored(&mut self, file: usize) {
        self.files[file].stored += 1;
    }

    /// Says that the row was left out, and why.
    pub(super) fn left_out(&mut self, file: usize, line: usize, cause: impl Into<String>) {
        self.files[file].reported += 1;
        self.problems.push(Problem { file, line, code: &codes::ROW_LEFT_OUT, cause: cause.into(), left_out: true });
    }

    /// Says what part of a row, or of a file, was not used.
    pub(super) fn remark(&mut self, file: usize, line: usize, cause: impl Into<String>) {
        self.problems.push(Problem { file, line, code: &codes::PART_LEFT_OUT, cause: cause.into(), left_out: false });
    }

    /// Says that a row was left out as a name in it stands for nobody.
    pub(super) fn nobody(&mut self, file: usize, line: usize, cause: impl Into<String>) {
        self.files[file].reported += 1;
        let code = &codes::UNRESOLVED_NAME;
        self.problems.push(Problem { file, line, code, cause: cause.into(), left_out: true });
    }

    /// Says what a name was taken for.
    pub(super) fn named(&mut self, given: impl Into<String>, slug: &str, rule: &'static str) {
        *self.names.entry((given.into(), slug.to_owned(), rule)).or_default() += 1;
    }

    /// Rows of all files together: read, stored, reported.
    pub fn totals(&self) -> (usize, usize, usize) {
        let sum = |of: fn(&FileCount) -> usize| self.files.iter().map(of).sum();
        (sum(|f| f.rows), sum(|f| f.stored), sum(|f| f.reported))
    }

    /// The report as an answer: files, then what could not be used, then what names were taken for.
    pub fn answer(&self) -> Answer {
        let (rows, stored, reported) = self.totals();
        let headline = format!("{} read: {stored} stored, {reported} reported", count(rows, "row"));
        let mut table = Table::new(
            "files",
            "Files",
            vec![
                Column::text("file", "File"),
                Column::integer("rows", "Rows"),
                Column::integer("stored", "Stored"),
                Column::integer("reported", "Reported"),
            ],
        );
        for file in &self.files {
            table.push(vec![file.name.as_str().into(), file.rows.into(), file.stored.into(), file.reported.into()]);
        }
        let mut answer = Answer { headline: Some(headline), table, notes: self.notes.clone(), ..Answer::default() };
        answer.terms = self.counts.iter().map(|(what, n)| Term::new(*what, n.to_string())).collect();
        answer.more.extend(self.problem_table());
        answer.more.extend(self.name_table());
        answer
    }

    fn problem_table(&self) -> Option<Table> {
        let columns = vec![
            Column::text("file", "File"),
            Column::integer("line", "Line"),
            Column::text("code", "Code"),
            Column::text("cause", "Cause"),
            Column::text("left_out", "Left out"),
        ];
        let mut table = Table::new("problems", "What could not be used", columns);
        for problem in &self.problems {
            let line = if problem.line == 0 { Cell::Missing } else { Cell::from(problem.line) };
            let left_out = if problem.left_out { "the row" } else { "a part" };
            let name = self.files.get(problem.file).map_or("", |file| file.name.as_str());
            table.push(vec![name.into(), line, problem.code.id.into(), problem.cause.as_str().into(), left_out.into()]);
        }
        (!table.rows.is_empty()).then_some(table)
    }

    fn name_table(&self) -> Option<Table> {
        let columns = vec![
            Column::text("given", "Given"),
            Column::text("id", "Taken for"),
            Column::text("rule", "By"),
            Column::integer("times", "Times"),
        ];
        let mut table = Table::new("names", "What names were taken for", columns);
        for ((given, slug, rule), times) in &self.names {
            table.push(vec![given.as_str().into(), slug.as_str().into(), (*rule).into(), (*times).into()]);
        }
        (!table.rows.is_empty()).then_some(table)
    }
}
