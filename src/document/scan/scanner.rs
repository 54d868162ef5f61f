//! The one pass over the text that finds its shape.
//!
//! No recursion: the open brackets are a stack of our own, and its depth is bounded.

use super::token::{identifier_len, is_far_space};
use super::{Kind, Node, ScanError, Span, Tree};

/// Twice what the `ron` crate follows, so that no text is refused here that it would read.
const MAX_DEPTH: usize = 256;

pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    nodes: Vec<Node>,
    comments: Vec<Span>,
    /// The brackets that are open, outermost first.
    open: Vec<Open>,
}

struct Open {
    node: u32,
    bracket: Bracket,
    /// The name or key that was read and waits for its value.
    label: Option<Span>,
    /// The latest value directly inside.
    child: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    /// Round, before its first element has shown whether fields have names.
    Round,
    Named,
    Unnamed,
    Square,
    Curly,
}

impl Bracket {
    fn closing(self) -> u8 {
        match self {
            Self::Round | Self::Named | Self::Unnamed => b')',
            Self::Square => b']',
            Self::Curly => b'}',
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Named => Kind::Struct,
            Self::Round | Self::Unnamed => Kind::Tuple,
            Self::Square => Kind::List,
            Self::Curly => Kind::Map,
        }
    }
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, nodes: Vec::with_capacity(text.len() / 16), comments: Vec::new(), open: Vec::new() }
    }

    pub(super) fn run(mut self) -> Result<Tree<'t>, ScanError> {
        self.attributes()?;
        loop {
            self.gap()?;
            let closes = self.open.last().is_some_and(|open| self.peek() == Some(open.bracket.closing()));
            if !closes {
                self.label()?;
                if self.value()? {
                    continue;
                }
            } else if let Some(open) = self.open.pop() {
                self.close(&open);
            }
            if self.after_value()? {
                return Ok(Tree { text: self.text, nodes: self.nodes, comments: self.comments });
            }
        }
    }

    /// Passes `#![…]` at the head of the text.
    fn attributes(&mut self) -> Result<(), ScanError> {
        self.gap()?;
        while self.peek() == Some(b'#') {
            let start = self.at;
            for mark in [b'#', b'!', b'['] {
                if self.peek() != Some(mark) {
                    return self.fail("an attribute begins with `#![`");
                }
                self.at += 1;
                self.gap()?;
            }
            loop {
                self.gap()?;
                match self.peek() {
                    None => return fail_at(start, "this `#![` is never closed"),
                    Some(b']') => break,
                    Some(_) if self.quoted()? => {}
                    Some(_) => self.at += self.char_len(),
                }
            }
            self.at += 1;
            self.gap()?;
        }
        Ok(())
    }

    /// Reads the field name or nothing, as the bracket around asks; decides what a round one is.
    fn label(&mut self) -> Result<(), ScanError> {
        let Some(&Open { bracket: bracket @ (Bracket::Round | Bracket::Named), .. }) = self.open.last() else {
            return Ok(());
        };
        let (start, comments) = (self.at, self.comments.len());
        let len = identifier_len(self.rest());
        self.at += len;
        self.gap()?;
        let named = len > 0 && self.peek() == Some(b':');
        if named {
            self.at += 1;
            self.gap()?;
        } else if bracket == Bracket::Named {
            if len > 0 {
                let name = &self.text[start..start + len];
                return self.fail_inside(format!("a `:` is missing after the field `{name}`, before {}", self.found()));
            }
            return self.fail_inside(format!("a field name should stand here, not {}", self.found()));
        } else {
            self.at = start;
            self.comments.truncate(comments);
        }
        if let Some(open) = self.open.last_mut() {
            open.bracket = if named { Bracket::Named } else { Bracket::Unnamed };
            open.label = named.then(|| Span::new(start, start + len));
        }
        Ok(())
    }

    /// Reads a scalar, or opens a bracket and says so.
    fn value(&mut self) -> Result<bool, ScanError> {
        let start = self.at;
        let bracket = match self.peek() {
            Some(b'(') => Bracket::Round,
            Some(b'[') => Bracket::Square,
            Some(b'{') => Bracket::Curly,
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => {
                self.number();
                self.range_tail()?;
                self.add(Kind::Scalar, start);
                return Ok(false);
            }
            Some(_) if self.quoted()? => {
                self.range_tail()?;
                self.add(Kind::Scalar, start);
                return Ok(false);
            }
            _ => {
                let len = identifier_len(self.rest());
                if len == 0 {
                    return self.fail_inside(format!("a value should stand here, not {}", self.found()));
                }
                self.at += len;
                let (end, comments) = (self.at, self.comments.len());
                self.gap()?;
                if self.peek() != Some(b'(') {
                    self.at = end;
                    self.comments.truncate(comments);
                    self.range_tail()?;
                    self.add(Kind::Scalar, start);
                    return Ok(false);
                }
                Bracket::Round
            }
        };
        if self.open.len() == MAX_DEPTH {
            return self.fail(format!("brackets are nested more than {MAX_DEPTH} deep here"));
        }
        self.at += 1;
        let node = self.add(bracket.kind(), start);
        self.open.push(Open { node, bracket, label: None, child: node });
        Ok(true)
    }

    fn add(&mut self, kind: Kind, start: usize) -> u32 {
        let id = self.nodes.len() as u32;
        let (mut parent, mut label) = (0, None);
        if let Some(open) = self.open.last_mut() {
            (parent, label, open.child) = (open.node, open.label, id);
        }
        let value = Span::new(start, self.at);
        let inside = if kind == Kind::Scalar { value.start } else { value.end };
        self.nodes.push(Node { kind, parent, next: id + 1, label, value, inside, whole_end: value.end });
        id
    }

    fn close(&mut self, open: &Open) {
        self.at += 1;
        let next = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(open.node as usize) {
            (node.kind, node.next) = (open.bracket.kind(), next);
            (node.value.end, node.whole_end) = (self.at as u32, self.at as u32);
        }
    }

    /// Passes what may follow a value, closing brackets included; true at the end of the text.
    fn after_value(&mut self) -> Result<bool, ScanError> {
        loop {
            let end = self.at;
            self.gap()?;
            let found = self.peek();
            let Some(open) = self.open.last_mut() else {
                return match found {
                    None => Ok(true),
                    Some(_) => self.fail(format!("the text should end here, before {}", self.found())),
                };
            };
            if open.bracket == Bracket::Curly && open.label.is_none() {
                // What was read is a key: it becomes the label of the value that follows.
                if found != Some(b':') {
                    return self.fail_inside(format!("a `:` is missing after this key, before {}", self.found()));
                }
                let key = self.nodes.get(open.child as usize).map(|node| node.value);
                self.nodes.truncate(open.child as usize);
                open.label = key;
                self.at += 1;
                self.gap()?;
                if self.peek() == Some(b'}') {
                    return self.fail_inside("a value should stand here, not `}`");
                }
                return Ok(false);
            }
            if found == Some(b',') {
                self.at += 1;
                open.label = None;
                if let Some(child) = self.nodes.get_mut(open.child as usize) {
                    child.whole_end = self.at as u32;
                }
                return Ok(false);
            }
            if found == Some(open.bracket.closing()) {
                if let Some(open) = self.open.pop() {
                    self.close(&open);
                }
                continue;
            }
            if matches!(found, None | Some(b')' | b']' | b'}')) {
                return self.fail_inside("");
            }
            let message = format!("a `,` is missing here, before {}", self.found());
            return fail_at(end, message);
        }
    }

    /// Passes white space and comments, and keeps the comments.
    fn gap(&mut self) -> Result<(), ScanError> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C) => self.at += 1,
                Some(b'/') => self.comment()?,
                Some(0x80..) if self.rest().starts_with(is_far_space) => self.at += self.char_len(),
                _ => return Ok(()),
            }
        }
    }

    fn comment(&mut self) -> Result<(), ScanError> {
        let start = self.at;
        let rest = self.rest();
        if rest.starts_with("//") {
            let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
            self.at += line.strip_suffix('\r').unwrap_or(line).len();
        } else if rest.starts_with("/*") {
            let mut depth = 0_usize;
            let bytes = rest.as_bytes();
            let mut len = 0;
            loop {
                match bytes.get(len..) {
                    Some([b'/', b'*', ..]) => (depth, len) = (depth + 1, len + 2),
                    Some([b'*', b'/', ..]) => (depth, len) = (depth - 1, len + 2),
                    Some([_, ..]) => len += 1,
                    _ => return self.fail("this comment is never closed"),
                }
                if depth == 0 {
                    break;
                }
            }
            self.at += len;
        } else {
            return self.fail("a comment begins with `//` or `/*`, not with `/` alone");
        }
        self.comments.push(Span::new(start, self.at));
        Ok(())
    }

    /// Passes a text, a character or bytes in quotes, if one stands here.
    fn quoted(&mut self) -> Result<bool, ScanError> {
        let start = self.at;
        match self.rest().as_bytes() {
            [b'"', ..] => self.escaped(start, 1),
            [b'b', b'"', ..] => self.escaped(start, 2),
            [b'\'', ..] => self.character(start, 1),
            [b'b', b'\'', ..] => self.character(start, 2),
            [b'r', b'"', ..] | [b'r', b'#', b'"' | b'#', ..] => self.raw(start, 1),
            [b'b', b'r', b'"' | b'#', ..] => self.raw(start, 2),
            _ => Ok(false),
        }
    }

    fn escaped(&mut self, start: usize, skip: usize) -> Result<bool, ScanError> {
        let bytes = self.text.as_bytes();
        let mut at = start + skip;
        loop {
            let run = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| matches!(byte, b'"' | b'\\')));
            let Some(run) = run else { return fail_at(start, "this `\"` is never closed") };
            at += run;
            if bytes[at] == b'"' {
                self.at = at + 1;
                return Ok(true);
            }
            at += 2;
        }
    }

    fn character(&mut self, start: usize, skip: usize) -> Result<bool, ScanError> {
        let rest = &self.text[start + skip..];
        let mut chars = rest.chars();
        // What comes first belongs to the character even if it is a quote; `\u{10ffff}` is the longest.
        let (content, longest) = match chars.next() {
            Some('\\') => (1 + chars.next().map_or(0, char::len_utf8), 8),
            first => (first.map_or(0, char::len_utf8), 0),
        };
        let more = rest.as_bytes()[content..].iter().take(longest + 1).position(|&byte| byte == b'\'');
        let Some(more) = more else {
            return fail_at(start, "this `'` is never closed; it holds one character, text stands in `\"`");
        };
        self.at = start + skip + content + more + 1;
        Ok(true)
    }

    fn raw(&mut self, start: usize, skip: usize) -> Result<bool, ScanError> {
        let bytes = self.text.as_bytes();
        let hashes = |at: usize| bytes[at..].iter().take_while(|&&byte| byte == b'#').count();
        let wanted = hashes(start + skip);
        let mut at = start + skip + wanted;
        if bytes.get(at) != Some(&b'"') {
            return fail_at(at, "a `\"` is missing here: raw text looks like `r#\"…\"#`");
        }
        at += 1;
        while let Some(run) = bytes[at..].iter().position(|&byte| byte == b'"') {
            at += run + 1;
            let found = hashes(at);
            if found >= wanted {
                self.at = at + wanted;
                return Ok(true);
            }
            at += found;
        }
        fail_at(start, format!("this raw text is never closed by `\"{}`", "#".repeat(wanted.min(8))))
    }

    /// Passes a number in any notation, up to a `..` behind it.
    fn number(&mut self) {
        let bytes = self.text.as_bytes();
        if matches!(self.peek(), Some(b'+' | b'-')) {
            self.at += 1;
        }
        loop {
            match bytes.get(self.at..) {
                Some([b'.', b'.', ..]) => break,
                Some([byte, ..]) if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') => self.at += 1,
                Some([b'+' | b'-', ..]) if matches!(bytes[self.at - 1], b'e' | b'E') => self.at += 1,
                _ => break,
            }
        }
    }

    /// Passes `..` or `..=` and the number after it, if that follows.
    fn range_tail(&mut self) -> Result<(), ScanError> {
        let Some(rest) = self.rest().strip_prefix("..") else { return Ok(()) };
        let rest = rest.strip_prefix('=').unwrap_or(rest);
        self.at = self.text.len() - rest.len();
        match rest.as_bytes() {
            [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => self.number(),
            [b'b', b'\'', ..] => return self.quoted().map(|_| ()),
            _ => self.at += identifier_len(rest),
        }
        Ok(())
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn char_len(&self) -> usize {
        self.rest().chars().next().map_or(0, char::len_utf8)
    }

    /// What stands here, for a message.
    fn found(&self) -> String {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return "the end of the text".into() };
        match identifier_len(rest) {
            0 if first.is_ascii_graphic() => format!("`{first}`"),
            0 => format!("`{}`", first.escape_debug()),
            len => format!("`{}`", rest[..len].chars().take(40).collect::<String>()),
        }
    }

    fn fail<T>(&self, message: impl Into<String>) -> Result<T, ScanError> {
        fail_at(self.at, message)
    }

    /// Blames the innermost open bracket if it is what does not fit here, and names it in any case.
    fn fail_inside<T>(&self, message: impl Into<String>) -> Result<T, ScanError> {
        let Some(open) = self.open.last() else { return self.fail(message) };
        let place = self.nodes.get(open.node as usize).map_or(0, |node| node.inside as usize - 1);
        let bracket = &self.text[place..=place];
        let message = match self.peek() {
            None => return fail_at(place, format!("this `{bracket}` is never closed")),
            Some(found @ (b')' | b']' | b'}')) if found != open.bracket.closing() => {
                format!("this `{}` does not close the `{bracket}` before it", char::from(found))
            }
            Some(_) => message.into(),
        };
        Err(ScanError { offset: self.at, message, opening: Some(place) })
    }
}

