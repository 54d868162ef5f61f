//! What bodies are about: the tree of issues with depth, side by side, what is missing and what is done twice.
//!
//! A body *covers* an issue if a document says so: as `core` (what it was made for), `declared` (named in
//! its documents) or `implemented` (programmes, organs or agreements at work). An issue that is not stated
//! itself may lie `within` a stated one above it, or be stated in `parts` below it. That nothing is stated
//! does not prove that the body leaves the issue alone.
//!
//! *Member-weighted coverage* of an issue is the share of a body's members who also sit in another body
//! that covers the issue or a part of it; after the duplication of mandates that Panke and Stapel (2018)
//! and Reinsberg and Westerwinter (2023) study.

use super::affiliation::Affiliations;
use super::groups::{is_under, unbounded};
use super::{Finding, life_note, seat_terms, slug, source_list};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{Depth, EntityKind, RelationKind};
use crate::model::{Detail, EntityId, Model, Relation, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::{Certainty, Day, Span};
use crate::words::count;

/// Which part of a mandate is asked for.
#[derive(Debug, Clone, Default)]
pub struct Part<'q> {
    /// Only these issues and what lies below them; all, if none are named.
    pub under: &'q [EntityId],
    /// Only these depths; all, if none are named.
    pub depths: &'q [Depth],
}

/// One statement that something is about an issue.
#[derive(Debug, Clone, Copy)]
pub(super) struct Covered {
    pub(super) by: EntityId,
    pub(super) issue: EntityId,
    pub(super) depth: Depth,
    pub(super) certainty: Certainty,
    pub(super) id: RelationId,
}

/// All that entities of some kind say they are about, in a view.
pub(super) fn covered(model: &Model, view: &View, kind: EntityKind) -> Vec<Covered> {
    let plain = unbounded(view);
    let relations = model.relations().iter().enumerate();
    relations
        .filter(|(_, r)| r.kind == RelationKind::Covers && model.entity(r.from).kind == kind)
        .map(|(i, r)| Covered {
            by: r.from,
            issue: r.to,
            depth: depth(r),
            certainty: plain.certainty(r),
            id: RelationId(i as u32),
        })
        .filter(|c| c.certainty > Certainty::No && c.certainty >= view.dates.listed())
        .collect()
}

fn depth(relation: &Relation) -> Depth {
    match relation.detail {
        Detail::Depth(depth) => depth,
        _ => Depth::Declared,
    }
}

/// The treaties that are about some issues or what lies below them, by slug.
pub fn treaties_about(model: &Model, issues: &[EntityId]) -> Vec<EntityId> {
    let about = |r: &&Relation| {
        let fits = |root: &EntityId| is_under(&model.entity(r.to).slug, &model.entity(*root).slug);
        r.kind == RelationKind::Covers
            && model.entity(r.from).kind == EntityKind::Treaty
            && !r.is_retracted()
            && issues.iter().any(fits)
    };
    let mut found: Vec<EntityId> = model.relations().iter().filter(about).map(|r| r.from).collect();
    found.sort_by_key(|id| &model.entity(*id).slug);
    found.dedup();
    found
}

impl Part<'_> {
    fn holds(&self, model: &Model, issue: EntityId) -> bool {
        let slug = &model.entity(issue).slug;
        self.under.is_empty() || self.under.iter().any(|root| is_under(slug, &model.entity(*root).slug))
    }

    fn takes(&self, model: &Model, covered: &Covered) -> bool {
        (self.depths.is_empty() || self.depths.contains(&covered.depth)) && self.holds(model, covered.issue)
    }

    fn terms(&self, model: &Model) -> Vec<Term> {
        let mut terms = Vec::new();
        if !self.under.is_empty() {
            let slugs: Vec<&str> = self.under.iter().map(|id| &*model.entity(*id).slug).collect();
            terms.push(Term::new("under", slugs.join(", ")));
        }
        if !self.depths.is_empty() {
            let words: Vec<&str> = self.depths.iter().map(|depth| depth.as_str()).collect();
            terms.push(Term::new("depth", words.join(", ")));
        }
        terms
    }
}

