//! `comity draw`: a picture of a question, or the data behind it.

use super::{Asked, Session};
use crate::cli::args::{AskArgs, BackboneArgs, OutputArgs};
use crate::cli::failure::Failure;
use crate::cli::{context, output};
use crate::diagnostic::{Diagnostic, codes};
use crate::draw::print::{self, Print};
use crate::draw::sheet::{Fit, Sheet};
use crate::draw::tiles::GRIDS;
use crate::draw::{
    By, Followed, Moment, On, Options, PICTURES, Picture, Question, Refusal, Stamp, Supposed, moment_of, series,
};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::EntityKind;
use crate::query::number::{Number, is_body};
use crate::render;
use crate::report::{Found, Picture as Drawn};
use crate::time::Day;
use clap::builder::PossibleValue;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  comity draw upset cica sco csto eaeu cis --as-of 2014-05-20 -o upset.svg
  comity draw matrix cica sco csto eco --fit page -o matrix.svg
  comity draw heatmap cica sco csto --on states -o shared.svg
  comity draw heatmap africa -o africa.svg
  comity draw timeline csto eaeu sco --mark cica-summit-2014 -o timeline.svg
  comity draw series cica sco 'jaccard(cica, sco)' --during 1999/2026 -o series.svg
  comity draw tiles sco --days 2001-06-15,2017-06-09,2026-01-01 -o tiles.svg
  comity draw upset cica sco csto -f csv
  comity draw network cica sco csto eaeu --grade any -o network.svg
  comity draw network --ego kaz -o kazakhstan.svg

The picture is SVG, or PNG and PDF if comity was built with them; every other format gives the data behind it.";

/// Arguments of `comity draw`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The picture
    #[arg(value_name = "PICTURE", value_parser = pictures())]
    picture: String,
    /// What it is about: bodies, states, or both, by name, family or as sets; for series numbers of sets
    #[arg(value_name = "WHAT")]
    what: Vec<String>,
    #[command(flatten)]
    sheet: SheetArgs,
    #[command(flatten)]
    only: OnlySome,
    #[command(flatten)]
    ask: AskArgs,
    /// The format [default: by the ending of the output file, else svg]
    #[arg(short, long, value_name = "FORMAT", value_parser = formats(), help_heading = "Output")]
    format: Option<String>,
    /// Write to a file; `-` is the standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Show the sources of the data
    #[arg(long, help_heading = "Output")]
    cite: bool,
    /// Show the relations behind the data
    #[arg(long, help_heading = "Output")]
    why: bool,
}

/// On what the picture is printed.
#[derive(Debug, clap::Args)]
struct SheetArgs {
    /// Lay it out for a width: free (as wide as it needs), column (85 mm), page (170 mm), slide (16:9)
    #[arg(long, value_name = "WIDTH", default_value = "free", value_parser = fits())]
    fit: String,
    /// Leave title, notes and source to the text around it
    #[arg(long)]
    bare: bool,
}

/// Options that only some pictures know.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Options of some pictures")]
struct OnlySome {
    /// upset: draw the combinations with this body, all others as one row
    #[arg(long, value_name = "BODY")]
    focus: Option<String>,
    /// upset: count in a row all who sit in at least its bodies
    #[arg(long)]
    inclusive: bool,
    /// heatmap: compare bodies by who sits in them, or states by where they sit [default: bodies];
    /// network: draw only those, tied by what they share [default: both]
    #[arg(long, value_name = "WHOM", value_parser = ["bodies", "states"], conflicts_with = "ego")]
    on: Option<String>,
    /// timeline: group the bars by state or by body
    #[arg(long, value_name = "WHAT", value_parser = ["state", "body"])]
    by: Option<String>,
    /// timeline, series: lines at events or days, separated by commas
    #[arg(long, value_name = "EVENTS", value_delimiter = ',')]
    mark: Vec<String>,
    /// tiles: the grid of squares [default: asia if it holds all who sit there, else world]
    #[arg(long, value_name = "GRID", value_parser = maps())]
    map: Option<String>,
    /// tiles: a panel for each of these days, separated by commas
    #[arg(long, value_name = "DAYS", value_delimiter = ',')]
    days: Vec<String>,
    /// network: draw one entity with all it is related to
    #[arg(long, value_name = "ID", conflicts_with = "what")]
    ego: Option<String>,
    /// network: the least that two must share to be tied [default: so much that the ties can be followed]
    #[arg(long, value_name = "N")]
    min_shared: Option<usize>,
    /// network, with --on: keep only ties that say more than chance, as in `comity backbone`: hypergeometric,
    /// sdsm, fdsm or disparity, perhaps with a level and a correction, as in `sdsm:0.01:holm`
    #[arg(long, value_name = "METHOD[:ALPHA[:CORRECTION]]", requires = "on")]
    backbone: Option<String>,
    /// network: draw every state by itself, even if others have exactly the same seats
    #[arg(long)]
    no_merge: bool,
    /// network: tie those in dispute and rivals, in red
    #[arg(long)]
    disputes: bool,
}

