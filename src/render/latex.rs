//! LaTeX: booktabs tables, for papers.
//!
//! A table is a float with its caption above; one of more than forty rows is a `longtable`, which may break over pages.
//! Terms, notes and sources follow in small type. The first lines of the output name the packages it needs.

use std::fmt::Write as _;

use super::{Style, people};
use crate::table::{Answer, Cell, Citation, Column, Table};

/// Pairs of characters that LaTeX would set as one other.
const LIGATURES: [(char, char); 8] =
    [('-', '-'), ('\'', '\''), (',', ','), ('<', '<'), ('>', '>'), ('`', '`'), ('?', '`'), ('!', '`')];

/// The comment that begins every output.
const NEEDS: &str = "\
% Needs \\usepackage{booktabs,longtable,url}.
% Names beyond Latin letters want LuaLaTeX or XeLaTeX, and a font that has them.
";

/// A table with more rows than this may break over pages.
const LONG_TABLE: usize = 40;

/// A column of words with more characters than this is set as paragraphs.
const LONG_CELL: usize = 40;

pub(super) fn write(answer: &Answer, _: &Style) -> String {
    let mut blocks = Vec::new();
    if let Some(headline) = &answer.headline {
        blocks.push(format!("\\noindent {}\\par\n", escape(headline)));
    }
    let tables: Vec<_> = people::tables(answer).collect();
    let mut foot = Some(foot(answer)).filter(|foot| !foot.is_empty());
    for (index, table) in tables.iter().enumerate() {
        if table.rows.len() > LONG_TABLE {
            blocks.push(long(table));
        } else {
            // A float moves on the page, and what explains it must move with it.
            let last = index + 1 == tables.len();
            blocks.push(float(table, foot.take_if(|_| last)));
        }
    }
    if let Some(foot) = foot {
        blocks.push(format!("\\begingroup\\footnotesize\\raggedright\n{foot}\\endgroup\n"));
    }
    format!("{NEEDS}{}", blocks.join("\n"))
}

fn float(table: &Table, foot: Option<String>) -> String {
    let mut out = String::from("\\begin{table}[htbp]\n\\centering\n");
    if !table.title.is_empty() {
        let _ = writeln!(out, "\\caption{{{}}}", escape(&table.title));
    }
    let _ = writeln!(out, "\\begin{{tabular}}{{{}}}\n\\toprule", alignment(table));
    out.push_str(&headings(table));
    out.push_str("\\midrule\n");
    out.push_str(&rows(table));
    out.push_str("\\bottomrule\n\\end{tabular}\n");
    if let Some(foot) = foot {
        let _ = write!(out, "\\par\\medskip\\footnotesize\\raggedright\n{foot}");
    }
    out.push_str("\\end{table}\n");
    out
}

fn long(table: &Table) -> String {
    let mut out = format!("\\begin{{longtable}}{{{}}}\n", alignment(table));
    if !table.title.is_empty() {
        let _ = writeln!(out, "\\caption{{{}}} \\\\", escape(&table.title));
    }
    let _ = writeln!(out, "\\toprule\n{}\\midrule\n\\endfirsthead", headings(table));
    let _ = writeln!(out, "\\toprule\n{}\\midrule\n\\endhead", headings(table));
    let _ = writeln!(out, "\\bottomrule\n\\endlastfoot\n{}\\end{{longtable}}", rows(table));
    out
}

fn alignment(table: &Table) -> String {
    let spec = |(k, column): (usize, &Column)| {
        let shown =
            |row: &Vec<_>| row.get(k).is_some_and(|cell| people::cell(cell, column).chars().count() > LONG_CELL);
        if people::is_number(column) {
            "r"
        } else if table.rows.iter().any(shown) {
            "p{0.4\\linewidth}"
        } else {
            "l"
        }
    };
    table.columns.iter().enumerate().map(spec).collect()
}

fn headings(table: &Table) -> String {
    line(table.columns.iter().map(|column| escape(&column.heading)))
}

fn rows(table: &Table) -> String {
    if table.rows.is_empty() {
        return format!("\\multicolumn{{{}}}{{l}}{{{}}} \\\\\n", table.columns.len(), people::NONE);
    }
    let row = |row: &Vec<_>| line(row.iter().zip(&table.columns).map(|(cell, column)| number_or_words(cell, column)));
    table.rows.iter().map(row).collect()
}

fn line(cells: impl Iterator<Item = String>) -> String {
    cells.collect::<Vec<_>>().join(" & ") + " \\\\\n"
}

/// A cell, where a negative number gets a minus sign: a hyphen is too short.
fn number_or_words(cell: &Cell, column: &Column) -> String {
    let shown = people::cell(cell, column);
    match (cell, shown.strip_prefix('-')) {
        (Cell::Integer(_) | Cell::Number(_), Some(digits)) => format!("$-${digits}"),
        _ => escape(&shown),
    }
}

