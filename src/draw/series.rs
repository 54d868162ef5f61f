//! Numbers over time as steps, with lines for events: members of bodies, overlaps, or any measure at its change points.
//!
//! [`plot`] takes tidy rows, so that whatever changes over time can be drawn: a value holds from its day until the next.
//! What is only possible lies in a pale band around the line.

use super::axis::{self, Moment, TimeScale, new_year, number_ticks, plain};
use super::palette::{Colour, FAMILIES, MUTED, RULE};
use super::scene::{Anchor, Dash, Label, Mark, Paint, Point, Scene, point};
use super::sheet::{Caption, Key, Swatch};
use super::text::width;
use super::{Drawing, Followed, Question, Refusal, source};
use crate::analysis::Finding;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::RelationId;
use crate::query::number::{self, Number};
use crate::table::{Cell, Column, Table, Term};
use crate::time::{Day, Span};
use crate::words::count;

/// One line of a picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// What stands at its end.
    pub label: String,
    /// What it counts.
    pub unit: String,
    /// Its steps, by day.
    pub steps: Vec<Step>,
}

/// A value from a day on, until the next step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The day.
    pub day: Day,
    /// What is surely so; nothing if there is no value.
    pub surely: Option<f64>,
    /// With all that is possibly so.
    pub possibly: Option<f64>,
}

/// More lines than this nobody tells apart.
const MOST_LINES: usize = 18;

/// Draws numbers of sets at the exact days on which they change.
///
/// # Errors
/// If no number was asked for, if one cannot be answered, or if the picture does not fit its sheet.
pub(super) fn draw(graph: &Graph<'_>, view: &View, question: &Question) -> Result<Drawing, Refusal> {
    let over = over(view, question.stamp.today);
    let last = over.when.last;
    let (lines, evidence) = lines(graph, &over, &question.options.numbers)?;
    let mut finding = Finding { evidence, ..Finding::default() };
    if lines.is_empty() {
        return Err(Refusal::new("no number is named", "as in `comity draw series cica sco 'jaccard(cica, sco)'`"));
    }
    if lines.len() > MOST_LINES {
        let message = format!("{} cannot be told apart; {MOST_LINES} is the most", count(lines.len(), "line"));
        return Err(Refusal::new(message, "draw fewer, or draw them in several pictures"));
    }
    let title = title(&lines, last);
    let sources = source::line(graph.model(), &finding.evidence, &question.stamp);
    let caption = Caption {
        title: title.clone(),
        subtitle: subtitle(&lines),
        legend: if question.options.as_it_is.is_empty() {
            Vec::new()
        } else {
            vec![Key::new(Swatch::Line(Paint::line(super::palette::OTHER, 1.2).dashed(Dash::Dashed)), "as it is")]
        },
        notes: question.supposed_note().into_iter().collect(),
        source: sources,
    };
    let scene = question.sheet.compose(&caption, |size, room| {
        plot(&lines, &question.options.as_it_is, &question.options.moments, last, size, room)
    })?;
    finding.answer.headline = Some(title.clone());
    finding.answer.table = table(&lines);
    finding.answer.terms = vec![Term::new("sampling", "none: every day on which something changes")];
    let alt = alt(&lines, &title);
    Ok(Drawing { scene, title, alt, finding })
}

/// The days that a series is drawn over: the whole past of a day, an interval as it stands; open time ends today.
pub fn over(view: &View, today: Day) -> View {
    let first = if view.when.first == view.when.last { Day::BEGINNING } else { view.when.first };
    let last = if view.when.last == Day::END { today } else { view.when.last };
    View { when: Span { first, last }, ..view.clone() }
}

/// The lines of some numbers over the days of a view, and the relations behind them.
///
/// # Errors
/// If a number cannot be answered.
pub fn lines(graph: &Graph<'_>, over: &View, numbers: &[Followed]) -> Result<(Vec<Line>, Vec<RelationId>), Refusal> {
    let (mut lines, mut evidence) = (Vec::new(), Vec::new());
    for Followed { label, unit, number } in numbers {
        let (steps, behind) = follow(graph, over, number).map_err(|wrong| {
            let help = "`comity who --help` says what a set can be";
            Refusal::new(format!("`{label}` cannot be answered: {wrong}"), help)
        })?;
        evidence.extend(behind);
        lines.push(Line { label: label.clone(), unit: unit.clone(), steps });
    }
    Ok((lines, evidence))
}

