//! Families that are likely another one misspelt.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use std::collections::BTreeMap;

/// How many letters may differ; a family of one body with a name of its own is no slip.
const SLIP: usize = 2;

/// Reports families that only one body uses, if their name is all but that of another family.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for family in model.entities().iter().filter_map(|entity| entity.family()) {
        *sizes.entry(family).or_default() += 1;
    }
    for body in model.entities() {
        let Some(family) = body.family().filter(|family| sizes.get(family) == Some(&1)) else { continue };
        let near = sizes.iter().filter(|(other, _)| **other != family);
        let near = near.map(|(other, size)| (strsim::osa_distance(family, other), *other, *size));
        // In a name of few letters, two others make another word.
        let near = near.filter(|(distance, other, _)| *distance <= SLIP && other.len() > 2 * SLIP);
        let Some((_, other, size)) = near.min_by_key(|(distance, ..)| *distance) else { continue };
        let others = if size == 1 { "one other body is".to_owned() } else { format!("{size} other bodies are") };
        let message = format!("`{}` alone is of the family `{family}`, and {others} of `{other}`", body.slug);
        let diagnostic = Diagnostic::new(&codes::LONE_FAMILY, message, body.origin.place("family"));
        found.push(diagnostic.suggest(&[other.to_owned()]));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::draft::AttributesDraft;

    fn told(families: &[&str]) -> Vec<String> {
        let mut world = Sample::default();
        for (i, name) in families.iter().enumerate() {
            let body = world.body(&format!("body-{i}"), "1960/..");
            if let AttributesDraft::Body { family, .. } = &mut body.attributes {
                *family = Some((*name).to_owned());
            }
        }
        world.told_by("W0619")
    }

    #[test]
    fn a_misspelt_family_is_alone() {
        let told = told(&["post-soviet", "post-sovjet", "post-soviet"]);
        assert_eq!(told, ["`body-1` alone is of the family `post-sovjet`, and 2 other bodies are of `post-soviet`"]);
    }

    #[test]
    fn a_family_of_its_own_is_no_slip() {
        assert!(told(&["south-asia", "south-east-asia", "south-asia", "gulf", "golf", "golf"]).is_empty());
    }
}
