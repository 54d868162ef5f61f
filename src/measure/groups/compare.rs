//! How alike two partitions of the same nodes are.
//!
//! **Formula.** With `n(a, b)` nodes in group `a` of one and `b` of the other partition, `I` their mutual
//! information and `H` their entropies (natural logarithm):
//!
//! - *normalised mutual information* `2 I / (H₁ + H₂)`: 1 if the same, 0 if independent;
//! - *adjusted Rand index*: pairs on which both agree, less what is expected by chance with groups of these
//!   sizes, over the most that could be beyond it: 1 if the same, about 0 by chance, below 0 if worse;
//! - *variation of information* `H₁ + H₂ − 2 I`: a distance, 0 if the same.
//!
//! **Meaning.** Do the blocs that the bodies make follow the map? Compare what Leiden found with the regions.
//!
//! **Choices.** Two partitions that are each one group, or each all alone, are the same: both indices are 1, as
//! in igraph and scikit-learn.
//!
//! **Literature.** Danon, L., Díaz-Guilera, A., Duch, J. and Arenas, A. (2005), Comparing community structure
//! identification, *Journal of Statistical Mechanics* P09008,
//! <https://doi.org/10.1088/1742-5468/2005/09/P09008>. Hubert, L. and Arabie, P. (1985), Comparing partitions,
//! *Journal of Classification* 2, 193-218, <https://doi.org/10.1007/BF01908075>. Meilă, M. (2007), Comparing
//! clusterings, *Journal of Multivariate Analysis* 98, 873-895, <https://doi.org/10.1016/j.jmva.2006.11.013>.

use super::Partition;

/// How alike two partitions are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// Normalised mutual information, 0 to 1.
    pub nmi: f64,
    /// Adjusted Rand index, at most 1.
    pub adjusted_rand: f64,
    /// Variation of information, 0 or more.
    pub variation: f64,
}

/// Compares two partitions.
///
/// # Panics
/// If they are of different numbers of nodes: a mistake of ours.
///
/// ```
/// use comity::measure::groups::{Partition, compare::compare};
/// let (a, b) = (Partition::of_labels(&[0, 0, 1, 1]), Partition::of_labels(&[5, 5, 2, 2]));
/// assert_eq!(compare(&a, &b).adjusted_rand, 1.0);
/// // Of four pairs that either keeps together none is shared: (0 − 4/6) / (2 − 4/6) = −1/2.
/// let crossed = compare(&a, &Partition::of_labels(&[0, 1, 0, 1]));
/// assert!(crossed.nmi == 0.0 && (crossed.adjusted_rand + 0.5).abs() < 1e-12);
/// ```
pub fn compare(a: &Partition, b: &Partition) -> Likeness {
    assert_eq!(a.len(), b.len(), "partitions of the same nodes");
    let n = a.len() as f64;
    let mut both: Vec<(u32, u32)> = a.labels().iter().copied().zip(b.labels().iter().copied()).collect();
    both.sort_unstable();
    let cells: Vec<usize> = both.chunk_by(|x, y| x == y).map(<[_]>::len).collect();
    let (entropy_a, entropy_b, joint) = (entropy(&a.sizes(), n), entropy(&b.sizes(), n), entropy(&cells, n));
    let information = (entropy_a + entropy_b - joint).max(0.0);
    let least = 1e-15;
    let same = a.labels() == b.labels();
    let nmi = match entropy_a + entropy_b {
        _ if same => 1.0,
        sum if sum <= least => 1.0,
        // What rounding leaves of no information at all.
        _ if information < 1e-14 => 0.0,
        sum => 2.0 * information / sum,
    };
    let pairs = |sizes: &[usize]| sizes.iter().map(|&size| size as f64 * (size as f64 - 1.0) / 2.0).sum::<f64>();
    let (of_a, of_b, shared, all) = (pairs(&a.sizes()), pairs(&b.sizes()), pairs(&cells), n * (n - 1.0) / 2.0);
    let (expected, most) = (if all > 0.0 { of_a * of_b / all } else { 0.0 }, f64::midpoint(of_a, of_b));
    let adjusted_rand =
        if same || (most - expected).abs() <= least { 1.0 } else { (shared - expected) / (most - expected) };
    let variation = if same { 0.0 } else { (2.0 * joint - entropy_a - entropy_b).max(0.0) };
    Likeness { nmi, adjusted_rand, variation }
}

fn entropy(sizes: &[usize], n: f64) -> f64 {
    sizes.iter().map(|&size| size as f64 / n).map(|share| if share > 0.0 { -share * share.ln() } else { 0.0 }).sum()
}
