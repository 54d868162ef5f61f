//! What a page holds: the seats of some bodies over time, those who hold them, and the days a reader can go to.

use super::Question;
use super::places::{self, Place};
use crate::draw::Refusal;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{Grade, RelationKind};
use crate::model::{EntityId, Model, Relation, RelationId};
use crate::time::{Certainty, Day, Interval};
use crate::words::enumerate;

/// Everything on a page.
pub(super) struct Content<'m> {
    pub(super) model: &'m Model,
    /// The bodies asked for, then all others who sit in them, by slug.
    pub(super) entities: Vec<EntityId>,
    /// The seats, by body, holder and reading order.
    pub(super) seats: Vec<Seat<'m>>,
    /// Where everybody stands, one place an entity.
    pub(super) places: Vec<Place>,
    /// How wide and high the picture is.
    pub(super) extent: (f64, f64),
    /// The first and the last day that can be shown.
    pub(super) days: (Day, Day),
    /// The day it opens on, within those.
    pub(super) opens_on: Day,
    /// Whether what holds only possibly is shown.
    pub(super) shows_possible: bool,
}

/// A seat on a page, its ends by their positions among the entities.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seat<'m> {
    pub(super) id: RelationId,
    pub(super) relation: &'m Relation,
    pub(super) grade: Grade,
    pub(super) holder: usize,
    pub(super) body: usize,
}

impl<'m> Content<'m> {
    pub(super) fn of(graph: &Graph<'m>, view: &View, question: &Question) -> Result<Self, Refusal> {
        let model = graph.model();
        let bodies = &question.bodies;
        let mut held: Vec<(usize, RelationId, &Relation)> = Vec::new();
        for (at, body) in bodies.iter().enumerate() {
            let seats = graph.relations_to(*body).into_iter().filter(|(_, seat)| {
                let certainty = view.certainty(seat);
                seat.kind == RelationKind::Seat && certainty > Certainty::No && certainty >= view.dates.listed()
            });
            held.extend(seats.map(|(id, seat)| (at, id, seat)));
        }
        if held.is_empty() {
            return Err(nobody(model, question));
        }
        let mut others: Vec<EntityId> =
            held.iter().map(|(_, _, seat)| seat.from).filter(|id| !bodies.contains(id)).collect();
        others.sort_by_key(|id| &model.entity(*id).slug);
        others.dedup();
        let entities: Vec<EntityId> = bodies.iter().copied().chain(others).collect();
        let mut position = vec![usize::MAX; model.entities().len()];
        entities.iter().enumerate().for_each(|(at, id)| position[id.index()] = at);
        let mut seats: Vec<Seat<'_>> = held
            .into_iter()
            .filter_map(|(body, id, relation)| {
                let grade = relation.grade()?;
                Some(Seat { id, relation, grade, holder: position[relation.from.index()], body })
            })
            .collect();
        seats.sort_by_key(|seat| (seat.body, seat.holder, seat.id));
        let (places, extent) = places::places(model, &entities, bodies.len(), &seats);
        let days = days(&seats, view, question);
        Ok(Self {
            model,
            entities,
            seats,
            places,
            extent,
            days,
            opens_on: question.opens_on.clamp(days.0, days.1),
            shows_possible: view.dates.listed() < Certainty::Surely,
        })
    }
}

fn nobody(model: &Model, question: &Question) -> Refusal {
    let names: Vec<&str> = question.bodies.iter().map(|body| model.entity(*body).short_name()).collect();
    let which = if names.is_empty() { "no body".to_owned() } else { enumerate(&names) };
    let help = "ask for every seat with `--grade any`, for other days with `--during`, or for other bodies";
    Refusal::new(format!("nobody sits in {which} then, in these grades"), help)
}

/// From the first day on which something changes to the last, the day of asking and the day the page opens on
/// included; never beyond the days of the view.
fn days(seats: &[Seat<'_>], view: &View, question: &Question) -> (Day, Day) {
    let known = |day: &Day| *day != Day::BEGINNING && *day != Day::END;
    let starts = seats.iter().flat_map(|seat| <[Day; 2]>::from(seat.relation.during.start()));
    let changes: Vec<Day> = starts.chain(seats.iter().flat_map(|seat| ends(&seat.relation.during))).collect();
    let within = |day: &Day| known(day) && view.when.first <= *day && *day <= view.when.last;
    let asked = [question.opens_on, question.stamp.today];
    let all = || changes.iter().copied().chain(asked).filter(within);
    let first = if known(&view.when.first) { Some(view.when.first) } else { all().min() };
    let last = if known(&view.when.last) { Some(view.when.last) } else { all().max() };
    let first = first.or(last).unwrap_or(question.opens_on);
    (first, last.unwrap_or(first).max(first))
}

/// The days after which a seat may have ended.
fn ends(during: &Interval) -> [Day; 2] {
    <[Day; 2]>::from(during.end()).map(Day::next)
}
