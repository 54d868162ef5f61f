//! The functions of the set language: one row each.

use crate::model::Relation;
use crate::model::kind::{AttendRole, EntityKind, Grade, RelationKind, SideRole};
use crate::model::{Detail, Model};

/// A function of the set language.
#[derive(Debug)]
pub struct Function {
    /// Its name, as typed.
    pub name: &'static str,
    /// What stands between the brackets, for help: `BODY`.
    pub takes: &'static str,
    /// One line for help.
    pub about: &'static str,
    /// The kinds of entity it is asked of.
    pub of: &'static [EntityKind],
    /// The further words it takes, such as grades; empty if none.
    pub words: fn() -> Vec<&'static str>,
    /// How it finds what it finds.
    pub(super) finds: Finds,
}

/// How a function finds entities.
#[derive(Debug, Clone, Copy)]
pub(super) enum Finds {
    /// Along relations of a kind, to the other end; `keep` decides with the further words.
    Along { kind: RelationKind, way: Way, keep: fn(&Model, &Relation, &[String]) -> bool },
    /// All entities of a kind that exist.
    AllOfKind,
}

/// From which end of a relation one goes to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// From where it leads to those it starts from.
    ToStart,
    /// From where it starts to where it leads.
    ToEnd,
    /// Either way.
    Both,
}

use EntityKind::{Body, Dispute, Event, Initiative, Issue, Region, State, Treaty};
use RelationKind as R;

const ACTORS: &[EntityKind] = &[State, Body];
const ABOUT: &[EntityKind] = &[Body, Treaty, Initiative];

/// Every function, in the order of the help.
pub static FUNCTIONS: &[Function] = &[
    graded("members", "Who are full members of a body", |_, r, _| r.grade() == Some(Grade::Member)),
    graded("observers", "Who are observers in a body", |_, r, _| r.grade() == Some(Grade::Observer)),
    Function {
        name: "seats",
        takes: "BODY[, GRADE…]",
        about: "Who holds a seat of these grades in a body, or of any",
        of: &[Body],
        words: grades,
        finds: Finds::Along { kind: R::Seat, way: Way::ToStart, keep: of_grades },
    },
    Function {
        name: "suspended",
        takes: "BODY",
        about: "Whose seat in a body is suspended",
        of: &[Body],
        words: none,
        finds: Finds::Along { kind: R::Seat, way: Way::ToStart, keep: |_, r, _| r.is_suspended() },
    },
    Function {
        name: "bodies",
        takes: "STATE[, GRADE…]",
        about: "In which bodies a state sits as a member, or in these grades, or in `any`",
        of: ACTORS,
        words: grades,
        finds: Finds::Along { kind: R::Seat, way: Way::ToEnd, keep: member_unless_said },
    },
    Function {
        name: "parties",
        takes: "TREATY",
        about: "Who is bound by a treaty: ratified, acceded, accepted, approved or succeeded",
        of: &[Treaty],
        words: none,
        finds: Finds::Along { kind: R::Party, way: Way::ToStart, keep: binds },
    },
    Function {
        name: "signed",
        takes: "TREATY",
        about: "Who has signed a treaty, bound by it or not",
        of: &[Treaty],
        words: none,
        finds: Finds::Along {
            kind: R::Party,
            way: Way::ToStart,
            keep: |_, r, _| r.act() == Some(crate::model::kind::Act::Signed),
        },
    },
    Function {
        name: "never",
        takes: "TREATY",
        about: "Who is known to have done nothing about a treaty",
        of: &[Treaty],
        words: none,
        finds: Finds::Along {
            kind: R::Party,
            way: Way::ToStart,
            keep: |_, r, _| r.act() == Some(crate::model::kind::Act::Never),
        },
    },
    Function {
        name: "treaties",
        takes: "STATE",
        about: "By which treaties a state is bound",
        of: ACTORS,
        words: none,
        finds: Finds::Along { kind: R::Party, way: Way::ToEnd, keep: binds },
    },
    Function {
        name: "claimants",
        takes: "DISPUTE",
        about: "Who claims something in a dispute",
        of: &[Dispute],
        words: none,
        finds: Finds::Along {
            kind: R::Side,
            way: Way::ToStart,
            keep: |_, r, _| r.detail == Detail::Side(SideRole::Claimant),
        },
    },
    Function {
        name: "sides",
        takes: "DISPUTE",
        about: "Who takes a side in a dispute, mediators left out",
        of: &[Dispute],
        words: none,
        finds: Finds::Along { kind: R::Side, way: Way::ToStart, keep: takes_side },
    },
    Function {
        name: "disputes",
        takes: "STATE",
        about: "In which live disputes a state takes a side",
        of: &[State],
        words: none,
        finds: Finds::Along { kind: R::Side, way: Way::ToEnd, keep: takes_side },
    },
    along("rivals", "ACTOR", "With whom a state or body is in rivalry", ACTORS, R::Rival, Way::Both),
    along("partners", "ACTOR", "With whom a state or body cooperates", ACTORS, R::Cooperates, Way::Both),
    along(
        "proposers",
        "INITIATIVE",
        "Who proposed an initiative or body",
        &[Initiative, Body],
        R::Proposed,
        Way::ToStart,
    ),
    along(
        "endorsers",
        "INITIATIVE",
        "Who endorsed an initiative or body",
        &[Initiative, Body],
        R::Endorsed,
        Way::ToStart,
    ),
    along("engines", "INITIATIVE", "Who drives an initiative", &[Initiative, Body], R::Engine, Way::ToStart),
    along("initiatives", "ACTOR", "What a state or body has proposed", ACTORS, R::Proposed, Way::ToEnd),
    Function {
        name: "attended",
        takes: "EVENT[, ROLE…]",
        about: "Who attended an event, in these roles or in any",
        of: &[Event],
        words: || AttendRole::ALL.iter().map(|role| role.as_str()).collect(),
        finds: Finds::Along { kind: R::Attended, way: Way::ToStart, keep: in_roles },
    },
    along("events", "ACTOR", "Which events a state or body attended", ACTORS, R::Attended, Way::ToEnd),
    along(
        "issue",
        "ISSUE",
        "Which bodies, treaties and initiatives are about an issue or one below it",
        &[Issue],
        R::Covers,
        Way::ToStart,
    ),
    along("issues", "BODY", "What a body, treaty or initiative is about", ABOUT, R::Covers, Way::ToEnd),
    along("concerned", "ISSUE", "Whom an issue, or one below it, concerns", &[Issue], R::Concerned, Way::ToStart),
    along(
        "region",
        "REGION",
        "Which states and bodies lie in a region or one below it",
        &[Region],
        R::LocatedIn,
        Way::ToStart,
    ),
    along("parts", "BODY", "What is part of a body: bodies, events", &[Body], R::PartOf, Way::ToStart),
    along("organs", "BODY", "Which bodies are organs of a body", &[Body], R::OrganOf, Way::ToStart),
    along("predecessors", "ACTOR", "What a state or body succeeds", ACTORS, R::Succeeds, Way::ToEnd),
    along("successors", "ACTOR", "What succeeds a state or body", ACTORS, R::Succeeds, Way::ToStart),
    along("tied", "STATE", "To whom a state has any other tie", &[State], R::Tie, Way::Both),
    Function {
        name: "all",
        takes: "KIND",
        about: "All states, bodies, treaties, … that exist",
        of: &[],
        words: || EntityKind::ALL.iter().map(|kind| kind.plural()).collect(),
        finds: Finds::AllOfKind,
    },
];

