//! Which relations count: on which days, of which grades, and how surely.

use super::Graph;
use crate::model::kind::{Grade, RelationKind};
use crate::model::{EntityId, Relation, RelationId};
use crate::time::{Certainty, Day, Span};

/// A question's frame: a day or a stretch of days, how sure a date must be, and which grades, kinds and
/// actors count.
///
/// ```
/// use comity::graph::{Graph, view::View};
/// use comity::time::Day;
/// let world = comity::document::builtin();
/// let graph = Graph::of(&world.model);
/// let cica = world.model.find("cica").unwrap();
/// let seats = View::on(Day::parse("2014-05-19")?).holders(&graph, cica);
/// assert_eq!(seats.len(), 24);
/// # Ok::<(), comity::time::TimeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The days; a relation counts that holds on at least one of them.
    pub when: Span,
    /// The grades of seats that count; none means every grade.
    pub grades: Vec<Grade>,
    /// How sure the dates must be.
    pub dates: Dates,
    /// The kinds of relation that count; none means every kind.
    pub kinds: Vec<RelationKind>,
    /// Whose relations count: the actors from which they start; `None` means everybody's.
    pub subset: Option<Vec<EntityId>>,
}

/// How sure the dates of a relation must be for it to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dates {
    /// Only what surely held.
    Surely,
    /// All that possibly held; what surely held is among it.
    Possibly,
    /// Both, kept apart: lists show both, and counts are of what surely held.
    Both,
}

impl Dates {
    /// The word for it, as printed and typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Surely => "surely",
            Self::Possibly => "possibly",
            Self::Both => "both",
        }
    }

    /// The least certainty that a list shows.
    pub fn listed(self) -> Certainty {
        if self == Self::Surely { Certainty::Surely } else { Certainty::Possibly }
    }

    /// The least certainty that a count or a network takes in.
    pub fn counted(self) -> Certainty {
        if self == Self::Possibly { Certainty::Possibly } else { Certainty::Surely }
    }
}

/// One who sits in a body, or a body sat in, with the seats that say so.
#[derive(Debug, Clone, PartialEq)]
pub struct Holding {
    /// The holder, or the body.
    pub entity: EntityId,
    /// The best certainty among the seats.
    pub certainty: Certainty,
    /// The seats, surest first.
    pub seats: Vec<(RelationId, Certainty)>,
}

impl View {
    /// Full members on one day, both certainties.
    pub fn on(day: Day) -> Self {
        let grades = vec![Grade::Member];
        Self { when: Span::day(day), grades, dates: Dates::Both, kinds: Vec::new(), subset: None }
    }

    /// The same view with every grade of seat.
    #[must_use]
    pub fn every_grade(mut self) -> Self {
        self.grades.clear();
        self
    }

    /// How surely a relation counts; a statement that was retracted does not.
    pub fn certainty(&self, relation: &Relation) -> Certainty {
        let graded = match relation.grade() {
            Some(grade) => self.grades.is_empty() || self.grades.contains(&grade),
            None => true,
        };
        let kind = self.kinds.is_empty() || self.kinds.contains(&relation.kind);
        let actor = self.subset.as_ref().is_none_or(|subset| subset.contains(&relation.from));
        if !graded || !kind || !actor || relation.is_retracted() {
            return Certainty::No;
        }
        relation.during.within(self.when)
    }

    /// Who sits in a body, by reading order of their first seat.
    pub fn holders(&self, graph: &Graph<'_>, body: EntityId) -> Vec<Holding> {
        self.held(graph.relations_to(body), |seat| seat.from)
    }

    /// In what an actor sits, by reading order of its first seat.
    pub fn seats(&self, graph: &Graph<'_>, actor: EntityId) -> Vec<Holding> {
        self.held(graph.relations_from(actor), |seat| seat.to)
    }

    fn held(&self, relations: Vec<(RelationId, &Relation)>, other: impl Fn(&Relation) -> EntityId) -> Vec<Holding> {
        let mut holdings: Vec<Holding> = Vec::new();
        for (id, seat) in relations.into_iter().filter(|(_, r)| r.kind == RelationKind::Seat) {
            let certainty = self.certainty(seat);
            if certainty < self.dates.listed() || certainty == Certainty::No {
                continue;
            }
            let entity = other(seat);
            match holdings.iter_mut().find(|holding| holding.entity == entity) {
                Some(holding) => {
                    holding.certainty = holding.certainty.max(certainty);
                    holding.seats.push((id, certainty));
                }
                None => holdings.push(Holding { entity, certainty, seats: vec![(id, certainty)] }),
            }
        }
        for holding in &mut holdings {
            holding.seats.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        holdings
    }
}
