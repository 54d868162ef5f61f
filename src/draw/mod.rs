//! Pictures a journal would print: from a graph, a view and a question to marks in points, then to SVG.
//!
//! [`PICTURES`] is the table of them, one file each; the command line, its help, the gallery and the tests read it.
//! Only + − × ÷ and √ make coordinates and numbers have fixed decimals, so a picture is the same bytes on every machine.
//! The data behind a picture are a [`Finding`], so that it can be checked, and read by those who cannot see it.

pub mod axis;
#[cfg(feature = "euler")]
mod euler;
mod heatmap;
mod matrix;
pub mod network;
pub mod palette;
pub mod print;
pub mod scene;
pub mod seating;
pub mod seriation;
pub mod series;
pub mod sheet;
pub mod source;
pub mod svg;
pub mod text;
pub mod tiles;
mod timeline;
mod upset;

use crate::analysis::{Finding, backbone};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::kind::{EntityKind, Grade};
use crate::model::{EntityId, Model};
use crate::query::number::Number;
use crate::time::{Certainty, Day};
pub use axis::Moment;
use scene::{Paint, Scene};
use sheet::{Key, Sheet, Swatch};
use std::collections::BTreeMap;

/// A sort of picture.
#[derive(Debug, Clone, Copy)]
pub struct Picture {
    /// Its name, as typed.
    pub name: &'static str,
    /// What it answers, as a phrase for the help.
    pub about: &'static str,
    /// The kinds of entity that it is about.
    pub takes: &'static [EntityKind],
    /// The options that it knows besides those of every picture, as typed but without dashes.
    pub options: &'static [&'static str],
    /// Whether seats of every grade count if none is asked for; else full members.
    pub every_grade: bool,
    /// Examples for the gallery and the tests: the name of a file, and what is typed after the name of the picture.
    pub examples: &'static [(&'static str, &'static str)],
    /// Draws it.
    pub draw: fn(&Graph<'_>, &View, &Question) -> Result<Drawing, Refusal>,
}

const SEATS: &[EntityKind] = &[EntityKind::Body, EntityKind::State];

/// Every picture, in the order of the help.
pub static PICTURES: &[Picture] = &[
    Picture {
        name: "upset",
        about: "which combinations of bodies occur, and who holds them, by name",
        takes: SEATS,
        options: &["focus", "inclusive"],
        every_grade: false,
        examples: &[
            ("upset-asia", "asean bimstec saarc cica sco eco cis csto eurasec oic las gcc --as-of 2014-05-20"),
            ("upset-focus", "cica sco csto cis eco oic asean --focus cica --as-of 2026-01-01"),
        ],
        draw: upset::draw,
    },
    Picture {
        name: "matrix",
        about: "everybody against every body, with the grade of each seat, alike beside alike",
        takes: SEATS,
        options: &[],
        every_grade: true,
        examples: &[
            ("matrix-asia", "cica sco csto cis eaeu eco ots --as-of 2026-01-01"),
            ("matrix-africa", "sadc comesa eac igad eccas cemac ecowas uemoa cen-sad amu sacu --as-of 2026-01-01"),
        ],
        draw: matrix::draw,
    },
    Picture {
        name: "heatmap",
        about: "how much of each body sits inside another, or how many bodies two states share",
        takes: SEATS,
        options: &["on"],
        every_grade: false,
        examples: &[
            ("heatmap-asia", "asean bimstec saarc cica sco eco cis csto eurasec oic las gcc --as-of 2014-05-20"),
            ("heatmap-states", "cica sco csto cis eco saarc asean bimstec --on states --as-of 2026-01-01"),
        ],
        draw: heatmap::draw,
    },
    Picture {
        name: "timeline",
        about: "who sat when and how: joining, waiting, suspended, leaving",
        takes: SEATS,
        options: &["by", "mark"],
        every_grade: true,
        examples: &[
            ("timeline-post-soviet", "csto eaeu sco --mark cica-summit-2014 --as-of 2026-01-01"),
            ("timeline-sco", "sco --mark sco-summit-2001,sco-summit-2005 --as-of 2026-01-01"),
            ("timeline-kazakhstan", "kaz --as-of 2026-01-01"),
        ],
        draw: timeline::draw,
    },
    Picture {
        name: "series",
        about: "numbers over time at the exact days of change: members, overlaps, any number of sets",
        takes: &[],
        options: &["mark"],
        every_grade: false,
        examples: &[
            ("series-members", "cica sco csto asean --mark cica-summit-2014 --as-of 2026-01-01"),
            ("series-jaccard", "'jaccard(cica,sco)' 'jaccard(csto,sco)' --during 2001-06-15/2026-01-01"),
        ],
        draw: series::draw,
    },
    Picture {
        name: "tiles",
        about: "where bodies reach: a square for every state, a panel for every body or day",
        takes: SEATS,
        options: &["map", "days"],
        every_grade: true,
        examples: &[
            ("tiles-asia", "cica sco csto eaeu eco saarc bimstec asean gcc --map asia --as-of 2026-01-01"),
            ("tiles-world", "oic --as-of 2026-01-01"),
            ("tiles-years", "sco --days 2001-06-15,2005-07-05,2017-06-09,2026-01-01"),
        ],
        draw: tiles::draw,
    },
    Picture {
        name: "network",
        about: "who sits where, states with the same seats in one box; or one entity and all around it",
        takes: SEATS,
        options: &["ego", "on", "min-shared", "backbone", "no-merge", "disputes"],
        every_grade: false,
        examples: &[
            ("network-asia", "asean bimstec saarc cica sco eco cis csto eurasec oic las gcc --as-of 2014-05-20"),
            ("network-grades", "cica sco csto eaeu --grade any --as-of 2020-01-01"),
            ("network-kazakhstan", "--ego kaz --as-of 2014-05-20"),
            ("network-supposed", "cica sco csto eaeu --suppose 'join mng sco; leave arm csto' --as-of 2026-01-01"),
            ("network-backbone", "--within 'region(asia)' --on states --backbone sdsm:0.02 --as-of 2026-01-01"),
            ("network-states", "cica sco cis csto eco asean saarc --on states --disputes --as-of 2014-05-20"),
        ],
        draw: network::draw,
    },
    #[cfg(feature = "euler")]
    Picture {
        name: "euler",
        about: "how a few bodies nest: ellipses as large as those in them are many, everybody named",
        takes: SEATS,
        options: &[],
        every_grade: false,
        // None in the gallery, which every build must be able to draw.
        examples: &[],
        draw: euler::draw,
    },
];

