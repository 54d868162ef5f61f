//! Structural balance of a signed network of states: friends by seats and alliances, enemies by disputes.

mod signed;

use super::{Finding, seat_terms};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::measure::frustration::{self, Frustration};
use crate::measure::triads::{self, Census, KINDS, Triad};
use crate::model::kind::Over;
use crate::model::{EntityId, Model};
use crate::table::{Cell, Column, Table, Term};
use crate::words::{count, enumerate};
use signed::Signed;

/// Which states, and what makes them friends or enemies.
#[derive(Debug, Clone)]
pub struct Question<'q> {
    /// The bodies whose states are looked at; none means every state with a tie.
    pub bodies: &'q [EntityId],
    /// What makes friends.
    pub friends: Friends<'q>,
    /// What makes enemies.
    pub foes: Foes,
    /// What counts between two who have ties of both signs.
    pub both: Both,
    /// How many triads that are not balanced to name; all, if not said.
    pub top: Option<usize>,
}

/// What makes friends.
#[derive(Debug, Clone, Copy)]
pub struct Friends<'q> {
    /// Bodies in which to sit together.
    pub bodies: &'q [EntityId],
    /// In how many of them at least.
    pub min_shared: usize,
    /// Whether to sit together in any alliance, or to be tied as allies.
    pub alliances: bool,
    /// Whether to cooperate.
    pub cooperation: bool,
}

/// What makes enemies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foes {
    /// Whether to stand against each other in a dispute.
    pub disputes: bool,
    /// What such a dispute must be over; none means anything.
    pub over: Vec<Over>,
    /// Whether to be rivals.
    pub rivalries: bool,
}

/// What counts between two who are friends by one relation and enemies by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Both {
    /// The enmity.
    Negative,
    /// The friendship.
    Positive,
    /// Neither: they have no tie.
    Neither,
}

impl Both {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Negative, Self::Positive, Self::Neither];

    /// The word for it, as printed and typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::Positive => "positive",
            Self::Neither => "neither",
        }
    }
}

/// Counts the triads of the signed network and divides it into two camps.
pub fn balance(graph: &Graph<'_>, view: &View, question: &Question<'_>) -> Finding {
    let model = graph.model();
    let signed = Signed::of(graph, view, question);
    let ties: Vec<(u32, u32, i32)> =
        signed.ties.iter().map(|tie| (tie.a, tie.b, if tie.hostile { -1 } else { 1 })).collect();
    let n = signed.nodes.len();
    let census = triads::census(n, &ties);
    let camps = frustration::frustration(n, &ties);

    let mut finding = Finding { evidence: signed.evidence.clone(), ..Finding::default() };
    finding.answer.headline = Some(headline(&signed, census, &camps));
    finding.answer.table = census_table(census);
    finding.answer.more.push(figures(&signed, census, &camps));
    finding.answer.more.push(camp_table(model, &signed, &camps));
    finding.answer.more.push(against(model, &signed, &camps));
    let unbalanced: Vec<Triad> = triads::triads(n, &ties).into_iter().filter(|triad| !triad.is_balanced()).collect();
    finding.answer.more.push(triad_table(model, &signed, &unbalanced, question.top));
    finding.answer.terms = terms(model, view, question);
    finding.answer.notes = notes(model, &signed, &camps, unbalanced.len(), question);
    finding
}

fn headline(signed: &Signed, census: Census, camps: &Frustration) -> String {
    let friendly = signed.ties.iter().filter(|tie| !tie.hostile).count();
    let size = format!("{friendly} friendly and {} hostile ties", signed.ties.len() - friendly);
    let found = match (camps.is_exact(), camps.at_most) {
        (true, 0) => "two camps are at peace within: balanced".to_owned(),
        (true, index) => format!("frustration index {index}"),
        (false, _) => format!("frustration index {} to {}", camps.at_least, camps.at_most),
    };
    match census.strict() {
        Some(share) => {
            format!("{size}; {:.0} % of {} balanced; {found}", 100.0 * share, count(census.total(), "triad"))
        }
        None => format!("{size}; no triads; {found}"),
    }
}

