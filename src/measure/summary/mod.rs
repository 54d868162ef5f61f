//! Numbers about a network as a whole: its size, how close it is, how much it is centred, how it clusters.
//!
//! Each [`Figure`] is one row of [`FIGURES`]: a name, a line for help and a function of what was counted once
//! for all ([`Facts`]). Figures are named and defined as in NetworkX. All of them take the network without
//! weights, except `total_weight`.
//!
//! Choices:
//! - Distances (`diameter`, `radius`, `mean_distance`) are those of the largest component, of which a network
//!   in several parts has more than one: elsewhere there is no distance at all. In a directed network it is
//!   the largest strong component. Of two as large, the one with the smaller node is taken.
//! - Clustering and transitivity take a directed network without its directions.
//! - Centralisation (Freeman 1978, <https://doi.org/10.1016/0378-8733(78)90021-7>) is Σ (max − xᵢ), divided by
//!   what that is in the most centred network of this size: the star; for arcs the star of arcs that all lead
//!   to its centre or, for degrees, each way. Closeness is that of [`closeness`](super::closeness), which in a
//!   network of several parts is scaled by the share within reach.
//! - Two-mode networks have no triangles; their clustering is the share of paths of three steps that close
//!   to a square (Robins and Alexander 2004, <https://doi.org/10.1023/B:CMOT.0000032580.12184.c0>), and
//!   `redundancy` the mean share of pairs of a node's neighbours that meet elsewhere too (Latapy, Magnien and
//!   Del Vecchio 2008, <https://doi.org/10.1016/j.socnet.2007.04.006>), over nodes with two or more.
//! - Assortativity is the correlation of degrees over the ends of ties (Newman 2003,
//!   <https://doi.org/10.1103/PhysRevE.67.026126>); in a directed network of out-degree and in-degree.

mod facts;

pub use facts::Facts;

/// One number about a whole network.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// The name for machines.
    pub name: &'static str,
    /// The name for people.
    pub label: &'static str,
    /// Which networks have it.
    pub of: Of,
    /// Decimals shown to people; none for whole numbers.
    pub decimals: u8,
    /// What it is; `None` where it is not defined, as a density of one node.
    pub compute: fn(&Facts<'_>) -> Option<f64>,
}

/// Which networks have a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// All networks.
    All,
    /// Networks of one mode.
    OneMode,
    /// Networks of one mode without direction.
    Undirected,
    /// Networks of one mode with direction.
    Directed,
    /// Two-mode networks.
    TwoMode,
}

impl Figure {
    /// Whether a network has it.
    pub fn applies(&self, facts: &Facts<'_>) -> bool {
        let (directed, two_mode) = (facts.network.is_directed(), facts.network.sides().is_some());
        match self.of {
            Of::All => true,
            Of::OneMode => !two_mode,
            Of::Undirected => !two_mode && !directed,
            Of::Directed => !two_mode && directed,
            Of::TwoMode => two_mode,
        }
    }
}

