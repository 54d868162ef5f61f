//! Euler diagrams, which only a build with that feature draws: measured as ellipses, not as the code says that they are.
//!
//! `cargo test --features euler --test euler` runs them; a binary of their own, as all other tests need none of that code.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use comity::document::{Document, read_texts};
use comity::draw::scene::{Area, Label, Mark, Point};
use comity::draw::{Drawing, Question, Refusal, find};
use comity::graph::Graph;
use comity::graph::view::View;
use comity::model::{EntityId, Model};
use comity::time::{Certainty, Day};

const DAY: &str = "2014-05-20";

/// The ellipses of a drawing in the order of its bodies, and its words.
struct Read {
    ellipses: Vec<(Point, (f64, f64), f64)>,
    labels: Vec<Label>,
}

impl Read {
    fn of(drawing: &Drawing, n: usize) -> Self {
        let mut read = Self { ellipses: Vec::new(), labels: Vec::new() };
        for element in &drawing.scene.elements {
            match &element.mark {
                Mark::Ellipse(centre, radii, degrees, _) => read.ellipses.push((*centre, *radii, *degrees)),
                Mark::Label(label) => read.labels.push(label.clone()),
                _ => {}
            }
        }
        // Each is drawn twice, first its ground and then its border.
        assert_eq!(read.ellipses.len(), 2 * n);
        read.ellipses.truncate(n);
        read
    }

    /// The ellipses around a place, as bits.
    fn mask(&self, x: f64, y: f64) -> u32 {
        let inside = self.ellipses.iter().map(|(centre, (a, b), degrees)| {
            let (sin, cos) = degrees.to_radians().sin_cos();
            let (dx, dy) = (x - centre.x, y - centre.y);
            let (u, v) = ((dx * cos + dy * sin) / a, (dy * cos - dx * sin) / b);
            u * u + v * v <= 1.0
        });
        inside.enumerate().map(|(set, inside)| u32::from(inside) << set).sum()
    }

    /// The share of each combination in the area of all, counted on a fine grid.
    fn shares(&self) -> Vec<f64> {
        const STEPS: usize = 700;
        let mut counts = vec![0.0; 1 << self.ellipses.len()];
        let frame = self.ellipses.iter().fold(Area::new(1e9, 1e9, 0.0, 0.0), |all, (centre, (a, b), _)| {
            let reach = a.max(*b);
            let (x, y) = (all.x.min(centre.x - reach), all.y.min(centre.y - reach));
            Area::new(x, y, all.width.max(centre.x + reach), all.height.max(centre.y + reach))
        });
        for i in 0..STEPS * STEPS {
            let along = |n: usize, from: f64, to: f64| from + (to - from) * (n as f64 + 0.5) / STEPS as f64;
            let mask = self.mask(along(i % STEPS, frame.x, frame.width), along(i / STEPS, frame.y, frame.height));
            counts[mask as usize] += 1.0;
        }
        counts[0] = 0.0;
        let all: f64 = counts.iter().sum();
        counts.into_iter().map(|count| count / all).collect()
    }
}

#[test]
fn regions_are_as_large_as_those_in_them_are_many_and_everybody_stands_in_his() {
    let world = comity::document::builtin();
    for bodies in [&["cica", "sco"][..], &["cica", "sco", "csto"], &["eco", "csto", "cis", "sco"]] {
        let read = Read::of(&euler(&world.model, bodies).unwrap(), bodies.len());
        // Who is where is asked of the members, not of the diagram.
        let graph = Graph::of(&world.model);
        let view = View::on(Day::parse(DAY).unwrap());
        let ids = found(&world.model, bodies);
        let mut masks = std::collections::BTreeMap::new();
        for (set, body) in ids.iter().enumerate() {
            for holding in view.holders(&graph, *body).into_iter().filter(|held| held.certainty == Certainty::Surely) {
                *masks.entry(holding.entity).or_insert(0_u32) |= 1 << set;
            }
        }
        let shares = read.shares();
        for mask in 1..shares.len() as u32 {
            let wanted = masks.values().filter(|known| **known == mask).count() as f64 / masks.len() as f64;
            let share = shares[mask as usize];
            assert!((share - wanted).abs() < 0.02, "{bodies:?} {mask:b}: {share:.3} instead of {wanted:.3}");
        }
        for (id, mask) in masks {
            let name = world.model.entity(id).short_name();
            let at: Vec<u32> = read
                .labels
                .iter()
                .filter(|label| label.text == name && !label.bold)
                .map(|label| read.mask(label.at.x, label.at.y - label.size * 0.3))
                .collect();
            assert_eq!(at, [mask], "{name} among {bodies:?}");
        }
    }
}