/// Shows what a body is about as a tree of issues.
///
/// ```
/// use comity::analysis::mandate::{Part, mandate};
/// use comity::graph::{Graph, view::View};
/// use comity::time::Day;
/// let world = comity::document::builtin();
/// let cica = world.model.find("cica").unwrap();
/// let view = View::on(Day::parse("2014-05-20")?);
/// let finding = mandate(&Graph::of(&world.model), &view, cica, &Part::default());
/// assert!(finding.answer.headline.unwrap().starts_with("CICA is about "));
/// # Ok::<(), comity::time::TimeError>(())
/// ```
pub fn mandate(graph: &Graph<'_>, view: &View, body: EntityId, part: &Part<'_>) -> Finding {
    let model = graph.model();
    let mut own: Vec<Covered> = covered(model, view, EntityKind::Body);
    own.retain(|c| c.by == body && part.takes(model, c));
    own.sort_by(|a, b| {
        let slug = |c: &Covered| &model.entity(c.issue).slug;
        slug(a).cmp(slug(b)).then(a.depth.cmp(&b.depth)).then(b.certainty.cmp(&a.certainty)).then(a.id.cmp(&b.id))
    });
    let columns = vec![
        Column::text("issue", "Id").for_machines().key(),
        Column::text("name", "Name").for_machines(),
        Column::text("tree", "Issue"),
        Column::integer("level", "Level").for_machines(),
        Column::text("depth", "Depth").key(),
        Column::text("from", "From"),
        Column::text("to", "To"),
        Column::text("certainty", "Held"),
        Column::text("sources", "Sources"),
    ];
    let name = model.entity(body).short_name();
    let mut table = Table::new("mandate", &format!("What {name} is about"), columns);
    let mut shown: Vec<EntityId> = Vec::new();
    for statement in &own {
        for above in path_to(model, statement.issue) {
            let is_itself = above == statement.issue;
            if !is_itself && shown.contains(&above) {
                continue;
            }
            shown.push(above);
            let mut row = tree_cells(model, above);
            if is_itself {
                let during = &model.relation(statement.id).during;
                row.push(statement.depth.as_str().into());
                row.push(during.from_text().into());
                row.push(during.to_text().into());
                row.push(statement.certainty.as_str().into());
                row.push(source_list(model, [statement.id]));
            } else if own.iter().any(|c| c.issue == above) {
                continue;
            } else {
                row.extend([Cell::Missing, Cell::Missing, Cell::Missing, Cell::Missing, Cell::List(Vec::new())]);
            }
            table.push(row);
        }
    }
    let mut finding = Finding::default();
    finding.answer.headline = Some(headline(model, view, body, &own));
    finding.answer.table = table;
    finding.answer.terms = part.terms(model);
    finding.answer.terms.insert(0, Term::new("dates", super::dates(view.dates)));
    finding.answer.notes.extend(life_note(graph, view, body));
    finding.evidence = own.iter().map(|c| c.id).collect();
    finding
}

fn headline(model: &Model, view: &View, body: EntityId, own: &[Covered]) -> String {
    let name = model.entity(body).short_name();
    let issues = |certain: bool, depth: Option<Depth>| {
        let wanted = own
            .iter()
            .filter(|c| (c.certainty >= view.dates.counted()) == certain && depth.is_none_or(|depth| c.depth == depth));
        let mut issues: Vec<EntityId> = wanted.map(|c| c.issue).collect();
        issues.sort_unstable();
        issues.dedup();
        issues
    };
    let surely = issues(true, None);
    let possibly = issues(false, None).iter().filter(|issue| !surely.contains(issue)).count();
    if surely.is_empty() && possibly == 0 {
        return format!("No document in this graph says what {name} was about then");
    }
    let by_depth = Depth::ALL.iter().map(|depth| format!("{} {depth}", issues(true, Some(*depth)).len()));
    format!(
        "{name} is about {} surely, {possibly} possibly: {}",
        count(surely.len(), "issue"),
        by_depth.collect::<Vec<_>>().join(", ")
    )
}

/// An issue and those above it, the topmost first.
fn path_to(model: &Model, issue: EntityId) -> Vec<EntityId> {
    let slug = &model.entity(issue).slug;
    let ends = slug.match_indices('/').map(|(at, _)| at).chain([slug.len()]);
    ends.filter_map(|end| model.find(&slug[..end])).filter(|id| model.entity(*id).kind == EntityKind::Issue).collect()
}

/// The slug, the name, the name indented by level, and the level.
fn tree_cells(model: &Model, issue: EntityId) -> Vec<Cell> {
    let entity = model.entity(issue);
    let level = entity.slug.matches('/').count();
    // No-break spaces, as some formats fold common ones.
    let indented = format!("{}{}", "\u{a0}\u{a0}".repeat(level), entity.name);
    vec![Cell::from(&*entity.slug), entity.name.as_str().into(), indented.into(), level.into()]
}

/// How a body covers an issue, and by which statements.
pub(super) struct Coverage {
    pub(super) depths: Vec<Depth>,
    within: bool,
    parts: bool,
    possible: bool,
    pub(super) evidence: Vec<RelationId>,
}

