//! `comity backbone`: the ties that say more than chance.

use super::Session;
use crate::analysis::backbone::{self, Choice, Method, Question, level};
use crate::cli::args::{AskArgs, OutputArgs, SampleArgs};
use crate::cli::failure::Failure;
use crate::graph::network::Side;
use crate::graph::projection::Weight;
use crate::measure::backbone::correction::Correction;
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity backbone --on states --as-of 2014-05-20 --top 10
  comity backbone --on bodies --method hypergeometric --alpha 0.01 --correction holm
  comity backbone --on states --method disparity --weight jaccard -f csv
  comity export --on states --backbone sdsm:0.01 -o backbone.dot

Large bodies tie nearly everybody to everybody. A null model says how much a pair would share by chance: with
`sdsm` and `fdsm` chance keeps how many bodies each state sits in and how many states each body has, with
`hypergeometric` only the first. `disparity` looks at the weights of ties instead.";

/// Arguments of `comity backbone`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Whether to tie states by bodies or bodies by states
    #[arg(long, value_name = "WHOM", default_value = "states", value_parser = ["states", "bodies"])]
    on: String,
    /// By what ties are judged
    #[arg(long, value_name = "METHOD", default_value = "sdsm", value_parser = methods())]
    method: String,
    /// Keep ties whose p-value is below this level
    #[arg(long, value_name = "LEVEL", default_value = "0.05", value_parser = level)]
    alpha: f64,
    /// The correction for testing many pairs
    #[arg(long, value_name = "HOW", default_value = "none", value_parser = corrections())]
    correction: String,
    #[command(flatten)]
    draw: SampleArgs,
    /// The weight of ties, for `disparity`
    #[arg(long, value_name = "HOW", default_value = "shared", value_parser = ["shared", "jaccard"])]
    weight: String,
    /// The least that two must share to be tied
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_shared: usize,
    /// Only the network of these bodies: names, families such as post-soviet, or sets, separated by commas
    #[arg(long, value_name = "BODIES")]
    among: Vec<String>,
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
    let among = asked.bodies(&args.among)?;
    let question = Question {
        onto: if args.on == "states" { Side::Actor } else { Side::Group },
        weight: if args.weight == "jaccard" { Weight::Jaccard } else { Weight::Shared },
        min_shared: args.min_shared,
        among: (!among.is_empty()).then_some(among.as_slice()),
        choice: Choice {
            method: Method::named(&args.method, args.draw.samples()).unwrap_or(Method::Disparity),
            alpha: args.alpha,
            correction: Correction::named(&args.correction).unwrap_or(Correction::None),
        },
        top: args.top,
    };
    session.find(&asked, &args.output, |graph, view| Ok(backbone::backbone(graph, view, &question)))
}

fn methods() -> Vec<PossibleValue> {
    Method::names().map(|(name, about)| PossibleValue::new(name).help(about)).collect()
}

fn corrections() -> Vec<PossibleValue> {
    Correction::ALL.iter().map(|correction| PossibleValue::new(correction.as_str())).collect()
}
