//! An order in which what is alike stands together: the Fiedler vector of a similarity, mended by 2-opt.
//!
//! The Fiedler vector belongs to the second smallest eigenvalue of the Laplacian of the similarities; sorting by it
//! gives the order in which neighbours are most alike over all (Atkins, Boman and Hendrickson 1998,
//! doi:10.1137/S0097539795285771). 2-opt then turns stretches round as long as that brings neighbours closer.
//! Power iteration with a fixed start and a fixed number of steps makes the same order on every machine.

/// Keeps unlike things loosely tied, so that the vector spans all of them.
const TIE: f64 = 0.004;
const STEPS: usize = 400;
/// 2-opt stops after so many rounds even if it could go on.
const ROUNDS: usize = 40;

/// Puts `n` things in order by their similarities, from 0 to 1; of equally good orders that one is taken which
/// keeps the first thing before the last.
///
/// ```
/// use comity::draw::seriation::order;
/// // A chain 0 – 2 – 1: each is alike only to its neighbours.
/// let alike = |a: usize, b: usize| if (a, b) == (0, 1) || (a, b) == (1, 0) { 0.0 } else { 0.8 };
/// assert_eq!(order(3, alike), [0, 2, 1]);
/// ```
pub fn order(n: usize, alike: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    let similarity: Vec<f64> =
        (0..n * n).map(|i| if i / n == i % n { 0.0 } else { alike(i / n, i % n) + TIE }).collect();
    let vector = fiedler(n, &similarity);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| vector[*a].total_cmp(&vector[*b]).then(a.cmp(b)));
    two_opt(&mut order, |a, b| 1.0 - similarity[a * n + b]);
    let place = |thing| order.iter().position(|at| *at == thing);
    if n > 1 && place(0) > place(n - 1) {
        order.reverse();
    }
    order
}

/// The second eigenvector of the Laplacian, by power iteration on its complement.
fn fiedler(n: usize, similarity: &[f64]) -> Vec<f64> {
    if n < 3 {
        return (0..n).map(|i| i as f64).collect();
    }
    let degree: Vec<f64> = (0..n).map(|i| similarity[i * n..(i + 1) * n].iter().sum()).collect();
    let shift = 2.0 * degree.iter().fold(0.0, |a: f64, b| a.max(*b));
    // Rising, so that ties keep their order, by steps that no symmetry of the data shares.
    let mut vector: Vec<f64> = (0..n).map(|i| i as f64 + ((i * 7919 + 13) % 1009) as f64 / 2018.0).collect();
    for _ in 0..STEPS {
        let mean = vector.iter().sum::<f64>() / n as f64;
        vector.iter_mut().for_each(|x| *x -= mean);
        let length = vector.iter().map(|x| x * x).sum::<f64>().sqrt();
        if length == 0.0 {
            break;
        }
        vector.iter_mut().for_each(|x| *x /= length);
        let row = |i: usize| -> f64 { (0..n).map(|k| similarity[i * n + k] * vector[k]).sum() };
        vector = (0..n).map(|i| (shift - degree[i]) * vector[i] + row(i)).collect();
    }
    vector
}

/// Turns stretches round as long as the sum of the distances between neighbours falls.
fn two_opt(order: &mut [usize], distance: impl Fn(usize, usize) -> f64) {
    const GAIN: f64 = 1e-9;
    let n = order.len();
    for _ in 0..ROUNDS {
        let mut better = false;
        for i in 0..n {
            for k in i + 1..n {
                let edge = |a: Option<&usize>, b: Option<&usize>| match (a, b) {
                    (Some(a), Some(b)) => distance(*a, *b),
                    _ => 0.0,
                };
                let (before, after) = (i.checked_sub(1).and_then(|i| order.get(i)), order.get(k + 1));
                let (first, last) = (order.get(i), order.get(k));
                let now = edge(before, first) + edge(last, after);
                let then = edge(before, last) + edge(first, after);
                if then + GAIN < now {
                    order[i..=k].reverse();
                    better = true;
                }
            }
        }
        if !better {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffled_chain_is_found_again() {
        // Thing i stands at place (i * 7) mod 20 of a chain.
        let place = |i: usize| (i * 7 % 20) as f64;
        let alike = |a: usize, b: usize| 1.0 / (1.0 + (place(a) - place(b)).abs());
        let places: Vec<f64> = order(20, alike).into_iter().map(place).collect();
        let up: Vec<f64> = (0..20).map(f64::from).collect();
        let down: Vec<f64> = up.iter().rev().copied().collect();
        assert!(places == up || places == down, "{places:?}");
    }

    #[test]
    fn two_blocks_are_not_mixed() {
        let alike = |a: usize, b: usize| if a % 2 == b % 2 { 0.9 } else { 0.0 };
        let found = order(10, alike);
        let halves: Vec<bool> = found.iter().map(|i| i % 2 == 0).collect();
        assert_eq!(halves.windows(2).filter(|pair| pair[0] != pair[1]).count(), 1, "{found:?}");
    }

    #[test]
    fn few_things_need_no_vector() {
        assert_eq!(order(0, |_, _| 0.0), [0; 0]);
        assert_eq!(order(1, |_, _| 0.0), [0]);
        assert_eq!(order(2, |_, _| 0.0), [0, 1]);
        assert_eq!(order(4, |_, _| 1.0), [0, 1, 2, 3]);
    }
}
