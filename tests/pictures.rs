//! Pictures, each of the table on several worlds: well formed, readable, within their frame, the same twice; and the gallery.
//!
//! `COMITY_REWRITE=1 cargo test pictures` writes the expected SVG and the gallery anew.

use comity::cli::{Surroundings, run};
use comity::draw::{PICTURES, text};
use comity::time::Day;
use roxmltree::{Document, Node};
use std::fs;
use std::path::{Path, PathBuf};

/// One box a line of type.
#[derive(Debug)]
struct Boxed {
    text: String,
    size: f64,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

#[test]
fn examples_are_readable_on_every_sheet() {
    for picture in PICTURES {
        for (i, (_, args)) in picture.examples.iter().enumerate() {
            // One example a picture on every sheet: laying out large networks takes its time.
            let sheets: &[&str] = if i == 0 { &["free", "page --bare", "slide", "column"] } else { &["free"] };
            for sheet in sheets {
                let line = format!("draw {} {args} --fit {sheet}", picture.name);
                let (code, svg, complaint) = comity(&line, &[]);
                if code == 2 && complaint.contains("leave `--fit` out") && *sheet != "free" {
                    continue;
                }
                assert_eq!(code, 0, "{line}: {complaint}");
                readable(&svg, &line);
            }
        }
    }
}

#[test]
fn the_same_picture_comes_twice_and_its_data_too() {
    for (name, args) in examples() {
        let line = format!("draw {name} {args}");
        assert_eq!(comity(&line, &[]), comity(&line, &[]), "{line}");
        for format in ["csv", "json"] {
            let (code, data, complaint) = comity(&format!("{line} -f {format}"), &[]);
            assert!(code == 0 && data.lines().count() > 2, "{line} -f {format}: {complaint}");
        }
    }
}

#[test]
fn pictures_of_a_small_world_are_as_they_were() {
    let world = root().join("tests/pictures/world.ron");
    for (name, args) in small_examples() {
        let (code, svg, complaint) = comity(&format!("draw {name} {args}"), &[&world]);
        assert_eq!(code, 0, "{name} {args}: {complaint}");
        readable(&svg, name);
        // The path of the world and its hash are no part of a picture.
        let svg = svg.replace(&world.display().to_string(), "world.ron");
        let options: String = args.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let file = root().join(format!("tests/pictures/{name}-{}.svg", options.trim_matches('-')));
        expect(&file, &svg);
    }
}

#[test]
fn a_grade_that_is_supposed_is_marked() {
    let world = root().join("tests/pictures/world.ron");
    let green = comity::draw::palette::ADDED.to_string();
    let questions = [
        "network --ego tur",
        "network --ego east",
        "network east --grade any",
        "matrix east",
        "timeline east",
        "tiles east",
    ];
    for question in questions {
        let drawn = |supposed: &str| {
            let (code, svg, complaint) = comity(&format!("draw {question} --as-of 2012-01-01 {supposed}"), &[&world]);
            assert_eq!(code, 0, "{question}: {complaint}");
            svg.matches(&green).count()
        };
        // An observer who would be a member, and one whose seat would be as it is.
        assert_eq!(drawn(""), 0, "{question}");
        assert!(drawn("--suppose 'join tur east'") >= 2, "{question}: the seat and the key");
        assert_eq!(drawn("--suppose 'join tur east as observer'"), 0, "{question}");
    }
}

/// A share beside counts would lie flat on their axis.
#[test]
fn numbers_of_different_kinds_have_axes_of_their_own() {
    for sheet in ["free", "column", "slide"] {
        let line = format!("draw series cica sco 'jaccard(cica,sco)' --as-of 2026-01-01 --fit {sheet}");
        let (code, svg, complaint) = comity(&line, &[]);
        assert_eq!(code, 0, "{complaint}");
        readable(&svg, &line);
        let (mut tops, mut grounds) = (Vec::new(), Vec::new());
        let document = Document::parse(&svg).unwrap();
        for text in document.descendants().filter(|node| node.has_tag_name("text")) {
            match text.text() {
                Some("30" | "0.4") => tops.push(boxed(text).top),
                Some("0") => grounds.push(boxed(text).top),
                _ => {}
            }
        }
        let ordered = tops.len() == 2 && grounds.len() == 2 && tops[0] < grounds[0] && grounds[0] < tops[1];
        assert!(ordered, "{sheet}: {tops:?} {grounds:?}");
    }
}

#[test]
fn names_are_whole_where_there_is_room() {
    for picture in ["heatmap", "matrix union-state commonwealth cis --within members(cis)"] {
        let (code, svg, complaint) = comity(&format!("draw {picture} --as-of 2026-01-01"), &[]);
        assert_eq!(code, 0, "{complaint}");
        let labels: Vec<&str> = svg.split("<text ").skip(1).filter_map(|text| text.split('>').nth(1)).collect();
        assert!(labels.iter().any(|label| label.starts_with("Union State of Russia and Belarus<")), "{picture}");
        let cut: Vec<&&str> = labels.iter().filter(|label| label.contains('…')).collect();
        assert!(cut.is_empty(), "{picture}: {cut:?}");
    }
}

#[test]
fn hostile_names_break_no_picture() {
    let folder = tempfile::tempdir().unwrap();
    let long = "Very ".repeat(40);
    let names = [
        r#"\"Quoted\" & <script>alert(1)</script>"#,
        "]]> --> ?> &amp; &#0;",
        "جمهورية كازاخستان",
        "中华人民共和国",
        "🕊️ Peace 🇰🇿",
        "a\\u{0}b\\u{202E}c\\u{1B}[31m",
        long.as_str(),
        "Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
    ];
    let mut text = fs::read_to_string(root().join("tests/pictures/world.ron")).unwrap();
    let plain = ["Kazakhstan", "Kyrgyzstan", "Uzbekistan", "China", "North", "East", "South", "The great fair"];
    for (name, hostile) in plain.iter().zip(names) {
        text = text.replace(&format!("\"{name}\""), &format!("\"{hostile}\""));
    }
    text = text.replace("Four bodies", "Bodies & <others>");
    let world = folder.path().join("world.ron");
    fs::write(&world, text).unwrap();
    for (name, args) in small_examples() {
        let (code, svg, complaint) = comity(&format!("draw {name} {args}"), &[&world]);
        assert_eq!(code, 0, "{name} {args}: {complaint}");
        assert!(!svg.contains("<script") && !svg.contains('\0') && !svg.contains('\u{202E}'), "{name}");
        readable(&svg, name);
    }
}

#[test]
fn an_option_of_another_picture_is_refused() {
    for picture in PICTURES {
        for option in picture.options {
            let stranger = PICTURES.iter().find(|other| !other.options.contains(option));
            let Some(stranger) = stranger else { continue };
            // A flag or an option with a value: what clap makes of it is not the point here.
            for value in ["", " cica"] {
                let (code, _, complaint) = comity(&format!("draw {} --{option}{value}", stranger.name), &[]);
                assert_eq!(code, 2, "{} --{option}: {complaint}", stranger.name);
            }
        }
    }
}

#[test]
fn the_largest_families_get_colours_first() {
    use comity::draw::palette::{FAMILIES, Families, OTHER};
    let world = comity::document::builtin();
    let find = |slug: &str| world.model.find(slug).unwrap();
    let families = Families::of(&world.model, &[find("asean"), find("csto"), find("cis")]);
    let colour = |slug: &str| families.of_body(&world.model, find(slug));
    assert_eq!((colour("cis"), colour("asean"), colour("un")), (FAMILIES[0], FAMILIES[1], OTHER));
}

#[test]
fn every_living_state_has_a_square_on_the_world_map() {
    use comity::draw::tiles::WORLD;
    let world = comity::document::builtin();
    let today = Day::parse("2026-01-01").unwrap();
    for state in world.model.entities().iter().filter(|entity| entity.kind.as_str() == "state") {
        let lives = state.during.as_ref().is_none_or(|life| life.on(today) == comity::time::Certainty::Surely);
        let code = state.codes.iter().find(|code| code.scheme == "iso2");
        assert!(!lives || code.is_some_and(|code| WORLD.place(&code.code).is_some()), "{} has no square", state.slug);
    }
}

#[test]
fn the_gallery_shows_every_picture() {
    let mut page = String::from(
        "# Gallery\n\nEvery picture of comity, from the shipped world, with the command that draws it. The data behind each \
         come with `-f csv`, `json` or `md` instead.\n",
    );
    for picture in PICTURES.iter().filter(|picture| !picture.examples.is_empty()) {
        page.push_str(&format!("\n## {}\n\n{}.\n", picture.name, capitalised(picture.about)));
        for (file, args) in picture.examples {
            let command = format!("draw {} {args}", picture.name);
            let (code, svg, complaint) = comity(&command, &[]);
            assert_eq!(code, 0, "{command}: {complaint}");
            let title = element(&Document::parse(&svg).unwrap(), "title");
            page.push_str(&format!(
                "\n```console\n$ comity {command} -o {file}.svg\n```\n\n![{title}](gallery/{file}.svg)\n"
            ));
            let path = root().join(format!("docs/gallery/{file}.svg"));
            // A picture of an older world is old, not wrong: it names the graph it was drawn from.
            let hash = comity::document::builtin().texts.hash()[..12].to_owned();
            let known = fs::read_to_string(&path).unwrap_or_default();
            if rewriting() || known.is_empty() || known.contains(&hash) {
                expect(&path, &svg);
            }
        }
    }
    let path = root().join("docs/gallery.md");
    // Titles say what the world held when the page was written.
    let bones = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.starts_with("![")).map(str::to_owned).collect()
    };
    let known = fs::read_to_string(&path).unwrap_or_default();
    if rewriting() || bones(&known) != bones(&page) {
        expect(&path, &page);
    }
}

