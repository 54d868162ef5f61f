//! House rules that no compiler knows: sizes, forgotten files, leftovers.

use std::fs;
use std::path::{Path, PathBuf};

/// Lines of code, tests aside, beyond which a file says at its top why it is one idea.
const LONG: usize = 600;

#[test]
fn no_file_grows_without_a_reason() {
    for file in files("src", "rs") {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//")).count();
        let excused = text.lines().take(20).any(|line| line.contains("One long file because"));
        assert!(lines <= LONG || excused, "{} has {lines} lines of code", file.display());
    }
}

/// Bytes beyond which a file is most likely something that a program wrote by the way.
const LARGE: u64 = 400_000;

#[test]
fn nothing_large_lies_about() {
    for folder in ["src", "graphs", "tests", "docs", "examples", "benches", "fuzz/fuzz_targets", "fuzz/seeds"] {
        for file in files(folder, "") {
            let size = fs::metadata(&file).unwrap().len();
            assert!(size <= LARGE, "{} has {size} bytes: did a run leave it there?", file.display());
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    for file in files("src", "rs").into_iter().chain(files("tests", "rs")).chain(files("examples", "rs")) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//!"), "{} starts without a sentence about itself", file.display());
    }
}

#[test]
fn no_test_file_is_forgotten() {
    let main = fs::read_to_string(root().join("tests/main.rs")).unwrap();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for entry in fs::read_dir(root().join("tests")).unwrap() {
        let path = entry.unwrap().path();
        let Some(stem) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".rs"))
        else {
            continue;
        };
        let is_own_binary = manifest.contains(&format!("path = \"tests/{stem}.rs\""));
        assert!(is_own_binary || main.contains(&format!("mod {stem};")), "tests/{stem}.rs is not declared");
    }
}

#[test]
fn nothing_is_left_unfinished() {
    // Put together here, so that this file does not find itself.
    let marks = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"], ["todo", "!("], ["unimplemented", "!("], ["dbg", "!("]];
    for file in files("src", "rs").into_iter().chain(files("graphs", "ron")) {
        let text = fs::read_to_string(&file).unwrap();
        for mark in marks.map(|halves| halves.concat()) {
            // Resolutions of assemblies carry Roman numerals.
            let numeral = mark.starts_with('X') && file.extension().is_some_and(|ending| ending == "ron");
            assert!(numeral || !text.contains(&mark), "{} holds `{mark}`", file.display());
        }
        assert!(text.lines().all(|line| !line.ends_with(' ')), "{} has spaces at line ends", file.display());
        assert!(!text.contains('\t'), "{} has tabs", file.display());
    }
}

#[test]
fn unwrap_and_expect_stay_in_tests() {
    for file in files("src", "rs") {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let held = line.contains(".unwrap()") || line.contains(".expect(");
            assert!(!held, "{}:{} can panic", file.display(), number + 1);
        }
    }
}

/// The files below a folder, all or those with an ending.
fn files(below: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(&root().join(below), ending, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, ending, found);
        } else if ending.is_empty() || path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
