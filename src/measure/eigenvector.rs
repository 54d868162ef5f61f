//! Eigenvector centrality: being tied to others who are well tied themselves.
//!
//! **Formula.** The non-negative vector `x` with `λ x(v) = Σ w(u, v) x(u)` over those tied to `v`, for the
//! largest `λ`; normalised to Euclidean length one (NetworkX), otherwise so that the largest value is one
//! (igraph).
//!
//! **Meaning.** Whose company counts: a state scores high that sits with states that sit with many. It
//! finds the core of a bloc rather than the bridge between two.
//!
//! **Choices.** *Direction*: incoming ties, the left eigenvector, as in NetworkX and igraph. *Weights*:
//! strengths, multiplied in. *Parallel relations* were folded and *loops* dropped when the network was
//! built. *Isolates* have 0, but see below. *Disconnected parts*: only the part with the largest `λ`
//! scores, all others have 0; of several with the same `λ` each scores as the eigenvector nearest to the
//! vector of ones, which is where NetworkX's iteration leads too, if it is given the time (igraph takes
//! any of them). With arcs, the circles of arcs with the largest `λ` decide, and what they lead to. Where
//! no arcs lead back, `λ` is 0 and those who point to nobody score alone, which a note says, as in
//! igraph; NetworkX has no answer. With *no edges* at all that is everybody, as in both. A *two-mode*
//! network is treated as any other.
//!
//! **How.** Without direction by Lanczos' method from the vector of ones, part by part; of a two-mode network without
//! weights on its smaller side alone, where the scores are the eigenvector of what its nodes share, and the other side
//! has what these hand to it. With arcs by power iteration from the vector of ones, with a quarter of the growth added to
//! the diagonal at each step, as circles swing for ever otherwise. Either ends when the error is judged to be below
//! 10⁻¹²; if it does not come to that, a note says how far it came.
//!
//! **Literature.** Bonacich, P. (1972), Factoring and weighting approaches to status scores and clique
//! identification, *Journal of Mathematical Sociology* 2, 113-120,
//! <https://doi.org/10.1080/0022250X.1972.9989806>; (1987), Power and centrality: a family of measures,
//! *American Journal of Sociology* 92, 1170-1182, <https://doi.org/10.1086/228631>.

use super::leading::leading;
use super::matrix::Strengths;
use super::parts::Parts;
use super::ties::Ties;
use super::{Options, Scores, blocks};
use crate::graph::network::{Network, Side};

/// The error of a value that is small enough.
const ENOUGH: f64 = 1e-12;
/// A step that is as small as rounding lets it be.
const NO_STEP: f64 = 1e-15;
/// Parts whose λ differ by less than this share have the same.
const SAME_GROWTH: f64 = 1e-9;
/// Steps of the iteration, and looks at an edge over all steps, that are not exceeded.
const MOST_STEPS: usize = 100_000;
const MOST_LOOKS: usize = 4_000_000_000;

/// Computes the eigenvector centrality of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, eigenvector::eigenvector};
///
/// // A star of four: λ = √3, the centre scores 1/√2 and each of three leaves 1/√6.
/// let star = Network::undirected(4, &[(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)], Fold::Once);
/// let values = eigenvector(&star, Options { weighted: false, normalised: true }).values;
/// assert!((values[0] - 0.5f64.sqrt()).abs() < 1e-12);
/// assert!((values[1] - (1.0f64 / 6.0).sqrt()).abs() < 1e-12);
/// ```
pub fn eigenvector(network: &Network, options: Options) -> Scores {
    let ties = Ties::chosen(network, options);
    let mut notes = Vec::new();
    let mut values = if !leads_back(network, ties) {
        if has_ties(network, ties) {
            notes.push("No arcs lead back to where they began; who points to nobody scores alone.".to_owned());
        }
        ends(network, ties)
    } else if network.is_directed() {
        let everyone: Vec<u32> = (0..network.node_count() as u32).collect();
        let mut values = vec![0.0; everyone.len()];
        iterate(network, ties, &everyone, &mut values, &mut notes);
        values
    } else {
        by_parts(network, ties, &mut notes)
    };
    let size = if options.normalised { length(&values) } else { values.iter().copied().fold(0.0, f64::max) };
    if size > 0.0 {
        for value in &mut values {
            *value /= size;
        }
    }
    let scores = Scores::new(values)
        .direction(network, "incoming ties (left eigenvector)")
        .weights(network, options, "strengths, multiplied in")
        .term("normalisation", if options.normalised { "Euclidean length one" } else { "largest value one" })
        .term("isolates", "zero, unless no tie leads back")
        .term("disconnected", "only the part, or the equal parts, with the largest eigenvalue score");
    notes.into_iter().fold(scores, Scores::note)
}

