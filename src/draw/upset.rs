//! The UpSet picture: every combination of bodies that occurs, and who holds it, by name.
//!
//! A row is one combination and a column one body. *Exclusive* rows are of those who sit in exactly these bodies, so
//! that everybody stands in one row; *inclusive* rows of all who sit in at least these (Lex et al. 2014,
//! doi:10.1109/TVCG.2014.2346248). Beyond [`MOST_ROWS`] rows the rest is one row, "other", so that no row is lost.

use super::palette::{BAND, Families, INK, MUTED, RULE, WHITE};
use super::scene::{Anchor, Area, Label, Mark, Paint, Scene, point};
use super::seating::{Seating, grade_words};
use super::seriation;
use super::sheet::{Caption, Key, Swatch, heads_room};
use super::text::{width, wrapped};
use super::{Drawing, Question, Refusal, source};
use crate::analysis::Finding;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::{EntityId, Model};
use crate::table::{Cell, Column, Table, Term};
use crate::words::{count, enumerate};
use fixedbitset::FixedBitSet;

/// Rows beyond which the rest is put into one.
pub(super) const MOST_ROWS: usize = 40;
/// Lines of names in a row, before the rest is counted.
const MOST_LINES: usize = 4;

/// A combination of bodies and who holds it.
struct Row {
    /// The columns; empty for the row of all other combinations.
    bodies: Vec<usize>,
    /// Who holds it, by name.
    members: Vec<EntityId>,
    /// How many combinations it stands for.
    combinations: usize,
}

/// Draws who sits in exactly which of the bodies.
///
/// # Errors
/// If nobody sits in them then, or if the picture does not fit its sheet.
pub(super) fn draw(graph: &Graph<'_>, view: &View, question: &Question) -> Result<Drawing, Refusal> {
    let model = graph.model();
    let seating = Seating::of(graph, view, &question.what)?;
    let rosters = seating.rosters();
    let order = seriation::order(seating.bodies.len(), |a, b| jaccard(&rosters[a], &rosters[b]));
    let focus = question.options.focus.and_then(|focus| seating.bodies.iter().position(|body| *body == focus));
    if let (Some(named), None) = (question.options.focus, focus) {
        let name = model.entity(named).short_name();
        return Err(Refusal::new(
            format!("the focus, {name}, is none of the bodies drawn"),
            "name it among the bodies",
        ));
    }
    let all = combinations(model, &seating, question.options.inclusive);
    let occurring = all.len();
    let rows = shown(all, focus, &order);
    let families = Families::of(model, &seating.bodies);
    let sizes: Vec<usize> = rosters.iter().map(|roster| roster.count_ones(..)).collect();
    let colour = |body: usize| families.of_body(model, seating.bodies[body]);

    let caption = Caption {
        title: title(model, &seating, &rows),
        subtitle: format!(
            "{} of {}, as of {}. Each row is {}. Bars above: all in each body.",
            if question.options.inclusive { "Inclusive combinations" } else { "Exclusive combinations" },
            grade_words(view),
            question.stamp.as_of,
            if question.options.inclusive {
                "all who sit in at least the bodies marked, so that many are counted in several rows"
            } else {
                "those who sit in exactly the bodies marked, so that everybody is in one row"
            },
        ),
        legend: families
            .legend()
            .into_iter()
            .map(|(colour, text)| Key::new(Swatch::Disc(colour), text))
            .chain(question.supposed_keys())
            .collect(),
        notes: [focus_note(model, &seating, focus), seating.possible_note(model), question.supposed_note()]
            .into_iter()
            .flatten()
            .collect(),
        source: source::line(model, &seating.evidence(false), &question.stamp),
    };
    let columns = Columns { bodies: &seating.bodies, question, order: &order, sizes: &sizes, colour: &colour };
    let scene = question.sheet.compose(&caption, |size, room| body(model, &seating, &rows, &columns, size, room))?;
    let alt = alt(model, &seating, &sizes, &rows);
    let mut finding = Finding { evidence: seating.evidence(false), ..Finding::default() };
    finding.answer.headline = Some(format!("{}; {} occur", caption.title, count(occurring, "combination")));
    finding.answer.table = table(model, &seating, &rows);
    finding.answer.terms = vec![
        Term::new("grade", grade_words(view)),
        Term::new("combinations", if question.options.inclusive { "inclusive" } else { "exclusive" }),
    ];
    finding.answer.notes = caption.notes.clone();
    Ok(Drawing { scene, title: caption.title, alt, finding })
}

