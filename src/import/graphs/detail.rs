//! What an edge says beyond its ends and dates: grade, act, role, value.

use super::{Attributes, get};
use crate::import::csv::values;
use crate::import::drafting::Drafting;
use crate::import::rows::Refused;
use crate::model::draft::DetailDraft;
use crate::model::kind::{Act, AttendRole, Depth, Grade, RelationKind, SideRole};
use crate::model::{Detail, StanceValue};

/// The own part of a relation of some kind.
pub(super) fn of(
    kind: RelationKind,
    attributes: &Attributes,
    directed: bool,
    drafting: &Drafting<'_>,
) -> Result<DetailDraft, Refused> {
    let text = |names: &[&str]| get(attributes, names).map(str::to_owned);
    let ready = |detail: Detail| Ok(DetailDraft::Ready(detail));
    match kind {
        RelationKind::Seat => {
            let (grade, suspended) = grade(attributes)?;
            let weight = number(get(attributes, &["value"]))?.unwrap_or(1.0) as f32;
            ready(Detail::Seat { grade, suspended, weight })
        }
        RelationKind::Party => {
            let act = get(attributes, &["act", "detail", "label"]);
            let act = act.map_or(Some(Act::Signed), values::act);
            Ok(DetailDraft::Act(act.ok_or_else(|| Refused::Cell("the act cannot be read".to_owned()))?))
        }
        RelationKind::Side => {
            let role = word(attributes, &["role", "detail"], SideRole::from_word, "part in a dispute")?;
            ready(Detail::Side(role.unwrap_or(SideRole::Claimant)))
        }
        RelationKind::Proposed | RelationKind::Endorsed => ready(Detail::Jointly(is_true(attributes, "jointly"))),
        RelationKind::Covers => {
            let depth = word(attributes, &["depth", "detail"], Depth::from_word, "depth of a mandate")?;
            ready(Detail::Depth(depth.unwrap_or(Depth::Declared)))
        }
        RelationKind::Concerned => {
            let intensity = number(get(attributes, &["intensity"]))?;
            ready(Detail::Intensity(intensity.map(|value| value as f32)))
        }
        RelationKind::Attended => {
            let role = word(attributes, &["role", "detail"], AttendRole::from_word, "part in an event")?;
            let (level, person) = (text(&["level"]), text(&["person"]));
            Ok(DetailDraft::Attended { role: role.unwrap_or(AttendRole::Participant), level, person })
        }
        RelationKind::Cooperates => {
            Ok(DetailDraft::Cooperates { mode: text(&["mode", "detail"]), issue: text(&["issue"]) })
        }
        RelationKind::Rival => ready(Detail::Rival { kind: text(&["rivalry", "detail"]).map(Into::into) }),
        RelationKind::Stance => {
            const WORDS: [&str; 3] = ["complement", "ambivalent", "obstacle"];
            if let Some(value) = number(get(attributes, &["value", "weight"]))? {
                return ready(Detail::Stance(StanceValue::Number(value)));
            }
            let told = get(attributes, &["stance", "detail"]);
            let known = told.and_then(|told| WORDS.into_iter().find(|word| word.eq_ignore_ascii_case(told)));
            match known {
                Some(word) => ready(Detail::Stance(StanceValue::Word(word))),
                None => Err(Refused::Cell("a stance needs a `value` or a word".to_owned())),
            }
        }
        RelationKind::Tie => {
            let kind = text(&["tie", "detail", "label", "kind"]).unwrap_or_else(|| "tie".to_owned());
            let value = number(get(attributes, &["value", "weight"]))?;
            let directed = directed && !is_true(attributes, "mutual");
            ready(Detail::Tie { kind: kind.into(), value, directed })
        }
        RelationKind::PartOf
        | RelationKind::Succeeds
        | RelationKind::OrganOf
        | RelationKind::LocatedIn
        | RelationKind::Engine => ready(Detail::None),
    }
    .map(|detail| known_ends(detail, drafting))
}

/// Persons and issues that the world being made does not hold are left out, as a slug alone stands for nobody.
fn known_ends(detail: DetailDraft, drafting: &Drafting<'_>) -> DetailDraft {
    let known = |slug: Option<String>| slug.filter(|slug| drafting.has(slug));
    match detail {
        DetailDraft::Attended { role, level, person } => DetailDraft::Attended { role, level, person: known(person) },
        DetailDraft::Cooperates { mode, issue } => DetailDraft::Cooperates { mode, issue: known(issue) },
        other => other,
    }
}

fn grade(attributes: &Attributes) -> Result<(Grade, bool), Refused> {
    let suspended = is_true(attributes, "suspended");
    let Some(text) = get(attributes, &["grade", "detail"]) else { return Ok((Grade::Member, suspended)) };
    let found = match text.strip_suffix(" (suspended)") {
        Some(grade) => Grade::from_word(grade).map(|grade| (grade, true)),
        None => values::grade(text).map(|(grade, told)| (grade, told || suspended)),
    };
    found.ok_or_else(|| Refused::Cell(format!("`{text}` is no grade of a seat")))
}

fn word<T>(
    attributes: &Attributes,
    names: &[&str],
    read: fn(&str) -> Option<T>,
    what: &str,
) -> Result<Option<T>, Refused> {
    let Some(text) = get(attributes, names) else { return Ok(None) };
    read(text).map(Some).ok_or_else(|| Refused::Cell(format!("`{text}` is no {what}")))
}

fn number(text: Option<&str>) -> Result<Option<f64>, Refused> {
    let Some(text) = text else { return Ok(None) };
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
    value.map(Some).ok_or_else(|| Refused::Cell(format!("`{text}` is no number")))
}

pub(super) fn is_true(attributes: &Attributes, name: &str) -> bool {
    get(attributes, &[name]).is_some_and(|text| text == "1" || text.eq_ignore_ascii_case("true"))
}
