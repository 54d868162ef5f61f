//! Text: aligned columns for people, in a terminal or a mail.
//!
//! Columns are measured as a terminal shows them: an ideograph takes two places, a combining mark none. Words are dimmed
//! or bold only when the style has colour, and the text without those codes is the same. A table that is too wide for the
//! terminal gets its last long column of words wrapped; nothing is ever cut.

use unicode_width::UnicodeWidthStr;

use super::{Style, people};
use crate::table::{Answer, Column, Table};

/// Spaces between two columns.
const GAP: &str = "  ";

/// The narrowest wrapped column; with less room, a terminal's own wrapping is easier to read.
const NARROWEST: usize = 16;

/// How wide lines of terms become where no terminal sets a width.
const TERMS_WIDE: usize = 120;

/// What stands between two terms on a line.
const DOT: &str = " · ";

const BOLD: anstyle::Style = anstyle::Style::new().bold();
const DIM: anstyle::Style = anstyle::Style::new().dimmed();

pub(super) fn write(answer: &Answer, style: &Style) -> String {
    let mut text = String::new();
    if let Some(headline) = &answer.headline {
        block(&mut text, paragraph(headline, style).iter().map(|line| paint(line, BOLD, style)));
    }
    for table in people::tables(answer) {
        grid(&mut text, &table, style);
    }
    block(&mut text, foot(answer, style));
    block(&mut text, sources(answer, style));
    text
}

/// Adds lines, if there are any, with an empty one between them and what stands before.
fn block(text: &mut String, lines: impl IntoIterator<Item = String>) {
    let mut lines = lines.into_iter().peekable();
    if !text.is_empty() && lines.peek().is_some() {
        text.push('\n');
    }
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
}

/// Adds a table: its title, its headings, its rows.
fn grid(text: &mut String, table: &Table, style: &Style) {
    let mut head: Vec<String> = paragraph(&table.title, style).iter().map(|line| paint(line, BOLD, style)).collect();
    if table.rows.is_empty() {
        head.push(people::NONE.to_owned());
        return block(text, head);
    }
    let mut cells = Cells::of(table);
    let wrapped = wrapped_column(table, &cells.widths, style);
    if let Some((column, room)) = wrapped {
        cells.wrap(column, room);
    }
    for level in 0..cells.levels(0) {
        let mut line = String::new();
        cells.push_line(&mut line, 0, level, table);
        head.push(paint(&line, DIM, style));
    }
    block(text, head);
    // Straight into the text, which for all pairs of states is as long as a book.
    text.reserve(table.rows.len() * cells.line_length());
    for row in 1..=table.rows.len() {
        for level in 0..cells.levels(row) {
            cells.push_line(text, row, level, table);
            text.push('\n');
        }
    }
}

/// All cells of a table as they are shown, the headings first, in one text: a table of all pairs has a hundred thousand.
struct Cells {
    text: String,
    /// Where each cell ends, row by row.
    ends: Vec<usize>,
    /// The places that each column takes.
    widths: Vec<usize>,
    /// Whether every character takes one byte and one place, as in nearly all tables.
    is_plain: bool,
    /// A column whose cells are broken into lines, and those lines.
    wrapped: Option<(usize, Vec<Vec<String>>)>,
}

impl Cells {
    fn of(table: &Table) -> Self {
        let places = (table.rows.len() + 1) * table.columns.len();
        let (text, ends) = (String::with_capacity(places * 6), Vec::with_capacity(places));
        let mut cells = Self { text, ends, widths: vec![0; table.columns.len()], is_plain: true, wrapped: None };
        for (at, column) in table.columns.iter().enumerate() {
            cells.push(at, |text| text.push_str(&people::visible(&column.heading)));
        }
        for row in &table.rows {
            for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                cells.push(at, |text| people::push_cell(text, cell, column));
            }
        }
        cells
    }

    fn push(&mut self, column: usize, write: impl Fn(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        self.ends.push(self.text.len());
        let cell = &self.text[start..];
        let is_plain = is_plain(cell);
        self.is_plain &= is_plain;
        self.widths[column] = self.widths[column].max(if is_plain { cell.len() } else { cell.width() });
    }

    fn cell(&self, row: usize, column: usize) -> &str {
        let at = row * self.widths.len() + column;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }

    /// Breaks the cells of a column into lines.
    fn wrap(&mut self, column: usize, room: usize) {
        let rows = self.ends.len() / self.widths.len();
        let lines: Vec<Vec<String>> = (0..rows).map(|row| wrap(self.cell(row, column), room)).collect();
        self.widths[column] = lines.iter().flatten().map(|line| width(line)).max().unwrap_or_default();
        self.wrapped = Some((column, lines));
    }

    /// How many lines a row takes.
    fn levels(&self, row: usize) -> usize {
        self.wrapped.as_ref().map_or(1, |(_, lines)| lines[row].len().max(1))
    }

    /// How long most lines are at most.
    fn line_length(&self) -> usize {
        self.widths.iter().map(|width| width + GAP.len()).sum::<usize>() + 1
    }

    /// Adds one line of a row, each cell filled up to the width of its column.
    fn push_line(&self, line: &mut String, row: usize, level: usize, table: &Table) {
        let start = line.len();
        for (at, (column, room)) in table.columns.iter().zip(&self.widths).enumerate() {
            let text = match &self.wrapped {
                Some((wrapped, lines)) if *wrapped == at => lines[row].get(level).map_or("", String::as_str),
                _ if level == 0 => self.cell(row, at),
                _ => "",
            };
            let empty = room.saturating_sub(if self.is_plain { text.len() } else { width(text) });
            if people::is_number(column) {
                fill(line, empty);
                line.push_str(text);
            } else {
                line.push_str(text);
                fill(line, empty);
            }
            line.push_str(GAP);
        }
        line.truncate(start + line[start..].trim_end_matches(' ').len());
    }
}

