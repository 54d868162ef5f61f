//! `comity export`: a network in the format of another program.

mod gather;
mod with;

use super::Session;
use crate::cli::args::{AskArgs, BackboneArgs, NoProjection};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::diagnostic::{Diagnostic, codes};
use crate::error::Error;
use crate::export::data::Data;
use crate::export::{self, EXPORTERS, Exporter, Part, Refusal, Sink, Style, Writer};
use crate::model::kind::RelationKind;
use clap::builder::PossibleValue;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  comity export cica sco csto eaeu --grade any --as-of 2014-05-20 -o overlap.dot
  comity export --on states cica sco asean --min-shared 2 | dot -Tsvg -o states.svg
  comity export --during 1990/2014 --with degree,community -o bodies.gexf
  comity export --kind rival,side --as-of 2014-05-20 -f graphml -o quarrels.graphml
  comity export --ego kaz -o kazakhstan.dot
  comity export --on bodies --grade any -o bodies.csv --csv-safe
  comity export --world -o world.graphml

Without bodies, all bodies in which a state sits are taken. Formats for drawing take in bodies that sit in others, and
states with the same seats share one box; all other formats hold states and bodies alone, with every date and source.
Up to 400 nodes are pinned where `draw network` puts them; larger networks, and those with --free, are left to the
program that draws them.";

/// Up to so many nodes are pinned: more take long to place, and are read by programs rather than people.
const PINNED: usize = 400;

/// The type and the width of a pinned network, in points.
const TYPE: f64 = 10.0;
const WIDTH: f64 = 600.0;

/// Arguments of `comity export`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The bodies with all who sit in them, by names, families or sets
    #[arg(value_name = "BODY", conflicts_with_all = ["ego", "kind", "world"])]
    bodies: Vec<String>,
    /// Only states or only bodies, tied by what they share
    #[arg(long, value_name = "WHOM", value_parser = ["states", "bodies"], conflicts_with_all = ["ego", "kind", "world"])]
    on: Option<String>,
    /// One entity with all it is related to
    #[arg(long, value_name = "ID", conflicts_with_all = ["kind", "world"])]
    ego: Option<String>,
    /// All relations of these kinds, separated by commas, or of `any`
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kinds(), conflicts_with = "world")]
    kind: Vec<String>,
    /// Everything that the world says, whenever it held; `comity import` makes the same world of it
    #[arg(long, conflicts_with_all = ["as_of", "during", "suppose", "grade", "within"])]
    world: bool,
    /// How ties between states or between bodies are weighted
    #[arg(long, value_name = "HOW", default_value = "shared", value_parser = ["shared", "jaccard", "none"], requires = "on")]
    weight: String,
    /// The least that two must share to be tied
    #[arg(long, value_name = "N", default_value_t = 1, requires = "on")]
    min_shared: usize,
    #[command(flatten)]
    backbone: BackboneArgs,
    /// A tie for every statement about a seat, not one for all that are about the same
    #[arg(long, conflicts_with_all = ["on", "ego", "kind", "world"])]
    statements: bool,
    /// Numbers to compute for every node: `community`, and measures of `comity centrality`, separated by commas
    #[arg(long, value_name = "MEASURES", value_delimiter = ',', value_parser = with::names(), conflicts_with = "world")]
    with: Vec<String>,
    /// In CSV, put an apostrophe before texts that a spreadsheet would run as a formula, which changes them
    #[arg(long)]
    csv_safe: bool,
    /// Draw every state by itself, even if others have exactly the same seats
    #[arg(long)]
    no_merge: bool,
    /// Leave the layout to the program that draws, instead of pinning every node where `draw network` puts it
    #[arg(long)]
    free: bool,
    #[command(flatten)]
    ask: AskArgs,
    /// The format [default: by the ending of the output file, else dot]
    #[arg(short, long, value_name = "FORMAT", value_parser = exporters(), help_heading = "Output")]
    format: Option<String>,
    /// Write to a file; `-` is the standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let exporter = exporter(args)?;
    if args.on.is_none() {
        let direct = args.ego.is_some() || args.world || !args.kind.is_empty();
        args.backbone.of(Some(if direct { NoProjection::Relations } else { NoProjection::TwoMode }))?;
    }
    let mut asked = session.ask(&args.ask)?;
    if args.ego.is_some() && args.ask.grade.is_empty() {
        // All it is related to; the default grade would hide where it observes.
        asked.view = asked.view.every_grade();
    }
    let file = args.output.as_deref();
    if let Writer::Drawing { picture, .. } = exporter.write {
        match gather::drawing(args, &asked)? {
            gather::Drawing::Picture(diagram) => output::text(&picture(&diagram), file, session.out)?,
            gather::Drawing::Rows(data) => {
                output::stream(file, session.out, |out| export::write(exporter, &data, Style::default(), out))?;
            }
        }
        return Ok(0);
    }
    let mut data = gather::data(args, &asked)?;
    if let Some(Refusal { message, help }) = (exporter.refuses)(&data) {
        return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
    }
    // What is to come has not happened: a list of years ends today.
    data.until(session.around.today);
    let style = Style { csv_safe: args.csv_safe };
    match exporter.write {
        Writer::Files(parts) => files(parts, &data, style, file)?,
        _ => output::stream(file, session.out, |out| export::write(exporter, &data, style, out))?,
    }
    Ok(0)
}

/// Writes several files: into a folder, or beside each other if a name ends in `.csv`.
fn files(parts: &[Part], data: &Data<'_>, style: Style, place: Option<&Path>) -> Result<(), Failure> {
    let Some(place) = place.filter(|path| *path != Path::new("-")) else {
        let names: Vec<&str> = parts.iter().map(|part| part.name).collect();
        let message = format!("this format writes several tables: {}", names.join(", "));
        let help = "name a folder, as in `-o network/`, or one table, as in `-f edges`";
        return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
    };
    let stem = place.extension().filter(|ending| ending.eq_ignore_ascii_case("csv")).and(place.file_stem());
    if stem.is_none() {
        std::fs::create_dir_all(place).map_err(|cause| Error::Write { path: place.to_owned(), cause })?;
    }
    for part in parts {
        let file = match stem {
            Some(stem) => place.with_file_name(format!("{}-{}.csv", stem.to_string_lossy(), part.name)),
            None => place.join(format!("{}.csv", part.name)),
        };
        output::stream(Some(&file), &mut std::io::sink(), |out| {
            let mut sink = Sink::new(out);
            (part.write)(data, style, &mut sink);
            sink.finish()
        })?;
    }
    Ok(())
}

fn exporter(args: &Args) -> Result<&'static Exporter, Failure> {
    if let Some(name) = &args.format {
        return Ok(export::find(name).unwrap_or(&EXPORTERS[0]));
    }
    let Some(path) = args.output.as_deref().filter(|path| *path != Path::new("-")) else { return Ok(&EXPORTERS[0]) };
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    export::by_ending(&ending).ok_or_else(|| {
        let message = format!("the ending of {} names no format", path.display());
        let endings: Vec<&str> = EXPORTERS.iter().flat_map(|exporter| exporter.endings.iter().copied()).collect();
        let help = format!("use one of {}, or say `--format`", endings.join(", "));
        Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help))
    })
}

fn exporters() -> Vec<PossibleValue> {
    EXPORTERS.iter().map(|exporter| PossibleValue::new(exporter.name).help(exporter.about)).collect()
}

fn kinds() -> Vec<PossibleValue> {
    let kinds = RelationKind::ALL.iter().map(|kind| PossibleValue::new(kind.as_str()));
    kinds.chain([PossibleValue::new("any")]).collect()
}
