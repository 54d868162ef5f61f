//! The Euler diagram: bodies as ellipses whose overlaps are as large as the states in them are many, each named once.
//!
//! Shows at a glance how a few bodies nest. Ellipses cannot show every combination of many: where one is missing there is
//! no picture, and where one appears that nobody holds the caption says so (Larsson 2018, `eulerr`). The fit uses
//! trigonometry, so its last digits may differ between machines.

mod field;
mod fit;

use super::palette::{ADDED, Colour, FAMILIES, INK, REMOVED, WHITE};
use super::scene::{Area, Fill, Label, Mark, Paint, Scene, Stroke, point};
use super::seating::{Seating, grade_words};
use super::sheet::Caption;
use super::text::width;
use super::{Drawing, Question, Refusal, source};
use crate::analysis::Finding;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::{EntityId, Model};
use crate::table::{Cell, Column, Table, Term};
use crate::words::{count, enumerate};
use field::Field;
use fit::{Ellipse, Fit, fit};

/// More bodies are not shown truly by ellipses.
const MOST: usize = 8;

/// A region that nobody holds is told of beyond this share of one state's area.
const SEEN: f64 = 0.12;

/// Those who sit in exactly some of the bodies.
struct Region {
    sets: Vec<usize>,
    members: Vec<EntityId>,
}

impl Region {
    fn mask(&self) -> u32 {
        self.sets.iter().map(|set| 1 << set).sum()
    }
}

/// Draws how bodies nest and overlap.
///
/// # Errors
/// If nobody sits in them, if they are too few or too many, or if ellipses cannot show a combination.
pub(super) fn draw(graph: &Graph<'_>, view: &View, question: &Question) -> Result<Drawing, Refusal> {
    let model = graph.model();
    let seating = Seating::of(graph, view, &question.what)?;
    let n = seating.bodies.len();
    let instead = "`comity draw upset` shows every combination of any number of bodies";
    if !(2..=MOST).contains(&n) {
        return Err(Refusal::new(format!("an Euler diagram is of 2 to {MOST} bodies, not {n}"), instead));
    }
    let regions = regions(model, &seating);
    if regions.is_empty() {
        return Err(Refusal::new("nobody surely sits in these bodies then", "ask for `--dates possibly`"));
    }
    let name = |set: usize| model.entity(seating.bodies[set]).short_name();
    if let Some(empty) = (0..n).find(|set| !regions.iter().any(|region| region.sets.contains(set))) {
        return Err(Refusal::new(format!("nobody surely sits in {} then", name(empty)), "leave it out"));
    }
    let wanted: Vec<(Vec<usize>, usize)> =
        regions.iter().map(|region| (region.sets.clone(), region.members.len())).collect();
    let flaws = |ellipses: &[Ellipse]| {
        let field = Field::of(ellipses);
        10 * missing(&regions, &field).len() + spurious(&regions, &field).len()
    };
    let fitted =
        fit(n, &wanted, flaws).map_err(|why| Refusal::new(format!("no ellipses were found: {why}"), instead))?;
    let field = Field::of(&fitted.ellipses);
    let (missing, spurious) = (missing(&regions, &field), spurious(&regions, &field));
    let in_words = |mask: u32| {
        let names: Vec<&str> = (0..n).filter(|set| mask >> set & 1 == 1).map(name).collect();
        names.join(" + ")
    };
    if let Some(first) = missing.first() {
        let message = format!(
            "ellipses cannot show {}: {} would have no place",
            count(missing.len(), "combination"),
            in_words(*first)
        );
        return Err(Refusal::new(message, instead));
    }
    let mut notes = Vec::new();
    if !spurious.is_empty() {
        let named: Vec<String> = spurious.iter().map(|mask| in_words(*mask)).collect();
        let list = enumerate(&named.iter().map(String::as_str).collect::<Vec<_>>());
        notes.push(format!("Drawn but empty, as ellipses cannot avoid it: {list}. {}.", capital(instead)));
    }
    notes.extend(seating.possible_note(model));
    notes.extend(question.supposed_note());
    notes.push(format!(
        "Fit: {}, 0 missing, {} spurious; largest error of an area {:.1} % of the whole.",
        count(regions.len(), "region"),
        spurious.len(),
        fitted.error * 100.0
    ));
    let caption = Caption {
        title: title(&regions, n, &name),
        subtitle: format!(
            "{}, as of {}. Every region is as large as the {}s in it are many; each is named once.",
            capital(&grade_words(view)),
            question.stamp.as_of,
            seating.noun(model)
        ),
        legend: question.supposed_keys(),
        notes,
        source: source::line(model, &seating.evidence(false), &question.stamp),
    };
    let is_free = question.sheet.fit.height().is_none();
    let supposed = &question.options.supposed;
    let called = |pairs: &[(EntityId, EntityId)], text: &str| {
        pairs.iter().any(|(holder, _)| model.entity(*holder).short_name() == text)
    };
    let ink = |text: &str| match (called(&supposed.added, text), called(&supposed.removed, text)) {
        (true, _) => ADDED,
        (_, true) => REMOVED,
        _ => INK,
    };
    let scene = question.sheet.compose(&caption, |size, room| {
        body(model, &seating, &regions, &fitted, &field, (size, room, is_free), &ink)
    })?;
    let lines: Vec<String> = regions
        .iter()
        .map(|region| format!("{}: {}", in_words(region.mask()), names(model, region).join(", ")))
        .collect();
    let alt = format!("Euler diagram of {}. {}.", enumerate(&(0..n).map(name).collect::<Vec<_>>()), lines.join("; "));
    let mut finding = Finding { evidence: seating.evidence(false), ..Finding::default() };
    finding.answer.headline = Some(caption.title.clone());
    finding.answer.table = table(model, &seating, &regions);
    finding.answer.terms = vec![Term::new("grade", grade_words(view))];
    finding.answer.notes = caption.notes.clone();
    Ok(Drawing { scene, title: caption.title, alt, finding })
}

