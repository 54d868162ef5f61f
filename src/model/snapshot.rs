//! A model as bytes, so that the shipped world need not be read from its text at every start.
//!
//! The build script writes a snapshot of `graphs/` and the program reads it back; it is never kept
//! on disk, so its format has no versions. What occurs often is written once and shared: texts, intervals,
//! lists of sources, places, and all of a relation but its ends and its time.

use super::kind::{
    Act, AttendRole, Confidence, Depth, EntityKind, EventKind, Form, Grade, Over, RelationKind, SideRole, SourceKind,
};
use super::{
    Alias, Attributes, Code, Entity, EntityId, FormSpell, KnownTime, Model, Origin, Roster, Source, SourceId, Sources,
};
use crate::text::Text;
use crate::time::{Date, Day, Interval};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Writes a model: its sources, which are read only when somebody asks for one, and all else.
pub fn encode(model: &Model) -> Vec<u8> {
    let mut sources = Writer::default();
    model.sources().to_vec().put(&mut sources);
    let mut rest = Writer::default();
    model.title.put(&mut rest);
    model.entities.put(&mut rest);
    relations::put(&model.relations, &mut rest);
    let sources = sources.finish();
    let mut whole = Writer::default();
    whole.number(sources.len() as u64);
    whole.bytes.extend(sources);
    whole.bytes.extend(rest.finish());
    whole.bytes
}

/// Reads a model back; `None` if the bytes are none of ours.
pub fn decode(bytes: &'static [u8]) -> Option<Model> {
    let mut head = Reader::of(bytes);
    let length = head.number()? as usize;
    let (sources, rest) = head.bytes.split_at_checked(length)?;
    let mut reader = Reader::open(rest)?;
    let title = String::get(&mut reader)?;
    let entities: Vec<Entity> = Vec::get(&mut reader)?;
    let relations = self::relations::get(&mut reader)?;
    let slugs = entities.iter().enumerate().map(|(i, e)| (e.slug.clone(), EntityId(i as u32))).collect();
    let sources = Sources::unread(sources);
    reader.at_end().then(|| Model { title, entities, relations, sources, slugs, ..Model::default() })
}

/// The sources of a model that was read back.
pub(super) fn sources(bytes: &'static [u8]) -> Option<Vec<Source>> {
    let mut reader = Reader::open(bytes)?;
    let sources = Vec::get(&mut reader)?;
    reader.at_end().then_some(sources)
}

/// What can be written and read back.
trait Snap: Sized {
    fn put(&self, to: &mut Writer);
    fn get(from: &mut Reader) -> Option<Self>;
}

