//! Ellipses whose overlaps have given areas, fitted by `eunoia`.

use eunoia::geometry::shapes::Ellipse as Fitted;
use eunoia::{DiagramSpecBuilder, Fitter, InputType};

/// Seeds that are tried; the best fit counts.
const SEEDS: u64 = 6;

/// An error so small that nobody sees it, and no further seed is tried.
const UNSEEN: f64 = 0.005;

/// An ellipse; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ellipse {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) a: f64,
    pub(super) b: f64,
    /// Its turn in degrees.
    pub(super) degrees: f64,
    pub(super) cos: f64,
    pub(super) sin: f64,
}

impl Ellipse {
    fn of(shape: &Fitted) -> Self {
        // Rounded, so that a last digit that differs between machines does not show.
        let round = |value: f64| (value * 1e4).round() / 1e4;
        let degrees = round(shape.rotation().to_degrees());
        let (sin, cos) = degrees.to_radians().sin_cos();
        let centre = shape.center();
        let (a, b) = (round(shape.semi_major()), round(shape.semi_minor()));
        Self { x: round(centre.x()), y: round(centre.y()), a, b, degrees, cos, sin }
    }

    /// How far out a place is: below 1 inside, 1 on the border.
    pub(super) fn level(&self, x: f64, y: f64) -> f64 {
        let (dx, dy) = (x - self.x, y - self.y);
        let (u, v) = ((dx * self.cos + dy * self.sin) / self.a, (dy * self.cos - dx * self.sin) / self.b);
        (u * u + v * v).sqrt()
    }

    /// The place on its border in the direction of an angle.
    pub(super) fn border(&self, degrees: f64) -> (f64, f64) {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (u, v) = (self.a * cos, self.b * sin);
        (self.x + u * self.cos - v * self.sin, self.y + u * self.sin + v * self.cos)
    }

    /// Half of its width and of its height.
    pub(super) fn reach(&self) -> (f64, f64) {
        let of = |p: f64, q: f64| (p * p + q * q).sqrt();
        (of(self.a * self.cos, self.b * self.sin), of(self.a * self.sin, self.b * self.cos))
    }
}

/// One fit: an ellipse a set, and the largest error of a region as a share of the whole.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    pub(super) ellipses: Vec<Ellipse>,
    pub(super) error: f64,
}

/// Fits ellipses to the sizes of exclusive regions, each named by the sets it lies in; `flaws` counts what is wrong with
/// a fit besides its error, and weighs more.
pub(super) fn fit(
    sets: usize,
    regions: &[(Vec<usize>, usize)],
    flaws: impl Fn(&[Ellipse]) -> usize,
) -> Result<Fit, String> {
    let name = |set: usize| format!("s{set}");
    let mut builder = DiagramSpecBuilder::new().input_type(InputType::Exclusive);
    for set in 0..sets {
        let alone = regions.iter().find(|(inside, _)| *inside == [set]).map_or(0, |(_, n)| *n);
        builder = builder.set(name(set), alone as f64);
    }
    for (inside, n) in regions.iter().filter(|(inside, _)| inside.len() > 1) {
        let names: Vec<String> = inside.iter().map(|set| name(*set)).collect();
        builder = builder.intersection(&names.iter().map(String::as_str).collect::<Vec<_>>(), *n as f64);
    }
    let spec = builder.build().map_err(|error| error.to_string())?;
    let mut best: Option<(usize, Fit)> = None;
    for seed in 1..=SEEDS {
        let layout = Fitter::<Fitted>::new(&spec).seed(seed).fit().map_err(|error| error.to_string())?;
        let ellipses: Option<Vec<Ellipse>> =
            (0..sets).map(|set| layout.shape_for_set(&name(set)).map(Ellipse::of)).collect();
        let fit = Fit { ellipses: ellipses.ok_or("a set has no shape")?, error: layout.diag_error() };
        let wrong = flaws(&fit.ellipses);
        if best.as_ref().is_none_or(|(least, known)| (wrong, fit.error) < (*least, known.error)) {
            best = Some((wrong, fit));
        }
        if best.as_ref().is_some_and(|(wrong, fit)| *wrong == 0 && fit.error < UNSEEN) {
            break;
        }
    }
    best.map(|(_, fit)| fit).ok_or_else(|| "no fit was found".to_owned())
}
