//! Which groups a network falls into, how good they are, and how they compare with others.

mod answer;
mod hostile;

use super::Finding;
use super::centrality::On;
use super::grouping::{By, classes};
use super::seat_network::{SeatNetwork, Which};
use crate::graph::Graph;
use crate::graph::network::Network;
use crate::graph::view::View;
use crate::measure::groups::core_periphery::{Core, Coreness, continuous, discrete};
use crate::measure::groups::cores::core_numbers;
use crate::measure::groups::cuts::{Cuts, cuts};
use crate::measure::groups::kclique::{MOST_CLIQUES, k_clique_communities};
use crate::measure::groups::label::label_propagation;
use crate::measure::groups::leiden::leiden;
use crate::measure::groups::louvain::louvain;
use crate::measure::groups::{Objective, Partition, Search, components};
use crate::table::Term;

/// A way to find groups: what the command line and its help need to know of it.
#[derive(Debug, Clone, Copy)]
pub struct Method {
    /// The name that users type.
    pub name: &'static str,
    /// One line for help.
    pub about: &'static str,
    /// What it does.
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Leiden,
    Louvain,
    Cpm,
    Barber,
    Signed,
    Label,
    KClique,
    Components,
    Blocks,
    Shells,
    Core,
}

/// Every method, in the order of the help.
pub const METHODS: &[Method] = &[
    method("leiden", "Largest modularity, groups that hang together (Traag and others 2019)", Kind::Leiden),
    method("louvain", "Largest modularity (Blondel and others 2008)", Kind::Louvain),
    method("cpm", "Groups denser than the resolution: constant Potts model (Traag and others 2011)", Kind::Cpm),
    method("barber", "Largest two-mode modularity, states and bodies together (Barber 2007)", Kind::Barber),
    method("signed", "Keeps rivals and opponents in disputes apart (Traag and Bruggeman 2009)", Kind::Signed),
    method("label", "Label propagation: everybody follows most of its partners", Kind::Label),
    method("kclique", "Circles in which all meet all; they may overlap (Palla and others 2005)", Kind::KClique),
    method("components", "Who can reach whom at all", Kind::Components),
    method("blocks", "Articulation points, bridges, and the blocks between them", Kind::Blocks),
    method("shells", "k-core shells: how deep in the network each sits", Kind::Shells),
    method("core", "Core and periphery (Borgatti and Everett 2000)", Kind::Core),
];

const fn method(name: &'static str, about: &'static str, kind: Kind) -> Method {
    Method { name, about, kind }
}

/// Finds a method by its name.
pub fn find(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name == name)
}

/// Which groups to find, and how.
#[derive(Debug, Clone)]
pub struct Question<'q> {
    /// The network.
    pub which: Which<'q>,
    /// How to find groups, or the groups that are given.
    pub groups: Groups<'q>,
    /// The resolution; what is usual for the method, if not said.
    pub resolution: Option<f64>,
    /// The size of a clique.
    pub k: usize,
    /// How the search is run.
    pub search: Search,
    /// What to compare with.
    pub compare: Vec<Groups<'q>>,
}

