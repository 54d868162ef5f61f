//! GraphML: nodes and edges whose data are declared by keys.

use super::xml::{Said, walk};
use super::{Edge, Network, Node};
use crate::diagnostic::Diagnostic;
use crate::import::Options;
use crate::import::input::{Input, not_this};
use rustc_hash::FxHashMap;

/// What is being read.
enum Open {
    Node(Node),
    Edge(Edge),
}

/// Reads the first graph of a file; keys give data their names and defaults.
pub(super) fn read(input: &Input, options: &Options) -> Result<Network, Box<Diagnostic>> {
    let mut network = Network::default();
    let mut keys: FxHashMap<String, (String, String)> = FxHashMap::default();
    let mut defaults: Vec<(String, String, String)> = Vec::new();
    let (mut directed, mut seen) = (false, false);
    let mut open: Vec<Open> = Vec::new();
    let mut data: Option<(String, String)> = None;
    let mut default: Option<(String, String)> = None;
    walk(input, options, |said, line| match said {
        Said::Start(name, attributes) => {
            let get = |wanted: &str| attributes.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.clone());
            match name.as_str() {
                "graphml" => seen = true,
                "graph" => directed = get("edgedefault").as_deref() == Some("directed"),
                "key" => {
                    let id = get("id").unwrap_or_default();
                    let named = get("attr.name").unwrap_or_else(|| id.clone());
                    let about = get("for").unwrap_or_else(|| "all".to_owned());
                    keys.insert(id.clone(), (named, about));
                    default = Some((id, String::new()));
                }
                "node" => open.push(Open::Node(Node { id: get("id").unwrap_or_default(), line, ..Node::default() })),
                "edge" => {
                    let directed = get("directed").map_or(directed, |word| word == "true");
                    let (from, to) = (get("source").unwrap_or_default(), get("target").unwrap_or_default());
                    open.push(Open::Edge(Edge { from, to, directed, attributes: Vec::new(), line }));
                }
                "data" => data = Some((get("key").unwrap_or_default(), String::new())),
                _ => {}
            }
        }
        Said::Text(text) => {
            if let Some((_, value)) = &mut data {
                value.push_str(&text);
            } else if let Some((_, value)) = &mut default {
                value.push_str(text.trim());
            }
        }
        Said::End(name) => match name.as_str() {
            "key" => {
                if let Some((id, value)) = default.take().filter(|(_, value)| !value.is_empty()) {
                    let (named, about) = keys.get(&id).cloned().unwrap_or_default();
                    defaults.push((about, named, value));
                }
            }
            "data" => {
                if let Some((key, value)) = data.take() {
                    let named = keys.get(&key).map_or(key, |(named, _)| named.clone());
                    match open.last_mut() {
                        Some(Open::Node(node)) => node.attributes.push((named, value)),
                        Some(Open::Edge(edge)) => edge.attributes.push((named, value)),
                        None => network.about.push((named, value)),
                    }
                }
            }
            "node" | "edge" => match open.pop() {
                Some(Open::Node(mut node)) => {
                    fill(&mut node.attributes, "node", &defaults);
                    node.label = super::get(&node.attributes, &["name", "label"]).unwrap_or_default().to_owned();
                    network.nodes.push(node);
                }
                Some(Open::Edge(mut edge)) => {
                    fill(&mut edge.attributes, "edge", &defaults);
                    network.edges.push(edge);
                }
                None => {}
            },
            _ => {}
        },
    })?;
    if seen { Ok(network) } else { Err(not_this(input, "GraphML")) }
}

fn fill(attributes: &mut Vec<(String, String)>, what: &str, defaults: &[(String, String, String)]) {
    for (about, name, value) in defaults {
        let missing = attributes.iter().all(|(key, _)| key != name);
        if missing && (about == what || about == "all") {
            attributes.push((name.clone(), value.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_data_and_fill_what_is_left_out() {
        let text = r#"<?xml version="1.0"?><graphml xmlns="x"><key id="d0" for="node" attr.name="name"/><key id="d1" for="edge" attr.name="weight"><default>7</default></key>
<graph edgedefault="directed"><node id="n0"><data key="d0">C&#244;te &amp; x</data></node><node id="n1"/>
<edge source="n0" target="n1"/><edge source="n1" target="n0" directed="false"><data key="d1">2</data></edge></graph></graphml>"#;
        let input = Input { name: "g.graphml".into(), bytes: text.into(), ..Input::default() };
        let network = read(&input, &Options::default()).unwrap();
        assert_eq!(network.nodes[0].label, "Côte & x");
        assert_eq!(network.edges[0].attributes, [("weight".to_owned(), "7".to_owned())]);
        assert_eq!((network.edges[0].directed, network.edges[1].directed, network.edges[1].line), (true, false, 3));
        let other = Input { name: "g.graphml".into(), bytes: "<gexf/>".into(), ..Input::default() };
        assert!(read(&other, &Options::default()).is_err());
    }
}
