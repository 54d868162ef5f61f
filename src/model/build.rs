//! The one door into a model: drafts in, model and findings out.
//!
//! Every invariant of [`Model`] is established here and nowhere else. All problems are found in one
//! run: a statement that cannot be used is reported and left out, and the rest is still checked.

use super::draft::{
    AttributesDraft, CodeDraft, DetailDraft, Draft, End, EntityDraft, RelationDraft, RosterDraft, Said, SourceDraft,
    When,
};
use super::kind::{Act, Confidence, EntityKind, RelationKind};
use super::{
    Alias, Attributes, Code, Detail, Entity, EntityId, FormSpell, Model, Origin, Relation, RelationId, Roster, Source,
    SourceId, names, roster,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Step, codes};
use crate::time::{Date, Interval, TimeError};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Checks drafts and makes the model of all that can be used.
pub fn build(draft: Draft) -> (Model, Diagnostics) {
    let mut builder = Builder {
        model: Model { title: draft.title.unwrap_or_default(), ..Model::default() },
        found: Diagnostics::new(),
        source_ids: FxHashMap::default(),
        no_sources: Arc::from([]),
        source_lists: FxHashMap::default(),
        owners: Vec::new(),
        incomplete: draft.incomplete,
    };
    for source in draft.sources {
        builder.source(source);
    }
    for entity in &draft.entities {
        builder.define(entity);
    }
    for (position, entity) in draft.entities.into_iter().enumerate() {
        builder.describe(position, entity);
    }
    builder.parents();
    let mut acts = Vec::new();
    let mut parts = Parts::default();
    builder.model.relations.reserve(draft.relations.len());
    for relation in draft.relations {
        builder.relation(relation, &mut parts, &mut acts);
    }
    builder.acts(&acts);
    let (model, mut found) = (builder.model, builder.found);
    roster::check(&model, &mut found);
    (model, found)
}

struct Builder {
    model: Model,
    found: Diagnostics,
    source_ids: FxHashMap<Box<str>, SourceId>,
    no_sources: Arc<[SourceId]>,
    /// Lists of sources by their text, as many statements cite the same.
    source_lists: FxHashMap<Box<str>, Arc<[SourceId]>>,
    /// For every entity draft, the entity it became; a second definition leads to the first.
    owners: Vec<EntityId>,
    incomplete: bool,
}

/// The ends and times of the relation that is being built; kept from one to the next for their memory.
#[derive(Default)]
struct Parts {
    from: Vec<EntityId>,
    to: Vec<EntityId>,
    times: Vec<Interval>,
}

/// A party's act, before it is known when it ended.
struct PendingAct {
    relation: RelationId,
    act: Act,
    on: Option<Date>,
}

impl Builder {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    fn source(&mut self, draft: SourceDraft) {
        if !is_slug(&draft.id, false) {
            self.report(bad_slug("source id", &draft.id, draft.origin));
        }
        if let Some(first) = self.source_ids.get(draft.id.as_str()) {
            let first = self.model.source(*first).origin;
            self.report(defined_twice("source", &draft.id, draft.origin, first));
            return;
        }
        let id = SourceId(self.model.sources.len() as u32);
        self.source_ids.insert(draft.id.as_str().into(), id);
        let date = self.date(draft.date.as_deref(), draft.origin, "date");
        let accessed = self.date(draft.accessed.as_deref(), draft.origin, "accessed");
        self.model.sources.push(Source {
            id: draft.id,
            title: draft.title,
            kind: draft.kind,
            publisher: draft.publisher,
            date,
            url: draft.url,
            accessed,
            note: draft.note,
            origin: draft.origin,
        });
    }

    /// First pass over entities: slugs alone, so that every name is known before any is looked up.
    fn define(&mut self, draft: &EntityDraft) {
        let tree = matches!(draft.kind, EntityKind::Issue | EntityKind::Region);
        if !is_slug(&draft.slug, tree) {
            self.report(bad_slug("slug", &draft.slug, draft.origin));
        }
        if let Some(&first) = self.model.slugs.get(draft.slug.as_str()) {
            let origin = self.model.entity(first).origin;
            self.report(defined_twice(draft.kind.as_str(), &draft.slug, draft.origin, origin));
            self.owners.push(first);
            return;
        }
        let id = EntityId(self.model.entities.len() as u32);
        self.model.slugs.insert(draft.slug.as_str().into(), id);
        self.owners.push(id);
        self.model.entities.push(Entity {
            slug: draft.slug.as_str().into(),
            kind: draft.kind,
            name: String::new(),
            official: None,
            aka: Vec::new(),
            codes: Vec::new(),
            during: None,
            note: None,
            sources: self.no_sources.clone(),
            attributes: Attributes::None,
            origin: draft.origin,
        });
    }

