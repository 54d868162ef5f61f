//! Networks as data: what is exported is read back by our own importers, and hostile text does no harm.

use crate::registries::{networks, view, written};
use comity::document::{builtin, read_texts, write};
use comity::export::data::{self, Data, NODE_COLUMNS, TIE_COLUMNS};
use comity::export::{EXPORTERS, Part, Sink, Style, Writer, find};
use comity::graph::Graph;
use comity::import::{self, Imported, Input, Limits, Options, Report};
use comity::model::build::build;
use comity::model::draft::{
    AliasDraft, AttributesDraft, DetailDraft, Draft, End, EntityDraft, RelationDraft, Said, SourceDraft, When,
};
use comity::model::kind::{Act, Confidence, EntityKind, Grade, RelationKind, SourceKind};
use comity::model::{Detail, Model, Origin, RelationId, Section};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Formats that carry all that a world says.
const LOSSLESS: [&str; 4] = ["graphml", "nodelink", "csv", "ron"];

/// Formats that carry every date, grade and source of a network.
const DATED: [&str; 5] = ["graphml", "gexf", "nodelink", "csv", "ron"];

#[test]
fn a_whole_world_comes_back_as_it_was() {
    for world in [builtin().model, every_kind()] {
        for format in LOSSLESS {
            let back = again(format, &data::world(&world), &Model::default());
            let text = write::text(&back.model);
            assert!(text == write::text(&world), "{format}: {}", difference(&write::text(&world), &text));
            let (rows, stored, reported) = back.report.totals();
            assert_eq!((rows, reported), (stored, 0), "{format}: {:?}", back.report.problems.first());
        }
    }
}

#[test]
fn seats_come_back_with_dates_grades_and_sources() {
    let world = builtin();
    let graph = Graph::of(&world.model);
    for data in networks(&world, &graph, &view().every_grade()).iter().filter(|data| data.two_mode) {
        let mut expected: Vec<String> = facts(&world.model, data.evidence().iter().map(|id| id.index()));
        for format in DATED {
            let back = again(format, data, &world.model);
            assert_eq!(back.report.totals().2, 0, "{format}: {:?}", back.report.problems.first());
            let mut found = facts(&back.model, 0..back.model.relations().len());
            if data.ties.len() < data.evidence().len() {
                // A tie for several statements says who says so, but not who says what.
                continue;
            }
            expected.sort();
            found.sort();
            assert!(expected == found, "{format}: {}", difference(&expected.join("\n"), &found.join("\n")));
        }
    }
}

#[test]
fn texts_of_any_sort_neither_break_a_format_nor_get_lost() {
    let long = "é<".repeat(350_000);
    let nasty = [
        "]]> & <b> \"quoted\" 'single' \\ back",
        "line\nbreak\r\nand\ttab\rreturn",
        "\u{0}\u{1}\u{b}\u{1f}\u{7f}\u{85}\u{2028}\u{fffe}\u{ffff}",
        "=cmd|' /C calc'!A0",
        "'); DROP TABLE x; -- \\u0027 ${x} `y`",
        "中国 🇰🇿 Қазақстан \u{202e}rtl",
        long.as_str(),
    ];
    for name in nasty {
        let world = named(name);
        let data = data::world(&world);
        for exporter in EXPORTERS.iter().filter(|exporter| matches!(exporter.write, Writer::Data(_))) {
            let text = written(exporter, &data);
            match exporter.endings.first().copied().unwrap_or_default() {
                "graphml" | "gexf" => assert!(roxmltree::Document::parse(&text).is_ok(), "{}", exporter.name),
                "json" | "cyjs" => {
                    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{}", exporter.name);
                }
                _ => {}
            }
        }
        let in_xml: String = name.chars().map(in_xml).collect();
        for (format, kept) in [("graphml", in_xml.as_str()), ("nodelink", name), ("csv", name), ("ron", name)] {
            let back = again(format, &data, &Model::default());
            assert_eq!(back.report.totals().2, 0, "{format}: {:?}", back.report.problems.first());
            let found = &back.model.entity(back.model.find("aaa").unwrap()).name;
            assert!(found == kept, "{format}: {found:.80?}, expected {kept:.80?}");
            assert!(back.model.relations()[0].note.as_deref() == Some(kept), "{format}");
        }
    }
}

#[test]
fn the_page_of_reference_names_every_format_and_field() {
    let page = include_str!("../docs/export.md");
    for exporter in EXPORTERS {
        let row = page.lines().find(|line| line.starts_with("| `") && line.contains(&format!("`{}`", exporter.name)));
        let row = row.unwrap_or_else(|| panic!("docs/export.md has no row for {}", exporter.name));
        assert!(exporter.endings.iter().all(|ending| row.contains(&format!("`{ending}`"))), "{row}");
    }
    let rows =
        NODE_COLUMNS.iter().chain(TIE_COLUMNS).map(|column| format!("| `{}` | {} |\n", column.name, column.about));
    rows.for_each(|row| assert!(page.contains(&row), "docs/export.md lacks {row}"));
    let tables: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(
        tables.len(),
        NODE_COLUMNS.len() + TIE_COLUMNS.len() + EXPORTERS.len() - 1,
        "nodes and edges share a row"
    );
}

