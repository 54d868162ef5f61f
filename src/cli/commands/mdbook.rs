//! `comity mdbook`: reports as a preprocessor of mdBook.

use super::Session;
use crate::cli::failure::Failure;
use crate::cli::reports::{Desk, Named, stdin};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::Texts;
use crate::report::manuscript::Manuscript;
use crate::report::markdown::{self, Pictures};
use crate::report::mdbook::Book;
use crate::report::numbered::number;
use std::path::Path;

const EXAMPLES: &str = "Example, in book.toml:
  [preprocessor.comity]
  command = \"comity mdbook\"
  as-of = \"2014-05-20\"      # the day of questions that name none
  graph = \"world\"           # a world below the folder of the book, if not the shipped one

Blocks, values and references are written as `comity weave --help` shows; every chapter counts its own figures.";

/// Arguments of `comity mdbook`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    asked: Option<Asked>,
}

/// What mdBook asks before it hands over a book.
#[derive(Debug, clap::Subcommand)]
enum Asked {
    /// Whether a renderer is supported: exit code 0 if it is
    Supports {
        /// The renderer
        renderer: String,
    },
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    if let Some(Asked::Supports { renderer }) = &args.asked {
        // Pictures stand in the text as HTML, and Markdown keeps them for whoever makes pages of it.
        return Ok(u8::from(!["html", "markdown"].contains(&renderer.as_str())));
    }
    let mut book = Book::read(&stdin()?).map_err(|why| {
        let found = Diagnostic::new(&codes::NOT_THIS_FORMAT, format!("this is no book of mdBook: {why}"), None);
        Failure::asked(found.help("let mdBook run it, as `comity mdbook --help` shows"))
    })?;
    let (as_of, graph, lang) = (book.option("as-of"), book.option("graph"), book.language());
    let as_of = as_of.as_ref().map(|day| day.text.as_str());
    let root = book.root().to_owned();
    let mut texts = Texts::default();
    let mut wrong = Diagnostics::new();
    let named = Named { graph: graph.as_ref(), as_of, file: texts.push("book.toml".to_owned(), String::new()) };
    let mut desk = Desk::new(session, Path::new(&root), &named)?;
    for (name, content) in book.chapters() {
        let file = texts.push(name, content.clone());
        let (mut manuscript, slips) = Manuscript::read(content, file);
        wrong.extend(slips);
        manuscript.front.lang = manuscript.front.lang.or_else(|| lang.clone());
        let found = desk.ask_all(&manuscript, file, &mut wrong)?;
        match number(&manuscript, &found, env!("CARGO_PKG_VERSION"), file) {
            Ok(numbered) if wrong.is_empty() && !numbered.shown.is_empty() => {
                let woven = markdown::weave(&numbered, Pictures::Inside).text;
                *content = woven;
            }
            Ok(_) => {}
            Err(slips) => wrong.extend(slips),
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::Asked { diagnostics: wrong, texts: Box::new(texts) });
    }
    session.print(&book.write())
}
