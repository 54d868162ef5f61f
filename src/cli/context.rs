//! The world that is asked, and the names and days of the question.

use super::Surroundings;
use super::args::{AskArgs, Globals, OutputArgs, WhenArgs};
use super::commands::Asked;
use super::failure::Failure;
use crate::analysis::{Finding, Show, groups};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{self, Document, Texts};
use crate::graph::view::{Dates, View};
use crate::graph::{Graph, Walk};
use crate::model::kind::{EntityKind, Grade};
use crate::model::names::{self, Resolution};
use crate::model::{EntityId, Model};
use crate::query::suppose::suppose;
use crate::query::{self, Found, Query};
use crate::table::{Answer, GraphStamp};
use crate::time::{Day, Interval, Span};
use std::cell::OnceCell;
use std::rc::Rc;

/// A world that was opened, and its graph once that was walked: the questions of one run share both.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    pub(super) document: Rc<Document>,
    pub(super) walk: Walk,
}

impl Opened {
    pub(super) fn of(document: Rc<Document>) -> Self {
        Self { document, walk: Walk::default() }
    }
}

/// The world that is asked, opened if it was not.
pub(super) fn opened(known: &OnceCell<Opened>, globals: &Globals, around: &Surroundings) -> Result<Opened, Failure> {
    if let Some(known) = known.get() {
        return Ok(known.clone());
    }
    let world = Opened::of(Rc::new(open(globals, around)?));
    Ok(known.get_or_init(|| world).clone())
}

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
    let mut view = View { when, grades: grades(&args.grade), dates: args.dates(), kinds: Vec::new(), subset: None };
    if !args.within.is_empty() {
        let actors = [EntityKind::State, EntityKind::Body];
        view.subset = Some(sets(&Graph::of(model), &view, &args.within, &actors)?.0);
    }
    Ok((view, written))
}

/// The model in which what the question supposes is so.
pub(super) fn supposed(args: &WhenArgs, model: &Model, day: Day) -> Result<Option<Model>, Failure> {
    let Some(text) = &args.suppose else { return Ok(None) };
    suppose(model, text, day).map(Some).map_err(|wrong| Failure::in_expression(wrong, "--suppose", text))
}

/// The same texts, with the name of a family of bodies replaced by its bodies; what else bears that name goes first.
pub(super) fn with_families(
    model: &Model,
    texts: &[String],
    day: Day,
    kinds: &[EntityKind],
) -> Result<Vec<String>, Failure> {
    let is_nothing =
        |name: &str, kinds: &[EntityKind]| matches!(names::resolve(model, name, day, kinds), Resolution::None);
    let mut found = Vec::new();
    for text in query::whole(texts) {
        for part in parts(model, &text, day, kinds) {
            let family = if is_nothing(part, kinds) { groups::family(model, part) } else { Vec::new() };
            if !family.is_empty() {
                found.extend(family.iter().map(|id| model.entity(*id).slug.to_string()));
                continue;
            }
            // What is of another kind is told so where it is looked up.
            if is_nothing(part, &[]) {
                refuse_near_family(model, part, kinds)?;
            }
            found.push(part.to_owned());
        }
    }
    Ok(found)
}

/// The names and expressions that commas separate in a text, unless the whole of it is a name.
pub(super) fn parts<'t>(model: &Model, text: &'t str, day: Day, kinds: &[EntityKind]) -> Vec<&'t str> {
    let is_name = || matches!(names::resolve(model, text, day, kinds), Resolution::One(..));
    if text.contains(',') && is_name() { vec![text] } else { query::split(text) }
}