    /// Second pass over entities: everything but the slug.
    fn describe(&mut self, position: usize, draft: EntityDraft) {
        let id = self.owners[position];
        if self.model.entity(id).origin != draft.origin {
            return;
        }
        let origin = draft.origin;
        let sources = self.sources(draft.src.as_deref(), origin);
        let during = self.optional_interval(draft.during.as_deref(), origin, "during");
        let mut aka = Vec::with_capacity(draft.aka.len());
        for (i, (text, during)) in draft.aka.into_iter().enumerate() {
            let during = self.optional_interval(during.as_deref(), origin.at("aka", Some(i as u32)), "during");
            aka.push(Alias { text, during });
        }
        for (i, code) in draft.codes.iter().enumerate() {
            let same = |known: &&CodeDraft| known.scheme == code.scheme && known.entry != code.entry;
            if let Some(first) = draft.codes[..i].iter().find(same) {
                let at = |entry: u32| with_step(origin.place("codes"), Step::Entry(entry));
                let message = format!("the key `{}` is given twice", code.scheme);
                let twice = Diagnostic::new(&codes::DUPLICATE_KEY, message, at(code.entry)).label("given again here");
                self.report(twice.also(at(first.entry), "first given here"));
            }
        }
        let mut list: Vec<Code> = Vec::with_capacity(draft.codes.len());
        for code in draft.codes {
            let during = self.optional_interval(code.during.as_deref(), origin, "codes");
            list.push(Code { scheme: code.scheme, code: code.code, during });
        }
        let attributes = self.attributes(draft.attributes, origin);
        let entity = &mut self.model.entities[id.index()];
        entity.name = draft.name;
        entity.official = draft.official;
        entity.note = draft.note;
        entity.sources = sources;
        entity.during = during;
        entity.aka = aka;
        entity.codes = list;
        entity.attributes = attributes;
    }

    fn attributes(&mut self, draft: AttributesDraft, origin: Origin) -> Attributes {
        match draft {
            AttributesDraft::None => Attributes::None,
            AttributesDraft::Body { family, forms, rosters } => {
                let mut spells = Vec::with_capacity(forms.len());
                for (i, form) in forms.into_iter().enumerate() {
                    let at = origin.at("form", Some(i as u32));
                    let sources = self.sources(form.src.as_deref(), at);
                    let during = self.optional_interval(form.during.as_deref(), at, "during");
                    let during = during.unwrap_or_else(Interval::unknown);
                    spells.push(FormSpell { form: form.form, during, sources, note: form.note });
                }
                let rosters = rosters.into_iter().enumerate();
                let rosters = rosters
                    .filter_map(|(i, roster)| self.roster(roster, origin.at("roster", Some(i as u32))))
                    .collect();
                Attributes::Body { family, forms: spells, rosters }
            }
            AttributesDraft::Treaty { opened, in_force } => Attributes::Treaty {
                opened: self.date(opened.as_deref(), origin, "opened"),
                in_force: self.date(in_force.as_deref(), origin, "in_force"),
            },
            AttributesDraft::Dispute { over, active } => {
                let active = active.iter().enumerate();
                let active = active
                    .filter_map(|(i, text)| self.interval(text, origin.at("active", Some(i as u32)), ""))
                    .collect();
                Attributes::Dispute { over, active }
            }
            AttributesDraft::Event { kind, place } => Attributes::Event { kind, place },
        }
    }

    fn roster(&mut self, draft: RosterDraft, origin: Origin) -> Option<Roster> {
        let sources = self.sources(draft.src.as_deref(), origin);
        let on = self.date(Some(&draft.on), origin, "on")?;
        Some(Roster { on, count: draft.count, grade: draft.grade, sources, note: draft.note, origin })
    }

