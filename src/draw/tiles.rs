//! Tile maps: a square for every state, roughly where it lies; a panel for every body or every day.
//!
//! No geometry and no borders: Bahrain is as visible as Russia, and no map of today falsifies the past. States that have no
//! square, such as those that have ended, are listed.

mod grid;

pub use grid::{ASIA, GRIDS, Grid, WORLD};

use super::palette::{ADDED, Colour, FAINT, Families, MUTED, REMOVED, WHITE};
use super::scene::{Area, Fill, Label, Mark, Paint, Scene, point};
use super::seating::{Seat, Seating};
use super::sheet::{Caption, Key, Swatch};
use super::text::width;
use super::{Drawing, Question, Refusal, source};
use crate::analysis::Finding;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, Grade};
use crate::model::{Entity, EntityId, Model, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::{Certainty, Day, Span};
use crate::words::{count, enumerate};

/// One panel: a body on a day.
struct Panel {
    body: EntityId,
    /// The day, where there are several.
    day: Option<Day>,
    /// Who sits there, by code.
    seats: Vec<(EntityId, Seat)>,
}

impl Panel {
    fn members(&self) -> usize {
        let full = |seat: &Seat| seat.grade == Grade::Member && seat.certainty == Certainty::Surely;
        self.seats.iter().filter(|(_, seat)| full(seat)).count()
    }
}

/// Draws where bodies reach.
///
/// # Errors
/// If nobody sits in the bodies then, or if the picture does not fit its sheet.
pub(super) fn draw(graph: &Graph<'_>, view: &View, question: &Question) -> Result<Drawing, Refusal> {
    let model = graph.model();
    if !question.what.iter().any(|id| model.entity(*id).kind == EntityKind::Body) {
        return Err(Refusal::new("no body is named", "name the bodies to map, as in `comity draw tiles cica sco`"));
    }
    let (panels, evidence) = panels(graph, view, question)?;
    let holders: Vec<EntityId> = panels.iter().flat_map(|panel| panel.seats.iter().map(|(id, _)| *id)).collect();
    // Observers from far away do not make a map of Europe one of the world; they are listed.
    let full = |seat: &Seat| matches!(seat.grade, Grade::Member | Grade::Associate);
    let mut core: Vec<EntityId> =
        panels.iter().flat_map(|panel| panel.seats.iter().filter(|(_, seat)| full(seat)).map(|(id, _)| *id)).collect();
    if core.is_empty() {
        core.clone_from(&holders);
    }
    let grid = question.options.map.unwrap_or_else(|| fitting(model, &core));
    let frame = Frame::around(model, grid, &core, question.options.map.is_some());
    let bodies: Vec<EntityId> = panels.iter().map(|panel| panel.body).collect();
    let families = Families::of(model, &super::seating::distinct(&bodies));
    let title = title(model, &panels);
    let caption = Caption {
        title: title.clone(),
        subtitle: format!(
            "{}A square is a state, roughly where it lies; no border is meant.",
            if question.options.days.is_empty() { format!("As of {}. ", question.stamp.as_of) } else { String::new() }
        ),
        legend: legend(model, &panels, question, &families),
        notes: outside(model, &holders, &frame).into_iter().chain(question.supposed_note()).collect(),
        source: source::line(model, &evidence, &question.stamp),
    };
    let scene =
        question.sheet.compose(&caption, |size, room| body(model, &panels, &frame, &families, question, size, room))?;
    let mut finding = Finding { evidence, ..Finding::default() };
    finding.answer.headline = Some(title.clone());
    finding.answer.table = table(model, &panels, &question.stamp.as_of);
    finding.answer.terms = vec![Term::new("map", grid.name)];
    finding.answer.notes = caption.notes;
    let alt = alt(model, &panels, &title);
    Ok(Drawing { scene, title, alt, finding })
}

fn panels(graph: &Graph<'_>, view: &View, question: &Question) -> Result<(Vec<Panel>, Vec<RelationId>), Refusal> {
    let days: Vec<Option<Day>> = if question.options.days.is_empty() {
        vec![None]
    } else {
        question.options.days.iter().copied().map(Some).collect()
    };
    let (mut panels, mut evidence) = (Vec::new(), Vec::new());
    let mut refused = None;
    for day in &days {
        let when = day.map_or(view.when, Span::day);
        match Seating::of(graph, &View { when, ..view.clone() }, &question.what) {
            Ok(seating) => {
                evidence.extend(seating.evidence(true));
                for (b, body) in seating.bodies.iter().enumerate() {
                    let seats = (0..seating.holders.len())
                        .filter_map(|h| Some((seating.holders[h], seating.seat(h, b)?.clone())))
                        .collect();
                    panels.push(Panel { body: *body, day: *day, seats });
                }
            }
            Err(refusal) => {
                let bodies = question.what.iter().filter(|id| graph.model().entity(**id).kind == EntityKind::Body);
                panels.extend(bodies.map(|body| Panel { body: *body, day: *day, seats: Vec::new() }));
                refused = Some(refusal);
            }
        }
    }
    match refused {
        Some(refusal) if panels.iter().all(|panel| panel.seats.is_empty()) => Err(refusal),
        _ => {
            // Panels of one body stand together, by day.
            let order = super::seating::distinct(&question.what);
            panels.sort_by_key(|panel| order.iter().position(|id| *id == panel.body));
            Ok((panels, evidence))
        }
    }
}

/// The code of a state, if it has one of two letters.
fn code(entity: &Entity) -> Option<&str> {
    entity.codes.iter().find(|code| code.scheme == "iso2").map(|code| code.code.as_str())
}

fn place(model: &Model, grid: &Grid, id: EntityId) -> Option<(usize, usize)> {
    grid.place(code(model.entity(id))?)
}

/// Asia where all states lie in it, else the world.
fn fitting(model: &Model, holders: &[EntityId]) -> &'static Grid {
    let lies = |grid: &Grid| {
        holders.iter().filter(|id| place(model, &WORLD, **id).is_some()).all(|id| place(model, grid, *id).is_some())
    };
    if lies(&ASIA) { &ASIA } else { &WORLD }
}

