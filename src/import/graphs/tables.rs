//! A network as CSV tables: nodes with an `id`, edges with `source` and `target`, and beside them the sources and what is said of
//! the whole, as `comity export -f csv` writes them. Gephi's tables are read too.

use super::detail::is_true;
use super::{Attributes, Edge, Files, Network, Node, get};
use crate::diagnostic::Diagnostic;
use crate::import::Options;
use crate::import::input::{Input, Lines, not_this, text_of};
use crate::import::report::Report;
use rustc_hash::FxHashSet;
use serde_json::{Map, Value};

/// What the rows of a table are, told by its header.
enum Sort {
    Nodes,
    Edges,
    Sources,
    About,
}

/// Reads all tables as one network, and says which of them hold the nodes and the edges.
pub(super) fn read(
    inputs: &[Input],
    options: &Options,
    report: &mut Report,
) -> Result<(Network, Files), Box<Diagnostic>> {
    let mut network = Network::default();
    let mut files = Files { nodes: 0, edges: 0 };
    let (mut sources, mut has_edges, mut has_nodes) = (Vec::new(), false, false);
    // Edges that do not say for themselves whether they lead one way.
    let mut untold = Vec::new();
    for (file, input) in inputs.iter().enumerate() {
        let (mut reader, header) = input.table(&options.limits)?;
        let sort = sort(&header)
            .ok_or_else(|| not_this(input, "a table of nodes with `id`, or of edges with `source` and `target`"))?;
        match sort {
            Sort::Nodes => (files.nodes, has_nodes) = (file, true),
            Sort::Edges => (files.edges, has_edges) = (file, true),
            Sort::Sources | Sort::About => {}
        }
        let (mut record, mut lines) = (::csv::ByteRecord::new(), Lines::of(input));
        loop {
            match reader.read_byte_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(_) => {
                    report.row(file);
                    report.left_out(file, 0, "the row cannot be read");
                    continue;
                }
            }
            let line = lines.of_row(&record);
            let fault = if record.len() > header.len() {
                Some(format!("{} cells where the header has {}", record.len(), header.len()))
            } else {
                input.fault(line, &record, 0..header.len(), &options.limits)
            };
            if let Some(cause) = fault {
                report.row(file);
                report.left_out(file, line, cause);
                continue;
            }
            let cells = header.iter().zip(record.iter()).map(|(name, cell)| (name.clone(), text_of(cell).into_owned()));
            let mut attributes: Attributes = cells.filter(|(_, value)| !value.is_empty()).collect();
            match sort {
                Sort::Nodes => {
                    let Some(id) = take(&mut attributes, "id") else {
                        report.row(file);
                        report.left_out(file, line, "the node has no `id`");
                        continue;
                    };
                    let label = get(&attributes, &["label", "name"]).unwrap_or_default().to_owned();
                    network.nodes.push(Node { id, label, attributes, line, ..Node::default() });
                }
                Sort::Edges => {
                    let ends = (take(&mut attributes, "source"), take(&mut attributes, "target"));
                    let (Some(from), Some(to)) = ends else {
                        report.row(file);
                        let lacks = if ends.0.is_none() { "source" } else { "target" };
                        report.left_out(file, line, format!("the edge has no `{lacks}`"));
                        continue;
                    };
                    let told = take(&mut attributes, "type").map(|word| word.eq_ignore_ascii_case("directed"));
                    if told.is_none() {
                        untold.push(network.edges.len());
                    }
                    network.edges.push(Edge { from, to, directed: told.unwrap_or(false), attributes, line });
                }
                Sort::Sources => {
                    report.row(file);
                    report.stored(file);
                    let fields = attributes.into_iter().map(|(name, value)| (name, Value::from(value)));
                    sources.push(Value::Object(fields.collect::<Map<_, _>>()));
                }
                Sort::About => {
                    report.row(file);
                    report.stored(file);
                    let (name, value) = (take(&mut attributes, "name"), take(&mut attributes, "value"));
                    network.about.push((name.unwrap_or_default(), value.unwrap_or_default()));
                }
            }
        }
    }
    if !sources.is_empty() {
        network.about.push(("sources".to_owned(), Value::from(sources).to_string()));
    }
    if is_true(&network.about, "directed") {
        untold.into_iter().for_each(|edge| network.edges[edge].directed = true);
    }
    if !has_nodes && has_edges {
        files.nodes = files.edges;
        network.nodes = ends(&network.edges);
    }
    Ok((network, files))
}

fn sort(header: &[String]) -> Option<Sort> {
    let has = |name: &str| header.iter().any(|column| column.eq_ignore_ascii_case(name));
    if has("source") && has("target") {
        Some(Sort::Edges)
    } else if has("id") && has("title") && has("publisher") {
        Some(Sort::Sources)
    } else if has("id") {
        Some(Sort::Nodes)
    } else if has("name") && has("value") && header.len() == 2 {
        Some(Sort::About)
    } else {
        None
    }
}

fn take(attributes: &mut Attributes, name: &str) -> Option<String> {
    let at = attributes.iter().position(|(key, _)| key.eq_ignore_ascii_case(name))?;
    Some(attributes.remove(at).1)
}

/// The nodes that a table of edges alone names.
fn ends(edges: &[Edge]) -> Vec<Node> {
    let mut known: FxHashSet<&str> = FxHashSet::default();
    let mut nodes = Vec::new();
    for (id, line) in edges.iter().flat_map(|edge| [(&edge.from, edge.line), (&edge.to, edge.line)]) {
        if known.insert(id) {
            nodes.push(Node { id: id.clone(), line, unlisted: true, ..Node::default() });
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::FileCount;

    fn network(tables: &[&str]) -> Result<(Network, Files), Box<Diagnostic>> {
        let input = |text: &&str| Input { name: "t.csv".into(), bytes: text.as_bytes().to_vec(), ..Input::default() };
        let inputs: Vec<Input> = tables.iter().map(input).collect();
        let mut report = Report::default();
        report.files = vec![FileCount::default(); inputs.len()];
        read(&inputs, &Options::default(), &mut report)
    }

    #[test]
    fn tables_are_told_apart_by_their_headers() {
        let (net, files) = network(&[
            "Source;Target;Type;Weight\na;b;Undirected;2\n",
            "Id;Label\na;Aland\nb;\"B; land\"\n",
            "name,value\ncomity,world 1\n",
        ])
        .unwrap();
        assert_eq!((files.nodes, files.edges), (1, 0));
        assert_eq!((net.nodes[1].label.as_str(), net.edges[0].directed), ("B; land", false));
        assert_eq!(net.about, [("comity".to_owned(), "world 1".to_owned())]);
        let (alone, _) = network(&["source,target\na,b\nb,c\n"]).unwrap();
        assert_eq!(alone.nodes.iter().filter(|node| node.unlisted).count(), 3);
        assert!(network(&["x,y\n1,2\n"]).is_err());
    }

    #[test]
    fn edges_without_an_end_and_nodes_without_an_id_are_left_out() {
        let (lame, _) = network(&["source,target\na,b\nc\n,d\n", "id,label\na,Aland\n,Nobody\n"]).unwrap();
        assert_eq!((lame.edges.len(), lame.nodes.len()), (1, 1));
    }
}
