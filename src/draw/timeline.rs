//! The timeline: who sat when and how, a bar a spell.
//!
//! Solid is a full member, pale a lesser grade, hatched a suspension. An end that is known only as a year or not at all
//! fades over the days on which it may lie; a spell without any sure day is an outline.

use super::axis::{self, TimeScale, new_year};
use super::palette::{BAND, Colour, Families, INK, MUTED, WHITE};
use super::scene::{Area, Dash, Fill, Label, Mark, Paint, Scene, point};
use super::seating::distinct;
use super::sheet::{Caption, Key, Swatch, row_label};
use super::text::width;
use super::{By, Drawing, Question, Refusal, source};
use crate::analysis::Finding;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, Grade, RelationKind};
use crate::model::{Detail, EntityId, Model, Relation, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::{Certainty, Day, Span};
use crate::words::{count, enumerate};

/// One lane: a holder in a body, with all its spells.
struct Lane {
    holder: EntityId,
    body: EntityId,
    spells: Vec<RelationId>,
}

/// Lanes under one heading.
struct Group {
    head: EntityId,
    lanes: Vec<Lane>,
}

/// Draws the spells of seats over time.
///
/// # Errors
/// If there is no seat in that time, or if the picture does not fit its sheet.
pub(super) fn draw(graph: &Graph<'_>, view: &View, question: &Question) -> Result<Drawing, Refusal> {
    let model = graph.model();
    // The whole past of a day; an interval as it stands.
    let first = if view.when.first == view.when.last { Day::BEGINNING } else { view.when.first };
    let last = if view.when.last == Day::END { question.stamp.today } else { view.when.last };
    let over = View { when: Span { first, last }, ..view.clone() };
    let lanes = lanes(model, &over, &question.what);
    if lanes.is_empty() {
        return Err(Refusal::new(
            "nobody sits in these bodies in that time",
            "name bodies, states or both; `--grade any` takes in every seat",
        ));
    }
    let from = beginning(model, &lanes, first, last);
    let by = question.options.by.unwrap_or_else(|| usual(&lanes));
    let groups = grouped(model, lanes, by, from);
    let bodies =
        distinct(&groups.iter().flat_map(|group| group.lanes.iter().map(|lane| lane.body)).collect::<Vec<_>>());
    let families = Families::of(model, &bodies);
    let span = Span { first: from, last };
    let title = title(model, &groups, span);
    let evidence: Vec<RelationId> =
        groups.iter().flat_map(|group| &group.lanes).flat_map(|lane| lane.spells.iter().copied()).collect();
    let caption = Caption {
        title: title.clone(),
        subtitle: format!("Seats from {} to {last}{}.", from.calendar().0, how_read(model, &evidence)),
        legend: legend(model, &evidence, &families).into_iter().chain(question.supposed_keys()).collect(),
        notes: question.supposed_note().into_iter().collect(),
        source: source::line(model, &evidence, &question.stamp),
    };
    let scene = question
        .sheet
        .compose(&caption, |size, room| body(model, &groups, by, &families, question, span, size, room))?;
    let mut finding = Finding { evidence, ..Finding::default() };
    finding.answer.headline = Some(title.clone());
    finding.answer.table = table(model, &groups, span);
    finding.answer.terms = vec![Term::new("grouped", if by == By::Body { "by body" } else { "by holder" })];
    let alt = alt(model, &groups, &title);
    Ok(Drawing { scene, title, alt, finding })
}

/// All lanes of the view: of the bodies named, or if none, of all bodies; of the states named, or if none, of all.
fn lanes(model: &Model, view: &View, what: &[EntityId]) -> Vec<Lane> {
    let (bodies, holders): (Vec<EntityId>, Vec<EntityId>) =
        what.iter().partition(|id| model.entity(**id).kind == EntityKind::Body);
    let mut lanes: Vec<Lane> = Vec::new();
    let mut at = rustc_hash::FxHashMap::default();
    for (i, relation) in model.relations().iter().enumerate() {
        let wanted = relation.kind == RelationKind::Seat
            && (bodies.is_empty() || bodies.contains(&relation.to))
            && (holders.is_empty() || holders.contains(&relation.from));
        if !wanted || view.certainty(relation) < view.dates.listed().max(Certainty::Possibly) {
            continue;
        }
        let lane = *at.entry((relation.from, relation.to)).or_insert_with(|| {
            lanes.push(Lane { holder: relation.from, body: relation.to, spells: Vec::new() });
            lanes.len() - 1
        });
        lanes[lane].spells.push(RelationId(i as u32));
    }
    lanes
}

/// The first day of the year in which the first spell can have begun.
fn beginning(model: &Model, lanes: &[Lane], first: Day, last: Day) -> Day {
    if first > Day::BEGINNING {
        return first;
    }
    let known = |id: &RelationId| {
        let during = &model.relation(*id).during;
        let (early, late) = during.start();
        [early, late, during.end().0].into_iter().find(|day| *day > Day::BEGINNING && *day < Day::END)
    };
    let first = lanes.iter().flat_map(|lane| lane.spells.iter().filter_map(known)).min().unwrap_or(last);
    new_year(first.min(last).calendar().0).unwrap_or(first)
}

/// One body is read by its holders, all else by who sits.
fn usual(lanes: &[Lane]) -> By {
    if lanes.iter().all(|lane| lane.body == lanes[0].body) { By::Body } else { By::State }
}

fn grouped(model: &Model, lanes: Vec<Lane>, by: By, from: Day) -> Vec<Group> {
    let start = |lane: &Lane| lane.spells.iter().map(|id| model.relation(*id).during.start().1.max(from)).min();
    let name = |id: EntityId| model.entity(id).short_name().to_owned();
    let mut groups: Vec<Group> = Vec::new();
    for lane in lanes {
        let head = if by == By::Body { lane.body } else { lane.holder };
        match groups.iter_mut().find(|group| group.head == head) {
            Some(group) => group.lanes.push(lane),
            None => groups.push(Group { head, lanes: vec![lane] }),
        }
    }
    for group in &mut groups {
        let other = |lane: &Lane| if by == By::Body { lane.holder } else { lane.body };
        group.lanes.sort_by_cached_key(|lane| (start(lane), name(other(lane))));
    }
    groups.sort_by_cached_key(|group| {
        (group.lanes.first().map(start), std::cmp::Reverse(group.lanes.len()), name(group.head))
    });
    groups
}

fn title(model: &Model, groups: &[Group], span: Span) -> String {
    let lanes: Vec<&Lane> = groups.iter().flat_map(|group| &group.lanes).collect();
    let bodies = distinct(&lanes.iter().map(|lane| lane.body).collect::<Vec<_>>());
    let holders = distinct(&lanes.iter().map(|lane| lane.holder).collect::<Vec<_>>());
    let name = |id: &EntityId| model.entity(*id).short_name();
    let year = |day: Day| day.calendar().0;
    let members_on = |body: EntityId, day: Day| {
        let sits = |lane: &&&Lane| {
            let held = lane.spells.iter().map(|id| model.relation(*id));
            lane.body == body
                && held.filter(|r| r.grade() == Some(Grade::Member)).any(|r| r.during.on(day) == Certainty::Surely)
        };
        lanes.iter().filter(sits).count()
    };
    if let [body] = bodies.as_slice()
        && holders.len() > 1
    {
        let first = lanes.iter().flat_map(|lane| &lane.spells).map(|id| model.relation(*id));
        let first = first
            .filter(|r| r.grade() == Some(Grade::Member))
            .map(|r| r.during.start().1)
            .filter(|day| *day > Day::BEGINNING);
        if let Some(day) = first.min().filter(|day| *day <= span.last) {
            let day = day.max(span.first);
            let (then, now) = (members_on(*body, day), members_on(*body, span.last));
            let (from, to, then) = (year(day), year(span.last), count(then, "full member"));
            let body = name(body);
            return match now.cmp(&members_on(bodies[0], day)) {
                std::cmp::Ordering::Greater => format!("{body} grew from {then} in {from} to {now} in {to}"),
                std::cmp::Ordering::Less => format!("{body} shrank from {then} in {from} to {now} in {to}"),
                std::cmp::Ordering::Equal => format!("{body} has {then} in {to}, as many as in {from}"),
            };
        }
    }
    let ended = |lane: &&&Lane| lane.spells.iter().all(|id| model.relation(*id).during.end().1 < span.last);
    let gone: Vec<&&Lane> = lanes.iter().filter(ended).collect();
    let left = distinct(&gone.iter().map(|lane| lane.body).collect::<Vec<_>>());
    let total = count(lanes.len(), "seat");
    match (gone.len(), left.as_slice()) {
        (0, _) => format!("None of {total} has ended"),
        (1..=4, [body]) => {
            let mut names: Vec<&str> = gone.iter().map(|lane| name(&lane.holder)).collect();
            names.sort_unstable();
            format!(
                "{} left {}; the other {} last",
                enumerate(&names),
                name(body),
                count(lanes.len() - gone.len(), "seat")
            )
        }
        (ended, _) => match holders.as_slice() {
            [one] => format!("{} has held {total} and given up {ended}", name(one)),
            _ => format!("{ended} of {total} have ended"),
        },
    }
}

/// What the bars mean, as far as the legend does not say it.
fn how_read(model: &Model, evidence: &[RelationId]) -> String {
    let unsure = evidence.iter().map(|id| &model.relation(*id).during).any(|during| {
        let ((a, b), (c, d)) = (during.start(), during.end());
        a != b || (c != d)
    });
    if unsure { "; bars fade where a beginning or an end is known only roughly".to_owned() } else { String::new() }
}

/// How a seat of a grade is painted.
fn grade_colour(grade: Grade, colour: Colour) -> Colour {
    match grade {
        Grade::Member => colour,
        Grade::Associate => colour.mixed(WHITE, 0.4),
        Grade::Observer | Grade::Partner | Grade::Candidate | Grade::Guest => colour.pale(),
    }
}

/// How thick a bar of a grade is, as a share of a full one.
fn thickness(grade: Grade) -> f64 {
    match grade {
        Grade::Member | Grade::Associate | Grade::Observer => 1.0,
        Grade::Partner | Grade::Candidate | Grade::Guest => 0.5,
    }
}

fn legend(model: &Model, evidence: &[RelationId], families: &Families) -> Vec<Key> {
    let seats: Vec<(Grade, bool)> = evidence
        .iter()
        .filter_map(|id| match model.relation(*id).detail {
            Detail::Seat { grade, suspended, .. } => Some((grade, suspended)),
            _ => None,
        })
        .collect();
    let mut keys: Vec<Key> = Vec::new();
    for grade in Grade::ALL.iter().filter(|grade| seats.iter().any(|seat| seat.0 == **grade)) {
        let swatch = if thickness(*grade) < 1.0 { Swatch::ThinBar } else { Swatch::Bar };
        let swatch = swatch(Paint::solid(grade_colour(*grade, MUTED)));
        // Grades that look alike share one entry.
        match keys.iter_mut().find(|key| key.swatch == swatch) {
            Some(key) => key.text = format!("{}, {grade}", key.text),
            None => keys.push(Key::new(swatch, grade.as_str())),
        }
    }
    if seats.iter().any(|(_, suspended)| *suspended) {
        keys.push(Key::new(Swatch::Bar(Paint::fill(Fill::Hatched(MUTED))), "suspended"));
    }
    let families = families.legend();
    if families.len() > 1 {
        keys.extend(families.into_iter().map(|(colour, text)| Key::new(Swatch::Square(Paint::solid(colour)), text)));
    }
    keys
}

#[allow(clippy::too_many_arguments)]
fn body(
    model: &Model,
    groups: &[Group],
    by: By,
    families: &Families,
    question: &Question,
    span: Span,
    size: f64,
    room: f64,
) -> Scene {
    let name = |id: EntityId| model.entity(id).short_name();
    let other = |lane: &Lane| if by == By::Body { lane.holder } else { lane.body };
    let most = room * 0.3;
    let one_group = groups.len() == 1;
    // A group of one lane needs no name of its own when all groups are such.
    let single = groups.iter().all(|group| group.lanes.len() == 1) && !one_group;
    let longest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max).min(most) + 0.5;
    let heads = if one_group { 0.0 } else { longest(&mut groups.iter().map(|g| width(name(g.head), size, true))) };
    let names = if single && by == By::State && groups.iter().all(|g| g.lanes[0].body == groups[0].lanes[0].body) {
        0.0
    } else {
        longest(&mut groups.iter().flat_map(|g| &g.lanes).map(|lane| width(name(other(lane)), size, false)))
    };
    let gap = size * 0.8;
    let left = heads + if heads > 0.0 { gap } else { 0.0 } + names + if names > 0.0 { gap } else { 0.0 };
    let right = room.max(left + size * 14.0);
    let scale = TimeScale::new((span.first, span.last), (left, right - size * 0.6));
    let lines = axis::moment_lines(&question.options.moments, &scale, size.max(7.0));
    let top = size * 1.5 + lines as f64 * size * 1.25 + if lines > 0 { size * 0.4 } else { 0.0 };
    let (lane_height, between) = (size * 1.22, size * 0.45);
    let mut scene = Scene { width: right, ..Scene::new() };
    let total: f64 = groups.iter().map(|g| g.lanes.len() as f64 * lane_height + between).sum();
    let bottom = top + total;

    let mut y = top;
    for (i, group) in groups.iter().enumerate() {
        let high = group.lanes.len() as f64 * lane_height + between;
        if i % 2 == 0 && !one_group {
            scene.area(Area::new(0.0, y, right, high), 0.0, Paint::solid(BAND));
        }
        y += high;
    }
    scale.draw(&mut scene, top, bottom, size);
    y = top;
    for group in groups {
        if heads > 0.0 {
            let head = Label::new(point(0.0, y + between / 2.0 + lane_height / 2.0), name(group.head), size).bold();
            scene.label_within(head.on_middle(), heads);
        }
        for (k, lane) in group.lanes.iter().enumerate() {
            let middle = y + between / 2.0 + lane_height * (k as f64 + 0.5);
            if names > 0.0 {
                row_label(&mut scene, left - gap, middle, name(other(lane)), size, names);
            }
            let pair = (lane.holder, lane.body);
            let colour =
                if question.is_supposed(pair) { super::palette::ADDED } else { families.of_body(model, lane.body) };
            let mut spells: Vec<&Relation> = lane.spells.iter().map(|id| model.relation(*id)).collect();
            spells.sort_by_key(|relation| (relation.during.start(), relation.during.end()));
            for relation in spells {
                bar(&mut scene, model, relation, colour, &scale, (middle, lane_height * 0.62), span);
            }
            if question.is_removed(pair) {
                let last = lane.spells.iter().map(|id| model.relation(*id).during.end().0).max().unwrap_or(span.last);
                super::matrix::cross(&mut scene, point(scale.x(last.min(span.last)), middle), lane_height * 0.3);
            }
        }
        y += group.lanes.len() as f64 * lane_height + between;
    }
    axis::draw_moments(&mut scene, &question.options.moments, &scale, (top - size * 1.2, bottom), size.max(7.0));
    scene.height = bottom;
    scene
}

