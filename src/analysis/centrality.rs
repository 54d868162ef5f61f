//! Who is central in the network of seats, on a day or over time, and how far that can be trusted.

mod listed;
mod robust;
mod series;
mod ties;

pub use listed::{ListQuestion, Sample, listed};
pub use robust::{Doubt, Robust, robust};
pub use series::{Sampling, series};
pub use ties::ties;

use super::backbone::Choice;
use super::projected::Projected;
use super::{Finding, seat_terms};
use crate::graph::Graph;
use crate::graph::network::{Network, Side};
use crate::graph::projection::Weight;
use crate::graph::two_mode::TwoMode;
use crate::graph::view::View;
use crate::measure::{Measure, Need, Options, Scores};
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
    /// The backbone to measure instead of all ties of a projection.
    pub backbone: Option<Choice>,
    /// Whether to divide by what is possible in a network of this size.
    pub normalised: bool,
    /// How many of the first to show; all, if not said.
    pub top: Option<usize>,
    /// The damping or attenuation of the measures that have one, if not the usual.
    pub tuning: Option<f64>,
    /// Whether measures that are not defined on this network are left out with a note; else they are refused.
    pub skipping: bool,
}

/// A measure that is not defined on the network at hand, and what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// Its name.
    pub measure: &'static str,
    /// What the network is not.
    pub need: Need,
}

/// The network of a question, with the entity of every node.
#[derive(Debug, Clone, PartialEq)]
struct Frame {
    two_mode: TwoMode,
    network: Network,
    nodes: Vec<EntityId>,
    whole: bool,
    /// How its ties came about.
    terms: Vec<Term>,
    /// How many ties are left of how many, if a backbone was taken.
    kept: Option<String>,
    /// Remarks on how a backbone was chosen.
    notes: Vec<String>,
}

impl Frame {
    fn of(graph: &Graph<'_>, view: &View, question: &Question<'_>) -> Self {
        Self::over(TwoMode::of(graph, view, question.among), question)
    }

    fn over(two_mode: TwoMode, question: &Question<'_>) -> Self {
        let whole = question.two_mode || question.on == On::Both;
        if whole {
            let (network, nodes) = two_mode.network();
            let terms = vec![Term::new("fold", "all seats of one state in one body are one tie")];
            return Self { two_mode, network, nodes, whole, terms, kept: None, notes: Vec::new() };
        }
        let onto = if question.on == On::States { Side::Actor } else { Side::Group };
        let Projected { network, nodes, terms, kept, notes } =
            Projected::of(&two_mode, onto, question.weight, question.min_shared, question.backbone);
        Self { two_mode, network, nodes, whole, terms, kept, notes }
    }

    /// What is not in it, in sentences.
    fn left_out(&self) -> Vec<String> {
        self.kept.iter().chain(&self.notes).cloned().chain(left_out(&self.two_mode)).collect()
    }

    fn options(&self, question: &Question<'_>) -> Options {
        let weighted = !self.whole && question.weight != Weight::None;
        Options { weighted, normalised: question.normalised }
    }

    fn defined(&self, question: &Question<'_>) -> Result<(Vec<&'static Measure>, Vec<String>), Refusal> {
        defined(&self.network, &question.measures, question.skipping)
    }

    /// The nodes that are ranked.
    fn wanted(&self, model: &Model, question: &Question<'_>) -> Vec<usize> {
        let wanted = |id: &EntityId| match question.on {
            On::Both => true,
            On::States => model.entity(*id).kind == EntityKind::State,
            On::Bodies => model.entity(*id).kind == EntityKind::Body,
        };
        (0..self.nodes.len()).filter(|i| wanted(&self.nodes[*i])).collect()
    }
}

