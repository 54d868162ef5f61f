//! RON values, written on one line where they fit and otherwise one part a line.

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// A word or a text in quotes, as it stands in the file.
    Plain(String),
    /// A record with its name, which may be empty.
    Record(&'static str, Vec<(&'static str, Node)>),
    /// A list.
    List(Vec<Node>),
    /// A map.
    Map(Vec<(String, Node)>),
}

const WIDTH: usize = 120;
const INDENT: usize = 4;

impl Node {
    /// A text in quotes.
    pub(super) fn text(text: &str) -> Self {
        Self::Plain(quoted(text))
    }

    /// Writes a whole file: a record whose fields are sections, each over several lines whatever its length.
    pub(super) fn write_open(&self, text: &mut String) {
        let Self::Record(name, fields) = self else { return self.open(text, 0) };
        text.push_str(name);
        text.push('(');
        for (field, value) in fields {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', INDENT));
            text.push_str(field);
            text.push_str(": ");
            // A section has an entry a line, so that a change of one is a change of one line.
            value.open(text, INDENT);
            text.push(',');
        }
        text.push_str("\n)");
    }

    fn write(&self, text: &mut String, indent: usize, used: usize) {
        // The comma that follows counts too.
        if self.fits(WIDTH.saturating_sub(used + 1)).is_some() { self.inline(text) } else { self.open(text, indent) }
    }

    /// What is left of a width once the value stands on one line; `None` if it does not fit.
    fn fits(&self, width: usize) -> Option<usize> {
        match self {
            Self::Plain(word) => width.checked_sub(word.chars().count()),
            Self::Record(name, fields) => {
                let mut left = width.checked_sub(name.len() + 2)?;
                for (field, value) in fields {
                    left = value.fits(left.checked_sub(field.len() + 4)?)?;
                }
                Some(left)
            }
            Self::List(items) => {
                let mut left = width.checked_sub(2)?;
                for item in items {
                    left = item.fits(left.checked_sub(2)?)?;
                }
                Some(left)
            }
            Self::Map(entries) => {
                let mut left = width.checked_sub(4)?;
                for (key, value) in entries {
                    left = value.fits(left.checked_sub(key.chars().count() + 6)?)?;
                }
                Some(left)
            }
        }
    }

    fn inline(&self, text: &mut String) {
        match self {
            Self::Plain(word) => text.push_str(word),
            Self::Record(name, fields) => {
                text.push_str(name);
                text.push('(');
                for (i, (field, value)) in fields.iter().enumerate() {
                    text.push_str(if i == 0 { "" } else { ", " });
                    text.push_str(field);
                    text.push_str(": ");
                    value.inline(text);
                }
                text.push(')');
            }
            Self::List(items) => {
                text.push('[');
                for (i, item) in items.iter().enumerate() {
                    text.push_str(if i == 0 { "" } else { ", " });
                    item.inline(text);
                }
                text.push(']');
            }
            Self::Map(entries) => {
                text.push_str("{ ");
                for (i, (key, value)) in entries.iter().enumerate() {
                    text.push_str(if i == 0 { "" } else { ", " });
                    text.push_str(&quoted(key));
                    text.push_str(": ");
                    value.inline(text);
                }
                text.push_str(" }");
            }
        }
    }

    fn open(&self, text: &mut String, indent: usize) {
        let inner = indent + INDENT;
        let start = |text: &mut String| {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', inner));
        };
        let close = match self {
            Self::Plain(word) => return text.push_str(word),
            Self::Record(name, fields) => {
                text.push_str(name);
                text.push('(');
                for (field, value) in fields {
                    start(text);
                    text.push_str(field);
                    text.push_str(": ");
                    value.write(text, inner, inner + field.len() + 2);
                    text.push(',');
                }
                ')'
            }
            Self::List(items) => {
                text.push('[');
                for item in items {
                    start(text);
                    item.write(text, inner, inner);
                    text.push(',');
                }
                ']'
            }
            Self::Map(entries) => {
                text.push('{');
                for (key, value) in entries {
                    start(text);
                    let key = quoted(key);
                    text.push_str(&key);
                    text.push_str(": ");
                    value.write(text, inner, inner + key.chars().count() + 2);
                    text.push(',');
                }
                '}'
            }
        };
        text.push('\n');
        text.extend(std::iter::repeat_n(' ', indent));
        text.push(close);
    }
}

/// A text in quotes, with everything escaped that RON would read otherwise or an editor would not show.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control()
                || matches!(
                    c,
                    '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                ) =>
            {
                quoted.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_broken_and_short_ones_are_not() {
        let short = Node::Record("Member", vec![("who", Node::text("kaz"))]);
        let list = Node::List(vec![short.clone(); 8]);
        let mut text = String::new();
        list.write(&mut text, 0, 0);
        assert_eq!(text.lines().count(), 10);
        assert_eq!(text.lines().nth(1), Some(r#"    Member(who: "kaz"),"#));
        let mut text = String::new();
        short.write(&mut text, 0, 0);
        assert_eq!(text, r#"Member(who: "kaz")"#);
    }

    #[test]
    fn quotes_hold_any_text() {
        for text in ["a\"b\\c", "line\nline\ttab\r", "\u{0}\u{7f}\u{202e}", "Türkiye ’", "\u{feff}"] {
            let back: String = ron::from_str(&quoted(text)).unwrap();
            assert_eq!(back, text);
        }
    }
}
