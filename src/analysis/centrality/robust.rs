//! How far a ranking can be trusted: what it would be without a source, on other dates, with seats missed.
//!
//! Three doubts, each a set of networks that are measured as the network itself: *dates*, the network of what
//! surely held and that of all that possibly held (the two ends of the written dates, though no bounds in the
//! strict sense, as few measures grow with every tie); *sources*, one network for every source, without the seats that it
//! alone vouches for; *seats*, networks without a tenth of the ties, drawn by a seed, of whose scores the
//! middle 95 of 100 count (Costenbader and Valente 2003, <https://doi.org/10.1016/S0378-8733(03)00012-1>; Borgatti,
//! Carley and Krackhardt 2006, <https://doi.org/10.1016/j.socnet.2005.05.001>).

use super::{Frame, Question, Refusal, said, score, terms};
use crate::analysis::Finding;
use crate::graph::Graph;
use crate::graph::two_mode::TwoMode;
use crate::graph::view::{Dates, View};
use crate::measure::Measure;
use crate::model::{EntityId, Model, SourceId};
use crate::random::Random;
use crate::table::{Cell, Column, Table, Term};
use crate::words::count;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What is doubted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Every source in turn.
    Sources,
    /// Dates that are not exact.
    Dates,
    /// Whether all seats are known.
    Seats,
}

impl Doubt {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Sources, Self::Dates, Self::Seats];

    /// The word for it, as typed and printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sources => "sources",
            Self::Dates => "dates",
            Self::Seats => "seats",
        }
    }
}

/// What is doubted, and how seats are drawn.
#[derive(Debug, Clone)]
pub struct Robust {
    /// The doubts; their ranges are joined.
    pub doubts: Vec<Doubt>,
    /// The seed of the draws.
    pub seed: u64,
    /// How many networks are drawn.
    pub draws: usize,
}

/// The share of ties that a draw leaves out.
const LEFT_OUT: f64 = 0.1;
/// What is cut off on either side of the drawn scores.
const TAIL: f64 = 0.025;

/// One network that might as well be true, as scores and ranks of the entities that are ranked.
struct Variant {
    doubt: Doubt,
    name: String,
    ties: usize,
    scores: Vec<f64>,
    ranks: Vec<usize>,
}

