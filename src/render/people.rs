//! How cells, terms and sources read to people; what text, Markdown, HTML and LaTeX share.
//!
//! Everything here is readable and free of control characters, but not yet escaped for any format.

use std::borrow::Cow;

use crate::table::{Answer, Cell, Citation, Column, ColumnKind, Table};
use crate::words::{push_digits, push_rounded};

/// What stands for the rows of a table that has none.
pub(crate) const NONE: &str = "(none)";

/// Numbers from here on are shown with an exponent, as sixteen digits and more say nothing to people.
const HUGE: f64 = 1e15;

/// Digits of the graph's hash that are shown; JSON has all.
const HASH_SHOWN: usize = 12;

/// The tables of an answer that have columns for people, the main one first, without the columns that
/// only machines need; an answer may be a headline alone.
pub(super) fn tables(answer: &Answer) -> impl Iterator<Item = Cow<'_, Table>> {
    let shown = |table: &&Table| table.columns.iter().any(|column| !column.machines_only);
    std::iter::once(&answer.table).chain(&answer.more).filter(shown).map(|table| {
        if table.columns.iter().any(|column| column.machines_only) {
            Cow::Owned(for_people(table))
        } else {
            Cow::Borrowed(table)
        }
    })
}

fn for_people(table: &Table) -> Table {
    let columns = table.columns.iter().filter(|column| !column.machines_only).cloned().collect();
    let mut shown = Table::new(&table.name, &table.title, columns);
    for row in &table.rows {
        let cells = row.iter().zip(&table.columns).filter(|(_, column)| !column.machines_only);
        shown.push(cells.map(|(cell, _)| cell.clone()).collect());
    }
    shown
}

/// Whether the cells of a column are aligned right.
pub(crate) fn is_number(column: &Column) -> bool {
    column.kind != ColumnKind::Text
}

/// A cell as people read it: rounded as its column says, lists joined by commas, empty when missing.
pub(crate) fn cell(cell: &Cell, column: &Column) -> String {
    let mut shown = String::new();
    push_cell(&mut shown, cell, column);
    shown
}

/// The same at the end of a text.
pub(super) fn push_cell(shown: &mut String, cell: &Cell, column: &Column) {
    match cell {
        Cell::Text(text) => push_visible(shown, text),
        Cell::Integer(count) => {
            shown.push_str(if *count < 0 { "-" } else { "" });
            push_digits(shown, count.unsigned_abs(), 1);
        }
        Cell::Number(number) => match column.kind {
            ColumnKind::Number { decimals } => push_number(shown, *number, decimals),
            ColumnKind::Text | ColumnKind::Integer => shown.push_str(&format!("{number:?}")),
        },
        Cell::List(items) => push_visible(shown, &items.join(", ")),
        Cell::Missing => {}
    }
}

/// The terms of an answer as key and value, with the day and the graph before them.
pub(super) fn terms(answer: &Answer) -> Vec<(String, String)> {
    let hash: String = answer.graph.hash.chars().take(HASH_SHOWN).collect();
    let graph = match (answer.graph.title.is_empty(), hash.is_empty()) {
        (false, false) => format!("{} ({hash})", answer.graph.title),
        (true, _) => hash,
        (_, true) => answer.graph.title.clone(),
    };
    let own = [("as_of", answer.as_of.as_str()), ("graph", graph.as_str())];
    let made = answer.terms.iter().map(|term| (term.key.as_str(), term.value.as_str()));
    own.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .chain(made)
        .map(|(key, value)| (visible(&key.replace('_', " ")), visible(value)))
        .collect()
}

/// The command as it can be typed, or nothing if the answer names none.
pub(super) fn command(answer: &Answer) -> Option<String> {
    (!answer.command.is_empty()).then(|| format!("comity {}", visible(&answer.command)))
}

/// A source as text, with the name by which the graph knows it: "[cd] Who sits where? China Daily, 2014-05."
pub(crate) fn citation(source: &Citation) -> String {
    let words = [format!("[{}]", visible(&source.id)), sentences(source)];
    words.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

/// A source as a footnote names it, without its name in the graph, unless there is nothing else.
pub(crate) fn reference(source: &Citation) -> String {
    let words = sentences(source);
    if words.is_empty() { ended(visible(&source.id)) } else { words }
}

fn sentences(source: &Citation) -> String {
    let accessed = source.accessed.as_ref().map(|day| format!("accessed {day}"));
    let imprint: Vec<&str> = [&source.publisher, &source.date, &accessed]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .filter(|part| !part.is_empty())
        .collect();
    let sentences = [source.title.clone(), imprint.join(", ")].into_iter().filter(|part| !part.is_empty());
    visible(&sentences.map(ended).collect::<Vec<_>>().join(" "))
}

/// Whether an address may become a link: the web only, and nothing that could end the link early.
pub(crate) fn is_web(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
        && !url.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>') || is_unseen(c))
}

/// Text with its control characters written out, such as `\u{1b}` for escape and `\n` for a line end.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    push_visible(&mut shown, text);
    shown
}

