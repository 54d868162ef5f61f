//! What the shipped world covers, counted body by body: the page `docs/coverage.md`.
//!
//! `cargo run --example coverage > docs/coverage.md`; a test says when that is due.

#![allow(clippy::print_stdout)]

use comity::model::kind::{Act, EntityKind, RelationKind, SourceKind};
use comity::model::{Attributes, Entity, EntityId, Model, Relation};
use comity::time::Day;
use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

fn main() {
    print!("{}", page(&comity::document::builtin().model));
}

const HEAD: &str = "\
# What the shipped world covers

Counted from `graphs/` by `cargo run --example coverage > docs/coverage.md`; do not edit it by hand. What is left out, and
how facts are written and checked, stands in [graphs/README.md](../graphs/README.md).
";

const TERMS: &str = "
- *Span*: from the founding to the end of the body; `..` means still so.
- *Seats*: statements of a seat, one for each holder and spell; *holders*: different states and bodies that ever sat.
- *By day*: the share of seats whose start is known to the day; *official*: the share that cites at least one source of kind
  `Official` or `TreatyText`. Both are rounded down, so 100 % means every one.
- *Rosters*: counts that sources give for a day, each checked against the seats when the world is read.
- *Mandate*: dated statements that the body is about an issue.
";

/// The whole page, from nothing but the model.
pub(crate) fn page(model: &Model) -> String {
    let mut page = String::from(HEAD);
    totals(model, &mut page);
    bodies(model, &mut page);
    treaties(model, &mut page);
    sources(model, &mut page);
    page
}

fn totals(model: &Model, page: &mut String) {
    let of = |kind| model.ids().filter(move |(_, entity)| entity.kind == kind);
    let stand = |kind| standing(model).filter(move |relation| relation.kind == kind).count();
    let living = |kind| of(kind).filter(|(_, e)| e.life().is_none_or(|life| life.end().1 == Day::END)).count();
    let seated: BTreeSet<EntityId> = seats(model).map(|seat| seat.from).collect();
    let seated = seated.iter().filter(|id| model.entity(**id).kind == EntityKind::State).count();
    let states = of(EntityKind::State).count();
    let all = Count::of(model, |_| true);
    let about = |kind: EntityKind| match kind {
        EntityKind::State => format!("{} of today, {} ended; {seated} ever sat", living(kind), states - living(kind)),
        EntityKind::Body => {
            format!("{} of today; {} seats, {} mandate lines", living(kind), all.seats, all.mandate)
        }
        EntityKind::Treaty => format!("{} acts", stand(RelationKind::Party)),
        EntityKind::Dispute => format!("{} sides", stand(RelationKind::Side)),
        EntityKind::Initiative => {
            format!("{} proposals, {} engines", stand(RelationKind::Proposed), stand(RelationKind::Engine))
        }
        EntityKind::Event => format!("{} attendances", stand(RelationKind::Attended)),
        EntityKind::Issue | EntityKind::Region | EntityKind::Person => String::new(),
    };
    page.push_str("\n## Totals\n\n| kind | entities | of them |\n|--|--:|--|\n");
    for kind in EntityKind::ALL.iter().filter(|kind| of(**kind).count() > 0) {
        let _ = writeln!(page, "| {} | {} | {} |", kind.plural(), of(*kind).count(), about(*kind));
    }
    let links = [RelationKind::Rival, RelationKind::Cooperates, RelationKind::Stance, RelationKind::Tie];
    let links: Vec<String> = links.iter().map(|kind| format!("{kind} {}", stand(*kind))).collect();
    let _ = writeln!(page, "\n{} relations in all, among them links: {}.", standing(model).count(), links.join(", "));
}

fn bodies(model: &Model, page: &mut String) {
    page.push_str("\n## Bodies\n");
    page.push_str(TERMS);
    page.push_str("\n| body | name | family | span | seats | holders | by day | official | rosters | mandate |\n");
    page.push_str("|--|--|--|--|--:|--:|--:|--:|--:|--:|\n");
    for (id, body) in by_slug(model, EntityKind::Body) {
        let count = Count::of(model, |entity| entity == id);
        let span = body.life().map_or(String::new(), |life| life.to_string());
        let family = body.family().unwrap_or_default();
        let _ = writeln!(page, "| `{}` | {} | {family} | {span} | {count} |", body.slug, plain(&body.name));
    }
    let all = Count::of(model, |_| true);
    let _ = writeln!(page, "| | all bodies | | | {all} |");
}

