//! The world that is asked, and the names and days of the question.

use super::Surroundings;
use super::args::{AskArgs, Globals, OutputArgs, WhenArgs};
use super::commands::Asked;
use super::failure::Failure;
use crate::analysis::{Finding, Show};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{self, Document, Texts};
use crate::graph::view::{Dates, View};
use crate::model::kind::{EntityKind, Grade};
use crate::model::names::{self, Resolution};
use crate::model::{EntityId, Model};
use crate::table::{Answer, GraphStamp};
use crate::time::{Day, Interval, Span};

/// Opens the graphs that were named, or the shipped world; errors in them end the command.
pub(super) fn open(globals: &Globals, around: &Surroundings) -> Result<Document, Failure> {
    let mut document = read(globals, around)?;
    if document.diagnostics.has_errors() {
        let texts = Box::new(std::mem::take(&mut document.texts));
        return Err(Failure::Asked { diagnostics: document.diagnostics, texts });
    }
    Ok(document)
}

/// Reads the graphs that were named, or the shipped world, errors and all.
pub(super) fn read(globals: &Globals, around: &Surroundings) -> Result<Document, Failure> {
    let named = if globals.graph.is_empty() { &around.graphs } else { &globals.graph };
    if named.is_empty() { Ok(document::builtin()) } else { Ok(document::read_paths(named)?) }
}

/// The frame of a question, and how its days were written.
pub(super) fn view(args: &AskArgs, model: &Model, around: &Surroundings) -> Result<(View, String), Failure> {
    let (when, written) = when(&args.when, around.today)?;
    let actors = [EntityKind::State, EntityKind::Body];
    let within = entities(model, &args.within, when.first, &actors)?;
    let subset = (!within.is_empty()).then_some(within);
    Ok((View { when, grades: grades(&args.grade), dates: args.dates(), kinds: Vec::new(), subset }, written))
}

/// The days of a question and how they were written.
pub(super) fn when(args: &WhenArgs, today: Day) -> Result<(Span, String), Failure> {
    if let Some(text) = &args.during {
        let interval = Interval::parse(text).map_err(|error| bad_day("--during", text, &error.message))?;
        return Ok((Span { first: interval.start().0, last: interval.end().1 }, text.clone()));
    }
    let text = args.as_of.as_deref().unwrap_or("today");
    let day =
        if text == "today" { today } else { Day::parse(text).map_err(|e| bad_day("--as-of", text, &e.message))? };
    Ok((Span::day(day), day.to_string()))
}

fn bad_day(option: &str, text: &str, why: &str) -> Failure {
    let help = if option == "--during" {
        "write an interval, as in `--during 2010/2014` or `--during 2014-05-20/..`".to_owned()
    } else if Interval::parse(text).is_ok() {
        format!("write one whole day, as in `--as-of 2014-05-20`, or ask over all of it with `--during {text}`")
    } else {
        "write a day as `2014-05-20`, or `today`".to_owned()
    };
    Failure::asked(Diagnostic::new(&codes::BAD_DAY, format!("`{option} {text}`: {why}"), None).help(help))
}

fn grades(words: &[String]) -> Vec<Grade> {
    if words.is_empty() {
        return vec![Grade::Member];
    }
    if words.iter().any(|word| word == "any") {
        return Vec::new();
    }
    words.iter().filter_map(|word| Grade::from_word(word)).collect()
}

/// Looks up all names of a question; every name that fails is reported.
pub(super) fn entities(
    model: &Model,
    names: &[String],
    day: Day,
    kinds: &[EntityKind],
) -> Result<Vec<EntityId>, Failure> {
    let mut found = Vec::with_capacity(names.len());
    let mut diagnostics = Diagnostics::new();
    for name in names {
        match look_up(model, name, day, kinds) {
            Ok(id) => found.push(id),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    if diagnostics.is_empty() {
        Ok(found)
    } else {
        Err(Failure::Asked { diagnostics, texts: Box::new(Texts::default()) })
    }
}

/// Looks up one name.
pub(super) fn entity(model: &Model, name: &str, day: Day, kinds: &[EntityKind]) -> Result<EntityId, Failure> {
    look_up(model, name, day, kinds).map_err(|diagnostic| Failure::asked(*diagnostic))
}

fn look_up(model: &Model, name: &str, day: Day, kinds: &[EntityKind]) -> Result<EntityId, Box<Diagnostic>> {
    match names::resolve(model, name, day, kinds) {
        Resolution::One(id, _) => Ok(id),
        Resolution::Several(ids, _) => {
            let candidates: Vec<String> =
                ids.iter().map(|id| format!("`{}` ({})", model.entity(*id).slug, model.entity(*id).name)).collect();
            let message = format!("`{name}` is ambiguous");
            let help = format!("choose one of {}", candidates.join(", "));
            Err(Box::new(Diagnostic::new(&codes::AMBIGUOUS_NAME, message, None).help(help)))
        }
        Resolution::None(near) => Err(Box::new(nothing_called(model, name, day, kinds, &near))),
    }
}

/// The complaint that nothing has a name.
pub(super) fn unknown(model: &Model, name: &str, day: Day) -> Failure {
    Failure::asked(nothing_called(model, name, day, &[], &names::near(model, name, &[])))
}

fn nothing_called(model: &Model, name: &str, day: Day, kinds: &[EntityKind], near: &[String]) -> Diagnostic {
    let wanted: Vec<String> = kinds.iter().map(|kind| kind.with_article()).collect();
    let wanted = wanted.join(" or ");
    if let Resolution::One(id, _) = names::resolve(model, name, day, &[]) {
        let entity = model.entity(id);
        let message = format!("`{name}` is {}, and {wanted} is needed here", entity.kind.with_article());
        let help = format!("`comity show {}` shows what it is", entity.slug);
        return Diagnostic::new(&codes::WRONG_KIND, message, None).help(help);
    }
    let what = match kinds {
        [one] => one.as_str(),
        _ => "entity",
    };
    let diagnostic = Diagnostic::new(&codes::UNKNOWN_NAME, format!("no {what} is called `{name}`"), None);
    if near.is_empty() {
        let plural = kinds.first().map_or("states", |kind| kind.plural());
        return diagnostic.help(format!("`comity list {plural}` shows what there is"));
    }
    let named = |slug: &String| match model.find(slug).map(|id| model.entity(id)) {
        Some(entity) if !entity.short_name().eq_ignore_ascii_case(slug) => {
            format!("`{slug}` ({})", entity.short_name())
        }
        _ => format!("`{slug}`"),
    };
    let help = format!("did you mean {}?", near.iter().map(named).collect::<Vec<_>>().join(" or "));
    diagnostic.suggest(near).help(help)
}

/// Finishes an answer: evidence, command, day and graph.
pub(super) fn seal(finding: Finding, asked: &Asked, args: &OutputArgs, words: &[String]) -> Answer {
    let Asked { document, view, written } = asked;
    let mut answer = finding.seal(&document.model, view, Show { cite: args.cite, why: args.why });
    answer.command = words.iter().map(|word| quote(word)).collect::<Vec<_>>().join(" ");
    answer.as_of = written.clone();
    answer.graph = GraphStamp { title: document.model.title().to_owned(), hash: document.texts.hash() };
    answer
}

/// A word as a shell takes it.
fn quote(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_=./,:+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

impl AskArgs {
    fn dates(&self) -> Dates {
        match self.dates.as_str() {
            "surely" => Dates::Surely,
            "possibly" => Dates::Possibly,
            _ => Dates::Both,
        }
    }
}
