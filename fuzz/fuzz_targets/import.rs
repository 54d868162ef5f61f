//! Reads any bytes as any foreign format: no panic, every row accounted for, and what is written reads back.
//!
//! The first line names the format, so that seeds can be written by hand; of any other line its length tells which it is.
#![no_main]

use comity::document::{read_texts, write};
use comity::import::{IMPORTERS, Input, Limits, Make, Options, find, import};
use comity::model::Model;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KNOWN: LazyLock<Model> = LazyLock::new(|| comity::document::builtin().model);

fuzz_target!(|bytes: &[u8]| {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (head, content) = (&bytes[..end], bytes.get(end + 1..).unwrap_or_default());
    let named = std::str::from_utf8(head).ok().and_then(find);
    let importer = named.unwrap_or(&IMPORTERS[head.len() % IMPORTERS.len()]);
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    let Ok(input) = Input::open("fuzz", content.to_vec(), &limits) else { return };
    let options = Options { make: Make::All, limits, ..Options::default() };
    let Ok(done) = import(importer, &[input], &options, &KNOWN) else { return };
    let (rows, stored, reported) = done.report.totals();
    assert_eq!(rows, stored + reported, "{}", importer.name);
    let text = write::text(&done.model);
    let back = read_texts(vec![("world.ron".to_owned(), text.clone().into_bytes())]);
    assert!(!back.diagnostics.has_errors(), "{}: {:?}", importer.name, back.diagnostics.iter().next());
    assert_eq!(write::text(&back.model), text, "{}", importer.name);
});
