//! The integration tests, one binary.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod dot;
mod dot_reader;
mod measure_laws;
mod oracle;
mod render;
mod scan;
