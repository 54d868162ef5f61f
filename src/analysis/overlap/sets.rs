//! What bodies have, as bits: their members, or the issues they are about.

use crate::graph::view::View;
use crate::model::kind::RelationKind;
use crate::model::{EntityId, Model, Relation, RelationId};
use crate::table::{Cell, Column, Table};
use crate::time::Certainty;
use fixedbitset::FixedBitSet;

/// For each of some bodies a set, counted and possible, in one view.
pub(super) struct Sets {
    /// What is in any of the sets, by slug.
    pub(super) elements: Vec<EntityId>,
    /// For every body, what is counted.
    pub(super) counted: Vec<FixedBitSet>,
    /// For every body, what is in its set at least possibly.
    pub(super) possible: Vec<FixedBitSet>,
    /// How many are counted.
    pub(super) sizes: Vec<usize>,
    /// For every body, the relations that are counted.
    pub(super) evidence: Vec<Vec<RelationId>>,
}

impl Sets {
    /// Those who sit in each body.
    pub(super) fn members(model: &Model, view: &View, bodies: &[EntityId]) -> Self {
        let at = places(model, bodies);
        let seats = numbered(model)
            .filter(|(_, r)| r.kind == RelationKind::Seat)
            .filter_map(|(id, r)| Some((at[r.to.index()]?, r.from, view.certainty(r), id)));
        Self::of(model, view, bodies.len(), seats)
    }

    /// The same of seats picked before, as body, holder and relation.
    pub(super) fn of_seats(model: &Model, view: &View, bodies: usize, seats: &[(usize, RelationId)]) -> Self {
        let found = seats.iter().map(|(body, id)| {
            let seat = model.relation(*id);
            (*body, seat.from, view.certainty(seat), *id)
        });
        Self::of(model, view, bodies, found)
    }

    /// The issues each body is about, and if asked for those above them.
    pub(super) fn issues(model: &Model, view: &View, bodies: &[EntityId], ancestors: bool) -> Self {
        let at = places(model, bodies);
        // `--within` is about who sits; the mandate is that of the body.
        let view = View { subset: None, ..view.clone() };
        let mut found = Vec::new();
        for (id, relation) in numbered(model).filter(|(_, r)| r.kind == RelationKind::Covers) {
            let Some(body) = at[relation.from.index()] else { continue };
            let certainty = view.certainty(relation);
            found.push((body, relation.to, certainty, id));
            let mut slug = &*model.entity(relation.to).slug;
            while let Some((above, _)) = slug.rsplit_once('/').filter(|_| ancestors) {
                slug = above;
                found.extend(model.find(above).map(|issue| (body, issue, certainty, id)));
            }
        }
        Self::of(model, &view, bodies.len(), found.into_iter())
    }

    fn of(
        model: &Model,
        view: &View,
        bodies: usize,
        found: impl Iterator<Item = (usize, EntityId, Certainty, RelationId)>,
    ) -> Self {
        let found: Vec<_> = found.filter(|(_, _, certainty, _)| *certainty > Certainty::No).collect();
        let mut elements: Vec<EntityId> = found.iter().map(|(_, element, ..)| *element).collect();
        elements.sort_unstable();
        elements.dedup();
        elements.sort_by_key(|id| &model.entity(*id).slug);
        let mut position = vec![0; model.entities().len()];
        elements.iter().enumerate().for_each(|(i, id)| position[id.index()] = i);
        let empty = || vec![FixedBitSet::with_capacity(elements.len()); bodies];
        let (mut counted, mut possible, mut evidence) = (empty(), empty(), vec![Vec::new(); bodies]);
        for (body, element, certainty, id) in found {
            possible[body].insert(position[element.index()]);
            if certainty >= view.dates.counted() {
                counted[body].insert(position[element.index()]);
                evidence[body].push(id);
            }
        }
        let sizes = counted.iter().map(|set| set.count_ones(..)).collect();
        Self { elements, counted, possible, sizes, evidence }
    }

    /// Keeps only some bodies, by their places.
    pub(super) fn keep(&mut self, places: &[usize]) {
        self.counted = places.iter().map(|i| self.counted[*i].clone()).collect();
        self.possible = places.iter().map(|i| self.possible[*i].clone()).collect();
        self.evidence = places.iter().map(|i| self.evidence[*i].clone()).collect();
        self.sizes = places.iter().map(|i| self.sizes[*i]).collect();
    }

    /// How many two bodies share of what is counted.
    pub(super) fn shared(&self, a: usize, b: usize) -> usize {
        self.counted[a].intersection_count(&self.counted[b])
    }

    /// What is in the set of a body only possibly.
    pub(super) fn only_possible(&self, body: usize) -> Vec<EntityId> {
        self.possible[body].difference(&self.counted[body]).map(|i| self.elements[i]).collect()
    }

    /// Every exclusive combination of bodies and what is in exactly those, that of most bodies first.
    pub(super) fn regions(
        &self,
        model: &Model,
        bodies: &[EntityId],
        (name, title): (&str, &str),
        column: &str,
    ) -> Table {
        let heading = if column == "members" { "Who" } else { "Which" };
        let columns = vec![
            Column::text("bodies", "In exactly").key(),
            Column::integer("count", "Count"),
            Column::text(column, "Ids").for_machines(),
            Column::text("names", heading),
        ];
        let mut regions: Vec<(Vec<usize>, Vec<EntityId>)> = Vec::new();
        for (position, element) in self.elements.iter().enumerate() {
            let inside: Vec<usize> = (0..bodies.len()).filter(|i| self.counted[*i].contains(position)).collect();
            match regions.iter_mut().find(|(known, _)| *known == inside) {
                _ if inside.is_empty() => {}
                Some((_, elements)) => elements.push(*element),
                None => regions.push((inside, vec![*element])),
            }
        }
        regions.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then(a.cmp(b)));
        let mut table = Table::new(name, title, columns);
        for (inside, mut elements) in regions {
            elements.sort_by_key(|id| &model.entity(*id).name);
            table.push(vec![
                Cell::List(inside.iter().map(|i| model.entity(bodies[*i]).slug.to_string()).collect()),
                elements.len().into(),
                Cell::List(elements.iter().map(|id| model.entity(*id).slug.to_string()).collect()),
                Cell::List(elements.iter().map(|id| model.entity(*id).name.clone()).collect()),
            ]);
        }
        table
    }
}

/// The seats in some bodies, by place of the body, whenever they hold.
pub(super) fn seats_of(model: &Model, bodies: &[EntityId]) -> Vec<(usize, RelationId)> {
    let at = places(model, bodies);
    let seats = numbered(model).filter(|(_, r)| r.kind == RelationKind::Seat);
    seats.filter_map(|(id, r)| Some((at[r.to.index()]?, id))).collect()
}

fn places(model: &Model, bodies: &[EntityId]) -> Vec<Option<usize>> {
    let mut at = vec![None; model.entities().len()];
    bodies.iter().enumerate().for_each(|(i, body)| at[body.index()] = Some(i));
    at
}

fn numbered(model: &Model) -> impl Iterator<Item = (RelationId, &Relation)> {
    model.relations().iter().enumerate().map(|(i, relation)| (RelationId(i as u32), relation))
}
