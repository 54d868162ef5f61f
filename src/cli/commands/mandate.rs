//! `comity mandate`: what a body is about, beside others.

use super::Session;
use crate::analysis::mandate::{self, Part};
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::cli::named;
use crate::model::kind::{Depth, EntityKind};
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity mandate cica --as-of 2014-05-20
  comity mandate cica --under non-traditional --against sco,asean,csto,saarc
  comity mandate cica --gaps economy,energy,environment
  comity mandate cica --duplication
  comity mandate cica --history

Depth: core (what it was made for), declared (named in its documents), implemented (programmes, organs or
agreements at work). An issue that is not stated itself may lie within a stated one, or be stated in parts.
`--gaps` and `--duplication` count how many members also sit in another body about the issue or a part of it.";

/// Arguments of `comity mandate`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A body
    #[arg(value_name = "BODY")]
    body: String,
    /// Only these issues and what lies below them, separated by commas
    #[arg(long, value_name = "ISSUES")]
    under: Vec<String>,
    /// Only these depths, separated by commas
    #[arg(long, value_name = "DEPTHS", value_delimiter = ',', value_parser = depths())]
    depth: Vec<String>,
    /// Set it beside the mandates of these bodies: names, families or regions
    #[arg(long, value_name = "BODIES", conflicts_with_all = ["gaps", "duplication", "history"])]
    against: Vec<String>,
    /// Which of these issues, and of those below them, it does not state, and who does
    #[arg(long, value_name = "ISSUES", conflicts_with_all = ["under", "depth", "duplication", "history"])]
    gaps: Vec<String>,
    /// Which of its issues other bodies of its members take up too
    #[arg(long, conflicts_with_all = ["under", "depth", "history"])]
    duplication: bool,
    /// How the weight of its issues shifted, at every change
    #[arg(long, conflicts_with_all = ["under", "depth"])]
    history: bool,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let body = asked.entity(&args.body, &[EntityKind::Body])?;
    let depths: Vec<Depth> = args.depth.iter().filter_map(|word| Depth::from_word(word)).collect();
    session.find(&asked, &args.output, |graph, view| {
        let under = named::issues(graph, view, &args.under)?;
        let part = Part { under: &under, depths: &depths };
        Ok(if !args.against.is_empty() {
            let mut bodies = vec![body];
            let others = named::bodies(graph, view, &args.against)?;
            bodies.extend(others.into_iter().filter(|other| *other != body));
            mandate::against(graph, view, &bodies, &part)
        } else if !args.gaps.is_empty() {
            mandate::elsewhere(graph, view, body, Some(&named::issues(graph, view, &args.gaps)?))
        } else if args.duplication {
            mandate::elsewhere(graph, view, body, None)
        } else if args.history {
            mandate::history(graph, view, body)
        } else {
            mandate::mandate(graph, view, body, &part)
        })
    })
}

fn depths() -> Vec<PossibleValue> {
    Depth::ALL.iter().map(|depth| PossibleValue::new(depth.as_str())).collect()
}