/// Finds a function by its name.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

const fn graded(name: &'static str, about: &'static str, keep: fn(&Model, &Relation, &[String]) -> bool) -> Function {
    Function {
        name,
        takes: "BODY",
        about,
        of: &[Body],
        words: none,
        finds: Finds::Along { kind: R::Seat, way: Way::ToStart, keep },
    }
}

const fn along(
    name: &'static str,
    takes: &'static str,
    about: &'static str,
    of: &'static [EntityKind],
    kind: RelationKind,
    way: Way,
) -> Function {
    Function { name, takes, about, of, words: none, finds: Finds::Along { kind, way, keep: |_, _, _| true } }
}

fn none() -> Vec<&'static str> {
    Vec::new()
}

fn grades() -> Vec<&'static str> {
    Grade::ALL.iter().map(|grade| grade.as_str()).chain(["any"]).collect()
}

fn of_grades(_: &Model, relation: &Relation, words: &[String]) -> bool {
    let grade = relation.grade().map_or("", Grade::as_str);
    words.is_empty() || words.iter().any(|word| word == "any" || word == grade)
}

fn member_unless_said(model: &Model, relation: &Relation, words: &[String]) -> bool {
    if words.is_empty() { relation.grade() == Some(Grade::Member) } else { of_grades(model, relation, words) }
}

fn binds(_: &Model, relation: &Relation, _: &[String]) -> bool {
    relation.act().is_some_and(crate::model::kind::Act::binds)
}

fn takes_side(_: &Model, relation: &Relation, _: &[String]) -> bool {
    relation.detail != Detail::Side(SideRole::Mediator)
}

fn in_roles(_: &Model, relation: &Relation, words: &[String]) -> bool {
    let Detail::Attended { role, .. } = &relation.detail else { return false };
    words.is_empty() || words.iter().any(|word| word == role.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_and_kinds_fit_the_table_of_relations() {
        for (i, function) in FUNCTIONS.iter().enumerate() {
            assert!(FUNCTIONS[..i].iter().all(|earlier| earlier.name != function.name), "{} twice", function.name);
            let Finds::Along { kind, way, .. } = function.finds else { continue };
            let spec = kind.spec();
            for of in function.of {
                let fits = match way {
                    Way::ToStart => spec.to.contains(of),
                    Way::ToEnd => spec.from.contains(of),
                    Way::Both => spec.to.contains(of) && spec.from.contains(of),
                };
                assert!(fits, "{} of {of}", function.name);
            }
        }
    }
}
