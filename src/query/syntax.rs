//! What an expression says, as a tree.

use std::ops::Range;

/// A part of an expression and where it stands in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Expr {
    pub(super) kind: ExprKind,
    pub(super) at: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum ExprKind {
    /// One entity by name.
    Name(String),
    /// Entities by name.
    List(Vec<Word>),
    /// What a function finds.
    Call(Word, Vec<Expr>),
    /// All entities of which something is true.
    Where(Word, Compare, Word),
    /// Two sets joined.
    Join(Join, Box<Expr>, Box<Expr>),
    /// A set as of other days.
    AsOf(Box<Expr>, Word),
}

/// A name, date or value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) at: Range<usize>,
}

/// How two sets are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    Both,
    Without,
    Either,
    OneOf,
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compare {
    Is,
    IsNot,
    Less,
    AtMost,
    More,
    AtLeast,
    Contains,
}
