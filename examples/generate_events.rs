//! Writes a stream of events as CSV, from a seed: `cargo run --release --example generate_events -- events.csv [EVENTS [ACTORS]]`.
//!
//! Few actors do most, as in the news; days run from 2000 to 2024; kinds are root codes of CAMEO, values lie between -10 and 10. Ten
//! million events of 20,000 actors, the default, take 310 MB. `benches/peers/fold.py` folds them beside DuckDB.

#![allow(clippy::print_stderr, reason = "an example tells what it did")]

use comity::time::Day;
use std::fmt::Write as _;
use std::io::Write as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = words.first() else {
        return Err("say where to write: generate_events events.csv [EVENTS [ACTORS]]".into());
    };
    let number = |at: usize, usual: u64| words.get(at).map_or(Ok(usual), |word| word.parse());
    let (events, actors) = (number(1, 10_000_000)?, number(2, 20_000)?);
    let first = Day::parse("2000-01-01")?.number();
    let days = i64::from(Day::parse("2024-12-31")?.number() - first) + 1;
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    out.write_all(b"date,source,target,kind,value\n")?;
    let (mut state, mut line, mut day, mut last) = (2014_u64, String::new(), String::new(), -1);
    for event in 0..events {
        let at = (event as i64) * days / events as i64;
        if at != last {
            (last, day) = (at, Day::from_number(first + at as i32).to_string());
        }
        let source = actor(&mut state, actors);
        let target = loop {
            let target = actor(&mut state, actors);
            if target != source || actors < 2 {
                break target;
            }
        };
        let (kind, tenths) = (1 + draw(&mut state) % 20, (draw(&mut state) % 201) as i64 - 100);
        let sign = if tenths < 0 { "-" } else { "" };
        line.clear();
        let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
        writeln!(line, "{day},{source},{target},{kind:02},{sign}{whole}.{tenth}")?;
        out.write_all(line.as_bytes())?;
    }
    out.flush()?;
    eprintln!("{events} events of {actors} actors in {path}");
    Ok(())
}

/// An actor: the higher its number, the rarer.
fn actor(state: &mut u64, actors: u64) -> u64 {
    let share = (draw(state) >> 11) as f64 / (1_u64 << 53) as f64;
    ((share * share * share * actors as f64) as u64).min(actors - 1)
}

/// The next number of SplitMix64.
fn draw(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}
