//! `comity import`: files from elsewhere become a world.

use super::Session;
use crate::cli::args::Globals;
use crate::cli::failure::Failure;
use crate::cli::{context, output};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::write;
use crate::error::Error;
use crate::import::{self, IMPORTERS, Importer, Input, Limits, Make, Names, Options};
use crate::table::{Answer, GraphStamp};
use clap::builder::PossibleValue;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  comity import cow-igo state_year_formatv3.csv igo_year_formatv3.csv -o cow.ron
  comity members CICA -g cow.ron --during 2014
  comity import factbook memberships.csv --date 2026-05 -o factbook/
  comity import seats.csv --map 'who=iso3,body=org,from=start,to=end,grade=type' -o seats.ron
  comity import seats.xlsx --sheet 'Members 2014' --map 'who=iso3,body=org' -o seats.ron

The new world holds the states and bodies that the files speak of, with the slugs and names they have in the shipped world
(or in the worlds given with --graph), every relation with its source. What could not be used is listed with file, line
and cause; the rows read are the rows stored and the rows reported.";

/// Arguments of `comity import`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The format of the files, or the first file, if its ending tells the format
    #[arg(value_name = "FORMAT", long_help = format_help())]
    format_or_file: String,
    /// The files: plain, gzip or zstd, and of tables workbooks and Parquet, if comity was built with `--features xlsx,parquet`
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write the new world to a `.ron` file, or to a folder of them; without it only the report is made
    #[arg(short, long, value_name = "PATH", help_heading = "Output")]
    output: Option<PathBuf>,
    /// The format of the report
    #[arg(short, long, value_name = "FORMAT", default_value = "text", value_parser = formats(), help_heading = "Output")]
    pub(in crate::cli) format: String,
    /// List every problem and every name, not only the first
    #[arg(long, help_heading = "Output")]
    all: bool,
    /// The title of the new world
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The title of the source that relations cite, where the format does not tell it [default: the name of the file]
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// The sheet of a workbook: its name, or its number from 1 [default: the first]
    #[arg(long, value_name = "NAME|NUMBER")]
    sheet: Option<String>,
    /// Which column of a table holds what: who, body, grade, treaty, act, a, b, source, target, kind, value, from, to, on,
    /// during, year, src, conf, note
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    map: Option<String>,
    /// By what the states are named
    #[arg(long, value_name = "BY", default_value = "auto", value_parser = ["auto", "cow", "gw", "iso", "iso3", "name"])]
    names: String,
    /// Which unknown names become new entities; rows with the others are reported
    #[arg(long, value_name = "WHICH", default_value = "groups", value_parser = ["none", "groups", "all"])]
    make: String,
    /// An empty end means that it still holds, not that the end is unknown
    #[arg(long)]
    open: bool,
    /// The day that a snapshot without a date of its own is of
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Keep votes to these states and members of these bodies, separated by commas
    #[arg(long, value_name = "SLUGS", value_delimiter = ',')]
    within: Vec<String>,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let (importer, files) = what(args)?;
    let options = options(args);
    let inputs = open(&files, args.sheet.as_deref(), &options.limits)?;
    let known = context::open(session.globals, session.around)?;
    let done = import::import(importer, &inputs, &options, &known.model).map_err(|found| Failure::asked(*found))?;
    match args.output.as_deref() {
        // The world is the answer then, and the report would stand in its way.
        Some(path) if path == Path::new("-") => return session.print(&write::text(&done.model)),
        Some(path) => save(&done.model, path)?,
        None => {}
    }
    let mut answer = done.report.answer();
    answer.command = session.words.join(" ");
    answer.graph = GraphStamp { title: known.model.title().to_owned(), hash: known.texts.hash() };
    if let Some(path) = &args.output {
        answer.notes.push(format!("Written to {}.", path.display()));
    }
    let unknown = done.report.problems.iter().any(|problem| problem.code.id == codes::UNRESOLVED_NAME.id);
    if unknown && options.make != Make::All {
        answer.notes.push("--make all makes new entities of names that stand for nobody.".to_owned());
    }
    if args.format == "text" && !args.all {
        shorten(&mut answer);
    }
    show(answer, &args.format, session.globals, session)
}

fn options(args: &Args) -> Options {
    Options {
        title: args.title.clone(),
        source: args.source.clone(),
        map: args.map.clone(),
        names: match args.names.as_str() {
            "cow" => Names::Cow,
            "gw" => Names::Gw,
            "iso" | "iso3" => Names::Iso,
            "name" => Names::Name,
            _ => Names::Auto,
        },
        make: match args.make.as_str() {
            "none" => Make::None,
            "all" => Make::All,
            _ => Make::Groups,
        },
        open: args.open,
        date: args.date.clone(),
        within: args.within.clone(),
        limits: Limits::default(),
    }
}