/// The combinations that somebody holds exactly.
fn regions(model: &Model, seating: &Seating) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    for (holder, profile) in seating.profiles().iter().enumerate() {
        let sets: Vec<usize> = profile.ones().collect();
        match regions.iter_mut().find(|region| region.sets == sets) {
            _ if sets.is_empty() => {}
            Some(region) => region.members.push(seating.holders[holder]),
            None => regions.push(Region { sets, members: vec![seating.holders[holder]] }),
        }
    }
    regions.iter_mut().for_each(|region| region.members.sort_by_key(|id| &model.entity(*id).name));
    regions.sort_by(|a, b| a.sets.len().cmp(&b.sets.len()).then(a.sets.cmp(&b.sets)));
    regions
}

/// Combinations that are not drawn.
fn missing(regions: &[Region], field: &Field) -> Vec<u32> {
    let drawn = field.regions();
    let absent = |mask: &u32| !drawn.iter().any(|(known, area)| known == mask && *area > SEEN);
    regions.iter().map(Region::mask).filter(absent).collect()
}

/// Combinations that are drawn, and that nobody holds.
fn spurious(regions: &[Region], field: &Field) -> Vec<u32> {
    let drawn = field.regions().into_iter().filter(|(_, area)| *area > SEEN);
    drawn.map(|(mask, _)| mask).filter(|mask| !regions.iter().any(|region| region.mask() == *mask)).collect()
}

