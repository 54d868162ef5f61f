//! Offsets in bytes against lines and columns, as the `ron` crate counts them.

/// The line and the column in characters, both from one, of a byte offset.
///
/// An offset inside a character counts as its start, one past the end as the end.
///
/// ```
/// use comity::document::scan::{line_column, offset_of};
/// let text = "ö: 1,\nü: 2";
/// assert_eq!(line_column(text, 10), (2, 3));
/// assert_eq!(offset_of(text, 2, 3), 10);
/// ```
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = 1 + before.bytes().filter(|&byte| byte == b'\n').count();
    (line, 1 + before[line_start..].chars().count())
}

/// The byte offset of a line and a column in characters, both from one.
///
/// A column behind the end of its line counts as the line break there, a line behind the last as
/// the end of the text.
pub fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match text[start..].find('\n') {
            Some(end) => start += end + 1,
            None => return text.len(),
        }
    }
    let line = &text[start..];
    let line = line.find('\n').map_or(line, |end| &line[..end]);
    start + line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a: 1,\r\nÅland: \"日本\",\n\nend";

    #[test]
    fn every_character_is_found_again() {
        for (offset, _) in TEXT.char_indices().chain([(TEXT.len(), ' ')]) {
            let (line, column) = line_column(TEXT, offset);
            assert_eq!(offset_of(TEXT, line, column), offset, "{line}:{column}");
        }
    }

    #[test]
    fn columns_are_characters() {
        assert_eq!(line_column(TEXT, TEXT.find('本').unwrap()), (2, 10));
        assert_eq!(line_column(TEXT, TEXT.find('本').unwrap() + 1), (2, 10));
        assert_eq!(line_column(TEXT, TEXT.find("end").unwrap()), (4, 1));
    }

    #[test]
    fn places_beyond_are_drawn_in() {
        assert_eq!(line_column(TEXT, 1000), (4, 4));
        assert_eq!(offset_of(TEXT, 3, 9), TEXT.find("\nend").unwrap());
        assert_eq!(offset_of(TEXT, 9, 1), TEXT.len());
        assert_eq!(offset_of(TEXT, 0, 0), 0);
        assert_eq!(offset_of("", 1, 1), 0);
    }

    #[test]
    fn errors_of_ron_are_found() {
        let text = "[true,\r\n \"ä\", 1]";
        let error = ron::from_str::<Vec<bool>>(text).unwrap_err();
        let start = offset_of(text, error.span.start.line, error.span.start.col);
        assert_eq!(start, text.find('"').unwrap());
    }
}
