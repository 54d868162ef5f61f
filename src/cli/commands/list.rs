//! `comity list`: all entities of a kind, or those chosen, or all sources.

use super::Session;
use crate::analysis::list::{self, Choice};
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::cli::named;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::kind::{EntityKind, Form};
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity list bodies --as-of 2014-05-20
  comity list bodies --by seats --form forum --in asia --top 10
  comity list treaties --issue arms-control --by bound
  comity list initiatives --of cica --issue security --by proposer --as-of 2014-05-20
  comity list events --of cica
  comity list states -f csv -o states.csv
  comity list sources";

/// Arguments of `comity list`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// What to list
    #[arg(value_name = "KIND", value_parser = kinds())]
    kind: String,
    /// Only events and initiatives of a body or its members, and disputes among them
    #[arg(long, value_name = "BODY")]
    of: Option<String>,
    /// Only states of a region, and bodies of which more than half of the members lie in it
    #[arg(long = "in", value_name = "REGION")]
    region: Option<String>,
    /// Only bodies of this form
    #[arg(long, value_name = "FORM", value_parser = forms())]
    form: Option<String>,
    /// Only bodies, treaties and initiatives about these issues or what lies below them
    #[arg(long, value_name = "ISSUES")]
    issue: Vec<String>,
    /// Rank by a column of numbers (`seats`, `bound`, `bodies`, `states`), or group initiatives by `proposer`
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
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
    let kind = EntityKind::ALL.iter().find(|kind| kind.plural() == args.kind || kind.as_str() == args.kind).copied();
    fits(args, kind)?;
    let of = args.of.as_ref().map(|name| asked.entity(name, &[EntityKind::Body])).transpose()?;
    let region = args.region.as_ref().map(|name| asked.entity(name, &[EntityKind::Region])).transpose()?;
    session.find(&asked, &args.output, |graph, view| {
        let issues = named::issues(graph, view, &args.issue)?;
        let choice = Choice {
            of,
            region,
            form: args.form.as_deref().and_then(Form::from_word),
            issues: &issues,
            by: args.by.as_deref(),
            top: args.top,
        };
        Ok(match kind {
            Some(EntityKind::Initiative) if choice.by == Some("proposer") => list::proposers(graph, view, &choice),
            Some(kind) => list::entities(graph, view, kind, &choice),
            None => list::sources(graph.model()),
        })
    })
}

/// Refuses options that say nothing about what is listed.
fn fits(args: &Args, kind: Option<EntityKind>) -> Result<(), Failure> {
    use EntityKind::{Body, Dispute, Event, Initiative, State, Treaty};
    let asked: [(&str, bool, &[EntityKind]); 4] = [
        ("--of", args.of.is_some(), &[Event, Initiative, Dispute]),
        ("--in", args.region.is_some(), &[State, Body]),
        ("--form", args.form.is_some(), &[Body]),
        ("--issue", !args.issue.is_empty(), &[Body, Treaty, Initiative]),
    ];
    let strange = |(_, is_asked, kinds): &&(&str, bool, &[EntityKind])| {
        *is_asked && !kind.is_some_and(|kind| kinds.contains(&kind))
    };
    if let Some((option, _, kinds)) = asked.iter().find(strange) {
        let message = format!("`{option}` says nothing about {}", args.kind);
        let plural: Vec<&str> = kinds.iter().map(|kind| kind.plural()).collect();
        let help = format!("it chooses {}", plural.join(", "));
        return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
    }
    let Some(by) = &args.by else { return Ok(()) };
    let mut known = kind.map(list::rankings).unwrap_or_default();
    if kind == Some(Initiative) {
        known.push("proposer");
    }
    if known.contains(&by.as_str()) {
        return Ok(());
    }
    let message = format!("{} cannot be listed by `{by}`", args.kind);
    let help = if known.is_empty() { "leave `--by` out".to_owned() } else { format!("it can be {}", known.join(", ")) };
    Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)))
}

fn kinds() -> Vec<PossibleValue> {
    let kinds = EntityKind::ALL.iter().map(|kind| PossibleValue::new(kind.plural()).alias(kind.as_str()));
    kinds.chain([PossibleValue::new("sources").alias("source")]).collect()
}

fn forms() -> Vec<PossibleValue> {
    Form::ALL.iter().map(|form| PossibleValue::new(form.as_str())).collect()
}
