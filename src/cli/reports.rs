//! Asks what a report asks: of which world, on which day, and what its blocks may not do.

use super::Surroundings;
use super::args::Globals;
use super::commands::inside::{self, lies_within};
use super::commands::{Command, Session};
use super::context::{self, Opened};
use super::failure::Failure;
use crate::diagnostic::{At, Diagnostic, Diagnostics, Place, codes};
use crate::document::{Document, Texts};
use crate::error::Error;
use crate::report::Found;
use crate::report::front::Written;
use crate::report::manuscript::Manuscript;
use crate::report::question::{Question, Shape};
use clap::ColorChoice;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Where the questions of one report are asked.
pub(super) struct Desk<'s> {
    around: &'s Surroundings,
    /// The folder of the report: what its blocks name lies in it.
    folder: PathBuf,
    /// The day of questions that name none.
    as_of: Option<String>,
    /// The worlds that are asked, by the paths that name them; nothing names the one of the report.
    worlds: BTreeMap<Vec<PathBuf>, World>,
}

/// A world, opened when it is first asked.
struct World {
    globals: Globals,
    opened: OnceCell<Opened>,
}

impl World {
    fn at(graph: Vec<PathBuf>) -> Self {
        Self { globals: Globals { graph, color: ColorChoice::Never, quiet: false }, opened: OnceCell::new() }
    }

    fn open(&self, around: &Surroundings) -> Result<Rc<Document>, Failure> {
        Ok(context::opened(&self.opened, &self.globals, around)?.document)
    }
}

/// The world that is named by whoever weaves, which goes before that of the report.
pub(super) struct Named<'w> {
    /// The world of the report, as a path from its folder.
    pub(super) graph: Option<&'w Written>,
    /// The day of the report.
    pub(super) as_of: Option<&'w str>,
    /// The number of the text in which both stand.
    pub(super) file: u32,
}

impl<'s> Desk<'s> {
    /// A desk for a report in a folder.
    ///
    /// # Errors
    /// If the report names a world outside its folder, or the world cannot be read.
    pub(super) fn new(session: &Session<'s>, folder: &Path, named: &Named<'_>) -> Result<Self, Failure> {
        let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() };
        let graph = match named.graph {
            Some(path) if session.globals.graph.is_empty() => {
                let inside = folder.join(&path.text);
                if !lies_within(&inside, &folder) {
                    let at = At::Bytes { start: path.at.start, end: path.at.end };
                    return Err(Failure::asked(outside(&path.text, &folder).at(Place { file: named.file, at })));
                }
                vec![inside]
            }
            _ => session.globals.graph.clone(),
        };
        let worlds = BTreeMap::from([(Vec::new(), World::at(graph))]);
        let as_of = named.as_of.map(str::to_owned);
        let desk = Self { around: session.around, folder, as_of, worlds };
        desk.world()?;
        Ok(desk)
    }

    /// The world of the report.
    pub(super) fn world(&self) -> Result<Rc<Document>, Failure> {
        self.worlds[&Vec::new()].open(self.around)
    }

    /// Asks all that a report asks; what fails is none, and is reported at its place.
    pub(super) fn ask_all(
        &mut self,
        manuscript: &Manuscript,
        file: u32,
        wrong: &mut Diagnostics,
    ) -> Result<Vec<Option<Found>>, Failure> {
        let mut found = Vec::new();
        for question in manuscript.questions() {
            let part = manuscript.text.get(question.at.clone()).unwrap_or_default();
            match self.ask(question) {
                Ok(one) => found.push(Some(one)),
                Err(Failure::Asked { diagnostics, texts }) => {
                    diagnostics.iter().for_each(|one| wrong.push(placed(one, &texts, part, &question.at, file)));
                    found.push(None);
                }
                Err(other) => return Err(other),
            }
        }
        Ok(found)
    }

    /// Asks one question. A page comes with a picture of the day on which it opens, for where no page can be shown.
    pub(super) fn ask(&mut self, question: &Question) -> Result<Found, Failure> {
        if question.shape != Shape::Page {
            return self.ask_words(question.words.clone(), question.shape == Shape::Picture);
        }
        let page = self.ask_words(without_fit(&question.words), false)?.picture.and_then(|picture| picture.page);
        let network = ["draw", "network"].map(str::to_owned).into_iter();
        let mut found = self.ask_words(network.chain(question.words.iter().skip(1).cloned()).collect(), true)?;
        if let Some(picture) = &mut found.picture {
            picture.page = page;
        }
        Ok(found)
    }

    fn ask_words(&mut self, mut words: Vec<String>, as_picture: bool) -> Result<Found, Failure> {
        if let Err(undated) = self.date(&mut words) {
            // What may not stand here needs no day.
            inside::parse(&words).map_or(Ok(()), |cli| allowed(&cli.command, &words))?;
            return Err(undated);
        }
        if as_picture {
            add(&mut words, "--bare");
        }
        for (option, flag) in [("cite", "--cite"), ("why", "--why")] {
            if inside::takes(&words, option) {
                add(&mut words, flag);
            }
        }
        let cli = inside::parse(&words)?;
        allowed(&cli.command, &words)?;
        let mut paths = Vec::new();
        for path in &cli.globals.graph {
            let within = self.folder.join(path);
            if !lies_within(&within, &self.folder) {
                return Err(Failure::asked(outside(&path.display().to_string(), &self.folder)));
            }
            paths.push(within);
        }
        let world = self.worlds.entry(paths.clone()).or_insert_with(|| World::at(paths));
        if let Err(Failure::Asked { diagnostics, .. }) = world.open(self.around) {
            let names = world.globals.graph.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" ");
            let count = crate::words::count(diagnostics.iter().count(), "error");
            let found = Diagnostic::new(&codes::BAD_OPTION, format!("the world {names} has {count}"), None);
            return Err(Failure::asked(found.help(format!("`comity lint -g {names}` shows them"))));
        }
        inside::ask(cli, &words, self.around, &world.globals, &world.opened, false)
    }

    /// Gives a question the day of the report, if it names none.
    fn date(&self, words: &mut Vec<String>) -> Result<(), Failure> {
        let dated = words.iter().any(|word| word.starts_with("--as-of") || word.starts_with("--during"));
        if dated || !inside::takes(words, "as_of") {
            return Ok(());
        }
        let Some(day) = &self.as_of else {
            let help = "write `as-of: 2014-05-20` into the front matter of the report, or `--as-of 2014-05-20` here";
            return Err(Failure::asked(
                Diagnostic::new(&codes::NO_DAY, "neither report nor command names a day", None).help(help),
            ));
        };
        words.extend(["--as-of".to_owned(), day.clone()]);
        Ok(())
    }
}

