//! Reports: what the author wrote stays, what is hostile stays words, and what no longer holds is told.

use comity::report::manuscript::Manuscript;
use comity::report::markdown::Pictures;
use comity::report::numbered::{Numbered, number};
use comity::report::{Found, Picture, html, lock, markdown, pandoc};
use comity::table::{Answer, Cell, Citation, Column, GraphStamp, Table};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::collections::BTreeMap;
use std::fs;

/// What people have put into names to see what happens.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</figure></main><img src=x onerror=alert(1)>",
    "</desc></svg><script>alert(1)</script>",
    "\"><b>",
    "'--><!--",
    "![x](http://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "| a | b |",
    "\n\n# Heading\n\n",
    "\n```comity\nlist states\n```\n",
    "`comity list states`",
    "@fig-a",
    "[^comity-1]",
    "\\input{/etc/passwd}",
    "$x$",
    "**b**",
    "&lt;b&gt;",
    "\u{202e}gnp",
    "\u{1b}[31m",
    "a_b_c ~~d~~",
    "中华人民共和国",
];

const REPORT: &str = "---\ntitle: T\n---\n\n# One\n\nIt has `comity members x --names`, see @fig-a and @tbl-b.\n\n```comity\n\
                      #| label: fig-a\ndraw upset x\n```\n\n- item\n\n  ```comity\n  #| label: tbl-b\n  members x\n  ```\n\nThe end.\n";

fn answer(word: &str) -> Answer {
    let mut table = Table::new("members", word, vec![Column::text("id", word), Column::text("name", "Name")]);
    table.push(vec![word.into(), word.into()]);
    table.push(vec![Cell::List(vec![word.into(), "b".into()]), Cell::Missing]);
    Answer {
        as_of: "2014-05-20".into(),
        graph: GraphStamp { title: word.into(), hash: "0123456789abcdef".into() },
        headline: Some(word.into()),
        table,
        notes: vec![word.into()],
        sources: vec![Citation {
            id: "s".into(),
            title: word.into(),
            publisher: Some(word.into()),
            url: Some(format!("http://example.org/{word}")),
            ..Citation::default()
        }],
        ..Answer::default()
    }
}

fn found(word: &str) -> Vec<Option<Found>> {
    let svg = comity::draw::svg::write(&comity::draw::scene::Scene::new(), word, word);
    let picture = Picture { svg, title: word.into(), alt: word.into(), page: None };
    vec![
        Some(Found { answer: answer(word), picture: None }),
        Some(Found { answer: answer(word), picture: Some(picture) }),
        Some(Found { answer: answer(word), picture: None }),
    ]
}

fn with<T>(text: &str, word: &str, look: impl Fn(&Numbered<'_>, &[Option<Found>]) -> T) -> T {
    let (manuscript, wrong) = Manuscript::read(text, 0);
    assert!(wrong.is_empty(), "{wrong:?}");
    let found = found(word);
    let numbered = number(&manuscript, &found, "0", 0).unwrap();
    look(&numbered, &found)
}

/// The frame of a page of Markdown: what is read of it, without the words.
fn frame(text: &str) -> Vec<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    let mut frame: Vec<String> = Vec::new();
    for event in Parser::new_ext(text, options) {
        let mark = match event {
            Event::Text(_) | Event::SoftBreak => continue,
            Event::Start(Tag::Link { dest_url, .. }) => {
                let own = if dest_url.starts_with("http://example.org/") { "source" } else { &*dest_url };
                format!("link {own}")
            }
            Event::Start(Tag::Image { dest_url, .. }) => format!("image {dest_url}"),
            other => format!("{other:?}"),
        };
        frame.push(mark);
    }
    frame
}

/// The elements and attributes of a page, without the words; addresses only by their beginning.
fn elements(page: &str) -> Vec<String> {
    let mut all = Vec::new();
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let mut plain = String::new();
        for (i, part) in tag.split('"').enumerate() {
            plain.push_str(if i % 2 == 0 { part } else { "…" });
        }
        all.push(plain);
    }
    all
}

