//! Every measure against NetworkX 3.6.1 and igraph 1.0.0, to 1e-9.
//!
//! `oracle/generate.py` wrote the graphs and the numbers; it needs Python, these tests do not. A row
//! says which of the two libraries gave its numbers and, where one is missing, why: the library has
//! no such definition, or another one. The differences that remain, all stated in the measures' pages:
//!
//! - closeness: igraph does not scale by the share of nodes within reach and has no number for an
//!   isolate; NetworkX always normalises; plain closeness is NetworkX's without that share and igraph's;
//! - harmonic: NetworkX does not normalise; degree, betweenness: igraph does not; strength: neither does;
//! - betweenness with weights: NetworkX compares the lengths of paths exactly, so the generator hands
//!   them over as fractions;
//! - eigenvector: NetworkX has none where no arc leads back; igraph picks one of several where parts
//!   have the same eigenvalue; hubs and authorities: either picks any;
//! - information: NetworkX refuses parts, so it is asked of each; katz: it is given our factor; birank: our bases;
//! - subgraph, core number: neither normalises;
//! - clustering: igraph ignores direction; of the weighted ones each library has one;
//! - constraint, effective size: NetworkX has no number for who points to nobody, so it is given both directions added;
//! - efficiency, hierarchy: neither has them, NetworkX has their parts; all four of Burt's in two modes, and closure by node:
//!   neither has them, so they are worked out from NetworkX's graphs by the formulas;
//! - two modes: only NetworkX has the norms, and without weights.

use crate::oracle_files::{names, network, read};
use comity::measure::{MEASURES, Measure, Options, TIE_MEASURES};
use serde::Deserialize;

const FOLDER: &str = "oracle";
const TOLERANCE: f64 = 1e-9;
/// The names of all files, so that none is lost or forgotten unnoticed.
const GRAPHS: &[&str] = &[
    "acyclic",
    "complete",
    "davis",
    "directed",
    "florentine",
    "isolates",
    "karate",
    "mutual",
    "near_complete",
    "no_edges",
    "parallel",
    "parallel_directed",
    "parts",
    "path",
    "random",
    "random_directed",
    "seats",
    "single",
    "star",
    "thirds",
    "two_modes",
];
/// Runs (graph, measure, settings) that each library confirms; see `every_measure_equals_the_libraries`.
const BY_NETWORKX: usize = 1706;
const BY_IGRAPH: usize = 904;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Oracle {
    about: String,
    directed: bool,
    nodes: usize,
    actors: Option<Vec<usize>>,
    edges: Vec<(u32, u32, f64)>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    measure: String,
    /// Pairs of `weighted` and `normalised`.
    settings: Vec<(bool, bool)>,
    /// No value where there is none.
    values: Vec<Option<f64>>,
    by: Vec<String>,
    why: Option<String>,
}

#[test]
fn every_measure_equals_the_libraries() {
    let (mut networkx, mut igraph) = (0, 0);
    for graph in GRAPHS {
        let oracle: Oracle = read(FOLDER, graph);
        let network = network(oracle.nodes, oracle.directed, &oracle.edges, oracle.actors.as_deref());
        for (measure, weighted, normalised) in runs() {
            let name = measure.name;
            let run = format!("{graph} ({}), {name}, weighted {weighted}, normalised {normalised}", oracle.about);
            let rows: Vec<&Row> = oracle
                .rows
                .iter()
                .filter(|row| row.measure == name && row.settings.contains(&(weighted, normalised)))
                .collect();
            if measure.lacks(&network).is_some() {
                assert!(rows.is_empty(), "not defined by us, but by {:?}: {run}", rows[0].by);
                continue;
            }
            assert_eq!(rows.len(), 1, "rows for {run}");
            let row = rows[0];
            assert!(!row.by.is_empty() && (row.by.len() == 2 || row.why.is_some()), "unexplained: {run}");
            let values = (measure.compute)(&network, Options { weighted, normalised }).values;
            let wanted = if TIE_MEASURES.iter().any(|m| m.name == name) { network.edge_count() } else { oracle.nodes };
            assert_eq!((values.len(), row.values.len()), (wanted, wanted), "{run}");
            for (place, (ours, theirs)) in values.iter().zip(&row.values).enumerate() {
                let theirs = theirs.unwrap_or(f64::NAN);
                let allowed = TOLERANCE * theirs.abs().max(1.0);
                let equal = (ours - theirs).abs() <= allowed || ours.is_nan() && theirs.is_nan();
                assert!(equal, "{run}, place {place}: {ours} against {theirs} by {:?}", row.by);
            }
            networkx += usize::from(row.by.iter().any(|by| by == "networkx"));
            igraph += usize::from(row.by.iter().any(|by| by == "igraph"));
        }
    }
    // A run that nobody compares would pass unseen.
    assert_eq!((networkx, igraph), (BY_NETWORKX, BY_IGRAPH), "runs confirmed by NetworkX and by igraph");
}

#[test]
fn every_file_is_read() {
    assert_eq!(names(FOLDER), GRAPHS);
}

fn runs() -> impl Iterator<Item = (&'static Measure, bool, bool)> {
    let settings = [(false, false), (false, true), (true, false), (true, true)];
    let all = MEASURES.iter().chain(TIE_MEASURES);
    all.flat_map(move |measure| settings.map(|(weighted, normalised)| (measure, weighted, normalised)))
}
