//! Who says so.

use super::Origin;
use super::kind::SourceKind;
use super::snapshot;
use crate::text::Text;
use crate::time::Date;
use std::sync::OnceLock;

/// The number of a source in its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(super) u32);

impl SourceId {
    /// Its position in [`Model::sources`](super::Model::sources).
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A source that relations cite.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its id in the files.
    pub id: Text,
    /// Its title.
    pub title: Text,
    /// What it is.
    pub kind: SourceKind,
    /// Who published it.
    pub publisher: Option<Text>,
    /// When it was published.
    pub date: Option<Date>,
    /// Where it can be read.
    pub url: Option<Text>,
    /// When it was read.
    pub accessed: Option<Date>,
    /// Anything else worth knowing.
    pub note: Option<Text>,
    /// Where it is defined.
    pub origin: Origin,
}

/// All sources of a model. Those of the shipped world are read when first asked for, as most questions do not.
#[derive(Debug, Clone, Default)]
pub(super) struct Sources {
    read: OnceLock<Vec<Source>>,
    unread: &'static [u8],
}

impl Sources {
    /// Some in a snapshot.
    pub(super) fn unread(unread: &'static [u8]) -> Self {
        Self { read: OnceLock::new(), unread }
    }

    pub(super) fn list(&self) -> &[Source] {
        self.read.get_or_init(|| self.read_back())
    }

    pub(super) fn push(&mut self, source: Source) {
        let mut list = self.read.take().unwrap_or_else(|| self.read_back());
        list.push(source);
        self.read = list.into();
    }

    fn read_back(&self) -> Vec<Source> {
        snapshot::sources(self.unread).unwrap_or_default()
    }
}

impl From<Vec<Source>> for Sources {
    fn from(list: Vec<Source>) -> Self {
        Self { read: list.into(), ..Self::default() }
    }
}

impl PartialEq for Sources {
    fn eq(&self, other: &Self) -> bool {
        self.list() == other.list()
    }
}
