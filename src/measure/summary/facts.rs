//! What is counted once about a network, and the figures that follow.

use crate::graph::network::{Network, Side};
use crate::measure::betweenness::betweenness;
use crate::measure::closeness::closeness;
use crate::measure::parts::Parts;
use crate::measure::search::{Walk, Ways};
use crate::measure::ties::Ties;
use crate::measure::triangles::triangles;
use crate::measure::{Options, blocks};

/// Steps of searches from every node beyond which they take minutes.
const MOST_STEPS: u64 = 20_000_000_000;

const PLAIN: Options = Options { weighted: false, normalised: true };

/// What was counted about a network, for all figures.
#[derive(Debug)]
pub struct Facts<'n> {
    /// The network.
    pub network: &'n Network,
    /// The number of ties at every node; of arcs, those out of it and those into it.
    pub degrees: Vec<usize>,
    /// The number of components, directions not regarded.
    pub components: usize,
    /// The number of strong components; that of components if there are no directions.
    pub strong_components: usize,
    /// The number of nodes in the component in which distances are measured.
    pub largest: usize,
    /// Distances in the largest component; `None` if there are no nodes, or too many.
    pub distances: Option<Distances>,
    /// Whether the network is too large to search it from every node: distances, and what follows from them or
    /// compares all pairs, have no value then.
    pub is_large: bool,
    /// For every node the others it is tied to in either direction, ascending.
    around: Vec<Vec<u32>>,
}

/// Distances within a component, in steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distances {
    /// The largest.
    pub diameter: f64,
    /// The smallest of the largest distances from each node.
    pub radius: f64,
    /// The mean over all pairs; `None` if there is one node.
    pub mean: Option<f64>,
}

impl<'n> Facts<'n> {
    /// Counts.
    pub fn of(network: &'n Network) -> Self {
        let n = network.node_count();
        let into = |node| if network.is_directed() { network.predecessors(node).len() } else { 0 };
        let degrees = (0..n).map(|node| network.neighbours(node).len() + into(node)).collect();
        let ties = Ties::chosen(network, PLAIN);
        let parts = Parts::of(network, ties);
        let strong = if network.is_directed() { strong_components(network) } else { Vec::new() };
        let components: Vec<&[u32]> =
            if network.is_directed() { strong.iter().map(Vec::as_slice).collect() } else { parts.iter().collect() };
        let largest = components.iter().rev().max_by_key(|nodes| nodes.len()).copied().unwrap_or_default();
        let is_large = n as u64 * (n + 2 * network.edge_count()) as u64 > MOST_STEPS;
        Self {
            network,
            degrees,
            components: parts.count(),
            strong_components: components.len(),
            largest: largest.len(),
            distances: if is_large { None } else { distances(network, ties, largest) },
            is_large,
            around: (0..n).map(|node| around(network, node)).collect(),
        }
    }

    /// The number of nodes.
    pub fn nodes(&self) -> usize {
        self.network.node_count()
    }

    /// The number of ties.
    pub fn edges(&self) -> usize {
        self.network.edge_count()
    }

    /// How many nodes have each degree that occurs, by degree; of one side of a two-mode network if asked.
    pub fn degree_distribution(&self, actors: Option<bool>) -> Vec<(usize, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        for node in self.side(actors) {
            *counts.entry(self.degrees[node]).or_insert(0) += 1;
        }
        counts.into_iter().collect()
    }

    pub(super) fn actors(&self) -> usize {
        self.side(Some(true)).count()
    }

    pub(super) fn groups(&self) -> usize {
        self.side(Some(false)).count()
    }

    /// The nodes of one side, or all.
    fn side(&self, actors: Option<bool>) -> impl Iterator<Item = usize> {
        let sides = self.network.sides();
        (0..self.nodes()).filter(move |&node| match (actors, sides) {
            (Some(actors), Some(sides)) => (sides[node] == Side::Actor) == actors,
            _ => true,
        })
    }

    pub(super) fn total_weight(&self) -> f64 {
        let sums = (0..self.nodes()).map(|node| self.network.weights(node).iter().fold(0.0, |sum, w| sum + w));
        sums.fold(0.0, |sum, of_node| sum + of_node) / if self.network.is_directed() { 1.0 } else { 2.0 }
    }

    /// Ties as a share of those there could be.
    pub(super) fn density(&self) -> Option<f64> {
        let n = self.nodes();
        let possible = match self.network.sides() {
            Some(_) => self.actors() * self.groups(),
            None if self.network.is_directed() => n * n.saturating_sub(1),
            None => n * n.saturating_sub(1) / 2,
        };
        share(self.edges() as f64, possible as f64)
    }

