//! What is supposed in a question: `join ind sco on 2014-09-12; leave uzb csto; drop eaeu`.
//!
//! | written | supposes that |
//! |--|--|
//! | `join WHO BODY [as GRADE] [on DATE]` | they sit there, as members if nothing else is said, from that day on, else always |
//! | `leave WHO BODY [on DATE]` | their seats end on the day before, or never were |
//! | `drop BODY [on DATE]` | the body, or any other entity, has no relations from that day on, or never had |
//! | `bind WHO TREATY [on DATE]`, `quit WHO TREATY [on DATE]` | they accede, or are not bound any more |
//! | `settle DISPUTE [on DATE]` | nobody takes a side in it any more |
//! | `dispute WHO WHOM [on DATE]` | the two become rivals |
//! | `propose WHO INITIATIVE [on DATE]` | they propose it |
//!
//! `WHO` is a name or a list in braces. Nothing is written anywhere.

use super::at;
use super::lexer::{Token, TokenKind};
use super::parser::{Parser, complaint};
use super::syntax::Word;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::graph::Graph;
use crate::model::kind::{Act, EntityKind, Grade, RelationKind};
use crate::model::overlay::Supposed;
use crate::model::{Detail, EntityId, Model, Relation, RelationId, names};
use crate::time::{Day, Interval};

const HELP: &str = "write statements as `join ind sco on 2014-09-12; leave uzb csto; drop eaeu`";

/// Reads a supposition and makes the model in which it is so.
///
/// Names are looked up on the given day.
///
/// # Errors
/// All that is wrong with it, each at its place in the text.
pub fn suppose(model: &Model, text: &str, day: Day) -> Result<Model, Diagnostics> {
    let statements = read(text)?;
    let graph = Graph::of(model);
    let mut reader = Reader { graph: &graph, day, supposed: Vec::new(), wrong: Diagnostics::new() };
    for statement in &statements {
        reader.statement(statement);
    }
    if reader.wrong.is_empty() { Ok(model.supposing(&reader.supposed)) } else { Err(reader.wrong) }
}

/// What can be supposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Join,
    Leave,
    Drop,
    Bind,
    Quit,
    Settle,
    Dispute,
    Propose,
}

const VERBS: [(&str, Verb); 8] = [
    ("join", Verb::Join),
    ("leave", Verb::Leave),
    ("drop", Verb::Drop),
    ("bind", Verb::Bind),
    ("quit", Verb::Quit),
    ("settle", Verb::Settle),
    ("dispute", Verb::Dispute),
    ("propose", Verb::Propose),
];

/// One statement as read.
#[derive(Debug)]
struct Statement {
    verb: Verb,
    who: Vec<Word>,
    what: Option<Word>,
    grade: Option<Word>,
    on: Option<Word>,
}

fn read(text: &str) -> Result<Vec<Statement>, Diagnostics> {
    let mut parser = Parser::new(text)?;
    let (mut statements, mut wrong) = (Vec::new(), Diagnostics::new());
    loop {
        while parser.take_if(&TokenKind::Semicolon).is_some() {}
        if parser.peek().is_none() {
            break;
        }
        match statement(&mut parser) {
            Ok(statement) => {
                statements.push(statement);
                if let Some(token) = parser.peek().filter(|token| token.kind != TokenKind::Semicolon) {
                    let message = "the statement should end here";
                    wrong.push(*complaint(&token.at.clone(), message, "separate statements by `;`"));
                }
            }
            Err(diagnostic) => wrong.push(*diagnostic),
        }
        // One mistake gives one finding: the rest of the statement is passed over.
        while parser.peek().is_some_and(|token| token.kind != TokenKind::Semicolon) {
            parser.take();
        }
    }
    if statements.is_empty() && wrong.is_empty() {
        wrong.push(*complaint(&(0..text.len()), "nothing is supposed", HELP));
    }
    if wrong.is_empty() { Ok(statements) } else { Err(wrong) }
}