/// Shows a report in a format.
pub(super) fn show(
    mut answer: Answer,
    format: &str,
    globals: &Globals,
    session: &mut Session<'_>,
) -> Result<u8, Failure> {
    if globals.quiet {
        (answer.headline, answer.terms, answer.notes) = (None, Vec::new(), Vec::new());
    }
    let style = crate::render::Style { colour: session.cli_colour, width: session.around.width };
    let format = crate::render::find(format).unwrap_or(&crate::render::FORMATS[0]);
    output::text(&(format.write)(&answer, &style), None, session.out)?;
    Ok(0)
}

/// What a person reads is the first of many problems; names are for machines.
pub(super) fn shorten(answer: &mut Answer) {
    const SHOWN: usize = 12;
    answer.more.retain(|table| table.name != "names");
    for table in &mut answer.more {
        let all = table.rows.len();
        if all <= SHOWN {
            continue;
        }
        // One cause often stands in many rows: each is shown once, by the first.
        let line = table.columns.iter().position(|column| column.name == "line");
        let mut seen = BTreeSet::new();
        table.rows.retain(|row| {
            let rest = row.iter().enumerate().filter(|(at, _)| Some(*at) != line);
            seen.insert(rest.map(|(_, cell)| format!("{cell:?}")).collect::<Vec<_>>())
        });
        let causes = table.rows.len();
        table.rows.truncate(SHOWN);
        let shown = table.rows.len();
        answer.notes.push(if causes < all {
            format!("{shown} of {causes} causes are shown, each where it comes first; --all shows all {all} problems.")
        } else {
            format!("{shown} of {all} problems are shown; --all shows every one.")
        });
    }
}

/// The importer and the files.
fn what(args: &Args) -> Result<(&'static Importer, Vec<PathBuf>), Failure> {
    let names: Vec<&str> = IMPORTERS.iter().map(|importer| importer.name).collect();
    if let Some(importer) = import::find(&args.format_or_file) {
        if args.files.is_empty() {
            let found = Diagnostic::new(&codes::BAD_OPTION, "no file to import is named", None);
            return Err(Failure::asked(found.help(format!("comity import {} FILE -o world.ron", importer.name))));
        }
        return Ok((importer, args.files.clone()));
    }
    let Some(importer) = import::by_ending(&args.format_or_file) else {
        let message = format!("`{}` is no format that can be imported", args.format_or_file);
        let near = crate::model::names::near_among(&args.format_or_file, names.iter().map(|name| (*name, *name)));
        let found = Diagnostic::new(&codes::BAD_OPTION, message, None);
        let help = format!("there are {}", names.join(", "));
        return Err(Failure::asked(if near.is_empty() { found.help(help) } else { found.suggest(&near) }));
    };
    let first = PathBuf::from(&args.format_or_file);
    Ok((importer, std::iter::once(first).chain(args.files.iter().cloned()).collect()))
}

fn open(files: &[PathBuf], sheet: Option<&str>, limits: &Limits) -> Result<Vec<Input>, Failure> {
    use rayon::prelude::*;
    let open = |path: &PathBuf| {
        let about = std::fs::metadata(path).map_err(|cause| Error::Read { path: path.clone(), cause })?;
        if about.is_dir() {
            return Err(folder(path));
        }
        if about.is_file() && about.len() > limits.bytes {
            let message = format!("{} holds more than {} MiB", path.display(), limits.bytes >> 20);
            let help = "split the file, or `fold` it if it is a stream of events";
            return Err(Failure::asked(Diagnostic::new(&codes::TOO_LARGE, message, None).help(help)));
        }
        // A pipe tells no size, and may have no end.
        let mut bytes = Vec::with_capacity(about.len() as usize);
        let read = std::fs::File::open(path).and_then(|file| file.take(limits.bytes + 1).read_to_end(&mut bytes));
        read.map_err(|cause| Error::Read { path: path.clone(), cause })?;
        Input::open_sheet(path.display().to_string(), bytes, sheet, limits).map_err(|found| Failure::asked(*found))
    };
    files.par_iter().map(open).collect()
}

/// A folder where a file was meant.
pub(super) fn folder(path: &Path) -> Failure {
    let message = format!("{} is a folder", path.display());
    let help = format!("name the files in it, as in `{}`", path.join("*").display());
    Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help))
}

/// Writes a world to a file, or to a folder.
pub(super) fn save(model: &crate::model::Model, path: &Path) -> Result<(), Failure> {
    if path.extension().is_some_and(|ending| ending == "ron") {
        return output::text(&write::text(model), Some(path), &mut std::io::sink());
    }
    for (name, text) in write::folder(model) {
        let file = path.join(name);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|cause| Error::Write { path: folder.to_owned(), cause })?;
        }
        output::text(&text, Some(&file), &mut std::io::sink())?;
    }
    Ok(())
}

fn format_help() -> String {
    let rows = IMPORTERS.iter().map(|importer| format!("\n  {}: {}", importer.name, importer.about));
    format!("The format of the files, or the first file, if its ending tells the format:{}", rows.collect::<String>())
}

fn formats() -> Vec<PossibleValue> {
    crate::render::FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about)).collect()
}
