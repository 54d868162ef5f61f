//! A model as bytes, so that the shipped world need not be read from its text at every start.
//!
//! The build script writes a snapshot of `graphs/` and the program reads it back; it is never kept
//! on disk, so its format has no versions. What occurs often is written once and shared: texts, intervals,
//! lists of sources, places, and all of a relation but its ends and its time.

use super::kind::{
    Act, AttendRole, Confidence, Depth, EntityKind, EventKind, Form, Grade, Over, RelationKind, SideRole, SourceKind,
};
use super::{Alias, Attributes, Code, Entity, EntityId, FormSpell, KnownTime, Model, Origin, Roster, Source, SourceId};
use crate::text::Text;
use crate::time::{Date, Day, Interval};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Writes a model.
pub fn encode(model: &Model) -> Vec<u8> {
    let mut body = Writer::default();
    model.title.put(&mut body);
    model.sources.put(&mut body);
    model.entities.put(&mut body);
    relations::put(&model.relations, &mut body);
    // What is shared comes first, as the rest refers to it.
    let mut shared = Writer::default();
    shared.number(body.texts.list.len() as u64);
    body.texts.list.iter().for_each(|text| shared.text(text));
    for dates in [&body.intervals.list, &body.dates.list] {
        shared.number(dates.len() as u64);
        for (days, text) in dates {
            days.iter().for_each(|day| shared.signed(i64::from(*day)));
            shared.text(text);
        }
    }
    shared.number(body.source_lists.list.len() as u64);
    for list in &body.source_lists.list {
        shared.number(list.len() as u64);
        list.iter().for_each(|id| shared.number(u64::from(id.0)));
    }
    shared.number(body.places.list.len() as u64);
    body.places.list.iter().for_each(|place| shared.place(*place));
    let mut whole = Writer::default();
    whole.number((shared.all_text.len() + body.all_text.len()) as u64);
    [shared.all_text.into_bytes(), body.all_text.into_bytes(), shared.bytes, body.bytes]
        .into_iter()
        .for_each(|part| whole.bytes.extend(part));
    whole.bytes
}

/// Reads a model back; `None` if the bytes are none of ours.
pub fn decode(bytes: &'static [u8]) -> Option<Model> {
    let mut reader = Reader {
        bytes,
        all_text: "",
        texts: Vec::new(),
        intervals: Vec::new(),
        dates: Vec::new(),
        source_lists: Vec::new(),
        places: Vec::new(),
    };
    let length = reader.number()? as usize;
    let (text, rest) = reader.bytes.split_at_checked(length)?;
    reader.all_text = std::str::from_utf8(text).ok()?;
    reader.bytes = rest;
    for _ in 0..reader.number()? {
        let text = Text::Static(reader.text()?);
        reader.texts.push(text);
    }
    for _ in 0..reader.number()? {
        let days = [reader.day()?, reader.day()?, reader.day()?, reader.day()?];
        let interval = Interval::from_parts([days[0], days[1]], [days[2], days[3]], Text::Static(reader.text()?));
        reader.intervals.push(Arc::new(interval));
    }
    for _ in 0..reader.number()? {
        let days = [reader.day()?, reader.day()?];
        let date = Date::from_parts(days[0], days[1], Text::Static(reader.text()?));
        reader.dates.push(date);
    }
    for _ in 0..reader.number()? {
        let length = reader.number()?;
        let ids: Option<Vec<SourceId>> = (0..length).map(|_| reader.number().map(|id| SourceId(id as u32))).collect();
        reader.source_lists.push(ids?.into());
    }
    for _ in 0..reader.number()? {
        let place = reader.place()?;
        reader.places.push(place);
    }
    let title = String::get(&mut reader)?;
    let sources = Vec::get(&mut reader)?;
    let entities: Vec<Entity> = Vec::get(&mut reader)?;
    let relations = self::relations::get(&mut reader)?;
    let slugs = entities.iter().enumerate().map(|(i, e)| (e.slug.clone(), EntityId(i as u32))).collect();
    let whole = reader.bytes.is_empty() && reader.all_text.is_empty();
    whole.then(|| Model { title, entities, relations, sources, slugs, ..Model::default() })
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
        let length = from.number()? as usize;
        // Broken bytes must not ask for all the memory there is.
        let mut list = Self::with_capacity(length.min(from.bytes.len()));
        for _ in 0..length {
            list.push(T::get(from)?);
        }
        Some(list)
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
