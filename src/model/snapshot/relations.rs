//! Relations as bytes: their ends, their time and their place each, all else from a list of statements.

use super::{Reader, Snap, Writer};
use crate::model::{Detail, Relation, StanceValue, Statement};
use rustc_hash::FxHashMap;
use std::sync::Arc;

pub(super) fn put(relations: &[Relation], to: &mut Writer) {
    let mut numbers = FxHashMap::default();
    let mut statements = Vec::new();
    let mut rows = Vec::with_capacity(relations.len());
    for relation in relations {
        // A detail holds numbers with a point, which cannot be hashed; their text is exact.
        let key = format!("{:?}", relation.statement);
        let next = statements.len() as u64;
        let number = *numbers.entry(key).or_insert(next);
        if number == next {
            statements.push(relation.statement.clone());
        }
        rows.push(number);
    }
    statements.put(to);
    to.number(relations.len() as u64);
    for (relation, statement) in relations.iter().zip(rows) {
        to.number(statement);
        relation.from.put(to);
        relation.to.put(to);
        relation.during.put(to);
        relation.origin.put(to);
    }
}

pub(super) fn get(from: &mut Reader) -> Option<Vec<Relation>> {
    let statements: Vec<Arc<Statement>> = Vec::get(from)?;
    let length = from.number()? as usize;
    let mut relations = Vec::with_capacity(length.min(from.bytes.len()));
    for _ in 0..length {
        relations.push(Relation {
            statement: statements.get(from.number()? as usize)?.clone(),
            from: Snap::get(from)?,
            to: Snap::get(from)?,
            during: Snap::get(from)?,
            origin: Snap::get(from)?,
        });
    }
    Some(relations)
}

records! {
    Statement { kind, detail, sources, confidence, note, known }
}

impl Snap for Arc<Statement> {
    fn put(&self, to: &mut Writer) {
        Statement::put(self, to);
    }

    fn get(from: &mut Reader) -> Option<Self> {
        Statement::get(from).map(Self::new)
    }
}

/// The words of a stance; they live as long as the program.
const STANCES: [&str; 3] = ["complement", "ambivalent", "obstacle"];

impl Snap for Detail {
    fn put(&self, to: &mut Writer) {
        let mut tagged = |tag: u64, parts: &dyn Fn(&mut Writer)| {
            to.number(tag);
            parts(to);
        };
        match self {
            Self::None => tagged(0, &|_| {}),
            Self::Seat { grade, suspended, weight } => tagged(1, &|to| {
                grade.put(to);
                suspended.put(to);
                weight.put(to);
            }),
            Self::Act(act) => tagged(2, &|to| act.put(to)),
            Self::Side(role) => tagged(3, &|to| role.put(to)),
            Self::Jointly(jointly) => tagged(4, &|to| jointly.put(to)),
            Self::Depth(depth) => tagged(5, &|to| depth.put(to)),
            Self::Intensity(intensity) => tagged(6, &|to| intensity.put(to)),
            Self::Attended { role, level, person } => tagged(7, &|to| {
                role.put(to);
                level.put(to);
                person.put(to);
            }),
            Self::Cooperates { mode, issue } => tagged(8, &|to| {
                mode.put(to);
                issue.put(to);
            }),
            Self::Rival { kind } => tagged(9, &|to| kind.put(to)),
            Self::Stance(StanceValue::Number(value)) => tagged(10, &|to| value.put(to)),
            Self::Stance(StanceValue::Word(word)) => {
                tagged(11, &|to| to.number(STANCES.iter().position(|known| known == word).unwrap_or_default() as u64));
            }
            Self::Tie { kind, value, directed } => tagged(12, &|to| {
                kind.put(to);
                value.put(to);
                directed.put(to);
            }),
        }
    }

    fn get(from: &mut Reader) -> Option<Self> {
        Some(match from.number()? {
            0 => Self::None,
            1 => Self::Seat { grade: Snap::get(from)?, suspended: Snap::get(from)?, weight: Snap::get(from)? },
            2 => Self::Act(Snap::get(from)?),
            3 => Self::Side(Snap::get(from)?),
            4 => Self::Jointly(Snap::get(from)?),
            5 => Self::Depth(Snap::get(from)?),
            6 => Self::Intensity(Snap::get(from)?),
            7 => Self::Attended { role: Snap::get(from)?, level: Snap::get(from)?, person: Snap::get(from)? },
            8 => Self::Cooperates { mode: Snap::get(from)?, issue: Snap::get(from)? },
            9 => Self::Rival { kind: Snap::get(from)? },
            10 => Self::Stance(StanceValue::Number(Snap::get(from)?)),
            11 => Self::Stance(StanceValue::Word(STANCES.get(from.number()? as usize)?)),
            12 => Self::Tie { kind: Snap::get(from)?, value: Snap::get(from)?, directed: Snap::get(from)? },
            _ => return None,
        })
    }
}
