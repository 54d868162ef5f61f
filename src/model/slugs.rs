//! What slugs look like, and how findings speak of slugs and of the kinds of entity they stand for.

use super::kind::EntityKind;
use super::{Origin, Section, names};
use crate::diagnostic::{Diagnostic, codes};

/// Whether a text is a slug; with levels, if it is one of a tree.
pub(super) fn is_slug(text: &str, tree: bool) -> bool {
    let level = |part: &str| {
        let inner = part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        inner && !part.is_empty() && !part.starts_with('-') && !part.ends_with('-')
    };
    if tree { text.split('/').all(level) } else { level(text) }
}

/// A slug of the wrong form.
pub(super) fn bad_slug(slug: &str, tree: bool, origin: Origin) -> Diagnostic {
    let level = |text: &str| names::fold(text).replace(' ', "-");
    let levels: Vec<String> = slug.split('/').map(level).filter(|level| !level.is_empty()).collect();
    let better = levels.join(if tree { "/" } else { "-" });
    let message = match slug {
        "" => "an empty text is no slug".to_owned(),
        _ if is_slug(slug, true) => format!("`{slug}` is no slug here: only those of issues and regions have levels"),
        _ => format!("`{slug}` is no slug: these are made of a–z, 0–9 and hyphens"),
    };
    let found = Diagnostic::new(&codes::BAD_SLUG, message, origin.place(""));
    if is_slug(&better, tree) {
        found.help(format!("write `{better}`"))
    } else {
        found.help("give it a short word of such letters, and put the readable name into `name`")
    }
}

/// A second definition of a slug or source id.
pub(super) fn defined_twice(slug: &str, again: Origin, first: Origin) -> Diagnostic {
    let what = |origin: Origin| match origin.section {
        Section::Entities(kind) => kind.with_article(),
        _ => "a source".to_owned(),
    };
    let same_section = again.section == first.section;
    let same_map = again.file == first.file && same_section;
    let code = if same_map { &codes::DUPLICATE_KEY } else { &codes::DUPLICATE_DEFINITION };
    let (message, help) = if same_section {
        let word = what(again);
        let word = word.split_once(' ').map_or(word.as_str(), |(_, word)| word);
        (format!("the {word} `{slug}` is defined twice"), "keep one definition; what the other adds goes into it")
    } else {
        let message = format!("`{slug}` is defined twice: as {} and as {}", what(first), what(again));
        (message, "slugs are unique over all kinds; give one of the two another")
    };
    Diagnostic::new(code, message, again.place(""))
        .label("defined again here")
        .also(first.place(""), "first defined here")
        .help(help)
}

/// "a state or a body", as a person says it.
pub(super) fn one_of(kinds: &[EntityKind]) -> String {
    let words: Vec<String> = kinds.iter().map(|kind| kind.with_article()).collect();
    alternatives(&words)
}

/// "state or body"; "entity" if any will do.
pub(super) fn any_of(kinds: &[EntityKind]) -> String {
    if kinds.len() == EntityKind::ALL.len() {
        return "entity".to_owned();
    }
    let words: Vec<String> = kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
    alternatives(&words)
}

/// "a", "a or b", "a, b or c".
fn alternatives(words: &[String]) -> String {
    match words {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        _ => words.concat(),
    }
}

/// Whether slugs of this kind may have levels.
pub(super) fn has_levels(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Issue | EntityKind::Region)
}
