//! Reads any bytes as a workbook: no panic, every row accounted for.
//!
//! The first two numbers cut the rest into three texts, which become parts of an archive: texts that cells share, styles, and a sheet. So
//! the readers of XML are reached, and not the checksum of the archive alone. What begins as an archive is one.
#![no_main]

use comity::import::{Input, Limits, Make, Options, find, import};
use comity::model::Model;
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use std::sync::LazyLock;
use zip::write::{SimpleFileOptions, ZipWriter};

static KNOWN: LazyLock<Model> = LazyLock::new(|| comity::document::builtin().model);

const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn archive(shared: &[u8], styles: &[u8], sheet: &[u8]) -> Option<Vec<u8>> {
    let rels = |items: &str| format!("<Relationships>{items}</Relationships>");
    let rel = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{KIND}/{kind}" Target="{target}"></Relationship>"#)
    };
    let of_book = [
        rel("r1", "worksheet", "worksheets/s.xml"),
        rel("r2", "sharedStrings", "sharedStrings.xml"),
        rel("r3", "styles", "styles.xml"),
    ];
    let parts = [
        ("_rels/.rels", rels(&rel("r0", "officeDocument", "xl/workbook.xml")).into_bytes()),
        (
            "xl/workbook.xml",
            br#"<workbook><sheets><sheet name="S" sheetId="1" r:id="r1"></sheet></sheets></workbook>"#.to_vec(),
        ),
        ("xl/_rels/workbook.xml.rels", rels(&of_book.concat()).into_bytes()),
        ("xl/sharedStrings.xml", shared.to_vec()),
        ("xl/styles.xml", styles.to_vec()),
        ("xl/worksheets/s.xml", sheet.to_vec()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in parts {
        archive.start_file(path, SimpleFileOptions::default()).ok()?;
        archive.write_all(&text).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 22, ..Limits::default() };
    let made = match bytes {
        [b'P', b'K', ..] => Some(bytes.to_vec()),
        [a, b, rest @ ..] => {
            let (shared, rest) = rest.split_at(usize::from(*a).min(rest.len()));
            let (styles, sheet) = rest.split_at(usize::from(*b).min(rest.len()));
            archive(shared, styles, sheet)
        }
        _ => None,
    };
    let Some(whole) = made else { return };
    let Ok(input) = Input::open("fuzz", whole, &limits) else { return };
    let options = Options { map: Some("who=iso3,body=org".to_owned()), make: Make::All, limits, ..Options::default() };
    let Some(csv) = find("csv") else { return };
    let Ok(done) = import(csv, &[input], &options, &KNOWN) else { return };
    let (rows, stored, reported) = done.report.totals();
    assert_eq!(rows, stored + reported);
});