type Found = (Vec<Step>, Vec<RelationId>);

/// The values of a number on all days on which it changes.
fn follow(graph: &Graph<'_>, view: &View, number: &Number) -> Result<Found, String> {
    let told = |wrong: crate::diagnostic::Diagnostics| {
        wrong.iter().map(|one| one.message.clone()).collect::<Vec<_>>().join("; ")
    };
    let mut days = number.change_days(graph, view).map_err(told)?;
    if view.when.first > Day::BEGINNING && !days.contains(&view.when.first) {
        days.insert(0, view.when.first);
    }
    let (mut steps, mut evidence): Found = (Vec::new(), Vec::new());
    for day in days {
        let on = View { when: Span::day(day), ..view.clone() };
        let sets =
            number.queries().iter().map(|query| query.run(graph, &on)).collect::<Result<Vec<_>, _>>().map_err(told)?;
        evidence.extend(number::evidence(&sets));
        let (surely, possibly) = match number {
            Number::Of(counter, _) => {
                let reading = counter.reading(&sets);
                (reading.surely, reading.possibly)
            }
            Number::Set(_) => {
                let all = sets.first().map_or(0, Vec::len);
                let sure = sets
                    .first()
                    .map_or(0, |set| set.iter().filter(|one| one.certainty == crate::time::Certainty::Surely).count());
                (Some(sure as f64), Some(all as f64))
            }
        };
        let step = Step { day, surely, possibly };
        let same = |last: &Step| (last.surely, last.possibly) == (surely, possibly);
        if !steps.last().is_some_and(same) {
            steps.push(step);
        }
    }
    // What is nothing at first only makes the picture wide.
    let empty = |step: &Step| step.surely.unwrap_or(0.0) == 0.0 && step.possibly.unwrap_or(0.0) == 0.0;
    let from = steps.iter().position(|step| !empty(step)).unwrap_or(0);
    steps.drain(..from);
    Ok((steps, evidence))
}

fn title(lines: &[Line], last: Day) -> String {
    let ends = |line: &Line| {
        let first = line.steps.iter().find_map(|step| step.surely.map(|value| (step.day, value)));
        let end = line.steps.last().and_then(|step| step.surely);
        first.zip(end)
    };
    let end = last.calendar().0;
    if let [line] = lines {
        return match ends(line) {
            Some(((day, from), to)) => {
                format!("{}: from {} in {} to {} in {end}", line.label, plain(from), day.calendar().0, plain(to))
            }
            None => format!("{} has no value", line.label),
        };
    }
    let mut ranked: Vec<(f64, &str)> =
        lines.iter().filter_map(|line| Some((ends(line)?.1, line.label.as_str()))).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (Some(most), Some(least)) = (ranked.first(), ranked.last()) else {
        return "None of these has a value".to_owned();
    };
    if !flat_units(lines).is_empty() {
        // Numbers of different kinds are not ranked.
        let named: Vec<String> = lines.iter().map(end_text).collect();
        return format!("In {end}: {}", named.join(", "));
    }
    let (first, last) = (plain(most.0), plain(least.0));
    if lines.iter().all(|line| line.unit == "Full members") {
        format!("{} has most full members in {end}, {first}; {} fewest, {last}", most.1, least.1)
    } else {
        format!("In {end} {} stands highest, at {first}, {} lowest, at {last}", most.1, least.1)
    }
}

fn subtitle(lines: &[Line]) -> String {
    let unsure = lines.iter().flat_map(|line| &line.steps).any(|step| step.surely != step.possibly);
    let band = if unsure { "; the pale band reaches as far as what is only possible" } else { "" };
    let mut units: Vec<&str> = Vec::new();
    for line in lines {
        if !line.unit.is_empty() && !units.contains(&line.unit.as_str()) {
            units.push(&line.unit);
        }
    }
    let units = if units.is_empty() { String::new() } else { format!("{}. ", units.join("; ")) };
    format!("{units}Each step is on the very day on which something changed; nothing is sampled{band}.")
}

