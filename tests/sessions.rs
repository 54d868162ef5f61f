//! Console sessions an analyst can read: `tests/cli/*.md`, `README.md` and `docs/import.md`, run as they stand.

/// Sessions say `[WORLD]` for the hash of the shipped world, which changes with every fact.
#[test]
fn console_sessions_hold() {
    let hash = comity::document::builtin().texts.hash();
    trycmd::TestCases::new()
        .default_bin_name("comity")
        .insert_var("[GRAPH]", hash.clone())
        .unwrap()
        .insert_var("[WORLD]", hash[..12].to_owned())
        .unwrap()
        .env("COMITY_GRAPH", "")
        .env("NO_COLOR", "1")
        .case("tests/cli/*.md")
        .case("docs/import.md")
        .case("README.md");
}
