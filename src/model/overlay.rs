//! The same model with some things supposed: relations added, ended early or taken out.
//!
//! Entities and the numbers of relations stay what they are, so that answers before and after compare.

use super::kind::{Confidence, SourceKind};
use super::{Detail, EntityId, Model, Origin, Relation, RelationId, Section, Source, SourceId, Statement};
use crate::text::Text;
use crate::time::{Day, Interval};
use std::sync::Arc;

/// One thing supposed.
#[derive(Debug, Clone, PartialEq)]
pub enum Supposed {
    /// A relation that is not there; its kind follows from the detail of the caller.
    Added {
        /// What joins the ends.
        kind: super::kind::RelationKind,
        /// The end it starts from.
        from: EntityId,
        /// The end it leads to.
        to: EntityId,
        /// From when to when.
        during: Interval,
        /// What only its kind has.
        detail: Detail,
    },
    /// A relation that ends on a day at the latest; one that begins later is taken out.
    EndedOn(RelationId, Day),
    /// A relation that never was.
    TakenOut(RelationId),
}

impl Model {
    /// The model with some things supposed; a source of kind `Judgement` stands behind what is added.
    ///
    /// # Panics
    /// If the kind of an added relation may not join its ends: a mistake of ours.
    #[must_use]
    pub fn supposing(&self, supposed: &[Supposed]) -> Self {
        let mut model = self.clone();
        let origin = Origin::entry(u32::MAX, Section::Line, 0);
        let source = SourceId(model.sources().len() as u32);
        model.sources.push(Source {
            id: Text::Static("supposed"),
            title: Text::Static("Supposed in the question"),
            kind: SourceKind::Judgement,
            publisher: None,
            date: None,
            url: None,
            accessed: None,
            note: None,
            origin,
        });
        let sources: Arc<[SourceId]> = Arc::from([source]);
        for one in supposed {
            match one {
                Supposed::Added { kind, from, to, during, detail } => {
                    let spec = kind.spec();
                    let fits = spec.from.contains(&self.entity(*from).kind) && spec.to.contains(&self.entity(*to).kind);
                    assert!(fits, "{kind} cannot join these ends");
                    let statement = Statement {
                        kind: *kind,
                        detail: detail.clone(),
                        sources: sources.clone(),
                        confidence: Confidence::Low,
                        note: Some(Text::Static("supposed")),
                        known: None,
                    };
                    let (during, statement) = (Arc::new(during.clone()), Arc::new(statement));
                    model.relations.push(Relation { from: *from, to: *to, during, statement, origin });
                }
                Supposed::EndedOn(id, day) => {
                    let relation = &mut model.relations[id.index()];
                    match relation.during.ended_on(*day) {
                        Some(during) => relation.during = Arc::new(during),
                        None => relation.take_out(),
                    }
                }
                Supposed::TakenOut(id) => model.relations[id.index()].take_out(),
            }
        }
        model
    }
}

impl Relation {
    /// Makes it count nowhere, as a statement that was withdrawn.
    fn take_out(&mut self) {
        let date = crate::time::Date::of(Day::BEGINNING);
        let known = super::KnownTime { recorded: None, retracted: Some(date) };
        Arc::make_mut(&mut self.statement).known = Some(Box::new(known));
    }
}
