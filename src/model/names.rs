//! Names as people use them: look-up in a fixed order, and near names when nothing fits.

use super::kind::EntityKind;
use super::{EntityId, Model};
use crate::diagnostic::{Diagnostic, codes};
use crate::time::{Certainty, Day, Interval};

/// What a name turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Resolution {
    /// One entity, and by which rule it was found.
    One(EntityId, Rule),
    /// Several entities that the same rule finds.
    Several(Vec<EntityId>, Rule),
    /// None; [`near`] tells what may have been meant.
    None,
}

/// The rule by which a name was found; earlier rules win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// It is the slug.
    Slug,
    /// It is a code in some list, such as `KAZ` or `cow:705`.
    Code,
    /// It is exactly a name or alias valid on the day.
    Name,
    /// It is exactly a name or alias of another time.
    FormerName,
    /// It is a name, alias or code but for case, accents and punctuation.
    Folded,
}

impl Rule {
    /// The words that answers print.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Slug => "slug",
            Self::Code => "code",
            Self::Name => "name valid on the day",
            Self::FormerName => "name of another time",
            Self::Folded => "name but for case and accents",
        }
    }
}

/// Looks a name up: slug, then code, then exact name valid on the day, then exact name of any time,
/// then without regard to case, accents and punctuation. Only entities of the given kinds count; an
/// empty list of kinds means all.
pub fn resolve(model: &Model, text: &str, day: Day, kinds: &[EntityKind]) -> Resolution {
    let wanted = |id: EntityId| kinds.is_empty() || kinds.contains(&model.entity(id).kind);
    if let Some(id) = model.find(text).filter(|id| wanted(*id)) {
        return Resolution::One(id, Rule::Slug);
    }
    let folded = fold(text);
    for rule in [Rule::Code, Rule::Name, Rule::FormerName, Rule::Folded] {
        let mut found: Vec<EntityId> = model
            .ids()
            .map(|(id, _)| id)
            .filter(|id| wanted(*id) && fits(model, *id, rule, text, &folded, day))
            .collect();
        // ISO 3166 is what people type; a data set may call a body so (`CAN`: Canada, not the Andean Community).
        let iso = |id: &EntityId| {
            model.entity(*id).codes.iter().any(|code| code.scheme.starts_with("iso") && code.code == text)
        };
        if rule == Rule::Code && found.iter().any(iso) {
            found.retain(iso);
        }
        match found.as_slice() {
            [] => {}
            [one] => return Resolution::One(*one, rule),
            _ => return Resolution::Several(found, rule),
        }
    }
    Resolution::None
}

/// Looks up one name, or says why it finds nothing or too much, with near names and a cure.
///
/// # Errors
/// If nothing has the name, several entities have it, or what has it is of another kind.
pub fn look_up(model: &Model, name: &str, day: Day, kinds: &[EntityKind]) -> Result<EntityId, Box<Diagnostic>> {
    match resolve(model, name, day, kinds) {
        Resolution::One(id, _) => Ok(id),
        Resolution::Several(ids, _) => {
            let candidates: Vec<String> =
                ids.iter().map(|id| format!("`{}` ({})", model.entity(*id).slug, model.entity(*id).name)).collect();
            let message = format!("`{name}` is ambiguous");
            let help = format!("choose one of {}", candidates.join(", "));
            Err(Box::new(Diagnostic::new(&codes::AMBIGUOUS_NAME, message, None).help(help)))
        }
        Resolution::None => Err(Box::new(nothing_called(model, name, day, kinds))),
    }
}

/// The complaint that nothing of these kinds has a name.
pub fn nothing_called(model: &Model, name: &str, day: Day, kinds: &[EntityKind]) -> Diagnostic {
    let near = near(model, name, kinds);
    let wanted: Vec<String> = kinds.iter().map(|kind| kind.with_article()).collect();
    let wanted = wanted.join(" or ");
    if let Resolution::One(id, _) = resolve(model, name, day, &[]) {
        let entity = model.entity(id);
        let message = format!("`{name}` is {}, and {wanted} is needed here", entity.kind.with_article());
        let help = format!("`comity show {}` shows what it is", entity.slug);
        return Diagnostic::new(&codes::WRONG_KIND, message, None).help(help);
    }
    let what = match kinds {
        [one] => one.as_str(),
        _ => "entity",
    };
    let diagnostic = Diagnostic::new(&codes::UNKNOWN_NAME, format!("no {what} is called `{name}`"), None);
    if near.is_empty() {
        let plural = kinds.first().map_or("states", |kind| kind.plural());
        return diagnostic.help(format!("`comity list {plural}` shows what there is"));
    }
    let named = |slug: &String| match model.find(slug).map(|id| model.entity(id)) {
        Some(entity) if !entity.short_name().eq_ignore_ascii_case(slug) => {
            format!("`{slug}` ({})", entity.short_name())
        }
        _ => format!("`{slug}`"),
    };
    let help = format!("did you mean {}?", near.iter().map(named).collect::<Vec<_>>().join(" or "));
    diagnostic.suggest(&near).help(help)
}

