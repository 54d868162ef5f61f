//! The integration tests, one binary.

mod measure_laws;
mod oracle;