/// What two sets share, as a share of what either has.
pub(super) fn jaccard(a: &FixedBitSet, b: &FixedBitSet) -> f64 {
    let union = a.union_count(b);
    if union == 0 { 0.0 } else { a.intersection_count(b) as f64 / union as f64 }
}

/// Every combination that somebody holds exactly, the widest first, then the fullest.
fn combinations(model: &Model, seating: &Seating, inclusive: bool) -> Vec<Row> {
    let profiles = seating.profiles();
    let mut exact: Vec<&FixedBitSet> = profiles.iter().filter(|profile| !profile.is_clear()).collect();
    exact.sort_unstable_by(|a, b| a.ones().cmp(b.ones()));
    exact.dedup();
    let holds = |profile: &FixedBitSet, wanted: &FixedBitSet| {
        if inclusive { wanted.is_subset(profile) } else { wanted.ones().eq(profile.ones()) }
    };
    let mut rows: Vec<Row> = exact
        .into_iter()
        .map(|wanted| {
            let inside = profiles.iter().enumerate().filter(|(_, profile)| holds(profile, wanted));
            let mut members: Vec<EntityId> = inside.map(|(holder, _)| seating.holders[holder]).collect();
            members.sort_by_key(|id| &model.entity(*id).name);
            Row { bodies: wanted.ones().collect(), members, combinations: 1 }
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.bodies.len(), row.members.len())));
    rows
}

/// The rows to draw: with a focus those with that body, never more than [`MOST_ROWS`]; one row for the rest.
fn shown(mut rows: Vec<Row>, focus: Option<usize>, order: &[usize]) -> Vec<Row> {
    let mut rest: Vec<Row> = Vec::new();
    if let Some(focus) = focus {
        let (kept, other) = rows.into_iter().partition(|row: &Row| row.bodies.contains(&focus));
        rows = kept;
        rest = other;
    }
    if rows.len() > MOST_ROWS {
        // The fullest are kept; among those as full, the widest.
        let mut ranked: Vec<Row> = rows;
        ranked.sort_by_key(|row| std::cmp::Reverse((row.members.len(), row.bodies.len())));
        rest.extend(ranked.split_off(MOST_ROWS));
        rows = ranked;
    }
    let place = |body: &usize| order.iter().position(|at| at == body);
    rows.sort_by_cached_key(|row| {
        let mut columns: Vec<_> = row.bodies.iter().map(place).collect();
        columns.sort_unstable();
        (std::cmp::Reverse((row.bodies.len(), row.members.len())), columns)
    });
    if !rest.is_empty() {
        let combinations = rest.len();
        let mut members: Vec<EntityId> = rest.into_iter().flat_map(|row| row.members).collect();
        members.sort_unstable();
        members.dedup();
        rows.push(Row { bodies: Vec::new(), members, combinations });
    }
    rows
}

fn title(model: &Model, seating: &Seating, rows: &[Row]) -> String {
    let bodies = seating.bodies.len();
    let Some(widest) = rows.iter().max_by_key(|row| row.bodies.len()) else {
        return "No combination occurs".to_owned();
    };
    let wide = widest.bodies.len();
    let mut who: Vec<EntityId> =
        rows.iter().filter(|row| row.bodies.len() == wide).flat_map(|row| row.members.iter().copied()).collect();
    who.sort_by_key(|id| &model.entity(*id).name);
    who.dedup();
    let names: Vec<&str> = who.iter().map(|id| model.entity(*id).short_name()).collect();
    let who = if names.len() <= 3 { enumerate(&names) } else { count(names.len(), seating.noun(model)) };
    let sit = if names.len() == 1 { "sits" } else { "sit" };
    match wide {
        _ if bodies == 1 => format!("{who} {sit} in {}", model.entity(seating.bodies[0]).short_name()),
        1 => format!("Nobody sits in more than one of these {bodies} bodies"),
        _ if wide == bodies => format!("{who} {sit} in all {}", number(bodies, "body")),
        _ => format!("{who} {sit} in {wide} of these {bodies} bodies, nobody in more"),
    }
}

fn number(n: usize, thing: &str) -> String {
    count(n, thing)
}

fn focus_note(model: &Model, seating: &Seating, focus: Option<usize>) -> Option<String> {
    let name = model.entity(seating.bodies[focus?]).short_name();
    Some(format!("In focus: combinations with {name}; all others are in the last row."))
}

