//! The data of a page: lists of numbers and each text once, as JSON, packed so that it can stand inside HTML.
//!
//! Days are numbers since 1970-01-01, with null for an open or unknown end; entities, dates, sources and remarks are
//! positions in lists. What the viewer reads from it, field by field, stands at the top of `viewer/data.js`.

use super::Question;
use super::gather::{Content, Seat};
use crate::draw::palette::{FAMILIES, Families};
use crate::draw::text::printable;
use crate::model::kind::{EntityKind, Grade};
use crate::model::{Entity, EntityId, Model, SourceId};
use crate::time::{Day, Interval};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::deflate::compress_to_vec;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The best that deflate can do; pages are read more often than made.
const LEVEL: u8 = 9;

/// The data of a page, packed.
pub(super) fn packed_data(content: &Content<'_>, title: &str, question: &Question) -> String {
    let model = content.model;
    let bodies: Vec<EntityId> =
        content.entities.iter().copied().filter(|id| model.entity(*id).kind == EntityKind::Body).collect();
    let families = Families::of(model, &bodies);
    let entities: Vec<Value> = content
        .entities
        .iter()
        .zip(&content.places)
        .map(|(id, place)| {
            let entity = model.entity(*id);
            let is_body = entity.kind == EntityKind::Body;
            let others = others(entity);
            let lines: Vec<Value> =
                if place.lines.len() > 1 { place.lines.iter().map(|line| json!(line)).collect() } else { Vec::new() };
            json!([
                entity.slug,
                printable(entity.short_name()),
                if entity.short_name() == entity.name { json!(0) } else { json!(printable(&entity.name)) },
                if is_body { family(&families, model, *id) as i64 } else { -1 },
                [short(place.x), short(place.y), short(place.width), short(place.height)],
                if is_body { place.most } else { 0 },
                others,
                lines
            ])
        })
        .collect();
    let mut lists = Lists::default();
    let seats: Vec<usize> = content.seats.iter().flat_map(|seat| lists.seat(model, seat)).collect();
    let sources: Vec<Value> = lists.sources.keys.iter().map(|id| source(model, *id)).collect();
    let words: Vec<&str> = Grade::ALL.iter().map(|grade| grade.as_str()).collect();
    let legend: Vec<(usize, String)> = families
        .legend()
        .into_iter()
        .map(|(colour, words)| (FAMILIES.iter().position(|known| *known == colour).unwrap_or(FAMILIES.len()), words))
        .collect();
    let all = json!({
        "title": title,
        "stamp": format!("comity {} · {} ({}) · comity {}", env!("CARGO_PKG_VERSION"), question.stamp.graph, question.stamp.hash, question.stamp.command),
        "days": [content.days.0.number(), content.days.1.number(), content.opens_on.number()],
        "size": [short(content.extent.0), short(content.extent.1)],
        "bodies": question.bodies.len(),
        "possible": u8::from(content.shows_possible),
        "grades": words,
        "families": legend,
        "entities": entities,
        "dates": lists.dates.keys.iter().map(Dates::value).collect::<Vec<_>>(),
        "cited": lists.cited.keys,
        "notes": lists.notes.keys,
        "sources": sources,
        "seats": seats,
    });
    packed(&all)
}