fn census_table(census: Census) -> Table {
    let columns = vec![
        Column::text("triad", "Triad").key(),
        Column::text("meaning", "Three who are"),
        Column::integer("count", "Count"),
        Column::number("share", "Share", 3),
        Column::text("strict", "Strictly"),
        Column::text("generalised", "Generalised"),
    ];
    let meanings = ["friends", "two friends of one who are enemies", "two friends and their enemy", "enemies"];
    let mut table = Table::new("triads", "Triads of states that are all tied", columns);
    for (kind, count) in census.counts.into_iter().enumerate() {
        let word = |balanced: bool| Cell::from(if balanced { "balanced" } else { "unbalanced" });
        let share = (census.total() > 0).then(|| count as f64 / census.total() as f64);
        table.push(vec![
            KINDS[kind].into(),
            meanings[kind].into(),
            count.into(),
            share.map_or(Cell::Missing, Cell::Number),
            word(kind % 2 == 0),
            word(kind != 1),
        ]);
    }
    table
}

fn figures(signed: &Signed, census: Census, camps: &Frustration) -> Table {
    let columns =
        vec![Column::text("figure", "Id").key(), Column::text("label", "Figure"), Column::number("value", "Value", 4)];
    let mut table = Table::new("figures", "Balance of the whole", columns);
    let hostile = signed.ties.iter().filter(|tie| tie.hostile).count();
    let number = |value: Option<f64>| value.map_or(Cell::Missing, Cell::Number);
    let whole = |value: i64| Cell::Integer(value);
    // Half of the ties is the most that a division into two camps need contradict.
    let normalised = (!signed.ties.is_empty()).then(|| 1.0 - 2.0 * camps.at_most as f64 / signed.ties.len() as f64);
    let rows: [(&str, &str, Cell); 9] = [
        ("states", "States with a tie", signed.nodes.len().into()),
        ("friendly_ties", "Friendly ties", (signed.ties.len() - hostile).into()),
        ("hostile_ties", "Hostile ties", hostile.into()),
        ("triads", "Triads", census.total().into()),
        ("strict_balance", "Triads balanced strictly (Cartwright and Harary)", number(census.strict())),
        ("generalised_balance", "Triads balanced generally (Davis)", number(census.generalised())),
        ("frustration_at_least", "Frustration index, at least", whole(camps.at_least)),
        ("frustration_at_most", "Frustration index, at most", whole(camps.at_most)),
        ("frustration_normalised", "1 − 2 × index / ties, at least", number(normalised)),
    ];
    for (name, label, value) in rows {
        table.push(vec![name.into(), label.into(), value]);
    }
    table
}

/// The camps, component by component, the largest first; a camp without anybody is left out.
fn camp_table(model: &Model, signed: &Signed, camps: &Frustration) -> Table {
    let columns = vec![
        Column::integer("component", "Part").key(),
        Column::integer("camp", "Camp").key(),
        Column::integer("count", "Count"),
        Column::text("members", "Ids").for_machines(),
        Column::text("names", "Who"),
    ];
    let mut table = Table::new("camps", "The two camps that contradict the fewest ties", columns);
    for (i, component) in signed.components().into_iter().enumerate() {
        let (mut first, mut second): (Vec<u32>, Vec<u32>) =
            component.into_iter().partition(|node| !camps.second_camp[*node as usize]);
        if second.len() > first.len() {
            (first, second) = (second, first);
        }
        for (camp, nodes) in [first, second].into_iter().enumerate().filter(|(_, nodes)| !nodes.is_empty()) {
            let entity = |node: &u32| model.entity(signed.nodes[*node as usize]);
            table.push(vec![
                (i + 1).into(),
                (camp + 1).into(),
                nodes.len().into(),
                Cell::List(nodes.iter().map(|node| entity(node).slug.to_string()).collect()),
                Cell::List(nodes.iter().map(|node| entity(node).name.clone()).collect()),
            ]);
        }
    }
    table
}

/// The ties that the camps contradict.
fn against(model: &Model, signed: &Signed, camps: &Frustration) -> Table {
    let columns = vec![
        Column::text("a", "A").key(),
        Column::text("b", "B").key(),
        Column::text("sign", "Sign"),
        Column::text("because", "Because of"),
    ];
    let mut table = Table::new("contradicted", "Ties that the camps contradict", columns);
    for &i in &camps.contradicted {
        let tie = &signed.ties[i];
        table.push(vec![
            signed.slug(model, tie.a),
            signed.slug(model, tie.b),
            if tie.hostile { "-" } else { "+" }.into(),
            Cell::List(tie.because.clone()),
        ]);
    }
    table
}

