//! Networks as geometry: nothing overlaps, nothing leaves its frame, and fewer lines cross than Graphviz manages.

use crate::dot::run_dot;
use crate::pictures::comity as ask;
use comity::draw::network::{add_conflicts, place};
use comity::export::diagram::{self, Diagram};
use comity::export::dot;
use comity::graph::Graph;
use comity::graph::network::Side;
use comity::graph::projection::Weight;
use comity::graph::view::View;
use comity::layout::{Outline, Point, Quality, Shape};
use comity::model::kind::EntityKind;
use comity::time::Day;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Twelve mechanisms of Asia, as they stood at the CICA summit of 2014.
const ASIA: [&str; 12] =
    ["asean", "bimstec", "saarc", "cica", "sco", "eco", "cis", "csto", "eurasec", "oic", "las", "gcc"];

/// The engines of Graphviz that place such networks, each with what keeps names apart.
const ENGINES: [(&str, &str); 5] = [
    ("neato", "overlap=prism;"),
    ("sfdp", "overlap=prism;"),
    ("sfdp", "K=1.0; overlap=prism; overlap_scaling=-5; sep=\"+6,6\"; start=5;"),
    ("fdp", ""),
    ("fdp", "overlap=prism;"),
];

#[test]
fn ours_crosses_no_more_than_the_best_of_graphviz() {
    for merge in [true, false] {
        let mut drawn = asia(merge);
        let (shapes, ties) = parts(&mut drawn);
        let ours = Quality::of(&centres(&drawn), &shapes, &ties);
        assert_eq!(ours.overlaps, 0);
        let all: Vec<Quality> = ENGINES.iter().filter_map(|(name, how)| graphviz(name, how, &shapes, &ties)).collect();
        let theirs: Vec<Quality> = all.iter().filter(|quality| quality.overlaps == 0).copied().collect();
        let Some(crossings) = theirs.iter().map(|quality| quality.crossings).min() else { return };
        let through = theirs.iter().map(|quality| quality.through).min().unwrap_or(0);
        assert!(ours.crossings <= crossings, "merged {merge}: {ours:?} against {theirs:?}");
        assert!(ours.through <= through, "merged {merge}: {ours:?} against {theirs:?}");
    }
}

/// Around one entity every tie starts from the middle, so that each can have a direction of its own.
#[test]
fn no_tie_around_one_entity_runs_below_a_foreign_box() {
    let world = comity::document::builtin();
    let graph = Graph::of(&world.model);
    let now = View::on(Day::parse("2026-01-01").unwrap()).every_grade();
    for slug in ["kaz", "cica", "tpnw"] {
        let mut drawn = diagram::ego(&graph, &now, world.model.find(slug).unwrap());
        let (shapes, ties) = parts(&mut drawn);
        let quality = Quality::of(&centres(&drawn), &shapes, &ties);
        assert_eq!((quality.overlaps, quality.through), (0, 0), "{slug}, of {} ties", ties.len());
    }
}

/// That somebody never acted on a treaty, or left it, is a statement but no tie.
#[test]
fn nobody_is_tied_to_a_treaty_that_it_never_joined_or_has_left() {
    let world = comity::document::builtin();
    let graph = Graph::of(&world.model);
    let find = |slug: &str| world.model.find(slug).unwrap();
    let view = view().every_grade();
    let around = diagram::ego(&graph, &view, find("npt"));
    let ids: Vec<&str> = around.nodes.iter().flat_map(|node| &node.ids).map(String::as_str).collect();
    assert!(ids.contains(&"kaz") && !ids.contains(&"ind") && !ids.contains(&"isr"), "{ids:?}");
    let ends = (find("isr"), find("prk"));
    let found = comity::graph::path::shortest(&graph, &view, ends, 100);
    let relations = found.paths.iter().flatten().flat_map(|step| &step.relations);
    assert!(relations.clone().count() > 0);
    assert!(relations.into_iter().all(|(id, _)| world.model.relation(*id).is_tie()));
    let (code, exported, _) = ask("export --kind party -f nodelink --as-of 2014-05-20", &[]);
    assert!(code == 0 && exported.contains("\"ratified\"") && !exported.contains("\"never\""));
}