/// What one iteration came to: the growth a step, which is the eigenvalue.
struct Growth {
    nodes: Vec<u32>,
    eigenvalue: f64,
}

/// Undirected: the eigenvector of every part, zero but for the part or parts that grow most.
fn by_parts(network: &Network, ties: Ties, notes: &mut Vec<String>) -> Vec<f64> {
    let mut values = vec![0.0; network.node_count()];
    let mut grown: Vec<Growth> = Vec::new();
    for part in Parts::of(network, ties).iter().filter(|part| part.len() > 1) {
        let eigenvalue = iterate(network, ties, part, &mut values, notes);
        grown.push(Growth { nodes: part.to_vec(), eigenvalue });
    }
    let largest = grown.iter().map(|growth| growth.eigenvalue).fold(0.0, f64::max);
    for growth in grown {
        // The vector of ones, cast on a unit vector, is the sum of its values long.
        let sum: f64 = growth.nodes.iter().map(|&node| values[node as usize]).sum();
        let share = if growth.eigenvalue >= largest * (1.0 - SAME_GROWTH) { sum } else { 0.0 };
        for &node in &growth.nodes {
            values[node as usize] *= share;
        }
    }
    values
}

/// Finds the eigenvector of `nodes`, which nothing outside is tied to; leaves a unit vector there, answers λ.
pub(super) fn iterate(
    network: &Network,
    ties: Ties,
    nodes: &[u32],
    values: &mut [f64],
    notes: &mut Vec<String>,
) -> f64 {
    let edges: usize = nodes.iter().map(|&node| network.predecessors(node as usize).len()).sum();
    let steps = (MOST_LOOKS / (edges + nodes.len())).clamp(1, MOST_STEPS);
    let (growth, error) = if network.is_directed() {
        walk(network, ties, nodes, values, steps)
    } else if let Some((few, many)) = halves(network, ties, nodes) {
        by_one_side(network, ties, &few, &many, values, steps)
    } else {
        let strengths = Strengths::of(network, ties);
        let found = leading(nodes.len(), steps, |given, handed| {
            place(given, nodes, values);
            blocks::fill(handed, |i| strengths.gather(values, nodes[i] as usize));
        });
        place(&found.vector, nodes, values);
        (found.value, found.error)
    };
    if let Some(error) = error {
        let reached = if error.is_finite() { format!("about {error:.0e}") } else { "unknown".to_owned() };
        notes
            .push(format!("The iteration stopped after {steps} steps before it settled; the error left is {reached}."));
    }
    growth
}

/// The smaller and the larger side of a two-mode network without weights, whose ties all join both.
fn halves(network: &Network, ties: Ties, nodes: &[u32]) -> Option<(Vec<u32>, Vec<u32>)> {
    let sides = network.sides().filter(|_| !ties.weighted())?;
    let across = |node: usize| network.neighbours(node).iter().all(|other| sides[*other as usize] != sides[node]);
    if !nodes.iter().all(|node| across(*node as usize)) {
        return None;
    }
    let (actors, groups): (Vec<u32>, Vec<u32>) = nodes.iter().partition(|node| sides[**node as usize] == Side::Actor);
    Some(if actors.len() <= groups.len() { (actors, groups) } else { (groups, actors) })
}

