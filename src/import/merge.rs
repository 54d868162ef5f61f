//! Two worlds and more → one: what both say becomes one statement with all its sources, what they say differently stands side by side.
//!
//! Entities meet by slug. Of a name, a date or a note that both have, the first world's stays where only one can be, and the
//! other is kept as alias or note, or reported. A source id that means two things gets a number. A claim about a roster that the
//! seats of all worlds no longer bear out, and a body's form that its seats now contradict, are left out and reported, as a world
//! that contradicts itself cannot be read.

use super::copied;
use crate::diagnostic::{At, Diagnostic, Step, codes};
use crate::model::build::build;
use crate::model::draft::{
    AliasDraft, AttributesDraft, CodeDraft, DetailDraft, Draft, End, EntityDraft, RelationDraft, Said, SourceDraft,
    When,
};
use crate::model::kind::{Act, Confidence, EntityKind, RelationKind};
use crate::model::{Detail, Entity, EntityId, Model, Origin, Relation, Section, SourceId};
use rustc_hash::FxHashMap;

/// A merged world and what became of its parts.
#[derive(Debug, Clone, Default)]
pub struct Merged {
    /// The world.
    pub model: Model,
    /// Entities that several worlds have.
    pub shared_entities: usize,
    /// Statements that several worlds make alike.
    pub shared_statements: usize,
    /// What could not be kept as it was, a sentence each.
    pub remarks: Vec<String>,
}

/// Merges worlds; the first counts where only one can.
///
/// ```
/// use comity::document::read_texts;
/// use comity::import::merge::merge;
///
/// let world = |during: &str, src: &str| {
///     let text = format!(r#"World(sources: {{ "{src}": (title: "T", kind: Dataset) }}, states: {{ "kaz": (name: "Kazakhstan") }},
///         bodies: {{ "sco": (name: "SCO", seats: [Member(who: "kaz", during: "{during}", src: "{src}")]) }})"#);
///     read_texts(vec![("world.ron".into(), text.into_bytes())]).model
/// };
/// let merged = merge(&[&world("2001/..", "a"), &world("2001/..", "b"), &world("1996/..", "c")]).unwrap();
/// assert_eq!(merged.model.relations().len(), 2);
/// assert_eq!(merged.model.relations()[0].sources.len(), 2);
/// ```
///
/// # Errors
/// If one slug is two kinds of entity.
pub fn merge(models: &[&Model]) -> Result<Merged, Box<Diagnostic>> {
    let mut merging = Merging::default();
    for model in models {
        merging.add(model)?;
    }
    let Merging { mut draft, mut merged, .. } = merging;
    let (mut model, mut found) = build(draft.clone());
    // Each round takes out what contradicts the rest, so that the last world can be read.
    for _ in 0..3 {
        if !found.has_errors() {
            break;
        }
        for finding in &found {
            take_out(&mut draft, finding, &mut merged.remarks);
        }
        // Only now, as places count the claims as they stood.
        for entity in &mut draft.entities {
            if let AttributesDraft::Body { rosters, .. } = &mut entity.attributes {
                rosters.retain(|claim| claim.count != usize::MAX);
            }
        }
        (model, found) = build(draft.clone());
    }
    merged.model = model;
    Ok(merged)
}

#[derive(Default)]
struct Merging {
    draft: Draft,
    merged: Merged,
    slugs: FxHashMap<String, u32>,
    sources: FxHashMap<String, usize>,
    statements: FxHashMap<String, usize>,
}

impl Merging {
    fn add(&mut self, model: &Model) -> Result<(), Box<Diagnostic>> {
        if self.draft.title.is_none() {
            self.draft.title = Some(model.title().to_owned());
        }
        let names: Vec<String> = model.sources().iter().map(|source| self.source(source)).collect();
        let src = |ids: &[SourceId]| {
            let words: Vec<&str> = ids.iter().map(|id| names[id.index()].as_str()).collect();
            (!words.is_empty()).then(|| words.join(" "))
        };
        let mut items = Vec::with_capacity(model.entities().len());
        for entity in model.entities() {
            items.push(self.entity(entity, &src)?);
        }
        for relation in model.relations() {
            self.relation(model, relation, &items, &src);
        }
        Ok(())
    }