/// The least width of a bar, in points.
const SHORTEST: f64 = 1.2;

/// The bar of a spell: what is sure, and what fades.
fn bar(
    scene: &mut Scene,
    model: &Model,
    relation: &Relation,
    colour: Colour,
    scale: &TimeScale,
    (middle, full): (f64, f64),
    span: Span,
) {
    let Detail::Seat { grade, suspended, .. } = relation.detail else { return };
    let height = full * thickness(grade);
    let shade = grade_colour(grade, colour);
    let ((early, begun), (ending, late)) = (relation.during.start(), relation.during.end());
    let area = |from: Day, to: Day| {
        let (x, right) = (scale.x(from), scale.x(if to == Day::END { to } else { to.next() }));
        // A seat of a day is seen too.
        let wide = if right > x { (right - x).max(SHORTEST) } else { 0.0 };
        Area::new(x, middle - height / 2.0, wide, height)
    };
    let sources: Vec<&str> = relation.sources.iter().map(|id| model.source(*id).id.as_str()).collect();
    let tip = format!(
        "{} in {}: {} {} ({})",
        model.entity(relation.from).name,
        model.entity(relation.to).short_name(),
        relation.detail_text(),
        relation.during,
        if sources.is_empty() { "no source".to_owned() } else { sources.join(", ") }
    );
    let mut add = |area: Area, paint: Paint| {
        if area.width > 0.0 {
            scene.add_with_tip(Mark::Box(area, 0.0, paint), tip.clone());
        }
    };
    if begun > ending {
        // No day is sure.
        let paint = Paint::solid(WHITE).outlined(shade.mixed(INK, 0.2), 0.7).dashed(Dash::Dashed);
        let mut outline = area(early, late);
        outline.height *= 0.8;
        outline.y += height * 0.1;
        add(outline, paint);
        return;
    }
    if early < begun {
        add(area(early, begun.previous()), Paint::fill(Fill::FadeIn(shade)));
    }
    if ending < late {
        add(area(ending.next(), late), Paint::fill(Fill::FadeOut(shade)));
    }
    let sure = area(begun, ending);
    let fill = if suspended { Paint::fill(Fill::Hatched(colour)).outlined(colour, 0.4) } else { Paint::solid(shade) };
    add(sure, fill);
    if ending >= span.last && ending == Day::END {
        // It goes on.
        let (x, half) = (scale.x(span.last), height / 2.0);
        let tip = vec![point(x, middle - half), point(x + height * 0.7, middle), point(x, middle + half)];
        scene.add(Mark::Path(tip, true, Paint::solid(shade)));
    }
}

