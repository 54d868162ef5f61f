//! `comity page`: an interactive page in one HTML file.

use super::Session;
use super::draw::{refused, without_output};
use crate::cli::args::AskArgs;
use crate::cli::failure::Failure;
use crate::cli::{context, output};
use crate::diagnostic::{Diagnostic, codes};
use crate::draw::Stamp;
use crate::graph::Graph;
use crate::page::{Question, write};
use crate::report::{Found, Page, Picture};
use crate::time::{Day, Span};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  comity page cica sco csto eaeu cis --as-of 2014-05-20 -o page.html
  comity page asean saarc bimstec --grade any -o page.html
  comity page 'bodies(kaz)' --during 1991-12-16/.. -o kazakhstan.html

The page opens on the day asked for and can be taken to every other; with --during it keeps to those days.
It needs nothing but a browser: no network, no other file.";

/// Arguments of `comity page`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The bodies: names, families, or sets such as 'bodies(kaz)'
    #[arg(value_name = "BODY", required = true)]
    bodies: Vec<String>,
    #[command(flatten)]
    ask: AskArgs,
    /// Write to a file; `-` is the standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
}

impl Args {
    /// The file to write to.
    pub(super) fn file(&self) -> Option<&Path> {
        self.output.as_deref()
    }
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    refuse_what_no_page_can(args)?;
    let asked = session.ask(&args.ask)?;
    let bodies = asked.bodies(&args.bodies)?;
    let today = session.around.today;
    let mut view = asked.view.clone();
    let opens_on = if args.ask.when.during.is_some() { today } else { view.when.first };
    if args.ask.when.during.is_none() {
        view.when = Span { first: Day::BEGINNING, last: Day::END };
    }
    let question = Question {
        bodies,
        opens_on,
        supposed: asked.supposed.as_ref().map(|supposed| supposed.text.clone()),
        stamp: Stamp {
            as_of: asked.written.clone(),
            command: context::command(&without_output(session.words)),
            graph: asked.model().title().to_owned(),
            hash: asked.document.texts.hash(),
            today,
        },
    };
    let model = asked.supposed_model();
    let graph = Graph::of(model);
    let page = write(&graph, &view, &question).map_err(refused)?;
    if let Some(captured) = session.captured {
        let stamp = Stamp { graph: String::new(), hash: String::new(), ..question.stamp };
        let unstamped = write(&graph, &view, &Question { stamp, ..question }).map_err(refused)?;
        let picture = Picture { page: Some(Page { html: page, unstamped }), ..Picture::default() };
        captured.replace(Some(Found { picture: Some(picture), ..Found::default() }));
        return Ok(0);
    }
    output::text(&page, args.output.as_deref(), session.out)?;
    Ok(0)
}

fn refuse_what_no_page_can(args: &Args) -> Result<(), Failure> {
    let wrong = |message: String, help: &str| {
        Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help.to_owned())))
    };
    if args.ask.dates == "possibly" {
        let help = "leave it out to have both, or leave out what is not sure with `--dates surely`";
        return wrong("a page keeps apart what holds surely and what holds possibly".to_owned(), help);
    }
    if let Some(path) = args.output.as_deref().filter(|path| *path != Path::new("-")) {
        let is_html =
            path.extension().is_some_and(|end| end.eq_ignore_ascii_case("html") || end.eq_ignore_ascii_case("htm"));
        if !is_html {
            let help = "name it `.html`; `comity draw network` makes pictures, `comity members` tables";
            return wrong(format!("a page is HTML, and {} is named otherwise", path.display()), help);
        }
    }
    Ok(())
}
