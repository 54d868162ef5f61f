//! Reads any bytes as a CSV table of a world: no panic, and every finding stands in the text.
#![no_main]

use comity::document::read_texts;
use libfuzzer_sys::fuzz_target;

const WORLD: &str = "World(states: {\"a\": (name: \"A\"), \"b\": (name: \"B\")}, bodies: {\"x\": (name: \"X\")}, treaties: {\"t\": (name: \"T\")})";

fuzz_target!(|bytes: &[u8]| {
    let files = vec![("world.ron".to_owned(), WORLD.into()), ("seats.csv".to_owned(), bytes.to_vec())];
    let document = read_texts(files);
    let mut locator = document.texts.locator();
    for finding in &document.diagnostics {
        assert!(!finding.message.is_empty());
        for place in finding.place.iter().chain(finding.also.iter().map(|(place, _)| place)) {
            let at = locator.locate(place).expect("a place lies in a file");
            assert!(at.file.text.get(at.range.clone()).is_some(), "{finding:?}");
        }
    }
});
