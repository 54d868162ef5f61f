//! `comity stance`: who thinks what of something.

use super::Session;
use crate::analysis::stance::stance;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::cli::named;

const EXAMPLES: &str = "Examples:
  comity stance cica --as-of 2014-05-20
  comity stance new-security-concept --from cica --as-of 2014-12-31 --cite
  comity stance chn --from 'members(cica) - {chn}' --during 2010/2016

Written stances from -1 (against) to 1 (for), or complement, ambivalent, obstacle. Who proposed, endorsed or
drives something counts as being for it. `said_by` tells documents from the judgement of observers.";

/// Arguments of `comity stance`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Anything: a state, body, treaty, initiative …
    #[arg(value_name = "ID")]
    on: String,
    /// Only these actors, and who of them is silent: names, bodies for their members, or a set
    #[arg(long, value_name = "ACTORS")]
    from: Vec<String>,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let on = asked.entity(&args.on, &[])?;
    session.find(&asked, &args.output, |graph, view| {
        let from = named::group(graph, view, &args.from)?;
        Ok(stance(graph, view, on, (!args.from.is_empty()).then_some(&from)))
    })
}
