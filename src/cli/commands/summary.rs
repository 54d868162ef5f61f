//! `comity summary`: numbers about a network as a whole.

use super::Session;
use super::edge_list::{self, EdgesArgs};
use crate::analysis::centrality::On;
use crate::analysis::summary::{Question, listed, summary};
use crate::cli::args::{AskArgs, BackboneArgs, NoProjection, OutputArgs};
use crate::cli::failure::Failure;
use crate::graph::projection::Weight;
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity summary --as-of 2014-05-20
  comity summary --on states --min-shared 3
  comity summary --on bodies --backbone sdsm:0.01 --among cica,sco,asean,saarc,gcc
  comity summary --edges friends.csv

Without `--on`, the network of states and bodies itself is summed up. A figure that is not defined for a
network, as the mean distance of a single node, stays empty.";

/// Arguments of `comity summary`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// States or bodies tied by what they share, or the two-mode network of both
    #[arg(long, value_name = "WHOM", default_value = "both", value_parser = ["states", "bodies", "both"])]
    on: String,
    /// How ties of a projection are weighted
    #[arg(long, value_name = "HOW", default_value = "shared", value_parser = weights())]
    weight: String,
    /// The least that two must share to be tied in a projection
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_shared: usize,
    /// Only the network of these bodies: names, families such as post-soviet, or sets, separated by commas
    #[arg(long, value_name = "BODIES")]
    among: Vec<String>,
    #[command(flatten)]
    list: EdgesArgs,
    /// The list is a two-mode network: actors in its first column, what they sit in in its second
    #[arg(long, requires = "edges")]
    two_mode: bool,
    #[command(flatten)]
    backbone: BackboneArgs,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    if let Some(path) = &args.list.edges {
        args.backbone.of(Some(NoProjection::List))?;
        let list = edge_list::open(&args.list, path, args.two_mode, session)?;
        return edge_list::answer(&list, listed(&list.listed), &args.output, session);
    }
    let asked = session.ask(&args.ask)?;
    let among = asked.bodies(&args.among)?;
    let question = Question {
        on: match args.on.as_str() {
            "states" => On::States,
            "bodies" => On::Bodies,
            _ => On::Both,
        },
        weight: Weight::ALL.iter().find(|w| w.as_str() == args.weight).copied().unwrap_or(Weight::Shared),
        min_shared: args.min_shared,
        among: (!among.is_empty()).then_some(among.as_slice()),
        backbone: args.backbone.of((args.on == "both").then_some(NoProjection::TwoMode))?,
    };
    session.find(&asked, &args.output, |graph, view| Ok(summary(graph, view, &question)))
}

fn weights() -> Vec<PossibleValue> {
    Weight::ALL.iter().map(|weight| PossibleValue::new(weight.as_str())).collect()
}
