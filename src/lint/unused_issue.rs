//! Issues that nothing is about.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{Detail, Model};
use std::collections::BTreeSet;

/// Reports issues of the top level that nothing is about, if nothing is about any issue below them either.
/// A narrower issue may wait for its first statement where its branch is in use: a tree of issues is a
/// vocabulary that is laid out as a whole.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut used = BTreeSet::new();
    for relation in model.relations().iter().filter(|relation| relation.kind != RelationKind::PartOf) {
        used.insert(top(&model.entity(relation.to).slug));
        if let Detail::Cooperates { issue: Some(issue), .. } = &relation.detail {
            used.insert(top(&model.entity(*issue).slug));
        }
    }
    let issues = || model.entities().iter().filter(|entity| entity.kind == EntityKind::Issue);
    for issue in issues().filter(|issue| top(&issue.slug) == &*issue.slug && !used.contains(&*issue.slug)) {
        let below = issues().filter(|other| top(&other.slug) == &*issue.slug).count() - 1;
        let below = if below == 0 { String::new() } else { format!(", nor about any of the {below} below") };
        let message = format!("nothing is about the issue `{}`{below}", issue.slug);
        let diagnostic = Diagnostic::new(&codes::UNUSED_ISSUE, message, issue.origin.place(""));
        found.push(diagnostic.help("name it in a `mandate` or in `topics`, or remove it"));
    }
}

/// The first level of a slug.
fn top(slug: &str) -> &str {
    slug.split('/').next().unwrap_or(slug)
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::Detail;
    use crate::model::draft::{DetailDraft, When};
    use crate::model::kind::{Depth, RelationKind};

    #[test]
    fn a_branch_is_used_or_not() {
        let mut world = Sample::default();
        world.body("club", "1960/..");
        world.body("pact", "1960/..");
        for slug in [
            "security",
            "security/border",
            "security/drugs",
            "economy",
            "economy/trade",
            "energy",
            "energy/electricity",
            "society",
        ] {
            world.issue(slug);
        }
        let depth = DetailDraft::Ready(Detail::Depth(Depth::Core));
        world.relation(RelationKind::Covers, "club", "security/border", When::Unknown, depth);
        let trade = DetailDraft::Cooperates { mode: None, issue: Some("economy/trade".to_owned()) };
        world.relation(RelationKind::Cooperates, "club", "pact", When::Unknown, trade);
        assert_eq!(
            world.told_by("W0620"),
            [
                "nothing is about the issue `energy`, nor about any of the 1 below",
                "nothing is about the issue `society`"
            ]
        );
    }
}
