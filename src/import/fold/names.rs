//! Names as numbers: one list for all threads, and for each thread what it has seen of it.

use crate::import::input::text_of;
use rustc_hash::FxHashMap;
use std::sync::{Mutex, PoisonError};

/// The names of all threads, in the order in which they were first met.
#[derive(Debug, Default)]
pub(super) struct Names(Mutex<List>);

#[derive(Debug, Default)]
struct List {
    numbers: FxHashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
}

impl Names {
    /// The number of a name. What is no UTF-8 is Latin-1, so that one name in two encodings is one.
    fn number(&self, name: &[u8]) -> u32 {
        let name = text_of(name);
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = list.numbers.get(&*name) {
            return *number;
        }
        let number = list.names.len() as u32;
        list.numbers.insert(name.as_ref().into(), number);
        list.names.push(name.as_ref().into());
        number
    }

    /// The names in order, and the place in it of each number.
    pub(super) fn ranked(self) -> (Vec<Box<str>>, Vec<u32>) {
        let List { mut names, .. } = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut order: Vec<u32> = (0..names.len() as u32).collect();
        order.sort_unstable_by(|a, b| names[*a as usize].cmp(&names[*b as usize]));
        let mut ranks = vec![0_u32; order.len()];
        for (rank, number) in order.iter().enumerate() {
            ranks[*number as usize] = rank as u32;
        }
        let sorted = order.iter().map(|number| std::mem::take(&mut names[*number as usize])).collect();
        (sorted, ranks)
    }
}

/// The names that one thread has met.
#[derive(Debug)]
pub(super) struct Seen<'n> {
    all: &'n Names,
    /// Names of up to seven bytes, which codes are, as one number.
    short: Short,
    long: FxHashMap<Box<[u8]>, u32>,
}

impl<'n> Seen<'n> {
    pub(super) fn of(all: &'n Names) -> Self {
        Self { all, short: Short::new(), long: FxHashMap::default() }
    }

    /// The number of a name.
    #[inline]
    pub(super) fn number(&mut self, name: &[u8]) -> u32 {
        if let Some(packed) = packed(name) {
            let all = self.all;
            return self.short.number(packed, || all.number(name));
        }
        if let Some(number) = self.long.get(name) {
            return *number;
        }
        let number = self.all.number(name);
        self.long.insert(name.into(), number);
        number
    }
}

/// The numbers of short names, in a table that is at least half empty: every row asks for three, which are mostly where they are
/// looked for first.
#[derive(Debug)]
struct Short {
    slots: Vec<(u64, u32)>,
    taken: usize,
}

impl Short {
    /// What no name is packed into.
    const EMPTY: (u64, u32) = (u64::MAX, 0);

    fn new() -> Self {
        Self { slots: vec![Self::EMPTY; 64], taken: 0 }
    }

    #[inline]
    fn number(&mut self, name: u64, make: impl FnOnce() -> u32) -> u32 {
        let slot = self.slot(name);
        let (known, number) = self.slots[slot];
        if known == name { number } else { self.add(slot, name, make()) }
    }

    /// Where a name is, or would be.
    #[inline]
    fn slot(&self, name: u64) -> usize {
        let last = self.slots.len() - 1;
        // The highest bits of the product depend on all of the name; there are as many slots as a power of two.
        let mixed = (name ^ name >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut at = (mixed >> (64 - last.count_ones())) as usize & last;
        while self.slots[at].0 != name && self.slots[at].0 != Self::EMPTY.0 {
            at = (at + 1) & last;
        }
        at
    }

    #[cold]
    fn add(&mut self, slot: usize, name: u64, number: u32) -> u32 {
        self.slots[slot] = (name, number);
        self.taken += 1;
        if self.taken * 2 > self.slots.len() {
            let larger = vec![Self::EMPTY; self.slots.len() * 2];
            for (name, number) in std::mem::replace(&mut self.slots, larger) {
                if name != Self::EMPTY.0 {
                    let slot = self.slot(name);
                    self.slots[slot] = (name, number);
                }
            }
        }
        number
    }
}

/// Up to seven bytes and how many there are in one number.
#[inline]
fn packed(name: &[u8]) -> Option<u64> {
    let len = name.len();
    // Two reads that overlap take the place of one whose length varies.
    let bytes = if let (4..=7, Some(low), Some(high)) = (len, name.first_chunk::<4>(), name.last_chunk::<4>()) {
        let high = u64::from(u32::from_le_bytes(*high)) >> (8 * (8 - len));
        u64::from(u32::from_le_bytes(*low)) | high << 32
    } else if len < 4 {
        let byte = |at: usize| u64::from(name.get(at).copied().unwrap_or_default());
        byte(0) | byte(1) << 8 | byte(2) << 16
    } else {
        return None;
    };
    Some(bytes | (len as u64) << 56)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_packed_byte_by_byte() {
        for name in ["", "a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg"] {
            let mut bytes = [0; 8];
            bytes[..name.len()].copy_from_slice(name.as_bytes());
            bytes[7] = name.len() as u8;
            assert_eq!(packed(name.as_bytes()), Some(u64::from_le_bytes(bytes)), "{name}");
        }
        assert_eq!(packed(b"abcdefgh"), None);
    }

    #[test]
    fn short_names_keep_their_numbers_as_they_grow_many() {
        let mut short = Short::new();
        for round in 0..2 {
            for number in 0..10_000_u32 {
                let name = packed(format!("{number}").as_bytes()).unwrap();
                assert_eq!(short.number(name, || number + round), number);
            }
        }
        assert_eq!((short.number(0, || 7), short.taken), (7, 10_001));
    }

    #[test]
    fn one_name_in_two_encodings_is_one() {
        let names = Names::default();
        let (mut one, mut other) = (Seen::of(&names), Seen::of(&names));
        let numbers = [&b"z"[..], "Comité of Allies".as_bytes(), b"Comit\xe9 of Allies", b"a", b"a\0"];
        assert_eq!(numbers.map(|name| one.number(name)), [0, 1, 1, 2, 3]);
        assert_eq!(numbers.map(|name| other.number(name)), [0, 1, 1, 2, 3]);
        let (sorted, ranks) = names.ranked();
        assert_eq!(
            sorted.iter().map(|name| &**name).collect::<Vec<_>>(),
            ["Comité of Allies", "a", "a\0", "z"]
                .into_iter()
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .collect::<Vec<_>>()
        );
        assert_eq!(ranks, [3, 0, 1, 2]);
    }
}
