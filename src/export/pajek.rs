//! Pajek: numbered vertices with names and places, and lines with strengths and years; two-mode networks as such.

use super::Style;
use super::data::Data;
use super::sink::Sink;
use crate::model::kind::{EntityKind, RelationKind};
use crate::time::{Day, Interval};
use rustc_hash::FxHashMap;

/// Writes a `.net` file. Years are written where the network is of more than a day, as few programs but Pajek read them.
pub(super) fn write(data: &Data<'_>, _: Style, sink: &mut Sink<'_>) {
    let n = data.nodes.len();
    sink.text(&format!("*Vertices {n}"));
    if data.two_mode {
        sink.text(&format!(" {}", data.actors()));
    }
    sink.text("\n");
    let places = Frame::of(&data.places);
    for (row, name) in names(data).iter().enumerate() {
        sink.whole(row as i64 + 1);
        sink.text(" \"");
        sink.text(name);
        sink.text("\"");
        if let Some((x, y)) = data.places.get(row).map(|place| places.within(*place)) {
            sink.text(&format!(" {x:.4} {y:.4} 0.5"));
        }
        let shape = match data.entity(row).kind {
            EntityKind::Body => "ellipse",
            EntityKind::State => "box",
            _ => "diamond",
        };
        sink.text(if data.places.is_empty() { "" } else { " " });
        sink.text(if data.places.is_empty() { "" } else { shape });
        sink.text("\n");
    }
    let kinds: Vec<Option<RelationKind>> = (0..data.ties.len()).map(|row| data.relation(row).map(|r| r.kind)).collect();
    let mut parts: Vec<(bool, Option<RelationKind>)> =
        kinds.iter().enumerate().map(|(row, kind)| (data.directed && !data.is_mutual(row), *kind)).collect();
    let of_rows = parts.clone();
    parts.sort_unstable();
    parts.dedup();
    for (number, part) in parts.iter().enumerate() {
        let (directed, kind) = part;
        sink.text(if *directed { "*Arcs" } else { "*Edges" });
        if let Some(kind) = kind.filter(|_| parts.len() > 1) {
            sink.text(&format!(" :{} \"{kind}\"", number + 1));
        }
        sink.text("\n");
        let rows: Vec<usize> = (0..data.ties.len()).filter(|row| of_rows[*row] == *part).collect();
        sink.rows(rows.len(), |sink, at| {
            let (row, tie) = (rows[at], &data.ties[rows[at]]);
            sink.whole(i64::from(tie.from) + 1);
            sink.text(" ");
            sink.whole(i64::from(tie.to) + 1);
            sink.text(" ");
            sink.number(tie.weight);
            if data.is_long() {
                years(data, sink, row);
            }
            sink.text("\n");
        });
    }
    if parts.is_empty() {
        sink.text(if data.directed { "*Arcs\n" } else { "*Edges\n" });
    }
}

/// ` [1990-1995,2000-*]`: the years in which it possibly held.
fn years(data: &Data<'_>, sink: &mut Sink<'_>, row: usize) {
    let mut spells: Vec<(i32, Option<i32>)> =
        data.behind(row).iter().filter_map(|id| span(&data.model().relation(*id).during)).collect();
    if spells.is_empty() || spells.len() < data.behind(row).len() {
        return;
    }
    spells.sort_unstable();
    let mut joined: Vec<(i32, Option<i32>)> = Vec::new();
    for (first, last) in spells {
        match joined.last_mut() {
            Some((_, end)) if end.is_none_or(|end| first <= end + 1) => {
                *end = end.and_then(|end| last.map(|last| last.max(end)));
            }
            _ => joined.push((first, last)),
        }
    }
    for (i, (first, last)) in joined.iter().enumerate() {
        sink.text(if i == 0 { " [" } else { "," });
        sink.whole(i64::from(*first));
        sink.text("-");
        match last {
            Some(last) => sink.whole(i64::from(*last)),
            None => sink.text("*"),
        }
    }
    sink.text("]");
}

/// The first and the last year; nothing if it has no beginning, as Pajek's time has one.
fn span(during: &Interval) -> Option<(i32, Option<i32>)> {
    let (first, last) = (during.start().0, during.end().1);
    (first != Day::BEGINNING).then(|| (first.calendar().0, (last != Day::END).then(|| last.calendar().0)))
}

/// The names of all nodes, each once: readers tell vertices apart by them. Pajek has no escapes, so that quotes become
/// apostrophes, backslashes strokes, and line breaks spaces.
fn names(data: &Data<'_>) -> Vec<String> {
    let plain = |c: char| match c {
        '"' => '\'',
        '\\' => '/',
        c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => ' ',
        c => c,
    };
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    let short = |row: usize| data.entity(row).short_name().chars().map(plain).collect::<String>();
    for row in 0..data.nodes.len() {
        *seen.entry(short(row)).or_default() += 1;
    }
    let name = |row: usize| {
        let name = short(row);
        if seen.get(&name) == Some(&1) && !name.trim().is_empty() {
            name
        } else {
            format!("{name} ({})", data.id(row as u32))
        }
    };
    (0..data.nodes.len()).map(name).collect()
}

/// Pajek's places lie between 0 and 1, from the top.
struct Frame {
    left: f64,
    top: f64,
    size: f64,
}

impl Frame {
    fn of(places: &[(f64, f64)]) -> Self {
        let least = |of: fn(&(f64, f64)) -> f64| places.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| places.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (left, right, bottom, top) = (least(|p| p.0), most(|p| p.0), least(|p| p.1), most(|p| p.1));
        Self { left, top, size: (right - left).max(top - bottom).max(1.0) }
    }

    fn within(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let inside = |share: f64| 0.05 + 0.9 * share;
        (inside((x - self.left) / self.size), inside((self.top - y) / self.size))
    }
}
