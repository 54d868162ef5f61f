//! An expression as a list of words and marks.

use super::syntax::{Compare, Join, Word};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use std::ops::Range;

/// A word or mark and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) at: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    /// A name, function, field or value; quoted or not.
    Word(String),
    /// `@` and the date after it.
    AsOf(Word),
    Open,
    Close,
    OpenList,
    CloseList,
    Comma,
    Join(Join),
    Compare(Compare),
    /// What separates statements of a supposition.
    Semicolon,
    /// Arithmetic, in numbers only.
    Operator(char),
}

/// Reads the words and marks of a text.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Diagnostics> {
    let mut lexer = Lexer { text, next: 0, tokens: Vec::new(), wrong: Diagnostics::new() };
    while lexer.token() {}
    if lexer.wrong.is_empty() { Ok(lexer.tokens) } else { Err(lexer.wrong) }
}

struct Lexer<'t> {
    text: &'t str,
    next: usize,
    tokens: Vec<Token>,
    wrong: Diagnostics,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.next..]
    }

    fn token(&mut self) -> bool {
        let blank = self.rest().len() - self.rest().trim_start().len();
        self.next += blank;
        let start = self.next;
        let Some(c) = self.rest().chars().next() else { return false };
        let kind = match c {
            '"' | '\u{201c}' => self.quoted().map(TokenKind::Word),
            '@' => self.as_of(),
            c if is_word(c) => {
                let word = self.word();
                Some(TokenKind::Word(word))
            }
            _ => self.mark(c),
        };
        if let Some(kind) = kind {
            self.tokens.push(Token { kind, at: start..self.next });
        }
        true
    }

    fn mark(&mut self, c: char) -> Option<TokenKind> {
        let (kind, length) = match c {
            '(' => (TokenKind::Open, 1),
            ')' => (TokenKind::Close, 1),
            '{' => (TokenKind::OpenList, 1),
            '}' => (TokenKind::CloseList, 1),
            ',' => (TokenKind::Comma, 1),
            ';' => (TokenKind::Semicolon, 1),
            '&' | '∩' => (TokenKind::Join(Join::Both), c.len_utf8()),
            '|' | '∪' => (TokenKind::Join(Join::Either), c.len_utf8()),
            '-' | '−' | '∖' | '\\' => (TokenKind::Join(Join::Without), c.len_utf8()),
            '^' => (TokenKind::Join(Join::OneOf), 1),
            '~' => (TokenKind::Compare(Compare::Contains), 1),
            '=' => (TokenKind::Compare(Compare::Is), if self.rest().starts_with("==") { 2 } else { 1 }),
            '!' if self.rest().starts_with("!=") => (TokenKind::Compare(Compare::IsNot), 2),
            '<' if self.rest().starts_with("<=") => (TokenKind::Compare(Compare::AtMost), 2),
            '>' if self.rest().starts_with(">=") => (TokenKind::Compare(Compare::AtLeast), 2),
            '<' => (TokenKind::Compare(Compare::Less), 1),
            '>' => (TokenKind::Compare(Compare::More), 1),
            '+' | '*' => (TokenKind::Operator(c), 1),
            _ => {
                let range = self.next..self.next + c.len_utf8();
                self.next = range.end;
                let shown = if c.is_control() { format!("U+{:04X}", u32::from(c)) } else { format!("`{c}`") };
                self.complain(&range, format!("{shown} means nothing here"), "put names with such marks in quotes");
                return None;
            }
        };
        self.next += length;
        Some(kind)
    }

    /// A text in quotes; a doubled quote stands for one.
    fn quoted(&mut self) -> Option<String> {
        let start = self.next;
        let curly = self.rest().starts_with('\u{201c}');
        let close = if curly { '\u{201d}' } else { '"' };
        self.next += if curly { '\u{201c}'.len_utf8() } else { 1 };
        let mut text = String::new();
        let mut chars = self.rest().char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            if c != close {
                text.push(c);
            } else if chars.peek().is_some_and(|(_, next)| *next == close) {
                text.push(close);
                chars.next();
            } else {
                self.next += offset + close.len_utf8();
                return Some(text);
            }
        }
        self.next = self.text.len();
        self.complain(&(start..self.text.len()), "the quote is never closed".into(), "add the closing `\"`");
        None
    }

    fn as_of(&mut self) -> Option<TokenKind> {
        self.next += 1;
        let blank = self.rest().len() - self.rest().trim_start().len();
        self.next += blank;
        let start = self.next;
        if self.rest().starts_with('"') {
            let text = self.quoted()?;
            return Some(TokenKind::AsOf(Word { text, at: start..self.next }));
        }
        let is_date = |c: char| c.is_alphanumeric() || "-/~?.%".contains(c);
        let length = self.rest().find(|c| !is_date(c)).unwrap_or(self.rest().len());
        self.next += length;
        if length == 0 {
            let range = start.saturating_sub(1)..start;
            self.complain(&range, "no date follows `@`".into(), "write one, as in `members(cica)@2014-05-19`");
            return None;
        }
        Some(TokenKind::AsOf(Word { text: self.text[start..self.next].to_owned(), at: start..self.next }))
    }

    /// A word; a hyphen belongs to it if letters or digits stand right before and after.
    fn word(&mut self) -> String {
        let start = self.next;
        let mut chars = self.rest().char_indices().peekable();
        let mut end = self.text.len();
        while let Some((offset, c)) = chars.next() {
            let joins = c == '-' && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if !is_word(c) && !joins {
                end = start + offset;
                break;
            }
        }
        self.next = end;
        self.text[start..end].to_owned()
    }

    fn complain(&mut self, range: &Range<usize>, message: String, help: &str) {
        self.wrong.push(super::at(range, Diagnostic::new(&codes::BAD_EXPRESSION, message, None)).help(help));
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || "_/:.'’".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let word = |token: Token| match token.kind {
            TokenKind::Word(word) => word,
            TokenKind::AsOf(date) => format!("@{}", date.text),
            other => format!("{other:?}"),
        };
        tokens(text).unwrap().into_iter().map(word).collect()
    }

    #[test]
    fn hyphens_belong_to_words_or_stand_alone() {
        assert_eq!(words("non-aligned"), ["non-aligned"]);
        assert_eq!(words("a - b"), ["a", "Join(Without)", "b"]);
        assert_eq!(words("members(a)-b")[4], "Join(Without)");
        assert_eq!(words("security/terrorism cow:705 Türkiye"), ["security/terrorism", "cow:705", "Türkiye"]);
    }

    #[test]
    fn quotes_and_dates_are_whole() {
        assert_eq!(words("\"Sri \"\"L\"\" anka\" x"), ["Sri \"L\" anka", "x"]);
        assert_eq!(words("m@2014-05-19&n"), ["m", "@2014-05-19", "Join(Both)", "n"]);
        assert_eq!(words("m@2010/.. "), ["m", "@2010/.."]);
        assert!(tokens("\"open").is_err() && tokens("a@").is_err() && tokens("a $ b").is_err());
    }
}