    /// Issues and regions whose slug has levels are parts of the level above.
    fn parents(&mut self) {
        for i in 0..self.model.entities.len() {
            let child = &self.model.entities[i];
            let Some((above, _)) = child.slug.rsplit_once('/') else { continue };
            let (origin, kind) = (child.origin, child.kind);
            match self.model.find(above) {
                Some(parent) if self.model.entity(parent).kind == kind => {
                    self.model.relations.push(Relation {
                        kind: RelationKind::PartOf,
                        from: EntityId(i as u32),
                        to: parent,
                        during: Interval::always(),
                        detail: Detail::None,
                        sources: self.no_sources.clone(),
                        confidence: Confidence::High,
                        note: None,
                        recorded: None,
                        retracted: None,
                        origin,
                    });
                }
                _ if self.incomplete => {}
                _ => {
                    let message = format!("the {kind} `{}` stands under `{above}`, which is not defined", child.slug);
                    let help = format!("define `{above}` among the {}", kind.plural());
                    self.report(Diagnostic::new(&codes::NO_PARENT, message, origin.place("")).help(help));
                }
            }
        }
    }

    fn relation(&mut self, draft: RelationDraft, parts: &mut Parts, acts: &mut Vec<PendingAct>) {
        let spec = draft.kind.spec();
        let Parts { from, to, times } = parts;
        self.end(&draft.from, spec.from, draft.kind, draft.origin, from);
        self.end(&draft.to, spec.to, draft.kind, draft.origin, to);
        let Said { src, conf, note, recorded, retracted } = draft.said;
        let sources = self.sources(src.as_deref(), draft.origin);
        let recorded = self.date(recorded.as_deref(), draft.origin, "recorded");
        let retracted = self.date(retracted.as_deref(), draft.origin, "retracted");
        let mut on = None;
        times.clear();
        match &draft.when {
            When::Unknown => times.push(Interval::unknown()),
            When::Always => times.push(Interval::always()),
            When::During(text) => times.extend(self.interval(text, draft.origin, "during")),
            When::On(text) => {
                on = self.date(Some(text), draft.origin, "on");
                times.extend(on.iter().map(Interval::of));
            }
            When::OwnersTime => self.owners_times(&draft.from, &draft.to, times),
        }
        let (detail, act) = match draft.detail {
            DetailDraft::Ready(detail) => (detail, None),
            DetailDraft::Act(act) => (Detail::Act(act), Some(act)),
            DetailDraft::Attended { role, level, person } => {
                let person = self.reference(person.as_deref(), "person", EntityKind::Person, draft.origin);
                (Detail::Attended { role, level: level.map(Into::into), person }, None)
            }
            DetailDraft::Cooperates { mode, issue } => {
                let issue = self.reference(issue.as_deref(), "issue", EntityKind::Issue, draft.origin);
                (Detail::Cooperates { mode: mode.map(Into::into), issue }, None)
            }
        };
        let note: Option<Arc<str>> = note.map(Into::into);
        let confidence = conf.unwrap_or(Confidence::High);
        for &from in from.iter() {
            for &to in to.iter() {
                for during in times.iter() {
                    let id = RelationId(self.model.relations.len() as u32);
                    if let Some(act) = act {
                        acts.push(PendingAct { relation: id, act, on: on.clone() });
                    }
                    self.model.relations.push(Relation {
                        kind: draft.kind,
                        from,
                        to,
                        during: during.clone(),
                        detail: detail.clone(),
                        sources: sources.clone(),
                        confidence,
                        note: note.clone(),
                        recorded: recorded.clone(),
                        retracted: retracted.clone(),
                        origin: draft.origin,
                    });
                }
            }
        }
    }

    /// The entities at one end, each of a kind that may stand there.
    fn end(
        &mut self,
        end: &End,
        kinds: &[EntityKind],
        relation: RelationKind,
        origin: Origin,
        ends: &mut Vec<EntityId>,
    ) {
        ends.clear();
        let (text, field) = match end {
            End::Owner(position) => return ends.extend(self.owners.get(*position as usize)),
            End::Slugs { text, field } => (text, *field),
        };
        for (offset, word) in words(text) {
            let place = || origin.place_part(field, Some((offset as u32, word.len() as u32)));
            match self.model.find(word) {
                None if self.incomplete => {}
                None => self.unknown_slug(word, kinds, place()),
                Some(id) if kinds.contains(&self.model.entity(id).kind) => ends.push(id),
                Some(id) => {
                    let kind = self.model.entity(id).kind;
                    let wanted: Vec<&str> = kinds.iter().map(|k| k.as_str()).collect();
                    let wanted = wanted.join(" or ");
                    let message =
                        format!("`{word}` is {}, and this end of `{relation}` takes {wanted}", kind.with_article());
                    self.report(
                        Diagnostic::new(&codes::WRONG_END, message, place()).label(format!("{kind}, not {wanted}")),
                    );
                }
            }
        }
        if text.trim().is_empty() {
            let message = format!("`{field}` names nobody");
            self.report(Diagnostic::new(&codes::NOBODY, message, origin.place(field)).help("name at least one slug"));
        }
    }

