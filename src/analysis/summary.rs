//! Numbers about a network of seats as a whole.

use super::backbone::Choice;
use super::centrality::{On, left_out};
use super::edge_list::Listed;
use super::projected::Projected;
use super::{Finding, seat_terms};
use crate::graph::Graph;
use crate::graph::network::{Network, Side};
use crate::graph::projection::Weight;
use crate::graph::two_mode::TwoMode;
use crate::graph::view::View;
use crate::measure::summary::{FIGURES, Facts};
use crate::model::EntityId;
use crate::table::{Answer, Cell, Column, Table, Term};
use crate::words::count;

/// Which network is summed up.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// States tied by bodies, bodies tied by states, or both in the two-mode network.
    pub on: On,
    /// How ties of a projection are weighted; only the total weight depends on it.
    pub weight: Weight,
    /// The least that a pair must share to be tied in a projection.
    pub min_shared: usize,
    /// The bodies that make up the network; all, if none are named.
    pub among: Option<&'q [EntityId]>,
    /// The backbone to take instead of all ties of a projection.
    pub backbone: Option<Choice>,
}

/// Sums up a network: one row a figure, and the distribution of degrees.
pub fn summary(graph: &Graph<'_>, view: &View, question: &Question<'_>) -> Finding {
    let model = graph.model();
    let two_mode = TwoMode::of(graph, view, question.among);
    let mut terms = seat_terms(model, view);
    let mut notes = Vec::new();
    let network = match question.on {
        On::Both => {
            terms.push(Term::new("network", "two-mode: states are actors, bodies are groups"));
            terms.push(Term::new("fold", "all seats of one state in one body are one tie"));
            two_mode.network().0
        }
        On::States => projected(&two_mode, Side::Actor, question, &mut terms, &mut notes),
        On::Bodies => projected(&two_mode, Side::Group, question, &mut terms, &mut notes),
    };
    let facts = Facts::of(&network);
    let table = figures(&facts);
    let mut finding = Finding { evidence: two_mode.evidence(), ..Finding::default() };
    finding.answer.headline = Some(headline(
        &facts,
        match question.on {
            On::Both => "A network of states and bodies",
            On::States => "A network of states",
            On::Bodies => "A network of bodies",
        },
    ));
    finding.answer.terms = terms;
    finding.answer.table = table;
    finding.answer.more = match question.on {
        On::Both => vec![
            degrees(&facts, Some(true), "degrees_states", "In how many bodies states sit"),
            degrees(&facts, Some(false), "degrees_bodies", "How many states bodies have"),
        ],
        On::States => vec![degrees(&facts, None, "degrees", "With how many others states are tied")],
        On::Bodies => vec![degrees(&facts, None, "degrees", "With how many others bodies are tied")],
    };
    notes.extend(remarks(&facts));
    notes.extend(left_out(&two_mode));
    finding.answer.notes = notes;
    finding
}

/// Sums up a plain list of edges.
///
/// ```
/// use comity::analysis::{edge_list::Listed, summary::listed};
/// let path = Listed::new(comity::graph::edges::read(b"kaz,chn\nkaz,rus\n"), false);
/// assert_eq!(listed(&path).headline.unwrap(), "A network: 3 nodes, 2 ties, density 0.667");
/// ```
pub fn listed(listed: &Listed) -> Answer {
    let facts = Facts::of(&listed.network);
    let two_mode = listed.network.sides().is_some();
    let more = if two_mode {
        vec![
            degrees(&facts, Some(true), "degrees_actors", "How many ties actors have"),
            degrees(&facts, Some(false), "degrees_groups", "How many ties groups have"),
        ]
    } else {
        vec![degrees(&facts, None, "degrees", "How many ties nodes have")]
    };
    let headline = Some(headline(&facts, "A network"));
    Answer { headline, table: figures(&facts), more, notes: remarks(&facts), ..Answer::default() }
}

/// One row a figure.
fn figures(facts: &Facts<'_>) -> Table {
    let columns =
        vec![Column::text("figure", "Id").key(), Column::text("label", "Figure"), Column::number("value", "Value", 4)];
    let mut table = Table::new("summary", "The network as a whole", columns);
    for figure in FIGURES.iter().filter(|figure| figure.applies(facts)) {
        let value = (figure.compute)(facts).map_or(Cell::Missing, |value| {
            if figure.decimals == 0 { Cell::Integer(value as i64) } else { Cell::Number(value) }
        });
        table.push(vec![figure.name.into(), figure.label.into(), value]);
    }
    table
}

/// What a reader must know of the figures.
fn remarks(facts: &Facts<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if facts.is_large {
        notes.push(
            "Distances and what follows from them are left out, as searches from every node take too long here."
                .to_owned(),
        );
    } else if facts.largest < facts.nodes() {
        let inside = format!("{} of {}", facts.largest, count(facts.nodes(), "node"));
        notes.push(format!("Distances are those of the largest component, which has {inside}."));
    }
    notes
}

fn projected(
    two_mode: &TwoMode,
    onto: Side,
    question: &Question<'_>,
    terms: &mut Vec<Term>,
    notes: &mut Vec<String>,
) -> Network {
    let what = if onto == Side::Actor { "states tied by shared bodies" } else { "bodies tied by shared states" };
    terms.push(Term::new("network", what));
    let found = Projected::of(two_mode, onto, question.weight, question.min_shared, question.backbone);
    terms.extend(found.terms);
    notes.extend(found.kept);
    notes.extend(found.notes);
    found.network
}

fn headline(facts: &Facts<'_>, what: &str) -> String {
    let (nodes, edges) = (count(facts.nodes(), "node"), count(facts.edges(), "tie"));
    let density = FIGURES.iter().find(|figure| figure.name == "density").and_then(|figure| (figure.compute)(facts));
    match density {
        Some(density) => format!("{what}: {nodes}, {edges}, density {density:.3}"),
        None => format!("{what}: {nodes}, {edges}"),
    }
}

/// How many nodes have each degree that occurs.
fn degrees(facts: &Facts<'_>, actors: Option<bool>, name: &str, title: &str) -> Table {
    let columns = vec![
        Column::integer("degree", "Degree").key(),
        Column::integer("nodes", "Nodes"),
        Column::number("share", "Share", 3),
        Column::number("share_at_least", "Share of this or more", 3),
    ];
    let mut table = Table::new(name, title, columns);
    let found = facts.degree_distribution(actors);
    let all: usize = found.iter().map(|(_, nodes)| nodes).sum();
    let mut left = all;
    for (degree, nodes) in found {
        let of_all = |part: usize| Cell::Number(part as f64 / all as f64);
        table.push(vec![degree.into(), nodes.into(), of_all(nodes), of_all(left)]);
        left -= nodes;
    }
    table
}
