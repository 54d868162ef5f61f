//! Names, white space and escapes of RON, without the `ron` crate.

use std::borrow::Cow;

/// White space of RON beyond ASCII.
pub(super) fn is_far_space(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
}

/// The length of the identifier that a text begins with; zero if it begins with anything else.
pub(super) fn identifier_len(text: &str) -> usize {
    let rest_of_name = |from: usize, raw: bool| {
        let more = text[from..].find(|c: char| match c {
            '.' | '+' | '-' => !raw,
            // Wider than Unicode's identifiers, which need a table; the reader judges the name.
            _ if c.is_ascii() => !(c.is_ascii_alphanumeric() || c == '_'),
            _ => c.is_whitespace() || is_far_space(c),
        });
        from + more.unwrap_or(text.len() - from)
    };
    match text.as_bytes() {
        [b'b' | b'r', b'"', ..] | [b'b', b'\'', ..] | [b'b', b'r', b'"' | b'#', ..] | [b'r', b'#', b'"' | b'#', ..] => {
            0
        }
        [b'r', b'#', ..] => Some(rest_of_name(2, true)).filter(|&len| len > 2).unwrap_or(0),
        [b'a'..=b'z' | b'A'..=b'Z' | b'_', ..] => rest_of_name(1, false),
        _ => match text.chars().next() {
            // `℘` and `℮` begin identifiers by decree.
            Some(c) if !c.is_ascii() && (c.is_alphabetic() || matches!(c, '℘' | '℮')) => {
                rest_of_name(c.len_utf8(), false)
            }
            _ => 0,
        },
    }
}

/// The text that quoted text stands for; none if it is not quoted or an escape means nothing.
pub(super) fn unescape(written: &str) -> Option<Cow<'_, str>> {
    if let Some(raw) = written.strip_prefix('r') {
        let hashes = raw.bytes().take_while(|&byte| byte == b'#').count();
        let text = raw.get(hashes..raw.len().checked_sub(hashes)?)?;
        return Some(Cow::Borrowed(text.strip_prefix('"')?.strip_suffix('"')?));
    }
    let text = written.strip_prefix('"')?.strip_suffix('"')?;
    if !text.contains('\\') {
        return Some(Cow::Borrowed(text));
    }
    // Bytes, as `\x` writes one byte of a character.
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let mut chars = rest[at + 1..].chars();
        let escape = chars.next()?;
        rest = chars.as_str();
        match escape {
            '\'' | '"' | '\\' => bytes.push(escape as u8),
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            't' => bytes.push(b'\t'),
            '0' => bytes.push(b'\0'),
            'x' => {
                bytes.push(hexadecimal(rest.get(..2)?)? as u8);
                rest = &rest[2..];
            }
            'u' => {
                let (digits, after) = rest.strip_prefix('{')?.split_once('}')?;
                let c = char::from_u32(hexadecimal(digits)?)?;
                bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                rest = after;
            }
            '\n' => rest = rest.trim_start_matches([' ', '\t', '\n', '\r']),
            '\r' => rest = rest.strip_prefix('\n')?.trim_start_matches([' ', '\t', '\n', '\r']),
            _ => return None,
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

fn hexadecimal(digits: &str) -> Option<u32> {
    let plain = (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if plain { u32::from_str_radix(digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_end_where_ron_ends_them() {
        for (text, len) in [
            ("kaz: 1", 3),
            ("_x9(", 3),
            ("r#type:", 6),
            ("r#a.b-c+d,", 9),
            ("Größe)", 7),
            ("a\u{2028}b", 1),
            ("r", 1),
            ("b", 1),
            ("br", 2),
            ("", 0),
            ("9a", 0),
            ("r#", 0),
            ("r\"x\"", 0),
            ("r#\"x\"#", 0),
            ("b\"x\"", 0),
            ("b'x'", 0),
            ("br#\"x\"#", 0),
            ("“kaz”", 0),
        ] {
            assert_eq!(identifier_len(text), len, "{text}");
        }
    }

    #[test]
    fn escapes_mean_what_ron_means() {
        for written in [
            r#""plain""#,
            r#""a\"b\\c\n\r\t\0\'d""#,
            r#""\x41\xC3\xA9\u{e9}\u{1F600}""#,
            "\"over\\\n   lines\"",
            "\"over\\\r\n   lines\"",
            r#"r"raw \ text""#,
            r###"r##"a "# b"##"###,
            "r#\"\"#",
        ] {
            let ours = unescape(written).map(Cow::into_owned);
            assert_eq!(ours, ron::from_str::<String>(written).ok(), "{written}");
            assert!(ours.is_some(), "{written}");
        }
    }

    #[test]
    fn what_is_no_text_has_no_value() {
        for written in
            ["kaz", "r#type", "12", "b\"x\"", "'x'", r#""\q""#, r#""\xC3""#, r#""\u{d800}""#, r#""\u{}""#, "\"", "r\""]
        {
            assert_eq!(unescape(written), None, "{written}");
        }
    }
}
