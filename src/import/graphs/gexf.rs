//! GEXF: nodes and edges with attributes and spells, as Gephi writes them.

use super::xml::{Said, walk};
use super::{Edge, Network, Node};
use crate::diagnostic::Diagnostic;
use crate::import::Options;
use crate::import::input::{Input, not_this};
use rustc_hash::FxHashMap;

type Attributes = Vec<(String, String)>;

/// What is being read.
enum Open {
    Node(Node),
    Edge(Edge, Vec<(String, String)>),
}

/// Reads a graph; an edge with several spells is several edges.
pub(super) fn read(input: &Input, options: &Options) -> Result<Network, Box<Diagnostic>> {
    let mut network = Network::default();
    let mut titles: FxHashMap<(String, String), String> = FxHashMap::default();
    let (mut class, mut directed, mut seen) = (String::new(), false, false);
    let mut open: Vec<Open> = Vec::new();
    walk(input, options, |said, line| match said {
        Said::Start(name, attributes) => {
            let get = |wanted: &str| attributes.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.clone());
            match name.as_str() {
                "gexf" => seen = true,
                "graph" => directed = get("defaultedgetype").as_deref() == Some("directed"),
                "attributes" => class = get("class").unwrap_or_default(),
                "attribute" => {
                    let id = get("id").unwrap_or_default();
                    titles.insert((class.clone(), id.clone()), get("title").unwrap_or(id));
                }
                "node" => {
                    let (id, label) = (get("id").unwrap_or_default(), get("label").unwrap_or_default());
                    open.push(Open::Node(Node { id, label, attributes: times(&attributes), line, ..Node::default() }));
                }
                "edge" => {
                    let directed = get("type").map_or(directed, |kind| kind == "directed");
                    let mut own = times(&attributes);
                    own.extend(["weight", "label"].iter().filter_map(|key| Some(((*key).to_owned(), get(key)?))));
                    let (from, to) = (get("source").unwrap_or_default(), get("target").unwrap_or_default());
                    open.push(Open::Edge(Edge { from, to, directed, attributes: own, line }, Vec::new()));
                }
                "attvalue" => {
                    let id = get("for").or_else(|| get("id")).unwrap_or_default();
                    let value = get("value").unwrap_or_default();
                    match open.last_mut() {
                        Some(Open::Node(node)) => {
                            let title = titles.get(&("node".to_owned(), id.clone())).cloned().unwrap_or(id);
                            node.attributes.push((title, value));
                        }
                        Some(Open::Edge(edge, _)) => {
                            let title = titles.get(&("edge".to_owned(), id.clone())).cloned().unwrap_or(id);
                            edge.attributes.push((title, value));
                        }
                        None => {}
                    }
                }
                "spell" => {
                    if let Some(Open::Edge(_, spells)) = open.last_mut() {
                        let time = |names: [&str; 2]| names.iter().find_map(|name| get(name)).unwrap_or_default();
                        spells.push((time(["start", "startopen"]), time(["end", "endopen"])));
                    }
                }
                _ => {}
            }
        }
        Said::End(name) if name == "node" || name == "edge" => match open.pop() {
            Some(Open::Node(node)) => network.nodes.push(node),
            Some(Open::Edge(edge, spells)) if spells.is_empty() => network.edges.push(edge),
            Some(Open::Edge(edge, spells)) => {
                for (start, end) in spells {
                    let mut part = edge.clone();
                    part.attributes.retain(|(key, _)| key != "start" && key != "end");
                    part.attributes.push(("start".to_owned(), start));
                    part.attributes.push(("end".to_owned(), end));
                    network.edges.push(part);
                }
            }
            None => {}
        },
        Said::End(_) | Said::Text(_) => {}
    })?;
    if seen { Ok(network) } else { Err(not_this(input, "GEXF")) }
}

/// The times that stand at an element itself.
fn times(attributes: &Attributes) -> Attributes {
    let own = attributes.iter().filter(|(key, _)| key == "start" || key == "end");
    own.cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_make_edges_and_attributes_have_titles() {
        let text = r#"<gexf xmlns="x"><graph defaultedgetype="undirected"><attributes class="node"><attribute id="0" title="kind" type="string"/></attributes>
<nodes><node id="a" label="A"><attvalues><attvalue for="0" value="body"/></attvalues></node><node id="b" label="B"/></nodes>
<edges><edge source="b" target="a" weight="2"><spells><spell start="1990" end="1995"/><spell start="2000-01-01"/></spells></edge></edges></graph></gexf>"#;
        let input = Input { name: "g.gexf".into(), bytes: text.into(), ..Input::default() };
        let network = read(&input, &Options::default()).unwrap();
        assert_eq!(network.nodes[0].attributes, [("kind".to_owned(), "body".to_owned())]);
        assert_eq!(network.edges.len(), 2);
        assert!(network.edges[1].attributes.contains(&("start".to_owned(), "2000-01-01".to_owned())));
    }
}
