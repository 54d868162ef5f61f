//! How fast networks are written, for people to read; no test depends on a time. `benches/README.md` explains the rows.

use comity::export::data::{self, Data};
use comity::export::{self, Style, dot, find};
use comity::graph::Graph;
use comity::graph::view::View;
use comity::model::draft::{
    AttributesDraft, DetailDraft, Draft, End, EntityDraft, RelationDraft, Said, SourceDraft, When,
};
use comity::model::kind::{EntityKind, RelationKind, SourceKind};
use comity::model::{Detail, Model, Origin, Section, build};
use comity::time::Day;
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use std::io::{self, Write};
use std::sync::LazyLock;

fn main() {
    divan::main();
}

static BARE: LazyLock<Model> = LazyLock::new(|| ties(10_000, 100_000, false));
static FULL: LazyLock<Model> = LazyLock::new(|| ties(10_000, 100_000, true));
static BARE_LARGE: LazyLock<Model> = LazyLock::new(|| ties(100_000, 1_000_000, false));
static FULL_LARGE: LazyLock<Model> = LazyLock::new(|| ties(100_000, 1_000_000, true));

/// A world of states with ties between them, each with a value, perhaps with dates and a source.
fn ties(states: u32, ties: u32, dated: bool) -> Model {
    let source = SourceDraft {
        id: "drawn".into(),
        title: "Drawn by lot".into(),
        kind: SourceKind::Dataset,
        publisher: None,
        date: None,
        url: None,
        accessed: None,
        note: None,
        origin: Origin::entry(0, Section::Sources, 0),
    };
    let state = |i: u32| EntityDraft {
        slug: format!("s{i}"),
        kind: EntityKind::State,
        name: format!("State {i}"),
        official: None,
        aka: Vec::new(),
        codes: Vec::new(),
        during: None,
        note: None,
        src: None,
        attributes: AttributesDraft::None,
        origin: Origin::entry(0, Section::Entities(EntityKind::State), i),
    };
    let mut lot = 1_u64;
    let mut draw = |most: u32| {
        lot = lot.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((lot >> 33) % u64::from(most)) as u32
    };
    let tie = |i: u32| {
        let from = draw(states);
        let to = (from + 1 + draw(states - 1)) % states;
        let detail = Detail::Tie { kind: "trade".into(), value: Some(f64::from(draw(1000)) / 8.0), directed: false };
        RelationDraft {
            kind: RelationKind::Tie,
            from: End::Owner(from),
            to: End::Owner(to),
            when: if dated { When::During(format!("{}-05-20/..", 1950 + draw(60))) } else { When::Unknown },
            detail: DetailDraft::Ready(detail),
            said: Said { src: dated.then(|| "drawn".into()), ..Said::default() },
            origin: Origin::entry(0, Section::Line, i),
        }
    };
    let draft = Draft {
        sources: vec![source],
        entities: (0..states).map(state).collect(),
        relations: (0..ties).map(tie).collect(),
        ..Draft::default()
    };
    build::build(draft).0
}

/// Takes everything and keeps a count.
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn written(format: &str, data: &Data<'_>) -> u64 {
    let mut count = Count(0);
    find(format).map(|exporter| export::write(exporter, data, Style::default(), &mut count));
    count.0
}

fn all(model: &Model) -> Data<'_> {
    let day = Day::from_number(16_210);
    data::relations(&Graph::of(model), &View::on(day), &[RelationKind::Tie], None)
}

/// What a tie says of itself.
#[derive(Debug, Clone, Copy)]
enum Ties {
    /// A kind and a strength.
    Bare,
    /// Dates, bounds of dates and a source too.
    Full,
}

impl Ties {
    fn model(self, large: bool) -> &'static Model {
        match (self, large) {
            (Self::Bare, false) => &BARE,
            (Self::Full, false) => &FULL,
            (Self::Bare, true) => &BARE_LARGE,
            (Self::Full, true) => &FULL_LARGE,
        }
    }
}

fn run(bencher: Bencher<'_, '_>, format: &str, data: &Data<'_>) {
    let bytes = written(format, data);
    let bencher = bencher.counter(ItemsCount::new(data.ties.len())).counter(BytesCount::new(bytes));
    bencher.bench_local(|| written(black_box(format), black_box(data)));
}

/// 100,000 ties between 10,000 states.
#[divan::bench(args = ["dot", "graphml", "gexf", "nodelink", "cytoscape", "edges", "pajek", "cypher", "turtle"])]
fn bare_100k(bencher: Bencher<'_, '_>, format: &str) {
    run(bencher, format, &all(Ties::Bare.model(false)));
}

/// The same with dates and sources.
#[divan::bench(args = ["dot", "graphml", "gexf", "nodelink", "cytoscape", "edges", "pajek", "cypher", "turtle"])]
fn full_100k(bencher: Bencher<'_, '_>, format: &str) {
    run(bencher, format, &all(Ties::Full.model(false)));
}

/// A million ties between 100,000 states.
#[divan::bench(args = ["dot", "graphml", "nodelink", "edges"], sample_count = 10)]
fn bare_1m(bencher: Bencher<'_, '_>, format: &str) {
    run(bencher, format, &all(Ties::Bare.model(true)));
}

/// The same with dates and sources.
#[divan::bench(args = ["dot", "graphml", "nodelink", "edges"], sample_count = 10)]
fn full_1m(bencher: Bencher<'_, '_>, format: &str) {
    run(bencher, format, &all(Ties::Full.model(true)));
}

/// A picture of 100,000 ties as DOT, from names and words in memory.
#[divan::bench]
fn dot_100k(bencher: Bencher<'_, '_>) {
    let diagram = all(Ties::Bare.model(false)).diagram();
    let bencher = bencher.counter(ItemsCount::new(diagram.ties.len()));
    bencher.bench_local(|| dot::write(black_box(&diagram)));
}
