//! Text in JSON.

use super::data::{Cell, Field, Row};
use super::sink::Sink;

const NEEDS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, 0..=0x1F | b'"' | b'\\' | b'<' | 0x7F | 0xE2);
        byte += 1;
    }
    table
};

/// Takes a text with its quotes. Besides what JSON asks for, `<` is escaped, so that the text may stand within a page, and
/// so are the two line breaks that scripts once did not allow in texts.
pub(super) fn string(sink: &mut Sink<'_>, text: &str) {
    const CONTROLS: [&str; 32] = [
        "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007", "\\b", "\\t", "\\n",
        "\\u000b", "\\f", "\\r", "\\u000e", "\\u000f", "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014",
        "\\u0015", "\\u0016", "\\u0017", "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c", "\\u001d", "\\u001e",
        "\\u001f",
    ];
    sink.text("\"");
    sink.escaped(text, &NEEDS, |letter| match letter {
        '"' => Some("\\\""),
        '\\' => Some("\\\\"),
        '<' => Some("\\u003c"),
        '\u{7F}' => Some("\\u007f"),
        '\u{2028}' => Some("\\u2028"),
        '\u{2029}' => Some("\\u2029"),
        letter => CONTROLS.get(letter as usize).copied(),
    });
    sink.text("\"");
}

/// Takes what a row holds; JSON as it is.
pub(super) fn cell(sink: &mut Sink<'_>, cell: &Cell<'_>) {
    match cell {
        Cell::None => sink.text("null"),
        Cell::Text(text) => string(sink, text),
        Cell::Json(text) => sink.text(text),
        Cell::Day(day) => {
            sink.text("\"");
            sink.day(*day);
            sink.text("\"");
        }
        other => sink.cell(other, string),
    }
}

/// Takes the fields of a row that hold something, each after a comma.
pub(super) fn cells<'d>(sink: &mut Sink<'_>, row: Row<'d>, fields: &[Field<'d>]) {
    for field in fields {
        let held = field.cell(row);
        if held.is_some() {
            sink.text(", \"");
            sink.text(field.name);
            sink.text("\": ");
            cell(sink, &held);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_comes_back(text in prop_oneof![any::<String>(), "[\\x00-\\x20\"\\\\<\\x7F\u{2028}\u{2029}a]*"]) {
            let mut bytes = Vec::new();
            let mut sink = Sink::new(&mut bytes);
            string(&mut sink, &text);
            sink.finish().unwrap();
            prop_assert_eq!(serde_json::from_slice::<String>(&bytes).unwrap(), text);
        }
    }
}