/// Refuses a name that comes closer to a family of bodies than to anything of these kinds.
fn refuse_near_family(model: &Model, name: &str, kinds: &[EntityKind]) -> Result<(), Failure> {
    let families = groups::families(model);
    let wanted = model.ids().filter(|(_, entity)| kinds.contains(&entity.kind));
    let entities = wanted.flat_map(|(id, entity)| names::names_of(model, id).map(|name| (name, &*entity.slug)));
    let near = names::near_among(name, entities.chain(families.iter().map(|family| (*family, *family))));
    let is_family = |near: &String| families.contains(&near.as_str());
    if !near.first().is_some_and(is_family) {
        return Ok(());
    }
    let near: Vec<String> = near.into_iter().filter(is_family).collect();
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    let message = format!("no {} and no family of bodies is called `{name}`", kinds.join(", no "));
    let named = near.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
    let diagnostic = Diagnostic::new(&codes::UNKNOWN_NAME, message, None).suggest(&near);
    Err(Failure::asked(diagnostic.help(format!("did you mean the family {named}?"))))
}

/// Who is meant by names and set expressions, each a text that may hold several separated by commas: those
/// who count, in the order they were named, and those who are only possibly meant.
pub(super) fn sets(
    graph: &Graph<'_>,
    view: &View,
    texts: &[String],
    kinds: &[EntityKind],
) -> Result<(Vec<EntityId>, Vec<EntityId>), Failure> {
    let model = graph.model();
    let (mut counted, mut possible) = (Vec::new(), Vec::new());
    let mut diagnostics = Diagnostics::new();
    let texts = query::whole(texts);
    for text in texts.iter().flat_map(|text| parts(model, text, view.when.first, kinds)) {
        // A plain name of any form is taken as it is, spaces and all.
        let plain = !text.contains(['(', '{', '"', '@', '&', '|', '^']);
        if plain && !text.contains(" - ") {
            match names::look_up(model, text, view.when.first, kinds) {
                Ok(id) => counted.push(id),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
            continue;
        }
        let found = Query::parse(text).and_then(|query| query.run(graph, view));
        let found = found.map_err(|wrong| Failure::in_expression(wrong, "expression", text))?;
        let of_kind = |one: &&Found| kinds.is_empty() || kinds.contains(&model.entity(one.entity).kind);
        for one in found.iter().filter(of_kind) {
            let list = if one.certainty >= view.dates.counted() { &mut counted } else { &mut possible };
            list.push(one.entity);
        }
    }
    if !diagnostics.is_empty() {
        return Err(Failure::Asked { diagnostics, texts: Box::new(Texts::default()) });
    }
    let mut seen = vec![false; model.entities().len()];
    let mut once = |id: &EntityId| !std::mem::replace(&mut seen[id.index()], true);
    counted.retain(&mut once);
    possible.retain(once);
    Ok((counted, possible))
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

/// Looks up one name.
pub(super) fn entity(model: &Model, name: &str, day: Day, kinds: &[EntityKind]) -> Result<EntityId, Failure> {
    names::look_up(model, name, day, kinds).map_err(|diagnostic| Failure::asked(*diagnostic))
}

/// The complaint that nothing has a name.
pub(super) fn unknown(model: &Model, name: &str, day: Day) -> Failure {
    Failure::asked(names::nothing_called(model, name, day, &[]))
}

/// Finishes an answer: evidence, command, day and graph.
pub(super) fn seal(finding: Finding, model: &Model, asked: &Asked, args: &OutputArgs, words: &[String]) -> Answer {
    let Asked { document, view, written, .. } = asked;
    let mut answer = finding.seal(model, view, Show { cite: args.cite, why: args.why });
    let left_out = asked.left_out.borrow();
    if !left_out.is_empty() {
        let names: Vec<&str> = left_out.iter().map(|id| model.entity(*id).name.as_str()).collect();
        answer.notes.push(format!("Only possibly meant and left out: {}.", names.join(", ")));
    }
    answer.command = command(words);
    answer.as_of = written.clone();
    answer.graph = GraphStamp { title: document.model.title().to_owned(), hash: document.texts.hash() };
    answer
}

/// The command as the user could type it again.
pub(super) fn command(words: &[String]) -> String {
    words.iter().map(|word| quote(word)).collect::<Vec<_>>().join(" ")
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
