//! `comity seats`: in what a state or body sits.

use super::Session;
use crate::analysis::seats::seats;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
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
    let asked = session.ask(&args.ask)?;
    let kinds = [EntityKind::State, EntityKind::Body];
    let actor = asked.entity(&args.actor, &kinds)?;
    session.find(&asked, &args.output, |graph, view| Ok(seats(graph, view, actor)))
}
