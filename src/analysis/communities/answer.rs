//! Groups as tables: who is in which, how they differ, how good they are, how alike others are.

use super::{Found, Groups, Question};
use crate::analysis::Finding;
use crate::analysis::seat_network::SeatNetwork;
use crate::measure::groups::compare::compare;
use crate::measure::groups::mixing::{class_assortativity, degree_assortativity, mixing};
use crate::measure::groups::{Objective, Partition};
use crate::model::Model;
use crate::table::{Cell, Column, Table};
use crate::words::count;

/// The answer to a question about groups.
pub(super) fn finding(
    model: &Model,
    question: &Question<'_>,
    net: &SeatNetwork,
    found: &Found,
    compared: &[(String, Found)],
) -> Finding {
    let groups = found.of.iter().flatten().max().map_or(0, |&most| most as usize + 1);
    let mut finding = Finding { evidence: net.evidence.clone(), ..Finding::default() };
    finding.answer.headline = Some(headline(found, groups));
    finding.answer.table = members(model, net, found);
    if let Some(cuts) = &found.cuts {
        let slug = |node: u32| Cell::from(&*model.entity(net.nodes[node as usize]).slug);
        let name = |node: u32| Cell::from(model.entity(net.nodes[node as usize]).short_name());
        let mut points = Table::new(
            "articulation_points",
            "Without whom the network falls apart",
            vec![Column::text("id", "Id"), Column::text("name", "Name"), Column::integer("blocks", "Blocks")],
        );
        for &node in &cuts.articulation_points {
            points.push(vec![slug(node), name(node), Cell::from(found.of[node as usize].len())]);
        }
        let mut bridges =
            Table::new("bridges", "Ties that nothing replaces", vec![Column::text("a", "A"), Column::text("b", "B")]);
        cuts.bridges.iter().for_each(|&(a, b)| bridges.push(vec![slug(a), slug(b)]));
        finding.answer.more.extend([points, bridges]);
    }
    finding.answer.more.push(sizes(net, found, groups));
    let classes: Vec<Option<u32>> = found.of.iter().map(|groups| groups.first().copied()).collect();
    if found.of.iter().all(|groups| groups.len() <= 1) {
        finding.answer.more.push(quality(net, found, &classes));
    }
    if !compared.is_empty() {
        finding.answer.more.push(likeness(&classes, compared));
    }
    finding.answer.terms.clone_from(&net.terms);
    finding.answer.terms.extend(found.terms.iter().cloned());
    finding.answer.notes.clone_from(&net.notes);
    finding.answer.notes.extend(found.notes.iter().cloned());
    let loose: Vec<&str> = (0..net.nodes.len())
        .filter(|&node| found.of[node].is_empty())
        .map(|node| &*model.entity(net.nodes[node]).slug)
        .collect();
    if !loose.is_empty() {
        let why = if matches!(question.groups, Groups::Given(_)) { "in no class" } else { "in no group" };
        finding.answer.notes.push(format!("{} {why}: {}.", count(loose.len(), "node"), loose.join(", ")));
    }
    finding
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
fn members(model: &Model, net: &SeatNetwork, found: &Found) -> Table {
    let mut columns = vec![
        Column::integer("community", "Group"),
        Column::text("id", "Id"),
        Column::text("name", "Name"),
        Column::number("inside", "Inside", 1),
        Column::number("outside", "Outside", 1),
    ];
    if !found.names.is_empty() {
        columns.insert(1, Column::text("label", "Label"));
    }
    if let Some((name, heading, _)) = &found.own {
        columns.push(Column::number(name, heading, if *name == "core" { 0 } else { 4 }));
    }
    let mut table = Table::new("communities", "Who is in which group", columns);
    let mut rows: Vec<(u32, usize)> = Vec::new();
    for (node, groups) in found.of.iter().enumerate() {
        rows.extend(groups.iter().map(|&group| (group, node)));
    }
    let depth = |node: usize| found.own.as_ref().map_or(0.0, |(.., values)| values[node]);
    let slug = |node: usize| &model.entity(net.nodes[node]).slug;
    rows.sort_by(|a, b| a.0.cmp(&b.0).then(depth(b.1).total_cmp(&depth(a.1))).then_with(|| slug(a.1).cmp(slug(b.1))));
    for (group, node) in rows {
        let entity = model.entity(net.nodes[node]);
        let (mut inside, mut outside) = (0.0, 0.0);
        for (&other, &weight) in net.network.neighbours(node).iter().zip(net.network.weights(node)) {
            let weight = if net.weighted { weight } else { 1.0 };
            *(if found.of[other as usize].contains(&group) { &mut inside } else { &mut outside }) += weight;
        }
        let mut row = vec![
            Cell::from(group as usize + 1),
            Cell::from(&*entity.slug),
            Cell::from(entity.short_name()),
            Cell::Number(inside),
            Cell::Number(outside),
        ];
        if let Some(name) = found.names.get(group as usize) {
            row.insert(1, Cell::from(name.as_str()));
        }
        row.extend(found.own.iter().map(|(.., values)| Cell::Number(values[node])));
        table.push(row);
    }
    table
}

/// One line a group.
fn sizes(net: &SeatNetwork, found: &Found, groups: usize) -> Table {
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
    for group in 0..groups as u32 {
        let nodes: Vec<usize> = (0..found.of.len()).filter(|&node| found.of[node].contains(&group)).collect();
        let (mut inside, mut outside, mut ties) = (0.0, 0.0, 0usize);
        for &node in &nodes {
            for (&other, &weight) in net.network.neighbours(node).iter().zip(net.network.weights(node)) {
                let weight = if net.weighted { weight } else { 1.0 };
                if found.of[other as usize].contains(&group) {
                    inside += weight;
                    ties += 1;
                } else {
                    outside += weight;
                }
            }
        }
        // An undirected tie inside was met from both ends; the density is one of ordered pairs either way.
        inside /= if net.network.is_directed() { 1.0 } else { 2.0 };
        let pairs = nodes.len() * nodes.len().saturating_sub(1);
        let or_missing = |all: f64, value: f64| if all > 0.0 { Cell::Number(value) } else { Cell::Missing };
        table.push(vec![
            Cell::from(group as usize + 1),
            found.names.get(group as usize).map_or(Cell::Missing, |name| Cell::from(name.as_str())),
            Cell::from(nodes.len()),
            Cell::Number(inside),
            Cell::Number(outside),
            or_missing(pairs as f64, ties as f64 / pairs as f64),
            or_missing(inside + outside, (outside - inside) / (outside + inside)),
        ]);
    }
    table
}

/// How good the groups are, by every index that has a value.
fn quality(net: &SeatNetwork, found: &Found, classes: &[Option<u32>]) -> Table {
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
    let modularity = Objective::modularity(&net.network, net.weighted, 1.0).quality(&Partition::of_labels(&labels));
    line("modularity", Some(modularity), Some(0.0));
    if let Some(objective) = Objective::barber(&net.network, net.weighted, 1.0) {
        line("barber_modularity", Some(objective.quality(&Partition::of_labels(&labels))), Some(0.0));
    }
    let mixed = mixing(&net.network, classes, net.weighted);
    line("coverage", mixed.coverage(), None);
    line("e_i_index", mixed.e_i_index(), mixed.expected_e_i_index());
    line("assortativity", class_assortativity(&net.network, classes, net.weighted), Some(0.0));
    line("degree_assortativity", degree_assortativity(&net.network), Some(0.0));
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
