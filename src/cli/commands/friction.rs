//! `comity friction`: the quarrels within a body.

use super::Session;
use crate::analysis::friction::{Question, friction};
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::cli::named;
use crate::model::kind::{EntityKind, Over};
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity friction cica --as-of 2014-05-20
  comity friction cica --over territory,border --disputes-only --as-of 2014-05-20
  comity friction sco --grade member,observer --why
  comity friction ind pak chn rus

In a dispute the claimants stand against the defendants, and against each other where nobody is a
defendant. Friction is a member's quarrels as a share of the others; signed density the allied pairs less
the quarrels, as a share of all pairs; frustration the fewest ties that would have to change for the group to
fall into two camps. Smallest sets are found exactly; `always` marks who is in every one of them.";

/// Arguments of `comity friction`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A body, or any set of states, bodies (for their members) and regions, or 'members(cica) - {irn}'
    #[arg(value_name = "BODY", required = true)]
    of: Vec<String>,
    /// Only disputes over these, separated by commas
    #[arg(long, value_name = "THINGS", value_delimiter = ',', value_parser = overs())]
    over: Vec<String>,
    /// Leave rivalries out
    #[arg(long, conflicts_with = "rivalries_only")]
    disputes_only: bool,
    /// Leave disputes out
    #[arg(long, conflicts_with = "over")]
    rivalries_only: bool,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let body = match args.of.as_slice() {
        [one] => asked.named(one, &[EntityKind::Body]),
        _ => None,
    };
    let over: Vec<Over> = args.over.iter().filter_map(|word| Over::from_word(word)).collect();
    let question =
        Question { over: &over, without_rivalries: args.disputes_only, without_disputes: args.rivalries_only };
    session.find(&asked, &args.output, |graph, view| {
        let of = named::group(graph, view, &args.of)?;
        Ok(friction(graph, view, &of, body, &question))
    })
}

fn overs() -> Vec<PossibleValue> {
    Over::ALL.iter().map(|over| PossibleValue::new(over.as_str())).collect()
}
