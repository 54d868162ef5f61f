//! Groups that a question names: the members of a body, the states of a region, the bodies of a family.

use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{EntityId, Model, RelationId};
use crate::query::Found;
use crate::time::Certainty;
use crate::words::enumerate;
use fixedbitset::FixedBitSet;

/// One who belongs to a group, how surely, and the relations that say so.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Who.
    pub id: EntityId,
    /// How surely.
    pub certainty: Certainty,
    /// The seats, or the relations to a region; none for one who was named.
    pub evidence: Vec<RelationId>,
}

/// Some actors and the words by which they were named.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    /// The names, such as `CICA` or `China and Russia`.
    pub label: String,
    /// The actors by slug, each once.
    pub actors: Vec<Actor>,
}

impl Group {
    /// Those whom some names stand for: a body for those who sit in it (in the grades of the view), a
    /// region for the states in it and in its parts, a state for itself.
    ///
    /// ```
    /// use comity::analysis::groups::Group;
    /// use comity::graph::{Graph, view::View};
    /// use comity::time::Day;
    /// let world = comity::document::builtin();
    /// let view = View::on(Day::parse("2014-05-19")?);
    /// let named = [world.model.find("cica").unwrap(), world.model.find("jpn").unwrap()];
    /// let group = Group::of(&Graph::of(&world.model), &view, &named);
    /// assert_eq!((group.actors.len(), group.label.as_str()), (25, "CICA and Japan"));
    /// # Ok::<(), comity::time::TimeError>(())
    /// ```
    pub fn of(graph: &Graph<'_>, view: &View, named: &[EntityId]) -> Self {
        let model = graph.model();
        let mut found: Vec<Actor> = Vec::new();
        for id in named {
            match model.entity(*id).kind {
                EntityKind::Body => found.extend(view.holders(graph, *id).into_iter().map(|holding| Actor {
                    id: holding.entity,
                    certainty: holding.certainty,
                    evidence: holding.seats.iter().map(|(seat, _)| *seat).collect(),
                })),
                EntityKind::Region => found.extend(states_in(model, view, *id)),
                _ => found.push(Actor { id: *id, certainty: Certainty::Surely, evidence: Vec::new() }),
            }
        }
        let labels: Vec<&str> = named.iter().map(|id| model.entity(*id).short_name()).collect();
        Self { label: enumerate(&labels), actors: joined(model, found) }
    }

    /// Those whom an expression of the set language finds, of the kinds that act: states and bodies.
    pub fn found(model: &Model, expression: &str, found: Vec<Found>) -> Self {
        let acts = |one: &Found| matches!(model.entity(one.entity).kind, EntityKind::State | EntityKind::Body);
        let actors = found.into_iter().filter(acts);
        let actors = actors.map(|one| Actor { id: one.entity, certainty: one.certainty, evidence: one.evidence });
        Self { label: expression.to_owned(), actors: joined(model, actors.collect()) }
    }

    /// Several groups as one.
    #[must_use]
    pub fn union(model: &Model, groups: Vec<Self>) -> Self {
        let labels: Vec<&str> = groups.iter().map(|group| group.label.as_str()).collect();
        let label = enumerate(&labels);
        Self { label, actors: joined(model, groups.into_iter().flat_map(|group| group.actors).collect()) }
    }

    /// How many belong to it surely, and how many only possibly.
    pub fn counts(&self) -> (usize, usize) {
        let surely = self.actors.iter().filter(|actor| actor.certainty == Certainty::Surely).count();
        (surely, self.actors.len() - surely)
    }

    /// The actors that a count takes in.
    pub fn counted<'g>(&'g self, view: &'g View) -> impl Iterator<Item = &'g Actor> {
        self.actors.iter().filter(|actor| actor.certainty >= view.dates.counted())
    }

    /// The relations by which its actors belong to it.
    pub fn evidence(&self) -> impl Iterator<Item = RelationId> + '_ {
        self.actors.iter().flat_map(|actor| actor.evidence.iter().copied())
    }

    /// Remarks on states that did not exist then, although they were named.
    pub(super) fn notes(&self, model: &Model, view: &View) -> Vec<String> {
        let gone = |actor: &&Actor| {
            actor.evidence.is_empty()
                && model.entity(actor.id).life().is_some_and(|life| life.within(view.when) == Certainty::No)
        };
        let said = |actor: &Actor| {
            let entity = model.entity(actor.id);
            let life = entity.life().map(|life| life.to_string()).unwrap_or_default();
            format!("{} did not exist then; it existed {life}.", entity.name)
        };
        self.actors.iter().filter(gone).map(said).collect()
    }
}

