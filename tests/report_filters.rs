//! Reports within other programs: pandoc (2.17 and 3, where they are there) and mdBook's protocol.
//!
//! `pandoc` is looked for on the path; `COMITY_PANDOC` may name more of them, separated by colons.

use crate::report::comity_in;
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const REPORT: &str = "---\nas-of: 2014-05-21\n---\n\n# One\n\nCICA has `comity members cica --count` members, see @fig-nest and \
                      [@tbl-sco].[^own] Only shown: `comity list states`{.sh}.\n\n[^own]: My own note.\n\n```comity\n\
                      #| label: fig-nest\n#| fig-cap: \"SCO *nests* in CICA.\"\n#| width: 80%\noverlap cica sco cis --as upset\n```\n\n\
                      - item\n\n  ```{.comity #tbl-sco tbl-cap=\"Who sits in SCO.\"}\n  members sco\n  ```\n";

/// A report with so few sources that each has a footnote at the foot of its page.
const FEW: &str = "---\nas-of: 2014-05-21\n---\n\nSCO has `comity members sco --count --cite` members.[^own]\n\n[^own]: My own note.\n\n\
                   ```comity\n#| label: fig-nest\noverlap sco csto --as upset\n```\n\n```comity\noverlap sco eaeu --as upset\n```\n\n\
                   ```comity\nmembers csto\n```\n";

/// Feeds a program and gives its exit code, output and complaint.
fn fed(args: &[&str], input: &str, folder: &Path) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.args(args).current_dir(folder).env_remove("COMITY_GRAPH").env("NO_COLOR", "1");
    fed_by(command, input)
}

fn fed_by(mut command: Command, input: &str) -> (Option<i32>, String, String) {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code(), text(&done.stdout), text(&done.stderr))
}

/// A small document as pandoc hands it over.
fn document(api: &[u64], command: &str) -> String {
    let code = |text: &str| json!({"t": "Code", "c": [["", [], []], text]});
    let cite = json!({"t": "Cite", "c": [[{"citationId": "fig-a", "citationPrefix": [], "citationSuffix": [],
        "citationMode": {"t": "AuthorInText"}, "citationNoteNum": 1, "citationHash": 0}], [{"t": "Str", "c": "@fig-a"}]]});
    let block = format!("#| label: fig-a\n#| fig-cap: \"A *b*\"\n{command}");
    json!({
        "pandoc-api-version": api,
        "meta": {"as-of": {"t": "MetaInlines", "c": [{"t": "Str", "c": "2014-05-21"}]}},
        "blocks": [
            {"t": "Para", "c": [code("comity members sco --count"), {"t": "Space"}, cite, {"t": "Space"}, code("plain")]},
            {"t": "CodeBlock", "c": [["", ["comity"], []], block]},
            {"t": "CodeBlock", "c": [["", ["python"], []], "comity list states"]},
        ],
    })
    .to_string()
}

fn kinds(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| kinds(item, found)),
        Value::Object(fields) => {
            found.extend(fields.get("t").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| kinds(field, found));
        }
        _ => {}
    }
}

#[test]
fn the_tree_of_either_api_is_filled() {
    let folder = tempfile::tempdir().unwrap();
    for (api, writer) in
        [([1, 22], "latex"), ([1, 23], "latex"), ([1, 22], "html"), ([1, 23], "typst"), ([1, 23], "docx")]
    {
        let (code, out, complaint) =
            fed(&["pandoc", writer], &document(&api, "overlap cica sco --as upset"), folder.path());
        assert_eq!(code, Some(0), "{complaint}");
        let tree: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(tree["pandoc-api-version"], json!(api));
        let paragraph = &tree["blocks"][0]["c"];
        assert_eq!(paragraph[0], json!({"t": "Str", "c": "6"}));
        assert_eq!(paragraph[4], json!({"t": "Code", "c": [["", [], []], "plain"]}));
        assert_eq!(tree["blocks"][2]["c"][1], "comity list states");
        let mut all = Vec::new();
        kinds(&tree, &mut all);
        let has = |kind: &str| all.iter().any(|one| one == kind);
        assert_eq!(has("Figure"), api == [1, 23] && !["html", "latex"].contains(&writer), "{writer} {api:?}");
        assert!(has("OrderedList") || writer == "docx", "{writer}");
        assert!(has("Emph") && out.contains("source-1"), "{writer}");
        let reference = out.contains("Figure~\\\\ref{fig-a}");
        assert_eq!(reference, writer == "latex");
        assert_eq!(out.contains("<svg"), writer == "html");
        // LaTeX and Typst count figures themselves.
        assert_eq!(out.contains("\"Strong\""), writer == "html" || writer == "docx", "{writer}");
    }
    assert!(folder.path().join("comity_files").is_dir());
}

