//! What a name means, and by which rule.

use super::{Finding, slug};
use crate::model::names::{Resolution, resolve as look_up};
use crate::model::{EntityId, Model};
use crate::table::{Cell, Column, Table, Term};
use crate::time::{Certainty, Day};

/// Looks a name up and explains the result: the entity, or the candidates, with their codes that day.
///
/// `None` if nothing has the name.
pub fn resolve(model: &Model, name: &str, day: Day) -> Option<Finding> {
    let (found, rule) = match look_up(model, name, day, &[]) {
        Resolution::One(id, rule) => (vec![id], rule),
        Resolution::Several(ids, rule) => (ids, rule),
        Resolution::None => return None,
    };
    let columns = vec![
        Column::text("id", "Id"),
        Column::text("name", "Name"),
        Column::text("kind", "Kind"),
        Column::text("found_by", "Found by"),
        Column::text("codes", "Codes that day"),
        Column::text("aka", "Also"),
        Column::text("existed", "Existed"),
    ];
    let mut table = Table::new("entities", &format!("What “{name}” means"), columns);
    for id in &found {
        let entity = model.entity(*id);
        table.push(vec![
            slug(model, *id),
            entity.name.as_str().into(),
            entity.kind.as_str().into(),
            rule.as_str().into(),
            Cell::List(codes_on(model, *id, day)),
            Cell::List(entity.aka.iter().map(|alias| alias.text.to_string()).collect()),
            entity.life().map_or(Cell::Missing, |life| Cell::Text(life.to_string())),
        ]);
    }
    let mut finding = Finding::default();
    finding.answer.headline = Some(match found.as_slice() {
        [one] => format!("“{name}” is {} ({})", model.entity(*one).name, model.entity(*one).slug),
        several => format!("“{name}” is ambiguous: {} candidates", several.len()),
    });
    finding.answer.terms = vec![Term::new("rule", rule.as_str())];
    finding.answer.table = table;
    Some(finding)
}

/// The codes of an entity that are valid on a day, as `scheme:code`.
pub(super) fn codes_on(model: &Model, id: EntityId, day: Day) -> Vec<String> {
    let codes = model.entity(id).codes.iter();
    let valid = codes.filter(|code| code.during.as_ref().is_none_or(|during| during.on(day) > Certainty::No));
    valid.map(|code| format!("{}:{}", code.scheme, code.code)).collect()
}
