//! Many tests at once: what a p-value must be to count when so many are looked at.

/// A correction for many tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// Each test by itself.
    None,
    /// Every p-value times the number of tests: the chance of any false tie stays below the level.
    Bonferroni,
    /// The same chance, but less strict, step by step (Holm 1979).
    Holm,
    /// The expected share of false ties among those kept stays below the level (Benjamini and Hochberg
    /// 1995, <https://doi.org/10.1111/j.2517-6161.1995.tb02031.x>).
    Fdr,
}

impl Correction {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::None, Self::Bonferroni, Self::Holm, Self::Fdr];

    /// The word for it, as printed and typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Bonferroni => "bonferroni",
            Self::Holm => "holm",
            Self::Fdr => "fdr",
        }
    }

    /// Finds it by its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.as_str() == word)
    }

    /// The p-values, made comparable with a level of significance for all of them together.
    ///
    /// ```
    /// use comity::measure::backbone::correction::Correction;
    /// let p = [0.01, 0.04, 0.03];
    /// assert_eq!(Correction::Bonferroni.adjust(&p), [0.03, 0.12, 0.09]);
    /// assert_eq!(Correction::Holm.adjust(&p), [0.03, 0.06, 0.06]);
    /// assert_eq!(Correction::Fdr.adjust(&p), [0.03, 0.04, 0.04]);
    /// ```
    pub fn adjust(self, p_values: &[f64]) -> Vec<f64> {
        let n = p_values.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
        let mut adjusted = p_values.to_vec();
        match self {
            Self::None => {}
            Self::Bonferroni => adjusted.iter_mut().for_each(|p| *p = (*p * n as f64).min(1.0)),
            Self::Holm => {
                let mut least = 0.0f64;
                for (rank, at) in order.into_iter().enumerate() {
                    least = least.max((p_values[at] * (n - rank) as f64).min(1.0));
                    adjusted[at] = least;
                }
            }
            Self::Fdr => {
                let mut most = 1.0f64;
                for (rank, at) in order.into_iter().enumerate().rev() {
                    most = most.min(p_values[at] * n as f64 / (rank + 1) as f64);
                    adjusted[at] = most;
                }
            }
        }
        adjusted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_and_order_is_kept() {
        let p = [0.2, 0.001, 0.04, 0.04, 1.0];
        for correction in Correction::ALL {
            assert_eq!(Correction::named(correction.as_str()), Some(*correction));
            let adjusted = correction.adjust(&p);
            for (a, b) in [(1, 2), (2, 3), (3, 0), (0, 4)] {
                assert!(p[a] <= adjusted[a] && adjusted[a] <= adjusted[b] && adjusted[b] <= 1.0, "{correction:?}");
            }
            assert_eq!(adjusted[2], adjusted[3]);
            assert!(correction.adjust(&[]).is_empty());
        }
        assert_eq!(Correction::named("sidak"), None);
    }
}
