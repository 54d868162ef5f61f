//! Words and marks as a tree, with every complaint at its place.

use super::lexer::{Token, TokenKind, tokens};
use super::syntax::{Compare, Expr, ExprKind, Join, Word};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use std::ops::Range;

/// Brackets in brackets and operators in one expression: more is no question of a person.
const DEEPEST: usize = 64;
const MOST_JOINS: usize = 1_000;

/// Reads an expression.
pub(super) fn parse(text: &str) -> Result<Expr, Diagnostics> {
    let mut parser = Parser::new(text)?;
    let expr = parser.set(0).map_err(only)?;
    match parser.peek() {
        None => Ok(expr),
        Some(token) => {
            let help = match &token.kind {
                TokenKind::Close | TokenKind::CloseList => "remove it, or open it before",
                TokenKind::Word(_) => "join sets by `&`, `|`, `-` or `^`, and put names of several words in quotes",
                _ => "the expression was complete before it",
            };
            Err(only(complaint(&token.at.clone(), "the expression should end here", help)))
        }
    }
}

/// The grammar passes a complaint up in a box, as it is large and rare.
#[allow(clippy::boxed_local)]
pub(super) fn only(diagnostic: Box<Diagnostic>) -> Diagnostics {
    [*diagnostic].into_iter().collect()
}

/// A complaint about the grammar at a place.
pub(super) fn complaint(range: &Range<usize>, message: &str, help: &str) -> Box<Diagnostic> {
    Box::new(super::at(range, Diagnostic::new(&codes::BAD_EXPRESSION, message, None)).help(help))
}

/// Walks along the words and marks of a text.
pub(super) struct Parser {
    tokens: Vec<Token>,
    next: usize,
    joins: usize,
    /// Where the text ends, for complaints about what is missing there.
    end: usize,
}

