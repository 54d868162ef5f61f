//! Lists of edges between any labels, with weights or without.

use super::{EdgeList, Labels, UNUSABLE_KEPT, by_degree};
use crate::graph::network::Side;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Where weights are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    /// In the column headed `weight`, else in the third, if there is one.
    Usual,
    /// In this column, counted from zero, below a line of headings.
    At(usize),
    /// Nowhere.
    None,
}

/// The column with a heading, in any case.
///
/// # Errors
/// The headings that there are.
pub(super) fn column(text: &[u8], heading: &str) -> Result<usize, Vec<String>> {
    let (text, _) = decoded(text);
    let separator = separator(&text);
    let mut fields = Vec::new();
    if let Some((_, line)) = lines(&text).next() {
        split(line, separator, &mut fields);
    }
    let wanted = heading.trim();
    let found = fields.iter().position(|field| field.eq_ignore_ascii_case(wanted));
    found.ok_or_else(|| fields.into_iter().map(Cow::into_owned).collect())
}

/// Reads a list; lines that are no edge are set aside with what is wrong.
pub(super) fn read(text: &[u8], columns: Columns, two_mode: bool) -> EdgeList {
    let (text, latin1) = decoded(text);
    let separator = separator(&text);
    let mut fields: Vec<Cow<'_, str>> = Vec::new();
    let mut rows = lines(&text).peekable();
    let mut known = Known { numbers: [FxHashMap::default(), FxHashMap::default()], labels: Vec::new(), two_mode };
    let mut found = Edges::default();

    let mut heading = None;
    let mut weights_at = match columns {
        Columns::Usual => Some(2),
        Columns::At(at) => Some(at),
        Columns::None => None,
    };
    if let Some((_, line)) = rows.peek() {
        split(line, separator, &mut fields);
        if is_heading(&fields, columns) {
            if columns == Columns::Usual {
                weights_at = fields.iter().position(|field| field.eq_ignore_ascii_case("weight")).or(weights_at);
            }
            heading = rows.next();
        }
    }
    for (number, line) in rows {
        split(line, separator, &mut fields);
        found.add(number, &mut fields, weights_at, &mut known);
    }
    // What comes back as a label further down was no heading.
    if let Some((number, line)) = heading.filter(|_| !matches!(columns, Columns::At(_))) {
        split(line, separator, &mut fields);
        let again = |side: usize| fields.get(side).is_some_and(|field| known.holds(side, field));
        if again(0) || again(1) {
            heading = None;
            found.add(number, &mut fields, weights_at, &mut known);
            found.unusable.sort_unstable();
        }
    }
    let headings = heading.map(|(_, line)| {
        split(line, separator, &mut fields);
        fields.join(if separator.is_some() { ", " } else { " " })
    });

    let Known { mut labels, .. } = known;
    let order = by_degree(labels.len(), &mut found.pairs);
    let sides = two_mode.then(|| order.iter().map(|old| labels[*old as usize].1).collect());
    let labels = order.into_iter().map(|old| std::mem::take(&mut labels[old as usize].0).into_owned()).collect();
    EdgeList {
        labels: Labels::Words(labels),
        pairs: found.pairs,
        weights: found.weights.iter().any(|weight| *weight != 1.0).then_some(found.weights),
        sides,
        headings,
        latin1,
        unusable: found.unusable,
        unusable_count: found.unusable_count,
    }
}

