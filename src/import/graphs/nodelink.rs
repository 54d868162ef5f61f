//! Node-link JSON, as NetworkX and D3 write it: `nodes` with an `id`, `links` or `edges` with `source` and `target`.

use super::{Edge, Network, Node};
use crate::diagnostic::{Diagnostic, codes};
use crate::import::Options;
use crate::import::input::{Input, not_this, text_of};
use serde_json::{Map, Value};

/// Reads a graph.
pub(super) fn read(input: &Input, _: &Options) -> Result<Network, Box<Diagnostic>> {
    // serde_json stops at 128 levels by itself.
    let value: Value = serde_json::from_str(&text_of(input.content())).map_err(|cause| {
        let message = format!("{}:{}: this is no JSON that can be read: {cause}", input.name, cause.line());
        Box::new(
            Diagnostic::new(&codes::BROKEN_FILE, message, None)
                .help("mend the file here, or write it again with the program it is from"),
        )
    })?;
    let list = |names: [&str; 2]| names.iter().find_map(|name| value.get(name)?.as_array());
    let Some(nodes) = list(["nodes", "vertices"]) else { return Err(not_this(input, "node-link JSON with `nodes`")) };
    let Some(links) = list(["links", "edges"]) else { return Err(not_this(input, "node-link JSON with `links`")) };
    let directed = value.get("directed").and_then(Value::as_bool).unwrap_or(false);
    let mut network = Network::default();
    if let Some(about) = value.get("graph").and_then(Value::as_object) {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        network.about = about.iter().map(|(key, value)| (key.clone(), text(value))).collect();
    }
    for (position, node) in nodes.iter().enumerate() {
        let line = position + 1;
        match node.as_object() {
            Some(record) => {
                let id = ["id", "key", "name"].iter().find_map(|key| record.get(*key)).map(plain);
                let Some(id) = id else {
                    network.broken.push((line, "a node has no `id`".to_owned()));
                    continue;
                };
                let label = ["label", "name"].iter().find_map(|key| record.get(*key)).map(plain).unwrap_or_default();
                network.nodes.push(Node { id, label, attributes: attributes(record), line, ..Node::default() });
            }
            None => network.nodes.push(Node { id: plain(node), line, ..Node::default() }),
        }
    }
    for (position, link) in links.iter().enumerate() {
        let line = position + 1;
        let end = |names: [&str; 2]| {
            let value = names.iter().find_map(|name| link.get(name))?;
            // D3 writes whole nodes in place of their ids once a layout has run.
            Some(plain(value.get("id").unwrap_or(value)))
        };
        match (end(["source", "from"]), end(["target", "to"]), link.as_object()) {
            (Some(from), Some(to), Some(record)) => {
                let directed = record.get("directed").and_then(Value::as_bool).unwrap_or(directed);
                network.edges.push(Edge { from, to, directed, attributes: attributes(record), line });
            }
            _ => network.broken.push((line, "a link has no `source` and `target`".to_owned())),
        }
    }
    Ok(network)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

fn attributes(record: &Map<String, Value>) -> Vec<(String, String)> {
    let own = record.iter().filter(|(key, _)| !matches!(key.as_str(), "id" | "source" | "target"));
    own.map(|(key, value)| (key.clone(), plain(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_of_networkx_is_read_and_broken_parts_are_told() {
        let text = r#"{"directed": true, "multigraph": false, "graph": {}, "nodes": [{"id": "usa", "kind": "state"}, {"id": 7}, {"x": 1}],
            "links": [{"source": "usa", "target": 7, "weight": 2.5}, {"source": "usa"}]}"#;
        let input = Input { name: "g.json".into(), bytes: text.into(), ..Input::default() };
        let network = read(&input, &Options::default()).unwrap();
        assert_eq!((network.nodes.len(), network.edges.len(), network.broken.len()), (2, 1, 2));
        assert!(network.edges[0].directed && network.edges[0].to == "7");
        for bad in ["{", "[1]", "{\"nodes\": []}", &"[".repeat(100_000)] {
            assert!(
                read(&Input { name: "g.json".into(), bytes: bad.into(), ..Input::default() }, &Options::default())
                    .is_err()
            );
        }
    }
}
