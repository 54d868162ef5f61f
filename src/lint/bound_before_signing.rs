//! Parties that bound themselves before they signed.

use super::seats::standing;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::kind::{Act, RelationKind};
use crate::model::{EntityId, Model, Relation};
use rustc_hash::FxHashMap;

/// Reports a ratification, acceptance, approval or accession that surely comes before the signature of the
/// same actor, and that no withdrawal undid in between. Who succeeds to another's signature may sign too.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut signed: FxHashMap<(EntityId, EntityId), Vec<&Relation>> = FxHashMap::default();
    for act in standing(model, RelationKind::Party).filter(|act| act.act() == Some(Act::Signed)) {
        signed.entry((act.from, act.to)).or_default().push(act);
    }
    let binds = |act: &Relation| act.act().is_some_and(|act| act.binds() && act != Act::Succeeded);
    for act in standing(model, RelationKind::Party).filter(|act| binds(act)) {
        let signatures = signed.get(&(act.from, act.to)).map_or(&[][..], Vec::as_slice);
        let reversed = signatures.iter().find(|signature| {
            let day = signature.during.start().0;
            act.during.start().1 < day && act.during.end().1 >= day
        });
        // A second signature, after a treaty was signed and ratified once, is odd but not reversed.
        let in_order = signatures.iter().any(|signature| signature.during.start().0 <= act.during.start().1);
        let Some(signature) = reversed.filter(|_| !in_order) else { continue };
        let message = format!(
            "`{}` {} `{}` {}, before it signed {}",
            model.entity(act.from).slug,
            match act.act() {
                Some(Act::Acceded) => "acceded to".to_owned(),
                _ => act.detail_text(),
            },
            model.entity(act.to).slug,
            act.during.from_text(),
            signature.during.from_text()
        );
        let diagnostic = Diagnostic::new(&codes::BOUND_BEFORE_SIGNING, message, act.origin.place("on"));
        let diagnostic = diagnostic.also(signature.origin.place("on"), "signed");
        found.push(diagnostic.help("the days may have changed places; look them up in the depositary's list"));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::kind::Act::{self, Acceded, Ratified, Signed, Succeeded, Withdrew};

    fn told(acts: &[(Act, &str)]) -> Vec<String> {
        let mut world = Sample::default();
        world.state("aaa", "1900/..");
        world.treaty("npt", "1968-07-01", "");
        for (act, on) in acts {
            world.act("aaa", "npt", *act, on);
        }
        world.told_by("W0613")
    }

    #[test]
    fn days_that_changed_places() {
        let told = told(&[(Signed, "1970-02-03"), (Ratified, "1969-11-24")]);
        assert_eq!(told, ["`aaa` ratified `npt` 1969-11-24, before it signed 1970-02-03"]);
    }

    #[test]
    fn true_orders_are_left_alone() {
        for acts in [
            &[(Signed, "1969-11-24"), (Ratified, "1969-11-24")][..],
            &[(Signed, "1969-11-24"), (Ratified, "1969")],
            &[(Succeeded, "1992"), (Signed, "1993-01-13")],
            &[(Acceded, "1985-12-12"), (Withdrew, "2003-01-10"), (Signed, "2020-01-01")],
            &[(Signed, "1968"), (Ratified, "1969"), (Signed, "1975")],
        ] {
            assert!(told(acts).is_empty(), "{acts:?}");
        }
    }
}
