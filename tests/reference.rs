//! Null models, balance and whole-network figures against independent computations.
//!
//! The scripts in `reference/` wrote the numbers, each in ways of their own: the bipartite configuration
//! model by its authors' package `bicm` 3.4.0 and by a root finder, tails by Fourier transform and by
//! listing all matrices, frustration by looking at all divisions or by an integer programme that HiGHS
//! proves, whole-network figures by NetworkX 3.6.1 and igraph 1.0.0. They need Python, these tests do not.

#![allow(clippy::expect_used, reason = "a helper of tests may stop them")]

use comity::graph::network::{Fold, Network, Side};
use comity::measure::backbone::fdsm::Samples;
use comity::measure::backbone::{Incidence, Null, bicm, disparity};
use comity::measure::frustration::frustration;
use comity::measure::summary::{FIGURES, Facts};
use comity::measure::triads::census;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct NullModels {
    matrices: Vec<Matrix>,
    listed: Listed,
}

#[derive(Deserialize)]
struct Matrix {
    name: String,
    rows: usize,
    columns: usize,
    entries: Vec<(usize, usize)>,
    chances: Vec<Vec<f64>>,
    hypergeometric: Vec<f64>,
    sdsm: Vec<f64>,
    disparity: Vec<(u32, u32, f64, f64)>,
}

/// A matrix small enough to list all others with its totals.
#[derive(Deserialize)]
struct Listed {
    rows: usize,
    columns: usize,
    entries: Vec<(usize, usize)>,
    matrices: usize,
    fdsm: Vec<f64>,
}

#[test]
fn null_models_equal_independent_ones() {
    let found: NullModels = read("reference/backbone.json");
    assert_eq!(found.matrices.len(), 4);
    for matrix in found.matrices {
        let name = &matrix.name;
        let incidence = Incidence::of(matrix.rows, matrix.columns, matrix.entries.iter().copied());
        let model = bicm::solve(&incidence);
        assert!(model.error() <= bicm::TOLERANCE, "{name}: solved to {}", model.error());
        for (row, chances) in matrix.chances.iter().enumerate() {
            for (column, theirs) in chances.iter().enumerate() {
                let ours = model.chance(row, column);
                assert!((ours - theirs).abs() <= 1e-8, "{name}, chance of {row}, {column}: {ours} against {theirs}");
            }
        }
        for (null, theirs) in [(Null::Hypergeometric, &matrix.hypergeometric), (Null::Sdsm, &matrix.sdsm)] {
            let ours = null.test(&incidence).p_values;
            assert_eq!(ours.values().len(), theirs.len());
            for (pair, (ours, theirs)) in ours.values().iter().zip(theirs).enumerate() {
                assert!((ours - theirs).abs() <= 1e-8, "{name}, {null:?}, pair {pair}: {ours} against {theirs}");
            }
        }
        let ties = (0..matrix.rows as u32)
            .flat_map(|a| (a + 1..matrix.rows as u32).map(move |b| (a, b)))
            .map(|(a, b)| (a, b, incidence.shared(a as usize, b as usize) as f64))
            .filter(|(.., shared)| *shared > 0.0);
        let network = Network::undirected(matrix.rows, &ties.collect::<Vec<_>>(), Fold::Sum);
        let ours = disparity::test(&network);
        assert_eq!(ours.len(), matrix.disparity.len(), "{name}");
        for (tie, (a, b, weight, p)) in ours.iter().zip(matrix.disparity) {
            assert_eq!((tie.a, tie.b, tie.weight), (a, b, weight), "{name}");
            assert!((tie.p_value - p).abs() <= 1e-12, "{name}, {a}, {b}: {} against {p}", tie.p_value);
        }
    }
}

#[test]
fn random_matrices_agree_with_all_matrices() {
    let Listed { rows, columns, entries, matrices, fdsm } = read::<NullModels>("reference/backbone.json").listed;
    assert!(matrices > 100, "a sample has something to miss");
    let incidence = Incidence::of(rows, columns, entries);
    let count = 40_000;
    let ours = Null::Fdsm(Samples { count, seed: 2014 }).test(&incidence).p_values;
    for (pair, (ours, exact)) in ours.values().iter().zip(fdsm).enumerate() {
        // Five standard deviations, and the one that is added to the count.
        let allowed = 5.0 * (exact * (1.0 - exact) / count as f64).sqrt() + 1.0 / count as f64;
        assert!((ours - exact).abs() <= allowed, "pair {pair}: {ours} against {exact}");
    }
}

#[derive(Deserialize)]
struct SignedNetwork {
    name: String,
    nodes: usize,
    ties: Vec<(u32, u32, i32)>,
    census: [usize; 4],
    frustration: i64,
}

#[test]
fn balance_equals_independent_counts() {
    let networks: Vec<SignedNetwork> = read("reference/balance.json");
    assert_eq!(networks.len(), 10);
    for network in networks {
        let SignedNetwork { name, nodes, ties, census: expected, frustration: index } = network;
        assert_eq!(census(nodes, &ties).counts, expected, "{name}");
        let found = frustration(nodes, &ties);
        assert!(found.is_exact(), "{name}: between {} and {}", found.at_least, found.at_most);
        assert_eq!(found.at_most, index, "{name}");
    }
}

#[derive(Deserialize)]
struct Graph {
    directed: bool,
    nodes: usize,
    actors: Option<Vec<usize>>,
    edges: Vec<(u32, u32, f64)>,
}

#[test]
fn whole_networks_equal_the_libraries() {
    let expected: BTreeMap<String, BTreeMap<String, f64>> = read("reference/summary.json");
    let mut compared = 0;
    for (name, figures) in &expected {
        let graph: Graph = read(&format!("oracle/{name}.json"));
        let build = if graph.directed { Network::directed } else { Network::undirected };
        let mut network = build(graph.nodes, &graph.edges, Fold::Sum);
        if let Some(actors) = &graph.actors {
            let side = |node| if actors.contains(&node) { Side::Actor } else { Side::Group };
            network = network.with_sides((0..graph.nodes).map(side).collect());
        }
        let facts = Facts::of(&network);
        for figure in FIGURES.iter().filter(|figure| figure.applies(&facts)) {
            let ours = (figure.compute)(&facts);
            // What a library has no number for, as the assortativity of equal degrees, has none here.
            let theirs = figures.get(figure.name).copied();
            let equal = match (ours, theirs) {
                (Some(ours), Some(theirs)) => (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0),
                (ours, theirs) => ours == theirs,
            };
            assert!(equal, "{name}, {}: {ours:?} against {theirs:?}", figure.name);
            compared += usize::from(ours.is_some());
        }
        let known = |figure: &&String| FIGURES.iter().any(|it| it.name == **figure && it.applies(&facts));
        assert_eq!(figures.keys().find(|figure| !known(figure)), None, "{name}: a figure that nobody compares");
    }
    assert_eq!(expected.len(), 18);
    assert!(compared > 300, "{compared} figures compared");
}

fn read<T: DeserializeOwned>(file: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    let text = std::fs::read_to_string(path).expect("a file of numbers");
    serde_json::from_str(&text).expect("a file that a script wrote")
}
