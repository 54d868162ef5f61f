//! A whole world that `comity export --world` wrote: every node is an entity as it stands, whatever other worlds know.

use super::{Edge, Files, Network, Node, detail, get};
use crate::import::Options;
use crate::import::drafting::{Drafting, Item, Statement};
use crate::import::rows::Refused;
use crate::model::draft::{AliasDraft, AttributesDraft, CodeDraft, EntityDraft, FormDraft, RosterDraft, Said, When};
use crate::model::kind::{Confidence, EntityKind, EventKind, Form, Grade, Over, RelationKind};
use crate::model::{Origin, Section};
use rustc_hash::FxHashMap;
use serde_json::Value;

/// Whether a network says that it is a whole world.
pub(super) fn is_whole(network: &Network) -> bool {
    get(&network.about, &["comity"]) == Some("world 1")
}

/// Makes the same world again.
pub(super) fn read(files: &Files, network: &Network, options: &Options, drafting: &mut Drafting<'_>) {
    if options.title.is_none() {
        drafting.retitle(get(&network.about, &["title"]).unwrap_or_default());
    }
    let mut items: FxHashMap<&str, Item> = FxHashMap::default();
    for node in network.nodes.iter().filter(|node| !node.unlisted) {
        drafting.report.row(files.nodes);
        if items.contains_key(node.id.as_str()) {
            drafting.report.left_out(files.nodes, node.line, format!("the node `{}` is given twice", node.id));
            continue;
        }
        match entity(node) {
            Ok(entity) => {
                items.insert(&node.id, drafting.define(entity));
                drafting.report.stored(files.nodes);
            }
            Err(cause) => drafting.report.left_out(files.nodes, node.line, cause),
        }
    }
    let mut before: Option<(&Edge, usize)> = None;
    for edge in &network.edges {
        drafting.report.row(files.edges);
        // The sides of a dispute that was live several times are one statement, and so have one place.
        let line = match before {
            Some((other, line)) if same_side(other, edge) => line,
            _ => edge.line,
        };
        before = Some((edge, line));
        match relate(files.edges, edge, line, &items, drafting) {
            Ok(()) => drafting.report.stored(files.edges),
            Err(Refused::Nobody(cause) | Refused::Cell(cause)) => {
                drafting.report.left_out(files.edges, edge.line, cause);
            }
        }
    }
}

fn same_side(a: &Edge, b: &Edge) -> bool {
    let role = |edge: &Edge| get(&edge.attributes, &["role"]).map(str::to_owned);
    let is_side = get(&a.attributes, &["relation"]) == Some(RelationKind::Side.as_str());
    is_side && a.from == b.from && a.to == b.to && role(a) == role(b)
}

fn relate(
    file: usize,
    edge: &Edge,
    line: usize,
    items: &FxHashMap<&str, Item>,
    drafting: &mut Drafting<'_>,
) -> Result<(), Refused> {
    let attributes = &edge.attributes;
    let end = |id: &str| items.get(id).copied().ok_or_else(|| Refused::Nobody(format!("there is no node `{id}`")));
    let (from, to) = (end(&edge.from)?, end(&edge.to)?);
    let told = get(attributes, &["relation"]).unwrap_or_default();
    let Some(kind) = RelationKind::from_word(told) else {
        return Err(Refused::Cell(format!("`{told}` is no kind of relation")));
    };
    if !drafting.may_join(kind, from, to) {
        let (from, to) = (drafting.slug(from), drafting.slug(to));
        return Err(Refused::Cell(format!("no {kind} leads from `{from}` to `{to}`")));
    }
    if is_told_by_slugs(kind, drafting.kind(from), &edge.from, &edge.to) {
        return Ok(());
    }
    let detail = detail::of(kind, attributes, edge.directed, drafting)?;
    let when = match get(attributes, &["during"]) {
        None => When::Unknown,
        // Acts end as the model has it, by withdrawal.
        Some(text) if kind == RelationKind::Party && !text.starts_with(['/', '.']) => {
            When::On(text.split('/').next().unwrap_or_default().to_owned())
        }
        Some(text) => When::During(text.to_owned()),
    };
    let text = |name: &str| get(attributes, &[name]).map(str::to_owned);
    let said = Said {
        src: text("sources").map(|list| list.replace(';', " ")),
        conf: get(attributes, &["conf"]).and_then(Confidence::from_word),
        note: text("note"),
        recorded: text("recorded"),
        retracted: text("retracted"),
    };
    drafting.state(file, line, Statement { kind, from, to, when, detail, said });
    Ok(())
}

