//! Scales and their ticks: days along a line, numbers up a side, and lines for events.

use super::palette::{INK, MUTED, RULE};
use super::scene::{Anchor, Dash, Label, Paint, Scene, point};
use super::text::width;
use crate::time::Day;

/// Days between two places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeScale {
    first: f64,
    last: f64,
    pub(super) left: f64,
    pub(super) right: f64,
}

impl TimeScale {
    /// From the first day at the left to the last at the right.
    pub fn new((first, last): (Day, Day), (left, right): (f64, f64)) -> Self {
        let first = f64::from(first.number());
        Self { first, last: f64::from(last.number()).max(first + 1.0), left, right }
    }

    /// The place of a day; days outside lie at the ends.
    pub fn x(&self, day: Day) -> f64 {
        let at = f64::from(day.number()).clamp(self.first, self.last);
        self.left + (at - self.first) / (self.last - self.first) * (self.right - self.left)
    }

    /// The first days of years to mark, so far apart that their labels do not touch.
    pub fn ticks(&self, size: f64) -> Vec<(Day, i32)> {
        let years = (self.last - self.first) / 365.25;
        let room = (self.right - self.left) / (width("0000", size, false) * 1.8);
        let step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000]
            .into_iter()
            .find(|step| years / f64::from(*step) <= room.max(1.0))
            .unwrap_or(1000);
        let (from, to) = (year_of(self.first), year_of(self.last));
        let start = from.div_euclid(step) * step;
        (start..=to)
            .step_by(step as usize)
            .filter_map(|year| Some((new_year(year)?, year)))
            .filter(|(day, _)| f64::from(day.number()) >= self.first && f64::from(day.number()) <= self.last)
            .collect()
    }

    /// Draws ticks: their years above a height, and lines down to another.
    pub fn draw(&self, scene: &mut Scene, top: f64, bottom: f64, size: f64) {
        for (day, year) in self.ticks(size) {
            let x = self.x(day);
            scene.line(point(x, top), point(x, bottom), Paint::line(RULE, 0.5));
            let half = width(&year.to_string(), size, false) / 2.0;
            let at = x.clamp(self.left + half, (self.right - half).max(self.left + half));
            scene.label(
                Label::new(point(at, top - size * 0.4), year.to_string(), size)
                    .coloured(MUTED)
                    .anchored(Anchor::Middle)
                    .haloed(),
            );
        }
    }
}

fn year_of(day: f64) -> i32 {
    Day::from_number(day as i32).calendar().0
}

/// The first day of a year.
pub fn new_year(year: i32) -> Option<Day> {
    let sign = if year < 0 { "-" } else { "" };
    Day::parse(&format!("{sign}{:04}-01-01", year.abs())).ok()
}

/// A line at a day, with a few words above it.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// The words.
    pub text: String,
    /// The day.
    pub day: Day,
}

/// How many lines of words moments need above a picture, so that none lies on another.
pub fn moment_lines(moments: &[Moment], scale: &TimeScale, size: f64) -> usize {
    placed(moments, scale, size).into_iter().map(|(_, line, _)| line + 1).max().unwrap_or(0)
}

/// Draws moments: words in lines above `top`, dashed lines down to `bottom`.
pub fn draw_moments(scene: &mut Scene, moments: &[Moment], scale: &TimeScale, (top, bottom): (f64, f64), size: f64) {
    for (moment, line, _) in placed(moments, scale, size) {
        let (at, y) = (scale.x(moment.day), height(top, line, size));
        scene.line(point(at, y - size * 0.7), point(at, bottom), Paint::line(INK, 0.7).dashed(Dash::Dashed));
    }
    for (moment, line, x) in placed(moments, scale, size) {
        let label = Label::new(point(x, height(top, line, size)), moment.text.clone(), size);
        scene.label_within(label.haloed(), scale.right - scale.left);
    }
}

fn height(top: f64, line: usize, size: f64) -> f64 {
    top - size * 0.4 - line as f64 * size * 1.25
}

/// Every moment of the scale with the line of its words and where they start. Words stand to the right of their line, and
/// earlier ones above later ones, so that no line runs through the words of another.
fn placed<'m>(moments: &'m [Moment], scale: &TimeScale, size: f64) -> Vec<(&'m Moment, usize, f64)> {
    let mut sorted: Vec<&Moment> = moments
        .iter()
        .filter(|m| f64::from(m.day.number()) >= scale.first && f64::from(m.day.number()) <= scale.last)
        .collect();
    sorted.sort_by(|a, b| b.day.cmp(&a.day).then(a.text.cmp(&b.text)));
    let mut starts: Vec<f64> = Vec::new();
    let mut placed = Vec::new();
    for moment in sorted {
        let wide = width(&moment.text, size, false).min(scale.right - scale.left);
        let x = (scale.x(moment.day) + size * 0.3).min(scale.right - wide).max(scale.left);
        let line = starts.iter().rposition(|start| x + wide + size > *start).map_or(0, |taken| taken + 1);
        if line == starts.len() {
            starts.push(x);
        } else {
            starts[line] = x;
        }
        placed.push((moment, line, x));
    }
    placed
}

/// Round numbers from nothing to at least a largest value.
pub fn number_ticks(largest: f64, most: usize) -> Vec<f64> {
    let largest = if largest > 0.0 { largest } else { 1.0 };
    let mut step = 0.000_001;
    'search: loop {
        for factor in [1.0, 2.0, 5.0] {
            if largest / (step * factor) <= most as f64 {
                step *= factor;
                break 'search;
            }
        }
        step *= 10.0;
    }
    let mut ticks = vec![0.0];
    while ticks.last().is_some_and(|last| last + 1e-9 < largest) {
        ticks.push(step * ticks.len() as f64);
    }
    ticks
}

/// A number without needless decimals.
pub fn plain(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn years_are_marked_as_far_apart_as_there_is_room() {
        let scale = TimeScale::new((day("1992-05-15"), day("2026-01-01")), (100.0, 400.0));
        let years: Vec<i32> = scale.ticks(8.0).into_iter().map(|(_, year)| year).collect();
        assert_eq!(years, [1995, 2000, 2005, 2010, 2015, 2020, 2025]);
        assert_eq!((scale.x(day("1900-01-01")), scale.x(day("2026-01-01"))), (100.0, 400.0));
    }

    #[test]
    fn ticks_of_numbers_are_round() {
        assert_eq!(number_ticks(28.0, 6), [0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0]);
        assert_eq!(
            number_ticks(0.25, 5).into_iter().map(plain).collect::<Vec<_>>(),
            ["0", "0.05", "0.1", "0.15", "0.2", "0.25"]
        );
        assert_eq!(number_ticks(0.0, 4), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn near_moments_go_up_a_line() {
        let scale = TimeScale::new((day("2000-01-01"), day("2020-01-01")), (0.0, 300.0));
        let moments =
            ["2010-01-01", "2010-06-01", "2019-12-01"].map(|d| Moment { text: "A summit".into(), day: day(d) });
        assert_eq!(moment_lines(&moments, &scale, 8.0), 2);
        assert!(
            placed(&moments, &scale, 8.0).iter().all(|(m, _, x)| *x >= 0.0 && x + width(&m.text, 8.0, false) <= 300.01)
        );
    }
}
