//! The leading eigenvector of a symmetric matrix without negative entries, by Lanczos' method.
//!
//! The matrix is known by its products with vectors alone. Of all combinations of such products, kept at right angles to
//! each other, the best is taken; where a few of them are not enough the search begins anew from the best one. The error
//! is judged by what the matrix leaves of the vector over its own direction, divided by the distance of the next
//! eigenvalue as far as it has been seen.
//!
//! **Literature.** Golub, G. H. and Van Loan, C. F. (2013), *Matrix Computations*, 4th ed., Johns Hopkins University
//! Press, ch. 10.

/// The error of a value that is small enough.
const ENOUGH: f64 = 1e-12;
/// What is no more than this share of the eigenvalue is left by rounding.
const ROUNDING: f64 = 1e-15;
/// If so little is left of a product, rounding is much of it, and it is taken to right angles once more.
const LITTLE: f64 = 1e-3;
/// Vectors kept at once.
const MOST_VECTORS: usize = 24;

/// What a search came to.
pub(super) struct Leading {
    /// The largest eigenvalue.
    pub(super) value: f64,
    /// Its unit eigenvector, without negative values.
    pub(super) vector: Vec<f64>,
    /// What the values may still be off by, if the search ended too early.
    pub(super) error: Option<f64>,
}

/// Searches from the vector of ones; `times` overwrites its second argument by the matrix times the first, and is asked
/// at most `most` times. The largest eigenvalue must be the only one of its size, as that of a connected network is.
pub(super) fn leading(n: usize, most: usize, mut times: impl FnMut(&[f64], &mut [f64])) -> Leading {
    let mut vector = vec![1.0 / (n as f64).sqrt(); n];
    let mut next = vec![0.0; n];
    let (mut asked, mut gap) = (0, f64::INFINITY);
    loop {
        let mut basis = vec![vector];
        let mut tridiagonal = Tridiagonal::default();
        let (value, shares, error) = loop {
            let last = &basis[basis.len() - 1];
            times(last, &mut next);
            asked += 1;
            let along = product(last, &next);
            let mut rest = straighten(&mut next, &basis);
            if rest < LITTLE * along {
                rest = straighten(&mut next, &basis);
            }
            tridiagonal.grow(along, rest);
            let (value, shares) = tridiagonal.leading();
            gap = gap.min(tridiagonal.gap_below(value));
            // Less than rounding is nothing.
            let rest = if rest > ROUNDING * value { rest } else { 0.0 };
            let error = rest * shares[shares.len() - 1] / gap;
            if error <= ENOUGH || asked == most || basis.len() == MOST_VECTORS {
                break (value, shares, error);
            }
            basis.push(next.iter().map(|value| value / rest).collect());
        };
        vector = vec![0.0; n];
        for (known, share) in basis.iter().zip(&shares) {
            vector.iter_mut().zip(known).for_each(|(value, known)| *value += share * known);
        }
        if error <= ENOUGH || asked == most {
            // What should be zero may be a little less.
            vector.iter_mut().for_each(|value| *value = if *value > 0.0 { *value } else { 0.0 });
            return Leading { value, vector, error: (error > ENOUGH).then_some(error) };
        }
    }
}

/// Takes from a vector what it has in common with others, and answers the length of what is left.
fn straighten(vector: &mut [f64], others: &[Vec<f64>]) -> f64 {
    for other in others {
        let common = product(other, vector);
        vector.iter_mut().zip(other).for_each(|(value, other)| *value -= common * other);
    }
    product(vector, vector).sqrt()
}