    pub(super) fn mean_degree(&self, actors: Option<bool>) -> Option<f64> {
        let (number, sum) = self.side(actors).fold((0, 0), |(n, sum), node| (n + 1, sum + self.degrees[node]));
        share(sum as f64, f64::from(number))
    }

    /// The share of arcs that another arc answers.
    pub(super) fn reciprocity(&self) -> Option<f64> {
        let answered = |node: usize| {
            let back = self.network.predecessors(node);
            self.network.neighbours(node).iter().filter(|to| back.binary_search(to).is_ok()).count()
        };
        share((0..self.nodes()).map(answered).sum::<usize>() as f64, self.edges() as f64)
    }

    /// Closed triples as a share of all triples with two ties.
    pub(super) fn transitivity(&self) -> Option<f64> {
        let (closed, all) = self.triples().fold((0, 0), |sum, (closed, all)| (sum.0 + closed, sum.1 + all));
        share(closed as f64, all as f64).or(Some(0.0))
    }

    /// The mean over all nodes of the share of pairs of neighbours that are tied; zero for nodes without pairs.
    pub(super) fn mean_clustering(&self) -> Option<f64> {
        let sum: f64 = self.triples().map(|(closed, all)| share(closed as f64, all as f64).unwrap_or(0.0)).sum();
        share(sum, self.nodes() as f64)
    }

    /// For every node the pairs of its neighbours that are tied, and all pairs of them.
    fn triples(&self) -> impl Iterator<Item = (usize, usize)> {
        let undirected = (!self.network.is_directed()).then(|| triangles(self.network));
        self.around.iter().enumerate().map(move |(node, others)| {
            let tied = |other: &u32| common(others, &self.around[*other as usize]);
            let closed = match &undirected {
                Some(triangles) => triangles[node] as usize,
                None => others.iter().map(tied).sum::<usize>() / 2,
            };
            (closed, pairs(others.len()))
        })
    }

    /// The share of paths of three steps that a fourth step closes.
    pub(super) fn square_clustering(&self) -> Option<f64> {
        if self.is_large {
            return None;
        }
        let mut paths = 0;
        for (node, others) in self.around.iter().enumerate() {
            for &other in others.iter().filter(|&&other| node < other as usize) {
                paths += (others.len() - 1) * (self.around[other as usize].len() - 1);
            }
        }
        let mut squares = 0;
        let actors: Vec<usize> = self.side(Some(true)).collect();
        for (i, &a) in actors.iter().enumerate() {
            squares += actors[i + 1..].iter().map(|&b| pairs(common(&self.around[a], &self.around[b]))).sum::<usize>();
        }
        share(4.0 * squares as f64, paths as f64).or(Some(0.0))
    }

    /// The mean share of pairs of a node's neighbours that meet at another node too.
    pub(super) fn redundancy(&self, actors: Option<bool>) -> Option<f64> {
        if self.is_large {
            return None;
        }
        let of_node = |node: usize| {
            let others = &self.around[node];
            let mut again = 0;
            for (i, a) in others.iter().enumerate() {
                let meets = |b: &&u32| common(&self.around[*a as usize], &self.around[**b as usize]) > 1;
                again += others[i + 1..].iter().filter(meets).count();
            }
            share(again as f64, pairs(others.len()) as f64)
        };
        let shares: Vec<f64> = self.side(actors).filter_map(of_node).collect();
        share(shares.iter().sum(), shares.len() as f64)
    }

    /// The correlation of the degrees at the two ends of ties; `None` if either has no variance.
    pub(super) fn assortativity(&self) -> Option<f64> {
        let directed = self.network.is_directed();
        let into = |node: usize| if directed { self.network.predecessors(node).len() } else { self.degrees[node] };
        // Whole numbers as long as can be: they are exact.
        let (mut n, mut x, mut y, mut xx, mut yy, mut xy) = (0u128, 0u128, 0u128, 0u128, 0u128, 0u128);
        for node in 0..self.nodes() {
            let out = self.network.neighbours(node).len() as u128;
            for &to in self.network.neighbours(node) {
                let ends = into(to as usize) as u128;
                n += 1;
                (x, y) = (x + out, y + ends);
                (xx, yy, xy) = (xx + out * out, yy + ends * ends, xy + out * ends);
            }
        }
        let spread = ((n * xx - x * x) as f64).sqrt() * ((n * yy - y * y) as f64).sqrt();
        share(difference(n * xy, x * y), spread)
    }

    pub(super) fn degree_centralisation(&self) -> Option<f64> {
        let n = self.nodes() as f64;
        let degrees: Vec<f64> = self.degrees.iter().map(|degree| *degree as f64).collect();
        if n < 3.0 {
            return None;
        }
        share(short_of_largest(&degrees), (n - 1.0) * (n - 2.0))
    }

