//! One dated, sourced relation between two entities.

use super::kind::{Act, AttendRole, Confidence, Depth, Grade, RelationKind, SideRole};
use super::{EntityId, Origin, SourceId};
use crate::text::Text;
use crate::time::{Date, Interval};
use std::ops::Deref;
use std::sync::Arc;

/// The number of a relation in its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub(crate) u32);

impl RelationId {
    /// Its position in [`Model::relations`](super::Model::relations).
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Two entities that were related over some time.
///
/// All else is its statement's, whose fields read as its own: `relation.kind`, `relation.sources`.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// The end it starts from.
    pub from: EntityId,
    /// The end it leads to.
    pub to: EntityId,
    /// When it held; shared by all whom one statement names.
    pub during: Arc<Interval>,
    /// What is said of it. A few hundred statements are shared by many thousands of relations, which keeps these small.
    pub statement: Arc<Statement>,
    /// Where it is written.
    pub origin: Origin,
}

impl Deref for Relation {
    type Target = Statement;

    fn deref(&self) -> &Statement {
        &self.statement
    }
}

/// What is said alike of all relations that one record lists.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// What joins the ends.
    pub kind: RelationKind,
    /// What only its kind has.
    pub detail: Detail,
    /// Who says so; several sources that say the same.
    pub sources: Arc<[SourceId]>,
    /// How sure the one who wrote it is.
    pub confidence: Confidence,
    /// A remark.
    pub note: Option<Text>,
    /// When the statement entered and left the world, if that is written.
    pub known: Option<Box<KnownTime>>,
}

/// When a statement was part of the world.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KnownTime {
    /// When it entered the world.
    pub recorded: Option<Date>,
    /// When it was withdrawn from the world.
    pub retracted: Option<Date>,
}

impl Statement {
    /// Whether it was withdrawn from the world.
    pub fn is_retracted(&self) -> bool {
        self.known.as_ref().is_some_and(|known| known.retracted.is_some())
    }

    /// The grade, if it is a seat.
    pub fn grade(&self) -> Option<Grade> {
        match self.detail {
            Detail::Seat { grade, .. } => Some(grade),
            _ => None,
        }
    }

    /// Whether it is a suspended seat.
    pub fn is_suspended(&self) -> bool {
        matches!(self.detail, Detail::Seat { suspended: true, .. })
    }

    /// The act, if it is one on a treaty.
    pub fn act(&self) -> Option<Act> {
        match self.detail {
            Detail::Act(act) => Some(act),
            _ => None,
        }
    }

    /// Whether it ties its ends: that somebody never acted on a treaty, or withdrew from it, says that nothing does.
    pub fn is_tie(&self) -> bool {
        !matches!(self.act(), Some(Act::Never | Act::Withdrew))
    }

    /// Its own words: grade, act, role, depth or value.
    pub fn detail_text(&self) -> String {
        let mut text = String::new();
        self.push_detail(&mut text);
        text
    }

    /// Adds its own words to a text; nothing if it has none.
    pub(crate) fn push_detail(&self, text: &mut String) {
        match &self.detail {
            Detail::None | Detail::Jointly(false) | Detail::Intensity(None) => {}
            Detail::Seat { grade, suspended, .. } => {
                text.push_str(grade.as_str());
                text.push_str(if *suspended { " (suspended)" } else { "" });
            }
            Detail::Act(act) => text.push_str(act.as_str()),
            Detail::Side(role) => text.push_str(role.as_str()),
            Detail::Jointly(true) => text.push_str("jointly"),
            Detail::Depth(depth) => text.push_str(depth.as_str()),
            // Kept in few bits, it is written in as few digits.
            Detail::Intensity(Some(intensity)) => text.push_str(&intensity.to_string()),
            Detail::Attended { role, level, .. } => {
                text.push_str(role.as_str());
                if let Some(level) = level {
                    [" (", level, ")"].iter().for_each(|part| text.push_str(part));
                }
            }
            Detail::Cooperates { mode, .. } => text.push_str(mode.as_deref().unwrap_or_default()),
            Detail::Rival { kind } => text.push_str(kind.as_deref().unwrap_or_default()),
            Detail::Stance(StanceValue::Number(value)) => text.push_str(&value.to_string()),
            Detail::Stance(StanceValue::Word(word)) => text.push_str(word),
            Detail::Tie { kind, value, .. } => {
                text.push_str(kind);
                if let Some(value) = value {
                    text.push(' ');
                    text.push_str(&value.to_string());
                }
            }
        }
    }
}

/// What only one kind of relation has.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Nothing of its own.
    None,
    /// A seat's.
    Seat {
        /// Its grade.
        grade: Grade,
        /// Whether it is suspended.
        suspended: bool,
        /// How much it counts in measures of attention; 1 if nothing is written.
        weight: f32,
    },
    /// What a party did.
    Act(Act),
    /// The part taken in a dispute.
    Side(SideRole),
    /// Whether several did it together.
    Jointly(bool),
    /// How far an issue is covered.
    Depth(Depth),
    /// How much an actor is concerned, from 0 to 1.
    Intensity(Option<f32>),
    /// How an event was attended.
    Attended {
        /// In which part.
        role: AttendRole,
        /// At which level, such as "head of state".
        level: Option<Box<str>>,
        /// By whom.
        person: Option<EntityId>,
    },
    /// How two cooperate.
    Cooperates {
        /// By which means, such as "exercise".
        mode: Option<Box<str>>,
        /// On which issue.
        issue: Option<EntityId>,
    },
    /// What kind of rivalry it is.
    Rival {
        /// Its kind, such as "spatial".
        kind: Option<Box<str>>,
    },
    /// What an actor thinks of something.
    Stance(StanceValue),
    /// Any other tie.
    Tie {
        /// Its kind, such as "alliance".
        kind: Box<str>,
        /// Its value, if it has one.
        value: Option<f64>,
        /// Whether it leads from one to the other.
        directed: bool,
    },
}

/// A stance: a number from −1 to 1, or a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StanceValue {
    /// From −1 (against) to 1 (for).
    Number(f64),
    /// `complement`, `ambivalent` or `obstacle`.
    Word(&'static str),
}
