//! Whom an expression of the set language finds.

use super::{Finding, slug};
use crate::graph::Graph;
use crate::query::Found;
use crate::table::{Column, Table, Term};
use crate::time::Certainty;
use crate::words::count;

/// Lists who was found, sure ones first, then by slug; or counts them.
pub fn who(graph: &Graph<'_>, text: &str, found: &[Found], count_only: bool) -> Finding {
    let model = graph.model();
    let surely = found.iter().filter(|one| one.certainty == Certainty::Surely).count();
    let possibly = found.len() - surely;
    let mut finding = Finding::default();
    finding.answer.headline = Some(format!("{surely} surely, {possibly} possibly"));
    finding.answer.terms.push(Term::new("expression", text));
    finding.evidence = found.iter().flat_map(|one| one.evidence.iter().copied()).collect();
    if count_only {
        let columns = vec![Column::integer("surely", "Surely"), Column::integer("possibly", "Possibly")];
        finding.answer.table = Table::new("count", "How many", columns);
        finding.answer.table.push(vec![surely.into(), possibly.into()]);
        return finding;
    }
    let columns = vec![Column::text("id", "Id").key(), Column::text("name", "Name"), Column::text("certainty", "Held")];
    let title = if found.is_empty() { "Nobody".to_owned() } else { count(found.len(), "entity") };
    let mut table = Table::new("who", &title, columns);
    let mut sorted: Vec<&Found> = found.iter().collect();
    sorted.sort_by_key(|one| std::cmp::Reverse(one.certainty));
    for one in sorted {
        let name = model.entity(one.entity).name.as_str();
        table.push(vec![slug(model, one.entity), name.into(), one.certainty.as_str().into()]);
    }
    finding.answer.table = table;
    finding
}