/// The measures that are defined on a network, and a note for each that is not.
fn defined(
    network: &Network,
    measures: &[&'static Measure],
    skipping: bool,
) -> Result<(Vec<&'static Measure>, Vec<String>), Refusal> {
    let (mut defined, mut notes) = (Vec::new(), Vec::new());
    for measure in measures {
        match measure.lacks(network) {
            None => defined.push(*measure),
            Some(need) if skipping => {
                notes.push(format!("`{}` is left out, as it needs {}.", measure.name, need.words()));
            }
            Some(need) => return Err(Refusal { measure: measure.name, need }),
        }
    }
    Ok((defined, notes))
}

/// A score as a cell; where there is none, nothing.
fn score(value: f64) -> Cell {
    if value.is_nan() { Cell::Missing } else { Cell::Number(value) }
}

/// Who is shown, in order, each with its rank; scores that differ by rounding alone share one, and there is no
/// rank without a score.
fn places(order: &[usize], top: Option<usize>, score: impl Fn(usize) -> f64) -> Vec<(Cell, usize)> {
    let (mut rank, mut last) = (0, f64::NAN);
    let mut place = |(position, i): (usize, &usize)| {
        let tied = (score(*i) - last).abs() <= 1e-12 * last.abs().max(1e-300);
        rank = if tied { rank } else { position + 1 };
        last = score(*i);
        (if last.is_nan() { Cell::Missing } else { Cell::from(rank) }, *i)
    };
    order.iter().take(top.unwrap_or(usize::MAX)).enumerate().map(&mut place).collect()
}

/// What a measure says of its own terms.
fn said(scores: &Scores) -> String {
    scores.terms.iter().map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join("; ")
}

/// Ranks entities by centrality; ties share a rank, and who has no score comes last without one.
///
/// # Errors
/// The first measure that is not defined on this network, unless those are skipped.
pub fn centrality(graph: &Graph<'_>, view: &View, question: &Question<'_>) -> Result<Finding, Refusal> {
    let model = graph.model();
    let frame = Frame::of(graph, view, question);
    let (measures, skipped) = frame.defined(question)?;
    let options = frame.options(question);
    let scores: Vec<(&Measure, Scores)> =
        measures.iter().map(|measure| (*measure, measure.scores(&frame.network, options, question.tuning))).collect();
    let Frame { two_mode, nodes, .. } = &frame;
    let mut order = frame.wanted(model, question);
    let first = |i: usize| scores.first().map_or(0.0, |(_, scores)| scores.values[i]);
    let key = |i: usize| if first(i).is_nan() { f64::NEG_INFINITY } else { first(i) };
    order.sort_by(|a, b| {
        key(*b).total_cmp(&key(*a)).then_with(|| {
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
    for (place, i) in places(&order, question.top, first) {
        let entity = model.entity(nodes[i]);
        let mut row = vec![place, Cell::from(&*entity.slug), Cell::from(entity.name.as_str())];
        row.extend(scores.iter().map(|(_, scores)| score(scores.values[i])));
        table.push(row);
    }
    let mut finding = Finding { evidence: two_mode.evidence(), ..Finding::default() };
    finding.answer.headline = Some(headline(graph, question, &order, nodes));
    finding.answer.terms = terms(model, view, question, &frame);
    for (measure, scores) in scores {
        finding.answer.terms.push(Term::new(measure.name, said(&scores)));
        finding.answer.notes.extend(scores.notes);
    }
    finding.answer.notes.extend(skipped);
    finding.answer.notes.extend(frame.left_out());
    finding.answer.table = table;
    Ok(finding)
}

fn headline(graph: &Graph<'_>, question: &Question<'_>, order: &[usize], nodes: &[EntityId]) -> String {
    let Some(first) = order.first() else { return "Nobody sits anywhere in this network".to_owned() };
    let name = &graph.model().entity(nodes[*first]).name;
    let measure = question.measures.first().map_or("", |m| m.label);
    format!("{name} comes first of {} by {}", order.len(), measure.to_lowercase())
}

fn terms(model: &Model, view: &View, question: &Question<'_>, frame: &Frame) -> Vec<Term> {
    let Frame { two_mode, network, .. } = frame;
    let mut terms = seat_terms(model, view);
    let size = format!("{}, {}", count(network.node_count(), "node"), count(network.edge_count(), "edge"));
    let actors = count(two_mode.actors.len(), "state");
    let groups = count(two_mode.groups.len(), "body");
    let what = if frame.whole {
        format!("two-mode, {actors} and {groups}; {size}")
    } else {
        let (kept, over) = if question.on == On::States { ("states", groups) } else { ("bodies", actors) };
        format!("{kept} tied by what they share of {over}; {size}")
    };
    terms.push(Term::new("network", what));
    terms.extend(frame.terms.iter().cloned());
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