/// Whether a command only asks.
fn allowed(command: &Command, words: &[String]) -> Result<(), Failure> {
    let Some(why) = command.barred() else { return Ok(()) };
    let message = format!("`{}` may not stand in a report: {why}", words.first().map_or("", String::as_str));
    let help = "ask a question whose answer is a table, such as `members cica`, or `draw` a picture";
    Err(Failure::asked(Diagnostic::new(&codes::NOT_IN_REPORTS, message, None).help(help)))
}

/// All that is on the standard input.
pub(super) fn stdin() -> Result<String, Failure> {
    let failed = |cause| Error::Read { path: PathBuf::from("the standard input"), cause };
    Ok(std::io::read_to_string(std::io::stdin()).map_err(failed)?)
}

/// Says what whoever runs a filter should know; the standard output belongs to the document.
pub(super) fn advise(advice: &[String]) {
    for line in advice {
        // Nobody is left to tell when the standard error is gone.
        let _ = writeln!(std::io::stderr(), "comity: {line}");
    }
}

/// The words of a page, which fits wherever it is put.
fn without_fit(words: &[String]) -> Vec<String> {
    let at = words.iter().position(|word| word == "--fit");
    let fits = |i: usize| at.is_some_and(|at| i == at || i == at + 1);
    words.iter().enumerate().filter(|(i, _)| !fits(*i)).map(|(_, word)| word.clone()).collect()
}

fn add(words: &mut Vec<String>, flag: &str) {
    if !words.iter().any(|word| word == flag) {
        words.push(flag.to_owned());
    }
}

fn outside(path: &str, folder: &Path) -> Diagnostic {
    let message = format!("`{path}` is nothing in the folder of the report");
    let help = format!(
        "put the world below {}, or name it yourself when you weave, as in `comity weave -g {path} …`",
        folder.display()
    );
    Diagnostic::new(&codes::NOT_IN_REPORTS, message, None).help(help)
}

/// A finding about a command, at the place in the report where the command stands.
fn placed(one: &Diagnostic, texts: &Texts, command: &str, at: &Range<usize>, file: u32) -> Diagnostic {
    let mut found = one.clone();
    let whole = At::Bytes { start: at.start, end: at.end };
    let expression = one.place.as_ref().and_then(|place| match (&place.at, texts.files().get(place.file as usize)) {
        // An expression stands in the command as it was given, unless quotes within it were doubled.
        (At::Bytes { start, end }, Some(read)) => {
            let from = at.start + command.find(&*read.text)?;
            Some(At::Bytes { start: from + start, end: from + end })
        }
        _ => None,
    });
    found.place = Some(Place { file, at: expression.unwrap_or(whole) });
    found.also = Vec::new();
    found
}