fn title(model: &Model, panels: &[Panel]) -> String {
    let name = |panel: &Panel| model.entity(panel.body).short_name();
    match panels {
        [one] => format!("{} has {}", name(one), count(one.members(), "full member")),
        [first, .., last] if first.body == last.body => format!(
            "{}: {} in {}, {} in {}",
            name(first),
            count(first.members(), "full member"),
            first.day.map_or(0, |day| day.calendar().0),
            last.members(),
            last.day.map_or(0, |day| day.calendar().0),
        ),
        _ => {
            let most = panels.iter().max_by_key(|panel| panel.members());
            let least = panels.iter().rev().min_by_key(|panel| panel.members());
            match (most, least) {
                (Some(most), Some(least)) => format!(
                    "{} reaches furthest, with {}; {} least, with {}",
                    name(most),
                    count(most.members(), "full member"),
                    name(least),
                    least.members()
                ),
                _ => String::new(),
            }
        }
    }
}

fn legend(model: &Model, panels: &[Panel], question: &Question, families: &Families) -> Vec<Key> {
    let seats = || panels.iter().flat_map(|panel| panel.seats.iter().map(|(_, seat)| seat));
    let ink = panels.first().map_or(MUTED, |panel| families.of_body(model, panel.body));
    let ink = if panels.iter().all(|panel| families.of_body(model, panel.body) == ink) { ink } else { MUTED };
    let mut keys = vec![Key::new(Swatch::Square(Paint::solid(ink)), "member")];
    if seats().any(|seat| seat.grade == Grade::Associate) {
        keys.push(Key::new(Swatch::Square(Paint::solid(ink.pale()).outlined(ink, 0.9)), "associate"));
    }
    let others: Vec<&str> = Grade::ALL
        .iter()
        .filter(|grade| !matches!(grade, Grade::Member | Grade::Associate) && seats().any(|seat| seat.grade == **grade))
        .map(|grade| grade.as_str())
        .collect();
    if !others.is_empty() {
        keys.push(Key::new(Swatch::Square(Paint::solid(WHITE).outlined(ink, 0.9)), others.join(", ")));
    }
    if seats().any(|seat| seat.suspended) {
        keys.push(Key::new(Swatch::Square(Paint::fill(Fill::Hatched(ink)).outlined(ink, 0.6)), "suspended"));
    }
    if seats().any(|seat| seat.certainty < Certainty::Surely) {
        keys.push(Key::new(Swatch::Square(Paint::solid(ink.pale())), "only possibly"));
    }
    keys.push(Key::new(Swatch::Square(Paint::solid(FAINT)), "neither"));
    keys.extend(question.supposed_keys());
    keys
}

/// Who sits somewhere and has no square.
fn outside(model: &Model, holders: &[EntityId], frame: &Frame) -> Option<String> {
    const NAMED: usize = 12;
    let squares: Vec<&str> = frame.squares().map(|(.., code)| code).collect();
    let mut without: Vec<&str> = super::seating::distinct(holders)
        .into_iter()
        .filter(|id| code(model.entity(*id)).is_none_or(|code| !squares.contains(&code)))
        .map(|id| model.entity(id).short_name())
        .collect();
    without.sort_unstable();
    let rest = without.len().saturating_sub(NAMED);
    if rest > 0 {
        without.truncate(NAMED);
        return Some(format!("Without a square on this map: {} and {rest} more.", without.join(", ")));
    }
    (!without.is_empty()).then(|| format!("Without a square on this map: {}.", enumerate(&without)))
}

