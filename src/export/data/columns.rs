//! The fields of nodes and of ties: one table each, which every format for data and its page of reference read.

use super::cell::{Cell, Type};
use super::{Data, Score, Tie, What, sources};
use crate::graph::network::Side;
use crate::model::kind::RelationKind;
use crate::model::{Attributes, Detail, Entity, Relation, StanceValue};
use crate::time::{Certainty, Interval};
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;

/// An interval of which neither end is known.
const UNKNOWN: &str = "/";

/// Rows that one thread looks through in one go.
const PART: usize = 8192;

/// A field that nodes or ties may have.
#[derive(Debug)]
pub struct Column {
    /// Its name in files.
    pub name: &'static str,
    /// What it says.
    pub about: &'static str,
    /// Its type.
    pub kind: Type,
    of: for<'d> fn(Row<'d>) -> Cell<'d>,
    holders: Holders,
}

/// Which rows can hold something in a column, as far as it goes without a look at each of them.
#[derive(Debug, Clone, Copy)]
enum Holders {
    All,
    /// Ties that stand for a relation of one of these kinds.
    Kinds(&'static [RelationKind]),
    /// Ties of a projection.
    Shared,
}

/// A row, with what its columns are read from.
#[derive(Debug, Clone, Copy)]
pub struct Row<'d> {
    data: &'d Data<'d>,
    at: usize,
    /// The relation that speaks for it, of a tie.
    relation: Option<&'d Relation>,
}

impl<'d> Row<'d> {
    pub(super) fn of_node(data: &'d Data<'_>, at: usize) -> Self {
        Self { data, at, relation: None }
    }

    pub(super) fn of_tie(data: &'d Data<'_>, at: usize) -> Self {
        Self { data, at, relation: data.relation(at) }
    }

    fn entity(&self) -> &'d Entity {
        self.data.entity(self.at)
    }

    fn tie(&self) -> &'d Tie {
        &self.data.ties[self.at]
    }

    /// When the relation that speaks for it held; none if nothing is known of that.
    fn during(&self) -> Option<&'d Interval> {
        self.relation.map(|relation| &*relation.during).filter(|during| during.as_str() != UNKNOWN)
    }
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
    pub fn cell(&self, row: Row<'d>) -> Cell<'d> {
        match self.from {
            From::Column(column) => (column.of)(row),
            From::Score(score) => match score.values[row.at] {
                value if score.is_whole && value.is_finite() => Cell::Whole(value as i64),
                value => Cell::number(value),
            },
        }
    }
}

/// The fields of a table that at least one row holds something in.
pub(super) fn held<'d>(
    data: &'d Data<'_>,
    table: &'static [Column],
    row: impl Fn(usize) -> Row<'d> + Sync,
    rows: usize,
) -> impl Iterator<Item = Field<'d>> {
    // Columns that are known to hold something are asked no more.
    const FIRST: usize = 64;
    let new = |rows: Range<usize>, mut open: Vec<usize>| -> Vec<usize> {
        let mut held = Vec::new();
        for row in rows.map(&row) {
            while let Some(found) = open.iter().position(|at| (table[*at].of)(row).is_some()) {
                held.push(open.swap_remove(found));
            }
        }
        held
    };
    let kinds = data.kinds();
    let may_hold = |at: &usize| match table[*at].holders {
        Holders::All => true,
        Holders::Kinds(holders) => holders.iter().any(|kind| kinds.contains(*kind as usize)),
        Holders::Shared => data.is_projection(),
    };
    let mut is_held = vec![false; table.len()];
    new(0..rows.min(FIRST), (0..table.len()).filter(may_hold).collect()).into_iter().for_each(|at| is_held[at] = true);
    let open: Vec<usize> = (0..table.len()).filter(may_hold).filter(|at| !is_held[*at]).collect();
    let part = |start: usize| new(start..rows.min(start + PART), open.clone());
    let found: Vec<usize> = if rows > PART {
        (FIRST..rows).into_par_iter().step_by(PART).flat_map_iter(part).collect()
    } else {
        part(FIRST.min(rows))
    };
    found.into_iter().for_each(|at| is_held[at] = true);
    let held = table.iter().zip(is_held).filter(|(_, held)| *held);
    held.map(|(column, _)| Field { name: column.name, kind: column.kind, from: From::Column(column) })
}

const fn column(name: &'static str, about: &'static str, kind: Type, of: for<'d> fn(Row<'d>) -> Cell<'d>) -> Column {
    Column { name, about, kind, of, holders: Holders::All }
}