/// Draws lines over time as steps, with moments, for a size of type and a width; they end on `last`.
///
/// Lines of `before`, such as what is so without a supposition, lie behind them in grey. Lines that would lie flat beside
/// others of another unit, as shares beside counts do, have an axis of their own below.
pub fn plot(lines: &[Line], before: &[Line], moments: &[Moment], last: Day, size: f64, room: f64) -> Scene {
    let both = || lines.iter().chain(before);
    let days = || both().flat_map(|line| line.steps.iter().map(|step| step.day)).filter(|day| *day > Day::BEGINNING);
    let first = days().min().unwrap_or(last).min(last);
    let first = new_year(first.calendar().0).unwrap_or(first);
    let panels: Vec<Panel<'_>> = Panel::all(lines, before);
    let numbers = panels.iter().flat_map(|panel| &panel.ticks).map(|tick| width(&plain(*tick), size, false));
    let left = numbers.fold(0.0, f64::max) + size * 0.8;
    let words = lines.iter().map(|line| width(&end_text(line), size, true)).fold(0.0, f64::max).min(room * 0.34) + 0.5;
    let scale = TimeScale::new((first, last), (left, room - words - size));
    let mut scene = Scene { width: room, ..Scene::new() };
    for (i, panel) in panels.iter().enumerate() {
        let moments = if i == 0 { moments } else { &[] };
        let (top, share) = match i {
            0 if panels.len() == 1 => (0.0, HEIGHT),
            0 => (0.0, HEIGHT * 0.5),
            _ => (scene.height + size, HEIGHT * 0.27),
        };
        scene.put(panel.draw(moments, last, &scale, words, (size, room, share)), point(0.0, top));
    }
    scene
}

/// How high the axis is, against the width of the room.
const HEIGHT: f64 = 0.42;

/// A line stands out less than so beside the highest of all: it lies flat.
const FLAT: f64 = 0.05;

/// Lines that share an axis.
struct Panel<'a> {
    /// The lines, with their numbers among all.
    lines: Vec<(usize, &'a Line)>,
    before: Vec<&'a Line>,
    ticks: Vec<f64>,
    /// The values at the foot and at the head of the axis.
    ends: (f64, f64),
}

impl<'a> Panel<'a> {
    fn all(lines: &'a [Line], before: &'a [Line]) -> Vec<Self> {
        let flat = flat_units(lines);
        let lies_flat = |line: &Line| flat.contains(&line.unit.as_str());
        let of = |wanted: bool| {
            let lines = lines.iter().enumerate().filter(|(_, line)| lies_flat(line) == wanted).collect();
            Self::of(lines, before.iter().filter(|line| lies_flat(line) == wanted).collect())
        };
        let below = (!flat.is_empty()).then(|| of(true));
        [of(false)].into_iter().chain(below).collect()
    }

