//! Who stands against whom, on a world known by hand: the rule that friction, balance and signed groups share.

use comity::analysis::friction::{Question, friction};
use comity::analysis::groups::Group;
use comity::document::read_texts;
use comity::graph::Graph;
use comity::graph::view::View;
use comity::model::EntityId;
use comity::model::kind::Over;
use comity::table::Cell;
use comity::time::{Day, Span};

pub(crate) const WORLD: &str = r#"#![enable(implicit_some)]
World(
    states: { "aaa": (name: "Aland"), "bbb": (name: "Bland"), "ccc": (name: "Cland"), "ddd": (name: "Dland") },
    disputes: {
        "isle": (name: "The isle", over: [Sea], sides: [
            (who: "aaa", role: Claimant, during: "2000-01-01/2020-12-31"),
            (who: "bbb", role: Claimant, during: "2000-01-01/2020-12-31"),
            (who: "ccc", role: Defendant, during: "2000-01-01/2010-12-31"),
            (who: "ddd", role: Mediator, during: "2000-01-01/2020-12-31"),
        ]),
        "hill": (name: "The hill", over: [Border], sides: [
            (who: "aaa", role: Claimant, during: "2000-01-01/2002-12-31"),
            (who: "aaa", role: Claimant, during: "2004-01-01/2005-12-31"),
            (who: "bbb", role: Claimant, during: "2001-01-01/2006-12-31"),
            (who: "ddd", role: Claimant, during: "2006-01-01/2006-12-31"),
        ]),
    },
    links: [Rival(a: "ccc", b: "ddd", kind: "spatial", during: "2000-01-01/2020-12-31")],
)"#;

/// Who is hostile to whom between two days: `a b disputes`.
fn found(first: &str, last: &str, over: &[Over], group: &[&str]) -> Vec<String> {
    let world = read_texts(vec![("quarrels.ron".to_owned(), WORLD.into())]);
    assert!(!world.diagnostics.has_errors());
    let graph = Graph::of(&world.model);
    let day = |text: &str| Day::parse(text).unwrap();
    let view = View { when: Span { first: day(first), last: day(last) }, ..View::on(day(first)) };
    let named: Vec<EntityId> = group.iter().map(|slug| world.model.find(slug).unwrap()).collect();
    let question = Question { over, without_rivalries: !over.is_empty(), ..Question::default() };
    let answer = friction(&graph, &view, &Group::of(&graph, &view, &named), None, &question).answer;
    let words = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::List(items) => items.join(" "),
        _ => String::new(),
    };
    let at = answer.table.columns.iter().position(|column| column.name == "disputes").unwrap();
    let row = |row: &Vec<Cell>| [&row[0], &row[1], &row[at]].map(words).join(" ").trim().to_owned();
    let mut rows: Vec<String> = answer.table.rows.iter().map(row).collect();
    rows.sort();
    rows
}

const ALL: &[&str] = &["aaa", "bbb", "ccc", "ddd"];

#[test]
fn claimants_face_defendants_or_else_each_other_while_both_are_there() {
    let both = found("2005-06-01", "2005-06-01", &[], ALL);
    assert_eq!(both, ["aaa bbb hill", "aaa ccc isle", "bbb ccc isle", "ccc ddd"]);
    assert_eq!(found("2005-06-01", "2005-06-01", &[Over::Sea], ALL), ["aaa ccc isle", "bbb ccc isle"]);
    // The first had withdrawn before the last came.
    assert_eq!(found("2000-01-01", "2006-12-31", &[Over::Border], ALL), ["aaa bbb hill", "bbb ddd hill"]);
}

#[test]
fn a_defendant_elsewhere_leaves_claimants_on_one_side_until_it_is_gone() {
    assert_eq!(found("2005-06-01", "2005-06-01", &[Over::Sea], &["aaa", "bbb"]), [""; 0]);
    assert_eq!(found("2015-06-01", "2015-06-01", &[Over::Sea], ALL), ["aaa bbb isle"]);
}
