//! Markdown as GitHub reads it, for pages, issues and notebooks.
//!
//! Words from data are words on the page: marks, links, HTML, entities and mathematics in them are escaped. Only the
//! address of a source becomes a link.

use super::{Style, people};
use crate::table::{Answer, Citation, Column, Table};

pub(super) fn write(answer: &Answer, _: &Style) -> String {
    let mut blocks = Vec::new();
    blocks.extend(answer.headline.as_deref().map(bold));
    for table in people::tables(answer) {
        blocks.push(bold(&table.title));
        blocks.push(if table.rows.is_empty() { people::NONE.to_owned() } else { grid(&table) });
    }
    let terms = people::terms(answer);
    let terms = terms.iter().map(|(key, value)| format!("- {}", paragraph(&format!("{key}: {value}"))));
    let command = people::command(answer).map(|command| format!("- command: {}", code(&command)));
    blocks.push(terms.chain(command).collect::<Vec<_>>().join("\n"));
    blocks.push(answer.notes.iter().map(|note| paragraph(note)).collect::<Vec<_>>().join("\n\n"));
    blocks.push(sources(answer));
    blocks.retain(|block| !block.is_empty());
    if blocks.is_empty() { String::new() } else { blocks.join("\n\n") + "\n" }
}

pub(crate) fn grid(table: &Table) -> String {
    let rule = |column: &Column| if people::is_number(column) { "---:" } else { "---" }.to_owned();
    let mut lines = vec![
        line(table.columns.iter().map(|column| escape(&people::visible(&column.heading)))),
        line(table.columns.iter().map(rule)),
    ];
    let cells = table.rows.iter().map(|row| row.iter().zip(&table.columns).map(|(c, column)| people::cell(c, column)));
    lines.extend(cells.map(|row| line(row.map(|cell| escape(&cell)))));
    lines.join("\n")
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn sources(answer: &Answer) -> String {
    let item = |(index, source): (usize, &Citation)| {
        let words = escape(&people::citation(source));
        let url = match source.url.as_deref().filter(|url| !url.is_empty()) {
            Some(url) if people::is_web(url) => format!(" <{url}>"),
            Some(url) => format!(" {}", escape(&people::visible(url))),
            None => String::new(),
        };
        format!("{}. {words}{url}", index + 1)
    };
    answer.sources.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
}

/// Bold words on a line of their own; the marks must touch the words, or they would be shown.
fn bold(text: &str) -> String {
    let text = people::visible(text);
    let text = text.trim();
    if text.is_empty() { String::new() } else { format!("**{}**", escape(text)) }
}

/// A paragraph or the text of a list item, kept from being read as a list, a heading or a rule.
fn paragraph(text: &str) -> String {
    let text = people::visible(text);
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let mark = if number.is_empty() { ['#', '+', '-', '='].as_slice() } else { ['.', ')'].as_slice() };
    let guard = if rest.starts_with(mark) { "\\" } else { "" };
    format!("{number}{guard}{}", escape(rest))
}

/// A code span, its fence longer than any run of backticks within.
pub(crate) fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '&') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    // GitHub links a bare address, and takes the backslashes in it for a part of it.
    escaped.replace("://", "\\://").replace("www.", "www\\.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, Term};

    #[test]
    fn an_answer_becomes_a_page() {
        let mut table =
            Table::new("t", "Seats & shares", vec![Column::text("name", "Name"), Column::number("s", "Share", 1)]);
        table.push(vec!["a|b\\".into(), 0.25.into()]);
        table.push(vec!["http://a_b, www.c".into(), (-1.0).into()]);
        table.push(vec!["<b>*x*</b>\n| y |".into(), Cell::Missing]);
        let mut answer = Answer { command: "seats `kaz`".into(), as_of: "2014".into(), table, ..Answer::default() };
        answer.terms.push(Term::new("# grade", "member"));
        answer.notes = vec!["# not a heading".into(), "2014. Not a list.".into()];
        let source = Citation { id: "cd".into(), title: "T".into(), ..Citation::default() };
        answer.sources = vec![
            Citation { url: Some("https://example.org/a_b".into()), ..source.clone() },
            Citation { url: Some("javascript:alert(1)".into()), ..source },
        ];
        let expected = r"**Seats \& shares**

| Name | Share |
| --- | ---: |
| a\|b\\ | 0.2 |
| http\://a\_b, www\.c | -1.0 |
| \<b\>\*x\*\</b\>\\n\| y \| |  |

- as of: 2014
- \# grade: member
- command: `` comity seats `kaz` ``

\# not a heading

2014\. Not a list.

1. \[cd\] T. <https://example.org/a_b>
2. \[cd\] T. javascript:alert(1)
";
        assert_eq!(write(&answer, &Style::default()), expected);
    }

    #[test]
    fn an_empty_table_says_so() {
        let table = Table::new("t", " Gaps ", vec![Column::text("name", "Name")]);
        assert_eq!(write(&Answer { table, ..Answer::default() }, &Style::default()), "**Gaps**\n\n(none)\n");
    }
}
