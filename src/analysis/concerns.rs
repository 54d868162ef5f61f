//! Which issues concern a group, and who of it.
//!
//! That an issue concerns an actor can be written (`concerned`). Short of that, an actor shows it by acts: it
//! is bound by a treaty about the issue, or put forward or endorsed an initiative about it. Both are told
//! apart. An issue takes in what lies below it in the tree.

use super::acts::{happened, initiatives};
use super::cover::is_any_under;
use super::groups::{Group, is_under, unbounded};
use super::{Finding, slug};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{Act, EntityKind, Grade, RelationKind};
use crate::model::{Detail, EntityId, RelationId};
use crate::table::{Cell, Column, Table, Term};
use crate::time::Certainty;
use crate::words::count;
use std::collections::BTreeMap;

/// Which issues to show.
#[derive(Debug, Clone, Default)]
pub struct Question<'q> {
    /// Only these and what lies below them; all, if none are named.
    pub under: &'q [EntityId],
    /// The least share of the group that an issue must concern.
    pub min: f64,
    /// Whether to show every issue grade by grade.
    pub by_grade: bool,
}

/// What one actor has to do with one issue.
#[derive(Default, Clone)]
struct Tie {
    concerned: Option<Certainty>,
    intensity: Option<f32>,
    bound: bool,
    put_forward: bool,
    evidence: Vec<RelationId>,
}

/// Shows which issues concern a group; `grades` names its parts, such as members and observers.
pub fn concerns(
    graph: &Graph<'_>,
    view: &View,
    of: &Group,
    grades: &[(Grade, Group)],
    question: &Question<'_>,
) -> Finding {
    let model = graph.model();
    let ties = ties(graph, view, of);
    let mut issues: Vec<EntityId> =
        model.ids().filter(|(_, e)| e.kind == EntityKind::Issue).map(|(id, _)| id).collect();
    issues.retain(|id| question.under.is_empty() || is_any_under(model, *id, question.under));
    issues.sort_by_key(|id| &model.entity(*id).slug);

    let columns = vec![
        Column::text("issue", "Id").key(),
        Column::text("name", "Issue"),
        Column::text("grade", "Grade").key(),
        Column::integer("actors", "Actors"),
        Column::integer("concerned", "Concerned"),
        Column::integer("concerned_possibly", "Possibly"),
        Column::number("mean_intensity", "Intensity", 2),
        Column::integer("bound", "By treaty"),
        Column::integer("put_forward", "By initiative"),
        Column::integer("any", "Any of these"),
        Column::number("share", "Share", 3),
        Column::text("ids", "Ids").for_machines(),
    ];
    let title = format!("Issues that concern {}", of.label);
    let mut table = Table::new("issues", &title, columns);
    let mut finding = Finding::default();
    let whole: Vec<(String, Vec<EntityId>)> = if question.by_grade {
        let named = grades
            .iter()
            .map(|(grade, group)| (grade.to_string(), group.counted(view).map(|actor| actor.id).collect()));
        named.collect()
    } else {
        vec![("any".to_owned(), of.counted(view).map(|actor| actor.id).collect())]
    };
    let mut rows: Vec<(f64, Vec<Cell>)> = Vec::new();
    for issue in &issues {
        let root = &model.entity(*issue).slug;
        for (grade, actors) in whole.iter().filter(|(_, actors)| !actors.is_empty()) {
            let mut by_actor: BTreeMap<EntityId, Tie> = BTreeMap::new();
            let about = |(actor, other): &(EntityId, EntityId)| {
                actors.contains(actor) && is_under(&model.entity(*other).slug, root)
            };
            for ((actor, _), tie) in ties.iter().filter(|(key, _)| about(key)) {
                by_actor.entry(*actor).or_default().join(tie);
            }
            let surely = |tie: &&Tie| tie.concerned.is_some_and(|certainty| certainty >= view.dates.counted());
            let concerned = by_actor.values().filter(surely).count();
            let possibly = by_actor.values().filter(|tie| tie.concerned.is_some()).count() - concerned;
            let any =
                |tie: &Tie| tie.bound || tie.put_forward || tie.concerned.is_some_and(|c| c >= view.dates.counted());
            let all: Vec<EntityId> = by_actor.iter().filter(|(_, tie)| any(tie)).map(|(id, _)| *id).collect();
            let share = all.len() as f64 / actors.len() as f64;
            if (all.is_empty() && possibly == 0) || share < question.min {
                continue;
            }
            let intensities: Vec<f64> = by_actor.values().filter_map(|tie| tie.intensity).map(written).collect();
            let mean = intensities.iter().sum::<f64>() / intensities.len().max(1) as f64;
            let mut slugs: Vec<String> = all.iter().map(|id| model.entity(*id).slug.to_string()).collect();
            slugs.sort_unstable();
            finding.evidence.extend(by_actor.values().flat_map(|tie| tie.evidence.iter().copied()));
            rows.push((
                share,
                vec![
                    slug(model, *issue),
                    model.entity(*issue).name.as_str().into(),
                    grade.as_str().into(),
                    actors.len().into(),
                    concerned.into(),
                    possibly.into(),
                    if intensities.is_empty() { Cell::Missing } else { Cell::Number(mean) },
                    by_actor.values().filter(|tie| tie.bound).count().into(),
                    by_actor.values().filter(|tie| tie.put_forward).count().into(),
                    all.len().into(),
                    Cell::Number(share),
                    Cell::List(slugs),
                ],
            ));
        }
    }
    if !question.by_grade {
        rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    }
    let mut shown: Vec<String> = rows.iter().filter_map(|(_, row)| row.first()).map(|id| format!("{id:?}")).collect();
    shown.sort_unstable();
    shown.dedup();
    let issues = count(shown.len(), "issue");
    let verb = if shown.len() == 1 { "concerns" } else { "concern" };
    let label = &of.label;
    finding.answer.headline = Some(if question.min > 0.0 {
        format!("{issues} {verb} {:.0} % or more of {label}", question.min * 100.0)
    } else {
        format!("{issues} {verb} somebody of {label}")
    });
    rows.into_iter().for_each(|(_, row)| table.push(row));
    if !ties.values().any(|tie| tie.concerned.is_some()) {
        let note = format!(
            "No source in this graph says whom of {} an issue concerns: counted by treaties and initiatives.",
            of.label
        );
        finding.answer.notes.push(note);
    }
    finding.evidence.extend(of.evidence());
    finding.answer.table = table;
    finding.answer.terms = vec![
        Term::new("dates", super::dates(view.dates)),
        Term::new("of", of.label.clone()),
        Term::new("issue", "with all that lies below it"),
    ];
    finding.answer.notes.extend(of.notes(model, view));
    finding
}

