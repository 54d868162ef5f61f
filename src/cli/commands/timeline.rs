//! `comity timeline`: everything dated about one entity.

use super::Session;
use crate::analysis::timeline::timeline;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::time::Day;

const EXAMPLES: &str = "Examples:
  comity timeline sco
  comity timeline uzb --during 1999/2015
  comity timeline kashmir -f csv";

/// Arguments of `comity timeline`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A slug, name, alias or code of any entity
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let mut asked = session.ask(&args.ask)?;
    let id = asked.entity(&args.id, &[])?;
    // A timeline is about all time and every grade, unless the question says otherwise.
    if args.ask.when.during.is_none() && args.ask.when.as_of.is_none() {
        (asked.view.when.first, asked.view.when.last) = (Day::BEGINNING, Day::END);
        asked.written = "all time".to_owned();
    }
    if args.ask.grade.is_empty() {
        asked.view = asked.view.every_grade();
    }
    session.find(&asked, &args.output, |graph, view| Ok(timeline(graph, view, id)))
}