    /// The id of a source in the merged world.
    fn source(&mut self, source: &crate::model::Source) -> String {
        let origin = Origin::entry(0, Section::Sources, self.draft.sources.len() as u32);
        let mut draft = SourceDraft { origin, ..SourceDraft::from(source) };
        let mut number = 2;
        while let Some(position) = self.sources.get(&draft.id) {
            let known = &self.draft.sources[*position];
            if (SourceDraft { origin: known.origin, ..draft.clone() }) == *known {
                return draft.id;
            }
            draft.id = format!("{}-{number}", source.id);
            number += 1;
        }
        if draft.id != *source.id {
            self.merged.remarks.push(format!("the source `{}` means two things; one is `{}` now", source.id, draft.id));
        }
        self.sources.insert(draft.id.clone(), self.draft.sources.len());
        let id = draft.id.clone();
        self.draft.sources.push(draft);
        id
    }

    fn entity(&mut self, entity: &Entity, src: &dyn Fn(&[SourceId]) -> Option<String>) -> Result<u32, Box<Diagnostic>> {
        let all = copied::attributes(&entity.attributes, src);
        let new = copied::entity(entity, src(&entity.sources), all, self.draft.entities.len() as u32);
        let Some(position) = self.slugs.get(&*entity.slug).copied() else {
            let position = self.draft.entities.len() as u32;
            self.slugs.insert(entity.slug.to_string(), position);
            self.draft.entities.push(new);
            return Ok(position);
        };
        self.merged.shared_entities += 1;
        let old = &mut self.draft.entities[position as usize];
        if old.kind != new.kind {
            let message = format!(
                "`{}` is {} in one world and {} in another",
                entity.slug,
                old.kind.with_article(),
                new.kind.with_article()
            );
            let found = Diagnostic::new(&codes::DUPLICATE_DEFINITION, message, None);
            return Err(Box::new(found.help("give one of the two another slug")));
        }
        join(old, new, &mut self.merged.remarks);
        Ok(position)
    }

    fn relation(
        &mut self,
        model: &Model,
        relation: &Relation,
        items: &[u32],
        src: &dyn Fn(&[SourceId]) -> Option<String>,
    ) {
        let end = |id: EntityId| End::Owner(items[id.index()]);
        let (from, to) = (model.entity(relation.from), model.entity(relation.to));
        let tree = matches!(from.kind, EntityKind::Issue | EntityKind::Region);
        if relation.kind == RelationKind::PartOf
            && tree
            && from.slug.rsplit_once('/').is_some_and(|(above, _)| *above == *to.slug)
        {
            // The slug itself says so.
            return;
        }
        let slug = |id: EntityId| model.entity(id).slug.to_string();
        let detail = match &relation.detail {
            Detail::Act(act) => DetailDraft::Act(*act),
            Detail::Attended { role, level, person } => DetailDraft::Attended {
                role: *role,
                level: level.as_ref().map(ToString::to_string),
                person: person.map(slug),
            },
            Detail::Cooperates { mode, issue } => {
                DetailDraft::Cooperates { mode: mode.as_ref().map(ToString::to_string), issue: issue.map(slug) }
            }
            other => DetailDraft::Ready(other.clone()),
        };
        let text = relation.during.as_str();
        let when = match (&relation.detail, text) {
            (Detail::Act(Act::Never), _) => When::Always,
            (_, "/") => When::Unknown,
            (Detail::Act(_), _) => When::On(relation.during.from_text().to_owned()),
            (_, text) if text.contains('/') => When::During(text.to_owned()),
            (_, text) => When::On(text.to_owned()),
        };
        let known = relation.known.as_deref();
        let date = |date: Option<&crate::time::Date>| date.map(ToString::to_string);
        let said = Said {
            src: src(&relation.sources),
            conf: (relation.confidence != Confidence::High).then_some(relation.confidence),
            note: relation.note.as_ref().map(ToString::to_string),
            recorded: date(known.and_then(|known| known.recorded.as_ref())),
            retracted: date(known.and_then(|known| known.retracted.as_ref())),
        };
        let key = format!(
            "{} {} {} {when:?} {detail:?} {:?} {:?} {:?} {:?}",
            relation.kind, from.slug, to.slug, said.conf, said.note, said.recorded, said.retracted
        );
        if let Some(position) = self.statements.get(&key) {
            self.merged.shared_statements += 1;
            let old = &mut self.draft.relations[*position].said.src;
            *old = union(old.take(), said.src);
            return;
        }
        self.statements.insert(key, self.draft.relations.len());
        let origin = Origin::entry(0, Section::Line, self.draft.relations.len() as u32 + 1);
        let (from, to) = (end(relation.from), end(relation.to));
        self.draft.relations.push(RelationDraft { kind: relation.kind, from, to, when, detail, said, origin });
    }
}

