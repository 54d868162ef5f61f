//! Files → texts → drafts → model, with every problem of every file in one run.

use super::recover;
use super::shape::{self, Aka, CodeValue, Entries};
use super::table;
use super::texts::{TextFile, Texts};
use crate::diagnostic::{At, Diagnostic, Diagnostics, Place, codes};
use crate::error::Error;
use crate::model::build::build;
use crate::model::draft::{
    AliasDraft, AttributesDraft, CodeDraft, DetailDraft, Draft, End, EntityDraft, FormDraft, RelationDraft,
    RosterDraft, Said, SourceDraft, When,
};
use crate::model::kind::{Act, Depth, EntityKind, Grade, RelationKind};
use crate::model::{Detail, Model, Origin, Section, StanceValue};
use std::io::Read;
use std::path::{Path, PathBuf};

/// A world that was read: its model, its texts, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Document {
    /// What could be used.
    pub model: Model,
    /// What was read.
    pub texts: Texts,
    /// What is wrong, in the order of the files.
    pub diagnostics: Diagnostics,
}

/// No file of a world is larger: places in it are told in 32 bits, and a device without an end is not read for ever.
const LARGEST: u64 = 1 << 29;

/// Reads files, and folders with all `.ron` and `.csv` files below them, as one world.
///
/// # Errors
/// If a path does not exist or cannot be read. What is wrong *in* the files is in the diagnostics.
pub fn read_paths(paths: &[PathBuf]) -> Result<Document, Error> {
    let mut files = Vec::new();
    let mut empty = Vec::new();
    for path in paths {
        let mut below = Vec::new();
        collect(path, 0, &mut below)?;
        if below.is_empty() {
            empty.push(path.clone());
        }
        files.extend(below);
    }
    let (mut texts, mut large) = (Vec::with_capacity(files.len()), Vec::new());
    for path in files {
        let mut bytes = Vec::new();
        let read = std::fs::File::open(&path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
        read.map_err(|cause| Error::Read { path: path.clone(), cause })?;
        if bytes.len() as u64 > LARGEST {
            large.push(path);
        } else {
            texts.push((path.display().to_string(), bytes));
        }
    }
    let mut document = read_texts(texts);
    for path in large {
        let message = format!("{} holds more than {} MiB", path.display(), LARGEST >> 20);
        let found = Diagnostic::new(&codes::TOO_LARGE, message, None);
        document.diagnostics.push(found.help("split the world into a folder of files"));
    }
    for path in empty {
        let message = format!("the folder {} holds no `.ron` file", path.display());
        let found = Diagnostic::new(&codes::NO_FILES, message, None);
        document.diagnostics.push(found.help("give a `.ron` file, or a folder with `.ron` files in it"));
    }
    Ok(document)
}

/// Reads texts with their names as one world.
pub fn read_texts(files: Vec<(String, Vec<u8>)>) -> Document {
    let mut texts = Texts::default();
    let mut found = Diagnostics::new();
    let mut draft = Draft::default();
    for (name, bytes) in files {
        let is_head = Path::new(&name).file_stem().is_some_and(|stem| stem == "world");
        match String::from_utf8(bytes) {
            Ok(text) => {
                let file = texts.push(name, text);
                let TextFile { name, text, .. } = &texts.files()[file as usize];
                if Path::new(&**name).extension().is_some_and(|ending| ending == "csv") {
                    table::add(&mut draft, text, file, &mut found);
                    continue;
                }
                match recover::world(text, file, &mut found) {
                    Some(recovered) => {
                        add(&mut draft, recovered.world, file, is_head);
                        draft.lost.extend(recovered.lost);
                        draft.doubtful.extend(recovered.doubtful);
                        if let Some(read) = recovered.read {
                            texts.read_as(file, read);
                        }
                    }
                    None => draft.incomplete = true,
                }
            }
            Err(error) => {
                draft.incomplete = true;
                found.push(not_text(&mut texts, name, error.utf8_error().valid_up_to(), error.as_bytes()));
            }
        }
    }
    let (model, more) = build(draft);
    found.extend(more);
    let mut locator = texts.locator();
    let mut position = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref();
        place.and_then(|p| locator.locate(p).map(|at| (p.file, at.range.start))).unwrap_or_default()
    };
    found.sort_by_place(&mut position);
    Document { model, texts, diagnostics: found }
}