fn examples() -> impl Iterator<Item = (&'static str, &'static str)> {
    PICTURES.iter().flat_map(|picture| picture.examples.iter().map(|(_, args)| (picture.name, *args)))
}

/// Questions to the small world.
fn small_examples() -> Vec<(&'static str, &'static str)> {
    vec![
        ("upset", "--as-of 2012-01-01"),
        ("upset", "--as-of 2012-01-01 --inclusive --focus east"),
        ("upset", "east south north --grade any --as-of 2018-01-01 --fit column"),
        ("matrix", "--as-of 2024-01-01"),
        ("matrix", "east south tur chn --as-of 2012-01-01 --fit column"),
        ("heatmap", "--as-of 2012-01-01"),
        ("heatmap", "--on states --as-of 2012-01-01 --fit column"),
        ("timeline", "--mark fair,1999-12-31 --as-of 2024-01-01"),
        ("timeline", "east --as-of 2024-01-01 --fit column"),
        ("timeline", "north east --by body --during 1995/2013"),
        ("series", "east north jaccard(east,north) --mark fair --as-of 2024-01-01"),
        ("tiles", "east south --as-of 2012-01-01"),
        ("tiles", "east --map world --days 2001-06-15,2018-01-01,2024-01-01 --fit column"),
        ("matrix", "east north --as-of 2024-01-01 --suppose 'join tur north; leave uzb east'"),
        ("tiles", "east north --as-of 2024-01-01 --suppose 'join tur north; leave uzb east'"),
        ("network", "--as-of 2018-01-01 --grade any"),
        ("network", "--as-of 2018-01-01 --on states --min-shared 1"),
        ("network", "--as-of 2018-01-01 --no-merge --disputes"),
        ("network", "--as-of 2018-01-01 --suppose 'join tur north; leave uzb east'"),
        ("network", "--as-of 2018-01-01 --on bodies --suppose 'join tur north; leave uzb east'"),
        ("network", "--as-of 2018-01-01 --ego uzb --suppose 'leave uzb east'"),
        ("network", "--as-of 2018-01-01 --on states --backbone hypergeometric:0.5"),
        ("upset", "east north --as-of 2024-01-01 --suppose 'join tur north; leave uzb east'"),
        ("heatmap", "east north south --as-of 2024-01-01 --suppose 'join tur north; leave uzb east'"),
        ("series", "north --as-of 2024-01-01 --suppose 'join tur north on 2015-01-01'"),
        ("timeline", "north --as-of 2024-01-01 --suppose 'join tur north on 2015-01-01; leave kgz north'"),
    ]
}