impl OnlySome {
    /// The options that were given, as in [`Picture::options`].
    fn given(&self) -> Vec<&'static str> {
        let all = [
            ("focus", self.focus.is_some()),
            ("inclusive", self.inclusive),
            ("on", self.on.is_some()),
            ("by", self.by.is_some()),
            ("mark", !self.mark.is_empty()),
            ("map", self.map.is_some()),
            ("days", !self.days.is_empty()),
            ("ego", self.ego.is_some()),
            ("min-shared", self.min_shared.is_some()),
            ("backbone", self.backbone.is_some()),
            ("no-merge", self.no_merge),
            ("disputes", self.disputes),
        ];
        all.into_iter().filter(|(_, given)| *given).map(|(name, _)| name).collect()
    }

    fn options(&self, asked: &Asked) -> Result<Options, Failure> {
        let focus = self.focus.as_ref().map(|name| asked.entity(name, &[EntityKind::Body])).transpose()?;
        let map = self.map.as_ref().and_then(|name| GRIDS.iter().find(|grid| grid.name == name.as_str()).copied());
        let by = self.by.as_deref().map(|by| if by == "body" { By::Body } else { By::State });
        let on = self.on.as_deref().map(|word| if word == "states" { On::States } else { On::Bodies });
        let days = self.days.iter().map(|text| day("--days", text)).collect::<Result<Vec<_>, _>>()?;
        let moments = self.moments(asked)?;
        Ok(Options {
            focus,
            inclusive: self.inclusive,
            on,
            by,
            moments,
            map,
            days,
            ego: self.ego.as_ref().map(|name| asked.entity(name, &[])).transpose()?,
            min_shared: self.min_shared,
            backbone: BackboneArgs { backbone: self.backbone.clone() }.choice()?,
            no_merge: self.no_merge,
            disputes: self.disputes,
            ..Options::default()
        })
    }

    fn moments(&self, asked: &Asked) -> Result<Vec<Moment>, Failure> {
        let mut moments = Vec::new();
        for name in &self.mark {
            if name.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
                moments.push(Moment { text: name.clone(), day: day("--mark", name)? });
                continue;
            }
            for event in asked.entities(std::slice::from_ref(name), &[EntityKind::Event])? {
                let moment = moment_of(asked.model(), event).ok_or_else(|| {
                    let message = format!("the day of {} is not known", asked.model().entity(event).name);
                    let help = "name a day instead, as in `--mark 2014-05-20`";
                    Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help))
                })?;
                moments.push(moment);
            }
        }
        Ok(moments)
    }
}

fn day(option: &str, text: &str) -> Result<Day, Failure> {
    Day::parse(text).map_err(|wrong| {
        let help = "write days as `2014-05-20`, separated by commas";
        let message = format!("`{option} {text}`: {}", wrong.message);
        Failure::asked(Diagnostic::new(&codes::BAD_DAY, message, None).help(help))
    })
}

/// The numbers of a series: an expression, or a body or a set, which stands for how many sit in it.
fn numbers(words: &[String], asked: &Asked) -> Result<Vec<Followed>, Failure> {
    let graph = asked.graph();
    let parse = |text: &str| Number::parse(text, is_body(&graph, asked.view.when.first));
    let mut numbers = Vec::new();
    for word in words {
        let wrong = |found| Failure::in_expression(found, "expression", word);
        let (mut number, mut label) = (parse(word).map_err(wrong)?, word.clone());
        let mut unit = match &number {
            Number::Of(counter, _) => counter.about.to_owned(),
            Number::Set(_) => "How many are in the set".to_owned(),
        };
        if matches!(number, Number::Set(_)) {
            number = parse(&format!("count({word})")).map_err(wrong)?;
            if let Ok(body) = asked.entity(word, &[EntityKind::Body]) {
                asked.model().entity(body).short_name().clone_into(&mut label);
                unit = "Full members".to_owned();
            }
        }
        // What means nothing is told at its place before anything is drawn.
        number.change_days(&graph, &asked.view).map_err(wrong)?;
        numbers.push(Followed { label, unit, number });
    }
    Ok(numbers)
}

