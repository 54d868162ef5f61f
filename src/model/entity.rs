//! States, bodies, treaties and all else that relations join.

use super::kind::{EntityKind, EventKind, Form, Grade, Over};
use super::{Origin, SourceId};
use crate::text::Text;
use crate::time::{Certainty, Date, Interval, Span};
use std::sync::Arc;

/// The number of an entity in its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub(crate) u32);

impl EntityId {
    /// Its position in [`Model::entities`](super::Model::entities).
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A state, body, treaty, dispute, initiative, event, issue, region or person.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The slug that never changes.
    pub slug: Box<str>,
    /// What it is.
    pub kind: EntityKind,
    /// Its common name.
    pub name: String,
    /// Its official name.
    pub official: Option<Text>,
    /// Its other names.
    pub aka: Vec<Alias>,
    /// Its codes in other lists.
    pub codes: Vec<Code>,
    /// When it exists, where that is written; a body's life follows from its forms.
    pub during: Option<Interval>,
    /// A remark.
    pub note: Option<Text>,
    /// The sources of the record itself.
    pub sources: Arc<[SourceId]>,
    /// What only its kind has.
    pub attributes: Attributes,
    /// Where it is defined.
    pub origin: Origin,
}

impl Entity {
    /// The shortest of its names that an expert would use: an alias in capitals, else the name.
    ///
    /// "CICA" says more to a reader of a diagram than the full title of the conference.
    pub fn short_name(&self) -> &str {
        if self.kind == EntityKind::State || self.name.chars().count() <= 12 {
            return &self.name;
        }
        let is_short = |alias: &&Alias| {
            let letters = alias.text.chars().filter(|c| c.is_alphanumeric()).count();
            letters >= 2 && alias.text.chars().count() <= 12 && !alias.text.contains(' ')
        };
        self.aka.iter().find(is_short).map_or(&self.name, |alias| &alias.text)
    }

    /// The time over which it exists: what is written, or for a body from its first form to its last.
    pub fn life(&self) -> Option<Interval> {
        match &self.attributes {
            // Nearly all bodies have had one form.
            Attributes::Body { forms, .. } if forms.len() == 1 && forms[0].during.as_str().contains('/') => {
                Some(forms[0].during.clone())
            }
            Attributes::Body { forms, .. } => {
                let first = forms.iter().map(|f| &f.during).min_by_key(|during| during.start())?;
                let last = forms.iter().map(|f| &f.during).max_by_key(|during| during.end())?;
                Interval::parse(&format!("{}/{}", first.from_text(), last.to_text())).ok()
            }
            _ => self.during.clone(),
        }
    }

    /// The forms a body has during a span, with how surely.
    pub fn forms_within(&self, span: Span) -> Vec<(Form, Certainty)> {
        match &self.attributes {
            Attributes::Body { forms, .. } => {
                let held = forms.iter().map(|f| (f.form, f.during.within(span)));
                held.filter(|(_, certainty)| *certainty > Certainty::No).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The lineage that a body belongs to, by which pictures colour it.
    pub fn family(&self) -> Option<&str> {
        match &self.attributes {
            Attributes::Body { family, .. } => family.as_deref(),
            _ => None,
        }
    }
}

/// Another name, perhaps borne only for a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// The name.
    pub text: Text,
    /// When it was borne; always, if not written.
    pub during: Option<Interval>,
    /// Whether it is known that others bear it too, as with "Korea".
    pub shared: bool,
}

/// A code in some list, perhaps valid only for a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// The list, such as `iso3` or `cow`.
    pub scheme: Text,
    /// The code.
    pub code: Text,
    /// When it was valid; always, if not written.
    pub during: Option<Interval>,
}

/// What only one kind of entity has.
#[derive(Debug, Clone, PartialEq)]
pub enum Attributes {
    /// Nothing of its own.
    None,
    /// A body's.
    Body {
        /// Its lineage.
        family: Option<String>,
        /// What it was, and when.
        forms: Vec<FormSpell>,
        /// How many seats sources say it had.
        rosters: Vec<Roster>,
    },
    /// A treaty's.
    Treaty {
        /// When it was opened for signature.
        opened: Option<Date>,
        /// When it entered into force.
        in_force: Option<Date>,
    },
    /// A dispute's.
    Dispute {
        /// What it is over.
        over: Vec<Over>,
        /// When it was live.
        active: Vec<Interval>,
    },
    /// An event's.
    Event {
        /// What it is.
        kind: EventKind,
        /// Where it took place.
        place: Option<String>,
    },
}

/// What a body was over a time.
#[derive(Debug, Clone, PartialEq)]
pub struct FormSpell {
    /// What it was.
    pub form: Form,
    /// When.
    pub during: Interval,
    /// Who says so.
    pub sources: Arc<[SourceId]>,
    /// A remark.
    pub note: Option<Text>,
}

/// A claim that a body had so many seats of a grade on a day, all of which are in the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Roster {
    /// The day, as written.
    pub on: Date,
    /// How many.
    pub count: usize,
    /// Of which grade.
    pub grade: Grade,
    /// Who says so.
    pub sources: Arc<[SourceId]>,
    /// A remark.
    pub note: Option<Text>,
    /// Where it is written.
    pub origin: Origin,
}
