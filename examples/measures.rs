//! What every measure is, in one line each with its formula and terms: the page `docs/measures.md`.
//!
//! `cargo run --example measures > docs/measures.md`; a test says when that is due.

#![allow(clippy::print_stdout)]

use comity::graph::network::{Fold, Network, Side};
use comity::measure::{MEASURES, Measure, Options, TIE_MEASURES};
use std::fmt::Write as _;

fn main() {
    print!("{}", page());
}

const HEAD: &str = "\
# Measures

Written from the table of measures by `cargo run --example measures > docs/measures.md`; do not edit it by hand. Each measure is
defined, named and normalised as in NetworkX; where igraph or NetworkX differ, its page in the library's documentation
(`comity::measure`) says so, with the literature and an example to check by hand. `tests/oracle/` holds the numbers of both.

In the formulas `n` is the number of nodes, `w` a weight (a strength; the length of a tie is its inverse), `d` a distance, `k` the
number of contacts and `s` the sum of weights of a node. The terms are those of normalised scores on a small network that the
measure is defined on, with arcs where it takes them, else without, else with two modes. `comity centrality` prints
them under every answer.

Burt's four measures of structural holes are those of Burchard and Cornwell (2018) in a two-mode network; the formulas stand on the page
of `comity::measure::holes_two_mode`. Left out are load centrality, which differs from betweenness only in how paths of equal
length share and which nobody asks for where betweenness is quick, and percolation centrality, which needs a state of every node
that a network alone does not have.

A world is not needed: `comity centrality --edges FILE.csv` measures a plain list of edges, `source,target` or
`source,target,weight` a line, of any labels (`--directed`, `--two-mode`, `--weight-column`), and `communities` and `summary` take
one too. Ten million edges are no trouble; where all shortest paths of such a network would take too long, `--sample K` estimates
betweenness from those of `K` nodes.
";

/// The whole page, from nothing but the table.
pub(crate) fn page() -> String {
    let mut page = String::from(HEAD);
    page.push_str("\n## Overview\n\n| name | what it says | defined on |\n|--|--|--|\n");
    for measure in MEASURES.iter().chain(TIE_MEASURES) {
        let needs: Vec<String> = measure.needs.iter().map(|need| need.words()).collect();
        let needs = if needs.is_empty() { "every network".to_owned() } else { needs.join("; ") };
        let _ = writeln!(page, "| [`{0}`](#{0}) | {1} | {needs} |", measure.name, measure.about);
    }
    page.push_str("\n# Measures of nodes\n");
    MEASURES.iter().for_each(|measure| entry(measure, &mut page));
    page.push_str("\n# Measures of ties\n");
    TIE_MEASURES.iter().for_each(|measure| entry(measure, &mut page));
    page
}

fn entry(measure: &Measure, page: &mut String) {
    let _ =
        write!(page, "\n## {}\n\n{}: {}.\n\n    {}\n\n", measure.name, measure.label, measure.about, measure.formula);
    if measure.tuned.is_some() {
        page.push_str("- its number can be set: `--alpha`\n");
    }
    let Some(network) = samples().into_iter().find(|network| measure.lacks(network).is_none()) else { return };
    let scores = (measure.compute)(&network, Options { weighted: true, normalised: true });
    for (key, words) in &scores.terms {
        let _ = writeln!(page, "- {key}: {words}");
    }
}

/// A circle of arcs, a triangle, and two states in a body.
fn samples() -> [Network; 3] {
    let circle = [(0, 1, 2.0), (1, 2, 2.0), (2, 0, 2.0)];
    let sides = vec![Side::Actor, Side::Actor, Side::Group];
    [
        Network::directed(3, &circle, Fold::Sum),
        Network::undirected(3, &circle, Fold::Sum),
        Network::undirected(3, &circle[1..], Fold::Sum).with_sides(sides),
    ]
}
