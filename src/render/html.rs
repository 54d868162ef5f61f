//! HTML: one section, to be put into any page.
//!
//! It brings no style and no script; the classes `comity`, `headline`, `number`, `terms`, `notes` and `sources` are for
//! the page's own style sheet. Only addresses of the web become links.

use super::{Style, people};
use crate::table::{Answer, Citation, Column, Table};

pub(super) fn write(answer: &Answer, _: &Style) -> String {
    let mut lines = vec!["<section class=\"comity\">".to_owned()];
    if let Some(headline) = &answer.headline {
        lines.push(format!("<p class=\"headline\">{}</p>", escape(&people::visible(headline))));
    }
    for table in people::tables(answer) {
        grid(&table, &mut lines);
    }
    foot(answer, &mut lines);
    lines.push("</section>\n".to_owned());
    lines.join("\n")
}

fn grid(table: &Table, lines: &mut Vec<String>) {
    lines.push("<table>".to_owned());
    if !table.title.is_empty() {
        lines.push(format!("<caption>{}</caption>", escape(&people::visible(&table.title))));
    }
    rows(table, lines);
    lines.push("</table>".to_owned());
}

/// Head and body of a table.
pub(crate) fn rows(table: &Table, lines: &mut Vec<String>) {
    let class = |column: &Column| if people::is_number(column) { " class=\"number\"" } else { "" };
    let heading = |column: &Column| {
        format!("<th scope=\"col\"{}>{}</th>", class(column), escape(&people::visible(&column.heading)))
    };
    lines.push("<thead>".to_owned());
    lines.push(format!("<tr>{}</tr>", table.columns.iter().map(heading).collect::<String>()));
    lines.push("</thead>\n<tbody>".to_owned());
    for row in &table.rows {
        let cells = row.iter().zip(&table.columns);
        let cells =
            cells.map(|(cell, column)| format!("<td{}>{}</td>", class(column), escape(&people::cell(cell, column))));
        lines.push(format!("<tr>{}</tr>", cells.collect::<String>()));
    }
    if table.rows.is_empty() {
        lines.push(format!("<tr><td colspan=\"{}\">{}</td></tr>", table.columns.len(), people::NONE));
    }
    lines.push("</tbody>".to_owned());
}

fn foot(answer: &Answer, lines: &mut Vec<String>) {
    let terms = people::terms(answer);
    let command = people::command(answer);
    let terms = terms.iter().map(|(key, value)| format!("<dt>{}</dt><dd>{}</dd>", escape(key), escape(value)));
    let command = command.map(|command| format!("<dt>command</dt><dd><code>{}</code></dd>", escape(&command)));
    let notes = answer.notes.iter().map(|note| format!("<li>{}</li>", escape(&people::visible(note))));
    let sources = answer.sources.iter().map(|source| format!("<li>{}</li>", cited(&people::citation(source), source)));
    let lists: [(&str, &str, Vec<String>); 3] = [
        ("dl", "terms", terms.chain(command).collect()),
        ("ul", "notes", notes.collect()),
        ("ol", "sources", sources.collect()),
    ];
    if lists.iter().all(|(_, _, items)| items.is_empty()) {
        return;
    }
    lines.push("<footer>".to_owned());
    for (tag, class, items) in lists.into_iter().filter(|(_, _, items)| !items.is_empty()) {
        lines.push(format!("<{tag} class=\"{class}\">"));
        lines.extend(items);
        lines.push(format!("</{tag}>"));
    }
    lines.push("</footer>".to_owned());
}

/// The words that name a source, and its address.
pub(crate) fn cited(words: &str, source: &Citation) -> String {
    let words = escape(words);
    match source.url.as_deref().filter(|url| !url.is_empty()) {
        Some(url) if people::is_web(url) => {
            let url = escape(url);
            format!("{words} <a href=\"{url}\" rel=\"noopener\">{url}</a>")
        }
        Some(url) => format!("{words} {}", escape(&people::visible(url))),
        None => words,
    }
}

pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, Term};

    #[test]
    fn an_answer_becomes_a_section() {
        let columns = vec![Column::text("name", "Name"), Column::integer("n", "N")];
        let mut table = Table::new("t", "A & B", columns.clone());
        table.push(vec!["<script>alert('x')</script>".into(), 3_usize.into()]);
        table.push(vec![Cell::List(vec!["a".into(), "b".into()]), Cell::Missing]);
        let mut answer = Answer { as_of: "2014".into(), table, ..Answer::default() };
        answer.headline = Some("Two.".into());
        answer.command = "who \"cica\"".into();
        answer.more.push(Table::new("u", "", columns));
        answer.terms.push(Term::new("grade", "member"));
        answer.notes.push("So it is.".into());
        let source = Citation { id: "cd".into(), title: "T".into(), ..Citation::default() };
        answer.sources = vec![
            Citation { url: Some("https://example.org/?a=1&b=\"2\"".into()), ..source.clone() },
            Citation { url: Some("javascript:alert(1)".into()), ..source },
        ];
        let expected = r#"<section class="comity">
<p class="headline">Two.</p>
<table>
<caption>A &amp; B</caption>
<thead>
<tr><th scope="col">Name</th><th scope="col" class="number">N</th></tr>
</thead>
<tbody>
<tr><td>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</td><td class="number">3</td></tr>
<tr><td>a, b</td><td class="number"></td></tr>
</tbody>
</table>
<table>
<thead>
<tr><th scope="col">Name</th><th scope="col" class="number">N</th></tr>
</thead>
<tbody>
<tr><td colspan="2">(none)</td></tr>
</tbody>
</table>
<footer>
<dl class="terms">
<dt>as of</dt><dd>2014</dd>
<dt>grade</dt><dd>member</dd>
<dt>command</dt><dd><code>comity who &quot;cica&quot;</code></dd>
</dl>
<ul class="notes">
<li>So it is.</li>
</ul>
<ol class="sources">
<li>[cd] T. <a href="https://example.org/?a=1&amp;b=&quot;2&quot;" rel="noopener">https://example.org/?a=1&amp;b=&quot;2&quot;</a></li>
<li>[cd] T. javascript:alert(1)</li>
</ol>
</footer>
</section>
"#;
        assert_eq!(write(&answer, &Style::default()), expected);
    }
}
