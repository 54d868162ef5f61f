//! The shapes of records in a world file, field by field as `docs/format.md` lists them.
//!
//! Dates, slugs and sources stay text here: the file's shape is checked by serde, what the text
//! means by [`build`](crate::model::build::build).

use crate::model::kind::{AttendRole, Confidence, Depth, EventKind, Grade, Over, SideRole, SourceKind};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A map in the order of the file, with a key given twice kept twice, so that it can be reported.
#[derive(Debug, Clone)]
pub(super) struct Entries<T>(pub(super) Vec<(String, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of slugs to records")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

/// A record of a file: unknown fields are errors, fields left out take their default.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident { $($(#[$attr:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name { $($(#[$attr])* pub(super) $field: $type),* }
    };
}

/// A record that states something: it also takes what every statement has.
macro_rules! statement {
    ($(#[$doc:meta])* $name:ident { $($(#[$attr:meta])* $field:ident: $type:ty),* $(,)? }) => {
        record! {
            $(#[$doc])*
            $name {
                $($(#[$attr])* $field: $type,)*
                src: Option<String>,
                conf: Option<Confidence>,
                note: Option<String>,
                recorded: Option<String>,
                retracted: Option<String>,
            }
        }

        impl $name {
            /// Takes out what every statement has.
            pub(super) fn said(&mut self) -> crate::model::draft::Said {
                crate::model::draft::Said {
                    src: self.src.take(),
                    conf: self.conf.take(),
                    note: self.note.take(),
                    recorded: self.recorded.take(),
                    retracted: self.retracted.take(),
                }
            }
        }
    };
}

record! {
    /// A whole file.
    World {
        title: Option<String>,
        #[serde(default)] sources: Entries<Source>,
        #[serde(default)] states: Entries<State>,
        #[serde(default)] bodies: Entries<Body>,
        #[serde(default)] treaties: Entries<Treaty>,
        #[serde(default)] disputes: Entries<Dispute>,
        #[serde(default)] initiatives: Entries<Initiative>,
        #[serde(default)] events: Entries<Event>,
        #[serde(default)] issues: Entries<Plain>,
        #[serde(default)] regions: Entries<Region>,
        #[serde(default)] persons: Entries<Plain>,
        #[serde(default)] links: Vec<Link>,
    }
}

record! {
    Source {
        title: String,
        kind: SourceKind,
        publisher: Option<String>,
        date: Option<String>,
        url: Option<String>,
        accessed: Option<String>,
        note: Option<String>,
    }
}

record! {
    State {
        name: String,
        official: Option<String>,
        #[serde(default)] aka: Vec<Aka>,
        #[serde(default)] codes: Entries<CodeValue>,
        during: Option<String>,
        region: Option<String>,
        #[serde(default)] succeeds: Vec<Whom>,
        src: Option<String>,
        note: Option<String>,
    }
}

record! {
    Body {
        name: String,
        official: Option<String>,
        #[serde(default)] aka: Vec<Aka>,
        #[serde(default)] codes: Entries<CodeValue>,
        family: Option<String>,
        #[serde(default)] form: Vec<Form>,
        region: Option<String>,
        #[serde(default)] seats: Vec<Seat>,
        #[serde(default)] roster: Vec<Roster>,
        #[serde(default)] mandate: Vec<Mandate>,
        #[serde(default)] proposed: Vec<By>,
        #[serde(default)] endorsed: Vec<By>,
        #[serde(default)] engine: Vec<Whom>,
        #[serde(default)] part_of: Vec<Whom>,
        #[serde(default)] organ_of: Vec<Whom>,
        #[serde(default)] succeeds: Vec<Whom>,
        src: Option<String>,
        note: Option<String>,
    }
}

record! {
    Treaty {
        name: String,
        official: Option<String>,
        #[serde(default)] aka: Vec<Aka>,
        #[serde(default)] codes: Entries<CodeValue>,
        #[serde(default)] topics: Vec<String>,
        opened: Option<String>,
        in_force: Option<String>,
        #[serde(default)] acts: Vec<Act>,
        never: Option<String>,
        src: Option<String>,
        note: Option<String>,
    }
}

record! {
    Dispute {
        name: String,
        #[serde(default)] aka: Vec<Aka>,
        #[serde(default)] over: Vec<Over>,
        #[serde(default)] sides: Vec<Side>,
        #[serde(default)] active: Vec<String>,
        src: Option<String>,
        note: Option<String>,
    }
}

record! {
    Initiative {
        name: String,
        #[serde(default)] aka: Vec<Aka>,
        during: Option<String>,
        #[serde(default)] proposed: Vec<By>,
        #[serde(default)] endorsed: Vec<By>,
        #[serde(default)] engine: Vec<Whom>,
        #[serde(default)] mandate: Vec<Mandate>,
        src: Option<String>,
        note: Option<String>,
    }
}

record! {
    Event {
        name: String,
        #[serde(default)] aka: Vec<Aka>,
        kind: EventKind,
        of: Option<String>,
        place: Option<String>,
        during: Option<String>,
        #[serde(default)] attended: Vec<Attended>,
        src: Option<String>,
        note: Option<String>,
    }
}

record! {
    /// An issue or a person.
    Plain {
        name: String,
        #[serde(default)] aka: Vec<Aka>,
        src: Option<String>,
        note: Option<String>,
    }
}

record! {
    Region {
        name: String,
        #[serde(default)] aka: Vec<Aka>,
        #[serde(default)] codes: Entries<CodeValue>,
        part_of: Option<String>,
        src: Option<String>,
        note: Option<String>,
    }
}

/// A variant of a list holds its record directly: `Member(who: …)`.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident($record:ty) as $kind:ty { $($variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, serde::Deserialize)]
        pub(super) enum $name { $($variant($record)),+ }

        impl $name {
            /// The word and the record.
            pub(super) fn open(self) -> ($kind, $record) {
                match self { $(Self::$variant(record) => (<$kind>::$variant, record)),+ }
            }
        }
    };
}

choice! {
    /// A form.
    Form(FormRecord) as crate::model::kind::Form { Igo, Forum, Bloc, Alliance, Bank, Secretariat }
}

choice! {
    /// A seat.
    Seat(SeatRecord) as Grade { Member, Associate, Observer, Partner, Candidate, Guest }
}

choice! {
    /// An act on a treaty.
    Act(ActRecord) as crate::model::kind::Act {
        Signed, Ratified, Acceded, Accepted, Approved, Succeeded, Reserved, Withdrew,
    }
}

record! {
    FormRecord { during: Option<String>, src: Option<String>, note: Option<String> }
}

statement! {
    SeatRecord { who: String, during: Option<String>, #[serde(default)] suspended: bool, weight: Option<f32> }
}

statement! {
    ActRecord { who: String, on: Option<String> }
}

/// A claim about a roster.
#[derive(Debug, Clone, serde::Deserialize)]
pub(super) enum Roster {
    /// All seats of the grade stand here.
    Complete(RosterRecord),
}

record! {
    RosterRecord { on: String, count: usize, grade: Option<Grade>, src: Option<String>, note: Option<String> }
}

statement! {
    Mandate { issue: String, depth: Option<Depth>, during: Option<String> }
}

statement! {
    By { who: String, on: Option<String>, #[serde(default)] jointly: bool }
}

statement! {
    Whom { who: String, during: Option<String>, on: Option<String> }
}

statement! {
    Side { who: String, role: SideRole, during: Option<String> }
}

statement! {
    Attended { who: String, role: AttendRole, level: Option<String>, person: Option<String> }
}

/// A relation between two entities that belongs to neither.
#[derive(Debug, Clone, serde::Deserialize)]
pub(super) enum Link {
    /// Cooperation.
    Cooperates(Cooperates),
    /// Rivalry.
    Rival(Rival),
    /// Any other tie.
    Tie(Tie),
    /// Stance.
    Stance(Stance),
    /// Concern.
    Concerned(Concerned),
}

statement! {
    Cooperates { a: String, b: String, mode: Option<String>, issue: Option<String>, during: Option<String> }
}

statement! {
    Rival { a: String, b: String, kind: Option<String>, during: Option<String> }
}

statement! {
    Tie {
        a: Option<String>,
        b: Option<String>,
        from: Option<String>,
        to: Option<String>,
        kind: String,
        value: Option<f64>,
        during: Option<String>,
    }
}

statement! {
    Stance { who: String, on: String, value: StanceValue, during: Option<String> }
}

statement! {
    Concerned { who: String, issue: String, intensity: Option<f32>, during: Option<String> }
}

/// A name, or a name with the time over which it was borne and whether others bear it too.
#[derive(Debug, Clone)]
pub(super) struct Aka {
    pub(super) name: String,
    pub(super) during: Option<String>,
    pub(super) shared: bool,
}

record! {
    DatedName { name: String, during: Option<String>, #[serde(default)] shared: bool }
}

impl<'de> Deserialize<'de> for Aka {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOrRecord;
        impl<'de> Visitor<'de> for NameOrRecord {
            type Value = Aka;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name in quotes, or (name: \"…\", during: \"…\")")
            }

            fn visit_str<E>(self, name: &str) -> Result<Aka, E> {
                Ok(Aka { name: name.to_owned(), during: None, shared: false })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Aka, A::Error> {
                let record = DatedName::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(Aka { name: record.name, during: record.during, shared: record.shared })
            }
        }
        deserializer.deserialize_any(NameOrRecord)
    }
}

/// A code, or several codes each with its time.
#[derive(Debug, Clone)]
pub(super) struct CodeValue(pub(super) Vec<(String, Option<String>)>);

record! {
    DatedCode { code: String, during: Option<String> }
}

impl<'de> Deserialize<'de> for CodeValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CodeOrList;
        impl<'de> Visitor<'de> for CodeOrList {
            type Value = CodeValue;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a code in quotes, or a list of (code: \"…\", during: \"…\")")
            }

            fn visit_str<E>(self, code: &str) -> Result<CodeValue, E> {
                Ok(CodeValue(vec![(code.to_owned(), None)]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<CodeValue, A::Error> {
                let mut codes = Vec::new();
                while let Some(record) = seq.next_element::<DatedCode>()? {
                    codes.push((record.code, record.during));
                }
                Ok(CodeValue(codes))
            }
        }
        deserializer.deserialize_any(CodeOrList)
    }
}

/// A stance as a number or a word.
#[derive(Debug, Clone, Copy)]
pub(super) enum StanceValue {
    Number(f64),
    Word(&'static str),
}

impl<'de> Deserialize<'de> for StanceValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        // A bare word and a number have no common serde type, so the text itself is read.
        let raw: &'de ron::value::RawValue = Deserialize::deserialize(deserializer)?;
        match raw.get_ron().trim() {
            "Complement" => Ok(Self::Word("complement")),
            "Ambivalent" => Ok(Self::Word("ambivalent")),
            "Obstacle" => Ok(Self::Word("obstacle")),
            number => match number.parse::<f64>() {
                Ok(value) if (-1.0..=1.0).contains(&value) => Ok(Self::Number(value)),
                _ => Err(D::Error::custom("a stance is a number from -1 to 1, or Complement, Ambivalent or Obstacle")),
            },
        }
    }
}
