//! Groups as tables: who is in which, how they differ, how good they are, how alike others are.

use super::{Found, Nodes};
use crate::measure::groups::compare::compare;
use crate::measure::groups::mixing::{class_assortativity, degree_assortativity, mixing};
use crate::measure::groups::{Objective, Partition};
use crate::table::{Answer, Cell, Column, Table};
use crate::words::count;

/// The tables of groups, with the terms and remarks of the method.
pub(super) fn answer(nodes: &Nodes<'_>, given: bool, found: &Found, compared: &[(String, Found)]) -> Answer {
    let groups = found.of.iter().flatten().max().map_or(0, |&most| most as usize + 1);
    let mut answer = Answer { headline: Some(headline(found, groups)), ..Answer::default() };
    answer.table = members(nodes, found);
    if let Some(cuts) = &found.cuts {
        let slug = |node: u32| Cell::Text(nodes.id(node as usize));
        let mut columns = vec![Column::text("id", "Id")];
        columns.extend(nodes.second.clone());
        columns.push(Column::integer("blocks", "Blocks"));
        let mut points = Table::new("articulation_points", "Without whom the network falls apart", columns);
        for &node in &cuts.articulation_points {
            let mut row = nodes.cells(node as usize);
            row.push(Cell::from(found.of[node as usize].len()));
            points.push(row);
        }
        let mut bridges =
            Table::new("bridges", "Ties that nothing replaces", vec![Column::text("a", "A"), Column::text("b", "B")]);
        cuts.bridges.iter().for_each(|&(a, b)| bridges.push(vec![slug(a), slug(b)]));
        answer.more.extend([points, bridges]);
    }
    answer.more.push(sizes(nodes, found, groups));
    let classes: Vec<Option<u32>> = found.of.iter().map(|groups| groups.first().copied()).collect();
    if found.of.iter().all(|groups| groups.len() <= 1) {
        answer.more.push(quality(nodes, found, &classes));
    }
    if !compared.is_empty() {
        answer.more.push(likeness(&classes, compared));
    }
    answer.terms.clone_from(&found.terms);
    answer.notes.clone_from(&found.notes);
    let loose: Vec<usize> = (0..found.of.len()).filter(|&node| found.of[node].is_empty()).collect();
    if !loose.is_empty() {
        let why = if given { "in no class" } else { "in no group" };
        let mut names: Vec<String> = loose.iter().take(LOOSE_NAMED).map(|&node| nodes.id(node)).collect();
        if loose.len() > LOOSE_NAMED {
            names.push("…".to_owned());
        }
        answer.notes.push(format!("{} {why}: {}.", count(loose.len(), "node"), names.join(", ")));
    }
    answer
}

/// So many nodes in no group are named; a list of edges may have a million.
const LOOSE_NAMED: usize = 250;

impl Nodes<'_> {
    fn id(&self, node: usize) -> String {
        (self.names)(node).0
    }

    /// The cells that name a node.
    fn cells(&self, node: usize) -> Vec<Cell> {
        let (id, name) = (self.names)(node);
        std::iter::once(id).chain(name).map(Cell::Text).collect()
    }

    fn weight(&self, weight: f64) -> f64 {
        if self.weighted { weight } else { 1.0 }
    }
}

fn headline(found: &Found, groups: usize) -> String {
    let mut words = match (&found.cuts, found.names.first().map(String::as_str)) {
        (Some(cuts), _) => {
            let points = count(cuts.articulation_points.len(), "articulation point");
            format!("{points}, {}, {}", count(cuts.bridges.len(), "bridge"), count(groups, "block"))
        }
        (_, Some("core")) => {
            let core = found.of.iter().filter(|groups| groups.first() == Some(&0)).count();
            format!("A core of {core} and a periphery of {}", found.of.len() - core)
        }
        _ => count(groups, "group"),
    };
    if let Some((name, value)) = found.quality {
        words += &format!("; {} {value:.4}", name.replace('_', " "));
    }
    words
}

/// Who is in which group.
fn members(nodes: &Nodes<'_>, found: &Found) -> Table {
    let mut columns = vec![Column::integer("community", "Group")];
    if !found.names.is_empty() {
        columns.push(Column::text("label", "Label"));
    }
    columns.push(Column::text("id", "Id"));
    columns.extend(nodes.second.clone());
    columns.extend([Column::number("inside", "Inside", 1), Column::number("outside", "Outside", 1)]);
    if let Some((name, heading, _)) = &found.own {
        columns.push(Column::number(name, heading, if *name == "core" { 0 } else { 4 }));
    }
    let mut table = Table::new("communities", "Who is in which group", columns);
    let ids: Vec<String> = (0..found.of.len()).map(|node| nodes.id(node)).collect();
    let mut rows: Vec<(u32, usize)> = Vec::new();
    for (node, groups) in found.of.iter().enumerate() {
        rows.extend(groups.iter().map(|&group| (group, node)));
    }
    let depth = |node: usize| found.own.as_ref().map_or(0.0, |(.., values)| values[node]);
    rows.sort_by(|a, b| {
        a.0.cmp(&b.0).then(depth(b.1).total_cmp(&depth(a.1))).then_with(|| by_id(&ids[a.1], &ids[b.1]))
    });
    for (group, node) in rows {
        let (mut inside, mut outside) = (0.0, 0.0);
        for (&other, &weight) in nodes.network.neighbours(node).iter().zip(nodes.network.weights(node)) {
            let weight = nodes.weight(weight);
            *(if found.of[other as usize].contains(&group) { &mut inside } else { &mut outside }) += weight;
        }
        let mut row = vec![Cell::from(group as usize + 1)];
        row.extend(found.names.get(group as usize).map(|name| Cell::from(name.as_str())));
        row.extend(nodes.cells(node));
        row.extend([Cell::Number(inside), Cell::Number(outside)]);
        row.extend(found.own.iter().map(|(.., values)| Cell::Number(values[node])));
        table.push(row);
    }
    table
}

