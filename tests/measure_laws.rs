//! What must hold for every registered measure on every network.
//!
//! A measure that is added to the table is held to all laws at once; where one cannot hold by
//! definition, the measure is named below with the reason.

#![allow(clippy::expect_used, reason = "a helper of tests may stop them")]

use comity::graph::network::{Fold, Network, Side};
use comity::measure::{MEASURES, Measure, Options, Scores};
use proptest::collection::vec;
use proptest::prelude::*;
use rayon::ThreadPoolBuilder;

/// Shares among all nodes: more nodes change every score.
const SHARES: &[&str] = &["pagerank"];
/// One scale for the whole network: its strongest part decides on all others.
const ONE_SCALE: &[&str] = &["pagerank", "eigenvector"];
/// Uses weights whatever the options say.
const ALWAYS_WEIGHTED: &[&str] = &["strength"];
/// The terms that every answer can state.
const TERMS: &[&str] = &["direction", "weights", "normalisation", "isolates", "disconnected"];

const SETTINGS: [Options; 4] = [
    Options { weighted: false, normalised: false },
    Options { weighted: false, normalised: true },
    Options { weighted: true, normalised: false },
    Options { weighted: true, normalised: true },
];

/// What a network is built from, so that it can be built otherwise.
#[derive(Debug, Clone)]
struct Plan {
    n: u32,
    directed: bool,
    edges: Vec<(u32, u32, f64)>,
}

impl Plan {
    fn network(&self) -> Network {
        let build = if self.directed { Network::directed } else { Network::undirected };
        build(self.n as usize, &self.edges, Fold::Max)
    }

    fn map(&self, n: u32, edge: impl Fn((u32, u32, f64)) -> (u32, u32, f64)) -> Self {
        Self { n, edges: self.edges.iter().copied().map(edge).collect(), ..*self }
    }
}

/// Sparse to dense networks of up to 16 nodes, with weights that make equal and unequal paths.
fn plans() -> impl Strategy<Value = Plan> {
    (0..=16u32, any::<bool>()).prop_flat_map(|(n, directed)| {
        let weight = prop::sample::select(vec![0.5, 1.0, 1.0, 2.0, 3.0, 7.0]);
        let edge = (0..n.max(1), 0..n.max(1), weight);
        vec(edge, 0..=if n == 0 { 0 } else { 3 * n as usize }).prop_map(move |edges| Plan { n, directed, edges })
    })
}

/// Every measure under every setting.
fn runs() -> impl Iterator<Item = (&'static Measure, Options)> {
    MEASURES.iter().flat_map(|measure| SETTINGS.map(|options| (measure, options)))
}

/// Every measure but some, not normalised.
fn plain_runs_but(some: &'static [&str]) -> impl Iterator<Item = (&'static Measure, Options)> {
    runs().filter(|(measure, options)| !options.normalised && !some.contains(&measure.name))
}