    fn unknown_slug(&mut self, word: &str, kinds: &[EntityKind], place: Place) {
        let near = match names::resolve(&self.model, word, crate::time::Day::from_number(0), kinds) {
            names::Resolution::One(id, _) => vec![self.model.entity(id).slug.to_string()],
            names::Resolution::Several(ids, _) => {
                ids.iter().map(|id| self.model.entity(*id).slug.to_string()).collect()
            }
            names::Resolution::None(near) => near,
        };
        let kind = if let [one] = kinds { one.as_str() } else { "entity" };
        let message = format!("no {kind} is called `{word}`");
        let mut found =
            Diagnostic::new(&codes::UNKNOWN_SLUG, message, place).label("not defined in any file").suggest(&near);
        if near.is_empty() {
            found = found.help(format!("define `{word}`, or mend the spelling"));
        }
        self.report(found);
    }

    fn reference(
        &mut self,
        slug: Option<&str>,
        field: &'static str,
        kind: EntityKind,
        origin: Origin,
    ) -> Option<EntityId> {
        let end = End::Slugs { text: slug?.to_owned(), field };
        let mut ends = Vec::new();
        self.end(&end, &[kind], RelationKind::Attended, origin, &mut ends);
        ends.first().copied()
    }

    fn owners_times(&self, from: &End, to: &End, times: &mut Vec<Interval>) {
        let owner = [from, to].into_iter().find_map(|end| match end {
            End::Owner(position) => self.owners.get(*position as usize),
            End::Slugs { .. } => None,
        });
        if let Some(id) = owner {
            let entity = self.model.entity(*id);
            match &entity.attributes {
                Attributes::Dispute { active, .. } => times.extend_from_slice(active),
                _ => times.extend(entity.during.clone()),
            }
        }
        if times.is_empty() {
            times.push(Interval::unknown());
        }
    }

    /// Acts hold until the actor withdraws; a `never` beside an act is a contradiction.
    fn acts(&mut self, acts: &[PendingAct]) {
        let ends = |act: &PendingAct| {
            let relation = &self.model.relations[act.relation.index()];
            (relation.from, relation.to)
        };
        // Only beside a withdrawal or a `never` do other acts matter; most actors have neither.
        let mut together: FxHashMap<(EntityId, EntityId), Vec<usize>> = FxHashMap::default();
        let marked = acts.iter().filter(|act| matches!(act.act, Act::Withdrew | Act::Never));
        together.extend(marked.map(|act| (ends(act), Vec::new())));
        for (i, act) in acts.iter().enumerate() {
            if let Some(others) = together.get_mut(&ends(act)) {
                others.push(i);
            }
        }
        for (i, pending) in acts.iter().enumerate() {
            let relation = self.model.relation(pending.relation);
            let (actor, treaty, origin) = (relation.from, relation.to, relation.origin);
            let others = together.get(&(actor, treaty)).map_or(&[][..], Vec::as_slice);
            if pending.act == Act::Never {
                if let Some(other) = others.iter().map(|o| &acts[*o]).find(|other| other.act != Act::Never) {
                    let other = self.model.relation(other.relation);
                    let (other_text, other_place) = (other.detail_text(), other.origin.place(""));
                    let name = &self.model.entity(actor).slug;
                    let message = format!("`{name}` stands under `never`, but an act of it is written too");
                    let found = Diagnostic::new(&codes::NEVER_BUT_ACTED, message, origin.place("")).label("never");
                    self.report(found.also(other_place, other_text));
                }
                continue;
            }
            let Some(on) = &pending.on else { continue };
            if pending.act == Act::Withdrew {
                self.model.relations[pending.relation.index()].during = Interval::from_until(on, None);
                continue;
            }
            let withdrawals = others.iter().filter(|o| **o != i && acts[**o].act == Act::Withdrew);
            let later = withdrawals.filter_map(|o| acts[*o].on.as_ref()).filter(|date| date.latest() > on.earliest());
            let until = later.min_by_key(|date| date.earliest());
            self.model.relations[pending.relation.index()].during = Interval::from_until(on, until);
        }
    }