/// The order of ids: numbers by size, words by letters.
fn by_id(a: &str, b: &str) -> std::cmp::Ordering {
    match (a.parse::<u64>(), b.parse::<u64>()) {
        (Ok(x), Ok(y)) => x.cmp(&y).then_with(|| a.cmp(b)),
        (x, y) => x.is_err().cmp(&y.is_err()).then_with(|| a.cmp(b)),
    }
}

/// One line a group.
fn sizes(nodes: &Nodes<'_>, found: &Found, groups: usize) -> Table {
    let columns = vec![
        Column::integer("community", "Group"),
        Column::text("label", "Label"),
        Column::integer("size", "Size"),
        Column::number("inside", "Inside", 1),
        Column::number("outside", "Outside", 1),
        Column::number("density", "Density", 3),
        Column::number("e_i_index", "E-I", 3),
    ];
    let mut table = Table::new("groups", "The groups", columns);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups];
    for (node, of) in found.of.iter().enumerate() {
        of.iter().for_each(|&group| members[group as usize].push(node));
    }
    for (group, inside_it) in members.into_iter().enumerate() {
        let (mut inside, mut outside, mut ties) = (0.0, 0.0, 0usize);
        for &node in &inside_it {
            for (&other, &weight) in nodes.network.neighbours(node).iter().zip(nodes.network.weights(node)) {
                let weight = nodes.weight(weight);
                if found.of[other as usize].contains(&(group as u32)) {
                    inside += weight;
                    ties += 1;
                } else {
                    outside += weight;
                }
            }
        }
        // An undirected tie inside was met from both ends; the density is one of ordered pairs either way.
        inside /= if nodes.network.is_directed() { 1.0 } else { 2.0 };
        let pairs = inside_it.len() * inside_it.len().saturating_sub(1);
        let or_missing = |all: f64, value: f64| if all > 0.0 { Cell::Number(value) } else { Cell::Missing };
        table.push(vec![
            Cell::from(group + 1),
            found.names.get(group).map_or(Cell::Missing, |name| Cell::from(name.as_str())),
            Cell::from(inside_it.len()),
            Cell::Number(inside),
            Cell::Number(outside),
            or_missing(pairs as f64, ties as f64 / pairs as f64),
            or_missing(inside + outside, (outside - inside) / (outside + inside)),
        ]);
    }
    table
}

/// How good the groups are, by every index that has a value.
fn quality(net: &Nodes<'_>, found: &Found, classes: &[Option<u32>]) -> Table {
    let columns = vec![
        Column::text("measure", "Measure"),
        Column::number("value", "Value", 4),
        Column::number("expected", "By chance", 4),
    ];
    let mut table = Table::new("quality", "How good they are", columns);
    let mut line = |name: &str, value: Option<f64>, expected: Option<f64>| {
        let cell = |number: Option<f64>| number.map_or(Cell::Missing, Cell::Number);
        table.push(vec![Cell::from(name), cell(value), cell(expected)]);
    };
    let below = ["modularity", "barber_modularity"];
    if let Some((name, value)) = found.quality.filter(|(name, _)| !below.contains(name)) {
        line(name, Some(value), None);
    }
    // Whoever has no class stands alone.
    let next = classes.iter().flatten().max().map_or(0, |&most| most + 1);
    let labels: Vec<u32> =
        classes.iter().enumerate().map(|(node, class)| class.unwrap_or(next + node as u32)).collect();
    let modularity = Objective::modularity(net.network, net.weighted, 1.0).quality(&Partition::of_labels(&labels));
    line("modularity", Some(modularity), Some(0.0));
    if let Some(objective) = Objective::barber(net.network, net.weighted, 1.0) {
        line("barber_modularity", Some(objective.quality(&Partition::of_labels(&labels))), Some(0.0));
    }
    let mixed = mixing(net.network, classes, net.weighted);
    line("coverage", mixed.coverage(), None);
    line("e_i_index", mixed.e_i_index(), mixed.expected_e_i_index());
    line("assortativity", class_assortativity(net.network, classes, net.weighted), Some(0.0));
    line("degree_assortativity", degree_assortativity(net.network), Some(0.0));
    table
}

/// How alike other groups are, on the nodes that both put into one.
fn likeness(classes: &[Option<u32>], compared: &[(String, Found)]) -> Table {
    let columns = vec![
        Column::text("with", "With"),
        Column::integer("nodes", "Nodes"),
        Column::integer("groups", "Groups"),
        Column::number("nmi", "NMI", 4),
        Column::number("adjusted_rand", "Adjusted Rand", 4),
        Column::number("variation", "Variation", 4),
    ];
    let mut table = Table::new("comparison", "Compared with", columns);
    for (label, other) in compared {
        let both = classes.iter().zip(&other.of).filter_map(|(own, other)| Some(((*own)?, *other.first()?)));
        let (own, theirs): (Vec<u32>, Vec<u32>) = both.unzip();
        let (own, theirs) = (Partition::of_labels(&own), Partition::of_labels(&theirs));
        let found = compare(&own, &theirs);
        table.push(vec![
            Cell::from(label.as_str()),
            Cell::from(own.len()),
            Cell::from(theirs.count()),
            Cell::Number(found.nmi),
            Cell::Number(found.adjusted_rand),
            Cell::Number(found.variation),
        ]);
    }
    table
}
