//! Reads any text as a file of claims: no panic, and every complaint stands in the text.
#![no_main]

use comity::analysis::claims::Claims;
use comity::document::{Texts, plain};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut texts = Texts::default();
    let Err(found) = plain::read::<Claims>("claims.ron", text, &mut texts) else { return };
    let mut locator = texts.locator();
    for place in found.place.iter() {
        let at = locator.locate(place).expect("a place lies in a file");
        assert!(at.file.text.get(at.range.clone()).is_some(), "{found:?}");
    }
});