/// Groups that are found by a method or given.
#[derive(Debug, Clone)]
pub enum Groups<'q> {
    /// Found.
    By(&'static Method),
    /// Given.
    Given(By<'q>),
}

/// Why there are no groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoGroups {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What a method came to.
#[derive(Debug, Clone, Default)]
struct Found {
    /// For every node its groups: none, one, or several.
    of: Vec<Vec<u32>>,
    /// The names of the groups, if they have any but numbers.
    names: Vec<String>,
    /// A number of every node that is the method's own, with its name and heading.
    own: Option<(&'static str, &'static str, Vec<f64>)>,
    /// The quality the method makes large, or the fit.
    quality: Option<(&'static str, f64)>,
    terms: Vec<Term>,
    notes: Vec<String>,
    cuts: Option<Cuts>,
}

/// Finds groups and says how good they are.
///
/// # Errors
/// If the method cannot answer on this network.
pub fn communities(graph: &Graph<'_>, view: &View, question: &Question<'_>) -> Result<Finding, NoGroups> {
    let mut which = question.which.clone();
    if matches!(&question.groups, Groups::By(method) if method.kind == Kind::Barber) {
        (which.two_mode, which.on) = (true, On::Both);
    }
    let mut net = SeatNetwork::of(graph, view, &which);
    let found = find_groups(graph, view, question, &mut net, &question.groups)?;
    let mut compared = Vec::new();
    for other in &question.compare {
        let label = match other {
            Groups::By(method) => method.name.to_owned(),
            Groups::Given(by) => by.label(graph.model()),
        };
        compared.push((label, find_groups(graph, view, question, &mut net, other)?));
    }
    Ok(answer::finding(graph.model(), question, &net, &found, &compared))
}

fn find_groups(
    graph: &Graph<'_>,
    view: &View,
    question: &Question<'_>,
    net: &mut SeatNetwork,
    groups: &Groups<'_>,
) -> Result<Found, NoGroups> {
    let method = match groups {
        Groups::Given(by) => {
            let classes = classes(graph, view, by, net);
            return Ok(Found {
                of: classes.of.iter().map(|class| class.iter().copied().collect()).collect(),
                names: classes.names,
                terms: vec![Term::new("method", format!("given: {}", by.label(graph.model())))],
                ..Found::default()
            });
        }
        Groups::By(method) => method,
    };
    let (network, weighted) = (&net.network, net.weighted);
    let resolution = question.resolution.unwrap_or(1.0);
    let mut found = match method.kind {
        Kind::Leiden => search(&Objective::modularity(network, weighted, resolution), question, "modularity"),
        Kind::Louvain => {
            let objective = Objective::modularity(network, weighted, resolution);
            let partition = louvain(&objective, question.search);
            Found { quality: Some(("modularity", objective.quality(&partition))), ..partitioned(&partition) }
        }
        Kind::Cpm => {
            // The density of the network: groups are what is denser than that.
            let resolution = question.resolution.unwrap_or_else(|| density(network, weighted));
            let mut found = search(&Objective::cpm(network, weighted, resolution), question, "constant_potts");
            found.terms.push(Term::new("resolution", format!("{resolution:.4}")));
            found
        }
        Kind::Barber => match Objective::barber(network, weighted, resolution) {
            Some(objective) => search(&objective, question, "barber_modularity"),
            None => {
                return Err(NoGroups {
                    message: "`barber` needs the network of states and bodies itself".to_owned(),
                    help: "leave `--over` out".to_owned(),
                });
            }
        },
        Kind::Signed => {
            let hostile = hostile::network(graph, view, net);
            let objective = Objective::signed(&net.network, &hostile.network, weighted, resolution);
            let mut found = search(&objective, question, "signed_modularity");
            found.terms.push(Term::new("negative", hostile.words));
            net.evidence.extend(hostile.evidence);
            found
        }
        Kind::Label => partitioned(&label_propagation(network, weighted)),
        Kind::KClique => {
            let Ok(circles) = k_clique_communities(network, question.k) else {
                return Err(NoGroups {
                    message: format!("the network has more than {MOST_CLIQUES} cliques"),
                    help: "thin it out: raise `--min-shared`, or name the bodies that count with `--among`".to_owned(),
                });
            };
            let mut found = covered(&circles, network.node_count());
            found.terms.push(Term::new("clique_size", question.k.to_string()));
            found
        }
        Kind::Components if network.is_directed() => partitioned(&components::strong(network)),
        Kind::Components => partitioned(&components::weak(network)),
        Kind::Blocks => {
            let cuts = cuts(network);
            Found { cuts: Some(cuts.clone()), ..covered(&cuts.blocks, network.node_count()) }
        }
        Kind::Shells => shells(&core_numbers(network)),
        Kind::Core => {
            core(&discrete(network, weighted, question.search), continuous(network, weighted, question.search))
        }
    };
    let drawn = [Kind::Leiden, Kind::Louvain, Kind::Cpm, Kind::Barber, Kind::Signed];
    let mut terms = vec![Term::new("method", method.name)];
    if drawn.contains(&method.kind) {
        if method.kind != Kind::Cpm {
            terms.push(Term::new("resolution", resolution.to_string()));
        }
        terms.push(Term::new("seed", format!("{}, best of {} starts", question.search.seed, question.search.starts)));
    }
    terms.append(&mut found.terms);
    found.terms = terms;
    Ok(found)
}

fn search(objective: &Objective, question: &Question<'_>, name: &'static str) -> Found {
    let partition = leiden(objective, question.search);
    Found { quality: Some((name, objective.quality(&partition))), ..partitioned(&partition) }
}

fn partitioned(partition: &Partition) -> Found {
    Found { of: partition.labels().iter().map(|&label| vec![label]).collect(), ..Found::default() }
}

fn covered(groups: &[Vec<u32>], n: usize) -> Found {
    let mut of = vec![Vec::new(); n];
    for (number, group) in groups.iter().enumerate() {
        group.iter().for_each(|&node| of[node as usize].push(number as u32));
    }
    Found { of, ..Found::default() }
}

/// The shells, from the innermost.
fn shells(numbers: &[u32]) -> Found {
    let mut depths = numbers.to_vec();
    depths.sort_unstable_by_key(|&depth| std::cmp::Reverse(depth));
    depths.dedup();
    let shell = |depth: &u32| depths.iter().position(|known| known == depth).map_or(0, |at| at as u32);
    Found {
        of: numbers.iter().map(|depth| vec![shell(depth)]).collect(),
        names: depths.iter().map(|depth| format!("{depth}-shell")).collect(),
        own: Some(("core", "Core", numbers.iter().map(|&depth| f64::from(depth)).collect())),
        ..Found::default()
    }
}

fn core(core: &Core, coreness: Coreness) -> Found {
    let mut terms = Vec::new();
    if let Some(fit) = coreness.fit {
        terms.push(Term::new("coreness_fit", format!("{fit:.4}")));
    }
    Found {
        of: core.core.iter().map(|&inside| vec![u32::from(!inside)]).collect(),
        names: ["core", "periphery"].map(str::to_owned).to_vec(),
        own: Some(("coreness", "Coreness", coreness.values)),
        quality: core.fit.map(|fit| ("core_fit", fit)),
        terms,
        ..Found::default()
    }
}

/// The weight of ties a pair.
fn density(network: &Network, weighted: bool) -> f64 {
    let n = network.node_count() as f64;
    let all: f64 = (0..network.node_count())
        .flat_map(|node| network.weights(node))
        .map(|&weight| if weighted { weight } else { 1.0 })
        .sum();
    if n > 1.0 { all / (n * (n - 1.0)) } else { 0.0 }
}