/// The triads that are not balanced, two friends of one who are enemies before three enemies.
fn triad_table(model: &Model, signed: &Signed, unbalanced: &[Triad], top: Option<usize>) -> Table {
    let columns = vec![
        Column::text("a", "A").key(),
        Column::text("b", "B").key(),
        Column::text("c", "C").key(),
        Column::text("triad", "Triad"),
        Column::text("enemies", "Enemies"),
    ];
    let mut table = Table::new("unbalanced", "Triads that are not balanced", columns);
    let mut order: Vec<&Triad> = unbalanced.iter().collect();
    order.sort_by_key(|triad| triad.kind());
    for triad in order.into_iter().take(top.unwrap_or(usize::MAX)) {
        let slug = |node: u32| model.entity(signed.nodes[node as usize]).slug.to_string();
        let [a, b, c] = triad.nodes;
        let pairs = [(a, b), (a, c), (b, c)].into_iter().zip(triad.hostile).filter(|(_, hostile)| *hostile);
        table.push(vec![
            slug(a).into(),
            slug(b).into(),
            slug(c).into(),
            KINDS[triad.kind()].into(),
            Cell::List(pairs.map(|((x, y), _)| format!("{}-{}", slug(x), slug(y))).collect()),
        ]);
    }
    table
}

fn terms(model: &Model, view: &View, question: &Question<'_>) -> Vec<Term> {
    let slugs = |ids: &[EntityId]| ids.iter().map(|id| &*model.entity(*id).slug).collect::<Vec<_>>().join(", ");
    let mut terms = seat_terms(model, view);
    let whose = if question.bodies.is_empty() { "all with a tie".to_owned() } else { slugs(question.bodies) };
    terms.push(Term::new("states", whose));
    let friends = &question.friends;
    let mut by = Vec::new();
    if friends.alliances {
        by.push("alliances".to_owned());
    }
    if !friends.bodies.is_empty() {
        let least = if friends.min_shared > 1 { format!("at least {} of ", friends.min_shared) } else { String::new() };
        by.push(format!("seats in {least}{}", slugs(friends.bodies)));
    }
    if friends.cooperation {
        by.push("cooperation".to_owned());
    }
    terms.push(Term::new("friends", if by.is_empty() { "nobody".to_owned() } else { by.join("; ") }));
    let mut by = Vec::new();
    if question.foes.disputes {
        let over: Vec<&str> = question.foes.over.iter().map(|over| over.as_str()).collect();
        by.push(if over.is_empty() { "disputes".to_owned() } else { format!("disputes over {}", over.join(", ")) });
    }
    if question.foes.rivalries {
        by.push("rivalries".to_owned());
    }
    terms.push(Term::new("enemies", if by.is_empty() { "nobody".to_owned() } else { by.join("; ") }));
    terms.push(Term::new("both", question.both.as_str()));
    terms
}

fn notes(
    model: &Model,
    signed: &Signed,
    camps: &Frustration,
    unbalanced: usize,
    question: &Question<'_>,
) -> Vec<String> {
    let mut notes = Vec::new();
    if !camps.is_exact() {
        notes.push(format!(
            "The index lies between {} and {}: the network is too large for a proof.",
            camps.at_least, camps.at_most
        ));
    }
    if signed.components().len() > 1 {
        notes.push("Between parts of the network that nothing ties, camps have no relation.".to_owned());
    }
    if let Some(top) = question.top.filter(|top| *top < unbalanced) {
        notes.push(format!("{top} of {unbalanced} triads that are not balanced are named; `--top` sets how many."));
    }
    if signed.of_both_signs > 0 {
        let pairs = count(signed.of_both_signs, "pair");
        let counts = match question.both {
            Both::Negative => "the enmity counts",
            Both::Positive => "the friendship counts",
            Both::Neither => "neither counts",
        };
        notes.push(format!("{pairs} with ties of both signs: {counts}."));
    }
    if signed.only_possible > 0 {
        let relations = count(signed.only_possible, "relation");
        notes.push(format!(
            "{relations} left out whose dates make them only possible; `--dates possibly` takes them in."
        ));
    }
    if !signed.untied.is_empty() {
        let names: Vec<&str> = signed.untied.iter().map(|id| model.entity(*id).name.as_str()).collect();
        notes.push(format!("Without a tie to any other: {}.", enumerate(&names)));
    }
    notes
}
