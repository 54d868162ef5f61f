//! Reads any text as a world: no panic, every finding stands in the text, and reading again finds the same.
#![no_main]

use comity::document::read_texts;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let read = || {
        let mut document = read_texts(vec![("world.ron".to_owned(), bytes.to_vec())]);
        document.diagnostics.extend(comity::lint::lint(&document.model));
        document
    };
    let document = read();
    let mut locator = document.texts.locator();
    for finding in &document.diagnostics {
        assert!(!finding.message.is_empty());
        for place in finding.place.iter().chain(finding.also.iter().map(|(place, _)| place)) {
            let at = locator.locate(place).expect("a place lies in a file");
            assert!(at.file.text.get(at.range.clone()).is_some(), "{finding:?}");
            assert!(at.line >= 1 && at.column >= 1);
        }
    }
    assert_eq!(document.diagnostics, read().diagnostics);
});
