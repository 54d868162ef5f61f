//! `comity fold`: streams of events become counted, dated ties.

use super::Session;
use super::import::{save, shorten, show};
use crate::cli::failure::Failure;
use crate::cli::progress::{self, Counted};
use crate::cli::{context, output};
use crate::diagnostic::{Diagnostic, codes};
use crate::error::Error;
use crate::import::Report;
use crate::import::fold::{Actors, Dialect, Folded, Kinds, Period, Recipe, Stream, fold, head, sql, world};
#[cfg(feature = "parquet")]
use crate::import::parquet;
use crate::table::{Answer, Cell, Column, GraphStamp, Table, Term};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

const EXAMPLES: &str = "Examples:
  comity fold icews.csv --by month --kinds quad -o ties.csv
  comity fold events.tsv.gz --by year --actors country -o events.ron
  comity fold big.csv --map 'from=a,to=b,on=day,kind=code,value=score' --emit-sql duckdb | duckdb -csv > ties.csv
  comity fold ties.csv -o ties.ron

The columns of ICEWS and of tab-separated benchmark files are known; others are named by --map. A `.csv` file gets all groups with
count and sum; a `.ron` file or a folder gets those between states, as ties whose value is the count. What was folded before, here or by
the query of another program, is folded further: with the same options the same comes out.";

/// Arguments of `comity fold`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The files of events: plain, gzip or zstd, and Parquet, if comity was built with `--features parquet`; `-` is the standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How long a period is
    #[arg(long, value_name = "PERIOD", default_value = "year", value_parser = ["year", "quarter", "month", "week", "day"])]
    by: String,
    /// What counts as a kind of event: the column, the root or the quad class of its CAMEO code, or none
    #[arg(long, value_name = "WHAT", default_value = "column", value_parser = ["column", "root", "quad", "none"])]
    kinds: String,
    /// Who an actor is: the column, or the country in brackets at its end
    #[arg(long, value_name = "WHO", default_value = "column", value_parser = ["column", "country"])]
    actors: String,
    /// Which column holds what: from, to, on, kind, value, and count where a row stands for many events
    #[arg(long, value_name = "FIELD=COLUMN,…", default_value = "")]
    map: String,
    /// Print the same fold as a query of another program
    #[arg(long, value_name = "DIALECT", value_parser = ["duckdb", "spark"])]
    emit_sql: Option<String>,
    /// Write all groups to a `.csv` file (`-`: the standard output), or ties between states to a `.ron` file or a folder
    #[arg(short, long, value_name = "PATH", help_heading = "Output")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let recipe = recipe(args);
    if let Some(dialect) = &args.emit_sql {
        let dialect = if dialect == "spark" { Dialect::Spark } else { Dialect::Duckdb };
        let mut text = String::new();
        for (path, stream) in args.files.iter().zip(streams(&args.files, &Arc::default())?) {
            let file = path.display().to_string();
            let found = head(stream).and_then(|head| sql(&file, &head, &recipe, dialect));
            text.push_str(&found.map_err(|found| Failure::asked(*found))?);
        }
        output::text(&text, args.output.as_deref(), session.out)?;
        return Ok(0);
    }
    let read = Arc::default();
    let streams = streams(&args.files, &read)?;
    let shown = !session.globals.quiet && args.files.iter().all(|path| path != Path::new("-"));
    let folded = progress::during(&read, shown.then(|| size(&args.files)), || fold(streams, &recipe))
        .map_err(|found| Failure::asked(*found))?;
    let path = args.output.as_deref();
    if path == Some(Path::new("-")) {
        return output::stream(path, session.out, |out| folded.write_csv(out)).map(|()| 0);
    }
    let mut answer = answer(&folded, &recipe);
    if let Some(path) = path {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "csv" => output::stream(Some(path), session.out, |out| folded.write_csv(out))?,
            "ron" | "" => {
                let known = context::open(session.globals, session.around)?;
                let names: Vec<String> = args
                    .files
                    .iter()
                    .map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
                    .collect();
                let done =
                    world(&folded, &recipe, &names.join(", "), &known.model).map_err(|found| Failure::asked(*found))?;
                save(&done.model, path)?;
                let (groups, stored, reported) = done.report.totals();
                answer.terms.push(Term::new("groups", groups.to_string()));
                answer.terms.push(Term::new("ties_between_states", stored.to_string()));
                answer.terms.push(Term::new("groups_with_other_actors", reported.to_string()));
                answer.more.extend(others(&folded, &done.report));
                answer.graph = GraphStamp { title: known.model.title().to_owned(), hash: known.texts.hash() };
            }
            other => {
                let message = format!("`.{other}` is no ending that events are folded into");
                return Err(Failure::asked(
                    Diagnostic::new(&codes::BAD_OPTION, message, None).help("use .csv, .ron or a folder"),
                ));
            }
        }
        answer.notes.push(format!("Written to {}.", path.display()));
    }
    answer.command = session.words.join(" ");
    shorten(&mut answer);
    show(answer, "text", session.globals, session)
}

