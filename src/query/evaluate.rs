//! What an expression finds in a graph.

use super::fields::{self, FIELDS, Value};
use super::formula::{Facts, Formula, Key};
use super::functions::{self, FUNCTIONS, Finds, Function, Way};
use super::syntax::{Compare, Expr, ExprKind, Join, Word};
use super::{Found, at};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::graph::Graph;
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{Attributes, EntityId, Relation, RelationId, names};
use crate::text::Text;
use crate::time::{Certainty, Day, Interval, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Who is in a set, under which condition, and the relations that say so.
type Set = BTreeMap<EntityId, Member>;

#[derive(Debug, Clone)]
struct Member {
    formula: Formula,
    evidence: Vec<RelationId>,
}

/// The state of one evaluation.
pub(super) struct Evaluation<'g> {
    graph: &'g Graph<'g>,
    facts: Facts,
    wrong: Diagnostics,
    /// Conditions that were asked, so that one asked twice is the same.
    conditions: Vec<(String, Compare, String, u16)>,
    /// Days on which a fact asked at the first moment begins or ends to hold.
    edges: BTreeSet<Day>,
}

impl<'g> Evaluation<'g> {
    pub(super) fn new(graph: &'g Graph<'g>, when: Span) -> Self {
        let facts = Facts::at(when);
        Self { graph, facts, wrong: Diagnostics::new(), conditions: Vec::new(), edges: BTreeSet::new() }
    }

    pub(super) fn run(mut self, expr: &Expr) -> Result<Vec<Found>, Diagnostics> {
        let set = self.set(expr, 0);
        if !self.wrong.is_empty() {
            return Err(self.wrong);
        }
        let mut found = Vec::with_capacity(set.len());
        for (entity, member) in set {
            let certainty = self.facts.certainty(&member.formula);
            if certainty > Certainty::No {
                let mut evidence = member.evidence;
                evidence.extend(self.facts.relations(&member.formula));
                evidence.sort_unstable();
                evidence.dedup();
                found.push(Found { entity, certainty, evidence });
            }
        }
        found.sort_by_key(|one| &self.graph.model().entity(one.entity).slug);
        Ok(found)
    }

    pub(super) fn change_days(mut self, expr: &Expr) -> Result<Vec<Day>, Diagnostics> {
        self.set(expr, 0);
        if !self.wrong.is_empty() {
            return Err(self.wrong);
        }
        let span = self.facts.moments[0];
        Ok(self.edges.range(span.first..=span.last).copied().collect())
    }

    fn set(&mut self, expr: &Expr, moment: u16) -> Set {
        match &expr.kind {
            ExprKind::Name(name) => self.named(name, &expr.at, &[], moment).into_iter().map(surely).collect(),
            ExprKind::List(names) => self.listed(names, &[], moment),
            ExprKind::Call(name, arguments) => self.call(name, arguments, moment),
            ExprKind::Where(field, compare, value) => self.condition(field, *compare, value, moment),
            ExprKind::Join(join, left, right) => {
                let (left, right) = (self.set(left, moment), self.set(right, moment));
                joined(*join, left, right)
            }
            // Where the date is wrong, what else is wrong inside is told in the same run.
            ExprKind::AsOf(inner, date) => {
                let moment = self.moment(date).unwrap_or(moment);
                self.set(inner, moment)
            }
        }
    }

    fn listed(&mut self, names: &[Word], kinds: &[EntityKind], moment: u16) -> Set {
        names.iter().filter_map(|name| self.named(&name.text, &name.at, kinds, moment)).map(surely).collect()
    }

    /// One entity by name.
    fn named(
        &mut self,
        name: &str,
        range: &std::ops::Range<usize>,
        kinds: &[EntityKind],
        moment: u16,
    ) -> Option<EntityId> {
        let day = self.facts.moments[usize::from(moment)].first;
        match names::look_up(self.graph.model(), name, day, kinds) {
            Ok(id) => Some(id),
            Err(diagnostic) => {
                let mut diagnostic = at(range, *diagnostic);
                if functions::find(name).is_some() {
                    diagnostic.help = Some(format!("`{name}` is a function: write `{name}(…)`"));
                } else if name.contains('-') && name.split('-').all(|part| self.graph.model().find(part).is_some()) {
                    diagnostic.help =
                        Some("to leave one set out of another, write a space on both sides of `-`".into());
                }
                self.wrong.push(diagnostic);
                None
            }
        }
    }

