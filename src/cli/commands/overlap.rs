//! `comity overlap`: how bodies overlap.

use super::{Asked, Session};
use crate::analysis::overlap::{self, Of, Question, RankBy};
use crate::cli::args::{AskArgs, OutputArgs, SampleArgs};
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::measure::backbone::Null;
use crate::model::EntityId;
use crate::model::kind::EntityKind;
use crate::time::{Day, Span};
use clap::builder::PossibleValue;

const EXAMPLES: &str = "Examples:
  comity overlap cica sco --as-of 2014-05-20
  comity overlap cica sco --by members,mandate --ancestors
  comity overlap cica sco --series --during 1999/2026
  comity overlap cica sco csto eaeu --significance sdsm --cite
  comity overlap --all --top 10 --rank a_in_b --as-of 2014-05-20
  comity overlap --all --among post-soviet,pan-asian --by mandate
  comity overlap --load --top 10
  comity overlap --load=states kaz uzb --among 'bodies(kaz)'

Relations: nested (one lies within the other), equal, overlapping, parallel (no common members, but a common
issue), disjoint; undetermined if a body has nobody in this graph then.

Both at once (`--by members,mandate`): of all pairs of a member and an issue that either body reaches, the
share that both reach.";

/// Arguments of `comity overlap`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// Two or more bodies; with `--load`, whose load to show
    #[arg(value_name = "BODY", required_unless_present_any = ["all", "load"], conflicts_with = "all")]
    bodies: Vec<String>,
    /// Rank all pairs of bodies that share something
    #[arg(long)]
    all: bool,
    /// What is compared: members, mandate, or both
    #[arg(long, value_name = "WHAT", value_delimiter = ',', default_value = "members",
        value_parser = ["members", "mandate"])]
    by: Vec<String>,
    /// A body that is about an issue is about all issues above it in the tree, too
    #[arg(long)]
    ancestors: bool,
    /// Look only at these bodies: names, families such as post-soviet, or sets, separated by commas
    #[arg(long, value_name = "BODIES")]
    among: Vec<String>,
    /// How likely so many shared members are by chance, by a null model
    #[arg(long, value_name = "MODEL", value_parser = models(), conflicts_with_all = ["series", "load"])]
    significance: Option<String>,
    #[command(flatten)]
    draw: SampleArgs,
    /// How the overlap changed, with one row for every stretch of days without a change
    #[arg(long, conflicts_with_all = ["all", "load", "as_of"])]
    series: bool,
    /// The overlap of each body with all others together, or the load of states
    #[arg(long, value_name = "WHOSE", num_args = 0..=1, require_equals = true, default_missing_value = "bodies",
        value_parser = ["bodies", "states"], conflicts_with = "all")]
    load: Option<String>,
    /// Show only the first so many
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Rank pairs by this number [default: the first of jaccard, issue_jaccard that is compared]
    #[arg(long, value_name = "NUMBER", requires = "all", value_parser = ranks())]
    rank: Option<String>,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let mut asked = session.ask(&args.ask)?;
    let among = asked.bodies(&args.among)?;
    let question = Question {
        members: args.by.iter().any(|by| by == "members"),
        mandate: args.by.iter().any(|by| by == "mandate"),
        ancestors: args.ancestors,
        among: (!args.among.is_empty()).then_some(among.as_slice()),
        chance: args.significance.as_deref().and_then(|name| Null::named(name, args.draw.samples())),
    };
    if args.all {
        let rank = args.rank(&question)?;
        return session
            .find(&asked, &args.output, |graph, view| Ok(overlap::all(graph, view, &question, rank, args.top)));
    }
    if let Some(whose) = &args.load {
        let (of, kind) =
            if whose == "states" { (Of::States, EntityKind::State) } else { (Of::Bodies, EntityKind::Body) };
        let shown = asked.entities(&args.bodies, &[kind])?;
        return session.find(&asked, &args.output, |graph, view| {
            let mut finding = overlap::load(graph, view, of, &shown, &question);
            finding.answer.table.rows.truncate(args.top.unwrap_or(usize::MAX));
            Ok(finding)
        });
    }
    let bodies = args.named(&asked)?;
    if args.series {
        if args.ask.when.during.is_none() {
            asked.view.when = Span { first: Day::BEGINNING, last: Day::END };
            asked.written = "all of time".to_owned();
        }
        return session.find(&asked, &args.output, |graph, view| Ok(overlap::series(graph, view, &bodies, &question)));
    }
    session.find(&asked, &args.output, |graph, view| {
        let mut finding = overlap::pairs(graph, view, &bodies, &question);
        finding.answer.table.rows.truncate(args.top.unwrap_or(usize::MAX));
        Ok(finding)
    })
}

impl Args {
    /// The two or more bodies that are compared.
    fn named(&self, asked: &Asked) -> Result<Vec<EntityId>, Failure> {
        let bodies = asked.entities(&self.bodies, &[EntityKind::Body])?;
        let mut distinct = bodies.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() < bodies.len() || bodies.len() < 2 {
            let message = "an overlap needs two or more different bodies";
            let help = "as in `comity overlap cica sco`; `--all` compares every pair";
            return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
        }
        Ok(bodies)
    }

    /// By what pairs are ranked; it must be a number that the answer has.
    fn rank(&self, question: &Question<'_>) -> Result<RankBy, Failure> {
        let usual = if question.members { RankBy::Jaccard } else { RankBy::IssueJaccard };
        let named = |word: &String| RankBy::ALL.iter().find(|rank| rank.as_str() == word).copied();
        let rank = self.rank.as_ref().and_then(named).unwrap_or(usual);
        let needs = match rank {
            RankBy::PValue if question.chance.is_none() => "--significance sdsm",
            RankBy::IssueJaccard if !question.mandate => "--by members,mandate",
            RankBy::BothJaccard if !question.members || !question.mandate => "--by members,mandate",
            RankBy::Jaccard | RankBy::Shared | RankBy::OverlapCoefficient | RankBy::AInB if !question.members => {
                "--by members,mandate"
            }
            _ => return Ok(rank),
        };
        let message = format!("`--rank {}` ranks by a number that is not asked for", rank.as_str());
        let diagnostic = Diagnostic::new(&codes::BAD_OPTION, message, None);
        Err(Failure::asked(diagnostic.help(format!("add `{needs}`"))))
    }
}

fn ranks() -> Vec<PossibleValue> {
    RankBy::ALL.iter().map(|by| PossibleValue::new(by.as_str())).collect()
}

fn models() -> Vec<PossibleValue> {
    Null::NAMES.iter().map(|(name, about)| PossibleValue::new(*name).help(*about)).collect()
}
