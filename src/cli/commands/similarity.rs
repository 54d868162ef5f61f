//! `comity similarity`: how alike states are in where they sit.

use super::Session;
use crate::analysis::similarity::{Question, RankBy, similarity};
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::cli::named;
use crate::diagnostic::{Diagnostic, codes};
use crate::measure::agreement::Distance;
use crate::model::EntityId;
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity similarity chn rus --as-of 2014-05-20
  comity similarity kaz kgz uzb --grade any --cite
  comity similarity 'members(sco)' --among asia
  comity similarity --all --by kappa --top 20 -f csv

S is that of Signorino and Ritter (1999), with absolute and with squared distances; κ (Cohen) and π (Scott)
correct for chance, which S does not (Häge 2011); τ-b (Kendall) is a rank correlation; Jaccard leaves out the
bodies in which neither sits. With several grades, a fuller grade has a higher rank; --binary takes any alike.";

/// Arguments of `comity similarity`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Two or more states, or a set of them; a body stands for its members
    #[arg(value_name = "STATE", required_unless_present = "all", conflicts_with = "all")]
    states: Vec<String>,
    /// Rank all pairs of states
    #[arg(long)]
    all: bool,
    /// Show only the first so many pairs of all
    #[arg(long, value_name = "N", requires = "all")]
    top: Option<usize>,
    /// Rank pairs by this number
    #[arg(long, value_name = "NUMBER", requires = "all", default_value = "kappa", value_parser = ranks())]
    by: String,
    /// Only these bodies are items: names, families, regions or sets, separated by commas
    #[arg(long, value_name = "BODIES")]
    among: Vec<String>,
    /// Take every grade that counts as the same
    #[arg(long)]
    binary: bool,
    /// How far apart ranks are, for κ and π
    #[arg(long, value_name = "DISTANCE", default_value = "squared", value_parser = ["squared", "absolute"])]
    distance: String,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    session.find(&asked, &args.output, |graph, view| {
        let among = named::bodies(graph, view, &args.among)?;
        let group = named::group(graph, view, &args.states)?;
        let actors: Vec<EntityId> = group.counted(view).map(|actor| actor.id).collect();
        if !args.all && actors.len() < 2 {
            let message = "a comparison needs two or more different states";
            let help = "as in `comity similarity chn rus`; `--all` compares every pair";
            return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
        }
        let question = Question {
            actors: (!args.all).then_some(&actors),
            among: (!args.among.is_empty()).then_some(&among),
            binary: args.binary,
            distance: if args.distance == "absolute" { Distance::Absolute } else { Distance::Squared },
            by: RankBy::ALL.iter().find(|by| by.as_str() == args.by).copied().unwrap_or(RankBy::Kappa),
            top: args.top,
        };
        Ok(similarity(graph, view, &question))
    })
}

fn ranks() -> Vec<PossibleValue> {
    RankBy::ALL.iter().map(|by| PossibleValue::new(by.as_str())).collect()
}