#[test]
fn what_ellipses_cannot_show_is_refused_or_told() {
    let world = comity::document::builtin();
    let twelve = ["asean", "bimstec", "saarc", "cica", "sco", "eco", "cis", "csto", "eurasec", "oic", "las", "gcc"];
    let refusal = euler(&world.model, &twelve).unwrap_err();
    assert!(refusal.message.contains("2 to 8 bodies, not 12") && refusal.help.contains("upset"), "{refusal:?}");
    assert!(euler(&world.model, &["sco"]).is_err());
}

/// Bodies and who sits in them, each state named by the bodies it sits in.
fn world(bodies: &[&str], states: &[&str]) -> Document {
    let named = |list: &[&str]| {
        list.iter().map(|id| format!("\"s{id}\": (name: \"State {id}\")")).collect::<Vec<_>>().join(", ")
    };
    let body = |body: &&str| {
        let who: Vec<String> = states.iter().filter(|state| state.contains(*body)).map(|id| format!("s{id}")).collect();
        format!(
            "\"{body}\": (name: \"Body {body}\", form: [Igo(during: \"1990/..\")], seats: [Member(who: \"{}\", during: \"2000-01-01/..\")])",
            who.join(" ")
        )
    };
    let bodies: Vec<String> = bodies.iter().map(body).collect();
    let text = format!(
        "#![enable(implicit_some)]\nWorld(states: {{ {} }}, bodies: {{ {} }})",
        named(states),
        bodies.join(", ")
    );
    let world = read_texts(vec![("sets.ron".to_owned(), text.into())]);
    assert!(!world.diagnostics.has_errors(), "{:?}", world.diagnostics);
    world
}

/// What the caption says of regions that nobody holds is what is drawn, counted anew.
#[test]
fn a_region_that_nobody_holds_is_told_of() {
    let bodies = ["ka", "kb", "kc"];
    let states = ["ka1", "ka2", "ka3", "kb1", "kb2", "kb3", "kc1", "kc2", "kc3", "kakbkc1", "kakbkc2", "kakbkc3"];
    let heart = world(&bodies, &states);
    let drawn = euler(&heart.model, &bodies).unwrap();
    let shares = Read::of(&drawn, 3).shares();
    // More than an eighth of the area of one state is seen.
    let seen = [0b011, 0b101, 0b110].iter().filter(|mask| shares[**mask] * states.len() as f64 > 0.12).count();
    let said = format!("4 regions, 0 missing, {seen} spurious;");
    let notes = &drawn.finding.answer.notes;
    assert!(notes.iter().any(|note| note.contains(&said)), "{said} {notes:?}");
    assert_eq!(notes.iter().any(|note| note.starts_with("Drawn but empty")), seen > 0, "{notes:?}");
}

/// Three bodies that meet in one state alone: a heart so small is not found without overlaps of two.
#[test]
fn a_region_that_has_no_place_is_no_picture() {
    let bodies = ["ka", "kb", "kc"];
    let alone = bodies.iter().flat_map(|body| (0..20).map(move |i| format!("{body}{i}")));
    let states: Vec<String> = alone.chain(["kakbkc".to_owned()]).collect();
    let small = world(&bodies, &states.iter().map(String::as_str).collect::<Vec<_>>());
    let refusal = euler(&small.model, &bodies).unwrap_err();
    assert!(refusal.message.contains("would have no place") && refusal.help.contains("upset"), "{refusal:?}");
}

fn found(model: &Model, bodies: &[&str]) -> Vec<EntityId> {
    bodies.iter().map(|slug| model.find(slug).unwrap()).collect()
}

fn euler(model: &Model, bodies: &[&str]) -> Result<Drawing, Refusal> {
    let question = Question { what: found(model, bodies), ..Question::default() };
    (find("euler").unwrap().draw)(&Graph::of(model), &View::on(Day::parse(DAY).unwrap()), &question)
}
