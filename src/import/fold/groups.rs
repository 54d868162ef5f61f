//! The groups of all threads: each in the part of the actor that began it, so that a part stays small enough for a cache.
//!
//! A thread gathers events for a part and hands over a few hundred at a time. There is one map a part and none a thread, so nothing has
//! to be merged in the end, and memory does not grow with the number of threads.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::{Mutex, PoisonError};

const PARTS: usize = 256;
/// So many events of one part are handed over at a time.
const HANDFUL: usize = 256;

/// One event, names being numbers; or many of one group, as a table that was folded before has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) key: Key,
    /// How many there are, and how many of them with a value.
    pub(super) count: u32,
    pub(super) valued: u32,
    /// The values in millionths.
    pub(super) sum: i64,
}

/// What events of one group have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    /// Actor and target.
    pair: u64,
    /// Period and kind.
    what: u64,
}

impl Key {
    #[inline]
    pub(super) fn of(from: u32, to: u32, period: i32, kind: u32) -> Self {
        // The sign turned over, days before 1970 come before those after it.
        let period = period as u32 ^ 1 << 31;
        Self { pair: u64::from(from) << 32 | u64::from(to), what: u64::from(period) << 32 | u64::from(kind) }
    }

    pub(super) fn from(self) -> usize {
        (self.pair >> 32) as usize
    }

    pub(super) fn to(self) -> usize {
        self.pair as u32 as usize
    }

    pub(super) fn period(self) -> i32 {
        ((self.what >> 32) as u32 ^ 1 << 31) as i32
    }

    pub(super) fn kind(self) -> usize {
        self.what as u32 as usize
    }

    /// The same with names by their places in order.
    fn ranked(self, names: &[u32], kinds: &[u32]) -> Self {
        Self::of(names[self.from()], names[self.to()], self.period(), kinds[self.kind()])
    }
}

/// How many events a group has, how many of them with a value, and the sum of these.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    count: u32,
    valued: u32,
    sum: i64,
}

/// The same without bounds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Total {
    pub(super) count: u64,
    pub(super) valued: u64,
    pub(super) sum: i128,
}

impl Total {
    fn add(&mut self, sums: Sums) {
        self.count += u64::from(sums.count);
        self.valued += u64::from(sums.valued);
        self.sum += i128::from(sums.sum);
    }
}

#[derive(Debug, Default)]
struct Part {
    groups: FxHashMap<Key, Sums>,
    /// What no longer fitted into groups.
    beyond: FxHashMap<Key, Total>,
}

impl Part {
    #[inline]
    fn add(&mut self, event: Event) {
        let sums = self.groups.entry(event.key).or_default();
        let Event { count, valued, sum, .. } = event;
        if let (Some(count), Some(sum)) = (sums.count.checked_add(count), sums.sum.checked_add(sum)) {
            *sums = Sums { count, valued: sums.valued + valued, sum };
        } else {
            self.beyond.entry(event.key).or_default().add(*sums);
            *sums = Sums { count, valued, sum };
        }
    }
}

/// The groups of all threads.
#[derive(Debug)]
pub(super) struct Groups(Vec<Mutex<Part>>);

impl Groups {
    pub(super) fn new() -> Self {
        Self((0..PARTS).map(|_| Mutex::default()).collect())
    }

    /// The groups in order, names and kinds being places in order.
    pub(super) fn sorted(self, names: &[u32], kinds: &[u32]) -> Sorted {
        let part = |part: Mutex<Part>| {
            let part = part.into_inner().unwrap_or_else(PoisonError::into_inner);
            let mut groups: Vec<(Key, Sums)> =
                part.groups.into_iter().map(|(key, sums)| (key.ranked(names, kinds), sums)).collect();
            groups.sort_unstable_by_key(|(key, _)| *key);
            let beyond: Vec<(Key, Total)> =
                part.beyond.into_iter().map(|(key, total)| (key.ranked(names, kinds), total)).collect();
            (groups, beyond)
        };
        let parts: Vec<_> = self.0.into_par_iter().map(part).collect();
        let (parts, beyond): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        let mut runs = Vec::new();
        for (number, groups) in parts.iter().enumerate() {
            let mut start = 0;
            for run in groups.chunk_by(|(a, _), (b, _)| a.from() == b.from()) {
                runs.push(Run { from: run[0].0.from(), part: number, start, end: start + run.len() });
                start += run.len();
            }
        }
        runs.sort_unstable_by_key(|run| run.from);
        Sorted { parts, runs, beyond: beyond.into_iter().flatten().collect() }
    }
}