/// Values written once, each with its number.
struct Shared<T> {
    list: Vec<T>,
    numbers: FxHashMap<T, u64>,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self { list: Vec::new(), numbers: FxHashMap::default() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Shared<T> {
    fn number(&mut self, value: T) -> u64 {
        let next = self.list.len() as u64;
        let number = *self.numbers.entry(value.clone()).or_insert(next);
        if number == next {
            self.list.push(value);
        }
        number
    }
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    /// All text in the order of its use, apart from the numbers: it is checked once, as a whole.
    all_text: String,
    texts: Shared<Text>,
    intervals: Shared<(Vec<i32>, String)>,
    dates: Shared<(Vec<i32>, String)>,
    source_lists: Shared<Arc<[SourceId]>>,
    places: Shared<Origin>,
}

impl Writer {
    /// Seven bits a byte, the lowest first.
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.all_text.push_str(text);
    }

    /// All that was written. What is shared comes first, as the rest refers to it.
    fn finish(self) -> Vec<u8> {
        let mut shared = Self::default();
        shared.number(self.texts.list.len() as u64);
        self.texts.list.iter().for_each(|text| shared.text(text));
        for dates in [&self.intervals.list, &self.dates.list] {
            shared.number(dates.len() as u64);
            for (days, text) in dates {
                days.iter().for_each(|day| shared.signed(i64::from(*day)));
                shared.text(text);
            }
        }
        shared.number(self.source_lists.list.len() as u64);
        for list in &self.source_lists.list {
            shared.number(list.len() as u64);
            list.iter().for_each(|id| shared.number(u64::from(id.0)));
        }
        shared.number(self.places.list.len() as u64);
        self.places.list.iter().for_each(|place| shared.place(*place));
        let mut whole = Self::default();
        whole.number((shared.all_text.len() + self.all_text.len()) as u64);
        [shared.all_text.into_bytes(), self.all_text.into_bytes(), shared.bytes, self.bytes]
            .into_iter()
            .for_each(|part| whole.bytes.extend(part));
        whole.bytes
    }
}

struct Reader {
    bytes: &'static [u8],
    /// All text that is still to come, in the order of its use.
    all_text: &'static str,
    texts: Vec<Text>,
    intervals: Vec<Arc<Interval>>,
    dates: Vec<Date>,
    source_lists: Vec<Arc<[SourceId]>>,
    places: Vec<Origin>,
}

impl Reader {
    fn of(bytes: &'static [u8]) -> Self {
        Self {
            bytes,
            all_text: "",
            texts: Vec::new(),
            intervals: Vec::new(),
            dates: Vec::new(),
            source_lists: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Reads what is shared.
    fn open(bytes: &'static [u8]) -> Option<Self> {
        let mut reader = Self::of(bytes);
        let length = reader.number()? as usize;
        let (text, rest) = reader.bytes.split_at_checked(length)?;
        reader.all_text = std::str::from_utf8(text).ok()?;
        reader.bytes = rest;
        reader.texts = reader.list(|reader| reader.text().map(Text::Static))?;
        reader.intervals = reader.list(|reader| {
            let days = [reader.day()?, reader.day()?, reader.day()?, reader.day()?];
            let text = Text::Static(reader.text()?);
            Some(Arc::new(Interval::from_parts([days[0], days[1]], [days[2], days[3]], text)))
        })?;
        reader.dates = reader.list(|reader| {
            let days = [reader.day()?, reader.day()?];
            Some(Date::from_parts(days[0], days[1], Text::Static(reader.text()?)))
        })?;
        reader.source_lists = reader.list(|reader| {
            let ids = reader.list(|reader| reader.number().map(|id| SourceId(id as u32)))?;
            Some(ids.into())
        })?;
        reader.places = reader.list(Self::place)?;
        Some(reader)
    }

    /// As many values as the next number says.
    fn list<T>(&mut self, mut value: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.number()? as usize;
        // Broken bytes must not ask for all the memory there is.
        let mut list = Vec::with_capacity(length.min(self.bytes.len()));
        for _ in 0..length {
            list.push(value(self)?);
        }
        Some(list)
    }

    fn at_end(&self) -> bool {
        self.bytes.is_empty() && self.all_text.is_empty()
    }

    #[inline]
    fn number(&mut self) -> Option<u64> {
        // Nearly all numbers are small.
        match self.bytes {
            [byte, rest @ ..] if *byte < 0x80 => {
                self.bytes = rest;
                Some(u64::from(*byte))
            }
            [low, high, rest @ ..] if *high < 0x80 => {
                self.bytes = rest;
                Some(u64::from(*low & 0x7f) | u64::from(*high) << 7)
            }
            _ => self.long_number(),
        }
    }

    fn long_number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn day(&mut self) -> Option<Day> {
        let number = self.number()?;
        let signed = (number >> 1) as i64 ^ -((number & 1) as i64);
        i32::try_from(signed).ok().map(Day::from_number)
    }

    fn text(&mut self) -> Option<&'static str> {
        let length = self.number()? as usize;
        let (text, rest) = self.all_text.split_at_checked(length)?;
        self.all_text = rest;
        Some(text)
    }
}

impl Snap for String {
    fn put(&self, to: &mut Writer) {
        to.text(self);
    }

    fn get(from: &mut Reader) -> Option<Self> {
        from.text().map(str::to_owned)
    }
}

impl Snap for Box<str> {
    fn put(&self, to: &mut Writer) {
        to.text(self);
    }

    fn get(from: &mut Reader) -> Option<Self> {
        from.text().map(Into::into)
    }
}

impl Snap for Text {
    fn put(&self, to: &mut Writer) {
        let number = to.texts.number(self.clone());
        to.number(number);
    }

    fn get(from: &mut Reader) -> Option<Self> {
        let number = from.number()? as usize;
        from.texts.get(number).cloned()
    }
}

impl Snap for Arc<Interval> {
    fn put(&self, to: &mut Writer) {
        let ((s1, s2), (e1, e2)) = (self.start(), self.end());
        let days = [s1, s2, e1, e2].map(Day::number).to_vec();
        let number = to.intervals.number((days, self.as_str().to_owned()));
        to.number(number);
    }

    fn get(from: &mut Reader) -> Option<Self> {
        let number = from.number()? as usize;
        from.intervals.get(number).cloned()
    }
}

impl Snap for Interval {
    fn put(&self, to: &mut Writer) {
        Arc::new(self.clone()).put(to);
    }

    fn get(from: &mut Reader) -> Option<Self> {
        Arc::<Self>::get(from).map(|interval| (*interval).clone())
    }
}

impl Snap for Date {
    fn put(&self, to: &mut Writer) {
        let days = [self.earliest(), self.latest()].map(Day::number).to_vec();
        let number = to.dates.number((days, self.as_str().to_owned()));
        to.number(number);
    }

    fn get(from: &mut Reader) -> Option<Self> {
        let number = from.number()? as usize;
        from.dates.get(number).cloned()
    }
}

impl Snap for Arc<[SourceId]> {
    fn put(&self, to: &mut Writer) {
        let number = to.source_lists.number(self.clone());
        to.number(number);
    }

