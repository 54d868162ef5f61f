//! `comity resolve`: what a name means.

use super::Session;
use crate::analysis::resolve::resolve;
use crate::cli::args::{OutputArgs, WhenArgs};
use crate::cli::context;
use crate::cli::failure::Failure;

const EXAMPLES: &str = "Examples:
  comity resolve Burma
  comity resolve Korea
  comity resolve cow:365 --as-of 1950-06-25";

/// Arguments of `comity resolve`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A name, alias or code
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask_when(&args.when)?;
    let day = asked.view.when.first;
    let finding =
        resolve(asked.model(), &args.name, day).ok_or_else(|| context::unknown(asked.model(), &args.name, day))?;
    // Several candidates answer the question "which one?" with no.
    let several = finding.answer.table.rows.len() > 1;
    session.answer(finding, &asked, &args.output)?;
    Ok(u8::from(several))
}