/// A document as pandoc hands it over: a value, a figure, a reference and a table.
const TREE: &str = r#"{"pandoc-api-version":[1,23],"meta":{},"blocks":[
    {"t":"Para","c":[{"t":"Code","c":[["",[],[]],"comity members x --names"]}]},
    {"t":"CodeBlock","c":[["fig-a",["comity"],[]],"draw upset x"]},
    {"t":"CodeBlock","c":[["tbl-b",["comity"],[]],"members x"]}]}"#;

/// All of pandoc's tree but its words: kinds of nodes, attributes, addresses, and the frame of what goes through as it is.
fn skeleton(node: &serde_json::Value, bones: &mut Vec<String>) {
    use serde_json::Value;
    let content = &node["c"];
    match node["t"].as_str() {
        // How wide columns are follows the words in them.
        Some("Str" | "Space" | "ColWidth" | "ColWidthDefault") => return,
        Some("Link") if content[2][0].as_str().is_some_and(|to| to.starts_with("http://example.org/")) => return,
        Some("RawBlock" | "RawInline") if content[0] == "html" || content[0] == "openxml" => {
            bones.extend(elements(content[1].as_str().unwrap_or_default()));
            return;
        }
        _ => {}
    }
    match node {
        Value::Array(items) => {
            bones.push("[".to_owned());
            items.iter().for_each(|item| skeleton(item, bones));
            bones.push("]".to_owned());
        }
        Value::Object(fields) => fields.values().for_each(|field| skeleton(field, bones)),
        other => bones.push(other.to_string()),
    }
}

fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![prop::sample::select(HOSTILE).prop_map(str::to_owned), "\\PC{0,12}"];
    prop::collection::vec(piece, 1..4)
        .prop_map(|parts| parts.concat())
        .prop_filter("a name", |name| !name.trim().is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn hostile_words_stay_words_in_markdown(word in words()) {
        let link = |word: &str| !word.contains(char::is_whitespace) && !word.contains(['<', '>']);
        let woven = |word: &str| with(REPORT, word, |numbered, _| markdown::weave(numbered, Pictures::Beside("files")).text);
        let tame = if link(&format!("x{word}")) && word.chars().all(|c| !c.is_control()) { "x" } else { "x y" };
        let (hostile, plain) = (frame(&woven(&word)), frame(&woven(tame)));
        let linkless = |frame: Vec<String>| {
            frame.into_iter().filter(|mark| !mark.contains("link source") && !mark.contains("End(Link)")).collect::<Vec<_>>()
        };
        prop_assert_eq!(linkless(hostile), linkless(plain));
    }

    #[test]
    fn hostile_words_stay_words_in_a_page(word in words()) {
        let page = |word: &str| with(REPORT, word, |numbered, _| html::weave(numbered, &BTreeMap::new()));
        let only = |page: &str| elements(page).into_iter().filter(|tag| !tag.starts_with('a') && tag != "/a").collect::<Vec<_>>();
        let hostile = page(&word);
        prop_assert_eq!(only(&hostile), only(&page("x")));
        prop_assert!(!hostile.contains("<script"));
    }

    #[test]
    fn hostile_words_stay_words_in_the_tree_of_pandoc(word in words()) {
        for writer in ["html", "latex", "docx", "typst"] {
            let bones = |word: &str| {
                let document = pandoc::Document::read(TREE).unwrap();
                let filled = with(&document.manuscript(), word, |numbered, _| document.clone().fill(numbered, writer, "files", &|_, _| None));
                let mut bones = Vec::new();
                skeleton(&serde_json::from_str(&filled.json).unwrap(), &mut bones);
                bones
            };
            prop_assert_eq!(bones(&word), bones("x"), "{}", writer);
        }
    }

    #[test]
    fn any_text_is_read_and_parts_do_not_overlap(text in "(\\PC|\n|```comity\n|`comity |@fig-a|#\\| label: x\n){0,60}") {
        let (manuscript, wrong) = Manuscript::read(&text, 0);
        let mut end = 0;
        for part in &manuscript.parts {
            prop_assert!(part.range().start >= end);
            end = part.range().end;
            prop_assert!(text.get(part.range().clone()).is_some());
        }
        for one in &wrong {
            prop_assert!(one.help.is_some() && one.place.is_some(), "{}", one.message);
        }
    }
}