/// Whether it is the parent of an issue or a region that its slug tells anyway.
fn is_told_by_slugs(kind: RelationKind, child: EntityKind, from: &str, to: &str) -> bool {
    kind == RelationKind::PartOf
        && matches!(child, EntityKind::Issue | EntityKind::Region)
        && from.rsplit_once('/').is_some_and(|(above, _)| above == to)
}

fn entity(node: &Node) -> Result<EntityDraft, String> {
    let attributes = &node.attributes;
    let told = get(attributes, &["kind"]).unwrap_or_default();
    let kind = EntityKind::from_word(told).ok_or_else(|| format!("`{told}` is no kind of entity"))?;
    let text = |name: &str| get(attributes, &[name]).map(str::to_owned);
    let record = match get(attributes, &["record"]) {
        None => Value::Null,
        Some(text) => serde_json::from_str(text).map_err(|cause| format!("its `record` is no JSON: {cause}"))?,
    };
    Ok(EntityDraft {
        slug: node.id.clone(),
        kind,
        name: text("name").unwrap_or_default(),
        official: text("official"),
        aka: list(&record, "aka").filter_map(alias).collect(),
        codes: codes(&record),
        during: text("during"),
        note: text("note"),
        src: text("src"),
        attributes: own(kind, text("family"), &record)?,
        origin: Origin::entry(0, Section::Entities(kind), 0),
    })
}

fn list<'r>(record: &'r Value, name: &str) -> impl Iterator<Item = &'r Value> {
    record.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn text(record: &Value, name: &str) -> Option<String> {
    record.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn alias(record: &Value) -> Option<AliasDraft> {
    let shared = record.get("shared").and_then(Value::as_bool).unwrap_or(false);
    Some(AliasDraft { text: text(record, "name")?, during: text(record, "during"), shared })
}

fn codes(record: &Value) -> Vec<CodeDraft> {
    let mut codes: Vec<CodeDraft> = Vec::new();
    for code in list(record, "codes") {
        let (Some(scheme), Some(own)) = (text(code, "scheme"), text(code, "code")) else { continue };
        let entry = match codes.last() {
            Some(last) if last.scheme == scheme => last.entry,
            Some(last) => last.entry + 1,
            None => 0,
        };
        codes.push(CodeDraft { scheme, entry, code: own, during: text(code, "during") });
    }
    codes
}

fn own(kind: EntityKind, family: Option<String>, record: &Value) -> Result<AttributesDraft, String> {
    Ok(match kind {
        EntityKind::Body => AttributesDraft::Body {
            family,
            forms: list(record, "form").map(form).collect::<Result<_, _>>()?,
            rosters: list(record, "roster").map(roster).collect::<Result<_, _>>()?,
        },
        EntityKind::Treaty => {
            AttributesDraft::Treaty { opened: text(record, "opened"), in_force: text(record, "in_force") }
        }
        EntityKind::Dispute => {
            let over = list(record, "over").map(|word| {
                let word = word.as_str().unwrap_or_default();
                Over::from_word(word).ok_or_else(|| format!("no dispute is over `{word}`"))
            });
            let active = list(record, "active").filter_map(|during| during.as_str().map(str::to_owned));
            AttributesDraft::Dispute { over: over.collect::<Result<_, _>>()?, active: active.collect() }
        }
        EntityKind::Event => {
            let word = text(record, "event").unwrap_or_default();
            let kind = EventKind::from_word(&word).ok_or_else(|| format!("`{word}` is no kind of event"))?;
            AttributesDraft::Event { kind, place: text(record, "place") }
        }
        _ => AttributesDraft::None,
    })
}

fn form(record: &Value) -> Result<FormDraft, String> {
    let word = text(record, "form").unwrap_or_default();
    let form = Form::from_word(&word).ok_or_else(|| format!("`{word}` is no form of a body"))?;
    Ok(FormDraft { form, during: text(record, "during"), src: text(record, "src"), note: text(record, "note") })
}

fn roster(record: &Value) -> Result<RosterDraft, String> {
    let grade = text(record, "grade").unwrap_or_default();
    let count = record.get("count").and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
    match (text(record, "on"), count, Grade::from_word(&grade)) {
        (Some(on), Some(count), Some(grade)) => {
            Ok(RosterDraft { on, count, grade, src: text(record, "src"), note: text(record, "note") })
        }
        _ => Err("a roster needs `on`, `count` and `grade`".to_owned()),
    }
}
