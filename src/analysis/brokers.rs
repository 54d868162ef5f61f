//! Who stands between whom: the five roles of brokerage, and who links two sets.

use super::backbone::Choice;
use super::centrality::On;
use super::grouping::{By, Classes, Set, classes};
use super::seat_network::{SeatNetwork, Which};
use super::{Finding, slug};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::measure::brokerage::{Broker, Null, ROLES, brokerage};
use crate::model::kind::EntityKind;
use crate::model::{EntityId, Model};
use crate::table::{Cell, Column, Table, Term};
use crate::words::count;
use std::collections::BTreeSet;

/// Whose roles to count, and how.
#[derive(Debug, Clone)]
pub struct Question<'q> {
    /// The network.
    pub which: Which<'q>,
    /// The classes between which brokers stand.
    pub by: By<'q>,
    /// What the expected values leave to chance.
    pub null: Null,
    /// The role that ranks: a position in [`ROLES`], or 5 for the total.
    pub rank: usize,
    /// How many of the first to show; all, if not said.
    pub top: Option<usize>,
}

/// Ranks brokers by how often they stand between others.
pub fn brokers(graph: &Graph<'_>, view: &View, question: &Question<'_>) -> Finding {
    let model = graph.model();
    let net = SeatNetwork::of(graph, view, &question.which);
    let classes = classes(graph, view, &question.by, &net);
    let found = brokerage(&net.network, &classes.of, question.null);
    let directed = net.network.is_directed();
    let roles: Vec<usize> = (0..ROLES.len()).filter(|&role| directed || ROLES[role].name != "representative").collect();

    let shown = |i: usize| match question.which.on {
        On::Both => true,
        On::States => model.entity(net.nodes[i]).kind == EntityKind::State,
        On::Bodies => model.entity(net.nodes[i]).kind == EntityKind::Body,
    };
    let counts = |i: usize| net.network.sides().is_some() || classes.of[i].is_some();
    let mut order: Vec<usize> = (0..net.nodes.len()).filter(|&i| shown(i) && counts(i)).collect();
    let score = |i: usize| found[i].roles.get(question.rank).copied().unwrap_or(found[i].total);
    let by_slug = |a: usize, b: usize| model.entity(net.nodes[a]).slug.cmp(&model.entity(net.nodes[b]).slug);
    order.sort_by(|&a, &b| score(b).total_cmp(&score(a)).then_with(|| by_slug(a, b)));

    let mut finding = Finding { evidence: net.evidence.clone(), ..Finding::default() };
    finding.answer.headline = Some(headline(model, question, &net, &found, &order));
    finding.answer.table = role_table(model, question, &net, (&classes, &found), &roles, &order);
    finding.answer.more.push(expected_table(model, &net, &found, &roles, (&order, question)));
    finding.answer.terms = net.terms.clone();
    finding.answer.terms.push(Term::new("classes", classes_in_words(model, question, &classes)));
    finding.answer.terms.push(Term::new("pairs", pairs_in_words(&net)));
    let null = match question.null {
        Null::Labels => "the network as it is, the classes of the others dealt out at random",
        Null::Ties => "the classes as they are, every tie there with the probability of the density",
    };
    finding.answer.terms.push(Term::new("expected", null));
    finding.answer.notes.clone_from(&net.notes);
    let unclassed: Vec<&str> =
        (0..net.nodes.len()).filter(|&i| classes.of[i].is_none()).map(|i| &*model.entity(net.nodes[i]).slug).collect();
    if !unclassed.is_empty() {
        let what = if net.network.sides().is_some() { "in no class" } else { "left out, as they are in no class" };
        finding.answer.notes.push(format!("{} {what}: {}.", count(unclassed.len(), "node"), unclassed.join(", ")));
    }
    finding
}

