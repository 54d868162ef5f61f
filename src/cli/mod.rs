//! The command line: the only place that prints, and that knows of arguments, colours and exit codes.

mod args;
mod commands;
mod context;
mod diagnose;
mod failure;
mod named;
mod output;
mod progress;
mod reports;

use crate::model::kind::EntityKind;
use crate::time::Day;
use args::Cli;
use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, FromArgMatches};
use failure::Failure;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

/// What the program finds around itself; everything else comes from its arguments.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The day on which it is asked.
    pub today: Day,
    /// Graphs named by the environment.
    pub graphs: Vec<PathBuf>,
    /// Whether the standard output takes colours.
    pub colour_out: bool,
    /// Whether the standard error takes colours.
    pub colour_err: bool,
    /// The width of the terminal, if the answer goes to one.
    pub width: Option<usize>,
}

/// Runs one command and gives the exit code: 0 answered, 1 answered "no", 2 the question or the
/// input was wrong, 3 the surroundings failed. A closed pipe counts as answered.
pub fn run(args: &[OsString], around: &Surroundings, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let (outcome, style) = match parse(args) {
        Ok(cli) => {
            let style = diagnose::Style { colour: cli.colour(around.colour_err), json: cli.wants_json() };
            let words: Vec<String> = args.iter().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
            (commands::run(cli, &words, around, out), style)
        }
        Err(error) => return usage(&error, around, out, err),
    };
    let failure = match outcome {
        Ok(code) => return code,
        Err(failure) => failure,
    };
    if failure.is_closed_pipe() {
        return 0;
    }
    let text = match &failure {
        Failure::Asked { diagnostics, texts } => diagnose::render(diagnostics, texts, style),
        Failure::Surroundings(error) => diagnose::render_error(error, style),
    };
    // Nobody is left to tell when the standard error is gone too.
    let _ = err.write_all(text.as_bytes());
    failure.exit_code()
}

/// The whole command line with the options of all commands, for completions, the man page and the tests.
pub fn command() -> clap::Command {
    let mut whole = Cli::command();
    whole.build();
    whole
}

fn parse(args: &[OsString]) -> Result<Cli, clap::Error> {
    let matches = Cli::command().try_get_matches_from(args).map_err(with_list)?;
    Cli::from_arg_matches(&matches)
}

/// Who asks for `comity events` means a list of them.
fn with_list(mut error: clap::Error) -> clap::Error {
    let kind = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(word)) => {
            EntityKind::ALL.iter().find(|kind| kind.as_str() == word || kind.plural() == word)
        }
        _ => None,
    };
    if let Some(kind) = kind {
        let tip = format!("`comity list {}` lists them, `comity show ID` shows one", kind.plural());
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}

/// Prints help, version or a complaint about the arguments.
fn usage(error: &clap::Error, around: &Surroundings, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let colour = if error.use_stderr() { around.colour_err } else { around.colour_out };
    let rendered = error.render();
    let text = if colour { rendered.ansi().to_string() } else { rendered.to_string() };
    let written: io::Result<()> = if error.use_stderr() {
        err.write_all(text.as_bytes())
    } else {
        out.write_all(text.as_bytes()).and_then(|()| out.flush())
    };
    match written {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => 3,
        _ => error.exit_code() as u8,
    }
}
