//! Folds any bytes as a stream of events: no panic, every row accounted for, and twice the same.
#![no_main]

use comity::import::fold::{Actors, Dialect, Kinds, Period, Recipe, fold, sql};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((which, content)) = bytes.split_first() else { return };
    let recipe = Recipe {
        map: String::new(),
        period: [Period::Year, Period::Quarter, Period::Month, Period::Week, Period::Day][usize::from(which % 5)],
        kinds: [Kinds::Column, Kinds::Root, Kinds::Quad, Kinds::None][usize::from(which / 5 % 4)],
        actors: if which / 20 % 2 == 0 { Actors::Column } else { Actors::Country },
    };
    let run = || fold(vec![("fuzz".to_owned(), Box::new(content))], &recipe);
    let Ok(folded) = run() else { return };
    assert_eq!(folded.rows, folded.counted + folded.reported);
    assert_eq!(folded.groups().map(|group| group.count).sum::<u64>(), folded.counted);
    assert_eq!(Ok(folded.csv()), run().map(|again| again.csv()));
    let head = content.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let _ = sql("fuzz", head, &recipe, Dialect::Duckdb);
});