impl Args {
    /// The format asked for.
    pub(in crate::cli) fn format(&self) -> Option<&str> {
        self.format.as_deref()
    }

    /// The file to write to.
    pub(super) fn file(&self) -> Option<&Path> {
        self.output.as_deref()
    }
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let Some(picture) = crate::draw::find(&args.picture) else {
        // The one picture that is known by name alone, if it was left out of the build.
        let message = "this comity was built without Euler diagrams";
        let help = "install it with `cargo install comity --features euler`; `comity draw upset` shows the same sets";
        return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
    };
    refuse_strangers(picture, &args.only.given())?;
    let form = form(args)?;
    let mut asked = session.ask(&args.ask)?;
    // Around one entity the default grade would hide where it observes.
    if (picture.every_grade || args.only.ego.is_some()) && args.ask.grade.is_empty() {
        asked.view = asked.view.every_grade();
    }
    let mut options = args.only.options(&asked)?;
    // A picture that is about no entities is about numbers.
    let about_numbers = picture.takes.is_empty();
    if about_numbers {
        options.numbers = numbers(&args.what, &asked)?;
    }
    let mut question = Question {
        what: if about_numbers { Vec::new() } else { asked.seats(&args.what, picture.takes)? },
        options,
        sheet: Sheet { fit: fit(&args.sheet.fit), bare: args.sheet.bare },
        stamp: Stamp {
            as_of: asked.written.clone(),
            command: context::command(&without_output(session.words)),
            graph: asked.model().title().to_owned(),
            hash: asked.document.texts.hash(),
            today: session.around.today,
        },
    };
    let draw =
        |graph: &Graph<'_>, view: &View, question: &Question| (picture.draw)(graph, view, question).map_err(refused);
    match form {
        Form::Svg | Form::Print(..) => {
            let before = asked.graph();
            let drawn = if let Some(supposed) = &asked.supposed {
                let after = Graph::of(&supposed.document.model);
                question.options.supposed = Supposed::between(&before, &after, &asked.view, &supposed.text);
                let over = series::over(&asked.view, question.stamp.today);
                question.options.as_it_is =
                    series::lines(&before, &over, &question.options.numbers).map_err(refused)?.0;
                draw(&after, &asked.view, &question)?
            } else {
                draw(&before, &asked.view, &question)?
            };
            if let Some(captured) = session.captured {
                // A question inside another wants the picture with its words and the data behind it.
                let (svg, title, alt) = (drawn.svg(), drawn.title, drawn.alt);
                let output = OutputArgs { format: None, output: None, cite: args.cite, why: args.why };
                let model = asked.supposed_model();
                let answer = context::seal(drawn.finding, model, &asked, &output, session.words);
                captured.replace(Some(Found { answer, picture: Some(Drawn { svg, title, alt, page: None }) }));
                return Ok(0);
            }
            let file = args.output.as_deref();
            match form {
                Form::Print(print, make) => {
                    let made = make(&drawn.svg()).map_err(|why| not_printed(print, &why))?;
                    output::bytes(&made, file, session.out)?;
                }
                _ => output::text(&drawn.svg(), file, session.out)?,
            }
            Ok(0)
        }
        Form::Data(format) => {
            let (output, cite, why) = (args.output.clone(), args.cite, args.why);
            let output = OutputArgs { format: Some(format.to_owned()), output, cite, why };
            session.find(&asked, &output, |graph, view| Ok(draw(graph, view, &question)?.finding))
        }
    }
}

pub(super) fn refused(refusal: Refusal) -> Failure {
    Failure::asked(Diagnostic::new(&codes::NO_PICTURE, refusal.message, None).help(refusal.help))
}

/// The words of the command without the file: the picture does not depend on where it is put.
pub(super) fn without_output(words: &[String]) -> Vec<String> {
    let mut kept = Vec::with_capacity(words.len());
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        if word == "-o" || word == "--output" {
            rest.next();
        } else if !(word.starts_with("--output=") || word.starts_with("-o")) {
            kept.push(word.clone());
        }
    }
    kept
}