    pub(super) fn arc_centralisation(&self, into: bool) -> Option<f64> {
        let n = self.nodes() as f64;
        let degree = |node| if into { self.network.predecessors(node) } else { self.network.neighbours(node) }.len();
        let degrees: Vec<f64> = (0..self.nodes()).map(|node| degree(node) as f64).collect();
        share(short_of_largest(&degrees), (n - 1.0) * (n - 1.0))
    }

    pub(super) fn betweenness_centralisation(&self) -> Option<f64> {
        if self.nodes() < 3 || self.is_large {
            return None;
        }
        share(short_of_largest(&betweenness(self.network, PLAIN).values), self.nodes() as f64 - 1.0)
    }

    pub(super) fn closeness_centralisation(&self) -> Option<f64> {
        let n = self.nodes() as f64;
        if n < 3.0 || self.is_large {
            return None;
        }
        let most = if self.network.is_directed() { n - 1.0 } else { (n - 1.0) * (n - 2.0) / (2.0 * n - 3.0) };
        share(short_of_largest(&closeness(self.network, PLAIN).values), most)
    }
}

/// A part of a whole, if there is a whole.
fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

fn difference(a: u128, b: u128) -> f64 {
    if a >= b { (a - b) as f64 } else { -((b - a) as f64) }
}

fn pairs(n: usize) -> usize {
    n * n.saturating_sub(1) / 2
}

/// How far all numbers together fall short of the largest.
fn short_of_largest(values: &[f64]) -> f64 {
    let largest = values.iter().copied().fold(0.0, f64::max);
    values.iter().fold(0.0, |sum, value| sum + (largest - value))
}

/// How many numbers two ascending lists share.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        shared += usize::from(a[i] == b[j]);
        (i, j) = (i + usize::from(a[i] <= b[j]), j + usize::from(b[j] <= a[i]));
    }
    shared
}

/// The others a node is tied to in either direction.
fn around(network: &Network, node: usize) -> Vec<u32> {
    let mut others = network.neighbours(node).to_vec();
    if network.is_directed() {
        others.extend_from_slice(network.predecessors(node));
        others.sort_unstable();
        others.dedup();
    }
    others
}

/// Distances within a component; its nodes are tied to each other both ways.
fn distances(network: &Network, ties: Ties, nodes: &[u32]) -> Option<Distances> {
    if nodes.is_empty() {
        return None;
    }
    let mut inside = vec![false; network.node_count()];
    nodes.iter().for_each(|&node| inside[node as usize] = true);
    let most = if network.is_directed() { network.node_count() } else { nodes.len() };
    let ways = Ways::of(network, ties, Walk::Along);
    let search = |sum: bool| {
        blocks::search_each(
            nodes.len(),
            || ways.search(),
            |search, i| {
                search.run(&ways, nodes[i] as usize, most);
                let found = search.reached().iter().filter(|&&node| inside[node as usize]);
                let found = found.map(|&node| search.distance(node as usize));
                if sum { found.fold(0.0, |sum, d| sum + d) } else { found.fold(0.0, f64::max) }
            },
        )
    };
    let farthest = search(false);
    let sums = search(true);
    let pairs = nodes.len() as f64 * (nodes.len() as f64 - 1.0);
    Some(Distances {
        diameter: farthest.iter().copied().fold(0.0, f64::max),
        radius: farthest.iter().copied().fold(f64::INFINITY, f64::min),
        mean: share(sums.iter().fold(0.0, |sum, of_node| sum + of_node), pairs),
    })
}

/// The strong components, by their smallest node (Kosaraju and Sharir): two walks, without recursion.
fn strong_components(network: &Network) -> Vec<Vec<u32>> {
    let n = network.node_count();
    let mut left = Vec::with_capacity(n);
    let mut met = vec![false; n];
    for root in 0..n {
        if met[root] {
            continue;
        }
        met[root] = true;
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            if let Some(&to) = network.neighbours(node).get(*next) {
                *next += 1;
                if !met[to as usize] {
                    met[to as usize] = true;
                    path.push((to as usize, 0));
                }
            } else {
                left.push(node);
                path.pop();
            }
        }
    }
    let mut components: Vec<Vec<u32>> = Vec::new();
    for &root in left.iter().rev() {
        if !met[root] {
            continue;
        }
        met[root] = false;
        let mut component = vec![root as u32];
        let mut next = 0;
        while let Some(&node) = component.get(next) {
            next += 1;
            for &from in network.predecessors(node as usize) {
                if met[from as usize] {
                    met[from as usize] = false;
                    component.push(from);
                }
            }
        }
        component.sort_unstable();
        components.push(component);
    }
    components.sort_unstable();
    components
}
