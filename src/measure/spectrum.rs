//! Eigenvalues and eigenvectors of a symmetric matrix, all of them.
//!
//! Householder reflections make the matrix tridiagonal, implicit QL steps make it diagonal. Work grows with the
//! cube of the size: for matrices of up to about a thousand rows.
//!
//! **Literature.** Golub, G. H. and Van Loan, C. F. (2013), *Matrix Computations*, 4th ed., Johns Hopkins
//! University Press, ch. 8.

/// QL steps for one eigenvalue, of which two or three are usual.
const MOST_STEPS: usize = 100;

/// The spectrum of a symmetric matrix.
pub(super) struct Spectrum {
    /// The eigenvalues, in no order.
    pub(super) values: Vec<f64>,
    /// The unit eigenvectors, one row each, in the order of the values.
    pub(super) vectors: Vec<f64>,
}

/// Takes a symmetric matrix apart, row by row in one list; `None` if the steps do not settle, which for finite
/// entries has never been seen.
pub(super) fn spectrum(mut matrix: Vec<f64>, n: usize) -> Option<Spectrum> {
    // Row i of `basis` becomes eigenvector i; at first it is the identity.
    let mut basis = vec![0.0; n * n];
    (0..n).for_each(|i| basis[i * n + i] = 1.0);
    reflect(&mut matrix, &mut basis, n);
    let mut values: Vec<f64> = (0..n).map(|i| matrix[i * n + i]).collect();
    let mut beside: Vec<f64> = (1..n).map(|i| matrix[i * n + i - 1]).collect();
    beside.push(0.0);
    settle(&mut values, &mut beside, &mut basis, n)?;
    Some(Spectrum { values, vectors: basis })
}

/// Reflects the matrix column by column until it is tridiagonal, and the basis with it.
fn reflect(matrix: &mut [f64], basis: &mut [f64], n: usize) {
    let (mut v, mut p) = (vec![0.0; n], vec![0.0; n]);
    for k in 0..n.saturating_sub(2) {
        for i in k + 1..n {
            v[i] = matrix[i * n + k];
        }
        let size = v[k + 1..].iter().map(|x| x * x).sum::<f64>().sqrt();
        if size == 0.0 {
            continue;
        }
        v[k + 1] += if v[k + 1] < 0.0 { -size } else { size };
        let length = v[k + 1..].iter().map(|x| x * x).sum::<f64>().sqrt();
        v[k + 1..].iter_mut().for_each(|x| *x /= length);
        // H = I - 2 v vᵀ on both sides takes 2 (v wᵀ + w vᵀ) off, with w = M v - (vᵀ M v) v; v is zero up to k.
        for i in k..n {
            p[i] = matrix[i * n + k + 1..(i + 1) * n].iter().zip(&v[k + 1..]).map(|(m, x)| m * x).sum();
        }
        let along: f64 = p[k + 1..].iter().zip(&v[k + 1..]).map(|(a, b)| a * b).sum();
        for i in k + 1..n {
            p[i] -= along * v[i];
        }
        for i in k..n {
            let (vi, pi) = (if i == k { 0.0 } else { v[i] }, p[i]);
            for j in k..n {
                let (vj, pj) = (if j == k { 0.0 } else { v[j] }, p[j]);
                matrix[i * n + j] -= 2.0 * (vi * pj + pi * vj);
            }
        }
        // The basis holds the transposed product of reflections: each new one comes from the left.
        let mut row = vec![0.0; n];
        for i in k + 1..n {
            row.iter_mut().zip(&basis[i * n..(i + 1) * n]).for_each(|(sum, b)| *sum += v[i] * b);
        }
        for i in k + 1..n {
            basis[i * n..(i + 1) * n].iter_mut().zip(&row).for_each(|(b, sum)| *b -= 2.0 * v[i] * sum);
        }
    }
}

