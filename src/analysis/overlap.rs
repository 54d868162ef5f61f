//! How the rosters of bodies overlap.

use super::{Finding, life_note, seat_terms, slug};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{EntityId, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::Certainty;
use crate::words::{count, enumerate};
use fixedbitset::FixedBitSet;

/// By what pairs are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RankBy {
    /// Shared members as a share of all members of either.
    Jaccard,
    /// The number of shared members.
    Shared,
    /// Shared members as a share of the smaller body.
    OverlapCoefficient,
    /// Shared members as a share of the first body; pairs are turned so that this is the larger share.
    AInB,
}

impl RankBy {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Jaccard, Self::Shared, Self::OverlapCoefficient, Self::AInB];

    /// The word for it, which is also the column's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jaccard => "jaccard",
            Self::Shared => "shared",
            Self::OverlapCoefficient => "overlap_coefficient",
            Self::AInB => "a_in_b",
        }
    }
}

/// Compares the rosters of the named bodies pair by pair, and names every exclusive region.
pub fn overlap(graph: &Graph<'_>, view: &View, bodies: &[EntityId]) -> Finding {
    let rosters = Rosters::of(graph, view, bodies);
    let mut pairs = Vec::new();
    for a in 0..bodies.len() {
        for b in a + 1..bodies.len() {
            pairs.push(rosters.pair(a, b));
        }
    }
    let mut finding = rosters.finding(graph, view, &pairs, "How their rosters overlap");
    finding.answer.headline = rosters.headline(graph, &pairs);
    finding.answer.more.push(rosters.regions(graph));
    for (i, body) in bodies.iter().enumerate() {
        let possible: Vec<EntityId> =
            rosters.possible[i].difference(&rosters.surely[i]).map(|m| rosters.holders[m]).collect();
        let name = graph.model().entity(*body).short_name();
        if !possible.is_empty() {
            let names: Vec<&str> = possible.iter().map(|id| graph.model().entity(*id).name.as_str()).collect();
            let only = format!("Only possibly in {name} and not counted: {}.", enumerate(&names));
            finding.answer.notes.push(only);
        }
        finding.answer.notes.extend(life_note(graph, view, *body));
        if rosters.sizes[i] == 0 && possible.is_empty() {
            let none =
                format!("{name} has nobody of this grade in this graph then, so nothing can be said of its overlap.");
            finding.answer.notes.push(none);
        }
    }
    finding
}

/// Ranks all pairs of bodies that share at least one member.
pub fn all(graph: &Graph<'_>, view: &View, by: RankBy, top: Option<usize>) -> Finding {
    let bodies: Vec<EntityId> =
        graph.model().ids().filter(|(_, e)| e.kind == EntityKind::Body).map(|(id, _)| id).collect();
    let mut rosters = Rosters::of(graph, view, &bodies);
    rosters.drop_empty();
    let slug = |i: usize| &*graph.model().entity(rosters.bodies[i]).slug;
    let mut order: Vec<usize> = (0..rosters.bodies.len()).collect();
    order.sort_by_key(|i| slug(*i));
    let mut pairs = Vec::new();
    let mut disjoint = 0;
    for (i, a) in order.iter().enumerate() {
        for b in &order[i + 1..] {
            let mut pair = rosters.pair(*a, *b);
            if pair.shared == 0 {
                disjoint += 1;
                continue;
            }
            if by == RankBy::AInB && rosters.sizes[*b] < rosters.sizes[*a] {
                pair = rosters.pair(*b, *a);
            }
            pairs.push(pair);
        }
    }
    // Ties keep the order of the slugs: the sort is stable.
    pairs.sort_by(|x, y| rosters.value(y, by).total_cmp(&rosters.value(x, by)));
    let found = pairs.len();
    pairs.truncate(top.unwrap_or(found));
    let mut finding = rosters.finding(graph, view, &pairs, "Pairs of bodies that share members");
    let shown = if pairs.len() < found { format!("; the first {} are shown", pairs.len()) } else { String::new() };
    finding.answer.headline = Some(format!(
        "{} of {} share members, {disjoint} share none{shown}",
        count(found, "pair"),
        count(rosters.bodies.len(), "body"),
    ));
    finding.answer.terms.push(Term::new("ranked_by", by.as_str()));
    finding
}

