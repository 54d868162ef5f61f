//! Networks of other programs become worlds.

use super::run;
use comity::import::{Imported, Input, Limits, Make, Options, find, import};
use comity::model::kind::{EntityKind, Grade};

fn facts(done: &Imported) -> Vec<String> {
    let model = &done.model;
    let line = |r: &comity::model::Relation| {
        let (a, b) = (&model.entity(r.from).slug, &model.entity(r.to).slug);
        format!("{a} {b} {} {} {}", r.kind, r.detail_text(), r.during)
    };
    model.relations().iter().map(line).collect()
}

#[test]
fn one_network_in_five_formats_is_one_world() {
    let graphml = r#"<graphml><key id="k" for="node" attr.name="kind"/><key id="g" for="edge" attr.name="grade"/><key id="d" for="edge" attr.name="during"/><key id="w" for="edge" attr.name="weight"/>
<graph edgedefault="undirected"><node id="kaz"/><node id="chn"/><node id="sco"><data key="k">body</data></node>
<edge source="kaz" target="sco"><data key="g">observer</data><data key="d">2001-06-15/..</data></edge><edge source="kaz" target="chn"><data key="w">2.5</data></edge></graph></graphml>"#;
    let gexf = r#"<gexf><graph defaultedgetype="undirected"><attributes class="node"><attribute id="0" title="kind"/></attributes><attributes class="edge"><attribute id="0" title="grade"/></attributes>
<nodes><node id="kaz" label="Kazakhstan"/><node id="chn" label="China"/><node id="sco" label="SCO"><attvalues><attvalue for="0" value="body"/></attvalues></node></nodes>
<edges><edge source="kaz" target="sco" start="2001-06-15" end=".."><attvalues><attvalue for="0" value="observer"/></attvalues></edge><edge source="kaz" target="chn" weight="2.5"/></edges></graph></gexf>"#;
    let nodelink = r#"{"directed": false, "nodes": [{"id": "kaz"}, {"id": "chn"}, {"id": "sco", "kind": "body"}],
"links": [{"source": "kaz", "target": "sco", "grade": "observer", "during": "2001-06-15/.."}, {"source": "kaz", "target": "chn", "weight": 2.5}]}"#;
    let expected = ["kaz sco seat observer 2001-06-15/..", "kaz chn tie tie 2.5 /"];
    for (format, text) in [("graphml", graphml), ("gexf", gexf), ("nodelink", nodelink)] {
        let done = run(format, &[("net", text.as_bytes())], &Options::default());
        assert_eq!(facts(&done), expected, "{format}");
        assert_eq!(done.report.totals(), (5, 5, 0), "{format}");
    }
    let pajek = "*Vertices 3 2\n1 \"Kazakhstan\"\n2 \"China\"\n3 \"SCO\"\n*Edges\n1 3 1 [2001-*]\n2 3 1\n";
    let done = run("pajek", &[("net", pajek.as_bytes())], &Options::default());
    assert_eq!(facts(&done), ["kaz sco seat member 2001/..", "chn sco seat member /"]);
    let edges = run("edgelist", &[("net", b"kaz chn 2.5\nkaz SCO\n")], &Options::default());
    assert_eq!(facts(&edges), ["kaz chn tie tie 2.5 /", "kaz sco seat member /"]);
}

#[test]
fn nodes_that_nobody_knows_become_states_or_are_reported() {
    let text: &[u8] = b"1 2\n2 3\n3 1\n1 1\n";
    let done = run("edgelist", &[("karate.edges", text)], &Options::default());
    assert_eq!(done.report.totals(), (4, 3, 1));
    assert!(done.model.entities().iter().all(|entity| entity.kind == EntityKind::State));
    let options = Options { make: Make::None, ..Options::default() };
    let done = run("edgelist", &[("karate.edges", text)], &options);
    assert_eq!(done.report.totals(), (4, 0, 4));
}

#[test]
fn a_hostile_file_is_refused_whatever_its_format() {
    let known = comity::document::builtin().model;
    let deep = "<a>".repeat(1_000_000);
    let brackets = "[".repeat(1_000_000);
    let laughs = "<!DOCTYPE graphml [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><graphml>&b;</graphml>";
    for (format, text) in [
        ("graphml", deep.as_str()),
        ("graphml", laughs),
        ("gexf", deep.as_str()),
        ("nodelink", brackets.as_str()),
        ("pajek", brackets.as_str()),
        ("factbook", "{\"a\":"),
    ] {
        let input = Input::open("x", text.as_bytes().to_vec(), &Limits::default()).unwrap();
        match import(find(format).unwrap(), &[input], &Options::default(), &known) {
            Err(found) => assert!(found.code.id.starts_with("E07"), "{format}"),
            Ok(done) => assert_eq!(done.report.totals().1, 0, "{format}"),
        }
    }
}

#[test]
fn grades_of_edges_survive_suspension() {
    let text = r#"{"nodes": [{"id": "kaz"}, {"id": "sco", "kind": "body"}], "links": [{"source": "sco", "target": "kaz", "grade": "observer (suspended)"}]}"#;
    let done = run("nodelink", &[("n.json", text.as_bytes())], &Options::default());
    assert!(done.model.relations()[0].is_suspended());
    assert_eq!(done.model.relations()[0].grade(), Some(Grade::Observer));
}

#[test]
fn nodes_that_edges_alone_name_are_no_rows() {
    let table = b"source,target\nkaz,chn\n\nkaz,rus\nnobody at all,rus\nkaz,\n";
    let list = b"# remark\nkaz chn\n\nkaz rus\nnobody-at-all rus\nkaz\n";
    let options = Options { make: comity::import::Make::None, ..Options::default() };
    for (format, text) in [("network-csv", &table[..]), ("edgelist", &list[..])] {
        let done = run(format, &[("edges", text)], &options);
        assert_eq!(done.report.totals(), (4, 2, 2), "{format}");
        let mut told: Vec<(usize, &str)> = done.report.problems.iter().map(|p| (p.line, p.code.id)).collect();
        told.sort_unstable();
        assert_eq!(told, [(5, "W0703"), (6, "W0701")], "{format}");
        assert_eq!(run(format, &[("edges", text)], &Options::default()).report.totals(), (4, 3, 1), "{format}");
    }
}
