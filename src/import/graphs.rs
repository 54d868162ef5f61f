//! Networks of other programs: edge lists, GraphML, GEXF, Pajek and node-link JSON, all through one intermediate form.
//!
//! Nodes are looked up in the known world by id, then by label; what is not found becomes a state, as a network without
//! its nodes is none, unless `--make none` wants it reported. A node attribute `kind` (or `bipartite: 1`, or a place in the second
//! half of a two-mode Pajek file) makes it a body or whatever it says. An edge from a state to a body is a seat, any other
//! a tie, or what its attribute `relation` says; `grade`, `during`, `start`, `end`, `value`, `weight` and `src` are understood,
//! and all else that `comity export` writes. A whole world that it wrote comes back as it was.

mod detail;
mod edgelist;
mod gexf;
mod graphml;
mod nodelink;
mod pajek;
mod sources;
mod tables;
mod world;
mod xml;

use super::csv::values;
use super::drafting::{Drafting, Item, Statement};
use super::input::Input;
use super::resolve::{Kinds, Outcome, slug_from};
use super::rows::Refused;
use super::{Make, Options, csv};
use crate::diagnostic::Diagnostic;
use crate::model::draft::{Said, When};
use crate::model::kind::{Confidence, EntityKind, RelationKind};
use crate::time::Interval;
use rustc_hash::FxHashMap;

/// Attributes in the order of the file.
type Attributes = Vec<(String, String)>;

/// A node of a foreign network.
#[derive(Debug, Clone, Default, PartialEq)]
struct Node {
    id: String,
    label: String,
    attributes: Attributes,
    line: usize,
    /// Whether edges alone name it, so that it is no row of a file.
    unlisted: bool,
}

/// An edge of a foreign network.
#[derive(Debug, Clone, Default, PartialEq)]
struct Edge {
    from: String,
    to: String,
    directed: bool,
    attributes: Attributes,
    line: usize,
}

/// A foreign network, with lines that could not be read and why.
#[derive(Debug, Clone, Default, PartialEq)]
struct Network {
    /// What is said of it as a whole.
    about: Attributes,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    broken: Vec<(usize, String)>,
}

type Reader = fn(&Input, &Options) -> Result<Network, Box<Diagnostic>>;

pub(super) fn edgelist(i: &[Input], o: &Options, d: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    read(i, o, d, edgelist::read)
}

pub(super) fn graphml(i: &[Input], o: &Options, d: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    read(i, o, d, graphml::read)
}

pub(super) fn gexf(i: &[Input], o: &Options, d: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    read(i, o, d, gexf::read)
}

pub(super) fn pajek(i: &[Input], o: &Options, d: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    read(i, o, d, pajek::read)
}

pub(super) fn nodelink(i: &[Input], o: &Options, d: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    read(i, o, d, nodelink::read)
}

pub(super) fn tables(i: &[Input], o: &Options, d: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    let (network, files) = tables::read(i, o, &mut d.report)?;
    if let Some(input) = i.get(files.edges) {
        make(&network, input, &files, o, d);
    }
    Ok(())
}

/// Which files hold the nodes and the edges of a network.
struct Files {
    nodes: usize,
    edges: usize,
}

fn read(
    inputs: &[Input],
    options: &Options,
    drafting: &mut Drafting<'_>,
    reader: Reader,
) -> Result<(), Box<Diagnostic>> {
    for (file, input) in inputs.iter().enumerate() {
        let network = reader(input, options)?;
        make(&network, input, &Files { nodes: file, edges: file }, options, drafting);
    }
    Ok(())
}

