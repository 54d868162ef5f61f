//! Random numbers that are the same for the same seed on every machine.
//!
//! The generator is xoshiro256** (Blackman and Vigna 2021), its state filled by SplitMix64 (Steele, Lea
//! and Flood 2014) as its authors advise. It serves sampling and shuffling; it keeps no secrets.
//!
//! **Literature.** Blackman, D. and Vigna, S. (2021), Scrambled linear pseudorandom number generators,
//! *ACM Transactions on Mathematical Software* 47(4), 36, <https://doi.org/10.1145/3460772>. Steele, G. L.,
//! Lea, D. and Flood, C. H. (2014), Fast splittable pseudorandom number generators, *OOPSLA '14*, 453-472,
//! <https://doi.org/10.1145/2660193.2660195>. Lemire, D. (2019), Fast random integer generation in an
//! interval, *ACM Transactions on Modeling and Computer Simulation* 29(1), 3,
//! <https://doi.org/10.1145/3230636>.

/// The seed where the user gives none: an answer is the same twice without asking for it.
pub const DEFAULT_SEED: u64 = 1;

/// A stream of random numbers.
///
/// ```
/// use comity::random::Random;
///
/// let (mut one, mut same) = (Random::seeded(2014), Random::seeded(2014));
/// let throws: Vec<usize> = (0..5).map(|_| one.below(6) + 1).collect();
/// assert_eq!(throws, (0..5).map(|_| same.below(6) + 1).collect::<Vec<_>>());
/// ```
#[derive(Debug, Clone)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// The stream of a seed; every seed is as good as any other.
    pub fn seeded(seed: u64) -> Self {
        let mut seeds = SplitMix(seed);
        Self { state: [seeds.next(), seeds.next(), seeds.next(), seeds.next()] }
    }

    /// The stream of one of many runs with the same seed, whichever run is done first: runs can be
    /// shared between threads and their numbers stay the same.
    pub fn of_run(seed: u64, run: u64) -> Self {
        let mut mixed = SplitMix(run);
        Self::seeded(seed ^ mixed.next())
    }

    /// The next 64 bits.
    #[expect(clippy::should_implement_trait, reason = "a stream without end is no iterator to walk through")]
    pub fn next(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let drawn = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        drawn
    }

    /// A whole number below `n`, each equally likely; 0 if `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        // The high half of a product is the number; the few low halves that would favour some are drawn anew.
        let mut product = u128::from(self.next()) * u128::from(n);
        if (product as u64) < n {
            let unfair = n.wrapping_neg() % n.max(1);
            while (product as u64) < unfair {
                product = u128::from(self.next()) * u128::from(n);
            }
        }
        (product >> 64) as usize
    }

    /// A number from 0 to below 1, one of 2⁵³ equally spaced ones.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True with the given probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Puts items into an order of which all are equally likely (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// A simple generator whose every output is another number; it fills the state of the better one.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_generators_give_the_published_numbers() {
        // For seed 1234567, as widely published with the reference implementation.
        let mut seeds = SplitMix(1_234_567);
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(published.map(|_| seeds.next()), published);
        // The reference implementation of xoshiro256** from the state 1, 2, 3, 4.
        let mut random = Random { state: [1, 2, 3, 4] };
        let published = [
            11_520,
            0,
            1_509_978_240,
            1_215_971_899_390_074_240,
            1_216_172_134_540_287_360,
            607_988_272_756_665_600,
            16_172_922_978_634_559_625,
            8_476_171_486_693_032_832,
            10_595_114_339_597_558_777,
            2_904_607_092_377_533_576,
        ];
        assert_eq!(published.map(|_| random.next()), published);
    }

    #[test]
    fn draws_stay_in_bounds_and_meet_every_number_equally() {
        let mut random = Random::seeded(DEFAULT_SEED);
        let mut met = [0; 7];
        for _ in 0..70_000 {
            met[random.below(7)] += 1;
        }
        // Five standard deviations of 93 around 10,000.
        assert!(met.iter().all(|count| (9_535..=10_465).contains(count)), "{met:?}");
        assert_eq!((random.below(1), random.below(0)), (0, 0));
        assert!((0..1_000).map(|_| random.unit()).all(|unit| (0.0..1.0).contains(&unit)));
        assert!(!random.chance(0.0) && random.chance(1.0));
        let mean = (0..10_000).map(|_| random.unit()).sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.015, "{mean}");
    }

    #[test]
    fn shuffling_keeps_all_items_and_runs_differ() {
        let shuffled = |mut random: Random| {
            let mut items: Vec<usize> = (0..50).collect();
            random.shuffle(&mut items);
            items
        };
        let once = shuffled(Random::seeded(7));
        assert_eq!(once, shuffled(Random::seeded(7)));
        let others = [Random::seeded(8), Random::of_run(7, 0), Random::of_run(7, 1)].map(shuffled);
        assert!(others.iter().all(|other| *other != once) && others[1] != others[2]);
        let mut sorted = once;
        sorted.sort_unstable();
        assert_eq!(sorted, (0..50).collect::<Vec<_>>());
    }
}
