//! The overlap heat-map: how much of each body sits inside another, or how many bodies two states share.
//!
//! Shares of bodies are of the row: all of EAEU may sit in CSTO while not all of CSTO sits in EAEU, which a symmetric
//! coefficient hides. Rows and columns stand in one order, seriated.

use super::palette::{ADDED, Colour, FAINT, Families, INK, REMOVED, ramp};
use super::scene::{Anchor, Area, Label, Mark, Paint, Point, Scene, point};
use super::seating::{Seating, grade_words};
use super::seriation;
use super::sheet::{Caption, Key, Swatch, heads_room, names_room};
use super::text::width;
use super::upset::jaccard;
use super::{Drawing, On, Question, Refusal, source};
use crate::analysis::Finding;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::{EntityId, Model};
use crate::table::{Cell, Column, Table, Term};
use crate::words::count;
use fixedbitset::FixedBitSet;

/// What is compared: bodies by their holders, or holders by their bodies.
struct Sets {
    ids: Vec<EntityId>,
    others: Vec<FixedBitSet>,
    on: On,
    /// What each pair shares without what is supposed, if anything is.
    before: Option<Vec<usize>>,
}

impl Sets {
    fn shared(&self, a: usize, b: usize) -> usize {
        self.others[a].intersection_count(&self.others[b])
    }

    /// The colour of a frame around a pair whose number a supposition changes.
    fn changed(&self, a: usize, b: usize) -> Option<Colour> {
        let before = *self.before.as_ref()?.get(a * self.ids.len() + b)?;
        match self.shared(a, b).cmp(&before) {
            std::cmp::Ordering::Greater => Some(ADDED),
            std::cmp::Ordering::Less => Some(REMOVED),
            std::cmp::Ordering::Equal => None,
        }
    }

    fn size(&self, a: usize) -> usize {
        self.others[a].count_ones(..)
    }

    fn name<'m>(&self, model: &'m Model, a: usize) -> &'m str {
        model.entity(self.ids[a]).short_name()
    }
}

/// Draws overlaps as shades with their numbers.
///
/// # Errors
/// If nobody sits in the bodies then, or if the picture does not fit its sheet.
pub(super) fn draw(graph: &Graph<'_>, view: &View, question: &Question) -> Result<Drawing, Refusal> {
    let model = graph.model();
    let seating = Seating::of(graph, view, &question.what)?;
    let (ids, sets) = match question.options.on.unwrap_or_default() {
        On::Bodies => (seating.bodies.clone(), seating.rosters()),
        On::States => (seating.holders.clone(), seating.profiles()),
    };
    let (ids, sets): (Vec<EntityId>, Vec<FixedBitSet>) =
        ids.into_iter().zip(sets).filter(|(_, set)| !set.is_clear()).unzip();
    let before = before(&seating, question, &ids);
    let compared = Sets { ids, others: sets, on: question.options.on.unwrap_or_default(), before };
    let n = compared.ids.len();
    if n < 2 {
        let message = "a heat-map compares two or more, and fewer are there then";
        return Err(Refusal::new(message, "name more bodies, or ask for another day with `--as-of`"));
    }
    let order = seriation::order(n, |a, b| jaccard(&compared.others[a], &compared.others[b]));
    let families = Families::of(model, &seating.bodies);
    let title = title(model, &compared);
    let as_of = &question.stamp.as_of;
    let subtitle = match compared.on {
        On::Bodies => format!(
            "Share of the {} of the row's body who also sit in the column's, in %{}; on the diagonal how many it has. As of {as_of}.",
            grade_words(view),
            if n <= MOST_WITH_COUNTS { ", with their number below" } else { "" },
        ),
        On::States => format!(
            "In how many of the {} both sit ({}); on the diagonal in how many one sits. As of {as_of}.",
            count(seating.bodies.len(), "body"),
            grade_words(view)
        ),
    };
    let caption = Caption {
        title: title.clone(),
        subtitle,
        legend: scale(&compared).into_iter().chain(changes(&compared)).collect(),
        notes: seating.possible_note(model).into_iter().chain(question.supposed_note()).collect(),
        source: source::line(model, &seating.evidence(false), &question.stamp),
    };
    let scene = question.sheet.compose(&caption, |size, room| body(model, &compared, &order, &families, size, room))?;
    let mut finding = Finding { evidence: seating.evidence(false), ..Finding::default() };
    finding.answer.headline = Some(title.clone());
    finding.answer.table = table(model, &compared, &order);
    finding.answer.terms = vec![Term::new("grade", grade_words(view)), Term::new("normalised", "by the row")];
    finding.answer.notes = caption.notes;
    Ok(Drawing { scene, alt: alt(model, &compared, &order, &title), title, finding })
}