/// Asks in the process; more graphs than none replace the shipped world.
pub(crate) fn comity(line: &str, graphs: &[&Path]) -> (u8, String, String) {
    let around = Surroundings {
        today: Day::parse("2026-01-01").unwrap(),
        graphs: graphs.iter().map(|path| path.to_path_buf()).collect(),
        colour_out: false,
        colour_err: false,
        width: None,
    };
    let words = shlex::split(line).unwrap();
    let args: Vec<std::ffi::OsString> =
        std::iter::once("comity".into()).chain(words.into_iter().map(Into::into)).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run(&args, &around, &mut out, &mut err);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// Well formed, described, no type too small, none outside the frame, no two lines of type on each other.
fn readable(svg: &str, what: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{what}: {error}"));
    let svg_element = document.root_element();
    for word in ["title", "desc"] {
        assert!(!element(&document, word).is_empty(), "{what} has no {word}");
    }
    let frame: Vec<f64> = attribute(svg_element, "viewBox").split(' ').map(|n| n.parse().unwrap()).collect();
    let boxes: Vec<Boxed> = document
        .descendants()
        // A white edge lies under its own words.
        .filter(|node| node.has_tag_name("text") && node.attribute("aria-hidden").is_none())
        .map(boxed)
        .collect();
    assert!(!boxes.is_empty(), "{what} has no words");
    for (i, a) in boxes.iter().enumerate() {
        assert!(a.size >= 7.0, "{what}: `{}` is set in {} pt", a.text, a.size);
        let inside = a.left >= -0.1 && a.top >= -0.1 && a.right <= frame[2] + 0.1 && a.bottom <= frame[3] + 0.1;
        assert!(inside, "{what}: {a:?} leaves the frame {frame:?}");
        for b in &boxes[i + 1..] {
            let apart = a.right <= b.left + 0.1
                || b.right <= a.left + 0.1
                || a.bottom <= b.top + 0.1
                || b.bottom <= a.top + 0.1;
            assert!(apart, "{what}: {a:?} lies on {b:?}");
        }
    }
    for node in document.descendants().filter(Node::is_element) {
        let [x, y] = ["x", "y"].map(|name| node.attribute(name).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0));
        let [w, h] =
            ["width", "height"].map(|name| node.attribute(name).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0));
        if node.has_tag_name("rect") && !node.ancestors().any(|above| above.has_tag_name("defs")) {
            let inside = x >= -0.1 && y >= -0.1 && x + w <= frame[2] + 0.1 && y + h <= frame[3] + 0.1;
            assert!(inside, "{what}: a box at {x},{y} of {w}×{h} leaves the frame {frame:?}");
        }
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on") && attribute.name() != "href", "{what}: {attribute:?}");
            let odd = attribute.value().contains("NaN") || attribute.value().contains("inf");
            assert!(!odd, "{what}: {attribute:?}");
        }
    }
}

