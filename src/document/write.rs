//! A model as canonical RON: one way to write every fact, so that equal worlds are equal texts.
//!
//! Statements that differ only in who is meant share a line, as in `Member(who: "kaz kgz", …)`. What is the default is
//! left out. Reading the text back gives the same model, but for the places of its facts and the order of relations.

mod layout;
mod records;

use crate::model::Model;
use crate::model::kind::EntityKind;
use layout::Node;
use records::Records;
use std::path::PathBuf;

const HEAD: &str = "#![enable(implicit_some)]\n";

/// The whole world as one text.
///
/// ```
/// use comity::document::{read_texts, write};
///
/// let text = r#"World(states: { "kaz": (name: "Kazakhstan"), "kgz": (name: "Kyrgyzstan") },
///     bodies: { "sco": (name: "SCO", seats: [Member(who: "kaz", during: "2001/.."), Member(who: "kgz", during: "2001/..")]) })"#;
/// let read = |text: &str| read_texts(vec![("world.ron".into(), text.as_bytes().to_vec())]).model;
/// let written = write::text(&read(text));
/// assert!(written.contains(r#"Member(who: "kaz kgz", during: "2001/..")"#));
/// assert_eq!(write::text(&read(&written)), written);
/// ```
pub fn text(model: &Model) -> String {
    let records = Records::of(model);
    let mut fields = head_fields(model, &records);
    for kind in EntityKind::ALL {
        fields.extend(section(*kind, records.entities(*kind)));
    }
    fields.extend(links(&records));
    world(fields)
}

/// The world as a folder of files: a file for each body, and one for every other section.
pub fn folder(model: &Model) -> Vec<(PathBuf, String)> {
    let records = Records::of(model);
    let mut files = vec![(PathBuf::from("world.ron"), world(head_fields(model, &records)))];
    for kind in EntityKind::ALL {
        let entries = records.entities(*kind);
        if *kind == EntityKind::Body {
            for (slug, node) in entries {
                let path = PathBuf::from("bodies").join(format!("{slug}.ron"));
                files.push((path, world(section(EntityKind::Body, vec![(slug, node)]))));
            }
        } else if !entries.is_empty() {
            files.push((PathBuf::from(format!("{}.ron", kind.plural())), world(section(*kind, entries))));
        }
    }
    let links = links(&records);
    if !links.is_empty() {
        files.push((PathBuf::from("links.ron"), world(links)));
    }
    files
}

