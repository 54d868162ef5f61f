//! What a network says in words: the title that states what is seen, the text for those who cannot see it, the data.

use crate::export::diagram::{Diagram, Node, TieKind};
use crate::model::kind::EntityKind;
use crate::table::{Cell, Column, Table};
use crate::words::{count, enumerate};

/// As many names stand in a title before they are counted.
const NAMED: usize = 4;

/// The states that hold most seats among the bodies drawn.
pub(super) fn two_mode_title(diagram: &Diagram, bodies: usize) -> String {
    let seats = counted(diagram);
    let states = || diagram.nodes.iter().zip(&seats).filter(|(node, _)| node.kind == EntityKind::State);
    let most = states().map(|(_, seats)| *seats).max().unwrap_or(0);
    let names: Vec<&str> = states()
        .filter(|(_, seats)| **seats == most)
        .flat_map(|(node, _)| node.names.iter().map(String::as_str))
        .collect();
    if most <= 1 || bodies < 2 {
        return diagram.title.clone();
    }
    let (who, sit) = match names.len() {
        1 => (names[0].to_owned(), "sits"),
        2..=NAMED => (enumerate(&names), "sit"),
        n => (count(n, "state"), "sit"),
    };
    if most == bodies {
        format!("{who} {sit} in all {bodies} bodies")
    } else {
        format!("{who} {sit} in {most} of these {bodies} bodies, nobody in more")
    }
}

/// How many seats of each node surely count.
fn counted(diagram: &Diagram) -> Vec<usize> {
    let mut seats = vec![0; diagram.nodes.len()];
    for tie in diagram.ties.iter().filter(|tie| matches!(tie.kind, TieKind::Seat(..)) && !tie.only_possible) {
        seats[tie.from] += 1;
    }
    seats
}

/// Those who share most.
pub(super) fn projection_title(diagram: &Diagram, shared: &str) -> String {
    let most = diagram.ties.iter().map(|tie| tie.weight).fold(0.0, f64::max);
    let top: Vec<_> = diagram.ties.iter().filter(|tie| tie.weight == most).collect();
    let name = |i: usize| diagram.nodes[i].names.first().map_or("", String::as_str);
    let mut who: Vec<&str> = top.iter().flat_map(|tie| [name(tie.from), name(tie.to)]).collect();
    who.sort_unstable();
    who.dedup();
    let what = count(most as usize, shared);
    match (top.len(), who.len()) {
        (0, _) => diagram.title.clone(),
        (1, _) => format!("{} share most: {what}", enumerate(&who)),
        // All of them with each other.
        (pairs, n) if n <= NAMED && pairs == n * (n - 1) / 2 => format!("{} share most: {what}", enumerate(&who)),
        (pairs, _) => format!("{} share most: {what} each", count(pairs, "pair")),
    }
}

/// What an entity is related to, by kind.
pub(super) fn ego_title(diagram: &Diagram) -> String {
    let Some(centre) = diagram.nodes.iter().find(|node| node.is_centre) else { return diagram.title.clone() };
    let kinds: Vec<String> = kinds(diagram, |node| !node.is_centre);
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    if kinds.is_empty() {
        return format!("{} is related to nobody then", centre.names.join(", "));
    }
    format!("{} among {}", centre.names.join(", "), enumerate(&kinds))
}

/// "21 bodies", "9 treaties": the nodes by kind.
fn kinds(diagram: &Diagram, wanted: impl Fn(&Node) -> bool) -> Vec<String> {
    let (mut order, mut last) = (EntityKind::ALL.to_vec(), Vec::new());
    // Bodies first: they are what most questions are about.
    order.retain(|kind| {
        *kind != EntityKind::State || {
            last.push(*kind);
            false
        }
    });
    order
        .iter()
        .chain(&last)
        .filter_map(|kind| {
            let nodes = diagram.nodes.iter().filter(|node| node.kind == *kind && wanted(node));
            let n: usize = nodes.map(|node| node.ids.len()).sum();
            (n > 0).then(|| count(n, kind.as_str()))
        })
        .collect()
}

