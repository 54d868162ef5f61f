//! What importers write into: drafts that name states and bodies of a known world wherever they can.

use super::copied;
use super::report::Report;
use super::resolve::{Resolver, slug_from};
use crate::model::draft::{
    AliasDraft, AttributesDraft, CodeDraft, DetailDraft, Draft, End, EntityDraft, FormDraft, RelationDraft, Said,
    SourceDraft, When,
};
use crate::model::kind::{EntityKind, EventKind, Form, RelationKind, SourceKind};
use crate::model::{Attributes, EntityId, Model, Origin, Section, SourceId};
use rustc_hash::{FxHashMap, FxHashSet};

/// An entity of the world that is being made, by its position among the drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Item(pub(super) u32);

/// The world that is being made.
#[derive(Debug)]
pub(super) struct Drafting<'b> {
    /// The world whose states and bodies are known.
    pub(super) base: &'b Model,
    /// Finds names and codes in it.
    pub(super) names: Resolver<'b>,
    /// What was done.
    pub(super) report: Report,
    draft: Draft,
    kept: FxHashMap<EntityId, Item>,
    slugs: FxHashMap<String, Item>,
    sources: FxHashSet<String>,
}

/// A statement about two entities.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Statement {
    pub(super) kind: RelationKind,
    pub(super) from: Item,
    pub(super) to: Item,
    pub(super) when: When,
    pub(super) detail: DetailDraft,
    pub(super) said: Said,
}

impl<'b> Drafting<'b> {
    pub(super) fn new(base: &'b Model, title: &str) -> Self {
        Self {
            base,
            names: Resolver::new(base),
            report: Report::default(),
            draft: Draft { title: Some(title.to_owned()), ..Draft::default() },
            kept: FxHashMap::default(),
            slugs: FxHashMap::default(),
            sources: FxHashSet::default(),
        }
    }

    /// All that was drafted, and the report.
    pub(super) fn finish(self) -> (Draft, Report) {
        (self.draft, self.report)
    }

    /// Defines a source, unless it is defined.
    pub(super) fn source(
        &mut self,
        id: &str,
        title: &str,
        kind: SourceKind,
        publisher: Option<&str>,
        url: Option<&str>,
    ) {
        if !self.sources.insert(id.to_owned()) {
            return;
        }
        let origin = Origin::entry(0, Section::Sources, self.draft.sources.len() as u32);
        self.draft.sources.push(SourceDraft {
            id: id.to_owned(),
            title: title.to_owned(),
            kind,
            publisher: publisher.map(str::to_owned),
            date: None,
            url: url.map(str::to_owned),
            accessed: None,
            note: None,
            origin,
        });
    }

    /// Defines a source with all that is known of it, unless it is defined.
    pub(super) fn define_source(&mut self, mut source: SourceDraft) {
        if self.sources.insert(source.id.clone()) {
            source.origin = Origin::entry(0, Section::Sources, self.draft.sources.len() as u32);
            self.draft.sources.push(source);
        }
    }

    /// Whether a source is defined.
    pub(super) fn has_source(&self, id: &str) -> bool {
        self.sources.contains(id)
    }

    /// Whether an entity has a slug.
    pub(super) fn has(&self, slug: &str) -> bool {
        self.slugs.contains_key(slug)
    }

    /// Defines the source of the known world that has an id; whether there is one.
    pub(super) fn known_source(&mut self, id: &str) -> bool {
        let known = self.base.sources().iter().position(|source| *source.id == *id);
        if let Some(position) = known {
            self.copy_source(position);
        }
        known.is_some()
    }

    /// Says more of a source.
    pub(super) fn source_note(&mut self, id: &str, note: &str) {
        if let Some(source) = self.draft.sources.iter_mut().find(|source| source.id == id) {
            source.note = Some(note.to_owned());
        }
    }

    /// The same entity as in the known world, with its names and codes and their sources.
    pub(super) fn keep(&mut self, id: EntityId) -> Item {
        if let Some(item) = self.kept.get(&id) {
            return *item;
        }
        let entity = self.base.entity(id);
        let src = self.sources_of(&entity.sources);
        let attributes = match &entity.attributes {
            // When a body existed is a claim of the known world, which the seats of a file may well contradict.
            Attributes::Body { family, .. } => {
                AttributesDraft::Body { family: family.clone(), forms: Vec::new(), rosters: Vec::new() }
            }
            other => copied::attributes(other, &|_| None),
        };
        let item = self.push(copied::entity(entity, src, attributes, 0));
        self.kept.insert(id, item);
        item
    }