#[test]
fn what_the_author_wrote_stays_byte_for_byte() {
    let text = "---\ntitle: 'T'  \n---\r\n\r\n* odd   spaces\t\r\n\r\n| a|b |\r\n|-|-|\r\n\r\n    code `comity x`\r\n\r\n<!-- `comity y` -->\r\n";
    let woven = with(text, "x", |numbered, _| markdown::weave(numbered, Pictures::Beside("files")));
    assert_eq!(woven.text, text);
    let woven = with(REPORT, "x", |numbered, _| markdown::weave(numbered, Pictures::Beside("files")));
    assert!(
        woven.text.starts_with("---\ntitle: T\n---\n\n# One\n\nIt has x, see [Figure 1](#fig-a)"),
        "{}",
        woven.text
    );
    assert!(
        woven.text.contains("- item\n\n  <a id=\"tbl-b\"></a>\n\n  **Table 1.** x.\n\n  | Name |\n"),
        "{}",
        woven.text
    );
    assert_eq!(woven.files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["fig-a.svg"]);
}

/// A number at the start of a line, with the point of its sentence, is no list.
#[test]
fn a_number_that_begins_a_line_begins_no_list() {
    let report = "Of the seats\n`comity members x --names`. More.\n\n> `comity members x --names`) b\n\n`comity members x --names`.\n";
    let woven = with(report, "1", |numbered, _| markdown::weave(numbered, Pictures::Beside("files")).text);
    assert!(woven.starts_with("Of the seats\n1\\. More.\n\n> 1\\) b\n\n1\\.\n"), "{woven}");
    assert!(!frame(&woven).iter().any(|mark| mark.contains("List")), "{woven}");
    let cited = with(REPORT, "1914", |numbered, _| markdown::weave(numbered, Pictures::Beside("files")).text);
    assert!(cited.contains("[^comity-1]: 1914\\. 1914."), "{cited}");
}

#[test]
fn a_source_is_one_footnote_however_often_it_is_cited() {
    let (markdown, page) = with(REPORT, "x", |numbered, _| {
        (markdown::weave(numbered, Pictures::Beside("files")).text, html::weave(numbered, &BTreeMap::new()))
    });
    assert_eq!(markdown.matches("[^comity-1]:").count(), 1);
    assert_eq!(markdown.matches("[^comity-1]").count(), 3);
    assert_eq!(page.matches("id=\"note-1\"").count(), 1);
    assert!(page.contains("default-src 'none'") && !page.contains("<script") && !page.contains("<link"));
}

#[test]
fn a_lock_tells_the_rows_that_differ() {
    let entry = |word: &str| with(REPORT, word, |numbered, found| lock::entry(numbered, found, "0"));
    let same = lock::changes(&entry("x"), &entry("x"), &str::to_owned);
    assert_eq!(same, lock::Changes::default());
    let told = lock::changes(&entry("x"), &entry("y"), &str::to_owned).told;
    assert_eq!(told[0], "~ `members x --names`: x → y");
    assert!(told.iter().any(|line| line == "    + y · y"), "{told:?}");
}

/// Runs the program in a folder of its own, which is given back.
pub(crate) fn comity_in(folder: &std::path::Path, args: &[&str]) -> (Option<i32>, String, String) {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(args)
        .current_dir(folder)
        .env_remove("COMITY_GRAPH")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (run.status.code(), text(&run.stdout), text(&run.stderr))
}