pub(super) fn coverage(model: &Model, view: &View, all: &[Covered], body: EntityId, issue: EntityId) -> Coverage {
    let slug = &model.entity(issue).slug;
    let mut found = Coverage { depths: Vec::new(), within: false, parts: false, possible: false, evidence: Vec::new() };
    for c in all.iter().filter(|c| c.by == body) {
        let other = &model.entity(c.issue).slug;
        if c.certainty < view.dates.counted() {
            found.possible |= c.issue == issue;
            continue;
        }
        if c.issue == issue {
            found.depths.push(c.depth);
        } else if is_under(slug, other) {
            found.within = true;
        } else if is_under(other, slug) {
            found.parts = true;
        } else {
            continue;
        }
        found.evidence.push(c.id);
    }
    found.depths.sort_unstable();
    found.depths.dedup();
    found
}

impl Coverage {
    pub(super) fn words(&self) -> String {
        if !self.depths.is_empty() {
            return self.depths.iter().map(|depth| depth.as_str()).collect::<Vec<_>>().join(", ");
        }
        match (self.parts, self.within, self.possible) {
            (true, _, _) => "parts",
            (_, true, _) => "within",
            (_, _, true) => "possibly",
            _ => "not stated",
        }
        .to_owned()
    }
}

/// Sets the mandates of several bodies side by side, the first against the others.
pub fn against(graph: &Graph<'_>, view: &View, bodies: &[EntityId], part: &Part<'_>) -> Finding {
    let model = graph.model();
    let mut all = covered(model, view, EntityKind::Body);
    all.retain(|c| bodies.contains(&c.by) && (part.depths.is_empty() || part.depths.contains(&c.depth)));
    let mut issues: Vec<EntityId> = all.iter().map(|c| c.issue).filter(|issue| part.holds(model, *issue)).collect();
    issues.sort_by_key(|id| &model.entity(*id).slug);
    issues.dedup();

    let mut columns =
        vec![Column::text("issue", "Id").key(), Column::text("name", "Issue"), Column::integer("bodies", "Bodies")];
    columns.extend(bodies.iter().map(|id| &*model.entity(*id).slug).map(|slug| Column::text(slug, slug)));
    let mut table = Table::new("mandates", "What they are about", columns);
    let mut finding = Finding::default();
    let mut sets: Vec<Vec<EntityId>> = vec![Vec::new(); bodies.len()];
    for issue in &issues {
        let coverages: Vec<Coverage> = bodies.iter().map(|body| coverage(model, view, &all, *body, *issue)).collect();
        let stated = coverages.iter().filter(|c| !c.depths.is_empty()).count();
        let mut row = vec![slug(model, *issue), model.entity(*issue).name.as_str().into(), stated.into()];
        for (i, coverage) in coverages.iter().enumerate() {
            row.push(coverage.words().into());
            if !coverage.depths.is_empty() {
                sets[i].push(*issue);
            }
            finding.evidence.extend(coverage.evidence.iter().copied());
        }
        table.push(row);
    }
    let first = bodies.first().map_or("", |body| model.entity(*body).short_name());
    let all_states = issues.iter().filter(|issue| sets.iter().all(|set| set.contains(issue))).count();
    finding.answer.headline = Some(format!(
        "{}, {} of them in the mandate of {first} and {all_states} in that of all {}",
        count(issues.len(), "issue"),
        sets.first().map_or(0, Vec::len),
        bodies.len(),
    ));
    finding.answer.table = table;
    finding.answer.more.push(likeness(model, bodies, &sets));
    finding.answer.terms = part.terms(model);
    finding.answer.terms.insert(0, Term::new("dates", super::dates(view.dates)));
    finding.answer.notes.push(
        "within: stated above the issue; parts: stated below it; not stated: no document here says so, which proves nothing.".into(),
    );
    finding.answer.notes.extend(bodies.iter().filter_map(|body| life_note(graph, view, *body)));
    finding
}

