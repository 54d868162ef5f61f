//! `comity man`: the manual page, made from the same words as the help.

use super::Session;
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::error::Error;
use crate::model::names::near_among;
use clap_mangen::Man;

const EXAMPLES: &str = "Examples:
  comity man | man -l -
  comity man overlap > comity-overlap.1";

/// Arguments of `comity man`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The command whose page to print [default: the page of comity itself]
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let whole = crate::cli::command();
    let page = match &args.command {
        None => whole,
        Some(name) => {
            if let Some(one) = whole.find_subcommand(name).cloned() {
                one.bin_name(format!("comity {name}")).display_name(format!("comity-{name}"))
            } else {
                let names = whole.get_subcommands().map(|command| (command.get_name(), command.get_name()));
                let near = near_among(name, names);
                let found = Diagnostic::new(&codes::UNKNOWN_NAME, format!("there is no command `{name}`"), None);
                return Err(Failure::asked(found.help("`comity help` lists the commands").suggest(&near)));
            }
        }
    };
    let mut text = Vec::new();
    Man::new(page).render(&mut text).map_err(Error::Output)?;
    session.print(&String::from_utf8_lossy(&text))
}
