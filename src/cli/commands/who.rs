//! `comity who`: whom an expression finds.

use super::Session;
use crate::analysis::who::who;
use crate::cli::args::{OutputArgs, WhenArgs};
use crate::cli::failure::Failure;
use crate::query::{FIELDS, FUNCTIONS, Query};
use clap::builder::StyledStr;

const EXAMPLES: &str = "Examples:
  comity who 'members(cica) & members(sco)' --as-of 2014-05-20
  comity who 'members(cica)@2014-05-19 - parties(npt)' --cite
  comity who 'bodies(kaz) & bodies(uzb) - bodies(chn)'
  comity who '(members(cica) | observers(cica)) & region(asia) - {chn, rus}' -f csv
  comity who 'where(family = post-soviet) & where(members >= 6)'
  comity who 'members(sco)' --count --suppose 'join mng sco'

Operators: & in both, - in the first and not in the second, ^ in exactly one, | in either; & and - bind most.
A part is asked as of another day with @: members(sco)@2010-01-01. Names of several words stand in quotes.
";

/// Arguments of `comity who`.
#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(in crate::cli) struct Args {
    /// A set expression; quote it for the shell
    #[arg(value_name = "EXPR", allow_hyphen_values = true)]
    expression: String,
    /// Give the numbers only
    #[arg(long)]
    count: bool,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let text = &args.expression;
    let wrong = |diagnostics| Failure::in_expression(diagnostics, "expression", text);
    let query = Query::parse(text).map_err(wrong)?;
    let asked = session.ask_when(&args.when)?;
    session.find(&asked, &args.output, |graph, view| {
        let found = query.run(graph, view).map_err(wrong)?;
        Ok(who(graph, text, &found, args.count))
    })
}

fn help() -> StyledStr {
    let mut text = EXAMPLES.to_owned();
    text.push_str("\nFunctions:\n");
    for function in FUNCTIONS {
        let call = format!("{}({})", function.name, function.takes);
        text.push_str(&format!("  {call:<28}{}\n", function.about));
    }
    text.push_str("\nFields of where(FIELD = VALUE), also != < <= > >= and ~ for \"contains\"; any code works too:\n");
    for field in FIELDS {
        text.push_str(&format!("  {:<28}{}\n", field.name, field.about));
    }
    text.trim_end().to_owned().into()
}
