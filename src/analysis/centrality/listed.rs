//! Who, or which edge, is central in a plain list of edges.

use super::{Refusal, defined, places, said, score};
use crate::analysis::edge_list::Listed;
use crate::measure::{Measure, Options, Scores, betweenness};
use crate::table::{Answer, Cell, Column, Table, Term};
use std::cmp::Ordering;

/// What to measure in a list of edges.
#[derive(Debug, Clone)]
pub struct ListQuestion {
    /// The measures; the first one ranks.
    pub measures: Vec<&'static Measure>,
    /// Whether they are measures of ties.
    pub of_ties: bool,
    /// Whether to divide by what is possible in a network of this size.
    pub normalised: bool,
    /// How many of the first to show; all, if not said.
    pub top: Option<usize>,
    /// The damping or attenuation of the measures that have one, if not the usual.
    pub tuning: Option<f64>,
    /// Whether measures that are not defined on this network are left out with a note; else they are refused.
    pub skipping: bool,
    /// Betweenness from a sample of sources instead of all.
    pub sample: Option<Sample>,
}

/// A sample of nodes to look for paths from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// How many.
    pub sources: usize,
    /// By which they are drawn.
    pub seed: u64,
}

/// Ranks the nodes of a list, or its edges; equals share a rank and stand in the order of what they are called.
///
/// ```
/// use comity::analysis::centrality::{ListQuestion, listed};
/// use comity::analysis::edge_list::Listed;
/// use comity::graph::edges::read;
/// use comity::{measure, table::Cell};
///
/// let path = Listed::new(read(b"kaz,chn\nkaz,rus\n"), false);
/// let question = ListQuestion {
///     measures: vec![measure::find("betweenness").unwrap()],
///     of_ties: false, normalised: true, top: Some(1), tuning: None, skipping: false, sample: None,
/// };
/// let answer = listed(&path, &question).unwrap();
/// assert_eq!(answer.table.rows, [[Cell::Integer(1), Cell::from("kaz"), Cell::Number(1.0)]]);
/// ```
///
/// # Errors
/// The first measure that is not defined on this network, unless those are skipped.
pub fn listed(listed: &Listed, question: &ListQuestion) -> Result<Answer, Refusal> {
    let (measures, skipped) = defined(&listed.network, &question.measures, question.skipping)?;
    let options = Options { weighted: listed.is_weighted(), normalised: question.normalised };
    let compute = |measure: &'static Measure| match question.sample {
        Some(sample) if measure.name == "betweenness" => {
            betweenness::sampled(&listed.network, options, sample.sources, sample.seed)
        }
        _ => measure.scores(&listed.network, options, question.tuning),
    };
    let scores: Vec<(&Measure, Scores)> = measures.iter().map(|measure| (*measure, compute(measure))).collect();
    let first = |i: usize| scores.first().map_or(0.0, |(_, scores)| scores.values[i]);
    let key = |i: usize| if first(i).is_nan() { f64::NEG_INFINITY } else { first(i) };

    let mut answer = Answer::default();
    let of = if question.of_ties {
        let ties: Vec<(u32, u32, f64)> = listed.network.ties().collect();
        let order = ranked(ties.len(), key, |a, b| {
            let ends = |i: usize| (ties[i].0 as usize, ties[i].1 as usize);
            let ((a, b), (c, d)) = (ends(a), ends(b));
            listed.list.labels.compare(a, c).then_with(|| listed.list.labels.compare(b, d))
        });
        let own = [Column::text("a", "A"), Column::text("b", "B"), Column::number("weight", "Weight", 3)];
        let mut table = Table::new("ties", "Edges by centrality", columns(&own, &scores));
        for (place, i) in places(&order, question.top, first) {
            let (a, b, weight) = ties[i];
            let mut row = vec![place, listed.id(a as usize), listed.id(b as usize), Cell::Number(weight)];
            row.extend(scores.iter().map(|(_, scores)| score(scores.values[i])));
            table.push(row);
        }
        answer.table = table;
        let name = |i: &usize| format!("{}-{}", text(listed, ties[*i].0), text(listed, ties[*i].1));
        order.first().map(name).map(|first| (first, ties.len()))
    } else {
        let n = listed.network.node_count();
        let order = ranked(n, key, |a, b| {
            // Of two modes a label may name two nodes.
            listed.list.labels.compare(a, b).then_with(|| listed.side(a).cmp(&listed.side(b)))
        });
        let mut own = vec![Column::text("id", "Id").key()];
        if listed.network.sides().is_some() {
            own.push(Column::text("side", "Side").key());
        }
        let mut table = Table::new("centrality", "Nodes by centrality", columns(&own, &scores));
        for (place, i) in places(&order, question.top, first) {
            let mut row = vec![place, listed.id(i)];
            row.extend(listed.side(i).map(Cell::from));
            row.extend(scores.iter().map(|(_, scores)| score(scores.values[i])));
            table.push(row);
        }
        answer.table = table;
        order.first().map(|i| (text(listed, *i as u32), n))
    };
    answer.headline = of.map(|(name, all)| {
        let measure = scores.first().map_or(String::new(), |(measure, _)| measure.label.to_lowercase());
        format!("{name} comes first of {all} by {measure}")
    });
    for (measure, scores) in scores {
        answer.terms.push(Term::new(measure.name, said(&scores)));
        answer.notes.extend(scores.notes);
    }
    answer.notes.extend(skipped);
    Ok(answer)
}

/// Numbers from zero, the largest score first.
fn ranked(n: usize, key: impl Fn(usize) -> f64, equal: impl Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| key(*b).total_cmp(&key(*a)).then_with(|| equal(*a, *b)));
    order
}

fn columns(own: &[Column], scores: &[(&Measure, Scores)]) -> Vec<Column> {
    let rank = [Column::integer("rank", "Rank")];
    let measures = scores.iter().map(|(m, _)| Column::number(m.name, m.label, m.decimals));
    rank.into_iter().chain(own.iter().cloned()).chain(measures).collect()
}

fn text(listed: &Listed, node: u32) -> String {
    listed.list.labels.text(node as usize)
}
