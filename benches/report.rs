//! How fast the parts are, for people to read; no test depends on a time. `benches/README.md` explains the rows.

use comity::analysis::overlap::{self, Question, RankBy};
use comity::document::{self, Document};
use comity::export::fence::{Value, write_dot};
use comity::graph::Graph;
use comity::graph::network::Side;
use comity::graph::projection::{Projection, Weight};
use comity::graph::two_mode::TwoMode;
use comity::graph::view::View;
use comity::measure::Options;
use comity::measure::betweenness::betweenness;
use comity::model::Model;
use comity::time::Day;
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use std::fmt;
use std::sync::LazyLock;

#[expect(dead_code, reason = "its command line is for people")]
#[path = "../examples/generate_world.rs"]
mod generate_world;

#[expect(dead_code, reason = "its command line is for people")]
#[path = "../examples/every_year/main.rs"]
mod every_year;

fn main() {
    divan::main();
}

static SHIPPED: LazyLock<Document> = LazyLock::new(document::builtin);
static TEXT: LazyLock<String> =
    LazyLock::new(|| generate_world::world(generate_world::Size { bodies: 600, seats: 120, states: 200, seed: 1 }));
static GENERATED: LazyLock<Document> = LazyLock::new(|| read(&TEXT));

fn read(text: &str) -> Document {
    document::read_texts(vec![("generated.ron".to_owned(), text.as_bytes().to_vec())])
}

/// A world of the rows below.
#[derive(Clone, Copy)]
enum World {
    Shipped,
    Generated,
}

const PLAIN: Options = Options { weighted: false, normalised: true };

const WORLDS: [World; 2] = [World::Shipped, World::Generated];

impl World {
    fn model(self) -> &'static Model {
        match self {
            Self::Shipped => &SHIPPED.model,
            Self::Generated => &GENERATED.model,
        }
    }

    fn graph(self) -> Graph<'static> {
        Graph::of(self.model())
    }
}

impl fmt::Display for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shipped => "shipped",
            Self::Generated => "600 x 120",
        })
    }
}

/// Full members on a day on which most bodies exist: 2014-05-20.
fn view() -> View {
    View::on(Day::from_number(16_210))
}

/// Every picture of the table, by its first example, from the arguments to the bytes.
#[divan::bench(args = comity::draw::PICTURES.iter().map(|picture| picture.name), sample_count = 20)]
fn draw_a_picture(bencher: Bencher, name: &str) {
    let example = comity::draw::find(name).map_or("", |picture| picture.examples[0].1);
    let words = ["comity", "draw", name].into_iter().chain(example.split(' ')).map(|word| word.replace('\'', ""));
    let args: Vec<std::ffi::OsString> = words.map(Into::into).collect();
    let around = comity::cli::Surroundings {
        today: Day::from_number(20_000),
        graphs: Vec::new(),
        colour_out: false,
        colour_err: false,
        width: None,
    };
    bencher.bench(|| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        comity::cli::run(black_box(&args), &around, &mut out, &mut err);
        out
    });
}

/// A report of ten figures and ten tables: woven for the first time, and again when nothing changed.
#[divan::bench(args = ["cold", "unchanged"], sample_count = 20)]
fn weave(bencher: Bencher, which: &str) {
    let commands =
        ["overlap cica sco cis --as upset", "overlap cica sco cis", "draw matrix cica sco cis", "members cica"];
    let blocks: Vec<String> = (0..20).map(|i| format!("```comity\n{}\n```\n\n", commands[i % 4])).collect();
    let folder = std::env::temp_dir().join(format!("comity-bench-{}-{which}", std::process::id()));
    let (report, lock) = (folder.join("report.md"), folder.join("comity.lock"));
    let text = format!("---\nas-of: 2014-05-20\n---\n\n{}", blocks.concat());
    let made = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&report, text));
    let args = ["comity".into(), "weave".into(), report.into_os_string(), "--quiet".into()];
    let around = comity::cli::Surroundings {
        today: Day::from_number(20_000),
        graphs: Vec::new(),
        colour_out: false,
        colour_err: false,
        width: None,
    };
    let run = || {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = comity::cli::run(black_box(&args), &around, &mut out, &mut err);
        assert!(code == 0 && made.is_ok(), "{}", String::from_utf8_lossy(&err));
    };
    run();
    let forget = || {
        if which == "cold" {
            std::fs::remove_file(&lock).unwrap_or_default();
        }
    };
    bencher.with_inputs(forget).bench_values(|()| run());
    std::fs::remove_dir_all(&folder).unwrap_or_default();
}

