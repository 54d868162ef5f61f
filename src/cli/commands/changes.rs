//! `comity changes`: how a set or a number changed, at the exact days.

use super::Session;
use crate::analysis::changes::changes;
use crate::cli::args::{OutputArgs, WhenArgs};
use crate::cli::failure::Failure;
use crate::query::number::{COUNTERS, Number, is_body};
use crate::time::Day;
use clap::builder::StyledStr;

const EXAMPLES: &str = "Examples:
  comity changes 'jaccard(cica, sco)' --during 1999/2026
  comity changes 'members(sco)' --during 2001/..
  comity changes 'count(members(cica) - parties(npt))' --during 1999/2020 -f csv

Without --during it runs over all time. A body inside a number stands for its full members.
";

/// Arguments of `comity changes`.
#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(in crate::cli) struct Args {
    /// A set expression, or a number of sets; quote it for the shell
    #[arg(value_name = "EXPR", allow_hyphen_values = true)]
    expression: String,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let text = &args.expression;
    let wrong = |diagnostics| Failure::in_expression(diagnostics, "expression", text);
    let mut asked = session.ask_when(&args.when)?;
    if args.when.during.is_none() && args.when.as_of.is_none() {
        (asked.view.when.first, asked.view.when.last) = (Day::BEGINNING, Day::END);
        asked.written = "all time".to_owned();
    }
    let number = Number::parse(text, is_body(&asked.graph(), asked.view.when.first)).map_err(wrong)?;
    session.find(&asked, &args.output, |graph, view| changes(graph, view, &number, text).map_err(wrong))
}

fn help() -> StyledStr {
    let mut text = EXAMPLES.to_owned();
    text.push_str("\nNumbers:\n");
    for counter in COUNTERS {
        let takes = if counter.sets == 1 { "SET" } else { "A, B" };
        let call = format!("{}({takes})", counter.name);
        text.push_str(&format!("  {call:<28}{}\n", counter.about));
    }
    text.push_str("\n`comity who --help` lists what a set can be.");
    text.into()
}
