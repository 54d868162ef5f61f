//! The bipartite configuration model: the most random two-mode network with given totals on average.
//!
//! Of all ways to give every entry of a matrix an independent chance so that rows and columns have their
//! totals on average, it is the one of maximal entropy:
//!
//! ```text
//! pᵢ꜀ = xᵢ y꜀ / (1 + xᵢ y꜀)   with   Σ꜀ pᵢ꜀ = total of row i,  Σᵢ pᵢ꜀ = total of column c
//! ```
//!
//! Rows that are full or empty, and columns, have entries that are certain; they are taken out first, again
//! and again, as others may be full or empty in what is left. The rest is solved for ln x and ln y by
//! Newton's method on the likelihood, which has one maximum; rows of equal totals have equal x and count as
//! one. All totals are met to [`TOLERANCE`].
//!
//! Saracco, F., Di Clemente, R., Gabrielli, A. and Squartini, T. (2015), Randomizing bipartite networks: the
//! case of the World Trade Web, *Scientific Reports* 5, 10595, <https://doi.org/10.1038/srep10595>.

use super::Incidence;

/// How far the expected total of a row or column may be from its total.
pub const TOLERANCE: f64 = 1e-10;
/// Steps of Newton's method, at most; ten or so are common.
const STEPS: usize = 500;
/// Halvings of a step that makes nothing better, at most.
const HALVINGS: usize = 40;

/// A solved model.
#[derive(Debug, Clone, PartialEq)]
pub struct Bicm {
    row_class: Vec<usize>,
    column_class: Vec<usize>,
    rows: Vec<Class>,
    columns: Vec<Class>,
    error: f64,
}

/// The rows, or columns, of one total.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Class {
    /// What is left to explain: the total less the entries that are certain.
    total: usize,
    /// How many there are.
    number: usize,
    state: State,
    /// The logarithm of x or y.
    log: f64,
}

/// Whether the entries of a row or column are open, and else in which round they were found certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Full(usize),
    Empty(usize),
}

/// Solves the model for the totals of a matrix.
///
/// ```
/// use comity::measure::backbone::{Incidence, bicm};
/// // Two rows, two columns; the first column is full, the second has one entry, as likely in either row.
/// let model = bicm::solve(&Incidence::of(2, 2, [(0, 0), (1, 0), (1, 1)]));
/// assert_eq!((model.chance(0, 0), model.chance(1, 0)), (1.0, 1.0));
/// assert_eq!((model.chance(0, 1), model.chance(1, 1)), (0.0, 1.0));
/// ```
pub fn solve(incidence: &Incidence) -> Bicm {
    let (rows, row_class) = classes(&incidence.row_totals());
    let (columns, column_class) = classes(&incidence.column_totals());
    let mut model = Bicm { row_class, column_class, rows, columns, error: 0.0 };
    peel(&mut model.rows, &mut model.columns);
    newton(&mut model.rows, &mut model.columns);
    model.error = error(&model.rows, &model.columns);
    model
}

impl Bicm {
    /// The chance of an entry.
    ///
    /// # Panics
    /// If there is no such row or column: a mistake of the caller.
    pub fn chance(&self, row: usize, column: usize) -> f64 {
        chance(&self.rows[self.row_class[row]], &self.columns[self.column_class[column]])
    }

    /// The largest difference between an expected total and a total.
    pub fn error(&self) -> f64 {
        self.error
    }

    /// The number of the class of rows with the total of this one.
    pub(super) fn row_class(&self, row: usize) -> usize {
        self.row_class[row]
    }

    /// The chances that rows of two classes share a column, and of how many columns each.
    pub(super) fn pairs(&self, a: usize, b: usize) -> impl Iterator<Item = (f64, usize)> {
        let (a, b) = (self.rows[a], self.rows[b]);
        self.columns.iter().map(move |column| (chance(&a, column) * chance(&b, column), column.number))
    }
}

fn chance(row: &Class, column: &Class) -> f64 {
    match (row.state, column.state) {
        (State::Open, State::Open) => logistic(row.log + column.log),
        // Whichever was certain first settles the entry.
        (State::Full(at), State::Empty(other)) | (State::Empty(other), State::Full(at)) => {
            if at < other {
                1.0
            } else {
                0.0
            }
        }
        (State::Full(_), _) | (_, State::Full(_)) => 1.0,
        (State::Empty(_), _) | (_, State::Empty(_)) => 0.0,
    }
}

/// Groups equal totals: the classes, by total, and the class of each.
fn classes(totals: &[usize]) -> (Vec<Class>, Vec<usize>) {
    let mut different = totals.to_vec();
    different.sort_unstable();
    different.dedup();
    let class_of = |total: &usize| different.binary_search(total).unwrap_or(0);
    let mut classes: Vec<Class> =
        different.iter().map(|&total| Class { total, number: 0, state: State::Open, log: 0.0 }).collect();
    let of: Vec<usize> = totals.iter().map(class_of).collect();
    of.iter().for_each(|&class| classes[class].number += 1);
    (classes, of)
}

