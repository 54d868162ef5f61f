//! What the tests against other libraries share: the files that the generators wrote, and the networks in them.

use comity::graph::network::{Fold, Network, Side};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// The names of all files of a folder, without their ending, in order.
pub(crate) fn names(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(path(folder))
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// One file of a folder.
pub(crate) fn read<T: DeserializeOwned>(folder: &str, name: &str) -> T {
    let file = path(folder).join(format!("{name}.json"));
    let text = std::fs::read_to_string(&file).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// A network as the generators wrote it; parallel edges are added up.
pub(crate) fn network(nodes: usize, directed: bool, edges: &[(u32, u32, f64)], actors: Option<&[usize]>) -> Network {
    let build = if directed { Network::directed } else { Network::undirected };
    let network = build(nodes, edges, Fold::Sum);
    let Some(actors) = actors else { return network };
    let side = |node| if actors.contains(&node) { Side::Actor } else { Side::Group };
    network.with_sides((0..nodes).map(side).collect())
}

fn path(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder)
}
