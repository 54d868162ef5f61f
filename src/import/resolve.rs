//! Whom foreign files mean: codes with their dates, and names in all the spellings of a known world.

use super::input::beginning;
use crate::model::kind::EntityKind;
use crate::model::names::{fold, near};
use crate::model::{EntityId, Model};
use crate::time::{Certainty, Day, Interval, Span};
use rustc_hash::FxHashMap;

/// Finds entities of a known world by code and by name, quickly and always the same way.
#[derive(Debug)]
pub(super) struct Resolver<'b> {
    base: &'b Model,
    codes: FxHashMap<(&'b str, &'b str), Vec<Bearer<'b>>>,
    names: FxHashMap<String, Vec<EntityId>>,
    cache: FxHashMap<(String, Kinds), Outcome>,
    /// Whether names near an unknown one are looked for, which takes as long as a thousand names that are known.
    pub(super) suggests: bool,
}

/// Who bears a code, and when.
type Bearer<'b> = (EntityId, Option<&'b Interval>);

/// Which kinds of entity are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kinds {
    Body,
    Actor,
    Treaty,
}

impl Kinds {
    fn holds(self, kind: EntityKind) -> bool {
        match self {
            Self::Body => kind == EntityKind::Body,
            Self::Actor => matches!(kind, EntityKind::State | EntityKind::Body),
            Self::Treaty => kind == EntityKind::Treaty,
        }
    }

    fn list(self) -> &'static [EntityKind] {
        match self {
            Self::Body => &[EntityKind::Body],
            Self::Actor => &[EntityKind::State, EntityKind::Body],
            Self::Treaty => &[EntityKind::Treaty],
        }
    }
}

/// What a name turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// One entity, and how it was found.
    One(EntityId, &'static str),
    /// Several; their slugs.
    Several(Vec<String>),
    /// None; slugs with near names.
    None(Vec<String>),
}

/// Bytes of a name that may stand for somebody; to look for a longer one would take long.
const LONGEST_NAME: usize = 1024;

impl Outcome {
    /// The complaint about a name that is not one entity's.
    pub(super) fn complaint(&self, name: &str) -> String {
        match self {
            Self::One(..) => String::new(),
            Self::Several(slugs) => format!("`{name}` may be {}", slugs.join(" or ")),
            Self::None(near) if near.is_empty() => format!("nobody is called `{}`", beginning(name)),
            Self::None(near) => format!("nobody is called `{name}`; near are {}", near.join(", ")),
        }
    }
}

impl<'b> Resolver<'b> {
    pub(super) fn new(base: &'b Model) -> Self {
        let mut codes: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (id, entity) in base.ids() {
            for code in &entity.codes {
                let key = (code.scheme.as_str(), code.code.as_str());
                codes.entry(key).or_default().push((id, code.during.as_ref()));
            }
        }
        Self { base, codes, names: FxHashMap::default(), cache: FxHashMap::default(), suggests: true }
    }

    /// Who bore a code for most of a span; of those who bore it as long, the later one.
    pub(super) fn bearer(&self, scheme: &str, code: &str, span: Span) -> Option<EntityId> {
        let bearers = self.codes.get(&(scheme, code))?;
        let days = |during: Option<&Interval>| match during {
            None => i64::from(span.last.number()) - i64::from(span.first.number()) + 1,
            Some(during) => {
                let first = during.start().0.max(span.first).number();
                let last = during.end().1.min(span.last).number();
                i64::from(last) - i64::from(first) + 1
            }
        };
        let lives = |id: EntityId| self.base.entity(id).life().is_none_or(|life| life.within(span) > Certainty::No);
        let borne =
            bearers.iter().map(|(id, during)| (lives(*id), days(*during), *id)).filter(|(_, days, _)| *days > 0);
        borne.max_by_key(|(lives, days, id)| (*lives, *days, *id)).map(|(.., id)| id)
    }

    /// The days from which on, and after which, somebody bears a code.
    pub(super) fn changes(&self, scheme: &str, code: &str) -> Vec<Day> {
        let bearers = self.codes.get(&(scheme, code)).map_or(&[][..], Vec::as_slice);
        let ends = bearers.iter().filter_map(|(_, during)| *during);
        ends.flat_map(|during| [during.start().0, during.end().1.next()]).collect()
    }

