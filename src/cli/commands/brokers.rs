//! `comity brokers`: who stands between whom.

use super::groups::{GROUPINGS, NetworkArgs, grouping, table};
use super::{Asked, Session};
use crate::analysis::brokers::{self, Between, Question};
use crate::analysis::centrality::On;
use crate::analysis::grouping::{By, Set};
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::measure::brokerage::{Null, ROLES};
use crate::model::kind::EntityKind;
use crate::query;
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity brokers --by subregion --min-shared 8 --as-of 2014-05-20 --top 10
  comity brokers --on bodies --two-mode --by region --among cica,sco,asean,saarc,eu
  comity brokers --groups cica,sco,eu --min-shared 10 --rank liaison
  comity brokers --by region --backbone sdsm:0.01:holm --as-of 2014-05-20 --top 10
  comity brokers --between asean,sco --via bodies --as-of 2014-05-20
  comity brokers --between 'members(sco) - chn','members(asean)' --via bodies --as-of 2014-05-20

Roles (Gould and Fernandez 1989): coordinator A A A, itinerant B A B, gatekeeper B A A, representative A A B,
liaison B A C, where the middle one is the broker. Without direction gatekeeper and representative are one.";

/// Arguments of `comity brokers`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The classes between which brokers stand, or a CSV file of `id,class`
    #[arg(long, value_name = "GROUPING", default_value = "region", conflicts_with = "groups", long_help = by_help())]
    by: String,
    /// Sets whose exclusive combinations are the classes: bodies, regions, states, expressions, separated by commas
    #[arg(long, value_name = "SETS", value_delimiter = ',')]
    groups: Vec<String>,
    /// The role that ranks
    #[arg(long, value_name = "ROLE", default_value = "total", value_parser = ranks())]
    rank: String,
    /// What expected values leave to chance: who belongs to which class, or which ties there are
    #[arg(long, value_name = "WHAT", default_value = "labels", value_parser = ["labels", "ties"])]
    null: String,
    /// Two sets instead, names or expressions: who links the members of the one to those of the other
    #[arg(long, value_name = "SET,SET", value_delimiter = ',', conflicts_with_all = ["by", "groups", "rank", "null"])]
    between: Vec<String>,
    /// What links two sets
    #[arg(long, value_name = "WHAT", default_value = "bodies", value_parser = ["bodies", "states"], requires = "between")]
    via: String,
    /// Show only the first so many
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    network: NetworkArgs,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

/// The kinds of entity that a set can be named by.
const SETS: &[EntityKind] = &[EntityKind::Body, EntityKind::Region, EntityKind::State];

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let asked = session.ask(&args.ask)?;
    let named = args.network.named(&asked)?;
    let sets = sets(&args.groups, &asked)?;
    if args.between.is_empty() {
        let rows = match grouping(&args.by) {
            None if sets.is_empty() => table(&args.by, &asked)?,
            _ => Vec::new(),
        };
        let by = match grouping(&args.by) {
            _ if !sets.is_empty() => By::Sets(&sets),
            Some(by) => by,
            None => By::Table(&rows),
        };
        let question = Question {
            which: args.network.which(&named),
            by,
            null: if args.null == "ties" { Null::Ties } else { Null::Labels },
            rank: ROLES.iter().position(|role| role.name == args.rank).unwrap_or(ROLES.len()),
            top: args.top,
        };
        session.find(&asked, &args.output, |graph, view| Ok(brokers::brokers(graph, view, &question)))
    } else {
        if named.backbone().is_some() && args.via == "bodies" {
            let message = "`--backbone` thins out ties between states, which bodies need not to link them";
            let help = "ask which states stand between the sets: `--via states`";
            return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
        }
        let ends = self::sets(&args.between, &asked)?;
        let [a, b] = &ends[..] else {
            let help = "as in `comity brokers --between asean,sco --via bodies`";
            let message = format!("`--between` takes two sets, not {}", ends.len());
            return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
        };
        let question = Between {
            among: named.among(),
            sets: (a, b),
            via: if args.via == "states" { On::States } else { On::Bodies },
            min_shared: args.network.min_shared,
            backbone: named.backbone(),
            top: args.top,
        };
        session.find(&asked, &args.output, |graph, view| Ok(brokers::between(graph, view, &question)))
    }
}

/// The sets that names and expressions stand for.
fn sets(texts: &[String], asked: &Asked) -> Result<Vec<Set>, Failure> {
    let set = |text: String| {
        let entities = asked.entities(std::slice::from_ref(&text), SETS)?;
        Ok(Set { text, entities })
    };
    query::whole(texts).into_iter().map(set).collect()
}

fn ranks() -> Vec<PossibleValue> {
    let roles = ROLES.iter().map(|role| PossibleValue::new(role.name).help(role.about));
    roles.chain([PossibleValue::new("total").help("all of them")]).collect()
}

fn by_help() -> String {
    let each: Vec<String> = GROUPINGS.iter().map(|(word, about)| format!("- {word}: {about}")).collect();
    format!("The classes between which brokers stand, or a CSV file of `id,class`\n\n{}", each.join("\n"))
}
