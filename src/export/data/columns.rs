//! The fields of nodes and of ties: one table each, which every format for data and its page of reference read.

use super::cell::{Cell, Type};
use super::{Data, Score, What, sources};
use crate::graph::network::Side;
use crate::model::{Attributes, Detail, Entity, Relation, StanceValue};
use crate::time::Certainty;
use std::borrow::Cow;

/// A field that nodes or ties may have.
#[derive(Debug)]
pub struct Column {
    /// Its name in files.
    pub name: &'static str,
    /// What it says.
    pub about: &'static str,
    /// Its type.
    pub kind: Type,
    of: for<'d> fn(&'d Data<'_>, usize) -> Cell<'d>,
}

/// A field that some row holds something in.
#[derive(Debug, Clone, Copy)]
pub struct Field<'d> {
    /// Its name in files.
    pub name: &'d str,
    /// Its type.
    pub kind: Type,
    from: From<'d>,
}

#[derive(Debug, Clone, Copy)]
enum From<'d> {
    Column(&'static Column),
    Score(&'d Score),
}

impl<'d> Field<'d> {
    pub(super) fn of_score(score: &'d Score) -> Self {
        let kind = if score.is_whole { Type::Whole } else { Type::Number };
        Self { name: score.name, kind, from: From::Score(score) }
    }

    /// What a row holds.
    pub fn cell(&self, data: &'d Data<'_>, row: usize) -> Cell<'d> {
        match self.from {
            From::Column(column) => (column.of)(data, row),
            From::Score(score) => match score.values[row] {
                value if score.is_whole && value.is_finite() => Cell::Whole(value as i64),
                value => Cell::number(value),
            },
        }
    }
}

/// The fields of a table that at least one row holds something in.
pub(super) fn held<'d>(data: &'d Data<'_>, table: &'static [Column], rows: usize) -> impl Iterator<Item = Field<'d>> {
    let held = table.iter().filter(move |column| (0..rows).any(|row| (column.of)(data, row).is_some()));
    held.map(|column| Field { name: column.name, kind: column.kind, from: From::Column(column) })
}

const fn column(
    name: &'static str,
    about: &'static str,
    kind: Type,
    of: for<'d> fn(&'d Data<'_>, usize) -> Cell<'d>,
) -> Column {
    Column { name, about, kind, of }
}

/// Every field of nodes, in the order of files.
pub static NODE_COLUMNS: &[Column] = &[
    column("name", "the common name", Type::Text, |data, row| Cell::text(&data.entity(row).name)),
    column("label", "the short name, as in a picture", Type::Text, |data, row| {
        Cell::text(data.entity(row).short_name())
    }),
    column("kind", "state, body, treaty and so on", Type::Text, |data, row| Cell::text(data.entity(row).kind.as_str())),
    column("bipartite", "0 for those who sit, 1 for what they sit in", Type::Whole, |data, row| {
        data.nodes[row].side.map_or(Cell::None, |side| Cell::Whole(i64::from(side == Side::Group)))
    }),
    column("size", "for a body how many sit in it, for a state in how many it sits", Type::Whole, |data, row| {
        if data.whole { Cell::None } else { Cell::Whole(i64::from(data.nodes[row].size)) }
    }),
    column("family", "the lineage of a body", Type::Text, |data, row| Cell::some(data.entity(row).family())),
    column("iso3", "the code in ISO 3166", Type::Text, |data, row| code(data, row, "iso3")),
    column("cow", "the number in Correlates of War", Type::Text, |data, row| code(data, row, "cow")),
    column("official", "the official name", Type::Text, |data, row| world(data, row, |e| e.official.as_deref())),
    column("during", "when it exists, as written (EDTF)", Type::Text, |data, row| {
        world(data, row, |e| e.during.as_ref().map(crate::time::Interval::as_str))
    }),
    column("src", "the sources of the record itself", Type::Text, |data, row| {
        if data.whole { sources::joined(data.model, &data.entity(row).sources, " ") } else { Cell::None }
    }),
    column("note", "a remark", Type::Text, |data, row| world(data, row, |e| e.note.as_deref())),
    column("record", "all else that the world says of it", Type::Json, |data, row| {
        if data.whole { record(data, data.entity(row)) } else { Cell::None }
    }),
];

