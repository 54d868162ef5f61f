//! The incidence matrix: everybody against every body, with the grade of each seat, in an order that shows blocks.
//!
//! Rows and columns are seriated, each by the seats it shares. The form of a sign is the grade and never the hue:
//! ● member, ◉ associate, ◐ observer, ○ partner, candidate or guest; a suspended seat is hatched and one held only
//! possibly is pale.

use super::palette::{ADDED, BAND, Colour, Families, MUTED, REMOVED, RULE};
use super::scene::{Anchor, Area, Fill, Label, Mark, Paint, Scene, point};
use super::seating::{Seat, Seating};
use super::seriation;
use super::sheet::{Caption, Fullness, Key, Swatch, disc, heads_room, names_room, row_label};
use super::text::width;
use super::upset::jaccard;
use super::{Drawing, Question, Refusal, source};
use crate::analysis::Finding;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::Grade;
use crate::model::{EntityId, Model};
use crate::table::{Cell, Column, Table, Term};
use crate::time::Certainty;
use crate::words::count;
use fixedbitset::FixedBitSet;

/// Draws who sits where, and in which grade.
///
/// # Errors
/// If nobody sits in the bodies then, or if the picture does not fit its sheet.
pub(super) fn draw(graph: &Graph<'_>, view: &View, question: &Question) -> Result<Drawing, Refusal> {
    let model = graph.model();
    let seating = Seating::of(graph, view, &question.what)?;
    let (rows, columns) = orders(&seating);
    let families = Families::of(model, &seating.bodies);
    let title = title(model, &seating);
    let caption = Caption {
        title: title.clone(),
        subtitle: format!(
            "Seats as of {}. Who shares bodies stands together, and so do bodies that share holders; numbers count full members.",
            question.stamp.as_of
        ),
        legend: legend(&seating, &families, question),
        notes: question.supposed_note().into_iter().collect(),
        source: source::line(model, &seating.evidence(true), &question.stamp),
    };
    let scene = question
        .sheet
        .compose(&caption, |size, room| body(model, &seating, (&rows, &columns), &families, question, size, room))?;
    let mut finding = Finding { evidence: seating.evidence(true), ..Finding::default() };
    finding.answer.headline = Some(title.clone());
    finding.answer.table = table(model, &seating, (&rows, &columns));
    finding.answer.terms = vec![
        Term::new("order", "Fiedler vector of the shared seats (Jaccard), mended by 2-opt"),
        Term::new("dates", view.dates.as_str()),
    ];
    let alt = alt(model, &seating, (&rows, &columns));
    Ok(Drawing { scene, title, alt, finding })
}

/// The orders of holders and bodies. A seat counts twice if it is full, so that grades matter a little.
fn orders(seating: &Seating) -> (Vec<usize>, Vec<usize>) {
    let (n, m) = (seating.holders.len(), seating.bodies.len());
    let full = |seat: Option<&Seat>| seat.is_some_and(|seat| seat.grade == Grade::Member);
    let profile = |cells: &dyn Fn(usize) -> (bool, bool), len: usize| -> FixedBitSet {
        let bits = (0..len).flat_map(|i| {
            let (any, full) = cells(i);
            [(2 * i, any), (2 * i + 1, full)]
        });
        bits.filter(|(_, set)| *set).map(|(i, _)| i).collect()
    };
    let cell = |holder: usize, body: usize| {
        let seat = seating.seat(holder, body);
        (seat.is_some(), full(seat))
    };
    let of_holders: Vec<FixedBitSet> = (0..n).map(|h| profile(&|b| cell(h, b), m)).collect();
    let of_bodies: Vec<FixedBitSet> = (0..m).map(|b| profile(&|h| cell(h, b), n)).collect();
    let rows = seriation::order(n, |a, b| jaccard(&of_holders[a], &of_holders[b]));
    let mut columns = seriation::order(m, |a, b| jaccard(&of_bodies[a], &of_bodies[b]));
    // Blocks run from the upper left to the lower right.
    let mut slope = 0.0;
    for (i, holder) in rows.iter().enumerate() {
        for (k, body) in columns.iter().enumerate() {
            if seating.seat(*holder, *body).is_some() {
                slope += (2.0 * i as f64 - n as f64 + 1.0) * (2.0 * k as f64 - m as f64 + 1.0);
            }
        }
    }
    if slope < 0.0 {
        columns.reverse();
    }
    (rows, columns)
}

