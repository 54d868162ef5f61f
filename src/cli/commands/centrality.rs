//! `comity centrality`: who is central in the network of seats.

use super::Session;
use crate::analysis::centrality::{On, Question, centrality};
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::graph::projection::Weight;
use crate::measure::{self, MEASURES};
use crate::model::kind::EntityKind;
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity centrality --on states --measure betweenness --two-mode --as-of 2014-05-20
  comity centrality --on bodies --measure degree,eigenvector --weight jaccard
  comity centrality --among cica,sco,asean,saarc --top 10

By default states are tied by the number of bodies they share; ties are stronger the more they share, and
distances are the inverse of strength.";

/// Arguments of `comity centrality`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Whom to rank; `both` means the two-mode network
    #[arg(long, value_name = "WHOM", default_value = "states", value_parser = ["states", "bodies", "both"])]
    on: String,
    /// The measures, separated by commas, or `all`; the first one ranks
    #[arg(long, value_name = "MEASURES", default_value = "degree", value_delimiter = ',', value_parser = measures())]
    measure: Vec<String>,
    /// Measure the network of states and bodies itself instead of a projection
    #[arg(long)]
    two_mode: bool,
    /// How ties of a projection are weighted
    #[arg(long, value_name = "HOW", default_value = "shared", value_parser = weights(), conflicts_with = "two_mode")]
    weight: String,
    /// The least that two must share to be tied in a projection
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "two_mode")]
    min_shared: usize,
    /// Only the network of these bodies, separated by commas
    #[arg(long, value_name = "BODIES", value_delimiter = ',')]
    among: Vec<String>,
    /// Give raw numbers, not divided by what is possible in a network of this size
    #[arg(long)]
    raw: bool,
    /// Show only the first so many
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let among = asked.entities(&args.among, &[EntityKind::Body])?;
    let measures = if args.measure.iter().any(|name| name == "all") {
        MEASURES.iter().collect()
    } else {
        args.measure.iter().filter_map(|name| measure::find(name)).collect()
    };
    let question = Question {
        on: match args.on.as_str() {
            "bodies" => On::Bodies,
            "both" => On::Both,
            _ => On::States,
        },
        measures,
        two_mode: args.two_mode,
        weight: Weight::ALL.iter().find(|w| w.as_str() == args.weight).copied().unwrap_or(Weight::Shared),
        min_shared: args.min_shared,
        among: (!among.is_empty()).then_some(among.as_slice()),
        normalised: !args.raw,
        top: args.top,
    };
    session.find(&asked, &args.output, |graph, view| Ok(centrality(graph, view, &question)))
}

fn measures() -> Vec<PossibleValue> {
    let each = MEASURES.iter().map(|measure| PossibleValue::new(measure.name).help(measure.about));
    each.chain([PossibleValue::new("all").help("every measure")]).collect()
}

fn weights() -> Vec<PossibleValue> {
    Weight::ALL.iter().map(|weight| PossibleValue::new(weight.as_str())).collect()
}
