//! `comity report`: ready-made reports.

use super::{Session, weave};
use crate::cli::context;
use crate::cli::failure::Failure;
use crate::cli::reports::{Desk, Named};
use crate::diagnostic::{At, Diagnostic, Diagnostics, Place, codes};
use crate::document::Texts;
use crate::error::Error;
use crate::model::Model;
use crate::model::kind::EntityKind;
use crate::report::front::Written;
use crate::report::manuscript::Manuscript;
use crate::report::numbered::number;
use crate::report::question::{Question, Shape};
use crate::report::template::{self, BodyFacts, Facts, TEMPLATES};
use crate::table::{Cell, Table};
use crate::time::Day;
use clap::builder::PossibleValue;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  comity report brief cica --as-of 2014-05-21 -o cica.html
  comity report compare cica sco --as-of 2014-05-21 > cica-sco.md     to go on writing, then `comity weave`
  comity report brief --template > own.md                             the template, to copy and to change
  comity report brief sco --template own.md -o sco.html";

/// Arguments of `comity report`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The report
    #[arg(value_name = "REPORT", value_parser = reports())]
    report: String,
    /// The bodies it is about
    #[arg(value_name = "BODY")]
    bodies: Vec<String>,
    /// The day of the report, as 2014-05-20 [default: today]
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    /// Use a template of one's own; without a file print that of the report
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    template: Option<Vec<PathBuf>>,
    /// Weave it: Markdown or HTML by the ending [default: print the report, to go on writing]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How many bodies are set beside one.
const NEIGHBOURS: usize = 4;

/// Members of a body that is not of all the world.
const LARGE: usize = 40;

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let bad =
        |message: String, help: String| Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help));
    let Some(known) = template::find(&args.report) else { return Ok(2) };
    if let (Some([]), true) = (args.template.as_deref(), args.bodies.is_empty()) {
        return session.print(known.text);
    }
    if args.bodies.len() != known.bodies {
        let example = format!("comity report {} {}", known.name, &["cica", "sco"][..known.bodies].join(" "));
        let wanted = crate::words::count(known.bodies, "body");
        return Err(bad(
            format!("`{}` is about {wanted}, not {}", known.name, args.bodies.len()),
            format!("as in `{example}`"),
        ));
    }
    let mut texts = Texts::default();
    let (name, text) = match args.template.as_deref() {
        Some([path, ..]) => {
            let read = std::fs::read_to_string(path).map_err(|cause| Error::Read { path: path.clone(), cause })?;
            (path.display().to_string(), read)
        }
        _ => (format!("the template {}", known.name), known.text.to_owned()),
    };
    let file = texts.push(name, text.clone());
    let day = match args.as_of.as_deref() {
        None | Some("today") => session.around.today,
        Some(text) => Day::parse(text).map_err(|why| {
            bad(format!("`--as-of {text}`: {}", why.message), "write a day as `2014-05-20`".to_owned())
        })?,
    };
    let as_of = day.to_string();
    let named = Named { graph: None, as_of: Some(&as_of), file };
    let mut desk = Desk::new(session, Path::new("."), &named)?;
    let facts = facts(args, &mut desk, day)?;
    let filled = template::fill(&text, &facts).map_err(|slip| {
        let place = Place { file, at: At::Line(slip.line) };
        let help = "`comity report brief --template` shows a template that works";
        let found = Diagnostic::new(&codes::BAD_BLOCK, slip.message, place).help(help);
        Failure::Asked { diagnostics: [found].into_iter().collect(), texts: Box::new(texts.clone()) }
    })?;
    let Some(output) = &args.output else { return session.print(&filled) };
    weave::check_ending(output)?;
    let file = texts.push("the report".to_owned(), filled.clone());
    let (manuscript, mut wrong) = Manuscript::read(&filled, file);
    let mut desk = Desk::new(session, Path::new("."), &own_day(&manuscript, file, &as_of))?;
    let found = desk.ask_all(&manuscript, file, &mut wrong)?;
    let made = match number(&manuscript, &found, env!("CARGO_PKG_VERSION"), file) {
        Ok(numbered) if wrong.is_empty() => weave::make(output, &numbered, &BTreeMap::new()),
        other => {
            other.err().into_iter().for_each(|slips: Diagnostics| wrong.extend(slips));
            return Err(Failure::Asked { diagnostics: wrong, texts: Box::new(texts) });
        }
    };
    weave::save(&made)?;
    Ok(0)
}

