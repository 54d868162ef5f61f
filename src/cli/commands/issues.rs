//! `comity issues`: which issues concern whom.

use super::Session;
use crate::analysis::concerns::{Question, concerns};
use crate::analysis::groups::Group;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::cli::named;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::kind::{EntityKind, Grade};

const EXAMPLES: &str = "Examples:
  comity issues --shared-by cica --grade member,observer --min 0.5 --as-of 2014-05-20
  comity issues terrorism --shared-by cica --by-grade --grade member,observer
  comity issues arms-control --shared-by 'members(cica) & members(sco)' -f csv

An issue concerns an actor if a source says so; short of that, if it is bound by a treaty about the issue, or
put forward or endorsed an initiative about it. An issue takes in what lies below it.";

/// Arguments of `comity issues`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Only these issues and what lies below them
    #[arg(value_name = "ISSUE")]
    issues: Vec<String>,
    /// Whom they concern: names, bodies for those who sit there, regions, or a set
    #[arg(long, value_name = "ACTORS", required = true)]
    shared_by: Vec<String>,
    /// The least share of them that an issue must concern, from 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    min: f64,
    /// Tell the grades of a body apart
    #[arg(long)]
    by_grade: bool,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let body = match args.shared_by.as_slice() {
        [one] => asked.named(one, &[EntityKind::Body]),
        _ => None,
    };
    if args.by_grade && body.is_none() {
        let message = "grades are told apart within one body";
        let help = "as in `comity issues --shared-by cica --by-grade --grade member,observer`";
        return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
    }
    session.find(&asked, &args.output, |graph, view| {
        let under = named::issues(graph, view, &args.issues)?;
        let of = named::group(graph, view, &args.shared_by)?;
        let grades = if view.grades.is_empty() { Grade::ALL.to_vec() } else { view.grades.clone() };
        let of_grade = |grade: Grade| {
            let mut only = view.clone();
            only.grades = vec![grade];
            (grade, body.map(|body| Group::of(graph, &only, &[body])).unwrap_or_default())
        };
        let parts: Vec<(Grade, Group)> = grades.into_iter().map(of_grade).collect();
        let question = Question { under: &under, min: args.min, by_grade: args.by_grade };
        Ok(concerns(graph, view, &of, &parts, &question))
    })
}

fn share(text: &str) -> Result<f64, String> {
    let share: Result<f64, _> = text.parse();
    share.ok().filter(|share| (0.0..=1.0).contains(share)).ok_or_else(|| "write a share from 0 to 1, as 0.5".to_owned())
}
