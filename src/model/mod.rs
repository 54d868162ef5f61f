//! What is claimed: entities, dated and sourced relations, and sources, as plain data.
//!
//! A [`Model`] comes from [`build`](build::build) alone, which establishes every invariant: slugs are
//! unique, every end exists and is of a kind its relation may join, every date can be read.

pub mod build;
pub mod draft;
mod entity;
pub mod kind;
pub mod names;
pub mod overlay;
mod part;
mod relation;
mod roster;
mod slips;
mod slugs;
pub mod snapshot;
mod source;

pub use entity::{Alias, Attributes, Code, Entity, EntityId, FormSpell, Roster};
pub use relation::{Detail, KnownTime, Relation, RelationId, StanceValue, Statement};
pub use source::{Source, SourceId};

use crate::diagnostic::{At, Place, Step};
use rustc_hash::{FxHashMap, FxHashSet};
use source::Sources;

/// Everything that a world claims.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    title: String,
    entities: Vec<Entity>,
    relations: Vec<Relation>,
    sources: Sources,
    slugs: FxHashMap<Box<str>, EntityId>,
    /// Records with parts that could not be used.
    doubtful: FxHashSet<RecordKey>,
    /// Whether parts are missing of which it is not known where they belong.
    incomplete: bool,
}

/// A file, a section and a position in it.
type RecordKey = (u32, Step, Step);

impl Model {
    /// The title its author gave it.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// All entities, in reading order; an [`EntityId`] is a position in this list.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// All relations, in reading order; a [`RelationId`] is a position in this list.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// All sources, in reading order.
    pub fn sources(&self) -> &[Source] {
        self.sources.list()
    }

    /// One entity.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }

    /// One relation.
    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.relations[id.index()]
    }

    /// A relation's own words, and on which issue two cooperate: on two issues it is two relations, which would else read
    /// as one said twice.
    ///
    /// ```
    /// let model = comity::document::builtin().model;
    /// let words: Vec<String> = model.relations().iter().map(|relation| model.detail_of(relation)).collect();
    /// assert!(words.iter().any(|words| words == "memorandum, on Terrorism"));
    /// ```
    pub fn detail_of(&self, relation: &Relation) -> String {
        let own = relation.detail_text();
        match relation.detail {
            Detail::Cooperates { issue: Some(issue), .. } => {
                let comma = if own.is_empty() { "" } else { ", " };
                format!("{own}{comma}on {}", self.entity(issue).name)
            }
            _ => own,
        }
    }

    /// One source.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources()[id.index()]
    }

    /// The entity with exactly this slug.
    pub fn find(&self, slug: &str) -> Option<EntityId> {
        self.slugs.get(slug).copied()
    }

    /// Whether parts of the record at a place could not be used, so that what is missing there, or
    /// how many there are, proves nothing.
    pub fn is_doubtful(&self, place: &Place) -> bool {
        self.incomplete || record_of(place).is_some_and(|record| self.doubtful.contains(&record))
    }

    /// Whether every part of every record could be used.
    pub fn is_whole(&self) -> bool {
        !self.incomplete && self.doubtful.is_empty()
    }

    fn doubt(&mut self, place: &Place) {
        self.doubtful.extend(record_of(place));
    }

    /// All entities with their ids.
    pub fn ids(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        self.entities.iter().enumerate().map(|(i, entity)| (EntityId(i as u32), entity))
    }
}

/// The record of a section that a place lies in.
fn record_of(place: &Place) -> Option<RecordKey> {
    match &place.at {
        At::Path { steps, .. } => match steps.as_slice() {
            [section, entry, ..] => Some((place.file, *section, *entry)),
            _ => None,
        },
        _ => None,
    }
}

/// Where a fact stands in the files it was read from, kept small as every fact has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The number of the file, in reading order.
    pub file: u32,
    /// The section of the file.
    pub section: Section,
    /// The position of the entry in its section, or the line of a file without sections.
    pub entry: u32,
    /// The list inside the entry, by its position in `LISTS`.
    list: u8,
    /// The position in the list; `NO_ITEM` if the fact is no item.
    item: u32,
}

/// A section of a world file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// `sources`.
    Sources,
    /// The section of a kind of entity.
    Entities(kind::EntityKind),
    /// `links`.
    Links,
    /// A line of a file without sections.
    Line,
}

impl Origin {
    /// The place of a whole entry of a section.
    pub fn entry(file: u32, section: Section, entry: u32) -> Self {
        Self { file, section, entry, list: 0, item: Self::NO_ITEM }
    }

    const NO_ITEM: u32 = u32::MAX;

    /// The lists inside an entry in which facts can stand.
    const LISTS: [&str; 17] = [
        "", "seats", "acts", "aka", "form", "roster", "active", "mandate", "topics", "sides", "attended", "proposed",
        "endorsed", "engine", "part_of", "organ_of", "succeeds",
    ];

    /// The place of one field of the fact; with an empty field, of the fact itself.
    pub fn place(&self, field: &'static str) -> Place {
        self.place_part(field, None)
    }

    /// The place of a stretch of bytes inside the text of a field.
    pub fn place_part(&self, field: &'static str, part: Option<(u32, u32)>) -> Place {
        let section = match self.section {
            Section::Line => return Place { file: self.file, at: At::Line(self.entry) },
            Section::Sources => "sources",
            Section::Entities(kind) => kind.plural(),
            Section::Links => "links",
        };
        let mut steps = vec![Step::Field(section)];
        steps.push(if self.section == Section::Links { Step::Item(self.entry) } else { Step::Entry(self.entry) });
        if self.list > 0 {
            steps.push(Step::Field(Self::LISTS.get(usize::from(self.list)).copied().unwrap_or_default()));
        }
        if self.item != Self::NO_ITEM {
            steps.push(Step::Item(self.item));
        }
        if !field.is_empty() {
            steps.push(Step::Field(field));
        }
        Place { file: self.file, at: At::Path { steps, part } }
    }

    /// The same record seen at an item of one of its lists.
    #[must_use]
    pub fn at(self, list: &'static str, item: Option<u32>) -> Self {
        let known = Self::LISTS.iter().position(|known| *known == list);
        debug_assert!(known.is_some(), "`{list}` is none of the lists");
        let list = known.unwrap_or_default() as u8;
        Self { list, item: item.unwrap_or(Self::NO_ITEM), ..self }
    }
}
