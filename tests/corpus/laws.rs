//! Laws of reading: no edit of a good world makes a panic, reading is the same every time, and every
//! planted mistake is found where it was planted.

use super::lint;
use comity::document::{Document, read_texts};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

const GOOD: &str = include_str!("ok-every-section.ron");

/// What a hand or a merge leaves behind.
const TOKENS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "'",
    "#",
    "//",
    "/*",
    "*/",
    "r#\"",
    "Some(",
    "None",
    "()",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "é",
    "中",
    "🇰🇿",
    "World(",
    "Member(",
    "who",
    "during:",
    "src: \"x\",",
    "\"kaz\"",
    "\"\"",
    "-1",
    "99999999999999999999",
    "1.5e400",
    "true",
    "..",
    "/",
    "2014",
    "<<<<<<< HEAD\n",
];

#[derive(Debug, Clone)]
enum Edit {
    Delete(Index, usize),
    Byte(Index, u8),
    Insert(Index, &'static str),
    Replace(Index, usize, &'static str),
    /// Takes a stretch and puts it elsewhere.
    Copy(Index, usize, Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    let token = || prop::sample::select(TOKENS);
    prop_oneof![
        (at(), 1_usize..40).prop_map(|(at, length)| Edit::Delete(at, length)),
        (at(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte(at, byte)),
        (at(), token()).prop_map(|(at, token)| Edit::Insert(at, token)),
        (at(), 1_usize..12, token()).prop_map(|(at, length, token)| Edit::Replace(at, length, token)),
        (at(), 1_usize..200, at()).prop_map(|(from, length, to)| Edit::Copy(from, length, to)),
    ]
}

fn edited(edits: &[Edit]) -> Vec<u8> {
    let mut text = GOOD.as_bytes().to_vec();
    for edit in edits {
        let stretch = |at: &Index, length: usize, text: &[u8]| {
            let start = at.index(text.len() + 1);
            start..(start + length).min(text.len())
        };
        match edit {
            Edit::Delete(at, length) => drop(text.splice(stretch(at, *length, &text), [])),
            Edit::Byte(at, byte) => drop(text.splice(stretch(at, 1, &text), [*byte])),
            Edit::Insert(at, token) => drop(text.splice(stretch(at, 0, &text), token.bytes())),
            Edit::Replace(at, length, token) => drop(text.splice(stretch(at, *length, &text), token.bytes())),
            Edit::Copy(from, length, to) => {
                let copied = text[stretch(from, *length, &text)].to_vec();
                drop(text.splice(stretch(to, 0, &text), copied));
            }
        }
    }
    text
}

fn read(bytes: &[u8]) -> Document {
    let mut document = read_texts(vec![("world.ron".to_owned(), bytes.to_vec())]);
    document.diagnostics.extend(comity::lint::lint(&document.model));
    document
}

fn check_places(document: &Document) {
    let mut locator = document.texts.locator();
    for finding in &document.diagnostics {
        for place in finding.place.iter().chain(finding.also.iter().map(|(place, _)| place)) {
            let at = locator.locate(place).expect("every place lies in a file");
            assert!(at.file.text.get(at.range.clone()).is_some(), "{finding:?}");
        }
        assert!(!finding.message.is_empty() && !finding.message.ends_with('.'), "{finding:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn no_edit_makes_a_panic(edits in prop::collection::vec(edit(), 1..6)) {
        let bytes = edited(&edits);
        let (first, second) = (read(&bytes), read(&bytes));
        prop_assert_eq!(&first.diagnostics, &second.diagnostics);
        check_places(&first);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_broken_world_can_be_shown(edits in prop::collection::vec(edit(), 1..6)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("world.ron");
        std::fs::write(&path, edited(&edits)).unwrap();
        for format in ["text", "json"] {
            prop_assert!(!lint(&path, format).is_empty());
        }
    }

    #[test]
    fn every_planted_mistake_is_found_and_no_other(chosen in subsequence(MISTAKES, 1..=MISTAKES.len())) {
        let mut text = GOOD.to_owned();
        for (good, bad, _) in &chosen {
            prop_assert_eq!(text.matches(good).count(), 1, "{}", good);
            text = text.replacen(good, bad, 1);
        }
        let document = read(text.as_bytes());
        let mut locator = document.texts.locator();
        let mut found: Vec<(usize, &str)> = document.diagnostics.iter().map(|finding| {
            (locator.locate(finding.place.as_ref().unwrap()).unwrap().line, finding.code.id)
        }).collect();
        let line = |bad: &str| text[..text.find(bad).unwrap()].matches('\n').count() + 1;
        let mut planted: Vec<(usize, &str)> = chosen.iter().map(|(_, bad, code)| (line(bad), *code)).collect();
        found.sort_unstable();
        planted.sort_unstable();
        prop_assert_eq!(found, planted);
    }
}

/// A text of the good world, what is written instead, and the one finding it must give.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("title: \"A good world\"", "titel: \"A good world\"", "E0102"),
    ("kind: Official, publisher", "kind: Offical, publisher", "E0105"),
    ("date: \"2002-06-04\", url", "date: \"2002-6-4\", url", "E0301"),
    ("\"iso3\": \"KAZ\"", "\"iso2\": \"KAZ\"", "E0107"),
    ("aka: [\"Kirghizia\"", "aka: [12", "E0104"),
    ("during: \"1991-08-31/..\"", "during: \"1991-31-08/..\"", "E0301"),
    ("during: \"1922-12-30/1991-12-25\"", "during: \"1991-12-25/1922-12-30\"", "E0302"),
    ("family: \"pan-asian\"", "family: 7", "E0104"),
    ("who: \"kaz kgz\", during: \"1999-09-14/..\"", "who: \"kaz kgzz\", during: \"1999-09-14/..\"", "E0201"),
    ("Observer(who: \"uzb\"", "Observr(who: \"uzb\"", "E0105"),
    ("during: \"2002-06-04/..\", src: \"list\", note", "durin: \"2002-06-04/..\", src: \"list\", note", "E0102"),
    ("depth: Declared", "depth: Deep", "E0105"),
    ("proposed: [(who: \"kaz\", on: \"1992-10-05\"", "proposed: [(on: \"1992-10-05\"", "E0103"),
    ("Member(who: \"kaz kgz uzb\"", "Member(who: \"kaz almaty-act uzb\"", "E0205"),
    ("jointly: true", "jointly: yes", "E0104"),
    ("topics: [\"security\"]", "topics: [\"secrity\"]", "E0201"),
    ("Ratified(who: \"kaz\"", "Ratified(who: \"\"", "E0207"),
    ("name: \"A border\"", "name: \"A border\", name: \"The border\"", "E0106"),
    ("name: \"A road\"", "name: \"A road\", length: 12", "E0102"),
    ("person: \"nazarbayev\"", "person: \"nazarbaev\"", "E0201"),
    ("\"asia\": (name: \"Asia\")", "\"asia\": (nam: \"Asia\")", "E0102"),
    ("mode: \"water\"", "mode: [\"water\"]", "E0104"),
    ("Stance(who: \"kaz\", on: \"road\"", "Stance(who: \"kaz\"", "E0103"),
    ("issue: \"security/drugs\", intensity: 0.8", "issue: \"security/drugs\", intensity: \"high\"", "E0104"),
];
