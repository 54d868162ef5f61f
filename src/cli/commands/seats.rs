//! `comity seats`: in what a state or body sits.

use super::Session;
use crate::analysis::seats::seats;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::context;
use crate::cli::failure::Failure;
use crate::graph::Graph;
use crate::model::kind::EntityKind;

const EXAMPLES: &str = "Examples:
  comity seats kaz --as-of 2014-05-20
  comity seats \"Sri Lanka\" --grade any --cite";

/// Arguments of `comity seats`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A state, or a body that sits in others
    #[arg(value_name = "STATE")]
    actor: String,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let document = session.open()?;
    let (view, written) = context::view(&args.ask, &document.model, session.around)?;
    let kinds = [EntityKind::State, EntityKind::Body];
    let actor = context::entity(&document.model, &args.actor, view.when.first, &kinds)?;
    let finding = seats(&Graph::of(&document.model), &view, actor);
    session.answer(finding, &document, &view, written, &args.output)
}
