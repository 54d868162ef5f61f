//! The `comity` program: parse, run, map the outcome to an exit code.

use comity::cli::{Surroundings, run};
use comity::time::Day;
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

fn main() -> ExitCode {
    let coloured = |choice: anstream::ColorChoice| choice != anstream::ColorChoice::Never;
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let graphs = std::env::var_os("COMITY_GRAPH").filter(|paths| !paths.is_empty());
    let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into());
    let around = Surroundings {
        today: Day::from_number((since_1970.as_secs() / 86_400) as i32),
        graphs: graphs.map(|paths| std::env::split_paths(&paths).collect()).unwrap_or_default(),
        colour_out: coloured(anstream::AutoStream::choice(&io::stdout())),
        colour_err: coloured(anstream::AutoStream::choice(&io::stderr())),
        width: width.filter(|_| io::stdout().is_terminal()),
    };
    let args: Vec<_> = std::env::args_os().collect();
    ExitCode::from(run(&args, &around, &mut io::stdout().lock(), &mut io::stderr().lock()))
}