#[test]
fn a_bad_block_stops_the_filter() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, complaint) =
        fed(&["pandoc", "html"], &document(&[1, 23], "overlap cica scoo --as upset"), folder.path());
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(complaint.contains("did you mean `sco`"), "{complaint}");
    let (code, _, complaint) = fed(&["pandoc", "html"], "{}", folder.path());
    assert!(code == Some(2) && complaint.contains("E0701"), "{complaint}");
}

#[test]
fn mdbook_gets_every_chapter_woven() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(comity_in(folder.path(), &["mdbook", "supports", "html"]).0, Some(0));
    assert_eq!(comity_in(folder.path(), &["mdbook", "supports", "epub"]).0, Some(1));
    let chapter = |content: &str, below: Value| {
        json!({"Chapter": {"name": "N", "content": content, "number": [1], "sub_items": below, "path": "n.md",
            "source_path": "n.md", "parent_names": []}})
    };
    let options = json!({"preprocessor": {"comity": {"as-of": "2014-05-21"}}, "book": {"language": "de"}});
    let context = json!({"root": folder.path(), "config": options, "renderer": "html", "mdbook_version": "0.5.0"});
    let figure = "See @fig-a.\n\n```comity\n#| label: fig-a\ndraw upset cica sco\n```\n";
    for list in ["sections", "items"] {
        let below = json!([chapter(figure, json!([]))]);
        let book = json!({list: [chapter("`comity members sco --count`\n", below), "Separator"]});
        let (code, out, complaint) = fed(&["mdbook"], &json!([context, book]).to_string(), folder.path());
        assert_eq!(code, Some(0), "{complaint}");
        let book: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(book[list][0]["Chapter"]["content"], "6\n");
        assert_eq!(book[list][1], "Separator");
        let content = book[list][0]["Chapter"]["sub_items"][0]["Chapter"]["content"].as_str().unwrap();
        assert!(content.starts_with("See [Abbildung 1](#fig-a)."), "{content}");
        let figure = content.split("<figure class=\"comity\">").nth(1).unwrap().split("</figure>").next().unwrap();
        assert!(figure.contains("<svg") && !figure.contains("\n\n"), "a line without words ends HTML");
    }
    let bad = json!([context, {"items": [chapter("x\n\n`comity members scoo`\n", json!([])), chapter("`comity nonsense`", json!([]))]}]);
    let (code, _, complaint) = fed(&["mdbook"], &bad.to_string(), folder.path());
    assert!(code == Some(2) && complaint.contains("n.md:3:1") && complaint.contains("2 errors"), "{complaint}");
}

/// Every pandoc that is here.
fn pandocs() -> Vec<String> {
    let mut pandocs: Vec<String> =
        std::env::var("COMITY_PANDOC").unwrap_or_default().split(':').map(str::to_owned).collect();
    pandocs.push("pandoc".to_owned());
    pandocs.retain(|pandoc| Command::new(pandoc).arg("--version").output().is_ok_and(|ran| ran.status.success()));
    if pandocs.is_empty() {
        eprintln!("skipped: there is no pandoc here");
    }
    pandocs
}

/// A folder with reports and the filter, in which a pandoc runs.
struct Desk {
    pandoc: String,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new(pandoc: String, reports: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in reports {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let filter = folder.path().join("filter");
        fs::write(&filter, format!("#!/bin/sh\nexec '{}' pandoc \"$@\"\n", env!("CARGO_BIN_EXE_comity"))).unwrap();
        assert_eq!(Command::new("chmod").arg("+x").arg(&filter).status().unwrap().code(), Some(0));
        Self { pandoc, folder }
    }

    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let ran = Command::new(&self.pandoc)
            .args(args)
            .current_dir(&self.folder)
            .env_remove("COMITY_GRAPH")
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (ran.status.code(), text(&ran.stdout), text(&ran.stderr))
    }

