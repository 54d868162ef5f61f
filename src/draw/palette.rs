//! Colours: six for families of bodies, told apart in four kinds of vision, and what else a picture needs.
//!
//! The six carry white type (contrast of at least 4.5) and differ by at least 20 (ΔE*ab) for normal, protan, deutan
//! and tritan vision; a test computes both. Bodies are coloured by family and never one by one: nobody tells twelve
//! hues apart. Colour is never the only cue: grades differ by form, suspensions are hatched.

use crate::model::{EntityId, Model};
use std::fmt;

/// A colour as red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The six colours of families.
pub const FAMILIES: [Colour; 6] = [
    Colour(0x3F, 0x51, 0xD9),
    Colour(0x6B, 0x0F, 0x1A),
    Colour(0x2F, 0x7A, 0x68),
    Colour(0xB2, 0x3A, 0xA0),
    Colour(0x9A, 0x67, 0x00),
    Colour(0x0B, 0x2E, 0x59),
];

/// Bodies without a family, and families beyond the sixth.
pub const OTHER: Colour = Colour(0x5F, 0x63, 0x68);
/// Type and lines.
pub const INK: Colour = Colour(0x1A, 0x1A, 0x1A);
/// Type of less weight.
pub const MUTED: Colour = Colour(0x55, 0x55, 0x55);
/// Rules and grids.
pub const RULE: Colour = Colour(0xD5, 0xD8, 0xDC);
/// Every other row.
pub const BAND: Colour = Colour(0xF3, 0xF5, 0xF7);
/// What is there but not meant.
pub const FAINT: Colour = Colour(0xE6, 0xE8, 0xEB);
/// Paper.
pub const WHITE: Colour = Colour(0xFF, 0xFF, 0xFF);
/// What a supposition adds.
pub const ADDED: Colour = Colour(0x00, 0x82, 0x6B);
/// What a supposition removes; disputes and rivalries too.
pub const REMOVED: Colour = Colour(0xB4, 0x23, 0x18);
/// From little to much, in one hue.
const RAMP: [Colour; 5] = [
    Colour(0xF4, 0xF8, 0xFC),
    Colour(0xC6, 0xD8, 0xEA),
    Colour(0x8F, 0xB0, 0xD3),
    Colour(0x4A, 0x7D, 0xB5),
    Colour(0x08, 0x45, 0x8C),
];

impl Colour {
    /// Mixed with another: 0 is this one, 1 the other.
    #[must_use]
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let part = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share + 0.5) as u8;
        Self(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2))
    }

    /// Mixed with white, so that a third of it is left: what is held in a lesser grade.
    #[must_use]
    pub fn pale(self) -> Self {
        self.mixed(WHITE, 0.66)
    }

    /// White or black, whichever reads better on it; one of them always has a contrast of 4.5.
    #[must_use]
    pub fn ink_on(self) -> Self {
        const BLACK: Colour = Colour(0, 0, 0);
        if contrast(self, WHITE) >= contrast(self, BLACK) { WHITE } else { BLACK }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

/// The colour of a share from 0 to 1, from pale to dark.
pub fn ramp(share: f64) -> Colour {
    let at = share.clamp(0.0, 1.0) * (RAMP.len() - 1) as f64;
    let below = (at as usize).min(RAMP.len() - 2);
    RAMP[below].mixed(RAMP[below + 1], at - below as f64)
}

/// The contrast of two colours as WCAG 2 defines it, from 1 to 21.
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Colour) -> f64 {
    0.2126 * LINEAR[colour.0 as usize] + 0.7152 * LINEAR[colour.1 as usize] + 0.0722 * LINEAR[colour.2 as usize]
}

/// The colours of the families of some bodies: those with most bodies come first, then by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Families(Vec<String>);

impl Families {
    /// The families of the bodies of a picture.
    pub fn of(model: &Model, bodies: &[EntityId]) -> Self {
        let mut counted: Vec<(usize, &str)> = Vec::new();
        for family in bodies.iter().filter_map(|body| model.entity(*body).family()) {
            match counted.iter_mut().find(|(_, known)| *known == family) {
                Some((n, _)) => *n += 1,
                None => counted.push((1, family)),
            }
        }
        counted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        Self(counted.into_iter().map(|(_, family)| family.to_owned()).collect())
    }

