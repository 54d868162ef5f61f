//! Numbers about a [`Network`]; one file a measure, one table of them all.
//!
//! A measure knows no names, dates or kinds of relation: it sees a network and answers one number
//! a node, with the terms under which it was counted. Measures are named, defined and normalised as
//! in NetworkX; where igraph differs, the measure's page says so. The same network gives the same
//! bits on every run, with any number of threads.
//!
//! ```
//! use comity::graph::network::{Fold, Network};
//! use comity::measure::{self, Options};
//!
//! // 0 - 1 - 2: whoever sits in the middle is nearest to all and between the others.
//! let path = Network::undirected(3, &[(0, 1, 1.0), (1, 2, 1.0)], Fold::Once);
//! let options = Options { weighted: false, normalised: true };
//! let betweenness = measure::find("betweenness").unwrap();
//! assert_eq!((betweenness.compute)(&path, options).values, [0.0, 1.0, 0.0]);
//! ```

use crate::graph::network::Network;

pub mod agreement;
pub mod backbone;
pub mod betweenness;
mod blocks;
pub mod brokerage;
pub mod closeness;
pub mod co_membership;
pub mod degree;
mod distance_two;
pub mod eigenvector;
pub mod frustration;
pub mod groups;
pub mod harmonic;
pub mod pagerank;
mod parts;
mod search;
pub mod strength;
pub mod summary;
mod ties;
pub mod triads;
mod two_mode;
pub mod vertex_cover;

/// Every measure, in the order that help and answers show them.
pub const MEASURES: &[Measure] = &[
    Measure {
        name: "degree",
        label: "Degree",
        about: "How many others a node is tied to",
        decimals: 3,
        compute: degree::degree,
    },
    Measure {
        name: "strength",
        label: "Strength",
        about: "The sum of the weights of a node's ties; always weighted",
        decimals: 3,
        compute: strength::strength,
    },
    Measure {
        name: "closeness",
        label: "Closeness",
        about: "How near a node is to all others, by the mean distance",
        decimals: 3,
        compute: closeness::closeness,
    },
    Measure {
        name: "harmonic",
        label: "Harmonic",
        about: "How near a node is to all others, by the sum of inverse distances",
        decimals: 3,
        compute: harmonic::harmonic,
    },
    Measure {
        name: "betweenness",
        label: "Betweenness",
        about: "How many shortest paths between others run through a node",
        decimals: 4,
        compute: betweenness::betweenness,
    },
    Measure {
        name: "eigenvector",
        label: "Eigenvector",
        about: "Being tied to others who are well tied themselves",
        decimals: 4,
        compute: eigenvector::eigenvector,
    },
    Measure {
        name: "pagerank",
        label: "PageRank",
        about: "How often a walk along the ties, now and then begun anew, meets a node",
        decimals: 4,
        compute: pagerank::pagerank,
    },
];

/// A registered measure: what the command line, its help and the general tests need to know of it.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// The name that users type, as in NetworkX: `betweenness`.
    pub name: &'static str,
    /// The heading of its column.
    pub label: &'static str,
    /// One line for help.
    pub about: &'static str,
    /// Decimals shown to people; machines get all digits.
    pub decimals: u8,
    /// Computes one score for every node.
    pub compute: fn(&Network, Options) -> Scores,
}

/// Finds a measure by its name.
///
/// ```
/// assert_eq!(comity::measure::find("harmonic").unwrap().label, "Harmonic");
/// assert!(comity::measure::find("importance").is_none());
/// ```
pub fn find(name: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.name == name)
}

/// The choices that every measure takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether weights count. They are strengths of ties: measures of paths take `1 / weight` as the
    /// distance, the others the weight itself.
    pub weighted: bool,
    /// Whether to divide by what is possible in a network of this size, so that networks compare.
    pub normalised: bool,
}

/// The scores of all nodes and the terms under which they were counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// One finite number, zero or more, for every node.
    pub values: Vec<f64>,
    /// Choices behind the numbers, key and words: `direction`, `weights`, `normalisation`,
    /// `isolates`, `disconnected`, and what is the measure's own.
    pub terms: Vec<(&'static str, String)>,
    /// Remarks on this network, one sentence each; empty when all is as usual.
    pub notes: Vec<String>,
}

impl Scores {
    fn new(values: Vec<f64>) -> Self {
        Self { values, terms: Vec::new(), notes: Vec::new() }
    }

    fn term(mut self, key: &'static str, words: impl Into<String>) -> Self {
        self.terms.push((key, words.into()));
        self
    }

    fn note(mut self, sentence: impl Into<String>) -> Self {
        self.notes.push(sentence.into());
        self
    }

    /// States the direction: `directed` holds the words for a network of arcs.
    fn direction(self, network: &Network, directed: &str) -> Self {
        self.term("direction", if network.is_directed() { directed } else { "undirected" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_lines_are_short() {
        for (i, measure) in MEASURES.iter().enumerate() {
            assert!(MEASURES[..i].iter().all(|earlier| earlier.name != measure.name), "{} twice", measure.name);
            assert!(measure.about.len() <= 80 && !measure.about.ends_with('.'), "{}", measure.name);
        }
    }
}