    /// Copies sources of the known world, and gives their ids.
    fn sources_of(&mut self, ids: &[SourceId]) -> Option<String> {
        let mut words = String::new();
        for id in ids {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&self.base.source(*id).id);
            self.copy_source(id.index());
        }
        (!words.is_empty()).then_some(words)
    }

    /// Defines a source as the known world does, by its position there.
    fn copy_source(&mut self, position: usize) {
        let source = &self.base.sources()[position];
        self.define_source(SourceDraft::from(source));
    }

    /// Gives the world another title.
    pub(super) fn retitle(&mut self, title: &str) {
        self.draft.title = Some(title.to_owned());
    }

    /// An entity as a file describes it, whatever the known world says.
    pub(super) fn define(&mut self, entity: EntityDraft) -> Item {
        self.push(entity)
    }

    /// A new entity, or the one that was made of the same hint before. Its slug is made of the hint, and differs
    /// from every slug of the known world.
    pub(super) fn make(&mut self, kind: EntityKind, hint: &str, name: &str) -> Item {
        let key = format!("{} {hint}", kind.as_str());
        if let Some(item) = self.slugs.get(&key) {
            return *item;
        }
        let mut slug = slug_from(hint);
        if slug.is_empty() {
            slug = kind.as_str().to_owned();
        }
        if self.is_taken(&slug) {
            slug = format!("{slug}-{}", kind.as_str());
        }
        let stem = slug.clone();
        let mut number = 2;
        while self.is_taken(&slug) {
            slug = format!("{stem}-{number}");
            number += 1;
        }
        let attributes = match kind {
            EntityKind::Body => AttributesDraft::Body { family: None, forms: Vec::new(), rosters: Vec::new() },
            EntityKind::Treaty => AttributesDraft::Treaty { opened: None, in_force: None },
            EntityKind::Dispute => AttributesDraft::Dispute { over: Vec::new(), active: Vec::new() },
            EntityKind::Event => AttributesDraft::Event { kind: EventKind::Other, place: None },
            _ => AttributesDraft::None,
        };
        let item = self.push(EntityDraft {
            slug,
            kind,
            name: name.to_owned(),
            official: None,
            aka: Vec::new(),
            codes: Vec::new(),
            during: None,
            note: None,
            src: None,
            attributes,
            origin: Origin::entry(0, Section::Entities(kind), 0),
        });
        self.slugs.insert(key, item);
        item
    }

    fn is_taken(&self, slug: &str) -> bool {
        self.base.find(slug).is_some() || self.slugs.contains_key(slug)
    }

    fn push(&mut self, mut entity: EntityDraft) -> Item {
        let number = self.draft.entities.len() as u32;
        entity.origin = Origin::entry(0, Section::Entities(entity.kind), number);
        self.slugs.insert(entity.slug.clone(), Item(number));
        self.draft.entities.push(entity);
        Item(number)
    }

    /// The draft of an entity, to add to it.
    pub(super) fn entity(&mut self, item: Item) -> &mut EntityDraft {
        &mut self.draft.entities[item.0 as usize]
    }

    /// Adds a code to an entity, unless it has it.
    pub(super) fn code(&mut self, item: Item, scheme: &str, code: &str) {
        let codes = &mut self.entity(item).codes;
        if codes.iter().any(|known| known.scheme == scheme && known.code == code) {
            return;
        }
        let same = codes.iter().find(|known| known.scheme == scheme).map(|known| known.entry);
        let entry = same.unwrap_or_else(|| codes.iter().map(|known| known.entry + 1).max().unwrap_or(0));
        let draft = CodeDraft { scheme: scheme.to_owned(), entry, code: code.to_owned(), during: None };
        let after = codes.iter().rposition(|known| known.entry == entry).map_or(codes.len(), |last| last + 1);
        codes.insert(after, draft);
    }

    /// Adds another name to an entity, unless it is called so.
    pub(super) fn alias(&mut self, item: Item, name: &str) {
        let entity = self.entity(item);
        let known = entity.name == name || entity.official.as_deref() == Some(name);
        if !name.is_empty() && !known && entity.aka.iter().all(|alias| alias.text != name) {
            entity.aka.push(AliasDraft { text: name.to_owned(), during: None, shared: false });
        }
    }

    /// Says what a body was over a time.
    pub(super) fn form(&mut self, item: Item, form: Form, during: String, src: &str) {
        if let AttributesDraft::Body { forms, .. } = &mut self.entity(item).attributes {
            forms.push(FormDraft { form, during: Some(during), src: Some(src.to_owned()), note: None });
        }
    }

    /// Adds a sentence to the note of an entity.
    pub(super) fn note(&mut self, item: Item, text: &str) {
        let note = &mut self.entity(item).note;
        match note {
            Some(note) => note.extend(["; ", text]),
            None => *note = Some(text.to_owned()),
        }
    }

    /// Whether a relation of a kind may join two entities.
    pub(super) fn may_join(&self, kind: RelationKind, from: Item, to: Item) -> bool {
        let of = |item: Item| self.draft.entities[item.0 as usize].kind;
        kind.spec().from.contains(&of(from)) && kind.spec().to.contains(&of(to))
    }

    /// The slug of an entity.
    pub(super) fn slug(&self, item: Item) -> &str {
        &self.draft.entities[item.0 as usize].slug
    }

    /// What an entity is.
    pub(super) fn kind(&self, item: Item) -> EntityKind {
        self.draft.entities[item.0 as usize].kind
    }

    /// Whether an entity was made of a hint before.
    pub(super) fn was_made(&self, kind: EntityKind, hint: &str) -> bool {
        self.slugs.contains_key(&format!("{} {hint}", kind.as_str()))
    }

    /// Adds a statement that stands in a line of a file.
    pub(super) fn state(&mut self, file: usize, line: usize, statement: Statement) {
        let Statement { kind, from, to, when, detail, said } = statement;
        debug_assert!(self.may_join(kind, from, to), "{kind} joins others");
        let origin = Origin::entry(file as u32, Section::Line, line as u32);
        let (from, to) = (End::Owner(from.0), End::Owner(to.0));
        self.draft.relations.push(RelationDraft { kind, from, to, when, detail, said, origin });
    }
}

/// What is said by one source.
pub(super) fn by(src: &str) -> Said {
    Said { src: Some(src.to_owned()), ..Said::default() }
}
