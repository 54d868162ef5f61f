//! How bodies overlap: by whom they have as members, by what they are about, and by both at once.
//!
//! Members and issues are sets, and so are all pairs of a member and an issue: a body that has 6 members and
//! is about 4 issues reaches 24 such pairs. Two bodies overlap *in both* by the pairs that both reach, which
//! are the shared members times the shared issues. This joins the two dimensions that the literature on
//! overlapping organizations names: without shared members nobody is caught between two bodies, without
//! shared issues there is nothing to be caught in.
//!
//! The relation of a pair follows from its sets (after Alter and Meunier 2009,
//! <https://doi.org/10.1017/S1537592709090033>): *nested* if one has all members of the other, *equal* if both
//! have the same, *overlapping* if they share some, *parallel* if they share none but are about a common
//! issue, *disjoint* if they share neither; *undetermined* if nobody is known to sit in one of them.

mod chance;
mod load;
mod series;
mod sets;

pub use load::{Of, load};
pub use series::series;

use super::backbone::told;
use super::{Finding, life_note, seat_terms, slug};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::measure::backbone::Null;
use crate::model::EntityId;
use crate::model::kind::EntityKind;
use crate::table::{Cell, Column, Table, Term};
use crate::time::{Certainty, Span};
use crate::words::{count, enumerate};
use chance::Chance;
use sets::Sets;

/// What is compared, and against what chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question<'q> {
    /// Whether members are compared.
    pub members: bool,
    /// Whether mandates are compared.
    pub mandate: bool,
    /// Whether a body that is about an issue is about all above it in the tree, too.
    pub ancestors: bool,
    /// The bodies that are looked at; all, if none are named.
    pub among: Option<&'q [EntityId]>,
    /// The null model that tells how likely so many shared members are by chance.
    pub chance: Option<Null>,
}

impl Default for Question<'_> {
    fn default() -> Self {
        Self { members: true, mandate: false, ancestors: false, among: None, chance: None }
    }
}

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
    /// Shared issues as a share of all issues of either.
    IssueJaccard,
    /// Shared pairs of a member and an issue as a share of all of either.
    BothJaccard,
    /// How unlikely so many shared members are by chance.
    PValue,
}

impl RankBy {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Jaccard,
        Self::Shared,
        Self::OverlapCoefficient,
        Self::AInB,
        Self::IssueJaccard,
        Self::BothJaccard,
        Self::PValue,
    ];

    /// The word for it, which is also the column's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jaccard => "jaccard",
            Self::Shared => "shared",
            Self::OverlapCoefficient => "overlap_coefficient",
            Self::AInB => "a_in_b",
            Self::IssueJaccard => "issue_jaccard",
            Self::BothJaccard => "both_jaccard",
            Self::PValue => "p_value",
        }
    }
}

/// Compares the rosters of the named bodies pair by pair, and names every exclusive region.
pub fn overlap(graph: &Graph<'_>, view: &View, bodies: &[EntityId]) -> Finding {
    pairs(graph, view, bodies, &Question::default())
}

/// Compares the named bodies pair by pair in what is asked for, and names every exclusive region.
pub fn pairs(graph: &Graph<'_>, view: &View, bodies: &[EntityId], question: &Question<'_>) -> Finding {
    let both = Both::of(graph, view, bodies, question);
    let mut pairs = Vec::new();
    for a in 0..bodies.len() {
        for b in a + 1..bodies.len() {
            pairs.push(both.pair(a, b));
        }
    }
    let chance = question.chance.map(|null| Chance::of(graph, view, bodies, question.among, null));
    let title = match (question.members, question.mandate) {
        (true, true) => "How their rosters and mandates overlap",
        (false, _) => "How their mandates overlap",
        _ => "How their rosters overlap",
    };
    let mut finding = both.finding(graph, view, &pairs, question, chance.as_ref(), title);
    finding.answer.headline = both.headline(graph, &pairs, question);
    if question.members {
        let title = "Who is in exactly which of them";
        finding.answer.more.push(both.members.regions(graph.model(), bodies, ("regions", title), "members"));
    }
    if question.mandate {
        let title = "Which issues are in exactly which mandates";
        finding.answer.more.push(both.issues.regions(graph.model(), bodies, ("issue_regions", title), "issues"));
    }
    finding.answer.notes.extend(both.notes(graph, view, question));
    finding
}

