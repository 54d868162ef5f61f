//! Small worlds for the tests of rules, made of drafts, as rules know no text.

use super::Rule;
use crate::diagnostic::Diagnostics;
use crate::model::build::build;
use crate::model::draft::{
    AttributesDraft, DetailDraft, Draft, End, EntityDraft, FormDraft, RelationDraft, Said, SourceDraft, When,
};
use crate::model::kind::{Act, EntityKind, Form, Grade, RelationKind, SourceKind};
use crate::model::{Detail, Origin, Section};

/// A world under construction; what is added is given back, so that a test can change a field.
#[derive(Default)]
pub(super) struct Sample(Draft);

impl Sample {
    /// A state that exists over some time.
    pub(super) fn state(&mut self, slug: &str, during: &str) -> &mut EntityDraft {
        let state = self.entity(slug, EntityKind::State, AttributesDraft::None);
        state.during = Some(during.to_owned());
        state
    }

    /// A forum that exists over some time.
    pub(super) fn body(&mut self, slug: &str, during: &str) -> &mut EntityDraft {
        let form = FormDraft { form: Form::Forum, during: Some(during.to_owned()), src: None, note: None };
        let family = Some("clubs".to_owned());
        let body = AttributesDraft::Body { family, forms: vec![form], rosters: Vec::new() };
        self.entity(slug, EntityKind::Body, body)
    }

    /// A treaty with the days of its opening and entry into force, either of which may be empty.
    pub(super) fn treaty(&mut self, slug: &str, opened: &str, in_force: &str) -> &mut EntityDraft {
        let date = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let treaty = AttributesDraft::Treaty { opened: date(opened), in_force: date(in_force) };
        self.entity(slug, EntityKind::Treaty, treaty)
    }

    /// An issue.
    pub(super) fn issue(&mut self, slug: &str) -> &mut EntityDraft {
        self.entity(slug, EntityKind::Issue, AttributesDraft::None)
    }

    /// A seat.
    pub(super) fn seat(&mut self, who: &str, body: &str, grade: Grade, during: &str) -> &mut RelationDraft {
        let detail = Detail::Seat { grade, suspended: false, weight: 1.0 };
        self.relation(RelationKind::Seat, who, body, When::During(during.to_owned()), DetailDraft::Ready(detail))
    }

    /// A suspended seat.
    pub(super) fn suspended(&mut self, who: &str, body: &str, grade: Grade, during: &str) -> &mut RelationDraft {
        let seat = self.seat(who, body, grade, during);
        seat.detail = DetailDraft::Ready(Detail::Seat { grade, suspended: true, weight: 1.0 });
        seat
    }

    /// An act on a treaty.
    pub(super) fn act(&mut self, who: &str, treaty: &str, act: Act, on: &str) -> &mut RelationDraft {
        self.relation(RelationKind::Party, who, treaty, When::On(on.to_owned()), DetailDraft::Act(act))
    }

    /// A source with a publisher, a date and an address.
    pub(super) fn source(&mut self, id: &str) -> &mut SourceDraft {
        let origin = self.origin(Section::Sources);
        self.0.sources.push(SourceDraft {
            id: id.to_owned(),
            title: id.to_owned(),
            kind: SourceKind::Official,
            publisher: Some("The Club".to_owned()),
            date: Some("2001".to_owned()),
            url: Some("https://club.example/minutes".to_owned()),
            accessed: None,
            note: None,
            origin,
        });
        last(&mut self.0.sources)
    }

    /// A relation of any kind.
    pub(super) fn relation(
        &mut self,
        kind: RelationKind,
        from: &str,
        to: &str,
        when: When,
        detail: DetailDraft,
    ) -> &mut RelationDraft {
        let origin = self.origin(Section::Links);
        let end = |text: &str, field| End::Slugs { text: text.to_owned(), field };
        let (from, to) = (end(from, "who"), end(to, "on"));
        self.0.relations.push(RelationDraft { kind, from, to, when, detail, said: Said::default(), origin });
        last(&mut self.0.relations)
    }

    /// What the rule of a code says of the world: each message.
    pub(super) fn told_by(self, code: &str) -> Vec<String> {
        let (model, errors) = build(self.0);
        assert!(!errors.has_errors(), "the sample itself is sound: {errors:?}");
        let rule = super::RULES.iter().find(|rule| rule.code.id == code);
        let mut found = Diagnostics::new();
        rule.into_iter().for_each(|Rule { check, .. }| check(&model, &mut found));
        assert!(found.iter().all(|finding| finding.code.id == code && finding.help.is_some()));
        found.iter().map(|finding| finding.message.clone()).collect()
    }

    fn entity(&mut self, slug: &str, kind: EntityKind, attributes: AttributesDraft) -> &mut EntityDraft {
        let origin = self.origin(Section::Entities(kind));
        self.0.entities.push(EntityDraft {
            slug: slug.to_owned(),
            kind,
            name: slug.to_uppercase(),
            official: None,
            aka: Vec::new(),
            codes: Vec::new(),
            during: None,
            note: None,
            src: None,
            attributes,
            origin,
        });
        last(&mut self.0.entities)
    }

    fn origin(&self, section: Section) -> Origin {
        let entry = self.0.entities.len() + self.0.relations.len() + self.0.sources.len();
        Origin::entry(0, section, entry as u32)
    }
}

fn last<T>(items: &mut [T]) -> &mut T {
    let last = items.len() - 1;
    &mut items[last]
}
