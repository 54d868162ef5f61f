//! What the tables promise: every row works, has help, and is told apart from the others.

use comity::analysis::Show;
use comity::analysis::overlap::overlap;
use comity::document::{Document, builtin};
use comity::export::EXPORTERS;
use comity::export::diagram;
use comity::graph::Graph;
use comity::graph::view::View;
use comity::lint::RULES;
use comity::measure::{MEASURES, TIE_MEASURES};
use comity::model::kind::{EntityKind, RELATIONS};
use comity::render::{FORMATS, Style};
use comity::time::Day;
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
        let text = (format.write)(&answer(), &Style::default());
        assert!(text.contains("cica") && text.len() > 80, "{}", format.name);
        assert_eq!(text, (format.write)(&answer(), &Style::default()), "{}", format.name);
    }
}

#[test]
fn every_exporter_writes_every_diagram() {
    let world = builtin();
    let graph = Graph::of(&world.model);
    let view = view().every_grade();
    for drawn in diagrams(&world, &graph, &view) {
        assert!(!drawn.nodes.is_empty() && !drawn.title.is_empty());
        for exporter in EXPORTERS {
            let text = (exporter.write)(&drawn);
            assert!(!text.is_empty(), "{}: {}", exporter.name, drawn.title);
            assert_eq!(text, (exporter.write)(&drawn), "{}", exporter.name);
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
    distinct(FORMATS.iter().flat_map(|f| f.endings).chain(EXPORTERS.iter().flat_map(|e| e.endings)).copied());
}

#[test]
fn help_names_every_measure_format_and_exporter() {
    let mut command = comity::cli::command();
    // Long lines are wrapped.
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
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
        assert!(sub.get_about().is_some(), "{verb} has no line in the help");
        assert!(sub.render_help().to_string().contains("comity "), "{verb} has no example");
    }
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

pub(crate) fn view() -> View {
    View::on(Day::parse("2014-05-20").unwrap())
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name), "`{name}` stands twice in one table");
    }
}