    /// Sends a report through the filter.
    fn write(&self, report: &str, args: &[&str]) -> String {
        let (code, out, complaint) = self.run(&[&[report, "--filter", "./filter"], args].concat());
        assert_eq!(code, Some(0), "{} {report} {args:?}: {complaint}", self.pandoc);
        out
    }
}

#[test]
fn pandoc_writes_every_format() {
    for pandoc in pandocs() {
        let desk = Desk::new(pandoc.clone(), &[("report.md", REPORT), ("bad.md", "`comity members scoo`\n")]);
        for (writer, file) in [("docx", "r.docx"), ("odt", "r.odt"), ("epub", "r.epub"), ("pptx", "r.pptx")] {
            desk.write("report.md", &["-t", writer, "-o", file]);
        }
        // What a reader of the document finds: the table, the author's footnote, and our sources in a list.
        let (code, back, complaint) = desk.run(&["r.docx", "-t", "markdown", "--wrap=none"]);
        assert_eq!(code, Some(0), "{complaint}");
        assert!(
            back.contains("has 26 members, see [Figure 1]") && back.contains("]: My own note."),
            "{pandoc}: {back}"
        );
        assert!(back.contains("Kyrgyzstan") && back.contains("# Sources") && back.contains("Sources: "), "{back}");
        assert_eq!(back.matches("\n[^").count(), 1, "{pandoc}: {back}");
        let html = desk.write("report.md", &["-t", "html"]);
        assert!(
            html.contains("<svg") && html.contains("href=\"#fig-nest\"") && html.contains("id=\"fig-nest\""),
            "{html}"
        );
        assert!(html.contains("href=\"#source-1\"") && html.contains("id=\"source-1\""), "{html}");
        let latex = desk.write("report.md", &["-t", "latex", "--wrap=none"]);
        assert_eq!(latex.matches("\\label{fig-nest}").count(), 1, "{latex}");
        assert!(
            latex.contains("Figure~\\ref{fig-nest}") && latex.contains("\\caption{SCO \\emph{nests} in CICA."),
            "{latex}"
        );
        // Nothing floats away from the line about its sources.
        assert!(!latex.contains("\\begin{figure}"), "{latex}");
        let (code, out, complaint) = desk.run(&["bad.md", "--filter", "./filter", "-t", "html"]);
        assert!(code == Some(83) && out.is_empty() && complaint.contains("E0806"), "{pandoc}: {complaint}");
    }
}

/// Reads documents by a program of Python; none if there is no Python.
fn opened(folder: &Path, files: &[&str]) -> Option<Vec<Option<Value>>> {
    let python = std::env::var("COMITY_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/report.py");
    let Ok(ran) = Command::new(&python).arg(script).args(files).current_dir(folder).output() else {
        eprintln!("skipped: there is no {python} here");
        return None;
    };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    Some(String::from_utf8_lossy(&ran.stdout).lines().map(|line| serde_json::from_str(line).ok()).collect())
}