/// Searches among the few, handing on to the many and back: as much work as one step among all, and half as many steps.
fn by_one_side(
    network: &Network,
    ties: Ties,
    few: &[u32],
    many: &[u32],
    values: &mut [f64],
    steps: usize,
) -> (f64, Option<f64>) {
    let hand = |from: &[f64], to: &[u32], handed: &mut [f64]| {
        let received = |node: usize| ties.gather(from, network.neighbours(node), network.weights(node));
        blocks::fill(handed, |i| received(to[i] as usize));
    };
    let mut between = vec![0.0; many.len()];
    let found = leading(few.len(), steps, |given, handed| {
        place(given, few, values);
        hand(values, many, &mut between);
        place(&between, many, values);
        hand(values, few, handed);
    });
    // There and back grows by the square, and both sides have half of the square of the length.
    let growth = found.value.sqrt();
    place(&found.vector, few, values);
    hand(values, many, &mut between);
    place(&between, many, values);
    few.iter().for_each(|node| values[*node as usize] *= 0.5f64.sqrt());
    many.iter().for_each(|node| values[*node as usize] *= 0.5f64.sqrt() / growth);
    (growth, found.error)
}

/// Puts the values of some nodes where they belong among those of all.
fn place(some: &[f64], nodes: &[u32], values: &mut [f64]) {
    some.iter().zip(nodes).for_each(|(value, node)| values[*node as usize] = *value);
}

/// Walks along arcs until the shares of all are settled: the growth a step, and the error if they are not.
fn walk(network: &Network, ties: Ties, nodes: &[u32], values: &mut [f64], steps: usize) -> (f64, Option<f64>) {
    let start = 1.0 / (nodes.len() as f64).sqrt();
    for &node in nodes {
        values[node as usize] = start;
    }
    let strengths = Strengths::of(network, ties);
    let mut next = vec![0.0; nodes.len()];
    let (mut growth, mut step, mut error) = (0.0, 1.0, f64::INFINITY);
    for _ in 0..steps {
        let now: &[f64] = values;
        blocks::fill(&mut next, |i| strengths.gather(now, nodes[i] as usize));
        growth = length(&next);
        let shift = growth / 4.0;
        for (value, &node) in next.iter_mut().zip(nodes) {
            *value += shift * now[node as usize];
        }
        let size = length(&next);
        let mut moved: f64 = 0.0;
        for (&value, &node) in next.iter().zip(nodes) {
            let slot = &mut values[node as usize];
            moved = moved.max((value / size - *slot).abs());
            *slot = value / size;
        }
        // Steps that shrink by the ratio q leave q + q² + … = q / (1 - q) of the last one to go.
        let ratio = moved / step;
        error = if ratio < 1.0 { moved * ratio / (1.0 - ratio) } else { f64::INFINITY };
        step = moved;
        if moved <= NO_STEP || error <= ENOUGH {
            return (growth, None);
        }
    }
    (growth, Some(error))
}

fn length(values: &[f64]) -> f64 {
    values.iter().map(|value| value * value).sum::<f64>().sqrt()
}

/// The eigenvector for λ = 0 that is nearest to the vector of ones: one for who points to nobody.
fn ends(network: &Network, ties: Ties) -> Vec<f64> {
    let points = |node: usize| ties.total(network.weights(node)) > 0.0;
    (0..network.node_count()).map(|node| if points(node) { 0.0 } else { 1.0 }).collect()
}

fn has_ties(network: &Network, ties: Ties) -> bool {
    (0..network.node_count()).any(|node| network.weights(node).iter().any(|weight| ties.strength(*weight) > 0.0))
}

