//! `comity members`: who sits in a body.

use super::Session;
use crate::analysis::members::members;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::context;
use crate::cli::failure::Failure;
use crate::graph::Graph;
use crate::model::kind::EntityKind;

const EXAMPLES: &str = "Examples:
  comity members cica --as-of 2014-05-19
  comity members sco --grade any --cite
  comity members cica --during 2010/2014 -f csv";

/// Arguments of `comity members`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A body
    #[arg(value_name = "BODY")]
    body: String,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let document = session.open()?;
    let (view, written) = context::view(&args.ask, &document.model, session.around)?;
    let body = context::entity(&document.model, &args.body, view.when.first, &[EntityKind::Body])?;
    let finding = members(&Graph::of(&document.model), &view, body);
    session.answer(finding, &document, &view, written, &args.output)
}
