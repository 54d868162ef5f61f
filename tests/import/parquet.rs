//! Parquet files: the same rows as CSV, every plain type, folds that were made elsewhere, and hostile files that end in a diagnostic.
#![cfg(feature = "parquet")]

use comity::diagnostic::Diagnostic;
use comity::document::write;
use comity::import::fold::{Kinds, Period, Recipe, fold, sql, world};
use comity::import::{Imported, Input, Limits, Options, find, import, parquet};
use comity::model::Model;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static KNOWN: LazyLock<Model> = LazyLock::new(|| comity::document::builtin().model);

/// What `make_parquet.py` writes.
const SEATS: &[u8] = include_bytes!("seats.parquet");
const MAP: &str = "who=iso3,body=org,from=start,to=end,grade=type";

fn text(bytes: &[u8]) -> Result<String, String> {
    let limits = Limits { bytes: 1 << 22, rows: 100_000, ..Limits::default() };
    let input = Input::open("x.parquet", bytes.to_vec(), &limits).map_err(|found| told(&found))?;
    Ok(input.bytes.iter().map(|byte| char::from(*byte)).collect())
}

fn told(found: &Diagnostic) -> String {
    assert!(found.help.is_some() || found.suggestion.is_some(), "{}", found.message);
    format!("{}: {}", found.code.id, found.message)
}

fn read(format: &str, name: &str, bytes: &[u8], map: &str) -> Result<Imported, String> {
    let options = Options { map: Some(map.to_owned()), source: Some("Seats".to_owned()), ..Options::default() };
    let input = Input::open(name, bytes.to_vec(), &Limits::default()).map_err(|found| told(&found))?;
    import(find(format).unwrap(), &[input], &options, &KNOWN).map_err(|found| told(&found))
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name)
}

#[test]
fn rows_are_those_of_the_same_table_as_csv() {
    let csv = "iso3,org,start,end,type\nKAZ,CICA,1999-09-14,present,member\nCHN,SCO,2001-06-15,,member\n,SCO,2001-06-15,,member\n\
               RUS,SCO,,2014-05-20,observer\nTJK,SCO,2001-06-15,,king\nAtlantis,SCO,2005-07-05,,member\n\
               IRN,\"S\"\"C\tO\",2005-07-05,,member\n,SCO,2005-07-05,,member\nNA,CICA,1500-01-01,1501,observer\n";
    let ours = read("csv", "seats", SEATS, MAP).unwrap();
    let theirs = read("csv", "seats", csv.as_bytes(), MAP).unwrap();
    assert_eq!(write::text(&ours.model), write::text(&theirs.model));
    assert_eq!(ours.report.problems, theirs.report.problems);
    assert_eq!(ours.report.totals(), (9, 5, 4));
    let note = "Of seats all was read but tags (a list), about (a structure): a cell holds one plain value.";
    assert_eq!(ours.report.notes, [note]);
    let unread = read("csv", "seats", SEATS, "who=tags").unwrap_err();
    assert!(unread.ends_with("type, and what is no plain value: tags (a list), about (a structure)"), "{unread}");
}

#[test]
fn cells_of_every_type_are_told_to_the_last_digit_and_gaps_are_none() {
    let expected = "truth\ttiny\tlarge\tnatural\thuge\tsingle\tdouble\tmoney\twealth\ttext\tbytes\tcode\tword\tday\tsecond\tmicro\tclock\tnothing\n\
        true\t-128\t9223372036854775807\t4294967295\t18446744073709551615\t0.1\t0.1\t-0.05\t-12345678901234567890.123456\tCÃ´te d'Ivoire\tComité\tabc\ta\t\
        2014-05-20\t2014-05-20T12:30:15\t2014-05-20T12:30:15.000005\t09:05:00\t\n\
        false\t0\t-9223372036854775808\t0\t0\t2014\tNaN\t1234567.80\t0.000000\t\t\txyz\tb\t0001-01-01\t2014-05-20\t2014-05-20\t23:59:59.999999\t\n";
    for name in ["types.parquet", "types-2.parquet"] {
        let bytes = std::fs::read(sample(name)).unwrap();
        let told = text(&bytes).unwrap();
        assert_eq!(told, format!("{expected}{}\n", "\t".repeat(17)), "{name}");
    }
    let spark = std::fs::read(sample("spark.parquet")).unwrap();
    assert_eq!(text(&spark).unwrap(), "moment\n2014-05-20T12:30:15\n2014-05-20\n\"\"\n");
    let delta = text(&std::fs::read(sample("delta.parquet")).unwrap()).unwrap();
    assert!(delta.starts_with("number\ttext\n0\tt0\n1\tt1\n") && delta.ends_with("299\tt299\n\t\n"), "{delta}");
}