impl Column {
    /// A column in which only relations of some kinds hold anything.
    const fn only(mut self, kinds: &'static [RelationKind]) -> Self {
        self.holders = Holders::Kinds(kinds);
        self
    }

    /// A column in which only ties of a projection hold anything.
    const fn of_projections(mut self) -> Self {
        self.holders = Holders::Shared;
        self
    }
}

/// Every field of nodes, in the order of files.
pub static NODE_COLUMNS: &[Column] = &[
    column("name", "the common name", Type::Text, |row| Cell::text(&row.entity().name)),
    column("label", "the short name, as in a picture", Type::Text, |row| Cell::text(row.entity().short_name())),
    column("kind", "state, body, treaty and so on", Type::Text, |row| Cell::text(row.entity().kind.as_str())),
    column("bipartite", "0 for those who sit, 1 for what they sit in", Type::Whole, |row| {
        row.data.nodes[row.at].side.map_or(Cell::None, |side| Cell::Whole(i64::from(side == Side::Group)))
    }),
    column("size", "for a body how many sit in it, for a state in how many it sits", Type::Whole, |row| {
        if row.data.whole { Cell::None } else { Cell::Whole(i64::from(row.data.nodes[row.at].size)) }
    }),
    column("family", "the lineage of a body", Type::Text, |row| Cell::some(row.entity().family())),
    column("iso3", "the code in ISO 3166", Type::Text, |row| code(row, "iso3")),
    column("cow", "the number in Correlates of War", Type::Text, |row| code(row, "cow")),
    column("official", "the official name", Type::Text, |row| world(row, |e| e.official.as_deref())),
    column("during", "when it exists, as written (EDTF)", Type::Text, |row| {
        world(row, |e| e.during.as_ref().map(crate::time::Interval::as_str))
    }),
    column("src", "the sources of the record itself", Type::Text, |row| {
        if row.data.whole { sources::joined(row.data.model, &row.entity().sources, " ") } else { Cell::None }
    }),
    column("note", "a remark", Type::Text, |row| world(row, |e| e.note.as_deref())),
    column("record", "all else that the world says of it", Type::Json, |row| {
        if row.data.whole { record(row.data, row.entity()) } else { Cell::None }
    }),
];