/// A template may say another day than the one that was asked for.
fn own_day<'m>(manuscript: &'m Manuscript, file: u32, asked: &'m str) -> Named<'m> {
    let own = manuscript.front.as_of.as_ref().map(|day: &Written| day.text.as_str());
    Named { graph: manuscript.front.graph.as_ref(), as_of: own.or(Some(asked)), file }
}

/// What the template may know before it asks.
fn facts(args: &Args, desk: &mut Desk<'_>, day: Day) -> Result<Facts, Failure> {
    let world = desk.world()?;
    let model: &Model = &world.model;
    let mut facts = Facts { as_of: day.to_string(), since: day.to_string(), ..Facts::default() };
    for name in &args.bodies {
        let body = model.entity(context::entity(model, name, day, &[EntityKind::Body])?);
        let id = body.slug.to_string();
        let members = rows(desk, &["members", &id], None)?.rows.len();
        let issues = rows(desk, &["mandate", &id], None)?.rows.len();
        let quarrels = rows(desk, &["friction", &id], None)?.rows.len();
        facts.bodies.push(BodyFacts {
            members,
            neighbours: neighbours(desk, &id, members)?,
            id: id.clone(),
            name: body.name.clone(),
            short: body.short_name().to_owned(),
            quarrels,
            issues,
        });
        let founded = body.life().map(|life| life.start().0).filter(|day| *day > Day::BEGINNING);
        if let Some(founded) = founded.map(|day| day.to_string()).filter(|founded| *founded < facts.since) {
            facts.since = founded;
        }
    }
    if let [first, second, ..] = &facts.bodies[..] {
        let both = format!("members({}) & members({})", first.id, second.id);
        facts.shared = rows(desk, &["who", &both], None)?.rows.len();
    }
    Ok(facts)
}

/// The bodies that compete most for the members of a body. In bodies of all the world everybody meets everybody, so
/// those far larger than it say little, unless there are no others.
fn neighbours(desk: &mut Desk<'_>, id: &str, members: usize) -> Result<Vec<String>, Failure> {
    let rivals: Vec<String> = column(&rows(desk, &["attention", id, "--top", "0"], Some("rivals"))?, "body").collect();
    let mut near = Vec::new();
    for rival in &rivals {
        if near.len() < NEIGHBOURS && rows(desk, &["members", rival], None)?.rows.len() <= LARGE.max(2 * members) {
            near.push(rival.clone());
        }
    }
    Ok(if near.len() > 1 { near } else { rivals.into_iter().take(NEIGHBOURS).collect() })
}

/// The rows of a table of an answer.
fn rows(desk: &mut Desk<'_>, words: &[&str], table: Option<&str>) -> Result<Table, Failure> {
    let words = words.iter().map(|word| (*word).to_owned()).collect();
    let question = Question { command: String::new(), words, shape: Shape::Table, at: 0..0 };
    desk.ask(&question).map(|found| found.table(table).cloned().unwrap_or_default())
}

fn column<'t>(table: &'t Table, name: &str) -> impl Iterator<Item = String> + 't {
    let at = table.columns.iter().position(|column| column.name == name);
    table.rows.iter().filter_map(move |row| match at.and_then(|at| row.get(at)) {
        Some(Cell::Text(text)) => Some(text.clone()),
        _ => None,
    })
}

fn reports() -> Vec<PossibleValue> {
    TEMPLATES.iter().map(|template| PossibleValue::new(template.name).help(template.about)).collect()
}
