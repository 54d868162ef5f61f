//! One value of a flat `key: value` line, as YAML writes words: plain, or in quotes.

/// Reads a value, or says what is wrong with it.
pub(super) fn read(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text.chars().next() {
        None => Ok(String::new()),
        Some('"') => double(text),
        Some('\'') => single(text),
        Some(mark @ ('[' | '{' | '&' | '*' | '|' | '>' | '!' | '%')) => Err(format!(
            "a value that begins with `{mark}` is more than one line of words; write it plainly, or in quotes"
        )),
        Some(_) => Ok(plain(text).to_owned()),
    }
}

/// A plain value ends where a comment begins.
fn plain(text: &str) -> &str {
    text.split(" #").next().unwrap_or_default().trim_end()
}

fn double(text: &str) -> Result<String, String> {
    let mut value = String::new();
    let mut rest = text[1..].chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => return closed(value, rest.as_str()),
            '\\' => match rest.next() {
                Some('n') => value.push(' '),
                Some(c @ ('"' | '\\' | '/')) => value.push(c),
                Some(c) => return Err(format!("`\\{c}` means nothing in quotes; write `\\\\` for a backslash")),
                None => break,
            },
            c => value.push(c),
        }
    }
    Err("the quote is never closed".to_owned())
}

fn single(text: &str) -> Result<String, String> {
    let mut value = String::new();
    let mut rest = text[1..].chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\'' if rest.peek() == Some(&'\'') => {
                rest.next();
                value.push('\'');
            }
            '\'' => return closed(value, &rest.collect::<String>()),
            c => value.push(c),
        }
    }
    Err("the quote is never closed".to_owned())
}

fn closed(value: String, rest: &str) -> Result<String, String> {
    let rest = rest.trim_start();
    if rest.is_empty() || rest.starts_with('#') {
        Ok(value)
    } else {
        Err("something follows the closing quote".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_yaml_reads_them() {
        let good = [
            ("2014-05-20", "2014-05-20"),
            (" a b  # so", "a b"),
            ("C#", "C#"),
            ("\"CICA: the \\\"whole\\\"\" # so", "CICA: the \"whole\""),
            ("'it''s'", "it's"),
            ("", ""),
        ];
        for (text, value) in good {
            assert_eq!(read(text).as_deref(), Ok(value));
        }
        for text in ["\"a", "'a", "\"a\" b", "[a, b]", "|", "\"\\x\""] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