type Fields = Vec<(&'static str, Node)>;

fn head_fields(model: &Model, records: &Records<'_>) -> Fields {
    let mut fields = Fields::new();
    if !model.title().is_empty() {
        fields.push(("title", Node::text(model.title())));
    }
    let sources = records.sources();
    if !sources.is_empty() {
        fields.push(("sources", Node::Map(sources)));
    }
    fields
}

fn section(kind: EntityKind, entries: Vec<(String, Node)>) -> Fields {
    if entries.is_empty() { Fields::new() } else { vec![(kind.plural(), Node::Map(entries))] }
}

fn links(records: &Records<'_>) -> Fields {
    let links = records.links();
    if links.is_empty() { Fields::new() } else { vec![("links", Node::List(links))] }
}

fn world(fields: Fields) -> String {
    let mut text = String::from(HEAD);
    Node::Record("World", fields).write_open(&mut text);
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{builtin, read_texts};
    use crate::model::Relation;

    fn read(files: Vec<(String, Vec<u8>)>) -> Model {
        let document = read_texts(files);
        assert!(document.diagnostics.is_empty(), "{:?}", document.diagnostics.iter().next());
        document.model
    }

    /// All relations in a form that forgets where they stand, in an order of their own.
    fn facts(model: &Model) -> Vec<String> {
        let fact = |relation: &Relation| {
            let sources: Vec<&str> = relation.sources.iter().map(|id| model.source(*id).id.as_str()).collect();
            format!(
                "{} {} {} {} {:?} {sources:?} {} {:?} {:?}",
                relation.kind,
                model.entity(relation.from).slug,
                model.entity(relation.to).slug,
                relation.during,
                relation.detail_text(),
                relation.confidence,
                relation.note,
                relation.known,
            )
        };
        let mut facts: Vec<String> = model.relations().iter().map(fact).collect();
        facts.sort();
        facts
    }

    #[test]
    fn the_shipped_world_comes_back_from_one_text_and_from_a_folder() {
        let world = builtin().model;
        let written = text(&world);
        let back = read(vec![("world.ron".into(), written.clone().into_bytes())]);
        assert_eq!(facts(&world), facts(&back));
        assert_eq!(text(&back), written);
        let files = folder(&world).into_iter().map(|(path, text)| (path.display().to_string(), text.into_bytes()));
        assert_eq!(facts(&world), facts(&read(files.collect())));
        for (before, after) in world.sources().iter().zip(back.sources()) {
            assert_eq!((&before.id, &before.title, &before.note), (&after.id, &after.title, &after.note));
        }
        let slugs = |model: &Model| {
            let mut list: Vec<String> =
                model.entities().iter().map(|e| format!("{} {:?} {:?}", e.slug, e.aka, e.codes)).collect();
            list.sort();
            list
        };
        assert_eq!(slugs(&world), slugs(&back));
    }

    #[test]
    fn every_kind_of_record_comes_back() {
        let all = r#"#![enable(implicit_some)]
World(
    title: "All \"kinds\" \\ of\nrecords",
    sources: { "s": (title: "A", kind: TreatyText, publisher: "P", date: "2001", url: "https://example.org", accessed: "2002-01-01", note: "n"), "t": (title: "B", kind: Judgement, note: "x") },
    states: {
        "aaa": (name: "A", official: "Old A", aka: ["Ay", (name: "Ah", during: "1990/1999"), (name: "Eh", shared: true)],
            codes: { "iso2": "AA", "cow": [(code: "1", during: "1990/.."), (code: "2")] }, during: "1990/..", region: "r/s", src: "s", note: "a"),
        "bbb": (name: "B", succeeds: [(who: "aaa", on: "1999-01-01", src: "s"), (who: "aaa", during: "1999/2000")]),
        "ccc": (name: "C"),
    },
    bodies: {
        "club": (name: "Club", family: "f", form: [Forum(during: "1990/1999", src: "s", note: "n"), Igo(during: "2000/..")], region: "r",
            seats: [Member(who: "aaa bbb", during: "1991/..", src: "s t", conf: Low, note: "n", recorded: "2001", retracted: "2002"),
                    Observer(who: "ccc", suspended: true, weight: 0.5), Member(who: "sub", during: "1999-01-01/")],
            roster: [Complete(on: "1995-01-01", count: 2, src: "s", note: "n"), Complete(on: "1995", count: 0, grade: Guest)],
            mandate: [(issue: "i/j", depth: Core, during: "1990/..", src: "s"), (issue: "i")],
            proposed: [(who: "aaa", on: "1989", jointly: true)], endorsed: [(who: "bbb")], engine: [(who: "ccc", during: "1999/..")], src: "s"),
        "sub": (name: "Sub", part_of: [(who: "club", during: "1999/..")], organ_of: [(who: "club", src: "t")], succeeds: [(who: "club", on: "1999")]),
    },
    treaties: { "pact": (name: "Pact", topics: ["i/j"], opened: "1990", in_force: "1991-01-01", never: "ccc", src: "s",
        acts: [Signed(who: "aaa bbb", on: "1990-05-01", src: "t"), Withdrew(who: "aaa", on: "1995-01-01"), Ratified(who: "bbb"), Reserved(who: "bbb", on: "1992")]) },
    disputes: { "row": (name: "Row", aka: ["Quarrel"], over: [Territory, Sea], active: ["1990/1991", "1995/.."], src: "s",
        sides: [(who: "aaa", role: Claimant), (who: "bbb", role: Defendant, during: "1990-05-01/1991", src: "t"), (who: "ccc", role: Mediator)]) },
    initiatives: { "road": (name: "Road", during: "2013/..", proposed: [(who: "aaa", on: "2013-09-07")], engine: [(who: "club")], mandate: [(issue: "i", depth: Implemented)]) },
    events: { "summit": (name: "Summit", kind: Summit, of: "club", place: "Town", during: "2014-05-20/2014-05-21", src: "s",
        attended: [(who: "aaa", role: Chair, level: "head of state", person: "ann"), (who: "bbb ccc", role: Guest, src: "t")]) },
    issues: { "i": (name: "I"), "i/j": (name: "J", note: "n") },
    regions: { "r": (name: "R"), "r/s": (name: "S", codes: { "m49": "001" }), "q": (name: "Q", part_of: "r", src: "s") },
    persons: { "ann": (name: "Ann") },
    links: [
        Cooperates(a: "aaa", b: "club", mode: "exercise", issue: "i", during: "2001/.."), Rival(a: "aaa", b: "bbb", kind: "spatial"),
        Tie(a: "aaa", b: "bbb", kind: "alliance", value: 1.5, during: "1990/.."), Tie(from: "aaa", to: "ccc", kind: "mission"),
        Stance(who: "aaa", on: "pact", value: -0.25), Stance(who: "bbb", on: "road", value: Obstacle, src: "s"), Concerned(who: "ccc", issue: "i", intensity: 0.1),
    ],
)"#;
        let world = read(vec![("world.ron".into(), all.as_bytes().to_vec())]);
        let written = text(&world);
        let back = read(vec![("world.ron".into(), written.clone().into_bytes())]);
        assert_eq!(facts(&world), facts(&back), "{written}");
        assert_eq!(text(&back), written);
        assert_eq!(back.title(), "All \"kinds\" \\ of\nrecords");
        assert_eq!(world.relations().len(), back.relations().len());
        assert!(written.lines().all(|line| !line.ends_with(' ')));
    }
}