/// Joins entries of the same actor, and orders them by slug.
fn joined(model: &Model, mut found: Vec<Actor>) -> Vec<Actor> {
    found.sort_by(|a, b| model.entity(a.id).slug.cmp(&model.entity(b.id).slug));
    let mut actors: Vec<Actor> = Vec::with_capacity(found.len());
    for actor in found {
        match actors.last_mut() {
            Some(last) if last.id == actor.id => {
                last.certainty = last.certainty.max(actor.certainty);
                last.evidence.extend(actor.evidence);
            }
            _ => actors.push(actor),
        }
    }
    actors
}

/// The states of a region and its parts that existed at the time of the question.
pub(super) fn states_in(model: &Model, view: &View, region: EntityId) -> Vec<Actor> {
    let within = parts_of(model, region);
    let mut found = Vec::new();
    let plain = unbounded(view);
    for (i, relation) in model.relations().iter().enumerate() {
        if relation.kind != RelationKind::LocatedIn || !within.contains(relation.to.index()) {
            continue;
        }
        let state = model.entity(relation.from);
        let alive = state.life().map_or(Certainty::Surely, |life| life.within(view.when));
        let certainty = plain.certainty(relation).min(alive);
        if state.kind == EntityKind::State && certainty > Certainty::No && certainty >= view.dates.listed() {
            found.push(Actor { id: relation.from, certainty, evidence: vec![RelationId(i as u32)] });
        }
    }
    joined(model, found)
}

/// A region with all its parts, as bits over the entities.
fn parts_of(model: &Model, region: EntityId) -> FixedBitSet {
    let mut within = FixedBitSet::with_capacity(model.entities().len());
    within.insert(region.index());
    let parts: Vec<(EntityId, EntityId)> = model
        .relations()
        .iter()
        .filter(|r| r.kind == RelationKind::PartOf && model.entity(r.from).kind == EntityKind::Region)
        .map(|r| (r.from, r.to))
        .collect();
    loop {
        let before = within.count_ones(..);
        for (part, whole) in &parts {
            if within.contains(whole.index()) {
                within.insert(part.index());
            }
        }
        if within.count_ones(..) == before {
            return within;
        }
    }
}

/// The bodies of a region, by slug: those that are said to lie in it, and those of which more than half
/// of the members that are counted lie in it.
pub fn bodies_in(graph: &Graph<'_>, view: &View, region: EntityId) -> Vec<EntityId> {
    let model = graph.model();
    let within = parts_of(model, region);
    let states: FixedBitSet = states_in(model, view, region).iter().map(|actor| actor.id.index()).collect();
    let members = super::affiliation::Affiliations::of(graph, view);
    let plain = unbounded(view);
    let located: FixedBitSet = model
        .relations()
        .iter()
        .filter(|r| r.kind == RelationKind::LocatedIn && within.contains(r.to.index()))
        .filter(|r| plain.certainty(r) >= view.dates.counted())
        .map(|r| r.from.index())
        .collect();
    let mut bodies: Vec<EntityId> = model
        .ids()
        .filter(|(id, entity)| {
            let holders = || members.of_body(*id).filter(|a| a.certainty >= view.dates.counted());
            let inside = holders().filter(|a| states.contains(a.actor.index())).count();
            entity.kind == EntityKind::Body && (located.contains(id.index()) || inside * 2 > holders().count())
        })
        .map(|(id, _)| id)
        .collect();
    bodies.sort_by_key(|id| &model.entity(*id).slug);
    bodies
}

/// The bodies of a family, by slug; none, if there is no such family.
pub fn family(model: &Model, word: &str) -> Vec<EntityId> {
    let mut bodies: Vec<EntityId> =
        model.ids().filter(|(_, entity)| entity.family() == Some(word)).map(|(id, _)| id).collect();
    bodies.sort_by_key(|id| &model.entity(*id).slug);
    bodies
}

/// The families of a model, each once, in order.
pub fn families(model: &Model) -> Vec<&str> {
    let mut found: Vec<&str> = model.entities().iter().filter_map(|entity| entity.family()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether an issue is another or lies below it in the tree.
pub(super) fn is_under(issue: &str, root: &str) -> bool {
    issue.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The same view without a restriction of actors, for relations that do not start from one of them.
pub(super) fn unbounded(view: &View) -> View {
    View { subset: None, kinds: Vec::new(), ..view.clone() }
}
