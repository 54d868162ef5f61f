//! Values of columns as the text of cells: numbers to the last digit, days and times as ISO has them, nothing where a value is missing.

use super::pages::wrong;
use crate::time::Day;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::page::PageReader;
use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::{
    BoolType, ByteArrayType, DataType, DoubleType, FixedLenByteArrayType, FloatType, Int32Type, Int64Type, Int96,
    Int96Type,
};
use parquet::errors::Result;
use parquet::schema::types::{ColumnDescPtr, ColumnDescriptor};
use std::io::Write;

/// A column of which some rows are read at a time.
pub(super) trait Cells: Send {
    /// Reads so many rows.
    fn read(&mut self, rows: usize) -> Result<()>;
    /// Adds the next cell to a text.
    fn push(&mut self, text: &mut Vec<u8>);
}

/// What values mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// What they are: numbers, truths, bytes of text.
    Plain,
    /// Whole numbers without a sign.
    Unsigned,
    Day,
    /// So many parts of a second after 1970.
    Moment(i64),
    /// So many parts of a second after midnight.
    Clock(i64),
    /// Numbers with so many digits after the point.
    Decimal(usize),
    Uuid,
}

impl Meaning {
    /// What the values of a column mean; if they are no text, what they are.
    pub(super) fn of(column: &ColumnDescriptor) -> std::result::Result<Self, &'static str> {
        let parts = |unit: &TimeUnit| match unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        };
        let decimal =
            || usize::try_from(column.type_scale()).map_or(Err("no number"), |scale| Ok(Self::Decimal(scale)));
        if let Some(logical) = column.logical_type_ref() {
            return match logical {
                LogicalType::Integer(about) if !about.is_signed => Ok(Self::Unsigned),
                LogicalType::Integer(_)
                | LogicalType::String
                | LogicalType::Enum
                | LogicalType::Json
                | LogicalType::Unknown => Ok(Self::Plain),
                LogicalType::Decimal(_) => decimal(),
                LogicalType::Date => Ok(Self::Day),
                LogicalType::Timestamp(about) => Ok(Self::Moment(parts(&about.unit))),
                LogicalType::Time(about) => Ok(Self::Clock(parts(&about.unit))),
                LogicalType::Uuid => Ok(Self::Uuid),
                LogicalType::Geometry(_) | LogicalType::Geography(_) => Err("a shape"),
                _ => Err("no text"),
            };
        }
        match column.converted_type() {
            ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64 => {
                Ok(Self::Unsigned)
            }
            ConvertedType::DECIMAL => decimal(),
            ConvertedType::DATE => Ok(Self::Day),
            ConvertedType::TIMESTAMP_MILLIS => Ok(Self::Moment(1_000)),
            ConvertedType::TIMESTAMP_MICROS => Ok(Self::Moment(1_000_000)),
            ConvertedType::TIME_MILLIS => Ok(Self::Clock(1_000)),
            ConvertedType::TIME_MICROS => Ok(Self::Clock(1_000_000)),
            ConvertedType::INTERVAL => Err("a length of time"),
            ConvertedType::BSON => Err("no text"),
            _ => Ok(Self::Plain),
        }
    }
}

