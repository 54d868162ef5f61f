//! Questions inside other commands: claims and reports ask them, and get what would otherwise be printed.

use super::{Command, Session, dispatch};
use crate::cli::Surroundings;
use crate::cli::args::{Cli, Globals};
use crate::cli::context::Opened;
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::report::Found;
use clap::{CommandFactory, FromArgMatches};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;

thread_local! {
    /// The command line: a text asks many questions with few verbs, and the options of each are built once.
    static LINE: RefCell<clap::Command> = RefCell::new(Cli::command());
    /// The verbs that were asked what they take, each by itself.
    static VERBS: RefCell<BTreeMap<String, clap::Command>> = const { RefCell::new(BTreeMap::new()) };
}

/// Reads a question as typed after `comity`.
pub(in crate::cli) fn parse(words: &[String]) -> Result<Cli, Failure> {
    let all = std::iter::once("comity").chain(words.iter().map(String::as_str));
    let matches = LINE.with_borrow_mut(|line| line.try_get_matches_from_mut(all));
    matches.and_then(|matches| Cli::from_arg_matches(&matches)).map_err(|error| {
        let text = error.render().to_string();
        let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let tip = text.lines().find_map(|line| line.trim().strip_prefix("tip: ").map(str::to_owned));
        let help = tip.unwrap_or_else(|| "`comity --help` shows what can be asked".to_owned());
        Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help))
    })
}

/// Whether the command that some words begin with takes an option, by the option's name in the code.
pub(in crate::cli) fn takes(words: &[String], option: &str) -> bool {
    words.first().is_some_and(|verb| {
        VERBS.with_borrow_mut(|verbs| {
            let command = verbs.entry(verb.clone()).or_insert_with(|| Command::alone(verb));
            command.get_arguments().any(|argument| argument.get_id() == option)
        })
    })
}

/// Asks a question of a world, which is opened if it was not; `supposes` says that what is supposed is so in it.
pub(in crate::cli) fn ask(
    cli: Cli,
    words: &[String],
    around: &Surroundings,
    globals: &Globals,
    opened: &OnceCell<Opened>,
    supposes: bool,
) -> Result<Found, Failure> {
    let captured = RefCell::new(None);
    let mut nowhere = std::io::sink();
    let out = &mut nowhere;
    let captured_in = Some(&captured);
    let session = Session { cli_colour: false, globals, words, around, out, opened, captured: captured_in, supposes };
    dispatch(cli.command, session)?;
    captured.into_inner().ok_or_else(|| no_table(words))
}

/// The complaint about a command that answers nothing.
pub(in crate::cli) fn no_table(words: &[String]) -> Failure {
    let message = format!("`comity {}` gives no table", words.first().map_or("", String::as_str));
    let help = "ask a question whose answer is a table, such as `members cica`";
    Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help))
}

impl Command {
    /// Why it may not stand in a text that others weave: it does more than ask.
    pub(in crate::cli) fn barred(&self) -> Option<&'static str> {
        match self {
            Self::Draw(args) if args.file().is_some() => Some("a block writes no file"),
            Self::Draw(args) if args.format().is_some() => Some("the report decides about the format"),
            Self::Page(args) if args.file().is_some() => Some("a block writes no file"),
            Self::Draw(_) | Self::Page(_) => None,
            Self::Check(args) if args.file().is_some() => Some("a block reads no file of claims"),
            other => match other.output() {
                None => Some("it gives neither a table nor a picture"),
                Some(output) if output.output.is_some() => Some("a block writes no file"),
                Some(output) if output.format.is_some() => Some("the report decides about the format"),
                Some(_) => None,
            },
        }
    }
}

/// Whether a path leads to something at or below a folder, links and all.
pub(in crate::cli) fn lies_within(path: &Path, folder: &Path) -> bool {
    let (Ok(path), Ok(folder)) = (path.canonicalize(), folder.canonicalize()) else { return false };
    path.starts_with(folder)
}
