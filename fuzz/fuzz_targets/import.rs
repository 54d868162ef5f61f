//! Reads any bytes as any foreign format: no panic, every row accounted for, and what is written reads back.
#![no_main]

use comity::document::{read_texts, write};
use comity::import::{IMPORTERS, Input, Limits, Make, Options, import};
use comity::model::Model;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KNOWN: LazyLock<Model> = LazyLock::new(|| comity::document::builtin().model);

fuzz_target!(|bytes: &[u8]| {
    let Some((which, content)) = bytes.split_first() else { return };
    let importer = &IMPORTERS[usize::from(*which) % IMPORTERS.len()];
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