/// Ranks entities by one measure, the first of the question, each score and rank with its range.
///
/// # Errors
/// If the measure is not defined on this network.
pub fn robust(graph: &Graph<'_>, view: &View, question: &Question<'_>, robust: &Robust) -> Result<Finding, Refusal> {
    let model = graph.model();
    let frame = Frame::of(graph, view, question);
    let (measures, _) = frame.defined(question)?;
    let Some(measure) = measures.first().copied() else { return Ok(Finding::default()) };
    let base = measure.scores(&frame.network, frame.options(question), question.tuning);
    let wanted = frame.wanted(model, question);
    let ids: Vec<EntityId> = wanted.iter().map(|i| frame.nodes[*i]).collect();
    let values: Vec<f64> = wanted.iter().map(|i| base.values[*i]).collect();
    let ranks = ranks(&values);
    let mut variants = Vec::new();
    for doubt in Doubt::ALL.iter().filter(|doubt| robust.doubts.contains(doubt)) {
        let networks = match doubt {
            Doubt::Sources => without_each_source(model, &frame.two_mode),
            Doubt::Dates => [Dates::Surely, Dates::Possibly]
                .map(|dates| {
                    let other = TwoMode::of(graph, &View { dates, ..view.clone() }, question.among);
                    (dates.as_str().to_owned(), other)
                })
                .into(),
            Doubt::Seats => (0..robust.draws).map(|run| draw(&frame.two_mode, robust.seed, run)).collect(),
        };
        let measured: Vec<Variant> = networks
            .into_par_iter()
            .map(|(name, two_mode)| variant(*doubt, name, two_mode, measure, question, &ids))
            .collect();
        variants.extend(measured);
    }

    let mut order: Vec<usize> = (0..ids.len()).collect();
    let slug = |i: usize| &model.entity(ids[i]).slug;
    order.sort_by(|a, b| ranks[*a].cmp(&ranks[*b]).then_with(|| slug(*a).cmp(slug(*b))));
    let columns = vec![
        Column::integer("rank", "Rank"),
        Column::integer("rank_low", "Best"),
        Column::integer("rank_high", "Worst"),
        Column::text("id", "Id"),
        Column::text("name", "Name"),
        Column::number("value", measure.label, measure.decimals),
        Column::number("low", "Low", measure.decimals),
        Column::number("high", "High", measure.decimals),
    ];
    let mut table = Table::new("centrality", &format!("{} with its range", measure.label), columns);
    let mut firm = 0;
    for i in &order {
        let (low, high) = range(&variants, values[*i], |variant| variant.scores[*i]);
        let place = ranks[*i] as f64;
        let (best, worst) =
            range(
                &variants,
                place,
                |variant| {
                    if variant.scores[*i].is_nan() { f64::NAN } else { variant.ranks[*i] as f64 }
                },
            );
        firm += usize::from(best == worst);
        if table.rows.len() < question.top.unwrap_or(usize::MAX) {
            let rank = |rank: f64| if values[*i].is_nan() { Cell::Missing } else { Cell::from(rank as usize) };
            let (slug, name) = (&*model.entity(ids[*i]).slug, model.entity(ids[*i]).name.as_str());
            let [value, low, high] = [values[*i], low, high].map(score);
            let names = [Cell::from(slug), Cell::from(name)];
            table.push(
                [rank(place), rank(best), rank(worst)].into_iter().chain(names).chain([value, low, high]).collect(),
            );
        }
    }
    let mut finding = Finding { evidence: frame.two_mode.evidence(), ..Finding::default() };
    let total = count(variants.len(), "network");
    finding.answer.headline = Some(format!("{firm} of {} keep their rank in all of {total}", ids.len()));
    finding.answer.terms = terms(model, view, question, &frame);
    finding.answer.terms.push(Term::new("robust", words(robust, &variants)));
    finding.answer.terms.push(Term::new(measure.name, said(&base)));
    finding.answer.notes.extend(base.notes);
    if question.measures.len() > 1 {
        finding.answer.notes.push(format!("Only the first measure, `{}`, has its range here.", measure.name));
    }
    finding.answer.notes.extend(frame.left_out());
    finding.answer.more.push(table_of(&variants, model, &ids, &ranks));
    finding.answer.table = table;
    Ok(finding)
}

/// The networks without what each source alone vouches for; a source without which nothing is lost has none.
fn without_each_source(model: &Model, two_mode: &TwoMode) -> Vec<(String, TwoMode)> {
    let sources: BTreeSet<SourceId> =
        two_mode.evidence().iter().flat_map(|seat| model.relation(*seat).sources.iter().copied()).collect();
    let mut networks: Vec<(String, TwoMode)> = sources
        .into_iter()
        .filter_map(|source| {
            let stands = |seat: &crate::model::RelationId| {
                let sources = &model.relation(*seat).sources;
                sources.is_empty() || sources.iter().any(|other| *other != source)
            };
            let mut without = two_mode.clone();
            without.ties.retain(|tie| tie.seats.iter().any(stands));
            (without.ties.len() < two_mode.ties.len()).then(|| (model.source(source).id.to_string(), without))
        })
        .collect();
    networks.sort_by(|a, b| a.0.cmp(&b.0));
    networks
}

/// The network without a tenth of its ties; everybody stays in it, tied or not.
fn draw(two_mode: &TwoMode, seed: u64, run: usize) -> (String, TwoMode) {
    let mut random = Random::of_run(seed, run as u64);
    let mut drawn = two_mode.clone();
    drawn.ties.retain(|_| !random.chance(LEFT_OUT));
    (format!("draw {}", run + 1), drawn)
}

fn variant(
    doubt: Doubt,
    name: String,
    two_mode: TwoMode,
    measure: &Measure,
    question: &Question<'_>,
    ids: &[EntityId],
) -> Variant {
    let frame = Frame::over(two_mode, question);
    let found = measure.scores(&frame.network, frame.options(question), question.tuning);
    let scores: Vec<f64> = ids
        .iter()
        .map(|id| frame.nodes.iter().position(|node| node == id).map_or(f64::NAN, |at| found.values[at]))
        .collect();
    let ranks = ranks(&scores);
    Variant { doubt, name, ties: frame.two_mode.ties.len(), scores, ranks }
}