/// What each pair shared before the supposition: the seats that there are, without those added and with those removed.
fn before(seating: &Seating, question: &Question, ids: &[EntityId]) -> Option<Vec<usize>> {
    let supposed = &question.options.supposed;
    if supposed.text.is_empty() {
        return None;
    }
    let mut pairs: Vec<(EntityId, EntityId)> = supposed.removed.clone();
    for (h, holder) in seating.holders.iter().enumerate() {
        let sits = (0..seating.bodies.len()).filter(|b| seating.counts(h, *b)).map(|b| (*holder, seating.bodies[b]));
        pairs.extend(sits.filter(|pair| !question.is_added(*pair)));
    }
    let partners = |id: &EntityId| -> Vec<EntityId> {
        let on_bodies = question.options.on.unwrap_or_default() == On::Bodies;
        let counted = pairs.iter().filter(|(_, body)| seating.bodies.contains(body));
        let mut found: Vec<EntityId> = counted
            .filter(|(holder, body)| id == if on_bodies { body } else { holder })
            .map(|(holder, body)| if on_bodies { *holder } else { *body })
            .collect();
        found.sort_unstable();
        found
    };
    let all: Vec<Vec<EntityId>> = ids.iter().map(partners).collect();
    let shared = |a: &[EntityId], b: &[EntityId]| a.iter().filter(|id| b.binary_search(id).is_ok()).count();
    Some(all.iter().flat_map(|a| all.iter().map(|b| shared(a, b)).collect::<Vec<_>>()).collect())
}

/// With more bodies than this cells have room for one number.
const MOST_WITH_COUNTS: usize = 16;

fn title(model: &Model, sets: &Sets) -> String {
    let n = sets.ids.len();
    let pairs = || (0..n).flat_map(|a| (0..n).filter(move |b| *b != a).map(move |b| (a, b)));
    match sets.on {
        On::Bodies => {
            // The largest body that lies within another, else the largest share.
            let key = |(a, b): &(usize, usize)| {
                let (shared, size) = (sets.shared(*a, *b), sets.size(*a));
                (shared == size, if shared == size { size } else { shared * 10_000 / size }, n - a, n - b)
            };
            let Some((a, b)) = pairs().max_by_key(key) else { return String::new() };
            let (inner, outer) = (sets.name(model, a), sets.name(model, b));
            match (sets.shared(a, b), sets.size(a)) {
                (0, _) => "None of these bodies share anybody".to_owned(),
                (shared, size) if shared == size => format!("All {size} in {inner} sit in {outer} too"),
                (shared, size) => format!("{shared} of the {size} in {inner} sit in {outer} too, the largest share"),
            }
        }
        On::States => {
            let key = |(a, b): &(usize, usize)| (sets.shared(*a, *b), n - a, n - b);
            let Some((a, b)) = pairs().max_by_key(key) else { return String::new() };
            let shared = sets.shared(a, b);
            let most = pairs().filter(|(x, y)| x < y && sets.shared(*x, *y) == shared).count();
            let also = if most > 1 { format!(", as do {}", count(most - 1, "other pair")) } else { String::new() };
            let (a, b) = (sets.name(model, a), sets.name(model, b));
            format!("{a} and {b} sit together in {}{also}", count(shared, "body"))
        }
    }
}

/// The shade of a cell, from 0 to 1.
fn shade(sets: &Sets, a: usize, b: usize, most: usize) -> f64 {
    match sets.on {
        On::Bodies => sets.shared(a, b) as f64 / sets.size(a).max(1) as f64,
        On::States => sets.shared(a, b) as f64 / most.max(1) as f64,
    }
}

fn most_shared(sets: &Sets) -> usize {
    let n = sets.ids.len();
    (0..n).flat_map(|a| (0..a).map(move |b| (a, b))).map(|(a, b)| sets.shared(a, b)).max().unwrap_or(0)
}

fn scale(sets: &Sets) -> Vec<Key> {
    let most = most_shared(sets);
    let (steps, largest) = match sets.on {
        On::Bodies => (4, 100),
        On::States => (most.clamp(1, 6), most),
    };
    let key = |i: usize| {
        let value = (largest * i + steps / 2) / steps;
        let text = if sets.on == On::Bodies { format!("{value} %") } else { value.to_string() };
        Key::new(Swatch::Square(Paint::solid(ramp(value as f64 / largest.max(1) as f64))), text)
    };
    (0..=steps).map(key).collect()
}

fn changes(sets: &Sets) -> Vec<Key> {
    if sets.before.is_none() {
        return Vec::new();
    }
    let frame = |colour| Swatch::Square(Paint::default().outlined(colour, 1.6));
    vec![Key::new(frame(ADDED), "more by supposition"), Key::new(frame(REMOVED), "fewer by supposition")]
}

