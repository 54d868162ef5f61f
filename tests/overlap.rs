//! Overlap on a world checked by hand, edge cases first.

#![allow(clippy::expect_used, reason = "a helper of tests may stop them")]

use comity::analysis::Finding;
use comity::analysis::overlap::{self, Of, Question, RankBy};
use comity::document::{self, Document};
use comity::graph::Graph;
use comity::graph::view::{Dates, View};
use comity::measure::backbone::Null;
use comity::model::EntityId;
use comity::table::{Cell, Table};
use comity::time::{Day, Span};

const BOTH: Question<'_> = Question { members: true, mandate: true, ancestors: false, among: None, chance: None };

fn clubs() -> Document {
    let text = include_bytes!("cli/overlap_more.in/clubs.ron").to_vec();
    let world = document::read_texts(vec![("clubs.ron".to_owned(), text)]);
    assert!(!world.diagnostics.has_errors());
    world
}

fn on(day: &str) -> View {
    View::on(Day::parse(day).expect("a day"))
}

fn ids(world: &Document, slugs: &[&str]) -> Vec<EntityId> {
    slugs.iter().map(|slug| world.model.find(slug).expect("a body")).collect()
}

/// A cell of a table as text, by row and name of the column.
fn cell(table: &Table, row: usize, column: &str) -> String {
    let at = table.columns.iter().position(|it| it.name == column).expect("a column");
    match &table.rows[row][at] {
        Cell::Text(text) => text.clone(),
        Cell::Integer(number) => number.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::List(items) => items.join(" "),
        Cell::Missing => String::new(),
    }
}

fn relation(world: &Document, day: &str, a: &str, b: &str) -> String {
    let finding = overlap::overlap(&Graph::of(&world.model), &on(day), &ids(world, &[a, b]));
    cell(&finding.answer.table, 0, "relation")
}

fn says(finding: &Finding, words: &str) -> bool {
    finding.answer.notes.iter().any(|note| note.contains(words))
}

#[test]
fn every_relation_of_two_bodies_has_its_word() {
    let world = clubs();
    for (day, a, b, expected) in [
        ("1935-01-01", "big", "small", "nested"),
        ("1935-01-01", "far", "lone", "equal"),
        ("1935-01-01", "big", "far", "parallel"),
        ("1935-01-01", "big", "lone", "disjoint"),
        ("1935-01-01", "big", "empty", "undetermined"),
        ("1925-01-01", "big", "small", "undetermined"),
        ("1935-01-01", "gone", "big", "undetermined"),
    ] {
        assert_eq!(relation(&world, day, a, b), expected, "{a} and {b} on {day}");
    }
}

#[test]
fn bodies_without_members_get_a_reason_and_no_numbers() {
    let world = clubs();
    let graph = Graph::of(&world.model);
    let ask = |day: &str, slugs: &[&str]| overlap::overlap(&graph, &on(day), &ids(&world, slugs));
    let empty = ask("1935-01-01", &["big", "empty"]);
    assert_eq!(cell(&empty.answer.table, 0, "jaccard"), "");
    assert!(says(&empty, "Empty Club has nobody of this grade"));
    assert!(says(&ask("1925-01-01", &["big", "small"]), "Small Club did not exist then"));
    assert!(says(&ask("1935-01-01", &["big", "gone"]), "Gone Club did not exist then"));
}

#[test]
fn who_only_possibly_sits_is_named_and_not_counted() {
    let world = clubs();
    let graph = Graph::of(&world.model);
    let bodies = ids(&world, &["big", "small"]);
    let both = overlap::overlap(&graph, &on("1955-06-01"), &bodies);
    assert_eq!(cell(&both.answer.table, 0, "shared"), "1");
    assert!(says(&both, "Only possibly in Small Club and not counted: Belmark."));
    let possibly = View { dates: Dates::Possibly, ..on("1955-06-01") };
    assert_eq!(cell(&overlap::overlap(&graph, &possibly, &bodies).answer.table, 0, "shared"), "2");
}

#[test]
fn bodies_that_never_met_say_so_over_an_interval() {
    let world = clubs();
    let graph = Graph::of(&world.model);
    let view = View { when: Span { first: Day::parse("1900-01-01").unwrap(), last: Day::END }, ..on("1900-01-01") };
    let finding = overlap::overlap(&graph, &view, &ids(&world, &["gone", "big"]));
    // Oldland sat in both, at different times.
    assert_eq!(cell(&finding.answer.table, 0, "shared"), "1");
    assert!(says(&finding, "Gone Club (1900-01-01/1910-12-31) and Big Club (1920-01-01/..) had no day in common."));
}

