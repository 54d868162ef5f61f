//! The network that a question about groups and brokers is asked of: seats, or relations themselves.

use super::backbone::Choice;
use super::centrality::{On, left_out};
use super::projected::Projected;
use super::seat_terms;
use crate::graph::Graph;
use crate::graph::network::{Fold, Network, Side};
use crate::graph::projection::Weight;
use crate::graph::two_mode::TwoMode;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{EntityId, RelationId};
use crate::table::Term;
use crate::time::Certainty;
use crate::words::count;

/// Which network.
#[derive(Debug, Clone)]
pub struct Which<'q> {
    /// Which entities are its nodes.
    pub on: On,
    /// Whether to keep both sides of the seats instead of a projection.
    pub two_mode: bool,
    /// How ties of a projection are weighted.
    pub weight: Weight,
    /// The least that a pair must share to be tied in a projection.
    pub min_shared: usize,
    /// The bodies whose seats make up the network; all, if none are named.
    pub among: Option<&'q [EntityId]>,
    /// Kinds of relation that tie their ends directly; if none are named, seats tie those who share them.
    pub over: &'q [RelationKind],
    /// The backbone to take instead of all ties of a projection.
    pub backbone: Option<Choice>,
}

/// A network and what its nodes are.
#[derive(Debug, Clone)]
pub struct SeatNetwork {
    /// The network itself.
    pub network: Network,
    /// The entity of every node.
    pub nodes: Vec<EntityId>,
    /// Whether weights say how much is shared.
    pub weighted: bool,
    /// The seats behind it; for direct relations those that lead to classes of bodies and states.
    pub seats: TwoMode,
    /// The relations behind its ties.
    pub evidence: Vec<RelationId>,
    /// The terms it was made under.
    pub terms: Vec<Term>,
    /// What is not in it.
    pub notes: Vec<String>,
}

impl SeatNetwork {
    /// The network of a question.
    pub fn of(graph: &Graph<'_>, view: &View, which: &Which<'_>) -> Self {
        let seats = TwoMode::of(graph, view, which.among);
        let mut terms = seat_terms(graph.model(), view);
        if !which.over.is_empty() {
            return direct(graph, view, which, seats, terms);
        }
        let whole = which.two_mode || which.on == On::Both;
        let (actors, groups) = (count(seats.actors.len(), "state"), count(seats.groups.len(), "body"));
        let mut notes = Vec::new();
        let (network, nodes, what, how) = if whole {
            let (network, nodes) = seats.network();
            let fold = vec![Term::new("fold", "all seats of one state in one body are one tie")];
            (network, nodes, format!("two-mode, {actors} and {groups}"), fold)
        } else {
            let (onto, kept, over) = match which.on {
                On::Bodies => (Side::Group, "bodies", actors),
                _ => (Side::Actor, "states", groups),
            };
            let found = Projected::of(&seats, onto, which.weight, which.min_shared, which.backbone);
            notes.extend(found.kept);
            notes.extend(found.notes);
            (found.network, found.nodes, format!("{kept} tied by what they share of {over}"), found.terms)
        };
        let size = format!("{}, {}", count(network.node_count(), "node"), count(network.edge_count(), "edge"));
        terms.push(Term::new("network", format!("{what}; {size}")));
        terms.extend(how);
        let weighted = !whole && which.weight != Weight::None;
        notes.extend(left_out(&seats));
        let evidence = seats.evidence();
        Self { network, nodes, weighted, seats, evidence, terms, notes }
    }
}

/// The network of relations that join states and bodies directly.
fn direct(graph: &Graph<'_>, view: &View, which: &Which<'_>, seats: TwoMode, mut terms: Vec<Term>) -> SeatNetwork {
    let model = graph.model();
    let wanted = |id: EntityId| match model.entity(id).kind {
        EntityKind::State => which.on != On::Bodies,
        EntityKind::Body => which.on != On::States,
        _ => false,
    };
    let (mut found, mut possible) = (Vec::new(), 0);
    for (i, relation) in model.relations().iter().enumerate() {
        if !which.over.contains(&relation.kind) || !wanted(relation.from) || !wanted(relation.to) {
            continue;
        }
        let certainty = view.certainty(relation);
        if certainty == Certainty::No || certainty < view.dates.counted() {
            possible += usize::from(certainty == Certainty::Possibly);
            continue;
        }
        found.push((relation.from, relation.to, RelationId(i as u32)));
    }
    let mut nodes: Vec<EntityId> = found.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
    nodes.sort_unstable_by_key(|id| &model.entity(*id).slug);
    nodes.dedup();
    let mut place = vec![0; model.entities().len()];
    nodes.iter().enumerate().for_each(|(i, id)| place[id.index()] = i as u32);
    let edges: Vec<(u32, u32, f64)> =
        found.iter().map(|(from, to, _)| (place[from.index()], place[to.index()], 1.0)).collect();
    let directed = which.over.iter().any(|kind| kind.spec().directed);
    let build = if directed { Network::directed } else { Network::undirected };
    let network = build(nodes.len(), &edges, Fold::Once);
    let kinds: Vec<&str> = which.over.iter().map(|kind| kind.as_str()).collect();
    let (way, tie) = if directed { ("directed", "arc") } else { ("undirected", "edge") };
    let size = format!("{}, {}", count(nodes.len(), "node"), count(network.edge_count(), tie));
    terms.push(Term::new("network", format!("{} between states and bodies, {way}; {size}", kinds.join(", "))));
    terms.push(Term::new("fold", Fold::Once.label()));
    let mut notes = Vec::new();
    if possible > 0 {
        let left = count(possible, "relation");
        notes
            .push(format!("{left} left out as their dates make them only possible; `--dates possibly` takes them in."));
    }
    let evidence = found.into_iter().map(|(.., id)| id).collect();
    SeatNetwork { network, nodes, weighted: false, seats, evidence, terms, notes }
}
