//! Facts as they were read: ends still named, dates still text, each with its place.
//!
//! Every reader makes drafts, and [`build`](super::build::build) checks them all in one place.

use super::kind::{Act, AttendRole, Confidence, EntityKind, EventKind, Form, Grade, Over, RelationKind, SourceKind};
use super::{Detail, Origin, Source};
use crate::diagnostic::Place;
use crate::text::Text;

/// What was read from all files together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// The title.
    pub title: Option<String>,
    /// The sources.
    pub sources: Vec<SourceDraft>,
    /// The entities.
    pub entities: Vec<EntityDraft>,
    /// The relations.
    pub relations: Vec<RelationDraft>,
    /// Whether a part of the input could not be read, so that an unknown name proves nothing.
    pub incomplete: bool,
    /// Slugs and source ids whose records could not be read: to name them is no mistake.
    pub lost: Vec<String>,
    /// Records of which parts could not be read.
    pub doubtful: Vec<Place>,
}

/// A source as read.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceDraft {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: SourceKind,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as text.
    pub date: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// When it was read, as text.
    pub accessed: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where it is defined.
    pub origin: Origin,
}

impl From<&Source> for SourceDraft {
    fn from(source: &Source) -> Self {
        let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string);
        Self {
            id: source.id.to_string(),
            title: source.title.to_string(),
            kind: source.kind,
            publisher: text(&source.publisher),
            date: source.date.as_ref().map(ToString::to_string),
            url: text(&source.url),
            accessed: source.accessed.as_ref().map(ToString::to_string),
            note: text(&source.note),
            origin: source.origin,
        }
    }
}

/// An entity as read.
#[derive(Debug, Clone, PartialEq)]
pub struct EntityDraft {
    /// Its slug.
    pub slug: String,
    /// What it is.
    pub kind: EntityKind,
    /// Its common name.
    pub name: String,
    /// Its official name.
    pub official: Option<String>,
    /// Its other names.
    pub aka: Vec<AliasDraft>,
    /// Its codes: scheme, position of the scheme in its map, code, time as text.
    pub codes: Vec<CodeDraft>,
    /// When it exists, as text.
    pub during: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Source ids, separated by spaces.
    pub src: Option<String>,
    /// What only its kind has.
    pub attributes: AttributesDraft,
    /// Where it is defined.
    pub origin: Origin,
}

/// Another name as read.
#[derive(Debug, Clone, PartialEq)]
pub struct AliasDraft {
    /// The name.
    pub text: String,
    /// When it was borne, as text.
    pub during: Option<String>,
    /// Whether it is known that others bear it too.
    pub shared: bool,
}

/// A code as read.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeDraft {
    /// The list.
    pub scheme: String,
    /// The position of the scheme in its map.
    pub entry: u32,
    /// The code.
    pub code: String,
    /// When it was valid, as text.
    pub during: Option<String>,
}

/// What only one kind of entity has, as read.
#[derive(Debug, Clone, PartialEq)]
pub enum AttributesDraft {
    /// Nothing of its own.
    None,
    /// A body's.
    Body {
        /// Its lineage.
        family: Option<String>,
        /// What it was, and when.
        forms: Vec<FormDraft>,
        /// How many seats it had.
        rosters: Vec<RosterDraft>,
    },
    /// A treaty's.
    Treaty {
        /// When it was opened, as text.
        opened: Option<String>,
        /// When it entered into force, as text.
        in_force: Option<String>,
    },
    /// A dispute's.
    Dispute {
        /// What it is over.
        over: Vec<Over>,
        /// When it was live, as text.
        active: Vec<String>,
    },
    /// An event's.
    Event {
        /// What it is.
        kind: EventKind,
        /// Where.
        place: Option<String>,
    },
}

/// A form over a time, as read.
#[derive(Debug, Clone, PartialEq)]
pub struct FormDraft {
    /// What it was.
    pub form: Form,
    /// When, as text.
    pub during: Option<String>,
    /// Source ids, separated by spaces.
    pub src: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// A roster claim as read.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterDraft {
    /// The day, as text.
    pub on: String,
    /// How many.
    pub count: usize,
    /// Of which grade.
    pub grade: Grade,
    /// Source ids, separated by spaces.
    pub src: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// A relation as read; several, if an end names several.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationDraft {
    /// What joins the ends.
    pub kind: RelationKind,
    /// The end it starts from.
    pub from: End,
    /// The end it leads to.
    pub to: End,
    /// When it held.
    pub when: When,
    /// What only its kind has.
    pub detail: DetailDraft,
    /// What every statement has.
    pub said: Said,
    /// Where it is written.
    pub origin: Origin,
}

/// An end of a relation as read.
#[derive(Debug, Clone, PartialEq)]
pub enum End {
    /// The entity whose record the relation stands in, by its position among the drafts.
    Owner(u32),
    /// Slugs separated by spaces, in a field.
    Slugs {
        /// The text.
        text: String,
        /// The field that holds it.
        field: &'static str,
    },
}

/// When a relation held, as read.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// Nothing is written.
    Unknown,
    /// The nature of the relation is timeless, such as an issue's parent.
    Always,
    /// An interval, from the field `during`.
    During(String),
    /// A date, from the field `on`.
    On(String),
    /// As long as the owner, a dispute or an event, lasts.
    OwnersTime,
    /// Two fields are written that exclude each other, so that one would be lost.
    Clash(&'static str, &'static str),
}

/// A relation's own part as read.
#[derive(Debug, Clone, PartialEq)]
pub enum DetailDraft {
    /// Nothing still to be resolved.
    Ready(Detail),
    /// An act on a treaty, whose end depends on other acts.
    Act(Act),
    /// Attendance; the person is a slug.
    Attended {
        /// In which part.
        role: AttendRole,
        /// At which level.
        level: Option<String>,
        /// By whom.
        person: Option<String>,
    },
    /// Cooperation; the issue is a slug.
    Cooperates {
        /// By which means.
        mode: Option<String>,
        /// On which issue.
        issue: Option<String>,
    },
}

/// What every statement carries, as read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// Source ids, separated by spaces.
    pub src: Option<String>,
    /// How sure.
    pub conf: Option<Confidence>,
    /// A remark.
    pub note: Option<String>,
    /// When it entered the world, as text.
    pub recorded: Option<String>,
    /// When it was withdrawn from the world, as text.
    pub retracted: Option<String>,
}