    /// The number of a moment named by a date.
    fn moment(&mut self, date: &Word) -> Option<u16> {
        let span = match Interval::parse(&date.text) {
            Ok(interval) => Span { first: interval.start().0, last: interval.end().1 },
            Err(error) => {
                let message = format!("`{}` is no date: {}", date.text, error.message);
                let diagnostic = Diagnostic::new(&codes::BAD_DAY, message, None);
                let help = "write a day as `@2014-05-20`, or an interval as `@2010/2014`";
                self.wrong.push(at(&date.at, diagnostic).help(help));
                return None;
            }
        };
        // The first moment is the one of the question: what hangs on it changes with the day asked about.
        let known = self.facts.moments.iter().skip(1).position(|known| *known == span).map(|i| i + 1);
        Some(known.unwrap_or_else(|| {
            self.facts.moments.push(span);
            self.facts.moments.len() - 1
        }) as u16)
    }

    fn call(&mut self, name: &Word, arguments: &[Expr], moment: u16) -> Set {
        let Some(function) = functions::find(&name.text) else {
            let near = names::near_among(&name.text, FUNCTIONS.iter().map(|f| (f.name, f.name)));
            let message = format!("there is no function `{}`", name.text);
            let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, message, None);
            let all = FUNCTIONS.iter().map(|f| f.name).collect::<Vec<_>>().join(", ");
            let diagnostic = diagnostic.help(format!("there are {all}, where")).suggest(&near);
            self.wrong.push(at(&name.at, diagnostic));
            return Set::new();
        };
        let subjects = usize::from(!function.of.is_empty());
        let words = self.words(function, arguments.get(subjects..).unwrap_or_default());
        if arguments.is_empty() || (subjects == 0 && words.is_empty()) {
            let message = format!("`{}` needs something between its brackets", function.name);
            let diagnostic = Diagnostic::new(&codes::BAD_EXPRESSION, message, None);
            let help = format!("write it as `{}({})`", function.name, function.takes);
            self.wrong.push(at(&name.at, diagnostic).help(help));
            return Set::new();
        }
        let Finds::Along { kind, way, keep } = function.finds else {
            return self.all_of(&words, moment);
        };
        let mut of = self.subject(function, &arguments[0], moment);
        if matches!(kind, RelationKind::LocatedIn | RelationKind::Covers | RelationKind::Concerned) {
            of = self.with_lower_levels(of);
        }
        let mut found = Set::new();
        let graph = self.graph;
        for (subject, member) in of {
            let starts = if way == Way::ToEnd { Vec::new() } else { graph.relations_to(subject) };
            let ends = if way == Way::ToStart { Vec::new() } else { graph.relations_from(subject) };
            let found_there = starts.into_iter().map(|one| (one, true)).chain(ends.into_iter().map(|one| (one, false)));
            for ((id, relation), to_start) in found_there {
                if relation.kind != kind || relation.is_retracted() || !keep(graph.model(), relation, &words) {
                    continue;
                }
                let other = if to_start { relation.from } else { relation.to };
                let mut held = self.held(id, relation, moment);
                if kind == RelationKind::LocatedIn {
                    held = held.and(self.alive(other, moment));
                }
                let mut evidence = member.evidence.clone();
                evidence.push(id);
                add(&mut found, other, Member { formula: member.formula.clone().and(held), evidence });
            }
        }
        found
    }

    /// The grades, roles or kinds among the arguments.
    fn words(&mut self, function: &Function, arguments: &[Expr]) -> Vec<String> {
        let known = (function.words)();
        let mut words = Vec::new();
        for argument in arguments {
            match &argument.kind {
                ExprKind::Name(word) if known.contains(&word.as_str()) => words.push(word.clone()),
                kind => {
                    let word = if let ExprKind::Name(word) = kind { word.as_str() } else { "" };
                    let near = names::near_among(word, known.iter().map(|one| (*one, *one)));
                    let (message, help) = if known.is_empty() {
                        let alone = format!("`{}` takes one argument", function.name);
                        (alone, format!("write it as `{}({})`", function.name, function.takes))
                    } else {
                        let one_of = format!("one of {} should stand here", known.join(", "));
                        (one_of, format!("write it as `{}({})`", function.name, function.takes))
                    };
                    let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, message, None).help(help).suggest(&near);
                    self.wrong.push(at(&argument.at, diagnostic));
                }
            }
        }
        words
    }

    /// Of whom a function is asked; a plain name is looked up among the kinds that fit.
    fn subject(&mut self, function: &Function, argument: &Expr, moment: u16) -> Set {
        match &argument.kind {
            ExprKind::Name(name) => {
                self.named(name, &argument.at, function.of, moment).into_iter().map(surely).collect()
            }
            ExprKind::List(names) => self.listed(names, function.of, moment),
            _ => {
                let mut set = self.set(argument, moment);
                set.retain(|id, _| function.of.contains(&self.graph.model().entity(*id).kind));
                set
            }
        }
    }

    /// Issues and regions with all that lies below them.
    fn with_lower_levels(&self, of: Set) -> Set {
        let mut all = of.clone();
        let mut open: Vec<(EntityId, Member)> = of.into_iter().collect();
        while let Some((id, member)) = open.pop() {
            let kind = self.graph.model().entity(id).kind;
            for (_, relation) in self.graph.relations_to(id) {
                let child = relation.from;
                let below = relation.kind == RelationKind::PartOf && self.graph.model().entity(child).kind == kind;
                if below && !all.contains_key(&child) {
                    all.insert(child, member.clone());
                    open.push((child, member.clone()));
                }
            }
        }
        all
    }

    fn all_of(&mut self, words: &[String], moment: u16) -> Set {
        let mut found = Set::new();
        for (id, entity) in self.graph.model().ids() {
            if words.iter().any(|word| word == entity.kind.plural()) {
                let formula = self.alive(id, moment);
                add(&mut found, id, Member { formula, evidence: Vec::new() });
            }
        }
        found
    }

    fn condition(&mut self, field: &Word, compare: Compare, value: &Word, moment: u16) -> Set {
        let Some(known) = fields::find(&field.text) else {
            return self.code_or_region(field, compare, value, moment);
        };
        let wanted = match known.wanted(compare, &value.text) {
            Ok(wanted) => wanted,
            Err(message) => {
                let diagnostic = Diagnostic::new(&codes::BAD_EXPRESSION, message, None);
                let help = format!("`{}`: {}", known.name, known.about.to_lowercase());
                self.wrong.push(at(&value.at, diagnostic).help(help));
                return Set::new();
            }
        };
        let asked = (field.text.clone(), compare, value.text.clone(), moment);
        let number = self.conditions.iter().position(|one| *one == asked).unwrap_or_else(|| {
            self.conditions.push(asked);
            self.conditions.len() - 1
        }) as u32;
        let mut found = Set::new();
        let when = self.facts.moments[usize::from(moment)];
        for (id, entity) in self.graph.model().ids() {
            if moment == 0 {
                self.note_edges_of(id, known.value);
            }
            // A count of nothing is a count; but what does not exist has no members to count.
            let mut formula = match known.holds(self.graph, when, id, compare, &wanted) {
                Certainty::No => Formula::No,
                Certainty::Surely => Formula::Yes,
                Certainty::Possibly => self.facts.held(Key::Condition(number, id.0), &Interval::unknown(), moment),
            };
            if formula != Formula::No && !matches!(known.value, Value::Day(_)) && entity.life().is_some() {
                formula = formula.and(self.alive(id, moment));
            }
            add(&mut found, id, Member { formula, evidence: Vec::new() });
        }
        found
    }

    /// `where(iso2 = KZ)` asks for a code, and `where(region = asia)` for a region.
    fn code_or_region(&mut self, field: &Word, compare: Compare, value: &Word, moment: u16) -> Set {
        let model = self.graph.model();
        if field.text == "region" && compare == Compare::Is {
            let name = Word { text: "region".into(), at: field.at.clone() };
            let argument = Expr { kind: ExprKind::Name(value.text.clone()), at: value.at.clone() };
            return self.call(&name, &[argument], moment);
        }
        let mut schemes: Vec<&str> =
            model.entities().iter().flat_map(|e| e.codes.iter().map(|code| code.scheme.as_str())).collect();
        schemes.sort_unstable();
        schemes.dedup();
        if schemes.contains(&field.text.as_str()) && matches!(compare, Compare::Is | Compare::IsNot) {
            let mut found = Set::new();
            for (id, entity) in model.ids() {
                for code in entity.codes.iter().filter(|code| *code.scheme == *field.text) {
                    if (code.code.eq_ignore_ascii_case(&value.text)) == (compare == Compare::Is) {
                        let formula = self.alive(id, moment);
                        add(&mut found, id, Member { formula, evidence: Vec::new() });
                    }
                }
            }
            return found;
        }
        let fields = FIELDS.iter().map(|field| field.name).chain(["region"]);
        let near = names::near_among(&field.text, fields.clone().chain(schemes.iter().copied()).map(|f| (f, f)));
        let (message, help) = if field.text == "region" || schemes.contains(&field.text.as_str()) {
            (format!("`{}` can only be compared by `=`", field.text), "write `=`".to_owned())
        } else {
            let all: Vec<&str> = fields.collect();
            (
                format!("nothing is known of a field `{}`", field.text),
                format!("there are {}, and codes", all.join(", ")),
            )
        };
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, message, None).help(help).suggest(&near);
        self.wrong.push(at(&field.at, diagnostic));
        Set::new()
    }

    /// That a relation held at a moment; what was once proposed, attended or succeeded stays so.
    fn held(&mut self, id: RelationId, relation: &Relation, moment: u16) -> Formula {
        let lasting = matches!(
            relation.kind,
            RelationKind::Proposed | RelationKind::Endorsed | RelationKind::Attended | RelationKind::Succeeds
        );
        let during = &*relation.during;
        if moment == 0 {
            self.note_edges(during, lasting);
        }
        if !lasting {
            return self.facts.held(Key::Relation(id), during, moment);
        }
        let (first, last) = during.start();
        let since = Interval::from_parts([first, last], [Day::END; 2], Text::Static("since"));
        self.facts.held(Key::Relation(id), &since, moment)
    }

    fn alive(&mut self, id: EntityId, moment: u16) -> Formula {
        let Some(life) = self.graph.model().entity(id).life() else { return Formula::Yes };
        if moment == 0 {
            self.note_edges(&life, false);
        }
        self.facts.held(Key::Life(id.0), &life, moment)
    }

    fn note_edges(&mut self, during: &Interval, lasting: bool) {
        self.edges.extend([during.start().0, during.start().1]);
        if !lasting {
            self.edges.extend([during.end().0.next(), during.end().1.next()]);
        }
    }

    fn note_edges_of(&mut self, id: EntityId, value: Value) {
        let graph = self.graph;
        match value {
            Value::Count(_) => {
                let seats = graph.relations_to(id).into_iter().chain(graph.relations_from(id));
                for (_, relation) in seats.filter(|(_, relation)| relation.kind == RelationKind::Seat) {
                    self.note_edges(&relation.during, false);
                }
            }
            Value::Words(_) => {
                if let Attributes::Body { forms, .. } = &graph.model().entity(id).attributes {
                    forms.iter().for_each(|form| self.note_edges(&form.during, false));
                }
            }
            Value::Day(_) => {}
        }
    }
}