fn fits(model: &Model, id: EntityId, rule: Rule, text: &str, folded: &str, day: Day) -> bool {
    let entity = model.entity(id);
    let held = |during: &Option<Interval>| during.as_ref().is_none_or(|d| d.on(day) > Certainty::No);
    match rule {
        Rule::Slug => &*entity.slug == text,
        Rule::Code => entity.codes.iter().any(|code| {
            let bare = text.strip_prefix(code.scheme.as_str()).and_then(|rest| rest.strip_prefix(':'));
            held(&code.during) && code.code == bare.unwrap_or(text)
        }),
        Rule::Name => {
            let exact = [Some(entity.name.as_str()), entity.official.as_deref()];
            exact.contains(&Some(text)) || entity.aka.iter().any(|alias| alias.text == text && held(&alias.during))
        }
        Rule::FormerName => entity.aka.iter().any(|alias| alias.text == text),
        Rule::Folded => names_of(model, id).any(|name| fold(name) == folded),
    }
}

/// All names of an entity: slug, name, official name, aliases and codes.
pub fn names_of(model: &Model, id: EntityId) -> impl Iterator<Item = &str> {
    let entity = model.entity(id);
    let plain = [Some(&*entity.slug), Some(entity.name.as_str()), entity.official.as_deref()];
    let aliases = entity.aka.iter().map(|alias| alias.text.as_str());
    plain.into_iter().flatten().chain(aliases).chain(entity.codes.iter().map(|code| code.code.as_str()))
}

/// Slugs of the entities whose names come close to a text, the nearest first, three at most.
pub fn near(model: &Model, text: &str, kinds: &[EntityKind]) -> Vec<String> {
    let wanted = model.ids().filter(|(_, entity)| kinds.is_empty() || kinds.contains(&entity.kind));
    let names = wanted.flat_map(|(id, entity)| names_of(model, id).map(|name| (name, &*entity.slug)));
    near_among(text, names)
}

/// Of pairs of a name and what it stands for, what the nearest names stand for; three at most.
///
/// Jaro–Winkler finds both slips in short acronyms (`CIAC`) and in long names (`Kirgizstan`), where a
/// count of edits fails on one or the other.
pub fn near_among<'a>(text: &str, names: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    const CLOSE: f64 = 0.85;
    let folded = fold(text);
    let mut scored: Vec<(f64, &str)> = Vec::new();
    for (name, stands_for) in names {
        // Two letters are near to half of all codes.
        if name.len() < 3 {
            continue;
        }
        let score = likeness(&folded, &fold(name));
        if score < CLOSE {
            continue;
        }
        match scored.iter_mut().find(|(_, known)| *known == stands_for) {
            Some((best, _)) => *best = best.max(score),
            None => scored.push((score, stands_for)),
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    // One far better than the rest stands alone: a list of weak guesses hides it.
    let best = scored.first().map_or(0.0, |(score, _)| *score);
    scored.iter().take(3).filter(|(score, _)| best - score < 0.06).map(|(_, slug)| (*slug).to_owned()).collect()
}

/// How much alike two folded names are, from 0 to 1.
fn likeness(a: &str, b: &str) -> f64 {
    let alike = strsim::jaro_winkler(a, b);
    // In a word as short as most slugs one slip changes a third of the letters.
    if !(3..=5).contains(&a.len()) || strsim::osa_distance(a, b) != 1 {
        return alike;
    }
    let same_letters = {
        let sorted = |word: &str| {
            let mut letters = word.as_bytes().to_vec();
            letters.sort_unstable();
            letters
        };
        sorted(a) == sorted(b)
    };
    alike.max(if same_letters { 0.92 } else { 0.86 })
}

/// A name without case, accents and punctuation.
///
/// ```
/// assert_eq!(comity::model::names::fold("Côte d’Ivoire"), "cote divoire");
/// ```
pub fn fold(name: &str) -> String {
    let plain =
        if name.is_ascii() { name.to_ascii_lowercase() } else { deunicode::deunicode(name).to_ascii_lowercase() };
    let mut folded = String::with_capacity(plain.len());
    for c in plain.chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c);
        } else if (c.is_whitespace() || c == '-' || c == '/' || c == '_')
            && !folded.ends_with(' ')
            && !folded.is_empty()
        {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_find_slips() {
        let names =
            [("cica", "cica"), ("csto", "csto"), ("Kyrgyzstan", "kgz"), ("Uzbekistan", "uzb"), ("Kazakhstan", "kaz")];
        let near = |text: &str| near_among(text, names.into_iter());
        assert_eq!(near("CIAC")[0], "cica");
        assert_eq!(near("CSCO")[0], "csto");
        assert_eq!(near("Kirgizstan")[0], "kgz");
        assert_eq!(near("Kazakstan")[0], "kaz");
        let slugs = ["kaz", "kgz", "kor", "uzb", "usa"];
        let near = |text: &str| near_among(text, slugs.into_iter().map(|slug| (slug, slug)));
        assert_eq!(near("kza"), ["kaz"]);
        assert_eq!(near("kgs"), ["kgz"]);
        assert!(near("Atlantis").is_empty());
    }

    #[test]
    fn folding_forgets_case_accents_and_marks() {
        assert_eq!(fold("Türkiye"), "turkiye");
        assert_eq!(fold("Guinea-Bissau"), fold("guinea bissau"));
        assert_eq!(fold("  U.S.A. "), "usa");
        assert_eq!(fold("中国"), "zhong guo");
    }
}
