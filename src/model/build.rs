//! The one door into a model: drafts in, model and findings out.
//!
//! Every invariant of [`Model`] is established here and nowhere else. All problems are found in one
//! run: a statement that cannot be used is reported and left out, and the rest is still checked.

use super::draft::{
    AttributesDraft, DetailDraft, Draft, End, EntityDraft, RelationDraft, RosterDraft, Said, SourceDraft, When,
};
use super::kind::{Act, Confidence, EntityKind, RelationKind};
use super::slugs::{any_of, bad_slug, defined_twice, has_levels, is_slug, one_of};
use super::{
    Alias, Attributes, Code, Detail, Entity, EntityId, FormSpell, KnownTime, Model, Origin, Relation, RelationId,
    Roster, Source, SourceId, Statement, names, roster, slips,
};
use crate::diagnostic::{At, Diagnostic, Diagnostics, Place, Step, codes};
use crate::text::Text;
use crate::time::{Date, Day, Interval, TimeError};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Checks drafts and makes the model of all that can be used.
pub fn build(draft: Draft) -> (Model, Diagnostics) {
    let mut builder = Builder {
        model: Model { title: draft.title.unwrap_or_default(), incomplete: draft.incomplete, ..Model::default() },
        found: Diagnostics::new(),
        source_ids: FxHashMap::default(),
        no_sources: Arc::from([]),
        source_lists: FxHashMap::default(),
        owners: Vec::new(),
        lost: draft.lost.into_iter().collect(),
        unknown_src: FxHashSet::default(),
    };
    for place in &draft.doubtful {
        builder.model.doubt(place);
    }
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
    builder.model.relations.reserve(draft.relations.len());
    for relation in draft.relations {
        builder.relation(relation, &mut acts);
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
    /// Slugs and source ids that are defined, but in a way that could not be read.
    lost: FxHashSet<String>,
    /// The `src` of a whole record that names an unknown source: its statements may repeat it.
    unknown_src: FxHashSet<(Origin, String)>,
}

/// A party's act, before it is known when it ended.
struct PendingAct {
    relation: RelationId,
    act: Act,
    on: Option<Date>,
    /// Where the actor is named inside the text that names it.
    named: Option<(u32, u32)>,
}

impl Builder {
    fn report(&mut self, diagnostic: Diagnostic) {
        if let Some(place) = &diagnostic.place {
            self.model.doubt(place);
        }
        self.found.push(diagnostic);
    }

    /// Whether an unknown name may be known to a part of the input that could not be read.
    fn may_exist(&mut self, name: &str, origin: Origin) -> bool {
        let may = self.model.incomplete || self.lost.contains(name);
        if may {
            self.model.doubt(&origin.place(""));
        }
        may
    }

    fn source(&mut self, draft: SourceDraft) {
        if !is_slug(&draft.id, false) {
            self.report(bad_slug(&draft.id, false, draft.origin));
        }
        if let Some(first) = self.source_ids.get(draft.id.as_str()) {
            let first = self.model.source(*first).origin;
            self.report(defined_twice(&draft.id, draft.origin, first));
            return;
        }
        let id = SourceId(self.model.sources().len() as u32);
        self.source_ids.insert(draft.id.as_str().into(), id);
        let date = self.date(draft.date.as_deref(), draft.origin, "date");
        let accessed = self.date(draft.accessed.as_deref(), draft.origin, "accessed");
        self.model.sources.push(Source {
            id: draft.id.into(),
            title: draft.title.into(),
            kind: draft.kind,
            publisher: draft.publisher.map(Into::into),
            date,
            url: draft.url.map(Into::into),
            accessed,
            note: draft.note.map(Into::into),
            origin: draft.origin,
        });
    }

    /// First pass over entities: slugs alone, so that every name is known before any is looked up.
    fn define(&mut self, draft: &EntityDraft) {
        let tree = has_levels(draft.kind);
        if !is_slug(&draft.slug, tree) {
            self.report(bad_slug(&draft.slug, tree, draft.origin));
        }
        if let Some(&first) = self.model.slugs.get(draft.slug.as_str()) {
            let origin = self.model.entity(first).origin;
            self.report(defined_twice(&draft.slug, draft.origin, origin));
            self.owners.push(first);
            return;
        }
        let id = EntityId(self.model.entities.len() as u32);
        self.model.slugs.insert(draft.slug.as_str().into(), id);
        self.owners.push(id);
        self.model.entities.push(Entity {
            slug: draft.slug.as_str().into(),
            kind: draft.kind,
            name: draft.name.clone(),
            official: draft.official.as_deref().map(Text::from),
            aka: Vec::new(),
            codes: Vec::new(),
            during: None,
            note: draft.note.as_deref().map(Text::from),
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
        if let Some(src) = draft.src.filter(|src| !self.source_lists.contains_key(src.as_str())) {
            self.unknown_src.insert((origin, src));
        }
        let during = self.optional_interval(draft.during.as_deref(), origin, "during");
        let mut aka = Vec::with_capacity(draft.aka.len());
        for (i, alias) in draft.aka.into_iter().enumerate() {
            let during = self.optional_interval(alias.during.as_deref(), origin.at("aka", Some(i as u32)), "during");
            aka.push(Alias { text: alias.text.into(), during, shared: alias.shared });
        }
        let mut list: Vec<Code> = Vec::with_capacity(draft.codes.len());
        let mut schemes: Vec<(String, u32)> = Vec::new();
        let mut item = 0;
        for code in draft.codes {
            // A code with dates stands in a list.
            item = if schemes.last().is_some_and(|(_, entry)| *entry == code.entry) { item + 1 } else { 0 };
            let twice = schemes.iter().find(|(scheme, entry)| *scheme == code.scheme && *entry != code.entry);
            if let Some((_, first)) = twice {
                let at = |entry: u32| with_step(origin.place("codes"), Step::Entry(entry));
                let message = format!("the key `{}` is given twice", code.scheme);
                let twice = Diagnostic::new(&codes::DUPLICATE_KEY, message, at(code.entry)).label("given again here");
                let first = at(*first);
                self.report(twice.also(first, "first given here").help("remove one; a code that changed is a list"));
            }
            schemes.push((code.scheme.clone(), code.entry));
            let place = with_step(origin.place("codes"), Step::Entry(code.entry));
            let place = with_step(with_step(place, Step::Item(item)), Step::Field("during"));
            let during = code.during.and_then(|text| self.interval_at(&text, place));
            list.push(Code { scheme: code.scheme.into(), code: code.code.into(), during });
        }
        let attributes = self.attributes(draft.attributes, origin);
        let entity = &mut self.model.entities[id.index()];
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
                    spells.push(FormSpell { form: form.form, during, sources, note: form.note.map(Text::from) });
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
        Some(Roster { on, count: draft.count, grade: draft.grade, sources, note: draft.note.map(Text::from), origin })
    }

    /// Issues and regions whose slug has levels are parts of the level above.
    fn parents(&mut self) {
        let mut missing: FxHashSet<(EntityKind, String)> = FxHashSet::default();
        for i in 0..self.model.entities.len() {
            let child = &self.model.entities[i];
            if !has_levels(child.kind) || !is_slug(&child.slug, true) {
                continue;
            }
            let Some((above, own)) = child.slug.rsplit_once('/') else { continue };
            let (origin, kind) = (child.origin, child.kind);
            match self.model.find(above) {
                Some(parent) if self.model.entity(parent).kind == kind => {
                    let statement = self.statement(Statement {
                        kind: RelationKind::PartOf,
                        detail: Detail::None,
                        sources: self.no_sources.clone(),
                        confidence: Confidence::High,
                        note: None,
                        known: None,
                    });
                    let (from, during) = (EntityId(i as u32), Interval::always().into());
                    self.model.relations.push(Relation { from, to: parent, during, statement, origin });
                }
                // One finding is enough for all children of a parent.
                _ if !missing.insert((kind, above.to_owned())) => {}
                _ => {
                    let message = format!("the {kind} `{}` stands under `{above}`, which is not defined", child.slug);
                    let near = names::near(&self.model, above, &[kind]);
                    let near = near.iter().find(|near| !child.slug.starts_with(*near) && !near.starts_with(above));
                    let define = format!("define `{above}` among the {}", kind.plural());
                    let help = near.map_or(define.clone(), |near| format!("{define}, or write `{near}/{own}`"));
                    let above = above.to_owned();
                    if !self.may_exist(&above, origin) {
                        self.report(Diagnostic::new(&codes::NO_PARENT, message, origin.place("")).help(help));
                    }
                }
            }
        }
    }

    fn relation(&mut self, draft: RelationDraft, acts: &mut Vec<PendingAct>) {
        let spec = draft.kind.spec();
        let from = self.end(&draft.from, spec.from, draft.origin);
        let to = self.end(&draft.to, spec.to, draft.origin);
        let Said { src, conf, note, recorded, retracted } = draft.said;
        let record = draft.origin.at("", None);
        let said_before = !self.unknown_src.is_empty()
            && src.as_ref().is_some_and(|src| self.unknown_src.contains(&(record, src.clone())));
        let sources = if said_before { self.no_sources.clone() } else { self.sources(src.as_deref(), draft.origin) };
        let recorded = self.date(recorded.as_deref(), draft.origin, "recorded");
        let retracted = self.date(retracted.as_deref(), draft.origin, "retracted");
        let is_known = recorded.is_some() || retracted.is_some();
        let known = is_known.then(|| Box::new(KnownTime { recorded, retracted }));
        let mut on = None;
        let times = match &draft.when {
            When::Unknown => vec![Interval::unknown()],
            When::Always => vec![Interval::always()],
            When::During(text) => self.interval(text, draft.origin, "during").into_iter().collect(),
            When::On(text) => {
                on = self.date(Some(text), draft.origin, "on");
                on.iter().map(Interval::of).collect()
            }
            When::OwnersTime => self.owners_times(&draft.from, &draft.to),
            When::Clash(one, other) => {
                let message = format!("`{one}` and `{other}` exclude each other");
                let found = Diagnostic::new(&codes::FIELD_TWICE, message, draft.origin.place(one));
                let found = found.label("given here").also(draft.origin.place(other), "and here");
                self.report(found.help("keep one of them"));
                Vec::new()
            }
        };
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
        let times: Vec<Arc<Interval>> = times.into_iter().map(Arc::new).collect();
        let note: Option<Text> = note.map(Into::into);
        let confidence = conf.unwrap_or(Confidence::High);
        let statement = self.statement(Statement { kind: draft.kind, detail, sources, confidence, note, known });
        for &from in &from {
            for &to in &to {
                for during in &times {
                    let id = RelationId(self.model.relations.len() as u32);
                    if let Some(act) = act {
                        let named = draft.from.part_that_names(&self.model.entity(from).slug);
                        acts.push(PendingAct { relation: id, act, on: on.clone(), named });
                    }
                    let (during, statement) = (during.clone(), statement.clone());
                    self.model.relations.push(Relation { from, to, during, statement, origin: draft.origin });
                }
            }
        }
    }

    /// A statement, shared with the relation before if that says the same: lists say the same of many.
    fn statement(&self, statement: Statement) -> Arc<Statement> {
        match self.model.relations.last() {
            Some(before) if *before.statement == statement => before.statement.clone(),
            _ => Arc::new(statement),
        }
    }

    /// The entities at one end, each of a kind that may stand there.
    fn end(&mut self, end: &End, kinds: &[EntityKind], origin: Origin) -> Vec<EntityId> {
        let (text, field) = match end {
            End::Owner(position) => return self.owners.get(*position as usize).copied().into_iter().collect(),
            End::Slugs { text, field } => (text, *field),
        };
        if text.trim().is_empty() {
            let message = format!("`{field}` names no {}", any_of(kinds));
            let found = Diagnostic::new(&codes::NOBODY, message, origin.place(field));
            self.report(found.help("name at least one slug, or remove the statement"));
        }
        if let Some(id) = self.name_of_many_words(text, kinds) {
            let place = origin.place_part(field, Some((0, text.len() as u32)));
            self.name_not_slug(text, id, place);
            return vec![id];
        }
        let mut ends = Vec::new();
        for (offset, word) in words(text) {
            let place = || origin.place_part(field, Some((offset as u32, word.len() as u32)));
            match self.model.find(word) {
                None if self.may_exist(word, origin) => {}
                None => ends.extend(self.unknown_slug(word, kinds, place())),
                Some(id) if kinds.contains(&self.model.entity(id).kind) => ends.push(id),
                Some(id) => {
                    let kind = self.model.entity(id).kind;
                    let message = format!("`{word}` is {}; {} is needed here", kind.with_article(), one_of(kinds));
                    self.report(Diagnostic::new(&codes::WRONG_END, message, place()).label(kind.with_article()));
                }
            }
        }
        ends
    }

    /// The entity whose name a text is, where slugs should stand: one mistake, however many words it has.
    fn name_of_many_words(&self, text: &str, kinds: &[EntityKind]) -> Option<EntityId> {
        let mut words = words(text);
        let first = words.next()?.1;
        if words.next().is_none() || self.model.find(first).is_some() {
            return None;
        }
        match names::resolve(&self.model, text, Day::from_number(0), kinds) {
            names::Resolution::One(id, _) => Some(id),
            _ => None,
        }
    }

    fn name_not_slug(&mut self, text: &str, id: EntityId, place: Place) {
        let slug = self.model.entity(id).slug.to_string();
        let message = format!("`{text}` is a name of `{slug}`; files hold slugs only");
        let found = Diagnostic::new(&codes::UNKNOWN_SLUG, message, place).label("not a slug");
        self.report(found.suggest(std::slice::from_ref(&slug)).help(format!("write `{slug}`")));
    }

    /// Reports a word that is no slug; what it surely means can still be used.
    fn unknown_slug(&mut self, word: &str, kinds: &[EntityKind], place: Place) -> Option<EntityId> {
        let slug = word.trim_matches([',', ';']);
        if let Some(id) = self.model.find(slug).filter(|id| kinds.contains(&self.model.entity(*id).kind)) {
            let message = format!("`{word}`: slugs are separated by spaces alone");
            let found = Diagnostic::new(&codes::UNKNOWN_SLUG, message, place);
            self.report(found.suggest(&[slug.to_owned()]).help(format!("write `{slug}`")));
            return Some(id);
        }
        let near = match names::resolve(&self.model, word, Day::from_number(0), kinds) {
            names::Resolution::One(id, _) => {
                self.name_not_slug(word, id, place);
                return Some(id);
            }
            names::Resolution::Several(ids, _) => {
                ids.iter().map(|id| self.model.entity(*id).slug.to_string()).collect()
            }
            names::Resolution::None => names::near(&self.model, word, kinds),
        };
        let message = format!("no {} is called `{word}`", any_of(kinds));
        let found = Diagnostic::new(&codes::UNKNOWN_SLUG, message, place).label("not defined in any file");
        let help = match kinds {
            [one] => format!("define `{word}` among the {}, or mend the spelling", one.plural()),
            _ => format!("define `{word}`, or mend the spelling"),
        };
        self.report(if near.is_empty() { found.help(help) } else { found.suggest(&near) });
        None
    }

    fn reference(
        &mut self,
        slug: Option<&str>,
        field: &'static str,
        kind: EntityKind,
        origin: Origin,
    ) -> Option<EntityId> {
        let end = End::Slugs { text: slug?.to_owned(), field };
        self.end(&end, &[kind], origin).first().copied()
    }

    fn owners_times(&self, from: &End, to: &End) -> Vec<Interval> {
        let owner = [from, to].into_iter().find_map(|end| match end {
            End::Owner(position) => self.owners.get(*position as usize),
            End::Slugs { .. } => None,
        });
        let times = owner.map(|id| {
            let entity = self.model.entity(*id);
            match &entity.attributes {
                Attributes::Dispute { active, .. } => active.clone(),
                _ => entity.during.clone().into_iter().collect(),
            }
        });
        times.filter(|times| !times.is_empty()).unwrap_or_else(|| vec![Interval::unknown()])
    }

    /// Acts hold until the actor withdraws; a `never` beside an act is a contradiction.
    fn acts(&mut self, acts: &[PendingAct]) {
        let mut by_actor: FxHashMap<(EntityId, EntityId), Vec<usize>> = FxHashMap::default();
        for (i, act) in acts.iter().enumerate() {
            let relation = self.model.relation(act.relation);
            by_actor.entry((relation.from, relation.to)).or_default().push(i);
        }
        for (i, pending) in acts.iter().enumerate() {
            let relation = self.model.relation(pending.relation);
            let (actor, treaty, origin) = (relation.from, relation.to, relation.origin);
            let others = &by_actor[&(actor, treaty)];
            if pending.act == Act::Never {
                if let Some(other) = others.iter().map(|o| &acts[*o]).find(|other| other.act != Act::Never) {
                    let other = self.model.relation(other.relation);
                    let (other_text, other_place) = (other.detail_text(), other.origin.place("who"));
                    let name = &self.model.entity(actor).slug;
                    let message = format!("`{name}` stands under `never`, but an act of it is written too");
                    let place = origin.place_part("never", pending.named);
                    let found = Diagnostic::new(&codes::NEVER_BUT_ACTED, message, place).label("never");
                    let help = format!("take `{name}` out of `never`, or remove the act");
                    self.report(found.also(other_place, other_text).help(help));
                }
                continue;
            }
            let Some(on) = &pending.on else { continue };
            if pending.act == Act::Withdrew {
                self.model.relations[pending.relation.index()].during = Interval::from_until(on, None).into();
                continue;
            }
            let withdrawals = others.iter().filter(|o| **o != i && acts[**o].act == Act::Withdrew);
            let later = withdrawals.filter_map(|o| acts[*o].on.as_ref()).filter(|date| date.latest() > on.earliest());
            let until = later.min_by_key(|date| date.earliest());
            self.model.relations[pending.relation.index()].during = Interval::from_until(on, until).into();
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
            match self.source_ids.get(word).copied() {
                Some(id) if ids.contains(&id) => {}
                Some(id) => ids.push(id),
                None if self.may_exist(word, origin) => complete = false,
                None => {
                    // To be reported wherever it is cited.
                    complete = false;
                    let known = self.model.sources().iter().map(|source| (source.id.as_str(), source.id.as_str()));
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
                self.bad_time(text, &error, origin.place(field), false);
                None
            }
        }
    }

    fn optional_interval(&mut self, text: Option<&str>, origin: Origin, field: &'static str) -> Option<Interval> {
        self.interval(text?, origin, field)
    }

    fn interval(&mut self, text: &str, origin: Origin, field: &'static str) -> Option<Interval> {
        self.interval_at(text, origin.place(field))
    }

    fn interval_at(&mut self, text: &str, place: Place) -> Option<Interval> {
        match Interval::parse(text) {
            Ok(interval) => Some(interval),
            Err(error) => {
                self.bad_time(text, &error, place, true);
                None
            }
        }
    }

    fn bad_time(&mut self, text: &str, error: &TimeError, place: Place, interval: bool) {
        let ends = text.split_once('/').and_then(|(from, to)| Some((Date::parse(from).ok()?, Date::parse(to).ok()?)));
        if ends.is_some_and(|(from, to)| interval && from.earliest() > to.latest()) {
            let message = format!("`{text}` ends before it starts");
            let help = "the first date is the start, the second the last day";
            return self.report(Diagnostic::new(&codes::REVERSED, message, place).help(help));
        }
        let slip = slips::find(text, error, interval);
        let (start, length) = slip.part;
        let wrong = text.get(start..start + length).unwrap_or(text);
        let what = if interval && length == text.len() { "date or interval" } else { "date" };
        let message = match wrong.trim() {
            "" => "a date is missing here".to_owned(),
            _ => format!("`{wrong}` is no {what}: {}", slip.why),
        };
        let place = if wrong.is_empty() { place } else { with_part(place, (start as u32, length as u32)) };
        let mut found = Diagnostic::new(&codes::BAD_DATE, message, place);
        found = match (slip.better, slip.help) {
            (Some(better), _) => found.suggest(std::slice::from_ref(&better)).help(format!("write `{better}`")),
            (None, Some(help)) => found.help(help),
            _ if interval => found.help("write `1999-09-14/..`, `2010/2014-05-19` or, of one time, `2014-05`"),
            _ => found.help("write `2014-05-20`, `2014-05` or `2014`"),
        };
        self.report(found);
    }
}

impl End {
    /// Where the text of an end names a slug.
    fn part_that_names(&self, slug: &str) -> Option<(u32, u32)> {
        let Self::Slugs { text, .. } = self else { return None };
        words(text).find(|(_, word)| *word == slug).map(|(offset, word)| (offset as u32, word.len() as u32))
    }
}

fn with_part(mut place: Place, new: (u32, u32)) -> Place {
    if let At::Path { part, .. } = &mut place.at {
        *part = Some(new);
    }
    place
}

fn with_step(mut place: Place, step: Step) -> Place {
    if let At::Path { steps, .. } = &mut place.at {
        steps.push(step);
    }
    place
}

/// The words of a text with their byte offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
