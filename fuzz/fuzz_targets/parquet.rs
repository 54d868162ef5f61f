//! Reads any bytes as a Parquet file: no panic, no more memory than the bounds allow, every row accounted for, and twice the same.
//!
//! Bytes that are no such file are taken for the description at its end, which is what a fuzzer would hardly get right by itself.
#![no_main]

use comity::import::{Input, Limits, Make, Options, find, import};
use comity::model::Model;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KNOWN: LazyLock<Model> = LazyLock::new(|| comity::document::builtin().model);

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 22, rows: 10_000, ..Limits::default() };
    let mut whole = bytes.to_vec();
    if !bytes.ends_with(b"PAR1") {
        whole = [b"PAR1", bytes, &(bytes.len() as u32).to_le_bytes(), b"PAR1"].concat();
    }
    let open = || Input::open("fuzz", whole.clone(), &limits);
    let input = open();
    assert_eq!(input, open());
    let Ok(input) = input else { return };
    let options = Options {
        map: Some("who=iso3,body=org".to_owned()),
        make: Make::All,
        limits,
        ..Options::default()
    };
    let Some(csv) = find("csv") else { return };
    let Ok(done) = import(csv, &[input], &options, &KNOWN) else { return };
    let (rows, stored, reported) = done.report.totals();
    assert_eq!(rows, stored + reported);
});
