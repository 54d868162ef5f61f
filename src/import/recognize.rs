//! What a file is, by its beginning: said when it is given to an importer of something else.

use super::input::{Input, shown};
use super::rows::{has, header};

/// Columns by which a table is known, with the importer that reads it; of several that fit, the first.
const TABLES: &[(&str, &[&str])] = &[
    ("cow-igo", &["ccode", "year", "state"]),
    ("cow-igo", &["ioname", "year"]),
    ("cow-mid", &["dispnum", "ccode", "sidea"]),
    ("cow-mid", &["dispnum", "styear", "hostlev"]),
    ("contiguity", &["state1no", "state2no", "conttype"]),
    ("contiguity", &["statelno", "statehno", "conttype"]),
    ("diplomatic-exchange", &["ccode1", "ccode2", "year", "DR_at_1", "DR_at_2"]),
    ("atop", &["ccode1", "ccode2", "year", "atop_defense"]),
    ("rivalries", &["ccode1", "ccode2", "rivalry"]),
    ("iigo", &["stateID", "igoID", "Begin", "End"]),
    ("factbook", &["country", "org", "note"]),
    ("factbook", &["country", "text"]),
    ("treaty-acts", &["treaty", "participant", "mark"]),
    ("treaty-acts", &["date", "action", "treaty"]),
    ("treaty-acts", &["Participant"]),
    ("un-votes", &["rcid", "vote"]),
    ("un-votes", &["rcid", "date"]),
    ("network-csv", &["source", "target"]),
    ("network-csv", &["id", "label"]),
];

/// What formats other than tables begin with, in small letters.
const MARKS: &[(&str, &str)] =
    &[("graphml", "<graphml"), ("gexf", "<gexf"), ("pajek", "*vertices"), ("nodelink", "\"nodes\"")];

/// The importer that reads such files.
pub(super) fn recognize(input: &Input) -> Option<&'static str> {
    let content = input.content();
    let begin = String::from_utf8_lossy(&content[..content.len().min(4096)]).to_ascii_lowercase();
    let marked = MARKS.iter().find(|(_, mark)| begin.contains(mark)).map(|(name, _)| *name);
    marked.or_else(|| {
        let columns = header(input);
        TABLES.iter().find(|(_, needed)| has(&columns, needed)).map(|(name, _)| *name)
    })
}

/// What a file is instead of what was wanted, in a few words; nothing if there is nothing to say.
pub(super) fn instead(input: &Input) -> String {
    match input.content().iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => "; it is empty".to_owned(),
        Some(b'<') => "; it is XML or HTML".to_owned(),
        Some(b'{' | b'[') => "; it is JSON".to_owned(),
        Some(_) => match header(input).as_slice() {
            [] | [_] => String::new(),
            columns => format!("; it has the columns {}", shown(columns)),
        },
    }
}

/// Why bytes are no text that any importer could read.
pub(super) fn no_text(input: &Input) -> Option<&'static str> {
    let content = input.content();
    if content.iter().all(u8::is_ascii_whitespace) {
        return Some("is empty");
    }
    // Names further on may hold anything.
    let begin = &content[..content.len().min(16)];
    let known = [&b"%PDF-"[..], b"GIF8", b"\xff\xd8\xff"];
    let is_other = begin.contains(&0) || known.iter().any(|start| begin.starts_with(start));
    is_other.then_some("holds no text: it may be a picture or a document")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Limits;

    #[test]
    fn samples_are_known_by_their_beginnings() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/samples");
        let mut known = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().trim_end_matches("-calls");
            let input = Input::open("x", std::fs::read(&path).unwrap(), &Limits::default()).unwrap();
            // Any table is `csv`, and any two words are an edge.
            if !["csv", "edgelist"].contains(&name) {
                assert_eq!(recognize(&input), Some(name), "{}", path.display());
                known += 1;
            }
        }
        assert!(known > 14);
    }

    #[test]
    fn what_is_no_text_is_told() {
        let input = |bytes: &[u8]| Input { name: "x".into(), bytes: bytes.to_vec(), ..Input::default() };
        assert_eq!(no_text(&input(b" \n")), Some("is empty"));
        assert!(no_text(&input(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")).is_some());
        assert_eq!(no_text(&input(b"a,b\n")), None);
        assert_eq!(instead(&input(b"a,b\n1,2\n")), "; it has the columns a, b");
        assert_eq!(instead(&input(b"plain words\n")), "");
    }
}