/// Finds a picture by its name.
pub fn find(name: &str) -> Option<&'static Picture> {
    PICTURES.iter().find(|picture| picture.name == name)
}

/// What a picture is asked.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The entities it is about, in the order they were named.
    pub what: Vec<EntityId>,
    /// What only some pictures know.
    pub options: Options,
    /// On what it is printed.
    pub sheet: Sheet,
    /// What its source line says.
    pub stamp: Stamp,
}

/// Options that only some pictures know.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The body whose combinations are drawn, all others being one row.
    pub focus: Option<EntityId>,
    /// Whether a row is of all who sit in at least its bodies.
    pub inclusive: bool,
    /// What is compared, or drawn alone.
    pub on: Option<On>,
    /// By what lanes are grouped.
    pub by: Option<By>,
    /// Days to mark, with words.
    pub moments: Vec<Moment>,
    /// Numbers to follow.
    pub numbers: Vec<Followed>,
    /// The same numbers without what is supposed.
    pub as_it_is: Vec<series::Line>,
    /// The grid of a map.
    pub map: Option<&'static tiles::Grid>,
    /// Days to draw one panel each for.
    pub days: Vec<Day>,
    /// The entity around which a network is drawn.
    pub ego: Option<EntityId>,
    /// The least that two must share to be tied; by default as little as leaves the ties readable.
    pub min_shared: Option<usize>,
    /// The ties of a network to draw instead of all that share enough.
    pub backbone: Option<backbone::Choice>,
    /// Whether states with the same seats are drawn one by one.
    pub no_merge: bool,
    /// Whether disputes and rivalries between those drawn are laid over the network.
    pub disputes: bool,
    /// What a supposition adds and takes away, if there is one.
    pub supposed: Supposed,
}

/// A number to follow over time.
#[derive(Debug, Clone)]
pub struct Followed {
    /// The words that stand for it.
    pub label: String,
    /// What it counts.
    pub unit: String,
    /// The number.
    pub number: Number,
}

/// What is compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum On {
    /// Bodies, by who sits in them.
    #[default]
    Bodies,
    /// States, by where they sit.
    States,
}

/// By what the lanes of a timeline are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By who sits.
    State,
    /// By where they sit.
    Body,
}

