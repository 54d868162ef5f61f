//! Who says so.

use super::Origin;
use super::kind::SourceKind;
use crate::text::Text;
use crate::time::Date;

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
