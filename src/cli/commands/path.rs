//! `comity path`: the shortest ways between two entities.

use super::Session;
use crate::analysis::path::path;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::model::kind::RelationKind;
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity path mng sgp --as-of 2014-05-20
  comity path isr prk --over seat,party --cite";

/// Arguments of `comity path`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Where the path starts
    #[arg(value_name = "A")]
    a: String,
    /// Where it ends
    #[arg(value_name = "B")]
    b: String,
    /// The kinds of relation it may run over, separated by commas
    #[arg(long, value_name = "KINDS", default_value = "seat", value_delimiter = ',', value_parser = kinds())]
    over: Vec<String>,
    /// Show at most so many shortest paths
    #[arg(long, value_name = "N", default_value_t = 5)]
    limit: usize,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let mut asked = session.ask(&args.ask)?;
    let names = [args.a.clone(), args.b.clone()];
    let ends = asked.entities(&names, &[])?;
    asked.view.kinds = args.over.iter().filter_map(|word| RelationKind::from_word(word)).collect();
    let found = std::cell::Cell::new(false);
    session.find(&asked, &args.output, |graph, view| {
        let finding = path(graph, view, (ends[0], ends[1]), args.limit.max(1));
        found.set(!finding.answer.table.rows.is_empty() || ends[0] == ends[1]);
        Ok(finding)
    })?;
    Ok(u8::from(!found.get()))
}

fn kinds() -> Vec<PossibleValue> {
    RelationKind::ALL.iter().map(|kind| PossibleValue::new(kind.as_str()).help(kind.spec().label)).collect()
}
