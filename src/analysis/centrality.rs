//! Who is central in the network of seats.

use super::{Finding, seat_terms};
use crate::graph::Graph;
use crate::graph::network::{Network, Side};
use crate::graph::projection::{Projection, Weight};
use crate::graph::two_mode::TwoMode;
use crate::graph::view::View;
use crate::measure::{Measure, Options, Scores};
use crate::model::kind::EntityKind;
use crate::model::{EntityId, Model};
use crate::table::{Cell, Column, Table, Term};
use crate::words::count;

/// Which entities are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// The states.
    States,
    /// The bodies.
    Bodies,
    /// Both, in the two-mode network.
    Both,
}

/// What to measure, and on which network.
#[derive(Debug, Clone)]
pub struct Question<'q> {
    /// Which entities are ranked.
    pub on: On,
    /// The measures; the first one ranks.
    pub measures: Vec<&'static Measure>,
    /// Whether to measure the two-mode network itself instead of a projection.
    pub two_mode: bool,
    /// How ties of a projection are weighted.
    pub weight: Weight,
    /// The least that a pair must share to be tied in a projection.
    pub min_shared: usize,
    /// The bodies that make up the network; all, if none are named.
    pub among: Option<&'q [EntityId]>,
    /// Whether to divide by what is possible in a network of this size.
    pub normalised: bool,
    /// How many of the first to show; all, if not said.
    pub top: Option<usize>,
}

/// Ranks entities by centrality; ties share a rank.
pub fn centrality(graph: &Graph<'_>, view: &View, question: &Question<'_>) -> Finding {
    let model = graph.model();
    let two_mode = TwoMode::of(graph, view, question.among);
    let whole = question.two_mode || question.on == On::Both;
    let (network, nodes) = if whole {
        two_mode.network()
    } else {
        let onto = if question.on == On::States { Side::Actor } else { Side::Group };
        let projection = Projection::of(&two_mode, onto, question.min_shared);
        (projection.network(question.weight), projection.nodes)
    };
    let weighted = !whole && question.weight != Weight::None;
    let options = Options { weighted, normalised: question.normalised };
    let scores: Vec<(&Measure, Scores)> =
        question.measures.iter().map(|measure| (*measure, (measure.compute)(&network, options))).collect();

    let wanted = |id: &EntityId| match question.on {
        On::Both => true,
        On::States => model.entity(*id).kind == EntityKind::State,
        On::Bodies => model.entity(*id).kind == EntityKind::Body,
    };
    let mut order: Vec<usize> = (0..nodes.len()).filter(|i| wanted(&nodes[*i])).collect();
    let first = |i: usize| scores.first().map_or(0.0, |(_, scores)| scores.values[i]);
    order.sort_by(|a, b| {
        first(*b).total_cmp(&first(*a)).then_with(|| {
            let slug = |i: usize| &model.entity(nodes[i]).slug;
            slug(*a).cmp(slug(*b))
        })
    });

    let mut columns = vec![Column::integer("rank", "Rank"), Column::text("id", "Id"), Column::text("name", "Name")];
    columns.extend(scores.iter().map(|(m, _)| Column::number(m.name, m.label, m.decimals)));
    let title = match question.on {
        On::States => "States by centrality",
        On::Bodies => "Bodies by centrality",
        On::Both => "States and bodies by centrality",
    };
    let mut table = Table::new("centrality", title, columns);
    let mut rank = 0;
    let mut last = f64::NAN;
    for (position, i) in order.iter().take(question.top.unwrap_or(usize::MAX)).enumerate() {
        // Scores that differ by rounding alone are tied.
        let tied = (first(*i) - last).abs() <= 1e-12 * last.abs().max(1e-300);
        rank = if tied { rank } else { position + 1 };
        last = first(*i);
        let entity = model.entity(nodes[*i]);
        let mut row = vec![Cell::from(rank), Cell::from(&*entity.slug), Cell::from(entity.name.as_str())];
        row.extend(scores.iter().map(|(_, scores)| Cell::Number(scores.values[*i])));
        table.push(row);
    }
    let mut finding = Finding { evidence: two_mode.evidence(), ..Finding::default() };
    finding.answer.headline = Some(headline(graph, question, &order, &nodes));
    finding.answer.terms = terms(model, view, question, &network, &two_mode, whole);
    for (measure, scores) in scores {
        let said = scores.terms.iter().map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join("; ");
        finding.answer.terms.push(Term::new(measure.name, said));
        finding.answer.notes.extend(scores.notes);
    }
    finding.answer.notes.extend(left_out(&two_mode));
    finding.answer.table = table;
    finding
}

fn headline(graph: &Graph<'_>, question: &Question<'_>, order: &[usize], nodes: &[EntityId]) -> String {
    let Some(first) = order.first() else { return "Nobody sits anywhere in this network".to_owned() };
    let name = &graph.model().entity(nodes[*first]).name;
    let measure = question.measures.first().map_or("", |m| m.label);
    format!("{name} comes first of {} by {}", order.len(), measure.to_lowercase())
}

fn terms(
    model: &Model,
    view: &View,
    question: &Question<'_>,
    network: &Network,
    two_mode: &TwoMode,
    whole: bool,
) -> Vec<Term> {
    let mut terms = seat_terms(model, view);
    let size = format!("{}, {}", count(network.node_count(), "node"), count(network.edge_count(), "edge"));
    let actors = count(two_mode.actors.len(), "state");
    let groups = count(two_mode.groups.len(), "body");
    let what = if whole {
        format!("two-mode, {actors} and {groups}; {size}")
    } else {
        let (kept, over) = if question.on == On::States { ("states", groups) } else { ("bodies", actors) };
        format!("{kept} tied by what they share of {over}; {size}")
    };
    terms.push(Term::new("network", what));
    if whole {
        terms.push(Term::new("fold", "all seats of one state in one body are one tie"));
    } else {
        terms.push(Term::new("fold", Projection::fold_label(question.weight)));
        terms.push(Term::new("min_shared", question.min_shared.to_string()));
    }
    terms
}

/// What is not in a network, in sentences.
pub(crate) fn left_out(two_mode: &TwoMode) -> Vec<String> {
    let mut notes = Vec::new();
    if two_mode.only_possible > 0 {
        let ties = count(two_mode.only_possible, "tie");
        notes
            .push(format!("{ties} left out as their dates make them only possible; `--dates possibly` takes them in."));
    }
    if two_mode.held_by_bodies > 0 {
        let seats = count(two_mode.held_by_bodies, "seat");
        notes.push(format!("{seats} left out that bodies hold, as the network joins states and bodies."));
    }
    notes
}
