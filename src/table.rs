//! What every answer is: tables of typed cells with the terms they were made under.
//!
//! An [`Answer`] knows nothing of graphs or of output formats. It carries what a reader needs to
//! trust a number: the day, the graph, the choices made, notes, and the sources on request.

/// One answer of comity: a main table, perhaps more tables, and the terms they were made under.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The command as the user could type it again, such as `overlap cica sco --as-of 2014-05-20`.
    pub command: String,
    /// The day or the interval the answer is about, as written.
    pub as_of: String,
    /// The graph that was asked.
    pub graph: GraphStamp,
    /// One sentence that answers the question, such as `24 surely, 0 possibly`.
    pub headline: Option<String>,
    /// The choices behind the numbers, in the order to show them.
    pub terms: Vec<Term>,
    /// The main table; the one that CSV prints.
    pub table: Table,
    /// Further tables, each under its own name (`regions` of an overlap).
    pub more: Vec<Table>,
    /// Remarks a reader should know, one sentence each.
    pub notes: Vec<String>,
    /// The sources behind the rows; filled when the user asks to cite.
    pub sources: Vec<Citation>,
}

/// Names the graph that an answer was drawn from, so that it can be told from another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GraphStamp {
    /// The title the graph's author gave it.
    pub title: String,
    /// A hash over the text of the graph, in hexadecimal.
    pub hash: String,
}

/// A choice behind a number: a stable key for machines and words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The key, in snake case: `grade`, `network`, `normalisation`.
    pub key: String,
    /// The value, in words: `member`.
    pub value: String,
}

impl Term {
    /// Makes a term from anything that reads as text.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: value.into() }
    }
}

/// A table of typed cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Name for machines, in snake case; the key under which JSON shows a further table.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows; each has exactly one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Makes an empty table with the given columns.
    pub fn new(name: &str, title: &str, columns: Vec<Column>) -> Self {
        Self { name: name.into(), title: title.into(), columns, rows: Vec::new() }
    }

    /// Adds a row.
    ///
    /// # Panics
    /// If the row has another number of cells than the table has columns: a mistake of ours.
    pub fn push(&mut self, row: Vec<Cell>) {
        assert_eq!(row.len(), self.columns.len(), "table `{}`: cells of a row against columns", self.name);
        self.rows.push(row);
    }
}

/// A column: a stable name for machines, a heading for people, and how to write its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Stable name, in snake case.
    pub name: String,
    /// Heading for people.
    pub heading: String,
    /// What the cells hold; decides alignment and rounding.
    pub kind: ColumnKind,
    /// Whether only machines see it: CSV and JSON, not the formats for people.
    pub machines_only: bool,
    /// Whether it names the row, so that two tables of one question can be compared row by row.
    pub is_key: bool,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words, aligned left.
    Text,
    /// Whole numbers, aligned right.
    Integer,
    /// Numbers for people rounded to so many decimals, aligned right; machines get all digits.
    Number {
        /// Decimals shown to people.
        decimals: u8,
    },
}

impl Column {
    /// A column of words.
    pub fn text(name: &str, heading: &str) -> Self {
        Self { name: name.into(), heading: heading.into(), kind: ColumnKind::Text, machines_only: false, is_key: false }
    }

    /// A column of whole numbers.
    pub fn integer(name: &str, heading: &str) -> Self {
        Self {
            name: name.into(),
            heading: heading.into(),
            kind: ColumnKind::Integer,
            machines_only: false,
            is_key: false,
        }
    }

    /// A column of numbers, shown to people with so many decimals.
    pub fn number(name: &str, heading: &str, decimals: u8) -> Self {
        let kind = ColumnKind::Number { decimals };
        Self { name: name.into(), heading: heading.into(), kind, machines_only: false, is_key: false }
    }

    /// The same column, as one that names the row.
    #[must_use]
    pub fn key(mut self) -> Self {
        self.is_key = true;
        self
    }

    /// The same column, left out of the formats for people.
    #[must_use]
    pub fn for_machines(mut self) -> Self {
        self.machines_only = true;
        self
    }
}

/// One value in a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Several words: an array in JSON, joined by `;` in CSV and by `, ` for people.
    List(Vec<String>),
    /// No value: empty for people and in CSV, `null` in JSON. Never zero.
    Missing,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Integer(count as i64)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// A source as it is printed under an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citation {
    /// Its id in the graph.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published, as written.
    pub date: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// When it was read, as written.
    pub accessed: Option<String>,
    /// Its kind, such as `official` or `press`.
    pub kind: String,
}