/// Adds so many spaces.
fn fill(line: &mut String, mut places: usize) {
    const SPACES: &str = "                                ";
    while places > 0 {
        let some = places.min(SPACES.len());
        line.push_str(&SPACES[..some]);
        places -= some;
    }
}

/// The places that a text takes in a terminal.
fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { text.width() }
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..0x7f).contains(&byte))
}

/// Which column to wrap, and to how many places, if the table is too wide: the last column of words that can give up
/// what is too much and stay readable.
fn wrapped_column(table: &Table, widths: &[usize], style: &Style) -> Option<(usize, usize)> {
    let whole: usize = widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1);
    let excess = whole.checked_sub(style.width?).filter(|&excess| excess > 0)?;
    let room = |(k, (column, width)): (usize, (&Column, &usize))| {
        let room = width.checked_sub(excess).filter(|&room| room >= NARROWEST && !people::is_number(column))?;
        Some((k, room))
    };
    table.columns.iter().zip(widths).enumerate().filter_map(room).next_back()
}

/// The terms on as few lines as they need, then the notes.
fn foot(answer: &Answer, style: &Style) -> Vec<String> {
    let terms: Vec<String> = people::terms(answer).iter().map(|(key, value)| format!("{key}: {value}")).collect();
    let mut lines: Vec<String> = Vec::new();
    for term in terms {
        match lines.last_mut() {
            Some(line) if line.width() + DOT.width() + term.width() <= style.width.unwrap_or(TERMS_WIDE) => {
                line.push_str(DOT);
                line.push_str(&term);
            }
            _ => lines.push(term),
        }
    }
    let mut lines: Vec<String> = lines.iter().flat_map(|line| paragraph(line, style)).collect();
    for line in &mut lines {
        *line = paint(line, DIM, style);
    }
    lines.extend(answer.notes.iter().flat_map(|note| paragraph(note, style)));
    lines
}

/// The sources as a numbered list; what does not fit on a line goes on under the text, past the number.
fn sources(answer: &Answer, style: &Style) -> Vec<String> {
    let digits = answer.sources.len().to_string().len();
    let indent = digits + 2;
    let narrower = Style { width: style.width.map(|width| width.saturating_sub(indent).max(NARROWEST)), ..*style };
    let mut lines = Vec::new();
    for (index, source) in answer.sources.iter().enumerate() {
        let mut words = people::citation(source);
        if let Some(url) = source.url.as_deref().filter(|url| !url.is_empty()) {
            words.extend([" ", &people::visible(url)]);
        }
        for (level, line) in paragraph(&words, &narrower).iter().enumerate() {
            let mark = if level == 0 { format!("{:>digits$}. ", index + 1) } else { " ".repeat(indent) };
            lines.push(mark + line);
        }
    }
    lines
}

/// Free text as lines: free of control characters, wrapped to the terminal, none of them empty.
fn paragraph(text: &str, style: &Style) -> Vec<String> {
    let lines = wrap(&people::visible(text), style.width.unwrap_or(usize::MAX));
    lines.into_iter().map(|line| line.trim_end_matches(' ').to_owned()).filter(|line| !line.is_empty()).collect()
}

fn paint(line: &str, ink: anstyle::Style, style: &Style) -> String {
    if style.colour && !line.is_empty() { format!("{ink}{line}{ink:#}") } else { line.to_owned() }
}