/// Bytes that are no UTF-8; if most of them are text, they are shown.
fn not_text(texts: &mut Texts, name: String, at: usize, bytes: &[u8]) -> Diagnostic {
    let help = "give a `.ron` file, or save this one as UTF-8";
    if bytes.contains(&0) {
        let utf_16 = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
        let message = if utf_16 { "this file is UTF-16, not UTF-8" } else { "this file is not text" };
        let place = Place { file: texts.push(name, String::new()), at: At::Whole };
        return Diagnostic::new(&codes::NOT_TEXT, message, place).help(help);
    }
    let file = texts.push(name, String::from_utf8_lossy(bytes).into_owned());
    let place = Place { file, at: At::Bytes { start: at, end: at + '\u{fffd}'.len_utf8() } };
    Diagnostic::new(&codes::NOT_TEXT, "this file is not UTF-8 text", place).label("no character of UTF-8").help(help)
}

/// All `.ron` and `.csv` files at or below a path, in path order; hidden files and folders, and folders
/// called `claims`, are passed over.
fn collect(path: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    // Links can make a folder its own descendant.
    const DEEPEST: usize = 32;
    let failed = |cause| Error::Read { path: path.to_owned(), cause };
    let about = std::fs::metadata(path).map_err(failed)?;
    if !about.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut inside = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failed)? {
        inside.push(entry.map_err(failed)?.path());
    }
    inside.sort();
    for path in inside {
        // A folder of claims holds questions about a world, not a part of one.
        let passed_over = |name: &std::ffi::OsStr| name == "claims" || name.to_string_lossy().starts_with('.');
        let hidden = path.file_name().is_none_or(passed_over);
        let is_world = path.extension().is_some_and(|ending| ending == "ron" || ending == "csv");
        if !hidden && (path.is_dir() && depth < DEEPEST || path.is_file() && is_world) {
            collect(&path, depth + 1, files)?;
        }
    }
    Ok(())
}

/// Turns one file's records into drafts.
fn add(draft: &mut Draft, world: shape::World, file: u32, is_head: bool) {
    if world.title.is_some() && (is_head || draft.title.is_none()) {
        draft.title = world.title;
    }
    for (entry, (id, source)) in world.sources.0.into_iter().enumerate() {
        draft.sources.push(SourceDraft {
            id,
            title: source.title,
            kind: source.kind,
            publisher: source.publisher,
            date: source.date,
            url: source.url,
            accessed: source.accessed,
            note: source.note,
            origin: Origin::entry(file, Section::Sources, entry as u32),
        });
    }
    let mut adder = Adder { draft, file };
    adder.section(world.states, EntityKind::State, Adder::state);
    adder.section(world.bodies, EntityKind::Body, Adder::body);
    adder.section(world.treaties, EntityKind::Treaty, Adder::treaty);
    adder.section(world.disputes, EntityKind::Dispute, Adder::dispute);
    adder.section(world.initiatives, EntityKind::Initiative, Adder::initiative);
    adder.section(world.events, EntityKind::Event, Adder::event);
    adder.section(world.issues, EntityKind::Issue, Adder::plain);
    adder.section(world.regions, EntityKind::Region, Adder::region);
    adder.section(world.persons, EntityKind::Person, Adder::plain);
    for (entry, link) in world.links.into_iter().enumerate() {
        let origin = Origin::entry(file, Section::Links, entry as u32);
        adder.link(link, origin);
    }
}

struct Adder<'d> {
    draft: &'d mut Draft,
    file: u32,
}

/// The record whose parts are being added.
#[derive(Clone, Copy)]
struct Owner {
    number: u32,
    origin: Origin,
}

impl Owner {
    fn end(self) -> End {
        End::Owner(self.number)
    }
}