/// The part of a grid that is drawn.
struct Frame {
    grid: &'static Grid,
    left: usize,
    top: usize,
    columns: usize,
    rows: usize,
}

impl Frame {
    /// A grid cut to the squares of some states; the whole of it if it was asked for by name.
    fn around(model: &Model, grid: &'static Grid, holders: &[EntityId], whole: bool) -> Self {
        let places: Vec<(usize, usize)> = holders.iter().filter_map(|id| place(model, grid, *id)).collect();
        let all: Vec<(usize, usize)> = grid.squares().map(|(x, y, _)| (x, y)).collect();
        let places = if places.is_empty() { &all } else { &places };
        let span = |of: fn(&(usize, usize)) -> usize| {
            let end = all.iter().map(of).max().unwrap_or(0);
            let (low, high) = (places.iter().map(of).min().unwrap_or(0), places.iter().map(of).max().unwrap_or(0));
            (low, high.min(end))
        };
        let ((mut left, mut right), (mut top, mut bottom)) = (span(|p| p.0), span(|p| p.1));
        // What fills most of the grid is shown on the whole of it: half a continent misleads.
        let ends = |of: fn(&(usize, usize)) -> usize| all.iter().map(of).max().unwrap_or(0);
        if whole || (right - left + 1) * 10 > (ends(|p| p.0) + 1) * 7 {
            (left, right, top, bottom) = (0, ends(|p| p.0), 0, ends(|p| p.1));
        }
        Self { grid, left, top, columns: right - left + 1, rows: bottom - top + 1 }
    }

    fn squares(&self) -> impl Iterator<Item = (usize, usize, &'static str)> {
        let (left, top, columns, rows) = (self.left, self.top, self.columns, self.rows);
        let inside =
            move |(x, y, _): &(usize, usize, &str)| (left..left + columns).contains(x) && (top..top + rows).contains(y);
        self.grid.squares().filter(inside).map(move |(x, y, code)| (x - left, y - top, code))
    }
}

fn body(
    model: &Model,
    panels: &[Panel],
    frame: &Frame,
    families: &Families,
    question: &Question,
    size: f64,
    room: f64,
) -> Scene {
    let gap = size * 1.6;
    // Squares with their codes if there is room for them, else many small panels without.
    let lettered = size.max(7.0) * 1.62;
    let columns = frame.columns as f64;
    let fits = |cell: f64| ((room + gap) / (columns * cell + gap)) as usize;
    let small = fits(lettered) < if panels.len() > 3 { 2 } else { 1 };
    let (across, cell) = if small {
        let across = fits(size * 0.75).clamp(1, 3);
        (across, ((room - gap * (across - 1) as f64) / across as f64 / columns).min(lettered))
    } else {
        let across = fits(lettered).clamp(1, panels.len().max(1));
        let wide = (room - gap * (across - 1) as f64) / across as f64 / columns;
        (across, wide.clamp(lettered, size * 2.6))
    };
    let with_codes = cell + 0.01 >= lettered;
    let head = size * 1.9;
    let (wide, high) = (cell * columns, head + cell * frame.rows as f64);
    let mut scene = Scene::new();
    for (i, panel) in panels.iter().enumerate() {
        let at = point((i % across) as f64 * (wide + gap), (i / across) as f64 * (high + gap * 0.8));
        let colour = families.of_body(model, panel.body);
        let name = model.entity(panel.body).short_name();
        let named = match panel.day {
            Some(day) if panels.iter().all(|other| other.body == panel.body) => day.to_string(),
            Some(day) => format!("{name}, {day}"),
            None => name.to_owned(),
        };
        let members = count(panel.members(), "member");
        let beside = width(&members, size, false) + size;
        let named = super::text::shortened(&named, size + 1.0, true, (wide - beside).max(size * 4.0));
        let title = Label::new(point(at.x, at.y + size), named, size + 1.0).bold().coloured(colour);
        let after = title.area().right() + size * 0.8;
        scene.label(title);
        scene.label(Label::new(point(after, at.y + size), members, size).coloured(MUTED));
        for (x, y, square) in frame.squares() {
            let area =
                Area::new(at.x + x as f64 * cell, at.y + head + y as f64 * cell, cell, cell).grown(-cell * 0.035);
            tile(&mut scene, model, panel, (square, area), colour, question, with_codes.then_some(size));
        }
        scene.width = scene.width.max(at.x + wide.max(after - at.x + beside - size));
        scene.height = scene.height.max(at.y + high);
    }
    scene
}