/// The rosters of some bodies in one view, as bits over all who sit in any of them.
struct Rosters {
    bodies: Vec<EntityId>,
    /// Who sits in any of the bodies, by slug.
    holders: Vec<EntityId>,
    /// For every body, who is counted.
    surely: Vec<FixedBitSet>,
    /// For every body, who possibly sits there too.
    possible: Vec<FixedBitSet>,
    sizes: Vec<usize>,
    /// For every body, the seats that are counted.
    evidence: Vec<Vec<RelationId>>,
}

/// Two bodies and what they share.
struct Pair {
    a: usize,
    b: usize,
    shared: usize,
}

impl Rosters {
    fn of(graph: &Graph<'_>, view: &View, bodies: &[EntityId]) -> Self {
        let model = graph.model();
        let mut at = vec![usize::MAX; model.entities().len()];
        bodies.iter().enumerate().for_each(|(i, body)| at[body.index()] = i);
        let mut seats: Vec<(usize, EntityId, Certainty, RelationId)> = Vec::new();
        for (i, relation) in model.relations().iter().enumerate() {
            if relation.kind != RelationKind::Seat || at[relation.to.index()] == usize::MAX {
                continue;
            }
            let certainty = view.certainty(relation);
            if certainty > Certainty::No {
                seats.push((at[relation.to.index()], relation.from, certainty, RelationId(i as u32)));
            }
        }
        let mut holders: Vec<EntityId> = seats.iter().map(|(_, holder, ..)| *holder).collect();
        holders.sort_by_key(|id| &model.entity(*id).slug);
        holders.dedup();
        let mut position = vec![0; model.entities().len()];
        holders.iter().enumerate().for_each(|(i, id)| position[id.index()] = i);
        let empty = || vec![FixedBitSet::with_capacity(holders.len()); bodies.len()];
        let (mut surely, mut possible, mut evidence) = (empty(), empty(), vec![Vec::new(); bodies.len()]);
        for (body, holder, certainty, seat) in seats {
            possible[body].insert(position[holder.index()]);
            if certainty >= view.dates.counted() {
                surely[body].insert(position[holder.index()]);
                evidence[body].push(seat);
            }
        }
        let sizes = surely.iter().map(|set| set.count_ones(..)).collect();
        Self { bodies: bodies.to_vec(), holders, surely, possible, sizes, evidence }
    }

    fn drop_empty(&mut self) {
        let keep: Vec<usize> = (0..self.bodies.len()).filter(|i| self.sizes[*i] > 0).collect();
        self.bodies = keep.iter().map(|i| self.bodies[*i]).collect();
        self.surely = keep.iter().map(|i| self.surely[*i].clone()).collect();
        self.possible = keep.iter().map(|i| self.possible[*i].clone()).collect();
        self.evidence = keep.iter().map(|i| self.evidence[*i].clone()).collect();
        self.sizes = keep.iter().map(|i| self.sizes[*i]).collect();
    }

    fn pair(&self, a: usize, b: usize) -> Pair {
        Pair { a, b, shared: self.surely[a].intersection_count(&self.surely[b]) }
    }

    fn union(&self, pair: &Pair) -> usize {
        self.sizes[pair.a] + self.sizes[pair.b] - pair.shared
    }

    fn value(&self, pair: &Pair, by: RankBy) -> f64 {
        match by {
            RankBy::Jaccard => ratio(pair.shared, self.union(pair)),
            RankBy::Shared => Some(pair.shared as f64),
            RankBy::OverlapCoefficient => ratio(pair.shared, self.sizes[pair.a].min(self.sizes[pair.b])),
            RankBy::AInB => ratio(pair.shared, self.sizes[pair.a]),
        }
        .unwrap_or(0.0)
    }