/// Every field of ties, in the order of files.
pub static TIE_COLUMNS: &[Column] = &[
    column("relation", "what joins the ends: seat, party, rival and so on", Type::Text, |data, row| {
        data.relation(row).map_or(Cell::text("shared"), |relation| Cell::text(relation.kind.as_str()))
    }),
    column("weight", "how strong the tie is, unless 1 or all are equal", Type::Number, |data, row| {
        let weight = data.ties[row].weight;
        // A relation that has no strength of its own must not get one when it is read again.
        let is_own = data.is_projection() || (weight != 1.0 && !data.whole);
        if data.is_weighted() && is_own { Cell::number(weight) } else { Cell::None }
    }),
    column("shared", "how many bodies or members both have", Type::Whole, |data, row| match data.ties[row].what {
        What::Shared(shared, _) => Cell::Whole(i64::from(shared)),
        What::Relations(..) => Cell::None,
    }),
    column("union", "how many either has", Type::Whole, |data, row| match data.ties[row].what {
        What::Shared(_, union) => Cell::Whole(i64::from(union)),
        What::Relations(..) => Cell::None,
    }),
    column("common", "the bodies or members both have", Type::Text, |data, row| {
        Cell::owned(data.common(row).join(";"))
    }),
    column("grade", "the grade of a seat", Type::Text, |data, row| {
        detail(data, row, |detail| match detail {
            Detail::Seat { grade, .. } => Cell::text(grade.as_str()),
            _ => Cell::None,
        })
    }),
    column("suspended", "whether a seat is suspended", Type::Flag, |data, row| {
        detail(data, row, |detail| Cell::flag(matches!(detail, Detail::Seat { suspended: true, .. })))
    }),
    column("act", "what a party did about a treaty", Type::Text, |data, row| {
        detail(data, row, |detail| match detail {
            Detail::Act(act) => Cell::text(act.as_str()),
            _ => Cell::None,
        })
    }),
    column("role", "the part in a dispute or at an event", Type::Text, |data, row| {
        detail(data, row, |detail| match detail {
            Detail::Side(role) => Cell::text(role.as_str()),
            Detail::Attended { role, .. } => Cell::text(role.as_str()),
            _ => Cell::None,
        })
    }),
    column("level", "the level at which an event was attended", Type::Text, |data, row| {
        detail(data, row, |detail| match detail {
            Detail::Attended { level, .. } => Cell::some(level.as_deref()),
            _ => Cell::None,
        })
    }),
    column("person", "who attended", Type::Text, |data, row| {
        let person = data.relation(row).and_then(|relation| match relation.detail {
            Detail::Attended { person, .. } => person,
            _ => None,
        });
        person.map_or(Cell::None, |id| Cell::text(&data.model.entity(id).slug))
    }),
    column("depth", "how far an issue is covered", Type::Text, |data, row| {
        detail(data, row, |detail| match detail {
            Detail::Depth(depth) => Cell::text(depth.as_str()),
            _ => Cell::None,
        })
    }),
    column("intensity", "how much an actor is concerned, 0 to 1", Type::Number, |data, row| {
        detail(data, row, |detail| match detail {
            Detail::Intensity(Some(intensity)) => Cell::small(*intensity),
            _ => Cell::None,
        })
    }),
    column("jointly", "whether several did it together", Type::Flag, |data, row| {
        detail(data, row, |detail| Cell::flag(*detail == Detail::Jointly(true)))
    }),
    column("mode", "how two cooperate", Type::Text, |data, row| {
        detail(data, row, |detail| match detail {
            Detail::Cooperates { mode, .. } => Cell::some(mode.as_deref()),
            _ => Cell::None,
        })
    }),
    column("issue", "on what two cooperate", Type::Text, |data, row| {
        let issue = data.relation(row).and_then(|relation| match relation.detail {
            Detail::Cooperates { issue, .. } => issue,
            _ => None,
        });
        issue.map_or(Cell::None, |id| Cell::text(&data.model.entity(id).slug))
    }),
    column("rivalry", "the kind of rivalry", Type::Text, |data, row| {
        detail(data, row, |detail| match detail {
            Detail::Rival { kind } => Cell::some(kind.as_deref()),
            _ => Cell::None,
        })
    }),
    column("stance", "the stance, if it is a word", Type::Text, |data, row| {
        detail(data, row, |detail| match detail {
            Detail::Stance(StanceValue::Word(word)) => Cell::text(word),
            _ => Cell::None,
        })
    }),
    column("tie", "the kind of tie", Type::Text, |data, row| {
        detail(data, row, |detail| match detail {
            Detail::Tie { kind, .. } => Cell::text(kind),
            _ => Cell::None,
        })
    }),
    column("value", "the value of a tie or a stance, or the weight of a seat", Type::Number, |data, row| {
        detail(data, row, |detail| match detail {
            Detail::Tie { value: Some(value), .. } | Detail::Stance(StanceValue::Number(value)) => Cell::number(*value),
            Detail::Seat { weight, .. } if weight.to_bits() != 1.0_f32.to_bits() => Cell::small(*weight),
            _ => Cell::None,
        })
    }),
    column("mutual", "whether it leads both ways, though others do not", Type::Flag, |data, row| {
        Cell::flag(data.is_mutual(row))
    }),
    column("during", "when it held, as written (EDTF); several spells by semicolons", Type::Text, during),
    column("from", "its start as written; of several spells, of the surest and fullest", Type::Text, |data, row| {
        data.relation(row).map_or(Cell::None, |relation| Cell::text(relation.during.from_text()))
    }),
    column("to", "its last day as written; `..` if it lasts", Type::Text, |data, row| {
        data.relation(row).map_or(Cell::None, |relation| Cell::text(relation.during.to_text()))
    }),
    column("from_earliest", "the first day it can have begun", Type::Day, |data, row| {
        data.relation(row).map_or(Cell::None, |relation| Cell::day(relation.during.start().0))
    }),
    column("from_latest", "the last day it can have begun", Type::Day, |data, row| {
        data.relation(row).map_or(Cell::None, |relation| Cell::day(relation.during.start().1))
    }),
    column("to_earliest", "the first day that can have been its last", Type::Day, |data, row| {
        data.relation(row).map_or(Cell::None, |relation| Cell::day(relation.during.end().0))
    }),
    column("to_latest", "the last day that can have been its last", Type::Day, |data, row| {
        data.relation(row).map_or(Cell::None, |relation| Cell::day(relation.during.end().1))
    }),
    column("certainty", "`surely` or `possibly`, on the day of the network", Type::Text, |data, row| {
        if data.whole || data.behind(row).is_empty() {
            Cell::None
        } else {
            Cell::text(data.ties[row].certainty.as_str())
        }
    }),
    column("conf", "how sure who wrote it is, unless quite", Type::Text, |data, row| {
        let relation =
            data.relation(row).filter(|relation| relation.confidence != crate::model::kind::Confidence::High);
        relation.map_or(Cell::None, |relation| Cell::text(relation.confidence.as_str()))
    }),
    column("sources", "who says so, by semicolons", Type::Text, |data, row| match data.behind(row) {
        [] => Cell::None,
        [one] => sources::joined(data.model, &data.model.relation(*one).sources, ";"),
        several => sources::joined(data.model, &sources::of(data.model, several.iter().copied()), ";"),
    }),
    column("note", "a remark", Type::Text, |data, row| match data.behind(row) {
        [] => Cell::None,
        [one] => Cell::some(data.model.relation(*one).note.as_deref()),
        several => {
            let notes = several.iter().filter_map(|id| data.model.relation(*id).note.as_deref());
            Cell::owned(notes.collect::<Vec<_>>().join("; "))
        }
    }),
    column("recorded", "when the statement entered the world", Type::Text, |data, row| {
        known(data, row, |known| known.recorded.as_ref())
    }),
    column("retracted", "when the statement was withdrawn", Type::Text, |data, row| {
        known(data, row, |known| known.retracted.as_ref())
    }),
];

