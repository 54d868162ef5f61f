//! Centrality over time: at changes and by the year, on a world known by hand, and against the answers of single days.

use comity::analysis::centrality::{On, Question, Sampling, centrality, series};
use comity::document::{Document, read_texts};
use comity::graph::Graph;
use comity::graph::projection::Weight;
use comity::graph::view::View;
use comity::measure;
use comity::model::EntityId;
use comity::table::Cell;
use comity::time::{Day, Span};

/// A pact of two, a league that comes and goes, and a club of one that ties nobody.
const WORLD: &str = r#"#![enable(implicit_some)]
World(
    states: { "aaa": (name: "Aland"), "bbb": (name: "Bland"), "ccc": (name: "Cland") },
    bodies: {
        "pact": (name: "Pact", seats: [Member(who: "aaa bbb", during: "2000-03-01/..")]),
        "club": (name: "Club", seats: [Member(who: "aaa", during: "2001-07-01/..")]),
        "league": (name: "League", seats: [
            Member(who: "bbb", during: "2002-06-01/2004-05-31"), Member(who: "ccc", during: "2002-06-01/.."),
        ]),
    },
)"#;

fn world() -> Document {
    let world = read_texts(vec![("pacts.ron".to_owned(), WORLD.into())]);
    assert!(!world.diagnostics.has_errors());
    world
}

fn question() -> Question<'static> {
    Question {
        on: On::States,
        measures: vec![measure::find("degree").unwrap()],
        two_mode: false,
        weight: Weight::Shared,
        min_shared: 1,
        among: None,
        backbone: None,
        normalised: false,
        top: None,
        tuning: None,
        skipping: false,
    }
}

fn years(first: &str, last: &str) -> View {
    let day = |text: &str| Day::parse(text).unwrap();
    View { when: Span { first: day(first), last: day(last) }, ..View::on(day(first)) }
}

/// The rows as `date id value`, and the headline.
fn told(sampling: Sampling, view: &View, only: &[&str]) -> (Vec<String>, String) {
    let world = world();
    let graph = Graph::of(&world.model);
    let only: Vec<EntityId> = only.iter().map(|slug| world.model.find(slug).unwrap()).collect();
    let answer = series(&graph, view, &question(), sampling, &only).unwrap().answer;
    let row = |row: &Vec<Cell>| match row.as_slice() {
        [Cell::Text(date), Cell::Text(id), Cell::Text(_), Cell::Number(value)] => format!("{date} {id} {value}"),
        other => format!("{other:?}"),
    };
    (answer.table.rows.iter().map(row).collect(), answer.headline.unwrap())
}

#[test]
fn a_series_at_changes_has_every_network_once() {
    let (rows, headline) = told(Sampling::Changes, &years("2000-01-01", "2005-12-31"), &[]);
    // The club of one changes no network, and on the first day there is nobody yet.
    assert_eq!(headline, "4 snapshots from 2000-01-01 to 2004-06-01, 4 different networks measured");
    let wanted = [
        "2000-03-01 aaa 1",
        "2000-03-01 bbb 1",
        "2002-06-01 aaa 1",
        "2002-06-01 bbb 2",
        "2002-06-01 ccc 1",
        "2004-06-01 aaa 1",
        "2004-06-01 bbb 1",
        "2004-06-01 ccc 0",
    ];
    assert_eq!(rows, wanted);
}

#[test]
fn a_yearly_series_says_what_held_at_the_end_of_every_year() {
    let (rows, headline) = told(Sampling::Yearly, &years("2000-01-01", "2005-12-31"), &["bbb"]);
    assert_eq!(headline, "6 snapshots from 2000-12-31 to 2005-12-31, 3 different networks measured");
    let degrees = [1, 1, 2, 2, 1, 1];
    let wanted: Vec<String> =
        (2000..).zip(degrees).map(|(year, degree)| format!("{year}-12-31 bbb {degree}")).collect();
    assert_eq!(rows, wanted);
}

#[test]
fn a_series_that_starts_midway_begins_with_what_holds_then() {
    let (rows, _) = told(Sampling::Changes, &years("2003-01-01", "2004-12-31"), &["bbb"]);
    assert_eq!(rows, ["2003-01-01 bbb 2", "2004-06-01 bbb 1"]);
}

#[test]
fn every_day_of_a_series_is_the_answer_of_that_day() {
    let world = comity::document::builtin();
    let graph = Graph::of(&world.model);
    let among: Vec<EntityId> = ["cica", "sco", "csto"].iter().filter_map(|slug| world.model.find(slug)).collect();
    let asked = Question { among: Some(&among), ..question() };
    let found = series(&graph, &years("1999-01-01", "2014-12-31"), &asked, Sampling::Changes, &[]).unwrap();
    let mut dates: Vec<&Cell> = found.answer.table.rows.iter().map(|row| &row[0]).collect();
    dates.dedup();
    assert!(dates.len() > 5, "the three grew in those years");
    for date in dates {
        let Cell::Text(text) = date else { continue };
        let day = View::on(Day::parse(text).unwrap());
        let alone = centrality(&graph, &day, &asked).unwrap().answer.table;
        let mut alone: Vec<(&Cell, &Cell)> = alone.rows.iter().map(|row| (&row[1], &row[3])).collect();
        alone.sort_by_key(|(id, _)| format!("{id:?}"));
        let rows = found.answer.table.rows.iter().filter(|row| &row[0] == date);
        assert_eq!(rows.map(|row| (&row[1], &row[3])).collect::<Vec<_>>(), alone, "{text}");
    }
}
