//! `comity relation`: how two bodies stand to each other.

use super::Session;
use crate::analysis::relation::relation;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::model::kind::EntityKind;

const EXAMPLES: &str = "Examples:
  comity relation cica sco --as-of 2014-05-20
  comity relation cica eaeu --for rus --as-of 2015-01-01 --why

Class: nested, equal, overlapping, parallel (shared issues, no shared members), disjoint; undetermined if one
has nobody in this graph then. With --for: the seats of a state in both, its stances, and what follows.";

/// Arguments of `comity relation`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A body
    #[arg(value_name = "A")]
    a: String,
    /// Another body
    #[arg(value_name = "B")]
    b: String,
    /// The state whose stance on both is asked
    #[arg(long = "for", value_name = "STATE")]
    state: Option<String>,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let body = |name: &str| asked.entity(name, &[EntityKind::Body]);
    let (a, b) = (body(&args.a)?, body(&args.b)?);
    let state =
        args.state.as_ref().map(|name| asked.entity(name, &[EntityKind::State, EntityKind::Body])).transpose()?;
    session.find(&asked, &args.output, |graph, view| Ok(relation(graph, view, a, b, state)))
}
