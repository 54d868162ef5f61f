//! Why a command gave no answer.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Texts;
use crate::error::Error;
use std::io;

/// The two ways to fail: by what was asked, or by what is around.
#[derive(Debug)]
pub(super) enum Failure {
    /// The question or the input was wrong.
    Asked {
        /// What is wrong with it.
        diagnostics: Diagnostics,
        /// The texts that places point into.
        texts: Box<Texts>,
    },
    /// A file, the disk or a pipe failed.
    Surroundings(Error),
}

impl Failure {
    /// One thing is wrong with the question.
    pub(super) fn asked(diagnostic: Diagnostic) -> Self {
        Self::Asked { diagnostics: [diagnostic].into_iter().collect(), texts: Box::default() }
    }

    /// Something is wrong with an expression of the question, which is shown under a name.
    pub(super) fn in_expression(diagnostics: Diagnostics, name: &str, text: &str) -> Self {
        let mut texts = Texts::default();
        texts.push(name.to_owned(), text.to_owned());
        Self::Asked { diagnostics, texts: Box::new(texts) }
    }

    /// The exit code that tells a script which of the two it was.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Asked { .. } => 2,
            Self::Surroundings(_) => 3,
        }
    }

    /// Whether the reader of our output has gone, as `head` does once it has seen enough.
    pub(super) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Surroundings(Error::Output(cause)) if cause.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Surroundings(error)
    }
}
