//! The negative layer of a signed network: who stands against whom.

use crate::analysis::hostility::{Grounds, hostilities};
use crate::analysis::seat_network::SeatNetwork;
use crate::graph::Graph;
use crate::graph::network::{Fold, Network};
use crate::graph::view::View;
use crate::model::{EntityId, RelationId};
use crate::words::count;
use std::collections::{BTreeMap, BTreeSet};

/// Negative ties between the nodes of a network.
pub(super) struct Hostile {
    pub(super) network: Network,
    pub(super) words: String,
    pub(super) evidence: Vec<RelationId>,
}

/// Those who stand against each other in disputes, and rivals. Each dispute and rivalry adds one to a tie.
pub(super) fn network(graph: &Graph<'_>, view: &View, net: &SeatNetwork) -> Hostile {
    let place: BTreeMap<EntityId, u32> = net.nodes.iter().enumerate().map(|(i, id)| (*id, i as u32)).collect();
    let grounds = Grounds { disputes: true, over: &[], rivalries: true };
    let inside = |id: EntityId| place.contains_key(&id);
    let found = hostilities(graph.model(), view, grounds, view.dates.counted(), &inside);
    let ties: Vec<(u32, u32, f64)> = found.iter().map(|it| (place[&it.pair.0], place[&it.pair.1], 1.0)).collect();
    let disputes: BTreeSet<EntityId> = found.iter().filter_map(|it| it.dispute).collect();
    let rivalries = found.iter().filter(|it| it.dispute.is_none()).count();
    let network = Network::undirected(net.nodes.len(), &ties, Fold::Sum);
    let pairs = count(network.edge_count(), "pair");
    let words = format!("{pairs} by {} and {rivalries} rivalries", count(disputes.len(), "dispute"));
    Hostile { network, words, evidence: found.into_iter().flat_map(|it| it.evidence).collect() }
}