/// Makes a world of a network; what no source is named for is said by the file.
fn make(network: &Network, input: &Input, files: &Files, options: &Options, drafting: &mut Drafting<'_>) {
    for (line, cause) in &network.broken {
        drafting.report.row(files.edges);
        drafting.report.left_out(files.edges, *line, cause);
    }
    drafting.report.count("nodes", network.nodes.len());
    drafting.report.count("edges", network.edges.len());
    sources::define(network, drafting);
    if world::is_whole(network) {
        return world::read(files, network, options, drafting);
    }
    let source = csv::source_of(input, options, drafting);
    let groups = groups(network);
    // Most nodes of most networks are nobody whom the world knows, and no complaint here names who is near.
    drafting.names.suggests = false;
    let mut items: FxHashMap<&str, Result<Item, String>> = FxHashMap::default();
    for node in &network.nodes {
        if node.unlisted {
            items.insert(&node.id, item(node, &groups, options, drafting));
            continue;
        }
        drafting.report.row(files.nodes);
        if items.contains_key(node.id.as_str()) {
            drafting.report.left_out(files.nodes, node.line, format!("the node `{}` is given twice", node.id));
            continue;
        }
        let found = item(node, &groups, options, drafting);
        match &found {
            Ok(_) => drafting.report.stored(files.nodes),
            Err(cause) => drafting.report.nobody(files.nodes, node.line, cause),
        }
        items.insert(&node.id, found);
    }
    for edge in &network.edges {
        drafting.report.row(files.edges);
        let end = |id: &str| match items.get(id) {
            Some(Ok(item)) => Ok(*item),
            Some(Err(cause)) => Err(Refused::Nobody(cause.clone())),
            None => Err(Refused::Cell(format!("there is no node `{id}`"))),
        };
        let ends = end(&edge.from).and_then(|from| Ok((from, end(&edge.to)?)));
        match ends.and_then(|(from, to)| relate(files.edges, edge, from, to, &source, drafting)) {
            Ok(()) => drafting.report.stored(files.edges),
            Err(Refused::Nobody(cause)) => drafting.report.nobody(files.edges, edge.line, cause),
            Err(Refused::Cell(cause)) => drafting.report.left_out(files.edges, edge.line, cause),
        }
    }
}

fn get<'a>(attributes: &'a Attributes, names: &[&str]) -> Option<&'a str> {
    let found = names.iter().find_map(|name| attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)));
    found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
}

/// Which nodes a two-mode network marks as groups.
fn groups(network: &Network) -> Vec<&str> {
    let marked = network.nodes.iter().filter(|node| {
        matches!(get(&node.attributes, &["bipartite", "mode"]), Some("1" | "2" | "true" | "group" | "bodies"))
    });
    marked.map(|node| node.id.as_str()).collect()
}

/// Whom a node means.
fn item(node: &Node, groups: &[&str], options: &Options, drafting: &mut Drafting<'_>) -> Result<Item, String> {
    let kind = get(&node.attributes, &["kind", "type"]).and_then(EntityKind::from_word);
    let kind = kind.or(groups.contains(&node.id.as_str()).then_some(EntityKind::Body));
    let name = if node.label.is_empty() { &node.id } else { &node.label };
    if node.id.len().max(name.len()) > options.limits.cell {
        return Err(format!("the name of a node holds more than {} MiB", options.limits.cell >> 20));
    }
    if let None | Some(EntityKind::State | EntityKind::Body | EntityKind::Treaty) = kind {
        for text in [&node.id, name] {
            let quiet = Options { make: Make::None, ..options.clone() };
            let found = match kind {
                Some(kind) => csv::actor(drafting, &quiet, text, kind, None),
                None => anybody(text, &quiet, drafting),
            };
            let of_kind = |item: &Item| kind.is_none_or(|kind| drafting.kind(*item) == kind);
            if let Some(item) = found.ok().filter(of_kind) {
                return Ok(item);
            }
        }
    } else if let Some(id) = drafting.base.find(&node.id).filter(|id| Some(drafting.base.entity(*id).kind) == kind) {
        return Ok(drafting.keep(id));
    }
    if options.make == Make::None {
        return Err(format!("nobody is called `{name}`"));
    }
    let kind = kind.unwrap_or(EntityKind::State);
    let hint = if slug_from(&node.id).bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{name} {}", node.id)
    } else {
        node.id.clone()
    };
    let hint = if node.label.is_empty() && hint.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ') {
        format!("node {}", node.id)
    } else {
        hint
    };
    let item = drafting.make(kind, &hint, name);
    let slug = drafting.slug(item).to_owned();
    drafting.report.named(name.as_str(), &slug, "made");
    if let Some(during) = get(&node.attributes, &["during"]).filter(|text| Interval::parse(text).is_ok()) {
        drafting.entity(item).during = Some(during.to_owned());
    }
    Ok(item)
}

