//! Hubs and authorities: who points to the right ones, and to whom they point (HITS).
//!
//! **Formula.** Authorities `a(v) = Σ w(u, v) h(u)`, hubs `h(v) = Σ w(v, u) a(u)`, both up to scale: the leading
//! eigenvectors of `AᵀA` and `AAᵀ`. Normalised so that the scores sum to one (NetworkX), otherwise so that the
//! largest is one (igraph).
//!
//! **Meaning.** Two roles that direction keeps apart: the capitals to which everybody sends an embassy are
//! authorities, the states that are represented in all of them are hubs.
//!
//! **Choices.** *Direction*: hubs by arcs out, authorities by arcs in; without direction both are the same and
//! near to [eigenvector](super::eigenvector) centrality. *Weights*: strengths, multiplied in. *Parallel
//! relations* were folded and *loops* dropped when the network was built. *Isolates* have 0, but where there are no
//! ties at all everybody scores the same. *Disconnected parts*: nodes that reach each other through common targets (for
//! authorities: common origins) form a group, and only the group with the largest eigenvalue scores; of several
//! with the same one, each scores as the eigenvector nearest to the vector of ones, where NetworkX and igraph take any. A
//! *two-mode* network is treated as any other.
//!
//! **How.** Power iteration from the vector of ones, all groups at once and each to its own length. It ends when the error,
//! judged by the shrinking of the steps, is below 10⁻¹²; if it does not come to that, a note says how far it came.
//!
//! **Literature.** Kleinberg, J. M. (1999), Authoritative sources in a hyperlinked environment, *Journal of the
//! ACM* 46, 604-632, <https://doi.org/10.1145/324133.324140>.

use super::ties::Ties;
use super::{Options, Scores, blocks};
use crate::graph::network::Network;

/// The error of a value that is small enough, and a step as small as rounding lets it be.
const ENOUGH: f64 = 1e-12;
const NO_STEP: f64 = 1e-15;
/// Groups whose eigenvalues differ by less than this share have the same.
const SAME_GROWTH: f64 = 1e-9;
const MOST_STEPS: usize = 50_000;
const MOST_LOOKS: usize = 4_000_000_000;

/// Computes how good a hub every node is; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, hits};
///
/// // 0 and 1 both point to 2, and 0 to 3 as well: 0 is the better hub and 2 the better authority.
/// let arcs = Network::directed(4, &[(0, 2, 1.0), (1, 2, 1.0), (0, 3, 1.0)], Fold::Once);
/// let options = Options { weighted: false, normalised: false };
/// let golden = (5f64.sqrt() - 1.0) / 2.0;
/// let (hubs, authorities) = (hits::hubs(&arcs, options).values, hits::authorities(&arcs, options).values);
/// assert!((hubs[1] - golden).abs() < 1e-9 && hubs[0] == 1.0 && hubs[2..] == [0.0, 0.0]);
/// assert!((authorities[3] - golden).abs() < 1e-9 && authorities[2] == 1.0);
/// ```
pub fn hubs(network: &Network, options: Options) -> Scores {
    scores(network, options, Rows::out(network), Rows::into(network), "by arcs out to authorities")
}

/// Computes how good an authority every node is; see the [module](self) for its terms.
pub fn authorities(network: &Network, options: Options) -> Scores {
    scores(network, options, Rows::into(network), Rows::out(network), "by arcs in from hubs")
}

/// The arcs of every node, in one of both directions.
#[derive(Clone, Copy)]
struct Rows<'a> {
    network: &'a Network,
    out: bool,
}

impl<'a> Rows<'a> {
    fn out(network: &'a Network) -> Self {
        Self { network, out: true }
    }

    fn into(network: &'a Network) -> Self {
        Self { network, out: false }
    }

    fn row(self, node: usize) -> impl Iterator<Item = (usize, f64)> {
        let (others, weights) = if self.out {
            (self.network.neighbours(node), self.network.weights(node))
        } else {
            (self.network.predecessors(node), self.network.predecessor_weights(node))
        };
        others.iter().map(|&other| other as usize).zip(weights.iter().copied())
    }
}

fn scores(network: &Network, options: Options, there: Rows<'_>, back: Rows<'_>, words: &str) -> Scores {
    let ties = Ties::chosen(network, options);
    let (mut values, note) = leading(network, ties, there, back);
    let size = if options.normalised { values.iter().sum() } else { values.iter().copied().fold(0.0, f64::max) };
    if size > 0.0 {
        values.iter_mut().for_each(|value| *value /= size);
    }
    let scores = Scores::new(values)
        .direction(network, words)
        .weights(network, options, "strengths, multiplied in")
        .term("normalisation", if options.normalised { "the scores sum to one" } else { "largest value one" })
        .term("isolates", "zero, unless there are no ties at all")
        .term("disconnected", "only the group, or the equal groups, with the largest eigenvalue score");
    note.into_iter().fold(scores, Scores::note)
}