    fn of(lines: Vec<(usize, &'a Line)>, before: Vec<&'a Line>) -> Self {
        let steps = lines.iter().map(|(_, line)| *line).chain(before.iter().copied()).flat_map(|line| &line.steps);
        let (low, high) = steps
            .flat_map(|step| [step.surely, step.possibly])
            .flatten()
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let ticks = number_ticks(high.max(-low), 6);
        let top = ticks.last().copied().unwrap_or(1.0).max(1e-9);
        let mirrored: Vec<f64> = ticks.iter().filter(|t| low < 0.0 && **t > 0.0).map(|t| -t).collect();
        let ends = (if low < 0.0 { -top } else { 0.0 }, top);
        Self { lines, before, ticks: ticks.into_iter().chain(mirrored).collect(), ends }
    }

    fn draw(
        &self,
        moments: &[Moment],
        last: Day,
        scale: &TimeScale,
        words: f64,
        (size, room, share): (f64, f64, f64),
    ) -> Scene {
        let Self { lines, before, ticks, ends: (bottom_value, top_value) } = self;
        let (left, right) = (scale.left, scale.right);
        let rows = axis::moment_lines(moments, scale, size);
        let top = size * 0.8 + rows as f64 * size * 1.25;
        let tall = (room * share).max(lines.len().max(ticks.len()) as f64 * size * 1.3);
        let (base, bottom) = (top + tall, top + tall + size * 1.6);
        let y = |value: f64| base - (value - bottom_value) / (top_value - bottom_value) * tall;
        let mut scene = Scene { width: room, height: bottom, ..Scene::new() };

        for tick in ticks {
            let at = y(*tick);
            let weight = if *tick == 0.0 { 0.9 } else { 0.5 };
            scene.line(point(left, at), point(right, at), Paint::line(if *tick == 0.0 { MUTED } else { RULE }, weight));
            let text = Label::new(point(left - size * 0.5, at), plain(*tick), size).coloured(MUTED);
            scene.label(text.on_middle().anchored(Anchor::End));
        }
        for (day, year) in scale.ticks(size) {
            let half = width(&year.to_string(), size, false) / 2.0;
            let x = scale.x(day);
            scene.line(point(x, base), point(x, base + size * 0.3), Paint::line(MUTED, 0.6));
            let at = x.clamp(left + half, (right - half).max(left + half));
            scene.label(
                Label::new(point(at, base + size * 1.3), year.to_string(), size)
                    .coloured(MUTED)
                    .anchored(Anchor::Middle),
            );
        }
        for (i, line) in lines {
            band(&mut scene, line, paint_of(*i).0, scale, last, &y);
        }
        for line in before {
            for run in runs(line, last, |step| step.surely) {
                let paint = Paint::line(super::palette::OTHER, 1.2).dashed(Dash::Dashed);
                scene.add_with_tip(
                    Mark::Path(stairs(&run, scale, &y), false, paint),
                    format!("{} as it is", line.label),
                );
            }
        }
        for (i, line) in lines {
            let (colour, dash) = paint_of(*i);
            for run in runs(line, last, |step| step.surely) {
                let points = stairs(&run, scale, &y);
                scene
                    .add_with_tip(Mark::Path(points, false, Paint::line(colour, 1.6).dashed(dash)), line.label.clone());
            }
        }
        let wanted: Vec<f64> = lines
            .iter()
            .map(|(_, line)| y(line.steps.last().and_then(|step| step.surely.or(step.possibly)).unwrap_or(0.0)))
            .collect();
        for (((i, line), wanted), at) in lines.iter().zip(&wanted).zip(spread(&wanted, size * 1.2, (top, base))) {
            let (colour, _) = paint_of(*i);
            scene.line(point(right, *wanted), point(right + size * 0.6, at), Paint::line(colour, 0.6));
            let text = Label::new(point(right + size * 0.9, at), end_text(line), size).bold().coloured(colour);
            scene.label_within(text.on_middle(), words + size * 0.1);
        }
        axis::draw_moments(&mut scene, moments, scale, (top - size * 0.2, base), size);
        scene
    }
}

fn end_text(line: &Line) -> String {
    let value = line.steps.last().and_then(|step| step.surely).map(plain).unwrap_or_default();
    format!("{} {value}", line.label).trim_end().to_owned()
}

/// The units whose lines lie flat beside those of another.
fn flat_units(lines: &[Line]) -> Vec<&str> {
    let values = |line: &Line| {
        line.steps
            .iter()
            .flat_map(|step| [step.surely, step.possibly])
            .flatten()
            .fold(0.0_f64, |most, value| most.max(value.abs()))
    };
    let most = lines.iter().map(values).fold(0.0, f64::max);
    let peak = |unit: &str| lines.iter().filter(|line| line.unit == unit).map(values).fold(0.0, f64::max);
    let mut units: Vec<&str> =
        lines.iter().map(|line| line.unit.as_str()).filter(|unit| peak(unit) < FLAT * most).collect();
    units.dedup();
    units
}

/// Six colours, then the same dashed and dotted.
fn paint_of(i: usize) -> (Colour, Dash) {
    let dash = [Dash::Solid, Dash::Dashed, Dash::Dotted][(i / FAMILIES.len()) % 3];
    (FAMILIES[i % FAMILIES.len()], dash)
}

/// Stretches over which a line has a value: from, to, value.
fn runs(line: &Line, last: Day, value: impl Fn(&Step) -> Option<f64>) -> Vec<Vec<(Day, Day, f64)>> {
    let mut runs: Vec<Vec<(Day, Day, f64)>> = vec![Vec::new()];
    for (i, step) in line.steps.iter().enumerate() {
        let to = line.steps.get(i + 1).map_or(last, |next| next.day);
        match (value(step), runs.last_mut()) {
            (Some(value), Some(run)) => run.push((step.day, to, value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn stairs(run: &[(Day, Day, f64)], scale: &TimeScale, y: &impl Fn(f64) -> f64) -> Vec<Point> {
    run.iter()
        .flat_map(|(from, to, value)| [point(scale.x(*from), y(*value)), point(scale.x(*to), y(*value))])
        .collect()
}

/// The band between what is sure and what is possible, where they differ.
fn band(scene: &mut Scene, line: &Line, colour: Colour, scale: &TimeScale, last: Day, y: &impl Fn(f64) -> f64) {
    for (i, step) in line.steps.iter().enumerate() {
        let to = line.steps.get(i + 1).map_or(last, |next| next.day);
        let (Some(a), Some(b)) = (step.surely, step.possibly) else { continue };
        if a != b {
            let (x, right, top, bottom) = (scale.x(step.day), scale.x(to), y(a.max(b)), y(a.min(b)));
            let area = super::scene::Area::new(x, top, right - x, bottom - top);
            scene.area(area, 0.0, Paint::solid(colour).faded(0.22));
        }
    }
}

/// Moves places apart until no two are nearer than a gap, each as little as may be, in their order.
fn spread(wanted: &[f64], gap: f64, (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(a.cmp(b)));
    let mut at: Vec<f64> = order.iter().map(|i| wanted[*i]).collect();
    let n = at.len();
    for i in 1..n {
        at[i] = at[i].max(at[i - 1] + gap);
    }
    let over = at.last().map_or(0.0, |last| last - bottom).max(0.0);
    if over > 0.0 {
        at[n - 1] -= over;
        for i in (0..n - 1).rev() {
            at[i] = at[i].min(at[i + 1] - gap);
        }
    }
    let under = at.first().map_or(0.0, |first| top - first).max(0.0);
    let mut places = vec![0.0; n];
    order.iter().zip(at).for_each(|(i, at)| places[*i] = at + under);
    places
}

/// One row a step.
fn table(lines: &[Line]) -> Table {
    let columns = vec![
        Column::text("series", "Series").key(),
        Column::text("date", "Since").key(),
        Column::number("value", "Surely", 4),
        Column::number("possibly", "With all possible", 4),
    ];
    let mut table = Table::new("series", "Values and the days from which they hold", columns);
    let cell = |value: Option<f64>| value.map_or(Cell::Missing, Cell::Number);
    for line in lines {
        for step in &line.steps {
            table.push(vec![
                line.label.as_str().into(),
                step.day.to_string().into(),
                cell(step.surely),
                cell(step.possibly),
            ]);
        }
    }
    table
}

fn alt(lines: &[Line], title: &str) -> String {
    let told: Vec<String> = lines
        .iter()
        .map(|line| {
            let steps: Vec<String> = line
                .steps
                .iter()
                .map(|step| format!("{} {}", step.day, step.surely.map_or("none".to_owned(), plain)))
                .collect();
            format!("{}: {}", line.label, steps.join(", "))
        })
        .collect();
    format!("Lines over time. {title}. {}.", told.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_moved_apart_and_stay_within() {
        assert_eq!(spread(&[10.0, 50.0], 5.0, (0.0, 100.0)), [10.0, 50.0]);
        let close = spread(&[99.0, 98.0, 97.0], 10.0, (0.0, 100.0));
        assert_eq!(close, [100.0, 90.0, 80.0]);
        assert_eq!(spread(&[], 1.0, (0.0, 1.0)), [0.0; 0]);
    }

    #[test]
    fn a_line_breaks_where_it_has_no_value() {
        let day = |text: &str| Day::parse(text).unwrap();
        let step = |text: &str, value| Step { day: day(text), surely: value, possibly: value };
        let steps = vec![step("2000-01-01", Some(1.0)), step("2005-01-01", None), step("2010-01-01", Some(2.0))];
        let line = Line { label: "x".into(), unit: String::new(), steps };
        let runs = runs(&line, day("2020-01-01"), |step| step.surely);
        assert_eq!(runs.len(), 2);
        assert_eq!(runs[1], [(day("2010-01-01"), day("2020-01-01"), 2.0)]);
    }
}