fn detail<'d>(data: &'d Data<'_>, row: usize, of: impl Fn(&'d Detail) -> Cell<'d>) -> Cell<'d> {
    data.relation(row).map_or(Cell::None, |relation| of(&relation.detail))
}

fn known<'d>(
    data: &'d Data<'_>,
    row: usize,
    of: impl Fn(&'d crate::model::KnownTime) -> Option<&'d crate::time::Date>,
) -> Cell<'d> {
    let known = data.relation(row).and_then(|relation| relation.known.as_deref());
    Cell::some(known.and_then(of).map(crate::time::Date::as_str))
}

/// The spells of all relations behind a tie, each once.
fn during<'d>(data: &'d Data<'_>, row: usize) -> Cell<'d> {
    let text = |relation: &'d Relation| relation.during.as_str();
    match data.behind(row) {
        [] => Cell::None,
        // Of which nothing is known.
        [one] if text(data.model.relation(*one)) == "/" => Cell::None,
        [one] => Cell::text(text(data.model.relation(*one))),
        several => {
            let mut spells: Vec<&str> = Vec::new();
            for id in several {
                let spell = text(data.model.relation(*id));
                if !spells.contains(&spell) {
                    spells.push(spell);
                }
            }
            match spells.as_slice() {
                [one] => Cell::Text(Cow::Borrowed(one)),
                all => Cell::owned(all.join(";")),
            }
        }
    }
}

