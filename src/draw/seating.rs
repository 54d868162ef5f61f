//! Who sits where and how, in one view: what most pictures of bodies are drawn from.

use super::Refusal;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, Grade, RelationKind};
use crate::model::{Detail, EntityId, Model, RelationId};
use crate::time::Certainty;
use fixedbitset::FixedBitSet;

/// Some bodies, all who sit in them, and how.
#[derive(Debug, Clone)]
pub struct Seating {
    /// The bodies, in the order they were named, else by slug.
    pub bodies: Vec<EntityId>,
    /// Who sits in any of them, by slug.
    pub holders: Vec<EntityId>,
    /// For every holder and body the seat, if there is one.
    seats: Vec<Option<Seat>>,
    /// The least certainty that counts.
    counted: Certainty,
}

/// The best seat of a holder in a body, and all statements about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Seat {
    /// Its grade.
    pub grade: Grade,
    /// Whether it is suspended.
    pub suspended: bool,
    /// How surely it is held.
    pub certainty: Certainty,
    /// The statements, in reading order.
    pub relations: Vec<RelationId>,
}

impl Seating {
    /// Collects the seats of a view. Bodies named in `what` are the columns, all others named there the only holders;
    /// without bodies, all in which somebody sits.
    ///
    /// # Errors
    /// If nobody sits in any of the bodies then.
    pub fn of(graph: &Graph<'_>, view: &View, what: &[EntityId]) -> Result<Self, Refusal> {
        let model = graph.model();
        let (named, only): (Vec<EntityId>, Vec<EntityId>) =
            distinct(what).into_iter().partition(|id| model.entity(*id).kind == EntityKind::Body);
        let mut wanted = vec![named.is_empty(); model.entities().len()];
        named.iter().for_each(|body| wanted[body.index()] = true);
        let mut found: Vec<(EntityId, EntityId, Seat)> = Vec::new();
        for (i, relation) in model.relations().iter().enumerate() {
            let Detail::Seat { grade, suspended, .. } = relation.detail else { continue };
            if relation.kind != RelationKind::Seat
                || !wanted[relation.to.index()]
                || !(only.is_empty() || only.contains(&relation.from))
            {
                continue;
            }
            let certainty = view.certainty(relation);
            if certainty >= view.dates.listed() && certainty > Certainty::No {
                let seat = Seat { grade, suspended, certainty, relations: vec![RelationId(i as u32)] };
                found.push((relation.from, relation.to, seat));
            }
        }
        let by_slug = |mut ids: Vec<EntityId>| {
            ids.sort_unstable_by_key(|id| &model.entity(*id).slug);
            ids.dedup();
            ids
        };
        let holders = by_slug(found.iter().map(|(holder, ..)| *holder).collect());
        let bodies = if named.is_empty() { by_slug(found.iter().map(|(_, body, _)| *body).collect()) } else { named };
        if holders.is_empty() {
            return Err(nobody(model, view, &bodies));
        }
        let mut place = vec![usize::MAX; model.entities().len()];
        holders.iter().chain(&bodies).for_each(|id| place[id.index()] = usize::MAX);
        let row = |id: &EntityId| holders.binary_search_by_key(&&model.entity(*id).slug, |h| &model.entity(*h).slug);
        bodies.iter().enumerate().for_each(|(i, body)| place[body.index()] = i);
        let mut seats: Vec<Option<Seat>> = vec![None; holders.len() * bodies.len()];
        for (holder, body, seat) in found {
            let Ok(row) = row(&holder) else { continue };
            let held = &mut seats[row * bodies.len() + place[body.index()]];
            *held = Some(match held.take() {
                None => seat,
                Some(known) => better(known, seat),
            });
        }
        Ok(Self { bodies, holders, seats, counted: view.dates.counted() })
    }

    /// The seat of a holder in a body, by their positions, also if it is held only possibly.
    pub fn seat(&self, holder: usize, body: usize) -> Option<&Seat> {
        self.seats[holder * self.bodies.len() + body].as_ref()
    }

