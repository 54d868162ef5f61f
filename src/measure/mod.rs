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
pub mod birank;
mod bits;
mod blocks;
pub mod brokerage;
pub mod closeness;
pub mod closeness_plain;
pub mod clustering;
pub mod clustering_barrat;
pub mod clustering_onnela;
pub mod clustering_robins_alexander;
pub mod co_membership;
mod contacts;
pub mod core_number;
pub mod degree;
mod distance_two;
pub mod distances;
pub mod edge_betweenness;
pub mod eigenvector;
pub mod frustration;
pub mod groups;
pub mod harmonic;
pub mod hits;
pub mod holes;
pub mod holes_two_mode;
pub mod in_out;
pub mod information;
pub mod katz;
mod leading;
mod lengths;
mod levels;
mod matrix;
pub mod pagerank;
mod parts;
mod paths;
mod register;
mod search;
mod spectrum;
pub mod strength;
pub mod subgraph;
pub mod summary;
mod ties;
pub mod triads;
mod triangles;
mod two_mode;
pub mod two_mode_clustering;
pub mod vertex_cover;

pub use register::{MEASURES, TIE_MEASURES};
pub(crate) use ties::unusable_weights;

/// A registered measure: what the command line, its help, the reference page and the general tests need to
/// know of it.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// The name that users type, as in NetworkX: `betweenness`.
    pub name: &'static str,
    /// The heading of its column.
    pub label: &'static str,
    /// One line for help.
    pub about: &'static str,
    /// The formula in one line.
    pub formula: &'static str,
    /// Decimals shown to people; machines get all digits.
    pub decimals: u8,
    /// What a network must be for the measure to mean anything.
    pub needs: &'static [Need],
    /// Whether weights count whatever the options say.
    pub always_weighted: bool,
    /// Computes one score for every node, or every tie.
    pub compute: fn(&Network, Options) -> Scores,
    /// Computes the scores with a number of one's own between 0 and 1, if the measure has one: its damping or
    /// attenuation.
    pub tuned: Option<fn(&Network, Options, f64) -> Scores>,
}

/// What a network must be for a measure to be defined on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Its ties are arcs.
    Arcs,
    /// Its ties have no direction.
    NoArcs,
    /// It has two sides, and ties only between them.
    TwoModes,
    /// It has no sides.
    OneMode,
    /// No connected part of it has more nodes, as the work grows with the cube of them.
    PartsOfAtMost(usize),
}

impl Need {
    /// What is needed, in words that follow "needs".
    pub fn words(self) -> String {
        match self {
            Self::Arcs => "ties with a direction".to_owned(),
            Self::NoArcs => "ties without direction".to_owned(),
            Self::TwoModes => "a two-mode network".to_owned(),
            Self::OneMode => "a one-mode network, such as a projection".to_owned(),
            Self::PartsOfAtMost(most) => format!("connected parts of at most {most} nodes"),
        }
    }

    fn is_met(self, network: &Network) -> bool {
        match self {
            Self::Arcs => network.is_directed(),
            Self::NoArcs => !network.is_directed(),
            Self::TwoModes => network.sides().is_some(),
            Self::OneMode => network.sides().is_none(),
            Self::PartsOfAtMost(most) => {
                let parts = parts::Parts::of(network, ties::Ties::unweighted());
                parts.iter().all(|part| part.len() <= most)
            }
        }
    }
}

impl Measure {
    /// What the network lacks for this measure to be defined on it.
    ///
    /// ```
    /// use comity::graph::network::{Fold, Network};
    /// let pair = Network::undirected(2, &[(0, 1, 1.0)], Fold::Once);
    /// let birank = comity::measure::find("birank").unwrap();
    /// assert_eq!(birank.lacks(&pair).unwrap().words(), "a two-mode network");
    /// ```
    pub fn lacks(&self, network: &Network) -> Option<Need> {
        self.needs.iter().copied().find(|need| !need.is_met(network))
    }

    /// Computes the scores, with a number of one's own if the measure takes one and it is given.
    pub fn scores(&self, network: &Network, options: Options, tuning: Option<f64>) -> Scores {
        match (self.tuned, tuning) {
            (Some(tuned), Some(number)) => tuned(network, options, number),
            _ => (self.compute)(network, options),
        }
    }
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

/// Finds a measure of ties by its name.
///
/// ```
/// assert!(comity::measure::find_of_ties("edge_betweenness").is_some());
/// ```
pub fn find_of_ties(name: &str) -> Option<&'static Measure> {
    TIE_MEASURES.iter().find(|measure| measure.name == name)
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
    /// One number, zero or more, for every node (of a measure of ties: every tie, in the order of
    /// [`Network::ties`]); NaN where the measure has none, such as the constraint of who has no contacts.
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
        let all: Vec<&Measure> = MEASURES.iter().chain(TIE_MEASURES).collect();
        for (i, measure) in all.iter().enumerate() {
            assert!(all[..i].iter().all(|earlier| earlier.name != measure.name), "{} twice", measure.name);
            assert!(!measure.formula.is_empty() && measure.formula.len() <= 100, "{}", measure.name);
            assert!(measure.about.len() <= 80 && !measure.about.ends_with('.'), "{}", measure.name);
        }
    }
}