/// Adds to an entity what another world knows of it.
fn join(old: &mut EntityDraft, new: EntityDraft, remarks: &mut Vec<String>) {
    for name in std::iter::once(new.name).chain(new.official.clone()) {
        let known = old.name == name || old.official.as_deref() == Some(name.as_str());
        if !known && old.aka.iter().all(|alias| alias.text != name) {
            old.aka.push(AliasDraft { text: name, during: None, shared: false });
        }
    }
    for alias in new.aka {
        if alias.text != old.name && old.aka.iter().all(|known| known.text != alias.text) {
            old.aka.push(alias);
        }
    }
    for code in new.codes {
        let known = old.codes.iter().any(|known| known.scheme == code.scheme && known.code == code.code);
        if known {
            continue;
        }
        let same = old.codes.iter().find(|known| known.scheme == code.scheme).map(|known| known.entry);
        let entry = same.unwrap_or_else(|| old.codes.iter().map(|known| known.entry + 1).max().unwrap_or(0));
        let at = old.codes.iter().rposition(|known| known.entry == entry).map_or(old.codes.len(), |last| last + 1);
        old.codes.insert(at, CodeDraft { entry, ..code });
    }
    one(&mut old.during, new.during, "during", &old.slug, remarks);
    if let Some(note) = new.note {
        match &mut old.note {
            Some(known) if known.contains(&note) => {}
            Some(known) => known.extend(["; ", &note]),
            None => old.note = Some(note),
        }
    }
    old.src = union(old.src.take(), new.src);
    match (&mut old.attributes, new.attributes) {
        (
            AttributesDraft::Body { family, forms, rosters },
            AttributesDraft::Body { family: theirs, forms: more, rosters: claims },
        ) => {
            one(family, theirs, "family", &old.slug, remarks);
            for form in more {
                match forms.iter_mut().find(|known| known.form == form.form && known.during == form.during) {
                    Some(known) => known.src = union(known.src.take(), form.src),
                    None => forms.push(form),
                }
            }
            for claim in claims {
                if !rosters.contains(&claim) {
                    rosters.push(claim);
                }
            }
        }
        (AttributesDraft::Treaty { opened, in_force }, AttributesDraft::Treaty { opened: a, in_force: b }) => {
            one(opened, a, "opened", &old.slug, remarks);
            one(in_force, b, "in_force", &old.slug, remarks);
        }
        (AttributesDraft::Dispute { over, active }, AttributesDraft::Dispute { over: more, active: times }) => {
            over.extend(more.into_iter().filter(|kind| !over.contains(kind)).collect::<Vec<_>>());
            active.extend(times.into_iter().filter(|time| !active.contains(time)).collect::<Vec<_>>());
        }
        _ => {}
    }
}