/// Which bodies lie within which.
fn title<'n>(regions: &[Region], n: usize, name: &dyn Fn(usize) -> &'n str) -> String {
    let within = |a: usize, b: usize| {
        a != b && regions.iter().filter(|region| region.sets.contains(&a)).all(|region| region.sets.contains(&b))
    };
    let nested: Vec<String> = (0..n)
        .flat_map(|a| (0..n).map(move |b| (a, b)))
        // What lies within something within another lies within that too: it is not said twice.
        .filter(|(a, b)| within(*a, *b) && !(0..n).any(|c| within(*a, c) && within(c, *b)))
        .map(|(a, b)| format!("{} within {}", name(a), name(b)))
        .collect();
    match nested.as_slice() {
        [] => format!("How {} overlap", enumerate(&(0..n).map(name).collect::<Vec<_>>())),
        [one] => format!(
            "{} lies wholly {}",
            one.split(" within ").next().unwrap_or_default(),
            &one[one.find("within").unwrap_or(0)..]
        ),
        several => {
            let named: Vec<&str> = several.iter().take(4).map(String::as_str).collect();
            format!("Nested: {}", enumerate(&named))
        }
    }
}

/// The ellipses, the names in their regions, and the names of the bodies on the borders.
fn body(
    model: &Model,
    seating: &Seating,
    regions: &[Region],
    fitted: &Fit,
    field: &Field,
    (size, room, is_free): (f64, f64, bool),
    ink: &dyn Fn(&str) -> Colour,
) -> Scene {
    const TRIES: usize = 8;
    let margin = size * 1.2;
    let mut scale = (room - 2.0 * margin) / field.size().0;
    let mut blocks = None;
    for _ in 0..if is_free { TRIES } else { 1 } {
        blocks = regions.iter().map(|region| block(&names(model, region), region.mask(), field, size, scale)).collect();
        if blocks.is_some() {
            break;
        }
        scale *= 1.12;
    }
    // What has no room of its own stands in the heart of its region all the same, with an edge that keeps it readable.
    let blocks: Vec<Block> = blocks.unwrap_or_else(|| {
        regions
            .iter()
            .map(|region| {
                let names = names(model, region);
                block(&names, region.mask(), field, size, scale).unwrap_or_else(|| Block {
                    at: field.heart(region.mask()).unwrap_or((field.left, field.top)),
                    columns: vec![names],
                })
            })
            .collect()
    });
    let to_page = |x: f64, y: f64| point((x - field.left) * scale + margin, (y - field.top) * scale + margin);
    let (wide, high) = field.size();
    let mut scene = Scene { width: wide * scale + 2.0 * margin, height: high * scale + 2.0 * margin, ..Scene::new() };
    let colour = |set: usize| FAMILIES.get(set).copied().unwrap_or(super::palette::OTHER);
    for fill in [true, false] {
        for (set, e) in fitted.ellipses.iter().enumerate() {
            let stroke = Stroke { colour: colour(set), width: 1.4, dash: super::scene::Dash::Solid, opacity: 1.0 };
            let paint = if fill {
                Paint { fill: Fill::Solid(colour(set)), opacity: 0.1, stroke: None }
            } else {
                Paint { stroke: Some(stroke), ..Paint::default() }
            };
            scene.add(Mark::Ellipse(to_page(e.x, e.y), (e.a * scale, e.b * scale), e.degrees, paint));
        }
    }
    let mut taken: Vec<Area> = Vec::new();
    for block in &blocks {
        let (widths, total) = block.widths(size);
        let lines = block.columns.iter().map(Vec::len).max().unwrap_or(0) as f64;
        let centre = to_page(block.at.0, block.at.1);
        taken.push(Area::around(centre, total, lines * size * LEADING));
        let mut x = centre.x - total / 2.0;
        for (column, wide) in block.columns.iter().zip(widths) {
            for (i, name) in column.iter().enumerate() {
                let y = centre.y + (i as f64 - (lines - 1.0) / 2.0) * size * LEADING;
                scene.label(
                    Label::new(point(x + wide / 2.0, y), name.as_str(), size).centred().coloured(ink(name)).haloed(),
                );
            }
            x += wide + size;
        }
    }
    for set in 0..fitted.ellipses.len() {
        let text = model.entity(seating.bodies[set]).short_name();
        let (w, h) = (width(text, size, true) + size * 0.9, size * 1.6);
        let frame = Area::new(0.0, 0.0, scene.width, scene.height);
        let centre = sign(fitted, set, |x, y| {
            let centre = to_page(x, y);
            let area = Area::around(centre, w, h);
            frame.holds(&area) && !taken.iter().any(|other| other.grown(1.0).overlaps(&area))
        });
        let centre = to_page(centre.0, centre.1);
        let area = Area::around(centre, w, h);
        taken.push(area);
        scene.area(area, size * 0.3, Paint::solid(colour(set)));
        scene.label(Label::new(centre, text, size).bold().coloured(WHITE).centred());
    }
    scene
}

