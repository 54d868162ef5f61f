//! Which ties of a projection say more than chance: null models of two-mode networks, and the backbone.
//!
//! Where everybody sits in large bodies everybody shares many, and a projection is nearly complete. A *null
//! model* says how much two rows of an incidence matrix would share by chance; a tie belongs to the
//! *backbone* if the pair shares more than that, at a level of significance.
//!
//! | model | what it keeps | where chance comes from |
//! |--|--|--|
//! | [`hypergeometric`] | the number of entries of each row | exact formula |
//! | [`sdsm`] | the numbers of entries of rows and columns, on average | exact Poisson-binomial tail over the [`bicm`] |
//! | [`fdsm`] | the numbers of entries of rows and columns, exactly | seeded random matrices |
//! | [`disparity`] | the strength of each node of a weighted network | exact formula |
//!
//! The first takes large columns (bodies in which nearly all sit) for as telling as small ones; the second
//! and third do not, and nearly agree where the matrix is large.
//!
//! # Literature
//! - Neal, Z. P. (2014), The backbone of bipartite projections, *Social Networks* 39, 84–97,
//!   <https://doi.org/10.1016/j.socnet.2014.06.001>.
//! - Neal, Z. P., Domagalski, R. and Sagan, B. (2021), Comparing alternatives to the fixed degree sequence
//!   model for extracting the backbone of bipartite projections, *Scientific Reports* 11, 23929,
//!   <https://doi.org/10.1038/s41598-021-03238-3>.
//! - Neal, Z. P. (2022), backbone: An R package to extract network backbones, *PLoS ONE* 17, e0269137,
//!   <https://doi.org/10.1371/journal.pone.0269137>.

pub mod bicm;
pub mod correction;
pub mod disparity;
pub mod fdsm;
pub mod hypergeometric;
pub mod poisson_binomial;
pub mod sdsm;

use fixedbitset::FixedBitSet;

/// A null model of pairs of rows, with what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Null {
    /// Row totals fixed.
    Hypergeometric,
    /// Row and column totals fixed on average.
    Sdsm,
    /// Row and column totals fixed.
    Fdsm(fdsm::Samples),
}

impl Null {
    /// The names that users type, with a line for help.
    pub const NAMES: &'static [(&'static str, &'static str)] = &[
        ("hypergeometric", "Chance keeps how much each of the two has"),
        ("sdsm", "Chance keeps how much each has and is had, on average (BiCM); exact p-values"),
        ("fdsm", "Chance keeps how much each has and is had, exactly; by random matrices"),
    ];

    /// Finds a null model by its name.
    pub fn named(name: &str, samples: fdsm::Samples) -> Option<Self> {
        match name {
            "hypergeometric" => Some(Self::Hypergeometric),
            "sdsm" => Some(Self::Sdsm),
            "fdsm" => Some(Self::Fdsm(samples)),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hypergeometric => "hypergeometric",
            Self::Sdsm => "sdsm",
            Self::Fdsm(_) => "fdsm",
        }
    }

    /// How likely every pair of rows would share as much as it does, or more.
    pub fn test(self, incidence: &Incidence) -> Tested {
        match self {
            Self::Hypergeometric => hypergeometric::test(incidence),
            Self::Sdsm => sdsm::test(incidence),
            Self::Fdsm(samples) => fdsm::test(incidence, samples),
        }
    }
}

/// Who has what: the rows of a matrix of zeros and ones, as bits over its columns.
///
/// ```
/// use comity::measure::backbone::Incidence;
/// // Three states in two bodies: the first two sit in both.
/// let incidence = Incidence::of(3, 2, [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1)]);
/// assert_eq!(incidence.row_totals(), [2, 2, 1]);
/// assert_eq!(incidence.column_totals(), [2, 3]);
/// assert_eq!(incidence.shared(0, 2), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incidence {
    columns: usize,
    rows: Vec<FixedBitSet>,
}

impl Incidence {
    /// From rows as sets of columns.
    ///
    /// # Panics
    /// If a row holds a column that is not below `columns`: a mistake of the caller.
    pub fn new(columns: usize, mut rows: Vec<FixedBitSet>) -> Self {
        for row in &mut rows {
            assert!(row.maximum().is_none_or(|last| last < columns), "a row has a column that is not there");
            row.grow(columns);
        }
        Self { columns, rows }
    }

    /// From the entries, as pairs of row and column; an entry given twice counts once.
    ///
    /// # Panics
    /// If an entry lies outside the matrix: a mistake of the caller.
    pub fn of(rows: usize, columns: usize, entries: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut sets = vec![FixedBitSet::with_capacity(columns); rows];
        for (row, column) in entries {
            sets[row].insert(column);
        }
        Self { columns, rows: sets }
    }

