//! Groups and brokers against NetworkX 3.6.1, igraph 1.0.0 and countings from the definitions, to 1e-9.
//!
//! `oracle/groups.py` wrote the graphs and numbers; it needs Python, these tests do not. Where both libraries
//! have a number the generator has checked that they agree. Differences of definition:
//!
//! - a network without ties has modularity 0 here and none in the libraries;
//! - igraph's constant Potts model has another scale, so that quality is counted from its definition;
//! - two partitions that are each one group are alike to 1 here, which igraph says too.

use crate::oracle_files::{names, network, read};
use comity::graph::network::{Fold, Network};
use comity::measure::brokerage::{Broker, Null, brokerage};
use comity::measure::groups::compare::compare;
use comity::measure::groups::components::{strong, weak};
use comity::measure::groups::core_periphery::{continuous, discrete};
use comity::measure::groups::cores::core_numbers;
use comity::measure::groups::cuts::cuts;
use comity::measure::groups::kclique::k_clique_communities;
use comity::measure::groups::label::label_propagation;
use comity::measure::groups::leiden::leiden;
use comity::measure::groups::louvain::louvain;
use comity::measure::groups::mixing::{class_assortativity, degree_assortativity, mixing};
use comity::measure::groups::{Objective, Partition, Search};
use serde::Deserialize;
use std::collections::BTreeMap;