fn title(model: &Model, seating: &Seating) -> String {
    let full = |holder: usize, body: usize| {
        seating.counts(holder, body) && seating.seat(holder, body).is_some_and(|seat| seat.grade == Grade::Member)
    };
    let (n, m) = (seating.holders.len(), seating.bodies.len());
    let best = |counts: Vec<usize>| counts.into_iter().enumerate().max_by_key(|(i, c)| (*c, std::cmp::Reverse(*i)));
    let most = best((0..n).map(|h| (0..m).filter(|b| full(h, *b)).count()).collect());
    let largest = best((0..m).map(|b| (0..n).filter(|h| full(*h, b)).count()).collect());
    let (Some((holder, seats)), Some((body, members))) = (most, largest) else { return "Nobody sits anywhere".into() };
    let name = model.entity(seating.holders[holder]).name.as_str();
    let body = model.entity(seating.bodies[body]).short_name();
    if m == 1 {
        format!("{body} has {}", count(members, "full member"))
    } else {
        let of =
            if seats == m { format!("all {}", count(m, "body")) } else { format!("{seats} of {}", count(m, "body")) };
        format!("{name} is a full member of {of}; {body} has most, {members}")
    }
}

/// How the sign of a grade is filled.
pub(super) fn fullness(grade: Grade) -> Fullness {
    match grade {
        Grade::Member => Fullness::Full,
        Grade::Associate => Fullness::Target,
        Grade::Observer => Fullness::Half,
        Grade::Partner | Grade::Candidate | Grade::Guest => Fullness::Empty,
    }
}

fn legend(seating: &Seating, families: &Families, question: &Question) -> Vec<Key> {
    let seats =
        || (0..seating.holders.len()).flat_map(|h| (0..seating.bodies.len()).filter_map(move |b| seating.seat(h, b)));
    let mut keys = Vec::new();
    let ink = MUTED;
    let signs: [(&[Grade], Swatch, &str); 4] = [
        (&[Grade::Member], Swatch::Disc(ink), "member"),
        (&[Grade::Associate], Swatch::Target(ink), "associate"),
        (&[Grade::Observer], Swatch::Half(ink), "observer"),
        (&[Grade::Partner, Grade::Candidate, Grade::Guest], Swatch::Ring(ink), ""),
    ];
    for (grades, swatch, word) in signs {
        let present: Vec<&str> =
            grades.iter().filter(|g| seats().any(|seat| seat.grade == **g)).map(|g| g.as_str()).collect();
        if !present.is_empty() {
            keys.push(Key::new(swatch, if word.is_empty() { present.join(", ") } else { word.to_owned() }));
        }
    }
    if seats().any(|seat| seat.suspended) {
        keys.push(Key::new(Swatch::Round(Paint::fill(Fill::Hatched(ink)).outlined(ink, 0.7)), "suspended"));
    }
    if seats().any(|seat| seat.certainty < Certainty::Surely) {
        keys.push(Key::new(Swatch::Disc(ink.pale()), "pale: only possibly"));
    }
    keys.extend(question.supposed_keys());
    let families = families.legend();
    if families.len() > 1 {
        keys.extend(families.into_iter().map(|(colour, text)| Key::new(Swatch::Square(Paint::solid(colour)), text)));
    }
    keys
}

fn body(
    model: &Model,
    seating: &Seating,
    (rows, columns): (&[usize], &[usize]),
    families: &Families,
    question: &Question,
    size: f64,
    room: f64,
) -> Scene {
    let holder_name = |h: usize| model.entity(seating.holders[h]).short_name();
    let body_name = |b: usize| model.entity(seating.bodies[b]).short_name();
    let names = names_room(rows.iter().map(|h| width(holder_name(*h), size, false)), size, room) + 0.5;
    let heads = heads_room(columns.iter().map(|b| width(body_name(*b), size, true)), size) + 0.5;
    let (totals, small) = (size * 1.9, (size - 1.0).max(7.0));
    let left = names + size * 0.6;
    let least = size * 1.32;
    let pitch = ((room - left - totals) / columns.len() as f64).clamp(least, size * 2.6);
    let line = size * 1.32;
    let top = heads + size * 0.6;
    let right = left + pitch * columns.len() as f64;
    let mut scene = Scene { width: right + totals, height: top + line * (rows.len() as f64 + 1.0), ..Scene::new() };
    for i in (0..rows.len()).step_by(2) {
        scene.area(Area::new(0.0, top + line * i as f64, right + totals, line), 0.0, Paint::solid(BAND));
    }
    let bottom = top + line * rows.len() as f64;
    for k in 0..=columns.len() {
        let x = left + pitch * k as f64;
        scene.line(point(x, top), point(x, bottom), Paint::line(RULE, 0.4));
    }
    let full =
        |h: usize, b: usize| seating.counts(h, b) && seating.seat(h, b).is_some_and(|seat| seat.grade == Grade::Member);
    for (k, b) in columns.iter().enumerate() {
        let x = left + pitch * (k as f64 + 0.5);
        let colour = families.of_body(model, seating.bodies[*b]);
        let head = Label::new(point(x, heads), body_name(*b), size).bold().coloured(colour).upwards().on_middle();
        scene.label_within(head, heads);
        let members = (0..seating.holders.len()).filter(|h| full(*h, *b)).count();
        let total = Label::new(point(x, bottom + line / 2.0), members.to_string(), small).coloured(MUTED).centred();
        // Three digits of the least size are wider than the narrowest column.
        if width(&total.text, small, false) < pitch {
            scene.label(total);
        }
    }
    for (i, h) in rows.iter().enumerate() {
        let y = top + line * (i as f64 + 0.5);
        row_label(&mut scene, names, y, holder_name(*h), size, names);
        let seats = (0..seating.bodies.len()).filter(|b| full(*h, *b)).count();
        if seats > 0 {
            let total = Label::new(point(right + totals - 1.0, y), seats.to_string(), small).coloured(MUTED);
            scene.label(total.on_middle().anchored(Anchor::End));
        }
        for (k, b) in columns.iter().enumerate() {
            let centre = point(left + pitch * (k as f64 + 0.5), y);
            let pair = (seating.holders[*h], seating.bodies[*b]);
            if let Some(seat) = seating.seat(*h, *b) {
                let colour = if question.is_supposed(pair) { ADDED } else { families.of_body(model, pair.1) };
                sign(&mut scene, centre, size * 0.46, seat, colour, &tip(model, seat, pair));
            } else if question.is_removed(pair) {
                cross(&mut scene, centre, size * 0.36);
            }
        }
    }
    scene
}

