//! The records of a model: each entity with the relations that belong to it.

use super::layout::Node;
use crate::model::kind::{Act, Confidence, Depth, EntityKind, Grade, RelationKind};
use crate::model::{Attributes, Code, Detail, Entity, EntityId, Model, Relation, SourceId, StanceValue};
use rustc_hash::FxHashMap;

type Fields = Vec<(&'static str, Node)>;

/// A model whose relations are sorted by the record that they stand in.
pub(super) struct Records<'m> {
    model: &'m Model,
    /// Entity → relations of its record, in order.
    owned: Vec<Vec<&'m Relation>>,
    links: Vec<&'m Relation>,
}

impl<'m> Records<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let mut records = Self { model, owned: vec![Vec::new(); model.entities().len()], links: Vec::new() };
        for relation in model.relations() {
            match records.owner(relation) {
                Some(owner) => records.owned[owner.index()].push(relation),
                None if relation.kind == RelationKind::PartOf => {}
                None => records.links.push(relation),
            }
        }
        records
    }

    /// Whose record a relation stands in; `None` for links, and for parents that the slug itself tells.
    fn owner(&self, relation: &Relation) -> Option<EntityId> {
        use RelationKind as K;
        match relation.kind {
            K::Seat | K::Party | K::Side | K::Proposed | K::Endorsed | K::Engine | K::Attended => Some(relation.to),
            K::PartOf => {
                let (child, parent) = (self.model.entity(relation.from), self.model.entity(relation.to));
                let told = child.slug.rsplit_once('/').is_some_and(|(above, _)| *above == *parent.slug);
                let tree = matches!(child.kind, EntityKind::Issue | EntityKind::Region);
                (!(tree && told)).then_some(relation.from)
            }
            K::Covers | K::Succeeds | K::OrganOf | K::LocatedIn => Some(relation.from),
            K::Concerned | K::Cooperates | K::Rival | K::Stance | K::Tie => None,
        }
    }

    pub(super) fn sources(&self) -> Vec<(String, Node)> {
        let sources = self.model.sources().iter().map(|source| {
            let mut fields = vec![("title", Node::text(&source.title))];
            fields.push(("kind", word(&format!("{:?}", source.kind))));
            let optional = [
                ("publisher", source.publisher.as_deref()),
                ("date", source.date.as_ref().map(crate::time::Date::as_str)),
                ("url", source.url.as_deref()),
                ("accessed", source.accessed.as_ref().map(crate::time::Date::as_str)),
                ("note", source.note.as_deref()),
            ];
            for (field, text) in optional {
                add_text(&mut fields, field, text);
            }
            (source.id.to_string(), Node::Record("", fields))
        });
        sources.collect()
    }

    /// The records of all entities of a kind, in order.
    pub(super) fn entities(&self, kind: EntityKind) -> Vec<(String, Node)> {
        let ids = self.model.ids().filter(|(_, entity)| entity.kind == kind);
        ids.map(|(id, entity)| (entity.slug.to_string(), Node::Record("", self.record(id, entity)))).collect()
    }

    fn record(&self, id: EntityId, entity: &Entity) -> Fields {
        let mut fields = vec![("name", Node::text(&entity.name))];
        add_text(&mut fields, "official", entity.official.as_deref());
        let aka: Vec<Node> = entity.aka.iter().map(alias).collect();
        add_list(&mut fields, "aka", aka);
        if !entity.codes.is_empty() {
            fields.push(("codes", Node::Map(codes(&entity.codes))));
        }
        let owned = &self.owned[id.index()];
        let of = |kind: RelationKind| owned.iter().copied().filter(move |relation| relation.kind == kind);
        add_text(&mut fields, "during", entity.during.as_ref().map(crate::time::Interval::as_str));
        match &entity.attributes {
            Attributes::Body { family, forms, rosters } => {
                add_text(&mut fields, "family", family.as_deref());
                let forms = forms.iter().map(|form| {
                    let mut own = Fields::new();
                    if form.during.as_str() != "/" {
                        own.push(("during", Node::text(form.during.as_str())));
                    }
                    add_text(&mut own, "src", self.src(&form.sources).as_deref());
                    add_text(&mut own, "note", form.note.as_deref());
                    Node::Record(form_name(form.form), own)
                });
                add_list(&mut fields, "form", forms.collect());
                let rosters = rosters.iter().map(|roster| {
                    let mut own =
                        vec![("on", Node::text(roster.on.as_str())), ("count", word(&roster.count.to_string()))];
                    if roster.grade != Grade::Member {
                        own.push(("grade", word(&format!("{:?}", roster.grade))));
                    }
                    add_text(&mut own, "src", self.src(&roster.sources).as_deref());
                    add_text(&mut own, "note", roster.note.as_deref());
                    Node::Record("Complete", own)
                });
                add_list(&mut fields, "roster", rosters.collect());
            }
            Attributes::Treaty { opened, in_force } => {
                add_text(&mut fields, "opened", opened.as_ref().map(crate::time::Date::as_str));
                add_text(&mut fields, "in_force", in_force.as_ref().map(crate::time::Date::as_str));
            }
            Attributes::Dispute { over, active } => {
                add_list(&mut fields, "over", over.iter().map(|over| word(&format!("{over:?}"))).collect());
                add_list(&mut fields, "active", active.iter().map(|during| Node::text(during.as_str())).collect());
            }
            Attributes::Event { kind, place } => {
                fields.push(("kind", word(&format!("{kind:?}"))));
                add_text(&mut fields, "place", place.as_deref());
            }
            Attributes::None => {}
        }
        if entity.kind == EntityKind::Event {
            let bodies: Vec<&str> = of(RelationKind::PartOf).map(|r| self.slug(r.to)).collect();
            add_words(&mut fields, "of", &bodies);
        } else if entity.kind == EntityKind::Region {
            let above: Vec<&str> = of(RelationKind::PartOf).map(|r| self.slug(r.to)).collect();
            add_words(&mut fields, "part_of", &above);
        } else {
            add_list(&mut fields, "part_of", self.whom(of(RelationKind::PartOf), true));
        }
        let regions: Vec<&str> = of(RelationKind::LocatedIn).map(|r| self.slug(r.to)).collect();
        add_words(&mut fields, "region", &regions);
        add_list(&mut fields, "proposed", self.by(of(RelationKind::Proposed)));
        add_list(&mut fields, "endorsed", self.by(of(RelationKind::Endorsed)));
        add_list(&mut fields, "engine", self.whom(of(RelationKind::Engine), false));
        add_list(&mut fields, "organ_of", self.whom(of(RelationKind::OrganOf), true));
        add_list(&mut fields, "succeeds", self.whom(of(RelationKind::Succeeds), true));
        if entity.kind == EntityKind::Treaty {
            let topics = of(RelationKind::Covers).map(|relation| Node::text(self.slug(relation.to)));
            add_list(&mut fields, "topics", topics.collect());
        } else {
            add_list(&mut fields, "mandate", self.mandate(of(RelationKind::Covers)));
        }
        add_list(&mut fields, "seats", self.seats(of(RelationKind::Seat)));
        add_list(&mut fields, "acts", self.acts(of(RelationKind::Party)));
        let never = of(RelationKind::Party).filter(|relation| relation.act() == Some(Act::Never));
        add_words(&mut fields, "never", &never.map(|relation| self.slug(relation.from)).collect::<Vec<_>>());
        add_list(&mut fields, "sides", self.sides(entity, of(RelationKind::Side)));
        add_list(&mut fields, "attended", self.attended(entity, of(RelationKind::Attended)));
        add_text(&mut fields, "src", self.src(&entity.sources).as_deref());
        add_text(&mut fields, "note", entity.note.as_deref());
        fields
    }

    fn seats<'r>(&self, seats: impl Iterator<Item = &'r Relation>) -> Vec<Node> {
        let statements = seats.filter_map(|relation| {
            let Detail::Seat { grade, suspended, weight } = relation.detail else { return None };
            let mut rest = during(relation);
            if suspended {
                rest.push(("suspended", word("true")));
            }
            if weight.to_bits() != 1.0_f32.to_bits() {
                rest.push(("weight", word(&weight.to_string())));
            }
            self.said(&mut rest, relation, &[]);
            Some((grade_name(grade), self.slug(relation.from), rest))
        });
        grouped(statements)
    }

    fn acts<'r>(&self, acts: impl Iterator<Item = &'r Relation>) -> Vec<Node> {
        let statements = acts.filter_map(|relation| {
            let act = relation.act().filter(|act| *act != Act::Never)?;
            let mut rest = Fields::new();
            let on = relation.during.from_text();
            add_text(&mut rest, "on", Some(on).filter(|on| !on.is_empty()));
            self.said(&mut rest, relation, &[]);
            Some((act_name(act), self.slug(relation.from), rest))
        });
        grouped(statements)
    }

    fn mandate<'r>(&self, covers: impl Iterator<Item = &'r Relation>) -> Vec<Node> {
        let records = covers.map(|relation| {
            let mut fields = vec![("issue", Node::text(self.slug(relation.to)))];
            if let Detail::Depth(depth) = relation.detail
                && depth != Depth::Declared
            {
                fields.push(("depth", word(&format!("{depth:?}"))));
            }
            fields.extend(during(relation));
            self.said(&mut fields, relation, &[]);
            Node::Record("", fields)
        });
        records.collect()
    }

    fn by<'r>(&self, relations: impl Iterator<Item = &'r Relation>) -> Vec<Node> {
        let statements = relations.map(|relation| {
            let mut rest = Fields::new();
            add_text(&mut rest, "on", Some(relation.during.from_text()).filter(|on| !on.is_empty()));
            if relation.detail == Detail::Jointly(true) {
                rest.push(("jointly", word("true")));
            }
            self.said(&mut rest, relation, &[]);
            ("", self.slug(relation.from), rest)
        });
        grouped(statements)
    }

    /// Relations that name the other end: the one they lead to, or the one they come from.
    fn whom<'r>(&self, relations: impl Iterator<Item = &'r Relation>, away: bool) -> Vec<Node> {
        let statements = relations.map(|relation| {
            let mut rest = Fields::new();
            let text = relation.during.as_str();
            if text.contains('/') {
                rest.extend(during(relation));
            } else {
                rest.push(("on", Node::text(text)));
            }
            self.said(&mut rest, relation, &[]);
            ("", self.slug(if away { relation.to } else { relation.from }), rest)
        });
        grouped(statements)
    }

    /// Sides without times of their own last as long as the dispute, one relation for each of its times.
    fn sides<'r>(&self, entity: &Entity, sides: impl Iterator<Item = &'r Relation>) -> Vec<Node> {
        let times: Vec<&str> = match &entity.attributes {
            Attributes::Dispute { active, .. } if !active.is_empty() => {
                active.iter().map(crate::time::Interval::as_str).collect()
            }
            _ => vec!["/"],
        };
        let sides: Vec<&Relation> = sides.collect();
        let mut written: Vec<Node> = Vec::new();
        let mut next = 0;
        while let Some(relation) = sides.get(next) {
            let whole = sides.get(next..next + times.len()).is_some_and(|part| {
                let same = |other: &&Relation| other.from == relation.from && other.origin == relation.origin;
                part.iter().all(same) && part.iter().map(|r| r.during.as_str()).eq(times.iter().copied())
            });
            let Detail::Side(role) = relation.detail else { break };
            let mut fields = vec![("who", Node::text(self.slug(relation.from))), ("role", word(&format!("{role:?}")))];
            if !whole {
                fields.extend(during(relation));
            }
            self.said(&mut fields, relation, &entity.sources);
            written.push(Node::Record("", fields));
            next += if whole { times.len() } else { 1 };
        }
        written
    }

    fn attended<'r>(&self, entity: &Entity, relations: impl Iterator<Item = &'r Relation>) -> Vec<Node> {
        let statements = relations.filter_map(|relation| {
            let Detail::Attended { role, level, person } = &relation.detail else { return None };
            let mut rest = vec![("role", word(&format!("{role:?}")))];
            add_text(&mut rest, "level", level.as_deref());
            add_text(&mut rest, "person", person.map(|id| self.slug(id)));
            self.said(&mut rest, relation, &entity.sources);
            Some(("", self.slug(relation.from), rest))
        });
        grouped(statements)
    }

    pub(super) fn links(&self) -> Vec<Node> {
        self.links.iter().filter_map(|relation| self.link(relation)).collect()
    }

    fn link(&self, relation: &Relation) -> Option<Node> {
        let (from, to) = (Node::text(self.slug(relation.from)), Node::text(self.slug(relation.to)));
        let (name, mut fields) = match &relation.detail {
            Detail::Cooperates { mode, issue } => {
                let mut fields = vec![("a", from), ("b", to)];
                add_text(&mut fields, "mode", mode.as_deref());
                add_text(&mut fields, "issue", issue.map(|id| self.slug(id)));
                ("Cooperates", fields)
            }
            Detail::Rival { kind } => {
                let mut fields = vec![("a", from), ("b", to)];
                add_text(&mut fields, "kind", kind.as_deref());
                ("Rival", fields)
            }
            Detail::Tie { kind, value, directed } => {
                let mut fields =
                    if *directed { vec![("from", from), ("to", to)] } else { vec![("a", from), ("b", to)] };
                fields.push(("kind", Node::text(kind)));
                if let Some(value) = value {
                    fields.push(("value", word(&value.to_string())));
                }
                ("Tie", fields)
            }
            Detail::Stance(value) => {
                let value = match value {
                    StanceValue::Number(number) => number.to_string(),
                    StanceValue::Word(word) => capital(word),
                };
                ("Stance", vec![("who", from), ("on", to), ("value", word(&value))])
            }
            Detail::Intensity(intensity) => {
                let mut fields = vec![("who", from), ("issue", to)];
                if let Some(intensity) = intensity {
                    fields.push(("intensity", word(&intensity.to_string())));
                }
                ("Concerned", fields)
            }
            _ => return None,
        };
        fields.extend(during(relation));
        self.said(&mut fields, relation, &[]);
        Some(Node::Record(name, fields))
    }

    /// What every statement carries; the sources of the record that holds it need not be repeated.
    fn said(&self, fields: &mut Fields, relation: &Relation, inherited: &[SourceId]) {
        if *relation.sources != *inherited {
            add_text(fields, "src", self.src(&relation.sources).as_deref());
        }
        if relation.confidence != Confidence::High {
            fields.push(("conf", word(&format!("{:?}", relation.confidence))));
        }
        add_text(fields, "note", relation.note.as_deref());
        if let Some(known) = &relation.known {
            add_text(fields, "recorded", known.recorded.as_ref().map(crate::time::Date::as_str));
            add_text(fields, "retracted", known.retracted.as_ref().map(crate::time::Date::as_str));
        }
    }

    fn slug(&self, id: EntityId) -> &str {
        &self.model.entity(id).slug
    }

    fn src(&self, sources: &[SourceId]) -> Option<String> {
        let ids: Vec<&str> = sources.iter().map(|id| self.model.source(*id).id.as_str()).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// Statements that differ only in who is meant become one.
fn grouped<'s>(statements: impl Iterator<Item = (&'static str, &'s str, Fields)>) -> Vec<Node> {
    let mut groups: Vec<(&'static str, String, Fields)> = Vec::new();
    let mut positions: FxHashMap<String, usize> = FxHashMap::default();
    for (name, who, rest) in statements {
        let mut key = name.to_owned();
        for (field, value) in &rest {
            key.push('\n');
            key.push_str(field);
            if let Node::Plain(text) = value {
                key.push_str(text);
            }
        }
        let position = *positions.entry(key).or_insert(groups.len());
        match groups.get_mut(position) {
            // Said twice, it stays said twice.
            Some((_, names, _)) if !names.split(' ').any(|known| known == who) => {
                names.push(' ');
                names.push_str(who);
            }
            _ => groups.push((name, who.to_owned(), rest)),
        }
    }
    let records = groups.into_iter().map(|(name, who, rest)| {
        let mut fields = vec![("who", Node::text(&who))];
        fields.extend(rest);
        Node::Record(name, fields)
    });
    records.collect()
}

fn during(relation: &Relation) -> Fields {
    let text = relation.during.as_str();
    if text == "/" { Fields::new() } else { vec![("during", Node::text(text))] }
}

fn alias(alias: &crate::model::Alias) -> Node {
    if alias.during.is_none() && !alias.shared {
        return Node::text(&alias.text);
    }
    let mut fields = vec![("name", Node::text(&alias.text))];
    add_text(&mut fields, "during", alias.during.as_ref().map(crate::time::Interval::as_str));
    if alias.shared {
        fields.push(("shared", word("true")));
    }
    Node::Record("", fields)
}

/// Codes by scheme; several of one scheme, and dated ones, are a list.
fn codes(codes: &[Code]) -> Vec<(String, Node)> {
    let mut schemes: Vec<(String, Vec<&Code>)> = Vec::new();
    for code in codes {
        match schemes.iter_mut().find(|(scheme, _)| **scheme == *code.scheme) {
            Some((_, list)) => list.push(code),
            None => schemes.push((code.scheme.to_string(), vec![code])),
        }
    }
    let written = schemes.into_iter().map(|(scheme, list)| {
        if let [Code { code, during: None, .. }] = list.as_slice() {
            return (scheme, Node::text(code));
        }
        let items = list.iter().map(|code| {
            let mut fields = vec![("code", Node::text(&code.code))];
            add_text(&mut fields, "during", code.during.as_ref().map(crate::time::Interval::as_str));
            Node::Record("", fields)
        });
        (scheme, Node::List(items.collect()))
    });
    written.collect()
}

fn word(text: &str) -> Node {
    Node::Plain(text.to_owned())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn add_text(fields: &mut Fields, field: &'static str, text: Option<&str>) {
    if let Some(text) = text {
        fields.push((field, Node::text(text)));
    }
}

fn add_list(fields: &mut Fields, field: &'static str, items: Vec<Node>) {
    if !items.is_empty() {
        fields.push((field, Node::List(items)));
    }
}

fn add_words(fields: &mut Fields, field: &'static str, words: &[&str]) {
    if !words.is_empty() {
        fields.push((field, Node::text(&words.join(" "))));
    }
}

macro_rules! names {
    ($function:ident, $type:ty { $($variant:ident),+ }) => {
        /// The name of the variant in a file.
        fn $function(value: $type) -> &'static str {
            match value { $(<$type>::$variant => stringify!($variant)),+ }
        }
    };
}

names!(grade_name, Grade { Member, Associate, Observer, Partner, Candidate, Guest });
names!(act_name, Act { Signed, Ratified, Acceded, Accepted, Approved, Succeeded, Reserved, Withdrew, Never });
names!(form_name, crate::model::kind::Form { Igo, Forum, Bloc, Alliance, Bank, Secretariat });