/// A field that holds one value: the first world's stays.
fn one(old: &mut Option<String>, new: Option<String>, field: &str, slug: &str, remarks: &mut Vec<String>) {
    match (&old, new) {
        (_, None) => {}
        (None, new) => *old = new,
        (Some(known), Some(new)) if *known != new => {
            remarks.push(format!("`{field}` of `{slug}` stays {known}; another world says {new}"));
        }
        _ => {}
    }
}

fn union(old: Option<String>, new: Option<String>) -> Option<String> {
    let (Some(mut words), Some(more)) = (old.clone(), new.clone()) else { return old.or(new) };
    for word in more.split(' ') {
        if !words.split(' ').any(|known| known == word) {
            words.extend([" ", word]);
        }
    }
    Some(words)
}

/// Takes out of the draft what a finding says contradicts the rest.
fn take_out(draft: &mut Draft, finding: &Diagnostic, remarks: &mut Vec<String>) {
    let Some(place) = &finding.place else { return };
    match &place.at {
        At::Path { steps, .. } => {
            let (Some(Step::Entry(entity)), Some(Step::Item(item))) = (steps.get(1), steps.get(3)) else { return };
            let Some(entity) = draft.entities.get_mut(*entity as usize) else { return };
            if let AttributesDraft::Body { rosters, .. } = &mut entity.attributes
                && finding.code.id == codes::ROSTER_DISAGREES.id
                && let Some(claim) = rosters.get(*item as usize).cloned()
            {
                remarks.push(format!(
                    "the claim that `{}` had {} of grade {} on {} is left out: {}",
                    entity.slug, claim.count, claim.grade, claim.on, finding.message
                ));
                rosters[*item as usize].count = usize::MAX;
            }
        }
        At::Line(line) => {
            let relation = (*line as usize).checked_sub(1).and_then(|position| draft.relations.get(position));
            let Some(End::Owner(body)) = relation.map(|relation| relation.to.clone()) else { return };
            let Some(entity) = draft.entities.get_mut(body as usize) else { return };
            if let AttributesDraft::Body { forms, .. } = &mut entity.attributes
                && !forms.is_empty()
            {
                let said: Vec<String> = forms
                    .iter()
                    .map(|form| format!("{} {}", form.form, form.during.as_deref().unwrap_or("/")))
                    .collect();
                remarks.push(format!(
                    "the form of `{}` ({}) is left out: {}",
                    entity.slug,
                    said.join(", "),
                    finding.message
                ));
                forms.clear();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::draft::RosterDraft;
    use crate::model::kind::Grade;

    fn of(draft: &mut Draft, slug: &str) -> usize {
        let origin = Origin::entry(0, Section::Entities(EntityKind::Body), 0);
        let attributes = AttributesDraft::Body {
            family: None,
            forms: Vec::new(),
            rosters: ["2000", "2001", "2002", "2003", "2004"]
                .map(|on| RosterDraft { on: on.into(), count: 1, grade: Grade::Member, src: None, note: None })
                .to_vec(),
        };
        draft.entities.push(EntityDraft {
            slug: slug.into(),
            kind: EntityKind::Body,
            name: "Club".into(),
            official: None,
            aka: Vec::new(),
            codes: Vec::new(),
            during: None,
            note: None,
            src: None,
            attributes,
            origin,
        });
        draft.entities.len() - 1
    }

    #[test]
    fn a_claim_that_the_seats_contradict_is_left_out_and_told() {
        let mut draft = Draft::default();
        of(&mut draft, "club");
        let (model, _) = build(draft);
        let merged = merge(&[&model, &model]).unwrap();
        assert_eq!(merged.remarks.len(), 5, "{:?}", merged.remarks);
        assert_eq!((merged.shared_entities, merged.model.entities().len()), (1, 1));
    }
}