fn push_visible(shown: &mut String, text: &str) {
    // Nearly all text is plain letters, which need no look at each character.
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) || !text.chars().any(is_unseen) {
        shown.push_str(text);
        return;
    }
    for c in text.chars() {
        if is_unseen(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
}

/// Control characters, line separators, and the marks that turn the direction of what follows: in a table they could
/// move the cursor, add a line, or show the cells of a row in another order.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn push_number(shown: &mut String, number: f64, decimals: u8) {
    let places = usize::from(decimals);
    if !number.is_finite() {
        shown.push_str(&number.to_string());
    } else if number.abs() >= HUGE {
        shown.push_str(&format!("{number:.places$e}"));
    } else {
        push_rounded(shown, number, places);
    }
}

fn ended(mut sentence: String) -> String {
    if !sentence.ends_with(['.', '!', '?', '。', '！', '？']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_their_column() {
        let three = Column::number("x", "X", 3);
        let shown = |number: f64| cell(&Cell::Number(number), &three);
        assert_eq!(shown(0.333_333), "0.333");
        assert_eq!(shown(-0.000_01), "0.000");
        assert_eq!(shown(-0.5), "-0.500");
        assert_eq!(shown(1e300), "1.000e300");
        assert_eq!(shown(f64::NAN), "NaN");
        assert_eq!(shown(f64::NEG_INFINITY), "-inf");
        assert_eq!(cell(&Cell::Integer(7), &three), "7");
        assert_eq!(cell(&Cell::Number(0.1), &Column::text("x", "X")), "0.1");
    }

    #[test]
    fn controls_are_written_out_and_the_rest_is_left() {
        assert_eq!(visible("a\u{1b}[31m\r\n\tb\u{85}"), "a\\u{1b}[31m\\r\\n\\tb\\u{85}");
        assert_eq!(visible("\u{202e}gnp.exe"), "\\u{202e}gnp.exe");
        assert_eq!(visible("中国 👩‍🚀 é\\n"), "中国 👩‍🚀 é\\n");
    }

    #[test]
    fn a_citation_says_what_is_known() {
        let mut source = Citation { id: "cd".into(), title: "Who sits where?".into(), ..Citation::default() };
        assert_eq!(citation(&source), "[cd] Who sits where?");
        source.publisher = Some("China Daily".into());
        source.date = Some("2014-05".into());
        assert_eq!(citation(&source), "[cd] Who sits where? China Daily, 2014-05.");
        source.title.clear();
        source.accessed = Some("2026-11-20".into());
        assert_eq!(citation(&source), "[cd] China Daily, 2014-05, accessed 2026-11-20.");
        assert_eq!(reference(&source), "China Daily, 2014-05, accessed 2026-11-20.");
        let bare = Citation { id: "cd".into(), ..Citation::default() };
        assert_eq!((citation(&bare), reference(&bare)), ("[cd]".into(), "cd.".into()));
    }

    #[test]
    fn only_the_web_is_linked() {
        assert!(is_web("https://www.s-cica.org/page?x=1&y=2"));
        assert!(is_web("HTTP://example.org"));
        for other in ["javascript:alert(1)", "ftp://example.org", "https//", "https://a b", "http://a\n", "http://a>b"]
        {
            assert!(!is_web(other), "{other}");
        }
    }

    #[test]
    fn day_and_graph_come_before_the_terms() {
        let mut answer = Answer { as_of: "2014".into(), ..Answer::default() };
        answer.graph.title = "World".into();
        answer.graph.hash = "0123456789abcdef".into();
        answer.terms.push(crate::table::Term::new("self_loops", "dropped"));
        let words: Vec<String> = terms(&answer).iter().map(|(key, value)| format!("{key}: {value}")).collect();
        assert_eq!(words, ["as of: 2014", "graph: World (0123456789ab)", "self loops: dropped"]);
    }
}
