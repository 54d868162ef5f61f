//! Bodies of which it is not said what they are or where they belong.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Attributes, Model};

/// Reports bodies without a form, and, in worlds that use families, bodies without one.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let families = model.entities().iter().any(|entity| entity.family().is_some());
    for body in model.entities() {
        let Attributes::Body { family, forms, .. } = &body.attributes else { continue };
        let (message, help) = match (family, forms.is_empty()) {
            (Some(_), false) => continue,
            (None, false) if !families => continue,
            (None, false) => (
                format!("`{}` has no family, though other bodies have one", body.slug),
                "add `family: \"…\"`, the lineage by which pictures colour it",
            ),
            (_, true) => (
                format!("it is not said what `{}` is or since when it exists: it has no `form`", body.slug),
                "add `form: [Forum(during: \"…/..\", src: \"…\")]`, or Igo, Bloc, Alliance, Bank, Secretariat",
            ),
        };
        found.push(Diagnostic::new(&codes::BARE_BODY, message, body.origin.place("")).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::draft::{AttributesDraft, EntityDraft};

    fn strip(body: &mut EntityDraft, no_family: bool, no_form: bool) {
        let AttributesDraft::Body { family, forms, .. } = &mut body.attributes else { return };
        *family = family.take().filter(|_| !no_family);
        forms.retain(|_| !no_form);
    }

    #[test]
    fn a_body_says_what_it_is_and_where_it_belongs() {
        let mut world = Sample::default();
        world.body("whole", "1960/..");
        strip(world.body("astray", "1960/.."), true, false);
        strip(world.body("shapeless", "1960/.."), true, true);
        assert_eq!(
            world.told_by("W0618"),
            [
                "`astray` has no family, though other bodies have one",
                "it is not said what `shapeless` is or since when it exists: it has no `form`"
            ]
        );
    }

    #[test]
    fn a_world_can_do_without_families() {
        let mut world = Sample::default();
        strip(world.body("club", "1960/.."), true, false);
        assert!(world.told_by("W0618").is_empty());
    }
}
