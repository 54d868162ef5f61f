//! `comity conflicts`: where sources agree, differ or are silent.

use super::Session;
use crate::analysis::conflicts::{Status, conflicts};
use crate::cli::args::{OutputArgs, WhenArgs};
use crate::cli::failure::Failure;
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity conflicts cica
  comity conflicts -g both/ --status conflict,majority -f csv -o worklist.csv

A fact is a kind of relation between two entities; the list is ranked by urgency, the widest gaps between dates first.";

/// Arguments of `comity conflicts`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The bodies, states, treaties or disputes whose facts are judged [default: all]
    #[arg(value_name = "ID")]
    about: Vec<String>,
    /// Show only facts of these statuses, separated by commas
    #[arg(long, value_name = "STATUSES", value_delimiter = ',', value_parser = statuses())]
    status: Vec<String>,
    /// Show at most so many facts; 0 is all
    #[arg(long, value_name = "N", default_value_t = 40)]
    limit: usize,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask_when(&args.when)?;
    let about = asked.entities(&args.about, &[])?;
    let only: Vec<Status> =
        Status::ALL.iter().copied().filter(|status| args.status.iter().any(|word| word == status.as_str())).collect();
    let mut finding = conflicts(asked.model(), &about, &only);
    let rows = &mut finding.answer.table.rows;
    if args.limit > 0 && rows.len() > args.limit {
        let note = format!("{} of {} facts are shown; --limit 0 shows all.", args.limit, rows.len());
        rows.truncate(args.limit);
        finding.answer.notes.push(note);
    }
    session.answer(finding, &asked, &args.output)
}

fn statuses() -> Vec<PossibleValue> {
    Status::ALL.iter().map(|status| PossibleValue::new(status.as_str())).collect()
}
