//! The shipped world beside real data sets, where they are at hand: every difference is known and explained.
//!
//! `COMITY_DATA` names their folder. The comparison is the one of `cargo run --example reconcile`.

#[path = "../examples/reconcile/compare/mod.rs"]
#[allow(dead_code)]
mod compare;

use compare::{COW, Comparison, Line, World, lines};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::LazyLock;

const PAGE: &str = include_str!("../graphs/DIFFERENCES.md");
/// The share of cells that must agree with the yearly data of Correlates of War.
const SHARE: f64 = 0.99;
/// Where the page lists the causes; every reason begins with one.
const CAUSES_BELOW: &str = "## Causes";

/// The comparison, made once; none without the data.
static FOUND: LazyLock<Option<Comparison>> = LazyLock::new(|| {
    let folder = std::env::var_os("COMITY_DATA").map(PathBuf::from);
    folder.map(|folder| compare::compare(&folder, &World::shipped()).unwrap())
});

fn found() -> Option<&'static Comparison> {
    if FOUND.is_none() {
        eprintln!("skipped: COMITY_DATA is not set");
    }
    FOUND.as_ref()
}

#[test]
fn every_difference_is_on_the_page_and_no_other() {
    let Some(found) = found() else { return };
    // The snapshots of the Factbook and the spells of informal bodies are told by body and state alone.
    let told = |line: &Line| match line.set.as_str() {
        "factbook" | "iigo" => [&line.set, &line.of, &line.who].map(String::as_str).join(" "),
        _ => line.fact().join(" "),
    };
    let listed: BTreeSet<String> = lines::parse(PAGE).iter().map(told).collect();
    let there: BTreeSet<String> = found.lines.iter().map(told).collect();
    let missing: Vec<_> = there.difference(&listed).collect();
    let stale: Vec<_> = listed.difference(&there).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "not on the page: {missing:#?}\nno difference any more: {stale:#?}"
    );
}

#[test]
fn ninety_nine_of_a_hundred_cells_agree_with_correlates_of_war() {
    let Some(found) = found() else { return };
    let sheet = found.sheets.iter().find(|sheet| sheet.set == COW).unwrap();
    let (cells, agreeing) = sheet.total(|label| ("1946"..="2014").contains(&label));
    assert!(cells > 350_000, "{cells} cells were compared");
    let share = agreeing as f64 / cells as f64;
    assert!(share >= SHARE, "{agreeing} of {cells} cells agree");
}

#[test]
fn every_line_gives_a_reason() {
    let causes = PAGE.split(CAUSES_BELOW).nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let causes: BTreeSet<&str> =
        causes.lines().filter_map(|line| line.strip_prefix("- **")?.split("**").next()).collect();
    assert!(!causes.is_empty());
    for line in lines::parse(PAGE) {
        let cause = line.why.split([':', ';']).next().unwrap_or_default();
        assert!(causes.contains(cause), "{}: `{}` is no cause", line.fact().join(" "), line.why);
    }
}