/// The mandate of the first body against that of each other, as sets of issues.
fn likeness(model: &Model, bodies: &[EntityId], sets: &[Vec<EntityId>]) -> Table {
    let columns = vec![
        Column::text("a", "A").key(),
        Column::text("b", "B").key(),
        Column::integer("a_issues", "In A"),
        Column::integer("b_issues", "In B"),
        Column::integer("shared", "Shared"),
        Column::number("jaccard", "Jaccard", 3),
        Column::number("a_in_b", "A in B", 3),
        Column::number("b_in_a", "B in A", 3),
        Column::text("issues", "Shared issues"),
    ];
    let mut table = Table::new("pairs", "How their mandates overlap", columns);
    let (Some(a), Some(first)) = (bodies.first(), sets.first()) else { return table };
    for (b, other) in bodies.iter().zip(sets).skip(1) {
        let shared: Vec<EntityId> = first.iter().copied().filter(|issue| other.contains(issue)).collect();
        let ratio = |whole: usize| {
            if first.is_empty() || other.is_empty() {
                Cell::Missing
            } else {
                Cell::Number(shared.len() as f64 / whole as f64)
            }
        };
        table.push(vec![
            slug(model, *a),
            slug(model, *b),
            first.len().into(),
            other.len().into(),
            shared.len().into(),
            ratio(first.len() + other.len() - shared.len()),
            ratio(first.len()),
            ratio(other.len()),
            Cell::List(shared.iter().map(|id| model.entity(*id).slug.to_string()).collect()),
        ]);
    }
    table
}

/// Which issues of a list a body covers, and how many of its members another body serves with each.
///
/// With no issues named, those of its own mandate: what is done twice. With issues named, all that lie
/// in their trees: what is missing, and who has it.
pub fn elsewhere(graph: &Graph<'_>, view: &View, body: EntityId, under: Option<&[EntityId]>) -> Finding {
    let model = graph.model();
    let all = covered(model, view, EntityKind::Body);
    let affiliations = Affiliations::of(graph, view);
    let is_counted = |certainty: Certainty| certainty >= view.dates.counted();
    let members: Vec<EntityId> =
        affiliations.of_body(body).filter(|a| is_counted(a.certainty)).map(|a| a.actor).collect();
    let mut issues: Vec<EntityId> = match under {
        Some(roots) => {
            let part = Part { under: roots, depths: &[] };
            let issues = model.ids().filter(|(id, e)| e.kind == EntityKind::Issue && part.holds(model, *id));
            issues.map(|(id, _)| id).collect()
        }
        None => all.iter().filter(|c| c.by == body && is_counted(c.certainty)).map(|c| c.issue).collect(),
    };
    issues.sort_by_key(|id| &model.entity(*id).slug);
    issues.dedup();

    let columns = vec![
        Column::text("issue", "Id").key(),
        Column::text("name", "Issue"),
        Column::text("coverage", "Here"),
        Column::integer("others", "Others"),
        Column::integer("members", "Members there"),
        Column::number("member_share", "Of members", 3),
        Column::number("mean_others", "Others a member", 2),
        Column::text("bodies", "Where most of them sit"),
    ];
    let name = model.entity(body).short_name();
    let title = format!("Issues, in {name} and where else its members take them up");
    let mut table = Table::new("issues", &title, columns);
    let mut finding = Finding::default();
    let (mut stated, mut missing) = (0, 0);
    for issue in &issues {
        let here = coverage(model, view, &all, body, *issue);
        if here.depths.is_empty() {
            missing += 1;
        } else {
            stated += 1;
        }
        let slug_of = |id: EntityId| &*model.entity(id).slug;
        let statements: Vec<&Covered> = all
            .iter()
            .filter(|c| c.by != body && is_counted(c.certainty) && is_under(slug_of(c.issue), slug_of(*issue)))
            .collect();
        // For every other body that covers the issue, how many members sit there.
        let mut serving: Vec<(EntityId, usize)> = Vec::new();
        let (mut served, mut seats) = (0, 0);
        let mut covers = vec![false; model.entities().len()];
        statements.iter().for_each(|c| covers[c.by.index()] = true);
        for member in &members {
            let held = affiliations.of_actor(*member).iter();
            let found: Vec<_> = held.filter(|a| covers[a.body.index()] && is_counted(a.certainty)).collect();
            served += usize::from(!found.is_empty());
            seats += found.len();
            for affiliation in found {
                finding.evidence.extend(affiliations.seats_of(affiliation));
                match serving.iter_mut().find(|(known, _)| *known == affiliation.body) {
                    Some((_, members)) => *members += 1,
                    None => serving.push((affiliation.body, 1)),
                }
            }
        }
        serving.sort_by(|(a, x), (b, y)| y.cmp(x).then(slug_of(*a).cmp(slug_of(*b))));
        finding.evidence.extend(here.evidence.iter().copied());
        finding.evidence.extend(statements.iter().filter(|c| serving.iter().any(|(by, _)| *by == c.by)).map(|c| c.id));
        let of_members = |part: usize| {
            if members.is_empty() { Cell::Missing } else { Cell::Number(part as f64 / members.len() as f64) }
        };
        table.push(vec![
            slug(model, *issue),
            model.entity(*issue).name.as_str().into(),
            here.words().into(),
            serving.len().into(),
            served.into(),
            of_members(served),
            of_members(seats),
            Cell::List(serving.iter().take(5).map(|(id, n)| format!("{} ({n})", slug_of(*id))).collect()),
        ]);
    }
    finding.answer.headline = Some(match under {
        Some(_) => format!("{name} states {stated} of {}, and not {missing}", count(issues.len(), "issue")),
        None => duplicated(name, &table),
    });
    finding.answer.table = table;
    finding.answer.terms = seat_terms(model, view);
    finding.answer.terms.push(Term::new("members", count(members.len(), "member")));
    finding.answer.terms.push(Term::new("elsewhere", "bodies about the issue or a part of it"));
    finding.answer.notes.extend(life_note(graph, view, body));
    finding
}