/// The cells of a column.
pub(super) fn cells(column: &ColumnDescPtr, meaning: Meaning, pages: Box<dyn PageReader>) -> Box<dyn Cells> {
    let optional = column.max_def_level() > 0;
    match column.physical_type() {
        Type::BOOLEAN => typed::<BoolType>(column, pages, optional, |truth, text| add(text, truth)),
        Type::INT32 => typed::<Int32Type>(column, pages, optional, move |number, text| match meaning {
            Meaning::Unsigned => add(text, &(*number as u32)),
            Meaning::Day => add(text, &Day::from_number(*number)),
            _ => push_number(text, i64::from(*number), meaning),
        }),
        Type::INT64 => typed::<Int64Type>(column, pages, optional, move |number, text| match meaning {
            Meaning::Unsigned => add(text, &(*number as u64)),
            _ => push_number(text, *number, meaning),
        }),
        Type::INT96 => typed::<Int96Type>(column, pages, optional, |moment, text| push_old(text, moment)),
        Type::FLOAT => typed::<FloatType>(column, pages, optional, |number, text| add(text, number)),
        Type::DOUBLE => typed::<DoubleType>(column, pages, optional, |number, text| add(text, number)),
        Type::BYTE_ARRAY => typed::<ByteArrayType>(column, pages, optional, move |bytes, text| {
            push_bytes(text, if bytes.is_empty() { &[] } else { bytes.data() }, meaning);
        }),
        Type::FIXED_LEN_BYTE_ARRAY => typed::<FixedLenByteArrayType>(column, pages, optional, move |bytes, text| {
            push_bytes(text, if bytes.is_empty() { &[] } else { bytes.data() }, meaning);
        }),
    }
}

struct Typed<T: DataType, F> {
    reader: ColumnReaderImpl<T>,
    optional: bool,
    levels: Vec<i16>,
    values: Vec<T::T>,
    row: usize,
    value: usize,
    push: F,
}

fn typed<T: DataType>(
    column: &ColumnDescPtr,
    pages: Box<dyn PageReader>,
    optional: bool,
    push: impl Fn(&T::T, &mut Vec<u8>) + Send + 'static,
) -> Box<dyn Cells> {
    let reader = ColumnReaderImpl::<T>::new(ColumnDescPtr::clone(column), pages);
    Box::new(Typed::<T, _> { reader, optional, levels: Vec::new(), values: Vec::new(), row: 0, value: 0, push })
}

impl<T: DataType, F: Fn(&T::T, &mut Vec<u8>) + Send> Cells for Typed<T, F> {
    fn read(&mut self, rows: usize) -> Result<()> {
        (self.row, self.value) = (0, 0);
        self.levels.clear();
        self.values.clear();
        let (read, ..) = self.reader.read_records(rows, Some(&mut self.levels), None, &mut self.values)?;
        if read < rows { Err(wrong("a column has fewer values than there are rows")) } else { Ok(()) }
    }

    fn push(&mut self, text: &mut Vec<u8>) {
        let there = !self.optional || self.levels.get(self.row).is_some_and(|level| *level > 0);
        self.row += 1;
        if there && let Some(value) = self.values.get(self.value) {
            self.value += 1;
            (self.push)(value, text);
        }
    }
}

fn add(text: &mut Vec<u8>, value: &dyn std::fmt::Display) {
    // Memory takes whatever is written.
    let _ = write!(text, "{value}");
}

fn push_number(text: &mut Vec<u8>, number: i64, meaning: Meaning) {
    match meaning {
        Meaning::Decimal(scale) => push_decimal(text, i128::from(number), scale),
        Meaning::Moment(parts) => {
            let day = parts * 86_400;
            push_moment(text, number.div_euclid(day), number.rem_euclid(day), parts);
        }
        Meaning::Clock(parts) => push_clock(text, number, parts),
        _ => add(text, &number),
    }
}

/// Days after 1970 and parts of a second after midnight, which are told if there are any.
fn push_moment(text: &mut Vec<u8>, day: i64, rest: i64, parts: i64) {
    match i32::try_from(day) {
        Ok(day) => add(text, &Day::from_number(day)),
        // No calendar goes so far; who reads a day there says what stands in the cell.
        Err(_) => add(text, &format_args!("{day} days after 1970-01-01")),
    }
    if rest != 0 {
        text.push(b'T');
        push_clock(text, rest, parts);
    }
}

fn push_clock(text: &mut Vec<u8>, number: i64, parts: i64) {
    let (seconds, part) = (number.div_euclid(parts), number.rem_euclid(parts));
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    add(text, &format_args!("{hour:02}:{minute:02}:{second:02}"));
    if part != 0 {
        let digits = parts.ilog10() as usize;
        add(text, &format_args!(".{part:0digits$}"));
    }
}