/// The labels met so far; of two modes each column has its own.
struct Known<'t> {
    numbers: [FxHashMap<Cow<'t, str>, u32>; 2],
    labels: Vec<(Cow<'t, str>, Side)>,
    two_mode: bool,
}

impl<'t> Known<'t> {
    fn number(&mut self, column: usize, label: Cow<'t, str>) -> u32 {
        let at = if self.two_mode { column } else { 0 };
        if let Some(known) = self.numbers[at].get(&label) {
            return *known;
        }
        let number = self.labels.len() as u32;
        self.labels.push((label.clone(), if column == 0 { Side::Actor } else { Side::Group }));
        self.numbers[at].insert(label, number);
        number
    }

    fn holds(&self, column: usize, label: &str) -> bool {
        self.numbers[if self.two_mode { column } else { 0 }].contains_key(label)
    }
}

/// The edges met so far, and the lines that are none.
#[derive(Default)]
struct Edges {
    pairs: Vec<(u32, u32)>,
    weights: Vec<f64>,
    unusable: Vec<(usize, String)>,
    unusable_count: usize,
}

impl Edges {
    fn add<'t>(
        &mut self,
        number: usize,
        fields: &mut [Cow<'t, str>],
        weights_at: Option<usize>,
        known: &mut Known<'t>,
    ) {
        match weight(fields, weights_at) {
            Ok(weight) => {
                let [a, b, ..] = fields else { return };
                let (a, b) = (std::mem::take(a), std::mem::take(b));
                self.pairs.push((known.number(0, a), known.number(1, b)));
                self.weights.push(weight);
            }
            Err(problem) => {
                self.unusable_count += 1;
                if self.unusable.len() < UNUSABLE_KEPT {
                    self.unusable.push((number, problem));
                }
            }
        }
    }
}

/// The weight of a line that is an edge, or what is wrong with it.
fn weight(fields: &[Cow<'_, str>], at: Option<usize>) -> Result<f64, String> {
    let [a, b, ..] = fields else { return Err("an edge has two ends".to_owned()) };
    if a.is_empty() || b.is_empty() {
        return Err("an end of the edge is empty".to_owned());
    }
    let Some(field) = at.and_then(|at| fields.get(at)) else { return Ok(1.0) };
    match field.parse::<f64>() {
        Ok(weight) if weight.is_finite() => Ok(weight),
        _ if field.is_empty() => Err("the weight is empty".to_owned()),
        _ => Err(format!("`{field}` is no weight")),
    }
}

/// The text, and whether it had to be read as Latin-1.
fn decoded(text: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(text) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (Cow::Owned(text.iter().map(|byte| char::from(*byte)).collect()), true),
    }
}

/// The lines that are no remark, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let all = text.lines().enumerate().map(|(i, line)| (i + 1, line.trim_matches([' ', '\r'])));
    all.filter(|(_, line)| !line.is_empty() && !line.starts_with(['#', '%']))
}

/// The separator of the first line that is no remark; none if it is blanks.
fn separator(text: &str) -> Option<char> {
    let (_, line) = lines(text).next()?;
    ['\t', ',', ';'].into_iter().find(|separator| line.contains(*separator))
}

/// The fields of a line; quotes keep separators, and a doubled quote stands for one.
fn split<'t>(line: &'t str, separator: Option<char>, fields: &mut Vec<Cow<'t, str>>) {
    fields.clear();
    let Some(separator) = separator else {
        fields.extend(line.split_whitespace().map(Cow::Borrowed));
        return;
    };
    if !line.contains('"') {
        fields.extend(line.split(separator).map(|field| Cow::Borrowed(field.trim())));
        return;
    }
    let (mut field, mut quoted) = (String::new(), false);
    let mut chars = line.chars().peekable();
    let mut done = |field: &mut String| fields.push(Cow::Owned(std::mem::take(field).trim().to_owned()));
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            c if c == separator && !quoted => done(&mut field),
            c => field.push(c),
        }
    }
    done(&mut field);
}

/// Whether a first line is headings: it names the two columns as people do, or has a word for a weight.
fn is_heading(fields: &[Cow<'_, str>], columns: Columns) -> bool {
    let [a, b, rest @ ..] = fields else { return false };
    let is_number = |field: &str| field.parse::<f64>().is_ok();
    match columns {
        Columns::At(_) => true,
        _ if is_column(a) && is_column(b) => true,
        Columns::Usual => {
            let third = rest.first().is_some_and(|third| !third.is_empty() && !is_number(third));
            third && !is_number(a) && !is_number(b)
        }
        Columns::None => false,
    }
}

/// Names that people give to the columns of a list of edges: `source`, `from_id`, `Country1`.
fn is_column(name: &str) -> bool {
    const NAMES: [&str; 37] = [
        "source",
        "target",
        "from",
        "to",
        "src",
        "dst",
        "dest",
        "sender",
        "receiver",
        "head",
        "tail",
        "start",
        "end",
        "node",
        "vertex",
        "id",
        "name",
        "label",
        "ccode",
        "iso",
        "state",
        "country",
        "actor",
        "group",
        "body",
        "event",
        "member",
        "person",
        "org",
        "organization",
        "organisation",
        "a",
        "b",
        "i",
        "j",
        "u",
        "v",
    ];
    let lower = name.to_ascii_lowercase();
    let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_' || c == ' ');
    let stem = stem.strip_suffix("_id").unwrap_or(stem);
    NAMES.contains(&stem)
}
