//! How alike states are in where they sit: S, κ, π, τ-b and Jaccard over bodies as items.
//!
//! Every body in which somebody is counted is one item. The rank of an actor in it is that of its grade
//! among the grades that count, 0 if it holds no seat; with full members alone that is 0 or 1. Formulas
//! and literature stand at [`crate::measure::agreement`].

use super::affiliation::Affiliations;
use super::{Finding, grades, seat_terms, slug};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::measure::agreement::{Agreement, Comparer, Distance};
use crate::model::kind::{EntityKind, Grade};
use crate::model::{EntityId, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::words::count;
use fixedbitset::FixedBitSet;

/// By what pairs are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RankBy {
    /// Cohen's κ.
    Kappa,
    /// Scott's π.
    Pi,
    /// Signorino and Ritter's S, absolute.
    SAbsolute,
    /// Signorino and Ritter's S, squared.
    SSquared,
    /// Kendall's τ-b.
    TauB,
    /// Jaccard.
    Jaccard,
}

impl RankBy {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Kappa, Self::Pi, Self::SAbsolute, Self::SSquared, Self::TauB, Self::Jaccard];

    /// The word for it, which is also the column's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kappa => "kappa",
            Self::Pi => "pi",
            Self::SAbsolute => "s_absolute",
            Self::SSquared => "s_squared",
            Self::TauB => "tau_b",
            Self::Jaccard => "jaccard",
        }
    }

    fn of(self, found: &Agreement) -> Option<f64> {
        match self {
            Self::Kappa => found.kappa,
            Self::Pi => found.pi,
            Self::SAbsolute => found.s_absolute,
            Self::SSquared => found.s_squared,
            Self::TauB => found.tau_b,
            Self::Jaccard => found.jaccard,
        }
    }
}

/// What to compare, and how.
#[derive(Debug, Clone)]
pub struct Question<'q> {
    /// The actors, each with each; all states with a seat, if none are named.
    pub actors: Option<&'q [EntityId]>,
    /// The bodies that are items; all, if none are named.
    pub among: Option<&'q [EntityId]>,
    /// Whether any grade that counts is as good as another.
    pub binary: bool,
    /// How far apart ranks are, for κ and π.
    pub distance: Distance,
    /// By what all pairs are ranked.
    pub by: RankBy,
    /// How many of all pairs to show.
    pub top: Option<usize>,
}

struct Row {
    a: usize,
    b: usize,
    found: Agreement,
}

