//! `comity attention`: how much of its members' attention a body gets.

use super::Session;
use crate::analysis::attention::{Question, attention};
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::cli::named;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::kind::{EntityKind, Grade};

const EXAMPLES: &str = "Examples:
  comity attention cica --as-of 2014-05-20
  comity attention cica --among asia --as-of 2014-05-20 --explain kaz
  comity attention sco --among cica,csto,eaeu,cis --grade any --weigh observer=0.5,partner=0.25

A member that sits in k bodies gives 1/k of its attention to each; with weights, the weight of a seat over
the sum of the weights. HHI is the sum of the squared shares of a member, the effective number of its
bodies 1/HHI. Attention is counted in members: 2.5 means as much as two and a half members can give.
Dilution is what the mean share would gain if the other body did not exist.";

/// Arguments of `comity attention`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A body
    #[arg(value_name = "BODY")]
    body: String,
    /// Count only these bodies as competing: names, families, regions or sets, separated by commas
    #[arg(long, value_name = "BODIES")]
    among: Vec<String>,
    /// Show all bodies of a state with the share that each gets
    #[arg(long, value_name = "STATE")]
    explain: Option<String>,
    /// Show only so many competing bodies; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    /// How much seats of a grade weigh, as observer=0.5; other grades weigh 1
    #[arg(long, value_name = "GRADE=WEIGHT", value_delimiter = ',')]
    weigh: Vec<String>,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let body = asked.entity(&args.body, &[EntityKind::Body])?;
    let explain = args.explain.as_ref().map(|name| asked.entity(name, &[EntityKind::State, EntityKind::Body]));
    let grade_weights = args.weigh.iter().map(|text| grade_weight(text)).collect::<Result<Vec<_>, _>>()?;
    let explain = explain.transpose()?;
    session.find(&asked, &args.output, |graph, view| {
        let among = named::bodies(graph, view, &args.among)?;
        let question = Question {
            among: (!args.among.is_empty()).then_some(&among),
            explain,
            top: (args.top > 0).then_some(args.top),
            grade_weights: &grade_weights,
        };
        Ok(attention(graph, view, body, &question))
    })
}

fn grade_weight(text: &str) -> Result<(Grade, f64), Failure> {
    let parts = text.split_once('=').and_then(|(grade, weight)| {
        let weight: f64 = weight.parse().ok()?;
        Some((Grade::from_word(grade)?, weight)).filter(|_| weight.is_finite() && weight >= 0.0)
    });
    parts.ok_or_else(|| {
        let message = format!("`--weigh {text}` is no grade with its weight");
        let grades: Vec<&str> = Grade::ALL.iter().map(|grade| grade.as_str()).collect();
        let help = format!("write it as `observer=0.5`; the grades are {}", grades.join(", "));
        Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help))
    })
}