/// Turns a tridiagonal matrix until nothing is left beside the diagonal, and the rows of the basis with it.
fn settle(values: &mut [f64], beside: &mut [f64], basis: &mut [f64], n: usize) -> Option<()> {
    // Entries are nothing beside the whole matrix: where eigenvalues are zero, neighbours say too little.
    let norm = values.iter().zip(beside.iter()).fold(0.0, |norm: f64, (d, e)| norm.max(d.abs() + e.abs()));
    for low in 0..n {
        for step in 0.. {
            let small = |i: usize| beside[i].abs() <= f64::EPSILON * norm;
            let high = (low..n - 1).find(|&i| small(i)).unwrap_or(n - 1);
            if high == low {
                break;
            }
            if step == MOST_STEPS {
                return None;
            }
            // Wilkinson's shift, then a bulge chased upwards.
            let half = (values[low + 1] - values[low]) / (2.0 * beside[low]);
            let root = half.hypot(1.0).copysign(half);
            let mut g = values[high] - values[low] + beside[low] / (half + root);
            let (mut sine, mut cosine, mut taken) = (1.0, 1.0, 0.0);
            let mut split = false;
            for i in (low..high).rev() {
                let (f, b) = (sine * beside[i], cosine * beside[i]);
                let size = f.hypot(g);
                beside[i + 1] = size;
                if size == 0.0 {
                    values[i + 1] -= taken;
                    beside[high] = 0.0;
                    split = true;
                    break;
                }
                (sine, cosine) = (f / size, g / size);
                g = values[i + 1] - taken;
                let turned = (values[i] - g) * sine + 2.0 * cosine * b;
                taken = sine * turned;
                values[i + 1] = g + taken;
                g = cosine * turned - b;
                let (upper, lower) = basis.split_at_mut((i + 1) * n);
                for (a, b) in upper[i * n..].iter_mut().zip(&mut lower[..n]) {
                    (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
                }
            }
            if !split {
                values[low] -= taken;
                beside[low] = g;
                beside[high] = 0.0;
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn check(matrix: &[f64], n: usize) -> Vec<f64> {
        let Spectrum { values, vectors } = spectrum(matrix.to_vec(), n).unwrap();
        let scale = matrix.iter().fold(1.0f64, |most, x| most.max(x.abs())) * n as f64;
        for (value, vector) in values.iter().zip(vectors.chunks(n.max(1))) {
            for i in 0..n {
                let image: f64 = (0..n).map(|j| matrix[i * n + j] * vector[j]).sum();
                assert!((image - value * vector[i]).abs() <= 1e-13 * scale, "{image} against {value}");
            }
        }
        for a in 0..n {
            for b in 0..n {
                let product: f64 = (0..n).map(|j| vectors[a * n + j] * vectors[b * n + j]).sum();
                assert!((product - f64::from(u8::from(a == b))).abs() < 1e-12);
            }
        }
        let mut sorted = values;
        sorted.sort_by(f64::total_cmp);
        sorted
    }

    #[test]
    fn small_matrices_with_known_spectra() {
        assert!(check(&[], 0).is_empty());
        assert_eq!(check(&[3.0], 1), [3.0]);
        let pair = check(&[2.0, 1.0, 1.0, 2.0], 2);
        assert!((pair[0] - 1.0).abs() < 1e-15 && (pair[1] - 3.0).abs() < 1e-15);
        assert_eq!(check(&[0.0; 16], 4), [0.0; 4]);
        // A complete network of five: -1 four times, and 4.
        let complete: Vec<f64> = (0..25).map(|i| if i % 6 == 0 { 0.0 } else { 1.0 }).collect();
        let values = check(&complete, 5);
        assert!(values[..4].iter().all(|v| (v + 1.0).abs() < 1e-14) && (values[4] - 4.0).abs() < 1e-14);
    }

    #[test]
    fn random_sparse_and_scaled_matrices_come_apart() {
        let mut random = Random::seeded(3);
        for n in [2usize, 3, 7, 20, 60] {
            for scale in [1e-6, 1.0, 1e6] {
                let mut matrix = vec![0.0; n * n];
                for i in 0..n {
                    for j in 0..=i {
                        let entry = if random.chance(0.4) { scale * (random.unit() - 0.3) } else { 0.0 };
                        (matrix[i * n + j], matrix[j * n + i]) = (entry, entry);
                    }
                }
                check(&matrix, n);
            }
        }
    }
}
