//! What the help and the pages show can be typed as it stands.

use comity::cli::{Surroundings, command, run};
use comity::time::Day;
use rayon::prelude::*;
use std::ffi::OsString;
use std::path::Path;

/// Pages show commands that no test runs, as they need files or write them: each must at least be one that exists.
#[test]
fn every_command_of_a_page_is_understood() {
    let mut line = command();
    let shown: Vec<(String, Vec<String>)> = examples().into_iter().chain(on_pages()).collect();
    assert!(shown.len() > 180, "only {} commands were found", shown.len());
    let wrong = shown.iter().filter_map(|(place, words)| {
        let error = line.try_get_matches_from_mut(words).err()?.to_string();
        Some(format!("{place}: {}\n  {}", words.join(" "), error.lines().next().unwrap_or_default()))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The shipped world has an answer to every example of the help; those about somebody's own files find none here.
#[test]
fn every_example_of_the_help_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let is_left_out = |words: &[String]| {
        let ending = |ending: &str| words.iter().any(|word| word.ends_with(ending));
        let needs_a_feature =
            words.contains(&"euler".to_owned()) || ending(".png") || ending(".pdf") || ending(".xlsx");
        // Hundreds of networks, which a build without optimisation measures for a minute; sessions show it on a small world.
        needs_a_feature || words.contains(&"--robust".to_owned())
    };
    let wrong: Vec<String> = examples()
        .into_par_iter()
        .filter(|(_, words)| !is_left_out(words))
        .filter_map(|(_, mut words)| {
            let shown = words.join(" ");
            // What an example writes goes to a folder of its own.
            for at in 1..words.len() {
                if words[at - 1] == "-o" && words[at] != "-" {
                    words[at] = folder.path().join(&words[at]).display().to_string();
                }
            }
            let today = Day::parse("2026-11-01").unwrap();
            let around = Surroundings { today, graphs: Vec::new(), colour_out: false, colour_err: false, width: None };
            let words: Vec<OsString> = words.into_iter().map(OsString::from).collect();
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let code = run(&words, &around, &mut out, &mut err);
            let said = String::from_utf8_lossy(&err);
            let is_a_file_of_theirs = code == 3 && said.contains("cannot read");
            (code > 1 && !is_a_file_of_theirs).then(|| format!("{shown}: {code}\n{said}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The examples of all verbs, each with its verb.
fn examples() -> Vec<(String, Vec<String>)> {
    let whole = command();
    let helps = whole.get_subcommands().filter_map(|verb| Some((verb.get_name(), verb.get_after_help()?.to_string())));
    let lines = helps.flat_map(|(verb, help)| {
        let lines: Vec<String> = help.lines().filter_map(|line| line.strip_prefix("  ").map(str::to_owned)).collect();
        lines.into_iter().filter_map(move |line| Some((verb.to_owned(), typed(&line)?)))
    });
    lines.collect()
}

/// The commands in blocks of `sh` on the pages, each with its page.
fn on_pages() -> Vec<(String, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("README.md")];
    pages.extend(std::fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path()));
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md"));
    let mut found = Vec::new();
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap().replace("\\\n", " ");
        let blocks = text.split("\n```sh\n").skip(1).filter_map(|rest| rest.split("\n```").next());
        let name = page.display().to_string();
        found.extend(blocks.flat_map(str::lines).filter_map(|line| Some((name.clone(), typed(line)?))));
    }
    found
}

/// The words of a line that a shell would give to comity, if it is one; without remarks, and what it pipes or goes into.
fn typed(line: &str) -> Option<Vec<String>> {
    let words = shlex::split(line).filter(|words| words.first().is_some_and(|word| word == "comity"))?;
    Some(words.into_iter().take_while(|word| !["|", ">", "&&", "2>"].contains(&word.as_str())).collect())
}
