//! `comity list`: all entities of a kind, or all sources.

use super::Session;
use crate::analysis::list;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::context;
use crate::cli::failure::Failure;
use crate::graph::Graph;
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
    let document = session.open()?;
    let (view, written) = context::view(&args.ask, &document.model, session.around)?;
    let kind = EntityKind::ALL.iter().find(|kind| kind.plural() == args.kind || kind.as_str() == args.kind);
    let finding = match kind {
        Some(kind) => list::entities(&Graph::of(&document.model), &view, *kind),
        None => list::sources(&document.model),
    };
    session.answer(finding, &document, &view, written, &args.output)
}

fn kinds() -> Vec<PossibleValue> {
    let kinds = EntityKind::ALL.iter().map(|kind| PossibleValue::new(kind.plural()).alias(kind.as_str()));
    kinds.chain([PossibleValue::new("sources").alias("source")]).collect()
}
