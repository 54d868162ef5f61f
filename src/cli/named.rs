//! What the words of a question stand for where they may name more than one thing: groups of actors,
//! families and regions of bodies, topics of treaties. All of them take expressions of the set language.

use super::context;
use super::failure::Failure;
use crate::analysis::groups::{self, Group};
use crate::analysis::mandate;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::Texts;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::EntityKind;
use crate::model::names::{self, Resolution};
use crate::model::{EntityId, Model};
use crate::query::{self, Query};

/// The actors that names stand for: a body for its members, a region for its states, a state for itself,
/// an expression for whom it finds.
pub(super) fn group(graph: &Graph<'_>, view: &View, words: &[String]) -> Result<Group, Failure> {
    let kinds = [EntityKind::State, EntityKind::Body, EntityKind::Region];
    let model = graph.model();
    let mut named: Vec<Group> = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for text in texts(model, view, words, &kinds) {
        if is_expression(&text) {
            named.push(Group::found(model, &text, evaluate(graph, view, &text)?));
            continue;
        }
        match names::look_up(model, &text, view.when.first, &kinds) {
            Ok(id) => named.push(Group::of(graph, view, &[id])),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    fail_if_any(diagnostics)?;
    Ok(Group::union(model, named))
}

/// The bodies that words stand for: bodies by name, the bodies of a family, the bodies of a region, those
/// that an expression finds.
pub(super) fn bodies(graph: &Graph<'_>, view: &View, words: &[String]) -> Result<Vec<EntityId>, Failure> {
    let model = graph.model();
    let kinds = [EntityKind::Body, EntityKind::Region];
    gather(graph, view, words, &kinds, |word| {
        let family = groups::family(model, word);
        if !family.is_empty() {
            return Ok(family);
        }
        let id = names::look_up(model, word, view.when.first, &kinds).map_err(|unknown| {
            let near = names::near_among(word, groups::families(model).into_iter().map(|family| (family, family)));
            if near.is_empty() {
                return unknown;
            }
            let message = format!("no body, region or family of bodies is called `{word}`");
            let help = format!("did you mean the family `{}`?", near.join("` or `"));
            Box::new(Diagnostic::new(&codes::UNKNOWN_NAME, message, None).suggest(&near).help(help))
        })?;
        let is_region = model.entity(id).kind == EntityKind::Region;
        Ok(if is_region { groups::bodies_in(graph, view, id) } else { vec![id] })
    })
}

/// The issues that words stand for: by name, or by the end of their path (`arms-control`, `space`), which
/// may fit several.
pub(super) fn issues(graph: &Graph<'_>, view: &View, words: &[String]) -> Result<Vec<EntityId>, Failure> {
    let kinds = [EntityKind::Issue];
    gather(graph, view, words, &kinds, |word| topic(graph.model(), view, word, &kinds))
}

/// The treaties that words stand for: by name, or all that are about a topic or what lies below it.
pub(super) fn treaties(graph: &Graph<'_>, view: &View, words: &[String]) -> Result<Vec<EntityId>, Failure> {
    let model = graph.model();
    let kinds = [EntityKind::Treaty, EntityKind::Issue];
    let named = gather(graph, view, words, &kinds, |word| {
        if let Resolution::One(id, _) = names::resolve(model, word, view.when.first, &[EntityKind::Treaty]) {
            return Ok(vec![id]);
        }
        let topics = topic(model, view, word, &kinds)?;
        let about = mandate::treaties_about(model, &topics);
        if about.is_empty() {
            let message = format!("no treaty in this graph is about `{word}`");
            let help = "`comity list treaties` shows what there is";
            return Err(Box::new(Diagnostic::new(&codes::UNKNOWN_NAME, message, None).help(help)));
        }
        Ok(about)
    })?;
    // An expression may find issues too.
    let mut treaties: Vec<EntityId> = Vec::new();
    for id in named {
        let is_treaty = model.entity(id).kind == EntityKind::Treaty;
        treaties.extend(if is_treaty { vec![id] } else { mandate::treaties_about(model, &[id]) });
    }
    once_each(&mut treaties);
    Ok(treaties)
}

/// What a word names, or the issues whose path ends in it.
fn topic(model: &Model, view: &View, word: &str, kinds: &[EntityKind]) -> Result<Vec<EntityId>, Box<Diagnostic>> {
    if let Some(id) = model.find(word).filter(|id| model.entity(*id).kind == EntityKind::Issue) {
        return Ok(vec![id]);
    }
    let ends = issues_ending(model, word);
    if !ends.is_empty() {
        return Ok(ends);
    }
    names::look_up(model, word, view.when.first, kinds).map(|id| vec![id])
}

fn issues_ending(model: &Model, word: &str) -> Vec<EntityId> {
    let fits = |slug: &str| slug.strip_suffix(word).is_some_and(|rest| rest.ends_with('/'));
    let mut found: Vec<EntityId> =
        model.ids().filter(|(_, e)| e.kind == EntityKind::Issue && fits(&e.slug)).map(|(id, _)| id).collect();
    found.sort_by_key(|id| &model.entity(*id).slug);
    found
}

/// What all words stand for, each once, or every complaint about them together.
fn gather(
    graph: &Graph<'_>,
    view: &View,
    words: &[String],
    kinds: &[EntityKind],
    mean: impl Fn(&str) -> Result<Vec<EntityId>, Box<Diagnostic>>,
) -> Result<Vec<EntityId>, Failure> {
    let model = graph.model();
    let mut found = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for text in texts(model, view, words, kinds) {
        if is_expression(&text) {
            let counted = evaluate(graph, view, &text)?
                .into_iter()
                .filter(|one| one.certainty >= view.dates.counted() && kinds.contains(&model.entity(one.entity).kind));
            found.extend(counted.map(|one| one.entity));
            continue;
        }
        match mean(&text) {
            Ok(ids) => found.extend(ids),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    fail_if_any(diagnostics)?;
    once_each(&mut found);
    Ok(found)
}

/// The names and expressions that are separated by commas, where a text as a whole is not a name.
fn texts(model: &Model, view: &View, words: &[String], kinds: &[EntityKind]) -> Vec<String> {
    let whole = query::whole(words);
    let parts = whole.iter().flat_map(|text| context::parts(model, text, view.when.first, kinds));
    parts.map(str::to_owned).collect()
}

/// Whether a text is more than a plain name.
fn is_expression(text: &str) -> bool {
    text.contains(['(', '{', '"', '@', '&', '|', '^']) || text.contains(" - ")
}

fn evaluate(graph: &Graph<'_>, view: &View, text: &str) -> Result<Vec<query::Found>, Failure> {
    let found = Query::parse(text).and_then(|query| query.run(graph, view));
    found.map_err(|wrong| Failure::in_expression(wrong, "expression", text))
}

fn fail_if_any(diagnostics: Diagnostics) -> Result<(), Failure> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    Err(Failure::Asked { diagnostics, texts: Box::new(Texts::default()) })
}

/// Keeps the first of every entity.
fn once_each(ids: &mut Vec<EntityId>) {
    let mut seen = Vec::with_capacity(ids.len());
    ids.retain(|id| {
        let is_new = !seen.contains(id);
        seen.push(*id);
        is_new
    });
}
