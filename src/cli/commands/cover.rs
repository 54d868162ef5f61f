//! `comity cover`: which of the states and issues of an initiative some bodies cover.

use super::Session;
use crate::analysis::cover::cover;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::cli::named;
use crate::model::kind::EntityKind;

const EXAMPLES: &str = "Examples:
  comity cover silk-road-economic-belt --by cica,sco --as-of 2014-05-20
  comity cover silk-road-economic-belt --by cica,sco --along central-asia,western-asia,chn,rus
  comity cover clean-lake --by lake -g my-world/ --grade any

Without --along, the states are those that proposed or endorsed the initiative, and all who sit in one of the
bodies. `?` marks a seat that is only possible on that day.";

/// Arguments of `comity cover`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// An initiative
    #[arg(value_name = "INITIATIVE")]
    initiative: String,
    /// The bodies: names, families, regions or sets, separated by commas
    #[arg(long, value_name = "BODIES", required = true)]
    by: Vec<String>,
    /// The states that count: names, regions, or bodies for their members, or a set
    #[arg(long, value_name = "ACTORS")]
    along: Vec<String>,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let initiative = asked.entity(&args.initiative, &[EntityKind::Initiative])?;
    session.find(&asked, &args.output, |graph, view| {
        let bodies = named::bodies(graph, view, &args.by)?;
        let along = named::group(graph, view, &args.along)?;
        let along = (!args.along.is_empty()).then_some(&along);
        Ok(cover(graph, view, initiative, &bodies, along))
    })
}