    fn get(from: &mut Reader) -> Option<Self> {
        let number = from.number()? as usize;
        from.source_lists.get(number).cloned()
    }
}

impl<T: Snap> Snap for Box<T> {
    fn put(&self, to: &mut Writer) {
        T::put(self, to);
    }

    fn get(from: &mut Reader) -> Option<Self> {
        T::get(from).map(Self::new)
    }
}

impl<T: Snap> Snap for Option<T> {
    fn put(&self, to: &mut Writer) {
        to.number(u64::from(self.is_some()));
        if let Some(value) = self {
            value.put(to);
        }
    }

    fn get(from: &mut Reader) -> Option<Self> {
        Some(if from.number()? == 0 { None } else { Some(T::get(from)?) })
    }
}

impl<T: Snap> Snap for Vec<T> {
    fn put(&self, to: &mut Writer) {
        to.number(self.len() as u64);
        self.iter().for_each(|value| value.put(to));
    }

    fn get(from: &mut Reader) -> Option<Self> {
        from.list(T::get)
    }
}

/// Numbers that fit one word.
macro_rules! numbers {
    ($($type:ty: $to:expr, $from:expr;)+) => {
        $(impl Snap for $type {
            fn put(&self, to: &mut Writer) {
                to.number($to(*self));
            }

            fn get(from: &mut Reader) -> Option<Self> {
                from.number().and_then($from)
            }
        })+
    };
}

numbers! {
    bool: u64::from, |n| Some(n != 0);
    u32: u64::from, |n| u32::try_from(n).ok();
    usize: |n| n as u64, |n| usize::try_from(n).ok();
    // Nearly all weights are 1; so written, that is a zero.
    f32: |n: f32| u64::from(n.to_bits() ^ 1f32.to_bits()), |n| Some(f32::from_bits(n as u32 ^ 1f32.to_bits()));
    f64: f64::to_bits, |n| Some(f64::from_bits(n));
    EntityId: |id: EntityId| u64::from(id.0), |n| Some(EntityId(n as u32));
}

/// Lists of words, written by position.
macro_rules! words {
    ($($type:ty),+ $(,)?) => {
        $(impl Snap for $type {
            fn put(&self, to: &mut Writer) {
                to.number(*self as u64);
            }

            fn get(from: &mut Reader) -> Option<Self> {
                let number = from.number()? as usize;
                Self::ALL.get(number).copied()
            }
        })+
    };
}

words!(
    Act,
    AttendRole,
    Confidence,
    Depth,
    EntityKind,
    EventKind,
    Form,
    Grade,
    Over,
    RelationKind,
    SideRole,
    SourceKind
);

/// Records, field by field.
macro_rules! records {
    ($($type:ident { $($field:ident),+ $(,)? })+) => {
        $(impl Snap for $type {
            fn put(&self, to: &mut Writer) {
                $(self.$field.put(to);)+
            }

            fn get(from: &mut Reader) -> Option<Self> {
                Some(Self { $($field: Snap::get(from)?),+ })
            }
        })+
    };
}

records! {
    Source { id, title, kind, publisher, date, url, accessed, note, origin }
    Entity { slug, kind, name, official, aka, codes, during, note, sources, attributes, origin }
    Alias { text, during, shared }
    Code { scheme, code, during }
    FormSpell { form, during, sources, note }
    Roster { on, count, grade, sources, note, origin }
    KnownTime { recorded, retracted }
}

// They use the macros above, so they stand below them.
mod places;
mod relations;

impl Snap for Attributes {
    fn put(&self, to: &mut Writer) {
        match self {
            Self::None => to.number(0),
            Self::Body { family, forms, rosters } => {
                to.number(1);
                family.put(to);
                forms.put(to);
                rosters.put(to);
            }
            Self::Treaty { opened, in_force } => {
                to.number(2);
                opened.put(to);
                in_force.put(to);
            }
            Self::Dispute { over, active } => {
                to.number(3);
                over.put(to);
                active.put(to);
            }
            Self::Event { kind, place } => {
                to.number(4);
                kind.put(to);
                place.put(to);
            }
        }
    }

    fn get(from: &mut Reader) -> Option<Self> {
        Some(match from.number()? {
            0 => Self::None,
            1 => Self::Body { family: Snap::get(from)?, forms: Snap::get(from)?, rosters: Snap::get(from)? },
            2 => Self::Treaty { opened: Snap::get(from)?, in_force: Snap::get(from)? },
            3 => Self::Dispute { over: Snap::get(from)?, active: Snap::get(from)? },
            4 => Self::Event { kind: Snap::get(from)?, place: Snap::get(from)? },
            _ => return None,
        })
    }
}
