//! A data set beside the shipped world, cell by cell: state, body and moment.

use super::lines::{Line, NO};
use super::world::World;
use comity::model::EntityId;
use comity::time::{Certainty, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What a data set and the shipped world say about the same seats.
pub(crate) struct Sheet {
    /// The scheme of its codes, by which it is known.
    pub(crate) set: &'static str,
    moments: Vec<Moment>,
    cells: BTreeMap<(EntityId, EntityId, usize), Cell>,
}

/// A time of which a data set speaks at once: a year, or the day of a snapshot.
#[derive(Clone)]
pub(crate) struct Moment {
    /// As the data set writes it.
    pub(crate) label: String,
    /// Its days.
    pub(crate) span: Span,
}

#[derive(Clone, Copy)]
struct Cell {
    here: Certainty,
    there: bool,
}

/// How far one body agrees.
pub(crate) struct Tally {
    pub(crate) body: String,
    /// The first and last moment compared, and how many.
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) moments: usize,
    pub(crate) cells: usize,
    pub(crate) agreeing: usize,
}

impl Sheet {
    /// An empty sheet over moments in their order.
    pub(crate) fn new(set: &'static str, moments: Vec<Moment>) -> Self {
        Self { set, moments, cells: BTreeMap::new() }
    }

    /// The moments, by number.
    pub(crate) fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// Enters what the data set says of a seat. Several bodies or states that share a code in one year
    /// count as the last of them; said twice, a member is a member.
    pub(crate) fn enter(
        &mut self,
        world: &World,
        bodies: &[EntityId],
        states: &[EntityId],
        moment: usize,
        there: bool,
    ) {
        let (Some(body), Some(state)) = (bodies.last(), states.last()) else { return };
        let here = world.member(bodies, states, self.moments[moment].span);
        let cell = self.cells.entry((*body, *state, moment)).or_insert(Cell { here, there });
        *cell = Cell { here: cell.here.max(here), there: cell.there | there };
    }

    /// One tally for each body, by slug.
    pub(crate) fn tallies(&self, world: &World) -> Vec<Tally> {
        let mut of: BTreeMap<&str, (BTreeSet<usize>, usize, usize)> = BTreeMap::new();
        for ((body, _, moment), cell) in &self.cells {
            let (moments, cells, agreeing) = of.entry(world.slug(*body)).or_default();
            moments.insert(*moment);
            *cells += 1;
            *agreeing += usize::from(cell.agrees());
        }
        let label = |moment: Option<&usize>| moment.map_or_else(String::new, |m| self.moments[*m].label.clone());
        of.into_iter()
            .map(|(body, (moments, cells, agreeing))| Tally {
                body: body.to_owned(),
                from: label(moments.first()),
                to: label(moments.last()),
                moments: moments.len(),
                cells,
                agreeing,
            })
            .collect()
    }

    /// How many cells there are at some moments, and how many agree.
    pub(crate) fn total(&self, wanted: impl Fn(&str) -> bool) -> (usize, usize) {
        let cells = self.cells.iter().filter(|((.., moment), _)| wanted(&self.moments[*moment].label));
        cells.fold((0, 0), |(all, agreeing), (_, cell)| (all + 1, agreeing + usize::from(cell.agrees())))
    }

    /// Every difference, moments that follow each other joined into one line.
    pub(crate) fn differences(&self, world: &World) -> Vec<Line> {
        let mut runs: Vec<(EntityId, EntityId, usize, usize, Cell)> = Vec::new();
        for (&(body, state, moment), cell) in self.cells.iter().filter(|(_, cell)| !cell.agrees()) {
            match runs.last_mut() {
                Some((b, s, _, last, before))
                    if (*b, *s, *last + 1) == (body, state, moment)
                        && (before.here, before.there) == (cell.here, cell.there) =>
                {
                    *last = moment;
                }
                _ => runs.push((body, state, moment, moment, *cell)),
            }
        }
        let mut lines: Vec<Line> = runs.into_iter().map(|run| self.line(world, run)).collect();
        lines.sort();
        lines
    }

    fn line(&self, world: &World, (body, state, first, last, cell): (EntityId, EntityId, usize, usize, Cell)) -> Line {
        let (from, to) = (&self.moments[first].label, &self.moments[last].label);
        Line {
            set: self.set.to_owned(),
            of: world.slug(body).to_owned(),
            who: world.slug(state).to_owned(),
            what: if first == last { from.clone() } else { format!("{from}/{to}") },
            here: match cell.here {
                Certainty::Surely => "member",
                Certainty::Possibly => "possibly",
                Certainty::No => NO,
            }
            .to_owned(),
            there: if cell.there { "member" } else { NO }.to_owned(),
            why: String::new(),
        }
    }
}

impl Cell {
    fn agrees(self) -> bool {
        (self.here > Certainty::No) == self.there
    }
}