fn statement(parser: &mut Parser) -> Result<Statement, Box<Diagnostic>> {
    let word = parser.word(HELP)?;
    let Some((_, verb)) = VERBS.iter().find(|(name, _)| *name == word.text) else {
        let near = names::near_among(&word.text, VERBS.iter().map(|(name, _)| (*name, *name)));
        let all = VERBS.map(|(name, _)| name).join(", ");
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("nobody can `{}`", word.text), None);
        return Err(Box::new(at(&word.at, diagnostic).help(format!("one can {all}")).suggest(&near)));
    };
    let who = if parser.take_if(&TokenKind::OpenList).is_none() {
        vec![parser.word(HELP)?]
    } else {
        let names = parser.names()?;
        let here = parser.here();
        if parser.take_if(&TokenKind::CloseList).is_none() {
            return Err(complaint(&here, "`}` is missing here", "close the list of names"));
        }
        names
    };
    let alone = matches!(verb, Verb::Drop | Verb::Settle);
    let what = if alone { None } else { Some(parser.word(HELP)?) };
    let mut statement = Statement { verb: *verb, who, what, grade: None, on: None };
    loop {
        match parser.peek() {
            Some(Token { kind: TokenKind::Word(word), .. }) if word == "as" && *verb == Verb::Join => {
                parser.take();
                statement.grade = Some(parser.word(HELP)?);
            }
            Some(Token { kind: TokenKind::Word(word), .. }) if word == "on" => {
                parser.take();
                statement.on = Some(parser.word(HELP)?);
            }
            Some(Token { kind: TokenKind::AsOf(date), .. }) => {
                statement.on = Some(date.clone());
                parser.take();
            }
            _ => return Ok(statement),
        }
    }
}

struct Reader<'g> {
    graph: &'g Graph<'g>,
    day: Day,
    supposed: Vec<Supposed>,
    wrong: Diagnostics,
}

