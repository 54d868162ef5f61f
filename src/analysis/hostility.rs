//! Negative ties: who stands against whom in a dispute, and who are rivals.
//!
//! In a dispute the claimants stand against the defendants; where nobody is a defendant, every claimant stands
//! against every other, as Morocco and the Sahrawi Republic do since Spain left. A defendant outside the circle
//! that is asked about still tells that claimants are on one side. Two stand against each other only while both
//! take their sides, and mediators stand against nobody.

use crate::graph::view::View;
use crate::model::kind::{Over, RelationKind, SideRole};
use crate::model::{Attributes, Detail, EntityId, Model, Relation, RelationId};
use crate::time::Certainty;
use std::collections::{BTreeMap, BTreeSet};

/// What makes two hostile.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grounds<'q> {
    /// Standing against each other in a dispute.
    pub(crate) disputes: bool,
    /// What such a dispute must be over; none means anything.
    pub(crate) over: &'q [Over],
    /// Being rivals.
    pub(crate) rivalries: bool,
}

/// Two who stand against each other, by one dispute or one statement of a rivalry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hostility {
    pub(crate) pair: (EntityId, EntityId),
    /// The dispute; none for a rivalry.
    pub(crate) dispute: Option<EntityId>,
    pub(crate) certainty: Certainty,
    pub(crate) evidence: Vec<RelationId>,
}

/// The hostilities between those `inside` that a view shows, at least so surely: rivalries first, then disputes.
///
/// Stretches of one dispute, and several statements about it, are one hostility.
pub(crate) fn hostilities(
    model: &Model,
    view: &View,
    grounds: Grounds<'_>,
    least: Certainty,
    inside: &impl Fn(EntityId) -> bool,
) -> Vec<Hostility> {
    let least = least.max(Certainty::Possibly);
    let mut sides: BTreeMap<EntityId, Vec<(RelationId, &Relation)>> = BTreeMap::new();
    let mut two_sided: BTreeSet<EntityId> = BTreeSet::new();
    let mut found: Vec<Hostility> = Vec::new();
    for (i, relation) in model.relations().iter().enumerate() {
        if !grounds.take(model, relation) {
            continue;
        }
        let (id, certainty) = (RelationId(i as u32), view.certainty(relation));
        if certainty < least {
            continue;
        }
        if relation.kind == RelationKind::Side {
            if relation.detail == Detail::Side(SideRole::Defendant) {
                two_sided.insert(relation.to);
            }
            if inside(relation.from) {
                sides.entry(relation.to).or_default().push((id, relation));
            }
        } else if inside(relation.from) && inside(relation.to) && relation.from != relation.to {
            let pair = (relation.from, relation.to);
            found.push(Hostility { pair, dispute: None, certainty, evidence: vec![id] });
        }
    }
    for (dispute, sides) in sides {
        let of_this = found.len();
        for (k, (id, one)) in sides.iter().enumerate() {
            for (other_id, other) in &sides[k + 1..] {
                let opposed = !two_sided.contains(&dispute) || one.detail != other.detail;
                let together = one.during.meets(&other.during);
                let certainty = view.certainty(one).min(view.certainty(other)).min(together);
                if one.from == other.from || !opposed || certainty < least {
                    continue;
                }
                let pair = (one.from.min(other.from), one.from.max(other.from));
                if let Some(known) = found[of_this..].iter_mut().find(|known| known.pair == pair) {
                    known.certainty = known.certainty.max(certainty);
                    known.evidence.extend([*id, *other_id]);
                } else {
                    let evidence = vec![*id, *other_id];
                    found.push(Hostility { pair, dispute: Some(dispute), certainty, evidence });
                }
            }
        }
    }
    found
}

impl Grounds<'_> {
    /// Whether a relation can make two hostile, whenever it holds.
    pub(super) fn take(&self, model: &Model, relation: &Relation) -> bool {
        match relation.kind {
            RelationKind::Side if relation.detail != Detail::Side(SideRole::Mediator) => {
                let about = match &model.entity(relation.to).attributes {
                    Attributes::Dispute { over, .. } => over.iter().any(|over| self.over.contains(over)),
                    _ => false,
                };
                self.disputes && (self.over.is_empty() || about)
            }
            RelationKind::Rival => self.rivalries,
            _ => false,
        }
    }
}
