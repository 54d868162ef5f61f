//! Networks read by the programs they are written for: NetworkX, igraph, pandas, rdflib and Kùzu, where python3 has them.

use crate::registries::{networks, view, written};
use comity::document::{builtin, read_texts};
use comity::export::data::{self, Data};
use comity::export::{Part, Sink, Style, Writer, find};
use comity::graph::Graph;
use comity::graph::view::View;
use comity::time::{Day, Span};
use std::path::Path;
use std::process::Command;

/// Formats and the endings that `tests/readers/check.py` looks for.
const FILES: [(&str, &str); 9] = [
    ("graphml", "graphml"),
    ("gexf", "gexf"),
    ("nodelink", "json"),
    ("nodelink", "expected.json"),
    ("cytoscape", "cyjs"),
    ("pajek", "net"),
    ("matrix", "matrix"),
    ("turtle", "ttl"),
    ("cypher", "cypher"),
];

#[test]
#[expect(clippy::print_stderr, reason = "a check that was left out should be seen")]
fn other_programs_read_the_same_network() {
    let python = std::env::var("COMITY_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = |package: &str| {
        let found = Command::new(&python).args(["-c", &format!("import {package}")]).output();
        found.is_ok_and(|found| found.status.success())
    };
    if !["networkx", "igraph", "pandas", "rdflib", "kuzu"].into_iter().any(has) {
        eprintln!("skipped: {python} has none of networkx, igraph, pandas, rdflib, kuzu; COMITY_PYTHON names another");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let world = builtin();
    let all = networks(&world, &Graph::of(&world.model), &view().every_grade());
    for (name, at) in [("two", 0), ("long", 1), ("states", 3), ("bodies", 4), ("quarrels", 5)] {
        write(folder.path(), name, &all[at]);
    }
    let hostile = read_texts(vec![("hostile.ron".into(), include_bytes!("export/hostile.ron").to_vec())]);
    assert!(!hostile.diagnostics.has_errors(), "{:?}", hostile.diagnostics.iter().next());
    let long = Span { first: Day::parse("1990-01-01").unwrap(), last: Day::parse("2014-05-20").unwrap() };
    let graph = Graph::of(&hostile.model);
    write(folder.path(), "hostile", &data::two_mode(&graph, &View { when: long, ..view() }.every_grade(), None));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/check.py");
    let output = Command::new(&python).arg(script).arg(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    said.lines().filter(|line| line.starts_with("skip")).for_each(|line| eprintln!("{line}"));
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.lines().filter(|line| line.starts_with("ok")).count() >= 20, "{said}");
}

fn write(folder: &Path, name: &str, data: &Data<'_>) {
    for (format, ending) in FILES {
        std::fs::write(folder.join(format!("{name}.{ending}")), written(find(format).unwrap(), data)).unwrap();
    }
    let Writer::Files(parts) = find("csv").unwrap().write else { return };
    std::fs::create_dir_all(folder.join(name)).unwrap();
    let table = |part: &Part| {
        let mut bytes = Vec::new();
        let mut sink = Sink::new(&mut bytes);
        (part.write)(data, Style::default(), &mut sink);
        sink.finish().unwrap();
        std::fs::write(folder.join(name).join(format!("{}.csv", part.name)), bytes).unwrap();
    };
    parts.iter().for_each(table);
}
