//! The load of overlap on one body, or on one state.

use super::{Both, Question, RankBy};
use crate::analysis::{Finding, seat_terms, slug};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::EntityId;
use crate::model::kind::EntityKind;
use crate::table::{Cell, Column, Table, Term};
use crate::words::count;

/// Whose load is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// That of bodies: their overlap with all others, added up.
    Bodies,
    /// That of states: how many of their bodies are about an issue that another of them is about.
    States,
}

/// Ranks bodies by their overlap with all others together, or states by how many of their bodies share issues.
///
/// `shown` are the bodies or states to list; all, if none are named.
pub fn load(graph: &Graph<'_>, view: &View, of: Of, shown: &[EntityId], question: &Question<'_>) -> Finding {
    let model = graph.model();
    let mut bodies: Vec<EntityId> = match question.among {
        Some(among) => {
            among.iter().chain(shown).copied().filter(|id| model.entity(*id).kind == EntityKind::Body).collect()
        }
        None => model.ids().filter(|(_, entity)| entity.kind == EntityKind::Body).map(|(id, _)| id).collect(),
    };
    bodies.sort_by_key(|id| &model.entity(*id).slug);
    bodies.dedup();
    let both = Both::of(graph, view, &bodies, question);
    let mut finding = Finding::default();
    finding.answer.terms = seat_terms(model, view);
    let seated = both.members.sizes.iter().filter(|size| **size > 0).count();
    let sizes = both.members.sizes.iter().zip(&both.issues.sizes);
    let known = sizes.filter(|(members, issues)| **members > 0 && **issues > 0).count();
    let among = format!("{} with members, {known} of them with a known mandate", count(seated, "body"));
    finding.answer.terms.push(Term::new("among", among));
    let issues = if question.ancestors { "as stated, and all above them" } else { "as stated" };
    finding.answer.terms.push(Term::new("issues", issues));
    finding.evidence = both.members.evidence.iter().chain(&both.issues.evidence).flatten().copied().collect();
    match of {
        Of::Bodies => of_bodies(graph, &both, shown, &mut finding),
        Of::States => of_states(graph, &both, shown, &mut finding),
    }
    finding
}