    fn sources(&mut self, src: Option<&str>, origin: Origin) -> Arc<[SourceId]> {
        let Some(src) = src else { return self.no_sources.clone() };
        if let Some(ids) = self.source_lists.get(src) {
            return ids.clone();
        }
        let mut ids = Vec::new();
        let mut complete = true;
        for (offset, word) in words(src) {
            match self.source_ids.get(word) {
                Some(id) if ids.contains(id) => {}
                Some(id) => ids.push(*id),
                None if self.incomplete => {}
                None => {
                    // To be reported wherever it is cited.
                    complete = false;
                    let known = self.model.sources.iter().map(|source| (source.id.as_str(), source.id.as_str()));
                    let near = names::near_among(word, known);
                    let place = origin.place_part("src", Some((offset as u32, word.len() as u32)));
                    let message = format!("no source is called `{word}`");
                    let found =
                        Diagnostic::new(&codes::UNKNOWN_SOURCE, message, place).label("not defined in any file");
                    let help = format!("define `{word}` under `sources`");
                    let found = if near.is_empty() { found.help(help) } else { found.suggest(&near) };
                    self.report(found);
                }
            }
        }
        let ids: Arc<[SourceId]> = ids.into();
        if complete {
            self.source_lists.insert(src.into(), ids.clone());
        }
        ids
    }

    fn date(&mut self, text: Option<&str>, origin: Origin, field: &'static str) -> Option<Date> {
        let text = text?;
        match Date::parse(text) {
            Ok(date) => Some(date),
            Err(error) => {
                self.bad_time(text, &error, origin, field);
                None
            }
        }
    }

    fn optional_interval(&mut self, text: Option<&str>, origin: Origin, field: &'static str) -> Option<Interval> {
        self.interval(text?, origin, field)
    }

    fn interval(&mut self, text: &str, origin: Origin, field: &'static str) -> Option<Interval> {
        match Interval::parse(text) {
            Ok(interval) => Some(interval),
            Err(error) => {
                self.bad_time(text, &error, origin, field);
                None
            }
        }
    }

    fn bad_time(&mut self, text: &str, error: &TimeError, origin: Origin, field: &'static str) {
        let reversed = text.split_once('/').is_some_and(|(from, to)| match (Date::parse(from), Date::parse(to)) {
            (Ok(from), Ok(to)) => from.earliest() > to.latest(),
            _ => false,
        });
        let found = if reversed {
            let message = format!("`{text}` ends before it starts");
            Diagnostic::new(&codes::REVERSED, message, origin.place(field))
                .help("the first date is the start, the second the last day")
        } else {
            let message = format!("`{text}` is no date that can be read: {}", error.message);
            let help = "write `2014-05-20`, `2014-05` or `2014`; intervals as `1999-09-14/..` or `2010/2014-05-19`";
            Diagnostic::new(&codes::BAD_DATE, message, origin.place(field)).help(help)
        };
        self.report(found);
    }
}

fn is_slug(text: &str, tree: bool) -> bool {
    let level = |part: &str| {
        let inner = part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        inner && !part.is_empty() && !part.starts_with('-') && !part.ends_with('-')
    };
    if tree { text.split('/').all(level) } else { level(text) }
}

fn bad_slug(what: &str, slug: &str, origin: Origin) -> Diagnostic {
    let better = names::fold(slug).replace(' ', "-");
    let found = Diagnostic::new(
        &codes::BAD_SLUG,
        format!("the {what} `{slug}` has another form than slugs have"),
        origin.place(""),
    );
    if better.is_empty() { found } else { found.help(format!("write `{better}`")) }
}

fn defined_twice(what: &str, slug: &str, again: Origin, first: Origin) -> Diagnostic {
    let same_map = again.file == first.file && again.section == first.section;
    let code = if same_map { &codes::DUPLICATE_KEY } else { &codes::DUPLICATE_DEFINITION };
    Diagnostic::new(code, format!("the {what} `{slug}` is defined twice"), again.place(""))
        .label("defined again here")
        .also(first.place(""), "first defined here")
        .help("keep one definition; what the other adds goes into it")
}

fn with_step(mut place: Place, step: Step) -> Place {
    if let crate::diagnostic::At::Path { steps, .. } = &mut place.at {
        steps.push(step);
    }
    place
}

/// The words of a text with their byte offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
