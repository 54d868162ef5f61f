//! UCINET DL: a full matrix with labels, of one mode or two.

use super::Style;
use super::data::Data;
use super::matrix::Matrix;
use super::sink::Sink;

/// Writes a matrix; labels are ids, which are short and hold no spaces.
pub(super) fn write(data: &Data<'_>, _: Style, sink: &mut Sink<'_>) {
    let (rows, columns) = Matrix::shape(data);
    let matrix = Matrix::of(data);
    if data.two_mode {
        sink.text(&format!("dl nr={rows}, nc={columns}, format=fullmatrix\nrow labels:\n"));
        labels(data, sink, 0..rows);
        sink.text("column labels:\n");
        labels(data, sink, matrix.columns.clone());
    } else {
        sink.text(&format!("dl n={rows}\nformat=fullmatrix\nlabels:\n"));
        labels(data, sink, 0..rows);
    }
    sink.text("data:\n");
    matrix.each_row(|_, cells| {
        for (i, cell) in cells.iter().enumerate() {
            sink.text(if i == 0 { "" } else { " " });
            sink.number(*cell);
        }
        sink.text("\n");
    });
}

/// One label a line; what could end it early becomes `_`.
fn labels(data: &Data<'_>, sink: &mut Sink<'_>, nodes: std::ops::Range<usize>) {
    for node in nodes {
        let plain = |c: char| if c.is_control() || c.is_whitespace() || matches!(c, '"' | ',') { '_' } else { c };
        let label: String = data.id(node as u32).chars().map(plain).collect();
        sink.text(&label);
        sink.text("\n");
    }
}
