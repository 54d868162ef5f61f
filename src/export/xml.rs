//! Text in XML: whatever it holds, the file stays well formed and nothing in it is read as markup.

use super::sink::Sink;

/// Bytes with which a character may begin that needs an escape: U+FFFE and U+FFFF begin with EF.
const NEEDS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, 0..=0x1F | b'"' | b'&' | b'<' | b'>' | 0xEF);
        byte += 1;
    }
    table
};

/// Takes a text as it stands between tags or between double quotes.
///
/// Line breaks and tabs are written as references, as readers make spaces of them in attributes. What no XML may hold,
/// even by reference, becomes U+FFFD: control characters, U+FFFE and U+FFFF.
pub(super) fn escape(sink: &mut Sink<'_>, text: &str) {
    sink.escaped(text, &NEEDS, |letter| match letter {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        '\t' => Some("&#9;"),
        '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => Some("\u{FFFD}"),
        _ => None,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut sink = Sink::new(&mut bytes);
        escape(&mut sink, text);
        sink.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn kept(text: &str) -> String {
        let keep = |c: char| match c {
            '\n' | '\r' | '\t' => c,
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
            c => c,
        };
        text.chars().map(keep).collect()
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in prop_oneof![any::<String>(), "[\\x00-\\x20&<>\"'\\]a\\n\u{FFFD}-\u{FFFF}]*"]) {
            let file = format!("<a b=\"{0}\">{0}</a>", written(&text));
            let document = roxmltree::Document::parse(&file).unwrap();
            let root = document.root_element();
            let kept = kept(&text);
            prop_assert_eq!(root.attribute("b").unwrap_or_default(), kept.as_str());
            prop_assert_eq!(root.text().unwrap_or_default(), kept.as_str());
        }
    }

    #[test]
    fn the_end_of_cdata_and_long_names_do_no_harm() {
        assert_eq!(written("]]> \u{b}\u{FFFF}é"), "]]&gt; \u{FFFD}\u{FFFD}é");
        let long = "x<".repeat(1 << 19);
        assert_eq!(written(&long).len(), long.len() / 2 * 5);
    }
}