fn foot(answer: &Answer) -> String {
    let terms: Vec<String> =
        people::terms(answer).iter().map(|(key, value)| escape(&format!("{key}: {value}"))).collect();
    // In typewriter type a straight quote is in every encoding, and it is what one has to type.
    let typed = |command: String| command.split('"').map(escape).collect::<Vec<_>>().join("\\char34{}");
    let command = people::command(answer).map(|command| format!("\\texttt{{{}}}", typed(command)));
    let mut out = String::new();
    let terms = Some(terms.join("; ")).filter(|terms| !terms.is_empty());
    let notes = answer.notes.iter().map(|note| escape(note));
    let sources =
        answer.sources.iter().enumerate().map(|(index, source)| format!("{}. {}", index + 1, citation(source)));
    for line in terms.into_iter().chain(command).chain(notes).chain(sources) {
        let _ = writeln!(out, "\\noindent {line}\\par");
    }
    out
}

fn citation(source: &Citation) -> String {
    let words = escape(&people::citation(source));
    match source.url.as_deref().filter(|url| !url.is_empty()) {
        Some(url) if people::is_web(url) => format!("{words} \\url{{{}}}", address(url)),
        Some(url) => format!("{words} {}", escape(url)),
        None => words,
    }
}

/// An address for `\url`, which takes nearly all as it stands, also `%` and `#`: the rest is percent-encoded.
fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'{' | b'}' | b'^' | b'"' | b'`' | b'|') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Words as LaTeX sets them: no commands, no ligatures of dashes and quotes, and no `[` or `*`, which after the end of a
/// row would be read as its argument.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in people::visible(text).chars() {
        if LIGATURES.contains(&(before, c)) {
            // An empty group would do for pdfLaTeX, but LuaLaTeX looks through it.
            escaped.push_str("\\kern0pt{}");
        }
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '`' => escaped.push_str("\\textasciigrave{}"),
            '<' => escaped.push_str("\\textless{}"),
            '>' => escaped.push_str("\\textgreater{}"),
            '|' => escaped.push_str("\\textbar{}"),
            // A straight quote is not in every encoding, and is a command in some languages.
            '"' if before.is_whitespace() || before == '(' => escaped.push_str("\\textquotedblleft{}"),
            '"' => escaped.push_str("\\textquotedblright{}"),
            '{' | '}' | '$' | '&' | '#' | '_' | '%' => escaped.extend(['\\', c]),
            '[' | ']' | '*' => escaped.extend(['{', c, '}']),
            _ => escaped.push(c),
        }
        before = c;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(rows: usize) -> Answer {
        let columns = vec![Column::text("name", "Name & rank"), Column::number("s", "Share", 1)];
        let mut table = Table::new("t", "100 % of {A}", columns);
        for _ in 0..rows {
            table.push(vec!["[x]".into(), (-0.26).into()]);
        }
        let mut answer = Answer { as_of: "2014".into(), command: "who \"a\" --any".into(), table, ..Answer::default() };
        answer.notes.push("So it is.".into());
        answer.sources.push(Citation {
            id: "cd".into(),
            title: "T".into(),
            url: Some("https://example.org/a_b?c=%20#{d}".into()),
            ..Citation::default()
        });
        answer
    }

    #[test]
    fn a_short_table_floats_with_its_notes() {
        let expected = format!(
            "{NEEDS}{}",
            r"\begin{table}[htbp]
\centering
\caption{100 \% of \{A\}}
\begin{tabular}{lr}
\toprule
Name \& rank & Share \\
\midrule
{[}x{]} & $-$0.3 \\
\bottomrule
\end{tabular}
\par\medskip\footnotesize\raggedright
\noindent as of: 2014\par
\noindent \texttt{comity who \char34{}a\char34{} -\kern0pt{}-any}\par
\noindent So it is.\par
\noindent 1. {[}cd{]} T. \url{https://example.org/a_b?c=%20#%7Bd%7D}\par
\end{table}
"
        );
        assert_eq!(write(&answer(1), &Style::default()), expected);
    }

    #[test]
    fn a_long_table_breaks_over_pages() {
        let text = write(&answer(41), &Style::default());
        assert!(text.contains("\\begin{longtable}{lr}\n\\caption{100 \\% of \\{A\\}} \\\\\n\\toprule\n"));
        assert!(text.ends_with("\\endgroup\n"));
        assert!(!text.contains("{tabular}"));
    }

    #[test]
    fn an_empty_table_says_so_and_long_words_are_set_as_paragraphs() {
        assert!(write(&answer(0), &Style::default()).contains("\\multicolumn{2}{l}{(none)} \\\\\n"));
        let mut long = answer(1);
        long.table.push(vec!["word ".repeat(9).into(), Cell::Missing]);
        assert!(write(&long, &Style::default()).contains("\\begin{tabular}{p{0.4\\linewidth}r}"));
    }

    #[test]
    fn nothing_in_words_is_a_command() {
        assert_eq!(escape(r"\input{x}%$"), r"\textbackslash{}input\{x\}\%\$");
        assert_eq!(escape("a--b, '' *d"), "a-\\kern0pt{}-b, '\\kern0pt{}' {*}d");
        assert_eq!(
            escape("\"S\" (\"T\")"),
            r"\textquotedblleft{}S\textquotedblright{} (\textquotedblleft{}T\textquotedblright{})"
        );
        assert_eq!(escape("a\nb"), "a\\textbackslash{}nb");
    }
}
