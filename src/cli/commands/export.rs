//! `comity export`: a network in the format of another program.

use super::Session;
use crate::analysis::backbone;
use crate::cli::args::{AskArgs, BackboneArgs};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::diagnostic::{Diagnostic, codes};
use crate::draw;
use crate::export::diagram::{self, Diagram};
use crate::export::{EXPORTERS, Exporter};
use crate::graph::network::Side;
use crate::graph::projection::{Projection, Weight};
use crate::graph::two_mode::TwoMode;
use crate::model::kind::EntityKind;
use clap::builder::PossibleValue;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  comity export cica sco csto eaeu --grade any --as-of 2014-05-20 -o overlap.dot
  comity export --on states cica sco asean --min-shared 2 | dot -Tsvg -o states.svg
  comity export --on states --backbone sdsm:0.01 -o backbone.dot
  comity export --ego kaz -o kazakhstan.dot

Without bodies, all bodies in which a state sits are drawn. Up to 400 nodes are pinned where `draw network` puts
them, so that every Graphviz draws the same picture; larger networks, and those with --free, are left to it.";

/// Up to so many nodes are pinned: more take long to place, and are read by programs rather than people.
const PINNED: usize = 400;

/// The type and the width of a pinned network, in points.
const TYPE: f64 = 10.0;
const WIDTH: f64 = 600.0;

/// Arguments of `comity export`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The bodies to draw with all who sit in them
    #[arg(value_name = "BODY", conflicts_with = "ego")]
    bodies: Vec<String>,
    /// Draw only states or only bodies, tied by what they share
    #[arg(long, value_name = "WHOM", value_parser = ["states", "bodies"], conflicts_with = "ego")]
    on: Option<String>,
    /// Draw one entity with all it is related to
    #[arg(long, value_name = "ID")]
    ego: Option<String>,
    /// How ties between states or between bodies are weighted
    #[arg(long, value_name = "HOW", default_value = "shared", value_parser = ["shared", "jaccard", "none"], requires = "on")]
    weight: String,
    /// The least that two must share to be tied
    #[arg(long, value_name = "N", default_value_t = 1, requires = "on")]
    min_shared: usize,
    #[command(flatten)]
    backbone: BackboneArgs,
    /// Draw every state by itself, even if others have exactly the same seats
    #[arg(long)]
    no_merge: bool,
    /// Leave the layout to Graphviz, instead of pinning every node where `draw network` puts it
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
    let mut asked = session.ask(&args.ask)?;
    let bodies = asked.entities(&args.bodies, &[EntityKind::Body])?;
    let bodies = (!bodies.is_empty()).then_some(bodies.as_slice());
    let mut diagram: Diagram = match (&args.ego, args.on.as_deref()) {
        (Some(name), _) => {
            let centre = asked.entity(name, &[])?;
            // All it is related to; the default grade would hide where it observes.
            if args.ask.grade.is_empty() {
                asked.view = asked.view.every_grade();
            }
            diagram::ego(&asked.graph(), &asked.view, centre)
        }
        (None, Some(on)) => {
            let onto = if on == "states" { Side::Actor } else { Side::Group };
            let weight = Weight::ALL.iter().find(|w| w.as_str() == args.weight).copied().unwrap_or(Weight::Shared);
            let two_mode = TwoMode::of(&asked.graph(), &asked.view, bodies);
            let mut notes = Vec::new();
            let projection = match args.backbone.choice()? {
                None => Projection::of(&two_mode, onto, args.min_shared),
                Some(choice) => {
                    let found = backbone::extract(&two_mode, onto, weight, args.min_shared, choice);
                    notes.push(found.caption(choice));
                    notes.extend(found.notes);
                    found.projection
                }
            };
            let mut diagram = diagram::shared(&asked.graph(), &two_mode, &projection, onto, weight, args.min_shared);
            diagram.notes.extend(notes);
            diagram
        }
        (None, None) => diagram::two_mode(&asked.graph(), &asked.view, bodies, !args.no_merge),
    };
    diagram.graph_title = asked.model().title().to_owned();
    diagram.as_of = asked.written;
    if !args.free && diagram.nodes.len() <= PINNED {
        draw::network::place(&mut diagram, TYPE, WIDTH, None);
    }
    output::text(&(exporter.write)(&diagram), args.output.as_deref(), session.out)?;
    Ok(0)
}

fn exporter(args: &Args) -> Result<&'static Exporter, Failure> {
    if let Some(name) = &args.format {
        return Ok(EXPORTERS.iter().find(|exporter| exporter.name == name.as_str()).unwrap_or(&EXPORTERS[0]));
    }
    let Some(path) = args.output.as_deref().filter(|path| *path != Path::new("-")) else { return Ok(&EXPORTERS[0]) };
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    EXPORTERS.iter().find(|exporter| exporter.endings.contains(&ending.as_str())).ok_or_else(|| {
        let message = format!("the ending of {} names no format", path.display());
        let endings: Vec<&str> = EXPORTERS.iter().flat_map(|exporter| exporter.endings.iter().copied()).collect();
        let help = format!("use one of {}, or say `--format`", endings.join(", "));
        Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help))
    })
}

fn exporters() -> Vec<PossibleValue> {
    EXPORTERS.iter().map(|exporter| PossibleValue::new(exporter.name).help(exporter.about)).collect()
}