fn table(model: &Model, groups: &[Group], span: Span) -> Table {
    let columns = vec![
        Column::text("body", "Body").key(),
        Column::text("id", "Id").key(),
        Column::text("name", "Name"),
        Column::text("grade", "Grade").key(),
        Column::text("from", "From"),
        Column::text("to", "To"),
        Column::text("certainty", "Held"),
        Column::text("sources", "Sources"),
    ];
    let mut table = Table::new("spells", "Spells of seats", columns);
    for lane in groups.iter().flat_map(|group| &group.lanes) {
        for relation in lane.spells.iter().map(|id| model.relation(*id)) {
            let holder = model.entity(lane.holder);
            table.push(vec![
                Cell::from(&*model.entity(lane.body).slug),
                Cell::from(&*holder.slug),
                holder.name.as_str().into(),
                relation.detail_text().into(),
                relation.during.from_text().into(),
                relation.during.to_text().into(),
                relation.during.within(span).as_str().into(),
                Cell::List(relation.sources.iter().map(|id| model.source(*id).id.to_string()).collect()),
            ]);
        }
    }
    table
}

fn alt(model: &Model, groups: &[Group], title: &str) -> String {
    let lines: Vec<String> = groups
        .iter()
        .flat_map(|group| &group.lanes)
        .map(|lane| {
            let spells: Vec<String> = lane
                .spells
                .iter()
                .map(|id| model.relation(*id))
                .map(|relation| format!("{} {}", relation.detail_text(), relation.during))
                .collect();
            let (holder, body) = (model.entity(lane.holder).name.as_str(), model.entity(lane.body).short_name());
            format!("{holder} in {body}: {}", spells.join(", "))
        })
        .collect();
    format!("Timeline. {title}. {}.", lines.join("; "))
}
