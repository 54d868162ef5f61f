//! `comity overlap`: how bodies overlap.

use super::Session;
use crate::analysis::overlap::{self, RankBy};
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::kind::EntityKind;
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity overlap cica sco --as-of 2014-05-20
  comity overlap cica sco csto eaeu --cite
  comity overlap --all --top 10 --by a_in_b --as-of 2014-05-20

Relations: nested (one lies within the other), equal, overlapping, disjoint; undetermined if a body has
nobody in this graph then.";

/// Arguments of `comity overlap`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Two or more bodies
    #[arg(value_name = "BODY", required_unless_present = "all", conflicts_with = "all")]
    bodies: Vec<String>,
    /// Rank all pairs of bodies that share members
    #[arg(long)]
    all: bool,
    /// Show only the first so many pairs
    #[arg(long, value_name = "N", requires = "all")]
    top: Option<usize>,
    /// Rank pairs by this number
    #[arg(long, value_name = "NUMBER", requires = "all", default_value = "jaccard", value_parser = ranks())]
    by: String,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    if args.all {
        let by = RankBy::ALL.iter().find(|by| by.as_str() == args.by).copied().unwrap_or(RankBy::Jaccard);
        session.find(&asked, &args.output, |graph, view| Ok(overlap::all(graph, view, by, args.top)))
    } else {
        let bodies = asked.entities(&args.bodies, &[EntityKind::Body])?;
        let mut distinct = bodies.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() < bodies.len() || bodies.len() < 2 {
            let message = "an overlap needs two or more different bodies";
            let help = "as in `comity overlap cica sco`; `--all` compares every pair";
            return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
        }
        session.find(&asked, &args.output, |graph, view| Ok(overlap::overlap(graph, view, &bodies)))
    }
}

fn ranks() -> Vec<PossibleValue> {
    RankBy::ALL.iter().map(|by| PossibleValue::new(by.as_str())).collect()
}