    /// The colour of a family.
    pub fn colour(&self, family: Option<&str>) -> Colour {
        let position = family.and_then(|family| self.0.iter().position(|known| known == family));
        position.and_then(|i| FAMILIES.get(i).copied()).unwrap_or(OTHER)
    }

    /// The colour of a body.
    pub fn of_body(&self, model: &Model, body: EntityId) -> Colour {
        self.colour(model.entity(body).family())
    }

    /// What a legend says: the families with a colour of their own, and all others as one.
    pub fn legend(&self) -> Vec<(Colour, String)> {
        let mut rows: Vec<(Colour, String)> =
            self.0.iter().zip(FAMILIES).map(|(name, colour)| (colour, in_words(name))).collect();
        if self.0.len() > FAMILIES.len() {
            rows.push((OTHER, "other families".to_owned()));
        }
        rows
    }
}

/// "south-east-asia" is "South-East Asia", "pan-asian" is "Pan-Asian".
fn in_words(slug: &str) -> String {
    const PLACES: [&str; 2] = ["asia", "bloc"];
    let mut words = String::new();
    for (i, part) in slug.split('-').enumerate() {
        if i > 0 {
            words.push(if PLACES.contains(&part) { ' ' } else { '-' });
        }
        let mut letters = part.chars();
        words.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        words.push_str(letters.as_str());
    }
    words
}

