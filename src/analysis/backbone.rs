//! The ties of a projection that say more than chance.

use super::centrality::left_out;
use super::{Finding, seat_terms};
use crate::graph::Graph;
use crate::graph::network::Side;
use crate::graph::projection::{Projection, SharedTie, Weight};
use crate::graph::two_mode::TwoMode;
use crate::graph::view::View;
use crate::measure::backbone::correction::Correction;
use crate::measure::backbone::fdsm::Samples;
use crate::measure::backbone::{Incidence, Null, disparity};
use crate::model::EntityId;
use crate::table::{Cell, Column, Table, Term};
use crate::words::count;

/// How the ties of a backbone are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Pairs that share more than a null model of the two-mode network lets expect.
    Null(Null),
    /// Ties that take an uncommon share of the strength of one of their ends.
    Disparity,
}

impl Method {
    /// The names that users type, with a line for help: the null models and the disparity filter.
    pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
        let disparity = ("disparity", "Ties that take an uncommon share of the strength of one of their ends");
        Null::NAMES.iter().copied().chain([disparity])
    }

    /// Finds a method by its name.
    pub fn named(name: &str, samples: Samples) -> Option<Self> {
        if name == "disparity" { Some(Self::Disparity) } else { Null::named(name, samples).map(Self::Null) }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null(null) => null.name(),
            Self::Disparity => "disparity",
        }
    }
}

/// Which ties belong to a backbone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// By what they are judged.
    pub method: Method,
    /// The level of significance: ties whose p-value is below it are kept.
    pub alpha: f64,
    /// The correction for testing many pairs.
    pub correction: Correction,
}

impl Choice {
    /// Reads `METHOD`, `METHOD:ALPHA` or `METHOD:ALPHA:CORRECTION`, such as `sdsm:0.01:holm`; without them the
    /// level is 0.05 and nothing is corrected.
    ///
    /// ```
    /// use comity::analysis::backbone::Choice;
    /// use comity::measure::backbone::fdsm::Samples;
    /// let samples = Samples { count: 1000, seed: 1 };
    /// assert_eq!(Choice::parse("sdsm:0.01:holm", samples)?.alpha, 0.01);
    /// assert!(Choice::parse("sdms", samples).is_err());
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    /// If a part is not what it should be; the message says which, and what it can be.
    pub fn parse(text: &str, samples: Samples) -> Result<Self, String> {
        let mut parts = text.split(':');
        let name = parts.next().unwrap_or_default();
        let method = Method::named(name, samples).ok_or_else(|| {
            let names: Vec<&str> = Method::names().map(|(name, _)| name).collect();
            format!("`{name}` is no method; write {}", names.join(", "))
        })?;
        let alpha = parts.next().map_or(Ok(0.05), level)?;
        let word = parts.next().unwrap_or("none");
        let correction = Correction::named(word).ok_or_else(|| {
            let words: Vec<&str> = Correction::ALL.iter().map(|it| it.as_str()).collect();
            format!("`{word}` is no correction; write {}", words.join(", "))
        })?;
        match parts.next() {
            None => Ok(Self { method, alpha, correction }),
            Some(rest) => Err(format!("`{rest}` is too much; write METHOD:ALPHA:CORRECTION")),
        }
    }

    /// The choice in words, as in `sdsm, level 0.01, correction holm`.
    pub fn words(self) -> String {
        let corrected = match self.correction {
            Correction::None => String::new(),
            correction => format!(", correction {}", correction.as_str()),
        };
        format!("{}, level {}{corrected}", self.method.name(), self.alpha)
    }
}

/// Reads a level of significance.
///
/// # Errors
/// If it is no number above 0 and at most 1.
pub fn level(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|alpha| *alpha > 0.0 && *alpha <= 1.0);
    number.ok_or_else(|| format!("`{text}` is no level of significance; write a number such as 0.05"))
}

/// The ties kept of a projection, with how likely chance would give as much.
#[derive(Debug, Clone, PartialEq)]
pub struct Backbone {
    /// All nodes of the projection, and the ties kept.
    pub projection: Projection,
    /// For every tie kept, its p-value.
    pub p_values: Vec<f64>,
    /// The same after the correction for many tests.
    pub adjusted: Vec<f64>,
    /// The ties before any was left out.
    pub ties: usize,
    /// The number of tests.
    pub tests: usize,
    /// Choices behind it.
    pub terms: Vec<Term>,
    /// Remarks, one sentence each.
    pub notes: Vec<String>,
}

