//! How two bodies stand to each other, and to one state: class, shared members and issues, ties, stances.

use super::affiliation::Affiliations;
use super::cover::shared_issues;
use super::stance::{Leaning, held};
use super::{Finding, life_note, seat_terms, slug, source_list};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::RelationKind;
use crate::model::{EntityId, Model, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::Certainty;
use crate::words::{count, enumerate};

/// One line: what is asked, what is found, how surely, and on what it rests.
struct Line {
    aspect: &'static str,
    value: Cell,
    certainty: Option<Certainty>,
    evidence: Vec<RelationId>,
}

/// Sets two bodies side by side, and the stance that a state takes on both.
///
/// The class follows Alter and Meunier (2009, doi:10.1017/S1537592709090033): *nested* if all members of one
/// sit in the other, *overlapping* if some do, *parallel* if none do but both cover an issue, *disjoint*
/// else. For the state the two are *complements* if it is for both, *at odds* if it is for one and against the
/// other; without a stance on either the verdict stays *undetermined*: nobody said.
///
/// ```
/// use comity::analysis::relation::relation;
/// use comity::graph::{Graph, view::View};
/// use comity::time::Day;
/// let world = comity::document::builtin();
/// let id = |slug: &str| world.model.find(slug).unwrap();
/// let view = View::on(Day::parse("2014-05-20")?);
/// let finding = relation(&Graph::of(&world.model), &view, id("cica"), id("sco"), None);
/// assert!(finding.answer.headline.unwrap().starts_with("CICA and SCO are nested: 6 shared members"));
/// # Ok::<(), comity::time::TimeError>(())
/// ```
pub fn relation(graph: &Graph<'_>, view: &View, a: EntityId, b: EntityId, state: Option<EntityId>) -> Finding {
    let model = graph.model();
    let affiliations = Affiliations::of(graph, view);
    let name = |id: EntityId| model.entity(id).short_name();
    let counted = |body: EntityId| -> Vec<_> {
        affiliations.of_body(body).filter(|seat| seat.certainty >= view.dates.counted()).collect()
    };
    let (in_a, in_b) = (counted(a), counted(b));
    let shared: Vec<EntityId> =
        in_a.iter().map(|seat| seat.actor).filter(|actor| in_b.iter().any(|seat| seat.actor == *actor)).collect();
    let open = affiliations
        .of_body(a)
        .filter(|seat| affiliations.between(seat.actor, b).is_some() && !shared.contains(&seat.actor));
    let open: Vec<EntityId> = open.map(|seat| seat.actor).collect();
    let (issues, by_issue) = shared_issues(model, view, a, b);
    let class = match shared.len() {
        _ if in_a.is_empty() || in_b.is_empty() => "undetermined",
        0 if issues.is_empty() => "disjoint",
        0 => "parallel",
        n if n == in_a.len() && n == in_b.len() => "equal",
        n if n == in_a.len() || n == in_b.len() => "nested",
        _ => "overlapping",
    };
    let seats: Vec<RelationId> = in_a.iter().chain(&in_b).flat_map(|seat| affiliations.seats_of(seat)).collect();
    let slugs = |ids: &[EntityId]| Cell::List(ids.iter().map(|id| model.entity(*id).slug.to_string()).collect());
    let number = |n: usize| Cell::from(n.to_string());
    let union = in_a.len() + in_b.len() - shared.len();
    let mut lines = vec![
        Line { aspect: "class", value: class.into(), certainty: None, evidence: seats.clone() },
        Line { aspect: "members of A", value: number(in_a.len()), certainty: None, evidence: Vec::new() },
        Line { aspect: "members of B", value: number(in_b.len()), certainty: None, evidence: Vec::new() },
        Line {
            aspect: "shared members",
            value: slugs(&shared),
            certainty: Some(Certainty::Surely),
            evidence: Vec::new(),
        },
    ];
    if !open.is_empty() {
        let certainty = Some(Certainty::Possibly);
        lines.push(Line { aspect: "shared members", value: slugs(&open), certainty, evidence: Vec::new() });
    }
    if !in_a.is_empty() && !in_b.is_empty() {
        let jaccard = format!("{:.3}", shared.len() as f64 / union as f64);
        lines.push(Line { aspect: "Jaccard", value: jaccard.into(), certainty: None, evidence: Vec::new() });
    }
    lines.push(Line { aspect: "shared issues", value: slugs(&issues), certainty: None, evidence: by_issue });
    lines.extend(between(graph, view, a, b));
    let mut headline = format!(
        "{} and {} are {class}: {}, {}",
        name(a),
        name(b),
        count(shared.len(), "shared member"),
        count(issues.len(), "shared issue")
    );
    if let Some(state) = state {
        let (more, verdict) = stances(graph, view, &affiliations, [a, b], state);
        lines.extend(more);
        headline.push_str(&format!("; for {} they are {verdict}", model.entity(state).name));
    }

    let columns = vec![
        Column::text("aspect", "Aspect").key(),
        Column::text("value", "Value").for_machines(),
        Column::text("names", "Value"),
        Column::text("certainty", "Held"),
        Column::text("sources", "Sources"),
    ];
    let mut table = Table::new("relation", &format!("{} and {}", name(a), name(b)), columns);
    let mut finding = Finding::default();
    for line in lines {
        let certainty = line.certainty.map_or(Cell::Missing, |certainty| Cell::from(certainty.as_str()));
        // A long list of seats is cited below, not in the line.
        let sources =
            if line.evidence.len() > 6 { Cell::Missing } else { source_list(model, line.evidence.iter().copied()) };
        let names = named(model, &line.value);
        table.push(vec![line.aspect.into(), line.value, names, certainty, sources]);
        finding.evidence.extend(line.evidence);
    }
    finding.answer.headline = Some(headline);
    finding.answer.table = table;
    finding.answer.terms = seat_terms(model, view);
    finding.answer.terms.push(Term::new("a", slug_text(graph, a)));
    finding.answer.terms.push(Term::new("b", slug_text(graph, b)));
    finding.answer.notes.extend([a, b].iter().filter_map(|body| life_note(graph, view, *body)));
    finding
}

/// Names in place of slugs; a value that is no list of entities is itself.
fn named(model: &Model, value: &Cell) -> Cell {
    let Cell::List(slugs) = value else { return value.clone() };
    let name = |slug: &String| model.find(slug).map_or_else(|| slug.clone(), |id| model.entity(id).name.clone());
    Cell::List(slugs.iter().map(name).collect())
}

fn slug_text(graph: &Graph<'_>, id: EntityId) -> String {
    match slug(graph.model(), id) {
        Cell::Text(text) => text,
        _ => String::new(),
    }
}

/// What joins or parts the two bodies themselves: cooperation, rivalry, one's seat in the other, parts,
/// succession.
fn between(graph: &Graph<'_>, view: &View, a: EntityId, b: EntityId) -> Vec<Line> {
    let model = graph.model();
    let mut lines = Vec::new();
    let plain = super::groups::unbounded(view).every_grade();
    let both = graph.relations_from(a).into_iter().chain(graph.relations_from(b));
    for (id, relation) in both.filter(|(_, r)| (r.from == a && r.to == b) || (r.from == b && r.to == a)) {
        let certainty = plain.certainty(relation);
        if certainty == Certainty::No || certainty < view.dates.listed() {
            continue;
        }
        let aspect = match relation.kind {
            RelationKind::Cooperates => "cooperation",
            RelationKind::Rival => "rivalry",
            RelationKind::Seat => "seat of one in the other",
            RelationKind::Succeeds => "succession",
            RelationKind::Stance => "stance of one on the other",
            _ => "other tie",
        };
        let detail = model.detail_of(relation);
        let detail = if detail.is_empty() { String::new() } else { format!(" ({detail})") };
        let ends = [relation.from, relation.to].map(|id| model.entity(id).short_name());
        let value = format!("{} {} {}{detail}", ends[0], relation.kind.spec().label, ends[1]);
        lines.push(Line { aspect, value: value.into(), certainty: Some(certainty), evidence: vec![id] });
    }
    lines
}

/// The seats of a state in both bodies, what it thinks of both, and what follows.
fn stances(
    graph: &Graph<'_>,
    view: &View,
    affiliations: &Affiliations,
    bodies: [EntityId; 2],
    state: EntityId,
) -> (Vec<Line>, &'static str) {
    let model = graph.model();
    let mut lines = Vec::new();
    let mut leanings: Vec<Option<Leaning>> = Vec::new();
    for (body, [seat_of, stance_on]) in
        bodies.into_iter().zip([["seat in A", "stance on A"], ["seat in B", "stance on B"]])
    {
        let (value, certainty, evidence) = match affiliations.between(state, body) {
            Some(seat) => (seat.grade.as_str(), Some(seat.certainty), affiliations.seats_of(seat).collect()),
            None => ("no seat known", None, Vec::new()),
        };
        lines.push(Line { aspect: seat_of, value: value.into(), certainty, evidence });
        let mut leaning: Option<Leaning> = None;
        let mut said: Vec<(String, Certainty, RelationId)> = Vec::new();
        for (id, relation) in graph.relations_to(body).into_iter().filter(|(_, r)| r.from == state) {
            let Some(found) = Leaning::of(relation) else { continue };
            let certainty = held(view, relation);
            if certainty == Certainty::No || certainty < view.dates.listed() {
                continue;
            }
            // Two stances that differ are one that is ambivalent.
            leaning = Some(leaning.map_or(found, |known| if known == found { found } else { Leaning::Ambivalent }));
            let detail =
                if relation.kind == RelationKind::Stance { relation.detail_text() } else { relation.kind.to_string() };
            said.push((format!("{}: {detail}", found.as_str()), certainty, id));
        }
        for (value, certainty, id) in &said {
            let evidence = vec![*id];
            lines.push(Line { aspect: stance_on, value: value.as_str().into(), certainty: Some(*certainty), evidence });
        }
        if said.is_empty() {
            lines.push(Line { aspect: stance_on, value: "none written".into(), certainty: None, evidence: Vec::new() });
        }
        leanings.push(leaning);
    }
    let verdict = match leanings.as_slice() {
        [Some(Leaning::For), Some(Leaning::For)] => "complements",
        [Some(Leaning::For), Some(Leaning::Against)] | [Some(Leaning::Against), Some(Leaning::For)] => "at odds",
        [Some(Leaning::Against), Some(Leaning::Against)] => "both unwelcome",
        [Some(Leaning::Ambivalent), _] | [_, Some(Leaning::Ambivalent)] => "undetermined, as it is ambivalent",
        _ => "undetermined, as no stance on both is written",
    };
    let names = bodies.map(|body| model.entity(body).short_name());
    let value = format!("{}: {verdict}", enumerate(&names));
    lines.push(Line { aspect: "verdict", value: value.into(), certainty: None, evidence: Vec::new() });
    (lines, verdict)
}
