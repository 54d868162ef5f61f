//! Which groups a network falls into, how good they are, and how they compare with others.

mod answer;
mod hostile;
mod listed;

pub use listed::{ListGroups, listed};

use super::Finding;
use super::centrality::On;
use super::grouping::{By, Classes, classes};
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
use crate::table::{Column, Term};

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
    /// The choices of methods.
    pub how: How,
    /// What to compare with.
    pub compare: Vec<Groups<'q>>,
}

/// The choices that methods take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct How {
    /// The resolution; what is usual for the method, if not said.
    pub resolution: Option<f64>,
    /// The size of a clique.
    pub k: usize,
    /// How the search is run.
    pub search: Search,
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
    let model = graph.model();
    let mut find = |groups: &Groups<'_>| match groups {
        Groups::By(method) if method.kind == Kind::Signed => {
            let hostile = hostile::network(graph, view, &net);
            let resolution = question.how.resolution.unwrap_or(1.0);
            let objective = Objective::signed(&net.network, &hostile.network, net.weighted, resolution);
            let mut found = search(&objective, &question.how, "signed_modularity");
            found.terms.push(Term::new("negative", hostile.words));
            net.evidence.extend(hostile.evidence);
            Ok(found.with_terms(method, &question.how))
        }
        Groups::By(method) => by_method(&net.network, net.weighted, method, &question.how),
        Groups::Given(by) => Ok(given(classes(graph, view, by, &net), &by.label(model))),
    };
    let found = find(&question.groups)?;
    let mut compared = Vec::new();
    for other in &question.compare {
        let label = match other {
            Groups::By(method) => method.name.to_owned(),
            Groups::Given(by) => by.label(model),
        };
        compared.push((label, find(other)?));
    }
    let names = |node: usize| {
        let entity = model.entity(net.nodes[node]);
        (entity.slug.to_string(), Some(entity.short_name().to_owned()))
    };
    let nodes = Nodes {
        network: &net.network,
        weighted: net.weighted,
        names: &names,
        second: Some(Column::text("name", "Name")),
    };
    let is_given = matches!(question.groups, Groups::Given(_));
    let mut answer = answer::answer(&nodes, is_given, &found, &compared);
    answer.terms.splice(0..0, net.terms.iter().cloned());
    answer.notes.splice(0..0, net.notes.iter().cloned());
    Ok(Finding { answer, evidence: net.evidence, ..Finding::default() })
}

/// The network that groups were found in, with what its nodes are called: an id and perhaps more.
struct Nodes<'n> {
    network: &'n Network,
    weighted: bool,
    names: &'n dyn Fn(usize) -> (String, Option<String>),
    /// The column of what they are called besides.
    second: Option<Column>,
}

fn given(classes: Classes, label: &str) -> Found {
    Found {
        of: classes.of.iter().map(|class| class.iter().copied().collect()).collect(),
        names: classes.names,
        terms: vec![Term::new("method", format!("given: {label}"))],
        ..Found::default()
    }
}

/// Groups that a network alone tells.
fn by_method(network: &Network, weighted: bool, method: &'static Method, how: &How) -> Result<Found, NoGroups> {
    let resolution = how.resolution.unwrap_or(1.0);
    let found = match method.kind {
        Kind::Leiden => search(&Objective::modularity(network, weighted, resolution), how, "modularity"),
        Kind::Louvain => {
            let objective = Objective::modularity(network, weighted, resolution);
            let partition = louvain(&objective, how.search);
            Found { quality: Some(("modularity", objective.quality(&partition))), ..partitioned(&partition) }
        }
        Kind::Cpm => {
            // The density of the network: groups are what is denser than that.
            let resolution = how.resolution.unwrap_or_else(|| density(network, weighted));
            let mut found = search(&Objective::cpm(network, weighted, resolution), how, "constant_potts");
            found.terms.push(Term::new("resolution", format!("{resolution:.4}")));
            found
        }
        Kind::Barber => match Objective::barber(network, weighted, resolution) {
            Some(objective) => search(&objective, how, "barber_modularity"),
            None => {
                return Err(NoGroups {
                    message: "`barber` needs a two-mode network".to_owned(),
                    help: "leave `--over` out to ask the network of states and bodies itself; for a list of edges add `--two-mode`".to_owned(),
                });
            }
        },
        Kind::Signed => {
            return Err(NoGroups {
                message: "`signed` needs disputes and rivalries, which a list of edges has not".to_owned(),
                help: "ask a world, as in `comity communities --method signed`".to_owned(),
            });
        }
        Kind::Label => partitioned(&label_propagation(network, weighted)),
        Kind::KClique => {
            let Ok(circles) = k_clique_communities(network, how.k) else {
                return Err(NoGroups {
                    message: format!("the network has more than {MOST_CLIQUES} cliques"),
                    help: "thin it out: raise `--min-shared`, or name the bodies that count with `--among`".to_owned(),
                });
            };
            let mut found = covered(&circles, network.node_count());
            found.terms.push(Term::new("clique_size", how.k.to_string()));
            found
        }
        Kind::Components if network.is_directed() => partitioned(&components::strong(network)),
        Kind::Components => partitioned(&components::weak(network)),
        Kind::Blocks => {
            let cuts = cuts(network);
            Found { cuts: Some(cuts.clone()), ..covered(&cuts.blocks, network.node_count()) }
        }
        Kind::Shells => shells(&core_numbers(network)),
        Kind::Core => core(&discrete(network, weighted, how.search), continuous(network, weighted, how.search)),
    };
    Ok(found.with_terms(method, how))
}

impl Found {
    /// States the method and what was chosen for it, before its own terms.
    fn with_terms(mut self, method: &Method, how: &How) -> Self {
        let drawn = [Kind::Leiden, Kind::Louvain, Kind::Cpm, Kind::Barber, Kind::Signed];
        let mut terms = vec![Term::new("method", method.name)];
        if drawn.contains(&method.kind) {
            if method.kind != Kind::Cpm {
                terms.push(Term::new("resolution", how.resolution.unwrap_or(1.0).to_string()));
            }
            terms.push(Term::new("seed", format!("{}, best of {} starts", how.search.seed, how.search.starts)));
        }
        self.terms.splice(0..0, terms);
        self
    }
}

fn search(objective: &Objective, how: &How, name: &'static str) -> Found {
    let partition = leiden(objective, how.search);
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
