//! The negative layer of a signed network: who stands against whom.

use crate::analysis::seat_network::SeatNetwork;
use crate::graph::Graph;
use crate::graph::network::{Fold, Network};
use crate::graph::view::View;
use crate::model::kind::SideRole;
use crate::model::{Detail, EntityId, RelationId};
use crate::time::Certainty;
use crate::words::count;
use std::collections::BTreeMap;

/// Negative ties between the nodes of a network.
pub(super) struct Hostile {
    pub(super) network: Network,
    pub(super) words: String,
    pub(super) evidence: Vec<RelationId>,
}

/// Those who claim something against those it is claimed from, or where nobody is, against each other; and
/// rivals. Each dispute and rivalry adds one to a tie.
pub(super) fn network(graph: &Graph<'_>, view: &View, net: &SeatNetwork) -> Hostile {
    let model = graph.model();
    let place: BTreeMap<EntityId, u32> = net.nodes.iter().enumerate().map(|(i, id)| (*id, i as u32)).collect();
    let mut sides: BTreeMap<EntityId, [Vec<(u32, RelationId)>; 2]> = BTreeMap::new();
    let (mut ties, mut evidence, mut rivalries): (Vec<(u32, u32, f64)>, Vec<RelationId>, usize) = (vec![], vec![], 0);
    for (i, relation) in model.relations().iter().enumerate() {
        let (id, certainty) = (RelationId(i as u32), view.certainty(relation));
        if certainty == Certainty::No || certainty < view.dates.counted() {
            continue;
        }
        match (&relation.detail, place.get(&relation.from), place.get(&relation.to)) {
            (Detail::Side(role @ (SideRole::Claimant | SideRole::Defendant)), Some(&state), _) => {
                let side = usize::from(*role == SideRole::Defendant);
                sides.entry(relation.to).or_default()[side].push((state, id));
            }
            (Detail::Rival { .. }, Some(&a), Some(&b)) => {
                ties.push((a, b, 1.0));
                evidence.push(id);
                rivalries += 1;
            }
            _ => {}
        }
    }
    let mut disputes = 0;
    for [claim, defend] in sides.values() {
        let others = if defend.is_empty() { claim } else { defend };
        let before = ties.len();
        for (a, by_a) in claim {
            for (b, by_b) in others {
                // Among claimants alone every pair is met twice.
                if a != b && (!defend.is_empty() || a < b) {
                    ties.push((*a, *b, 1.0));
                    evidence.extend([by_a, by_b]);
                }
            }
        }
        disputes += usize::from(ties.len() > before);
    }
    let network = Network::undirected(net.nodes.len(), &ties, Fold::Sum);
    let pairs = count(network.edge_count(), "pair");
    let words = format!("{pairs} by {} and {rivalries} rivalries", count(disputes, "dispute"));
    Hostile { network, words, evidence }
}