#[test]
fn networks_of_text_take_no_parquet() {
    assert!(
        read("pajek", "x", SEATS, "").unwrap_err().starts_with("E0701: x is a Parquet file, and `pajek` reads none")
    );
    assert!(read("cow-igo", "x", SEATS, "").unwrap_err().starts_with("E0701: x is not a state-year table"));
    let sheet = Input::open_sheet("x.parquet", SEATS.to_vec(), Some("1"), &Limits::default()).unwrap_err();
    assert_eq!(told(&sheet), "E0505: x.parquet is no workbook, so that it has no sheet `1`");
}

#[test]
fn events_are_folded_from_either_file_and_folded_again() {
    let recipe = Recipe { period: Period::Month, kinds: Kinds::Quad, ..Recipe::default() };
    let stream = |name: &str| {
        let file = std::fs::File::open(sample(name)).unwrap();
        assert!(parquet::is_parquet(&file));
        (name.to_owned(), parquet::stream(name, file).unwrap())
    };
    let folded = fold(vec![stream("events.parquet")], &recipe).unwrap();
    let csv = "from,to,period,kind,count,sum\nChina,India,2018-06-01,verbal cooperation,2,1.5\n\
               India,China,2018-07-01,material conflict,1,\n";
    assert_eq!((folded.csv().as_str(), folded.rows, folded.counted, folded.reported), (csv, 4, 3, 1));
    let again = fold(vec![("ties.csv".into(), Box::new(csv.as_bytes()))], &recipe).unwrap();
    assert_eq!((again.csv().as_str(), again.rows, again.counted, again.without_value), (csv, 3, 3, 1));
    assert!(!parquet::is_parquet(&std::fs::File::open(sample("events.csv")).unwrap()));
}

