//! `comity show`: everything about one entity.

use super::Session;
use crate::analysis::card::card;
use crate::cli::args::{AskArgs, OutputArgs};
use crate::cli::failure::Failure;

const EXAMPLES: &str = "Examples:
  comity show cica --as-of 2014-05-20
  comity show npt --cite
  comity show kashmir";

/// Arguments of `comity show`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// A slug, name, alias or code of any entity
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    ask: AskArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let mut asked = session.ask(&args.ask)?;
    // A card shows all there is; the default grade would hide observers.
    if args.ask.grade.is_empty() {
        asked.view = asked.view.every_grade();
    }
    let id = asked.entity(&args.id, &[])?;
    session.find(&asked, &args.output, |graph, view| Ok(card(graph, view, id)))
}