fn role_table(
    model: &Model,
    question: &Question<'_>,
    net: &SeatNetwork,
    (classes, found): (&Classes, &[Broker]),
    roles: &[usize],
    order: &[usize],
) -> Table {
    let mut columns = vec![
        Column::integer("rank", "Rank"),
        Column::text("id", "Id"),
        Column::text("name", "Name"),
        Column::text("class", "Class"),
    ];
    columns.extend(roles.iter().map(|&role| Column::number(ROLES[role].name, ROLES[role].label, 0)));
    columns.push(Column::number("total", "Total", 0));
    columns.push(Column::number("exclusive", "Exclusive", 0));
    columns.push(Column::number("partial", "Partial", 2));
    let mut table = Table::new("brokers", "Brokers by the pairs they stand between", columns);
    let score = |i: usize| found[i].roles.get(question.rank).copied().unwrap_or(found[i].total);
    let (mut rank, mut last) = (0, f64::NAN);
    for (position, &i) in order.iter().take(question.top.unwrap_or(usize::MAX)).enumerate() {
        rank = if score(i) == last { rank } else { position + 1 };
        last = score(i);
        let entity = model.entity(net.nodes[i]);
        let class = classes.of[i].map_or(Cell::Missing, |class| Cell::from(classes.names[class as usize].as_str()));
        let mut row = vec![Cell::from(rank), Cell::from(&*entity.slug), Cell::from(entity.short_name()), class];
        row.extend(roles.iter().map(|&role| Cell::Number(found[i].roles[role])));
        row.extend([found[i].total, found[i].exclusive, found[i].partial].map(Cell::Number));
        table.push(row);
    }
    table
}

/// What was expected, a line a broker and role.
fn expected_table(
    model: &Model,
    net: &SeatNetwork,
    found: &[Broker],
    roles: &[usize],
    (order, question): (&[usize], &Question<'_>),
) -> Table {
    let columns = vec![
        Column::text("id", "Id"),
        Column::text("role", "Role"),
        Column::number("count", "Count", 0),
        Column::number("expected", "Expected", 1),
        Column::number("deviation", "Deviation", 1),
        Column::number("z", "z", 2),
    ];
    let mut table = Table::new("expected", "Against what chance would give", columns);
    for &i in order.iter().take(question.top.unwrap_or(usize::MAX)) {
        // The total is decided by the network where only classes are left to chance.
        let total = (question.null == Null::Ties).then_some(ROLES.len());
        for role in roles.iter().copied().chain(total) {
            let broker = &found[i];
            table.push(vec![
                slug(model, net.nodes[i]),
                Cell::from(ROLES.get(role).map_or("total", |role| role.name)),
                Cell::Number(broker.roles.get(role).copied().unwrap_or(broker.total)),
                Cell::Number(broker.expected[role]),
                Cell::Number(broker.deviation[role]),
                broker.z(role).map_or(Cell::Missing, Cell::Number),
            ]);
        }
    }
    table
}

fn headline(model: &Model, question: &Question<'_>, net: &SeatNetwork, found: &[Broker], order: &[usize]) -> String {
    let Some(&first) = order.first() else { return "Nobody is in this network".to_owned() };
    let score = found[first].roles.get(question.rank).copied().unwrap_or(found[first].total);
    if score == 0.0 {
        return "Nobody stands between two others: all pairs that could be are tied themselves".to_owned();
    }
    let role = ROLES.get(question.rank).map_or("broker".to_owned(), |role| role.label.to_lowercase());
    let name = model.entity(net.nodes[first]).short_name();
    format!("{name} is {role} most often of {}: {} pairs", order.len(), score as u64)
}

fn classes_in_words(model: &Model, question: &Question<'_>, classes: &Classes) -> String {
    let mut sizes = vec![0; classes.names.len()];
    classes.of.iter().flatten().for_each(|&class| sizes[class as usize] += 1);
    let each: Vec<String> = classes.names.iter().zip(&sizes).map(|(name, size)| format!("{name} {size}")).collect();
    format!("{}: {}", question.by.label(model), each.join(", "))
}

fn pairs_in_words(net: &SeatNetwork) -> &'static str {
    if net.network.sides().is_some() {
        "two of the other side; exclusive if nobody else joins them"
    } else if net.network.is_directed() {
        "in order, without an arc from the first to the second"
    } else {
        "each once, not tied themselves; gatekeeper means representative as well"
    }
}