fn surely(id: EntityId) -> (EntityId, Member) {
    (id, Member { formula: Formula::Yes, evidence: Vec::new() })
}

/// Adds one more reason for an entity to be in a set.
fn add(set: &mut Set, id: EntityId, member: Member) {
    if member.formula == Formula::No {
        return;
    }
    match set.entry(id) {
        std::collections::btree_map::Entry::Vacant(free) => {
            free.insert(member);
        }
        std::collections::btree_map::Entry::Occupied(mut taken) => {
            let known = taken.get_mut();
            known.formula = std::mem::replace(&mut known.formula, Formula::No).or(member.formula);
            known.evidence.extend(member.evidence);
        }
    }
}

fn joined(join: Join, left: Set, mut right: Set) -> Set {
    let mut result = Set::new();
    for (id, a) in left {
        let b = right.remove(&id);
        let member = match (join, b) {
            (Join::Both, None) => continue,
            (Join::Without | Join::Either | Join::OneOf, None) => a,
            (Join::Without, Some(b)) => Member { formula: a.formula.and(b.formula.not()), evidence: a.evidence },
            (join, Some(b)) => {
                let formula = match join {
                    Join::Both => a.formula.and(b.formula),
                    Join::Either => a.formula.or(b.formula),
                    _ => {
                        let only_a = a.formula.clone().and(b.formula.clone().not());
                        only_a.or(b.formula.and(a.formula.not()))
                    }
                };
                Member { formula, evidence: [a.evidence, b.evidence].concat() }
            }
        };
        if member.formula != Formula::No {
            result.insert(id, member);
        }
    }
    if matches!(join, Join::Either | Join::OneOf) {
        result.extend(right);
    }
    result
}
