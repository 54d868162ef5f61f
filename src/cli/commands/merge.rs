//! `comity merge`: several worlds become one.

use super::Session;
use super::import::save;
use crate::cli::failure::Failure;
use crate::document::{self, Document, write};
use crate::import::merge::merge;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  comity merge shipped cow.ron -o both/
  comity conflicts -g both/ cica

What the worlds say alike becomes one statement with all its sources; what they say differently stands side by side. `shipped` is
the world that comes with the program. Where only one value can be, the first world's stays, and the other is told.";

/// Arguments of `comity merge`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The worlds: RON files, folders, or `shipped`
    #[arg(value_name = "WORLD", required = true, num_args = 2..)]
    worlds: Vec<PathBuf>,
    /// Write the merged world to a `.ron` file, or to a folder of them; `-` is the standard output
    #[arg(short, long, value_name = "PATH", required = true, help_heading = "Output")]
    output: PathBuf,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let mut documents: Vec<Document> = Vec::new();
    for path in &args.worlds {
        let mut document = if path == Path::new("shipped") {
            document::builtin()
        } else {
            document::read_paths(std::slice::from_ref(path))?
        };
        if document.diagnostics.has_errors() {
            let texts = Box::new(std::mem::take(&mut document.texts));
            return Err(Failure::Asked { diagnostics: document.diagnostics, texts });
        }
        documents.push(document);
    }
    let models: Vec<_> = documents.iter().map(|document| &document.model).collect();
    let merged = merge(&models).map_err(|found| Failure::asked(*found))?;
    if args.output == Path::new("-") {
        return session.print(&write::text(&merged.model));
    }
    save(&merged.model, &args.output)?;
    if session.globals.quiet {
        return Ok(0);
    }
    let (entities, relations) = (merged.model.entities().len(), merged.model.relations().len());
    let mut text = format!(
        "{entities} entities ({} in several worlds) and {relations} relations ({} told alike) written to {}\n",
        merged.shared_entities,
        merged.shared_statements,
        args.output.display()
    );
    for remark in &merged.remarks {
        text.push_str("  ");
        text.push_str(remark);
        text.push('\n');
    }
    session.print(&text)
}
