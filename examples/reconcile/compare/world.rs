//! The shipped world as data sets see it: bodies by their codes, and who certainly or possibly sat in them.

use comity::document::builtin;
use comity::model::kind::{EntityKind, Grade};
use comity::model::names::{Resolution, resolve};
use comity::model::{Code, EntityId, Model};
use comity::time::{Certainty, Day, Interval, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The model with what a comparison looks up again and again.
pub(crate) struct World {
    pub(crate) model: Model,
    /// Body → member → when.
    seats: BTreeMap<EntityId, BTreeMap<EntityId, Vec<Interval>>>,
    codes: BTreeMap<(String, String), Vec<(EntityId, Code)>>,
}

impl World {
    /// The world that is part of the program.
    pub(crate) fn shipped() -> Self {
        let model = builtin().model;
        let mut seats: BTreeMap<_, BTreeMap<_, Vec<Interval>>> = BTreeMap::new();
        for seat in model.relations().iter().filter(|r| r.grade() == Some(Grade::Member)) {
            seats.entry(seat.to).or_default().entry(seat.from).or_default().push((*seat.during).clone());
        }
        let mut codes: BTreeMap<_, Vec<(EntityId, Code)>> = BTreeMap::new();
        for (id, entity) in model.ids() {
            for code in &entity.codes {
                codes.entry((code.scheme.to_string(), code.code.to_string())).or_default().push((id, code.clone()));
            }
        }
        Self { model, seats, codes }
    }

    /// Who bears a code during some of a span and lives then, those that bear it last at the end. Bodies
    /// whose members are not written here are left out: unknown is not no.
    pub(crate) fn bearers(&self, scheme: &str, code: &str, span: Span) -> Vec<EntityId> {
        let known = self.codes.get(&(scheme.to_owned(), code.to_owned())).map_or(&[][..], Vec::as_slice);
        let held = |code: &Code| code.during.as_ref().is_none_or(|d| d.within(span) > Certainty::No);
        let lives = |id: EntityId| self.model.entity(id).life().is_none_or(|life| life.within(span) > Certainty::No);
        let told =
            |id: EntityId| self.model.entity(id).kind != EntityKind::Body || self.members_of(id).next().is_some();
        let mut found: Vec<_> = known.iter().filter(|(id, code)| held(code) && lives(*id) && told(*id)).collect();
        found.sort_by_key(|(_, code)| code.during.as_ref().map(Interval::end));
        found.into_iter().map(|(id, _)| *id).collect()
    }

    /// All codes of a scheme that bodies or treaties bear.
    pub(crate) fn codes(&self, scheme: &str) -> BTreeSet<&str> {
        self.codes.keys().filter(|(of, _)| of == scheme).map(|(_, code)| code.as_str()).collect()
    }

    /// How surely any of some states was a full member of any of some bodies on a day of a span; a
    /// suspended member is still one.
    pub(crate) fn member(&self, bodies: &[EntityId], states: &[EntityId], span: Span) -> Certainty {
        let rolls = bodies.iter().filter_map(|body| self.seats.get(body));
        let spells = rolls.flat_map(|roll| states.iter().filter_map(|state| roll.get(state))).flatten();
        spells.map(|during| during.within(span)).max().unwrap_or(Certainty::No)
    }

    /// The states that ever were full members of a body.
    pub(crate) fn members_of(&self, body: EntityId) -> impl Iterator<Item = EntityId> {
        let all = self.seats.get(&body).into_iter().flat_map(BTreeMap::keys).copied();
        all.filter(|id| self.model.entity(*id).kind == EntityKind::State)
    }

    /// Whom a data set calls so: a state, or a body that acts like one.
    pub(crate) fn actor(&self, name: &str) -> Option<EntityId> {
        let plain = name.split(" (").next().unwrap_or(name).replace("St. ", "Saint ");
        let day = Day::parse("2015-01-01").ok()?;
        let called = |name: &str, kind| match resolve(&self.model, name, day, &[kind]) {
            Resolution::One(id, _) => Some(id),
            _ => None,
        };
        let other = OTHER_NAMES.iter().find(|(theirs, _)| *theirs == plain);
        let other = other.and_then(|(_, slug)| self.model.find(slug));
        let names = [name, &plain].map(|name| [EntityKind::State, EntityKind::Body].map(|kind| (name, kind)));
        other.or_else(|| names.into_iter().flatten().find_map(|(name, kind)| called(name, kind)))
    }

    /// The slug of an entity.
    pub(crate) fn slug(&self, id: EntityId) -> &str {
        &self.model.entity(id).slug
    }
}

/// Names in data sets that are nobody's name here.
const OTHER_NAMES: &[(&str, &str)] = &[("Congo", "cog")];

/// The days of a year.
pub(crate) fn year(year: i32) -> Option<Span> {
    Some(Span {
        first: Day::parse(&format!("{year:04}-01-01")).ok()?,
        last: Day::parse(&format!("{year:04}-12-31")).ok()?,
    })
}