/// Who links members of one set to members of another.
#[derive(Debug, Clone)]
pub struct Between<'q> {
    /// The bodies to look at; all, if none are named.
    pub among: Option<&'q [EntityId]>,
    /// The two sets.
    pub sets: (&'q Set, &'q Set),
    /// Whether bodies link states, or states link bodies that are named.
    pub via: On,
    /// The least that two states must share to be linked through a third.
    pub min_shared: usize,
    /// The backbone whose ties alone link states; all ties, if none is chosen.
    pub backbone: Option<Choice>,
    /// How many of the first to show; all, if not said.
    pub top: Option<usize>,
}

/// Lists what links the members of one set to those of another.
///
/// Via bodies: where both meet, with the pairs that meet there and the pairs that meet nowhere else. Via
/// states: who shares bodies with members of both that do not meet each other. Whoever belongs to both sets
/// links them by that alone and makes no pair with itself.
pub fn between(graph: &Graph<'_>, view: &View, question: &Between<'_>) -> Finding {
    let model = graph.model();
    let net = SeatNetwork::of(
        graph,
        view,
        &Which {
            on: On::States,
            two_mode: false,
            weight: crate::graph::projection::Weight::Shared,
            min_shared: question.min_shared,
            among: question.among,
            over: &[],
            backbone: question.backbone,
        },
    );
    let states = |set: &Set| set.of_kind(graph, view, EntityKind::State);
    let (all_a, all_b) = (states(question.sets.0), states(question.sets.1));
    let both: BTreeSet<EntityId> = all_a.intersection(&all_b).copied().collect();
    let place =
        |id: &EntityId| net.nodes.binary_search_by(|other| model.entity(*other).slug.cmp(&model.entity(*id).slug)).ok();
    let nodes = |set: &BTreeSet<EntityId>| -> Vec<usize> { set.iter().filter_map(place).collect() };
    let (mut only_a, mut only_b) = (nodes(&(&all_a - &both)), nodes(&(&all_b - &both)));
    only_a.sort_unstable();
    only_b.sort_unstable();
    let names = [question.sets.0, question.sets.1].map(|set| set.title(model));

    let mut finding = Finding { evidence: net.evidence.clone(), ..Finding::default() };
    let (table, linked) = match question.via {
        On::Bodies => via_bodies(model, question, &net, (&only_a, &only_b)),
        _ => via_states(model, question, &net, (&only_a, &only_b), &both),
    };
    let [a, b] = names;
    finding.answer.headline = Some(match linked {
        0 => format!("Nothing links {a} and {b}"),
        n => format!("{} between {a} and {b}", count(n, if question.via == On::Bodies { "body" } else { "state" })),
    });
    finding.answer.table = table;
    finding.answer.terms = net.terms.clone();
    let slugs: Vec<&str> = both.iter().map(|id| &*model.entity(*id).slug).collect();
    let size = |set: &BTreeSet<EntityId>| count(set.len(), "state");
    let shared =
        if slugs.is_empty() { "none in both".to_owned() } else { format!("in both: {}", sorted(slugs).join(", ")) };
    finding.answer.terms.push(Term::new("sets", format!("{a} {}, {b} {}; {shared}", size(&all_a), size(&all_b))));
    finding.answer.notes.clone_from(&net.notes);
    finding
}

fn sorted(mut words: Vec<&str>) -> Vec<&str> {
    words.sort_unstable();
    words
}

