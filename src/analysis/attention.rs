//! How much of its members' attention a body gets, and which other bodies take the rest.
//!
//! A member that sits in *k* bodies gives each of them the share 1/k; with weights *w*, the share of a
//! body *b* is `w_b / Σw`. The Herfindahl index of a member is the sum of its squared shares, and the
//! effective number of its bodies is the inverse of that index (Hirschman 1945, Herfindahl 1950): ten
//! equal seats count as ten, ten seats of which one has all the weight as little more than one.
//! The *dilution* by another body is what the mean share would gain if that body did not exist.

use super::affiliation::{Affiliation, Affiliations};
use super::{Finding, life_note, seat_cells, seat_terms, slug};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::Grade;
use crate::model::{EntityId, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::Certainty;
use crate::words::count;
use std::collections::BTreeMap;

/// What to ask of a body's attention.
#[derive(Debug, Clone, Default)]
pub struct Question<'q> {
    /// The bodies that compete; all, if none are named.
    pub among: Option<&'q [EntityId]>,
    /// An actor whose bodies are all listed.
    pub explain: Option<EntityId>,
    /// How many competing bodies are shown; all, if not said.
    pub top: Option<usize>,
    /// By how much seats of a grade are weighted, besides their own weight; 1 if not said.
    pub grade_weights: &'q [(Grade, f64)],
}

/// One member, its seats, and the shares that follow from them.
struct Member<'a> {
    seat: &'a Affiliation,
    /// The seats that count, that in the body itself among them.
    counted: Vec<(&'a Affiliation, f64)>,
    /// How many further seats are only possible.
    possible: usize,
    total: f64,
    own: f64,
}

/// Says how much of the attention of its members a body gets.
///
/// ```
/// use comity::analysis::attention::{Question, attention};
/// use comity::graph::{Graph, view::View};
/// use comity::time::Day;
/// let world = comity::document::builtin();
/// let among: Vec<_> = ["cica", "sco", "csto"].iter().filter_map(|slug| world.model.find(slug)).collect();
/// let question = Question { among: Some(&among), ..Question::default() };
/// let view = View::on(Day::parse("2014-05-20")?);
/// let finding = attention(&Graph::of(&world.model), &view, among[0], &question);
/// // Four members of CICA sit in all three: a third of their attention each.
/// let thirds = finding.answer.table.rows.iter().filter(|row| row[4] == 2usize.into()).count();
/// assert_eq!(thirds, 4);
/// # Ok::<(), comity::time::TimeError>(())
/// ```
pub fn attention(graph: &Graph<'_>, view: &View, body: EntityId, question: &Question<'_>) -> Finding {
    let model = graph.model();
    let affiliations = Affiliations::of(graph, view);
    let mut members: Vec<Member<'_>> =
        affiliations.of_body(body).map(|seat| Member::of(&affiliations, view, seat, question)).collect();
    // Those who can least afford the body stand first.
    members.sort_by(|a, b| {
        let slug = |member: &Member<'_>| &model.entity(member.seat.actor).slug;
        b.seat.certainty.cmp(&a.seat.certainty).then(b.counted.len().cmp(&a.counted.len())).then(slug(a).cmp(slug(b)))
    });
    let sure: Vec<&Member<'_>> = members.iter().filter(|m| m.seat.certainty >= view.dates.counted()).collect();

    let mut finding = Finding::default();
    let name = model.entity(body).short_name();
    finding.answer.headline = Some(headline(name, &sure));
    finding.answer.terms = seat_terms(model, view);
    if let Some(among) = question.among {
        finding.answer.terms.push(Term::new("among", count(among.len(), "body")));
    }
    if !question.grade_weights.is_empty() {
        let said = question.grade_weights.iter().map(|(grade, weight)| format!("{grade} {weight}"));
        finding.answer.terms.push(Term::new("weights", said.collect::<Vec<_>>().join(", ")));
    }
    finding.answer.table = member_table(graph, name, &members);
    finding.answer.more.push(rivals(graph, body, &sure, question.top, &mut finding.answer.terms));
    finding.answer.more.push(histogram(graph, &sure));
    finding.evidence = members.iter().flat_map(|member| member.evidence(&affiliations)).collect();
    if let Some(actor) = question.explain {
        let (table, notes) = explained(graph, view, &affiliations, body, actor, question);
        finding.answer.more.push(table);
        finding.answer.notes.extend(notes);
        finding.evidence.extend(affiliations.of_actor(actor).iter().flat_map(|a| affiliations.seats_of(a)));
    }
    finding.answer.notes.extend(life_note(graph, view, body));
    if sure.len() < members.len() {
        let only = count(members.len() - sure.len(), "member");
        finding.answer.notes.push(format!("{only} only possible: listed, and left out of the means and counts."));
    }
    finding
}

