//! Who put an initiative forward, endorsed or drives it, and which initiatives are those of a body.

use super::groups::{Group, unbounded};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{EntityId, Model, Relation, RelationId};
use crate::time::{Certainty, Day, Interval, Span};

/// The days by which something that happens once counts: up to the day of a question, or within its
/// interval.
pub(super) fn until(view: &View) -> View {
    let is_day = view.when.first == view.when.last;
    let first = if is_day { Day::BEGINNING } else { view.when.first };
    View { when: Span { first, last: view.when.last }, ..unbounded(view) }
}

/// When an entity began: its own time, or the first proposal of it.
pub(super) fn begun(model: &Model, relations: &[(RelationId, &Relation)], id: EntityId) -> Option<Interval> {
    if let Some(during) = &model.entity(id).during {
        return Some(during.clone());
    }
    let proposals = relations.iter().filter(|(_, r)| r.kind == RelationKind::Proposed);
    proposals.map(|(_, r)| &r.during).min_by_key(|during| during.start()).map(|during| (**during).clone())
}

/// How surely something that began at some time did so by the day, or within the interval, of a question.
pub(super) fn happened(view: &View, during: Option<&Interval>) -> Certainty {
    let Some(during) = during else { return Certainty::Possibly };
    let (earliest, latest) = during.start();
    let Span { first, last } = until(view).when;
    if first <= earliest && latest <= last {
        Certainty::Surely
    } else if earliest <= last && latest >= first {
        Certainty::Possibly
    } else {
        Certainty::No
    }
}

/// An initiative and who is behind it.
#[derive(Debug, Clone)]
pub(super) struct Initiative {
    pub(super) id: EntityId,
    /// When it began.
    pub(super) begun: Option<Interval>,
    /// How surely it had begun.
    pub(super) certainty: Certainty,
    /// Who proposed it.
    pub(super) proposers: Vec<EntityId>,
    /// Who endorsed or drives it.
    pub(super) supporters: Vec<EntityId>,
    /// Whether the body itself is among them, or more than half of its members.
    pub(super) is_own: bool,
    /// The relations that say so.
    pub(super) evidence: Vec<RelationId>,
}

/// The initiatives that a body or any of its members put forward, endorsed or drives, by slug; without a
/// body, all.
pub(super) fn initiatives(graph: &Graph<'_>, view: &View, of: Option<EntityId>) -> Vec<Initiative> {
    let model = graph.model();
    let members: Vec<EntityId> = match of {
        Some(body) => Group::of(graph, view, &[body]).counted(view).map(|actor| actor.id).collect(),
        None => Vec::new(),
    };
    let mut ids: Vec<EntityId> =
        model.ids().filter(|(_, e)| e.kind == EntityKind::Initiative).map(|(id, _)| id).collect();
    ids.sort_by_key(|id| &model.entity(*id).slug);
    let mut found = Vec::new();
    for id in ids {
        let behind: Vec<(RelationId, &Relation)> = graph
            .relations_to(id)
            .into_iter()
            .filter(|(_, r)| matches!(r.kind, RelationKind::Proposed | RelationKind::Endorsed | RelationKind::Engine))
            .filter(|(_, r)| until(view).certainty(r) > Certainty::No)
            .collect();
        let who = |wanted: &dyn Fn(RelationKind) -> bool| {
            let mut who: Vec<EntityId> = behind.iter().filter(|(_, r)| wanted(r.kind)).map(|(_, r)| r.from).collect();
            who.sort_by_key(|id| &model.entity(*id).slug);
            who.dedup();
            who
        };
        let proposers = who(&|kind| kind == RelationKind::Proposed);
        let supporters = who(&|kind| kind != RelationKind::Proposed);
        let named = |id: &EntityId| proposers.contains(id) || supporters.contains(id);
        let joined = members.iter().filter(|id| named(id)).count();
        let is_own = of.is_some_and(|body| named(&body)) || (!members.is_empty() && joined * 2 > members.len());
        if of.is_some() && !is_own && joined == 0 {
            continue;
        }
        let begun = begun(model, &behind, id);
        let certainty = happened(view, begun.as_ref());
        if certainty > Certainty::No && certainty >= view.dates.listed() {
            let evidence = behind.iter().map(|(id, _)| *id).collect();
            found.push(Initiative { id, begun, certainty, proposers, supporters, is_own, evidence });
        }
    }
    found
}