/// A state or a body, if a node does not say which it is.
fn anybody(text: &str, options: &Options, drafting: &mut Drafting<'_>) -> Result<Item, String> {
    let outcome = drafting.names.find(text, Kinds::Actor);
    if matches!(outcome, Outcome::One(..)) || options.names != super::Names::Auto {
        return csv::actor(drafting, options, text, EntityKind::State, None);
    }
    Err(outcome.complaint(text))
}

/// Adds the relation that an edge means.
fn relate(
    file: usize,
    edge: &Edge,
    mut from: Item,
    mut to: Item,
    source: &str,
    drafting: &mut Drafting<'_>,
) -> Result<(), Refused> {
    let attributes = &edge.attributes;
    if from == to {
        return Err(Refused::Cell(format!("{} is tied to itself", drafting.slug(from))));
    }
    let told = get(attributes, &["relation"]).and_then(RelationKind::from_word);
    let kinds = (drafting.kind(from), drafting.kind(to));
    let kind = told.unwrap_or(match kinds {
        (EntityKind::State | EntityKind::Body, EntityKind::Body) | (EntityKind::Body, EntityKind::State) => {
            RelationKind::Seat
        }
        (_, EntityKind::Treaty) | (EntityKind::Treaty, _) => RelationKind::Party,
        _ => RelationKind::Tie,
    });
    if !drafting.may_join(kind, from, to) && !edge.directed {
        (from, to) = (to, from);
    }
    if !drafting.may_join(kind, from, to) {
        let (from, to) = (drafting.slug(from), drafting.slug(to));
        return Err(Refused::Cell(format!("no {kind} leads from `{from}` to `{to}`")));
    }
    let detail = detail::of(kind, attributes, edge.directed, drafting)?;
    let times = match get(attributes, &["during"]) {
        // Several spells, as a tie for all statements about one seat has.
        Some(text) => text.split(';').map(during).collect::<Result<Vec<_>, _>>()?,
        None => vec![spell(get(attributes, &["start", "from"]), get(attributes, &["end", "to"]))?],
    };
    let src = match get(attributes, &["src", "sources"]) {
        None => source.to_owned(),
        Some(list) => sources::named(list, drafting),
    };
    let conf = get(attributes, &["conf", "confidence"]).and_then(Confidence::from_word);
    let text = |names: &[&str]| get(attributes, names).map(str::to_owned);
    let said = Said {
        src: Some(src),
        conf,
        note: text(&["note"]),
        recorded: text(&["recorded"]),
        retracted: text(&["retracted"]),
    };
    for when in times {
        let when = match when {
            // Acts end as the model has it, by withdrawal.
            When::During(text) if kind == RelationKind::Party && !text.starts_with(['/', '.']) => {
                When::On(text.split('/').next().unwrap_or_default().to_owned())
            }
            other => other,
        };
        let (detail, said) = (detail.clone(), said.clone());
        drafting.state(file, edge.line, Statement { kind, from, to, when, detail, said });
    }
    Ok(())
}

fn during(text: &str) -> Result<When, Refused> {
    match Interval::parse(text) {
        Ok(_) => Ok(When::During(text.to_owned())),
        Err(_) => Err(Refused::Cell(format!("`{text}` is no interval"))),
    }
}

/// The interval between two written ends.
fn spell(start: Option<&str>, end: Option<&str>) -> Result<When, Refused> {
    let read = |text: Option<&str>| match text {
        None => Ok(String::new()),
        Some(text) if values::is_open(text) => Ok("..".to_owned()),
        Some(text) => values::date(text).ok_or_else(|| Refused::Cell(format!("`{text}` is no date"))),
    };
    let (start, end) = (read(start)?, read(end)?);
    if start.is_empty() && end.is_empty() {
        return Ok(When::Unknown);
    }
    let text = format!("{start}/{end}");
    match Interval::parse(&text) {
        Ok(_) => Ok(When::During(text)),
        Err(error) => Err(Refused::Cell(format!("`{text}`: {}", error.message))),
    }
}
