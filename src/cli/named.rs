//! What the words of a question stand for where they may name more than one thing: groups of actors,
//! families and regions of bodies, topics of treaties.

use super::commands::Asked;
use super::context;
use super::failure::Failure;
use crate::analysis::groups::{self, Group};
use crate::analysis::mandate;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::Texts;
use crate::model::kind::EntityKind;
use crate::model::names;
use crate::model::{EntityId, Model};

/// The actors that names stand for: a body for its members, a region for its states, a state for itself.
pub(super) fn group(asked: &Asked, words: &[String]) -> Result<Group, Failure> {
    let kinds = [EntityKind::State, EntityKind::Body, EntityKind::Region];
    Ok(Group::of(&asked.graph(), &asked.view, &asked.entities(words, &kinds)?))
}

/// The bodies that words stand for: bodies by name, the bodies of a family, the bodies of a region.
pub(super) fn bodies(asked: &Asked, words: &[String]) -> Result<Vec<EntityId>, Failure> {
    let model = asked.model();
    let graph = asked.graph();
    let mut found = gather(words, |word| {
        let family = groups::family(model, word);
        if !family.is_empty() {
            return Ok(family);
        }
        let kinds = [EntityKind::Body, EntityKind::Region];
        let id = context::look_up(model, word, asked.view.when.first, &kinds).map_err(|unknown| {
            let near = names::near_among(word, groups::families(model).into_iter().map(|family| (family, family)));
            if near.is_empty() {
                return unknown;
            }
            let message = format!("no body, region or family of bodies is called `{word}`");
            let help = format!("did you mean the family `{}`?", near.join("` or `"));
            Box::new(Diagnostic::new(&codes::UNKNOWN_NAME, message, None).suggest(&near).help(help))
        })?;
        Ok(if model.entity(id).kind == EntityKind::Region {
            groups::bodies_in(&graph, &asked.view, id)
        } else {
            vec![id]
        })
    })?;
    once_each(&mut found);
    Ok(found)
}

/// The issues that words stand for: by name, or by the end of their path (`arms-control`, `space`), which
/// may fit several.
pub(super) fn issues(asked: &Asked, words: &[String]) -> Result<Vec<EntityId>, Failure> {
    let mut found = gather(words, |word| topic(asked, word, &[EntityKind::Issue]))?;
    once_each(&mut found);
    Ok(found)
}

/// The treaties that words stand for: by name, or all that are about a topic or what lies below it.
pub(super) fn treaties(asked: &Asked, words: &[String]) -> Result<Vec<EntityId>, Failure> {
    let model = asked.model();
    let mut found = gather(words, |word| {
        if let names::Resolution::One(id, _) = names::resolve(model, word, asked.view.when.first, &[EntityKind::Treaty])
        {
            return Ok(vec![id]);
        }
        let topics = topic(asked, word, &[EntityKind::Treaty, EntityKind::Issue])?;
        let about = mandate::treaties_about(model, &topics);
        if about.is_empty() {
            let message = format!("no treaty in this graph is about `{word}`");
            let help = "`comity list treaties` shows what there is";
            return Err(Box::new(Diagnostic::new(&codes::UNKNOWN_NAME, message, None).help(help)));
        }
        Ok(about)
    })?;
    once_each(&mut found);
    Ok(found)
}

/// What a word names, or the issues whose path ends in it.
fn topic(asked: &Asked, word: &str, kinds: &[EntityKind]) -> Result<Vec<EntityId>, Box<Diagnostic>> {
    let model = asked.model();
    if let Some(id) = model.find(word).filter(|id| model.entity(*id).kind == EntityKind::Issue) {
        return Ok(vec![id]);
    }
    let ends = issues_ending(model, word);
    if !ends.is_empty() {
        return Ok(ends);
    }
    context::look_up(model, word, asked.view.when.first, kinds).map(|id| vec![id])
}

fn issues_ending(model: &Model, word: &str) -> Vec<EntityId> {
    let fits = |slug: &str| slug.strip_suffix(word).is_some_and(|rest| rest.ends_with('/'));
    let mut found: Vec<EntityId> =
        model.ids().filter(|(_, e)| e.kind == EntityKind::Issue && fits(&e.slug)).map(|(id, _)| id).collect();
    found.sort_by_key(|id| &model.entity(*id).slug);
    found
}

/// What all words stand for, or every complaint about them together.
fn gather(
    words: &[String],
    mean: impl Fn(&str) -> Result<Vec<EntityId>, Box<Diagnostic>>,
) -> Result<Vec<EntityId>, Failure> {
    let mut found = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for word in words {
        match mean(word) {
            Ok(ids) => found.extend(ids),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    if diagnostics.is_empty() {
        Ok(found)
    } else {
        Err(Failure::Asked { diagnostics, texts: Box::new(Texts::default()) })
    }
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
