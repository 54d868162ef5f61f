//! A corpus of broken worlds, each beside the findings that a user is shown.
//!
//! A case is a `.ron` file or a folder in `tests/corpus/`; `NAME.txt` beside it holds what
//! `comity lint -g CASE` prints, and `NAME.json`, where there is one, what `-f json` prints. The name
//! begins with the code that the case is about, with `ok` if nothing is wrong in it, or with `mixed`.
//!
//! `CORPUS=rewrite cargo test --test all corpus` writes the expected texts anew: read the difference
//! as a user would before it is kept.

mod laws;

use comity::cli::{Surroundings, run};
use comity::diagnostic::CODES;
use comity::time::Day;
use serde_json::Value;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

const FOLDER: &str = "tests/corpus";

#[test]
fn every_case_prints_what_stands_beside_it() {
    let rewrite = std::env::var_os("CORPUS").is_some_and(|wish| wish == "rewrite");
    let mut differences = Vec::new();
    for case in cases() {
        for (ending, format) in [("txt", "text"), ("json", "json")] {
            let beside = case.with_extension(ending);
            if ending == "json" && !beside.exists() {
                continue;
            }
            let printed = lint(&case, format);
            let expected = std::fs::read_to_string(&beside).unwrap_or_default();
            if rewrite {
                std::fs::write(&beside, printed).unwrap();
            } else if expected != printed {
                differences.push(format!("--- {}\n{expected}\n--- is now\n{printed}", beside.display()));
            }
        }
    }
    assert!(differences.is_empty(), "{} cases differ:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn every_case_is_about_its_code() {
    for case in cases() {
        let name = case.file_stem().unwrap().to_string_lossy().into_owned();
        let printed = lint(&case, "text");
        match name.split('-').next().unwrap_or_default() {
            "ok" => assert!(printed.starts_with("nothing found"), "{name}: {printed}"),
            "mixed" => assert!(codes_in(&printed).len() > 1, "{name}: {printed}"),
            code => assert!(codes_in(&printed).contains(code.to_uppercase().as_str()), "{name}: {printed}"),
        }
    }
}

#[test]
fn every_code_has_a_case() {
    let printed: Vec<String> = cases().iter().map(|case| lint(case, "text")).collect();
    let seen: BTreeSet<&str> = printed.iter().flat_map(|text| codes_in(text)).collect();
    // Questions have their own sessions, files from elsewhere and reports their own tests.
    let elsewhere = |id: &str| ["E05", "E07", "E08", "W07"].iter().any(|group| id.starts_with(group));
    let wanted = CODES.iter().map(|code| code.id).filter(|id| !elsewhere(id));
    let missing: Vec<&str> = wanted.filter(|id| !seen.contains(id)).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

#[test]
fn no_expected_text_is_left_over() {
    for entry in std::fs::read_dir(FOLDER).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt" || ending == "json") {
            let case = cases().into_iter().any(|case| case.with_extension("") == path.with_extension(""));
            assert!(case, "{} belongs to no case", path.display());
        }
    }
}

#[test]
fn places_in_json_are_places_in_the_file() {
    for case in cases() {
        let findings: Value = serde_json::from_str(&lint(&case, "json")).unwrap();
        for finding in findings["diagnostics"].as_array().unwrap() {
            for place in
                [&finding["place"]].into_iter().chain(finding["also"].as_array().unwrap().iter().map(|a| &a["place"]))
            {
                if place.is_null() {
                    assert_eq!(finding["code"], "E0109");
                    continue;
                }
                let number = |name: &str| place[name].as_u64().unwrap_or_else(|| panic!("{case:?}: {place}")) as usize;
                let bytes = std::fs::read(place["file"].as_str().unwrap()).unwrap();
                let text =
                    String::from_utf8_lossy(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes)).into_owned();
                let (start, end) = (number("start"), number("end"));
                assert!(text.get(start..end).is_some(), "{case:?}: {place}");
                let line = text[..start].matches('\n').count() + 1;
                let column = text[..start].chars().rev().take_while(|&c| c != '\n').count() + 1;
                assert_eq!((number("line"), number("column")), (line, column), "{case:?}: {place}");
                assert!(place["path"].is_string());
            }
        }
    }
}

fn cases() -> Vec<PathBuf> {
    let inside = std::fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> =
        inside.filter(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "ron")).collect();
    cases.sort();
    cases
}

/// What the program prints about a world; it ends with 1 if it found an error, else with 0.
fn lint(case: &Path, format: &str) -> String {
    let args: [OsString; 6] = ["comity".into(), "lint".into(), "-f".into(), format.into(), "-g".into(), case.into()];
    let around = Surroundings {
        today: Day::parse("2026-11-20").unwrap(),
        graphs: Vec::new(),
        colour_out: false,
        colour_err: false,
        width: None,
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run(&args, &around, &mut out, &mut err);
    assert!(err.is_empty(), "{}: {}", case.display(), String::from_utf8_lossy(&err));
    let out = String::from_utf8(out).unwrap();
    let has_errors = out.lines().any(|line| line.starts_with("error[") || line.contains("\"severity\": \"error\""));
    assert_eq!(code, u8::from(has_errors), "{}: {out}", case.display());
    out
}

fn codes_in(printed: &str) -> BTreeSet<&str> {
    let codes = |line: &'_ str| {
        let rest = line.strip_prefix("error[").or_else(|| line.strip_prefix("warning["))?;
        Some(rest.len()).map(|length| line.len() - length)
    };
    printed.lines().filter_map(|line| codes(line).and_then(|start| line.get(start..start + 5))).collect()
}