/// Ranks all pairs of bodies that share something of what is asked for.
pub fn all(graph: &Graph<'_>, view: &View, question: &Question<'_>, rank: RankBy, top: Option<usize>) -> Finding {
    let model = graph.model();
    let mut bodies: Vec<EntityId> = match question.among {
        Some(bodies) => bodies.to_vec(),
        None => model.ids().filter(|(_, e)| e.kind == EntityKind::Body).map(|(id, _)| id).collect(),
    };
    bodies.sort_by_key(|id| &model.entity(*id).slug);
    bodies.dedup();
    let mut both = Both::of(graph, view, &bodies, question);
    both.drop_empty(question);
    let chance = question.chance.map(|null| Chance::of(graph, view, &bodies, question.among, null));
    let n = both.bodies.len();
    let mut pairs = Vec::new();
    let mut disjoint = 0;
    for a in 0..n {
        for b in a + 1..n {
            let mut pair = both.pair(a, b);
            if !(question.members && pair.shared > 0 || question.mandate && pair.issues > 0) {
                disjoint += 1;
                continue;
            }
            if rank == RankBy::AInB && both.members.sizes[b] < both.members.sizes[a] {
                pair = both.pair(b, a);
            }
            pairs.push(pair);
        }
    }
    let value = |pair: &Pair| match (rank, &chance) {
        (RankBy::PValue, Some(chance)) => -chance.p_value(both.bodies[pair.a], both.bodies[pair.b]).unwrap_or(1.0),
        _ => both.value(pair, rank),
    };
    // Ties keep the order of the slugs: the sort is stable.
    pairs.sort_by(|x, y| value(y).total_cmp(&value(x)));
    let found = pairs.len();
    pairs.truncate(top.unwrap_or(found));
    let what = match (question.members, question.mandate) {
        (true, true) => "members or issues",
        (false, _) => "issues",
        _ => "members",
    };
    let title = format!("Pairs of bodies that share {what}");
    let mut finding = both.finding(graph, view, &pairs, question, chance.as_ref(), &title);
    let shown = if pairs.len() < found { format!("; the first {} are shown", pairs.len()) } else { String::new() };
    finding.answer.headline =
        Some(format!("{} of {} share {what}, {disjoint} share none{shown}", count(found, "pair"), count(n, "body")));
    finding.answer.terms.push(Term::new("ranked_by", rank.as_str()));
    if chance.is_some() {
        let tests = count(n * n.saturating_sub(1) / 2, "pair");
        finding.answer.notes.push(format!(
            "Each p-value is that of a single pair, and there are {tests}; `comity backbone` corrects for that."
        ));
    }
    finding
}

/// The members and the issues of some bodies.
struct Both {
    bodies: Vec<EntityId>,
    members: Sets,
    issues: Sets,
}

/// Two bodies and what they share.
struct Pair {
    a: usize,
    b: usize,
    shared: usize,
    issues: usize,
}

impl Both {
    fn of(graph: &Graph<'_>, view: &View, bodies: &[EntityId], question: &Question<'_>) -> Self {
        let model = graph.model();
        let members = Sets::members(model, view, bodies);
        let issues = Sets::issues(model, view, bodies, question.ancestors);
        Self { bodies: bodies.to_vec(), members, issues }
    }

    /// Leaves out bodies of which nothing is known in what is asked for.
    fn drop_empty(&mut self, question: &Question<'_>) {
        let known =
            |i: usize| question.members && self.members.sizes[i] > 0 || question.mandate && self.issues.sizes[i] > 0;
        let keep: Vec<usize> = (0..self.bodies.len()).filter(|i| known(*i)).collect();
        self.bodies = keep.iter().map(|i| self.bodies[*i]).collect();
        self.members.keep(&keep);
        self.issues.keep(&keep);
    }

    fn pair(&self, a: usize, b: usize) -> Pair {
        Pair { a, b, shared: self.members.shared(a, b), issues: self.issues.shared(a, b) }
    }

    fn value(&self, pair: &Pair, rank: RankBy) -> f64 {
        let (a, b) = (self.members.sizes[pair.a], self.members.sizes[pair.b]);
        match rank {
            RankBy::Jaccard => ratio(pair.shared, a + b - pair.shared),
            RankBy::Shared | RankBy::PValue => Some(pair.shared as f64),
            RankBy::OverlapCoefficient => ratio(pair.shared, a.min(b)),
            RankBy::AInB => ratio(pair.shared, a),
            RankBy::IssueJaccard => {
                ratio(pair.issues, self.issues.sizes[pair.a] + self.issues.sizes[pair.b] - pair.issues)
            }
            RankBy::BothJaccard => self.in_both(pair),
        }
        .unwrap_or(0.0)
    }

