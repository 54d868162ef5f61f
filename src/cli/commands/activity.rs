//! `comity activity`: what a body did over time.

use super::Session;
use crate::analysis::activity::{By, activity};
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::model::kind::EntityKind;
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity activity cica --during 2004/2014
  comity activity cica --by year --as-of 2014-05-20
  comity activity sco --by kind --cite

An initiative is the body's own if it, or more than half of its members, put it forward, endorsed or drives
it; the others come from some of its members. Under --as-of, all counts that began by that day.";

/// Arguments of `comity activity`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A body
    #[arg(value_name = "BODY")]
    body: String,
    /// What comes first: initiatives by issue, events by kind, both by year
    #[arg(long, value_name = "BY", default_value = "issue", value_parser = bys())]
    by: String,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let body = asked.entity(&args.body, &[EntityKind::Body])?;
    let by = By::ALL.iter().find(|by| by.as_str() == args.by).copied().unwrap_or(By::Issue);
    session.find(&asked, &args.output, |graph, view| Ok(activity(graph, view, body, by)))
}

fn bys() -> Vec<PossibleValue> {
    By::ALL.iter().map(|by| PossibleValue::new(by.as_str())).collect()
}
