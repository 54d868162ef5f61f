//! Style and script of a page, and the policy that lets a browser run this script and no other.

use super::squeeze;
use crate::draw::palette::{BAND, Colour, FAINT, FAMILIES, INK, MUTED, OTHER, REMOVED, RULE, WHITE, contrast};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The viewer, in the order in which its parts need each other.
const VIEWER: [&str; 9] = [
    include_str!("viewer/data.js"),
    include_str!("viewer/time.js"),
    include_str!("viewer/network.js"),
    include_str!("viewer/overlap.js"),
    include_str!("viewer/card.js"),
    include_str!("viewer/search.js"),
    include_str!("viewer/table.js"),
    include_str!("viewer/save.js"),
    include_str!("viewer/start.js"),
];

/// The tint of a state with most seats, as in other pictures; and on dark paper.
const TINT: [Colour; 2] = [Colour(0xFB, 0xA8, 0x1E), Colour(0x8A, 0x55, 0x00)];
/// Dark paper, and what lies on it.
const NIGHT: Colour = Colour(0x14, 0x17, 0x1C);
/// The contrast that the colours of families have at least on dark paper.
const SEEN: f64 = 5.0;

/// What a page brings besides its data.
pub(super) struct Assets {
    pub(super) style: String,
    pub(super) script: String,
    /// What a browser may do: run this script, apply this style, and fetch nothing.
    pub(super) policy: String,
}

pub(super) fn assets() -> Assets {
    let style = squeeze::style(&include_str!("style.css").replace("/*light*/", &day()).replace("/*dark*/", &night()));
    let script = format!("(async()=>{{'use strict';{}}})()", squeeze::script(&VIEWER.join("\n")));
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(&style)
    );
    Assets { style, script, policy }
}

fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}

/// The colours on white paper.
fn day() -> String {
    let families = FAMILIES.into_iter().chain([OTHER]);
    variables(families, &[INK, MUTED, RULE, BAND, FAINT, WHITE, WHITE, TINT[0], REMOVED])
}

/// The colours on dark paper.
fn night() -> String {
    let families = FAMILIES.into_iter().chain([OTHER]).map(by_night);
    let grey = |share: f64| NIGHT.mixed(WHITE, share);
    let red = by_night(REMOVED);
    variables(families, &[grey(0.91), grey(0.66), grey(0.22), grey(0.05), grey(0.12), NIGHT, NIGHT, TINT[1], red])
}

/// The colour with as much white as it needs on dark paper.
fn by_night(colour: Colour) -> Colour {
    let lighter = (0..20).map(|step| colour.mixed(WHITE, f64::from(step) * 0.05));
    lighter.into_iter().find(|colour| contrast(*colour, NIGHT) >= SEEN).unwrap_or(WHITE)
}

fn variables(families: impl Iterator<Item = Colour>, others: &[Colour; 9]) -> String {
    let names = ["ink", "muted", "rule", "band", "faint", "paper", "on", "tint", "red"];
    let families = families.enumerate().map(|(i, colour)| format!("--f{i}:{colour};"));
    let others = names.iter().zip(others).map(|(name, colour)| format!("--{name}:{colour};"));
    families.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::palette::contrast;

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // FIPS 180-2, appendix B.1, in base64.
        assert_eq!(hash("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }

    #[test]
    fn type_can_be_read_by_day_and_by_night() {
        for colour in FAMILIES.into_iter().chain([OTHER]) {
            assert!(contrast(by_night(colour), NIGHT) >= 4.5, "{colour}");
        }
        let grey = |share: f64| NIGHT.mixed(WHITE, share);
        for ground in [NIGHT, grey(0.05), grey(0.12)] {
            assert!(contrast(grey(0.91), ground) >= 7.0 && contrast(grey(0.66), ground) >= 4.5, "{ground}");
        }
        assert!(contrast(grey(0.91), TINT[1]) >= 4.5, "{}", contrast(grey(0.91), TINT[1]));
        assert!(contrast(INK, TINT[0]) >= 4.5);
        assert!(contrast(by_night(REMOVED), NIGHT) >= 4.5);
    }

    #[test]
    fn the_policy_fetches_nothing() {
        let policy = assets().policy;
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe") && !policy.contains("http"));
    }
}