fn body(model: &Model, sets: &Sets, order: &[usize], families: &Families, size: f64, room: f64) -> Scene {
    let n = order.len();
    let colour = |i: usize| match sets.on {
        On::Bodies => families.of_body(model, sets.ids[i]),
        On::States => INK,
    };
    let bold = sets.on == On::Bodies;
    let widths = || order.iter().map(|i| width(sets.name(model, *i), size, bold));
    let (names, heads) = (names_room(widths(), size, room) + 0.5, heads_room(widths(), size) + 0.5);
    let left = names + size * 0.7;
    let with_counts = bold && n <= MOST_WITH_COUNTS;
    let small = (size - 1.0).max(7.0);
    let widest = if bold { width("100", small, false) + 1.6 } else { width("00", small, false) + 1.4 };
    let (least, most) = if with_counts { (size * 2.5, size * 4.2) } else { (widest.max(size * 1.2), size * 2.6) };
    let cell = ((room - left) / n as f64).clamp(least, most);
    // Names stand upright where a column is narrower than one of them.
    let upright = heads + 2.5 > cell;
    let top = if upright { heads + size * 0.6 } else { size * 1.7 };
    let mut scene = Scene { width: left + cell * n as f64, height: top + cell * n as f64, ..Scene::new() };
    let peak = most_shared(sets);
    for (k, b) in order.iter().enumerate() {
        let x = left + cell * (k as f64 + 0.5);
        let mut head = Label::new(point(x, top - size * 0.6), sets.name(model, *b), size).coloured(colour(*b));
        head.bold = bold;
        if upright {
            scene.label_within(head.upwards().on_middle(), heads);
        } else {
            scene.label(head.anchored(Anchor::Middle));
        }
    }
    for (i, a) in order.iter().enumerate() {
        let y = top + cell * (i as f64 + 0.5);
        let mut name = Label::new(point(names, y), sets.name(model, *a), size).coloured(colour(*a));
        name.bold = bold;
        scene.label_within(name.on_middle().anchored(Anchor::End), names);
        for (k, b) in order.iter().enumerate() {
            let area = Area::new(left + cell * k as f64, top + cell * i as f64, cell, cell);
            let inside = area.grown(-0.4);
            let shared = sets.shared(*a, *b);
            if a == b {
                scene.area(inside, 0.0, Paint::solid(FAINT));
                scene.label(Label { bold: true, ..number(shared, area.centre(), small.max(7.0), INK) });
                continue;
            }
            let ground = ramp(shade(sets, *a, *b, peak));
            let tip = format!("{} in {}: {shared} of {}", sets.name(model, *a), sets.name(model, *b), sets.size(*a));
            let (inside, paint) = match sets.changed(*a, *b) {
                Some(colour) => (inside.grown(-0.7), Paint::solid(ground).outlined(colour, 1.6)),
                None => (inside, Paint::solid(ground)),
            };
            scene.add_with_tip(Mark::Box(inside, 0.0, paint), tip);
            if shared > 0 {
                figures(&mut scene, sets, (*a, *b), &area, ground, (size, with_counts));
            }
        }
    }
    scene
}

fn number(n: usize, at: Point, size: f64, colour: Colour) -> Label {
    Label::new(at, n.to_string(), size).coloured(colour).centred()
}

fn figures(scene: &mut Scene, sets: &Sets, (a, b): (usize, usize), area: &Area, ground: Colour, how: (f64, bool)) {
    let (size, with_counts) = how;
    let (ink, small) = (ground.ink_on(), (size - 1.0).max(7.0));
    let shared = sets.shared(a, b);
    let centre = area.centre();
    match sets.on {
        On::States => scene.label(number(shared, centre, small, ink)),
        On::Bodies => {
            let percent = (shared * 200 + sets.size(a)) / (2 * sets.size(a).max(1));
            if with_counts {
                let text = Label::new(point(centre.x, centre.y - size * 0.42), percent.to_string(), size);
                scene.label(text.coloured(ink).centred());
                scene.label(number(shared, point(centre.x, centre.y + size * 0.68), small, ink));
            } else {
                scene.label(number(percent, centre, small, ink));
            }
        }
    }
}

fn table(model: &Model, sets: &Sets, order: &[usize]) -> Table {
    let columns = vec![
        Column::text("row", "Row").key(),
        Column::text("column", "Column").key(),
        Column::integer("row_size", "In the row"),
        Column::integer("shared", "Shared"),
        Column::number("share", "Share of the row", 3),
    ];
    let mut table = Table::new("overlaps", "What each shares with every other, in the order of the picture", columns);
    for a in order {
        for b in order.iter().filter(|b| *b != a) {
            let (shared, size) = (sets.shared(*a, *b), sets.size(*a));
            table.push(vec![
                Cell::from(&*model.entity(sets.ids[*a]).slug),
                Cell::from(&*model.entity(sets.ids[*b]).slug),
                size.into(),
                shared.into(),
                Cell::Number(shared as f64 / size as f64),
            ]);
        }
    }
    table
}

fn alt(model: &Model, sets: &Sets, order: &[usize], title: &str) -> String {
    let lines: Vec<String> = order
        .iter()
        .map(|a| {
            let mut others: Vec<usize> = order.iter().copied().filter(|b| b != a && sets.shared(*a, *b) > 0).collect();
            others.sort_by_key(|b| std::cmp::Reverse(sets.shared(*a, *b)));
            let named: Vec<String> =
                others.iter().take(5).map(|b| format!("{} {}", sets.name(model, *b), sets.shared(*a, *b))).collect();
            let shares = if named.is_empty() { "nothing".to_owned() } else { named.join(", ") };
            format!("{} ({}) shares {shares}", sets.name(model, *a), sets.size(*a))
        })
        .collect();
    format!("Heat-map. {title}. {}.", lines.join("; "))
}
