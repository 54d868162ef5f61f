//! Matrices: who sits where as an incidence matrix, who is tied to whom as an adjacency matrix.

use super::data::Data;
use super::sink::Sink;
use super::{Refusal, Style, csv};

/// Beyond so many cells a matrix is no use to anybody, and most of it is zeros.
const MOST_CELLS: usize = 25_000_000;

/// Writes a CSV table whose first row and first column are ids.
pub(super) fn write(data: &Data<'_>, style: Style, sink: &mut Sink<'_>) {
    let matrix = Matrix::of(data);
    for column in matrix.columns.clone() {
        sink.text(",");
        csv::text(sink, style, data.id(column as u32));
    }
    sink.text("\n");
    matrix.each_row(|row, cells| {
        csv::text(sink, style, data.id(row as u32));
        for cell in cells {
            sink.text(",");
            sink.number(*cell);
        }
        sink.text("\n");
    });
}

/// Why a network is too large to be a matrix, if it is.
pub(super) fn refuses(data: &Data<'_>) -> Option<Refusal> {
    let (rows, columns) = Matrix::shape(data);
    (rows.saturating_mul(columns) > MOST_CELLS).then(|| Refusal {
        message: format!("a matrix of {rows} by {columns} has more than {MOST_CELLS} cells"),
        help: "write the ties alone, as with `-f edges` or `-f pajek`, or ask for less".to_owned(),
    })
}

/// The ties of a network by row; parallel ones are added.
pub(super) struct Matrix {
    /// The nodes of the columns.
    pub(super) columns: std::ops::Range<usize>,
    rows: usize,
    /// Row, column and strength, sorted.
    cells: Vec<(u32, u32, f64)>,
}

impl Matrix {
    pub(super) fn of(data: &Data<'_>) -> Self {
        let (rows, _) = Self::shape(data);
        let columns = if data.two_mode { rows..data.nodes.len() } else { 0..data.nodes.len() };
        let mut cells: Vec<(u32, u32, f64)> = Vec::with_capacity(data.ties.len());
        for (i, tie) in data.ties.iter().enumerate() {
            let (from, to) = (tie.from, tie.to);
            cells.push((from, to, tie.weight));
            let both_ways = !data.two_mode && (!data.directed || data.is_mutual(i));
            if both_ways && from != to {
                cells.push((to, from, tie.weight));
            }
        }
        cells.sort_by_key(|(row, column, _)| (*row, *column));
        Self { columns, rows, cells }
    }

    /// How many rows and columns it has.
    pub(super) fn shape(data: &Data<'_>) -> (usize, usize) {
        let rows = if data.two_mode { data.actors() } else { data.nodes.len() };
        (rows, if data.two_mode { data.nodes.len() - rows } else { rows })
    }

    /// Calls back for every row with all its cells.
    pub(super) fn each_row(&self, mut tell: impl FnMut(usize, &[f64])) {
        let mut cells = self.cells.iter().peekable();
        let mut row_cells = vec![0.0; self.columns.len()];
        for row in 0..self.rows {
            row_cells.fill(0.0);
            while let Some((_, column, weight)) = cells.next_if(|cell| cell.0 as usize == row) {
                row_cells[*column as usize - self.columns.start] += weight;
            }
            tell(row, &row_cells);
        }
    }
}
