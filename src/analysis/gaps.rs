//! Who is bound by which treaty, and who is not: a matrix in which known absence is not the unknown.
//!
//! The status of an actor towards a treaty follows from its acts:
//! - `in force`: bound by ratification, accession, acceptance, approval or succession, and the treaty itself is in force;
//! - `bound`: bound, but the treaty itself has not entered into force;
//! - `signed only`: signed, not bound;
//! - `withdrawn`: was bound, and withdrew;
//! - `not yet`: its first act is of a later day, so that it had done nothing by then;
//! - `never`: is known to have done nothing;
//! - `no state`: did not exist then;
//! - `unknown`: nothing is written, which says nothing.
//!
//! A status is *possible* where the dates leave it open; then it is the furthest that they allow.

use super::groups::{Actor, Group, unbounded};
use super::{Finding, slug, source_list};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{Act, RelationKind};
use crate::model::{Attributes, EntityId, Model, Relation, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::Certainty;
use crate::words::count;
use rustc_hash::FxHashMap;

/// How an actor stands towards a treaty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Bound, and the treaty is in force.
    InForce,
    /// Bound, and the treaty is not in force.
    Bound,
    /// Signed, and not bound.
    SignedOnly,
    /// Was bound, and is no longer.
    Withdrawn,
    /// Did nothing until a later day.
    NotYet,
    /// Is known to have done nothing.
    Never,
    /// Did not exist.
    NoState,
    /// Nothing is written.
    Unknown,
}

impl Status {
    /// All of them, in the order of the counts.
    pub const ALL: &'static [Self] = &[
        Self::InForce,
        Self::Bound,
        Self::SignedOnly,
        Self::Withdrawn,
        Self::NotYet,
        Self::Never,
        Self::NoState,
        Self::Unknown,
    ];

    /// The words that answers print.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in force",
            Self::Bound => "bound",
            Self::SignedOnly => "signed only",
            Self::Withdrawn => "withdrawn",
            Self::NotYet => "not yet",
            Self::Never => "never",
            Self::NoState => "no state",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the actor is bound.
    pub fn binds(self) -> bool {
        matches!(self, Self::InForce | Self::Bound)
    }
}

/// One actor and one treaty.
struct Entry {
    status: Status,
    certainty: Certainty,
    /// The acts in the order of their days.
    acts: Vec<RelationId>,
}

/// Compares a group of actors with some treaties.
///
/// ```
/// use comity::analysis::{gaps::gaps, groups::Group};
/// use comity::graph::{Graph, view::View};
/// use comity::time::Day;
/// let world = comity::document::builtin();
/// let graph = Graph::of(&world.model);
/// let view = View::on(Day::parse("2014-05-20")?);
/// let cica = Group::of(&graph, &view, &[world.model.find("cica").unwrap()]);
/// let finding = gaps(&graph, &view, &cica, &[world.model.find("npt").unwrap()], false);
/// assert_eq!(finding.answer.headline.as_deref(), Some("Of 24 actors in CICA, 20 are bound by NPT"));
/// # Ok::<(), comity::time::TimeError>(())
/// ```
pub fn gaps(graph: &Graph<'_>, view: &View, of: &Group, treaties: &[EntityId], only_gaps: bool) -> Finding {
    let model = graph.model();
    let actors: Vec<&Actor> = of.actors.iter().filter(|actor| actor.certainty >= view.dates.listed()).collect();
    let acts = acts_of(model, &actors, treaties);
    let entries: Vec<Vec<Entry>> = actors
        .iter()
        .map(|actor| treaties.iter().map(|treaty| entry(model, view, actor.id, *treaty, &acts)).collect())
        .collect();

    let mut finding = Finding::default();
    finding.answer.headline = Some(headline(model, view, of, &actors, treaties, &entries));
    finding.answer.terms = vec![Term::new("dates", super::dates(view.dates)), Term::new("of", of.label.clone())];
    finding.answer.table = long(model, &actors, treaties, &entries, only_gaps);
    finding.answer.more.push(counts(model, view, &actors, treaties, &entries));
    finding.answer.more.push(matrix(model, &actors, treaties, &entries, only_gaps));
    finding.evidence = entries.iter().flatten().flat_map(|entry| entry.acts.iter().copied()).collect();
    finding.evidence.extend(of.evidence());
    finding.answer.notes = of.notes(model, view);
    let (_, possibly) = of.counts();
    if possibly > 0 && view.dates.counted() == Certainty::Surely {
        let only = format!("{} only possibly in {}: listed and not counted.", count(possibly, "actor"), of.label);
        finding.answer.notes.push(only);
    }
    let unknown = entries.iter().flatten().filter(|entry| entry.status == Status::Unknown).count();
    if unknown > 0 {
        let pairs = count(unknown, "pair");
        let note = format!("{pairs} unknown: no act stands in this graph and no source says that there is none.");
        finding.answer.notes.push(note);
    }
    finding
}

