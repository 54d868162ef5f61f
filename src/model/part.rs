//! A part of a model that is a model itself.

use super::kind::{Act, RelationKind};
use super::slugs::has_levels;
use super::{Attributes, Detail, Entity, EntityId, Model, Relation, RelationId, Source, SourceId};
use rustc_hash::FxHashSet;
use std::sync::Arc;

impl Model {
    /// The model of some entities and some relations between them, with all that these cannot do without: persons and issues
    /// that relations name, the levels above issues and regions, withdrawals that end acts, and the sources cited.
    ///
    /// Counts of seats are left out, as not all seats may be there.
    ///
    /// ```
    /// let world = comity::document::builtin().model;
    /// let (sco, kaz) = (world.find("sco").unwrap(), world.find("kaz").unwrap());
    /// let part = world.part(&[sco, kaz], &[], "Two of them");
    /// assert_eq!((part.title(), part.entities().len(), part.relations().len()), ("Two of them", 2, 0));
    /// ```
    #[must_use]
    pub fn part(&self, entities: &[EntityId], relations: &[RelationId], title: &str) -> Self {
        let mut keep_relation = vec![false; self.relations.len()];
        relations.iter().for_each(|id| keep_relation[id.index()] = true);
        let acts: FxHashSet<(EntityId, EntityId)> = relations
            .iter()
            .map(|id| self.relation(*id))
            .filter(|relation| relation.kind == RelationKind::Party)
            .map(|relation| (relation.from, relation.to))
            .collect();
        for (i, relation) in self.relations.iter().enumerate() {
            keep_relation[i] |= relation.act() == Some(Act::Withdrew) && acts.contains(&(relation.from, relation.to));
        }
        let mut keep = vec![false; self.entities.len()];
        entities.iter().for_each(|id| keep[id.index()] = true);
        for (relation, _) in self.relations.iter().zip(&keep_relation).filter(|(_, kept)| **kept) {
            for id in [relation.from, relation.to].into_iter().chain(named(relation)) {
                keep[id.index()] = true;
            }
        }
        for i in 0..self.entities.len() {
            let (mut slug, kind) = (&*self.entities[i].slug, self.entities[i].kind);
            while let Some((above, _)) = slug.rsplit_once('/').filter(|_| keep[i] && has_levels(kind)) {
                self.find(above).into_iter().for_each(|id| keep[id.index()] = true);
                slug = above;
            }
        }
        for (i, relation) in self.relations.iter().enumerate() {
            let told = self.entity(relation.from).slug.rsplit_once('/').is_some_and(|(above, _)| {
                relation.kind == RelationKind::PartOf && *above == *self.entity(relation.to).slug
            });
            keep_relation[i] |= told && keep[relation.from.index()];
        }
        self.copy_of(&keep, &keep_relation, title)
    }

    fn copy_of(&self, keep: &[bool], keep_relation: &[bool], title: &str) -> Self {
        let mut part = Self { title: title.to_owned(), incomplete: self.incomplete, ..Self::default() };
        part.doubtful.clone_from(&self.doubtful);
        let kept = || self.entities.iter().zip(keep).filter(|(_, kept)| **kept).map(|(entity, _)| entity);
        let related =
            || self.relations.iter().zip(keep_relation).filter(|(_, kept)| **kept).map(|(relation, _)| relation);
        let mut sources = Renumbered { all: self.sources(), new: vec![None; self.sources().len()], kept: Vec::new() };
        // The order of the whole.
        let mut cited = vec![false; self.sources().len()];
        for id in kept().flat_map(sources_of).chain(related().flat_map(|relation| relation.sources.iter().copied())) {
            cited[id.index()] = true;
        }
        (0..cited.len()).filter(|i| cited[*i]).for_each(|i| sources.keep(i));
        let mut place = vec![EntityId(u32::MAX); self.entities.len()];
        for (id, _) in self.ids().filter(|(id, _)| keep[id.index()]) {
            place[id.index()] = EntityId(part.entities.len() as u32);
            let entity = sources.of_entity(self.entity(id));
            part.slugs.insert(entity.slug.clone(), place[id.index()]);
            part.entities.push(entity);
        }
        for relation in related() {
            let mut copy = relation.clone();
            (copy.from, copy.to) = (place[copy.from.index()], place[copy.to.index()]);
            let statement = Arc::make_mut(&mut copy.statement);
            match &mut statement.detail {
                Detail::Attended { person: Some(id), .. } | Detail::Cooperates { issue: Some(id), .. } => {
                    *id = place[id.index()];
                }
                _ => {}
            }
            statement.sources = sources.list(&relation.sources);
            part.relations.push(copy);
        }
        part.sources = sources.kept.into();
        part
    }
}

/// Whom a relation names besides its ends.
fn named(relation: &Relation) -> Option<EntityId> {
    match relation.detail {
        Detail::Attended { person, .. } => person,
        Detail::Cooperates { issue, .. } => issue,
        _ => None,
    }
}

fn sources_of(entity: &Entity) -> Vec<SourceId> {
    let forms = match &entity.attributes {
        Attributes::Body { forms, .. } => forms.as_slice(),
        _ => &[],
    };
    entity.sources.iter().chain(forms.iter().flat_map(|form| form.sources.iter())).copied().collect()
}

/// Sources by their new numbers.
struct Renumbered<'m> {
    all: &'m [Source],
    new: Vec<Option<SourceId>>,
    kept: Vec<Source>,
}

impl Renumbered<'_> {
    fn keep(&mut self, position: usize) {
        self.new[position] = Some(SourceId(self.kept.len() as u32));
        self.kept.push(self.all[position].clone());
    }

    fn list(&self, ids: &[SourceId]) -> Arc<[SourceId]> {
        ids.iter().filter_map(|id| self.new[id.index()]).collect()
    }

    fn of_entity(&self, entity: &Entity) -> Entity {
        let mut copy = entity.clone();
        copy.sources = self.list(&entity.sources);
        if let Attributes::Body { forms, rosters, .. } = &mut copy.attributes {
            rosters.clear();
            forms.iter_mut().for_each(|form| form.sources = self.list(&form.sources));
        }
        copy
    }
}