    /// Whether a holder counts in a body.
    pub fn counts(&self, holder: usize, body: usize) -> bool {
        self.seat(holder, body).is_some_and(|seat| seat.certainty >= self.counted)
    }

    /// For every body, who counts in it.
    pub fn rosters(&self) -> Vec<FixedBitSet> {
        let one = |body| (0..self.holders.len()).filter(|holder| self.counts(*holder, body)).collect();
        (0..self.bodies.len()).map(one).collect()
    }

    /// For every holder, in which bodies it counts.
    pub fn profiles(&self) -> Vec<FixedBitSet> {
        let one = |holder| (0..self.bodies.len()).filter(|body| self.counts(holder, *body)).collect();
        (0..self.holders.len()).map(one).collect()
    }

    /// All statements that count, or all that are listed.
    pub fn evidence(&self, listed: bool) -> Vec<RelationId> {
        let shown = self.seats.iter().flatten().filter(|seat| listed || seat.certainty >= self.counted);
        shown.flat_map(|seat| seat.relations.iter().copied()).collect()
    }

    /// A remark on the seats that are held only possibly, if there are any.
    pub fn possible_note(&self, model: &Model) -> Option<String> {
        let mut named = Vec::new();
        for (i, body) in self.bodies.iter().enumerate() {
            let possible = (0..self.holders.len()).filter(|h| self.seat(*h, i).is_some() && !self.counts(*h, i));
            let names: Vec<&str> = possible.map(|h| model.entity(self.holders[h]).name.as_str()).collect();
            if !names.is_empty() {
                named.push(format!("{} in {}", crate::words::enumerate(&names), model.entity(*body).short_name()));
            }
        }
        (!named.is_empty()).then(|| format!("Held only possibly, and not counted: {}.", named.join("; ")))
    }

    /// The noun for those who sit: `state` if all of them are.
    pub fn noun(&self, model: &Model) -> &'static str {
        let states = self.holders.iter().all(|id| model.entity(*id).kind == EntityKind::State);
        if states { "state" } else { "holder" }
    }
}

/// Each once, in order.
pub fn distinct(ids: &[EntityId]) -> Vec<EntityId> {
    let mut once: Vec<EntityId> = Vec::new();
    for id in ids {
        if !once.contains(id) {
            once.push(*id);
        }
    }
    once
}

/// The surer of two seats, and of two as sure ones the fuller; all statements are kept.
fn better(known: Seat, other: Seat) -> Seat {
    let rank = |seat: &Seat| (seat.certainty, std::cmp::Reverse((seat.grade, seat.suspended)));
    let (mut best, rest) = if rank(&other) > rank(&known) { (other, known) } else { (known, other) };
    best.relations.extend(rest.relations);
    best.relations.sort_unstable();
    best
}

fn nobody(model: &Model, view: &View, bodies: &[EntityId]) -> Refusal {
    let names: Vec<&str> = bodies.iter().take(5).map(|body| model.entity(*body).short_name()).collect();
    let grades: Vec<&str> = view.grades.iter().map(|grade| grade.as_str()).collect();
    let grade = if grades.is_empty() { String::new() } else { format!(" as {}", grades.join(" or ")) };
    let message = match names.as_slice() {
        [] => format!("nobody sits in any body then{grade}"),
        names => format!("nobody sits in {} then{grade}", crate::words::enumerate(names)),
    };
    Refusal::new(message, "ask for another day with `--as-of`, or for every seat with `--grade any`")
}

/// "full members", or the grades that count.
pub fn grade_words(view: &View) -> String {
    match view.grades.as_slice() {
        [] => "seats of every grade".to_owned(),
        [Grade::Member] => "full members".to_owned(),
        grades => {
            let plural: Vec<String> = grades.iter().map(|grade| format!("{grade}s")).collect();
            crate::words::enumerate(&plural.iter().map(String::as_str).collect::<Vec<_>>())
        }
    }
}
