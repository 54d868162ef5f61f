//! How densely groups are tied within and between: a density matrix, and the E–I index of each group.
//!
//! Density is the pairs that are tied as a share of all pairs of the two groups. The E–I index of a group
//! is `(E − I) / (E + I)`, with I the tied pairs within it and E those between it and the other groups
//! (Krackhardt and Stern 1988): −1 if it keeps to itself, 1 if all its ties lead out.

use super::cover::is_any_under;
use super::groups::{Group, unbounded};
use super::{Finding, slug, source_list};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::RelationKind;
use crate::model::{Detail, EntityId, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::Certainty;
use crate::words::{count, enumerate};
use std::collections::BTreeMap;

/// Which relations tie two actors.
#[derive(Debug, Clone)]
pub struct Question<'q> {
    /// Their kind: cooperation, rivalry or another tie.
    pub kind: RelationKind,
    /// For cooperation, only on these issues and what lies below them; all, if none are named.
    pub issues: &'q [EntityId],
}

/// The relations between a pair, and how surely one holds.
type Pairs = BTreeMap<(EntityId, EntityId), (Certainty, Vec<RelationId>)>;

/// Counts the ties within and between groups; an actor of several groups belongs to the first.
pub fn blocks(graph: &Graph<'_>, view: &View, groups: &[Group], question: &Question<'_>) -> Finding {
    let model = graph.model();
    let mut block = vec![usize::MAX; model.entities().len()];
    for (i, group) in groups.iter().enumerate() {
        for actor in group.counted(view) {
            let known = &mut block[actor.id.index()];
            *known = (*known).min(i);
        }
    }
    let mut sizes = vec![0usize; groups.len()];
    block.iter().filter(|i| **i < groups.len()).for_each(|i| sizes[*i] += 1);
    let pairs = pairs(graph, view, &block, question);
    let mut sure = vec![vec![0usize; groups.len()]; groups.len()];
    let mut possible = sure.clone();
    for ((a, b), (certainty, _)) in &pairs {
        let (i, j) = (block[a.index()].min(block[b.index()]), block[a.index()].max(block[b.index()]));
        let counts = if *certainty >= view.dates.counted() { &mut sure } else { &mut possible };
        counts[i][j] += 1;
    }

    let columns = vec![
        Column::text("a", "A").key(),
        Column::text("b", "B").key(),
        Column::integer("pairs", "Pairs"),
        Column::integer("tied", "Tied"),
        Column::integer("tied_possibly", "Possibly"),
        Column::number("density", "Density", 4),
    ];
    let mut table = Table::new("blocks", "How densely the groups are tied", columns);
    for i in 0..groups.len() {
        for j in i..groups.len() {
            let all = if i == j { sizes[i] * sizes[i].saturating_sub(1) / 2 } else { sizes[i] * sizes[j] };
            table.push(vec![
                groups[i].label.as_str().into(),
                groups[j].label.as_str().into(),
                all.into(),
                sure[i][j].into(),
                possible[i][j].into(),
                if all == 0 { Cell::Missing } else { Cell::Number(sure[i][j] as f64 / all as f64) },
            ]);
        }
    }
    let mut finding = Finding::default();
    let tied: usize = sure.iter().flatten().sum();
    let labels: Vec<&str> = groups.iter().map(|group| group.label.as_str()).collect();
    finding.answer.headline = Some(format!(
        "{} tied by {} within and between {}",
        count(tied, "pair"),
        question.kind.as_str(),
        enumerate(&labels),
    ));
    finding.answer.table = table;
    finding.answer.more.push(group_table(groups, &sizes, &sure));
    finding.answer.more.push(tie_table(graph, &pairs));
    finding.evidence = pairs.values().flat_map(|(_, ids)| ids.iter().copied()).collect();
    finding.evidence.extend(groups.iter().flat_map(Group::evidence));
    finding.answer.terms = vec![
        Term::new("dates", super::dates(view.dates)),
        Term::new("relation", question.kind.as_str()),
        Term::new("members of several groups", "counted in the first"),
    ];
    if !question.issues.is_empty() {
        let slugs: Vec<&str> = question.issues.iter().map(|id| &*model.entity(*id).slug).collect();
        finding.answer.terms.push(Term::new("issues", slugs.join(", ")));
    }
    if tied == 0 {
        let note = "No such tie is written in this graph, which does not prove that there is none.";
        finding.answer.notes.push(note.into());
    }
    finding
}