/// Breaks a text into lines of at most `room` places, where it may be broken; a longer word keeps a line of its own.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for piece in pieces(text) {
        if used > 0 && used + piece.trim_end_matches(' ').width() > room {
            line.truncate(line.trim_end_matches(' ').len());
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        line.push_str(piece);
        used += piece.width();
    }
    lines.push(line);
    lines
}

/// The parts of a text that stay together: words with the spaces after them, and single ideographs.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let breaks = |(at, c): (usize, char)| {
            let next = rest.get(at + c.len_utf8()..).and_then(|after| after.chars().next())?;
            ((c == ' ' && next != ' ') || (is_ideograph(c) && is_ideograph(next))).then_some(at + c.len_utf8())
        };
        let end = rest.char_indices().find_map(breaks).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// Han characters and kana, between which a line may end; their punctuation stays with what is beside it.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Cell;
    use crate::table::{Citation, Term};

    fn members() -> Answer {
        let columns =
            vec![Column::text("name", "Name"), Column::number("share", "Share", 2), Column::text("who", "Who")];
        let mut table = Table::new("members", "Members", columns);
        table.push(vec!["中国".into(), 0.5.into(), Cell::List(vec!["kaz".into(), "chn".into()])]);
        table.push(vec!["Côte d'Ivoire".into(), Cell::Missing, Cell::Missing]);
        table.push(vec!["Co\u{302}te".into(), 12.345.into(), "x\u{1b}[2J".into()]);
        Answer { as_of: "2014-05-20".into(), table, ..Answer::default() }
    }

    #[test]
    fn columns_stand_under_each_other() {
        let expected = "\
Members
Name           Share  Who
中国            0.50  kaz, chn
Côte d'Ivoire
Co\u{302}te           12.35  x\\u{1b}[2J

as of: 2014-05-20
";
        assert_eq!(write(&members(), &Style::default()), expected);
    }

    #[test]
    fn the_last_words_are_wrapped_and_never_cut() {
        let columns = vec![Column::text("id", "Id"), Column::text("note", "Note"), Column::integer("n", "N")];
        let mut table = Table::new("t", "", columns);
        table.push(vec!["a".into(), "one two three four five six seven".into(), 3_usize.into()]);
        table.push(vec!["b".into(), "https://example.org/a/long/address".into(), 4_usize.into()]);
        table.push(vec!["c".into(), "亚洲相互协作与信任措施会议".into(), 5_usize.into()]);
        let answer = Answer { table, ..Answer::default() };
        let expected = "\
Id  Note                                N
a   one two three four                  3
    five six seven
b   https://example.org/a/long/address  4
c   亚洲相互协作与信任                  5
    措施会议
";
        assert_eq!(write(&answer, &Style { width: Some(26), ..Style::default() }), expected);
        let unwrapped = write(&answer, &Style { width: Some(12), ..Style::default() });
        assert_eq!(unwrapped, write(&answer, &Style::default()), "no room is left alone");
    }

    #[test]
    fn headline_tables_and_foot_follow_each_other() {
        let mut answer = members();
        answer.headline = Some("24 surely, 0 possibly".into());
        answer.table.rows.clear();
        answer.more.push(Table::new("regions", "Regions", vec![Column::text("id", "Id")]));
        answer.terms = vec![Term::new("grade", "member"), Term::new("network", "undirected")];
        answer.notes = vec!["Palestine sits as a member.".into()];
        let source = Citation { id: "cd".into(), title: "A summit".into(), ..Citation::default() };
        let linked = Citation { url: Some("https://example.org/summit".into()), ..source.clone() };
        answer.sources = vec![source, linked];
        let expected = "\
24 surely, 0 possibly

Members
(none)

Regions
(none)

as of: 2014-05-20
grade: member
network: undirected
Palestine sits as a
member.

1. [cd] A summit.
2. [cd] A summit.
   https://example.org/summit
";
        assert_eq!(write(&answer, &Style { width: Some(21), ..Style::default() }), expected);
        let wide = write(&answer, &Style::default());
        assert!(
            wide.contains("\nas of: 2014-05-20 · grade: member · network: undirected\nPalestine sits as a member.\n")
        );
    }

    #[test]
    fn colour_dims_the_headings() {
        let painted = write(&members(), &Style { colour: true, width: None });
        let start = "\u{1b}[1mMembers\u{1b}[0m\n\u{1b}[2mName           Share  Who\u{1b}[0m\n中国";
        assert!(painted.starts_with(start), "{painted:?}");
        assert_eq!(painted.matches('\u{1b}').count(), 6);
    }

    #[test]
    fn an_answer_may_be_a_headline() {
        let answer = Answer { headline: Some("yes".into()), ..Answer::default() };
        assert_eq!(write(&answer, &Style::default()), "yes\n");
    }
}
