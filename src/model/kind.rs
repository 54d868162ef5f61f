//! The one table of kinds: what entities there are, and which relations may join them.
//!
//! Reader, checks, exporters and renderers iterate over these tables; a new kind of relation is one
//! row here.

use std::fmt;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it, as printed and typed.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Finds it by its word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.as_str().eq_ignore_ascii_case(word))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// A kind of entity.
    EntityKind {
        /// A state, or a territory that holds seats of its own.
        State = "state",
        /// An organization, forum, mechanism, bloc or alliance.
        Body = "body",
        /// A treaty.
        Treaty = "treaty",
        /// A dispute between states.
        Dispute = "dispute",
        /// A concept, programme or action plan.
        Initiative = "initiative",
        /// A summit, meeting or other event.
        Event = "event",
        /// A subject that bodies, treaties and initiatives are about.
        Issue = "issue",
        /// A part of the world.
        Region = "region",
        /// A person.
        Person = "person",
    }
}

impl EntityKind {
    /// The plural, which is also the section of a world file.
    pub fn plural(self) -> &'static str {
        match self {
            Self::State => "states",
            Self::Body => "bodies",
            Self::Treaty => "treaties",
            Self::Dispute => "disputes",
            Self::Initiative => "initiatives",
            Self::Event => "events",
            Self::Issue => "issues",
            Self::Region => "regions",
            Self::Person => "persons",
        }
    }

    /// The word with its article: "a state", "an issue".
    pub fn with_article(self) -> String {
        let word = self.as_str();
        let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {word}")
    }
}

words! {
    /// The grade of a seat, from the fullest to the slightest.
    Grade {
        /// Full member.
        Member = "member",
        /// Associate member.
        Associate = "associate",
        /// Observer.
        Observer = "observer",
        /// Dialogue or sectoral partner.
        Partner = "partner",
        /// Candidate for membership.
        Candidate = "candidate",
        /// Guest.
        Guest = "guest",
    }
}

words! {
    /// What a body is, at a time.
    Form {
        /// Intergovernmental organization founded by treaty.
        Igo = "igo",
        /// Forum or conference.
        Forum = "forum",
        /// Political bloc or grouping.
        Bloc = "bloc",
        /// Alliance.
        Alliance = "alliance",
        /// Development bank.
        Bank = "bank",
        /// Secretariat.
        Secretariat = "secretariat",
    }
}

words! {
    /// What an actor did about a treaty.
    Act {
        /// Signed it.
        Signed = "signed",
        /// Ratified it.
        Ratified = "ratified",
        /// Acceded to it.
        Acceded = "acceded",
        /// Accepted it.
        Accepted = "accepted",
        /// Approved it.
        Approved = "approved",
        /// Succeeded to it after another state.
        Succeeded = "succeeded",
        /// Made a reservation.
        Reserved = "reserved",
        /// Withdrew from it.
        Withdrew = "withdrew",
        /// Is known to have done nothing about it.
        Never = "never",
    }
}

impl Act {
    /// Whether the act binds the actor to the treaty.
    pub fn binds(self) -> bool {
        matches!(self, Self::Ratified | Self::Acceded | Self::Accepted | Self::Approved | Self::Succeeded)
    }
}

words! {
    /// The part a state has in a dispute.
    SideRole {
        /// Claims something.
        Claimant = "claimant",
        /// Is claimed against.
        Defendant = "defendant",
        /// Mediates.
        Mediator = "mediator",
    }
}

words! {
    /// What a dispute is over.
    Over {
        /// A territory.
        Territory = "territory",
        /// The course of a border.
        Border = "border",
        /// Sea, islands or sea-bed.
        Sea = "sea",
        /// Government or recognition.
        Regime = "regime",
        /// Water or another resource.
        Resource = "resource",
    }
}

words! {
    /// How far a body has gone on an issue.
    Depth {
        /// It is what the body was made for.
        Core = "core",
        /// It is named in the body's documents.
        Declared = "declared",
        /// There are programmes, organs or agreements at work.
        Implemented = "implemented",
    }
}

words! {
    /// The part an actor has in an event.
    AttendRole {
        /// Chairs it.
        Chair = "chair",
        /// Hosts it.
        Host = "host",
        /// Takes part.
        Participant = "participant",
        /// Observes.
        Observer = "observer",
        /// Is a guest.
        Guest = "guest",
    }
}