impl Tie {
    fn join(&mut self, other: &Self) {
        self.concerned = self.concerned.max(other.concerned);
        self.intensity = match (self.intensity, other.intensity) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        self.bound |= other.bound;
        self.put_forward |= other.put_forward;
        self.evidence.extend(other.evidence.iter().copied());
    }
}

/// What ties the actors of a group to issues, in one pass.
fn ties(graph: &Graph<'_>, view: &View, of: &Group) -> BTreeMap<(EntityId, EntityId), Tie> {
    let model = graph.model();
    let plain = unbounded(view);
    let mut inside = vec![false; model.entities().len()];
    of.actors.iter().for_each(|actor| inside[actor.id.index()] = true);
    let mut about: BTreeMap<EntityId, Vec<(EntityId, RelationId)>> = BTreeMap::new();
    for (i, relation) in model.relations().iter().enumerate() {
        let from = model.entity(relation.from).kind;
        let is_topic = matches!(from, EntityKind::Treaty | EntityKind::Initiative);
        if relation.kind == RelationKind::Covers && is_topic && !relation.is_retracted() {
            about.entry(relation.from).or_default().push((relation.to, RelationId(i as u32)));
        }
    }
    let mut ties: BTreeMap<(EntityId, EntityId), Tie> = BTreeMap::new();
    for (i, relation) in model.relations().iter().enumerate() {
        let (id, actor) = (RelationId(i as u32), relation.from);
        if !inside[actor.index()] {
            continue;
        }
        match (&relation.detail, relation.kind) {
            (detail, RelationKind::Concerned) => {
                let certainty = plain.certainty(relation);
                if certainty > Certainty::No && certainty >= view.dates.listed() {
                    let tie = ties.entry((actor, relation.to)).or_default();
                    tie.concerned = tie.concerned.max(Some(certainty));
                    if let Detail::Intensity(intensity) = detail {
                        tie.intensity = *intensity;
                    }
                    tie.evidence.push(id);
                }
            }
            (Detail::Act(act), _) if Act::binds(*act) && plain.certainty(relation) >= view.dates.counted() => {
                for (issue, by) in about.get(&relation.to).into_iter().flatten() {
                    let tie = ties.entry((actor, *issue)).or_default();
                    tie.bound = true;
                    tie.evidence.extend([id, *by]);
                }
            }
            _ => {}
        }
    }
    for initiative in initiatives(graph, view, None) {
        if happened(view, initiative.begun.as_ref()) < view.dates.counted() {
            continue;
        }
        for actor in initiative.proposers.iter().chain(&initiative.supporters).filter(|id| inside[id.index()]) {
            for (issue, by) in about.get(&initiative.id).into_iter().flatten() {
                let tie = ties.entry((*actor, *issue)).or_default();
                tie.put_forward = true;
                tie.evidence.push(*by);
                tie.evidence.extend(initiative.evidence.iter().filter(|id| model.relation(**id).from == *actor));
            }
        }
    }
    ties
}

/// A number of single precision as it was written: `0.8`, not `0.800000011920929`.
fn written(number: f32) -> f64 {
    (f64::from(number) * 1e6).round() / 1e6
}
