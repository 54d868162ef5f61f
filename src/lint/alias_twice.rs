//! Names that several entities of one kind claim for the same time.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::names::fold;
use crate::model::{EntityId, Model};
use crate::time::{Certainty, Interval};
use rustc_hash::FxHashMap;

/// Reports every second claim to a name; two kinds of entity may share one, as commands tell them apart.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut claims: FxHashMap<String, Vec<(EntityId, Option<Interval>)>> = FxHashMap::default();
    for (id, entity) in model.ids() {
        let plain = [Some(&entity.name), entity.official.as_ref()].into_iter().flatten().map(|name| (name, None));
        let names = plain.chain(entity.aka.iter().map(|alias| (&alias.text, alias.during.clone())));
        for (i, (name, during)) in names.enumerate() {
            let earlier = claims.entry(fold(name)).or_default();
            let clash = earlier.iter().find(|(other, time)| {
                *other != id && model.entity(*other).kind == entity.kind && meet(time.as_ref(), during.as_ref())
            });
            if let Some((other, _)) = clash {
                let first = model.entity(*other);
                let message = format!("`{}` and `{}` are both called “{name}”", first.slug, entity.slug);
                let plain_names = 1 + usize::from(entity.official.is_some());
                let origin = entity.origin;
                let place = if i < plain_names { origin } else { origin.at("aka", Some((i - plain_names) as u32)) };
                let diagnostic = Diagnostic::new(&codes::ALIAS_TWICE, message, place.place(""));
                found.push(diagnostic.also(first.origin.place(""), "also called so"));
            }
            earlier.push((id, during));
        }
    }
}

fn meet(a: Option<&Interval>, b: Option<&Interval>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.meets(b) > Certainty::No,
        _ => true,
    }
}
