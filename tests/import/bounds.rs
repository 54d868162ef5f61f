//! Hostile and damaged files: each ends in a diagnostic, or in rows that are reported, within bounded memory and time.

use comity::document::{read_paths, read_texts};
use comity::import::fold::{Recipe, fold};
use comity::import::{IMPORTERS, Imported, Input, Limits, Options, import};
use comity::model::Model;
use std::io::{Read, Write};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static KNOWN: LazyLock<Model> = LazyLock::new(|| comity::document::builtin().model);

/// Any two words on a line are an edge, so that nothing can be refused for its form.
const FORMLESS: &[&str] = &["edgelist"];

/// What each importer makes of a file: the code it is refused with, or what it reports.
fn all(name: &str, bytes: &[u8]) -> Vec<(&'static str, Result<Imported, &'static str>)> {
    let mut found = Vec::new();
    for importer in IMPORTERS {
        let begin = Instant::now();
        let result = Input::open(name, bytes.to_vec(), &Limits::default())
            .and_then(|input| import(importer, &[input], &Options::default(), &KNOWN));
        let result = result.map_err(|refused| {
            assert!(!refused.message.is_empty() && refused.help.is_some(), "{}: {}", importer.name, refused.message);
            refused.code.id
        });
        // Generous, as tests share a machine; what is quadratic takes hours.
        assert!(begin.elapsed() < Duration::from_secs(60), "{} takes {:?}", importer.name, begin.elapsed());
        if let Ok(done) = &result {
            let (rows, stored, reported) = done.report.totals();
            assert_eq!(rows, stored + reported, "{}", importer.name);
        }
        found.push((importer.name, result));
    }
    found
}

/// No importer takes anything from such a file.
fn nothing_is_stored(name: &str, bytes: &[u8]) {
    for (importer, result) in all(name, bytes) {
        if let Ok(done) = result {
            let edges = FORMLESS.contains(&importer);
            assert!(edges || done.model.relations().is_empty(), "{importer} finds relations in {name}");
            // A page of nothing is no answer either: something is said of it.
            let told = !done.report.problems.is_empty() || done.report.totals().0 == 0;
            assert!(told || !done.model.entities().is_empty(), "{importer} is silent about {name}");
        }
    }
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(content).unwrap();
    writer.finish().unwrap()
}

#[test]
fn laughs_and_depths_are_refused_by_every_importer() {
    let mut laughs = String::from("<!DOCTYPE x [<!ENTITY l0 \"ha\">");
    for i in 0..10 {
        laughs.push_str(&format!("<!ENTITY l{} \"{}\">", i + 1, format!("&l{i};").repeat(10)));
    }
    laughs.push_str("]><graphml><graph id=\"&l10;\">&l10;</graph></graphml>");
    nothing_is_stored("laughs", laughs.as_bytes());
    nothing_is_stored("elements", "<a>".repeat(300_000).as_bytes());
    nothing_is_stored("lists", "[".repeat(1_000_000).as_bytes());
    nothing_is_stored("objects", "{\"a\":".repeat(300_000).as_bytes());
}

#[test]
fn a_million_columns_are_refused_by_every_table() {
    for (separator, count) in [(",", 1_000_000), ("\t", 30_000), (";", 30_000)] {
        let text = format!("ccode{separator}year{}\n1{separator}2\n", format!("{separator}c").repeat(count));
        for (importer, result) in all("wide", text.as_bytes()) {
            let edges = FORMLESS.contains(&importer);
            assert!(
                edges || result.is_err() || result.is_ok_and(|done| done.model.relations().is_empty()),
                "{importer}"
            );
        }
    }
}

#[test]
fn a_line_of_many_megabytes_is_told() {
    nothing_is_stored("line", &vec![b'x'; 4 << 20]);
    let mut quoted = b"ccode,year,ALLY\n2,1990,\"".to_vec();
    quoted.resize(4 << 20, b'y');
    for (importer, result) in all("quote", &quoted) {
        assert!(result.is_err() || result.is_ok_and(|done| done.model.relations().is_empty()), "{importer}");
    }
}

#[test]
fn what_is_cut_short_or_no_utf_8_is_told() {
    let whole = packed(b"ccode,year,state,ALLY\n2,1990,usa,1\n");
    for cut in [3, 12, whole.len() - 9, whole.len() - 1] {
        assert!(
            all("cut.gz", &whole[..cut]).iter().all(|(_, result)| result.as_ref().is_err_and(|code| *code == "E0703")),
            "{cut}"
        );
    }
    let utf_16: Vec<u8> = "\u{feff}a,b\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(all("wide letters", &utf_16).iter().all(|(_, result)| result.as_ref().is_err_and(|code| *code == "E0703")));
    nothing_is_stored("bytes", &[0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80, b'\n', 0xff, b',', 0xfe, b'\n', 0]);
}

/// A stream that never ends.
struct Endless(u8);

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        into.fill(self.0);
        Ok(into.len())
    }
}

