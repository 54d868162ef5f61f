//! Workbooks: days, errors, merged cells and rows as the sheet numbers them, and hostile archives that end in a diagnostic.
#![cfg(feature = "xlsx")]

use comity::import::{Imported, Input, Limits, Options, find, import};
use comity::model::Model;
use std::io::{Cursor, Write};
use std::sync::LazyLock;
use zip::write::{SimpleFileOptions, ZipWriter};

static KNOWN: LazyLock<Model> = LazyLock::new(|| comity::document::builtin().model);

/// What `make_workbook.py` writes.
const SEATS: &[u8] = include_bytes!("seats.xlsx");
const MAP: &str = "who=iso3,body=org,from=start,to=end,grade=type";

fn read(format: &str, bytes: &[u8], sheet: Option<&str>, map: &str) -> Result<Imported, String> {
    let options = Options { map: Some(map.to_owned()), ..Options::default() };
    let limits = Limits { bytes: 1 << 22, ..Limits::default() };
    let told = |found: Box<comity::diagnostic::Diagnostic>| {
        assert!(found.help.is_some() || found.suggestion.is_some(), "{}", found.message);
        format!("{}: {}", found.code.id, found.message)
    };
    let input = Input::open_sheet("seats.xlsx", bytes.to_vec(), sheet, &limits).map_err(told)?;
    let done = import(find(format).unwrap(), &[input], &options, &KNOWN).map_err(told)?;
    let (rows, stored, reported) = done.report.totals();
    assert_eq!(rows, stored + reported);
    Ok(done)
}

