//! `comity seats`: in what a state or body sits.

use super::Session;
use crate::analysis::seats::{By, portfolio, seats};
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::model::kind::EntityKind;
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity seats kaz --as-of 2014-05-20
  comity seats \"Sri Lanka\" --grade any --cite
  comity seats rus --by region --as-of 2014-05-20";

/// Arguments of `comity seats`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A state, or a body that sits in others
    #[arg(value_name = "STATE")]
    actor: String,
    /// Group the bodies, with the share of each group
    #[arg(long, value_name = "BY", value_parser = bys())]
    by: Option<String>,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let kinds = [EntityKind::State, EntityKind::Body];
    let actor = asked.entity(&args.actor, &kinds)?;
    let by = args.by.as_deref().and_then(|word| By::ALL.iter().find(|by| by.as_str() == word));
    session.find(&asked, &args.output, |graph, view| {
        Ok(match by {
            Some(by) => portfolio(graph, view, actor, *by),
            None => seats(graph, view, actor),
        })
    })
}

fn bys() -> Vec<PossibleValue> {
    By::ALL.iter().map(|by| PossibleValue::new(by.as_str())).collect()
}