impl Parser {
    pub(super) fn new(text: &str) -> Result<Self, Diagnostics> {
        Ok(Self { tokens: tokens(text)?, next: 0, joins: 0, end: text.trim_end().len() })
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    pub(super) fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.next).cloned();
        self.next += usize::from(token.is_some());
        token
    }

    /// Takes the next token if it is of this kind.
    pub(super) fn take_if(&mut self, kind: &TokenKind) -> Option<Token> {
        if self.peek().is_some_and(|token| token.kind == *kind) { self.take() } else { None }
    }

    /// Where the next token stands, or the end of the text.
    pub(super) fn here(&self) -> Range<usize> {
        self.peek().map_or(self.end..self.end, |token| token.at.clone())
    }

    /// A whole set: `|` binds least.
    pub(super) fn set(&mut self, depth: usize) -> Result<Expr, Box<Diagnostic>> {
        self.joined(depth, 0)
    }

    fn joined(&mut self, depth: usize, level: usize) -> Result<Expr, Box<Diagnostic>> {
        const LEVELS: [&[Join]; 3] = [&[Join::Either], &[Join::OneOf], &[Join::Both, Join::Without]];
        let Some(joins) = LEVELS.get(level) else { return self.dated(depth) };
        let mut left = self.joined(depth, level + 1)?;
        while let Some(Token { kind: TokenKind::Join(join), at }) = self.peek() {
            if !joins.contains(join) {
                break;
            }
            let (join, at) = (*join, at.clone());
            self.joins += 1;
            if self.joins > MOST_JOINS {
                return Err(complaint(&at, "this expression has too many parts", "ask in several steps"));
            }
            self.take();
            let right = self.joined(depth, level + 1)?;
            let range = left.at.start..right.at.end;
            left = Expr { kind: ExprKind::Join(join, Box::new(left), Box::new(right)), at: range };
        }
        Ok(left)
    }

    /// A set with `@DATE` after it, or without.
    fn dated(&mut self, depth: usize) -> Result<Expr, Box<Diagnostic>> {
        let mut expr = self.primary(depth)?;
        let mut dated = false;
        while let Some(Token { kind: TokenKind::AsOf(date), at }) = self.peek().cloned() {
            if dated {
                return Err(complaint(&at, "a second date for the same set", "keep one of them"));
            }
            dated = true;
            self.take();
            let range = expr.at.start..at.end;
            expr = Expr { kind: ExprKind::AsOf(Box::new(expr), date), at: range };
        }
        Ok(expr)
    }

    fn primary(&mut self, depth: usize) -> Result<Expr, Box<Diagnostic>> {
        if depth > DEEPEST {
            return Err(complaint(&self.here(), "brackets too deep", "ask in several steps"));
        }
        let here = self.here();
        match self.take() {
            Some(Token { kind: TokenKind::Open, at }) => {
                let mut inner = self.set(depth + 1)?;
                let end = self.close(&TokenKind::Close, &at, "`)`")?;
                inner.at = at.start..end;
                Ok(inner)
            }
            Some(Token { kind: TokenKind::OpenList, at }) => {
                let names = self.names()?;
                let end = self.close(&TokenKind::CloseList, &at, "`}`")?;
                Ok(Expr { kind: ExprKind::List(names), at: at.start..end })
            }
            Some(Token { kind: TokenKind::Word(text), at }) => {
                let word = Word { text, at: at.clone() };
                match self.take_if(&TokenKind::Open) {
                    Some(open) if word.text == "where" => self.condition(&at, &open),
                    Some(open) => self.call(word, &open, depth),
                    None => Ok(Expr { kind: ExprKind::Name(word.text), at }),
                }
            }
            Some(_) | None => {
                let help = "write a name, `{…}`, `(…)` or a function such as `members(cica)`";
                let message = if here.is_empty() { "a set is missing at the end" } else { "a set should stand here" };
                Err(complaint(&here, message, help))
            }
        }
    }

    fn call(&mut self, name: Word, open: &Token, depth: usize) -> Result<Expr, Box<Diagnostic>> {
        let mut arguments = Vec::new();
        while self.peek().is_some_and(|token| token.kind != TokenKind::Close) {
            arguments.push(self.set(depth + 1)?);
            if self.take_if(&TokenKind::Comma).is_none() {
                break;
            }
        }
        let end = self.close(&TokenKind::Close, &open.at, "`)`")?;
        let range = name.at.start..end;
        Ok(Expr { kind: ExprKind::Call(name, arguments), at: range })
    }

    /// `where(field op value)`, after the bracket.
    fn condition(&mut self, at: &Range<usize>, open: &Token) -> Result<Expr, Box<Diagnostic>> {
        const HELP: &str = "write it as `where(family = post-soviet)` or `where(members >= 20)`";
        let field = self.word(HELP)?;
        let compare = match self.take() {
            Some(Token { kind: TokenKind::Compare(compare), .. }) => compare,
            // `in` reads well before a region.
            Some(Token { kind: TokenKind::Word(word), .. }) if word == "in" => Compare::Is,
            other => {
                let range = other.map_or(self.end..self.end, |token| token.at);
                return Err(complaint(&range, "a comparison should stand here: = != < <= > >= ~", HELP));
            }
        };
        let value = self.word(HELP)?;
        let end = self.close(&TokenKind::Close, &open.at, "`)`")?;
        Ok(Expr { kind: ExprKind::Where(field, compare, value), at: at.start..end })
    }

    pub(super) fn word(&mut self, help: &str) -> Result<Word, Box<Diagnostic>> {
        let here = self.here();
        match self.take() {
            Some(Token { kind: TokenKind::Word(text), at }) => Ok(Word { text, at }),
            _ => Err(complaint(&here, "a word should stand here", help)),
        }
    }

    /// Names between braces, separated by commas, spaces or both.
    pub(super) fn names(&mut self) -> Result<Vec<Word>, Box<Diagnostic>> {
        let mut names = Vec::new();
        loop {
            let here = self.here();
            match self.peek().map(|token| token.kind.clone()) {
                Some(TokenKind::Word(text)) => names.push(Word { text, at: here }),
                Some(TokenKind::Comma) => {}
                None | Some(TokenKind::CloseList) => return Ok(names),
                Some(_) => {
                    return Err(complaint(&here, "only names stand between braces", "write them as `{chn, rus}`"));
                }
            }
            self.take();
        }
    }

    fn close(&mut self, kind: &TokenKind, opened: &Range<usize>, mark: &str) -> Result<usize, Box<Diagnostic>> {
        let here = self.here();
        if let Some(token) = self.take_if(kind) {
            Ok(token.at.end)
        } else {
            let message = format!("{mark} is missing here");
            let help = "names of several words stand in quotes, and sets are joined by `&`, `|`, `-` or `^`";
            Err(Box::new(complaint(&here, &message, help).also(super::place(opened), "opened here")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in brackets, so that binding can be seen.
    fn shape(expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Name(name) => name.clone(),
            ExprKind::List(names) => {
                format!("{{{}}}", names.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join(" "))
            }
            ExprKind::Call(name, arguments) => {
                format!("{}[{}]", name.text, arguments.iter().map(shape).collect::<Vec<_>>().join(";"))
            }
            ExprKind::Where(field, compare, value) => format!("{} {compare:?} {}", field.text, value.text),
            ExprKind::Join(join, a, b) => format!("({} {join:?} {})", shape(a), shape(b)),
            ExprKind::AsOf(inner, date) => format!("{}@{}", shape(inner), date.text),
        }
    }

    #[test]
    fn operators_bind_as_promised() {
        let shape = |text: &str| shape(&parse(text).unwrap());
        assert_eq!(shape("a & b - c | d ^ e"), "(((a Both b) Without c) Either (d OneOf e))");
        assert_eq!(shape("a - (b | c)"), "(a Without (b Either c))");
        assert_eq!(shape("seats(cica, observer)@2010 & {chn, rus}"), "(seats[cica;observer]@2010 Both {chn rus})");
        assert_eq!(shape("where(members >= 20)"), "members AtLeast 20");
        assert_eq!(shape("members(bodies(kaz))"), "members[bodies[kaz]]");
    }

    #[test]
    fn complaints_stand_at_their_place() {
        for (text, start, end) in [("a &", 3, 3), ("a b", 2, 3), ("(a", 2, 2), ("members(cica", 12, 12), ("{a (", 3, 4)]
        {
            let wrong = parse(text).unwrap_err();
            let found = wrong.iter().next().unwrap().place.clone().unwrap();
            assert_eq!(found, super::super::place(&(start..end)), "{text}");
        }
        assert!(parse("").is_err() && parse(&"(".repeat(10_000)).is_err() && parse(&"a|".repeat(5_000)).is_err());
    }
}