impl<'a> Member<'a> {
    fn of(affiliations: &'a Affiliations, view: &View, seat: &'a Affiliation, question: &Question<'_>) -> Self {
        let competes = |other: &&Affiliation| {
            other.body == seat.body || question.among.is_none_or(|among| among.contains(&other.body))
        };
        let mut counted = Vec::new();
        let mut possible = 0;
        for other in affiliations.of_actor(seat.actor).iter().filter(competes) {
            // For a member that is only possible, what its share would be if it is one.
            if other.certainty >= view.dates.counted() || other.body == seat.body {
                counted.push((other, weight(other, question)));
            } else {
                possible += 1;
            }
        }
        let total = counted.iter().map(|(_, weight)| weight).sum();
        Self { seat, counted, possible, total, own: weight(seat, question) }
    }

    fn share(&self) -> Option<f64> {
        (self.total > 0.0).then(|| self.own / self.total)
    }

    fn herfindahl(&self) -> Option<f64> {
        (self.total > 0.0).then(|| self.counted.iter().map(|(_, weight)| (weight / self.total).powi(2)).sum())
    }

    fn evidence(&self, affiliations: &Affiliations) -> Vec<RelationId> {
        self.counted.iter().flat_map(|(other, _)| affiliations.seats_of(other)).collect()
    }
}

fn weight(seat: &Affiliation, question: &Question<'_>) -> f64 {
    let graded = question.grade_weights.iter().find(|(grade, _)| *grade == seat.grade);
    seat.weight * graded.map_or(1.0, |(_, weight)| *weight)
}

