//! Style and script without comments, indents and spaces, which nobody reads in a page that is handed on.
//!
//! This is no general tool: it knows what the viewer's own files are made of, and every page is run in a browser by the
//! tests. Statements end with semicolons there.

/// A script without comments and needless spaces.
pub(super) fn script(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.find('\n').map_or("", |end| &comment[end..]);
            continue;
        }
        let length = match c {
            '\'' | '"' | '`' => quoted(rest, c),
            '/' if starts_pattern(&out) => pattern(rest),
            c if c.is_whitespace() => {
                let after = rest.trim_start();
                // Two words need a space between them, and so do two signs that would become another.
                let word = |c: char| c.is_alphanumeric() || "_$".contains(c);
                let ends = out.chars().next_back();
                let begins = after.chars().next();
                let needed = ends.zip(begins).is_some_and(|(a, b)| {
                    (word(a) && (word(b) || b == '#')) || (a == b && "+-/".contains(a)) || (word(a) && b == '\\')
                });
                if needed {
                    out.push(' ');
                }
                rest = after;
                continue;
            }
            c => c.len_utf8(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// The length of a text in quotes; in a template, code may stand that holds texts again.
fn quoted(text: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(c) = text[at..].chars().next() {
        at += c.len_utf8();
        if c == quote {
            return at;
        } else if c == '\\' {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        } else if quote == '`' && c == '$' && text[at..].starts_with('{') {
            at += inserted(&text[at..]);
        }
    }
    text.len()
}

/// The length of code in braces inside a template.
fn inserted(code: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    while let Some(c) = code[at..].chars().next() {
        match c {
            '\'' | '"' | '`' => {
                at += quoted(&code[at..], c);
                continue;
            }
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        at += c.len_utf8();
        if depth == 0 {
            return at;
        }
    }
    code.len()
}

/// Whether a slash here begins a pattern: after an operator or a bracket that opens, nothing can be divided.
fn starts_pattern(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| "(,=:[!&|?{};>".contains(c))
}

/// The length of a pattern, up to its last slash.
fn pattern(text: &str) -> usize {
    let (mut escaped, mut in_class) = (false, false);
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A style sheet without comments and needless spaces.
pub(super) fn style(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let mut out = String::with_capacity(plain.len());
    for word in plain.split_whitespace() {
        let joins = |c: Option<char>, signs: &str| c.is_none_or(|c| signs.contains(c));
        if !joins(out.chars().next_back(), "{};:,") && !joins(word.chars().next(), "{}") {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.replace(";}", "}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_keep_their_meaning() {
        let text = "// a comment\nconst a = b => { return b + +c - -d; };\n\n  x = 'it\\'s // no' + `${a}  b`;\n";
        assert_eq!(script(text), "const a=b=>{return b+ +c- -d;};x='it\\'s // no'+`${a}  b`;");
        let nested = "t = `a ${b ? `, c ${d( {e: '}' } )}  f` : ''} g`;";
        assert_eq!(script(nested), nested.replace("t = ", "t="));
        assert_eq!(script("f(/[/ ]  '/g, 4 / 2 / 1);"), "f(/[/ ]  '/g,4/2/1);");
        assert_eq!(script("if (a) return b; else c();"), "if(a)return b;else c();");
    }

    #[test]
    fn styles_keep_their_meaning() {
        let text = "/* no */\na :hover, b > c { width: calc(100% - 16px); margin: 0 auto; }\n@media (x: 1px) and (y) { d { e: f } }";
        let squeezed = "a :hover,b > c{width:calc(100% - 16px);margin:0 auto}@media (x:1px) and (y){d{e:f}}";
        assert_eq!(style(text), squeezed);
    }
}