/// The files, which say how much of them was read; of Parquet files that is not known.
fn streams(files: &[PathBuf], read: &Arc<AtomicU64>) -> Result<Vec<Stream<'static>>, Failure> {
    let open = |path: &PathBuf| -> Result<Stream<'static>, Failure> {
        let read = Arc::clone(read);
        let stream: Box<dyn std::io::Read + Send> = if path == Path::new("-") {
            Box::new(Counted { stream: std::io::stdin(), read })
        } else {
            let unreadable = |cause| Error::Read { path: path.clone(), cause };
            let file = std::fs::File::open(path).map_err(unreadable)?;
            if file.metadata().map_err(unreadable)?.is_dir() {
                return Err(super::import::folder(path));
            }
            #[cfg(feature = "parquet")]
            if parquet::is_parquet(&file) {
                let name = path.display().to_string();
                let stream = parquet::stream(&name, file).map_err(|found| Failure::asked(*found))?;
                return Ok((name, stream));
            }
            Box::new(Counted { stream: file, read })
        };
        Ok((path.display().to_string(), stream))
    };
    files.iter().map(open).collect()
}

fn size(files: &[PathBuf]) -> u64 {
    files.iter().filter_map(|path| std::fs::metadata(path).ok()).map(|about| about.len()).sum()
}

fn recipe(args: &Args) -> Recipe {
    Recipe {
        map: args.map.clone(),
        period: match args.by.as_str() {
            "quarter" => Period::Quarter,
            "month" => Period::Month,
            "week" => Period::Week,
            "day" => Period::Day,
            _ => Period::Year,
        },
        kinds: match args.kinds.as_str() {
            "root" => Kinds::Root,
            "quad" => Kinds::Quad,
            "none" => Kinds::None,
            _ => Kinds::Column,
        },
        actors: if args.actors == "country" { Actors::Country } else { Actors::Column },
    }
}

/// Why groups are no ties between states, those with the most events first.
fn others(folded: &Folded, report: &Report) -> Option<Table> {
    let events: Vec<u64> = folded.groups().map(|group| group.count).collect();
    let mut causes: BTreeMap<&str, (usize, u64)> = BTreeMap::new();
    for problem in &report.problems {
        // The first group is on the second line.
        let count = problem.line.checked_sub(2).and_then(|at| events.get(at)).copied().unwrap_or_default();
        let (groups, all) = causes.entry(problem.cause.as_str()).or_default();
        *groups += 1;
        *all += count;
    }
    let mut causes: Vec<_> = causes.into_iter().collect();
    causes.sort_by_key(|(_, (_, events))| std::cmp::Reverse(*events));
    let columns =
        vec![Column::text("cause", "Cause"), Column::integer("groups", "Groups"), Column::integer("events", "Events")];
    let mut table = Table::new("others", "Groups that are no ties between states", columns);
    for (cause, (groups, events)) in causes {
        table.push(vec![cause.into(), groups.into(), Cell::Integer(events as i64)]);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// What was done, with the groups that count most.
fn answer(folded: &Folded, recipe: &Recipe) -> Answer {
    const SHOWN: usize = 10;
    let mut table = Table::new(
        "groups",
        "The largest groups",
        vec![
            Column::text("from", "From"),
            Column::text("to", "To"),
            Column::text("period", "Period from"),
            Column::text("kind", "Kind"),
            Column::integer("count", "Events"),
            Column::number("sum", "Sum", 2),
        ],
    );
    for group in folded.largest(SHOWN) {
        table.push(vec![
            group.from.into(),
            group.to.into(),
            group.period.to_string().into(),
            group.kind.into(),
            Cell::Integer(group.count as i64),
            group.sum.map_or(Cell::Missing, |sum| Cell::Number(sum as f64 / 1e6)),
        ]);
    }
    let headline = format!(
        "{} events in {} groups; {} rows could not be used",
        folded.counted,
        folded.group_count(),
        folded.reported
    );
    let mut problems = Table::new(
        "problems",
        "What could not be used",
        vec![Column::text("file", "File"), Column::integer("line", "Line"), Column::text("cause", "Cause")],
    );
    for (file, line, cause) in &folded.problems {
        problems.push(vec![file.as_str().into(), Cell::Integer(*line as i64), cause.as_str().into()]);
    }
    let mut answer = Answer { headline: Some(headline), table, ..Answer::default() };
    answer.terms.push(Term::new("recipe", recipe.describe()));
    answer.terms.push(Term::new("rows", folded.rows.to_string()));
    if folded.without_value > 0 {
        answer.terms.push(Term::new("without_value", folded.without_value.to_string()));
    }
    if !problems.rows.is_empty() {
        answer.more.push(problems);
    }
    answer
}
