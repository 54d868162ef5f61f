//! Which ties of the network of seats are central.

use super::{Frame, Question, Refusal, places, said, score, terms};
use crate::analysis::Finding;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::measure::{Measure, Scores};
use crate::model::EntityId;
use crate::table::{Cell, Column, Table, Term};

/// Ranks the ties of the network by measures of ties; equal ties share a rank.
///
/// # Errors
/// The first measure that is not defined on this network, unless those are skipped.
pub fn ties(graph: &Graph<'_>, view: &View, question: &Question<'_>) -> Result<Finding, Refusal> {
    let model = graph.model();
    let frame = Frame::of(graph, view, question);
    let (measures, skipped) = frame.defined(question)?;
    let options = frame.options(question);
    let scores: Vec<(&Measure, Scores)> =
        measures.iter().map(|measure| (*measure, measure.scores(&frame.network, options, question.tuning))).collect();
    let ties: Vec<(u32, u32, f64)> = frame.network.ties().collect();
    let id = |node: u32| frame.nodes[node as usize];
    let first = |i: usize| scores.first().map_or(0.0, |(_, scores)| scores.values[i]);
    // Nodes are in the order of their slugs on each side, and ties in that of their nodes: the sort is stable.
    let mut order: Vec<usize> = (0..ties.len()).collect();
    order.sort_by(|a, b| first(*b).total_cmp(&first(*a)));

    let mut columns = vec![
        Column::integer("rank", "Rank"),
        Column::text("a", "A"),
        Column::text("b", "B"),
        Column::text("a_name", "Name of A"),
        Column::text("b_name", "Name of B"),
        Column::number("weight", "Weight", 3),
    ];
    columns.extend(scores.iter().map(|(m, _)| Column::number(m.name, m.label, m.decimals)));
    let mut table = Table::new("ties", "Ties by centrality", columns);
    for (place, i) in places(&order, question.top, first) {
        let (a, b, weight) = ties[i];
        let slug = |id: EntityId| Cell::from(&*model.entity(id).slug);
        let name = |id: EntityId| Cell::from(model.entity(id).name.as_str());
        let mut row = vec![place, slug(id(a)), slug(id(b)), name(id(a)), name(id(b)), Cell::Number(weight)];
        row.extend(scores.iter().map(|(_, scores)| score(scores.values[i])));
        table.push(row);
    }
    let mut finding = Finding { evidence: frame.two_mode.evidence(), ..Finding::default() };
    finding.answer.headline = Some(match (order.first(), scores.first()) {
        (Some(i), Some((measure, _))) => {
            let name = |node: u32| model.entity(id(node)).short_name();
            let (a, b, _) = ties[*i];
            let label = measure.label.to_lowercase();
            format!("The tie of {} and {} comes first of {} by {label}", name(a), name(b), ties.len())
        }
        _ => "Nobody is tied to anybody in this network".to_owned(),
    });
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