#[test]
fn no_names_overlap_and_none_leaves_the_frame() {
    let world = comity::document::builtin();
    let graph = Graph::of(&world.model);
    let find = |slug: &str| world.model.find(slug).unwrap();
    let bodies = ["cica", "sco", "asean", "saarc"].map(find);
    let every = view().every_grade();
    let mut drawn = vec![
        asia(true),
        asia(false),
        diagram::ego(&graph, &every, find("kaz")),
        diagram::ego(&graph, &every, find("cica")),
        diagram::projection(&graph, &view(), Some(&bodies), Side::Actor, Weight::Shared, 2),
        diagram::projection(&graph, &view(), None, Side::Group, Weight::Jaccard, 20),
        diagram::two_mode(&graph, &view(), None, true),
    ];
    for diagram in &mut drawn {
        for (width, height) in [(460.0, None), (460.0, Some(540.0)), (230.0, Some(300.0))] {
            let extent = place(diagram, 7.5, width, height);
            let (shapes, ties) = (shapes(diagram), Vec::new());
            let quality = Quality::of(&centres(diagram), &shapes, &ties);
            assert_eq!(quality.overlaps, 0, "{} in {width} by {height:?}", diagram.title);
            for place in &diagram.places {
                let (x, y) = (place.width / 2.0 - 1e-6, place.height / 2.0 - 1e-6);
                let inside = place.x >= x && place.y >= y && place.x + x <= extent.0 && place.y + y <= extent.1;
                assert!(inside, "{}: {place:?} in {extent:?}", diagram.title);
            }
        }
    }
}

#[test]
fn graphviz_redraws_what_is_pinned() {
    let mut drawn = asia(true);
    place(&mut drawn, 10.0, 600.0, None);
    let text = dot::write(&drawn);
    let free = dot::write(&Diagram { places: Vec::new(), ..drawn.clone() });
    assert!(text.contains("layout=\"neato\"") && free.contains("layout=\"sfdp\"") && !free.contains("pos="));
    let Some(plain) = run_dot("plain", &text) else { return };
    let found = plain_places(&plain, drawn.nodes.len());
    // Graphviz may move the whole, but nothing in it, and counts upwards.
    let (dx, dy) = (found[0].x - drawn.places[0].x, found[0].y + drawn.places[0].y);
    for (found, place) in found.iter().zip(&drawn.places) {
        assert!((found.x - place.x - dx).abs() < 0.5 && (found.y + place.y - dy).abs() < 0.5, "{found:?} {place:?}");
    }
}

/// A layout is made by one thread; what is laid out may be counted by several.
#[test]
fn pictures_are_the_same_whatever_the_threads() {
    let questions = [
        // Some seventeen thousand pairs of states, each with its own chance.
        "network --on states --backbone sdsm:0.001 --as-of 2026-01-01",
        "network cica sco eco saarc asean --on states --backbone fdsm:0.3 --as-of 2026-01-01",
        "network --on bodies --as-of 2026-01-01",
    ];
    for question in questions {
        let drawn = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| ask(&format!("draw {question}"), &[]))
        };
        let alone = drawn(1);
        assert_eq!(alone.0, 0, "{}", alone.2);
        for threads in [2, 5] {
            assert!(alone == drawn(threads), "{question} with {threads} threads");
        }
    }
}

#[test]
fn conflicts_tie_those_who_stand_against_each_other() {
    let world = comity::document::builtin();
    let graph = Graph::of(&world.model);
    let bodies = ["saarc", "sco"].map(|slug| world.model.find(slug).unwrap());
    let mut drawn = diagram::two_mode(&graph, &view(), Some(&bodies), false);
    let seats = drawn.ties.len();
    add_conflicts(&graph, &view(), &mut drawn);
    let at = |slug: &str| drawn.nodes.iter().position(|node| node.ids.iter().any(|id| id == slug)).unwrap();
    let (ind, pak) = (at("ind"), at("pak"));
    let between =
        drawn.ties[seats..].iter().find(|tie| [tie.from, tie.to] == [ind, pak] || [tie.to, tie.from] == [ind, pak]);
    let tie = between.expect("India and Pakistan are both claimants of Kashmir");
    assert!(tie.kind.is_negative() && tie.tooltip.contains("India") && tie.tooltip.contains("Pakistan"));
    assert!(drawn.ties[seats..].iter().all(|tie| tie.kind.is_negative() && tie.from != tie.to));
}