/// Whether scores can be compared: a slow iteration that gave up says so, and its digits are not final.
fn settled(scores: &Scores) -> bool {
    !scores.notes.iter().any(|note| note.contains("iteration stopped"))
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scores_are_finite_and_terms_are_stated(plan in plans()) {
        let network = plan.network();
        for (measure, options) in runs() {
            let scores = (measure.compute)(&network, options);
            prop_assert_eq!(scores.values.len(), network.node_count());
            for value in &scores.values {
                let usual = value.is_finite() && value.is_sign_positive();
                prop_assert!(usual, "{} {:?}: {}", measure.name, options, value);
            }
            for key in TERMS {
                let stated = scores.terms.iter().filter(|(k, words)| k == key && !words.is_empty()).count();
                prop_assert_eq!(stated, 1, "{} states `{}`", measure.name, key);
            }
        }
    }

    #[test]
    fn normalised_scores_without_weights_are_at_most_one(plan in plans()) {
        let plan = Plan { directed: false, ..plan };
        let network = plan.map(plan.n, |(a, b, _)| (a, b, 1.0)).network();
        for measure in MEASURES {
            let scores = (measure.compute)(&network, Options { weighted: false, normalised: true });
            prop_assert!(scores.values.iter().all(|&v| v <= 1.0 + 1e-12), "{}: {:?}", measure.name, scores.values);
        }
    }

    #[test]
    fn normalised_scores_of_two_modes_are_at_most_one_or_noted(plan in plans(), actors in 1..15u32) {
        let side = |node: u32| if node < actors { Side::Actor } else { Side::Group };
        let edges = plan.edges.iter().filter(|&&(a, b, _)| side(a) != side(b)).map(|&(a, b, _)| (a, b, 1.0)).collect();
        let network = Plan { directed: false, edges, ..plan }.network().with_sides((0..plan.n).map(side).collect());
        for measure in MEASURES {
            let scores = (measure.compute)(&network, Options { weighted: false, normalised: true });
            let bounded = scores.values.iter().all(|&v| v <= 1.0 + 1e-12);
            prop_assert!(bounded || !scores.notes.is_empty(), "{}: {:?}", measure.name, scores.values);
        }
    }

    #[test]
    fn relabelling_changes_nothing_but_the_order(
        plan in plans(),
        step in prop::sample::select(vec![1u32, 3, 5, 7, 11, 13]),
        start in 0..16u32,
    ) {
        // Prime to every size it is used with, so that each node gets a label of its own.
        let n = plan.n.max(1);
        let step = if n.is_multiple_of(step) { 1 } else { step };
        let new = |node: u32| ((n - 1 - node) * step + start) % n;
        let (before, after) = (plan.network(), plan.map(plan.n, |(a, b, w)| (new(a), new(b), w)).network());
        for (measure, options) in runs() {
            let (old, moved) = ((measure.compute)(&before, options), (measure.compute)(&after, options));
            for node in 0..plan.n {
                let (a, b) = (old.values[node as usize], moved.values[new(node) as usize]);
                let same = close(a, b) || !settled(&old);
                prop_assert!(same, "{} {:?}, node {}: {} and {}", measure.name, options, node, a, b);
            }
        }
    }

    #[test]
    fn an_isolate_more_leaves_the_others_as_they_are(plan in plans()) {
        let (before, after) = (plan.network(), plan.map(plan.n + 1, |edge| edge).network());
        for (measure, options) in plain_runs_but(SHARES) {
            let (old, new) = ((measure.compute)(&before, options), (measure.compute)(&after, options));
            for (a, b) in old.values.iter().zip(&new.values) {
                prop_assert!(close(*a, *b) || !settled(&old), "{} {:?}: {} and {}", measure.name, options, a, b);
            }
        }
    }

    #[test]
    fn two_networks_side_by_side_score_as_each_alone(left in plans(), right in plans()) {
        let right = Plan { directed: left.directed, ..right };
        let mut both = left.map(left.n + right.n, |edge| edge);
        both.edges.extend(right.edges.iter().map(|&(a, b, w)| (a + left.n, b + left.n, w)));
        let networks = [left.network(), right.network(), both.network()];
        for (measure, options) in plain_runs_but(ONE_SCALE) {
            let [left, right, both] = networks.each_ref().map(|network| (measure.compute)(network, options).values);
            for (a, b) in left.iter().chain(&right).zip(&both) {
                prop_assert!(close(*a, *b), "{} {:?}: {} and {}", measure.name, options, a, b);
            }
        }
    }

    #[test]
    fn weights_do_not_matter_where_they_are_not_asked_for(plan in plans()) {
        let (before, after) = (plan.network(), plan.map(plan.n, |(a, b, w)| (a, b, 2.0 * w)).network());
        let unweighted = runs().filter(|(measure, options)| {
            !options.weighted && !ALWAYS_WEIGHTED.contains(&measure.name)
        });
        for (measure, options) in unweighted {
            let (old, new) = ((measure.compute)(&before, options), (measure.compute)(&after, options));
            prop_assert_eq!(old, new, "{}", measure.name);
        }
    }

    #[test]
    fn weights_of_any_kind_are_survived(plan in plans(), weights in vec(any::<f64>(), 48)) {
        let mut odd = plan;
        odd.edges.iter_mut().zip(weights).for_each(|(edge, weight)| edge.2 = weight);
        let network = odd.network();
        for (measure, options) in runs() {
            let scores = (measure.compute)(&network, options);
            let usual = scores.values.iter().all(|v| v.is_finite() && *v >= 0.0);
            prop_assert!(usual, "{} {:?}: {:?}", measure.name, options, scores.values);
        }
    }
}

/// A network that fills several blocks of work, from a fixed linear congruence.
fn large(n: u32, edges: usize, directed: bool) -> Network {
    let mut state = 2014u64;
    let mut draw = |below: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(below)) as u32
    };
    let edges = (0..edges).map(|_| (draw(n), draw(n), f64::from(1 + draw(7)))).collect();
    Plan { n, directed, edges }.network()
}

#[test]
fn one_thread_and_two_give_the_same_bits() {
    let networks = [large(300, 900, false), large(300, 1_500, true), large(150, 6_000, false)];
    for network in &networks {
        for (measure, options) in runs() {
            let bits = |threads| bits_with(threads, measure, network, options);
            assert_eq!(bits(1), bits(2), "{} {options:?}", measure.name);
        }
    }
}

#[test]
fn one_thread_and_two_give_the_same_bits_where_nodes_fill_blocks() {
    // Searches from everywhere would take long here; these look at neighbours only.
    let network = large(10_000, 40_000, false);
    for measure in MEASURES.iter().filter(|measure| ["eigenvector", "pagerank"].contains(&measure.name)) {
        let bits = |threads| bits_with(threads, measure, &network, SETTINGS[3]);
        assert_eq!(bits(1), bits(2), "{}", measure.name);
    }
}

fn bits_with(threads: usize, measure: &Measure, network: &Network, options: Options) -> Vec<u64> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| (measure.compute)(network, options)).values.into_iter().map(f64::to_bits).collect()
}
