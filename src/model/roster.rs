//! Checks a body's seats against its life and against what sources counted.

use super::kind::RelationKind;
use super::{Attributes, EntityId, Model, Relation, Roster};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::time::{Certainty, Day, Span};
use rustc_hash::FxHashMap;

/// Reports seats outside the life of their body and roster claims that the seats do not bear out.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut seats: FxHashMap<EntityId, Vec<&Relation>> = FxHashMap::default();
    for relation in model.relations().iter().filter(|relation| relation.kind == RelationKind::Seat) {
        seats.entry(relation.to).or_default().push(relation);
    }
    for (id, body) in model.ids() {
        let Attributes::Body { rosters, .. } = &body.attributes else { continue };
        let seats = seats.get(&id).map_or(&[][..], Vec::as_slice);
        check_life(model, id, seats, found);
        // Where a seat could not be read, the count proves nothing.
        let counted = !model.is_doubtful(&body.origin.place(""));
        for roster in rosters.iter().filter(|_| counted) {
            check_count(model, id, seats, roster, found);
        }
    }
}

fn check_life(model: &Model, id: EntityId, seats: &[&Relation], found: &mut Diagnostics) {
    let body = model.entity(id);
    let Some(life) = body.life() else { return };
    for seat in seats {
        let holder = &model.entity(seat.from).slug;
        let starts = seat.during.start();
        if starts.1 < life.start().0 && starts.0 != Day::BEGINNING {
            let message = format!(
                "the seat of `{holder}` in `{}` begins {}, before the body exists ({})",
                body.slug,
                seat.during.from_text(),
                life.from_text()
            );
            let diagnostic = Diagnostic::new(&codes::BEFORE_FOUNDING, message, seat.origin.place("during"));
            let help = "mend one of the two; a predecessor is a body of its own, joined by `succeeds`";
            found.push(diagnostic.also(body.origin.place("form"), "the body's forms").help(help));
        } else if starts.0 > life.end().1 {
            let message = format!(
                "the seat of `{holder}` in `{}` begins {}, after the body has ended ({})",
                body.slug,
                seat.during.from_text(),
                life.to_text()
            );
            let diagnostic = Diagnostic::new(&codes::AFTER_END, message, seat.origin.place("during"));
            let help = "mend one of the two; a successor is a body of its own, joined by `succeeds`";
            found.push(diagnostic.also(body.origin.place("form"), "the body's forms").help(help));
        }
    }
}

/// The claim holds if the count lies between those who surely and those who possibly sat.
fn check_count(model: &Model, id: EntityId, seats: &[&Relation], roster: &Roster, found: &mut Diagnostics) {
    let span = Span { first: roster.on.earliest(), last: roster.on.latest() };
    let mut holders: Vec<(&str, Certainty)> = Vec::new();
    for seat in seats.iter().filter(|seat| seat.grade() == Some(roster.grade)) {
        let certainty = all_through(seat, span);
        if certainty == Certainty::No {
            continue;
        }
        let slug: &str = &model.entity(seat.from).slug;
        match holders.iter_mut().find(|(known, _)| *known == slug) {
            Some((_, best)) => *best = certainty.max(*best),
            None => holders.push((slug, certainty)),
        }
    }
    let surely = holders.iter().filter(|(_, certainty)| *certainty == Certainty::Surely).count();
    if (surely..=holders.len()).contains(&roster.count) {
        return;
    }
    holders.sort_unstable();
    let list = |wanted: Certainty| {
        let names: Vec<&str> = holders.iter().filter(|(_, c)| *c == wanted).map(|(slug, _)| *slug).collect();
        names.join(" ")
    };
    let (body, grade) = (&model.entity(id).slug, roster.grade.as_str());
    let counted = if surely == holders.len() { surely.to_string() } else { format!("{surely} to {}", holders.len()) };
    let when = if span.first == span.last { "on" } else { "in" };
    let claimed = format!("{} {grade}{}", roster.count, if roster.count == 1 { "" } else { "s" });
    let message =
        format!("`{body}` should have {claimed} {when} {}, and the seats written here make {counted}", roster.on);
    let help = match (surely, holders.len() - surely) {
        (0, 0) => format!("no seat of the grade `{grade}` holds then"),
        (_, 0) => format!("counted: {}", list(Certainty::Surely)),
        (0, _) => format!("counted as possible: {}", list(Certainty::Possibly)),
        _ => format!("counted: {}; as possible: {}", list(Certainty::Surely), list(Certainty::Possibly)),
    };
    let diagnostic = Diagnostic::new(&codes::ROSTER_DISAGREES, message, roster.origin.place("count"));
    found.push(diagnostic.label(format!("{counted} counted")).help(help));
}

/// Whether a seat was held all through a span: on its first and its last day.
fn all_through(seat: &Relation, span: Span) -> Certainty {
    let first = seat.during.on(span.first);
    let last = seat.during.on(span.last);
    if first == Certainty::Surely && last == Certainty::Surely {
        Certainty::Surely
    } else if seat.during.within(span) > Certainty::No {
        Certainty::Possibly
    } else {
        Certainty::No
    }
}