fn tile(
    scene: &mut Scene,
    model: &Model,
    panel: &Panel,
    (square, area): (&str, Area),
    colour: Colour,
    question: &Question,
    lettered: Option<f64>,
) {
    let sits = panel.seats.iter().find(|(id, _)| code(model.entity(*id)) == Some(square));
    let removed = question
        .options
        .supposed
        .removed
        .iter()
        .find(|(holder, body)| *body == panel.body && code(model.entity(*holder)) == Some(square));
    let (paint, ink, tip) = match (sits, removed) {
        (Some((id, seat)), _) => {
            let colour = if question.is_supposed((*id, panel.body)) { ADDED } else { colour };
            let (paint, ink) = look(seat, colour);
            let told: Vec<String> = seat
                .relations
                .iter()
                .map(|id| model.relation(*id))
                .map(|relation| format!("{} {}", relation.detail_text(), relation.during))
                .collect();
            (paint, ink, format!("{}: {}", model.entity(*id).name, told.join("; ")))
        }
        (None, Some((id, _))) => {
            (Paint::solid(WHITE).outlined(REMOVED, 1.2), REMOVED, format!("{}: taken away", model.entity(*id).name))
        }
        (None, None) => (Paint::solid(FAINT), MUTED, String::new()),
    };
    // An outline lies inside the square.
    let area = if paint.stroke.is_some() { area.grown(-0.45) } else { area };
    let mark = Mark::Box(area, area.width * 0.16, paint);
    if tip.is_empty() {
        scene.add(mark);
    } else {
        scene.add_with_tip(mark, tip);
    }
    if let Some(size) = lettered {
        let label = Label::new(area.centre(), square, (size - 1.0).max(7.0)).coloured(ink).centred();
        let hatched = matches!(paint.fill, Fill::Hatched(_));
        scene.label(if hatched { label.haloed() } else { label });
    }
}

/// How a seat looks on its square, and the colour of the code on it.
fn look(seat: &Seat, colour: Colour) -> (Paint, Colour) {
    let possible = seat.certainty < Certainty::Surely;
    match seat.grade {
        _ if seat.suspended => (Paint::fill(Fill::Hatched(colour)).outlined(colour, 0.6), super::palette::INK),
        Grade::Member if possible => (Paint::solid(colour.pale()), super::palette::INK),
        Grade::Member => (Paint::solid(colour), WHITE),
        Grade::Associate => (Paint::solid(colour.pale()).outlined(colour, 0.9), super::palette::INK),
        _ if possible => (Paint::solid(WHITE).outlined(colour.pale(), 0.9), MUTED),
        _ => (Paint::solid(WHITE).outlined(colour, 0.9), colour),
    }
}

fn table(model: &Model, panels: &[Panel], as_of: &str) -> Table {
    let columns = vec![
        Column::text("body", "Body").key(),
        Column::text("day", "Day").key(),
        Column::text("id", "Id").key(),
        Column::text("code", "Code"),
        Column::text("name", "Name"),
        Column::text("grade", "Grade"),
        Column::text("certainty", "Held"),
    ];
    let mut table = Table::new("tiles", "Who sits in each body", columns);
    for panel in panels {
        let day = panel.day.map_or_else(|| as_of.to_owned(), |day| day.to_string());
        for (id, seat) in &panel.seats {
            let entity = model.entity(*id);
            let grade = if seat.suspended { format!("{} (suspended)", seat.grade) } else { seat.grade.to_string() };
            table.push(vec![
                Cell::from(&*model.entity(panel.body).slug),
                day.as_str().into(),
                Cell::from(&*entity.slug),
                code(entity).map_or(Cell::Missing, Cell::from),
                entity.name.as_str().into(),
                grade.into(),
                seat.certainty.as_str().into(),
            ]);
        }
    }
    table
}

fn alt(model: &Model, panels: &[Panel], title: &str) -> String {
    let lines: Vec<String> = panels
        .iter()
        .map(|panel| {
            let names: Vec<&str> = panel.seats.iter().map(|(id, _)| model.entity(*id).name.as_str()).collect();
            let day = panel.day.map(|day| format!(" on {day}")).unwrap_or_default();
            format!("{}{day}: {}", model.entity(panel.body).short_name(), names.join(", "))
        })
        .collect();
    format!("Tile map. {title}. {}.", lines.join("; "))
}
