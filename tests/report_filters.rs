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

/// Feeds a program and gives its exit code, output and complaint.
fn fed(args: &[&str], input: &str, folder: &Path) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(args)
        .current_dir(folder)
        .env_remove("COMITY_GRAPH")
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
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
        assert_eq!(has("Figure"), api == [1, 23] && writer != "html", "{writer} {api:?}");
        assert!(has("Note") && has("Emph"), "{writer}");
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

#[test]
fn pandoc_writes_every_format() {
    let mut pandocs: Vec<String> =
        std::env::var("COMITY_PANDOC").unwrap_or_default().split(':').map(str::to_owned).collect();
    pandocs.push("pandoc".to_owned());
    pandocs.retain(|pandoc| Command::new(pandoc).arg("--version").output().is_ok_and(|ran| ran.status.success()));
    if pandocs.is_empty() {
        eprintln!("skipped: there is no pandoc here");
    }
    for pandoc in pandocs {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("report.md"), REPORT).unwrap();
        let filter = folder.path().join("filter");
        fs::write(&filter, format!("#!/bin/sh\nexec '{}' pandoc \"$@\"\n", env!("CARGO_BIN_EXE_comity"))).unwrap();
        let run = |args: &[&str]| {
            let ran = Command::new(&pandoc)
                .args(args)
                .current_dir(folder.path())
                .env_remove("COMITY_GRAPH")
                .output()
                .unwrap();
            (
                ran.status.code(),
                String::from_utf8_lossy(&ran.stdout).into_owned(),
                String::from_utf8_lossy(&ran.stderr).into_owned(),
            )
        };
        assert_eq!(Command::new("chmod").arg("+x").arg(&filter).status().unwrap().code(), Some(0));
        for (writer, file) in [("docx", "r.docx"), ("odt", "r.odt"), ("epub", "r.epub"), ("pptx", "r.pptx")] {
            let (code, _, complaint) = run(&["report.md", "--filter", "./filter", "-t", writer, "-o", file]);
            assert_eq!(code, Some(0), "{pandoc} {writer}: {complaint}");
        }
        // What a reader of the document finds: the picture, the table, our footnotes after the author's.
        let (code, back, complaint) = run(&["r.docx", "-t", "markdown"]);
        assert_eq!(code, Some(0), "{complaint}");
        assert!(
            back.contains("has 26 members, see [Figure 1]") && back.contains("]: My own note."),
            "{pandoc}: {back}"
        );
        // Without PNG a word processor gets SVG, which older pandoc does not read back.
        let png = comity::draw::print::find("png").is_some_and(|print| print.make.is_some());
        assert!(
            (!png || back.contains("![")) && back.contains("kgz") && back.matches("\n[^").count() > 10,
            "{pandoc}: {back}"
        );
        let (code, html, complaint) = run(&["report.md", "--filter", "./filter", "-t", "html"]);
        assert_eq!(code, Some(0), "{complaint}");
        assert!(
            html.contains("<svg") && html.contains("href=\"#fig-nest\"") && html.contains("id=\"fig-nest\""),
            "{html}"
        );
        let (_, latex, _) = run(&["report.md", "--filter", "./filter", "-t", "latex"]);
        assert_eq!(latex.matches("\\label{fig-nest}").count(), 1, "{latex}");
        assert!(
            latex.contains("Figure~\\ref{fig-nest}") && latex.contains("\\caption{SCO \\emph{nests} in CICA."),
            "{latex}"
        );
        fs::write(folder.path().join("bad.md"), "`comity members scoo`\n").unwrap();
        let (code, out, complaint) = run(&["bad.md", "--filter", "./filter", "-t", "html"]);
        assert!(code == Some(83) && out.is_empty() && complaint.contains("E0806"), "{pandoc}: {complaint}");
    }
}