    /// Shared pairs of a member and an issue, as a share of all that either reaches.
    fn in_both(&self, pair: &Pair) -> Option<f64> {
        let reach = |i: usize| self.members.sizes[i] * self.issues.sizes[i];
        let shared = pair.shared * pair.issues;
        if reach(pair.a) == 0 || reach(pair.b) == 0 {
            return None;
        }
        ratio(shared, reach(pair.a) + reach(pair.b) - shared)
    }

    /// The relation class of a pair.
    fn class(&self, pair: &Pair) -> &'static str {
        let (a, b) = (self.members.sizes[pair.a], self.members.sizes[pair.b]);
        match pair.shared {
            _ if a == 0 || b == 0 => "undetermined",
            0 if pair.issues > 0 => "parallel",
            0 => "disjoint",
            shared if shared == a && shared == b => "equal",
            shared if shared == a || shared == b => "nested",
            _ => "overlapping",
        }
    }

    fn finding(
        &self,
        graph: &Graph<'_>,
        view: &View,
        pairs: &[Pair],
        question: &Question<'_>,
        chance: Option<&Chance>,
        title: &str,
    ) -> Finding {
        let model = graph.model();
        let mut columns = vec![Column::text("a", "A").key(), Column::text("b", "B").key()];
        if question.members {
            columns.extend([
                Column::integer("a_members", "In A"),
                Column::integer("b_members", "In B"),
                Column::integer("shared", "Shared"),
                Column::integer("union", "Union"),
                Column::number("jaccard", "Jaccard", 3),
                Column::number("overlap_coefficient", "Overlap", 3),
                Column::number("a_in_b", "A in B", 3),
                Column::number("b_in_a", "B in A", 3),
            ]);
        }
        if question.mandate {
            columns.extend([
                Column::integer("a_issues", "Issues of A"),
                Column::integer("b_issues", "Issues of B"),
                Column::integer("shared_issues", "Shared issues"),
                Column::integer("issue_union", "Union of issues").for_machines(),
                Column::number("issue_jaccard", "Jaccard of issues", 3),
                Column::number("a_issues_in_b", "A in B by issues", 3),
                Column::number("b_issues_in_a", "B in A by issues", 3),
            ]);
        }
        if question.members && question.mandate {
            columns.push(Column::number("both_jaccard", "Jaccard of both", 3));
        }
        columns.push(Column::text("relation", "Relation"));
        if chance.is_some() {
            columns.push(Column::number("p_value", "p", 6));
        }
        let mut table = Table::new("pairs", title, columns);
        for pair in pairs {
            let mut row = vec![slug(model, self.bodies[pair.a]), slug(model, self.bodies[pair.b])];
            if question.members {
                let (a, b) = (self.members.sizes[pair.a], self.members.sizes[pair.b]);
                let union = a + b - pair.shared;
                row.extend([a, b, pair.shared, union].map(Cell::from));
                row.extend([union, a.min(b), a, b].map(|whole| share(pair.shared, whole, a > 0 && b > 0)));
            }
            if question.mandate {
                let (a, b) = (self.issues.sizes[pair.a], self.issues.sizes[pair.b]);
                let union = a + b - pair.issues;
                row.extend([a, b, pair.issues, union].map(Cell::from));
                row.extend([union, a, b].map(|whole| share(pair.issues, whole, a > 0 && b > 0)));
            }
            if question.members && question.mandate {
                row.push(self.in_both(pair).map_or(Cell::Missing, Cell::Number));
            }
            row.push(self.class(pair).into());
            if let Some(chance) = chance {
                let p_value = chance.p_value(self.bodies[pair.a], self.bodies[pair.b]);
                row.push(p_value.map_or(Cell::Missing, |p| Cell::Number(told(p))));
            }
            table.push(row);
        }
        let mut finding = Finding::default();
        finding.answer.table = table;
        finding.answer.terms = seat_terms(model, view);
        if question.mandate {
            let counted = if question.ancestors { "as stated, and all above them" } else { "as stated" };
            finding.answer.terms.push(Term::new("issues", counted));
        }
        if let Some(chance) = chance {
            finding.answer.terms.extend(chance.terms.iter().cloned());
            finding.answer.notes.extend(chance.notes.iter().cloned());
        }
        finding.evidence = self.members.evidence.iter().flatten().copied().collect();
        if question.mandate || pairs.iter().any(|pair| self.class(pair) == "parallel") {
            finding.evidence.extend(self.issues.evidence.iter().flatten());
        }
        finding
    }

    fn headline(&self, graph: &Graph<'_>, pairs: &[Pair], question: &Question<'_>) -> Option<String> {
        let [pair] = pairs else { return None };
        let (a, b) = (pair.a, pair.b);
        let name = |i: usize| graph.model().entity(self.bodies[i]).short_name();
        let sizes = &self.members.sizes;
        let mut text = String::new();
        if question.members {
            let jaccard = self.value(pair, RankBy::Jaccard);
            let numbers = format!("{} shared of {} and {}, Jaccard {jaccard:.2}", pair.shared, sizes[a], sizes[b]);
            let (inner, outer) = if sizes[a] <= sizes[b] { (a, b) } else { (b, a) };
            text = match self.class(pair) {
                "nested" => format!("{} is nested in {}: {numbers}", name(inner), name(outer)),
                "equal" => format!("{} and {} have the same members: {numbers}", name(a), name(b)),
                "overlapping" => format!("{} and {} overlap: {numbers}", name(a), name(b)),
                "disjoint" => format!("{} and {} share nobody", name(a), name(b)),
                "parallel" => {
                    format!("{} and {} share nobody, but {}", name(a), name(b), count(pair.issues, "issue"))
                }
                _ => format!("The overlap of {} and {} is undetermined", name(a), name(b)),
            };
        }
        if question.mandate {
            let jaccard = self.value(pair, RankBy::IssueJaccard);
            let sizes = &self.issues.sizes;
            let of = format!("{} shared of {} and {}, Jaccard {jaccard:.2}", pair.issues, sizes[a], sizes[b]);
            let both = match self.in_both(pair).filter(|_| question.members) {
                Some(both) => format!("; both at once: {both:.2}"),
                None => String::new(),
            };
            text = if text.is_empty() {
                format!("Issues of {} and {}: {of}", name(a), name(b))
            } else {
                format!("{text}; issues: {of}{both}")
            };
        }
        Some(text)
    }

    /// What a reader should know of each body and of bodies that never met.
    fn notes(&self, graph: &Graph<'_>, view: &View, question: &Question<'_>) -> Vec<String> {
        let model = graph.model();
        let mut notes = Vec::new();
        for (i, body) in self.bodies.iter().enumerate() {
            let name = model.entity(*body).short_name();
            let possible = self.members.only_possible(i);
            if question.members && !possible.is_empty() {
                let names: Vec<&str> = possible.iter().map(|id| model.entity(*id).name.as_str()).collect();
                notes.push(format!("Only possibly in {name} and not counted: {}.", enumerate(&names)));
            }
            notes.extend(life_note(graph, view, *body));
            if question.members && self.members.sizes[i] == 0 && possible.is_empty() {
                notes.push(format!(
                    "{name} has nobody of this grade in this graph then, so nothing can be said of its overlap."
                ));
            }
            if question.mandate && self.issues.sizes[i] == 0 {
                notes.push(format!("Nothing is known of the mandate of {name} then."));
            }
        }
        if view.when != Span::day(view.when.first) {
            notes.extend(never_met(graph, &self.bodies));
        }
        notes
    }
}

/// A remark on every two bodies that had no day in common.
fn never_met(graph: &Graph<'_>, bodies: &[EntityId]) -> Vec<String> {
    let entity = |id: EntityId| graph.model().entity(id);
    let mut notes = Vec::new();
    for (i, a) in bodies.iter().enumerate() {
        for b in &bodies[i + 1..] {
            let (Some(of_a), Some(of_b)) = (entity(*a).life(), entity(*b).life()) else { continue };
            if of_a.meets(&of_b) == Certainty::No {
                let (a, b) = (entity(*a).short_name(), entity(*b).short_name());
                notes.push(format!("{a} ({of_a}) and {b} ({of_b}) had no day in common."));
            }
        }
    }
    notes
}

/// A share, if it can be told: of a body of which nothing is known none can.
fn share(part: usize, whole: usize, told: bool) -> Cell {
    ratio(part, whole).filter(|_| told).map_or(Cell::Missing, Cell::Number)
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
