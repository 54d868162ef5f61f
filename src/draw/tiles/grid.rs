//! The tile grids: a square for every state, roughly where it lies. No border is drawn, so none is taken sides on.
//!
//! Codes are those of ISO 3166 (alpha-2), with XK for Kosovo; `..` is an empty square.

/// A grid of squares.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    /// Its name, as typed.
    pub name: &'static str,
    rows: &'static str,
}

/// The squares of all states.
pub static WORLD: Grid = Grid {
    name: "world",
    rows: "\
.. .. .. .. .. .. .. .. .. .. IS .. .. NO SE FI .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. .. .. .. .. .. GB .. .. DK .. EE .. .. RU .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. .. .. .. .. IE .. NL DE PL LT LV BY .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. CA .. .. .. .. .. .. .. .. BE LU LI CZ SK MD UA .. .. KZ .. .. MN .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. .. .. .. .. .. FR CH AT SI HU RO .. GE .. UZ KG .. .. .. .. .. .. .. .. .. .. .. ..
.. US .. .. .. .. .. .. PT ES AD MC IT HR RS BG .. AM AZ TM TJ .. CN .. KP .. JP .. .. .. .. .. ..
MX .. .. CU BS .. .. .. .. .. .. VA SM BA XK MK TR SY IQ IR AF NP BT .. KR .. .. .. .. .. .. .. ..
GT BZ .. JM HT DO KN AG .. .. .. .. MT ME AL GR CY LB JO KW PK IN BD MO HK TW .. .. .. .. .. .. ..
SV HN .. .. .. .. DM LC .. .. MA DZ TN LY .. EG PS IL SA BH QA .. LK MM LA VN PH .. .. .. .. .. ..
.. NI .. .. .. .. VC BB .. EH MR ML NE TD SD ER .. .. YE OM AE MV .. TH KH .. .. PW FM MH .. .. ..
.. CR PA .. .. .. GD TT CV SN GN BF BJ NG CF SS ET DJ .. .. .. .. .. .. MY BN .. .. NR KI .. .. ..
.. .. CO VE GY SR .. .. GM GW SL CI TG CM .. UG KE SO .. .. .. .. .. .. SG ID .. PG SB TV WS .. ..
.. .. EC .. BR .. .. .. .. .. LR GH GQ CG CD RW TZ .. SC .. .. .. .. .. .. .. TL .. VU FJ TO NU CK
.. .. PE BO PY .. .. .. .. .. .. ST GA AO ZM BI MW KM .. .. .. .. .. .. .. .. .. AU .. .. .. .. ..
.. .. CL AR UY .. .. .. .. .. .. .. .. NA BW ZW MZ MG MU .. .. .. .. .. .. .. .. .. .. NZ .. .. ..
.. .. .. .. .. .. .. .. .. .. .. .. .. .. ZA SZ .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. .. .. .. .. .. .. .. .. .. LS .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..",
};

/// The squares of Asia and its neighbours, with less sea between them.
pub static ASIA: Grid = Grid {
    name: "asia",
    rows: "\
.. BY .. .. .. RU .. .. .. .. ..
MD UA GE .. .. KZ .. MN .. .. ..
.. TR AM AZ TM UZ KG .. CN KP JP
CY LB SY IQ IR AF TJ NP BT KR TW
PS IL JO KW .. PK IN BD MM LA VN
EG .. SA BH QA .. .. LK TH KH PH
.. .. YE OM AE .. MV .. MY .. BN
.. .. .. .. .. .. .. .. SG ID TL",
};

/// Every grid.
pub static GRIDS: &[&Grid] = &[&WORLD, &ASIA];

impl Grid {
    /// Every square: its column, its row and its code.
    pub fn squares(&self) -> impl Iterator<Item = (usize, usize, &'static str)> {
        let rows = self.rows.lines().enumerate();
        rows.flat_map(|(y, row)| row.split(' ').enumerate().map(move |(x, code)| (x, y, code)))
            .filter(|(.., code)| *code != "..")
    }

    /// Where a state lies.
    pub fn place(&self, code: &str) -> Option<(usize, usize)> {
        self.squares().find(|(.., known)| *known == code).map(|(x, y, _)| (x, y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_state_has_one_square_of_each_grid() {
        for grid in GRIDS {
            let mut seen = BTreeSet::new();
            for (_, _, code) in grid.squares() {
                assert!(code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()), "{code}");
                assert!(seen.insert(code), "{}: {code} stands twice", grid.name);
            }
        }
        assert!(ASIA.squares().all(|(.., code)| WORLD.place(code).is_some()));
        assert_eq!(WORLD.place("ZZ"), None);
    }

    #[test]
    fn neighbours_lie_on_the_right_side() {
        for (west, east) in [("PT", "ES"), ("IN", "BD"), ("US", "GB"), ("IR", "AF"), ("SN", "ET")] {
            assert!(WORLD.place(west).unwrap().0 < WORLD.place(east).unwrap().0, "{west} {east}");
        }
        for (north, south) in [("CA", "US"), ("RU", "KZ"), ("SD", "SS"), ("MN", "CN"), ("BR", "UY")] {
            assert!(WORLD.place(north).unwrap().1 < WORLD.place(south).unwrap().1, "{north} {south}");
        }
    }
}