/// A red cross: what a supposition takes away.
pub(super) fn cross(scene: &mut Scene, centre: super::scene::Point, r: f64) {
    let paint = Paint::line(REMOVED, 1.4);
    scene.line(point(centre.x - r, centre.y - r), point(centre.x + r, centre.y + r), paint);
    scene.line(point(centre.x - r, centre.y + r), point(centre.x + r, centre.y - r), paint);
}

fn sign(scene: &mut Scene, centre: super::scene::Point, radius: f64, seat: &Seat, colour: Colour, tip: &str) {
    let colour = if seat.certainty < Certainty::Surely { colour.pale() } else { colour };
    let before = scene.elements.len();
    if seat.suspended {
        scene.add(Mark::Circle(centre, radius - 0.4, Paint::fill(Fill::Hatched(colour)).outlined(colour, 0.8)));
    } else {
        disc(scene, centre, radius, fullness(seat.grade), colour);
    }
    if let Some(first) = scene.elements.get_mut(before) {
        first.tip = Some(tip.to_owned());
    }
}

/// "Kazakhstan in CICA: member 1999-09-14/.."
fn tip(model: &Model, seat: &Seat, (holder, body): (EntityId, EntityId)) -> String {
    let spells: Vec<String> = seat
        .relations
        .iter()
        .map(|id| model.relation(*id))
        .map(|relation| format!("{} {}", relation.detail_text(), relation.during))
        .collect();
    format!("{} in {}: {}", model.entity(holder).name, model.entity(body).short_name(), spells.join("; "))
}

/// One row a seat, in the order of the picture.
fn table(model: &Model, seating: &Seating, (rows, columns): (&[usize], &[usize])) -> Table {
    let heads = vec![
        Column::text("id", "Id").key(),
        Column::text("name", "Name"),
        Column::text("body", "Body").key(),
        Column::text("grade", "Grade"),
        Column::text("suspended", "Suspended"),
        Column::text("certainty", "Held"),
    ];
    let mut table = Table::new("seats", "Who sits where, in the order of the picture", heads);
    for h in rows {
        for b in columns {
            let Some(seat) = seating.seat(*h, *b) else { continue };
            let holder = model.entity(seating.holders[*h]);
            table.push(vec![
                Cell::from(&*holder.slug),
                holder.name.as_str().into(),
                Cell::from(&*model.entity(seating.bodies[*b]).slug),
                seat.grade.as_str().into(),
                if seat.suspended { "yes" } else { "no" }.into(),
                seat.certainty.as_str().into(),
            ]);
        }
    }
    table
}

fn alt(model: &Model, seating: &Seating, (rows, columns): (&[usize], &[usize])) -> String {
    let lines: Vec<String> = rows
        .iter()
        .map(|h| {
            let seats: Vec<String> = columns
                .iter()
                .filter_map(|b| {
                    let seat = seating.seat(*h, *b)?;
                    let name = model.entity(seating.bodies[*b]).short_name();
                    let grade = if seat.grade == Grade::Member { String::new() } else { format!(" ({})", seat.grade) };
                    Some(format!("{name}{grade}"))
                })
                .collect();
            format!("{}: {}", model.entity(seating.holders[*h]).name, seats.join(", "))
        })
        .collect();
    format!("Matrix of {} and {}. {}.", count(rows.len(), "holder"), count(columns.len(), "body"), lines.join("; "))
}
