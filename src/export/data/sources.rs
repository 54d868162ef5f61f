//! Who says so: the sources behind rows, and behind all of them.

use super::{Cell, Data};
use crate::model::{Model, RelationId, SourceId};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The sources of some relations, each once, in order of first mention.
pub(super) fn of(model: &Model, relations: impl Iterator<Item = RelationId>) -> Vec<SourceId> {
    let mut ids = Vec::new();
    for id in relations.flat_map(|id| model.relation(id).sources.iter()) {
        if !ids.contains(id) {
            ids.push(*id);
        }
    }
    ids
}

/// The ids of sources as one text.
pub(super) fn joined<'d>(model: &'d Model, ids: &[SourceId], separator: &str) -> Cell<'d> {
    match ids {
        [] => Cell::None,
        [one] => Cell::Text(Cow::Borrowed(&model.source(*one).id)),
        several => {
            let ids: Vec<&str> = several.iter().map(|id| model.source(*id).id.as_str()).collect();
            Cell::owned(ids.join(separator))
        }
    }
}

/// The records of all sources that a network cites, in the order of the world.
pub(super) fn cited(data: &Data<'_>) -> Vec<Value> {
    let model = data.model;
    let mut is_cited = vec![data.whole; model.sources().len()];
    for id in data.evidence.iter().flat_map(|id| model.relation(*id).sources.iter()) {
        is_cited[id.index()] = true;
    }
    let cited = model.sources().iter().zip(is_cited).filter(|(_, cited)| *cited);
    let records = cited.map(|(source, _)| {
        let fields = [
            ("id", Some(source.id.as_str())),
            ("title", Some(source.title.as_str())),
            ("kind", Some(source.kind.as_str())),
            ("publisher", source.publisher.as_deref()),
            ("date", source.date.as_ref().map(crate::time::Date::as_str)),
            ("url", source.url.as_deref()),
            ("accessed", source.accessed.as_ref().map(crate::time::Date::as_str)),
            ("note", source.note.as_deref()),
        ];
        let fields = fields.into_iter().filter_map(|(name, text)| Some((name.to_owned(), Value::from(text?))));
        Value::Object(fields.collect::<Map<_, _>>())
    });
    records.collect()
}
