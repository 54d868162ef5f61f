//! `comity communities`: which groups a network falls into.

use super::edge_list::{self, EdgesArgs};
use super::groups::{NetworkArgs, grouping, rows, table};
use super::{Asked, Session};
use crate::analysis::communities::{self, Groups, How, ListGroups, METHODS, NoGroups, Question};
use crate::analysis::grouping::By;
use crate::cli::args::{AskArgs, NoProjection, OutputArgs};
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::measure::groups::Search;
use crate::model::EntityId;
use crate::random::DEFAULT_SEED;
use clap::builder::PossibleValue;
use std::path::Path;

const EXAMPLES: &str = "Examples:
  comity communities --as-of 2014-05-20 --compare region
  comity communities --method barber --among cica,sco,csto,asean,saarc,gcc
  comity communities --method signed --within kaz,chn,ind,pak,irn,sau,isr,tur
  comity communities --method core --min-shared 10
  comity communities --backbone sdsm:0.01 --as-of 2014-05-20 --compare region
  comity communities --given family --on bodies
  comity communities --edges friends.csv --compare louvain

The same seed gives the same groups. E-I is -1 if all ties are inside a group and 1 if all lead out.";

/// Arguments of `comity communities`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// How to find groups
    #[arg(long, value_name = "METHOD", default_value = "leiden", value_parser = methods(), conflicts_with = "given")]
    method: String,
    /// Measure these groups instead: region, subregion, family, or a CSV file of `id,class`
    #[arg(long, value_name = "GROUPS")]
    given: Option<String>,
    /// Compare with the groups of another method, or with region, subregion, family or a CSV file
    #[arg(long, value_name = "GROUPS", value_delimiter = ',')]
    compare: Vec<String>,
    /// Above 1 more and smaller groups [default: 1; for `cpm` the density of the network]
    #[arg(long, value_name = "GAMMA", value_parser = resolution)]
    resolution: Option<f64>,
    /// The size of cliques for `kclique`
    #[arg(short, long, value_name = "K", default_value_t = 3, value_parser = clap::value_parser!(u16).range(2..))]
    k: u16,
    /// What lots are drawn from
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// How often to start anew; the best groups are kept
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    starts: u32,
    #[command(flatten)]
    list: EdgesArgs,
    #[command(flatten)]
    network: NetworkArgs,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    if let Some(path) = &args.list.edges {
        return of_list(args, path, session);
    }
    if args.given.is_none() && args.method == "barber" {
        // It always takes states and bodies together.
        args.network.backbone.of(Some(NoProjection::TwoMode))?;
    }
    let asked = session.ask(&args.ask)?;
    let named = args.network.named(&asked)?;
    let given = args.given.as_ref().map(|word| words(word, &asked)).transpose()?;
    let compared: Vec<Word> = args.compare.iter().map(|word| words(word, &asked)).collect::<Result<_, _>>()?;
    let question = Question {
        which: args.network.which(&named),
        groups: match (&given, communities::find(&args.method)) {
            (Some(given), _) => given.groups(),
            (None, Some(method)) => Groups::By(method),
            (None, None) => Groups::By(&METHODS[0]),
        },
        how: how(args),
        compare: compared.iter().map(Word::groups).collect(),
    };
    session.find(&asked, &args.output, |graph, view| communities::communities(graph, view, &question).map_err(refused))
}

/// The groups of a plain list of edges.
fn of_list(args: &Args, path: &Path, session: &mut Session<'_>) -> Result<u8, Failure> {
    args.network.backbone.of(Some(NoProjection::List))?;
    let two_mode = args.network.two_mode || args.method == "barber";
    let listed = edge_list::open(&args.list, path, two_mode, session)?;
    let words = |word: &String| match communities::find(word) {
        Some(method) => Ok(ListGroups::By(method)),
        None if grouping(word).is_some() => {
            let message = format!("a list of edges does not know `{word}`");
            let help = "compare with a method, or with a CSV file of `id,class`";
            Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)))
        }
        None => rows(word).map(ListGroups::Given),
    };
    let groups = words(args.given.as_ref().unwrap_or(&args.method))?;
    let compare: Vec<ListGroups> = args.compare.iter().map(words).collect::<Result<_, _>>()?;
    let answer = communities::listed(&listed.listed, &how(args), &groups, &compare).map_err(refused)?;
    edge_list::answer(&listed, answer, &args.output, session)
}

fn how(args: &Args) -> How {
    How { resolution: args.resolution, k: usize::from(args.k), search: Search { seed: args.seed, starts: args.starts } }
}

fn refused(none: NoGroups) -> Failure {
    Failure::asked(Diagnostic::new(&codes::BAD_OPTION, none.message, None).help(none.help))
}

/// A word for groups, read.
enum Word {
    Method(&'static communities::Method),
    Grouping(By<'static>),
    Table(Vec<(EntityId, String)>),
}

impl Word {
    fn groups(&self) -> Groups<'_> {
        match self {
            Self::Method(method) => Groups::By(method),
            Self::Grouping(by) => Groups::Given(by.clone()),
            Self::Table(rows) => Groups::Given(By::Table(rows)),
        }
    }
}

fn words(word: &str, asked: &Asked) -> Result<Word, Failure> {
    if let Some(method) = communities::find(word) {
        return Ok(Word::Method(method));
    }
    match grouping(word) {
        Some(by) => Ok(Word::Grouping(by)),
        None => table(word, asked).map(Word::Table),
    }
}

fn resolution(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number >= 0.0 => Ok(number),
        _ => Err("a resolution is a number, zero or more".to_owned()),
    }
}

fn methods() -> Vec<PossibleValue> {
    METHODS.iter().map(|method| PossibleValue::new(method.name).help(method.about)).collect()
}
