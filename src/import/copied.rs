//! Entities of a world that is there, as drafts of another.

use crate::model::draft::{AliasDraft, AttributesDraft, CodeDraft, EntityDraft, FormDraft, RosterDraft};
use crate::model::{Attributes, Entity, Origin, Section, SourceId};

/// The draft of an entity with all its names and codes.
pub(super) fn entity(entity: &Entity, src: Option<String>, attributes: AttributesDraft, number: u32) -> EntityDraft {
    let mut codes: Vec<CodeDraft> = Vec::new();
    for code in &entity.codes {
        let entry = codes.last().map_or(0, |last| last.entry + u32::from(*last.scheme != *code.scheme));
        let during = code.during.as_ref().map(ToString::to_string);
        codes.push(CodeDraft { scheme: code.scheme.to_string(), entry, code: code.code.to_string(), during });
    }
    let aka = entity.aka.iter().map(|alias| AliasDraft {
        text: alias.text.to_string(),
        during: alias.during.as_ref().map(ToString::to_string),
        shared: alias.shared,
    });
    EntityDraft {
        slug: entity.slug.to_string(),
        kind: entity.kind,
        name: entity.name.clone(),
        official: entity.official.as_deref().map(str::to_owned),
        aka: aka.collect(),
        codes,
        during: entity.during.as_ref().map(ToString::to_string),
        note: entity.note.as_deref().map(str::to_owned),
        src,
        attributes,
        origin: Origin::entry(0, Section::Entities(entity.kind), number),
    }
}

/// The draft of what only its kind of entity has; `src` names sources as the draft does.
pub(super) fn attributes(attributes: &Attributes, src: &dyn Fn(&[SourceId]) -> Option<String>) -> AttributesDraft {
    match attributes {
        Attributes::None => AttributesDraft::None,
        Attributes::Body { family, forms, rosters } => AttributesDraft::Body {
            family: family.clone(),
            forms: forms
                .iter()
                .map(|form| FormDraft {
                    form: form.form,
                    during: Some(form.during.to_string()).filter(|during| during != "/"),
                    src: src(&form.sources),
                    note: form.note.as_deref().map(str::to_owned),
                })
                .collect(),
            rosters: rosters
                .iter()
                .map(|roster| RosterDraft {
                    on: roster.on.to_string(),
                    count: roster.count,
                    grade: roster.grade,
                    src: src(&roster.sources),
                    note: roster.note.as_deref().map(str::to_owned),
                })
                .collect(),
        },
        Attributes::Treaty { opened, in_force } => AttributesDraft::Treaty {
            opened: opened.as_ref().map(ToString::to_string),
            in_force: in_force.as_ref().map(ToString::to_string),
        },
        Attributes::Dispute { over, active } => {
            AttributesDraft::Dispute { over: over.clone(), active: active.iter().map(ToString::to_string).collect() }
        }
        Attributes::Event { kind, place } => AttributesDraft::Event { kind: *kind, place: place.clone() },
    }
}
