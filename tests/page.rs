//! Pages: what they hold is what the views say, the same bytes twice, small, asking nothing of anybody; and a reader's
//! way through them in a headless Chromium, where there is one.

use crate::report::comity_in;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use comity::cli::{Surroundings, run};
use comity::document;
use comity::draw::Stamp;
use comity::graph::Graph;
use comity::graph::view::{Dates, View};
use comity::model::EntityId;
use comity::page::{Question, write};
use comity::time::{Certainty, Day, Span};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Twelve bodies of Asia, in which some fifty states ever sat.
const TWELVE: &str = "page cica sco csto cis eaeu eco ots asean saarc bimstec eurasec gcc --as-of 2014-05-20";

#[test]
fn what_a_page_holds_is_what_the_views_say() {
    let world = document::builtin();
    let (graph, model) = (Graph::of(&world.model), &world.model);
    let bodies: Vec<EntityId> =
        ["cica", "sco", "csto", "eaeu", "oic", "asean"].iter().map(|slug| model.find(slug).unwrap()).collect();
    let always = Span { first: Day::BEGINNING, last: Day::END };
    let opens_on = Day::parse("2014-05-20").unwrap();
    for (grades, dates) in [("member", Dates::Both), ("any", Dates::Both), ("member", Dates::Surely)] {
        let mut view = View { when: always, dates, ..View::on(opens_on) };
        if grades == "any" {
            view = view.every_grade();
        }
        let question = Question { bodies: bodies.clone(), opens_on, supposed: None, stamp: Stamp::default() };
        let data = data(&write(&graph, &view, &question).unwrap());
        let mut compared = 0;
        for year in 1968..2027 {
            for rest in ["01-01", "05-20", "05-21", "06-15", "12-31"] {
                let day = Day::parse(&format!("{year}-{rest}")).unwrap();
                let on = View { when: Span::day(day), ..view.clone() };
                for (at, body) in bodies.iter().enumerate() {
                    let expected: BTreeSet<(String, u8)> = on
                        .holders(&graph, *body)
                        .iter()
                        .map(|held| {
                            (model.entity(held.entity).slug.to_string(), u8::from(held.certainty == Certainty::Surely))
                        })
                        .collect();
                    assert_eq!(holders(&data, at, day.number()), expected, "{body:?} on {day}");
                    compared += expected.len();
                }
            }
        }
        assert!(compared > 10_000, "{compared}");
    }
}

/// Who sits in a body on a day, read from the data as the viewer reads them, with 1 for surely.
fn holders(data: &Value, body: usize, day: i32) -> BTreeSet<(String, u8)> {
    let number = |value: &Value| value.as_i64();
    let mut found: Vec<(String, u8)> = Vec::new();
    for seat in data["seats"].as_array().unwrap().chunks(6) {
        if seat[1] != body {
            continue;
        }
        let dates = data["dates"][number(&seat[3]).unwrap() as usize].as_array().unwrap();
        let ends: Vec<Option<i64>> = dates.iter().take(4).map(number).collect();
        let [s1, s2, e1, e2] =
            if dates.len() == 2 { [ends[0], ends[0], ends[1], ends[1]] } else { ends[..4].try_into().unwrap() };
        let (first, last) = (i64::from(i32::MIN), i64::from(i32::MAX));
        let day = i64::from(day);
        let surely = s2.unwrap_or(first) <= day && day <= e1.unwrap_or(last);
        let possibly = s1.unwrap_or(first) <= day && day <= e2.unwrap_or(last);
        if surely || (possibly && data["possible"] == 1) {
            let slug = &data["entities"][number(&seat[0]).unwrap() as usize][0];
            found.push((slug.as_str().unwrap().to_owned(), u8::from(surely)));
        }
    }
    // Several statements about one seat are one holder, as sure as the surest.
    let sure: BTreeSet<String> = found.iter().filter(|(_, sure)| *sure == 1).map(|(slug, _)| slug.clone()).collect();
    found.into_iter().filter(|(slug, certainty)| *certainty == 1 || !sure.contains(slug)).collect()
}

#[test]
fn a_page_is_the_same_twice_and_small() {
    let page = page(TWELVE, &[]);
    assert_eq!(page, self::page(TWELVE, &[]));
    let entities = data(&page)["entities"].as_array().unwrap().len();
    assert!((58..=70).contains(&entities), "{entities}");
    assert!(page.len() <= 60_000, "{} bytes for {entities} nodes", page.len());
}

