//! Subgraph centrality: closed walks from a node back to itself, long ones counting little.
//!
//! **Formula.** `s(v) = Σ (Aᵏ)(v, v) / k!` over all lengths `k` from 0, the diagonal of `exp(A)`. With the
//! eigenvalues `λ` and unit eigenvectors `x` of `A`, `Σ x(v)² exp(λ)`. Normalised, divided by the sum over all
//! nodes (the Estrada index): the share of all closed walks.
//!
//! **Meaning.** How much of the dense inside of the network goes through a state: walks out and back over
//! pairs, triangles, squares and so on. It tells apart nodes of equal degree by how closed their surroundings are.
//!
//! **Choices.** *Direction*: defined without, as in NetworkX. *Weights* are not used, as NetworkX does not: walks are
//! counted, and an edge whose weight is not a positive number is still a tie. *Parallel relations* were folded
//! and *loops* dropped when the network was built. *Isolates* have 1, the walk of no step. *Disconnected
//! parts* change nothing but the shares. NetworkX does not normalise; igraph for Python lacks it. In a
//! *two-mode* network only walks of even length close. The numbers grow with `exp(λ)`: raw ones beyond what a
//! number holds (`λ > 700`) are not given, which a note says.
//!
//! **How.** The whole spectrum of every part, whose work grows with the cube of its nodes: parts of more than
//! 1,000 are refused.
//!
//! **Literature.** Estrada, E. and Rodríguez-Velázquez, J. A. (2005), Subgraph centrality in complex networks,
//! *Physical Review E* 71, 056103, <https://doi.org/10.1103/PhysRevE.71.056103>.

use super::parts::Parts;
use super::spectrum::spectrum;
use super::ties::Ties;
use super::{Options, Scores};
use crate::graph::network::Network;

/// Exponents beyond this have no finite number.
const LARGEST: f64 = 700.0;

/// Computes the subgraph centrality of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, subgraph::subgraph};
///
/// // A pair: walks of even length close, Σ 1 / (2k)! = cosh 1; an isolate has the walk of no step.
/// let pair = Network::undirected(3, &[(0, 1, 1.0)], Fold::Once);
/// let values = subgraph(&pair, Options { weighted: false, normalised: false }).values;
/// assert!((values[0] - 1f64.cosh()).abs() < 1e-14);
/// assert_eq!(values[2], 1.0);
/// ```
pub fn subgraph(network: &Network, options: Options) -> Scores {
    let n = network.node_count();
    let mut values = vec![0.0; n];
    let mut largest: f64 = 0.0;
    let mut spectra = Vec::new();
    for part in Parts::of(network, Ties::unweighted()).iter() {
        let size = part.len();
        let mut matrix = vec![0.0; size * size];
        for (row, &node) in part.iter().enumerate() {
            for other in network.neighbours(node as usize) {
                // All neighbours are of the same part.
                if let Ok(column) = part.binary_search(other) {
                    matrix[row * size + column] = 1.0;
                }
            }
        }
        let found = spectrum(matrix, size);
        largest = found.iter().flat_map(|found| &found.values).fold(largest, |most, &value| most.max(value));
        spectra.push((part.to_vec(), found));
    }
    // Shares are computed below the largest exponent, where nothing overflows.
    let shift = if options.normalised { largest } else { 0.0 };
    let unsettled = spectra.iter().any(|(_, found)| found.is_none());
    let too_large = largest - shift > LARGEST;
    for (part, found) in &spectra {
        let Some(found) = found else { continue };
        for (&value, vector) in found.values.iter().zip(found.vectors.chunks(part.len())) {
            let walks = (value - shift).exp();
            part.iter().zip(vector).for_each(|(&node, x)| values[node as usize] += x * x * walks);
        }
    }
    let total: f64 = values.iter().sum();
    if too_large || unsettled {
        values.fill(f64::NAN);
    } else if options.normalised && total > 0.0 {
        values.iter_mut().for_each(|value| *value /= total);
    }
    let scores = Scores::new(values)
        .direction(network, "arcs taken as ties")
        .term("weights", "not used: walks are counted")
        .term("normalisation", if options.normalised { "share of all closed walks" } else { "none" })
        .term("isolates", "the walk of no step alone")
        .term("disconnected", "changes nothing but the shares");
    if too_large {
        return scores.note(format!(
            "The largest eigenvalue is {largest:.0}: the walks are more than a number holds; normalised they have one."
        ));
    }
    if unsettled {
        return scores.note("The spectrum did not settle, so there are no numbers.");
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn a_clique_shares_alike_and_parts_are_told_apart() {
        let n = 30u32;
        let edges: Vec<_> = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b, 1.0))).collect();
        let clique = Network::undirected(n as usize + 1, &edges, Fold::Once);
        let raw = subgraph(&clique, Options { weighted: false, normalised: false });
        // The eigenvalues are 29 once and -1 else.
        let wanted = (29f64.exp() + 29.0 * (-1f64).exp()) / 30.0;
        assert!(raw.values[..30].iter().all(|value| (value / wanted - 1.0).abs() < 1e-12) && raw.values[30] == 1.0);
        let shares = subgraph(&clique, Options { weighted: false, normalised: true }).values;
        assert!(shares[..30].iter().all(|share| (share - 1.0 / 30.0).abs() < 1e-12));
    }
}