#[test]
fn a_part_of_a_world_is_a_world() {
    let world = builtin().model;
    let of = |wanted: &[RelationKind]| -> Vec<RelationId> {
        let all = data::world(&world).evidence().to_vec();
        all.into_iter().filter(|id| wanted.contains(&world.relation(*id).kind)).collect()
    };
    for kinds in [&[RelationKind::Party, RelationKind::Side][..], &[RelationKind::Covers, RelationKind::Attended]] {
        let part = world.part(&[], &of(kinds), "Part");
        let text = write::text(&part);
        let back = read_texts(vec![("part.ron".into(), text.clone().into_bytes())]);
        assert!(back.diagnostics.is_empty(), "{:?}", back.diagnostics.iter().next());
        assert_eq!(write::text(&back.model), text);
        assert!(part.relations().len() >= of(kinds).len() && part.entities().len() < world.entities().len());
    }
    let below = world.ids().find(|(_, entity)| entity.kind == EntityKind::Issue && entity.slug.contains('/')).unwrap();
    let part = world.part(&[below.0], &[], "");
    assert!(part.find(below.1.slug.rsplit_once('/').unwrap().0).is_some(), "the level above comes along");
    assert!(part.relations().iter().all(|relation| relation.kind == RelationKind::PartOf));
}

/// What XML can hold of a character.
fn in_xml(letter: char) -> char {
    match letter {
        '\n' | '\r' | '\t' => letter,
        '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        letter => letter,
    }
}

/// A world in which everything is called by a name.
fn named(name: &str) -> Model {
    let text = ron::to_string(name).unwrap();
    let world = format!(
        r#"World(title: {text}, sources: {{ "s": (title: {text}, kind: Press) }}, states: {{ "aaa": (name: {text}) }},
            bodies: {{ "club": (name: "Club", family: {text}, seats: [Member(who: "aaa", during: "1990/..", src: "s", note: {text})]) }})"#
    );
    read(&world)
}

/// A world with every kind of relation and record.
fn every_kind() -> Model {
    read(include_str!("export/every_kind.ron"))
}

fn read(text: &str) -> Model {
    let document = read_texts(vec![("world.ron".into(), text.as_bytes().to_vec())]);
    assert!(!document.diagnostics.has_errors(), "{:?}", document.diagnostics.iter().next());
    document.model
}

/// What our importer makes of an export; RON needs none.
fn again(format: &str, data: &Data<'_>, known: &Model) -> Imported {
    let exporter = find(format).unwrap();
    if format == "ron" {
        return Imported { model: read(&written(exporter, data)), report: Report::default() };
    }
    let open = |name: String, bytes: Vec<u8>| Input::open(name, bytes, &Limits::default()).unwrap();
    let (name, inputs) = match exporter.write {
        Writer::Files(parts) => {
            let table = |part: &Part| {
                let mut bytes = Vec::new();
                let mut sink = Sink::new(&mut bytes);
                (part.write)(data, Style::default(), &mut sink);
                sink.finish().unwrap();
                open(format!("{}.csv", part.name), bytes)
            };
            ("network-csv", parts.iter().map(table).collect())
        }
        _ => (format, vec![open(format!("world.{format}"), written(exporter, data).into_bytes())]),
    };
    import::import(import::find(name).unwrap(), &inputs, &Options::default(), known).unwrap()
}

/// Relations in words, in an order that does not matter.
fn facts(model: &Model, relations: impl Iterator<Item = usize>) -> Vec<String> {
    let fact = |i: usize| {
        let relation = &model.relations()[i];
        let mut sources: Vec<&str> = relation.sources.iter().map(|id| model.source(*id).title.as_str()).collect();
        sources.sort_unstable();
        let ends = [relation.from, relation.to].map(|id| &*model.entity(id).slug);
        format!(
            "{} {ends:?} {} {} {sources:?} {} {:?}",
            relation.kind,
            relation.during,
            relation.detail_text(),
            relation.confidence,
            relation.note,
        )
    };
    relations.map(fact).collect()
}

fn difference(expected: &str, found: &str) -> String {
    let lines = expected.lines().zip(found.lines());
    let first = lines.enumerate().find(|(_, (a, b))| a != b);
    first.map_or_else(
        || format!("{} lines, {} expected", found.lines().count(), expected.lines().count()),
        |(line, (a, b))| format!("line {}: `{b}`, expected `{a}`", line + 1),
    )
}

/// A text that every format can hold: any letters, with the marks of every format among them.
fn texts() -> impl Strategy<Value = String> {
    let marks = "[]\\[<>&\"'\\\\,;=/ \n\r\t{}()#|é中a-c-]{1,12}";
    let any = "\\PC{1,8}".prop_filter("XML holds no U+FFFE", |text: &String| !text.contains(['\u{FFFE}', '\u{FFFF}']));
    prop_oneof![marks, any]
}

