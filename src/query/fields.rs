//! What can be asked of an entity in `where(field op value)`: one row each.

use super::syntax::Compare;
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::{Attributes, EntityId, names};
use crate::time::{Certainty, Date, Day, Span};

/// Something that can be asked of an entity.
#[derive(Debug)]
pub struct Field {
    /// Its name, as typed.
    pub name: &'static str,
    /// One line for help.
    pub about: &'static str,
    pub(super) value: Value,
}

/// What a field holds for an entity at a moment.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value {
    /// Words; any of them may fit.
    Words(fn(&Graph<'_>, Span, EntityId) -> Vec<String>),
    /// A count; nothing where it makes no sense.
    Count(fn(&Graph<'_>, Span, EntityId) -> Option<(usize, usize)>),
    /// A date, from its earliest to its latest day.
    Day(fn(&Graph<'_>, EntityId) -> Option<(Day, Day)>),
}

/// Every field, in the order of the help.
pub static FIELDS: &[Field] = &[
    words("kind", "What it is: state, body, treaty, …", |g, _, id| vec![g.model().entity(id).kind.to_string()]),
    words("id", "Its slug", |g, _, id| vec![g.model().entity(id).slug.to_string()]),
    words("name", "Any of its names and codes", |g, _, id| names::names_of(g.model(), id).map(str::to_owned).collect()),
    words("family", "The lineage of a body", |g, _, id| {
        g.model().entity(id).family().map(str::to_owned).into_iter().collect()
    }),
    words("form", "What a body is at the time: igo, forum, bloc, alliance, bank", |g, when, id| {
        g.model().entity(id).forms_within(when).into_iter().map(|(form, _)| form.to_string()).collect()
    }),
    words("over", "What a dispute is over: territory, border, sea, regime, resource", |g, _, id| {
        match &g.model().entity(id).attributes {
            Attributes::Dispute { over, .. } => over.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    }),
    Field {
        name: "members",
        about: "How many full members a body has",
        value: Value::Count(|g, when, id| counted(g, when, id, false)),
    },
    Field {
        name: "bodies",
        about: "In how many bodies a state is a full member",
        value: Value::Count(|g, when, id| counted(g, when, id, true)),
    },
    day("founded", "When it began, in days, months or years", |g, id| g.model().entity(id).life().map(|l| l.start())),
    day("ended", "When it ended", |g, id| {
        g.model().entity(id).life().map(|l| l.end()).filter(|(first, _)| *first < Day::END)
    }),
    day("opened", "When a treaty was opened for signature", |g, id| match &g.model().entity(id).attributes {
        Attributes::Treaty { opened: Some(date), .. } => Some((date.earliest(), date.latest())),
        _ => None,
    }),
    day("in_force", "When a treaty entered into force", |g, id| match &g.model().entity(id).attributes {
        Attributes::Treaty { in_force: Some(date), .. } => Some((date.earliest(), date.latest())),
        _ => None,
    }),
];

pub(super) fn find(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// A value to compare with, read once for all entities.
#[derive(Debug)]
pub(super) enum Wanted {
    Word(String),
    Count(usize),
    Days(Day, Day),
}

impl Field {
    /// Reads what a field is compared with, or says what it should look like.
    pub(super) fn wanted(&self, compare: Compare, text: &str) -> Result<Wanted, String> {
        let ordered = !matches!(compare, Compare::Is | Compare::IsNot | Compare::Contains);
        match self.value {
            Value::Words(_) if ordered => Err(format!("`{}` holds words, which have no order", self.name)),
            Value::Words(_) => Ok(Wanted::Word(names::fold(text))),
            _ if compare == Compare::Contains => Err(format!("`{}` holds no words", self.name)),
            Value::Count(_) => {
                text.parse().map(Wanted::Count).map_err(|_| format!("`{}` is a count, `{text}` is none", self.name))
            }
            Value::Day(_) => match Date::parse(text) {
                Ok(date) => Ok(Wanted::Days(date.earliest(), date.latest())),
                Err(error) => Err(format!("`{text}` is no date: {error}")),
            },
        }
    }

    /// Whether it is so of an entity at a moment.
    pub(super) fn holds(
        &self,
        graph: &Graph<'_>,
        when: Span,
        id: EntityId,
        compare: Compare,
        wanted: &Wanted,
    ) -> Certainty {
        match (self.value, wanted) {
            (Value::Words(words), Wanted::Word(wanted)) => {
                let words = words(graph, when, id);
                let fits = |word: &String| match compare {
                    Compare::Contains => names::fold(word).contains(wanted.as_str()),
                    _ => names::fold(word) == *wanted,
                };
                // What has no value differs from nothing.
                let fits = if compare == Compare::IsNot {
                    !words.is_empty() && !words.iter().any(fits)
                } else {
                    words.iter().any(fits)
                };
                if fits { Certainty::Surely } else { Certainty::No }
            }
            (Value::Count(count), Wanted::Count(wanted)) => count(graph, when, id)
                .map_or(Certainty::No, |(least, most)| in_range(compare, least, most, *wanted, *wanted)),
            (Value::Day(days), Wanted::Days(first, last)) => {
                days(graph, id).map_or(Certainty::No, |(least, most)| in_range(compare, least, most, *first, *last))
            }
            _ => Certainty::No,
        }
    }
}

/// Compares a value somewhere between two with a stretch: `founded < 1990` means before its first day.
fn in_range<T: Ord + Copy>(compare: Compare, least: T, most: T, first: T, last: T) -> Certainty {
    let (surely, possibly) = match compare {
        Compare::Less => (most < first, least < first),
        Compare::AtMost => (most <= last, least <= last),
        Compare::More => (least > last, most > last),
        Compare::AtLeast => (least >= first, most >= first),
        Compare::Is => (least >= first && most <= last, least <= last && most >= first),
        Compare::IsNot => (most < first || least > last, !(least >= first && most <= last)),
        Compare::Contains => (false, false),
    };
    match (surely, possibly) {
        (true, _) => Certainty::Surely,
        (_, true) => Certainty::Possibly,
        _ => Certainty::No,
    }
}

/// How many seats surely, and how many at least possibly.
fn counted(graph: &Graph<'_>, when: Span, id: EntityId, held: bool) -> Option<(usize, usize)> {
    use crate::model::kind::EntityKind;
    let kind = graph.model().entity(id).kind;
    let view = View { when, ..View::on(when.first) };
    let holdings = match (held, kind) {
        (true, EntityKind::State) => view.seats(graph, id),
        (false, EntityKind::Body) => view.holders(graph, id),
        _ => return None,
    };
    let surely = holdings.iter().filter(|holding| holding.certainty == Certainty::Surely).count();
    Some((surely, holdings.len()))
}

const fn words(name: &'static str, about: &'static str, value: fn(&Graph<'_>, Span, EntityId) -> Vec<String>) -> Field {
    Field { name, about, value: Value::Words(value) }
}

const fn day(name: &'static str, about: &'static str, value: fn(&Graph<'_>, EntityId) -> Option<(Day, Day)>) -> Field {
    Field { name, about, value: Value::Day(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_compare_in_three_values() {
        assert_eq!(in_range(Compare::Less, 3, 5, 6, 6), Certainty::Surely);
        assert_eq!(in_range(Compare::Less, 3, 5, 5, 5), Certainty::Possibly);
        assert_eq!(in_range(Compare::AtLeast, 3, 5, 6, 6), Certainty::No);
        assert_eq!(in_range(Compare::Is, 3, 5, 1, 9), Certainty::Surely);
        assert_eq!(in_range(Compare::IsNot, 3, 3, 3, 3), Certainty::No);
    }
}
