//! `comity outsiders`: who of a region is not in a body.

use super::Session;
use crate::analysis::outsiders::outsiders;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::model::kind::EntityKind;

const EXAMPLES: &str = "Examples:
  comity outsiders cica --in asia --as-of 2014-05-20
  comity outsiders asean --in south-eastern-asia --cite

Exposure is the share of the members that an outsider meets in at least one other body. `lesser_seat` is the
seat of another grade that it holds, such as observer.";

/// Arguments of `comity outsiders`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A body
    #[arg(value_name = "BODY")]
    body: String,
    /// The region
    #[arg(long = "in", value_name = "REGION")]
    region: String,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let body = asked.entity(&args.body, &[EntityKind::Body])?;
    let region = asked.entity(&args.region, &[EntityKind::Region])?;
    session.find(&asked, &args.output, |graph, view| Ok(outsiders(graph, view, body, region)))
}