/// The pairs that are tied, of actors in any of the groups.
fn pairs(graph: &Graph<'_>, view: &View, block: &[usize], question: &Question<'_>) -> Pairs {
    let model = graph.model();
    let plain = unbounded(view);
    let mut pairs = Pairs::new();
    for (i, relation) in model.relations().iter().enumerate() {
        let inside = block[relation.from.index()] < usize::MAX && block[relation.to.index()] < usize::MAX;
        let about = match &relation.detail {
            _ if question.issues.is_empty() => true,
            Detail::Cooperates { issue: Some(issue), .. } => is_any_under(model, *issue, question.issues),
            _ => false,
        };
        let certainty = plain.certainty(relation);
        if relation.kind == question.kind
            && inside
            && about
            && relation.from != relation.to
            && certainty > Certainty::No
            && certainty >= view.dates.listed()
        {
            let ends = (relation.from.min(relation.to), relation.from.max(relation.to));
            let entry = pairs.entry(ends).or_insert((Certainty::No, Vec::new()));
            entry.0 = entry.0.max(certainty);
            entry.1.push(RelationId(i as u32));
        }
    }
    pairs
}

/// For every group its ties within and without.
fn group_table(groups: &[Group], sizes: &[usize], sure: &[Vec<usize>]) -> Table {
    let columns = vec![
        Column::text("group", "Group").key(),
        Column::integer("actors", "Actors"),
        Column::integer("internal", "Within"),
        Column::integer("external", "Without"),
        Column::number("ei", "E–I", 3),
    ];
    let mut table = Table::new("groups", "Whether they keep to themselves", columns);
    for (i, group) in groups.iter().enumerate() {
        let internal = sure[i][i];
        let external: usize = (0..groups.len()).filter(|j| *j != i).map(|j| sure[i.min(j)][i.max(j)]).sum();
        let both = internal + external;
        let index = (external as f64 - internal as f64) / both.max(1) as f64;
        table.push(vec![
            group.label.as_str().into(),
            sizes[i].into(),
            internal.into(),
            external.into(),
            if both == 0 { Cell::Missing } else { Cell::Number(index) },
        ]);
    }
    table
}

fn tie_table(graph: &Graph<'_>, pairs: &Pairs) -> Table {
    let model = graph.model();
    let columns = vec![
        Column::text("a", "A").key(),
        Column::text("b", "B").key(),
        Column::text("certainty", "Held"),
        Column::text("as", "As"),
        Column::text("issues", "Issues"),
        Column::text("sources", "Sources"),
    ];
    let mut table = Table::new("ties", "The ties", columns);
    let mut rows: Vec<_> = pairs.iter().collect();
    rows.sort_by_key(|((a, b), _)| (&model.entity(*a).slug, &model.entity(*b).slug));
    for ((a, b), (certainty, ids)) in rows {
        let details = ids.iter().map(|id| model.relation(*id).detail_text()).filter(|text| !text.is_empty());
        let issues = ids.iter().filter_map(|id| match &model.relation(*id).detail {
            Detail::Cooperates { issue: Some(issue), .. } => Some(model.entity(*issue).slug.to_string()),
            _ => None,
        });
        table.push(vec![
            slug(model, *a),
            slug(model, *b),
            certainty.as_str().into(),
            Cell::List(details.collect()),
            Cell::List(issues.collect()),
            source_list(model, ids.iter().copied()),
        ]);
    }
    table
}
