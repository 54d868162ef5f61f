//! `comity blocks`: how densely groups are tied within and between.

use super::Session;
use crate::analysis::blocks::{Question, blocks};
use crate::analysis::groups::Group;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::cli::named;
use crate::model::kind::RelationKind;

const EXAMPLES: &str = "Examples:
  comity blocks terrorism --group cica --group 'observers(cica)' --group 'where(kind = body)'
  comity blocks --relation rival --group 'members(cica)' --group 'observers(cica)' --as-of 2014-05-20

Density is the tied pairs as a share of all pairs; E–I is (without - within) / (without + within), from -1 (a
group keeps to itself) to 1. An actor of several groups counts in the first.";

/// Arguments of `comity blocks`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Only cooperation on these issues and what lies below them
    #[arg(value_name = "ISSUE")]
    issues: Vec<String>,
    /// A group: a body for its members, a region, names or a set; once for every group
    #[arg(long = "group", value_name = "ACTORS", required = true)]
    groups: Vec<String>,
    /// The relation that ties two actors
    #[arg(long, value_name = "KIND", default_value = "cooperates", value_parser = ["cooperates", "rival", "tie"])]
    relation: String,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let kind = RelationKind::from_word(&args.relation).unwrap_or(RelationKind::Cooperates);
    session.find(&asked, &args.output, |graph, view| {
        let issues = named::issues(graph, view, &args.issues)?;
        let mut groups: Vec<Group> = Vec::new();
        for words in &args.groups {
            groups.push(named::group(graph, view, std::slice::from_ref(words))?);
        }
        Ok(blocks(graph, view, &groups, &Question { kind, issues: &issues }))
    })
}
