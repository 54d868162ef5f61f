//! `comity members`: who sits in a body.

use super::Session;
use crate::analysis::members::members;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
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
    let asked = session.ask(&args.ask)?;
    let body = asked.entity(&args.body, &[EntityKind::Body])?;
    session.find(&asked, &args.output, |graph, view| Ok(members(graph, view, body)))
}