/// Where the name of a body stands on its border: where few others are near, and where it is free.
fn sign(fitted: &Fit, set: usize, is_free: impl Fn(f64, f64) -> bool) -> (f64, f64) {
    const STEPS: u32 = 72;
    let own = &fitted.ellipses[set];
    let mut best: Option<(f64, (f64, f64))> = None;
    for step in 0..STEPS {
        let (x, y) = own.border(f64::from(step) * 360.0 / f64::from(STEPS));
        let others = fitted.ellipses.iter().enumerate().filter(|(other, _)| *other != set);
        let crowd: f64 = others
            .map(|(_, other)| {
                let level = other.level(x, y);
                // Inside another is worse than outside, and near its border worst.
                (if level < 1.0 { 0.6 } else { 0.0 }) + (0.25 - (level - 1.0).abs()).max(0.0) * 12.0
            })
            .sum();
        if is_free(x, y) && best.is_none_or(|(least, _)| crowd < least) {
            best = Some((crowd, (x, y)));
        }
    }
    best.map_or_else(|| own.border(270.0), |(_, place)| place)
}

const LEADING: f64 = 1.2;

/// The names of a region in columns, around a place.
struct Block {
    at: (f64, f64),
    columns: Vec<Vec<String>>,
}

impl Block {
    /// The widths of the columns, and of all with what is between them.
    fn widths(&self, size: f64) -> (Vec<f64>, f64) {
        let widest = |column: &Vec<String>| column.iter().map(|name| width(name, size, false)).fold(0.0, f64::max);
        let widths: Vec<f64> = self.columns.iter().map(widest).collect();
        let total = widths.iter().sum::<f64>() + size * (widths.len().max(1) - 1) as f64;
        (widths, total)
    }
}

/// The names of a region where they have room, in as few columns as that takes.
fn block(names: &[String], mask: u32, field: &Field, size: f64, scale: f64) -> Option<Block> {
    (1..=names.len().clamp(1, 6)).find_map(|columns| {
        let per_column = names.len().div_ceil(columns);
        let block = Block { at: (0.0, 0.0), columns: names.chunks(per_column).map(<[String]>::to_vec).collect() };
        let (_, total) = block.widths(size);
        let (w, h) = ((total + size * 0.5) / scale, (per_column as f64 * size * LEADING + size * 0.3) / scale);
        Some(Block { at: field.place(mask, w, h)?, ..block })
    })
}

fn names(model: &Model, region: &Region) -> Vec<String> {
    region.members.iter().map(|id| model.entity(*id).short_name().to_owned()).collect()
}

fn table(model: &Model, seating: &Seating, regions: &[Region]) -> Table {
    let columns = vec![
        Column::text("bodies", "In exactly"),
        Column::integer("count", "Count"),
        Column::text("members", "Ids").for_machines(),
        Column::text("names", "Who"),
    ];
    let mut table = Table::new("regions", "Who is in exactly which of them", columns);
    for region in regions {
        let slug = |id: &EntityId| model.entity(*id).slug.to_string();
        table.push(vec![
            Cell::List(region.sets.iter().map(|set| slug(&seating.bodies[*set])).collect()),
            region.members.len().into(),
            Cell::List(region.members.iter().map(slug).collect()),
            Cell::List(names(model, region)),
        ]);
    }
    table
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
