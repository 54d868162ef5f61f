//! What must hold for every registered measure on every network.
//!
//! A measure that is added to the table is held to all laws at once; where one cannot hold by
//! definition, the measure is named below with the reason.

#![allow(clippy::expect_used, reason = "a helper of tests may stop them")]

use comity::graph::network::{Fold, Network, Side};
use comity::measure::{MEASURES, Measure, Need, Options, Scores, TIE_MEASURES};
use proptest::collection::vec;
use proptest::prelude::*;
use rayon::ThreadPoolBuilder;
use std::collections::BTreeSet;

/// Shares among all nodes, or among one side: more nodes change every score.
const SHARES: &[&str] = &["pagerank", "birank"];
/// One scale for the whole network: its strongest part, or its largest weight, decides on all others.
const ONE_SCALE: &[&str] = &["pagerank", "birank", "eigenvector", "katz", "hubs", "authorities", "clustering_onnela"];
/// Bounded by something else than one.
const OTHER_BOUND: &[&str] = &["constraint", "effective_size"];
/// No number for who has no contacts, or one alone.
const UNDEFINED: &[&str] = &["constraint", "effective_size", "efficiency", "hierarchy"];
/// No number, and a note, where weights differ by more than numbers hold.
const LOST: &[&str] = &["information", "katz"];
/// Twice as large where all ties are twice as strong; of all others the scores are the same.
const DOUBLED: &[&str] =
    &["strength", "in_strength", "out_strength", "closeness", "closeness_plain", "harmonic", "information"];
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
    /// Of a two-mode network, who is an actor.
    actors: Option<Vec<bool>>,
}

impl Plan {
    fn network(&self) -> Network {
        let build = if self.directed { Network::directed } else { Network::undirected };
        let network = build(self.n as usize, &self.edges, Fold::Max);
        let Some(actors) = &self.actors else { return network };
        network.with_sides(actors.iter().map(|&actor| if actor { Side::Actor } else { Side::Group }).collect())
    }

    fn with_edges(&self, edge: impl Fn((u32, u32, f64)) -> (u32, u32, f64)) -> Self {
        Self { edges: self.edges.iter().copied().map(edge).collect(), ..self.clone() }
    }

    /// The same nodes under other numbers.
    fn relabelled(&self, new: impl Fn(u32) -> u32) -> Self {
        let actors = self.actors.as_ref().map(|actors| {
            let mut moved = actors.clone();
            (0..self.n).for_each(|node| moved[new(node) as usize] = actors[node as usize]);
            moved
        });
        Self { actors, ..self.with_edges(|(a, b, w)| (new(a), new(b), w)) }
    }

    fn two_mode(mut self) -> Self {
        let actors: Vec<bool> = (0..self.n).map(|node| node % 3 != 0).collect();
        self.edges.retain(|&(a, b, _)| actors[a as usize] != actors[b as usize]);
        Self { directed: false, actors: Some(actors), ..self }
    }
}

/// Sparse to dense networks of up to 16 nodes, with weights that make equal and unequal paths; of one mode with
/// and without direction, and of two modes.
fn plans() -> impl Strategy<Value = Plan> {
    (0..=16u32, 0..3u8).prop_flat_map(|(n, sort)| {
        let weight = prop::sample::select(vec![0.5, 1.0, 1.0, 2.0, 3.0, 7.0]);
        let edge = (0..n.max(1), 0..n.max(1), weight);
        vec(edge, 0..=if n == 0 { 0 } else { 3 * n as usize }).prop_map(move |edges| {
            let plan = Plan { n, directed: sort == 0, edges, actors: None };
            if sort == 2 { plan.two_mode() } else { plan }
        })
    })
}

/// Every measure that is defined on a network, under every setting.
fn runs(network: &Network) -> impl Iterator<Item = (&'static Measure, Options)> {
    let defined = MEASURES.iter().filter(|measure| measure.lacks(network).is_none());
    defined.flat_map(|measure| SETTINGS.map(|options| (measure, options)))
}

/// Every measure but some, not normalised.
fn plain_runs_but(network: &Network, some: &'static [&str]) -> impl Iterator<Item = (&'static Measure, Options)> {
    runs(network).filter(|(measure, options)| !options.normalised && !some.contains(&measure.name))
}

/// Whether scores can be compared: a slow iteration that gave up says so, and its digits are not final.
fn settled(scores: &Scores) -> bool {
    !scores.notes.iter().any(|note| note.contains("iteration stopped"))
}

fn close(a: f64, b: f64) -> bool {
    (a.is_nan() && b.is_nan()) || (a - b).abs() <= 1e-9 * b.abs().max(1.0)
}

