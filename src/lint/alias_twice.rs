//! Names that several entities of one kind claim for the same time.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::names::fold;
use crate::model::{EntityId, Model};
use crate::time::{Certainty, Interval};
use rustc_hash::FxHashMap;

/// One entity's claim to a name.
struct Claim {
    id: EntityId,
    during: Option<Interval>,
    shared: bool,
}

/// Reports every second claim to a name; two kinds of entity may share one, as commands tell them apart.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut claims: FxHashMap<String, Vec<Claim>> = FxHashMap::default();
    for (id, entity) in model.ids() {
        // A name without dates is borne as long as its bearer lives.
        let life = entity.life();
        let plain = [Some(entity.name.as_str()), entity.official.as_deref()].into_iter().flatten();
        let plain = plain.map(|name| (name, Claim { id, during: life.clone(), shared: false }));
        let names = plain.chain(entity.aka.iter().map(|alias| {
            let during = alias.during.clone().or_else(|| life.clone());
            (alias.text.as_str(), Claim { id, during, shared: alias.shared })
        }));
        for (i, (name, claim)) in names.enumerate() {
            let earlier = claims.entry(fold(name)).or_default();
            let clash = earlier.iter().find(|other| {
                let known = other.shared && claim.shared;
                let same_kind = model.entity(other.id).kind == entity.kind;
                other.id != id && same_kind && !known && meet(other.during.as_ref(), claim.during.as_ref())
            });
            if let Some(Claim { id: other, .. }) = clash {
                let first = model.entity(*other);
                let message = format!("`{}` and `{}` are both called “{name}”", first.slug, entity.slug);
                let plain_names = 1 + usize::from(entity.official.is_some());
                let origin = entity.origin;
                let place = if i < plain_names { origin } else { origin.at("aka", Some((i - plain_names) as u32)) };
                let diagnostic = Diagnostic::new(&codes::ALIAS_TWICE, message, place.place(""));
                let help = "if it is true to life, write `(name: \"…\", shared: true)` in both";
                found.push(diagnostic.also(first.origin.place(""), "also called so").help(help));
            }
            earlier.push(claim);
        }
    }
}

fn meet(a: Option<&Interval>, b: Option<&Interval>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.meets(b) > Certainty::No,
        _ => true,
    }
}