/// The light of every step of a channel (sRGB): a table, as powers differ in their last digit between machines.
#[rustfmt::skip]
#[allow(clippy::unreadable_literal)]
const LINEAR: [f64; 256] = [
    0.000000, 0.000304, 0.000607, 0.000911, 0.001214, 0.001518, 0.001821, 0.002125, 0.002428, 0.002732,
    0.003035, 0.003347, 0.003677, 0.004025, 0.004391, 0.004777, 0.005182, 0.005605, 0.006049, 0.006512,
    0.006995, 0.007499, 0.008023, 0.008568, 0.009134, 0.009721, 0.010330, 0.010960, 0.011612, 0.012286,
    0.012983, 0.013702, 0.014444, 0.015209, 0.015996, 0.016807, 0.017642, 0.018500, 0.019382, 0.020289,
    0.021219, 0.022174, 0.023153, 0.024158, 0.025187, 0.026241, 0.027321, 0.028426, 0.029557, 0.030713,
    0.031896, 0.033105, 0.034340, 0.035601, 0.036889, 0.038204, 0.039546, 0.040915, 0.042311, 0.043735,
    0.045186, 0.046665, 0.048172, 0.049707, 0.051269, 0.052861, 0.054480, 0.056128, 0.057805, 0.059511,
    0.061246, 0.063010, 0.064803, 0.066626, 0.068478, 0.070360, 0.072272, 0.074214, 0.076185, 0.078187,
    0.080220, 0.082283, 0.084376, 0.086500, 0.088656, 0.090842, 0.093059, 0.095307, 0.097587, 0.099899,
    0.102242, 0.104616, 0.107023, 0.109462, 0.111932, 0.114435, 0.116971, 0.119538, 0.122139, 0.124772,
    0.127438, 0.130136, 0.132868, 0.135633, 0.138432, 0.141263, 0.144128, 0.147027, 0.149960, 0.152926,
    0.155926, 0.158961, 0.162029, 0.165132, 0.168269, 0.171441, 0.174647, 0.177888, 0.181164, 0.184475,
    0.187821, 0.191202, 0.194618, 0.198069, 0.201556, 0.205079, 0.208637, 0.212231, 0.215861, 0.219526,
    0.223228, 0.226966, 0.230740, 0.234551, 0.238398, 0.242281, 0.246201, 0.250158, 0.254152, 0.258183,
    0.262251, 0.266356, 0.270498, 0.274677, 0.278894, 0.283149, 0.287441, 0.291771, 0.296138, 0.300544,
    0.304987, 0.309469, 0.313989, 0.318547, 0.323143, 0.327778, 0.332452, 0.337164, 0.341914, 0.346704,
    0.351533, 0.356400, 0.361307, 0.366253, 0.371238, 0.376262, 0.381326, 0.386429, 0.391572, 0.396755,
    0.401978, 0.407240, 0.412543, 0.417885, 0.423268, 0.428690, 0.434154, 0.439657, 0.445201, 0.450786,
    0.456411, 0.462077, 0.467784, 0.473531, 0.479320, 0.485150, 0.491021, 0.496933, 0.502886, 0.508881,
    0.514918, 0.520996, 0.527115, 0.533276, 0.539479, 0.545724, 0.552011, 0.558340, 0.564712, 0.571125,
    0.577580, 0.584078, 0.590619, 0.597202, 0.603827, 0.610496, 0.617207, 0.623960, 0.630757, 0.637597,
    0.644480, 0.651406, 0.658375, 0.665387, 0.672443, 0.679542, 0.686685, 0.693872, 0.701102, 0.708376,
    0.715694, 0.723055, 0.730461, 0.737910, 0.745404, 0.752942, 0.760525, 0.768151, 0.775822, 0.783538,
    0.791298, 0.799103, 0.806952, 0.814847, 0.822786, 0.830770, 0.838799, 0.846873, 0.854993, 0.863157,
    0.871367, 0.879622, 0.887923, 0.896269, 0.904661, 0.913099, 0.921582, 0.930111, 0.938686, 0.947307,
    0.955973, 0.964686, 0.973445, 0.982251, 0.991102, 1.000000,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Severe colour-vision deficiency after Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113.
    const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
        ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protan",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deutan",
            [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
        ),
        (
            "tritan",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    fn seen(colour: Colour, vision: &[[f64; 3]; 3]) -> [f64; 3] {
        let rgb = [colour.0, colour.1, colour.2].map(|channel| LINEAR[channel as usize]);
        let seen: [f64; 3] =
            std::array::from_fn(|i| (0..3).map(|k| vision[i][k] * rgb[k]).sum::<f64>().clamp(0.0, 1.0));
        let xyz = [
            (0.412_456 * seen[0] + 0.357_576 * seen[1] + 0.180_438 * seen[2]) / 0.950_47,
            0.212_673 * seen[0] + 0.715_152 * seen[1] + 0.072_175 * seen[2],
            (0.019_334 * seen[0] + 0.119_192 * seen[1] + 0.950_304 * seen[2]) / 1.088_83,
        ];
        let f = xyz.map(|t| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 });
        [116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])]
    }

    fn difference(a: Colour, b: Colour, vision: &[[f64; 3]; 3]) -> f64 {
        let (a, b) = (seen(a, vision), seen(b, vision));
        (0..3).map(|i| (a[i] - b[i]) * (a[i] - b[i])).sum::<f64>().sqrt()
    }

    #[test]
    fn families_are_told_apart_in_every_kind_of_vision() {
        for (name, vision) in &VISIONS {
            for (i, a) in FAMILIES.iter().enumerate() {
                for b in &FAMILIES[i + 1..] {
                    let found = difference(*a, *b, vision);
                    assert!(found >= 20.0, "{name}: {a} and {b} differ by {found:.1}");
                }
            }
            // Added and removed differ by form as well (plus and minus, solid and dashed).
            assert!(difference(ADDED, REMOVED, vision) >= 20.0, "{name}: added and removed");
        }
    }

    #[test]
    fn type_can_be_read_on_every_ground() {
        for colour in FAMILIES.into_iter().chain([OTHER, ADDED, REMOVED]) {
            assert!(contrast(colour, WHITE) >= 4.5, "white on {colour}");
        }
        for ground in [WHITE, BAND, FAINT] {
            assert!(contrast(MUTED, ground) >= 4.5 && contrast(INK, ground) >= 7.0);
        }
        for step in 0..=100 {
            let ground = ramp(f64::from(step) / 100.0);
            assert!(contrast(ground, ground.ink_on()) >= 4.5, "{step} {ground} {}", contrast(ground, ground.ink_on()));
        }
    }

    #[test]
    fn families_get_words() {
        assert_eq!(in_words("south-east-asia"), "South-East Asia");
        assert_eq!(in_words("pan-asian"), "Pan-Asian");
    }

    #[test]
    fn a_ramp_starts_pale_and_ends_dark() {
        assert_eq!((ramp(0.0), ramp(1.0), ramp(7.0)), (RAMP[0], RAMP[4], RAMP[4]));
        assert_eq!(ramp(0.5), RAMP[2]);
    }
}
