//! What can be typed; the help is written here.

use super::commands::Command;
use super::failure::Failure;
use crate::analysis::backbone::Choice;
use crate::diagnostic::{Diagnostic, codes};
use crate::measure::backbone::fdsm::Samples;
use crate::model::kind::Grade;
use crate::random::DEFAULT_SEED;
use crate::render;
use clap::builder::PossibleValue;
use clap::{Args, ColorChoice, Parser};
use std::path::PathBuf;

const ABOUT: &str = "Who sits with whom, in which body, since when, and says who";

const AFTER_HELP: &str = "\
Every answer is about one day: today, or the day after --as-of. Names, aliases and codes all work:
`cica`, `CICA`, `KAZ`, `cow:705`, \"Kyrgyz Republic\".

Examples:
  comity members cica --as-of 2014-05-19
  comity overlap cica sco --as-of 2014-05-20 --cite
  comity centrality --on states --measure betweenness --two-mode
  comity path mng sgp --as-of 2014-05-20
  comity export cica sco csto -o overlap.dot

Exit codes: 0 answered, 1 answered no (lint found errors), 2 the question or the graph is wrong,
3 a file or the disk failed.";

/// A graph database of diplomatic relationships.
#[derive(Debug, Parser)]
#[command(name = "comity", version, about = ABOUT, after_help = AFTER_HELP, max_term_width = 100, arg_required_else_help = true)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) globals: Globals,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub(super) struct Globals {
    /// A world to ask instead of the shipped one: a RON file or a folder; may be repeated
    /// [environment: COMITY_GRAPH]
    #[arg(short, long, global = true, value_name = "PATH", help_heading = "Global options")]
    pub(super) graph: Vec<PathBuf>,
    /// When to use colours
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        value_enum,
        help_heading = "Global options"
    )]
    pub(super) color: ColorChoice,
    /// Print the table alone, without headline, terms and notes
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub(super) quiet: bool,
}

/// The day or the interval of a question, and what is supposed in it.
#[derive(Debug, Args)]
pub(super) struct WhenArgs {
    /// The day to answer for, as 2014-05-20 [default: today]
    #[arg(long, value_name = "DAY", conflicts_with = "during", allow_hyphen_values = true)]
    pub(super) as_of: Option<String>,
    /// Count what held on any day of an interval, as 2010/2014
    #[arg(long, value_name = "INTERVAL", allow_hyphen_values = true)]
    pub(super) during: Option<String>,
    /// Compare with what would be answered if some things were so, as 'join ind sco on 2014-09-12; leave
    /// uzb csto; drop eaeu'; nothing is written
    #[arg(long, value_name = "STATEMENTS")]
    pub(super) suppose: Option<String>,
}

/// What frames a question about seats.
#[derive(Debug, Args)]
pub(super) struct AskArgs {
    #[command(flatten)]
    pub(super) when: WhenArgs,
    /// How sure dates must be: only what surely held, all that possibly held, or both kept apart
    #[arg(long, value_name = "WHICH", default_value = "both", value_parser = ["surely", "possibly", "both"])]
    pub(super) dates: String,
    /// The grades of seats that count, separated by commas, or `any` [default: member; for `show` any]
    #[arg(long, value_name = "GRADES", value_delimiter = ',', value_parser = grades())]
    pub(super) grade: Vec<String>,
    /// Count only seats and other relations of these states and bodies: names separated by commas, or
    /// sets such as 'members(cica)'
    #[arg(long, value_name = "SET")]
    pub(super) within: Vec<String>,
}

/// The ties of a projection to take instead of all; commands that ask a projection flatten this.
#[derive(Debug, Args)]
pub(super) struct BackboneArgs {
    /// Keep only ties that say more than chance: hypergeometric, sdsm, fdsm or disparity, perhaps with a
    /// level and a correction, as in `sdsm:0.01:holm`
    #[arg(long, value_name = "METHOD[:ALPHA[:CORRECTION]]")]
    pub(super) backbone: Option<String>,
}

/// Random matrices, for methods that draw them.
#[derive(Debug, Args)]
pub(super) struct SampleArgs {
    /// How many random matrices `fdsm` draws
    #[arg(long, value_name = "N", default_value_t = DRAWN)]
    pub(super) samples: usize,
    /// Where the throws of dice for `fdsm` begin: the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    pub(super) seed: u64,
}

const DRAWN: usize = 1000;

/// How an answer is shown.
#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// The format of the answer [default: by the ending of the output file, else text]
    #[arg(short, long, value_name = "FORMAT", value_parser = formats(), help_heading = "Output")]
    pub(super) format: Option<String>,
    /// Write the answer to a file; `-` is the standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(super) output: Option<PathBuf>,
    /// Show the sources
    #[arg(long, help_heading = "Output")]
    pub(super) cite: bool,
    /// Show the relations behind the answer
    #[arg(long, help_heading = "Output")]
    pub(super) why: bool,
}

/// A network whose ties are no projection, and so have no backbone; with the way to one that has.
#[derive(Debug, Clone, Copy)]
pub(super) enum NoProjection {
    /// States and bodies together.
    TwoMode,
    /// Relations that tie their ends directly.
    Relations,
    /// A plain list of edges.
    List,
}

impl BackboneArgs {
    /// The backbone asked for, if one is; refused if the network is no projection.
    pub(super) fn of(&self, network: Option<NoProjection>) -> Result<Option<Choice>, Failure> {
        let (Some(text), Some(network)) = (&self.backbone, network) else { return self.choice() };
        let (what, help) = match network {
            NoProjection::TwoMode => (
                "the network of states and bodies together has",
                "ask a projection, as with `--on states`, not the two-mode network",
            ),
            NoProjection::Relations => (
                "relations that tie their ends directly have",
                "ask who shares seats instead, as with `--on states`, and name no kinds of relation",
            ),
            NoProjection::List => {
                ("a plain list of edges has", "leave `--backbone` out, or ask the seats of a world, without `--edges`")
            }
        };
        let message = format!("`--backbone {text}`: {what} no backbone, as only ties by what two share have one");
        Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)))
    }

    /// The backbone asked for, if one is.
    pub(super) fn choice(&self) -> Result<Option<Choice>, Failure> {
        let Some(text) = &self.backbone else { return Ok(None) };
        Choice::parse(text, Samples { count: DRAWN, seed: DEFAULT_SEED }).map(Some).map_err(|wrong| {
            let diagnostic = Diagnostic::new(&codes::BAD_OPTION, format!("`--backbone {text}`: {wrong}"), None);
            Failure::asked(
                diagnostic.help("as in `--backbone sdsm`, `--backbone sdsm:0.01` or `--backbone sdsm:0.05:holm`"),
            )
        })
    }
}

impl SampleArgs {
    /// The matrices to draw.
    pub(super) fn samples(&self) -> Samples {
        Samples { count: self.samples, seed: self.seed }
    }
}

impl Cli {
    /// Whether to colour a stream that takes colours or not.
    pub(super) fn colour(&self, takes_colour: bool) -> bool {
        match self.globals.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => takes_colour,
        }
    }

    /// Whether the answer was asked for as JSON, so that findings are JSON too.
    pub(super) fn wants_json(&self) -> bool {
        self.command.format().is_some_and(|format| format == "json")
    }
}

fn grades() -> Vec<PossibleValue> {
    Grade::ALL.iter().map(|grade| PossibleValue::new(grade.as_str())).chain([PossibleValue::new("any")]).collect()
}

fn formats() -> Vec<PossibleValue> {
    render::FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about)).collect()
}
