//! `comity check`: hold what a text claims against the world.

use super::{Session, inside};
use crate::analysis::claims::{self, Claim, Claims, Judged, Verdict};
use crate::cli::args::OutputArgs;
use crate::cli::context;
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{CLAIMS, Texts, plain};
use crate::error::Error;
use crate::model::names::near_among;
use crate::table::{Answer, Cell, Citation, Column, GraphStamp, Table, Term};
use std::path::Path;

const EXAMPLES: &str = "Examples:
  comity check cica-2014
  comity check my-claims.ron -f md -o verdicts.md
  comity check cica-2014 --cite --as-of 2014-05-20

A file of claims:
  Claims(
      title: \"A brief\", as_of: \"2014-05-20\",
      claims: [
          (id: \"1\", says: \"CICA has 24 members.\", query: \"members cica --as-of 2014-05-19\",
           expect: [Rows(is: 24)]),
          (id: \"2\", says: \"SCO lies within CICA.\", query: \"overlap cica sco\",
           expect: [Text(column: \"relation\", is: \"nested\"), Number(column: \"jaccard\", at_most: 0.3)]),
          (id: \"3\", says: \"Four stay outside the NPT.\", query: \"gaps --of 'members(cica)' --treaties npt\",
           expect: [Names(column: \"state\", where: {\"status\": \"never\"}, are: \"ind isr pak pse\")]),
      ],
  )

Verdicts: holds, fails, partly (it hangs on uncertain dates), cannot tell (the world does not say), judgement
(nothing to count: the sources say whose). The exit code is 1 if a claim fails.";

/// Arguments of `comity check`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A file of claims, or the name of a shipped one: cica-2014
    #[arg(value_name = "CLAIMS")]
    claims: String,
    /// The day of questions that name none [default: the day of the claims, else today]
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

impl Args {
    /// The file of claims, if they are not shipped ones.
    pub(super) fn file(&self) -> Option<&str> {
        let shipped = CLAIMS.iter().any(|(name, _)| *name == self.claims) && !Path::new(&self.claims).exists();
        (!shipped).then_some(&*self.claims)
    }
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let (claims, mut texts) = read(&args.claims)?;
    let document = session.world()?;
    let today = session.around.today.to_string();
    let as_of = args.as_of.clone().or_else(|| claims.as_of.clone()).unwrap_or(today);
    let sources = Column::text("sources", "Sources");
    let columns = vec![
        Column::text("claim", "No.").key(),
        Column::text("says", "Claim"),
        Column::text("expected", "Expected"),
        Column::text("found", "Found"),
        Column::text("verdict", "Verdict"),
        Column::text("query", "Question"),
        if args.output.cite { sources } else { sources.for_machines() },
        Column::text("note", "Note"),
    ];
    let mut table = Table::new("claims", &claims.title, columns);
    let mut verdicts = Vec::with_capacity(claims.claims.len());
    let mut cited: Vec<Citation> = Vec::new();
    let mut wrong = Diagnostics::new();
    for claim in &claims.claims {
        match ask(session, claim, &as_of) {
            Ok((answer, judged)) => {
                verdicts.push(judged.verdict);
                table.push(row(claim, &answer, &judged));
                answer.sources.into_iter().for_each(|source| cited.push(source));
            }
            Err(Failure::Asked { diagnostics, texts: inside }) => {
                // Every claim that cannot be asked is reported, under its own number.
                for mut one in diagnostics.iter().cloned() {
                    one.message = format!("claim {}: {}", claim.id, one.message);
                    if let Some(file) = inside.files().first().filter(|_| one.place.is_some()) {
                        let number = texts.push(format!("claim {}, {}", claim.id, file.name), file.text.to_string());
                        one.place.iter_mut().for_each(|place| place.file = number);
                        one.also.iter_mut().for_each(|(place, _)| place.file = number);
                    } else {
                        (one.place, one.also) = (None, Vec::new());
                    }
                    wrong.push(one);
                }
            }
            Err(other) => return Err(other),
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::Asked { diagnostics: wrong, texts: Box::new(texts) });
    }
    let fails = verdicts.contains(&Verdict::Fails);
    let mut answer = Answer { as_of, table, ..Answer::default() };
    answer.headline = Some(headline(&verdicts));
    answer.terms.extend(claims.source.as_ref().map(|source| Term::new("claimed_by", source)));
    answer.graph = GraphStamp { title: document.model.title().to_owned(), hash: document.texts.hash() };
    answer.command = context::command(session.words);
    if args.output.cite {
        cited.sort_by(|a, b| a.id.cmp(&b.id));
        cited.dedup();
        answer.sources = cited;
    }
    session.write(answer, &args.output)?;
    Ok(u8::from(fails))
}

fn read(name: &str) -> Result<(Claims, Texts), Failure> {
    let path = Path::new(name);
    let shipped = CLAIMS.iter().find(|(known, _)| *known == name);
    let (shown, text) = match shipped {
        Some((known, text)) if !path.exists() => (format!("graphs/claims/{known}.ron"), (*text).to_owned()),
        _ if !path.exists() && path.extension().is_none() => {
            let near = near_among(name, CLAIMS.iter().map(|(known, _)| (*known, *known)));
            let all = CLAIMS.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
            let message = format!("there are no claims called `{name}`");
            let diagnostic = Diagnostic::new(&codes::UNKNOWN_NAME, message, None);
            let help = format!("shipped with comity are {all}; else give a file, as `claims.ron`");
            return Err(Failure::asked(diagnostic.help(help).suggest(&near)));
        }
        _ => {
            let read = std::fs::read_to_string(path);
            (name.to_owned(), read.map_err(|cause| Error::Read { path: path.to_owned(), cause })?)
        }
    };
    let mut texts = Texts::default();
    match plain::read(&shown, &text, &mut texts) {
        Ok(claims) => Ok((claims, texts)),
        Err(diagnostic) => {
            Err(Failure::Asked { diagnostics: [*diagnostic].into_iter().collect(), texts: Box::new(texts) })
        }
    }
}

/// Asks the question of a claim and judges the answer.
fn ask(session: &mut Session<'_>, claim: &Claim, as_of: &str) -> Result<(Answer, Judged), Failure> {
    let bad =
        |message: String, help: &str| Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help));
    let mut words =
        shlex::split(&claim.query).ok_or_else(|| bad("a quote of the question is never closed".into(), "close it"))?;
    let is_dated = words.iter().any(|word| word.starts_with("--as-of") || word.starts_with("--during"));
    if !is_dated && inside::takes(&words, "as_of") {
        words.extend(["--as-of".to_owned(), as_of.to_owned()]);
    }
    if inside::takes(&words, "cite") {
        words.push("--cite".to_owned());
    }
    let answer = session.inner(&words)?;
    let judged = claims::judge(claim, &answer)
        .map_err(|message| bad(message, "`-f json` shows the tables and columns of an answer"))?;
    Ok((answer, judged))
}

fn row(claim: &Claim, answer: &Answer, judged: &Judged) -> Vec<Cell> {
    let sources = answer.sources.iter().map(|source| source.id.clone()).collect();
    vec![
        claim.id.as_str().into(),
        claim.says.as_str().into(),
        judged.expected.as_str().into(),
        judged.found.as_str().into(),
        judged.verdict.as_str().into(),
        claim.query.as_str().into(),
        Cell::List(sources),
        claim.note.as_deref().map_or(Cell::Missing, Cell::from),
    ]
}

/// "20 hold, 5 judgement, 1 cannot tell".
fn headline(verdicts: &[Verdict]) -> String {
    let parts: Vec<String> = Verdict::ALL
        .iter()
        .map(|verdict| (verdict, verdicts.iter().filter(|one| *one == verdict).count()))
        .filter(|(_, n)| *n > 0)
        .map(|(verdict, n)| format!("{n} {}", verdict.as_str()))
        .collect();
    format!("Of {}: {}", crate::words::count(verdicts.len(), "claim"), parts.join(", "))
}
