//! Views, the two-mode network, projections and paths on a world small enough to check by hand.

use comity::document::{Document, read_texts};
use comity::graph::Graph;
use comity::graph::network::Side;
use comity::graph::path::shortest;
use comity::graph::projection::{Projection, Weight};
use comity::graph::two_mode::TwoMode;
use comity::graph::view::{Dates, View};
use comity::model::EntityId;
use comity::model::kind::{Grade, RelationKind};
use comity::time::Day;

const WORLD: &str = r#"World(
    sources: { "s": (title: "A list", kind: Official) },
    states: { "aaa": (name: "A"), "bbb": (name: "B"), "ccc": (name: "C"), "ddd": (name: "D") },
    bodies: {
        "one": (name: "One", form: [Forum(during: "2000/..")], seats: [
            Member(who: "aaa bbb", during: "2001-01-01/..", src: "s"),
            Member(who: "bbb", during: "2003/..", src: "s"),
            Observer(who: "ccc", during: "2001-01-01/..", src: "s"),
            Member(who: "ddd", during: "2001-01-01/..", src: "s", retracted: "2002-01-01"),
        ]),
        "two": (name: "Two", form: [Forum(during: "2000/..")], seats: [
            Member(who: "bbb ccc", during: "2001-01-01/..", src: "s"),
            Member(who: "aaa", during: "2010/..", src: "s"),
            Member(who: "one", during: "2001-01-01/..", src: "s"),
        ]),
    },
    links: [Rival(a: "aaa", b: "ddd", during: "2001/..", src: "s")],
)"#;

fn world() -> Document {
    let world = read_texts(vec![("small.ron".to_owned(), WORLD.as_bytes().to_vec())]);
    assert!(world.diagnostics.is_empty(), "{:?}", world.diagnostics);
    world
}

fn on(day: &str) -> View {
    View::on(Day::parse(day).unwrap())
}

fn slugs(world: &Document, ids: impl IntoIterator<Item = EntityId>) -> Vec<String> {
    let mut slugs: Vec<String> = ids.into_iter().map(|id| world.model.entity(id).slug.to_string()).collect();
    slugs.sort();
    slugs
}

#[test]
fn a_view_narrows_by_grade_subset_kind_and_certainty() {
    let world = world();
    let graph = Graph::of(&world.model);
    let id = |slug: &str| world.model.find(slug).unwrap();
    let holders = |view: &View, body: &str| slugs(&world, view.holders(&graph, id(body)).iter().map(|h| h.entity));

    assert_eq!(holders(&on("2010-06-01"), "one"), ["aaa", "bbb"], "a retracted statement counts no more");
    assert_eq!(holders(&on("2010-06-01").every_grade(), "one"), ["aaa", "bbb", "ccc"]);
    let observers = View { grades: vec![Grade::Observer], ..on("2010-06-01") };
    assert_eq!(holders(&observers, "one"), ["ccc"]);
    let within = View { subset: Some(vec![id("aaa"), id("ccc")]), ..on("2011-01-01") };
    assert_eq!(holders(&within, "two"), ["aaa", "ccc"]);
    let rivalries = View { kinds: vec![RelationKind::Rival], ..on("2010-06-01") };
    assert!(holders(&rivalries, "one").is_empty());
    let sure = View { dates: Dates::Surely, ..on("2010-06-01") };
    assert_eq!(holders(&sure, "two"), ["bbb", "ccc", "one"]);
    assert_eq!(holders(&on("2010-06-01"), "two"), ["aaa", "bbb", "ccc", "one"]);
}

#[test]
fn seats_become_one_tie_and_what_is_left_out_is_counted() {
    let world = world();
    let graph = Graph::of(&world.model);
    let network = TwoMode::of(&graph, &on("2010-06-01"), None);
    assert_eq!(slugs(&world, network.actors.iter().copied()), ["aaa", "bbb", "ccc"]);
    assert_eq!((network.ties.len(), network.only_possible, network.held_by_bodies), (4, 1, 1));
    let twice = network.ties.iter().find(|tie| tie.seats.len() == 2).unwrap();
    assert_eq!(&*world.model.entity(network.actors[twice.actor as usize]).slug, "bbb");
    let possible = View { dates: Dates::Possibly, ..on("2010-06-01") };
    assert_eq!(TwoMode::of(&graph, &possible, None).ties.len(), 5);
}

#[test]
fn a_projection_counts_what_is_shared_once_a_pair() {
    let world = world();
    let graph = Graph::of(&world.model);
    let network = TwoMode::of(&graph, &on("2011-01-01"), None);
    let states = Projection::of(&network, Side::Actor, 1);
    let shared: Vec<(u32, u32, usize, usize)> = states.ties.iter().map(|t| (t.a, t.b, t.shared, t.union)).collect();
    assert_eq!(shared, [(0, 1, 2, 2), (0, 2, 1, 2), (1, 2, 1, 2)]);
    assert_eq!(Projection::of(&network, Side::Actor, 2).ties.len(), 1);
    assert_eq!(states.network(Weight::Jaccard).weights(0), &[1.0, 0.5]);
    assert_eq!(states.network(Weight::None).weights(0), &[1.0, 1.0]);
    let bodies = Projection::of(&network, Side::Group, 1);
    assert_eq!((bodies.ties[0].shared, bodies.ties[0].union), (2, 3));
}

#[test]
fn the_shortest_ways_follow_the_view() {
    let world = world();
    let graph = Graph::of(&world.model);
    let ends = |a: &str, b: &str| (world.model.find(a).unwrap(), world.model.find(b).unwrap());
    let seats = View { kinds: vec![RelationKind::Seat], ..on("2011-01-01") };
    let found = shortest(&graph, &seats, ends("aaa", "bbb"), 5);
    assert_eq!((found.count, found.paths.len(), found.paths[0].len()), (2, 2, 2));
    assert_eq!(shortest(&graph, &seats, ends("aaa", "bbb"), 1).paths.len(), 1);
    assert!(shortest(&graph, &seats, ends("aaa", "ddd"), 5).paths.is_empty());
    let any = shortest(&graph, &on("2011-01-01"), ends("ddd", "aaa"), 5);
    assert_eq!((any.count, any.paths[0].len()), (1, 1));
}