#[test]
fn a_bad_block_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("a.md");
    fs::write(&report, "---\nas-of: 2014-05-20\n---\n\n`comity members sco --count`\n").unwrap();
    assert_eq!(comity_in(folder.path(), &["weave", "a.md"]).0, Some(0));
    let state = || ["a.html", "comity.lock"].map(|name| fs::read(folder.path().join(name)).unwrap());
    let before = state();
    fs::write(&report, "---\nas-of: 2014-05-20\n---\n\n`comity members sco --count` `comity members scoo --count`\n")
        .unwrap();
    let (code, _, complaint) = comity_in(folder.path(), &["weave", "a.md", "-o", "b.html"]);
    assert_eq!(code, Some(2), "{complaint}");
    assert!(complaint.contains("a.md:5:30") && complaint.contains("did you mean `sco`"), "{complaint}");
    assert_eq!(before, state());
    assert!(!folder.path().join("b.html").exists());
}

/// What makes a report be asked again: its name, what is done to the folder, and what is said to `weave` besides.
type Miss<'m> = (&'m str, &'m dyn Fn(), &'m [&'m str]);

/// A lock in which a row is written that no world says: it stays as long as no question is asked.
#[test]
fn nothing_is_asked_again_until_something_changes() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let world = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/weave.in/club.ron")).unwrap();
    fs::write(at("club.ron"), &world).unwrap();
    fs::write(at("own.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    let text = "---\ngraph: club.ron\nas-of: 2014-05-20\n---\n\n![mine](own.svg) `comity members club --count`\n\n\
                ```comity\ndraw upset club pact\n```\n";
    fs::write(at("a.md"), text).unwrap();
    let weave = |more: &[&str]| {
        let (code, told, complaint) = comity_in(folder.path(), &[&["weave", "a.md"], more].concat());
        assert!(code.is_some_and(|code| code < 2), "{complaint}");
        (code, told)
    };
    let marked = || fs::read_to_string(at("comity.lock")).unwrap().contains("\"9 by hand\"");
    let mark = || {
        let lock = fs::read_to_string(at("comity.lock")).unwrap();
        let lines = lock.replacen("\"rows\": [\n            \"2\"", "\"rows\": [\n            \"9 by hand\"", 1);
        assert_ne!(lines, lock);
        fs::write(at("comity.lock"), lines).unwrap();
    };
    weave(&["-o", "a.html"]);
    weave(&["-o", "w.md"]);
    mark();
    let (code, told) = weave(&[]);
    assert_eq!((code, told.as_str()), (Some(0), "a.html: nothing changed\nw.md: nothing changed\n"));
    assert!(marked(), "a question was asked");
    assert_eq!(weave(&["--check"]), (Some(0), "a.md: every figure, table and value holds\n".to_owned()));

    let hidden = at("w_files/figure-1.svg");
    let misses: &[Miss<'_>] = &[
        ("a missing page", &|| fs::remove_file(at("a.html")).unwrap(), &[]),
        ("a page changed by hand", &|| fs::write(at("a.html"), "mine").unwrap(), &[]),
        ("a figure changed by hand", &|| fs::write(&hidden, "mine").unwrap(), &[]),
        ("a missing figure", &|| fs::remove_file(&hidden).unwrap(), &[]),
        ("another picture of the author", &|| fs::write(at("own.svg"), "<svg/>").unwrap(), &[]),
        ("another file", &|| {}, &["-o", "b.html"]),
        ("another day", &|| {}, &["--as-of", "2014-05-21"]),
        ("today", &|| {}, &["--as-of", "today"]),
        ("another world by name", &|| fs::write(at("other.ron"), format!("{world}\n")).unwrap(), &["-g", "other.ron"]),
        ("a world that changed", &|| fs::write(at("club.ron"), format!("{world}\n\n")).unwrap(), &[]),
        ("another text", &|| fs::write(at("a.md"), format!("{text}\nMore.\n")).unwrap(), &[]),
        (
            "another version",
            &|| {
                let lock = fs::read_to_string(at("comity.lock")).unwrap();
                let (before, after) = lock.split_once("\"key\": \"").unwrap();
                fs::write(at("comity.lock"), format!("{before}\"key\": \"x{}", &after[1..])).unwrap();
            },
            &[],
        ),
    ];
    for (what, change, more) in misses {
        change();
        let (_, told) = weave(more);
        assert!(!marked() && !told.contains("nothing changed"), "{what}: {told}");
        weave(&[]);
        mark();
        assert!(weave(&[]).1.contains("nothing changed") && marked(), "after {what}");
    }
    // What questions name themselves is not known before they are asked.
    fs::write(at("a.md"), text.replace("--count", "--count -g other.ron")).unwrap();
    for _ in 0..2 {
        assert!(!weave(&[]).1.contains("nothing changed"));
    }
}

#[test]
fn an_interactive_page_stands_in_a_report_or_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let text = "---\nas-of: 2014-05-20\n---\n\nSee @fig-who.\n\n```comity\n#| label: fig-who\n#| width: column\n\
                overlap cica sco --as page\n```\n";
    fs::write(folder.path().join("a.md"), text).unwrap();
    let (code, _, complaint) = comity_in(folder.path(), &["weave", "a.md"]);
    assert_eq!(code, Some(0), "{complaint}");
    let page = fs::read_to_string(folder.path().join("a.html")).unwrap();
    let (before, frame) = page.split_once("<iframe ").unwrap();
    let frame = frame.split_once("</iframe>").unwrap().0;
    assert!(frame.contains(" sandbox=\"allow-scripts\" title=\"") && frame.contains(" srcdoc=\"&lt;!doctype html&gt;"));
    assert!(!frame.contains('<') && !frame.contains('\n') && !page.contains("<script"));
    // What is around the page lets its viewer run, and no other script.
    let policy = |text: &str| text.split_once("script-src ").unwrap().1.split([';', '"']).next().unwrap().to_owned();
    let around = policy(before);
    assert!(around.starts_with("'sha256-") && !around.contains("unsafe"), "{around}");
    assert_eq!(around, policy(&frame.replace("&#39;", "'").replace("&#x27;", "'")));

    assert_eq!(comity_in(folder.path(), &["weave", "a.md", "-o", "w.md"]).0, Some(0));
    let woven = fs::read_to_string(folder.path().join("w.md")).unwrap();
    assert!(woven.contains("[Interactive page](<w_files/fig-who.html>)") && woven.contains("(<w_files/fig-who.svg>)"));
    let beside = fs::read_to_string(folder.path().join("w_files/fig-who.html")).unwrap();
    assert!(beside.starts_with("<!doctype html>"));
    // What is in the frame is that page to the byte: hashes in its policy allow nothing else to run.
    let inside = frame.split_once("srcdoc=\"").unwrap().1.trim_end_matches("\">");
    let marks = [("&#10;", "\n"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    assert_eq!(marks.iter().fold(inside.to_owned(), |text, (mark, plain)| text.replace(mark, plain)), beside);
    assert_eq!(comity_in(folder.path(), &["weave", "a.md", "--check"]).0, Some(0));

    for slip in ["page cica -o x.html", "page cicaa", "page cica --as table"] {
        fs::write(folder.path().join("a.md"), text.replace("overlap cica sco --as page", slip)).unwrap();
        assert_eq!(comity_in(folder.path(), &["weave", "a.md"]).0, Some(2), "{slip}");
    }
    assert!(!folder.path().join("x.html").exists());
}

#[test]
fn a_page_holds_the_pictures_of_its_author_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let outside = folder.path().join("secret.png");
    fs::write(&outside, "secret").unwrap();
    let inside = folder.path().join("report");
    fs::create_dir(&inside).unwrap();
    fs::write(inside.join("own.png"), "own").unwrap();
    fs::write(inside.join("a.md"), "![mine](own.png)\n").unwrap();
    assert_eq!(comity_in(&inside, &["weave", "a.md"]).0, Some(0));
    let page = fs::read_to_string(inside.join("a.html")).unwrap();
    assert!(page.contains("src=\"data:image/png;base64,b3du\""), "{page}");
    fs::write(inside.join("a.md"), "![x](../secret.png) ![y](http://example.org/y.png)\n").unwrap();
    let (code, _, complaint) = comity_in(&inside, &["weave", "a.md"]);
    assert_eq!(code, Some(2));
    assert_eq!(complaint.matches("E0805").count(), 2, "{complaint}");
}

/// The reports of the documentation hold, and so does every example beside them.
#[test]
fn the_reports_of_the_documentation_are_woven() {
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reports");
    let folder = tempfile::tempdir().unwrap();
    for file in ["cica-2014.md", "quarto/report.qmd", "book/src/cica.md", "book/src/sco.md"] {
        let name = file.rsplit('/').next().unwrap().replace(".qmd", ".md");
        fs::copy(shipped.join(file), folder.path().join(&name)).unwrap();
        let (code, told, complaint) = comity_in(folder.path(), &["weave", &name, "--as-of", "2014-05-21"]);
        assert_eq!(code, Some(0), "{file}: {told}{complaint}");
        let (code, told, _) = comity_in(folder.path(), &["weave", &name, "--check", "--as-of", "2014-05-21"]);
        assert_eq!(code, Some(0), "{file}: {told}");
    }
    let page = fs::read_to_string(folder.path().join("cica-2014.html")).unwrap();
    assert!(page.contains("met in Shanghai") && page.matches("<figure ").count() == 3 && !page.contains("`comity"));
    // Numbers in prose are answers, but for days and the numbers of conclusions.
    let text = fs::read_to_string(shipped.join("cica-2014.md")).unwrap();
    let prose = text.split("---").last().unwrap().split("```").step_by(2).collect::<String>();
    let typed = prose.split('`').step_by(2).collect::<String>();
    let numbers: Vec<&str> = typed.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    assert!(numbers.iter().all(|n| ["20", "21", "2014", "1", "2", "3"].contains(n)), "{numbers:?}");
}

#[test]
fn ready_made_reports_are_woven_for_every_sort_of_body() {
    let folder = tempfile::tempdir().unwrap();
    for body in ["cica", "sco", "asean", "un"] {
        let args = ["report", "brief", body, "--as-of", "2014-05-21", "-o", "brief.html"];
        let (code, _, complaint) = comity_in(folder.path(), &args);
        assert_eq!(code, Some(0), "{body}: {complaint}");
    }
    let page = fs::read_to_string(folder.path().join("brief.html")).unwrap();
    // A roster of all the world does not stand in a sentence.
    assert!(page.contains("UN had 193 full members on 2014-05-21; <a href=\"#tbl-seats\">Table 1</a> names them."));
    let compare = |a: &str, b: &str| {
        let (code, text, complaint) = comity_in(folder.path(), &["report", "compare", a, b, "--as-of", "2014-05-21"]);
        assert_eq!(code, Some(0), "{complaint}");
        fs::write(folder.path().join("compare.md"), text).unwrap();
        assert_eq!(comity_in(folder.path(), &["weave", "compare.md", "-o", "woven.md"]).0, Some(0));
        fs::read_to_string(folder.path().join("woven.md")).unwrap()
    };
    let both = compare("cica", "sco");
    assert!(both.contains("Both had 6 in common: China, Kazakhstan, Kyrgyzstan") && both.contains("that is 23.1 %"));
    assert!(both.contains("| shared members | China, Kazakhstan,") && !both.contains("kgz"), "{both}");
    let none = compare("asean", "saarc");
    assert!(none.contains("Nobody sat in both.") && !none.contains("0 in common"), "{none}");
    // Bodies of all the world say little about one of a region.
    let (_, text, _) = comity_in(folder.path(), &["report", "brief", "cica", "--as-of", "2014-05-21"]);
    let overlap = text.lines().find(|line| line.starts_with("overlap cica ")).unwrap();
    assert!(overlap.contains(" acd ") && !overlap.contains(" un ") && !overlap.contains(" imf "), "{overlap}");
    let (_, template, _) = comity_in(folder.path(), &["report", "brief", "--template"]);
    fs::write(folder.path().join("own.md"), template.replace("body.short", "body.shrt")).unwrap();
    let args = ["report", "brief", "sco", "--template", "own.md"];
    let (code, _, complaint) = comity_in(folder.path(), &args);
    assert!(code == Some(2) && complaint.contains("own.md:"), "{complaint}");
}