struct Columns<'a> {
    bodies: &'a [EntityId],
    question: &'a Question,
    order: &'a [usize],
    sizes: &'a [usize],
    colour: &'a dyn Fn(usize) -> super::palette::Colour,
}

/// The picture itself.
fn body(model: &Model, seating: &Seating, rows: &[Row], columns: &Columns<'_>, size: f64, room: f64) -> Scene {
    let n = columns.order.len();
    let pitch = size * 1.75;
    let (group, digits, bar) =
        (width("12 bodies", size, true) + size, width("000", size, false) + size * 0.4, size * 3.0);
    let left = group + digits + bar + size;
    let names_at = left + n as f64 * pitch + size * 0.8;
    let names_room = (room - names_at).max(size * 12.0);
    let right = names_at + names_room;
    let mut scene = Scene { width: right, ..Scene::new() };

    let name = |body: usize| model.entity(seating.bodies[body]).short_name();
    let longest = heads_room(columns.order.iter().map(|b| width(name(*b), size, true)), size);
    let (bars, gap) = (size * 4.0, size * 0.6);
    let base = size * 1.2 + bars;
    let largest = columns.sizes.iter().copied().max().unwrap_or(1).max(1) as f64;
    for (i, body) in columns.order.iter().enumerate() {
        let x = left + (i as f64 + 0.5) * pitch;
        let high = bars * columns.sizes[*body] as f64 / largest;
        let colour = (columns.colour)(*body);
        let text = format!("{}: {}", model.entity(seating.bodies[*body]).name, count(columns.sizes[*body], "seat"));
        let column = Area::new(x - pitch * 0.32, base - high, pitch * 0.64, high);
        scene.add_with_tip(Mark::Box(column, 0.0, Paint::solid(colour)), text);
        let above =
            Label::new(point(x, base - high - size * 0.3), columns.sizes[*body].to_string(), size.max(7.0) - 0.5);
        scene.label(Label { size: (size - 0.5).max(7.0), ..above }.anchored(Anchor::Middle));
        let header = Label::new(point(x, base + gap + longest), name(*body), size).bold().coloured(colour).upwards();
        scene.label_within(header.on_middle(), longest + 0.5);
    }
    let mut y = base + gap + longest + size * 0.7;
    let fullest =
        rows.iter().filter(|row| !row.bodies.is_empty()).map(|row| row.members.len()).max().unwrap_or(1).max(1);
    let mut wide = usize::MAX;
    for (i, row) in rows.iter().enumerate() {
        let names: Vec<&str> = row.members.iter().map(|id| model.entity(*id).short_name()).collect();
        let lines = name_lines(&names, row.combinations, size, names_room);
        let high = size * 1.25 * lines.len().max(1) as f64 + size * 0.5;
        if i % 2 == 0 {
            scene.area(Area::new(0.0, y, right, high), 0.0, Paint::solid(BAND));
        }
        let middle = y + high / 2.0;
        if row.bodies.len() != wide {
            wide = row.bodies.len();
            let text = if wide == 0 { "other".to_owned() } else { count(wide, "body") };
            scene.label(Label::new(point(size * 0.3, middle), text, size).bold().on_middle().coloured(MUTED));
        }
        let number = Label::new(point(group + digits - size * 0.4, middle), row.members.len().to_string(), size);
        scene.label(number.on_middle().anchored(Anchor::End));
        // The other combinations together are no bar beside single ones.
        if !row.bodies.is_empty() {
            let long = bar * row.members.len() as f64 / fullest as f64;
            let area = Area::new(group + digits, middle - size * 0.36, long, size * 0.72);
            scene.area(area, 0.0, Paint::solid(INK.mixed(WHITE, 0.25)));
        }
        dots(&mut scene, row, columns, (left, pitch), middle, size);
        for (k, (text, tip)) in lines.into_iter().enumerate() {
            let line = middle + (k as f64 - (high / size / 1.25 - 0.4 - 1.0) / 2.0) * size * 1.25;
            let label = Mark::Label(Label::new(point(names_at, line), text, size).on_middle());
            match tip {
                Some(tip) => scene.add_with_tip(label, tip),
                None => scene.add(label),
            }
        }
        y += high;
    }
    scene.line(point(0.0, y), point(right, y), Paint::line(RULE, 0.5));
    scene.height = y;
    scene
}