fn treaties(model: &Model, page: &mut String) {
    page.push_str(
        "\n## Treaties\n\n| treaty | name | opened | in force | signed | bound | withdrew | never | acts |\n",
    );
    page.push_str("|--|--|--|--|--:|--:|--:|--:|--:|\n");
    for (id, treaty) in by_slug(model, EntityKind::Treaty) {
        let Attributes::Treaty { opened, in_force } = &treaty.attributes else { continue };
        let acts: Vec<(EntityId, Act)> = standing(model)
            .filter(|relation| relation.to == id)
            .filter_map(|relation| relation.act().map(|act| (relation.from, act)))
            .collect();
        let actors = |wanted: fn(Act) -> bool| {
            let actors: BTreeSet<EntityId> =
                acts.iter().filter(|(_, act)| wanted(*act)).map(|(from, _)| *from).collect();
            actors.len()
        };
        let date = |date: &Option<comity::time::Date>| date.as_ref().map_or(String::new(), ToString::to_string);
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} | {} | {} | {} | {} | {} |",
            treaty.slug,
            plain(&treaty.name),
            date(opened),
            date(in_force),
            actors(|act| act == Act::Signed),
            actors(Act::binds),
            actors(|act| act == Act::Withdrew),
            actors(|act| act == Act::Never),
            acts.iter().filter(|(_, act)| *act != Act::Never).count()
        );
    }
    page.push_str("\nSigned, bound, withdrew and never count actors; acts count statements.\n");
}

fn sources(model: &Model, page: &mut String) {
    page.push_str("\n## Sources\n\n| kind | sources | relations that cite one |\n|--|--:|--:|\n");
    for kind in SourceKind::ALL {
        let count = model.sources().iter().filter(|source| source.kind == *kind).count();
        let citing = standing(model).filter(|relation| cites(model, relation, &[*kind])).count();
        let _ = writeln!(page, "| {kind} | {count} | {citing} |");
    }
    let citing = standing(model).filter(|relation| !relation.sources.is_empty()).count();
    let _ = writeln!(page, "| all | {} | {citing} |", model.sources().len());
}

/// What is counted of one body, or of all.
struct Count {
    seats: usize,
    holders: usize,
    by_day: usize,
    official: usize,
    rosters: usize,
    mandate: usize,
}

impl Count {
    fn of(model: &Model, wanted: impl Fn(EntityId) -> bool) -> Self {
        let seats: Vec<&Relation> = seats(model).filter(|seat| wanted(seat.to)).collect();
        let is_day = |seat: &&&Relation| {
            seat.during.start().0 == seat.during.start().1 && seat.during.start().0 != Day::BEGINNING
        };
        let official = [SourceKind::Official, SourceKind::TreatyText];
        let rosters = model.ids().filter(|(id, _)| wanted(*id)).map(|(_, entity)| match &entity.attributes {
            Attributes::Body { rosters, .. } => rosters.len(),
            _ => 0,
        });
        let is_body = |id: EntityId| model.entity(id).kind == EntityKind::Body;
        let mandate = standing(model).filter(|relation| relation.kind == RelationKind::Covers);
        Self {
            seats: seats.len(),
            holders: seats.iter().map(|seat| seat.from).collect::<BTreeSet<_>>().len(),
            by_day: seats.iter().filter(is_day).count(),
            official: seats.iter().filter(|seat| cites(model, seat, &official)).count(),
            rosters: rosters.sum(),
            mandate: mandate.filter(|relation| is_body(relation.from) && wanted(relation.from)).count(),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (by_day, official) = (percent(self.by_day, self.seats), percent(self.official, self.seats));
        write!(f, "{} | {} | {by_day} | {official} | {} | {}", self.seats, self.holders, self.rosters, self.mandate)
    }
}

fn percent(part: usize, whole: usize) -> String {
    (part * 100).checked_div(whole).map_or("–".to_owned(), |percent| format!("{percent} %"))
}

fn by_slug(model: &Model, kind: EntityKind) -> Vec<(EntityId, &Entity)> {
    let mut entities: Vec<_> = model.ids().filter(|(_, entity)| entity.kind == kind).collect();
    entities.sort_by_key(|(_, entity)| &entity.slug);
    entities
}

fn seats(model: &Model) -> impl Iterator<Item = &Relation> {
    standing(model).filter(|relation| relation.kind == RelationKind::Seat)
}

/// Relations that were not withdrawn from the world.
fn standing(model: &Model) -> impl Iterator<Item = &Relation> {
    model.relations().iter().filter(|relation| !relation.is_retracted())
}

fn cites(model: &Model, relation: &Relation, kinds: &[SourceKind]) -> bool {
    relation.sources.iter().any(|source| kinds.contains(&model.source(*source).kind))
}

/// A name that cannot break a row of a table.
fn plain(name: &str) -> String {
    name.replace('|', "\\|")
}
