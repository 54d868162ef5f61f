//! Console sessions an analyst can read: `tests/cli/*.md` and `README.md`, run as they stand.

#[test]
fn console_sessions_hold() {
    trycmd::TestCases::new()
        .default_bin_name("comity")
        .env("COMITY_GRAPH", "")
        .env("NO_COLOR", "1")
        .case("tests/cli/*.md")
        .case("README.md");
}