/// The ranks of scores: one more than the number of larger ones; who has no score comes after all.
fn ranks(scores: &[f64]) -> Vec<usize> {
    let mut sorted: Vec<f64> = scores.iter().copied().filter(|score| !score.is_nan()).collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let rank = |score: f64| {
        // Scores that differ by rounding alone are tied.
        let clearly = |larger: f64| larger - score > 1e-12 * score.abs().max(1e-300);
        if score.is_nan() { sorted.len() + 1 } else { sorted.partition_point(|larger| clearly(*larger)) + 1 }
    };
    scores.iter().map(|score| rank(*score)).collect()
}

/// The least and the largest of a number over all variants, of drawn ones without their tails, and of the network itself.
fn range(variants: &[Variant], own: f64, number: impl Fn(&Variant) -> f64) -> (f64, f64) {
    let (mut low, mut high) = (own, own);
    let mut drawn = Vec::new();
    for variant in variants {
        let found = number(variant);
        if found.is_nan() {
            continue;
        }
        if variant.doubt == Doubt::Seats {
            drawn.push(found);
        } else {
            (low, high) = (low.min(found), high.max(found));
        }
    }
    drawn.sort_by(f64::total_cmp);
    if !drawn.is_empty() {
        let last = drawn.len() - 1;
        let cut = (TAIL * last as f64).floor() as usize;
        (low, high) = (low.min(drawn[cut]), high.max(drawn[last - cut]));
    }
    (low, high)
}

fn words(robust: &Robust, variants: &[Variant]) -> String {
    let number = |doubt: Doubt| variants.iter().filter(|variant| variant.doubt == doubt).count();
    let each = robust.doubts.iter().map(|doubt| match doubt {
        Doubt::Sources => format!("without each of {} that alone vouches for a seat", count(number(*doubt), "source")),
        Doubt::Dates => "with what surely held, and with all that possibly held".to_owned(),
        Doubt::Seats => format!(
            "with a tenth of the ties left out by chance, {} times, the middle 95 of 100 (seed {})",
            robust.draws, robust.seed
        ),
    });
    each.collect::<Vec<_>>().join("; ")
}

/// What each network is and how far it moves somebody; draws are summed up in the range alone.
fn table_of(variants: &[Variant], model: &Model, ids: &[EntityId], ranks: &[usize]) -> Table {
    let columns = vec![
        Column::text("doubt", "Doubt"),
        Column::text("variant", "Network"),
        Column::integer("ties", "Seats"),
        Column::text("first", "First"),
        Column::integer("moved", "Moved"),
        Column::text("most_moved", "Moved most"),
        Column::integer("places", "By places"),
    ];
    let mut table = Table::new("variants", "The networks behind the ranges", columns);
    for variant in variants.iter().filter(|variant| variant.doubt != Doubt::Seats) {
        let slug = |i: usize| Cell::from(&*model.entity(ids[i]).slug);
        let shift = |i: usize| variant.ranks[i].abs_diff(ranks[i]);
        let most = (0..ids.len()).rev().max_by_key(|i| shift(*i)).filter(|i| shift(*i) > 0);
        table.push(vec![
            Cell::from(variant.doubt.as_str()),
            Cell::from(variant.name.as_str()),
            Cell::from(variant.ties),
            (0..ids.len()).find(|i| variant.ranks[*i] == 1).map_or(Cell::Missing, slug),
            Cell::from((0..ids.len()).filter(|i| shift(*i) > 0).count()),
            most.map_or(Cell::Missing, slug),
            Cell::from(most.map_or(0, shift)),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_share_places_and_leave_out_who_has_no_score() {
        assert_eq!(ranks(&[0.5, 1.0, f64::NAN, 0.5, 0.1]), [2, 1, 5, 2, 4]);
        assert_eq!(ranks(&[]), [0usize; 0]);
    }

    #[test]
    fn ranges_cut_the_tails_of_draws_alone() {
        let variant =
            |doubt, score: f64| Variant { doubt, name: String::new(), ties: 0, scores: vec![score], ranks: vec![1] };
        let mut variants: Vec<Variant> = (0..=100).map(|i| variant(Doubt::Seats, f64::from(i))).collect();
        assert_eq!(range(&variants, 50.0, |v| v.scores[0]), (2.0, 98.0));
        variants.push(variant(Doubt::Dates, 120.0));
        assert_eq!(range(&variants, 1.0, |v| v.scores[0]), (1.0, 120.0));
    }
}
