//! What is known of a table that was a sheet of a workbook: its name, and the cells that hold no value of their own.
//!
//! The table itself is text like any other, a line for each row of the sheet, so that lines are told as rows.

/// The sheet that a table was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// Its siblings, if the user did not say which of them is meant.
    pub(super) others: Vec<String>,
    /// Ordered by row.
    pub(super) faults: Vec<Fault>,
}

/// Cells of a row that hold no value of their own; rows and columns are counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) row: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) why: Why,
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(not(any(feature = "xlsx", test)), expect(dead_code, reason = "made of workbooks alone"))]
pub(super) enum Why {
    /// A formula came to an error.
    Error(String),
    /// The cell is merged with the one at a row and column, which holds the value of all.
    Merged(u32, u32),
}

impl Sheet {
    /// A cell as spreadsheets name it, by its line and its column from 0: `Seats!C7`, or `'Seats 2014'!C7`.
    pub(super) fn cell(&self, line: usize, column: usize) -> String {
        let plain = self.name.chars().all(|c| c.is_alphanumeric() || c == '_');
        let place = place(line, column);
        if plain { format!("{}!{place}", self.name) } else { format!("'{}'!{place}", self.name.replace('\'', "''")) }
    }

    /// What is wrong with the first cell of some columns in a line that holds no value of its own.
    pub(super) fn fault(&self, line: usize, mut columns: impl Iterator<Item = usize>) -> Option<String> {
        let row = u32::try_from(line).ok()?.checked_sub(1)?;
        let begin = self.faults.partition_point(|fault| fault.row < row);
        let of_row = self.faults[begin..].iter().take_while(|fault| fault.row == row);
        let of_row: Vec<&Fault> = of_row.collect();
        if of_row.is_empty() {
            return None;
        }
        columns.find_map(|column| {
            let fault = of_row.iter().find(|fault| (fault.first as usize..=fault.last as usize).contains(&column))?;
            let cell = self.cell(line, column);
            Some(match &fault.why {
                Why::Error(error) => format!("{cell} holds the error {error}"),
                Why::Merged(row, column) => {
                    let into = place(*row as usize + 1, *column as usize);
                    format!("{cell} is merged with {into}; part them and write the value into each")
                }
            })
        })
    }
}

fn place(line: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect::<String>() + &line.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_do() {
        let places = [(1, 0), (7, 2), (7, 25), (7, 26), (9, 701), (9, 702), (1_048_576, 16_383)];
        let told = places.map(|(line, column)| place(line, column));
        assert_eq!(told, ["A1", "C7", "Z7", "AA7", "ZZ9", "AAA9", "XFD1048576"]);
    }

    #[test]
    fn faults_are_found_in_the_columns_that_are_used() {
        let fault = |row, first, last, why| Fault { row, first, last, why };
        let faults = vec![fault(2, 1, 1, Why::Error("#REF!".into())), fault(3, 0, 2, Why::Merged(2, 0))];
        let sheet = Sheet { name: "It's 2014".into(), others: Vec::new(), faults };
        assert_eq!(sheet.fault(3, [0, 2].into_iter()), None);
        assert_eq!(sheet.fault(3, [0, 1].into_iter()).unwrap(), "'It''s 2014'!B3 holds the error #REF!");
        assert!(sheet.fault(4, [2].into_iter()).unwrap().starts_with("'It''s 2014'!C4 is merged with A3; "));
        assert_eq!((sheet.fault(5, 0..3), sheet.fault(0, 0..3)), (None, None));
    }
}
