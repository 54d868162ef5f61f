//! What the verbs answer about the shipped world, where the op-ed of 2014 or a list of record gives a figure.

use comity::analysis::{Finding, gaps, groups::Group, stance::stance};
use comity::document::{Document, builtin};
use comity::graph::{Graph, view::View};
use comity::model::EntityId;
use comity::table::Cell;
use comity::time::Day;

/// For each treaty: how many are bound, who only signed, who did neither, of CICA's 24.
const ARMS_CONTROL: &[(&str, usize, &[&str], &[&str])] = &[
    ("npt", 20, &[], &["ind", "isr", "pak", "pse"]),
    ("ctbt", 16, &["chn", "egy", "irn", "isr", "tha"], &["ind", "pak", "pse"]),
    ("bwc", 21, &["egy"], &["isr", "pse"]),
    ("cwc", 21, &["isr"], &["egy", "pse"]),
];

#[test]
fn the_members_of_cica_stand_towards_arms_control_as_the_depositaries_say() {
    for (treaty, bound, signed, neither) in ARMS_CONTROL {
        let statuses = statuses(treaty);
        assert_eq!(statuses.len(), 24);
        let with = |wanted: &dyn Fn(&str) -> bool| -> Vec<&str> {
            statuses.iter().filter(|(_, status)| wanted(status)).map(|(state, _)| state.as_str()).collect()
        };
        assert_eq!(with(&binds).len(), *bound, "{treaty}");
        assert_eq!(with(&|status| status == "signed only"), *signed, "{treaty}");
        assert_eq!(with(&|status| !binds(status) && status != "signed only"), *neither, "{treaty}");
    }
}

#[test]
fn few_of_them_are_bound_by_the_treaties_on_conventional_arms() {
    for (treaty, bound) in [("ccw", 14), ("ottawa", 7), ("cluster-munitions", 2), ("att", 0)] {
        assert_eq!(statuses(treaty).iter().filter(|(_, status)| binds(status)).count(), bound, "{treaty}");
    }
    assert_eq!(statuses("att").iter().filter(|(_, status)| status == "signed only").count(), 6);
}

#[test]
fn a_treaty_that_is_not_in_force_binds_without_being_in_force() {
    assert!(statuses("ctbt").iter().all(|(_, status)| status != "in force"));
    assert!(statuses("npt").iter().all(|(_, status)| status != "bound"));
}

#[test]
fn who_proposed_something_is_for_it_from_then_on() {
    let world = builtin();
    let sco = entity(&world, "sco");
    let on = |when: &str| {
        let days = comity::time::Interval::parse(when).unwrap();
        let when = comity::time::Span { first: days.start().0, last: days.end().1 };
        let view = View { when, ..view() };
        stance(&Graph::of(&world.model), &view, sco, None).answer.headline.unwrap()
    };
    // Proposed in July 2000: no day of 2010 to 2014 is that day.
    for when in ["2000/2000", "2010/2014", "2014-05-20"] {
        assert_eq!(on(when), "On SCO: 5 for, 0 ambivalent, 0 against", "{when}");
    }
    assert_eq!(on("1990/1999"), "On SCO: 0 for, 0 ambivalent, 0 against");
}

fn binds(status: &str) -> bool {
    status == "in force" || status == "bound"
}

/// How those who surely are members of CICA stand towards a treaty.
fn statuses(treaty: &str) -> Vec<(String, String)> {
    let world = builtin();
    let graph = Graph::of(&world.model);
    let of = Group::of(&graph, &view(), &[entity(&world, "cica")]);
    let finding = gaps::gaps(&graph, &view(), &of, &[entity(&world, treaty)], false);
    let column = |name: &str| position(&finding, name);
    let (state, status, membership) = (column("state"), column("status"), column("membership"));
    let rows = finding.answer.table.rows.iter().filter(|row| text(&row[membership]) == "surely");
    rows.map(|row| (text(&row[state]), text(&row[status]))).collect()
}

fn position(finding: &Finding, column: &str) -> usize {
    finding.answer.table.columns.iter().position(|known| known.name == column).unwrap()
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        other => panic!("{other:?} is no text"),
    }
}

fn entity(world: &Document, slug: &str) -> EntityId {
    world.model.find(slug).unwrap()
}

fn view() -> View {
    View::on(Day::parse("2014-05-20").unwrap())
}