/// The dots of a row, joined by a line from its first to its last.
fn dots(scene: &mut Scene, row: &Row, columns: &Columns<'_>, (left, pitch): (f64, f64), y: f64, size: f64) {
    let x = |i: usize| left + (i as f64 + 0.5) * pitch;
    let inside: Vec<usize> =
        columns.order.iter().enumerate().filter(|(_, body)| row.bodies.contains(body)).map(|(i, _)| i).collect();
    if row.bodies.is_empty() {
        return;
    }
    let changed = |i: usize, is: &dyn Fn((EntityId, EntityId)) -> bool| {
        row.members.iter().any(|member| is((*member, columns.bodies[columns.order[i]])))
    };
    for i in (0..columns.order.len()).filter(|i| !inside.contains(i)) {
        if changed(i, &|pair| columns.question.is_removed(pair)) {
            super::matrix::cross(scene, point(x(i), y), size * 0.3);
            continue;
        }
        scene.add(Mark::Circle(point(x(i), y), size * 0.14, Paint::solid(RULE)));
    }
    if let (Some(first), Some(last)) = (inside.first(), inside.last())
        && first < last
    {
        scene.line(point(x(*first), y), point(x(*last), y), Paint::line(MUTED, size * 0.13));
    }
    for i in inside {
        let added = changed(i, &|pair| columns.question.is_added(pair));
        let colour = if added { super::palette::ADDED } else { (columns.colour)(columns.order[i]) };
        scene.add(Mark::Circle(point(x(i), y), size * 0.42, Paint::solid(colour)));
    }
}

/// The names of a row on lines; what has no room is counted, and told when a reader points at it.
fn name_lines(names: &[&str], combinations: usize, size: f64, room: f64) -> Vec<(String, Option<String>)> {
    if combinations > 1 {
        let text = format!("in {}", count(combinations, "further combination"));
        return vec![(text, Some(names.join(", ")))];
    }
    let all = names.join(", ");
    let lines = wrapped(&all, size, false, room);
    if lines.len() <= MOST_LINES {
        return lines.into_iter().map(|line| (line, None)).collect();
    }
    let fits = |kept: usize| {
        let text = format!("{} and {} more", names[..kept].join(", "), names.len() - kept);
        let lines = wrapped(&text, size, false, room);
        (lines.len() <= MOST_LINES).then_some(lines)
    };
    let kept = (1..names.len()).rev().find_map(fits).unwrap_or_else(|| vec![count(names.len(), "name")]);
    let last = kept.len() - 1;
    kept.into_iter().enumerate().map(|(i, line)| (line, (i == last).then(|| all.clone()))).collect()
}

fn table(model: &Model, seating: &Seating, rows: &[Row]) -> Table {
    let columns = vec![
        Column::text("bodies", "In"),
        Column::integer("count", "Count"),
        Column::text("members", "Ids").for_machines(),
        Column::text("names", "Who"),
        Column::integer("combinations", "Combinations").for_machines(),
    ];
    let mut table = Table::new("combinations", "Who sits in which combination of bodies", columns);
    for row in rows {
        let slug = |id: &EntityId| model.entity(*id).slug.to_string();
        let bodies = if row.bodies.is_empty() {
            vec!["other".to_owned()]
        } else {
            row.bodies.iter().map(|body| slug(&seating.bodies[*body])).collect()
        };
        table.push(vec![
            Cell::List(bodies),
            row.members.len().into(),
            Cell::List(row.members.iter().map(slug).collect()),
            Cell::List(row.members.iter().map(|id| model.entity(*id).name.clone()).collect()),
            row.combinations.into(),
        ]);
    }
    table
}

fn alt(model: &Model, seating: &Seating, sizes: &[usize], rows: &[Row]) -> String {
    let bodies: Vec<String> = seating
        .bodies
        .iter()
        .zip(sizes)
        .map(|(body, size)| format!("{} {size}", model.entity(*body).short_name()))
        .collect();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let names: Vec<&str> =
                row.bodies.iter().map(|body| model.entity(seating.bodies[*body]).short_name()).collect();
            let names = if names.is_empty() { "other combinations".to_owned() } else { names.join(" + ") };
            let who: Vec<&str> = row.members.iter().take(8).map(|id| model.entity(*id).name.as_str()).collect();
            let more = if row.members.len() > 8 { ", …" } else { "" };
            format!("{names}: {} ({}{more})", row.members.len(), who.join(", "))
        })
        .collect();
    format!("UpSet diagram of {}. {}.", bodies.join(", "), lines.join("; "))
}