const fn figure(
    (name, label): (&'static str, &'static str),
    of: Of,
    decimals: u8,
    compute: fn(&Facts<'_>) -> Option<f64>,
) -> Figure {
    Figure { name, label, of, decimals, compute }
}

/// Every figure, in the order of answers.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::summary::{FIGURES, Facts};
///
/// // A triangle and a fourth node tied to one of its corners.
/// let kite = Network::undirected(4, &[(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (2, 3, 1.0)], Fold::Once);
/// let facts = Facts::of(&kite);
/// let value = |name| FIGURES.iter().find(|figure| figure.name == name).and_then(|f| (f.compute)(&facts));
/// assert_eq!(value("density"), Some(4.0 / 6.0));
/// assert_eq!(value("transitivity"), Some(0.6)); // three closed of five open or closed
/// assert_eq!(value("diameter"), Some(2.0));
/// ```
#[expect(clippy::redundant_closure_for_method_calls, reason = "methods are not general enough over lifetimes")]
pub const FIGURES: &[Figure] = &[
    figure(("nodes", "Nodes"), Of::All, 0, |f| Some(f.nodes() as f64)),
    figure(("actors", "Actors"), Of::TwoMode, 0, |f| Some(f.actors() as f64)),
    figure(("groups", "Groups"), Of::TwoMode, 0, |f| Some(f.groups() as f64)),
    figure(("edges", "Ties"), Of::All, 0, |f| Some(f.edges() as f64)),
    figure(("total_weight", "Total weight"), Of::All, 3, |f| Some(f.total_weight())),
    figure(("density", "Density"), Of::All, 4, |f| f.density()),
    figure(("mean_degree", "Mean degree"), Of::All, 3, |f| f.mean_degree(None)),
    figure(("mean_degree_actors", "Mean degree of actors"), Of::TwoMode, 3, |f| f.mean_degree(Some(true))),
    figure(("mean_degree_groups", "Mean degree of groups"), Of::TwoMode, 3, |f| f.mean_degree(Some(false))),
    figure(("max_degree", "Largest degree"), Of::All, 0, |f| f.degrees.iter().max().map(|d| *d as f64)),
    figure(("isolates", "Isolates"), Of::All, 0, |f| Some(f.degrees.iter().filter(|&&d| d == 0).count() as f64)),
    figure(("components", "Components"), Of::All, 0, |f| Some(f.components as f64)),
    figure(("strong_components", "Strong components"), Of::Directed, 0, |f| Some(f.strong_components as f64)),
    figure(("largest_component", "Nodes in the largest component"), Of::All, 0, |f| Some(f.largest as f64)),
    figure(("diameter", "Diameter"), Of::All, 0, |f| f.distances.map(|d| d.diameter)),
    figure(("radius", "Radius"), Of::All, 0, |f| f.distances.map(|d| d.radius)),
    figure(("mean_distance", "Mean distance"), Of::All, 4, |f| f.distances.and_then(|d| d.mean)),
    figure(("reciprocity", "Reciprocity"), Of::Directed, 4, |f| f.reciprocity()),
    figure(("transitivity", "Transitivity"), Of::OneMode, 4, |f| f.transitivity()),
    figure(("mean_clustering", "Mean clustering"), Of::OneMode, 4, |f| f.mean_clustering()),
    figure(("square_clustering", "Squares closed"), Of::TwoMode, 4, |f| f.square_clustering()),
    figure(("redundancy", "Mean redundancy"), Of::TwoMode, 4, |f| f.redundancy(None)),
    figure(("redundancy_actors", "Mean redundancy of actors"), Of::TwoMode, 4, |f| f.redundancy(Some(true))),
    figure(("redundancy_groups", "Mean redundancy of groups"), Of::TwoMode, 4, |f| f.redundancy(Some(false))),
    figure(("degree_assortativity", "Degree assortativity"), Of::All, 4, |f| f.assortativity()),
    figure(("degree_centralisation", "Degree centralisation"), Of::Undirected, 4, |f| f.degree_centralisation()),
    figure(("in_degree_centralisation", "In-degree centralisation"), Of::Directed, 4, |f| f.arc_centralisation(true)),
    figure(("out_degree_centralisation", "Out-degree centralisation"), Of::Directed, 4, |f| {
        f.arc_centralisation(false)
    }),
    figure(("betweenness_centralisation", "Betweenness centralisation"), Of::OneMode, 4, |f| {
        f.betweenness_centralisation()
    }),
    figure(("closeness_centralisation", "Closeness centralisation"), Of::OneMode, 4, |f| f.closeness_centralisation()),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::{Fold, Network, Side};

    fn value(network: &Network, name: &str) -> Option<f64> {
        let facts = Facts::of(network);
        let figure = FIGURES.iter().find(|figure| figure.name == name).unwrap();
        assert!(figure.applies(&facts), "{name}");
        (figure.compute)(&facts)
    }

    #[test]
    fn a_star_is_as_centred_as_can_be_and_a_ring_not_at_all() {
        let star = Network::undirected(6, &(1..6).map(|leaf| (0, leaf, 1.0)).collect::<Vec<_>>(), Fold::Once);
        let ring = Network::undirected(6, &(0..6).map(|a| (a, (a + 1) % 6, 1.0)).collect::<Vec<_>>(), Fold::Once);
        let inward = Network::directed(6, &(1..6).map(|leaf| (leaf, 0, 1.0)).collect::<Vec<_>>(), Fold::Once);
        for name in ["degree_centralisation", "betweenness_centralisation", "closeness_centralisation"] {
            let (most, none) = (value(&star, name).unwrap(), value(&ring, name).unwrap());
            assert!((most - 1.0).abs() < 1e-12 && none.abs() < 1e-12, "{name}: {most} {none}");
        }
        assert_eq!(value(&inward, "in_degree_centralisation"), Some(1.0));
        assert_eq!(value(&inward, "closeness_centralisation"), Some(1.0));
        assert_eq!((value(&star, "radius"), value(&star, "diameter")), (Some(1.0), Some(2.0)));
    }

    #[test]
    fn two_modes_by_hand() {
        // Two states in two bodies each: one square, all four paths of three steps close.
        let sides = vec![Side::Actor, Side::Actor, Side::Group, Side::Group];
        let square = [(0, 2, 1.0), (0, 3, 1.0), (1, 2, 1.0), (1, 3, 1.0)];
        let network = Network::undirected(4, &square, Fold::Once).with_sides(sides.clone());
        assert_eq!((value(&network, "density"), value(&network, "square_clustering")), (Some(1.0), Some(1.0)));
        assert_eq!(value(&network, "redundancy"), Some(1.0));
        let path = Network::undirected(4, &square[..3], Fold::Once).with_sides(sides);
        assert_eq!((value(&path, "square_clustering"), value(&path, "redundancy")), (Some(0.0), Some(0.0)));
        assert_eq!(value(&path, "mean_degree_actors"), Some(1.5));
    }

    #[test]
    fn what_is_not_defined_is_no_number() {
        for n in 0..3 {
            for network in [Network::undirected(n, &[], Fold::Once), Network::directed(n, &[], Fold::Once)] {
                let facts = Facts::of(&network);
                for figure in FIGURES.iter().filter(|figure| figure.applies(&facts)) {
                    assert!((figure.compute)(&facts).is_none_or(f64::is_finite), "{} of {n}", figure.name);
                }
                assert_eq!(facts.distances.map(|d| d.diameter), (n > 0).then_some(0.0));
            }
        }
    }

    #[test]
    fn names_are_unique() {
        for (i, figure) in FIGURES.iter().enumerate() {
            assert!(FIGURES[..i].iter().all(|earlier| earlier.name != figure.name), "{} twice", figure.name);
        }
    }
}
