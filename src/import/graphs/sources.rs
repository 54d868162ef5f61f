//! Who says so: the list of sources that a network may carry, and the ids that edges cite.

use super::{Network, get};
use crate::import::drafting::Drafting;
use crate::import::resolve::slug_from;
use crate::model::draft::SourceDraft;
use crate::model::kind::SourceKind;
use crate::model::{Origin, Section};
use serde_json::Value;

/// Defines the sources that a network tells of, as `comity export` writes them.
pub(super) fn define(network: &Network, drafting: &mut Drafting<'_>) {
    let list = get(&network.about, &["sources"]).and_then(|text| serde_json::from_str::<Value>(text).ok());
    for record in list.iter().filter_map(Value::as_array).flatten() {
        let text = |name: &str| record.get(name).and_then(Value::as_str).map(str::to_owned);
        let (Some(id), Some(title)) = (text("id"), text("title")) else { continue };
        drafting.define_source(SourceDraft {
            id,
            title,
            kind: text("kind").and_then(|kind| SourceKind::from_word(&kind)).unwrap_or(SourceKind::Dataset),
            publisher: text("publisher"),
            date: text("date"),
            url: text("url"),
            accessed: text("accessed"),
            note: text("note"),
            origin: Origin::entry(0, Section::Sources, 0),
        });
    }
}

/// The ids of the sources that an edge cites, separated by spaces: those of the file, else those of the known world, else
/// new ones.
pub(super) fn named(list: &str, drafting: &mut Drafting<'_>) -> String {
    let mut ids: Vec<String> = Vec::new();
    for title in list.split([';', ' ']).filter(|title| !title.is_empty()) {
        let id = if drafting.has_source(title) || drafting.known_source(title) {
            title.to_owned()
        } else {
            let id = slug_from(title);
            drafting.source(&id, title, SourceKind::Dataset, None, None);
            id
        };
        if !id.is_empty() && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.join(" ")
}