impl Backbone {
    /// One sentence under a picture: by what its ties were chosen.
    pub fn caption(&self, choice: Choice) -> String {
        format!("Only the backbone is drawn, {}: {}.", self.kept(), choice.words())
    }

    /// One sentence under an answer: by what the ties were chosen that it counts.
    pub fn note(&self, choice: Choice) -> String {
        format!("Only the backbone counts, {}: {}.", self.kept(), choice.words())
    }

    fn kept(&self) -> String {
        format!("{} of {}", self.projection.ties.len(), count(self.ties, "tie"))
    }
}

/// Keeps the ties of a projection that belong to its backbone.
///
/// Null models test every pair of nodes, those that share nothing too; the disparity filter tests every
/// tie, by the given weight. Pairs that share fewer than `min_shared` are tested but never kept.
pub fn extract(two_mode: &TwoMode, onto: Side, weight: Weight, min_shared: usize, choice: Choice) -> Backbone {
    let all = Projection::of(two_mode, onto, 1);
    let (other, sets, columns) = match onto {
        Side::Actor => ("body", two_mode.affiliations(), two_mode.groups.len()),
        Side::Group => ("state", two_mode.members(), two_mode.actors.len()),
    };
    let nodes = count(all.nodes.len(), if onto == Side::Actor { "state" } else { "body" });
    let mut terms = Vec::new();
    let mut notes = Vec::new();
    let (p_values, adjusted, tests): (Vec<f64>, Vec<f64>, usize) = match choice.method {
        Method::Null(null) => {
            let tested = null.test(&Incidence::new(columns, sets));
            terms.extend(tested.terms.into_iter().map(|(key, words)| Term::new(key, words)));
            notes.extend(tested.notes);
            let adjusted = tested.p_values.with(choice.correction.adjust(tested.p_values.values()));
            let of = |tie: &SharedTie| (tie.a as usize, tie.b as usize);
            let raw = all.ties.iter().map(|tie| tested.p_values.get(of(tie).0, of(tie).1)).collect();
            let corrected = all.ties.iter().map(|tie| adjusted.get(of(tie).0, of(tie).1)).collect();
            (raw, corrected, tested.p_values.values().len())
        }
        Method::Disparity => {
            let judged = disparity::test(&all.network(weight));
            terms.push(Term::new("null_model", "disparity: the strength of a node is shared out at random"));
            terms.push(Term::new("fold", Projection::fold_label(weight)));
            let p_values: Vec<f64> = judged.iter().map(|tie| tie.p_value).collect();
            let adjusted = choice.correction.adjust(&p_values);
            let tests = p_values.len();
            (p_values, adjusted, tests)
        }
    };
    let universe = format!("{nodes}, by what they share of {}", count(columns, other));
    terms.insert(0, Term::new("universe", universe));
    terms.push(Term::new("tests", format!("{tests}, {}", correction_words(choice.correction))));
    terms.push(Term::new("alpha", choice.alpha.to_string()));
    let kept: Vec<usize> =
        (0..all.ties.len()).filter(|&i| adjusted[i] < choice.alpha && all.ties[i].shared >= min_shared).collect();
    Backbone {
        p_values: kept.iter().map(|&i| p_values[i]).collect(),
        adjusted: kept.iter().map(|&i| adjusted[i]).collect(),
        projection: Projection { ties: kept.iter().map(|&i| all.ties[i]).collect(), nodes: all.nodes },
        ties: all.ties.len(),
        tests,
        terms,
        notes,
    }
}

fn correction_words(correction: Correction) -> &'static str {
    match correction {
        Correction::None => "each by itself",
        Correction::Bonferroni => "corrected by Bonferroni",
        Correction::Holm => "corrected by Holm",
        Correction::Fdr => "false discoveries limited (Benjamini and Hochberg)",
    }
}

/// What is asked of a backbone.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// Whether states are tied, or bodies.
    pub onto: Side,
    /// The weight of ties, for the disparity filter.
    pub weight: Weight,
    /// The least that a pair must share.
    pub min_shared: usize,
    /// The bodies of the network; all, if none are named.
    pub among: Option<&'q [EntityId]>,
    /// Which ties are kept.
    pub choice: Choice,
    /// How many of the first to show; all, if not said.
    pub top: Option<usize>,
}

