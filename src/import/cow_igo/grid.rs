//! One byte for each state, year and body: small enough to keep whole, and quick to compare year by year.

/// Neither is there: no row, −1, or an empty cell.
pub(super) const ABSENT: u8 = 0;
/// No member.
pub(super) const NONE: u8 = 1;
/// Not known.
pub(super) const MISSING: u8 = 2;
/// Full member.
pub(super) const MEMBER: u8 = 3;
/// Associate member.
pub(super) const ASSOCIATE: u8 = 4;
/// Observer.
pub(super) const OBSERVER: u8 = 5;

/// What a table says of every state in every body in every year.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    /// Codes of bodies, one a column.
    pub(super) bodies: Vec<String>,
    /// Numbers of states, one a row of years.
    pub(super) states: Vec<u16>,
    pub(super) first_year: i32,
    /// State by year: where its cells begin, if the table tells of it then.
    rows: Vec<Vec<Option<u32>>>,
    cells: Vec<u8>,
    blank: Vec<u8>,
}

impl Grid {
    pub(super) fn new(bodies: Vec<String>, first_year: i32) -> Self {
        let blank = vec![ABSENT; bodies.len()];
        Self { bodies, states: Vec::new(), first_year, rows: Vec::new(), cells: Vec::new(), blank }
    }

    /// Takes over cells that were read already, rows of bodies one after another.
    pub(super) fn adopt(&mut self, cells: Vec<u8>) {
        self.cells = cells;
    }

    /// Says where the cells of a state and year begin, unless that is known.
    pub(super) fn place(&mut self, state: usize, year: i32, start: usize) -> bool {
        let offset = (year - self.first_year) as usize;
        let row = &mut self.rows[state];
        if row.len() <= offset {
            row.resize(offset + 1, None);
        }
        let is_new = row[offset].is_none();
        if is_new {
            row[offset] = Some(start as u32);
        }
        is_new
    }

    /// The cells of a state and year, made if there are none.
    pub(super) fn cells(&mut self, state: usize, year: i32) -> &mut [u8] {
        let end = self.cells.len();
        if self.place(state, year, end) {
            self.cells.resize(end + self.bodies.len(), ABSENT);
        }
        let start = self.rows[state][(year - self.first_year) as usize].unwrap_or_default() as usize;
        &mut self.cells[start..start + self.bodies.len()]
    }

    /// The row of a state, made if there is none.
    pub(super) fn state(&mut self, code: u16) -> usize {
        if let Some(position) = self.states.iter().rposition(|known| *known == code) {
            return position;
        }
        self.states.push(code);
        self.rows.push(Vec::new());
        self.states.len() - 1
    }

    /// How many years there are.
    pub(super) fn years(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or_default()
    }

    pub(super) fn last_year(&self) -> i32 {
        self.first_year + self.years().max(1) as i32 - 1
    }

    /// The years in which the table tells of a state.
    pub(super) fn years_of(&self, state: usize) -> Vec<i32> {
        let told = self.rows[state].iter().enumerate().filter(|(_, start)| start.is_some());
        told.map(|(offset, _)| self.first_year + offset as i32).collect()
    }

    /// The cells of a state in a year.
    pub(super) fn row(&self, state: usize, year: i32) -> &[u8] {
        let start = self.rows[state].get((year - self.first_year) as usize).copied().flatten();
        start.map_or(&self.blank, |start| &self.cells[start as usize..start as usize + self.bodies.len()])
    }

    /// Year by body: whether it existed, and if so whether the membership of anybody is known.
    pub(super) fn existence(&self) -> Vec<Vec<u8>> {
        let mut known = vec![self.blank.clone(); self.years()];
        for row in &self.rows {
            for (offset, start) in row.iter().enumerate() {
                let Some(start) = start else { continue };
                let cells = &self.cells[*start as usize..][..self.bodies.len()];
                for (old, cell) in known[offset].iter_mut().zip(cells) {
                    *old = match (*old, *cell) {
                        (old, ABSENT) => old,
                        (ABSENT | MISSING, MISSING) => MISSING,
                        _ => NONE,
                    };
                }
            }
        }
        known
    }
}

/// Of two cells about one state, body and year, the one that says more.
pub(super) fn stronger(a: u8, b: u8) -> u8 {
    let rank = |cell: u8| [0, 1, 2, 5, 4, 3].get(usize::from(cell)).copied().unwrap_or(0);
    if rank(b) > rank(a) { b } else { a }
}

/// A stretch of years as the offsets of its first and last, with the body and what it says; then the first of the unknown
/// years before, and the last of the unknown years after it.
pub(super) type Seat = (usize, usize, usize, u8, Option<usize>, Option<usize>);

/// The seats of one state. Years without a row are empty slices.
pub(super) fn seats(years: &[Vec<u8>], bodies: usize) -> Vec<Seat> {
    let blank = vec![ABSENT; bodies];
    let mut since = vec![0_u16; bodies];
    let mut runs: Vec<(u32, u16, u16, u8)> = Vec::new();
    let mut before: &[u8] = &blank;
    for offset in 0..=years.len() {
        let now: &[u8] = years.get(offset).filter(|row| !row.is_empty()).map_or(&blank, |row| row);
        if now == before {
            continue;
        }
        for (body, (old, new)) in before.iter().zip(now).enumerate() {
            if old == new {
                continue;
            }
            if *old >= MISSING {
                runs.push((body as u32, since[body], offset as u16 - 1, *old));
            }
            since[body] = offset as u16;
        }
        before = now;
    }
    runs.sort_unstable();
    let mut seats = Vec::new();
    for (position, (body, from, to, what)) in runs.iter().enumerate().filter(|(_, run)| run.3 >= MEMBER) {
        let missing = |run: &&(u32, u16, u16, u8)| run.0 == *body && run.3 == MISSING;
        let earlier =
            position.checked_sub(1).and_then(|p| runs.get(p)).filter(missing).filter(|run| run.2 + 1 == *from);
        let later = runs.get(position + 1).filter(missing).filter(|run| to + 1 == run.1);
        let (since, until) = (earlier.map(|run| usize::from(run.1)), later.map(|run| usize::from(run.2)));
        seats.push((*body as usize, usize::from(*from), usize::from(*to), *what, since, until));
    }
    seats
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_part_at_gaps_and_know_the_unknown_beside_them() {
        let years: Vec<Vec<u8>> =
            [vec![MEMBER, NONE], vec![MEMBER, MISSING], vec![MISSING, OBSERVER], vec![], vec![MEMBER, ASSOCIATE]]
                .to_vec();
        assert_eq!(
            seats(&years, 2),
            [
                (0, 0, 1, MEMBER, None, Some(2)),
                (0, 4, 4, MEMBER, None, None),
                (1, 2, 2, OBSERVER, Some(1), None),
                (1, 4, 4, ASSOCIATE, None, None),
            ]
        );
    }

    #[test]
    fn a_body_without_known_members_exists_all_the_same() {
        let mut grid = Grid::new(vec!["A".into()], 2000);
        for (state, year, cell) in
            [(2, 2000, ABSENT), (20, 2000, MISSING), (2, 2001, NONE), (20, 2001, MISSING), (2, 2002, ABSENT)]
        {
            let row = grid.state(state);
            grid.cells(row, year)[0] = cell;
        }
        assert_eq!(grid.existence(), [[MISSING], [NONE], [ABSENT]]);
        assert_eq!((grid.years_of(1), grid.last_year()), (vec![2000, 2001], 2002));
        assert_eq!(stronger(MISSING, MEMBER), MEMBER);
        assert_eq!(stronger(MEMBER, OBSERVER), MEMBER);
    }
}