impl Reader<'_> {
    fn statement(&mut self, statement: &Statement) {
        use EntityKind::{Body, Dispute, Initiative, State, Treaty};
        let (who, what): (&[EntityKind], &[EntityKind]) = match statement.verb {
            Verb::Join | Verb::Leave => (&[State, Body], &[Body]),
            Verb::Bind | Verb::Quit => (&[State, Body], &[Treaty]),
            Verb::Drop => (&[], &[]),
            Verb::Settle => (&[Dispute], &[]),
            Verb::Dispute => (&[State, Body], &[State, Body]),
            Verb::Propose => (&[State, Body], &[Initiative, Body]),
        };
        let who: Vec<EntityId> = statement.who.iter().filter_map(|name| self.entity(name, who)).collect();
        let what = statement.what.as_ref().map(|name| self.entity(name, what));
        let on = statement.on.as_ref().map(|date| self.day(date));
        let grade = match &statement.grade {
            None => Grade::Member,
            Some(word) => Grade::from_word(&word.text).unwrap_or_else(|| {
                let near =
                    names::near_among(&word.text, Grade::ALL.iter().map(|grade| (grade.as_str(), grade.as_str())));
                let all = Grade::ALL.iter().map(|grade| grade.as_str()).collect::<Vec<_>>().join(", ");
                let diagnostic =
                    Diagnostic::new(&codes::UNKNOWN_WORD, format!("no grade is called `{}`", word.text), None);
                self.wrong.push(at(&word.at, diagnostic).help(format!("there are {all}")).suggest(&near));
                Grade::Member
            }),
        };
        // A mistake was reported; what cannot be understood is not supposed.
        let (what, on) = match (what, on) {
            (Some(None), _) | (_, Some(None)) => return,
            (what, on) => (what.flatten(), on.flatten()),
        };
        for who in who {
            match (statement.verb, what) {
                (Verb::Join, Some(body)) => self.join(who, body, grade, on),
                (Verb::Leave, Some(body)) => {
                    let named = [statement.who[0].at.clone(), statement.what.as_ref().map_or(0..0, |w| w.at.clone())];
                    self.leave(who, body, on, &(named[0].start..named[1].end));
                }
                (Verb::Bind, Some(treaty)) => {
                    self.add(RelationKind::Party, who, treaty, since(on), Detail::Act(Act::Acceded));
                }
                (Verb::Quit, Some(treaty)) => {
                    self.end(on, |r| r.kind == RelationKind::Party && r.from == who && r.to == treaty);
                }
                (Verb::Dispute, Some(other)) => {
                    self.add(
                        RelationKind::Rival,
                        who,
                        other,
                        since(on),
                        Detail::Rival { kind: Some("supposed".into()) },
                    );
                }
                (Verb::Propose, Some(initiative)) => {
                    self.add(RelationKind::Proposed, who, initiative, since(on), Detail::Jointly(false));
                }
                (Verb::Settle, _) => {
                    self.end(on, |r| r.kind == RelationKind::Side && r.to == who);
                }
                (Verb::Drop, _) => {
                    self.end(on, |r| r.from == who || r.to == who);
                }
                _ => {}
            }
        }
    }

    /// A seat replaces those that the holder has there at the time.
    fn join(&mut self, who: EntityId, body: EntityId, grade: Grade, on: Option<Day>) {
        self.end(on, |r| r.kind == RelationKind::Seat && r.from == who && r.to == body);
        self.add(RelationKind::Seat, who, body, since(on), Detail::Seat { grade, suspended: false, weight: 1.0 });
    }

    fn leave(&mut self, who: EntityId, body: EntityId, on: Option<Day>, range: &std::ops::Range<usize>) {
        let ended = self.end(on, |r| r.kind == RelationKind::Seat && r.from == who && r.to == body);
        if ended == 0 {
            let model = self.graph.model();
            let (who, body) = (model.entity(who), model.entity(body).short_name());
            let message = format!("{} has no seat in {body} to leave", who.name);
            let help = format!("`comity seats {}` shows its seats", who.slug);
            self.wrong.push(at(range, Diagnostic::new(&codes::BAD_EXPRESSION, message, None)).help(help));
        }
    }

    fn add(&mut self, kind: RelationKind, from: EntityId, to: EntityId, during: Interval, detail: Detail) {
        self.supposed.push(Supposed::Added { kind, from, to, during, detail });
    }

    /// Ends the relations that fit on the day before, or takes them out; counts those still held then.
    fn end(&mut self, on: Option<Day>, fits: impl Fn(&Relation) -> bool) -> usize {
        let mut ended = 0;
        for (i, relation) in self.graph.model().relations().iter().enumerate() {
            let over = on.is_some_and(|on| relation.during.end().1 < on);
            if !fits(relation) || over || relation.is_retracted() {
                continue;
            }
            ended += 1;
            let id = RelationId(i as u32);
            self.supposed.push(on.map_or(Supposed::TakenOut(id), |on| Supposed::EndedOn(id, on.previous())));
        }
        ended
    }

    fn entity(&mut self, name: &Word, kinds: &[EntityKind]) -> Option<EntityId> {
        match names::look_up(self.graph.model(), &name.text, self.day, kinds) {
            Ok(id) => Some(id),
            Err(diagnostic) => {
                self.wrong.push(at(&name.at, *diagnostic));
                None
            }
        }
    }

    fn day(&mut self, date: &Word) -> Option<Day> {
        match Day::parse(&date.text) {
            Ok(day) => Some(day),
            Err(error) => {
                let message = format!("`{}` is no day: {}", date.text, error.message);
                let diagnostic = Diagnostic::new(&codes::BAD_DAY, message, None);
                self.wrong.push(at(&date.at, diagnostic).help("write a whole day, as in `on 2014-09-12`"));
                None
            }
        }
    }
}

fn since(on: Option<Day>) -> Interval {
    on.map_or_else(Interval::always, |day| Interval::from_until(&crate::time::Date::of(day), None))
}