fn duplicated(name: &str, table: &Table) -> String {
    let twice = table.rows.iter().filter(|row| row.get(3).is_some_and(|others| *others != Cell::Integer(0))).count();
    if table.rows.is_empty() {
        return format!("No document in this graph says what {name} was about then");
    }
    format!("{twice} of {} of {name} are also those of another body of its members", count(table.rows.len(), "issue"))
}

/// How the weight of the issues of a body shifts: at every day on which a part of its mandate surely began
/// or ended, how many issues of each topmost issue it had.
pub fn history(graph: &Graph<'_>, view: &View, body: EntityId) -> Finding {
    let model = graph.model();
    let statements: Vec<(RelationId, &Relation)> = graph
        .relations_from(body)
        .into_iter()
        .filter(|(_, r)| r.kind == RelationKind::Covers && !r.is_retracted())
        .collect();
    let mut days: Vec<Day> = Vec::new();
    for (_, r) in &statements {
        days.push(r.during.start().1);
        if r.during.end().0 < Day::END {
            days.push(r.during.end().0.next());
        }
    }
    days.retain(|day| Day::BEGINNING < *day && *day < Day::END);
    days.sort_unstable();
    days.dedup();
    let columns = vec![
        Column::text("from", "From").key(),
        Column::text("issue", "Issue").key(),
        Column::integer("issues", "Issues"),
        Column::number("share", "Share", 3),
        Column::integer("possibly", "Possibly"),
        Column::integer("implemented", "Implemented"),
    ];
    let name = model.entity(body).short_name();
    let mut table = Table::new("history", &format!("What {name} was about, by topmost issue"), columns);
    for day in &days {
        let on = View { when: Span::day(*day), ..unbounded(view) };
        let held = |wanted: Certainty, root: &str, depth: Option<Depth>| {
            let found = statements.iter().filter(|(_, r)| {
                let slug = &*model.entity(r.to).slug;
                on.certainty(r) == wanted && is_under(slug, root) && depth.is_none_or(|d| depth_is(r, d))
            });
            let mut issues: Vec<EntityId> = found.map(|(_, r)| r.to).collect();
            issues.sort_unstable();
            issues.dedup();
            issues
        };
        let mut roots: Vec<&str> =
            statements.iter().filter_map(|(_, r)| model.entity(r.to).slug.split('/').next()).collect();
        roots.sort_unstable();
        roots.dedup();
        let total: usize = roots.iter().map(|root| held(Certainty::Surely, root, None).len()).sum();
        for root in roots {
            let issues = held(Certainty::Surely, root, None);
            let possibly = held(Certainty::Possibly, root, None).iter().filter(|id| !issues.contains(id)).count();
            if issues.len() + possibly == 0 {
                continue;
            }
            table.push(vec![
                day.to_string().into(),
                root.into(),
                issues.len().into(),
                if total == 0 { Cell::Missing } else { Cell::Number(issues.len() as f64 / total as f64) },
                possibly.into(),
                held(Certainty::Surely, root, Some(Depth::Implemented)).len().into(),
            ]);
        }
    }
    let mut finding = Finding { evidence: statements.iter().map(|(id, _)| *id).collect(), ..Finding::default() };
    finding.answer.headline = Some(match statements.len() {
        0 => format!("No document in this graph says what {name} is about"),
        _ => format!("The mandate of {name} changed on {}", count(days.len(), "date")),
    });
    finding.answer.table = table;
    finding.answer.notes.push("Counted from each day on, whatever day was asked for.".into());
    finding
}

fn depth_is(relation: &Relation, wanted: Depth) -> bool {
    depth(relation) == wanted
}