/// The network in words: its nodes by kind, then every body, or the widest ties.
pub(super) fn alt(diagram: &Diagram, title: &str) -> String {
    let mut parts = vec![format!(
        "Network of {}",
        enumerate(&kinds(diagram, |_| true).iter().map(String::as_str).collect::<Vec<_>>())
    )];
    parts.push(title.to_owned());
    let bodies = diagram.nodes.iter().filter(|node| node.kind == EntityKind::Body && !node.is_centre);
    let sizes: Vec<String> = bodies.take(40).map(|node| format!("{} {}", node.names.join(", "), node.size)).collect();
    if !sizes.is_empty() && diagram.ties.iter().any(|tie| matches!(tie.kind, TieKind::Seat(..))) {
        parts.push(format!("Seats drawn: {}", sizes.join(", ")));
    }
    let mut shared: Vec<_> = diagram.ties.iter().filter(|tie| tie.kind == TieKind::Shared).collect();
    shared.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let strongest: Vec<&str> = shared.iter().take(8).map(|tie| tie.tooltip.as_str()).collect();
    if !strongest.is_empty() {
        parts.push(format!("The strongest ties: {}", strongest.join("; ")));
    }
    let mut wide: Vec<&Node> =
        diagram.nodes.iter().filter(|node| node.kind == EntityKind::State && node.size > 1).collect();
    wide.sort_by_key(|node| std::cmp::Reverse(node.size));
    if sizes.len() > 1 && !wide.is_empty() {
        let who: Vec<String> =
            wide.iter().take(8).map(|node| format!("{} in {}", node.names.join(", "), node.size)).collect();
        parts.push(format!("Most seats: {}", who.join("; ")));
    }
    format!("{}.", parts.join(". "))
}

/// The ties as a table.
pub(super) fn ties(diagram: &Diagram) -> Table {
    let columns = vec![
        Column::text("from", "From"),
        Column::text("to", "To"),
        Column::text("kind", "Kind"),
        Column::number("weight", "Weight", 2),
        Column::text("certainty", "Certainty"),
        Column::text("relations", "Relations").for_machines(),
    ];
    let mut table = Table::new("ties", "The ties drawn", columns);
    for tie in &diagram.ties {
        let kind = match tie.kind {
            TieKind::Seat(grade, false) => grade.to_string(),
            TieKind::Seat(grade, true) => format!("{grade} (suspended)"),
            TieKind::Shared => "shared".to_owned(),
            TieKind::Other(kind) => kind.to_string(),
        };
        table.push(vec![
            Cell::List(diagram.nodes[tie.from].ids.clone()),
            Cell::List(diagram.nodes[tie.to].ids.clone()),
            kind.into(),
            Cell::Number(tie.weight),
            if tie.only_possible { "possibly" } else { "surely" }.into(),
            Cell::List(tie.tooltip.lines().map(str::to_owned).collect()),
        ]);
    }
    table
}

/// The nodes as a table, with their places.
pub(super) fn nodes(diagram: &Diagram) -> Table {
    let columns = vec![
        Column::text("ids", "Node"),
        Column::text("names", "Names"),
        Column::text("kind", "Kind"),
        Column::text("family", "Family"),
        Column::integer("size", "Size"),
        Column::number("x", "x", 2).for_machines(),
        Column::number("y", "y", 2).for_machines(),
    ];
    let mut table = Table::new("nodes", "The nodes drawn", columns);
    for (i, node) in diagram.nodes.iter().enumerate() {
        let at = |of: fn(&crate::export::diagram::Place) -> f64| {
            diagram.places.get(i).map_or(Cell::Missing, |place| Cell::Number(of(place)))
        };
        table.push(vec![
            Cell::List(node.ids.clone()),
            Cell::List(node.names.clone()),
            node.kind.as_str().into(),
            node.family.clone().map_or(Cell::Missing, Cell::from),
            node.size.into(),
            at(|place| place.x),
            at(|place| place.y),
        ]);
    }
    table
}