/// The acts of the actors on the treaties.
fn acts_of(
    model: &Model,
    actors: &[&Actor],
    treaties: &[EntityId],
) -> FxHashMap<(EntityId, EntityId), Vec<RelationId>> {
    let mut wanted = vec![(false, false); model.entities().len()];
    actors.iter().for_each(|actor| wanted[actor.id.index()].0 = true);
    treaties.iter().for_each(|treaty| wanted[treaty.index()].1 = true);
    let mut acts: FxHashMap<(EntityId, EntityId), Vec<RelationId>> = FxHashMap::default();
    for (i, relation) in model.relations().iter().enumerate() {
        if relation.kind == RelationKind::Party && wanted[relation.from.index()].0 && wanted[relation.to.index()].1 {
            acts.entry((relation.from, relation.to)).or_default().push(RelationId(i as u32));
        }
    }
    for list in acts.values_mut() {
        list.sort_by_key(|id| (model.relation(*id).during.start(), *id));
    }
    acts
}

fn entry(
    model: &Model,
    view: &View,
    actor: EntityId,
    treaty: EntityId,
    acts: &FxHashMap<(EntityId, EntityId), Vec<RelationId>>,
) -> Entry {
    let all: &[RelationId] = acts.get(&(actor, treaty)).map_or(&[], Vec::as_slice);
    // `--within` restricts actors, and these were asked for by name.
    let view = unbounded(view);
    let known = |id: &&RelationId| !model.relation(**id).is_retracted();
    let relations: Vec<(&Relation, Certainty)> =
        all.iter().filter(known).map(|id| model.relation(*id)).map(|r| (r, view.certainty(r))).collect();
    let best = |wanted: &dyn Fn(Act) -> bool| {
        let held = relations.iter().filter(|(r, _)| r.act().is_some_and(wanted)).map(|(_, certainty)| *certainty);
        held.max().unwrap_or(Certainty::No)
    };
    let bound = best(&Act::binds);
    let signed = best(&|act| act == Act::Signed);
    let withdrew = best(&|act| act == Act::Withdrew);
    let never = best(&|act| act == Act::Never);
    // Whether the first act surely comes after the days of the question, or possibly did not come by then.
    let begun = relations.iter().any(|(r, _)| r.during.start().0 <= view.when.last);
    let state = model.entity(actor);
    let alive = state.life().map_or(Certainty::Surely, |life| life.within(view.when));
    let in_force = || match &model.entity(treaty).attributes {
        Attributes::Treaty { in_force: Some(date), .. } => date.earliest() <= view.when.last,
        _ => false,
    };
    let binding = || if in_force() { Status::InForce } else { Status::Bound };
    let (status, certainty) = if alive == Certainty::No {
        (Status::NoState, Certainty::Surely)
    } else if bound == Certainty::Surely {
        (binding(), Certainty::Surely)
    } else if bound == Certainty::Possibly {
        (binding(), Certainty::Possibly)
    } else if withdrew > Certainty::No {
        (Status::Withdrawn, withdrew)
    } else if signed > Certainty::No {
        (Status::SignedOnly, signed)
    } else if never > Certainty::No {
        (Status::Never, never)
    } else if !relations.is_empty() && !begun {
        (Status::NotYet, Certainty::Surely)
    } else {
        (Status::Unknown, Certainty::Surely)
    };
    Entry { status, certainty, acts: all.to_vec() }
}

/// The day of the first act of a sort, as written.
fn first(model: &Model, entry: &Entry, wanted: impl Fn(Act) -> bool) -> Cell {
    let found = entry.acts.iter().map(|id| model.relation(*id)).find(|r| r.act().is_some_and(&wanted));
    found.map_or(Cell::Missing, |r| Cell::from(r.during.from_text()))
}

/// One line an actor and treaty: the table for machines, as the matrix shows the same to people.
fn long(model: &Model, actors: &[&Actor], treaties: &[EntityId], entries: &[Vec<Entry>], only_gaps: bool) -> Table {
    let columns = ["state", "treaty", "status", "certainty", "membership", "signed", "bound", "withdrew", "sources"];
    let mut columns: Vec<Column> = columns.iter().map(|name| Column::text(name, name).for_machines()).collect();
    columns.iter_mut().take(2).for_each(|column| column.is_key = true);
    let mut table = Table::new("acts", "Who stands how towards which treaty", columns);
    for (actor, row) in actors.iter().zip(entries) {
        for (treaty, entry) in treaties.iter().zip(row) {
            if only_gaps && entry.status.binds() && entry.certainty == Certainty::Surely {
                continue;
            }
            table.push(vec![
                slug(model, actor.id),
                slug(model, *treaty),
                entry.status.as_str().into(),
                entry.certainty.as_str().into(),
                actor.certainty.as_str().into(),
                first(model, entry, |act| act == Act::Signed),
                first(model, entry, Act::binds),
                first(model, entry, |act| act == Act::Withdrew),
                source_list(model, entry.acts.iter().copied()),
            ]);
        }
    }
    table
}

