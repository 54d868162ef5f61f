//! Addresses that hold what they lead to, so that a page or a document needs no file beside it.

/// The kinds of pictures that pages show, by the endings of their files.
const KINDS: &[(&str, &str)] = &[
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("svg", "image/svg+xml"),
];

/// The kind of a picture by the ending of its file, in whatever case.
pub fn kind(ending: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map(|(_, kind)| *kind)
}

/// The bytes as an address.
///
/// ```
/// assert_eq!(comity::report::address::of("image/png", b"comity"), "data:image/png;base64,Y29taXR5");
/// ```
pub fn of(kind: &str, bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = format!("data:{kind};base64,");
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at)) as usize & 63];
            text.push(if at > three.len() { '=' } else { char::from(digit) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rest_is_padded() {
        let padded: Vec<String> = [&b"a"[..], b"ab", b"abc", b""].iter().map(|bytes| of("x", bytes)).collect();
        assert_eq!(padded, ["data:x;base64,YQ==", "data:x;base64,YWI=", "data:x;base64,YWJj", "data:x;base64,"]);
    }
}