fn number(value: Option<f64>) -> Cell {
    value.map_or(Cell::Missing, Cell::Number)
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let values: Vec<f64> = values.collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn headline(name: &str, members: &[&Member<'_>]) -> String {
    let others = members.iter().map(|m| m.counted.len() - 1);
    let (Some(share), Some(mean_others), Some(least), Some(most)) = (
        mean(members.iter().filter_map(|m| m.share())),
        mean(others.clone().map(|n| n as f64)),
        others.clone().min(),
        others.max(),
    ) else {
        return format!("{name} has nobody of this grade in this graph then, so nothing can be said of attention");
    };
    format!(
        "{name} gets {:.1} % of the attention of its {} on average: they sit in {least} to {most} other bodies, {mean_others:.1} on average",
        share * 100.0,
        count(members.len(), "member"),
    )
}

fn member_table(graph: &Graph<'_>, name: &str, members: &[Member<'_>]) -> Table {
    let model = graph.model();
    let columns = vec![
        Column::text("id", "Id").key(),
        Column::text("name", "Name"),
        Column::text("certainty", "Held"),
        Column::integer("bodies", "Bodies"),
        Column::integer("others", "Others"),
        Column::integer("others_possibly", "Possibly"),
        Column::number("share", "Share", 4),
        Column::number("weighted_share", "Weighted", 4),
        Column::number("hhi", "HHI", 4),
        Column::number("effective_number", "Effective", 1),
    ];
    let mut table = Table::new("members", &format!("The attention of those who sit in {name}"), columns);
    for member in members {
        let bodies = member.counted.len();
        table.push(vec![
            slug(model, member.seat.actor),
            model.entity(member.seat.actor).name.as_str().into(),
            member.seat.certainty.as_str().into(),
            bodies.into(),
            (bodies - 1).into(),
            member.possible.into(),
            Cell::Number(1.0 / bodies as f64),
            number(member.share()),
            number(member.herfindahl()),
            number(member.herfindahl().map(|index| 1.0 / index)),
        ]);
    }
    table
}

/// What the members give to one other body.
#[derive(Default)]
struct Rival {
    shared: usize,
    attention: f64,
    gain: f64,
}

/// The other bodies by the attention that they take from the members.
fn rivals(
    graph: &Graph<'_>,
    body: EntityId,
    members: &[&Member<'_>],
    top: Option<usize>,
    terms: &mut Vec<Term>,
) -> Table {
    let model = graph.model();
    let mut found: BTreeMap<EntityId, Rival> = BTreeMap::new();
    for member in members.iter().filter(|member| member.total > 0.0) {
        for (other, weight) in member.counted.iter().filter(|(other, _)| other.body != body) {
            let rival = found.entry(other.body).or_default();
            rival.shared += 1;
            rival.attention += weight / member.total;
            let without = member.total - weight;
            if without > 0.0 {
                rival.gain += member.own / without - member.own / member.total;
            }
        }
    }
    let mut rivals: Vec<(EntityId, Rival)> = found.into_iter().collect();
    rivals.sort_by(|(a, x), (b, y)| {
        let by_attention = y.attention.total_cmp(&x.attention);
        by_attention.then_with(|| model.entity(*a).slug.cmp(&model.entity(*b).slug))
    });
    let all = rivals.len();
    rivals.truncate(top.unwrap_or(all));
    if rivals.len() < all {
        terms.push(Term::new("rivals", format!("the first {} of {all}", rivals.len())));
    }
    let columns = vec![
        Column::text("body", "Body").key(),
        Column::text("name", "Name"),
        Column::integer("shared", "Shared"),
        Column::number("attention", "Attention", 3),
        Column::number("attention_share", "Share", 4),
        Column::number("dilution", "Dilution", 5),
    ];
    let mut table = Table::new("rivals", "What competes for their attention", columns);
    let n = members.len().max(1) as f64;
    for (id, rival) in rivals {
        table.push(vec![
            slug(model, id),
            model.entity(id).short_name().into(),
            rival.shared.into(),
            Cell::Number(rival.attention),
            Cell::Number(rival.attention / n),
            Cell::Number(rival.gain / n),
        ]);
    }
    table
}

/// How many members sit in so many other bodies, and who.
fn histogram(graph: &Graph<'_>, members: &[&Member<'_>]) -> Table {
    let model = graph.model();
    let mut by_load: BTreeMap<usize, Vec<EntityId>> = BTreeMap::new();
    for member in members {
        by_load.entry(member.counted.len() - 1).or_default().push(member.seat.actor);
    }
    let columns = vec![
        Column::integer("others", "Others").key(),
        Column::integer("members", "Members"),
        Column::text("ids", "Ids").for_machines(),
        Column::text("names", "Who"),
    ];
    let mut table = Table::new("histogram", "How many sit in so many others", columns);
    for (others, ids) in by_load {
        let names = ids.iter().map(|id| model.entity(*id).name.clone()).collect();
        let slugs = ids.iter().map(|id| model.entity(*id).slug.to_string()).collect();
        table.push(vec![others.into(), ids.len().into(), Cell::List(slugs), Cell::List(names)]);
    }
    table
}

/// All bodies of one actor with the share that each gets.
fn explained(
    graph: &Graph<'_>,
    view: &View,
    affiliations: &Affiliations,
    body: EntityId,
    actor: EntityId,
    question: &Question<'_>,
) -> (Table, Vec<String>) {
    let model = graph.model();
    let columns = vec![
        Column::text("body", "Body").key(),
        Column::text("name", "Name"),
        Column::text("grade", "Grade"),
        Column::number("weight", "Weight", 2),
        Column::number("share", "Share", 4),
        Column::text("from", "From"),
        Column::text("to", "To"),
        Column::text("certainty", "Held"),
        Column::text("sources", "Sources"),
    ];
    let name = &model.entity(actor).name;
    let mut table = Table::new("explained", &format!("Where the attention of {name} goes"), columns);
    let wanted = |a: &&Affiliation| a.body == body || question.among.is_none_or(|among| among.contains(&a.body));
    let seats: Vec<&Affiliation> = affiliations.of_actor(actor).iter().filter(wanted).collect();
    let is_counted = |a: &Affiliation| a.certainty >= view.dates.counted();
    let total: f64 = seats.iter().filter(|a| is_counted(a)).map(|a| weight(a, question)).sum();
    for seat in &seats {
        let held: Vec<(RelationId, Certainty)> = {
            let mut held: Vec<_> =
                affiliations.seats_of(seat).map(|id| (id, view.certainty(model.relation(id)))).collect();
            held.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            held
        };
        let mut row = vec![
            slug(model, seat.body),
            model.entity(seat.body).short_name().into(),
            seat.grade.as_str().into(),
            Cell::Number(weight(seat, question)),
            number((is_counted(seat) && total > 0.0).then(|| weight(seat, question) / total)),
        ];
        row.extend(seat_cells(model, &held));
        table.push(row);
    }
    let mut notes = Vec::new();
    if !seats.iter().any(|seat| seat.body == body) {
        notes.push(format!("{name} holds no seat of this grade in {} then.", model.entity(body).short_name()));
    }
    (table, notes)
}