fn of_bodies(graph: &Graph<'_>, both: &Both, shown: &[EntityId], finding: &mut Finding) {
    let model = graph.model();
    let columns = vec![
        Column::integer("rank", "Rank"),
        Column::text("id", "Id").key(),
        Column::text("name", "Name"),
        Column::integer("members", "Members"),
        Column::integer("others", "Shares with"),
        Column::integer("shared", "Shared, all added"),
        Column::number("jaccard", "Jaccard, all added", 3),
        Column::number("issue_jaccard", "By issues", 3),
        Column::number("both_jaccard", "By both", 3),
    ];
    let n = both.bodies.len();
    let mut rows: Vec<(usize, [f64; 5])> = Vec::new();
    for a in (0..n).filter(|a| both.members.sizes[*a] > 0) {
        let mut sums = [0.0; 5];
        for b in (0..n).filter(|b| *b != a && both.members.sizes[*b] > 0) {
            // Each pair from its smaller place, so that both bodies add the same number.
            let pair = both.pair(a.min(b), a.max(b));
            let more = [
                f64::from(u8::from(pair.shared > 0)),
                pair.shared as f64,
                both.value(&pair, RankBy::Jaccard),
                both.value(&pair, RankBy::IssueJaccard),
                both.value(&pair, RankBy::BothJaccard),
            ];
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
        rows.push((a, sums));
    }
    rows.sort_by(|(_, x), (_, y)| y[2].total_cmp(&x[2]));
    let mut table = Table::new("load", "Bodies by their overlap with all others", columns);
    for (rank, (a, sums)) in ranked(&rows, |(_, sums)| sums[2]) {
        let id = both.bodies[*a];
        if !shown.is_empty() && !shown.contains(&id) {
            continue;
        }
        let mandate = both.issues.sizes[*a] > 0;
        let by_issue = |sum: f64| if mandate { Cell::Number(sum) } else { Cell::Missing };
        table.push(vec![
            rank.into(),
            slug(model, id),
            model.entity(id).name.as_str().into(),
            both.members.sizes[*a].into(),
            (sums[0] as usize).into(),
            (sums[1] as usize).into(),
            sums[2].into(),
            by_issue(sums[3]),
            by_issue(sums[4]),
        ]);
    }
    finding.answer.headline = headline(&table, shown, "overlaps most with all others");
    for body in shown.iter().filter(|body| !rows.iter().any(|(a, _)| both.bodies[*a] == **body)) {
        let name = model.entity(*body).short_name();
        finding.answer.notes.push(format!("{name} has nobody of this grade in this graph then, and so no load."));
    }
    finding.answer.table = table;
}

fn of_states(graph: &Graph<'_>, both: &Both, shown: &[EntityId], finding: &mut Finding) {
    let model = graph.model();
    let columns = vec![
        Column::integer("rank", "Rank"),
        Column::text("id", "Id").key(),
        Column::text("name", "Name"),
        Column::integer("bodies", "Bodies"),
        Column::integer("with_mandate", "With a mandate"),
        Column::integer("sharing_issue", "Sharing an issue"),
        Column::integer("pairs_sharing_issue", "Pairs sharing one"),
        Column::integer("issues", "Issues"),
        Column::number("bodies_per_issue", "Bodies an issue", 2),
    ];
    let mut rows: Vec<(EntityId, [usize; 5], usize)> = Vec::new();
    for (position, state) in both.members.elements.iter().enumerate() {
        let own: Vec<usize> =
            (0..both.bodies.len()).filter(|body| both.members.counted[*body].contains(position)).collect();
        if own.is_empty() || model.entity(*state).kind != EntityKind::State {
            continue;
        }
        let mut sharing = vec![false; own.len()];
        let mut pairs = 0;
        for (i, a) in own.iter().enumerate() {
            for (j, b) in own.iter().enumerate().skip(i + 1) {
                if both.issues.shared(*a, *b) > 0 {
                    pairs += 1;
                    (sharing[i], sharing[j]) = (true, true);
                }
            }
        }
        let mut issues = fixedbitset::FixedBitSet::with_capacity(both.issues.elements.len());
        own.iter().for_each(|body| issues.union_with(&both.issues.counted[*body]));
        let covered: usize = own.iter().map(|body| both.issues.sizes[*body]).sum();
        let mandated = own.iter().filter(|body| both.issues.sizes[**body] > 0).count();
        let sharing = sharing.iter().filter(|shares| **shares).count();
        rows.push((*state, [own.len(), mandated, sharing, pairs, issues.count_ones(..)], covered));
    }
    // By bodies that share an issue, then by pairs of them; the rest by slug.
    rows.sort_by_key(|(_, numbers, _)| std::cmp::Reverse((numbers[2], numbers[3])));
    let mut table = Table::new("load", "States by how many of their bodies share an issue", columns);
    for (rank, (state, numbers, covered)) in ranked(&rows, |(_, numbers, _)| (numbers[2], numbers[3])) {
        if !shown.is_empty() && !shown.contains(state) {
            continue;
        }
        let mut row = vec![rank.into(), slug(model, *state), model.entity(*state).name.as_str().into()];
        row.extend(numbers.map(Cell::from));
        let issues = numbers[4];
        row.push(if issues > 0 { Cell::Number(*covered as f64 / issues as f64) } else { Cell::Missing });
        table.push(row);
    }
    finding.answer.headline = headline(&table, shown, "has the most bodies that share an issue");
    for state in shown.iter().filter(|state| !rows.iter().any(|(known, ..)| known == *state)) {
        let name = &model.entity(*state).name;
        finding.answer.notes.push(format!("{name} sits in none of these bodies then, and so has no load."));
    }
    finding.answer.table = table;
}

fn headline(table: &Table, shown: &[EntityId], what: &str) -> Option<String> {
    match table.rows.first()?.get(2)? {
        Cell::Text(name) if shown.is_empty() && table.rows.len() > 1 => {
            Some(format!("{name} {what} of {}", table.rows.len()))
        }
        _ => None,
    }
}

/// The rows with their ranks; rows with equal values share one.
fn ranked<T, V: PartialEq>(rows: &[T], value: impl Fn(&T) -> V) -> Vec<(usize, &T)> {
    let mut ranked: Vec<(usize, &T)> = Vec::with_capacity(rows.len());
    for (i, row) in rows.iter().enumerate() {
        let rank = match ranked.last() {
            Some((rank, before)) if value(before) == value(row) => *rank,
            _ => i + 1,
        };
        ranked.push((rank, row));
    }
    ranked
}
