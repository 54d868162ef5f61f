//! Failures of the surroundings: files, folders, programs. Findings about data are
//! [diagnostics](crate::diagnostic) instead.

use std::path::PathBuf;

/// Something outside the question failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read {}: {cause}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// A file could not be written; what stood there before is untouched.
    #[error("cannot write {}: {cause}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// The standard output could not be written.
    #[error("cannot write the answer: {0}")]
    Output(#[source] std::io::Error),
}
