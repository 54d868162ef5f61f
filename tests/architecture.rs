//! The direction of dependencies and the absences that `ARCHITECTURE.md` promises, read from the source.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which modules each module may use; a module may always use itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("time", &["text"]),
    ("diagnostic", &[]),
    ("table", &[]),
    ("words", &[]),
    ("text", &[]),
    ("error", &[]),
    ("random", &[]),
    ("model", &["time", "diagnostic", "text"]),
    ("document", &["model", "time", "diagnostic", "error"]),
    ("import", &["model", "time", "diagnostic", "table", "words", "text"]),
    ("lint", &["model", "time", "diagnostic"]),
    ("graph", &["model", "time"]),
    ("measure", &["graph", "random"]),
    ("query", &["graph", "model", "time", "diagnostic", "text"]),
    ("analysis", &["measure", "query", "graph", "model", "time", "table", "words", "random", "diagnostic"]),
    ("render", &["table", "words"]),
    ("layout", &[]),
    ("draw", &["export", "analysis", "query", "layout", "graph", "model", "time", "table", "words", "diagnostic"]),
    ("export", &["graph", "model", "time", "words", "document"]),
    ("report", &["draw", "render", "table", "model", "diagnostic", "words"]),
    ("page", &["draw", "export", "graph", "model", "render", "time", "words"]),
];

/// Words that must not occur in a module, with the reason.
const ABSENT: &[(&str, &[&str], &str)] = &[
    (
        "measure",
        &["crate::graph::view", "crate::graph::two_mode", "crate::graph::projection"],
        "measures see a Network alone",
    ),
    ("model", &["petgraph", "ron::", "std::fs", "std::io"], "the model is plain data without text, graph or I/O"),
    ("render", &["petgraph", "std::fs", "std::io::"], "renderers turn answers into text and nothing else"),
    ("time", &["SystemTime", "Instant::"], "only the program reads the clock"),
];

#[test]
fn dependencies_point_one_way() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some(module) = module_of(&file) else { continue };
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else { continue };
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !is_comment(line)) {
            for used in used_modules(line) {
                if used != module && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{}:{}: `{module}` may not use `{used}`", file.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_module_is_in_the_table() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let declared = lib.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "));
    for module in declared.map(|name| name.trim_end_matches(';')).filter(|name| *name != "cli") {
        assert!(MAY_USE.iter().any(|(name, _)| *name == module), "`{module}` has no row in the table of dependencies");
    }
}

#[test]
fn what_should_be_absent_is_absent() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some(module) = module_of(&file) else { continue };
        for (_, words, why) in ABSENT.iter().filter(|(name, ..)| *name == module) {
            for word in *words {
                if text.lines().any(|line| !is_comment(line) && line.contains(word)) {
                    wrong.push(format!("{}: `{word}`, but {why}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_prints_reads_the_environment_or_exits() {
    let outside =
        ["println!", "print!(", "eprintln!", "std::env::", "process::exit", "stdout()", "stderr()", "SystemTime"];
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        if module_of(&file).as_deref() == Some("cli") || file.ends_with("main.rs") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in outside {
            if code.lines().any(|line| !is_comment(line) && line.contains(word)) {
                wrong.push(format!("{}: `{word}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn dot_writer_stays_behind_its_fence() {
    for (file, text) in sources() {
        let inside = file.ends_with("export/fence.rs");
        assert!(inside || !text.contains("use dot_writer"), "{} uses dot-writer directly", file.display());
    }
}

/// Modules named by `crate::…` in a line, several inside braces too.
fn used_modules(line: &str) -> Vec<String> {
    let mut used = Vec::new();
    for part in line.split("crate::").skip(1) {
        let names = part.strip_prefix('{').map_or(part, |list| list.split('}').next().unwrap_or_default());
        let several = part.starts_with('{');
        for name in names.split(',').take(if several { usize::MAX } else { 1 }) {
            let word: String = name.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            used.push(word);
        }
    }
    used
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// `src/model/build.rs` belongs to `model`.
fn module_of(file: &Path) -> Option<String> {
    let below = file.strip_prefix(root().join("src")).ok()?;
    let first = below.components().next()?.as_os_str().to_str()?;
    Some(first.trim_end_matches(".rs").to_owned())
}

fn sources() -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    collect(&root().join("src"), &mut files);
    assert!(files.len() > 40, "the sources were found");
    files
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            files.insert(path, text);
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
