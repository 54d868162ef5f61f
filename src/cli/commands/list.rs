//! `comity list`: all entities of a kind, or all sources.

use super::Session;
use crate::analysis::list;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::model::kind::EntityKind;
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity list bodies --as-of 2014-05-20
  comity list states -f csv -o states.csv
  comity list sources";

/// Arguments of `comity list`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// What to list
    #[arg(value_name = "KIND", value_parser = kinds())]
    kind: String,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let kind = EntityKind::ALL.iter().find(|kind| kind.plural() == args.kind || kind.as_str() == args.kind);
    session.find(&asked, &args.output, |graph, view| {
        Ok(match kind {
            Some(kind) => list::entities(graph, view, *kind),
            None => list::sources(graph.model()),
        })
    })
}

fn kinds() -> Vec<PossibleValue> {
    let kinds = EntityKind::ALL.iter().map(|kind| PossibleValue::new(kind.plural()).alias(kind.as_str()));
    kinds.chain([PossibleValue::new("sources").alias("source")]).collect()
}
