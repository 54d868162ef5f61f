//! `comity lint`: all that is wrong or looks wrong in a world.

use super::Session;
use crate::cli::diagnose::{self, Style};
use crate::cli::failure::Failure;
use crate::cli::{context, output};
use crate::diagnostic::Severity;
use crate::lint;

const EXAMPLES: &str = "Examples:
  comity lint -g my-world/
  comity lint -f json

Exit codes: 0 no errors, 1 errors found (with --strict: or warnings).";

/// Arguments of `comity lint`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The format of the findings
    #[arg(short, long, value_name = "FORMAT", value_parser = ["text", "json"], help_heading = "Output")]
    pub(in crate::cli) format: Option<String>,
    /// Count warnings as errors
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let mut document = context::read(session.globals, session.around)?;
    // Rules over what is left of a broken world would find gaps that are none.
    if !document.diagnostics.has_errors() {
        document.diagnostics.extend(lint::lint(&document.model));
    }
    let found = &document.diagnostics;
    let json = args.format.as_deref() == Some("json");
    let text = if found.is_empty() && !json {
        let (entities, relations) = (document.model.entities().len(), document.model.relations().len());
        let files = crate::words::count(document.texts.files().len(), "file");
        format!("nothing found in {files} with {entities} entities and {relations} relations\n")
    } else {
        diagnose::render(found, &document.texts, Style { colour: session.cli_colour, json })
    };
    output::text(&text, None, session.out)?;
    let bad = found.has_errors() || (args.strict && found.count(Severity::Warning) > 0);
    Ok(u8::from(bad))
}