/// The leading eigenvector of the way there and back that is nearest to the vector of ones.
fn leading(network: &Network, ties: Ties, there: Rows<'_>, back: Rows<'_>) -> (Vec<f64>, Option<String>) {
    let n = network.node_count();
    let (group, groups) = groups(network, ties, back);
    let mut lengths = vec![0.0; groups];
    let mut sizes = vec![0.0; groups];
    group.iter().for_each(|&g| sizes[g] += 1.0);
    let mut values: Vec<f64> = group.iter().map(|&g| 1.0 / f64::sqrt(sizes[g])).collect();
    let (mut half, mut next) = (vec![0.0; n], vec![0.0; n]);
    let steps = (MOST_LOOKS / (2 * network.edge_count() + n).max(1)).clamp(1, MOST_STEPS);
    let (mut step, mut error) = (1.0, f64::INFINITY);
    // Relative to the largest, so that squares of weights stay what a number holds.
    let strongest = (0..n).flat_map(|node| network.weights(node)).fold(0.0, |most: f64, &w| most.max(ties.strength(w)));
    let carried = |rows: Rows<'_>, node: usize, from: &[f64]| {
        rows.row(node).fold(0.0, |sum, (other, weight)| sum + ties.strength(weight) / strongest * from[other])
    };
    let mut settled = false;
    for _ in 0..steps {
        blocks::fill(&mut half, |node| carried(back, node, &values));
        blocks::fill(&mut next, |node| carried(there, node, &half));
        lengths.fill(0.0);
        next.iter().zip(&group).for_each(|(value, &g)| lengths[g] += value * value);
        lengths.iter_mut().for_each(|length| *length = length.sqrt());
        let mut moved: f64 = 0.0;
        for ((slot, &value), &g) in values.iter_mut().zip(&next).zip(&group) {
            if lengths[g] > 0.0 {
                moved = moved.max((value / lengths[g] - *slot).abs());
                *slot = value / lengths[g];
            }
        }
        let ratio = moved / step;
        error = if ratio < 1.0 { moved * ratio / (1.0 - ratio) } else { f64::INFINITY };
        step = moved;
        if moved <= NO_STEP || error <= ENOUGH {
            settled = true;
            break;
        }
    }
    let largest = lengths.iter().copied().fold(0.0, f64::max);
    // The vector of ones, cast on a unit vector, is the sum of its values long.
    let mut sums = vec![0.0; groups];
    values.iter().zip(&group).for_each(|(value, &g)| sums[g] += value);
    for (value, &g) in values.iter_mut().zip(&group) {
        *value *= if lengths[g] >= largest * (1.0 - SAME_GROWTH) { sums[g] } else { 0.0 };
    }
    let reached = if error.is_finite() { format!("about {error:.0e}") } else { "unknown".to_owned() };
    let note = format!("The iteration stopped after {steps} steps before it settled; the error left is {reached}.");
    (values, (!settled && n > 0).then_some(note))
}

/// The groups whose nodes reach each other there and back, and how many there are.
fn groups(network: &Network, ties: Ties, back: Rows<'_>) -> (Vec<usize>, usize) {
    let n = network.node_count();
    let mut above: Vec<usize> = (0..n).collect();
    for node in 0..n {
        let mut first = None;
        for (other, _) in back.row(node).filter(|(_, weight)| ties.strength(*weight) > 0.0) {
            let other = top(&mut above, other);
            let joined = *first.get_or_insert(other);
            let joined = top(&mut above, joined);
            above[joined.max(other)] = joined.min(other);
        }
    }
    let mut number = vec![usize::MAX; n];
    let mut count = 0;
    let group = (0..n)
        .map(|node| {
            let top = top(&mut above, node);
            if number[top] == usize::MAX {
                number[top] = count;
                count += 1;
            }
            number[top]
        })
        .collect();
    (group, count)
}

/// The node that stands for the group of a node, with shorter ways left behind.
fn top(above: &mut [usize], mut node: usize) -> usize {
    while above[node] != node {
        above[node] = above[above[node]];
        node = above[node];
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    const SUM: Options = Options { weighted: true, normalised: true };

    #[test]
    fn without_direction_both_are_the_same() {
        let path = Network::undirected(3, &[(0, 1, 1.0), (1, 2, 3.0)], Fold::Sum);
        assert_eq!(hubs(&path, SUM).values, authorities(&path, SUM).values);
    }

    #[test]
    fn the_strongest_group_scores_alone_and_equal_groups_share() {
        let arcs = Network::directed(6, &[(0, 1, 1.0), (2, 3, 5.0), (4, 3, 5.0)], Fold::Sum);
        assert_eq!(authorities(&arcs, SUM).values, [0.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        assert_eq!(hubs(&arcs, SUM).values, [0.0, 0.0, 0.5, 0.0, 0.5, 0.0]);
        let equal = Network::directed(4, &[(0, 1, 1.0), (2, 3, 1.0)], Fold::Once);
        assert_eq!(hubs(&equal, SUM).values, [0.5, 0.0, 0.5, 0.0]);
    }

    #[test]
    fn none_and_no_ties_are_answered() {
        assert!(hubs(&Network::directed(0, &[], Fold::Once), SUM).values.is_empty());
        assert_eq!(hubs(&Network::directed(4, &[], Fold::Once), SUM).values, [0.25; 4]);
    }
}
