//! Information centrality: closeness where word takes every way at once, as current does.
//!
//! **Formula.** With every tie a conductor, `1 / Σ R(v, u)` over all others `u` within reach, `R` the resistance
//! between the two. Normalised, `2 r / (n Σ R(v, u)) · r / (n - 1)` with `r` the number of others within reach
//! and `n` the nodes: 1 for every node of a complete network without weights, scaled by the share within reach.
//!
//! **Meaning.** How well a state is connected to all others if not only the shortest way counts: many parallel
//! channels make two states close even if each is long. Also known as current-flow closeness.
//!
//! **Choices.** *Direction*: defined without. *Weights*: strengths are conductances, as in NetworkX's
//! `current_flow_closeness_centrality`, which is its `information_centrality`. *Parallel relations* were
//! folded (added up, they are parallel conductors) and *loops* dropped when the network was built. *Isolates*
//! have 0. *Disconnected parts*: resistances within the part only, where NetworkX refuses; scores that are not
//! normalised favour small parts, which a note then says. NetworkX does not normalise, and igraph lacks it. A
//! *two-mode* network is treated as any other, and since it cannot be complete no score reaches 1 there.
//!
//! **How.** The Laplacian of every part, grounded at its first node, is inverted by Cholesky's method; work
//! grows with the cube of the nodes, so parts of more than 1,000 are refused.
//!
//! **Literature.** Stephenson, K. and Zelen, M. (1989), Rethinking centrality: methods and examples, *Social
//! Networks* 11, 1-37, <https://doi.org/10.1016/0378-8733(89)90016-6>. Brandes, U. and Fleischer, D. (2005),
//! Centrality measures based on current flow, *STACS 2005*, 533-544,
//! <https://doi.org/10.1007/978-3-540-31856-9_44>.

use super::parts::Parts;
use super::ties::Ties;
use super::{Options, Scores};
use crate::graph::network::Network;

/// Computes the information centrality of every node; see the [module](self) for its terms.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::{Options, information::information};
///
/// // A triangle: between any two, one conductor beside two in a row, R = 2/3.
/// let triangle = Network::undirected(3, &[(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0)], Fold::Once);
/// let raw = information(&triangle, Options { weighted: false, normalised: false }).values;
/// assert!(raw.iter().all(|value| (value - 0.75).abs() < 1e-15));
/// let share = information(&triangle, Options { weighted: false, normalised: true }).values;
/// assert!(share.iter().all(|value| (value - 1.0).abs() < 1e-15));
/// ```
pub fn information(network: &Network, options: Options) -> Scores {
    let ties = Ties::chosen(network, options);
    let parts = Parts::of(network, ties);
    let n = network.node_count() as f64;
    let mut values = vec![0.0; network.node_count()];
    let mut lost = false;
    for part in parts.iter().filter(|part| part.len() > 1) {
        let others = (part.len() - 1) as f64;
        let scale = if options.normalised { 2.0 * others / n * (others / (n - 1.0)) } else { 1.0 };
        if let Some(sums) = resistances(network, ties, part) {
            part.iter().zip(sums).for_each(|(&node, sum)| values[node as usize] = scale / sum);
        } else {
            part.iter().for_each(|&node| values[node as usize] = f64::NAN);
            lost = true;
        }
    }
    let words = if options.normalised {
        "a complete network without weights has one, times share within reach"
    } else {
        "none: inverse of the sum of resistances"
    };
    let mut scores = Scores::new(values)
        .direction(network, "arcs taken as ties")
        .weights(network, options, "strengths are conductances")
        .term("normalisation", words)
        .term("isolates", "zero")
        .term("disconnected", "resistances within reach only");
    if parts.count() > 1 && !options.normalised {
        let count = parts.count();
        scores = scores.note(format!(
            "The network has {count} parts; information that is not normalised is larger in smaller parts."
        ));
    }
    if lost {
        scores = scores.note("The weights differ by so much that some resistances are lost in rounding.");
    }
    scores
}

/// The sum of the resistances from every node of a part to all others of it; `None` if rounding has eaten them.
fn resistances(network: &Network, ties: Ties, part: &[u32]) -> Option<Vec<f64>> {
    // The first node is the ground: what is left of the Laplacian is positive definite.
    let m = part.len() - 1;
    let mut lower = vec![0.0; m * m];
    for (row, &node) in part[1..].iter().enumerate() {
        let node = node as usize;
        for (other, &weight) in network.neighbours(node).iter().zip(network.weights(node)) {
            let strength = ties.strength(weight);
            lower[row * m + row] += strength;
            if let Ok(column) = part[1..].binary_search(other) {
                lower[row * m + column] -= strength;
            }
        }
    }
    let inverse = invert(lower, m)?;
    // R(u, v) = G(u, u) + G(v, v) - 2 G(u, v), where the ground has zeros.
    let trace: f64 = (0..m).map(|i| inverse[i * m + i]).sum();
    let mut sums = vec![trace];
    for i in 0..m {
        let row: f64 = inverse[i * m..(i + 1) * m].iter().sum();
        sums.push((m + 1) as f64 * inverse[i * m + i] + trace - 2.0 * row);
    }
    sums.iter().all(|sum| sum.is_finite() && *sum > 0.0).then_some(sums)
}

/// The inverse of a symmetric positive definite matrix.
fn invert(mut a: Vec<f64>, m: usize) -> Option<Vec<f64>> {
    // A = L Lᵀ, row by row.
    for i in 0..m {
        for j in 0..=i {
            let (before, here) = a.split_at_mut(i * m);
            let row_j = if j == i { None } else { Some(&before[j * m..j * m + j]) };
            let known: f64 = match row_j {
                Some(row) => here[..j].iter().zip(row).map(|(x, y)| x * y).sum(),
                None => here[..j].iter().map(|x| x * x).sum(),
            };
            let rest = here[j] - known;
            if j == i {
                if rest <= 0.0 || !rest.is_finite() {
                    return None;
                }
                here[j] = rest.sqrt();
            } else {
                here[j] = rest / before[j * m + j];
            }
        }
    }
    // The inverse of L, its columns kept as rows; then A⁻¹ = L⁻ᵀ L⁻¹.
    let mut columns = vec![0.0; m * m];
    for k in 0..m {
        let column = &mut columns[k * m..(k + 1) * m];
        for i in k..m {
            let known: f64 = a[i * m + k..i * m + i].iter().zip(&column[k..i]).map(|(l, x)| l * x).sum();
            column[i] = (f64::from(u8::from(i == k)) - known) / a[i * m + i];
        }
    }
    let mut inverse = vec![0.0; m * m];
    for i in 0..m {
        for j in 0..=i {
            let product: f64 =
                columns[i * m + i..(i + 1) * m].iter().zip(&columns[j * m + i..(j + 1) * m]).map(|(x, y)| x * y).sum();
            (inverse[i * m + j], inverse[j * m + i]) = (product, product);
        }
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn a_path_adds_its_resistances_and_parts_are_apart() {
        let path = Network::undirected(5, &[(0, 1, 2.0), (1, 2, 4.0), (3, 4, 1.0)], Fold::Sum);
        let scores = information(&path, Options { weighted: true, normalised: false });
        // Resistances 1/2 and 1/4.
        let wanted = [1.0 / 1.25, 1.0 / 0.75, 1.0, 1.0, 1.0];
        assert!(scores.values.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-15), "{:?}", scores.values);
        assert_eq!(scores.notes.len(), 1);
    }
}