/// Whether some arcs make a circle: what is left when nodes that nothing points to are taken away. An
/// undirected tie leads back by itself.
fn leads_back(network: &Network, ties: Ties) -> bool {
    if !network.is_directed() {
        return has_ties(network, ties);
    }
    let real = |weights: &[f64]| weights.iter().filter(|&&weight| ties.strength(weight) > 0.0).count();
    let n = network.node_count();
    let mut pointing: Vec<usize> = (0..n).map(|node| real(network.predecessor_weights(node))).collect();
    let mut free: Vec<usize> = (0..n).filter(|&node| pointing[node] == 0).collect();
    let mut taken = 0;
    while let Some(node) = free.pop() {
        taken += 1;
        for (&other, &weight) in network.neighbours(node).iter().zip(network.weights(node)) {
            if ties.strength(weight) > 0.0 {
                pointing[other as usize] -= 1;
                if pointing[other as usize] == 0 {
                    free.push(other as usize);
                }
            }
        }
    }
    taken < n
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    const UNIT: Options = Options { weighted: true, normalised: true };

    fn close(found: &[f64], wanted: &[f64]) {
        assert_eq!(found.len(), wanted.len());
        for (a, b) in found.iter().zip(wanted) {
            assert!((a - b).abs() < 1e-12, "{found:?} against {wanted:?}");
        }
    }

    #[test]
    fn the_part_that_grows_most_scores_alone() {
        // A pair (λ = 1), a triangle (λ = 2) and an isolate.
        let edges = [(0, 1, 1.0), (2, 3, 1.0), (3, 4, 1.0), (4, 2, 1.0)];
        let network = Network::undirected(6, &edges, Fold::Once);
        let third = (1.0f64 / 3.0).sqrt();
        close(&eigenvector(&network, UNIT).values, &[0.0, 0.0, third, third, third, 0.0]);
        // A heavy pair beats it.
        let heavy = Network::undirected(6, &[&edges[1..], &[(0, 1, 5.0)]].concat(), Fold::Sum);
        let half = 0.5f64.sqrt();
        close(&eigenvector(&heavy, UNIT).values, &[half, half, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn equal_parts_score_together() {
        // A square and a triangle have λ = 2 both, and the vector of ones is an eigenvector.
        let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0), (4, 5, 1.0), (5, 6, 1.0), (6, 4, 1.0)];
        let network = Network::undirected(7, &edges, Fold::Once);
        close(&eigenvector(&network, Options { normalised: false, ..UNIT }).values, &[1.0; 7]);
    }

    #[test]
    fn a_long_path_is_exact_too() {
        let n = 200u32;
        let edges: Vec<_> = (1..n).map(|i| (i - 1, i, 1.0)).collect();
        let scores = eigenvector(&Network::undirected(n as usize, &edges, Fold::Once), UNIT);
        // The eigenvector of a path is half a wave.
        let angle = std::f64::consts::PI / f64::from(n + 1);
        let wave: Vec<f64> = (1..=n).map(|i| (angle * f64::from(i)).sin() * (2.0 / f64::from(n + 1)).sqrt()).collect();
        let worst = scores.values.iter().zip(&wave).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(worst < 1e-10, "{worst:e}");
        assert!(scores.notes.is_empty(), "{:?}", scores.notes);
    }

    #[test]
    fn none_one_and_no_ties_are_answered() {
        assert!(eigenvector(&Network::undirected(0, &[], Fold::Once), UNIT).values.is_empty());
        close(&eigenvector(&Network::undirected(1, &[], Fold::Once), UNIT).values, &[1.0]);
        close(&eigenvector(&Network::directed(4, &[], Fold::Once), UNIT).values, &[0.5; 4]);
        let void = Network::undirected(4, &[(0, 1, -1.0)], Fold::Sum);
        close(&eigenvector(&void, UNIT).values, &[0.5; 4]);
    }

    #[test]
    fn arcs_that_never_lead_back_are_noted() {
        let chain = Network::directed(3, &[(0, 1, 1.0), (1, 2, 1.0)], Fold::Once);
        let scores = eigenvector(&chain, UNIT);
        assert_eq!((scores.values, scores.notes.len()), (vec![0.0, 0.0, 1.0], 1));
    }

    #[test]
    fn an_iteration_that_cannot_settle_is_noted() {
        // Two circles of the same growth, one feeding the other: the second wins, but ever more slowly.
        let arcs = [(0, 1, 1.0), (1, 0, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 2, 1.0)];
        let scores = eigenvector(&Network::directed(4, &arcs, Fold::Once), UNIT);
        assert_eq!(scores.notes.len(), 1, "{scores:?}");
        assert!((scores.values[2] - 0.5f64.sqrt()).abs() < 1e-4);
    }
}