/// Compares actors pair by pair.
///
/// ```
/// use comity::analysis::similarity::{Question, RankBy, similarity};
/// use comity::graph::{Graph, view::View};
/// use comity::measure::agreement::Distance;
/// use comity::time::Day;
/// let world = comity::document::builtin();
/// let pair: Vec<_> = ["kaz", "kgz"].iter().filter_map(|slug| world.model.find(slug)).collect();
/// let question = Question {
///     actors: Some(&pair), among: None, binary: false, distance: Distance::Squared, by: RankBy::Kappa, top: None,
/// };
/// let view = View::on(Day::parse("2014-05-20")?);
/// let finding = similarity(&Graph::of(&world.model), &view, &question);
/// assert!(finding.answer.headline.unwrap().starts_with("Kazakhstan and Kyrgyzstan sit in "));
/// # Ok::<(), comity::time::TimeError>(())
/// ```
pub fn similarity(graph: &Graph<'_>, view: &View, question: &Question<'_>) -> Finding {
    let model = graph.model();
    let affiliations = Affiliations::of(graph, view);
    let is_item = |body: EntityId| question.among.is_none_or(|among| among.contains(&body));
    let mut items: Vec<EntityId> = model
        .ids()
        .filter(|(id, e)| e.kind == EntityKind::Body && is_item(*id))
        .filter(|(id, _)| affiliations.of_body(*id).any(|a| a.certainty >= view.dates.counted()))
        .map(|(id, _)| id)
        .collect();
    items.sort_by_key(|id| &model.entity(*id).slug);
    let actors: Vec<EntityId> = question.actors.map_or_else(
        || {
            let mut actors = affiliations.actors();
            actors.retain(|id| model.entity(*id).kind == EntityKind::State);
            actors
        },
        <[EntityId]>::to_vec,
    );
    let scale = Scale::of(view, question.binary);
    let mut at = vec![usize::MAX; model.entities().len()];
    items.iter().enumerate().for_each(|(i, body)| at[body.index()] = i);
    let mut ranks = vec![vec![0u8; items.len()]; actors.len()];
    let mut open = vec![FixedBitSet::with_capacity(items.len()); actors.len()];
    for (i, actor) in actors.iter().enumerate() {
        for seat in affiliations.of_actor(*actor).iter().filter(|seat| at[seat.body.index()] != usize::MAX) {
            let item = at[seat.body.index()];
            if seat.certainty >= view.dates.counted() {
                ranks[i][item] = scale.rank(seat.grade);
            } else {
                open[i].insert(item);
            }
        }
    }
    let mut comparer = Comparer::of(&ranks, scale.levels, question.distance);
    let mut rows = Vec::with_capacity(actors.len() * actors.len().saturating_sub(1) / 2);
    for a in 0..actors.len() {
        for b in a + 1..actors.len() {
            rows.push(Row { a, b, found: comparer.compare(a, b) });
        }
    }
    let all = rows.len();
    let mut shown: Vec<usize> = (0..all).collect();
    if question.actors.is_none() {
        let values: Vec<f64> = rows.iter().map(|row| question.by.of(&row.found).unwrap_or(f64::NEG_INFINITY)).collect();
        shown.sort_by(|x, y| values[*y].total_cmp(&values[*x]));
        shown.truncate(question.top.unwrap_or(all));
    }

    let columns = vec![
        Column::text("a", "A").key(),
        Column::text("b", "B").key(),
        Column::integer("a_seats", "Seats of A"),
        Column::integer("b_seats", "Seats of B"),
        Column::integer("shared", "Shared"),
        Column::integer("items", "Bodies"),
        Column::integer("possibly", "Open"),
        Column::number("s_absolute", "S", 3),
        Column::number("s_squared", "S²", 3),
        Column::number("kappa", "κ", 3),
        Column::number("pi", "π", 3),
        Column::number("tau_b", "τ-b", 3),
        Column::number("jaccard", "Jaccard", 3),
    ];
    let mut table = Table::new("pairs", "How alike they are in where they sit", columns);
    let number = |value: Option<f64>| value.map_or(Cell::Missing, Cell::Number);
    let seats: Vec<usize> = ranks.iter().map(|ranks| ranks.iter().filter(|rank| **rank > 0).count()).collect();
    table.rows.reserve(shown.len());
    let mut named = vec![false; actors.len()];
    for row in shown.iter().map(|row| &rows[*row]) {
        table.push(vec![
            slug(model, actors[row.a]),
            slug(model, actors[row.b]),
            seats[row.a].into(),
            seats[row.b].into(),
            row.found.shared.into(),
            items.len().into(),
            open[row.a].union_count(&open[row.b]).into(),
            number(row.found.s_absolute),
            number(row.found.s_squared),
            number(row.found.kappa),
            number(row.found.pi),
            number(row.found.tau_b),
            number(row.found.jaccard),
        ]);
        (named[row.a], named[row.b]) = (true, true);
    }
    let mut finding = Finding::default();
    let counted = |id: &EntityId| -> Vec<RelationId> {
        let seats = affiliations.of_actor(*id).iter().filter(|seat| at[seat.body.index()] != usize::MAX);
        seats.flat_map(|seat| affiliations.seats_of(seat)).collect()
    };
    let mut named: Vec<EntityId> = actors.iter().zip(named).filter(|(_, named)| *named).map(|(id, _)| *id).collect();
    named.sort_unstable();
    finding.evidence = named.iter().flat_map(counted).collect();
    finding.answer.headline = Some(match (question.actors, rows.as_slice()) {
        (Some(_), [only]) => {
            let name = |i: usize| &model.entity(actors[i]).name;
            let said = |value: Option<f64>| value.map_or("undefined".to_owned(), |value| format!("{value:.2}"));
            format!(
                "{} and {} sit in {} together, of {}: S {}, κ {}",
                name(only.a),
                name(only.b),
                count(only.found.shared, "body"),
                items.len(),
                said(only.found.s_absolute),
                said(only.found.kappa),
            )
        }
        (Some(_), _) => format!("{} over {}", count(all, "pair"), count(items.len(), "body")),
        (None, _) => {
            let first = if shown.len() < all { format!(", the first {} of them", shown.len()) } else { String::new() };
            format!(
                "{} over {}, ranked by {}{first}",
                count(all, "pair"),
                count(items.len(), "body"),
                question.by.as_str()
            )
        }
    });
    finding.answer.terms = seat_terms(model, view);
    finding.answer.terms.push(Term::new("items", "bodies in which somebody is counted"));
    finding.answer.terms.push(Term::new("ranks", scale.words(view, question.binary)));
    let distance = if question.distance == Distance::Squared { "squared" } else { "absolute" };
    finding.answer.terms.push(Term::new("distance", format!("{distance}, for κ and π")));
    finding.answer.table = table;
    for actor in question.actors.unwrap_or_default() {
        let entity = model.entity(*actor);
        if entity.life().is_some_and(|life| life.within(view.when) == crate::time::Certainty::No) {
            let life = entity.life().map(|life| life.to_string()).unwrap_or_default();
            finding.answer.notes.push(format!("{} did not exist then; it existed {life}.", entity.name));
        }
    }
    finding
}

/// What rank each grade has.
struct Scale {
    grades: Vec<Grade>,
    levels: usize,
}

impl Scale {
    fn of(view: &View, binary: bool) -> Self {
        let mut grades = if view.grades.is_empty() { Grade::ALL.to_vec() } else { view.grades.clone() };
        grades.sort_unstable();
        grades.dedup();
        let levels = if binary { 2 } else { grades.len() + 1 };
        Self { grades, levels }
    }

    fn rank(&self, grade: Grade) -> u8 {
        let below = self.grades.iter().position(|known| *known == grade).unwrap_or_default();
        if self.levels == 2 { 1 } else { (self.levels - 1 - below) as u8 }
    }

    fn words(&self, view: &View, binary: bool) -> String {
        if binary || self.levels == 2 {
            return format!("0 or 1, any of: {}", grades(view));
        }
        let ranks = self.grades.iter().map(|grade| format!("{grade} {}", self.rank(*grade)));
        format!("no seat 0, {}", ranks.collect::<Vec<_>>().join(", "))
    }
}
