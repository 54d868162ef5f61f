//! The projection that a question is asked of: all its ties, or its backbone.

use super::backbone::{self, Choice};
use crate::graph::network::{Network, Side};
use crate::graph::projection::{Projection, Weight};
use crate::graph::two_mode::TwoMode;
use crate::model::EntityId;
use crate::table::Term;

/// A projection as a network, with what a reader must know of how its ties came about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Projected {
    pub(super) network: Network,
    /// The entity of every node.
    pub(super) nodes: Vec<EntityId>,
    /// The fold, the least that is shared, and how a backbone was chosen.
    pub(super) terms: Vec<Term>,
    /// How many ties are left of how many, if not all.
    pub(super) kept: Option<String>,
    /// Remarks on how a backbone was chosen.
    pub(super) notes: Vec<String>,
}

impl Projected {
    /// The ties of a projection; with a choice, those that belong to its backbone.
    ///
    /// Nodes that a backbone leaves without a tie stay in the network.
    pub(super) fn of(
        two_mode: &TwoMode,
        onto: Side,
        weight: Weight,
        min_shared: usize,
        choice: Option<Choice>,
    ) -> Self {
        let mut terms =
            vec![Term::new("fold", Projection::fold_label(weight)), Term::new("min_shared", min_shared.to_string())];
        let (projection, kept, notes) = match choice {
            None => (Projection::of(two_mode, onto, min_shared), None, Vec::new()),
            Some(choice) => {
                let found = backbone::extract(two_mode, onto, weight, min_shared, choice);
                let kept = found.note(choice);
                // The disparity filter names its fold, which is said already.
                terms.extend(found.terms.into_iter().filter(|term| term.key != "fold"));
                (found.projection, Some(kept), found.notes)
            }
        };
        Self { network: projection.network(weight), nodes: projection.nodes, terms, kept, notes }
    }
}