/// Products added up, in four sums at once.
fn product(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    for (a, b) in a.iter().zip(b) {
        for i in 0..4 {
            sums[i] += a[i] * b[i];
        }
    }
    let rest = a_rest.iter().zip(b_rest).fold(0.0, |sum, (a, b)| sum + a * b);
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

/// The matrix as its products are kept: what is on the diagonal, and what is beside it; the last of that leads out.
#[derive(Default)]
struct Tridiagonal {
    diagonal: Vec<f64>,
    beside: Vec<f64>,
    value: f64,
}

impl Tridiagonal {
    fn grow(&mut self, along: f64, rest: f64) {
        // No eigenvalue is larger than this.
        self.value = self.value.max(along) + self.beside.last().copied().unwrap_or(0.0);
        self.diagonal.push(along);
        self.beside.push(rest);
    }

    /// The largest eigenvalue and its unit eigenvector.
    fn leading(&mut self) -> (f64, Vec<f64>) {
        // Newton's steps from above come down to the largest root of the characteristic polynomial and pass none.
        loop {
            let pivots = self.pivots(self.value);
            let (mut slope, mut growth) = (0.0, 0.0);
            for (i, pivot) in pivots.iter().enumerate().rev() {
                let share = pivots.get(i + 1).map_or(0.0, |after| self.beside[i] / after);
                growth = 1.0 + share * share * growth;
                slope += growth / pivot;
            }
            let lower = self.value - 1.0 / slope;
            // At the root itself, as near as numbers come to it, the first pivot is zero or less.
            if lower >= self.value || pivots[0] <= 0.0 {
                break;
            }
            self.value = lower;
        }
        // From the first row down, each says what the next one is.
        let pivots = self.pivots(self.value);
        let mut shares = vec![1.0; pivots.len()];
        for i in 1..shares.len() {
            shares[i] = shares[i - 1] * self.beside[i - 1] / pivots[i];
        }
        let length = product(&shares, &shares).sqrt();
        shares.iter_mut().for_each(|share| *share /= length);
        (self.value, shares)
    }

    /// A power of two of the largest eigenvalue that is less than its distance to the next.
    fn gap_below(&self, value: f64) -> f64 {
        let mut gap = value;
        while gap > f64::EPSILON * value && self.pivots(value - gap).iter().filter(|pivot| **pivot < 0.0).count() > 1 {
            gap /= 2.0;
        }
        gap
    }

    /// What elimination from the last row up leaves on the diagonal of a value less the matrix: as many are negative as
    /// eigenvalues are larger. From the first row down rounding would grow, as the rows count less and less.
    fn pivots(&self, value: f64) -> Vec<f64> {
        let mut pivots: Vec<f64> = self.diagonal.iter().map(|diagonal| value - diagonal).collect();
        for i in (1..pivots.len()).rev() {
            pivots[i - 1] -= self.beside[i - 1] * (self.beside[i - 1] / pivots[i]);
        }
        pivots
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::spectrum::spectrum;
    use crate::random::Random;

    fn of(matrix: &[f64], n: usize) -> Leading {
        leading(n, 10_000, |x, y| {
            for (row, value) in matrix.chunks(n).zip(y) {
                *value = product(row, x);
            }
        })
    }

    #[test]
    fn it_is_what_the_whole_spectrum_says() {
        let mut random = Random::seeded(7);
        for (n, share) in [(2, 1.0), (5, 0.9), (40, 0.2), (60, 1.0)] {
            let mut matrix = vec![0.0; n * n];
            for i in 0..n {
                for j in 0..i {
                    // A path keeps it connected.
                    let entry = if i == j + 1 || random.chance(share) { 0.1 + random.unit() } else { 0.0 };
                    (matrix[i * n + j], matrix[j * n + i]) = (entry, entry);
                }
            }
            let found = of(&matrix, n);
            let all = spectrum(matrix, n).unwrap();
            let top = (0..n).max_by(|a, b| all.values[*a].total_cmp(&all.values[*b])).unwrap();
            assert!((found.value - all.values[top]).abs() < 1e-12 * found.value && found.error.is_none());
            let wanted = &all.vectors[top * n..(top + 1) * n];
            let worst = found.vector.iter().zip(wanted).map(|(a, b)| (a - b.abs()).abs()).fold(0.0, f64::max);
            assert!(worst < 1e-12, "{n}: {worst:e}");
        }
    }

    #[test]
    fn ones_may_be_the_eigenvector_and_few_steps_may_not_do() {
        let circle = |x: &[f64], y: &mut [f64]| (0..9).for_each(|i| y[i] = x[(i + 1) % 9] + x[(i + 8) % 9]);
        let found = leading(9, 10, circle);
        assert!((found.value - 2.0).abs() < 1e-15 && found.error.is_none());
        let path = |x: &[f64], y: &mut [f64]| {
            (0..99).for_each(|i| y[i] = if i > 0 { x[i - 1] } else { 0.0 } + x.get(i + 1).unwrap_or(&0.0));
        };
        assert!(leading(99, 30, path).error.is_some());
    }
}