fn bits(scores: &Scores) -> Vec<u64> {
    scores.values.iter().map(|value| value.to_bits()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scores_are_finite_and_terms_are_stated(plan in plans()) {
        let network = plan.network();
        for (measure, options) in runs(&network) {
            let scores = (measure.compute)(&network, options);
            prop_assert_eq!(scores.values.len(), network.node_count());
            for (node, value) in scores.values.iter().enumerate() {
                let alone = network.sides().is_some() && met_by(&network, node) <= 1
                    || network.neighbours(node).len() + network.predecessors(node).len() <= 2;
                let none = value.is_nan() && UNDEFINED.contains(&measure.name) && alone;
                let usual = none || value.is_finite() && value.is_sign_positive();
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
        let plan = Plan { directed: false, actors: None, ..plan };
        let network = plan.with_edges(|(a, b, _)| (a, b, 1.0)).network();
        for (measure, options) in runs(&network).filter(|(measure, _)| !OTHER_BOUND.contains(&measure.name)) {
            let scores = (measure.compute)(&network, Options { weighted: false, normalised: true });
            let bounded = scores.values.iter().all(|&v| v.is_nan() || v <= 1.0 + 1e-12);
            prop_assert!(bounded, "{} {:?}: {:?}", measure.name, options, scores.values);
        }
    }

    #[test]
    fn normalised_scores_of_two_modes_are_at_most_one_or_noted(plan in plans(), actors in 1..15u32) {
        let actor = |node: u32| node < actors;
        let across = plan.edges.iter().filter(|&&(a, b, _)| actor(a) != actor(b));
        let edges = across.map(|&(a, b, _)| (a, b, 1.0)).collect();
        let actors = Some((0..plan.n).map(actor).collect());
        let network = Plan { directed: false, edges, actors, ..plan }.network();
        for measure in MEASURES.iter().filter(|measure| measure.lacks(&network).is_none()) {
            let scores = (measure.compute)(&network, Options { weighted: false, normalised: true });
            let bounded = scores.values.iter().all(|&v| v <= 1.0 + 1e-12 || v.is_nan());
            let noted = !scores.notes.is_empty() || OTHER_BOUND.contains(&measure.name);
            prop_assert!(bounded || noted, "{}: {:?}", measure.name, scores.values);
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
        let (before, after) = (plan.network(), plan.relabelled(new).network());
        for (measure, options) in runs(&before) {
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
        let actors = plan.actors.clone().map(|actors| [actors, vec![true]].concat());
        let (before, after) = (plan.network(), Plan { n: plan.n + 1, actors, ..plan }.network());
        for (measure, options) in plain_runs_but(&before, SHARES) {
            let (old, new) = ((measure.compute)(&before, options), (measure.compute)(&after, options));
            for (a, b) in old.values.iter().zip(&new.values) {
                prop_assert!(close(*a, *b) || !settled(&old), "{} {:?}: {} and {}", measure.name, options, a, b);
            }
        }
    }

    #[test]
    fn two_networks_side_by_side_score_as_each_alone(left in plans(), right in plans()) {
        let right = Plan { directed: left.directed, actors: None, ..right };
        let right = if left.actors.is_some() { right.two_mode() } else { right };
        let mut both = left.clone();
        both.n += right.n;
        both.edges.extend(right.edges.iter().map(|&(a, b, w)| (a + left.n, b + left.n, w)));
        both.actors = left.actors.clone().zip(right.actors.clone()).map(|(left, right)| [left, right].concat());
        let networks = [left.network(), right.network(), both.network()];
        for (measure, options) in plain_runs_but(&networks[2], ONE_SCALE) {
            let [left, right, both] = networks.each_ref().map(|network| (measure.compute)(network, options).values);
            for (a, b) in left.iter().chain(&right).zip(&both) {
                prop_assert!(close(*a, *b), "{} {:?}: {} and {}", measure.name, options, a, b);
            }
        }
    }

    #[test]
    fn weights_do_not_matter_where_they_are_not_asked_for(plan in plans()) {
        let (before, after) = (plan.network(), plan.with_edges(|(a, b, w)| (a, b, 2.0 * w)).network());
        for (measure, options) in runs(&before).filter(|(m, options)| !options.weighted && !m.always_weighted) {
            let (old, new) = ((measure.compute)(&before, options), (measure.compute)(&after, options));
            prop_assert_eq!(bits(&old), bits(&new), "{}", measure.name);
            prop_assert_eq!(old.terms, new.terms, "{}", measure.name);
        }
    }

    #[test]
    fn twice_the_weights_give_the_same_scores_or_twice(plan in plans()) {
        let (before, after) = (plan.network(), plan.with_edges(|(a, b, w)| (a, b, 2.0 * w)).network());
        let weighted = plain_runs_but(&before, &[]).filter(|(m, options)| options.weighted || m.always_weighted);
        for (measure, options) in weighted {
            let (old, new) = ((measure.compute)(&before, options), (measure.compute)(&after, options));
            let factor = if DOUBLED.contains(&measure.name) { 2.0 } else { 1.0 };
            for (a, b) in old.values.iter().zip(&new.values) {
                prop_assert!(close(a * factor, *b) || !settled(&old), "{}: {} and {}", measure.name, a, b);
            }
        }
    }

    #[test]
    fn weights_of_any_kind_are_survived(plan in plans(), weights in vec(any::<f64>(), 48)) {
        let mut odd = plan;
        odd.edges.iter_mut().zip(weights).for_each(|(edge, weight)| edge.2 = weight);
        let network = odd.network();
        for (measure, options) in runs(&network) {
            let scores = (measure.compute)(&network, options);
            let lost = UNDEFINED.contains(&measure.name) || LOST.contains(&measure.name) && !scores.notes.is_empty();
            let usual = scores.values.iter().all(|v| v.is_finite() && *v >= 0.0 || v.is_nan() && lost);
            prop_assert!(usual, "{} {:?}: {:?}", measure.name, options, scores.values);
        }
    }
}

/// How many others share a neighbour with a node: its contacts in two modes.
fn met_by(network: &Network, node: usize) -> usize {
    let around = |node: usize| network.neighbours(node).iter().map(|other| *other as usize);
    let met: BTreeSet<usize> = around(node).flat_map(around).filter(|other| *other != node).collect();
    met.len()
}

/// A network that fills several blocks of work, from a fixed linear congruence.
fn large(n: u32, edges: usize, directed: bool) -> Network {
    let mut state = 2014u64;
    let mut draw = |below: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(below)) as u32
    };
    let edges = (0..edges).map(|_| (draw(n), draw(n), f64::from(1 + draw(7)))).collect();
    Plan { n, directed, edges, actors: None }.network()
}

#[test]
fn one_thread_and_two_give_the_same_bits() {
    let networks = [large(300, 900, false), large(300, 1_500, true), large(150, 6_000, false), two_mode(200)];
    for network in &networks {
        // A dense matrix is one thread's work.
        let shared = |(m, _): &(&Measure, Options)| !m.needs.iter().any(|n| matches!(n, Need::PartsOfAtMost(_)));
        for (measure, options) in runs(network).filter(shared) {
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

/// States in bodies, each drawn by a rule of its own.
fn two_mode(n: u32) -> Network {
    let edges = (0..n).flat_map(|state| (0..state % 9).map(move |i| (state, n + (state * 7 + i * i) % 40, 1.0)));
    let actors = Some((0..n + 40).map(|node| node < n).collect());
    Plan { n: n + 40, directed: false, edges: edges.collect(), actors }.network()
}

#[test]
fn ties_are_measured_under_the_same_laws() {
    for network in [large(40, 90, false), large(40, 90, true), two_mode(20)] {
        for (measure, options) in TIE_MEASURES.iter().flat_map(|measure| SETTINGS.map(|options| (measure, options))) {
            let scores = (measure.compute)(&network, options);
            assert_eq!(scores.values.len(), network.edge_count());
            assert!(scores.values.iter().all(|value| value.is_finite() && *value >= 0.0), "{}", measure.name);
            assert!(!options.normalised || scores.values.iter().all(|value| *value <= 1.0), "{}", measure.name);
            assert!(TERMS.iter().all(|key| scores.terms.iter().any(|(k, _)| k == key)), "{}", measure.name);
            assert_eq!(bits_with(1, measure, &network, options), bits_with(2, measure, &network, options));
        }
    }
}

/// All pairs have a path in a connected network: each of its steps lies on one tie.
#[test]
fn edge_betweenness_adds_up_to_all_distances() {
    let network = large(60, 400, false);
    let plain = Options { weighted: false, normalised: false };
    let along: f64 = (TIE_MEASURES[0].compute)(&network, plain).values.iter().sum();
    let closeness = comity::measure::find("closeness").expect("a measure");
    let steps: f64 = (closeness.compute)(&network, plain).values.iter().map(|value| 1.0 / value).sum();
    assert!((along - steps / 2.0).abs() < 1e-6, "{along} against {steps}");
}

fn bits_with(threads: usize, measure: &Measure, network: &Network, options: Options) -> Vec<u64> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| (measure.compute)(network, options)).values.into_iter().map(f64::to_bits).collect()
}