/// Where somebody is a defendant, the claimants are on one side; both need to be there at one time.
#[test]
fn conflicts_follow_the_one_rule_of_hostility() {
    let world = comity::document::read_texts(vec![("quarrels.ron".to_owned(), crate::hostility::WORLD.into())]);
    let graph = Graph::of(&world.model);
    let against = |day: &str| {
        let mut drawn = Diagram::default();
        let ids = ["aaa", "bbb", "ccc", "ddd"].map(|slug| world.model.find(slug).unwrap());
        drawn.nodes.extend(ids.map(|id| diagram::node(&graph, id, 1)));
        add_conflicts(&graph, &View::on(Day::parse(day).unwrap()), &mut drawn);
        let pair = |tie: &diagram::Tie| format!("{}-{}", drawn.nodes[tie.from].ids[0], drawn.nodes[tie.to].ids[0]);
        drawn.ties.iter().map(pair).collect::<Vec<_>>()
    };
    // The isle sets both claimants against the defendant, the hill its claimants against each other.
    assert_eq!(against("2003-06-01"), ["ccc-ddd", "aaa-ccc", "bbb-ccc"]);
    assert_eq!(against("2001-06-01"), ["ccc-ddd", "aaa-ccc", "bbb-ccc", "aaa-bbb"]);
}

fn asia(merge: bool) -> Diagram {
    let world = comity::document::builtin();
    let bodies: Vec<_> = ASIA.iter().map(|slug| world.model.find(slug).unwrap()).collect();
    diagram::two_mode(&Graph::of(&world.model), &view(), Some(&bodies), merge)
}

fn view() -> View {
    View::on(Day::parse("2014-05-20").unwrap())
}

/// Places a diagram as `draw network` does by default, and gives its shapes and ties.
fn parts(diagram: &mut Diagram) -> (Vec<Shape>, Vec<(u32, u32)>) {
    place(diagram, 8.0, 457.9, None);
    (shapes(diagram), diagram.ties.iter().map(|tie| (tie.from as u32, tie.to as u32)).collect())
}

fn shapes(diagram: &Diagram) -> Vec<Shape> {
    let shape = |(node, place): (&diagram::Node, &diagram::Place)| match node.kind {
        EntityKind::Body => Shape::circle(place.width),
        _ => Shape::rectangle(place.width, place.height),
    };
    diagram.nodes.iter().zip(&diagram.places).map(shape).collect()
}

fn centres(diagram: &Diagram) -> Vec<Point> {
    diagram.places.iter().map(|place| Point::new(place.x, place.y)).collect()
}

/// How good the layout of an engine is for the same shapes; none if Graphviz is not installed.
fn graphviz(engine: &str, how: &str, shapes: &[Shape], ties: &[(u32, u32)]) -> Option<Quality> {
    let mut text = format!("graph {{ layout={engine}; {how} node [fixedsize=true label=\"\"];\n");
    for (i, shape) in shapes.iter().enumerate() {
        let form = if shape.outline == Outline::Circle { "circle" } else { "box" };
        writeln!(text, "n{i} [shape={form} width={:.4} height={:.4}];", shape.width / 72.0, shape.height / 72.0)
            .unwrap();
    }
    for (a, b) in ties {
        writeln!(text, "n{a} -- n{b};").unwrap();
    }
    text.push('}');
    let mut command = Command::new("dot");
    let spawned = command.arg("-Tplain").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = spawned else {
        eprintln!("skipped: Graphviz is not installed");
        return None;
    };
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let plain = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    let centres = plain_places(&plain, shapes.len());
    Some(Quality::of(&centres, shapes, ties))
}

/// Where the nodes stand that the plain output of Graphviz lists, in points.
fn plain_places(plain: &str, n: usize) -> Vec<Point> {
    let mut centres = vec![Point::default(); n];
    for line in plain.lines().filter(|line| line.starts_with("node ")) {
        let fields: Vec<&str> = line.split(' ').collect();
        let number = |text: &str| text.parse::<f64>().unwrap() * 72.0;
        centres[fields[1][1..].parse::<usize>().unwrap()] = Point::new(number(fields[2]), number(fields[3]));
    }
    centres
}
