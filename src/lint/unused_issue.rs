//! Issues that nothing is about.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{Detail, EntityId, Model};

/// Reports issues that nothing is about and nobody is concerned by, and that have no issue in use below them.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut used = vec![false; model.entities().len()];
    for relation in model.relations().iter().filter(|relation| relation.kind != RelationKind::PartOf) {
        used[relation.to.index()] = true;
        if let Detail::Cooperates { issue: Some(issue), .. } = &relation.detail {
            used[issue.index()] = true;
        }
    }
    let in_use: Vec<&str> = model.ids().filter(|(id, _)| used[id.index()]).map(|(_, entity)| &*entity.slug).collect();
    let below =
        |slug: &str| in_use.iter().any(|other| other.strip_prefix(slug).is_some_and(|rest| rest.starts_with('/')));
    let unused = |id: EntityId, slug: &str| !used[id.index()] && !below(slug);
    for (_, issue) in model.ids().filter(|(id, e)| e.kind == EntityKind::Issue && unused(*id, &e.slug)) {
        let message = format!("nothing is about the issue `{}`", issue.slug);
        let diagnostic = Diagnostic::new(&codes::UNUSED_ISSUE, message, issue.origin.place(""));
        found.push(diagnostic.help("name it in a `mandate` or in `topics`, or remove it"));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::Detail;
    use crate::model::draft::{DetailDraft, When};
    use crate::model::kind::{Depth, RelationKind};

    #[test]
    fn an_issue_or_one_below_it_is_used() {
        let mut world = Sample::default();
        world.body("club", "1960/..");
        world.body("pact", "1960/..");
        for slug in ["security", "security/border", "economy", "economy/trade", "energy", "energy/electricity"] {
            world.issue(slug);
        }
        let depth = DetailDraft::Ready(Detail::Depth(Depth::Core));
        world.relation(RelationKind::Covers, "club", "security/border", When::Unknown, depth);
        let trade = DetailDraft::Cooperates { mode: None, issue: Some("economy/trade".to_owned()) };
        world.relation(RelationKind::Cooperates, "club", "pact", When::Unknown, trade);
        assert_eq!(
            world.told_by("W0620"),
            ["nothing is about the issue `energy`", "nothing is about the issue `energy/electricity`"]
        );
    }
}