fn fail_at<T>(offset: usize, message: impl Into<String>) -> Result<T, ScanError> {
    Err(ScanError { offset, message: message.into(), opening: None })
}

#[cfg(test)]
mod tests {
    use super::super::{NodeId, scan};
    use super::*;

    /// The tree in one line: kind, label and text of every value.
    fn shape(text: &str) -> String {
        fn show(tree: &Tree<'_>, id: NodeId, text: &str) -> String {
            let label = tree.key_text(id).map_or(String::new(), |key| format!("{key}="));
            let name = tree.name(id).map_or("", |name| &text[name]);
            let inner = tree.children(id).map(|child| show(tree, child, text)).collect::<Vec<_>>().join(" ");
            match tree.kind(id) {
                Kind::Struct => format!("{label}{name}<{inner}>"),
                Kind::Tuple => format!("{label}{name}({inner})"),
                Kind::List => format!("{label}[{inner}]"),
                Kind::Map => format!("{label}{{{inner}}}"),
                Kind::Scalar => format!("{label}{}", &text[tree.range(id)]),
            }
        }
        let tree = scan(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        show(&tree, tree.root(), text)
    }

    #[test]
    fn every_shape_is_seen() {
        for (text, expected) in [
            ("Name(a: 1, b: (c: 2,),)", "Name<a=1 b=<c=2>>"),
            ("Name /* x */ ( /* y */ a /* z */ : 1)", "Name<a=1>"),
            ("Tie(a, b(c), \"d\")", "Tie(a b(c) \"d\")"),
            ("(1, 2)", "(1 2)"),
            ("()", "()"),
            ("Unit", "Unit"),
            ("Some(None)", "Some(None)"),
            ("[1, [], [2,],]", "[1 [] [2]]"),
            ("{\"a\": 1, b: 2, 3: {}, 'c': [4], (5, 6): 7}", "{a=1 b=2 3={} 'c'=[4] (5, 6)=7}"),
            ("r#struct(r#type: r#fn)", "r#struct<type=r#fn>"),
            ("#![enable(implicit_some)]\n#![type = \"a]b\"] # ! [schema = r#\"]\"#]\n(a: 1)", "<a=1>"),
            ("( /* a: 2 */ // )\n b /* : */ , c)", "(b c)"),
            ("\u{200E}[\u{2028}1\u{85}]\u{200F}", "[1]"),
        ] {
            assert_eq!(shape(text), expected);
        }
    }

    #[test]
    fn every_scalar_is_one() {
        let texts = r###""" "a\"b\\" "\\" r"a\" r#"a"b"# r##"a"#b"## b"\xff" br"\" br#"""#"###;
        let characters = r"'a' '\'' '\\' ''' '\u{10ffff}' '\x7f' '本' b'\n'";
        let numbers = "0 -1 +1.5e-3 1_000 0xFF_u8 0b01 0o7 1. .5 -inf inf NaN +NaNf64 1.5f32";
        let names = "true false None r#type Größe";
        let ranges = ".. ..5 ..=-5 1.. 1..2 1...5 1..=2.5 1..inf inf.. b'a'..=b'z'";
        for text in [texts, characters, numbers, names, ranges].iter().flat_map(|row| row.split(' ')) {
            assert_eq!(shape(text), text);
            assert_eq!(shape(&format!("[{text},{text} , /**/{text}]")), format!("[{text} {text} {text}]"));
            assert_eq!(shape(&format!("(a:{text})")), format!("<a={text}>"));
        }
    }

    #[test]
    fn errors_say_what_and_where() {
        for (text, offset, opening, message) in [
            ("", 0, None, "a value should stand here, not the end of the text"),
            ("(a: [1, 2)", 9, Some(4), "this `)` does not close the `[` before it"),
            ("(a: [1, 2]", 0, None, "this `(` is never closed"),
            ("Name (a: 1", 5, None, "this `(` is never closed"),
            ("[1 2]", 2, None, "a `,` is missing here, before `2`"),
            ("(a: 1\n  who: 2)", 5, None, "a `,` is missing here, before `who`"),
            ("(a: 1, b)", 8, Some(0), "a `:` is missing after the field `b`, before `)`"),
            ("(a: 1, b = 2)", 9, Some(0), "a `:` is missing after the field `b`, before `=`"),
            ("(a: 1, \"b\": 2)", 7, Some(0), "a field name should stand here, not `\"`"),
            ("(a: )", 4, Some(0), "a value should stand here, not `)`"),
            ("{\"a\" 1}", 5, Some(0), "a `:` is missing after this key, before `1`"),
            ("{\"a\": }", 6, Some(0), "a value should stand here, not `}`"),
            ("[1,,2]", 3, Some(0), "a value should stand here, not `,`"),
            ("[“a”]", 1, Some(0), "a value should stand here, not `“`"),
            ("1)", 1, None, "the text should end here, before `)`"),
            ("[\"abc]", 1, None, "this `\"` is never closed"),
            ("[\"abc\\", 1, None, "this `\"` is never closed"),
            ("['abc']", 1, None, "this `'` is never closed; it holds one character, text stands in `\"`"),
            ("r##\"a\"#", 0, None, "this raw text is never closed by `\"##`"),
            ("br#a", 3, None, "a `\"` is missing here: raw text looks like `r#\"…\"#`"),
            ("1 /* /* */", 2, None, "this comment is never closed"),
            ("1 / 2", 2, None, "a comment begins with `//` or `/*`, not with `/` alone"),
            ("#[a]", 1, None, "an attribute begins with `#![`"),
            ("#![a", 0, None, "this `#![` is never closed"),
            ("\u{feff}1", 0, None, "a value should stand here, not `\\u{feff}`"),
        ] {
            let error = scan(text).map(|_| ()).unwrap_err();
            assert_eq!(error, ScanError { offset, message: message.into(), opening }, "{text}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(scan(&nested(MAX_DEPTH)).is_ok());
        let error = scan(&nested(100_000)).map(|_| ()).unwrap_err();
        assert_eq!(error.offset, MAX_DEPTH);
    }
}
