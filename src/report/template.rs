//! Ready-made reports: templates that become a report to weave, or to go on writing.
//!
//! A template is Markdown with the marks of Jinja. Words from data are escaped for Markdown wherever they are put, unless the
//! filter `yaml` writes them as a value of the front matter.

use super::entities;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value};
use std::collections::BTreeMap;

/// A ready-made report.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// Its name, as typed.
    pub name: &'static str,
    /// What it is, as a phrase for the help.
    pub about: &'static str,
    /// How many bodies it is about.
    pub bodies: usize,
    /// Its text.
    pub text: &'static str,
}

/// Every template, in the order of the help.
pub static TEMPLATES: &[Template] = &[
    Template {
        name: "brief",
        about: "one body: who sits there, what competes with it, what divides it",
        bodies: 1,
        text: include_str!("templates/brief.md"),
    },
    Template {
        name: "compare",
        about: "two bodies: what they share, since when, how they stand to each other",
        bodies: 2,
        text: include_str!("templates/compare.md"),
    },
];

/// Finds a template by its name.
pub fn find(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

/// What a template is filled with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The day of the report.
    pub as_of: String,
    /// The day on which the older of the bodies was founded, or the day of the report if nobody knows.
    pub since: String,
    /// How many full members the first two bodies share.
    pub shared: usize,
    /// The bodies: the first is `body`, the second `other`.
    pub bodies: Vec<BodyFacts>,
}

/// What a template may ask of a body before it asks the graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BodyFacts {
    /// Its slug.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is called for short.
    pub short: String,
    /// How many full members it has.
    pub members: usize,
    /// The bodies of its own size that compete most for its members, by slug.
    pub neighbours: Vec<String>,
    /// How many pairs of its members have a quarrel.
    pub quarrels: usize,
    /// How many issues it is about.
    pub issues: usize,
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What is wrong, without a full stop.
    pub message: String,
    /// The line, counted from 1.
    pub line: u32,
}

/// Fills a template.
pub fn fill(text: &str, facts: &Facts) -> Result<String, Slip> {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|_| AutoEscape::None);
    engine.add_filter("yaml", |words: String| {
        let words = crate::render::people::visible(&entities::one_line(&words));
        Value::from_safe_string(format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\"")))
    });
    engine.set_formatter(|out, _, value| {
        let words = value.to_string();
        let words = if value.is_safe() { words } else { entities::markdown(&words) };
        out.write_str(&words).map_err(|_| Error::from(ErrorKind::WriteFailure))
    });
    let bodies: Vec<Value> = facts.bodies.iter().map(body).collect();
    let mut context: BTreeMap<String, Value> = BTreeMap::new();
    context.insert("as_of".to_owned(), facts.as_of.clone().into());
    context.insert("since".to_owned(), facts.since.clone().into());
    context.insert("shared".to_owned(), facts.shared.into());
    context.extend(bodies.first().map(|body| ("body".to_owned(), body.clone())));
    context.extend(bodies.get(1).map(|body| ("other".to_owned(), body.clone())));
    context.insert("bodies".to_owned(), bodies.into());
    let filled = engine.render_str(text, Value::from(context));
    filled.map(|text| text.trim_end().to_owned() + "\n").map_err(|error| {
        let what =
            error.detail().map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind()));
        Slip { message: what, line: error.line().unwrap_or(1) as u32 }
    })
}

fn body(facts: &BodyFacts) -> Value {
    let words = [("id", &facts.id), ("name", &facts.name), ("short", &facts.short)];
    let counts = [("members", facts.members), ("quarrels", facts.quarrels), ("issues", facts.issues)];
    let mut all: BTreeMap<String, Value> = BTreeMap::new();
    all.extend(words.map(|(name, value)| (name.to_owned(), Value::from(value.clone()))));
    all.extend(counts.map(|(name, value)| (name.to_owned(), Value::from(value))));
    all.insert("neighbours".to_owned(), Value::from(facts.neighbours.clone()));
    Value::from(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(name: &str) -> Facts {
        let body = BodyFacts {
            id: "club".into(),
            name: name.into(),
            short: name.into(),
            members: 2,
            neighbours: vec!["pact".into()],
            quarrels: 1,
            issues: 1,
        };
        Facts { as_of: "2014-05-20".into(), since: "2001-06-15".into(), shared: 1, bodies: vec![body.clone(), body] }
    }

    #[test]
    fn every_template_becomes_a_report_that_can_be_read() {
        for template in TEMPLATES {
            for name in ["Club", "A \"b\" \\c", "[x](http://e) <b> `comity list states` {{ x }}\n---\n\n```comity\n"] {
                let text = fill(template.text, &facts(name)).unwrap();
                let (manuscript, wrong) = super::super::Manuscript::read(&text, 0);
                assert!(wrong.is_empty(), "{}: {wrong:?}\n{text}", template.name);
                let plain = fill(template.text, &facts("Club")).unwrap();
                let (expected, _) = super::super::Manuscript::read(&plain, 0);
                let asked =
                    |one: &super::super::Manuscript| one.questions().map(|q| q.command.clone()).collect::<Vec<_>>();
                assert_eq!(asked(&manuscript), asked(&expected), "{}", template.name);
                assert!(manuscript.front.title.unwrap().starts_with(&entities::one_line(name)[..1]));
            }
        }
    }

    #[test]
    fn a_slip_in_a_template_is_told_with_its_line() {
        let slip = fill("a\n{{ body.nam }}\n", &facts("Club")).unwrap_err();
        assert_eq!(slip.line, 2);
        assert!(fill("{% if %}", &facts("Club")).is_err());
    }
}