/// Takes out what is full or empty, until nothing is.
fn peel(rows: &mut [Class], columns: &mut [Class]) {
    let mut round = 0;
    loop {
        let before = round;
        round = peel_side(rows, columns, round);
        round = peel_side(columns, rows, round);
        if round == before {
            return;
        }
    }
}

fn peel_side(side: &mut [Class], other: &mut [Class], mut round: usize) -> usize {
    let width: usize = other.iter().filter(|class| class.state == State::Open).map(|class| class.number).sum();
    for class in side.iter_mut().filter(|class| class.state == State::Open) {
        if class.total == 0 {
            class.state = State::Empty(round);
        } else if class.total >= width {
            class.state = State::Full(round);
            for open in other.iter_mut().filter(|class| class.state == State::Open) {
                open.total = open.total.saturating_sub(class.number);
            }
        } else {
            continue;
        }
        round += 1;
    }
    round
}

/// Finds the logarithms for the open classes.
fn newton(rows: &mut [Class], columns: &mut [Class]) {
    let mut open: Vec<&mut Class> = rows.iter_mut().filter(|class| class.state == State::Open).collect();
    let row_count = open.len();
    open.extend(columns.iter_mut().filter(|class| class.state == State::Open));
    let entries: f64 = open[..row_count].iter().map(|class| (class.total * class.number) as f64).sum();
    let mut core = Core {
        rows: row_count,
        totals: open.iter().map(|class| class.total as f64).collect(),
        numbers: open.iter().map(|class| class.number as f64).collect(),
    };
    // As if chances were proportional to totals.
    let mut logs: Vec<f64> = core.totals.iter().map(|total| (total / entries.sqrt()).ln()).collect();
    core.climb(&mut logs);
    for (class, log) in open.into_iter().zip(logs) {
        class.log = log;
    }
}

/// The largest difference between an expected total and a total.
fn error(rows: &[Class], columns: &[Class]) -> f64 {
    let open = |class: &&Class| class.state == State::Open;
    let side = |side: &[Class], other: &[Class]| {
        let off = |class: &Class| {
            let expected: f64 = other.iter().filter(open).map(|o| logistic(class.log + o.log) * o.number as f64).sum();
            (expected - class.total as f64).abs()
        };
        side.iter().filter(open).map(off).fold(0.0, f64::max)
    };
    side(rows, columns).max(side(columns, rows))
}

/// The totals to be met: rows first, then columns.
struct Core {
    rows: usize,
    totals: Vec<f64>,
    numbers: Vec<f64>,
}

/// Where a climb stands.
struct Place {
    likelihood: f64,
    /// For every class, the total less the expected total.
    missing: Vec<f64>,
    error: f64,
}

impl Core {
    /// Newton's method, with steps halved while they make nothing better.
    fn climb(&mut self, logs: &mut Vec<f64>) {
        if self.totals.is_empty() {
            return;
        }
        let mut here = self.at(logs);
        for _ in 0..STEPS {
            if here.error <= TOLERANCE / 1e3 {
                return;
            }
            let step = self.step(logs, &here.missing);
            let uphill: f64 =
                step.iter().zip(&here.missing).zip(&self.numbers).map(|((step, missing), n)| step * missing * n).sum();
            let mut length = 1.0;
            let mut better = None;
            for _ in 0..HALVINGS {
                let there: Vec<f64> = logs.iter().zip(&step).map(|(log, step)| log + length * step).collect();
                let place = self.at(&there);
                // Near the top the likelihood has no more digits to tell, but the error has.
                if place.likelihood >= here.likelihood + 1e-4 * length * uphill && place.error.is_finite()
                    || place.error < here.error
                {
                    better = Some((there, place));
                    break;
                }
                length /= 2.0;
            }
            let Some((there, place)) = better else { return };
            let stuck = place.error >= here.error && place.error <= TOLERANCE;
            (*logs, here) = (there, place);
            if stuck {
                return;
            }
        }
    }

    fn at(&self, logs: &[f64]) -> Place {
        let mut likelihood = 0.0;
        let mut missing = self.totals.clone();
        for (i, log) in logs.iter().enumerate() {
            likelihood += self.numbers[i] * self.totals[i] * log;
        }
        for a in 0..self.rows {
            for b in self.rows..logs.len() {
                let sum = logs[a] + logs[b];
                let chance = logistic(sum);
                likelihood -= self.numbers[a] * self.numbers[b] * (sum.max(0.0) + (-sum.abs()).exp().ln_1p());
                missing[a] -= self.numbers[b] * chance;
                missing[b] -= self.numbers[a] * chance;
            }
        }
        let error = missing.iter().map(|missing| missing.abs()).fold(0.0, f64::max);
        Place { likelihood, missing, error }
    }