/// A workbook of one sheet, of other parts, or of other texts that cells share.
fn book(sheet: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let rows = format!("<worksheet><sheetData>{sheet}</worksheet>");
    let rels = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet";
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let usual = [
        (
            "_rels/.rels",
            format!(
                r#"<Relationships><Relationship Type="{kind}/officeDocument" Target="xl/workbook.xml"></Relationship></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="S" sheetId="1" r:id="r1"></sheet></sheets></workbook>"#.to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships><Relationship Id="r1" Type="{kind}/worksheet" Target="worksheets/s.xml"></Relationship></Relationships>"#
            ),
        ),
        ("xl/worksheets/s.xml", rows),
        (
            "[Content_Types].xml",
            format!(r#"<Types><Override PartName="/xl/worksheets/s.xml" ContentType="{rels}"></Override></Types>"#),
        ),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let usual = usual.iter().map(|(path, text)| (*path, text.as_str()));
    for (path, text) in usual.chain(parts.iter().copied()) {
        archive.start_file(path, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A row with cells as they stand in XML.
fn row(number: u32, cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| format!("<c t=\"str\"><v>{text}</v></c>")).collect();
    format!("<row r=\"{number}\">{}</row>", cells.concat())
}

#[test]
fn rows_of_a_sheet_are_stored_or_told_by_cell() {
    let done = read("csv", SEATS, Some("Seats 2014"), MAP).unwrap();
    let model = &done.model;
    let mut seats: Vec<String> = model
        .relations()
        .iter()
        .map(|r| format!("{} {} {} {}", model.entity(r.from).slug, model.entity(r.to).slug, r.detail_text(), r.during))
        .collect();
    seats.sort();
    let expected = [
        "chn sco member 2001/",
        "irn sco observer 2005-07-05/",
        "kaz cica member 1999-09-14/..",
        "rus sco member 2001-06-15/",
    ];
    assert_eq!(seats, expected);
    let told: Vec<(usize, &str)> = done.report.problems.iter().map(|p| (p.line, p.cause.as_str())).collect();
    let expected = [
        (7, "'Seats 2014'!B7 is merged with B6; part them and write the value into each"),
        (8, "'Seats 2014'!A8: `who` is missing"),
        (9, "'Seats 2014'!C9 holds the error #REF!"),
        (10, "'Seats 2014'!E10: `king` is no grade of a seat"),
        (11, "'Seats 2014'!E11: `observer since Tashkent` is no grade of a seat"),
        (12, "'Seats 2014'!D12: `2005-07-05/2004-07-05`: this ends before it starts"),
        (13, "'Seats 2014'!C13: `05/06/2005` is no date"),
        (14, "'Seats 2014'!A14: nobody is called `Atlantis`"),
    ];
    assert_eq!(told, expected);
    assert_eq!(done.report.totals(), (12, 4, 8));
}

#[test]
fn a_sheet_is_found_by_name_and_number() {
    for sheet in ["2", "seats 2014"] {
        assert_eq!(read("csv", SEATS, Some(sheet), MAP).unwrap().report.totals().0, 12, "{sheet}");
    }
    assert_eq!(read("csv", SEATS, Some("old"), "").unwrap().report.totals(), (1, 1, 0));
    let told = read("csv", SEATS, Some("4"), MAP).unwrap_err();
    assert_eq!(told, "E0505: seats.xlsx has no sheet `4`; it has Read me, Seats 2014, Old");
    assert!(read("csv", b"a,b\n", Some("1"), "").unwrap_err().starts_with("E0505: seats.xlsx is no workbook"));
    // The first sheet has no seats, and the message says which columns it has.
    assert!(read("csv", SEATS, None, "who=iso3").unwrap_err().starts_with("E0704: "));
    assert!(read("pajek", SEATS, Some("2"), "").unwrap_err().starts_with("E0701: "));
}

#[test]
fn the_sheets_that_were_not_read_are_told_and_networks_read_sheets_too() {
    let edges = row(1, &["source", "target"]) + &row(2, &["fra", "deu"]) + &row(5, &["fra"]) + "</sheetData>";
    let done = read("network-csv", &book(&edges, &[]), None, "").unwrap();
    assert_eq!(done.model.relations().len(), 1);
    assert_eq!(done.report.problems[0].line, 5);
    assert!(done.report.notes.is_empty());
    let done = read("network-csv", SEATS, None, "");
    assert!(done.is_err(), "the first sheet is read, which is no network");
}

#[test]
fn workbooks_that_are_cut_short_or_altered_are_refused_or_read() {
    for end in (4..SEATS.len()).step_by(211) {
        let told = read("csv", &SEATS[..end], Some("2"), MAP).unwrap_err();
        assert!(told.starts_with("E0703: "), "cut at {end}: {told}");
    }
    let mut bytes = SEATS.to_vec();
    for (round, at) in (0..SEATS.len()).step_by(37).enumerate() {
        bytes[at] ^= 1 << (round % 8);
        // Whatever comes of it, it is no panic.
        let _ = read("csv", &bytes, Some("2"), MAP);
        bytes[at] = SEATS[at];
    }
}

#[test]
fn the_cells_of_a_hostile_sheet_end_in_a_diagnostic() {
    let head = row(1, &["who", "body"]);
    let sheet =
        |rest: &str| read("csv", &book(&format!("{head}{rest}"), &[]), None, "").map(|done| done.report.totals());
    let end = "</sheetData>";
    assert_eq!(sheet(&(row(2, &["kaz", "cica"]) + end)), Ok((1, 1, 0)));
    let cell = |place: &str| format!("<row><c r=\"{place}\" t=\"str\"><v>x</v></c></row>{end}");
    for (rest, code) in [
        (row(2, &["kaz", "cica"]), "E0703"),
        (cell("AAAAAAAAAAAAAAA2"), "E0703"),
        (cell("A99999999999999"), "E0703"),
        (cell("A4000000000"), "E0703"),
        (cell("A1048577"), "E0703"),
        (cell("A1"), "E0703"),
        (cell("AZZZ2"), "E0702"),
        (format!("<row r=\"2\"><c t=\"e\"><v>#SPILL!</v></c></row>{end}"), "E0703"),
        (format!("<row r=\"2\"><c t=\"s\"><v>7</v></c></row>{end}"), "E0703"),
        (format!("<row r=\"2\"><c t=\"n\"><v>one</v></c></row>{end}"), "E0703"),
        (format!("<row r=\"2\"><c><oops></oops></c></row>{end}"), "E0703"),
    ] {
        let told = sheet(&rest).unwrap_err();
        assert!(told.starts_with(code), "{rest}: {told}");
    }
    let told = sheet(&format!("<row r=\"2\"><c t=\"e\"><v>#SPILL!</v></c></row>{end}")).unwrap_err();
    assert!(told.contains("after row 1"), "{told}");
    // Twenty times all cells of a sheet, merged.
    let last = format!("<row r=\"1048576\"><c t=\"str\"><v>x</v></c></row>{end}");
    let merged = format!("<mergeCells>{}</mergeCells>", "<mergeCell ref=\"A1:XFD1048576\"></mergeCell>".repeat(20));
    assert!(sheet(&format!("{last}{merged}")).unwrap_err().starts_with("E0702"));
    // A row as wide as can be, many times, is more text than may be.
    let wide: Vec<String> =
        (2..300).map(|n| format!("<row r=\"{n}\"><c r=\"XFD{n}\" t=\"str\"><v>x</v></c></row>")).collect();
    assert!(sheet(&(wide.concat() + end)).unwrap_err().starts_with("E0702"));
}

#[test]
fn a_bomb_is_measured_before_it_is_read() {
    let large = " ".repeat(3 << 20);
    let done = read("csv", &book(&(row(1, &["who", "body"]) + &large + "</sheetData>"), &[]), None, "");
    assert_eq!(done.unwrap_err(), "E0702: seats.xlsx holds more than 2 MiB");
    // Styles take many times their text, so that less is allowed.
    for path in ["xl/styles.xml", "xl/other.rels"] {
        let bomb = book("</sheetData>", &[(path, &large[..100_000])]);
        assert!(bomb.len() < 20_000);
        assert!(read("csv", &bomb, None, "").unwrap_err().starts_with("E0702"), "{path}");
    }
    // Pictures are not read, and only count.
    let done = read("csv", &book("</sheetData>", &[("xl/media/a.png", &large[..100_000])]), None, "");
    assert_eq!(done.unwrap_err(), "E0701: seats.xlsx is empty");
}