#[test]
fn word_and_print_hold_pictures_footnotes_and_sources() {
    let texts = |value: &Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    // Pixels are made by this program if it was built so, else by librsvg.
    let own = comity::draw::print::find("png").is_some_and(|print| print.make.is_some());
    let png = own || Command::new("rsvg-convert").arg("--version").output().is_ok_and(|ran| ran.status.success());
    if !png {
        eprintln!("skipped: no rsvg-convert, so there are no pixels for Word");
    }
    for pandoc in pandocs() {
        let talk = format!("{FEW}\n```comity\nmembers cica\n```\n");
        let desk = Desk::new(pandoc.clone(), &[("few.md", FEW), ("many.md", REPORT), ("talk.md", &talk)]);
        desk.write("few.md", &["-o", "few.docx"]);
        desk.write("many.md", &["-o", "many.docx"]);
        desk.write("talk.md", &["-o", "talk.pptx"]);
        let Some(read) = opened(desk.folder.path(), &["few.docx", "many.docx", "talk.pptx"]) else { return };
        let [Some(few), Some(many), Some(slides)] = &read[..] else { panic!("{read:?}") };
        // What is shown on slides, and what is for whoever speaks.
        assert!(!png || slides["pictures"] == 2, "{pandoc}: {slides}");
        let (shown, notes) = (slides["shown"].as_str().unwrap(), texts(&slides["notes"]).concat());
        assert!(slides["tables"] == 2 && shown.contains("Figure 2.") && !shown.contains("graph "), "{pandoc}: {shown}");
        assert!(notes.contains("graph ") && notes.contains("Declaration on the establishment"), "{pandoc}: {notes}");
        for (document, figures, tables) in [(few, 2, 1), (many, 1, 1)] {
            let pictures = document["pictures"].as_array().unwrap();
            assert_eq!((pictures.len(), document["tables"].as_u64()), (figures, Some(tables)), "{pandoc}: {document}");
            for picture in pictures.iter().filter(|_| png) {
                let dots = picture["dots"].as_u64().unwrap();
                assert!(picture["png"] == true && dots > 290, "{pandoc}: {picture}");
                assert!(picture["inches"].as_f64().unwrap() < 6.4, "{pandoc}: {picture}");
            }
            assert!(
                pictures.iter().all(|picture| picture["alt"].as_str().unwrap().len() > 40),
                "{pandoc}: {pictures:?}"
            );
            let notes = texts(&document["footnotes"]);
            assert_eq!(document["marks"].as_u64(), Some(notes.len() as u64));
            assert_eq!(notes.iter().collect::<std::collections::BTreeSet<_>>().len(), notes.len(), "each source once");
            assert!(document["lost"].as_array().unwrap().is_empty(), "{document}");
            // The line under every exhibit, small.
            let small = texts(&document["small"]);
            let stamps = small.iter().filter(|line| line.contains("comity 0.") && line.contains("as of 2014-05-21"));
            assert_eq!(stamps.count(), figures + tables as usize, "{small:?}");
        }
        assert!(texts(&few["footnotes"]).len() > 4 && !texts(&few["paragraphs"]).contains(&"Sources".to_owned()));
        assert_eq!(texts(&many["footnotes"]), [" My own note."]);
        let listed = texts(&many["small"]);
        assert!(texts(&many["paragraphs"]).contains(&"Sources".to_owned()));
        assert!(listed.iter().any(|line| line.starts_with("1. ")) && listed.len() > 12, "{listed:?}");

        if desk.run(&["--list-output-formats"]).1.lines().any(|format| format == "typst") {
            desk.write("many.md", &["-s", "-t", "typst", "-o", "many.typ"]);
            match opened(desk.folder.path(), &["many.typ"]).and_then(|mut read| read.pop()).flatten() {
                Some(print) => {
                    let text = print["text"].as_str().unwrap();
                    let caption =
                        text.contains("Figure 1: SCO nests in CICA.") && text.contains("Table 1: Who sits in SCO.");
                    assert!(caption && text.contains("Sources: 1–") && text.contains("My own note."), "{text}");
                    // What is written in the picture is words, not pixels.
                    assert!(text.contains("Kazakhstan") && text.contains("graph "), "{text}");
                }
                None => eprintln!("skipped: no typst and pypdf, so nothing is set in type"),
            }
        }
    }
}

/// A filter without makers of pixels says so, and what to do.
#[test]
fn a_filter_that_makes_no_pixels_says_so() {
    let own = comity::draw::print::find("png").is_some_and(|print| print.make.is_some());
    if own {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.args(["pandoc", "docx"]).current_dir(&folder).env_remove("COMITY_GRAPH").env("PATH", folder.path());
    let (code, out, complaint) = fed_by(command, &document(&[1, 23], "overlap cica sco --as upset"));
    assert!(code == Some(0) && out.contains("comity_files/fig-a.svg"), "{complaint}");
    assert!(complaint.contains("install librsvg") && complaint.contains("--features png"), "{complaint}");
}
