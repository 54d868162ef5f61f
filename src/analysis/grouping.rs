//! To which class an entity belongs: its region, its family, the sets it lies in, or what a table says.
//!
//! A set is written as a name: a body means its members, a region the states in it, a state itself; among
//! bodies a state means the bodies it sits in. A set may be written as an expression too, which means all that
//! each of its entities means. Classes are exclusive: who lies in several sets belongs to the combination, as
//! in `cica+sco`.

use super::seat_network::SeatNetwork;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, RelationKind};
use crate::model::{EntityId, Model};
use crate::time::Certainty;
use std::collections::{BTreeMap, BTreeSet};

/// What classes are made by.
#[derive(Debug, Clone)]
pub enum By<'q> {
    /// The part of the world at the top: Africa, Asia.
    Region,
    /// The narrowest part of the world.
    Subregion,
    /// The lineage of bodies.
    Family,
    /// Exclusive combinations of sets.
    Sets(&'q [Set]),
    /// What a table says: entity and class.
    Table(&'q [(EntityId, String)]),
}

impl By<'_> {
    /// The words that an answer prints for it.
    pub fn label(&self, model: &Model) -> String {
        match self {
            Self::Region => "region".to_owned(),
            Self::Subregion => "subregion".to_owned(),
            Self::Family => "family of bodies".to_owned(),
            Self::Sets(sets) => {
                let labels: Vec<&str> = sets.iter().map(|set| set.label(model)).collect();
                format!("combinations of {}", labels.join(", "))
            }
            Self::Table(_) => "a table of classes".to_owned(),
        }
    }
}

/// A set of states and bodies as a question writes it: a name, or an expression and whom it finds.
///
/// ```
/// use comity::analysis::grouping::Set;
/// use comity::graph::{Graph, view::View};
/// use comity::model::kind::EntityKind;
/// use comity::query::Query;
/// use comity::time::Day;
///
/// let world = comity::document::builtin();
/// let graph = Graph::of(&world.model);
/// let view = View::on(Day::parse("2014-05-20")?);
/// let sco = Set::named(&world.model, world.model.find("sco").unwrap());
/// let found = Query::parse("members(sco)").unwrap().run(&graph, &view).unwrap();
/// let members = Set { text: "members(sco)".to_owned(), entities: found.iter().map(|one| one.entity).collect() };
/// let states = |set: &Set| set.of_kind(&graph, &view, EntityKind::State);
/// assert_eq!((states(&sco).len(), states(&members)), (6, states(&sco)));
/// assert_eq!((sco.title(&world.model), members.title(&world.model)), ("SCO", "members(sco)"));
/// # Ok::<(), comity::time::TimeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// As it was written.
    pub text: String,
    /// Whom it names; each stands for its own set, and all of them for theirs together.
    pub entities: Vec<EntityId>,
}

impl Set {
    /// The set that one name stands for.
    pub fn named(model: &Model, name: EntityId) -> Self {
        Self { text: model.entity(name).slug.to_string(), entities: vec![name] }
    }

    /// The word for it in classes.
    pub fn label<'s>(&'s self, model: &'s Model) -> &'s str {
        if let [name] = self.entities[..] { &model.entity(name).slug } else { &self.text }
    }

    /// The words for it in sentences.
    pub fn title<'s>(&'s self, model: &'s Model) -> &'s str {
        if let [name] = self.entities[..] { model.entity(name).short_name() } else { &self.text }
    }

    /// The states, or the bodies, in it.
    pub fn of_kind(&self, graph: &Graph<'_>, view: &View, kind: EntityKind) -> BTreeSet<EntityId> {
        self.entities.iter().flat_map(|name| set_of(graph, view, *name, kind)).collect()
    }
}

/// The classes of the nodes of a network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Classes {
    /// The names, in alphabetical order, but for `others` at the end.
    pub names: Vec<String>,
    /// For every node the position of its class; none if it has none.
    pub of: Vec<Option<u32>>,
}

/// Who lies in none of the sets.
const OTHERS: &str = "others";

