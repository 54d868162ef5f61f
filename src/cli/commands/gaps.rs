//! `comity gaps`: who is outside which treaties.

use super::Session;
use crate::analysis::gaps::gaps;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::cli::named;

const EXAMPLES: &str = "Examples:
  comity gaps --of cica --treaties npt,ctbt --as-of 2014-05-20
  comity gaps --of cica --treaties arms-control,space --as-of 2014-05-20 -f csv
  comity gaps --of ind,pak,isr --treaties nuclear --only-gaps
  comity gaps --of 'members(cica) & members(sco)' --treaties npt

A topic takes in what lies below it: `arms-control` also means `security/arms-control/nuclear`.

Status: in force (bound, and the treaty is in force), bound (the treaty is not in force), signed only,
withdrawn, not yet (the first act is of a later day), never (known to have done nothing), no state (did not
exist then), unknown (nothing is written). `?` marks what is only possible on that day. The columns of CSV:
state, treaty, status, certainty (of the status), membership (how surely the state belongs to the group),
signed, bound, withdrew (days as written), sources.";

/// Arguments of `comity gaps`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The states: by name, the members of a body, the states of a region, or a set such as
    /// 'members(cica) - {chn}'; separated by commas
    #[arg(long, value_name = "ACTORS", required = true)]
    of: Vec<String>,
    /// The treaties: by name or by topic, separated by commas
    #[arg(long, value_name = "TREATIES", required = true)]
    treaties: Vec<String>,
    /// Leave out what is surely bound
    #[arg(long)]
    only_gaps: bool,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    session.find(&asked, &args.output, |graph, view| {
        let of = named::group(graph, view, &args.of)?;
        let treaties = named::treaties(graph, view, &args.treaties)?;
        Ok(gaps(graph, view, &of, &treaties, args.only_gaps))
    })
}