/// A small world of states, bodies, treaties, disputes and sources with any names, dates and details.
fn worlds() -> impl Strategy<Value = Model> {
    let during =
        select(&["/", "../..", "1990/..", "1990-05-01/1999", "/2001", "2014~/..", "[1990,1991]/..", "1995"][..]);
    let sources = vec((texts(), select(SourceKind::ALL), option::of(texts())), 1..4);
    let states = vec((texts(), option::of(texts()), vec((texts(), any::<bool>()), 0..3)), 2..5);
    let seats = vec((any::<Index>(), 0..2_u32, select(Grade::ALL), any::<bool>(), during.clone(), statement()), 0..8);
    let acts = vec(
        (any::<Index>(), select(&Act::ALL[..8]), select(&["1990", "1991-05", "2001-01-01"][..]), statement()),
        0..5,
    );
    let ties = vec(
        (any::<Index>(), any::<Index>(), texts(), option::of(-9.0..9.0_f64), any::<bool>(), during, statement()),
        0..5,
    );
    (texts(), sources, states, seats, acts, ties).prop_map(|(title, sources, states, seats, acts, ties)| {
        let (n, cited) = (states.len(), sources.len());
        let sources = sources.into_iter().enumerate().map(|(i, (title, kind, note))| SourceDraft {
            id: format!("s{i}"),
            title,
            kind,
            publisher: note.clone(),
            date: Some("2014-05".to_owned()),
            url: None,
            accessed: None,
            note,
            origin: Origin::entry(0, Section::Sources, i as u32),
        });
        let entity = |slug: String, kind: EntityKind, name: String, i: usize| EntityDraft {
            slug,
            kind,
            name,
            official: None,
            aka: Vec::new(),
            codes: Vec::new(),
            during: None,
            note: None,
            src: None,
            attributes: match kind {
                EntityKind::Body => AttributesDraft::Body { family: None, forms: Vec::new(), rosters: Vec::new() },
                EntityKind::Treaty => AttributesDraft::Treaty { opened: Some("1989".to_owned()), in_force: None },
                _ => AttributesDraft::None,
            },
            origin: Origin::entry(0, Section::Entities(kind), i as u32),
        };
        let mut entities: Vec<EntityDraft> = Vec::new();
        for (i, (name, note, aka)) in states.into_iter().enumerate() {
            let mut state = entity(format!("a{i}"), EntityKind::State, name, i);
            state.aka = aka.into_iter().map(|(text, shared)| AliasDraft { text, during: None, shared }).collect();
            (state.official, state.note) = (note.clone(), note);
            entities.push(state);
        }
        for (i, (slug, kind)) in
            [("b0", EntityKind::Body), ("b1", EntityKind::Body), ("t0", EntityKind::Treaty)].into_iter().enumerate()
        {
            entities.push(entity(slug.to_owned(), kind, title.clone(), n + i));
        }
        let said = |(source, conf, note): (Index, Confidence, Option<String>)| Said {
            src: Some(format!("s{}", source.index(cited))),
            conf: Some(conf),
            note,
            ..Said::default()
        };
        let owner = |at: usize| End::Owner(at as u32);
        let mut relations: Vec<RelationDraft> = Vec::new();
        let mut add = |kind, from, to, when, detail, said| {
            let origin = Origin::entry(0, Section::Line, relations.len() as u32 + 1);
            relations.push(RelationDraft { kind, from: owner(from), to: owner(to), when, detail, said, origin });
        };
        for (who, body, grade, suspended, during, statement) in seats {
            let detail = DetailDraft::Ready(Detail::Seat { grade, suspended, weight: 1.0 });
            let when = When::During(during.to_owned());
            add(RelationKind::Seat, who.index(n), n + body as usize, when, detail, said(statement));
        }
        for (who, act, on, statement) in acts {
            let detail = DetailDraft::Act(act);
            add(RelationKind::Party, who.index(n), n + 2, When::On(on.to_owned()), detail, said(statement));
        }
        for (a, b, kind, value, directed, during, statement) in ties {
            let (a, b) = (a.index(n), b.index(n));
            if a != b {
                let detail = DetailDraft::Ready(Detail::Tie { kind: kind.into(), value, directed });
                add(RelationKind::Tie, a, b, When::During(during.to_owned()), detail, said(statement));
            }
        }
        let sources = sources.collect();
        let (model, found) = build(Draft { title: Some(title), sources, entities, relations, ..Draft::default() });
        assert!(!found.has_errors(), "{:?}", found.iter().next());
        model
    })
}

fn statement() -> impl Strategy<Value = (Index, Confidence, Option<String>)> {
    (any::<Index>(), select(Confidence::ALL), option::of(texts()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_world_comes_back(world in worlds()) {
        let expected = write::text(&world);
        for format in LOSSLESS {
            let back = again(format, &data::world(&world), &Model::default());
            prop_assert_eq!(back.report.totals().2, 0, "{}: {:?}", format, back.report.problems.first());
            prop_assert_eq!(&write::text(&back.model), &expected, "{}", format);
        }
    }
}