/// For every treaty, how many actors stand how; those who are bound only possibly stand apart.
fn counts(model: &Model, view: &View, actors: &[&Actor], treaties: &[EntityId], entries: &[Vec<Entry>]) -> Table {
    let columns = vec![
        Column::text("treaty", "Treaty").key(),
        Column::text("name", "Name"),
        Column::text("entered_into_force", "Since"),
        Column::integer("bound", "Bound"),
        Column::integer("bound_possibly", "Possibly"),
        Column::integer("signed_only", "Signed only"),
        Column::integer("withdrawn", "Withdrawn"),
        Column::integer("not_yet", "Not yet"),
        Column::integer("never", "Never"),
        Column::integer("no_state", "No state"),
        Column::integer("unknown", "Unknown"),
    ];
    let mut table = Table::new("counts", "How many stand how", columns);
    for (column, treaty) in treaties.iter().enumerate() {
        let counted: Vec<&Entry> = actors
            .iter()
            .zip(entries)
            .filter(|(actor, _)| actor.certainty >= view.dates.counted())
            .map(|(_, row)| &row[column])
            .collect();
        let with = |wanted: &dyn Fn(&Entry) -> bool| Cell::from(counted.iter().filter(|e| wanted(e)).count());
        let is_bound = |entry: &Entry| entry.status.binds() && entry.certainty >= view.dates.counted();
        let entity = model.entity(*treaty);
        let since = match &entity.attributes {
            Attributes::Treaty { in_force: Some(date), .. } => Cell::from(date.as_str()),
            _ => Cell::Missing,
        };
        let mut row = vec![slug(model, *treaty), entity.short_name().into(), since];
        row.push(with(&is_bound));
        row.push(with(&|entry| entry.status.binds() && !is_bound(entry)));
        for status in
            [Status::SignedOnly, Status::Withdrawn, Status::NotYet, Status::Never, Status::NoState, Status::Unknown]
        {
            row.push(with(&|entry| entry.status == status));
        }
        table.push(row);
    }
    table
}

/// One line an actor, one column a treaty.
fn matrix(model: &Model, actors: &[&Actor], treaties: &[EntityId], entries: &[Vec<Entry>], only_gaps: bool) -> Table {
    let mut columns = vec![Column::text("state", "Id").key(), Column::text("name", "Name")];
    for treaty in treaties {
        let slug = &model.entity(*treaty).slug;
        columns.push(Column::text(slug, slug));
    }
    let mut table = Table::new("matrix", "Who stands how towards which treaty", columns);
    for (actor, row) in actors.iter().zip(entries) {
        let settled = |entry: &Entry| entry.status.binds() && entry.certainty == Certainty::Surely;
        if only_gaps && row.iter().all(settled) {
            continue;
        }
        let name = &model.entity(actor.id).name;
        let doubt = if actor.certainty == Certainty::Surely { "" } else { " (possibly)" };
        let mut cells = vec![slug(model, actor.id), Cell::from(format!("{name}{doubt}"))];
        cells.extend(row.iter().map(|entry| {
            let doubt = if entry.certainty == Certainty::Surely { "" } else { "?" };
            Cell::from(format!("{}{doubt}", entry.status.as_str()))
        }));
        table.push(cells);
    }
    table
}

fn headline(
    model: &Model,
    view: &View,
    of: &Group,
    actors: &[&Actor],
    treaties: &[EntityId],
    entries: &[Vec<Entry>],
) -> String {
    let counted: Vec<&Vec<Entry>> = actors
        .iter()
        .zip(entries)
        .filter(|(actor, _)| actor.certainty >= view.dates.counted())
        .map(|(_, row)| row)
        .collect();
    let is_bound = |entry: &&Entry| entry.status.binds() && entry.certainty >= view.dates.counted();
    let who = format!("{} in {}", count(counted.len(), "actor"), of.label);
    match treaties {
        [] => format!("No treaty is asked for, so nothing is said of {who}"),
        [one] => {
            let bound = counted.iter().filter_map(|row| row.first()).filter(is_bound).count();
            let verb = if bound == 1 { "is" } else { "are" };
            format!("Of {who}, {bound} {verb} bound by {}", model.entity(*one).short_name())
        }
        _ => {
            let everywhere = counted.iter().filter(|row| row.iter().all(|entry| is_bound(&entry))).count();
            let gaps = counted.iter().map(|row| row.iter().filter(|entry| !is_bound(entry)).count()).sum::<usize>();
            let pairs = counted.len() * treaties.len();
            let verb = if everywhere == 1 { "is" } else { "are" };
            format!(
                "Of {who}, {everywhere} {verb} bound by all {}; {gaps} of {} are gaps",
                count(treaties.len(), "treaty"),
                count(pairs, "pair"),
            )
        }
    }
}