/// As what the answer is written.
enum Form {
    Svg,
    /// The picture in another form, and what makes it.
    Print(&'static Print, print::Make),
    /// The data behind the picture, in a format of tables.
    Data(&'static str),
}

fn form(args: &Args) -> Result<Form, Failure> {
    if let Some(name) = &args.format {
        if let Some(print) = print::find(name) {
            return printed(print);
        }
        return Ok(render::find(name).map_or(Form::Svg, |format| Form::Data(format.name)));
    }
    let Some(path) = args.output.as_deref().filter(|path| *path != Path::new("-")) else { return Ok(Form::Svg) };
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg")) {
        return Ok(Form::Svg);
    }
    if let Some(print) = path.extension().and_then(|ending| print::find(&ending.to_string_lossy())) {
        return printed(print);
    }
    render::by_ending(path).map(|format| Form::Data(format.name)).ok_or_else(|| {
        let message = format!("the ending of {} names no format", path.display());
        let endings: Vec<&str> = render::FORMATS.iter().flat_map(|format| format.endings.iter().copied()).collect();
        let graphviz = path.extension().is_some_and(|ending| ending == "dot" || ending == "gv");
        let help = if graphviz {
            format!(
                "`comity export … -o {}` writes the network for Graphviz, each node where it is drawn",
                path.display()
            )
        } else {
            format!("use svg for the picture, {} for its data, or say `--format`", endings.join(", "))
        };
        Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help))
    })
}

/// A form of print, if this program was built with it.
fn printed(print: &'static Print) -> Result<Form, Failure> {
    print.make.map(|make| Form::Print(print, make)).ok_or_else(|| {
        let name = print.name;
        let message = format!("this comity was built without {}", name.to_uppercase());
        let rust = print.rust.map(|version| format!(" (Rust {version} or newer)")).unwrap_or_default();
        let help = format!(
            "install it with `cargo install comity --features {name}`{rust}, or draw SVG and turn it into {} elsewhere, as with \
             `rsvg-convert -f {name} picture.svg -o picture.{name}`",
            name.to_uppercase()
        );
        Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help))
    })
}

fn not_printed(print: &Print, why: &str) -> Failure {
    let message = format!("the picture cannot be made into {}: {why}", print.name.to_uppercase());
    Failure::asked(Diagnostic::new(&codes::NO_PICTURE, message, None).help("draw it as SVG instead"))
}

/// An option that a picture does not know would be passed over in silence.
fn refuse_strangers(picture: &Picture, given: &[&'static str]) -> Result<(), Failure> {
    let Some(stranger) = given.iter().find(|name| !picture.options.contains(*name)) else { return Ok(()) };
    let knowing: Vec<&str> =
        PICTURES.iter().filter(|other| other.options.contains(stranger)).map(|other| other.name).collect();
    let message = format!("`--{stranger}` means nothing to `{}`", picture.name);
    let help = format!("it is for {}", knowing.join(", "));
    Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)))
}

fn fit(word: &str) -> Fit {
    Fit::ALL.iter().find(|fit| fit.as_str() == word).copied().unwrap_or_default()
}

fn fits() -> Vec<PossibleValue> {
    Fit::ALL.iter().map(|fit| PossibleValue::new(fit.as_str())).collect()
}

fn maps() -> Vec<PossibleValue> {
    GRIDS.iter().map(|grid| PossibleValue::new(grid.name)).collect()
}

fn pictures() -> Vec<PossibleValue> {
    let known = PICTURES.iter().map(|picture| PossibleValue::new(picture.name).help(picture.about));
    let absent = crate::draw::find("euler").is_none();
    let euler = absent.then(|| PossibleValue::new("euler").help("how a few bodies nest (not in this build)"));
    known.chain(euler).collect()
}

fn formats() -> Vec<PossibleValue> {
    let svg = PossibleValue::new("svg").help("the picture");
    let data = render::FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    let prints = print::PRINTS.iter().map(|print| {
        let built = if print.make.is_some() { "" } else { " (not in this build)" };
        PossibleValue::new(print.name).help(format!("{}{built}", print.about))
    });
    [svg].into_iter().chain(prints).chain(data).collect()
}
