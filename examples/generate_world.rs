//! Writes a synthetic world as RON: some bodies with some seats each, for benchmarks and experiments.
//!
//! ```sh
//! cargo run --release --example generate_world -- world.ron --bodies 600 --seats 120 --states 200 --seed 1
//! comity --graph world.ron overlap --all --top 10
//! ```
//!
//! The same numbers give the same bytes on every machine. Nothing in it is true, and everything in it
//! is of the shapes that true worlds have: most seats are full memberships that still last, some ended,
//! some are of lower grades; most dates are days, and some are months, years, doubtful or unknown.

use clap::Parser;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// Writes a synthetic world as RON
#[derive(Debug, Parser)]
struct Args {
    /// The file to write
    file: PathBuf,
    #[command(flatten)]
    size: Size,
}

/// How large the world is, and which of all worlds of that size.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Size {
    /// Bodies
    #[arg(long, default_value_t = 600)]
    pub(crate) bodies: usize,
    /// Seats in every body, each of another state
    #[arg(long, default_value_t = 120)]
    pub(crate) seats: usize,
    /// States that seats are drawn from
    #[arg(long, default_value_t = 200)]
    pub(crate) states: usize,
    /// Another seed gives another world
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match std::fs::write(&args.file, world(args.size)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            clap::Error::raw(clap::error::ErrorKind::Io, format!("{}: {cause}\n", args.file.display())).exit()
        }
    }
}

/// The text of a world. A body has as many seats as asked for, or one for every state if there are fewer.
pub(crate) fn world(size: Size) -> String {
    let mut dice = Dice(size.seed);
    let mut text =
        String::from("#![enable(implicit_some)]\nWorld(\n    title: \"a synthetic world\",\n    sources: {\n");
    text.push_str("        \"dice\": (title: \"Numbers drawn at random\", kind: Dataset),\n    },\n    states: {\n");
    for i in 1..=size.states {
        let _ = writeln!(text, "        \"state-{i}\": (name: \"State {i}\", codes: {{ \"cow\": \"{i}\" }}),");
    }
    text.push_str("    },\n    bodies: {\n");
    let mut states: Vec<usize> = (1..=size.states).collect();
    for i in 1..=size.bodies {
        let founded = 1945 + dice.below(60) as u32;
        let _ = writeln!(text, "        \"body-{i}\": (\n            name: \"Body {i}\",");
        let _ = writeln!(text, "            form: [Forum(during: \"{founded}/..\", src: \"dice\")],");
        text.push_str("            seats: [\n");
        for drawn in 0..size.seats.min(states.len()) {
            // The first places of the list are those drawn so far.
            let other = drawn + dice.below((states.len() - drawn) as u64) as usize;
            states.swap(drawn, other);
            seat(&mut text, &mut dice, states[drawn], founded);
        }
        text.push_str("            ],\n        ),\n");
    }
    text.push_str("    },\n)\n");
    text
}

fn seat(text: &mut String, dice: &mut Dice, state: usize, founded: u32) {
    let grade = match dice.below(100) {
        0..80 => "Member",
        80..90 => "Observer",
        90..95 => "Partner",
        95..98 => "Associate",
        _ => "Candidate",
    };
    let _ = write!(text, "                {grade}(who: \"state-{state}\", ");
    let from = founded + dice.below(15) as u32;
    // One seat in fifty says nothing of its time.
    if dice.below(50) > 0 {
        text.push_str("during: \"");
        date(text, dice, from);
        text.push('/');
        match dice.below(100) {
            0..85 => text.push_str(".."),
            85..97 => {
                let until = from + 1 + dice.below(20) as u32;
                date(text, dice, until);
            }
            // The end is unknown.
            _ => {}
        }
        text.push_str("\", ");
    }
    text.push_str("src: \"dice\"),\n");
}

/// A date in some year, as precise as sources are.
fn date(text: &mut String, dice: &mut Dice, year: u32) {
    // Every month has a 28th.
    let (month, day) = (1 + dice.below(12), 1 + dice.below(27));
    let _ = match dice.below(100) {
        0..65 => write!(text, "{year}-{month:02}-{day:02}"),
        65..80 => write!(text, "{year}-{month:02}"),
        80..95 => write!(text, "{year}"),
        95..98 => write!(text, "{year}~"),
        _ => write!(text, "[{year}-{month:02}-{day:02},{year}-{month:02}-{:02}]", day + 1),
    };
}

/// Pseudo-random numbers (SplitMix64): small, and the same everywhere.
struct Dice(u64);

impl Dice {
    /// A number below `n`, near enough to even for a world that nobody lives in.
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % n
    }
}