words! {
    /// What an event is.
    EventKind {
        /// Meeting of heads of state or government.
        Summit = "summit",
        /// Meeting of ministers.
        Ministerial = "ministerial",
        /// Conference.
        Conference = "conference",
        /// Signing of a document.
        Signing = "signing",
        /// Exercise.
        Exercise = "exercise",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// How sure the one who wrote a statement is of it.
    Confidence {
        /// Sure.
        High = "high",
        /// Fairly sure.
        Medium = "medium",
        /// Doubtful.
        Low = "low",
    }
}

words! {
    /// What a source is.
    SourceKind {
        /// A publication of a state or a body.
        Official = "official",
        /// The text of a treaty or a list of its depositary.
        TreatyText = "treaty text",
        /// A data set.
        Dataset = "dataset",
        /// Press.
        Press = "press",
        /// Scholarship.
        Scholarly = "scholarly",
        /// The judgement of the one who wrote it down.
        Judgement = "judgement",
    }
}

words! {
    /// A kind of relation; [`RelationKind::spec`] says what it may join.
    RelationKind {
        /// Sits in a body.
        Seat = "seat",
        /// Acted on a treaty.
        Party = "party",
        /// Takes a side in a dispute.
        Side = "side",
        /// Proposed a body or an initiative.
        Proposed = "proposed",
        /// Endorsed a body or an initiative.
        Endorsed = "endorsed",
        /// Drives an initiative.
        Engine = "engine",
        /// Is about an issue.
        Covers = "covers",
        /// Is concerned by an issue.
        Concerned = "concerned",
        /// Attended an event.
        Attended = "attended",
        /// Is a part of.
        PartOf = "part_of",
        /// Succeeds.
        Succeeds = "succeeds",
        /// Is an organ of.
        OrganOf = "organ_of",
        /// Lies in a region.
        LocatedIn = "located_in",
        /// Cooperates with.
        Cooperates = "cooperates",
        /// Is a rival of.
        Rival = "rival",
        /// Takes a stance on.
        Stance = "stance",
        /// Any other tie between two states.
        Tie = "tie",
    }
}

/// Whether a relation brings its ends together or sets them against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Brings together.
    Positive,
    /// Sets against each other.
    Negative,
    /// Neither, or told by the relation's own value.
    Open,
}

/// What a kind of relation may join and how it reads.
#[derive(Debug)]
pub struct RelationSpec {
    /// The kind.
    pub kind: RelationKind,
    /// Kinds of entity it may start from.
    pub from: &'static [EntityKind],
    /// Kinds of entity it may lead to.
    pub to: &'static [EntityKind],
    /// Whether the two ends differ in part; a rivalry has none.
    pub directed: bool,
    /// Whether it counts for or against.
    pub sign: Sign,
    /// How it reads between its ends: "Kazakhstan *sits in* CICA".
    pub label: &'static str,
}

use EntityKind::{Body, Dispute, Event, Initiative, Issue, Person, Region, State, Treaty};

const ACTORS: &[EntityKind] = &[State, Body];
const ANYTHING: &[EntityKind] = EntityKind::ALL;

/// Every kind of relation, in the order of [`RelationKind::ALL`].
pub static RELATIONS: &[RelationSpec] = &[
    spec(RelationKind::Seat, ACTORS, &[Body], true, Sign::Positive, "sits in"),
    spec(RelationKind::Party, ACTORS, &[Treaty], true, Sign::Positive, "acted on"),
    spec(RelationKind::Side, &[State], &[Dispute], true, Sign::Negative, "takes a side in"),
    spec(RelationKind::Proposed, ACTORS, &[Initiative, Body], true, Sign::Positive, "proposed"),
    spec(RelationKind::Endorsed, ACTORS, &[Initiative, Body], true, Sign::Positive, "endorsed"),
    spec(RelationKind::Engine, ACTORS, &[Initiative, Body], true, Sign::Positive, "drives"),
    spec(RelationKind::Covers, &[Body, Treaty, Initiative], &[Issue], true, Sign::Open, "is about"),
    spec(RelationKind::Concerned, ACTORS, &[Issue], true, Sign::Open, "is concerned by"),
    spec(RelationKind::Attended, &[State, Body, Person], &[Event], true, Sign::Positive, "attended"),
    // Events belong to bodies, and issues and regions to their parents, so they may be parts too.
    spec(RelationKind::PartOf, &[Body, Event, Issue, Region], &[Body, Issue, Region], true, Sign::Open, "is part of"),
    spec(RelationKind::Succeeds, &[State, Body], &[State, Body], true, Sign::Open, "succeeds"),
    spec(RelationKind::OrganOf, &[Body], &[Body], true, Sign::Open, "is an organ of"),
    spec(RelationKind::LocatedIn, &[State, Body], &[Region], true, Sign::Open, "lies in"),
    spec(RelationKind::Cooperates, ACTORS, ACTORS, false, Sign::Positive, "cooperates with"),
    spec(RelationKind::Rival, ACTORS, ACTORS, false, Sign::Negative, "is a rival of"),
    spec(RelationKind::Stance, ACTORS, ANYTHING, true, Sign::Open, "takes a stance on"),
    spec(RelationKind::Tie, &[State], &[State], true, Sign::Positive, "is tied to"),
];

const fn spec(
    kind: RelationKind,
    from: &'static [EntityKind],
    to: &'static [EntityKind],
    directed: bool,
    sign: Sign,
    label: &'static str,
) -> RelationSpec {
    RelationSpec { kind, from, to, directed, sign, label }
}

impl RelationKind {
    /// Its row of the table.
    pub fn spec(self) -> &'static RelationSpec {
        &RELATIONS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_one_row_a_kind_in_order() {
        assert_eq!(RELATIONS.len(), RelationKind::ALL.len());
        for (row, kind) in RELATIONS.iter().zip(RelationKind::ALL) {
            assert_eq!((row.kind, kind.spec().kind), (*kind, *kind));
            assert!(!row.from.is_empty() && !row.to.is_empty());
        }
    }

    #[test]
    fn words_find_their_kinds() {
        assert_eq!(Grade::from_word("Observer"), Some(Grade::Observer));
        assert_eq!(EntityKind::from_word("nation"), None);
    }
}