/// Every field of ties, in the order of files.
pub static TIE_COLUMNS: &[Column] = &[
    column("relation", "what joins the ends: seat, party, rival and so on", Type::Text, |row| {
        row.relation.map_or(Cell::text("shared"), |relation| Cell::text(relation.kind.as_str()))
    }),
    column("weight", "how strong the tie is, unless 1 or all are equal", Type::Number, |row| {
        let weight = row.tie().weight;
        // A relation that has no strength of its own must not get one when it is read again.
        let is_own = row.data.is_projection() || (weight != 1.0 && !row.data.whole);
        if row.data.is_weighted() && is_own { Cell::number(weight) } else { Cell::None }
    }),
    column("shared", "how many bodies or members both have", Type::Whole, |row| match row.tie().what {
        What::Shared(shared, _) => Cell::Whole(i64::from(shared)),
        What::Relations(..) => Cell::None,
    })
    .of_projections(),
    column("union", "how many either has", Type::Whole, |row| match row.tie().what {
        What::Shared(_, union) => Cell::Whole(i64::from(union)),
        What::Relations(..) => Cell::None,
    })
    .of_projections(),
    column("common", "the bodies or members both have", Type::Text, |row| {
        Cell::owned(row.data.common(row.at).join(";"))
    })
    .of_projections(),
    column("grade", "the grade of a seat", Type::Text, |row| {
        detail(row, |detail| match detail {
            Detail::Seat { grade, .. } => Cell::text(grade.as_str()),
            _ => Cell::None,
        })
    })
    .only(&[RelationKind::Seat]),
    column("suspended", "whether a seat is suspended", Type::Flag, |row| {
        detail(row, |detail| Cell::flag(matches!(detail, Detail::Seat { suspended: true, .. })))
    })
    .only(&[RelationKind::Seat]),
    column("act", "what a party did about a treaty", Type::Text, |row| {
        detail(row, |detail| match detail {
            Detail::Act(act) => Cell::text(act.as_str()),
            _ => Cell::None,
        })
    })
    .only(&[RelationKind::Party]),
    column("role", "the part in a dispute or at an event", Type::Text, |row| {
        detail(row, |detail| match detail {
            Detail::Side(role) => Cell::text(role.as_str()),
            Detail::Attended { role, .. } => Cell::text(role.as_str()),
            _ => Cell::None,
        })
    })
    .only(&[RelationKind::Side, RelationKind::Attended]),
    column("level", "the level at which an event was attended", Type::Text, |row| {
        detail(row, |detail| match detail {
            Detail::Attended { level, .. } => Cell::some(level.as_deref()),
            _ => Cell::None,
        })
    })
    .only(&[RelationKind::Attended]),
    column("person", "who attended", Type::Text, |row| {
        let person = row.relation.and_then(|relation| match relation.detail {
            Detail::Attended { person, .. } => person,
            _ => None,
        });
        person.map_or(Cell::None, |id| Cell::text(&row.data.model.entity(id).slug))
    })
    .only(&[RelationKind::Attended]),
    column("depth", "how far an issue is covered", Type::Text, |row| {
        detail(row, |detail| match detail {
            Detail::Depth(depth) => Cell::text(depth.as_str()),
            _ => Cell::None,
        })
    })
    .only(&[RelationKind::Covers]),
    column("intensity", "how much an actor is concerned, 0 to 1", Type::Number, |row| {
        detail(row, |detail| match detail {
            Detail::Intensity(Some(intensity)) => Cell::small(*intensity),
            _ => Cell::None,
        })
    })
    .only(&[RelationKind::Concerned]),
    column("jointly", "whether several did it together", Type::Flag, |row| {
        detail(row, |detail| Cell::flag(*detail == Detail::Jointly(true)))
    })
    .only(&[RelationKind::Proposed, RelationKind::Endorsed, RelationKind::Engine]),
    column("mode", "how two cooperate", Type::Text, |row| {
        detail(row, |detail| match detail {
            Detail::Cooperates { mode, .. } => Cell::some(mode.as_deref()),
            _ => Cell::None,
        })
    })
    .only(&[RelationKind::Cooperates]),
    column("issue", "on what two cooperate", Type::Text, |row| {
        let issue = row.relation.and_then(|relation| match relation.detail {
            Detail::Cooperates { issue, .. } => issue,
            _ => None,
        });
        issue.map_or(Cell::None, |id| Cell::text(&row.data.model.entity(id).slug))
    })
    .only(&[RelationKind::Cooperates]),
    column("rivalry", "the kind of rivalry", Type::Text, |row| {
        detail(row, |detail| match detail {
            Detail::Rival { kind } => Cell::some(kind.as_deref()),
            _ => Cell::None,
        })
    })
    .only(&[RelationKind::Rival]),
    column("stance", "the stance, if it is a word", Type::Text, |row| {
        detail(row, |detail| match detail {
            Detail::Stance(StanceValue::Word(word)) => Cell::text(word),
            _ => Cell::None,
        })
    })
    .only(&[RelationKind::Stance]),
    column("tie", "the kind of tie", Type::Text, |row| {
        detail(row, |detail| match detail {
            Detail::Tie { kind, .. } => Cell::text(kind),
            _ => Cell::None,
        })
    })
    .only(&[RelationKind::Tie]),
    column("value", "the value of a tie or a stance, or the weight of a seat", Type::Number, |row| {
        detail(row, |detail| match detail {
            Detail::Tie { value: Some(value), .. } | Detail::Stance(StanceValue::Number(value)) => Cell::number(*value),
            Detail::Seat { weight, .. } if weight.to_bits() != 1.0_f32.to_bits() => Cell::small(*weight),
            _ => Cell::None,
        })
    })
    .only(&[RelationKind::Tie, RelationKind::Stance, RelationKind::Seat]),
    column("mutual", "whether it leads both ways, though others do not", Type::Flag, |row| {
        Cell::flag(row.data.is_mutual(row.at))
    }),
    column("during", "when it held, as written (EDTF); several spells by semicolons", Type::Text, during),
    column("from", "its start as written; of several spells, of the surest and fullest", Type::Text, |row| {
        row.during().map_or(Cell::None, |during| Cell::text(during.from_text()))
    }),
    column("to", "its last day as written; `..` if it lasts", Type::Text, |row| {
        row.during().map_or(Cell::None, |during| Cell::text(during.to_text()))
    }),
    column("from_earliest", "the first day it can have begun", Type::Day, |row| {
        row.during().map_or(Cell::None, |during| Cell::day(during.start().0))
    }),
    column("from_latest", "the last day it can have begun", Type::Day, |row| {
        row.during().map_or(Cell::None, |during| Cell::day(during.start().1))
    }),
    column("to_earliest", "the first day that can have been its last", Type::Day, |row| {
        row.during().map_or(Cell::None, |during| Cell::day(during.end().0))
    }),
    column("to_latest", "the last day that can have been its last", Type::Day, |row| {
        row.during().map_or(Cell::None, |during| Cell::day(during.end().1))
    }),
    column("certainty", "`surely` or `possibly`, on the day of the network", Type::Text, |row| {
        if row.data.whole || row.data.behind(row.at).is_empty() {
            Cell::None
        } else {
            Cell::text(row.tie().certainty.as_str())
        }
    }),
    column("conf", "how sure who wrote it is, unless quite", Type::Text, |row| {
        let relation = row.relation.filter(|relation| relation.confidence != crate::model::kind::Confidence::High);
        relation.map_or(Cell::None, |relation| Cell::text(relation.confidence.as_str()))
    }),
    column("sources", "who says so, by semicolons", Type::Text, |row| match row.data.behind(row.at) {
        [] => Cell::None,
        [one] => sources::joined(row.data.model, &row.data.model.relation(*one).sources, ";"),
        several => sources::joined(row.data.model, &sources::of(row.data.model, several.iter().copied()), ";"),
    }),
    column("note", "a remark", Type::Text, |row| match row.data.behind(row.at) {
        [] => Cell::None,
        [one] => Cell::some(row.data.model.relation(*one).note.as_deref()),
        several => {
            let notes = several.iter().filter_map(|id| row.data.model.relation(*id).note.as_deref());
            Cell::owned(notes.collect::<Vec<_>>().join("; "))
        }
    }),
    column("recorded", "when the statement entered the world", Type::Text, |row| {
        known(row, |known| known.recorded.as_ref())
    }),
    column("retracted", "when the statement was withdrawn", Type::Text, |row| {
        known(row, |known| known.retracted.as_ref())
    }),
];

