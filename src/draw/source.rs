//! The line under a picture: who says so, of which day, from which graph, by which command.

use super::Stamp;
use crate::model::{Model, RelationId};

/// How many publishers are named before the rest is counted.
const NAMED: usize = 4;
/// How much of the hash tells one graph from another.
const HASH: usize = 12;

/// The publishers behind some relations, those with most first, then the day, the graph and the command.
pub fn line(model: &Model, evidence: &[RelationId], stamp: &Stamp) -> String {
    let mut counted: Vec<(usize, &str)> = Vec::new();
    for source in evidence.iter().flat_map(|id| model.relation(*id).sources.iter()) {
        let source = model.source(*source);
        let name = source.publisher.as_deref().unwrap_or(&source.title);
        match counted.iter_mut().find(|(_, known)| *known == name) {
            Some((n, _)) => *n += 1,
            None => counted.push((1, name)),
        }
    }
    counted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let named: Vec<&str> = counted.iter().take(NAMED).map(|(_, name)| *name).collect();
    let more = match counted.len().saturating_sub(NAMED) {
        0 => String::new(),
        n => format!("; and {n} more"),
    };
    let sources = if named.is_empty() { "none given".to_owned() } else { named.join("; ") + &more };
    let hash: String = stamp.hash.chars().take(HASH).collect();
    format!("Sources: {sources}. {} ({hash}), as of {}. comity {}", stamp.graph, stamp.as_of, stamp.command)
}