fn via_bodies(
    model: &Model,
    question: &Between<'_>,
    net: &SeatNetwork,
    (only_a, only_b): (&[usize], &[usize]),
) -> (Table, usize) {
    let (a, b) = (question.sets.0.title(model), question.sets.1.title(model));
    let columns = vec![
        Column::text("id", "Id"),
        Column::text("name", "Name"),
        Column::integer("of_a", &format!("Only of {a}")),
        Column::integer("of_b", &format!("Only of {b}")),
        Column::integer("pairs", "Pairs"),
        Column::integer("exclusive", "Exclusive"),
        Column::text("a", &format!("Who of {a}")).for_machines(),
        Column::text("b", &format!("Who of {b}")).for_machines(),
    ];
    let own = [question.sets.0, question.sets.1];
    let mut table = Table::new("links", &format!("Where {a} and {b} meet"), columns);
    let affiliations = net.seats.affiliations();
    let members = net.seats.members();
    let mut rows = Vec::new();
    for (at, body) in net.seats.groups.iter().enumerate() {
        let inside = |set: &[usize]| set.iter().copied().filter(|&node| members[at].contains(node)).collect::<Vec<_>>();
        let (of_a, of_b) = (inside(only_a), inside(only_b));
        let pairs = of_a.len() * of_b.len();
        // A body that is one of the sets cannot link its members to others.
        if pairs == 0 || own.iter().any(|set| set.entities == [*body]) {
            continue;
        }
        let meet_once = |(x, y): (&usize, &usize)| affiliations[*x].intersection_count(&affiliations[*y]) == 1;
        let exclusive =
            of_a.iter().flat_map(|x| of_b.iter().map(move |y| (x, y))).filter(|pair| meet_once(*pair)).count();
        rows.push((pairs, exclusive, *body, of_a, of_b));
    }
    rows.sort_by(|x, y| (y.0, y.1).cmp(&(x.0, x.1)).then_with(|| model.entity(x.2).slug.cmp(&model.entity(y.2).slug)));
    let linked = rows.len();
    let who =
        |set: &[usize]| Cell::List(set.iter().map(|&node| model.entity(net.nodes[node]).slug.to_string()).collect());
    for (pairs, exclusive, body, of_a, of_b) in rows.into_iter().take(question.top.unwrap_or(usize::MAX)) {
        table.push(vec![
            slug(model, body),
            Cell::from(model.entity(body).short_name()),
            Cell::from(of_a.len()),
            Cell::from(of_b.len()),
            Cell::from(pairs),
            Cell::from(exclusive),
            who(&of_a),
            who(&of_b),
        ]);
    }
    (table, linked)
}

fn via_states(
    model: &Model,
    question: &Between<'_>,
    net: &SeatNetwork,
    (only_a, only_b): (&[usize], &[usize]),
    both: &BTreeSet<EntityId>,
) -> (Table, usize) {
    let (a, b) = (question.sets.0.title(model), question.sets.1.title(model));
    let columns = vec![
        Column::text("id", "Id"),
        Column::text("name", "Name"),
        Column::text("in", "In"),
        Column::integer("of_a", &format!("Tied of {a}")),
        Column::integer("of_b", &format!("Tied of {b}")),
        Column::integer("pairs", "Pairs"),
        Column::text("through", "Through"),
    ];
    let mut table = Table::new("links", &format!("Who stands between {a} and {b}"), columns);
    let affiliations = net.seats.affiliations();
    let tied = |x: usize, y: usize| net.network.neighbours(x).binary_search(&(y as u32)).is_ok();
    let mut rows = Vec::new();
    for (node, id) in net.nodes.iter().enumerate() {
        let near =
            |set: &[usize]| set.iter().copied().filter(|&other| other != node && tied(node, other)).collect::<Vec<_>>();
        let (near_a, near_b) = (near(only_a), near(only_b));
        let open = near_a.iter().map(|&x| near_b.iter().filter(|&&y| !tied(x, y)).count()).sum::<usize>();
        let where_in = match (both.contains(id), only_a.contains(&node), only_b.contains(&node)) {
            (true, ..) => "both",
            (_, true, _) => "first",
            (.., true) => "second",
            _ => "neither",
        };
        if open == 0 && where_in != "both" {
            continue;
        }
        let through: Vec<String> = affiliations[node]
            .ones()
            .filter(|&body| {
                let seats = |set: &[usize]| set.iter().any(|&other| affiliations[other].contains(body));
                seats(&near_a) || seats(&near_b)
            })
            .map(|body| model.entity(net.seats.groups[body]).slug.to_string())
            .collect();
        rows.push((open, *id, where_in, near_a.len(), near_b.len(), through));
    }
    rows.sort_by(|x, y| y.0.cmp(&x.0).then_with(|| model.entity(x.1).slug.cmp(&model.entity(y.1).slug)));
    let linked = rows.len();
    for (open, id, where_in, near_a, near_b, through) in rows.into_iter().take(question.top.unwrap_or(usize::MAX)) {
        table.push(vec![
            slug(model, id),
            Cell::from(model.entity(id).short_name()),
            Cell::from(where_in),
            Cell::from(near_a),
            Cell::from(near_b),
            Cell::from(open),
            Cell::List(through),
        ]);
    }
    (table, linked)
}