    /// The rows, as sets of columns.
    pub fn rows(&self) -> &[FixedBitSet] {
        &self.rows
    }

    /// The number of columns.
    pub fn column_count(&self) -> usize {
        self.columns
    }

    /// The number of columns that two rows share.
    pub fn shared(&self, a: usize, b: usize) -> usize {
        self.rows[a].intersection_count(&self.rows[b])
    }

    /// The number of entries of every row.
    pub fn row_totals(&self) -> Vec<usize> {
        self.rows.iter().map(|row| row.count_ones(..)).collect()
    }

    /// The number of entries of every column.
    pub fn column_totals(&self) -> Vec<usize> {
        let mut totals = vec![0; self.columns];
        self.rows.iter().flat_map(FixedBitSet::ones).for_each(|column| totals[column] += 1);
        totals
    }
}

/// One number for every pair of different rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairs {
    rows: usize,
    values: Vec<f64>,
}

impl Pairs {
    /// Computes the number of every pair, first row below the second.
    pub fn of(rows: usize, value: impl Fn(usize, usize) -> f64) -> Self {
        let pairs = (0..rows).flat_map(|a| (a + 1..rows).map(move |b| (a, b)));
        Self { rows, values: pairs.map(|(a, b)| value(a, b)).collect() }
    }

    /// The number of a pair, in either order.
    ///
    /// # Panics
    /// If there are no two such rows: a mistake of the caller.
    pub fn get(&self, a: usize, b: usize) -> f64 {
        assert!(a != b && a < self.rows && b < self.rows, "rows {a} and {b} of {}", self.rows);
        self.values[place(self.rows, a.min(b), a.max(b))]
    }

    /// The same pairs with other numbers, in the order of [`Self::values`].
    ///
    /// # Panics
    /// If there is not one number for every pair: a mistake of the caller.
    #[must_use]
    pub fn with(&self, values: Vec<f64>) -> Self {
        assert_eq!(values.len(), self.values.len(), "one number for every pair");
        Self { rows: self.rows, values }
    }

    /// All numbers: the pairs (0, 1), (0, 2), … (1, 2), …
    pub fn values(&self) -> &[f64] {
        &self.values
    }
}

/// Where the pair of rows `a < b` stands in a list of all pairs.
fn place(rows: usize, a: usize, b: usize) -> usize {
    a * (2 * rows - a - 1) / 2 + b - a - 1
}

/// The p-values of a null model and what is to be said of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// For every pair, how likely it would share as much as it does or more.
    pub p_values: Pairs,
    /// Choices behind the numbers, key and words.
    pub terms: Vec<(&'static str, String)>,
    /// Remarks, one sentence each; empty when all is as usual.
    pub notes: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found_in_either_order() {
        let pairs = Pairs::of(4, |a, b| (10 * a + b) as f64);
        assert_eq!(pairs.values(), [1.0, 2.0, 3.0, 12.0, 13.0, 23.0]);
        assert_eq!((pairs.get(3, 1), pairs.get(2, 3), pairs.get(0, 1)), (13.0, 23.0, 1.0));
        assert!(Pairs::of(0, |_, _| 0.0).values().is_empty() && Pairs::of(1, |_, _| 0.0).values().is_empty());
    }

    #[test]
    fn every_name_names_a_model() {
        let samples = fdsm::Samples { count: 10, seed: 1 };
        for (name, about) in Null::NAMES {
            assert_eq!(Null::named(name, samples).map(Null::name), Some(*name));
            assert!(about.len() <= 90);
        }
        assert_eq!(Null::named("chance", samples), None);
    }

    #[test]
    fn every_model_answers_every_matrix() {
        let empty = Incidence::of(3, 0, []);
        let full = Incidence::of(3, 2, (0..3).flat_map(|row| [(row, 0), (row, 1)]));
        let odd = Incidence::of(4, 3, [(0, 0), (0, 1), (0, 2), (1, 0), (2, 0), (2, 1)]);
        for null in [Null::Hypergeometric, Null::Sdsm, Null::Fdsm(fdsm::Samples { count: 50, seed: 3 })] {
            for incidence in [&empty, &full, &odd, &Incidence::of(0, 4, []), &Incidence::of(1, 1, [(0, 0)])] {
                let tested = null.test(incidence);
                let n = incidence.rows().len();
                assert_eq!(tested.p_values.values().len(), n * n.saturating_sub(1) / 2);
                assert!(tested.p_values.values().iter().all(|p| (0.0..=1.0).contains(p)), "{null:?} {incidence:?}");
            }
            // Whoever has everything shares what it must.
            assert_eq!(null.test(&full).p_values.values(), [1.0; 3]);
            assert_eq!(null.test(&odd).p_values.get(0, 2), 1.0);
        }
    }
}