    /// Solves the Newton equations. All logarithms of rows may rise and those of columns fall alike without
    /// any change, so the last one is held.
    fn step(&self, logs: &[f64], missing: &[f64]) -> Vec<f64> {
        let n = logs.len();
        let free = n - 1;
        let mut matrix = vec![0.0; n * n];
        for a in 0..self.rows {
            for b in self.rows..n {
                let chance = logistic(logs[a] + logs[b]);
                let weight = self.numbers[a] * self.numbers[b] * chance * (1.0 - chance);
                matrix[b * n + a] = weight;
                matrix[a * n + a] += weight;
                matrix[b * n + b] += weight;
            }
        }
        let largest = (0..free).map(|i| matrix[i * n + i]).fold(f64::MIN_POSITIVE, f64::max);
        (0..free).for_each(|i| matrix[i * n + i] += largest * 1e-15);
        let mut step: Vec<f64> = missing.iter().zip(&self.numbers).map(|(missing, number)| missing * number).collect();
        step[free] = 0.0;
        cholesky(&mut matrix, n, free, &mut step);
        step
    }
}

/// Solves a symmetric positive definite system of the first `free` of `n` rows; the lower half is read.
fn cholesky(matrix: &mut [f64], n: usize, free: usize, right: &mut [f64]) {
    for i in 0..free {
        for j in 0..=i {
            let (row_i, row_j) = (&matrix[i * n..i * n + j], &matrix[j * n..j * n + j]);
            let known: f64 = row_i.iter().zip(row_j).map(|(a, b)| a * b).sum();
            let rest = matrix[i * n + j] - known;
            matrix[i * n + j] = if i == j { rest.max(f64::MIN_POSITIVE).sqrt() } else { rest / matrix[j * n + j] };
        }
        let known: f64 = (0..i).map(|j| matrix[i * n + j] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i * n + i];
    }
    for i in (0..free).rev() {
        let known: f64 = (i + 1..free).map(|j| matrix[j * n + i] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i * n + i];
    }
}

fn logistic(x: f64) -> f64 {
    if x >= 0.0 { 1.0 / (1.0 + (-x).exp()) } else { x.exp() / (1.0 + x.exp()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_totals_have_equal_chances() {
        // Every row has two of four, every column two of four: all chances are one half.
        let entries = (0..4).flat_map(|row| [(row, row), (row, (row + 1) % 4)]);
        let model = solve(&Incidence::of(4, 4, entries));
        assert!((0..16).all(|i| (model.chance(i / 4, i % 4) - 0.5).abs() < 1e-12));
    }

    #[test]
    fn nested_rows_are_certain() {
        // A staircase is the only matrix with its totals.
        let model = solve(&Incidence::of(4, 3, (1..4).flat_map(|row| (0..row).map(move |column| (row, column)))));
        for row in 0..4 {
            for column in 0..3 {
                assert_eq!(model.chance(row, column), if column < row { 1.0 } else { 0.0 }, "{row} {column}");
            }
        }
        assert_eq!(model.error(), 0.0);
    }

    #[test]
    fn totals_that_force_a_corner_are_met() {
        // Rows 0 and 1 have the columns 0 and 1 and one of two more; rows 2 and 3 have one of the first two:
        // the corner of rows 0, 1 and columns 2, 3 is no more free than it seems.
        let entries = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 3), (2, 0), (3, 1)];
        let model = solve(&Incidence::of(4, 4, entries));
        assert!(model.error() <= TOLERANCE, "{}", model.error());
        assert!((model.chance(2, 0) - 0.5).abs() < 1e-8 && model.chance(0, 0) > 0.999_999);
    }

    proptest! {
        #[test]
        fn all_totals_are_met(
            (rows, columns, bits) in (1usize..12, 1usize..12)
                .prop_flat_map(|(r, c)| (Just(r), Just(c), prop::collection::vec(0u8..4, r * c))),
        ) {
            // A quarter of the entries, more in the first rows: many shapes, full and empty ones among them.
            let entry = |i: &usize| usize::from(bits[*i]) * (i / columns + 1) < rows + 1;
            let entries = (0..rows * columns).filter(entry).map(|i| (i / columns, i % columns));
            let incidence = Incidence::of(rows, columns, entries);
            let model = solve(&incidence);
            prop_assert!(model.error() <= TOLERANCE, "{}", model.error());
            for (row, total) in incidence.row_totals().into_iter().enumerate() {
                let expected: f64 = (0..columns).map(|column| model.chance(row, column)).sum();
                prop_assert!((expected - total as f64).abs() <= 1e-9);
            }
            for (column, total) in incidence.column_totals().into_iter().enumerate() {
                let expected: f64 = (0..rows).map(|row| model.chance(row, column)).sum();
                prop_assert!((expected - total as f64).abs() <= 1e-9);
            }
        }
    }
}
