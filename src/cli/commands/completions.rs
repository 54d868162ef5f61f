//! `comity completions`: completions for a shell.

use super::Session;
use crate::cli::failure::Failure;
use clap_complete::Shell;

const EXAMPLES: &str = "Examples:
  comity completions bash > /etc/bash_completion.d/comity
  comity completions zsh > ~/.zfunc/_comity
  comity completions fish > ~/.config/fish/completions/comity.fish";

/// Arguments of `comity completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut crate::cli::command(), "comity", &mut text);
    session.print(&String::from_utf8_lossy(&text))
}