#[divan::bench]
fn load_shipped(bencher: Bencher<'_, '_>) {
    let bytes: usize = SHIPPED.texts.files().iter().map(|file| file.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(document::builtin);
}

#[divan::bench(sample_count = 20)]
fn load_generated(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::new(TEXT.len())).bench(|| read(&TEXT));
}

#[divan::bench(args = WORLDS)]
fn graph(bencher: Bencher<'_, '_>, world: World) {
    let model = world.model();
    bencher.bench(|| Graph::of(model));
}

#[divan::bench(args = WORLDS)]
fn two_mode(bencher: Bencher<'_, '_>, world: World) {
    let graph = world.graph();
    bencher.bench(|| TwoMode::of(&graph, &view(), None));
}

#[divan::bench(args = WORLDS)]
fn overlap_counts(bencher: Bencher<'_, '_>, world: World) {
    let two_mode = TwoMode::of(&world.graph(), &view(), None);
    bencher.bench(|| Projection::of(black_box(&two_mode), Side::Group, 1));
}

#[divan::bench(args = WORLDS, sample_count = 20)]
fn overlap_answer(bencher: Bencher<'_, '_>, world: World) {
    let graph = world.graph();
    bencher.bench(|| overlap::all(&graph, &view(), &Question::default(), RankBy::Jaccard, None));
}

/// The yearly table of organizations, if `COMITY_DATA` says where it is.
static TABLE: LazyLock<Option<every_year::table::Table>> =
    LazyLock::new(|| every_year::table::read(std::env::var_os("COMITY_DATA")?.as_ref()).ok());

/// Shared members and Jaccard coefficients of all pairs of 534 organizations in each of 199 years.
#[divan::bench(args = TABLE.iter().map(|table| table.years.len()))]
fn overlap_every_year(bencher: Bencher<'_, '_>, _years: usize) {
    let Some(table) = &*TABLE else { return };
    bencher.bench(|| every_year::count(table));
}

#[divan::bench(args = WORLDS, sample_count = 20)]
fn betweenness_two_mode(bencher: Bencher<'_, '_>, world: World) {
    let (network, _) = TwoMode::of(&world.graph(), &view(), None).network();
    bencher.bench(|| betweenness(&network, PLAIN));
}

#[divan::bench(args = WORLDS)]
fn betweenness_projection(bencher: Bencher<'_, '_>, world: World) {
    let two_mode = TwoMode::of(&world.graph(), &view(), None);
    let network = Projection::of(&two_mode, Side::Actor, 1).network(Weight::None);
    bencher.bench(|| betweenness(&network, PLAIN));
}

/// A network of 10,000 nodes and 100,000 edges, as text that Graphviz reads.
#[divan::bench(args = ["plain", "widths"])]
fn dot(bencher: Bencher<'_, '_>, edges: &str) {
    const NODES: usize = 10_000;
    const EDGES: usize = 100_000;
    bencher.counter(ItemsCount::new(EDGES)).bench(|| {
        write_dot(false, |dot| {
            let nodes: Vec<_> = (0..NODES).map(|_| dot.node(&[("label", "A node".into())])).collect();
            for i in 0..EDGES {
                let (a, b) = (nodes[i % NODES], nodes[(i * 7 + i / NODES) % NODES]);
                let width = [("penwidth", Value::Number { value: (i % 40) as f64 / 8.0, decimals: 2 })];
                dot.edge(a, b, if edges == "widths" { &width } else { &[] });
            }
        })
    });
}

/// Where nodes stand: the merged network of a dozen bodies, and 2,000 nodes with 20,000 ties.
#[divan::bench(args = ["12 bodies", "2000 x 20000"], sample_count = 5)]
fn network_layout(bencher: Bencher<'_, '_>, which: &str) {
    use comity::layout::{Room, Shape, Tie, lay_out};
    if which == "12 bodies" {
        let names = ["asean", "bimstec", "saarc", "cica", "sco", "eco", "cis", "csto", "eurasec", "oic", "las", "gcc"];
        let bodies: Vec<_> = names.iter().filter_map(|slug| SHIPPED.model.find(slug)).collect();
        let graph = World::Shipped.graph();
        let diagram = comity::export::diagram::two_mode(&graph, &view(), Some(&bodies), true);
        bencher.bench(|| comity::draw::network::place(&mut diagram.clone(), 8.0, 458.0, None));
        return;
    }
    let shapes: Vec<Shape> = (0..2_000).map(|i| Shape::rectangle(30.0 + f64::from(i % 30), 14.0)).collect();
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % 2_000
    };
    let ties: Vec<Tie> = (0..20_000).map(|_| Tie { from: next(), to: next(), length: 1.0 }).collect();
    bencher.bench(|| lay_out(&shapes, &ties, Room { width: 458.0, height: None, gap: 5.6 }));
}
