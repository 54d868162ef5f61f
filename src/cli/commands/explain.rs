//! `comity explain`: what a diagnostic code means.

use super::Session;
use crate::cli::failure::Failure;
use crate::diagnostic::codes::{self, CODES};
use crate::diagnostic::{Diagnostic, codes as table};

const EXAMPLES: &str = "Examples:
  comity explain E0201
  comity explain";

/// Arguments of `comity explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A code; without it, all codes are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let Some(id) = &args.code else {
        let lines: Vec<String> = CODES.iter().map(|code| format!("{}  {}\n", code.id, code.title)).collect();
        return session.print(&lines.concat());
    };
    if let Some(code) = codes::find(id) {
        let text = format!("{} ({}): {}\n\n{}\n", code.id, code.severity.as_str(), code.title, code.explanation);
        session.print(&text)
    } else {
        let near = crate::model::names::near_among(id, CODES.iter().map(|code| (code.id, code.id)));
        let message = format!("there is no code `{id}`");
        let help = "`comity explain` without a code lists them all";
        let found = Diagnostic::new(&table::UNKNOWN_NAME, message, None);
        Err(Failure::asked(if near.is_empty() { found.help(help) } else { found.suggest(&near) }))
    }
}
