//! Which groups a plain list of edges falls into.

use super::{Found, How, Method, NoGroups, Nodes, answer, by_method, given};
use crate::analysis::edge_list::Listed;
use crate::analysis::grouping::Classes;
use crate::table::{Answer, Column};
use std::collections::BTreeMap;

/// Groups of a list of edges: found by a method, or given as label and class.
#[derive(Debug, Clone)]
pub enum ListGroups {
    /// Found.
    By(&'static Method),
    /// Given.
    Given(Vec<(String, String)>),
}

/// Finds the groups of a list of edges and says how good they are.
///
/// # Errors
/// If the method cannot answer on this network, or a label with a class is none of the list.
pub fn listed(listed: &Listed, how: &How, groups: &ListGroups, compare: &[ListGroups]) -> Result<Answer, NoGroups> {
    let find = |groups: &ListGroups| -> Result<Found, NoGroups> {
        match groups {
            ListGroups::By(method) => by_method(&listed.network, listed.is_weighted(), method, how),
            ListGroups::Given(rows) => Ok(given(classes(listed, rows)?, TABLE)),
        }
    };
    let found = find(groups)?;
    let mut compared = Vec::new();
    for other in compare {
        let label = match other {
            ListGroups::By(method) => method.name,
            ListGroups::Given(_) => TABLE,
        };
        compared.push((label.to_owned(), find(other)?));
    }
    let names = |node: usize| (listed.list.labels.text(node), listed.side(node).map(str::to_owned));
    let second = listed.network.sides().map(|_| Column::text("side", "Side"));
    let nodes = Nodes { network: &listed.network, weighted: listed.is_weighted(), names: &names, second };
    Ok(answer::answer(&nodes, matches!(groups, ListGroups::Given(_)), &found, &compared))
}

const TABLE: &str = "a table of classes";

/// The classes of a table; names in alphabetical order.
fn classes(listed: &Listed, rows: &[(String, String)]) -> Result<Classes, NoGroups> {
    let labels = &listed.list.labels;
    // Of two modes a label may name a node on each side.
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    (0..labels.len()).for_each(|node| places.entry(labels.text(node)).or_default().push(node));
    let mut names: Vec<String> = rows.iter().map(|(_, class)| class.clone()).collect();
    names.sort();
    names.dedup();
    let mut of = vec![None; labels.len()];
    for (label, class) in rows {
        let Some(nodes) = places.get(label) else {
            return Err(NoGroups {
                message: format!("`{label}` has a class, but no edge"),
                help: "write labels in the table of classes as they stand in the list of edges".to_owned(),
            });
        };
        let class = names.binary_search(class).ok().map(|at| at as u32);
        nodes.iter().for_each(|node| of[*node] = class);
    }
    Ok(Classes { names, of })
}