#[test]
fn what_another_program_folds_into_parquet_is_the_same_world() {
    use comity::import::fold::Dialect;
    let Some(python) = crate::import::python_with("duckdb") else { return };
    let mut text = String::from("event_date,source_country,target_country,cameo_code,intensity\n");
    for i in 0..20_000_u32 {
        let (a, b) = (["China", "India", "Kazakhstan"][i as usize % 3], ["Iran", "Russia"][i as usize % 2]);
        let value = if i % 5 == 0 { String::new() } else { format!("{}.{}", i % 7, i % 100) };
        text.push_str(&format!("201{}-0{}-11,{a},{b},{:02}0,{value}\n", i % 10, 1 + i % 9, 1 + i % 20));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("events.csv"), &text).unwrap();
    let recipe = Recipe { period: Period::Quarter, kinds: Kinds::Quad, ..Recipe::default() };
    let ours = fold(vec![("events".into(), Box::new(text.as_bytes()))], &recipe).unwrap();
    let run = |query: &str, target: &str, options: &str| {
        let body = query.split_once('\n').unwrap().1.trim_end().trim_end_matches(';');
        let script =
            format!("import duckdb,sys\nduckdb.sql(\"COPY (\" + sys.argv[1] + \") TO '{target}' ({options})\")");
        let run = std::process::Command::new(&python).args(["-c", &script, body]).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    let head = text.lines().next().unwrap().as_bytes();
    for options in
        ["FORMAT parquet", "FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2", "FORMAT parquet, COMPRESSION gzip"]
    {
        let target = path("ties.parquet");
        run(&sql(&path("events.csv"), head, &recipe, Dialect::Duckdb).unwrap(), &target, options);
        let stream = || parquet::stream("ties", std::fs::File::open(&target).unwrap()).unwrap();
        let theirs = fold(vec![("ties".into(), stream())], &recipe).unwrap();
        assert_eq!(theirs.csv(), ours.csv(), "{options}");
        let world = |folded| write::text(&world(folded, &recipe, "events", &KNOWN).unwrap().model);
        assert_eq!(world(&theirs), world(&ours), "{options}");
        // What was folded is folded further by the other program as well.
        let coarse = Recipe { period: Period::Year, kinds: Kinds::None, ..Recipe::default() };
        let head = comity::import::fold::head(("ties".into(), stream())).unwrap();
        run(&sql(&target, &head, &coarse, Dialect::Duckdb).unwrap(), &path("years.csv"), "FORMAT csv, HEADER");
        let years = std::fs::read(path("years.csv")).unwrap();
        let years = fold(vec![("years".into(), Box::new(years.as_slice()))], &coarse).unwrap();
        let all = fold(vec![("ties".into(), stream())], &coarse).unwrap();
        assert_eq!((years.csv(), years.rows), (all.csv(), 20_000), "{options}");
    }
}

#[test]
fn files_that_are_cut_short_or_altered_are_refused_or_read() {
    for end in (4..SEATS.len()).step_by(101) {
        let told = text(&SEATS[..end]).unwrap_err();
        assert_eq!(told, "E0703: x.parquet is cut short: it does not end as Parquet does");
    }
    for name in ["seats.parquet", "types.parquet", "types-2.parquet", "delta.parquet", "spark.parquet"] {
        let mut bytes = std::fs::read(sample(name)).unwrap();
        for at in (4..bytes.len()).step_by(7) {
            let kept = bytes[at];
            for changed in [kept ^ 1 << (at % 8), 0xff, 0] {
                bytes[at] = changed;
                // Whatever comes of it, it is no panic and takes no gigabytes.
                let _ = text(&bytes);
            }
            bytes[at] = kept;
        }
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, SEATS).unwrap();
    assert!(text(&packed.finish().unwrap()).unwrap_err().starts_with("E0703: x.parquet is a Parquet file"));
    let mut locked = SEATS.to_vec();
    *locked.last_mut().unwrap() = b'E';
    assert_eq!(text(&locked).unwrap_err(), "E0703: x.parquet is encrypted");
}

/// Numbers in groups of seven bits.
fn unsigned(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

/// A struct of Thrift: each field with its number, its kind, and its bytes.
fn fields(fields: &[(u8, u8, Vec<u8>)]) -> Vec<u8> {
    let mut last = 0;
    let mut bytes = Vec::new();
    for (field, kind, content) in fields {
        bytes.push((field - last) << 4 | kind);
        bytes.extend(content);
        last = *field;
    }
    bytes.push(0);
    bytes
}

fn number(field: u8, number: u64) -> (u8, u8, Vec<u8>) {
    (field, 6, unsigned(number * 2))
}

const TEXT: u8 = 8;
const STRUCT: u8 = 12;

fn list(field: u8, kind: u8, size: u64, items: &[u8]) -> (u8, u8, Vec<u8>) {
    (field, 9, [vec![0xf0 | kind], unsigned(size), items.to_vec()].concat())
}

fn word(field: u8, word: &str) -> (u8, u8, Vec<u8>) {
    (field, TEXT, [unsigned(word.len() as u64), word.into()].concat())
}

/// A file of one column of texts with one page, and what is odd about it.
struct Odd {
    rows: u64,
    groups: u64,
    columns: u64,
    /// The size that the page says it has, and so is packed.
    unpacked: Option<u64>,
    encoding: u64,
    page: Vec<u8>,
    /// How many values the dictionary says it has, if there is one.
    dictionary: Option<u64>,
    codec: u64,
}

impl Odd {
    fn plain() -> Self {
        let page = b"\x01\0\0\0a\x02\0\0\0bc".to_vec();
        Self { rows: 2, groups: 1, columns: 2, unpacked: None, encoding: 0, page, dictionary: None, codec: 0 }
    }

    fn file(&self) -> Vec<u8> {
        let mut bytes = b"PAR1".to_vec();
        let size = self.page.len() as u64;
        if let Some(values) = self.dictionary {
            let head = fields(&[number(1, values), number(2, 0)]);
            bytes.extend(fields(&[number(1, 2), number(2, 6), number(3, 6), (7, STRUCT, head)]));
            bytes.extend(b"\x02\0\0\0ab");
        }
        let values = fields(&[number(1, self.rows), number(2, self.encoding), number(3, 3), number(4, 3)]);
        let unpacked = number(2, self.unpacked.unwrap_or(size));
        bytes.extend(fields(&[number(1, 0), unpacked, number(3, size), (5, STRUCT, values)]));
        bytes.extend(&self.page);
        let pages = bytes.len() as u64 - 4;
        let column = fields(&[
            number(1, 6),
            list(2, 5, 1, &unsigned(self.encoding * 2)),
            list(3, TEXT, 1, b"\x01a"),
            number(4, self.codec),
            number(5, self.rows),
            number(6, pages),
            number(7, pages),
            number(9, 4),
        ]);
        let chunk = fields(&[number(2, 4), (3, STRUCT, column)]);
        let group = fields(&[list(1, STRUCT, 1, &chunk), number(2, pages), number(3, self.rows)]);
        let root = fields(&[word(4, "all"), number(5, 1)]);
        let schema = [root, fields(&[number(1, 6), number(3, 0), word(4, "a")])].concat();
        let groups = list(4, STRUCT, self.groups, &group);
        let footer = fields(&[number(1, 1), list(2, STRUCT, self.columns, &schema), number(3, self.rows), groups]);
        bytes.extend(&footer);
        bytes.extend((footer.len() as u32).to_le_bytes());
        bytes.extend(b"PAR1");
        bytes
    }
}

#[test]
fn what_a_hostile_file_says_of_itself_is_not_believed() {
    let refused = |odd: Odd| text(&odd.file()).unwrap_err();
    assert_eq!(text(&Odd::plain().file()).unwrap(), "a\na\nbc\n");
    let billions = 2_000_000_000;
    let damaged = "E0703: x.parquet is damaged: ";
    let unreadable = format!("{damaged}what it says of itself cannot be read");
    assert_eq!(refused(Odd { groups: billions, ..Odd::plain() }), unreadable);
    assert_eq!(refused(Odd { columns: billions, ..Odd::plain() }), unreadable);
    assert_eq!(refused(Odd { rows: billions, ..Odd::plain() }), "E0702: x.parquet has more than 100000 rows");
    for (odd, cause) in [
        (Odd { rows: 3, ..Odd::plain() }, ""),
        (Odd { unpacked: Some(billions), codec: 1, ..Odd::plain() }, "its pages take more than 2 MiB at a time"),
        (Odd { unpacked: Some(1 << 20), codec: 1, ..Odd::plain() }, "a page is not as long as it says"),
        (Odd { unpacked: Some(12), codec: 2, ..Odd::plain() }, "a page is not as long as it says"),
        (
            Odd { dictionary: Some(billions), ..Odd::plain() },
            "a dictionary says that it has more values than it can hold",
        ),
        // Lengths of texts: a block, its parts, then how many there are.
        (
            Odd { encoding: 6, page: [vec![0x80, 1, 4], unsigned(1 << 60), vec![0; 9]].concat(), ..Odd::plain() },
            "more lengths of texts are told than there are texts",
        ),
        (Odd { encoding: 6, page: vec![0x80], ..Odd::plain() }, "the lengths of texts are cut short"),
        // Numbers of a dictionary that is not there, or has no such place.
        (Odd { encoding: 8, page: vec![1, 4, 1], ..Odd::plain() }, "its values cannot be decoded"),
        (Odd { encoding: 8, page: vec![8, 4, 9], dictionary: Some(1), ..Odd::plain() }, ""),
        (Odd { encoding: 9, page: vec![0; 20], ..Odd::plain() }, ""),
    ] {
        let told = refused(odd).to_lowercase();
        assert!(told.starts_with(&damaged.to_lowercase()) && told.contains(&cause.to_lowercase()), "{cause}: {told}");
    }
    for (odd, what) in [
        (Odd { codec: 4, ..Odd::plain() }, "packed as BROTLI, which is not read"),
        (Odd { encoding: 7, ..Odd::plain() }, "written as DELTA_BYTE_ARRAY, which is not read"),
    ] {
        assert_eq!(refused(odd), format!("E0703: x.parquet: the column `a` is {what}"));
    }
    let mut long = Odd::plain().file();
    let end = long.len() - 8;
    long[end..end + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(text(&long).unwrap_err(), "E0702: x.parquet says more than 0 MiB of itself");
}