fn boxed(node: Node<'_, '_>) -> Boxed {
    let number = |name: &str| attribute(node, name).parse::<f64>().unwrap();
    let (x, y, size) = (number("x"), number("y"), number("font-size"));
    let words: String = node.children().filter(Node::is_text).filter_map(|child| child.text()).collect();
    let width = text::width(&words, size, node.attribute("font-weight") == Some("bold"));
    let before = match node.attribute("text-anchor") {
        Some("middle") => width / 2.0,
        Some("end") => width,
        _ => 0.0,
    };
    let (rise, fall) = (size * 0.72, size * 0.2);
    if node.attribute("transform").is_some_and(|turn| turn.starts_with("rotate(-90")) {
        let bottom = y + before;
        return Boxed { text: words, size, left: x - rise, right: x + fall, top: bottom - width, bottom };
    }
    Boxed { text: words, size, left: x - before, right: x - before + width, top: y - rise, bottom: y + fall }
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attribute(name).unwrap_or_else(|| panic!("<{}> has no {name}", node.tag_name().name()))
}

fn element(document: &Document<'_>, name: &str) -> String {
    let found = document.root_element().children().find(|node| node.has_tag_name(name));
    found.and_then(|node| node.text()).unwrap_or_default().to_owned()
}

/// Compares with a file, or writes it anew.
fn expect(path: &Path, text: &str) {
    if rewriting() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return;
    }
    let known = fs::read_to_string(path).unwrap_or_default();
    let differs = known.lines().zip(text.lines()).position(|(old, new)| old != new);
    let renew = "look at it, then renew it: COMITY_REWRITE=1 cargo test pictures";
    assert!(known == text, "{} differs at line {:?}; {renew}", path.display(), differs.map(|line| line + 1));
}

fn rewriting() -> bool {
    std::env::var_os("COMITY_REWRITE").is_some()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
