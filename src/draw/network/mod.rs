//! The network: who sits where as circles and boxes with ties between them, states or bodies tied by what they share,
//! or one entity and all around it.
//!
//! States with exactly the same seats share one box: that shows more than any other step, as most crossings are
//! between ties that say the same. Bodies are coloured by family, never one by one.

mod conflict;
mod look;
mod place;
mod supposed;
mod words;

pub use conflict::add_conflicts;
pub use place::place;

use super::palette::Families;
use super::seating::grade_words;
use super::sheet::{Caption, Fit};
use super::{Drawing, On, Question, Refusal, source};
use crate::analysis::{Finding, backbone};
use crate::export::diagram::{self, Diagram};
use crate::graph::Graph;
use crate::graph::network::Side;
use crate::graph::projection::{Projection, Weight};
use crate::graph::two_mode::TwoMode;
use crate::graph::view::View;
use crate::model::kind::EntityKind;
use crate::model::{EntityId, Model};
use crate::table::Term;
use look::Look;
use std::cell::RefCell;
use supposed::Changes;

/// Beyond so many nodes or ties a matrix says more.
const MANY_NODES: usize = 160;
const MANY_TIES: usize = 500;

/// Without a least number to share, it is raised until no more ties than this are drawn for a node.
const TIES_A_NODE: usize = 2;

/// Draws a network: around one entity, of one side, or of both.
///
/// # Errors
/// If nothing is tied then, or if the picture does not fit its sheet.
pub(super) fn draw(graph: &Graph<'_>, view: &View, question: &Question) -> Result<Drawing, Refusal> {
    let model = graph.model();
    let (bodies, others): (Vec<EntityId>, Vec<EntityId>) =
        question.what.iter().partition(|id| model.entity(**id).kind == EntityKind::Body);
    let mut view = view.clone();
    if !others.is_empty() {
        view.subset = Some(others);
    }
    let named = (!bodies.is_empty()).then_some(bodies.as_slice());
    let options = &question.options;
    let (mut diagram, title, subtitle, changes) = match (options.ego, options.on) {
        (Some(centre), _) => {
            let mut diagram = diagram::ego(graph, &view, centre);
            let title = words::ego_title(&diagram);
            let changes = supposed::seats(graph, &mut diagram, &options.supposed);
            let subtitle = format!("All that it is related to, {}. Circles grow with members.", day(question));
            (diagram, title, subtitle, changes)
        }
        (None, Some(on)) => {
            let onto = if on == On::States { Side::Actor } else { Side::Group };
            projection(graph, &view, named, onto, question)
        }
        (None, None) => two_mode(graph, &view, named, question),
    };
    if options.disputes {
        add_conflicts(graph, &view, &mut diagram);
    }
    if diagram.ties.is_empty() {
        let help =
            "ask for another day with `--as-of`, for every seat with `--grade any`, or for less with `--min-shared`";
        return Err(Refusal::new(format!("nothing is tied to anything {}", day(question)), help));
    }
    let drawn: Vec<EntityId> = diagram
        .nodes
        .iter()
        .filter(|node| node.kind == EntityKind::Body)
        .filter_map(|node| node.ids.first().and_then(|id| model.find(id)))
        .collect();
    let look = Look::of(&diagram, Families::of(model, &drawn), changes);
    let mut notes = diagram.notes.clone();
    notes.extend(question.supposed_note());
    if diagram.nodes.len() > MANY_NODES || diagram.ties.len() > MANY_TIES {
        notes.push("So large a network is read better as a matrix: `comity draw matrix`.".to_owned());
    }
    let caption = Caption {
        title: title.clone(),
        subtitle,
        legend: look.legend(&diagram),
        notes,
        source: source::line(model, &diagram.evidence, &question.stamp),
    };
    let placed = RefCell::new(diagram);
    let scene = question.sheet.compose(&caption, |size, room| {
        let mut diagram = placed.borrow_mut();
        let extent = place(&mut diagram, size, room, height(question.sheet.fit));
        look.scene(&diagram, extent)
    })?;
    let diagram = placed.into_inner();
    Ok(Drawing { scene, alt: words::alt(&diagram, &title), finding: finding(model, &diagram, &title, &view), title })
}

/// The height that a sheet has for the network itself.
fn height(fit: Fit) -> Option<f64> {
    // What is left when title, key and source have theirs.
    fit.height().map(|height| height * if fit == Fit::Slide { 0.7 } else { 0.8 })
}

fn day(question: &Question) -> String {
    format!("as of {}", question.stamp.as_of)
}

