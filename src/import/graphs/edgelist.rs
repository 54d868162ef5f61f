//! Edge lists: two names a line, then perhaps a weight or attributes, as NetworkX and igraph write them.

use super::{Edge, Network, Node};
use crate::diagnostic::Diagnostic;
use crate::import::Options;
use crate::import::input::{Input, separator_of, text_of};
use rustc_hash::FxHashSet;

/// Reads `a b`, `a b 2.5`, `a b {'weight': 2}` and `a,b,2`; `#` and `%` start remarks. A first line that names columns is passed
/// over.
#[expect(clippy::unnecessary_wraps, reason = "all readers of networks have one signature")]
pub(super) fn read(input: &Input, options: &Options) -> Result<Network, Box<Diagnostic>> {
    let mut network = Network::default();
    let mut known: FxHashSet<String> = FxHashSet::default();
    for (number, line) in input.content().split(|byte| *byte == b'\n').enumerate() {
        // What would be made of it takes many times its size.
        if line.len() > options.limits.cell {
            let most = options.limits.cell >> 20;
            network.broken.push((number + 1, format!("a line of more than {most} MiB is no edge")));
            continue;
        }
        let text = text_of(line);
        let text = text.trim();
        if text.is_empty() || text.starts_with(['#', '%']) {
            continue;
        }
        let Some((from, to, rest)) = parts(text) else {
            network.broken.push((number + 1, "a line needs two names".to_owned()));
            continue;
        };
        if network.edges.is_empty() && ["source", "from", "a"].iter().any(|word| from.eq_ignore_ascii_case(word)) {
            continue;
        }
        for name in [&from, &to] {
            if known.insert(name.clone()) {
                network.nodes.push(Node { id: name.clone(), line: number + 1, unlisted: true, ..Node::default() });
            }
        }
        let attributes = attributes(&rest);
        network.edges.push(Edge { from, to, directed: false, attributes, line: number + 1 });
    }
    Ok(network)
}

/// The two names of a line and what follows them.
fn parts(line: &str) -> Option<(String, String, String)> {
    let separator = separator_of(line.split('{').next().unwrap_or_default().as_bytes());
    if line.as_bytes().contains(&separator) && !(separator == b',' && line.split('{').next()?.matches(',').count() == 0)
    {
        let mut reader = ::csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(line.as_bytes());
        let record = reader.records().next()?.ok()?;
        let cell = |at: usize| record.get(at).map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty());
        return Some((cell(0)?, cell(1)?, cell(2).unwrap_or_default()));
    }
    let mut words = line.splitn(3, char::is_whitespace).filter(|word| !word.is_empty());
    let (from, to) = (words.next()?.to_owned(), words.next()?.to_owned());
    Some((from, to, words.next().unwrap_or_default().trim().to_owned()))
}

/// A weight, or `{'weight': 2, 'kind': 'trade'}`.
fn attributes(text: &str) -> Vec<(String, String)> {
    let Some(inner) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) else {
        return if text.is_empty() { Vec::new() } else { vec![("weight".to_owned(), text.to_owned())] };
    };
    let clean = |text: &str| text.trim().trim_matches(['\'', '"']).to_owned();
    inner.split(',').filter_map(|part| part.split_once(':')).map(|(key, value)| (clean(key), clean(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_an_edge_is_read() {
        let text = "# remark\nusa gbr\nfra deu 2.5\nchn rus {'weight': 3, 'kind': 'trade'}\nind,pak,4\n\nlonely\n";
        let input = Input { name: "e.txt".into(), bytes: text.into(), ..Input::default() };
        let network = read(&input, &Options::default()).unwrap();
        let ends: Vec<_> =
            network.edges.iter().map(|edge| (edge.from.as_str(), edge.to.as_str(), edge.attributes.len())).collect();
        assert_eq!(ends, [("usa", "gbr", 0), ("fra", "deu", 1), ("chn", "rus", 2), ("ind", "pak", 1)]);
        assert_eq!(
            (network.nodes.len(), network.broken.as_slice()),
            (8, &[(7, "a line needs two names".to_owned())][..])
        );
    }
}