    /// Whoever bears a code at any time, if it is one alone.
    pub(super) fn only_bearer(&self, scheme: &str, code: &str) -> Option<EntityId> {
        let bearers = self.codes.get(&(scheme, code))?;
        let first = bearers.first()?.0;
        bearers.iter().all(|(id, _)| *id == first).then_some(first)
    }

    /// Looks a name up: slug, ISO code, exact name, name without case and accents, and then what is left of the name
    /// when brackets, articles and titles are taken away.
    pub(super) fn find(&mut self, name: &str, kinds: Kinds) -> Outcome {
        if name.len() > LONGEST_NAME {
            return Outcome::None(Vec::new());
        }
        let key = (name.to_owned(), kinds);
        if let Some(known) = self.cache.get(&key) {
            return known.clone();
        }
        if self.names.is_empty() {
            self.index();
        }
        let outcome = self.look_up(name, kinds);
        self.cache.insert(key, outcome.clone());
        outcome
    }

    fn look_up(&self, name: &str, kinds: Kinds) -> Outcome {
        let wanted = |id: EntityId| kinds.holds(self.base.entity(id).kind);
        if let Some(id) = self.base.find(name).filter(|id| wanted(*id)) {
            return Outcome::One(id, "slug");
        }
        for scheme in ["iso3", "iso2"] {
            if let Some(id) = self.only_bearer(scheme, name).filter(|id| wanted(*id)) {
                return Outcome::One(id, "code");
            }
        }
        let mut several = Vec::new();
        for (form, rule) in spellings(name) {
            let found = self.names.get(&form).map_or(&[][..], Vec::as_slice);
            let mut found: Vec<EntityId> = found.iter().copied().filter(|id| wanted(*id)).collect();
            // A name of a state in a list of actors means the state, however a body abbreviates itself.
            if found.len() > 1 && found.iter().any(|id| self.base.entity(*id).kind == EntityKind::State) {
                found.retain(|id| self.base.entity(*id).kind == EntityKind::State);
            }
            if found.len() > 1 {
                let whole: Vec<EntityId> =
                    found.iter().copied().filter(|id| fold(&self.base.entity(*id).name) == form).collect();
                if whole.len() == 1 {
                    found = whole;
                }
            }
            match found.as_slice() {
                [] => {}
                [one] => return Outcome::One(*one, rule),
                _ => several = found,
            }
            if !several.is_empty() {
                return Outcome::Several(several.iter().map(|id| self.base.entity(*id).slug.to_string()).collect());
            }
        }
        Outcome::None(if self.suggests { near(self.base, name, kinds.list()) } else { Vec::new() })
    }

    fn index(&mut self) {
        for (id, entity) in self.base.ids() {
            let names = [Some(entity.name.as_str()), entity.official.as_deref(), Some(&*entity.slug)];
            let aliases = entity.aka.iter().map(|alias| alias.text.as_str());
            for name in names.into_iter().flatten().chain(aliases) {
                for key in [fold(name), joined(&fold(name))] {
                    let list = self.names.entry(key).or_default();
                    if !list.contains(&id) {
                        list.push(id);
                    }
                }
            }
        }
    }
}

/// A name in the forms in which it may be known, the most faithful first.
fn spellings(name: &str) -> Vec<(String, &'static str)> {
    let name = name.replace('\u{a0}', " ");
    let mut forms = vec![(fold(&name), "name")];
    let mut add = |form: String, rule: &'static str| {
        let form = fold(&form);
        if !form.is_empty() && forms.iter().all(|(known, _)| *known != form) {
            forms.push((form, rule));
        }
    };
    let plain = name.split(" (").next().unwrap_or(&name).trim().to_owned();
    add(plain.clone(), "name without brackets");
    let and = plain.replace('&', " and ").replace("St. ", "Saint ").replace("St ", "Saint ");
    add(and.clone(), "name written out");
    for article in ["the ", "The "] {
        add(and.strip_prefix(article).unwrap_or_default().to_owned(), "name without its article");
    }
    if let Some((head, tail)) = and.split_once(", ") {
        add(format!("{tail} {head}"), "name turned round");
        add(head.to_owned(), "name before its comma");
    }
    for title in TITLES {
        if let Some(rest) = and.strip_prefix(title) {
            add(rest.to_owned(), "name without its title");
            add(rest.trim_start_matches("the ").to_owned(), "name without its title");
        }
    }
    if let Some((_, slug)) = OTHER_NAMES.iter().find(|(theirs, _)| fold(theirs) == fold(&name)) {
        add((*slug).to_owned(), "name of another list");
    }
    let run_together = joined(&fold(&and));
    add(run_together, "name run together");
    forms
}