/// One decimal is a tenth of a point.
fn short(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// The position of a body's colour.
fn family(families: &Families, model: &Model, body: EntityId) -> usize {
    let colour = families.of_body(model, body);
    FAMILIES.iter().position(|known| *known == colour).unwrap_or(FAMILIES.len())
}

/// By what else an entity is found: official name, aliases, codes.
fn others(entity: &Entity) -> Vec<String> {
    let codes = entity.codes.iter().map(|code| &code.code);
    let aliases = entity.aka.iter().map(|alias| &alias.text);
    let mut others: Vec<String> = Vec::new();
    for text in entity.official.iter().chain(aliases).chain(codes) {
        let text = printable(text);
        // Slug, name and short name are looked at anyway.
        let is_known = text.eq_ignore_ascii_case(&entity.slug)
            || [entity.name.as_str(), entity.short_name()].contains(&text.as_str())
            || others.contains(&text);
        if !is_known {
            others.push(text);
        }
    }
    others
}

fn source(model: &Model, id: SourceId) -> Value {
    let source = model.source(id);
    let text = |text: Option<&str>| text.map_or(json!(0), |text| json!(printable(text)));
    // The address is a link only if it leads to the web.
    let url = source.url.as_deref().filter(|url| is_web(url));
    json!([
        printable(&source.title),
        text(source.publisher.as_deref()),
        source.date.as_ref().map_or(json!(0), |date| json!(date.as_str())),
        text(url)
    ])
}

fn is_web(url: &str) -> bool {
    let starts = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("https://") || starts("http://")
}

/// Values that are written once and meant by their positions.
struct Once<K> {
    keys: Vec<K>,
    positions: BTreeMap<K, usize>,
}

impl<K> Default for Once<K> {
    fn default() -> Self {
        Self { keys: Vec::new(), positions: BTreeMap::new() }
    }
}

impl<K: Clone + Ord> Once<K> {
    fn position(&mut self, key: K) -> usize {
        *self.positions.entry(key).or_insert_with_key(|key| {
            self.keys.push(key.clone());
            self.keys.len() - 1
        })
    }
}

#[derive(Default)]
struct Lists {
    dates: Once<Dates>,
    sources: Once<SourceId>,
    cited: Once<Vec<usize>>,
    notes: Once<String>,
}

impl Lists {
    /// Holder, body, grade and suspension, dates, sources, remark.
    fn seat(&mut self, model: &Model, seat: &Seat<'_>) -> [usize; 6] {
        let relation = seat.relation;
        let mut sources: Vec<SourceId> = relation.sources.to_vec();
        sources.sort_by_key(|id| &model.source(*id).id);
        let sources = sources.into_iter().map(|id| self.sources.position(id)).collect();
        [
            seat.holder,
            seat.body,
            seat.grade as usize * 2 + usize::from(relation.is_suspended()),
            self.dates.position(Dates::of(&relation.during)),
            self.cited.position(sources),
            relation.note.as_ref().map_or(0, |note| self.notes.position(printable(note)) + 1),
        ]
    }
}

/// The four days of an interval, and its text where that says more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Dates([Option<i32>; 4], Option<String>);

impl Dates {
    fn of(during: &Interval) -> Self {
        let ((s1, s2), (e1, e2)) = (during.start(), during.end());
        let end = if e1 == Day::END { "..".to_owned() } else { e1.to_string() };
        // What both ends as days, or an open end, would be written as needs no text.
        let is_plain = s1 == s2 && e1 == e2 && during.as_str() == format!("{s1}/{end}");
        let number = |day: Day| (day != Day::BEGINNING && day != Day::END).then(|| day.number());
        // An end that may lie at the other end of time is none of the two nulls.
        let numbers = [number(s1), if s2 == Day::END { Some(i32::MAX) } else { number(s2) }]
            .into_iter()
            .chain([if e1 == Day::BEGINNING { Some(i32::MIN) } else { number(e1) }, number(e2)]);
        let mut days = [None; 4];
        days.iter_mut().zip(numbers).for_each(|(day, number)| *day = number);
        Self(days, (!is_plain).then(|| printable(during.as_str())))
    }

    fn value(&self) -> Value {
        let [s1, s2, e1, e2] = self.0;
        match &self.1 {
            None => json!([s1, e1]),
            Some(text) => json!([s1, s2, e1, e2, text]),
        }
    }
}

/// Packed by deflate, which browsers unpack, and written in letters that no HTML is made of.
fn packed(value: &Value) -> String {
    STANDARD.encode(compress_to_vec(value.to_string().as_bytes(), LEVEL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_data_are_letters_alone_and_come_back_whole() {
        let hostile = json!(["</script><!--\u{2028}\u{2029}&amp;\"\\", "Côte d'Ivoire", "中国"]);
        let letters = packed(&hostile);
        assert!(letters.bytes().all(|c| c.is_ascii_alphanumeric() || b"+/=".contains(&c)), "{letters}");
        let bytes = miniz_oxide::inflate::decompress_to_vec(&STANDARD.decode(letters).unwrap()).unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), hostile);
    }

    #[test]
    fn only_dates_that_say_more_than_their_days_keep_their_text() {
        let value = |text: &str| Dates::of(&Interval::parse(text).unwrap()).value().to_string();
        assert_eq!(value("1970-01-02/.."), "[1,null]");
        assert_eq!(value("1970-01-02/1970-01-03"), "[1,2]");
        assert_eq!(value("1970/.."), "[0,364,null,null,\"1970/..\"]");
        assert_eq!(value("../1970-01-02"), "[null,1]");
        assert_eq!(value("/1970-01-02"), "[null,1,1,1,\"/1970-01-02\"]");
        assert_eq!(value("1970-01-02/"), "[1,1,1,null,\"1970-01-02/\"]");
        assert_eq!(value("/"), format!("[null,{},{},null,\"/\"]", i32::MAX, i32::MIN));
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert!(is_web("https://example.org") && is_web("HTTP://example.org"));
        assert!(!is_web("javascript:alert(1)") && !is_web("data:text/html,x") && !is_web("ftp://example.org"));
    }
}
