//! Actors under `never` that could not have acted.

use super::life_place;
use super::seats::standing;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::kind::{Act, EntityKind, RelationKind};
use crate::model::{Attributes, Model};

/// Reports actors under a treaty's `never` that are no states, or that had surely ended before the treaty
/// was opened: that such an actor did nothing says nothing. A state that ended later may have stayed out.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    for never in standing(model, RelationKind::Party).filter(|act| act.act() == Some(Act::Never)) {
        let (actor, treaty) = (model.entity(never.from), model.entity(never.to));
        let opened = match &treaty.attributes {
            Attributes::Treaty { opened, .. } => opened.as_ref(),
            _ => None,
        };
        let life = actor.life();
        let gone = life.as_ref().zip(opened).filter(|(life, opened)| life.end().1 < opened.earliest());
        let message = if actor.kind != EntityKind::State {
            format!("`{}` stands under `never` of `{}`, but is {}", actor.slug, treaty.slug, actor.kind.with_article())
        } else if let Some((life, opened)) = gone {
            format!(
                "`{}` stands under `never` of `{}`, but had ended ({life}) before the treaty was opened ({opened})",
                actor.slug, treaty.slug
            )
        } else {
            continue;
        };
        let diagnostic = Diagnostic::new(&codes::NEVER_NO_STATE, message, never.origin.place("never"));
        let diagnostic = diagnostic.also(life_place(actor), "the actor");
        found.push(
            diagnostic.help("remove it from `never`; only of states that could act is it a fact that they did not"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::draft::{DetailDraft, When};
    use crate::model::kind::{Act, RelationKind};

    #[test]
    fn who_never_acted_could_have() {
        let mut world = Sample::default();
        world.state("ind", "1947-08-15/..");
        world.state("yar", "1918/1990-05-21");
        world.state("yug", "1918/2003-02-03");
        world.body("club", "1960/..");
        world.treaty("ctbt", "1996-09-24", "");
        world.relation(RelationKind::Party, "ind yar yug club", "ctbt", When::Always, DetailDraft::Act(Act::Never));
        assert_eq!(
            world.told_by("W0622"),
            [
                "`yar` stands under `never` of `ctbt`, but had ended (1918/1990-05-21) before the treaty was opened (1996-09-24)",
                "`club` stands under `never` of `ctbt`, but is a body"
            ]
        );
    }
}