/// A moment as Spark wrote it before it wrote timestamps: nanoseconds of a day that is counted from 4713 BC.
fn push_old(text: &mut Vec<u8>, moment: &Int96) {
    const DAY_1970: i64 = 2_440_588;
    let [low, high, day] = [0, 1, 2].map(|at| moment.data().get(at).copied().unwrap_or_default());
    let nanoseconds = (u64::from(high) << 32 | u64::from(low)) as i64;
    push_moment(text, i64::from(day) - DAY_1970, nanoseconds, 1_000_000_000);
}

fn push_bytes(text: &mut Vec<u8>, bytes: &[u8], meaning: Meaning) {
    match meaning {
        Meaning::Decimal(scale) if bytes.len() <= 16 => {
            let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
            let begin = if negative { -1_i128 } else { 0 };
            push_decimal(text, bytes.iter().fold(begin, |number, byte| number << 8 | i128::from(*byte)), scale);
        }
        Meaning::Decimal(_) => text.extend_from_slice(b"a number of more than 38 digits"),
        Meaning::Uuid if bytes.len() == 16 => {
            for (at, byte) in bytes.iter().enumerate() {
                let hyphen = if [4, 6, 8, 10].contains(&at) { "-" } else { "" };
                add(text, &format_args!("{hyphen}{byte:02x}"));
            }
        }
        _ => text.extend_from_slice(bytes),
    }
}

fn push_decimal(text: &mut Vec<u8>, number: i128, scale: usize) {
    let sign = if number < 0 { "-" } else { "" };
    let digits = format!("{:0least$}", number.unsigned_abs(), least = scale.min(100) + 1);
    let (whole, part) = digits.split_at(digits.len() - scale.min(100));
    let point = if part.is_empty() { "" } else { "." };
    add(text, &format_args!("{sign}{whole}{point}{part}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(push: impl Fn(&mut Vec<u8>)) -> String {
        let mut text = Vec::new();
        push(&mut text);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn days_and_times_are_as_iso_has_them() {
        let number = |number, meaning| told(|text| push_number(text, number, meaning));
        assert_eq!(number(1_400_544_000_000, Meaning::Moment(1_000)), "2014-05-20");
        assert_eq!(number(-1, Meaning::Moment(1_000_000)), "1969-12-31T23:59:59.999999");
        assert_eq!(number(i64::MAX, Meaning::Moment(1_000)), "106751991167 days after 1970-01-01T07:12:55.807");
        assert_eq!(number(45_296_000, Meaning::Clock(1_000)), "12:34:56");
        assert_eq!(told(|text| push_old(text, &Int96::from(vec![0, 0, 2_456_798]))), "2014-05-20");
    }

    #[test]
    fn decimals_are_told_to_the_last_digit() {
        let number = |number, scale| told(|text| push_number(text, number, Meaning::Decimal(scale)));
        assert_eq!([number(-5, 2), number(12_345, 2), number(7, 0)], ["-0.05", "123.45", "7"]);
        let bytes = |bytes: &[u8], scale| told(|text| push_bytes(text, bytes, Meaning::Decimal(scale)));
        assert_eq!([bytes(&[0xff, 0x38], 1), bytes(&[], 1), bytes(&[0x80; 16], 0)].map(|text| text.len()), [5, 3, 40]);
        assert_eq!(bytes(&[0xff, 0x38], 1), "-20.0");
        assert_eq!(bytes(&[1; 17], 1), "a number of more than 38 digits");
    }

    #[test]
    fn bytes_are_text_unless_they_mean_something_else() {
        let bytes = |bytes: &[u8], meaning| told(|text| push_bytes(text, bytes, meaning));
        assert_eq!(bytes("Côte".as_bytes(), Meaning::Plain), "Côte");
        let uuid: Vec<u8> = (0..16).collect();
        assert_eq!(bytes(&uuid, Meaning::Uuid), "00010203-0405-0607-0809-0a0b0c0d0e0f");
    }
}
