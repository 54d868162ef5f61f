//! `comity centrality`: who is central in the network of seats.

use super::Session;
use super::edge_list::{self, EdgesArgs};
use crate::analysis::centrality::{
    Doubt, ListQuestion, On, Question, Refusal, Robust, Sample, Sampling, centrality, listed, robust, series, ties,
};
use crate::cli::args::{AskArgs, BackboneArgs, NoProjection, OutputArgs};
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::graph::projection::Weight;
use crate::measure::{self, MEASURES, Measure, Need, TIE_MEASURES};
use crate::model::kind::EntityKind;
use crate::random::DEFAULT_SEED;
use clap::builder::PossibleValue;
use std::path::Path;

const EXAMPLES: &str = "Examples:
  comity centrality --on states --measure betweenness --two-mode --as-of 2014-05-20
  comity centrality --on bodies --measure degree,eigenvector --weight jaccard
  comity centrality --among cica,sco,asean,saarc --top 10
  comity centrality --backbone sdsm:0.01 --measure betweenness --as-of 2014-05-20 --top 10
  comity centrality --on ties --measure edge_betweenness --among cica,sco,asean
  comity centrality --measure betweenness --during 1992/2014 --series yearly --only kaz,chn -f csv
  comity centrality --measure closeness --robust sources,dates,seats --as-of 2014-05-20
  comity centrality --edges roads.csv.gz --directed --measure pagerank,betweenness --sample 64 --top 20

By default states are tied by the number of bodies they share; ties are stronger the more they share, and
distances are the inverse of strength.";

/// Arguments of `comity centrality`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// What to rank; `both` means the two-mode network, `ties` the ties between states, `body-ties` those between bodies
    #[arg(long, value_name = "WHAT", default_value = "states", value_parser = ["states", "bodies", "both", "ties", "body-ties"])]
    on: String,
    /// The measures, separated by commas, or `all`; the first one ranks [default: degree; of ties edge_betweenness]
    #[arg(long, value_name = "MEASURES", value_delimiter = ',', value_parser = measures())]
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
    #[command(flatten)]
    backbone: BackboneArgs,
    /// Only the network of these bodies, separated by commas
    #[arg(long, value_name = "BODIES", value_delimiter = ',')]
    among: Vec<String>,
    /// Give raw numbers, not divided by what is possible in a network of this size
    #[arg(long)]
    raw: bool,
    /// Show only the first so many
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// The damping of pagerank and birank [default: 0.85], or the factor of katz as a share of the largest
    /// possible [default: 0.9]
    #[arg(long, value_name = "NUMBER")]
    alpha: Option<f64>,
    /// Measure over the time of `--during`, at the end of every year or on every day on which the network changes
    #[arg(long, value_name = "WHEN", num_args = 0..=1, default_missing_value = "changes", value_parser = ["yearly", "changes"], requires = "during", conflicts_with_all = ["top", "robust", "edges"])]
    series: Option<String>,
    /// Of a series, give only the rows of these, separated by commas
    #[arg(long, value_name = "NAMES", requires = "series")]
    only: Vec<String>,
    /// Give the range of every score and rank without each source, on other readings of dates, and with seats left
    /// out by chance
    #[arg(long, conflicts_with = "edges", value_name = "DOUBTS", value_delimiter = ',', num_args = 0..=1, default_missing_value = "sources,dates,seats", value_parser = doubts())]
    robust: Vec<String>,
    /// The seed by which seats are left out, or nodes drawn for `--sample`
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// How often seats are left out
    #[arg(long, value_name = "N", default_value_t = 200, requires = "robust", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    draws: u32,
    #[command(flatten)]
    list: EdgesArgs,
    /// Rank the edges of the list instead of its nodes
    #[arg(long, requires = "edges")]
    ties: bool,
    /// Estimate betweenness from the paths of so many nodes of the list, drawn by `--seed`
    #[arg(long, value_name = "K", requires = "edges", value_parser = clap::value_parser!(u32).range(1..))]
    sample: Option<u32>,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let of_ties = args.on.ends_with("ties") || args.ties;
    let measures = chosen(args, of_ties)?;
    if let Some(path) = &args.list.edges {
        return of_list(args, path, measures, session);
    }
    let mut asked = session.ask(&args.ask)?;
    let among = asked.entities(&args.among, &[EntityKind::Body])?;
    let only = asked.entities(&args.only, &[EntityKind::State, EntityKind::Body])?;
    let question = Question {
        on: match args.on.as_str() {
            "bodies" | "body-ties" => On::Bodies,
            "both" => On::Both,
            _ => On::States,
        },
        measures,
        two_mode: args.two_mode,
        weight: Weight::ALL.iter().find(|w| w.as_str() == args.weight).copied().unwrap_or(Weight::Shared),
        min_shared: args.min_shared,
        among: (!among.is_empty()).then_some(among.as_slice()),
        backbone: args.backbone.of((args.two_mode || args.on == "both").then_some(NoProjection::TwoMode))?,
        normalised: !args.raw,
        top: args.top,
        tuning: args.alpha,
        skipping: args.measure.iter().any(|name| name == "all"),
    };
    let doubts = Robust {
        doubts: Doubt::ALL
            .iter()
            .copied()
            .filter(|doubt| args.robust.iter().any(|word| word == doubt.as_str()))
            .collect(),
        seed: args.seed,
        draws: args.draws as usize,
    };
    let sampling = args.series.as_deref().map(|word| match word {
        "yearly" => Sampling::Yearly,
        _ => Sampling::Changes,
    });
    if sampling.is_some() {
        // What is to come has not happened: a series ends today at the latest.
        asked.view.when.last = asked.view.when.last.min(session.around.today).max(asked.view.when.first);
    }
    session.find(&asked, &args.output, |graph, view| {
        let found = match sampling {
            _ if of_ties => ties(graph, view, &question),
            Some(sampling) => series(graph, view, &question, sampling, &only),
            None if !doubts.doubts.is_empty() => robust(graph, view, &question, &doubts),
            None => centrality(graph, view, &question),
        };
        found.map_err(|refusal| refused(&refusal, false))
    })
}

