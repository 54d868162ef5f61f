//! The integration tests, one binary.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod agreement;
mod architecture;
mod corpus;
mod coverage;
mod diagrams;
mod dot;
mod dot_reader;
mod export;
mod export_readers;
mod graph;
mod group_laws;
mod groups_oracle;
mod hostility;
mod import;
mod measure_laws;
mod measures_page;
mod networks;
mod oracle;
mod oracle_files;
mod overlap;
mod page;
mod pictures;
mod published;
mod query_laws;
mod reconcile;
mod reference;
mod registries;
mod render;
mod report;
mod report_filters;
mod scan;
mod series;
mod sessions;
mod tidy;
mod time_laws;
mod typed;
mod verbs;