fn detail<'d>(row: Row<'d>, of: impl Fn(&'d Detail) -> Cell<'d>) -> Cell<'d> {
    row.relation.map_or(Cell::None, |relation| of(&relation.detail))
}

fn known<'d>(row: Row<'d>, of: impl Fn(&'d crate::model::KnownTime) -> Option<&'d crate::time::Date>) -> Cell<'d> {
    let known = row.relation.and_then(|relation| relation.known.as_deref());
    Cell::some(known.and_then(of).map(crate::time::Date::as_str))
}

/// The spells of all relations behind a tie, each once.
fn during<'d>(row: Row<'d>) -> Cell<'d> {
    let text = |relation: &'d Relation| relation.during.as_str();
    match row.data.behind(row.at) {
        [] => Cell::None,
        [one] if text(row.data.model.relation(*one)) == UNKNOWN => Cell::None,
        [one] => Cell::text(text(row.data.model.relation(*one))),
        several => {
            let mut spells: Vec<&str> = Vec::new();
            for id in several {
                let spell = text(row.data.model.relation(*id));
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
fn world<'d>(row: Row<'d>, of: impl Fn(&'d Entity) -> Option<&'d str>) -> Cell<'d> {
    if row.data.whole { Cell::some(of(row.entity())) } else { Cell::None }
}

/// The code of an entity in a list, on the day of the network.
fn code<'d>(row: Row<'d>, scheme: &str) -> Cell<'d> {
    if row.data.whole {
        return Cell::None;
    }
    let valid = |code: &&crate::model::Code| {
        code.scheme == scheme
            && code.during.as_ref().is_none_or(|during| during.on(row.data.span.first) > Certainty::No)
    };
    row.entity().codes.iter().find(valid).map_or(Cell::None, |code| Cell::text(&code.code))
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

#[cfg(test)]
mod tests {
    use super::super::{Data, gather};
    use super::*;

    #[test]
    fn fields_are_those_that_some_row_holds_something_in() {
        let model = crate::document::builtin().model;
        let graph = crate::graph::Graph::of(&model);
        let view = crate::graph::view::View::on(crate::time::Day::parse("2014-05-20").unwrap());
        let alone = |kind: &RelationKind| gather::relations(&graph, &view.clone().every_grade(), &[*kind], None);
        let mut networks: Vec<Data<'_>> = RelationKind::ALL.iter().map(alone).collect();
        networks.push(gather::world(&model));
        networks.push(gather::two_mode(&graph, &view, None));
        for data in &networks {
            let looked_at = |column: &&Column| (0..data.ties.len()).any(|at| (column.of)(data.tie_row(at)).is_some());
            let expected: Vec<&str> = TIE_COLUMNS.iter().filter(looked_at).map(|column| column.name).collect();
            let found: Vec<&str> = data.tie_fields().iter().map(|field| field.name).collect();
            assert_eq!(found, expected, "{}", data.title);
        }
    }
}