const FOLDER: &str = "oracle/groups";
/// Files, so that none is lost unnoticed; `ties.json` besides.
const GRAPHS: usize = 21;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Oracle {
    about: String,
    directed: bool,
    nodes: usize,
    actors: Option<Vec<usize>>,
    edges: Vec<(u32, u32, f64)>,
    partitions: Vec<Cut>,
    likeness: Option<[Option<f64>; 3]>,
    structure: Structure,
    best_modularity: Option<Vec<Best>>,
    core_periphery: Option<CorePeriphery>,
    brokerage: Brokerage,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cut {
    labels: Vec<u32>,
    /// Weighted, resolution, modularity.
    modularity: Vec<(bool, f64, f64)>,
    potts: Vec<(f64, f64)>,
    barber: Option<f64>,
    signed: Option<f64>,
    mixing: Mixed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mixed {
    degree: Option<f64>,
    classes: Option<f64>,
    inside: f64,
    outside: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Structure {
    articulation_points: Vec<u32>,
    bridges: Vec<(u32, u32)>,
    blocks: Vec<Vec<u32>>,
    weak: Vec<Vec<u32>>,
    strong: Vec<Vec<u32>>,
    cores: Vec<u32>,
    label_propagation: Vec<Vec<u32>>,
    k_cliques: BTreeMap<usize, Vec<Vec<u32>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Best {
    weighted: bool,
    found: f64,
    proved: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CorePeriphery {
    discrete: Option<f64>,
    continuous: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Brokerage {
    /// Five roles, total, partial, exclusive.
    rows: Vec<[f64; 8]>,
    /// Mean and deviation of five roles and the total, over all ways to deal the classes.
    labels: Option<Vec<[[f64; 6]; 2]>>,
}

fn all() -> Vec<(String, Oracle)> {
    let graphs = names(FOLDER).into_iter().filter(|name| name != "ties");
    let mut found: Vec<(String, Oracle)> = graphs
        .map(|name| {
            let oracle: Oracle = read(FOLDER, &name);
            (format!("{name} ({})", oracle.about), oracle)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(found.len(), GRAPHS);
    found
}

impl Oracle {
    fn network(&self) -> Network {
        network(self.nodes, self.directed, &self.edges, self.actors.as_deref())
    }
}

#[track_caller]
fn close(what: &str, ours: f64, theirs: f64) {
    assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0), "{what}: {ours} against {theirs}");
}

#[track_caller]
fn close_or_none(what: &str, ours: Option<f64>, theirs: Option<f64>) {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => close(what, ours, theirs),
        (ours, theirs) => assert_eq!(ours, theirs, "{what}"),
    }
}

#[test]
fn qualities_of_given_partitions_are_equal() {
    let mut compared = 0;
    for (name, oracle) in all() {
        let network = oracle.network();
        for cut in &oracle.partitions {
            let partition = Partition::of_labels(&cut.labels);
            for &(weighted, resolution, wanted) in &cut.modularity {
                let found = Objective::modularity(&network, weighted, resolution).quality(&partition);
                close(&format!("{name}: modularity, {weighted}, {resolution}"), found, wanted);
                compared += 1;
            }
            for &(resolution, wanted) in &cut.potts {
                let found = Objective::cpm(&network, true, resolution).quality(&partition);
                close(&format!("{name}: constant Potts, {resolution}"), found, wanted);
            }
            if let Some(wanted) = cut.barber {
                let found = Objective::barber(&network, true, 1.0).unwrap().quality(&partition);
                close(&format!("{name}: Barber"), found, wanted);
                compared += 1;
            }
            if let Some(wanted) = cut.signed {
                let layer = |bad: bool| {
                    let edges = oracle.edges.iter().enumerate().filter(|(i, _)| (i % 3 == 2) == bad);
                    let edges: Vec<_> = edges.map(|(_, edge)| *edge).collect();
                    Network::undirected(oracle.nodes, &edges, Fold::Sum)
                };
                let found = Objective::signed(&layer(false), &layer(true), true, 1.0).quality(&partition);
                close(&format!("{name}: signed"), found, wanted);
                compared += 1;
            }
            let classes: Vec<Option<u32>> = cut.labels.iter().copied().map(Some).collect();
            close_or_none(&format!("{name}: degrees"), degree_assortativity(&network), cut.mixing.degree);
            let found = class_assortativity(&network, &classes, false);
            close_or_none(&format!("{name}: classes"), found, cut.mixing.classes);
            let found = mixing(&network, &classes, true);
            close(&format!("{name}: inside"), found.within, cut.mixing.inside);
            close(&format!("{name}: outside"), found.between, cut.mixing.outside);
        }
    }
    assert!(compared > 250, "{compared}");
}

#[test]
fn likeness_of_partitions_is_equal() {
    for (name, oracle) in all() {
        let Some([nmi, rand, variation]) = oracle.likeness else { continue };
        let [a, b] = [0, 1].map(|i| Partition::of_labels(&oracle.partitions[i].labels));
        let found = compare(&a, &b);
        if let Some(nmi) = nmi {
            close(&format!("{name}: nmi"), found.nmi, nmi);
        }
        if let Some(rand) = rand {
            close(&format!("{name}: adjusted Rand"), found.adjusted_rand, rand);
        }
        close(&format!("{name}: variation"), found.variation, variation.unwrap());
    }
}

#[test]
fn structure_is_equal() {
    for (name, oracle) in all() {
        let (network, wanted) = (oracle.network(), &oracle.structure);
        let found = cuts(&network);
        assert_eq!(found.articulation_points, wanted.articulation_points, "{name}");
        assert_eq!(found.bridges, wanted.bridges, "{name}");
        let sorted = |mut groups: Vec<Vec<u32>>| {
            groups.sort();
            groups
        };
        assert_eq!(sorted(found.blocks), wanted.blocks, "{name}: blocks");
        assert_eq!(sorted(weak(&network).groups()), wanted.weak, "{name}: weak");
        assert_eq!(sorted(strong(&network).groups()), wanted.strong, "{name}: strong");
        assert_eq!(core_numbers(&network), wanted.cores, "{name}: cores");
        for (k, wanted) in &wanted.k_cliques {
            assert_eq!(sorted(k_clique_communities(&network, *k).unwrap()), *wanted, "{name}: cliques of {k}");
        }
        let found = sorted(label_propagation(&network, false).groups());
        // Arcs in both directions count twice here and once there.
        if !oracle.directed {
            assert_eq!(found, wanted.label_propagation, "{name}: label propagation");
        }
    }
}

#[test]
fn the_best_partition_is_at_least_as_good() {
    let mut proved = 0;
    for (name, oracle) in all() {
        let network = oracle.network();
        for best in oracle.best_modularity.iter().flatten() {
            let objective = Objective::modularity(&network, best.weighted, 1.0);
            // A random network has many partitions about as good; theirs is the best of 150 starts.
            let starts = if name.starts_with("random") { 100 } else { Search::default().starts };
            let search = Search { starts, ..Search::default() };
            let quality = objective.quality(&leiden(&objective, search));
            assert!(quality >= best.found - 1e-9, "{name}: Leiden {quality} against {}", best.found);
            let louvain = objective.quality(&louvain(&objective, search));
            assert!(louvain >= best.found - 0.02, "{name}: Louvain {louvain} against {}", best.found);
            if best.proved {
                close(&format!("{name}: the most there is"), quality, best.found);
                proved += 1;
            }
        }
    }
    assert!(proved >= 20, "{proved}");
}

#[test]
fn cores_fit_at_least_as_well() {
    let mut settled = 0;
    for (name, oracle) in all() {
        let Some(wanted) = &oracle.core_periphery else { continue };
        let network = oracle.network();
        if let Some(wanted) = wanted.discrete {
            let found = discrete(&network, true, Search::default()).fit.unwrap();
            close(&format!("{name}: the best of all cores"), found, wanted);
        }
        let found = continuous(&network, true, Search::default());
        let most = found.values.iter().copied().fold(0.0, f64::max);
        let least = found.values.iter().copied().fold(f64::INFINITY, f64::min);
        // Where the fit grows without end, as one node outgrows all others or all become alike, nobody gets to it.
        let without_end = most > 1.0 - 1e-6 || most < 1.01 * least;
        let off = if without_end { 5e-5 } else { 1e-9 };
        let fit = found.fit.unwrap();
        settled += usize::from(!without_end);
        assert!(fit >= wanted.continuous - off, "{name}: coreness {fit} against {}", wanted.continuous);
    }
    assert!(settled >= 5, "{settled}");
}

#[track_caller]
fn close_rows(what: &str, found: &[f64], wanted: &[f64]) {
    found.iter().zip(wanted).enumerate().for_each(|(i, (a, b))| close(&format!("{what}, {i}"), *a, *b));
}

#[test]
fn roles_of_brokers_and_their_expectations_are_equal() {
    let mut dealt = 0;
    for (name, oracle) in all() {
        let classes: Vec<Option<u32>> = oracle.partitions[0].labels.iter().copied().map(Some).collect();
        let found = brokerage(&oracle.network(), &classes, Null::Labels);
        for (node, (broker, wanted)) in found.iter().zip(&oracle.brokerage.rows).enumerate() {
            let row = [&broker.roles[..], &[broker.total, broker.partial, broker.exclusive]].concat();
            close_rows(&format!("{name}, node {node}"), &row, wanted);
        }
        for (node, wanted) in oracle.brokerage.labels.iter().flatten().enumerate() {
            let Broker { expected, deviation, .. } = found[node];
            close_rows(&format!("{name}, node {node}, expected"), &expected, &wanted[0]);
            // A deviation of nothing is a root of rounding there.
            for (role, (a, b)) in deviation.iter().zip(&wanted[1]).enumerate() {
                assert!((a - b).abs() < 1e-7, "{name}, node {node}, role {role}: deviation {a} against {b}");
            }
            dealt += 1;
        }
    }
    assert!(dealt >= 40, "{dealt}");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ByTies {
    about: String,
    nodes: usize,
    directed: bool,
    actors: Option<Vec<usize>>,
    classes: Vec<u32>,
    edges: Vec<(u32, u32)>,
    expected: Vec<[f64; 6]>,
    deviation: Vec<[f64; 6]>,
}

#[test]
fn expectations_over_all_networks_are_equal() {
    let all: Vec<ByTies> = read(FOLDER, "ties");
    assert_eq!(all.len(), 3);
    for oracle in all {
        let edges: Vec<_> = oracle.edges.iter().map(|&(a, b)| (a, b, 1.0)).collect();
        let network = network(oracle.nodes, oracle.directed, &edges, oracle.actors.as_deref());
        let classes: Vec<Option<u32>> = oracle.classes.iter().copied().map(Some).collect();
        for (node, broker) in brokerage(&network, &classes, Null::Ties).iter().enumerate() {
            close_rows(&format!("{}, node {node}, expected", oracle.about), &broker.expected, &oracle.expected[node]);
            close_rows(
                &format!("{}, node {node}, deviation", oracle.about),
                &broker.deviation,
                &oracle.deviation[node],
            );
        }
    }
}