/// Lists the ties of a backbone, the least likely by chance first.
pub fn backbone(graph: &Graph<'_>, view: &View, question: &Question<'_>) -> Finding {
    let model = graph.model();
    let two_mode = TwoMode::of(graph, view, question.among);
    let found = extract(&two_mode, question.onto, question.weight, question.min_shared, question.choice);
    let sizes: Vec<usize> = match question.onto {
        Side::Actor => two_mode.affiliations(),
        Side::Group => two_mode.members(),
    }
    .iter()
    .map(|set| set.count_ones(..))
    .collect();
    let (has_a, has_b) = match question.onto {
        Side::Actor => (("a_bodies", "Bodies of A"), ("b_bodies", "Bodies of B")),
        Side::Group => (("a_members", "In A"), ("b_members", "In B")),
    };
    let mut columns = vec![
        Column::text("a", "A").key(),
        Column::text("b", "B").key(),
        Column::integer(has_a.0, has_a.1),
        Column::integer(has_b.0, has_b.1),
        Column::integer("shared", "Shared"),
        Column::number("jaccard", "Jaccard", 3),
        Column::number("p_value", "p", 6),
    ];
    if question.choice.correction != Correction::None {
        columns.push(Column::number("p_adjusted", "p, corrected", 6));
    }
    let ties = &found.projection.ties;
    let mut order: Vec<usize> = (0..ties.len()).collect();
    let id = |node: u32| &*model.entity(found.projection.nodes[node as usize]).slug;
    order.sort_by(|&x, &y| {
        let by_chance = found.p_values[x].total_cmp(&found.p_values[y]);
        by_chance.then_with(|| (id(ties[x].a), id(ties[x].b)).cmp(&(id(ties[y].a), id(ties[y].b))))
    });
    let title = if question.onto == Side::Actor { "States" } else { "Bodies" };
    let mut table = Table::new("backbone", &format!("{title} that share more than by chance"), columns);
    for &i in order.iter().take(question.top.unwrap_or(usize::MAX)) {
        let tie = &ties[i];
        let mut row = vec![
            Cell::from(id(tie.a)),
            Cell::from(id(tie.b)),
            sizes[tie.a as usize].into(),
            sizes[tie.b as usize].into(),
            tie.shared.into(),
            (tie.shared as f64 / tie.union as f64).into(),
            told(found.p_values[i]).into(),
        ];
        if question.choice.correction != Correction::None {
            row.push(told(found.adjusted[i]).into());
        }
        table.push(row);
    }
    let mut finding = Finding { evidence: two_mode.evidence(), ..Finding::default() };
    let shown = match question.top {
        Some(top) if top < ties.len() => format!("; the first {top} are shown"),
        _ => String::new(),
    };
    finding.answer.headline = Some(format!(
        "{} of {} {} the backbone of {}{shown}",
        ties.len(),
        count(found.ties, "tie"),
        if ties.len() == 1 { "is" } else { "are" },
        count(found.projection.nodes.len(), if question.onto == Side::Actor { "state" } else { "body" }),
    ));
    finding.answer.terms = seat_terms(model, view);
    finding.answer.terms.extend(found.terms);
    finding.answer.terms.push(Term::new("min_shared", question.min_shared.to_string()));
    finding.answer.notes = found.notes;
    finding.answer.notes.extend(left_out(&two_mode));
    finding.answer.table = table;
    finding
}

/// A p-value to the digits that it is known to, so that answers are the same on every machine.
pub(super) fn told(p_value: f64) -> f64 {
    format!("{p_value:.9e}").parse().unwrap_or(p_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_read_part_by_part() {
        let samples = Samples { count: 100, seed: 9 };
        let full = Choice::parse("fdsm:0.01:fdr", samples).unwrap();
        assert_eq!((full.alpha, full.correction), (0.01, Correction::Fdr));
        assert_eq!(full.method, Method::Null(Null::Fdsm(samples)));
        assert_eq!(Choice::parse("disparity", samples).unwrap().alpha, 0.05);
        for wrong in ["", "sdsm:0", "sdsm:1.5", "sdsm:x", "sdsm:0.05:bonf", "sdsm:0.05:holm:1", "chance"] {
            assert!(Choice::parse(wrong, samples).is_err(), "{wrong}");
        }
    }

    #[test]
    fn digits_that_are_not_known_are_not_told() {
        assert_eq!(told(0.123_456_789_012_345), 0.123_456_789_0);
        assert_eq!((told(0.0), told(1.0), told(1.0 / 3.0 * 1e-20)), (0.0, 1.0, 3.333_333_333e-21));
    }
}
