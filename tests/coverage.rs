//! The page of coverage says what the shipped world holds now.

use std::fs;
use std::path::Path;

// `main` belongs to the example alone.
#[allow(dead_code)]
#[path = "../examples/coverage.rs"]
mod generator;

#[test]
fn the_page_of_coverage_is_up_to_date() {
    let committed = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/coverage.md")).unwrap();
    let page = generator::page(&comity::document::builtin().model);
    let renew = "renew it: cargo run --example coverage > docs/coverage.md";
    for (number, (old, new)) in committed.lines().zip(page.lines()).enumerate() {
        assert_eq!(old, new, "docs/coverage.md:{} is not what graphs/ gives; {renew}", number + 1);
    }
    assert_eq!(committed, page, "docs/coverage.md is not what graphs/ gives; {renew}");
}

#[test]
fn the_page_is_the_same_twice_and_names_every_body() {
    let world = comity::document::builtin();
    let page = generator::page(&world.model);
    assert_eq!(page, generator::page(&comity::document::builtin().model));
    for body in world.model.entities().iter().filter(|entity| entity.kind.as_str() == "body") {
        assert!(page.contains(&format!("\n| `{}` | ", body.slug)), "{}", body.slug);
    }
}