#[test]
fn mandates_count_issues_and_what_is_above_them() {
    let world = clubs();
    let graph = Graph::of(&world.model);
    let bodies = ids(&world, &["big", "small"]);
    let plain = overlap::pairs(&graph, &on("1945-01-01"), &bodies, &BOTH);
    let table = &plain.answer.table;
    // Fish and peace against grain and peace; 4 members against 1.
    assert_eq!((cell(table, 0, "shared_issues"), cell(table, 0, "issue_union")), ("1".into(), "3".into()));
    // One shared pair of member and issue, of 4 × 2 and 1 × 2.
    assert_eq!(cell(table, 0, "both_jaccard"), (1.0f64 / 9.0).to_string());
    let above = overlap::pairs(&graph, &on("1945-01-01"), &bodies, &Question { ancestors: true, ..BOTH });
    assert_eq!(cell(&above.answer.table, 0, "shared_issues"), "2");
    let regions = above.answer.more.iter().find(|table| table.name == "issue_regions").expect("regions");
    assert_eq!(cell(regions, 0, "issues"), "peace trade");
    // The mandate is that of the body, whoever is looked at.
    let within = View { subset: Some(ids(&world, &["ava"])), ..on("1945-01-01") };
    let within = overlap::pairs(&graph, &within, &bodies, &BOTH);
    assert_eq!(cell(&within.answer.table, 0, "shared_issues"), "1");
}

#[test]
fn a_series_has_a_row_for_every_change_and_no_other() {
    let world = clubs();
    let graph = Graph::of(&world.model);
    let view = View { when: Span { first: Day::BEGINNING, last: Day::END }, ..on("1900-01-01") };
    let finding = overlap::series(&graph, &view, &ids(&world, &["big", "small"]), &Question::default());
    let table = &finding.answer.table;
    let rows: Vec<[String; 4]> = (0..table.rows.len())
        .map(|row| ["date", "until", "shared", "shared_at_most"].map(|column| cell(table, row, column)))
        .collect();
    let expected = [
        ["1920-01-01", "1929-12-31", "0", "0"],
        ["1930-01-01", "1949-12-31", "1", "1"],
        // Oldland ends.
        ["1950-01-01", "1954-12-31", "1", "1"],
        // Belmark joins on some day of 1955.
        ["1955-01-01", "1955-12-30", "1", "2"],
        ["1955-12-31", "", "2", "2"],
    ];
    assert_eq!(rows, expected);
    let span = Span { first: Day::parse("1952-03-01").unwrap(), last: Day::parse("1955-03-01").unwrap() };
    let view = View { when: span, ..view };
    let finding = overlap::series(&graph, &view, &ids(&world, &["big", "small"]), &Question::default());
    let table = &finding.answer.table;
    assert_eq!((cell(table, 0, "date"), cell(table, 1, "until")), ("1952-03-01".into(), "1955-03-01".into()));
}

#[test]
fn load_adds_up_all_others() {
    let world = clubs();
    let graph = Graph::of(&world.model);
    let bodies = overlap::load(&graph, &on("1935-01-01"), Of::Bodies, &[], &Question::default());
    let table = &bodies.answer.table;
    assert_eq!((cell(table, 0, "id"), cell(table, 0, "jaccard")), ("far".into(), "1".into()));
    let big = (0..4).find(|row| cell(table, *row, "id") == "big").expect("a row");
    // Small: 1 of 4; fish of the far one: 1 of 2 issues.
    assert_eq!((cell(table, big, "jaccard"), cell(table, big, "issue_jaccard")), ("0.25".into(), "0.5".into()));
    let states = overlap::load(&graph, &on("1945-01-01"), Of::States, &ids(&world, &["ava"]), &Question::default());
    let table = &states.answer.table;
    assert_eq!((cell(table, 0, "bodies"), cell(table, 0, "pairs_sharing_issue")), ("2".into(), "1".into()));
    let old = overlap::load(&graph, &on("1960-01-01"), Of::States, &ids(&world, &["old"]), &Question::default());
    assert!(old.answer.table.rows.is_empty() && says(&old, "Oldland sits in none"));
}

#[test]
fn chance_is_told_of_the_universe_asked_for() {
    let world = clubs();
    let graph = Graph::of(&world.model);
    let question = Question { chance: Some(Null::Hypergeometric), ..Question::default() };
    let finding = overlap::pairs(&graph, &on("1935-01-01"), &ids(&world, &["far", "lone"]), &question);
    // One of five who sit anywhere, drawn twice.
    assert_eq!(cell(&finding.answer.table, 0, "p_value"), "0.2");
    let empty = overlap::pairs(&graph, &on("1935-01-01"), &ids(&world, &["big", "empty"]), &question);
    assert_eq!(cell(&empty.answer.table, 0, "p_value"), "");
    let among = ids(&world, &["far", "lone"]);
    let question = Question { among: Some(&among), ..question };
    let finding = overlap::all(&graph, &on("1935-01-01"), &question, RankBy::PValue, None);
    assert_eq!((finding.answer.table.rows.len(), cell(&finding.answer.table, 0, "p_value")), (1, "1".into()));
}

#[test]
fn all_bodies_at_once_are_answered() {
    let world = document::builtin();
    let graph = Graph::of(&world.model);
    let every: Vec<EntityId> = world
        .model
        .ids()
        .filter(|(_, entity)| entity.kind == comity::model::kind::EntityKind::Body)
        .map(|(id, _)| id)
        .collect();
    let finding = overlap::pairs(&graph, &on("2014-05-20"), &every, &BOTH);
    assert_eq!(finding.answer.table.rows.len(), every.len() * (every.len() - 1) / 2);
}