impl Adder<'_> {
    fn section<T>(&mut self, entries: Entries<T>, kind: EntityKind, add: fn(&mut Self, Owner, EntityDraft, T)) {
        for (entry, (slug, record)) in entries.0.into_iter().enumerate() {
            let section = Section::Entities(kind);
            let origin = Origin::entry(self.file, section, entry as u32);
            let owner = Owner { number: self.draft.entities.len() as u32, origin };
            let blank = EntityDraft {
                slug,
                kind,
                name: String::new(),
                official: None,
                aka: Vec::new(),
                codes: Vec::new(),
                during: None,
                note: None,
                src: None,
                attributes: AttributesDraft::None,
                origin,
            };
            add(self, owner, blank, record);
        }
    }

    fn state(&mut self, owner: Owner, blank: EntityDraft, record: shape::State) {
        self.draft.entities.push(EntityDraft {
            name: record.name,
            official: record.official,
            aka: aka(record.aka),
            codes: codes_of(record.codes),
            during: record.during,
            src: record.src.clone(),
            note: record.note,
            ..blank
        });
        self.region_of(owner, record.region, record.src);
        self.whom(owner, record.succeeds, RelationKind::Succeeds, "succeeds", false);
    }

    fn body(&mut self, owner: Owner, blank: EntityDraft, record: shape::Body) {
        let forms = record.form.into_iter().map(shape::Form::open).map(|(form, r)| FormDraft {
            form,
            during: r.during,
            src: r.src,
            note: r.note,
        });
        let rosters = record.roster.into_iter().map(|shape::Roster::Complete(r)| RosterDraft {
            on: r.on,
            count: r.count,
            grade: r.grade.unwrap_or(Grade::Member),
            src: r.src,
            note: r.note,
        });
        let attributes =
            AttributesDraft::Body { family: record.family, forms: forms.collect(), rosters: rosters.collect() };
        self.draft.entities.push(EntityDraft {
            name: record.name,
            official: record.official,
            aka: aka(record.aka),
            codes: codes_of(record.codes),
            src: record.src.clone(),
            note: record.note,
            attributes,
            ..blank
        });
        self.region_of(owner, record.region, record.src);
        for (i, seat) in record.seats.into_iter().enumerate() {
            let (grade, mut r) = seat.open();
            let said = r.said();
            let detail = Detail::Seat { grade, suspended: r.suspended, weight: r.weight.unwrap_or(1.0) };
            let origin = owner.origin.at("seats", Some(i as u32));
            self.relation(RelationKind::Seat, who(r.who), owner.end(), during(r.during), detail, said, origin);
        }
        self.mandate(owner, record.mandate);
        self.by(owner, record.proposed, RelationKind::Proposed, "proposed");
        self.by(owner, record.endorsed, RelationKind::Endorsed, "endorsed");
        self.whom(owner, record.engine, RelationKind::Engine, "engine", true);
        self.whom(owner, record.part_of, RelationKind::PartOf, "part_of", false);
        self.whom(owner, record.organ_of, RelationKind::OrganOf, "organ_of", false);
        self.whom(owner, record.succeeds, RelationKind::Succeeds, "succeeds", false);
    }

    fn treaty(&mut self, owner: Owner, blank: EntityDraft, record: shape::Treaty) {
        let src = record.src;
        self.draft.entities.push(EntityDraft {
            name: record.name,
            official: record.official,
            aka: aka(record.aka),
            codes: codes_of(record.codes),
            src: src.clone(),
            note: record.note,
            attributes: AttributesDraft::Treaty { opened: record.opened, in_force: record.in_force },
            ..blank
        });
        for (i, topic) in record.topics.into_iter().enumerate() {
            let to = End::Slugs { text: topic, field: "" };
            let origin = owner.origin.at("topics", Some(i as u32));
            let detail = Detail::Depth(Depth::Core);
            let said = Said { src: src.clone(), ..Said::default() };
            self.relation(RelationKind::Covers, owner.end(), to, When::Always, detail, said, origin);
        }
        for (i, act) in record.acts.into_iter().enumerate() {
            let (act, mut r) = act.open();
            let said = r.said();
            self.draft.relations.push(RelationDraft {
                kind: RelationKind::Party,
                from: who(r.who),
                to: owner.end(),
                when: r.on.map_or(When::Unknown, When::On),
                detail: DetailDraft::Act(act),
                said,
                origin: owner.origin.at("acts", Some(i as u32)),
            });
        }
        if let Some(never) = record.never {
            self.draft.relations.push(RelationDraft {
                kind: RelationKind::Party,
                from: End::Slugs { text: never, field: "never" },
                to: owner.end(),
                when: When::Always,
                detail: DetailDraft::Act(Act::Never),
                said: Said { src, ..Said::default() },
                origin: owner.origin,
            });
        }
    }

    fn dispute(&mut self, owner: Owner, blank: EntityDraft, record: shape::Dispute) {
        let src = record.src;
        self.draft.entities.push(EntityDraft {
            name: record.name,
            aka: aka(record.aka),
            src: src.clone(),
            note: record.note,
            attributes: AttributesDraft::Dispute { over: record.over, active: record.active },
            ..blank
        });
        for (i, mut r) in record.sides.into_iter().enumerate() {
            let mut said = r.said();
            // A dispute's sources speak for its sides too, unless a side has its own.
            said.src = said.src.or_else(|| src.clone());
            let when = r.during.map_or(When::OwnersTime, When::During);
            let origin = owner.origin.at("sides", Some(i as u32));
            self.relation(RelationKind::Side, who(r.who), owner.end(), when, Detail::Side(r.role), said, origin);
        }
    }

    fn initiative(&mut self, owner: Owner, blank: EntityDraft, record: shape::Initiative) {
        self.draft.entities.push(EntityDraft {
            name: record.name,
            aka: aka(record.aka),
            during: record.during,
            src: record.src,
            note: record.note,
            ..blank
        });
        self.by(owner, record.proposed, RelationKind::Proposed, "proposed");
        self.by(owner, record.endorsed, RelationKind::Endorsed, "endorsed");
        self.whom(owner, record.engine, RelationKind::Engine, "engine", true);
        self.mandate(owner, record.mandate);
    }

    fn event(&mut self, owner: Owner, blank: EntityDraft, record: shape::Event) {
        let src = record.src;
        self.draft.entities.push(EntityDraft {
            name: record.name,
            aka: aka(record.aka),
            during: record.during,
            src: src.clone(),
            note: record.note,
            attributes: AttributesDraft::Event { kind: record.kind, place: record.place },
            ..blank
        });
        let said = || Said { src: src.clone(), ..Said::default() };
        if let Some(of) = record.of {
            let to = End::Slugs { text: of, field: "of" };
            self.relation(RelationKind::PartOf, owner.end(), to, When::OwnersTime, Detail::None, said(), owner.origin);
        }
        for (i, mut r) in record.attended.into_iter().enumerate() {
            let mut own = r.said();
            own.src = own.src.or_else(|| src.clone());
            self.draft.relations.push(RelationDraft {
                kind: RelationKind::Attended,
                from: who(r.who),
                to: owner.end(),
                when: When::OwnersTime,
                detail: DetailDraft::Attended { role: r.role, level: r.level, person: r.person },
                said: own,
                origin: owner.origin.at("attended", Some(i as u32)),
            });
        }
    }

    fn plain(&mut self, _: Owner, blank: EntityDraft, record: shape::Plain) {
        let aka = aka(record.aka);
        self.draft.entities.push(EntityDraft { name: record.name, aka, src: record.src, note: record.note, ..blank });
    }

    fn region(&mut self, owner: Owner, blank: EntityDraft, record: shape::Region) {
        let src = record.src;
        self.draft.entities.push(EntityDraft {
            name: record.name,
            aka: aka(record.aka),
            codes: codes_of(record.codes),
            src: src.clone(),
            note: record.note,
            ..blank
        });
        if let Some(text) = record.part_of {
            let to = End::Slugs { text, field: "part_of" };
            let said = Said { src, ..Said::default() };
            self.relation(RelationKind::PartOf, owner.end(), to, When::Always, Detail::None, said, owner.origin);
        }
    }

    fn link(&mut self, link: shape::Link, origin: Origin) {
        let slugs = |text: String, field| End::Slugs { text, field };
        match link {
            shape::Link::Cooperates(mut r) => {
                let said = r.said();
                self.draft.relations.push(RelationDraft {
                    kind: RelationKind::Cooperates,
                    from: slugs(r.a, "a"),
                    to: slugs(r.b, "b"),
                    when: during(r.during),
                    detail: DetailDraft::Cooperates { mode: r.mode, issue: r.issue },
                    said,
                    origin,
                });
            }
            shape::Link::Rival(mut r) => {
                let (said, detail) = (r.said(), Detail::Rival { kind: r.kind.map(Into::into) });
                let (a, b) = (slugs(r.a, "a"), slugs(r.b, "b"));
                self.relation(RelationKind::Rival, a, b, during(r.during), detail, said, origin);
            }
            shape::Link::Tie(mut r) => {
                let said = r.said();
                let directed = r.from.is_some() || r.to.is_some();
                let mixed = directed && (r.a.is_some() || r.b.is_some());
                let when = if mixed { When::Clash("a", "from") } else { during(r.during) };
                let detail = Detail::Tie { kind: r.kind.into(), value: r.value, directed };
                let (from, from_field) = r.from.map_or((r.a, "a"), |from| (Some(from), "from"));
                let (to, to_field) = r.to.map_or((r.b, "b"), |to| (Some(to), "to"));
                let (a, b) = (slugs(from.unwrap_or_default(), from_field), slugs(to.unwrap_or_default(), to_field));
                self.relation(RelationKind::Tie, a, b, when, detail, said, origin);
            }
            shape::Link::Stance(mut r) => {
                let said = r.said();
                let value = match r.value {
                    shape::StanceValue::Number(value) => StanceValue::Number(value),
                    shape::StanceValue::Word(word) => StanceValue::Word(word),
                };
                let (a, b) = (who(r.who), slugs(r.on, "on"));
                self.relation(RelationKind::Stance, a, b, during(r.during), Detail::Stance(value), said, origin);
            }
            shape::Link::Concerned(mut r) => {
                let (said, detail) = (r.said(), Detail::Intensity(r.intensity));
                let (a, b) = (who(r.who), slugs(r.issue, "issue"));
                self.relation(RelationKind::Concerned, a, b, during(r.during), detail, said, origin);
            }
        }
    }

    fn mandate(&mut self, owner: Owner, mandate: Vec<shape::Mandate>) {
        for (i, mut r) in mandate.into_iter().enumerate() {
            let said = r.said();
            let to = End::Slugs { text: r.issue, field: "issue" };
            let detail = Detail::Depth(r.depth.unwrap_or(Depth::Declared));
            let origin = owner.origin.at("mandate", Some(i as u32));
            self.relation(RelationKind::Covers, owner.end(), to, during(r.during), detail, said, origin);
        }
    }

    fn by(&mut self, owner: Owner, list: Vec<shape::By>, kind: RelationKind, field: &'static str) {
        for (i, mut r) in list.into_iter().enumerate() {
            let said = r.said();
            let when = r.on.map_or(When::Unknown, When::On);
            let origin = owner.origin.at(field, Some(i as u32));
            self.relation(kind, who(r.who), owner.end(), when, Detail::Jointly(r.jointly), said, origin);
        }
    }

    /// Relations that name another entity: towards the owner (`engine`) or from it (`succeeds`).
    fn whom(&mut self, owner: Owner, list: Vec<shape::Whom>, kind: RelationKind, field: &'static str, towards: bool) {
        for (i, mut r) in list.into_iter().enumerate() {
            let said = r.said();
            let when = match (r.during, r.on) {
                (Some(_), Some(_)) => When::Clash("during", "on"),
                (Some(text), None) => When::During(text),
                (None, Some(text)) => When::On(text),
                (None, None) => When::Unknown,
            };
            let origin = owner.origin.at(field, Some(i as u32));
            let (from, to) = if towards { (who(r.who), owner.end()) } else { (owner.end(), who(r.who)) };
            self.relation(kind, from, to, when, Detail::None, said, origin);
        }
    }

    fn region_of(&mut self, owner: Owner, region: Option<String>, src: Option<String>) {
        if let Some(text) = region {
            let to = End::Slugs { text, field: "region" };
            let said = Said { src, ..Said::default() };
            self.relation(RelationKind::LocatedIn, owner.end(), to, When::Always, Detail::None, said, owner.origin);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a relation has so many parts, each of its own type")]
    fn relation(
        &mut self,
        kind: RelationKind,
        from: End,
        to: End,
        when: When,
        detail: Detail,
        said: Said,
        origin: Origin,
    ) {
        let detail = DetailDraft::Ready(detail);
        self.draft.relations.push(RelationDraft { kind, from, to, when, detail, said, origin });
    }
}

fn who(text: String) -> End {
    End::Slugs { text, field: "who" }
}

fn during(text: Option<String>) -> When {
    text.map_or(When::Unknown, When::During)
}

fn aka(names: Vec<Aka>) -> Vec<AliasDraft> {
    names.into_iter().map(|aka| AliasDraft { text: aka.name, during: aka.during, shared: aka.shared }).collect()
}

fn codes_of(codes: Entries<CodeValue>) -> Vec<CodeDraft> {
    let mut list = Vec::with_capacity(codes.0.len());
    for (entry, (scheme, CodeValue(values))) in codes.0.into_iter().enumerate() {
        for (code, during) in values {
            list.push(CodeDraft { scheme: scheme.clone(), entry: entry as u32, code, during });
        }
    }
    list
}