/// The seats that a supposition adds and takes away, as pairs of holder and body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Supposed {
    /// The supposition as it was written.
    pub text: String,
    /// Seats that are not there without it.
    pub added: Vec<(EntityId, EntityId)>,
    /// Seats that are not there with it.
    pub removed: Vec<(EntityId, EntityId)>,
    /// Seats that are there anyway, but in another grade with it, or suspended in one case only.
    pub regraded: Vec<(EntityId, EntityId)>,
}

impl Supposed {
    /// What differs between two graphs in a view, among the seats that count.
    pub fn between(before: &Graph<'_>, after: &Graph<'_>, view: &View, text: &str) -> Self {
        let (was, will) = (counted(before, view), counted(after, view));
        let less = |a: &Counted, b: &Counted| a.keys().filter(|pair| !b.contains_key(pair)).copied().collect();
        let (added, removed) = (less(&will, &was), less(&was, &will));
        let regraded = will.iter().filter(|(pair, seat)| was.get(pair).is_some_and(|known| known != *seat));
        let regraded = regraded.map(|(pair, _)| *pair).collect();
        Self { text: text.to_owned(), added, removed, regraded }
    }
}

/// Pairs of holder and body with the fullest grade held, and whether that is suspended.
type Counted = BTreeMap<(EntityId, EntityId), (Grade, bool)>;

fn counted(graph: &Graph<'_>, view: &View) -> Counted {
    let mut fullest = Counted::new();
    for relation in graph.model().relations() {
        let Some(grade) = relation.grade() else { continue };
        if view.certainty(relation) >= view.dates.counted().max(Certainty::Possibly) {
            let seat = (grade, relation.is_suspended());
            let known = fullest.entry((relation.from, relation.to)).or_insert(seat);
            *known = seat.min(*known);
        }
    }
    fullest
}

impl Question {
    /// Whether a seat is there by supposition alone.
    fn is_added(&self, pair: (EntityId, EntityId)) -> bool {
        self.options.supposed.added.contains(&pair)
    }

    /// Whether a seat is there, or has its grade, by supposition alone.
    fn is_supposed(&self, pair: (EntityId, EntityId)) -> bool {
        self.is_added(pair) || self.options.supposed.regraded.contains(&pair)
    }

    /// Whether a seat is away by supposition alone.
    fn is_removed(&self, pair: (EntityId, EntityId)) -> bool {
        self.options.supposed.removed.contains(&pair)
    }

    /// The remark that not all of this is so.
    fn supposed_note(&self) -> Option<String> {
        let text = &self.options.supposed.text;
        (!text.is_empty()).then(|| format!("Supposed, and not so: {text}."))
    }

    /// What a legend says of a supposition.
    fn supposed_keys(&self) -> Vec<Key> {
        let supposed = &self.options.supposed;
        let mut keys = Vec::new();
        if !supposed.added.is_empty() || !supposed.regraded.is_empty() {
            keys.push(Key::new(Swatch::Square(Paint::solid(palette::ADDED)), "supposed"));
        }
        if !supposed.removed.is_empty() {
            let paint = Paint::solid(palette::WHITE).outlined(palette::REMOVED, 1.2);
            keys.push(Key::new(Swatch::Square(paint), "supposed away"));
        }
        keys
    }
}

/// The moment of an event: its first day and its name; none if its day is unknown.
pub fn moment_of(model: &Model, event: EntityId) -> Option<Moment> {
    let entity = model.entity(event);
    let day = entity.during.as_ref()?.start().0;
    let year = day.calendar().0.to_string();
    let text = if entity.name.contains(&year) { entity.name.clone() } else { format!("{} ({year})", entity.name) };
    (day > Day::BEGINNING).then_some(Moment { text, day })
}

/// What names a picture's origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The day or interval, as written.
    pub as_of: String,
    /// The command as the user could type it again.
    pub command: String,
    /// The title of the graph.
    pub graph: String,
    /// The hash of the graph.
    pub hash: String,
    /// The day of asking, where open time ends.
    pub today: Day,
}

impl Default for Stamp {
    fn default() -> Self {
        let (as_of, command, graph, hash) = Default::default();
        Self { as_of, command, graph, hash, today: Day::from_number(0) }
    }
}

/// A picture, and the data behind it.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// The marks.
    pub scene: Scene,
    /// What it shows, in a sentence.
    pub title: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// The data.
    pub finding: Finding,
}

impl Drawing {
    /// The picture as SVG.
    pub fn svg(&self) -> String {
        svg::write(&self.scene, &self.title, &self.alt)
    }
}

/// Why there is no picture: the question asks for what cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Refusal {
    /// A reason and a remedy.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}
