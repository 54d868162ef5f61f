//! Nodes of pandoc's tree.

use super::cells;
use crate::render::people;
use crate::table::Table;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};

/// A node of a kind; one without content has none.
pub(super) fn node(kind: &str, content: Value) -> Value {
    let content = (!content.is_null()).then(|| ("c".to_owned(), content));
    std::iter::once(("t".to_owned(), Value::from(kind))).chain(content).collect()
}

/// Identifier, classes and pairs.
pub(super) fn attr(id: &str, classes: &[&str], pairs: &[(&str, &str)]) -> Value {
    json!([id, classes, pairs.iter().map(|(name, value)| json!([name, value])).collect::<Vec<_>>()])
}

/// Plain text as words and spaces.
pub(super) fn words(text: &str) -> Vec<Value> {
    let text = people::visible(&super::entities::one_line(text));
    let mut nodes = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !nodes.is_empty() {
            nodes.push(node("Space", Value::Null));
        }
        nodes.push(node("Str", json!(word)));
    }
    nodes
}

pub(super) fn strong(inside: Vec<Value>) -> Value {
    node("Strong", Value::Array(inside))
}

pub(super) fn link(inside: Vec<Value>, to: &str) -> Value {
    node("Link", Value::Array(vec![attr("", &[], &[]), Value::Array(inside), json!([to, ""])]))
}

/// One line of the author's Markdown.
pub(super) fn inlines(text: &str) -> Vec<Value> {
    let mut open: Vec<Vec<Value>> = vec![Vec::new()];
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        let mut put =
            |nodes: Vec<Value>| open.last_mut().into_iter().for_each(|last| last.extend(nodes.iter().cloned()));
        match event {
            Event::Text(text) => put(spaced(&text)),
            Event::Code(code) => put(vec![node("Code", json!([attr("", &[], &[]), &*code]))]),
            Event::SoftBreak | Event::HardBreak => put(vec![node("Space", Value::Null)]),
            Event::InlineHtml(html) => put(vec![node("RawInline", json!(["html", &*html]))]),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) => open.push(Vec::new()),
            Event::End(TagEnd::Emphasis) => close("Emph", &mut open),
            Event::End(TagEnd::Strong) => close("Strong", &mut open),
            Event::End(TagEnd::Strikethrough) => close("Strikeout", &mut open),
            Event::End(TagEnd::Link) => close("Span", &mut open),
            _ => {}
        }
    }
    open.into_iter().flatten().collect()
}

fn close(kind: &str, open: &mut Vec<Vec<Value>>) {
    let inside = open.pop().unwrap_or_default();
    let closed =
        if kind == "Span" { node(kind, json!([attr("", &[], &[]), inside])) } else { node(kind, json!(inside)) };
    if let Some(outer) = open.last_mut() {
        outer.push(closed);
    }
}

/// Words with the spaces at their ends, which touch what stands beside them.
fn spaced(text: &str) -> Vec<Value> {
    let mut nodes = words(text);
    let space = || node("Space", Value::Null);
    if text.starts_with(' ') {
        nodes.insert(0, space());
    }
    if text.ends_with(' ') && text.len() > 1 {
        nodes.push(space());
    }
    nodes
}

/// A table with its caption.
pub(super) fn table(table: &Table, caption: &[Value]) -> Value {
    let side = |at: usize| if people::is_number(&table.columns[at]) { "AlignRight" } else { "AlignLeft" };
    let widths = widths(table);
    let width = |at: usize| {
        widths.get(at).map_or_else(|| node("ColWidthDefault", Value::Null), |width| node("ColWidth", json!(width)))
    };
    let columns: Vec<Value> =
        (0..table.columns.len()).map(|at| json!([node(side(at), Value::Null), width(at)])).collect();
    let none = || attr("", &[], &[]);
    let cell = |text: &str| {
        let inside = words(text);
        let blocks = if inside.is_empty() { Vec::new() } else { vec![node("Plain", json!(inside))] };
        json!([none(), node("AlignDefault", Value::Null), 1, 1, blocks])
    };
    let row = |cells: Vec<String>| json!([none(), cells.iter().map(|text| cell(text)).collect::<Vec<_>>()]);
    let head = row(table.columns.iter().map(|column| column.heading.clone()).collect());
    let rows: Vec<Value> = cells(table).map(row).collect();
    let body = json!([none(), 0, [], rows]);
    let caption = json!([null, [node("Plain", json!(caption))]]);
    node("Table", json!([none(), caption, columns, [none(), [head]], [body], [none(), []]]))
}

/// The shares that columns have of a page too narrow for them, so that cells break but words do not; none if it is wide
/// enough.
fn widths(table: &Table) -> Vec<f64> {
    /// Letters in a line of a page, and as many as the space between two columns takes.
    const LINE: usize = 72;
    const BETWEEN: usize = 3;
    let mut words: Vec<usize> = vec![0; table.columns.len()];
    let mut texts = words.clone();
    let headings: Vec<String> = table.columns.iter().map(|column| column.heading.clone()).collect();
    for row in std::iter::once(headings).chain(cells(table)) {
        for (at, text) in row.iter().enumerate() {
            let longest = text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
            words[at] = words[at].max(longest + BETWEEN);
            texts[at] = texts[at].max(text.chars().count() + BETWEEN);
        }
    }
    let (least, most): (usize, usize) = (words.iter().sum(), texts.iter().sum());
    if most <= LINE {
        return Vec::new();
    }
    // What is left beside the longest words goes to those who have more to say.
    let left = LINE.saturating_sub(least) as f64 / (most - least).max(1) as f64;
    let needs: Vec<f64> =
        words.iter().zip(&texts).map(|(word, text)| *word as f64 + (text - word) as f64 * left).collect();
    let all: f64 = needs.iter().sum();
    // Two digits are as many as a page shows.
    needs.iter().map(|need| (need / all * 100.0).floor() / 100.0).collect()
}

/// The words of a piece of metadata.
pub(super) fn plain(meta: &Value) -> String {
    match meta {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(_) => match meta["t"].as_str() {
            Some("Space" | "SoftBreak") => " ".to_owned(),
            // The text follows the attributes.
            Some("Code") => plain(&meta["c"][1]),
            _ => plain(&meta["c"]),
        },
        Value::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    #[test]
    fn a_table_too_wide_for_a_page_breaks_between_words() {
        let mut few = Table::new("t", "", vec![Column::text("a", "A"), Column::text("b", "B")]);
        few.push(vec!["Uzbekistan".into(), "short".into()]);
        assert!(widths(&few).is_empty());
        few.push(vec!["Iran".into(), "one word after another ".repeat(8).as_str().into()]);
        let [first, second] = widths(&few)[..] else { panic!("two columns") };
        assert!(first >= 13.0 / 72.0 - 0.01 && second > 0.7 && first + second <= 1.0, "{first} {second}");
    }
}
