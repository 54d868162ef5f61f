//! What the tables promise: every row works, has help, and is told apart from the others.

use comity::analysis::Show;
use comity::analysis::overlap::overlap;
use comity::document::{Document, builtin};
use comity::export::data::{self, Data};
use comity::export::{self, EXPORTERS, Exporter, Writer, diagram};
use comity::graph::Graph;
use comity::graph::view::View;
use comity::lint::RULES;
use comity::measure::{MEASURES, TIE_MEASURES};
use comity::model::kind::{EntityKind, RELATIONS, RelationKind};
use comity::render::{self, FORMATS};
use comity::time::{Day, Span};
use std::collections::BTreeSet;

#[test]
fn every_format_writes_a_real_answer_the_same_way_twice() {
    let world = builtin();
    let graph = Graph::of(&world.model);
    let view = view();
    let bodies = [world.model.find("cica").unwrap(), world.model.find("sco").unwrap()];
    let show = Show { cite: true, why: true };
    let answer = || overlap(&graph, &view, &bodies).seal(&world.model, &view, show);
    for format in FORMATS {
        let text = (format.write)(&answer(), &render::Style::default());
        assert!(text.contains("cica") && text.len() > 80, "{}", format.name);
        assert_eq!(text, (format.write)(&answer(), &render::Style::default()), "{}", format.name);
    }
}

#[test]
fn every_exporter_writes_every_network() {
    let world = builtin();
    let graph = Graph::of(&world.model);
    let view = view().every_grade();
    for drawn in diagrams(&world, &graph, &view) {
        assert!(!drawn.nodes.is_empty() && !drawn.title.is_empty());
        for exporter in EXPORTERS {
            let Writer::Drawing { picture: write, .. } = exporter.write else { continue };
            let text = write(&drawn);
            assert!(!text.is_empty(), "{}: {}", exporter.name, drawn.title);
            assert_eq!(text, write(&drawn), "{}", exporter.name);
        }
    }
    for data in networks(&world, &graph, &view) {
        assert!(!data.nodes.is_empty() && !data.ties.is_empty() && !data.title.is_empty());
        for exporter in EXPORTERS {
            if let Some(refusal) = (exporter.refuses)(&data) {
                assert!(!refusal.message.is_empty() && !refusal.help.is_empty());
                continue;
            }
            if data.whole && exporter.name == "years" {
                // Sixty megabytes, of what smaller networks show too.
                continue;
            }
            let text = written(exporter, &data);
            assert!(text.len() > 80, "{}: {}", exporter.name, data.title);
            // Of a whole world there is much to write.
            assert!(data.whole || text == written(exporter, &data), "{}", exporter.name);
        }
    }
}

#[test]
fn names_in_each_table_are_distinct() {
    distinct(MEASURES.iter().chain(TIE_MEASURES).map(|measure| measure.name));
    distinct(FORMATS.iter().map(|format| format.name));
    distinct(EXPORTERS.iter().map(|exporter| exporter.name));
    distinct(RULES.iter().map(|rule| rule.code.id));
    distinct(RELATIONS.iter().map(|row| row.kind.as_str()));
    distinct(EntityKind::ALL.iter().map(|kind| kind.plural()));
    distinct(FORMATS.iter().flat_map(|f| f.endings).copied());
    // `export` writes networks alone, so that its `.json` is another than that of an answer.
    distinct(EXPORTERS.iter().flat_map(|e| e.endings).copied());
}

#[test]
fn help_names_every_measure_format_and_exporter() {
    let mut command = comity::cli::command();
    let mut help = |verb: &str| one_line(&command.find_subcommand_mut(verb).unwrap().render_long_help().to_string());
    let centrality = help("centrality");
    MEASURES
        .iter()
        .chain(TIE_MEASURES)
        .for_each(|measure| assert!(centrality.contains(measure.name) && centrality.contains(measure.about)));
    let members = help("members");
    FORMATS.iter().for_each(|format| assert!(members.contains(format.name) && members.contains(format.about)));
    let export = help("export");
    EXPORTERS.iter().for_each(|exporter| assert!(export.contains(exporter.about)));
}

#[test]
fn every_command_has_help_with_examples() {
    let mut command = comity::cli::command();
    command.build();
    let verbs: Vec<String> =
        command.get_subcommands().map(|c| c.get_name().to_owned()).filter(|c| c != "help").collect();
    assert!(verbs.len() >= 13);
    for verb in verbs {
        let sub = command.find_subcommand_mut(&verb).unwrap();
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        assert!(!about.is_empty() && !about.contains("`comity"), "{verb} is said to be {about:?}");
        let help = one_line(&sub.render_long_help().to_string());
        assert!(help.starts_with(&about), "the help of {verb} does not begin with what it does");
        let example = help.split("Example").nth(1).is_some_and(|after| after.contains(&format!("comity {verb}")));
        assert!(example, "{verb} has no example");
    }
}

/// Long lines of help are wrapped.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One diagram of every sort.
pub(crate) fn diagrams(world: &Document, graph: &Graph<'_>, view: &View) -> Vec<diagram::Diagram> {
    use comity::graph::{network::Side, projection::Weight};
    let bodies: Vec<_> = ["cica", "sco", "asean", "saarc"].iter().filter_map(|slug| world.model.find(slug)).collect();
    let kaz = world.model.find("kaz").unwrap();
    vec![
        diagram::two_mode(graph, view, Some(&bodies), true),
        diagram::two_mode(graph, view, None, false),
        diagram::projection(graph, view, Some(&bodies), Side::Actor, Weight::Shared, 2),
        diagram::projection(graph, view, None, Side::Group, Weight::Jaccard, 1),
        diagram::ego(graph, view, kaz),
    ]
}

/// One network of every sort.
pub(crate) fn networks<'m>(world: &'m Document, graph: &Graph<'m>, view: &View) -> Vec<Data<'m>> {
    use comity::graph::{network::Side, projection::Projection, projection::Weight, two_mode::TwoMode};
    let bodies: Vec<_> = ["cica", "sco", "asean", "saarc"].iter().filter_map(|slug| world.model.find(slug)).collect();
    let seats = TwoMode::of(graph, view, Some(&bodies));
    let long = View { when: Span { first: Day::parse("1990-01-01").unwrap(), last: view.when.last }, ..view.clone() };
    let mut all = vec![
        data::two_mode(graph, view, Some(&bodies)),
        data::two_mode(graph, &long, Some(&bodies)),
        data::statements(graph, &long, None),
        data::projection(graph, view, &seats, &Projection::of(&seats, Side::Actor, 2), Side::Actor, Weight::Shared),
        data::projection(graph, view, &seats, &Projection::of(&seats, Side::Group, 1), Side::Group, Weight::Jaccard),
        data::relations(graph, view, &[RelationKind::Rival, RelationKind::Side, RelationKind::Party], None),
        data::relations(graph, &long, &[], world.model.find("kaz")),
        data::world(&world.model),
    ];
    for data in &mut all[..7] {
        "2014-05-20".clone_into(&mut data.as_of);
    }
    all
}

/// What a format makes of a network.
pub(crate) fn written(exporter: &Exporter, data: &Data<'_>) -> String {
    let mut bytes = Vec::new();
    export::write(exporter, data, export::Style::default(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

pub(crate) fn view() -> View {
    View::on(Day::parse("2014-05-20").unwrap())
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name), "`{name}` stands twice in one table");
    }
}
