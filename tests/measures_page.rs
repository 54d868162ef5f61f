//! The page of measures says what the table of measures holds now.

use comity::measure::{MEASURES, TIE_MEASURES};
use std::fs;
use std::path::Path;

// `main` belongs to the example alone.
#[allow(dead_code)]
#[path = "../examples/measures.rs"]
mod generator;

#[test]
fn the_page_of_measures_is_up_to_date() {
    let committed = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/measures.md")).unwrap();
    let page = generator::page();
    let renew = "renew it: cargo run --example measures > docs/measures.md";
    for (number, (old, new)) in committed.lines().zip(page.lines()).enumerate() {
        assert_eq!(old, new, "docs/measures.md:{} is not what the table gives; {renew}", number + 1);
    }
    assert_eq!(committed, page, "docs/measures.md is not what the table gives; {renew}");
}

#[test]
fn the_page_has_formula_and_terms_of_every_measure() {
    let page = generator::page();
    for measure in MEASURES.iter().chain(TIE_MEASURES) {
        let entry = page.split(&format!("\n## {}\n", measure.name)).nth(1).unwrap();
        let entry = entry.split("\n## ").next().unwrap();
        assert!(entry.contains(measure.formula) && entry.contains("- normalisation: "), "{}", measure.name);
    }
}