/// Finds the class of every node.
///
/// Where a grouping knows one side of the seats only, regions know states and families know bodies, the
/// other side takes the class of more than half of its seats, if there is one.
pub fn classes(graph: &Graph<'_>, view: &View, by: &By<'_>, net: &SeatNetwork) -> Classes {
    let model = graph.model();
    let named: Vec<Option<String>> = match by {
        By::Region | By::Subregion => {
            let regions = Regions::of(model, view);
            let region = |id: EntityId| regions.of_state(id, matches!(by, By::Region));
            majority(model, net, EntityKind::State, |id| region(id).map(|r| model.entity(r).name.clone()))
        }
        By::Family => majority(model, net, EntityKind::Body, |id| model.entity(id).family().map(str::to_owned)),
        By::Sets(sets) => {
            let kinds = [EntityKind::State, EntityKind::Body];
            let members: Vec<(&str, [BTreeSet<EntityId>; 2])> =
                sets.iter().map(|set| (set.label(model), kinds.map(|kind| set.of_kind(graph, view, kind)))).collect();
            net.nodes
                .iter()
                .map(|id| {
                    let side = usize::from(model.entity(*id).kind == EntityKind::Body);
                    let held = members.iter().filter(|(_, sets)| sets[side].contains(id));
                    let name = held.map(|(label, _)| *label).collect::<Vec<_>>().join("+");
                    Some(if name.is_empty() { OTHERS.to_owned() } else { name })
                })
                .collect()
        }
        By::Table(rows) => {
            let rows: BTreeMap<EntityId, &String> = rows.iter().map(|(id, class)| (*id, class)).collect();
            net.nodes.iter().map(|id| rows.get(id).map(|class| (*class).clone())).collect()
        }
    };
    let mut names: Vec<String> = named.iter().flatten().cloned().collect();
    names.sort_by(|a, b| (a == OTHERS, a).cmp(&(b == OTHERS, b)));
    names.dedup();
    let place = |name: &String| names.iter().position(|known| known == name).map(|at| at as u32);
    let of = named.iter().map(|name| name.as_ref().and_then(place)).collect();
    Classes { names, of }
}

/// The states, or the bodies, that a name stands for: the one place where a name becomes a set.
pub fn set_of(graph: &Graph<'_>, view: &View, name: EntityId, kind: EntityKind) -> BTreeSet<EntityId> {
    let model = graph.model();
    let surely = |holding: &crate::graph::view::Holding| holding.certainty >= view.dates.counted();
    let all = match model.entity(name).kind {
        own if own == kind => vec![name],
        EntityKind::Body => view.holders(graph, name).into_iter().filter(surely).map(|h| h.entity).collect(),
        EntityKind::State => view.seats(graph, name).into_iter().filter(surely).map(|h| h.entity).collect(),
        EntityKind::Region => {
            let regions = Regions::of(model, view);
            model.ids().map(|(id, _)| id).filter(|id| regions.above(*id).any(|region| region == name)).collect()
        }
        _ => Vec::new(),
    };
    all.into_iter().filter(|id| model.entity(*id).kind == kind).collect()
}

/// The class of every node: its own for one kind, that of more than half of its seats for the other.
fn majority(
    model: &Model,
    net: &SeatNetwork,
    kind: EntityKind,
    class: impl Fn(EntityId) -> Option<String>,
) -> Vec<Option<String>> {
    let mut seats: BTreeMap<EntityId, (usize, BTreeMap<String, usize>)> = BTreeMap::new();
    for tie in &net.seats.ties {
        let (actor, group) = (net.seats.actors[tie.actor as usize], net.seats.groups[tie.group as usize]);
        let (own, other) = if kind == EntityKind::State { (group, actor) } else { (actor, group) };
        let (all, classes) = seats.entry(own).or_default();
        *all += 1;
        if let Some(class) = class(other) {
            *classes.entry(class).or_default() += 1;
        }
    }
    let by_seats = |id: &EntityId| {
        let (all, classes) = seats.get(id)?;
        classes.iter().find(|(_, count)| 2 * **count > *all).map(|(class, _)| class.clone())
    };
    let own = |id: &EntityId| if model.entity(*id).kind == kind { class(*id) } else { by_seats(id) };
    net.nodes.iter().map(own).collect()
}

/// What lies in what.
struct Regions {
    above: BTreeMap<EntityId, EntityId>,
}

impl Regions {
    fn of(model: &Model, view: &View) -> Self {
        let mut above = BTreeMap::new();
        for relation in model.relations() {
            let inside = match relation.kind {
                RelationKind::LocatedIn => true,
                RelationKind::PartOf => model.entity(relation.from).kind == EntityKind::Region,
                _ => false,
            };
            if inside && !relation.is_retracted() && relation.during.within(view.when) > Certainty::No {
                above.entry(relation.from).or_insert(relation.to);
            }
        }
        Self { above }
    }

    /// The regions that hold an entity, the narrowest first.
    fn above(&self, id: EntityId) -> impl Iterator<Item = EntityId> {
        // Regions that hold each other would go on for ever.
        std::iter::successors(self.above.get(&id), |region| self.above.get(region)).take(16).copied()
    }

    fn of_state(&self, id: EntityId, top: bool) -> Option<EntityId> {
        let mut regions = self.above(id);
        if top { regions.last() } else { regions.next() }
    }
}