fn two_mode(
    graph: &Graph<'_>,
    view: &View,
    bodies: Option<&[EntityId]>,
    question: &Question,
) -> (Diagram, String, String, Changes) {
    let supposed = &question.options.supposed;
    // Whose seats are supposed is seen best alone.
    let pairs = || supposed.added.iter().chain(&supposed.removed).chain(&supposed.regraded);
    let stays = |id: EntityId| !pairs().any(|(holder, _)| *holder == id);
    let may_merge = |id: EntityId| !question.options.no_merge && stays(id);
    let mut diagram = diagram::two_mode_apart(graph, view, bodies, may_merge);
    drop_empty(&mut diagram);
    let drawn = diagram.nodes.iter().filter(|node| node.kind == EntityKind::Body && node.size > 0).count();
    let title = words::two_mode_title(&diagram, bodies.map_or(drawn, <[EntityId]>::len));
    let mut grades = grade_words(view);
    if let Some(first) = grades.get(..1).map(str::to_ascii_uppercase) {
        grades.replace_range(..1, &first);
    }
    // The subtitle says it already.
    diagram.notes.retain(|note| !note.starts_with("States with exactly"));
    let merged = diagram.nodes.iter().any(|node| node.names.len() > 1);
    let boxes = match (merged, view.grades.len()) {
        (false, _) => "",
        (true, 1) => " States with the same seats share one box; a wider tie stands for more of them.",
        (true, _) => {
            " States with the same seats in the same grades share one box; a wider tie stands for more of them."
        }
    };
    let subtitle = format!(
        "{grades}, {}.{boxes} Boxes darken with the number of bodies; circles grow with members.",
        day(question)
    );
    let changes = supposed::seats(graph, &mut diagram, supposed);
    (diagram, title, subtitle, changes)
}

/// Leaves out bodies in which nobody sits; the diagram's notes name them.
fn drop_empty(diagram: &mut Diagram) {
    let mut tied = vec![false; diagram.nodes.len()];
    diagram.ties.iter().for_each(|tie| {
        tied[tie.from] = true;
        tied[tie.to] = true;
    });
    let mut at = Vec::with_capacity(tied.len());
    let mut next = 0;
    for is_tied in &tied {
        at.push(next);
        next += usize::from(*is_tied);
    }
    let mut keep = tied.iter();
    diagram.nodes.retain(|_| *keep.next().unwrap_or(&true));
    diagram.ties.iter_mut().for_each(|tie| (tie.from, tie.to) = (at[tie.from], at[tie.to]));
}

fn projection(
    graph: &Graph<'_>,
    view: &View,
    bodies: Option<&[EntityId]>,
    onto: Side,
    question: &Question,
) -> (Diagram, String, String, Changes) {
    let options = &question.options;
    let two_mode = TwoMode::of(graph, view, bodies);
    let weight = Weight::Shared;
    let mut kept = Vec::new();
    let of = |projection: &Projection, least| diagram::shared(graph, &two_mode, projection, onto, weight, least);
    let (mut diagram, least) = match (options.backbone, options.min_shared) {
        // What says more than chance is readable by itself.
        (Some(choice), least) => {
            let least = least.unwrap_or(1);
            let found = backbone::extract(&two_mode, onto, weight, least, choice);
            kept.push(found.caption(choice));
            kept.extend(found.notes);
            (of(&found.projection, least), least)
        }
        (None, Some(least)) => (of(&Projection::of(&two_mode, onto, least), least), least.max(1)),
        (None, None) => {
            let all = Projection::of(&two_mode, onto, 1);
            let least = readable(&all);
            (of(&Projection::of(&two_mode, onto, least), least), least)
        }
    };
    // The subtitle says how ties are drawn.
    diagram.notes.retain(|note| note.starts_with("Not drawn"));
    let of = if onto == Side::Actor { two_mode.actors.len() } else { two_mode.groups.len() };
    if options.backbone.is_none() && diagram.nodes.len() * 2 < of {
        let advice = "The large crowd out all others here: `--backbone hypergeometric` ties those who share more than chance would give.";
        diagram.notes.push(advice.to_owned());
    }
    diagram.notes.splice(0..0, kept);
    let (nodes, shared) = if onto == Side::Actor { ("States", "body") } else { ("Bodies", "member") };
    let title = words::projection_title(&diagram, shared);
    let which = match options.backbone {
        Some(_) => {
            let shared = if onto == Side::Actor { "bodies" } else { "members" };
            format!("{nodes} that share more {shared} than chance would give")
        }
        None => format!("{nodes} that share at least {}", crate::words::count(least, shared)),
    };
    let subtitle = format!(
        "{which} are tied, {}. A wider line stands for more of them; {}.",
        day(question),
        if onto == Side::Actor { "boxes darken with the number of bodies" } else { "circles grow with members" },
    );
    let changes = match options.supposed.text.as_str() {
        "" => Changes::new(),
        _ => supposed::shared(graph, &two_mode, onto, least, &mut diagram, &options.supposed),
    };
    (diagram, title, subtitle, changes)
}

/// The least number to share at which the ties can be followed.
fn readable(all: &Projection) -> usize {
    let most = all.ties.iter().map(|tie| tie.shared).max().unwrap_or(1);
    let fits = |least: &usize| {
        let ties = || all.ties.iter().filter(|tie| tie.shared >= *least);
        let mut ends: Vec<u32> = ties().flat_map(|tie| [tie.a, tie.b]).collect();
        ends.sort_unstable();
        ends.dedup();
        ties().count() <= TIES_A_NODE * ends.len()
    };
    (1..=most).find(fits).unwrap_or(most)
}

fn finding(model: &Model, diagram: &Diagram, title: &str, view: &View) -> Finding {
    debug_assert!(diagram.nodes.iter().flat_map(|node| &node.ids).all(|id| model.find(id).is_some()));
    let mut finding = Finding { evidence: diagram.evidence.clone(), ..Finding::default() };
    finding.answer.headline = Some(title.to_owned());
    finding.answer.table = words::ties(diagram);
    finding.answer.more = vec![words::nodes(diagram)];
    finding.answer.terms = vec![Term::new("grade", grade_words(view))];
    finding.answer.notes = diagram.notes.clone();
    finding
}