/// What one thread has gathered and not handed over.
#[derive(Debug)]
pub(super) struct Gathered<'g> {
    groups: &'g Groups,
    events: Vec<Vec<Event>>,
}

impl<'g> Gathered<'g> {
    pub(super) fn of(groups: &'g Groups) -> Self {
        Self { groups, events: (0..PARTS).map(|_| Vec::with_capacity(HANDFUL)).collect() }
    }

    #[inline]
    pub(super) fn add(&mut self, event: Event) {
        let number = event.key.from() % PARTS;
        let events = &mut self.events[number];
        events.push(event);
        if events.len() == HANDFUL {
            self.hand_over(number);
        }
    }

    #[inline(never)]
    fn hand_over(&mut self, number: usize) {
        let mut part = self.groups.0[number].lock().unwrap_or_else(PoisonError::into_inner);
        for event in self.events[number].drain(..) {
            part.add(event);
        }
    }
}

impl Drop for Gathered<'_> {
    fn drop(&mut self) {
        (0..PARTS).for_each(|number| self.hand_over(number));
    }
}

/// Groups in order, names and kinds being places in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Sorted {
    parts: Vec<Vec<(Key, Sums)>>,
    /// The groups of each actor, the actors in order.
    runs: Vec<Run>,
    beyond: FxHashMap<Key, Total>,
}

/// Where the groups of one actor stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    from: usize,
    part: usize,
    start: usize,
    end: usize,
}

impl Run {
    /// How many groups it has.
    pub(super) fn len(&self) -> usize {
        self.end - self.start
    }
}

impl Sorted {
    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    /// The groups of each actor.
    pub(super) fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The groups of one actor.
    pub(super) fn of(&self, run: Run) -> impl Iterator<Item = (Key, Total)> + '_ {
        self.parts[run.part][run.start..run.end].iter().map(|(key, sums)| {
            let mut total = self.beyond.get(key).copied().unwrap_or_default();
            total.add(*sums);
            (*key, total)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_order_and_what_they_are_of() {
        let key = Key::of(7, u32::MAX, -5, 3);
        assert_eq!((key.from(), key.to(), key.period(), key.kind()), (7, u32::MAX as usize, -5, 3));
        assert!(Key::of(1, 1, -1, 9) < Key::of(1, 1, 0, 0) && Key::of(0, 9, 9, 9) < Key::of(1, 0, -9, 0));
    }

    #[test]
    fn sums_beyond_a_group_are_kept() {
        let groups = Groups::new();
        let key = Key::of(0, 1, 0, 0);
        {
            let mut gathered = Gathered::of(&groups);
            for _ in 0..3 {
                gathered.add(Event { key, count: 1, valued: 1, sum: i64::MAX });
            }
            gathered.add(Event { key, count: 2, valued: 1, sum: -1 });
        }
        groups.0[0].lock().unwrap().groups.get_mut(&key).unwrap().count = u32::MAX;
        Gathered::of(&groups).add(Event { key, count: 1, valued: 1, sum: 0 });
        let sorted = groups.sorted(&[0, 1], &[0]);
        let all: Vec<(Key, Total)> = sorted.runs().iter().flat_map(|run| sorted.of(*run)).collect();
        let sum = 3 * i128::from(i64::MAX) - 1;
        let before = all[0].1.count - u64::from(u32::MAX);
        assert_eq!((all.len(), before, all[0].1.valued, all[0].1.sum), (1, 3, 5, sum));
    }
}
