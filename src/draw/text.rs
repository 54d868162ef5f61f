//! How wide type is: the advance widths of Arial, which Helvetica and Liberation Sans share, in a table.
//!
//! No font library and no font file are needed to place a label, so a picture is the same on every machine.
//! Letters with accents are as wide as those without, ideographs and emoji take one em, and letters of scripts
//! outside the table are taken a little wider than they mostly are, so that labels keep apart.

use unicode_width::UnicodeWidthChar;

/// Advance widths of the printable characters of ASCII, in thousandths of the size.
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// The same for bold type.
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
];

/// How wide a line of type is, in points.
///
/// ```
/// use comity::draw::text::width;
/// assert_eq!(width("CICA", 10.0, false), 7.22 + 2.78 + 7.22 + 6.67);
/// assert_eq!(width("中国", 10.0, false), 20.0);
/// ```
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: u64 = text.chars().map(|c| u64::from(advance(shown(c), bold))).sum();
    thousandths as f64 * size / 1000.0
}

fn advance(c: char, bold: bool) -> u16 {
    let table = if bold { &BOLD } else { &REGULAR };
    if let Some(i) = (c as usize).checked_sub(0x20)
        && let Some(width) = table.get(i)
    {
        return *width;
    }
    match c {
        '\u{2013}' | '\u{201C}'..='\u{201F}' => 556,
        '\u{2018}'..='\u{201B}' | '\u{A0}' => 278,
        '·' => 333,
        '\u{2014}' | '…' => 1000,
        '×' | '−' | '±' | '≤' | '≥' => 584,
        '•' => 350,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => accented(c, table),
        // Cyrillic: capitals are wide, some of them very.
        '\u{400}'..='\u{42F}' => 860,
        '\u{430}'..='\u{52F}' => 620,
        '\u{370}'..='\u{3FF}' => 640,
        _ => match c.width() {
            Some(0) | None => 0,
            Some(1) if c == '\u{FFFD}' => 1000,
            Some(1) => 700,
            Some(_) => 1000,
        },
    }
}

/// As wide as the letter without its accent.
fn accented(c: char, table: &[u16; 95]) -> u16 {
    let plain = deunicode::deunicode_char(c).unwrap_or("M");
    let widths = plain.chars().filter_map(|c| (c as usize).checked_sub(0x20).and_then(|i| table.get(i)));
    widths.sum::<u16>().max(222)
}

/// The text on one line, cut to a width and ended by "…" if it is longer; after a word, if one ends in its second half.
///
/// ```
/// use comity::draw::text::{shortened, width};
/// assert_eq!(shortened("Kazakhstan", 8.0, false, 100.0), "Kazakhstan");
/// assert_eq!(shortened("Union State of Russia and Belarus", 8.0, false, 80.0), "Union State…");
/// assert_eq!(shortened("Interparliamentary", 8.0, false, 40.0), "Interparli…");
/// ```
pub fn shortened(text: &str, size: f64, bold: bool, room: f64) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = width("…", size, bold);
    for c in text.chars() {
        used += f64::from(advance(shown(c), bold)) * size / 1000.0;
        if used > room {
            break;
        }
        short.push(c);
    }
    // A word cut in two reads as another word, and a small word at the end as a slip.
    let is_cut = text[short.len()..].starts_with(|c: char| !c.is_whitespace());
    if is_cut && let Some(end) = short.rfind(' ').filter(|end| *end * 2 >= short.len()) {
        short.truncate(end);
    }
    for small in [" and", " the", " of"] {
        short.truncate(short.strip_suffix(small).unwrap_or(&short).len());
    }
    short.truncate(short.trim_end_matches([' ', ',', ';', '-']).len());
    short.push('…');
    short
}

/// Breaks a text into lines of at most a width, at spaces; a word that is longer than a line is broken anywhere.
///
/// ```
/// let lines = comity::draw::text::wrapped("Kuwait, Oman, Qatar, Saudi Arabia", 8.0, false, 70.0);
/// assert_eq!(lines, ["Kuwait, Oman,", "Qatar, Saudi", "Arabia"]);
/// ```
pub fn wrapped(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&joined, size, bold) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if width(&line, size, bold) > room && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A text that can stand in a picture: line ends become spaces, and characters that have no form of their own, or
/// that would turn what follows, are shown as �.
pub fn printable(text: &str) -> String {
    text.chars().map(shown).collect()
}

fn shown(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' => ' ',
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}' => {
            '\u{FFFD}'
        }
        c if c.is_control() => '\u{FFFD}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_marks_and_other_scripts_have_widths() {
        assert_eq!(width("é", 1000.0, false), width("e", 1000.0, false));
        assert_eq!(width("Ž", 1000.0, true), width("Z", 1000.0, true));
        assert_eq!(width("e\u{301}", 1000.0, false), 556.0);
        for other in ["ж", "β", "ع", "한", "🕊", "ß", "Æ"] {
            let width = width(other, 1000.0, false);
            assert!((222.0..=1500.0).contains(&width), "{other} {width}");
        }
    }

    #[test]
    fn no_line_is_wider_than_its_room() {
        let long = "a".repeat(200);
        for text in ["one two three four", long.as_str(), "中国中国中国中国中国中国", ""] {
            for line in wrapped(text, 9.0, true, 40.0) {
                assert!(width(&line, 9.0, true) <= 40.0, "{line}");
            }
            assert!(width(&shortened(text, 9.0, false, 40.0), 9.0, false) <= 40.0);
        }
        assert_eq!(wrapped("aa bb", 9.0, false, 1.0), ["a", "a", "b", "b"]);
    }

    #[test]
    fn what_cannot_be_shown_is_replaced() {
        assert_eq!(width("\0", 10.0, false), 10.0);
        assert_eq!(printable("a\0b\u{202E}c\nd\u{1b}"), "a\u{FFFD}b\u{FFFD}c d\u{FFFD}");
    }
}