fn joined(folded: &str) -> String {
    folded.replace(' ', "")
}

/// Titles that long names begin with.
const TITLES: &[&str] = &[
    "Republic of ",
    "Kingdom of ",
    "State of ",
    "Islamic Republic of ",
    "Democratic Republic of ",
    "Federal Republic of ",
    "People's Republic of ",
    "Principality of ",
    "Federative Republic of ",
    "Commonwealth of ",
];

/// What data sets call some states, where no spelling of the name itself leads there.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("Congo", "cog"),
    ("Congo-Brazzaville", "cog"),
    ("congobrazz", "cog"),
    ("Congo, Republic of the", "cog"),
    ("Congo - Brazzaville", "cog"),
    ("Congo - Kinshasa", "cod"),
    ("Congo-Kinshasa", "cod"),
    ("DRC", "cod"),
    ("Zaire", "cod"),
    ("The Dominican", "dom"),
    ("Burma", "mmr"),
    ("Turkey", "tur"),
    ("Swaziland", "swz"),
    ("Macedonia", "mkd"),
    ("FYROM", "mkd"),
    ("Cape Verde", "cpv"),
    ("Czech Republic", "cze"),
    ("Holy See", "vat"),
    ("Viet Nam", "vnm"),
    ("Republic of Vietnam", "vdr"),
    ("Yemen Arab Republic", "yar"),
    ("Yemen People's Republic", "ymd"),
    ("German Democratic Republic", "ddr"),
    ("German Federal Republic", "deu"),
    ("Federal Republic of Germany", "deu"),
    ("Russian Federation", "rus"),
    ("Syrian Arab Republic", "syr"),
    ("Lao People's Democratic Republic", "lao"),
    ("Democratic People's Republic of Korea", "prk"),
    ("Republic of Korea", "kor"),
    ("Korea, South", "kor"),
    ("Korea, North", "prk"),
    ("Great Britain", "gbr"),
    ("Britain", "gbr"),
    ("United Kingdom of Great Britain and Northern Ireland", "gbr"),
    ("United States of America", "usa"),
    ("Côte d'Ivoire", "civ"),
    ("Ivory Coast", "civ"),
    ("East Timor", "tls"),
    ("Western Samoa", "wsm"),
    ("Bosnia", "bih"),
    ("Bosnia-Herzegovina", "bih"),
    ("Micronesia", "fsm"),
    ("Czechia", "cze"),
    ("Palestinian Territories", "pse"),
    ("Occupied Palestinian Territory", "pse"),
    ("State of Palestine", "pse"),
    ("UAE", "are"),
    ("UK", "gbr"),
    ("USA", "usa"),
    ("US", "usa"),
    ("CAR", "caf"),
    ("PNG", "png"),
    ("USSR", "sun"),
    ("Soviet Union", "sun"),
    ("Taiwan, Province of China", "twn"),
    ("China, Hong Kong SAR", "hkg"),
    ("European Community", "eu"),
    ("European Economic Community", "eu"),
];

/// A slug made of any text: lower-case letters, digits and hyphens, at most sixty of them.
pub(super) fn slug_from(text: &str) -> String {
    let mut slug = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(60);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_makes_a_slug() {
        assert_eq!(slug_from("Two  Sicilies (Kingdom)"), "two-sicilies-kingdom");
        assert_eq!(slug_from("***"), "");
    }
}
