//! What the questions share that take a plain list of edges instead of a world: its arguments and its reading.

use super::Session;
use crate::analysis::edge_list::Listed;
use crate::cli::args::OutputArgs;
use crate::cli::context;
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::error::Error;
use crate::graph::edges::{Reading, WeightColumn, read_as};
use crate::import::{Input, Limits};
use crate::model::names;
use crate::table::{Answer, GraphStamp};
use std::io::Read;
use std::path::{Path, PathBuf};

/// A list of edges instead of a world.
#[derive(Debug, clap::Args)]
pub(super) struct EdgesArgs {
    /// Ask a plain list of edges instead of a world: a file of lines `source,target` or `source,target,weight`,
    /// perhaps packed with gzip; `-` is the standard input
    #[arg(long, value_name = "FILE", help_heading = "A list of edges instead of a world", conflicts_with_all = [
        "on", "weight", "min_shared", "among", "as_of", "during", "suppose", "dates", "grade", "within", "cite", "why",
    ])]
    pub(super) edges: Option<PathBuf>,
    /// The edges of the list lead from the first column to the second
    #[arg(long, requires = "edges", conflicts_with = "two_mode", help_heading = "A list of edges instead of a world")]
    directed: bool,
    /// The heading of the column of weights, or `none` [default: `weight`, else the third column if there is one]
    #[arg(long, value_name = "HEADING", requires = "edges", help_heading = "A list of edges instead of a world")]
    weight_column: Option<String>,
}

/// A list that was read, and what an answer says of it.
pub(super) struct List {
    pub(super) listed: Listed,
    stamp: GraphStamp,
}

/// Nothing that is read in one piece is larger: as many edges as a network can number.
const LIMITS: Limits =
    Limits { bytes: (1 << 33) - 1, columns: usize::MAX, depth: usize::MAX, rows: usize::MAX, cell: usize::MAX };

/// Reads the list; one without a single edge is refused.
pub(super) fn open(args: &EdgesArgs, path: &Path, two_mode: bool, session: &Session<'_>) -> Result<List, Failure> {
    if !session.globals.graph.is_empty() {
        let help = "a list of edges is asked without a world: leave `--graph` or `--edges` out";
        let message = "`--edges` and `--graph` are two things to ask";
        return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
    }
    let standard_input = path == Path::new("-");
    let name = if standard_input { "standard input".to_owned() } else { path.display().to_string() };
    let failed = |cause| Failure::from(Error::Read { path: PathBuf::from(&name), cause });
    let bytes = if standard_input {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
        bytes
    } else {
        std::fs::read(path).map_err(failed)?
    };
    let input = Input::open(name.clone(), bytes, &LIMITS).map_err(|found| Failure::asked(*found))?;
    let weights = match args.weight_column.as_deref() {
        None => WeightColumn::Usual,
        Some("none") => WeightColumn::None,
        Some(heading) => WeightColumn::Headed(heading),
    };
    let list = read_as(&input.bytes, &Reading { weights, two_mode })
        .map_err(|headings| no_column(&name, args.weight_column.as_deref().unwrap_or_default(), &headings))?;
    if list.pairs.is_empty() {
        let message = match list.unusable.first() {
            Some((line, why)) => format!("{name} has no edge; line {line}: {why}"),
            None => format!("{name} has no edge"),
        };
        let help = "write one edge a line: `source,target` or `source,target,weight`; `--weight-column` names another column of weights";
        return Err(Failure::asked(Diagnostic::new(&codes::NOT_THIS_FORMAT, message, None).help(help)));
    }
    let stamp = GraphStamp { title: name, hash: hash(&input.bytes) };
    Ok(List { listed: Listed::new(list, args.directed), stamp })
}

/// Finishes an answer about a list, and writes it.
pub(super) fn answer(
    list: &List,
    mut answer: Answer,
    output: &OutputArgs,
    session: &mut Session<'_>,
) -> Result<u8, Failure> {
    answer.command = context::command(session.words);
    answer.graph = list.stamp.clone();
    list.listed.describe(&mut answer);
    session.write(answer, output)
}

fn no_column(name: &str, wanted: &str, headings: &[String]) -> Failure {
    let near = names::near_among(wanted, headings.iter().map(|heading| (heading.as_str(), heading.as_str())));
    let found = Diagnostic::new(&codes::NO_COLUMN, format!("{name} has no column headed `{wanted}`"), None);
    Failure::asked(if near.is_empty() {
        found.help(format!("its first line is: {}", headings.join(", ")))
    } else {
        found.suggest(&near)
    })
}

/// Tells one list from another: FNV-1a over words of eight bytes, as a list may be long.
fn hash(bytes: &[u8]) -> String {
    let mix = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let hash = rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)));
    format!("{:016x}", mix(hash, bytes.len() as u64))
}
