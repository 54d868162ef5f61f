//! Text: aligned columns for people, in a terminal or a mail.
//!
//! Columns are measured as a terminal shows them: an ideograph takes two places, a combining mark none. Words are dimmed
//! or bold only when the style has colour, and the text without those codes is the same. A table that is too wide for the
//! terminal gets its last long column of words wrapped; nothing is ever cut.

use unicode_width::UnicodeWidthStr;

use super::{Style, people};
use crate::table::{Answer, Cell, Column, Table};

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
    let mut blocks = Vec::new();
    if let Some(headline) = &answer.headline {
        blocks.push(paragraph(headline, style).iter().map(|line| paint(line, BOLD, style)).collect());
    }
    blocks.extend(people::tables(answer).map(|table| grid(&table, style)));
    blocks.push(foot(answer, style));
    blocks.push(sources(answer, style));
    let blocks: Vec<String> = blocks.iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n")).collect();
    if blocks.is_empty() { String::new() } else { blocks.join("\n\n") + "\n" }
}

/// The cells of a row, each a stack of lines; all but those of a wrapped column have one.
type Row = Vec<Vec<String>>;

/// The lines of a table: its title, its headings, its rows.
fn grid(table: &Table, style: &Style) -> Vec<String> {
    let mut lines: Vec<String> = paragraph(&table.title, style).iter().map(|line| paint(line, BOLD, style)).collect();
    if table.rows.is_empty() {
        lines.push(people::NONE.to_owned());
        return lines;
    }
    let headings = table.columns.iter().map(|column| vec![people::visible(&column.heading)]).collect();
    let cells = |row: &Vec<Cell>| {
        row.iter().zip(&table.columns).map(|(cell, column)| vec![people::cell(cell, column)]).collect::<Row>()
    };
    let mut rows: Vec<Row> = std::iter::once(headings).chain(table.rows.iter().map(cells)).collect();
    if let Some((column, room)) = wrapped_column(table, &widths(table, &rows), style) {
        for lines in rows.iter_mut().filter_map(|row| row.get_mut(column)) {
            *lines = wrap(&lines.concat(), room);
        }
    }
    let widths = widths(table, &rows);
    for (index, row) in rows.iter().enumerate() {
        for level in 0..row.iter().map(Vec::len).max().unwrap_or_default() {
            let line = aligned(row.iter().map(|lines| lines.get(level).map_or("", String::as_str)), table, &widths);
            lines.push(if index == 0 { paint(&line, DIM, style) } else { line });
        }
    }
    lines
}

/// The places that each column takes.
fn widths(table: &Table, rows: &[Row]) -> Vec<usize> {
    let mut widths = vec![0; table.columns.len()];
    for row in rows {
        for (width, lines) in widths.iter_mut().zip(row) {
            *width = lines.iter().map(|line| line.width()).fold(*width, usize::max);
        }
    }
    widths
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

/// One line of cells, each filled up to the width of its column.
fn aligned<'a>(cells: impl Iterator<Item = &'a str>, table: &Table, widths: &[usize]) -> String {
    let mut line = String::new();
    for ((text, column), width) in cells.zip(&table.columns).zip(widths) {
        let fill = " ".repeat(width.saturating_sub(text.width()));
        let (before, after) = if people::is_number(column) { (fill.as_str(), "") } else { ("", fill.as_str()) };
        line.extend([before, text, after, GAP]);
    }
    line.truncate(line.trim_end_matches(' ').len());
    line
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