/// Who is central in a plain list of edges.
fn of_list(
    args: &Args,
    path: &Path,
    measures: Vec<&'static Measure>,
    session: &mut Session<'_>,
) -> Result<u8, Failure> {
    args.backbone.of(Some(NoProjection::List))?;
    if args.sample.is_some() && measures.iter().all(|measure| measure.name != "betweenness") {
        let message = "only `betweenness` is estimated from a sample";
        let help = "add `--measure betweenness`, or leave `--sample` out";
        return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
    }
    let list = edge_list::open(&args.list, path, args.two_mode, session)?;
    let question = ListQuestion {
        measures,
        of_ties: args.ties,
        normalised: !args.raw,
        top: args.top,
        tuning: args.alpha,
        skipping: args.measure.iter().any(|name| name == "all"),
        sample: args.sample.map(|sources| Sample { sources: sources as usize, seed: args.seed }),
    };
    let answer = listed(&list.listed, &question).map_err(|refusal| refused(&refusal, true))?;
    edge_list::answer(&list, answer, &args.output, session)
}

/// The measures that were named, which must be of what is ranked, and tuned only if they can be.
fn chosen(args: &Args, of_ties: bool) -> Result<Vec<&'static Measure>, Failure> {
    let bad = |message: String, help: String| {
        Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)))
    };
    let (table, fallback) = if of_ties { (TIE_MEASURES, "edge_betweenness") } else { (MEASURES, "degree") };
    if of_ties && (args.series.is_some() || !args.robust.is_empty()) {
        let help = "ask it of states or bodies, as in `--on states`".to_owned();
        return bad("ties have no series and no ranges".to_owned(), help);
    }
    let names: Vec<&str> = args.measure.iter().map(String::as_str).collect();
    let measures: Vec<&Measure> = match names.as_slice() {
        [] => table.iter().filter(|measure| measure.name == fallback).collect(),
        names if names.contains(&"all") => table.iter().collect(),
        names => {
            let mut found = Vec::new();
            for name in names {
                let known = if of_ties { measure::find_of_ties(name) } else { measure::find(name) };
                let Some(known) = known else {
                    let what = if of_ties { "entities" } else { "ties" };
                    let cure = match (args.list.edges.is_some(), of_ties) {
                        (true, true) => "leave `--ties` out to rank nodes".to_owned(),
                        (true, false) => "say what to rank: add `--ties`".to_owned(),
                        (false, _) => {
                            format!("say what to rank, as in `--on {}`", if of_ties { "states" } else { "ties" })
                        }
                    };
                    return bad(format!("`{name}` is a measure of {what}"), cure);
                };
                found.push(known);
            }
            found
        }
    };
    if let Some(alpha) = args.alpha {
        if !(alpha > 0.0 && alpha < 1.0) {
            return bad(
                format!("`--alpha {alpha}` is not between 0 and 1"),
                "write a share, as in `--alpha 0.85`".into(),
            );
        }
        if measures.iter().all(|measure| measure.tuned.is_none()) {
            let tuned: Vec<&str> = MEASURES.iter().filter(|m| m.tuned.is_some()).map(|m| m.name).collect();
            let help = format!("it is for {}", tuned.join(", "));
            return bad("no measure that was asked for takes `--alpha`".to_owned(), help);
        }
    }
    Ok(measures)
}

fn refused(refusal: &Refusal, of_list: bool) -> Failure {
    let message = format!("`{}` needs {}", refusal.measure, refusal.need.words());
    let help = match (refusal.need, of_list) {
        (Need::TwoModes, false) => "measure the seats themselves: add `--two-mode`, or rank `--on both`",
        (Need::OneMode, false) => {
            "measure a projection: leave `--two-mode` out, and rank `--on states` or `--on bodies`"
        }
        (Need::Arcs | Need::NoArcs, false) => {
            "seats make ties without direction; a list of edges may have one: `--edges FILE --directed`"
        }
        (Need::PartsOfAtMost(_), false) => "narrow the network, as in `--among cica,sco`",
        (Need::TwoModes, true) => "if the two columns of the list are two kinds of node, add `--two-mode`",
        (Need::OneMode, true) => "leave `--two-mode` out",
        (Need::Arcs, true) => "if the edges of the list lead from the first column to the second, add `--directed`",
        (Need::NoArcs, true) => "leave `--directed` out",
        (Need::PartsOfAtMost(_), true) => "choose another measure, or a part of the list",
    };
    Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help))
}

fn measures() -> Vec<PossibleValue> {
    let all = MEASURES.iter().chain(TIE_MEASURES);
    let each = all.map(|measure| PossibleValue::new(measure.name).help(measure.about));
    each.chain([PossibleValue::new("all").help("every measure that is defined on the network")]).collect()
}

fn doubts() -> Vec<PossibleValue> {
    Doubt::ALL.iter().map(|doubt| PossibleValue::new(doubt.as_str())).collect()
}

fn weights() -> Vec<PossibleValue> {
    Weight::ALL.iter().map(|weight| PossibleValue::new(weight.as_str())).collect()
}
