//! The colours of families of bodies, of states and of ties, in every format that has colours.

use std::collections::BTreeMap;

/// Fills that carry white text (contrast at least 4.9 to 1) and stay apart in all common kinds of
/// colour vision (ΔE at least 21), with the words for them.
pub(super) const FAMILY_COLOURS: [(&str, &str); 6] = [
    ("#3F51D9", "blue"),
    ("#6B0F1A", "maroon"),
    ("#2F7A68", "green"),
    ("#B23AA0", "purple"),
    ("#9A6700", "ochre"),
    ("#0B2E59", "navy"),
];

/// For bodies without a family, and families beyond the sixth.
pub(super) const OTHER_FAMILY: (&str, &str) = ("#5F6368", "grey");

/// From few seats to many; dark text stays readable on all of them.
pub(super) const STATE_RAMP: [&str; 5] = ["#FFFFFF", "#FFF4D6", "#FFE3A3", "#FFCC66", "#FFB02E"];

/// A tie that sets its ends against each other.
pub(super) const NEGATIVE: &str = "#C62828";

/// The families of some bodies, the largest first and then by name, so that the colours go to those that need them.
pub(super) fn families<'f>(of_bodies: impl Iterator<Item = &'f str>) -> Vec<String> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for family in of_bodies {
        *counted.entry(family).or_default() += 1;
    }
    let mut families: Vec<(&str, usize)> = counted.into_iter().collect();
    families.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    families.into_iter().map(|(family, _)| family.to_owned()).collect()
}

/// The fill of a body and the word for it.
pub(super) fn of_family(family: Option<&str>, families: &[String]) -> (&'static str, &'static str) {
    let position = family.and_then(|family| families.iter().position(|known| known == family));
    position.and_then(|i| FAMILY_COLOURS.get(i).copied()).unwrap_or(OTHER_FAMILY)
}

/// The fill of a state with so many seats, where the most is so many.
pub(super) fn of_state(seats: usize, most: usize) -> &'static str {
    STATE_RAMP[(seats.saturating_sub(1) * 5 / most.max(1)).min(4)]
}

/// `#3F51D9` as red, green and blue.
pub(super) fn parts(colour: &str) -> [u8; 3] {
    let part = |at: usize| colour.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or(0);
    [part(1), part(3), part(5)]
}
