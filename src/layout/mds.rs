//! The start of a layout: scaling of distances to the plane, over pivots.

use super::distances::Pivots;
use super::geometry::Point;

/// As many steps bring the power iteration close enough for a start.
const STEPS: usize = 40;

/// Places nodes so that distances to the pivots are kept as well as two directions can (Brandes and
/// Pich 2007, doi:10.1007/978-3-540-70904-6_6); with all nodes as pivots this is classical scaling
/// (Torgerson 1952, doi:10.1007/BF02288916).
///
/// The squared distances are centred in rows and columns; the two strongest directions of what is left
/// come from power iteration, which needs nothing but sums, products and roots.
pub(super) fn scale(pivots: &Pivots, n: usize) -> Vec<Point> {
    let centred = centred(pivots, n);
    let k = centred.len();
    // The pivots' products with each other: small, whatever the number of nodes.
    let mut products = vec![vec![0.0; k]; k];
    for a in 0..k {
        for b in a..k {
            let sum: f64 = centred[a].iter().zip(&centred[b]).map(|(x, y)| x * y).sum();
            products[a][b] = sum;
            products[b][a] = sum;
        }
    }
    let first = strongest(&products, None);
    let second = strongest(&products, Some(&first));
    let along = |direction: &[f64], node: usize| -> f64 {
        centred.iter().zip(direction).map(|(row, share)| row[node] * share).sum()
    };
    (0..n).map(|node| Point::new(along(&first, node), along(&second, node))).collect()
}

/// One row a pivot, centred in both directions.
fn centred(pivots: &Pivots, n: usize) -> Vec<Vec<f64>> {
    let k = pivots.nodes.len() as f64;
    let squared: Vec<Vec<f64>> =
        pivots.distances.iter().map(|row| row.iter().map(|distance| distance * distance).collect()).collect();
    let of_row: Vec<f64> = squared.iter().map(|row: &Vec<f64>| row.iter().sum::<f64>() / n as f64).collect();
    let of_node: Vec<f64> = (0..n).map(|node| squared.iter().map(|row| row[node]).sum::<f64>() / k).collect();
    let of_all = of_row.iter().sum::<f64>() / k;
    squared
        .iter()
        .zip(&of_row)
        .map(|(row, mean)| row.iter().zip(&of_node).map(|(d, of)| (mean + of - of_all - d) / 2.0).collect())
        .collect()
}

/// The strongest direction of a symmetric matrix, at a right angle to one already found; nothing but zeros if no
/// direction is left.
fn strongest(matrix: &[Vec<f64>], found: Option<&[f64]>) -> Vec<f64> {
    // A start that no symmetry of the network shares.
    let mut direction: Vec<f64> = (0..matrix.len()).map(|i| 1.0 + ((i * 7919) % 101) as f64 / 101.0).collect();
    let trace: f64 = (0..matrix.len()).map(|i| matrix[i][i]).sum();
    for _ in 0..STEPS {
        turn_away(&mut direction, found);
        normalise(&mut direction);
        direction = matrix.iter().map(|row| row.iter().zip(&direction).map(|(m, x)| m * x).sum()).collect();
    }
    turn_away(&mut direction, found);
    // What is left of a direction by rounding alone is none.
    if direction.iter().map(|x| x * x).sum::<f64>().sqrt() <= trace * 1e-9 {
        direction.fill(0.0);
    }
    normalise(&mut direction);
    direction
}

/// Takes out of a direction what it shares with another.
fn turn_away(direction: &mut [f64], found: Option<&[f64]>) {
    let Some(found) = found else { return };
    let shared: f64 = direction.iter().zip(found).map(|(x, y)| x * y).sum();
    direction.iter_mut().zip(found).for_each(|(x, y)| *x -= shared * y);
}

fn normalise(direction: &mut [f64]) {
    let length = direction.iter().map(|x| x * x).sum::<f64>().sqrt();
    if length > 0.0 {
        direction.iter_mut().for_each(|x| *x /= length);
    }
}

#[cfg(test)]
mod tests {
    use super::super::distances::{Lengths, Pivots};
    use super::*;

    #[test]
    fn a_path_becomes_a_line() {
        let path: Vec<(u32, u32, f64)> = (0..7).map(|i| (i, i + 1, 10.0)).collect();
        let points = scale(&Pivots::of(&Lengths::of(8, &path), 8), 8);
        let xs: Vec<f64> = points.iter().map(|point| point.x).collect();
        assert!(xs.windows(2).all(|pair| pair[0] < pair[1]) || xs.windows(2).all(|pair| pair[0] > pair[1]), "{xs:?}");
        assert!(points.iter().all(|point| point.y.abs() < 1.0), "{points:?}");
    }
}