    /// The relation class of a pair (after Alter and Meunier 2009, doi:10.1017/S1537592709090033).
    fn class(&self, pair: &Pair) -> &'static str {
        let (a, b) = (self.sizes[pair.a], self.sizes[pair.b]);
        match pair.shared {
            _ if a == 0 || b == 0 => "undetermined",
            0 => "disjoint",
            shared if shared == a && shared == b => "equal",
            shared if shared == a || shared == b => "nested",
            _ => "overlapping",
        }
    }

    fn finding(&self, graph: &Graph<'_>, view: &View, pairs: &[Pair], title: &str) -> Finding {
        let model = graph.model();
        let columns = vec![
            Column::text("a", "A"),
            Column::text("b", "B"),
            Column::integer("a_members", "In A"),
            Column::integer("b_members", "In B"),
            Column::integer("shared", "Shared"),
            Column::integer("union", "Union"),
            Column::number("jaccard", "Jaccard", 3),
            Column::number("overlap_coefficient", "Overlap", 3),
            Column::number("a_in_b", "A in B", 3),
            Column::number("b_in_a", "B in A", 3),
            Column::text("relation", "Relation"),
        ];
        let mut table = Table::new("pairs", title, columns);
        for pair in pairs {
            let (a, b) = (self.sizes[pair.a], self.sizes[pair.b]);
            // Of a body in which nobody is known to sit, no share can be told.
            let told = a > 0 && b > 0;
            let share = |shared, of| ratio(shared, of).filter(|_| told).map_or(Cell::Missing, Cell::Number);
            table.push(vec![
                slug(model, self.bodies[pair.a]),
                slug(model, self.bodies[pair.b]),
                a.into(),
                b.into(),
                pair.shared.into(),
                self.union(pair).into(),
                share(pair.shared, self.union(pair)),
                share(pair.shared, a.min(b)),
                share(pair.shared, a),
                share(pair.shared, b),
                self.class(pair).into(),
            ]);
        }
        let mut finding = Finding::default();
        finding.answer.table = table;
        finding.answer.terms = seat_terms(model, view);
        finding.evidence = self.evidence.iter().flatten().copied().collect();
        finding
    }

    fn headline(&self, graph: &Graph<'_>, pairs: &[Pair]) -> Option<String> {
        let name = |i: usize| graph.model().entity(self.bodies[i]).short_name();
        let [pair] = pairs else { return None };
        let (a, b) = (pair.a, pair.b);
        let numbers = format!(
            "{} shared of {} and {}, Jaccard {:.2}",
            pair.shared,
            self.sizes[a],
            self.sizes[b],
            self.value(pair, RankBy::Jaccard)
        );
        let (inner, outer) = if self.sizes[a] <= self.sizes[b] { (a, b) } else { (b, a) };
        Some(match self.class(pair) {
            "nested" => format!("{} is nested in {}: {numbers}", name(inner), name(outer)),
            "equal" => format!("{} and {} have the same members: {numbers}", name(a), name(b)),
            "overlapping" => format!("{} and {} overlap: {numbers}", name(a), name(b)),
            "disjoint" => format!("{} and {} share nobody", name(a), name(b)),
            _ => format!("The overlap of {} and {} is undetermined", name(a), name(b)),
        })
    }

    /// Every exclusive combination of bodies and who sits in exactly those, the fullest first.
    fn regions(&self, graph: &Graph<'_>) -> Table {
        let model = graph.model();
        let columns = vec![
            Column::text("bodies", "In exactly"),
            Column::integer("count", "Count"),
            Column::text("members", "Ids").for_machines(),
            Column::text("names", "Who"),
        ];
        let mut regions: Vec<(Vec<usize>, Vec<EntityId>)> = Vec::new();
        for (position, holder) in self.holders.iter().enumerate() {
            let inside: Vec<usize> = (0..self.bodies.len()).filter(|i| self.surely[*i].contains(position)).collect();
            match regions.iter_mut().find(|(known, _)| *known == inside) {
                _ if inside.is_empty() => {}
                Some((_, members)) => members.push(*holder),
                None => regions.push((inside, vec![*holder])),
            }
        }
        regions.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then(a.cmp(b)));
        let mut table = Table::new("regions", "Who is in exactly which of them", columns);
        for (inside, mut members) in regions {
            members.sort_by_key(|id| &model.entity(*id).name);
            let text = |id: &EntityId, name: bool| {
                let entity = model.entity(*id);
                if name { entity.name.clone() } else { entity.slug.to_string() }
            };
            table.push(vec![
                Cell::List(inside.iter().map(|i| model.entity(self.bodies[*i]).slug.to_string()).collect()),
                members.len().into(),
                Cell::List(members.iter().map(|id| text(id, false)).collect()),
                Cell::List(members.iter().map(|id| text(id, true)).collect()),
            ]);
        }
        table
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
