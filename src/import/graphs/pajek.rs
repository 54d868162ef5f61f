//! Pajek: `*Vertices`, then `*Edges`, `*Arcs` or `*Matrix`; a second number after `*Vertices` tells where the groups of a two-mode network begin.

use super::{Edge, Network, Node};
use crate::diagnostic::Diagnostic;
use crate::import::Options;
use crate::import::input::{Input, not_this, text_of, too_many};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Before,
    Vertices,
    Edges { directed: bool },
    Lists { directed: bool },
    Matrix,
    Other,
}

/// Reads a `.net` file.
pub(super) fn read(input: &Input, options: &Options) -> Result<Network, Box<Diagnostic>> {
    let mut network = Network::default();
    let mut part = Part::Before;
    let (mut actors, mut row) = (usize::MAX, 0_usize);
    let mut seen = false;
    for (number, line) in input.content().split(|byte| *byte == b'\n').enumerate() {
        // A line of a matrix or a list is many edges.
        if network.edges.len() > options.limits.rows {
            return Err(too_many(input, options.limits.rows, "edges"));
        }
        let (number, text) = (number + 1, text_of(line));
        let text = text.trim();
        if text.is_empty() || text.starts_with('%') {
            continue;
        }
        let words = words(text);
        if let Some(section) = text.strip_prefix('*') {
            let name = section.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
            part = match name.as_str() {
                "vertices" => Part::Vertices,
                "edges" => Part::Edges { directed: false },
                "arcs" => Part::Edges { directed: true },
                "edgeslist" => Part::Lists { directed: false },
                "arcslist" => Part::Lists { directed: true },
                "matrix" => Part::Matrix,
                _ => Part::Other,
            };
            seen |= part == Part::Vertices;
            if let (Part::Vertices, Some(second)) = (part, words.get(2)) {
                actors = second.parse().unwrap_or(usize::MAX);
            }
            continue;
        }
        let edge = |from: &str, to: &str, directed: bool, weight: Option<&String>| {
            let attributes = weight.map(|weight| ("weight".to_owned(), weight.clone())).into_iter().collect();
            Edge { from: from.to_owned(), to: to.to_owned(), directed, attributes, line: number }
        };
        match (part, words.as_slice()) {
            (Part::Vertices, [id, rest @ ..]) => {
                let place: usize = id.parse().unwrap_or_default();
                let mut attributes = Vec::new();
                if place > actors {
                    attributes.push(("bipartite".to_owned(), "1".to_owned()));
                }
                let label = rest.first().cloned().unwrap_or_default();
                network.nodes.push(Node { id: id.clone(), label, attributes, line: number, ..Node::default() });
            }
            (Part::Edges { directed }, [from, to, rest @ ..]) => {
                let weight = rest.first().filter(|word| word.parse::<f64>().is_ok());
                let mut edge = edge(from, to, directed, weight);
                if let Some(time) = rest.iter().find_map(|word| word.strip_prefix('[')?.strip_suffix(']')) {
                    let (start, end) = time.split_once('-').unwrap_or((time, time));
                    edge.attributes.push(("start".to_owned(), start.to_owned()));
                    edge.attributes.push(("end".to_owned(), if end == "*" { ".." } else { end }.to_owned()));
                }
                network.edges.push(edge);
            }
            (Part::Lists { directed }, [from, rest @ ..]) => {
                network.edges.extend(rest.iter().map(|to| edge(from, to, directed, None)));
            }
            (Part::Matrix, cells) => {
                row += 1;
                let first = if actors == usize::MAX { 1 } else { actors + 1 };
                if cells.len() > options.limits.columns {
                    network.broken.push((number, format!("{} cells are too many", cells.len())));
                    continue;
                }
                for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| *cell != "0") {
                    network.edges.push(edge(&row.to_string(), &(first + column).to_string(), first == 1, Some(cell)));
                }
            }
            (Part::Other | Part::Before, _) => {}
            _ => network.broken.push((number, "the line cannot be read".to_owned())),
        }
    }
    if seen { Ok(network) } else { Err(not_this(input, "a Pajek network with `*Vertices`")) }
}

/// The words of a line; what stands in quotes is one word.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let end = if let Some(inner) = rest.strip_prefix('"') {
            let end = inner.find('"').unwrap_or(inner.len());
            words.push(inner[..end].to_owned());
            (end + 2).min(rest.len())
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            words.push(rest[..end].to_owned());
            end
        };
        rest = rest[end..].trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        read(&Input { name: "g.net".into(), bytes: text.into(), ..Input::default() }, &Options::default()).unwrap()
    }

    #[test]
    fn two_modes_times_lists_and_matrices_are_read() {
        let two = network(
            "*Vertices 3 2\r\n1 \"New Zealand\" 0.1 0.2\r\n2 fra\r\n3 \"Club\"\r\n*Edges\r\n1 3 2 [1990-1995]\r\n2 3\r\n",
        );
        assert_eq!((two.nodes[0].label.as_str(), two.nodes[2].attributes.len()), ("New Zealand", 1));
        assert_eq!(two.edges[0].attributes.len(), 3);
        let matrix = network("*Vertices 2\n1 a\n2 b\n*Matrix\n0 1\n0 0\n");
        assert_eq!((matrix.edges.len(), matrix.edges[0].from.as_str(), matrix.edges[0].to.as_str()), (1, "1", "2"));
        let lists = network("*Vertices 3\n1 a\n2 b\n3 c\n*Arcslist\n1 2 3\n");
        assert!(lists.edges.len() == 2 && lists.edges[0].directed);
        assert!(
            read(&Input { name: "x".into(), bytes: b"nothing".to_vec(), ..Input::default() }, &Options::default())
                .is_err()
        );
    }
}
