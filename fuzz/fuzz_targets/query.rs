//! Any text as a set expression, a number or a supposition: never a panic, and complaints lie inside the text.
#![no_main]

use comity::diagnostic::{At, Diagnostics};
use comity::graph::{Graph, view::View};
use comity::query::number::{Number, is_body};
use comity::query::suppose::suppose;
use comity::query::Query;
use comity::time::Day;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static WORLD: LazyLock<comity::document::Document> = LazyLock::new(comity::document::builtin);
static GRAPH: LazyLock<Graph<'static>> = LazyLock::new(|| Graph::of(&WORLD.model));

fuzz_target!(|text: &str| {
    let graph = &*GRAPH;
    let day = Day::from_number(16_210);
    let view = View::on(day);
    let found = Query::parse(text).and_then(|query| query.run(graph, &view));
    found.err().iter().for_each(|wrong| inside(wrong, text));
    let number = Number::parse(text, is_body(graph, day));
    number.err().iter().for_each(|wrong| inside(wrong, text));
    suppose(&WORLD.model, text, day).err().iter().for_each(|wrong| inside(wrong, text));
});

fn inside(wrong: &Diagnostics, text: &str) {
    for one in wrong {
        let Some(place) = &one.place else { panic!("a complaint without a place: {}", one.message) };
        let At::Bytes { start, end } = place.at else { panic!("no bytes") };
        assert!(start <= end && end <= text.len() && text.is_char_boundary(start) && text.is_char_boundary(end));
    }
}