#[test]
fn a_stream_of_events_without_a_line_end_is_refused_soon() {
    let refused =
        |stream: Box<dyn Read + Send>| fold(vec![("events".into(), stream)], &Recipe::default()).unwrap_err().code.id;
    assert_eq!(refused(Box::new(Endless(b'x'))), "E0702", "not even the header ends");
    let then = |start: &[u8], byte: u8| -> Box<dyn Read + Send> {
        Box::new(std::io::Cursor::new(start.to_vec()).chain(Endless(byte)))
    };
    let head: &[u8] = b"date,source,target,relation\n2014-01-01,a,b,";
    assert_eq!(refused(then(head, b'x')), "E0702");
    assert_eq!(refused(then(&[head, b"\""].concat(), b'\n')), "E0702", "an open quote");
    let bomb = packed(&[head, &vec![b'x'; 20 << 20]].concat());
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refused(Box::new(std::io::Cursor::new(bomb))), "E0702", "what is packed is unpacked as it is read");
}

#[test]
fn a_world_is_read_within_bounds_too() {
    let deep = [
        ("[".repeat(500_000), "ron"),
        ("World(".repeat(300_000), "ron"),
        ("/*".repeat(500_000), "ron"),
        ("x".repeat(4 << 20), "ron"),
        (format!("body,who,{}\n", "c,".repeat(1_000_000)), "csv"),
        (format!("body,who\n\"{}", "y".repeat(4 << 20)), "csv"),
    ];
    for (text, ending) in deep {
        let begin = Instant::now();
        let start: String = text.chars().take(20).collect();
        let document = read_texts(vec![(format!("world.{ending}"), text.into_bytes())]);
        assert!(document.diagnostics.has_errors(), "{start}");
        assert!(document.diagnostics.iter().count() < 200, "{start}: the first complaints are enough");
        assert!(begin.elapsed() < Duration::from_secs(60), "{start} takes {:?}", begin.elapsed());
    }
    // A file of a gigabyte without a byte on the disk.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("world.ron");
    std::fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
    let document = read_paths(&[path]).unwrap();
    let codes: Vec<&str> = document.diagnostics.iter().map(|found| found.code.id).collect();
    assert_eq!(codes, ["E0702"]);
}

#[test]
fn what_is_no_text_or_empty_is_said_to_be_so() {
    for (name, bytes) in [("picture", &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..]), ("empty", b""), ("blank", b"\n \r\n")] {
        for (importer, result) in all(name, bytes) {
            assert_eq!(result.err(), Some("E0701"), "{importer}: {name}");
        }
    }
}

#[test]
fn long_cells_and_many_lines_are_refused_soon() {
    let long = "x".repeat(17 << 20);
    for (format, head) in [("csv", "who,body"), ("network-csv", "source,target"), ("factbook", "country,text")] {
        for row in [format!("{long},cica"), format!("kaz,\"{}\"", "nine more\n".repeat(2 << 20))] {
            let input = Input::open("long", format!("{head}\n{row}\n").into_bytes(), &Limits::default()).unwrap();
            let done = import(comity::import::find(format).unwrap(), &[input], &Options::default(), &KNOWN).unwrap();
            assert_eq!(done.report.problems[0].cause, "a cell holds more than 16 MiB", "{format}");
        }
    }
    let line = Input::open("line", format!("kaz chn\n{long} x\n").into_bytes(), &Limits::default()).unwrap();
    let done = import(comity::import::find("edgelist").unwrap(), &[line], &Options::default(), &KNOWN).unwrap();
    assert_eq!(done.report.problems[0].cause, "a line of more than 16 MiB is no edge");
    // What is as long as may be is no name of anybody, and is told by its beginning.
    let name = format!("who,body\n{},cica\n", "y".repeat(1 << 20));
    let input = Input::open("name", name.into_bytes(), &Limits::default()).unwrap();
    let done = import(comity::import::find("csv").unwrap(), &[input], &Options::default(), &KNOWN).unwrap();
    assert!(done.report.problems[0].cause.len() < 100, "{}", done.report.problems[0].cause.len());
    let lines = Input::open("lines", b"x\n".repeat(4_000_001), &Limits::default()).unwrap();
    for importer in IMPORTERS {
        let refused = import(importer, std::slice::from_ref(&lines), &Options::default(), &KNOWN).unwrap_err();
        assert_eq!(refused.code.id, "E0702", "{}", importer.name);
    }
    let matrix = format!("*Vertices 60\n*Matrix\n{}", format!("{}\n", "1 ".repeat(60)).repeat(60));
    let options = Options { limits: Limits { rows: 1000, ..Limits::default() }, ..Options::default() };
    let input = Input::open("matrix", matrix.into_bytes(), &Limits::default()).unwrap();
    let refused = import(comity::import::find("pajek").unwrap(), &[input], &options, &KNOWN).unwrap_err();
    assert_eq!(refused.message, "matrix has more than 1000 edges");
}