#[test]
fn a_page_asks_nothing_of_anybody() {
    let page = page(TWELVE, &[]);
    for word in [
        "src=",
        "@import",
        "url(",
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
        "import(",
        "innerHTML",
        "eval(",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    // The one address outside the data is the name of SVG.
    assert_eq!(page.matches("http://").count() + page.matches("https://").count(), 1);
    assert!(page.contains("default-src 'none'; script-src 'sha256-"));
    assert_eq!(page.matches("<script").count(), 2);
    assert!(page.contains(&format!("comity {}", env!("CARGO_PKG_VERSION"))));
    assert!(page.contains(&document::builtin().texts.hash()) && page.contains("as of 2014-05-20"));
}

#[test]
fn hostile_names_stay_text() {
    let page = page("page one two --grade any --as-of 2005-05-05", &[&fixture("hostile.ron")]);
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script").count(), 2);
    assert!(!page.contains("window.hit") || page.contains("&lt;script&gt;window.hit = 1"));
    for c in ['\u{2028}', '\u{2029}', '\u{202E}'] {
        assert!(!page.contains(c), "{c:?}");
    }
    let data = data(&page);
    assert!(data["entities"].to_string().contains("window.hit = 5"), "it is there, as a name");
    // Only addresses of the web are kept.
    let sources = data["sources"].to_string();
    assert!(sources.contains("https://example.org") && !sources.contains("javascript:"));
}

#[test]
fn what_no_page_can_is_refused() {
    for (line, words) in [
        ("page cica --dates possibly", "E0505"),
        ("page cica -o page.pdf", "a page is HTML"),
        ("page cica --during 1900/1910", "nobody sits in CICA then"),
        ("page cika", "did you mean"),
    ] {
        let (code, text, complaint) = comity(line, &[]);
        assert!(code == 2 && text.is_empty() && complaint.contains(words), "{line}: {complaint}");
    }
}

#[test]
fn a_page_keeps_to_the_days_and_suppositions_asked_for() {
    let during = data(&page("page cica sco --during 2001-06-15/2010-12-31", &[]));
    let day = |text: &str| Day::parse(text).unwrap().number();
    assert_eq!(during["days"], serde_json::json!([day("2001-06-15"), day("2010-12-31"), day("2010-12-31")]));
    let supposed = page("page sco --suppose 'join mng sco on 2014-09-12' --as-of 2014-10-01", &[]);
    assert!(supposed.contains("Supposed, and not so: join mng sco on 2014-09-12."));
    assert!(holders(&data(&supposed), 0, day("2014-10-01")).contains(&("mng".to_owned(), 1)));
}

/// Real clicks and keys; see `tests/page/browse.py`.
#[test]
fn a_reader_finds_the_way_through_a_page() {
    let folder = std::env::var_os("COMITY_PAGES")
        .map_or_else(|| tempfile::tempdir().map(tempfile::TempDir::keep).unwrap(), PathBuf::from);
    fs::create_dir_all(&folder).unwrap();
    let keep = std::env::var_os("COMITY_PAGES").is_some();
    let hostile = fixture("hostile.ron");
    for (name, line, graphs) in [
        ("twelve.html", TWELVE, &[][..]),
        ("grades.html", "page cica sco csto eaeu --grade any --as-of 2014-05-20", &[]),
        ("hostile.html", "page one two --grade any --as-of 2005-05-05", &[hostile.as_path()]),
    ] {
        fs::write(folder.join(name), page(line, graphs)).unwrap();
    }
    go_through("browse.py", &folder);
    if !keep {
        fs::remove_dir_all(&folder).unwrap();
    }
}

/// The same page within a report: see `tests/page/report.py`.
#[test]
fn a_reader_finds_the_way_through_a_page_in_a_report() {
    let kept = tempfile::tempdir().unwrap();
    let folder = std::env::var_os("COMITY_PAGES").map_or_else(|| kept.path().to_owned(), PathBuf::from);
    fs::create_dir_all(&folder).unwrap();
    let report = "---\ntitle: Who meets where\nas-of: 2014-05-21\n---\n\nSee @fig-who and @tbl-sco.\n\n```comity\n\
                  #| label: fig-who\n#| fig-cap: \"Who sat in CICA and in SCO.\"\noverlap cica sco --as page\n```\n\n\
                  ```comity\n#| label: tbl-sco\nmembers sco\n```\n";
    fs::write(folder.join("report.md"), report).unwrap();
    let (code, _, complaint) = comity_in(&folder, &["weave", "report.md", "-o", "report.html"]);
    assert_eq!(code, Some(0), "{complaint}");
    go_through("report.py", &folder);
}

/// Runs a reader of pages; says so where there is none.
fn go_through(script: &str, folder: &Path) {
    let run = Command::new("python3").arg(fixture(script)).arg(folder).env("PYTHONDONTWRITEBYTECODE", "1").output();
    match run {
        Err(_) => eprintln!("skipped: no python3"),
        Ok(run) if run.status.code() == Some(77) => {
            eprintln!("skipped: {}", String::from_utf8_lossy(&run.stdout).trim());
        }
        Ok(run) => assert!(
            run.status.success(),
            "{}\n{}",
            String::from_utf8_lossy(&run.stdout),
            String::from_utf8_lossy(&run.stderr)
        ),
    }
}

fn data(page: &str) -> Value {
    let start = page.split_once("id=\"data\">").unwrap().1;
    let packed = STANDARD.decode(start.split('<').next().unwrap()).unwrap();
    serde_json::from_slice(&miniz_oxide::inflate::decompress_to_vec(&packed).unwrap()).unwrap()
}

fn page(line: &str, graphs: &[&Path]) -> String {
    let (code, page, complaint) = comity(line, graphs);
    assert_eq!(code, 0, "{line}: {complaint}");
    page
}

fn comity(line: &str, graphs: &[&Path]) -> (u8, String, String) {
    let words = std::iter::once("comity".to_owned()).chain(shlex::split(line).unwrap());
    let words: Vec<std::ffi::OsString> = words.map(Into::into).collect();
    let around = Surroundings {
        today: Day::parse("2026-11-20").unwrap(),
        graphs: graphs.iter().map(|path| path.to_path_buf()).collect(),
        colour_out: false,
        colour_err: false,
        width: None,
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run(&words, &around, &mut out, &mut err);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/page").join(name)
}
