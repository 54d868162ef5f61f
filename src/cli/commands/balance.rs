//! `comity balance`: structural balance among friends and enemies.

use super::Session;
use crate::analysis::balance::{self, Both, Foes, Friends, Question};
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::model::kind::{EntityKind, Over};
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity balance cica --as-of 2014-05-20
  comity balance cica --friends sco,csto,gcc,asean,alliances --as-of 2014-05-20
  comity balance --over territory,border --both positive -f json

Friends sit together in the bodies of `--friends`; without it, in the bodies named, or in alliances if none is.
Enemies stand against each other in a dispute, or are rivals. Claimants stand against defendants, and
against each other if there is no defendant.";

/// Arguments of `comity balance`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The bodies whose states are looked at [default: all states with a tie]
    #[arg(value_name = "BODY")]
    bodies: Vec<String>,
    /// What makes friends, separated by commas: bodies in which to sit together, `alliances`, `cooperation`
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    friends: Vec<String>,
    /// In how many of these bodies friends sit together, at least
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_shared: usize,
    /// What makes enemies, separated by commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',', default_value = "disputes,rivalries",
        value_parser = ["disputes", "rivalries"])]
    foes: Vec<String>,
    /// Only disputes over these, separated by commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = overs())]
    over: Vec<String>,
    /// What counts between two who are both friends and enemies
    #[arg(long, value_name = "SIGN", default_value = "negative", value_parser = signs())]
    both: String,
    /// How many triads that are not balanced to name
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let bodies = asked.entities(&args.bodies, &[EntityKind::Body])?;
    let named: Vec<String> =
        args.friends.iter().filter(|word| !["alliances", "cooperation"].contains(&word.as_str())).cloned().collect();
    let mut meeting = asked.bodies(&named)?;
    if args.friends.is_empty() {
        meeting.clone_from(&bodies);
    }
    let says = |word: &str| args.friends.iter().any(|known| known == word);
    let question = Question {
        bodies: &bodies,
        friends: Friends {
            bodies: &meeting,
            min_shared: args.min_shared.max(1),
            alliances: says("alliances") || (args.friends.is_empty() && bodies.is_empty()),
            cooperation: says("cooperation"),
        },
        foes: Foes {
            disputes: args.foes.iter().any(|word| word == "disputes"),
            over: args.over.iter().filter_map(|word| Over::from_word(word)).collect(),
            rivalries: args.foes.iter().any(|word| word == "rivalries"),
        },
        both: Both::ALL.iter().find(|both| both.as_str() == args.both).copied().unwrap_or(Both::Negative),
        top: Some(args.top),
    };
    session.find(&asked, &args.output, |graph, view| Ok(balance::balance(graph, view, &question)))
}

fn overs() -> Vec<PossibleValue> {
    Over::ALL.iter().map(|over| PossibleValue::new(over.as_str())).collect()
}

fn signs() -> Vec<PossibleValue> {
    Both::ALL.iter().map(|both| PossibleValue::new(both.as_str())).collect()
}