/// A field that only a whole world shows.
fn world<'d>(data: &'d Data<'_>, row: usize, of: impl Fn(&'d Entity) -> Option<&'d str>) -> Cell<'d> {
    if data.whole { Cell::some(of(data.entity(row))) } else { Cell::None }
}

/// The code of an entity in a list, on the day of the network.
fn code<'d>(data: &'d Data<'_>, row: usize, scheme: &str) -> Cell<'d> {
    if data.whole {
        return Cell::None;
    }
    let valid = |code: &&crate::model::Code| {
        code.scheme == scheme && code.during.as_ref().is_none_or(|during| during.on(data.span.first) > Certainty::No)
    };
    data.entity(row).codes.iter().find(valid).map_or(Cell::None, |code| Cell::text(&code.code))
}

/// What a world says of an entity beyond the fields above, under the names that it has in a world file.
fn record<'d>(data: &Data<'_>, entity: &Entity) -> Cell<'d> {
    use serde_json::{Map, Value, json};
    let mut record = Map::new();
    let optional = |fields: Vec<(&str, Option<Value>)>| -> Value {
        let fields = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Value::Object(fields.collect())
    };
    let text = |text: Option<&str>| text.map(Value::from);
    let src = |ids: &[crate::model::SourceId]| match sources::joined(data.model, ids, " ") {
        Cell::Text(text) => Some(Value::from(text.into_owned())),
        _ => None,
    };
    let date = |date: Option<&crate::time::Date>| date.map(|date| Value::from(date.as_str()));
    if !entity.aka.is_empty() {
        let aka = entity.aka.iter().map(|alias| {
            optional(vec![
                ("name", text(Some(&alias.text))),
                ("during", text(alias.during.as_ref().map(crate::time::Interval::as_str))),
                ("shared", alias.shared.then_some(Value::Bool(true))),
            ])
        });
        record.insert("aka".to_owned(), aka.collect());
    }
    if !entity.codes.is_empty() {
        let codes = entity.codes.iter().map(|code| {
            optional(vec![
                ("scheme", text(Some(&code.scheme))),
                ("code", text(Some(&code.code))),
                ("during", text(code.during.as_ref().map(crate::time::Interval::as_str))),
            ])
        });
        record.insert("codes".to_owned(), codes.collect());
    }
    let mut add = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            record.insert(name.to_owned(), value);
        }
    };
    match &entity.attributes {
        Attributes::Body { forms, rosters, .. } => {
            let form = forms.iter().map(|form| {
                optional(vec![
                    ("form", text(Some(form.form.as_str()))),
                    ("during", text(Some(form.during.as_str()))),
                    ("src", src(&form.sources)),
                    ("note", text(form.note.as_deref())),
                ])
            });
            add("form", (!forms.is_empty()).then(|| form.collect()));
            let roster = rosters.iter().map(|roster| {
                optional(vec![
                    ("on", text(Some(roster.on.as_str()))),
                    ("count", Some(json!(roster.count))),
                    ("grade", text(Some(roster.grade.as_str()))),
                    ("src", src(&roster.sources)),
                    ("note", text(roster.note.as_deref())),
                ])
            });
            add("roster", (!rosters.is_empty()).then(|| roster.collect()));
        }
        Attributes::Treaty { opened, in_force } => {
            add("opened", date(opened.as_ref()));
            add("in_force", date(in_force.as_ref()));
        }
        Attributes::Dispute { over, active } => {
            add("over", (!over.is_empty()).then(|| over.iter().map(|over| over.as_str()).collect()));
            add("active", (!active.is_empty()).then(|| active.iter().map(crate::time::Interval::as_str).collect()));
        }
        Attributes::Event { kind, place } => {
            add("event", text(Some(kind.as_str())));
            add("place", text(place.as_deref()));
        }
        Attributes::None => {}
    }
    if record.is_empty() { Cell::None } else { Cell::Json(Value::Object(record).to_string()) }
}
